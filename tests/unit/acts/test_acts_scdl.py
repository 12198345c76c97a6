import msgspec
import pytest
from acts_helpers import ACT, document, passages

from pipeline.acts.scdl import Defaults, columns, completed, faults, first_siret, remedies, row_of
from pipeline.acts.units import units_of


def act(**values):
    return units_of(passages(ACT), document(**values), minutes=False)[0]


def test_seventeen_columns_in_order():
    names = [column.name for column in columns()]
    assert len(names) == 17
    assert (names[0], names[6], names[16]) == ("COLL_NOM", "DELIB_OBJET", "DELIB_URL")
    assert [column.name for column in columns() if column.required] == names[:7]


def test_a_row_says_what_is_known_and_nothing_else():
    row = row_of(act())
    assert row["DELIB_DATE"] == "2019-03-25"
    assert row["DELIB_MATIERE_NOM"] == "autres domaines de compétences/autres domaines de compétences des communes"
    assert (row["PREF_ID"], row["PREF_DATE"]) == ("PREF013", "2019-03-28")
    assert (row["VOTE_EFFECTIF"], row["VOTE_REEL"], row["VOTE_POUR"]) == ("35", "", "30")
    assert faults(row) == ["COLL_SIRET missing"]


def test_a_complete_row_has_no_fault():
    assert faults(row_of(act(extra={"COLL_SIRET": "21860194600013"}), "https://example.org/a.pdf")) == []


def test_values_that_break_a_rule_are_named():
    row = row_of(act(extra={"COLL_SIRET": "21860194600013"})) | {"DELIB_DATE": "2019", "PREF_DATE": "2018-01-01"}
    assert faults(row) == ["DELIB_DATE not valid: 2019"]
    row |= {"DELIB_DATE": "2019-02-30", "VOTE_POUR": "-1"}
    assert faults(row) == ["DELIB_DATE not valid: 2019-02-30", "VOTE_POUR not valid: -1"]


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"PREF_DATE": "2018-01-01"}, "PREF_DATE 2018-01-01 before DELIB_DATE 2019-03-25"),
        ({"BUDGET_NOM": "Budget annexe"}, "one of BUDGET_ANNEE and BUDGET_NOM without the other"),
        ({"BUDGET_NOM": "Budget", "BUDGET_ANNEE": "2019/2019"}, "BUDGET_ANNEE not valid: 2019/2019"),
        ({"VOTE_REEL": "34"}, "VOTE_REEL 34 is not 30 + 2 + 1"),
    ],
)
def test_values_that_contradict_each_other_are_named(values, fault):
    assert faults(row_of(act(extra={"COLL_SIRET": "21860194600013"})) | values) == [fault]


def test_the_siren_of_the_table_finds_the_siret_declared_for_an_act_that_prints_no_number():
    unit = msgspec.structs.replace(act(), siren=None)
    assert (unit.collectivite, unit.insee) == ("COMMUNE DE MARTIGUES", "13056")
    row, added = completed(row_of(unit), unit, Defaults(("21860194600013", "21130056100423")))
    assert row["COLL_SIRET"] == "21130056100423"
    assert added == [("COLL_SIRET", "21130056100423", "declared")]


def test_an_act_of_another_collectivite_is_left_without_siret():
    row, added = completed(row_of(act()), act(), Defaults(("21860194600013",)))
    assert (row["COLL_SIRET"], added) == ("", [])
    assert faults(row) == ["COLL_SIRET missing"]
    assert remedies(row) == ["corpus.toml: [acts] siret; documents.csv: COLL_SIRET"]


def test_the_first_establishment_of_a_siren():
    assert first_siret("218601946") == "21860194600013"  # the example of the schema
