import pytest

from pipeline.acts.matieres import matiere_in, nomenclature
from pipeline.acts.numbers import item_number, number_in


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("de la Ville de Montpellier n° 2014 / 131 Séance publique", "2014 / 131"),
        ("Délibération n° 2019-045", "2019-045"), ("DELIBERATION N° DE_2026_086", "DE_2026_086"), ("n° : 4713", "4713"),
        ("Vu la loi n° 92-125", None), ("avenant n° 2 au lot n°17A", None), ("sans numéro", None),
    ],
)  # fmt: skip
def test_number_of_an_act(text, number):
    found = number_in(text)
    assert (found.number if found else None) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12. Marché", 12), ("12- Marché", 12), ("2-Approbation", 2), ("1 - MISSION", 1), ("10 Halles et Marchés", 10),
        ("60- 88 bis avenue de Toulouse", 60), ("48/2026 : n° 4713 : Budget", 4713), ("Délibération n° 7 : Budget", 7),
        ("1.1 Contexte", None), ("965-1039", None), ("12 logements", None), ("4 721,50 €", None), ("5 avril 2014", None),
        ("2012 Pass", None), ("31/12/2010", None), ("1er adjoint", None),
    ],
)  # fmt: skip
def test_number_of_an_item(text, number):
    found = item_number(text)
    assert (found.number if found else None) == number


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Matière: 9.1-Autres domaines de competences des communes", "9.1"), ("Nomenclature : 8.9", "8.9"),
        ("Matière de l'acte : 7.10 Divers", "7.10"), ("Nomenclature : 8.12", None), ("Nomenclature : 6.9", None),
        ("en la matière, 3.5 millions", None), ("rien", None),
    ],
)  # fmt: skip
def test_matiere(text, code):
    assert matiere_in(text) == code


def test_the_nomenclature_has_its_fifty_seven_codes():
    assert len(nomenclature()) == 57
    assert nomenclature()["9.4"].name == "autres domaines de compétences/vœux et motions"
    assert {matiere.certainty for matiere in nomenclature().values()} == {"checked", "corroborated"}
    assert not any("," in matiere.name or "(" in matiere.name for matiere in nomenclature().values())
