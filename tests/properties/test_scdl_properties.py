"""Our rules for a row of deliberations.csv beside those of frictionless, on rows nobody thought of."""

import datetime as dt
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.acts.matieres import nomenclature
from pipeline.acts.scdl import columns, faults
from tests.table_schema import problems

ODD = ["", " ", "x", "0", "2019", "2019-02-30", "2019-1-5", "2019-03-25T18:00", "-3", "1_0", "+2", "4.0", "٣", "12\n"]
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
RIGHT = {
    "COLL_SIRET": st.from_regex(r"\A[0-9]{14}\Z"),
    "DELIB_MATIERE_CODE": st.from_regex(r"\A[0-9]\.[0-9]{1,2}\Z"),
    "DELIB_MATIERE_NOM": st.sampled_from([matiere.name for matiere in nomenclature().values()]),
    "DELIB_DATE": st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1)).map(str),
    "PREF_DATE": st.just("") | st.dates(dt.date(2010, 1, 1), dt.date(2040, 1, 1)).map(str),
    "BUDGET_ANNEE": st.sampled_from(["", "2019", "2019/2020"]),
    "BUDGET_NOM": st.sampled_from(["", "Budget annexe"]),
    "PREF_ID": st.just("") | st.from_regex(r"\A(PREF|SGAR|SPREF)[0-9]{2}[0-9AB]\Z"),
    "VOTE_REEL": st.just("") | st.integers(0, 9).map(str),
    "VOTE_CONTRE": st.sampled_from(["", "0", "1"]),
    "DELIB_URL": st.just("") | st.from_regex(r"\Ahttps?://[a-z.]+/[a-z0-9_%?=-]*\Z"),
}
"""What columns should hold; the others: a text where one is required, a small number."""


def right(column):
    other = TEXT if column.type == "string" else st.just("") | st.integers(0, 9).map(str)
    return RIGHT.get(column.name, other)


def wrong(column):
    near = {
        "COLL_SIRET": st.from_regex(r"\A[0-9]{13,15}\Z"),
        "DELIB_MATIERE_CODE": st.from_regex(r"\A[0-9]\.[0-9]{0,3}\Z"),
        "DELIB_URL": TEXT.map("https://example.org/{}".format)
        | st.sampled_from(["example.org/a", "http:", "ftp://a.b/c"]),
    }.get(column.name, st.sampled_from(ODD))
    return st.tuples(st.just(column.name), st.one_of(near, st.sampled_from(ODD), TEXT))


MATIERE = "DELIB_MATIERE_NOM"  # no name but those of the nomenclature is ever written
ROWS = st.builds(
    lambda row, changes: row | dict(changes),
    st.fixed_dictionaries({column.name: right(column) for column in columns()}),
    st.lists(st.one_of([wrong(column) for column in columns() if column.name != MATIERE]), max_size=2),
)
"""Rows that are right or nearly: half of them are accepted."""


def stricter(row):
    """Whether a row breaks what the schema asks for in words alone, or writes a number or a day another way."""
    for column in columns():
        value = row[column.name]
        if value and (
            (column.form and not re.fullmatch(column.form, value))
            or (column.type == "integer" and not re.fullmatch("[0-9]+", value))
            or (column.type == "date" and not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value))
            or (column.pattern and value.endswith("\n"))  # « $ » lets a last line end pass
        ):
            return True
    return False


def compared(rows):
    """What frictionless says of each of several rows, in one run; and the rows of which we say otherwise."""
    said = {}
    for line, column, message in problems(rows):
        said.setdefault(line - 2, []).append((column, message))  # line 1 is the header
    otherwise = []
    for rank, row in enumerate(rows):
        ours, theirs = faults(row), said.get(rank, [])
        if (theirs and not ours) or (ours and not theirs and not stricter(row)):
            otherwise.append((row, ours, theirs))
    return said, otherwise


@settings(max_examples=60, deadline=None)
@given(st.lists(ROWS, min_size=10, max_size=20))
def test_a_row_is_ours_when_it_is_theirs(rows):
    _, otherwise = compared(rows)
    assert otherwise == []


def test_one_value_at_a_time():
    row = {column.name: "" for column in columns()} | {
        "COLL_NOM": "Ville de Poitiers", "COLL_SIRET": "21860194600013", "DELIB_ID": "1", "DELIB_DATE": "2017-10-15",
        "DELIB_MATIERE_CODE": "8.4", "DELIB_MATIERE_NOM": nomenclature()["8.4"].name, "DELIB_OBJET": "Voirie",
        "BUDGET_ANNEE": "2017", "BUDGET_NOM": "Budget principal", "VOTE_REEL": "9", "VOTE_POUR": "6",
        "VOTE_CONTRE": "2", "VOTE_ABSTENTION": "1",
    }  # fmt: skip
    assert compared([row]) == ({}, [])
    changes = [{column.name: value} for column in columns() if column.name != MATIERE for value in ODD]
    changes += [{"BUDGET_ANNEE": years} for years in ("2017/2018", "2017/2017", "2018/2017", "")]
    changes += [{"PREF_DATE": day} for day in ("2017-10-14", "2017-10-15", "2017-13-01")]
    changes += [{"VOTE_REEL": "8"}, {"VOTE_REEL": "8", "VOTE_POUR": ""}]
    assert compared([row | change for change in changes])[1] == []
    assert compared([row | {MATIERE: matiere.name} for matiere in nomenclature().values()]) == ({}, [])
