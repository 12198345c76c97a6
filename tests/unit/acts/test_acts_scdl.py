from acts_helpers import ACT, document, passages

from pipeline.acts.scdl import columns, faults, masked, row_of
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
    assert faults(row) == ["DELIB_DATE not valid: 2019", "PREF_DATE 2018-01-01 before DELIB_DATE 2019"]


def test_private_persons_are_masked():
    assert masked("Acquisition de la propriété de M. Joseph Manuel GRACIAS") == (
        "Acquisition de la propriété de M. [nom masqué]"
    )
    assert masked("Délégation à Madame la Présidente") == "Délégation à Madame la Présidente"
