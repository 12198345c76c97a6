import pytest
from acts_helpers import ACT, MINUTES, document, passages

from pipeline.acts.act import Options
from pipeline.acts.units import units_of


def zones_by_line(unit, parts):
    texts = {part.passage_id: part.text for part in parts}
    return [(span.zone, texts[span.passage_id][span.start : span.end]) for span in unit.zones]


def test_a_single_act():
    parts = passages(ACT)
    (unit,) = units_of(parts, document(), minutes=False)
    assert unit.kind == "act"
    assert unit.title == "Coopération décentralisée avec la commune de Tivaouane"
    assert (unit.number, unit.date, unit.date_source, unit.year) == ("2019-045", "2019-03-25", "stamp", 2019)
    assert (unit.collectivite, unit.siren, unit.insee, unit.matiere) == (
        "COMMUNE DE MARTIGUES", "211300561", "13056", "9.1",
    )  # fmt: skip
    assert unit.votes is not None
    assert (unit.votes.effectif, unit.votes.presents, unit.votes.pour, unit.votes.contre, unit.votes.abstentions) == (
        35, 28, 30, 2, 1,
    )  # fmt: skip
    assert [visa.reference for visa in unit.visas] == ["L1115-1 CGCT", "loi 2014-773", "délibération 2016-112", None]
    assert unit.stamp is not None
    assert (unit.stamp.sent, unit.stamp.published) == ("2019-03-28", "2019-03-29")
    assert unit.confidence == 1
    assert unit.warnings == []


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("EXTRAIT DU REGISTRE", "header"), ("sous la présidence", "presence"), ("Étaient présents", "presence"),
        ("Délibération n°", "header"), ("OBJET", "heading"), ("Rapporteur", "header"), ("Vu le code", "visas"),
        ("VU l'avis", "visas"), ("Considérant", "considerants"), ("DÉCIDE", "formula"), ("Le conseil municipal, après", "formula"), ("Article 2", "dispositif"),
        ("Vote :", "vote"), ("Fait et délibéré", "signatures"), ("Le Maire,", "signatures"),
        ("Certifié exécutoire", "executoire"), ("La présente délibération", "executoire"),
        ("Envoyé en préfecture", "stamp"), ("Annexe 1", "annex"),
    ],
)  # fmt: skip
def test_zones_of_a_single_act(words, zone):
    parts = passages(ACT)
    (unit,) = units_of(parts, document(), minutes=False)
    assert [found for found, text in zones_by_line(unit, parts) if text.startswith(words)] == [zone]


def test_a_receipt_in_the_middle_does_not_end_the_report():
    parts = passages(
        "Objet : Eau\nLa commune soutient depuis dix ans un programme d'accès à l'eau potable.\n"
        "Accusé de réception en préfecture 013-211300561-20190325-DELIB-DE\n"
        "Ce programme a touché douze villages.\nLe conseil municipal, après en avoir délibéré, approuve."
    )
    (unit,) = units_of(parts, document(), minutes=False)
    assert [zone for zone, _ in zones_by_line(unit, parts)] == [
        "heading",
        "expose",
        "stamp",
        "expose",
        "formula",
        "dispositif",
    ]


def test_minutes_are_cut_at_every_act_and_nowhere_else():
    parts = passages(MINUTES)
    units = units_of(parts, document("PV_07_02_2011.pdf", "minutes"), minutes=True)
    assert [unit.kind for unit in units] == ["document"] + ["act"] * 7 + ["document"]
    assert [unit.number for unit in units[1:-1]] == [None, "1", "2", "5", "3", "4", "6"]
    assert units[0].warnings == ["front matter"]
    assert units[1].title == "Approbation du procès-verbal de la séance précédente"
    assert units[3].title == "Convention avec la région"
    assert {unit.date for unit in units} == {"2011-02-07"}
    assert {unit.collectivite for unit in units} == {"COMMUNE DE TRETS"}
    votes = [
        (unit.votes.pour, unit.votes.contre, unit.votes.abstentions) if unit.votes else None for unit in units[1:-1]
    ]
    assert votes == [
        (59, None, None), (58, 1, None), (58, None, None), (51, None, None), (50, None, 7), None, (48, None, None),
    ]  # fmt: skip


def test_the_debate_and_the_comings_and_goings_are_told_apart():
    parts = passages(MINUTES)
    units = units_of(parts, document("PV.pdf", "minutes"), minutes=True)
    lines = [line for unit in units for line in zones_by_line(unit, parts)]
    assert ("presence", "Mme Dupont sort de séance.") in lines
    assert [zone for zone, text in lines if text.startswith("Paul DURAND : Je vous remercie")] == ["body"]


@pytest.mark.parametrize(
    "text",
    [
        "1. Bilan\nLe bilan est bon.\n2. Perspectives\nElles sont bonnes.",
        "Ordre du jour\n1. Budget\n2. Marchés\n3. Vœu\nLa séance est levée.\nPour : 12",
        "Tout est dit en une seule fois.",
    ],
)
def test_acts_are_not_invented(text):
    (unit,) = units_of(passages(text), document("pv.pdf", "minutes"), minutes=True)
    assert unit.kind == "document"
    assert unit.warnings[0] == "unsplit"


def test_splitting_can_be_switched_off():
    (unit,) = units_of(passages(MINUTES), document("pv.pdf", "minutes"), minutes=True, options=Options(split=False))
    assert unit.warnings[0] == "unsplit"


def test_extracts_joined_in_one_file():
    other = (
        ACT.replace("2019-045", "2019-046").replace("DELIB_2019_045", "DELIB_2019_046").replace("Tivaouane", "Agadez")
    )
    units = units_of(passages(ACT + other), document("recueil.pdf", "minutes"), minutes=True)
    assert [(unit.kind, unit.number) for unit in units if unit.kind == "act"] == [
        ("act", "2019-045"),
        ("act", "2019-046"),
    ]


@pytest.mark.parametrize(("genre", "kind"), [("document", "act"), ("report", "document"), ("deliberation", "act")])
def test_an_act_is_recognised_without_its_genre(genre, kind):
    (unit,) = units_of(passages(ACT), document(genre=genre), minutes=False)
    assert unit.kind == kind


def test_prose_is_no_act():
    text = "L'action internationale\nLes collectivités agissent. Vu de loin, tout va bien.\nArticle 1 de la loi : rien."
    (unit,) = units_of(passages(text), document("texte.txt", "document"), minutes=False)
    assert unit.kind == "document"
    assert (unit.date, unit.year, unit.date_source, unit.warnings) == (None, None, "none", ["no date"])


def test_dates_of_documents():
    text = "Rapport annuel\nLyon, le 11 décembre 2017\nLe texte."
    for values, expected in (
        ({"date": "1970-01-31"}, ("1970-01-31", "metadata")),
        ({"source": "rapport.pdf"}, ("2017-12-11", "text")),
        ({"source": "rapport_2017.pdf"}, ("2017-12-11", "text")),
        ({"source": "rapport 12-10-2017.pdf"}, ("2017-10-12", "metadata")),
    ):
        (unit,) = units_of(passages(text), document(**({"genre": "report"} | values)), minutes=False)
        assert (unit.date, unit.date_source) == expected


def test_dates_that_differ_are_told():
    (unit,) = units_of(passages(ACT), document("2019-03-26.pdf", date="2018"), minutes=False)
    assert unit.date == "2019-03-25"
    assert unit.warnings == [
        "dates differ: 2019-03-25 (act identifier), 2018 (metadata)",
        "dates differ: 2019-03-25 (act identifier), 2019-03-26 (file name)",
    ]


def test_a_wrong_key_is_told_and_not_used():
    (unit,) = units_of(passages(ACT.replace("211300561", "211300562")), document(), minutes=False)
    assert unit.siren is None
    assert "identifier with a wrong key: 013-211300562-20190325-DELIB_2019_045-DE" in unit.warnings
    assert (unit.date, unit.date_source) == ("2019-03-25", "text")


def test_a_row_of_an_open_table_keeps_what_it_declares():
    extra = {
        "COLL_NOM": "Ville de Poitiers", "COLL_SIRET": "21860194600013", "DELIB_ID": "1DL15494",
        "DELIB_MATIERE_CODE": "8.4", "VOTE_POUR": "43", "VOTE_CONTRE": "0", "autre": "x",
    }  # fmt: skip
    (unit,) = units_of(
        passages("Politique montagne"),
        document("t.csv#row=3", "document", date="2017-10-15", title="Politique montagne", extra=extra),
        minutes=False,
    )
    assert (unit.kind, unit.number, unit.siret, unit.matiere, unit.insee) == (
        "act", "1DL15494", "21860194600013", "8.4", "86194",
    )  # fmt: skip
    assert unit.votes is not None
    assert (unit.votes.pour, unit.votes.contre) == (43, 0)
    assert (unit.date, unit.date_source) == ("2017-10-15", "metadata")


def test_sections_and_references_of_an_article():
    parts = passages(
        "Titre\n1. Introduction\nTexte.\nRéférences\nAuteur, Titre, 2010.\nAnnexe 1\nTableau",
        {0: "heading", 1: "heading", 3: "heading", 5: "heading"},
    )
    (unit,) = units_of(parts, document("a.html", "article"), minutes=False)
    assert [section.title for section in unit.sections] == ["Titre", "1. Introduction", "Références", "Annexe 1"]
    assert [zone for zone, _ in zones_by_line(unit, parts)] == [
        "title", "heading", "body", "heading", "references", "heading", "annex",
    ]  # fmt: skip


def test_no_passage_no_unit():
    assert units_of([], document(), minutes=False) == []
