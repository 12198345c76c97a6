from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import SettingsError
from pipeline.metadata import Described, iso_date, read_table

GENRES = ("report", "document")


def table(tmp_path: Path, data: bytes) -> dict[str, Described]:
    (tmp_path / "documents.csv").write_bytes(data)
    return read_table(tmp_path / "documents.csv", GENRES)


def test_no_table_no_knowledge(tmp_path: Path) -> None:
    assert read_table(tmp_path / "documents.csv", GENRES) == {}


@pytest.mark.parametrize(
    "data",
    [
        "source,title,date,theme\nété/a.pdf,Rapport « été »,24/04/2014,eau\n".encode(),
        "\ufeffsource;title;date;theme\nété/a.pdf;Rapport « été »;2014-04-24;eau\n".encode(),
        "fichier;Titre;date;theme\r\nété/a.pdf;Rapport « été »;24/04/2014;eau\r\n".encode("cp1252"),
        "source\ttitle\tdate\ttheme\nraw/été/a.pdf\tRapport « été »\t2014-04-24\teau\n".encode(),
    ],
)
def test_as_spreadsheets_write_it(tmp_path: Path, data: bytes) -> None:
    row = table(tmp_path, data)["été/a.pdf"]
    assert (row.title, row.date, row.extra, row.line) == ("Rapport « été »", "2014-04-24", {"theme": "eau"}, 2)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("title\na\n", ["line 1", "source"]),
        ("source,date\na.pdf,printemps 2014\n", ["line 2", "printemps 2014"]),
        ("source,date\na.pdf,2014-02-30\n", ["line 2", "2014-02-30"]),
        ("source,genre\na.pdf,poem\n", ["line 2", "poem", "report"]),
        ("source,doc_id\na.pdf,Été\n", ["line 2", "Été"]),
        ("source,title\na.pdf,x\nb.pdf,y\na.pdf,z\n", ["line 4", "a.pdf"]),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, words: list[str]) -> None:
    with pytest.raises(SettingsError) as caught:
        table(tmp_path, text.encode())
    for word in ["documents.csv", *words]:
        assert word in str(caught.value)


@given(st.dates())
def test_every_day_is_read_in_both_orders(day: object) -> None:
    iso = f"{day:%Y-%m-%d}".zfill(10)
    year, month, date = iso.split("-")
    assert iso_date(iso) == iso_date(f"{date}/{month}/{year}") == iso_date(f"{iso}T10:00:00") == iso


@pytest.mark.parametrize("text", ["", "2014-13", "31/02/2014", "avril 2014", "14", "2014-00", "00/00/2014"])
def test_what_is_not_a_date(text: str) -> None:
    assert iso_date(text) is None


def test_what_the_user_says_wins_over_what_the_file_says() -> None:
    user = Described(title="A", extra={"theme": "eau"}, line=3)
    file = Described(title="B", date="2014", extra={"theme": "air", "code": "x"})
    assert user.over(file) == Described(title="A", date="2014", extra={"theme": "eau", "code": "x"}, line=3)
