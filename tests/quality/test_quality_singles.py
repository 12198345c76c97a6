"""The 140 single acts of Montpellier against their file names, and 123 of them against a reading. Floors only rise.

`singles.jsonl` holds one row per act of 2014: `file`, `page` (of the number and the object), `vote_page` (of the
decision), `date` of the session, `number` as printed, the folded object as `object_sha` (first 16 hex digits of its
SHA-256) and `object_chars` (its length), `votes` (null where nothing is printed) and `outcome`. The titles themselves
stay out of the project. Every row was read on page images; a second text extraction gave the letters to check.
"""

import hashlib
import json
import pathlib
import re
import unicodedata

import pytest
from test_quality_acts import RAW, letters, pytestmark, read  # noqa: F401 - the mark applies to this module too

STAMPED = sorted(RAW.glob("2014-*.pdf"))
NAMED = sorted(RAW.glob("Delib_2013_*.pdf"))
READ = [json.loads(line) for line in pathlib.Path(__file__).with_name("singles.jsonl").read_text("utf-8").splitlines()]


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


def folded(text):
    """Lower case, without accents, ligatures, blanks nor punctuation: what two readings of a title share."""
    plain = unicodedata.normalize("NFD", text.lower().replace("œ", "oe").replace("æ", "ae"))
    return "".join(character for character in plain if character.isalnum())


def same_object(row, unit):
    title = folded(unit.title or "")
    digest = hashlib.sha256(title.encode()).hexdigest()[:16]
    return (len(title), digest) == (row["object_chars"], row["object_sha"])


def same_vote(row, unit):
    return all(getattr(unit.votes, part, None) == figure for part, figure in row["votes"].items())


@pytest.mark.parametrize(
    ("same", "floor"),
    [
        (lambda row, unit: unit.date == row["date"], 1.0),
        (lambda row, unit: unit.number == row["number"], 1.0),
        (same_object, 1.0),
        (same_vote, 1.0),
        (lambda row, unit: unit.outcome == row["outcome"], 119 / 123),
    ],
    ids=["date", "number", "object", "vote", "outcome"],
)
def test_what_a_person_read_is_what_is_told(stamped, same, floor):
    units = dict(stamped)
    assert set(units) == {pathlib.Path(row["file"]).stem for row in READ}
    wrong = [row["file"] for row in READ if not same(row, units[pathlib.Path(row["file"]).stem])]
    assert 1 - len(wrong) / len(READ) >= floor - 1e-9, wrong


@pytest.mark.parametrize("path", NAMED, ids=lambda path: path.name[:14])
def test_number_and_object_are_those_of_the_file_name(path):
    number, title = re.fullmatch(r"Delib_2013_(\d+)_(.*)", path.stem).groups()
    _, (unit,) = read(path.name, "deliberation")
    assert unit.number.replace(" ", "") == f"2013/{number}"
    assert unit.date.startswith("2013-")
    words = {letters(word) for word in re.findall(r"\w{4,}", title)} - {""}
    assert words - {letters(word) for word in re.findall(r"\w{4,}", unit.title)} == set()
