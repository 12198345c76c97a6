"""Rows of tables become documents, or say why not."""

import json
from pathlib import Path

import pytest

from pipeline.documents.dates import iso_date, written_date
from pipeline.documents.listed.tabular import rows, table
from pipeline.errors import Reason, SourceError

SHARED = Path(__file__).resolve().parents[4] / "shared"


def test_scdl_columns_are_recognised():
    data = "COLL_NOM;DELIB_ID;DELIB_DATE;DELIB_OBJET;DELIB_URL;DELIB_MATIERE_CODE\nLyon;2014-7;01/03/2014;Jumelage;http://a;9.4\n"
    (row,) = rows(data.encode(), {}, "delib.csv")
    assert (row.number, row.key, row.text, row.title) == (1, "2014-7", "Jumelage", "Jumelage")
    assert (row.date, row.publisher, row.url, row.error) == ("2014-03-01", "Lyon", "http://a", None)
    assert row.extra == {
        "COLL_NOM": "Lyon", "DELIB_ID": "2014-7", "DELIB_DATE": "01/03/2014", "DELIB_OBJET": "Jumelage",
        "DELIB_URL": "http://a", "DELIB_MATIERE_CODE": "9.4",
    }  # fmt: skip


def test_every_scdl_column_is_kept_and_the_siren_comes_from_the_siret():
    names = (
        "COLL_NOM;COLL_SIRET;DELIB_ID;DELIB_DATE;DELIB_MATIERE_CODE;DELIB_MATIERE_NOM;DELIB_OBJET;BUDGET_ANNEE;BUDGET_NOM;"
        "PREF_ID;PREF_DATE;VOTE_EFFECTIF;VOTE_REEL;VOTE_POUR;VOTE_CONTRE;VOTE_ABSTENTION;DELIB_URL"
    )
    values = "Ville de Lyon;21690123100011;2014-7;2014-04-24;9.4;Voeux;Jumelage avec Leipzig;2014;Principal;069-1;2014-04-28;73;70;60;5;5;http://a"
    (row,) = rows(f"{names}\n{values}\n".encode(), {}, "delib.csv")
    assert (row.siren, row.publisher, row.date, row.title, row.url) == (
        "216901231", "Ville de Lyon", "2014-04-24", "Jumelage avec Leipzig", "http://a",
    )  # fmt: skip
    assert {name: row.extra[name] for name in names.split(";") if name != "DELIB_MATIERE_NOM"} == {
        name: value
        for name, value in zip(names.split(";"), values.split(";"), strict=True)
        if name != "DELIB_MATIERE_NOM"
    }


def test_hal_columns_are_recognised_and_lists_are_joined():
    record = {
        "halId_s": "hal-1", "title_s": ["Titre"], "abstract_s": ["Un.", "Deux."], "publicationDateY_i": 2014,
        "uri_s": "https://h", "authFullName_s": ["A", "B"],
    }  # fmt: skip
    (row,) = rows(json.dumps(record).encode(), {}, "hal.jsonl")
    assert (row.key, row.title, row.text, row.date, row.url, row.publisher) == (
        "hal-1", "Titre", "Un.\n\nDeux.", "2014", "https://h", "A; B",
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
def test_encodings_delimiters_and_line_breaks_inside_quotes(encoding, mark):
    data = f'id{mark}texte\r\nn1{mark}"Coopération\nà l’étranger ; suite, fin"\r\n'.encode(encoding)
    (row,) = rows(data, {}, "t.csv")
    assert row.key == "n1"
    assert row.text == "Coopération\nà l’étranger ; suite, fin"


HAL = [
    {"halId_s": "hal-1", "title_s": ["Un"], "publicationDate_s": "2014-03", "docType_s": "ART"},
    {"halId_s": "hal-2", "title_s": ["Deux"], "abstract_s": ["Résumé.", "Abstract."], "language_s": ["fr"],
     "journalTitle_s": "Pôle Sud", "authFullName_s": ["A", "B"]},
    {"halId_s": "hal-3", "title_s": ["Trois"], "abstract_s": ["Autre."], "fr_abstract_s": ["Le résumé."]},
]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (json.dumps({"response": {"numFound": 3, "start": 0, "docs": HAL}}), "hal.json"),
        (json.dumps({"response": {"docs": HAL}}, indent=2), "answer"),
        (json.dumps(HAL), "hal.json"),
        ("\n".join(map(json.dumps, HAL)), "hal.jsonl"),
        (json.dumps({"records": [{"recordid": "x", "fields": record} for record in HAL]}), "open-data.json"),
    ],
)
def test_hal_answers(data, name):
    one, two, three = rows(data.encode(), {}, name)
    assert (one.key, one.title, one.text, one.date) == ("hal-1", "Un", "", "2014-03")
    assert (two.key, two.text, two.language, two.publisher) == ("hal-2", "Résumé.\n\nAbstract.", "fr", "Pôle Sud")
    assert two.extra["authFullName_s"] == "A; B"
    assert (three.text, three.extra["abstract_s"]) == ("Le résumé.", "Autre.")


def test_a_list_of_titles_is_its_own_text():
    (row,) = rows(b"docid,title_s\n7,La cooperation\n", {}, "hal.csv")
    assert (row.title, row.text) == ("La cooperation", "La cooperation")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"[1, 2]", Reason.UNSUPPORTED), (b'{"a": 1}', Reason.UNSUPPORTED), (b'{"response": {"docs": []}}', Reason.EMPTY),
        (b"[" * 100_000, Reason.UNSUPPORTED), (b'{"a":' * 100_000, Reason.UNSUPPORTED), (b'"text"', Reason.UNSUPPORTED),
    ],
)  # fmt: skip
def test_json_that_is_no_table(data, reason):
    with pytest.raises(SourceError) as caught:
        list(rows(data, {}, "a.json"))
    assert caught.value.reason == reason


BROKEN = """2012-06-25;Mise a disposition des locaux;;;
Autorisation de signer;56204;;;
2012-06-25;Pavillon Populaire; exposition « Été »;56205;;
2012-07-23;"Immeuble ""Les Restaurants"";;;
;;;;
Contrat de location;56206;;;
2012-06-25;Mise a disposition des locaux;;;
Autorisation de signer;56204;;;
"""


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8", "cp1252"])
@pytest.mark.parametrize("mark", [";", "|", "\t"])
@pytest.mark.parametrize("head", ["", "Date;Objet;Numéro;;\n"])
def test_a_broken_export_is_rejoined(encoding, mark, head):
    data = (head + BROKEN).replace(";", mark).replace("\n", "\r\n").encode(encoding)
    found = table(data, {}, "archive.csv")
    kept = list(found.rows)
    assert [(row.number, row.key, row.date) for row in kept] == [
        (1, "56204", "2012-06-25"), (2, "56205", "2012-06-25"), (3, "56206", "2012-07-23"), (4, "56204", "2012-06-25"),
    ]  # fmt: skip
    assert [row.text for row in kept[:3]] == [
        "Mise a disposition des locaux\nAutorisation de signer", f"Pavillon Populaire{mark} exposition « Été »",
        'Immeuble "Les Restaurants"\nContrat de location',
    ]  # fmt: skip
    assert kept[0].title == "Mise a disposition des locaux Autorisation de signer"
    assert kept[0].extra == {"DELIB_ID": "56204"}
    assert [notice for notice in found.notices if "rejoined into 4 records" in notice]


def test_quoted_line_breaks_are_no_broken_export():
    data = "".join(f'2012-06-2{day};"Objet\nsur deux lignes";5620{day};;\n' for day in range(1, 6))
    found = table(data.encode(), {"text": "column 2", "id": "column 3", "date": "column 1"}, "t.csv")
    assert [row.text for row in found.rows] == ["Objet\nsur deux lignes"] * 5
    assert found.notices == []


def test_dated_prose_is_no_broken_export():
    data = "".join(f"2012-06-2{day};Une chronique sans numéro\nqui continue\n" for day in range(1, 6))
    with pytest.raises(SourceError, match="no text column"):
        table(data.encode(), {}, "t.csv")


def test_an_old_encoding_is_noticed():
    assert table("id;texte\n1;Café à l’été\n".encode("mac_roman"), {}, "t.csv").notices == ["read as mac_roman"]


def test_the_user_names_the_columns():
    data = b"a,b,text\n1,mine,theirs\n"
    (row,) = rows(data, {"text": "b", "id": "a", "title": ""}, "t.csv")
    assert (row.key, row.text, row.extra) == ("1", "mine", {"text": "theirs"})


def test_a_missing_column_is_said_at_once():
    with pytest.raises(SourceError, match=r"no column 'x'.*columns: a, text"):
        rows(b"a,text\n1,2\n", {"text": "x"}, "t.csv")
    with pytest.raises(SourceError, match=r"no text column; name it in \[table\] text") as caught:
        rows(b"a,b\n1,2\n", {}, "t.csv")
    assert caught.value.reason == Reason.UNSUPPORTED


def test_malformed_rows_are_reported_in_their_place():
    data = b'{"text": "un"}\nnot json\n[1]\n{"text": "quatre"}\n'
    found = list(rows(data, {}, "t.jsonl"))
    assert [row.number for row in found] == [1, 2, 3, 4]
    assert [row.error is None for row in found] == [True, False, False, True]
    surplus = list(rows(b"id,text\n1,a,b\n2,c\n", {}, "t.csv"))
    assert surplus[0].error == "3 cells, but 2 columns"
    assert (surplus[1].text, surplus[1].error) == ("c", None)


def test_short_rows_and_blank_lines():
    found = list(rows(b"id;text;date\n\n7;abc\n;;\n", {}, "t.csv"))
    assert [(row.number, row.key, row.text, row.date) for row in found] == [(1, "7", "abc", None)]


def test_a_table_without_header_keeps_its_first_row():
    data = b"2012-06-25;Jumelage avec Louisville;56204\n2012-06-26;Mandat;56205\n"
    found = list(rows(data, {"text": "column 2", "date": "column 1"}, "t.csv"))
    assert [(row.number, row.text, row.date) for row in found] == [
        (1, "Jumelage avec Louisville", "2012-06-25"), (2, "Mandat", "2012-06-26"),
    ]  # fmt: skip


def test_an_uncertain_date_stays_in_extra():
    (row,) = rows(b"text,date\nx,printemps 2014\n", {}, "t.csv")
    assert row.date is None
    assert row.extra == {"date": "printemps 2014"}


@pytest.mark.parametrize(
    ("raw", "iso"),
    [
        ("2014-03-01", "2014-03-01"), ("01/03/2014", "2014-03-01"), ("1.3.2014", "2014-03-01"), ("2014", "2014"),
        ("2014-03", "2014-03"), ("20140301", "2014-03-01"), ("2014-03-01T10:00:00Z", "2014-03-01"),
        ("31/02/2014", None), ("01/03/14", None), ("mars", None), ("", None), ("2014-13", None), ("0000", None),
    ],
)  # fmt: skip
def test_dates(raw, iso):
    assert iso_date(raw) == iso


@pytest.mark.parametrize(
    ("raw", "iso"),
    [
        ("jeudi 5 octobre 2013", "2013-10-05"), ("Paris, le 1er août 2012, p. 3", "2012-08-01"), ("October 5, 2013", "2013-10-05"),
        ("Monday, 4 Mar. 2014", "2014-03-04"), ("20131005", "2013-10-05"), ("31 février 2012", None), ("1984 mots", None),
    ],
)  # fmt: skip
def test_dates_in_words(raw, iso):
    assert written_date(raw) == iso


@pytest.mark.parametrize("data", [b"", b"  \n", b"id,text\n", b"\xef\xbb\xbf"])
def test_nothing_in_the_table(data):
    with pytest.raises(SourceError) as caught:
        list(rows(data, {}, "t.csv"))
    assert caught.value.reason == Reason.EMPTY


@pytest.mark.shared
def test_versions_of_the_codes():
    folder = SHARED / "corpora" / "codes" / "raw"
    if not folder.is_dir():
        pytest.skip("the reference corpora are not beside the checkout")
    found = [row for path in sorted(folder.glob("*.jsonl")) for row in rows(path.read_bytes(), {}, path.name)]
    assert len(found) == 18_331
    assert all(row.error is None and row.date and row.key for row in found)
    assert set(found[0].extra) <= {"code", "state", "path", "amending_text"}
