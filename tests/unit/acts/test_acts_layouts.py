"""Minutes of invented councils, one layout each: where each act begins, what became of it, and by which vote."""

import pathlib

import pytest
from acts_helpers import document

from pipeline import understood
from pipeline.acts.units import units_of
from pipeline.records import Passage

PRACTICE = pathlib.Path(__file__).parent / "practice"
VOTELESS = (None, None, None, None)
UNANIMOUS = (None, None, None, True)


def units(name):
    lines = (PRACTICE / f"{name}.txt").read_text("utf-8").split("\n")
    passages = [
        Passage("d", f"d:p{rank}", 1, 1, "table" if "\t" in line else "body", None, line, [], len(line.split()), [])
        for rank, line in enumerate(line for line in lines if line.strip())
    ]
    return units_of(passages, document("pv.pdf", "minutes"), minutes=True)


EXPECTED = {
    "labelled_numbers": ("2018-03-12", [
        ("2018-03-01", "Compte administratif 2017", "approuve", UNANIMOUS),
        ("2018-03-02", "Vote des taux d'imposition", "autre", (9, None, 1, None)),
        ("2018-03-03", "Convention avec le syndicat des eaux", "autre", UNANIMOUS),
    ]),
    "chapters": ("2021-03-26", [
        ("1", "Composition des commissions municipales", "approuve", UNANIMOUS),
        ("2", "Adhésion à l'association des maires", "adopte", UNANIMOUS),
        ("1", "Budget primitif 2021", "adopte", (28, 3, 2, None)),
        ("2", "Subventions aux associations", "adopte", UNANIMOUS),
        ("3", "Tarifs du port", "adopte", (30, None, 3, None)),
        ("1", "Cession de la parcelle AB 123", "autre", UNANIMOUS),
    ]),
    "bare_codes": ("2019-12-09", [
        (None, "Approbation du procès-verbal du 4 novembre 2019", "adopte", UNANIMOUS),
        ("2019-C-087", "Rapport d'activités 2018", "prend_acte", VOTELESS),
        ("2019-C-088", "Adhésion au syndicat mixte", "approuve", UNANIMOUS),
        ("2019-C-089", "Redevance spéciale", "adopte", (38, 2, 1, None)),
        ("2019-C-090", "Désignation des délégués au SCOT", "adopte", UNANIMOUS),
    ]),
    "lists_inside": ("2015-02-03", [
        ("1", "Ouverture de crédits avant le vote du budget", "approuve", UNANIMOUS),
        ("2", "Dénomination de la salle des fêtes", "autre", (10, 4, None, None)),
        ("3", "Indemnité du receveur", "autre", VOTELESS),
    ]),
    "commission_permanente": ("2016-10-14", [
        ("1-01", "AIDE AUX COMMUNES", "autre", UNANIMOUS),
        ("1-02", "ROUTES DÉPARTEMENTALES - CONVENTIONS", "approuve", UNANIMOUS),
        ("4-12", "COOPÉRATION DÉCENTRALISÉE AVEC LA RÉGION DE FATICK", "approuve", (None, None, None, False)),
        ("5-01", "COLLÈGES", "retire", VOTELESS),
    ]),
    "list_of_acts": ("2022-12-12", [
        ("2022-12-01", "Approbation du procès-verbal du 10 octobre 2022", "adopte", UNANIMOUS),
        ("2022-12-02", "Décision modificative n° 3", "adopte", (25, 4, None, False)),
        ("2022-12-03", "Convention de coopération avec Tivaouane", "adopte", UNANIMOUS),
        ("2022-12-04", "Rapport sur l'eau", "prend_acte", VOTELESS),
        ("2022-12-05", "Motion pour la gare", "rejette", VOTELESS),
    ]),
    "plain_titles": ("2023-07-07", [
        (None, "Approbation du PV de la séance précédente", "approuve", UNANIMOUS),
        (None, "Choix du prestataire pour la cantine", "autre", UNANIMOUS),
        (None, "Demande de subvention au Département pour la toiture de l'église", "autre", (9, 1, 2, None)),
        (None, "Création d'un poste d'adjoint technique", "autre", UNANIMOUS),
    ]),
    "capitals": ("2013-06-04", [
        (None, "ACHAT D'UN TRACTEUR", "autre", UNANIMOUS),
        (None, "VOIRIE : PROGRAMME 2013", "autre", UNANIMOUS),
        (None, "LOYER DU LOGEMENT DE L'ÉCOLE", "adopte", (7, 1, None, None)),
    ]),
}  # fmt: skip


def ballot(votes):
    return (votes.pour, votes.contre, votes.abstentions, votes.unanime) if votes else VOTELESS


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_acts_of_one_layout(name):
    day, expected = EXPECTED[name]
    acts = [unit for unit in units(name) if unit.kind == "act"]
    assert [(unit.number, unit.title, unit.outcome, ballot(unit.votes)) for unit in acts] == expected
    assert {unit.date for unit in acts} == {day}


@pytest.mark.parametrize("name", ["labelled_numbers", "capitals", "plain_titles", "lists_inside"])
def test_what_closes_the_minutes_is_no_act(name):
    *_, last = units(name)
    assert (last.kind, last.warnings[0]) == ("document", "closing matter")


TYPED = {
    "closing_numbers": ("2025-04-09", [
        ("DE_2025_014", "Tarifs du camping ( N° DE_2025_014)", "autre", (15, None, None, None)),
        ("DE_2025_015", "Subvention au club de voile pour l'organisation de la régate d'automne ( N° DE_2025_015)", "autre", (14, None, 1, None)),
        ("DE_2025_016", "Dénomination de la place du marché ( N° DE_2025_016)", "approuve", (15, None, None, None)),
    ]),
    "extracts": ("2021-06-02", [
        ("D2021-07", "Travaux de la toiture de l'école", "approuve", UNANIMOUS),
        ("D2021-08", "Location de la salle des fêtes", "autre", (3, 1, None, None)),
    ]),
    "lettered": ("2013-10-14", [
        ("A.1", "Décision modificative n° 2", "adopte", UNANIMOUS),
        ("A.2", "Garantie d'emprunt", "adopte", (39, None, 4, None)),
        ("B.1", "Avenant au contrat de délégation", "adopte", UNANIMOUS),
        ("B.2", "Rapport annuel du délégataire", "prend_acte", VOTELESS),
    ]),
    "list_of_lines": ("2024-02-08", [
        ("24-001", "Débat d'orientation budgétaire", "prend_acte", VOTELESS),
        ("24-002", "Autorisation d'engager des dépenses d'investissement avant le vote du budget", "adopte", UNANIMOUS),
        ("24-003", "Acquisition de la parcelle AB 112", "adopte", (None, None, None, False)),
        ("24-004", "Convention avec l'établissement public foncier", "retire", VOTELESS),
        ("24-005", "Dénomination d'une voie", "adopte", UNANIMOUS),
    ]),
    "number_alone": ("2011-03-04", [
        ("2011-03-001", "I – Tarifs de l'eau", "autre", UNANIMOUS),
        ("2011-03-002", "II – Vente du presbytère", "autre", (12, 2, None, None)),
        ("2011-03-003", "III – Classement de la voie des Sources", "approuve", UNANIMOUS),
    ]),
    "number_below_title": ("2018-04-05", [
        ("18-11", "Compte administratif 2017", "approuve", UNANIMOUS),
        ("18-12", "Budget primitif 2018", "adopte", (14, None, 1, None)),
        ("18-13", "Travaux au réservoir de la Combe", "autre", UNANIMOUS),
    ]),
    "reports_above_titles": ("2020-06-12", [
        ("20.06.113", "ATTRIBUTION D'UNE SUBVENTION À L'AGENCE RÉGIONALE DE L'ÉNERGIE", "autre", UNANIMOUS),
        ("20.06.114", "CONVENTION AVEC LE PORT DE COMMERCE", "approuve", (40, 3, 2, None)),
        ("20.06.120", "AIDE AUX LYCÉES AGRICOLES", "approuve", UNANIMOUS),
    ]),
    "table_of_blanks": ("2023-03-30", [
        ("23-031", "Approbation du procès-verbal de la séance du 2 février 2023", "approuve", (18, 0, None, None)),
        ("23-032", "Vote des taux de fiscalité", "adopte", (15, 3, None, None)),
        ("23-033", "Rapport social unique", "prend_acte", VOTELESS),
        ("23-034", "Cession de l'ancienne poste", "rejette", (7, 11, None, None)),
        ("23-035", "Dénomination de la salle de danse", "retire", VOTELESS),
    ]),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(TYPED))
def test_acts_of_a_plain_text_from_its_bytes_on(name):
    day, expected = TYPED[name]
    acts = [unit for unit in understood.read(PRACTICE / "typed" / f"{name}.txt", "minutes").units if unit.kind == "act"]
    assert [(unit.number, unit.title, unit.outcome, ballot(unit.votes)) for unit in acts] == expected
    assert {unit.date for unit in acts} == {day}
