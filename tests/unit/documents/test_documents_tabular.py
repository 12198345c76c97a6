"""Rows of tables become documents, or say why not."""

import json
from pathlib import Path

import pytest

from pipeline.documents.tabular import iso_date, rows
from pipeline.errors import Reason, SourceError

SHARED = Path(__file__).resolve().parents[4] / "shared"


def test_scdl_columns_are_recognised():
    data = "COLL_NOM;DELIB_ID;DELIB_DATE;DELIB_OBJET;DELIB_URL;DELIB_MATIERE_CODE\nLyon;2014-7;01/03/2014;Jumelage;http://a;9.4\n"
    (row,) = rows(data.encode(), {}, "delib.csv")
    assert (row.number, row.key, row.text, row.title) == (1, "2014-7", "Jumelage", "Jumelage")
    assert (row.date, row.publisher, row.url, row.error) == ("2014-03-01", "Lyon", "http://a", None)
    assert row.extra == {"DELIB_MATIERE_CODE": "9.4"}


def test_hal_columns_are_recognised_and_lists_are_joined():
    record = {
        "halId_s": "hal-1", "title_s": ["Titre"], "abstract_s": ["Un.", "Deux."], "publicationDateY_i": 2014,
        "uri_s": "https://h", "authFullName_s": ["A", "B"],
    }  # fmt: skip
    (row,) = rows(json.dumps(record).encode(), {}, "hal.jsonl")
    assert (row.key, row.title, row.text, row.date, row.url, row.publisher) == (
        "hal-1", "Titre", "Un.; Deux.", "2014", "https://h", "A; B",
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
def test_encodings_delimiters_and_line_breaks_inside_quotes(encoding, mark):
    data = f'id{mark}texte\r\nn1{mark}"Coopération\nà l’étranger ; suite, fin"\r\n'.encode(encoding)
    (row,) = rows(data, {}, "t.csv")
    assert row.key == "n1"
    assert row.text == "Coopération\nà l’étranger ; suite, fin"


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
