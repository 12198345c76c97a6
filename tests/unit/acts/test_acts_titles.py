import pytest
from acts_helpers import ACT, document, passages

from pipeline.acts.dates import closing_month
from pipeline.acts.numbers import label_end, number_in
from pipeline.acts.units import units_of

REPORT = (
    "Le partenariat avec Ségou dure depuis dix ans. Il est suivi par deux agents et par les associations de la ville."
)
DECISION = "Le conseil municipal, après en avoir délibéré, approuve la convention. Adopté à l'unanimité."


def headings(unit, parts):
    texts = {part.passage_id: part.text for part in parts}
    return [texts[span.passage_id][span.start : span.end] for span in unit.zones if span.zone == "heading"]


@pytest.mark.parametrize(
    ("line", "number", "title"),
    [
        ("Délibération n° 2018-128 : Jeunesse et mobilité à Ségou", "2018-128", "Jeunesse et mobilité à Ségou"),
        ("Délibération n° 2014-12 - Voirie", "2014-12", "Voirie"),
        ("DÉLIBÉRATION N° 2014/131 – TRAVAUX", "2014/131", "TRAVAUX"),
        ("N° 3 – Tarifs de la piscine", "3", "Tarifs de la piscine"),
        ("N° 3 – 12 logements rue Haute", "3", "12 logements rue Haute"),
        ("Affaire n° 7 du 3 mars 2014 : Tarifs", "7", "Tarifs"),
    ],
)
def test_the_title_on_the_line_of_the_number(line, number, title):
    parts = passages(f"VILLE D'ORSANNE\n{line}\nRapporteur : Mme Fatima BENMERADI\n{REPORT}\n{DECISION}")
    (unit,) = units_of(parts, document(), minutes=False)
    assert (unit.number, unit.title, headings(unit, parts)) == (number, title, [title])


def test_titles_on_the_line_of_the_number_inside_minutes():
    acts = "\n".join(
        f"Délibération n° 2018-{rank} : {title}\nRapporteur : M. Cédric PETIT\n{REPORT}\n{DECISION}"
        for rank, title in ((128, "Jumelage avec Ségou"), (129, "Travaux de voirie"))
    )
    parts = passages(f"VILLE D'ORSANNE\nSéance du 3 mars 2018\n{acts}")
    units = [unit for unit in units_of(parts, document(genre="minutes"), minutes=True) if unit.kind == "act"]
    assert [unit.title for unit in units] == ["Jumelage avec Ségou", "Travaux de voirie"]
    assert [headings(unit, parts) for unit in units] == [["Jumelage avec Ségou"], ["Travaux de voirie"]]


@pytest.mark.parametrize(
    "line",
    ["Délibération n° 2014-12", "Délibération n° 2014 - 131", "Loi n° 92-125 : titre", "n° 4 de la rue Haute : mur"],
)
def test_a_number_without_title(line):
    assert label_end(line) is None


def test_a_session_after_the_number_is_no_title():
    (unit,) = units_of(
        passages(ACT.replace("n° 2019-045", "n° 2019-045 - Séance du 25 mars 2019")), document(), minutes=False
    )
    assert unit.title == "Coopération décentralisée avec la commune de Tivaouane"


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("OBJET : Jumelage avec Agadir Rapporteur : Mme Jeanne PETIT", "Jumelage avec Agadir"),
        ("OBJET : JUMELAGE AVEC AGADIR RAPPORTEUR : MME PETIT", "JUMELAGE AVEC AGADIR"),
        ("Délibération n° 2006/75 OBJET : Jumelage avec Agadir", "Jumelage avec Agadir"),
        ("Objet : Eau potable Commission : Finances", "Eau potable"),
        ("Objet : Création de la Commission : désignation", "Création de la Commission : désignation"),
        ("OBJET : PARTENARIAT AVEC MODÈNE :\nRÉSEAU D'EAU", "PARTENARIAT AVEC MODÈNE : RÉSEAU D'EAU"),
        (f"Objet : Jumelage avec Ségou {REPORT}", "Jumelage avec Ségou"),
        (
            "Objet : Subvention à l'association Les amis du théâtre et de la danse de la ville. Convention.",
            "Subvention à l'association Les amis du théâtre et de la danse de la ville. Convention.",
        ),
        ("Objet : Voyage à La Réunion des élèves du conservatoire et de leurs professeurs de musique.",
         "Voyage à La Réunion des élèves du conservatoire et de leurs professeurs de musique."),
    ],
)  # fmt: skip
def test_where_a_title_ends(line, title):
    parts = passages(f"VILLE D'ORSANNE\n{line}\n{REPORT}\n{DECISION}")
    (unit,) = units_of(parts, document(), minutes=False)
    assert unit.title == title


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Délibération n° 2014-12 - Voirie", "2014-12"), ("Délibération n° 12 - Subventions", "12"),
        ("Délibération n° 2014-12-DST", "2014-12-DST"), ("Délibération n° DEL-2019-045", "DEL-2019-045"),
        ("n° 2014 - 131", "2014 - 131"), ("n° 3 – 12 logements", "3"), ("n° 2014-DGAST-12", "2014-DGAST-12"),
    ],
)  # fmt: skip
def test_a_number_does_not_take_the_first_word_of_the_title(text, number):
    found = number_in(text)
    assert found is not None
    assert found.number == number


@pytest.mark.parametrize(
    ("line", "month"),
    [
        ("Septembre 2016", "2016-09"), ("Lyon, mars 2014", "2014-03"), ("Saint-Étienne - août 2009", "2009-08"),
        ("Cahiers des territoires, n° 31, septembre 2016", "2016-09"), ("Rapport présenté en juin 2012", "2012-06"),
        ("En juin 2012, la ville a signé", None), ("La ville a signé en juin 2012", None), ("12 mars 2014", None),
        ("Rapport annuel 2012", None), ("mars 3014", None), ("", None),
    ],
)  # fmt: skip
def test_month_of_a_title_page(line, month):
    assert closing_month(line) == month


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Rapport annuel\nLyon, mars 2014\nUne réunion du 25 juin 2013 a été utile.", "2014-03"),
        ("Rapport annuel\nMars 2014\nSéance du 17 mars 2014", "2014-03-17"),
        ("Rapport annuel\nLyon, le 17 mars 2014", "2014-03-17"),
        ("Rapport annuel\n" + "Ligne\n" * 12 + "mars 2014", None),
    ],
)
def test_a_report_takes_the_month_of_its_title_page(text, date):
    (unit,) = units_of(passages(text), document(source="r.pdf", genre="report"), minutes=False)
    assert (unit.date, unit.date_source) == (date, "text" if date else "none")


def test_metadata_go_before_the_month_of_the_title_page():
    known = document(source="r.pdf", genre="report", date="2014-03-17")
    (unit,) = units_of(passages("Rapport\nMars 2014"), known, minutes=False)
    assert (unit.date, unit.date_source, unit.warnings) == ("2014-03-17", "metadata", [])


def test_a_header_run_together_is_no_report():
    header = (
        "VILLE DE PORT-ARMEL - Extrait du registre des délibérations du conseil municipal L'an deux mille six, "
        "le neuf janvier, le conseil municipal s'est réuni à dix-huit heures trente dans la salle du conseil."
    )
    parts = passages(f"{header}\nObjet : Eau\n{REPORT}\n{DECISION}")
    (unit,) = units_of(parts, document(), minutes=False)
    assert [span.zone for span in unit.zones] == ["header", "heading", "expose", "formula", "dispositif", "vote"]
