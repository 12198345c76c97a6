"""What became of an act, in the wordings of councils of every level."""

import pytest

from pipeline.acts.outcome import outcome_in


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Adopté à l'unanimité", "adopte"),
        ("Le Conseil adopte.", "adopte"),
        ("ADOPTE A LA MAJORITE DES VOIX", "adopte"),
        ("Mis aux voix, le rapport est adopté par 30 voix pour et 2 contre.", "adopte"),
        ("Le conseil municipal, après en avoir délibéré, approuve la convention.", "approuve"),
        ("DÉCIDE : Article 1 : d'approuver la convention", "approuve"),
        ("décide, à l'unanimité, de valider le programme", "approuve"),
        ("Le conseil communautaire accepte le don.", "approuve"),
        ("La commission émet un avis favorable", "approuve"),
        ("DÉCIDE à l'unanimité - de fixer le tarif à 12 €", "autre"),
        ("décide de prendre acte du rapport", "prend_acte"),
        ("décide de prendre en charge les frais", "autre"),
        ("AUTORISE Madame le Maire à signer", "autre"),
        ("Sont élus : M. A, Mme B", "autre"),
        ("Le Conseil prend acte de la présentation du rapport.", "prend_acte"),
        ("Il est donné acte au Maire de cette communication. Dont acte", "prend_acte"),
        ("L'assemblée a pris acte", "prend_acte"),
        ("Affaire retirée", "retire"),
        ("Le point est retiré de l'ordre du jour.", "retire"),
        ("La délibération est reportée à une prochaine séance", "retire"),
        ("La motion est rejetée par 20 voix contre", "rejette"),
        ("Le vœu n'est pas adopté", "rejette"),
        ("Rapport relatif à la voirie", None),
        ("", None),
    ],
)
def test_outcome(text, outcome):
    found = outcome_in(text)
    assert (found.outcome if found else None) == outcome
    assert found is None or 0 <= found.start < found.end <= len(text)
