"""The 140 single acts of Montpellier against what their file names tell. Floors only rise."""

import re

import pytest
from test_quality_acts import RAW, letters, pytestmark, read  # noqa: F401 - the mark applies to this module too

STAMPED = sorted(RAW.glob("2014-*.pdf"))
NAMED = sorted(RAW.glob("Delib_2013_*.pdf"))


@pytest.fixture(scope="module")
def stamped():
    """(file name, its unit) of the acts of April and May 2014."""
    found = []
    for path in STAMPED:
        _, (unit,) = read(path.name, "deliberation")
        found.append((path.stem, unit))
    return found


def share(values):
    values = list(values)
    return sum(values) / len(values)


def test_each_is_one_act_dated_numbered_and_named(stamped):
    assert len(stamped) == 123
    assert share(unit.date == name[:10] for name, unit in stamped) >= 0.99
    assert share(bool(re.fullmatch(r"2014 / \d{3}", unit.number or "")) for _, unit in stamped) >= 0.99
    assert len({unit.number for _, unit in stamped}) == 118  # 137 and 144 are printed on three acts, 170 on two
    assert share(10 <= len(unit.title or "") <= 300 for _, unit in stamped) >= 0.99


def test_every_receipt_is_parsed(stamped):
    for name, unit in stamped:
        day, serial = name[:10].replace("-", ""), name.rsplit("-", 1)[1]
        identifier = f"034-213401722-{day}-{serial}-DE"
        # sent twice, 0000071305 bears two receipts: the first is kept and both are told
        twice = any(doubt.startswith("several act identifiers") and identifier in doubt for doubt in unit.warnings)
        assert unit.stamp.prefecture_id == identifier or twice, name
        assert (unit.siren, unit.insee) == ("213401722", "34172"), name
        assert name[:10] <= unit.stamp.sent <= unit.stamp.received, name


def test_no_vote_is_invented_and_every_outcome_is_told(stamped):
    """No figure is printed in any of them: they say « adopte » or « prend acte »."""
    assert share(unit.votes is None for _, unit in stamped) >= 0.99
    assert share(unit.outcome in ("adopte", "prend_acte", "autre") for _, unit in stamped) >= 0.99


@pytest.mark.parametrize("path", NAMED, ids=lambda path: path.name[:14])
def test_number_and_object_are_those_of_the_file_name(path):
    number, title = re.fullmatch(r"Delib_2013_(\d+)_(.*)", path.stem).groups()
    _, (unit,) = read(path.name, "deliberation")
    assert unit.number.replace(" ", "") == f"2013/{number}"
    assert unit.date.startswith("2013-")
    words = {letters(word) for word in re.findall(r"\w{4,}", title)} - {""}
    assert words - {letters(word) for word in re.findall(r"\w{4,}", unit.title)} == set()
