"""The 140 single acts of a city against what a person read on their pages, and what their file names tell.

`singles.jsonl` holds no text of the documents: one line for each file, read on images of its header, its object and its
decision, before the program's reading was seen. Another engine's text of the page agreed with the numbers and
objects; in the rest of the text, votes were only searched for by their words.

The 140 were read a second time on images, starting from pdftotext's text and before these rows were seen: no field
differs. In the pages between header and decision only the words of a vote were searched for, that time too.

- `page`: where the object stands, from 1; `date`: the session; `number`: as printed.
- `object_sha`, `object_chars`: the complete object folded to its letters and figures, its digest and length.
- `votes`: as printed; null where nothing is. These acts print no figure, « unanimité » or « majorité » of their own.
- `outcome`: from the verb of the decision, « Le Conseil Adopte. », « Le Conseil prend acte. ».

Floors only rise.
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
GOLD = [
    json.loads(line)
    for line in (pathlib.Path(__file__).resolve().parent / "singles.jsonl").read_text("utf-8").splitlines()
]
FLOORS = {"date": 1.0, "number": 1.0, "object": 1.0, "votes": 1.0, "outcome": 1.0}
"""Share of the 140 acts that are right."""


@pytest.fixture(scope="module")
def acts():
    """The units of each file, by its name."""
    return {path.name: read(path.name, "deliberation")[1] for path in STAMPED + NAMED}


def digest(title):
    plain = unicodedata.normalize("NFD", (title or "").lower().replace("œ", "oe"))
    folded = re.sub(r"[^a-z0-9]", "", plain)
    return hashlib.sha256(folded.encode()).hexdigest()[:16], len(folded)


def votes_of(unit):
    names = ("pour", "contre", "abstentions", "unanime")
    return {name: getattr(unit.votes, name, None) for name in names}


FIELDS = {
    "date": lambda unit, row: unit.date == row["date"],
    "number": lambda unit, row: unit.number == row["number"],
    "object": lambda unit, row: digest(unit.title) == (row["object_sha"], row["object_chars"]),
    "votes": lambda unit, row: votes_of(unit) == row["votes"],
    "outcome": lambda unit, row: unit.outcome == row["outcome"],
}


def test_the_gold_is_of_these_files_and_agrees_with_their_names():
    assert (len(STAMPED), len(NAMED)) == (123, 17)
    assert {row["file"] for row in GOLD} == {path.name for path in STAMPED + NAMED}
    for row in GOLD:
        serial = re.match(r"Delib_2013_(\d+)_", row["file"])
        told = row["number"] == f"2013 / {serial[1]}" if serial else row["date"] == row["file"][:10]
        assert told, row["file"]


def test_each_file_is_one_act(acts):
    assert {name for name, units in acts.items() if len(units) != 1} == set()


@pytest.mark.parametrize("field", FIELDS)
def test_what_is_read_is_what_is_printed(acts, field):
    wrong = [row["file"] for row in GOLD if not FIELDS[field](acts[row["file"]][0], row)]
    assert 1 - len(wrong) / len(GOLD) >= FLOORS[field], wrong


def test_every_receipt_is_parsed(acts):
    for path in STAMPED:
        name, unit = path.stem, acts[path.name][0]
        day, serial = name[:10].replace("-", ""), name.rsplit("-", 1)[1]
        identifier = f"034-213401722-{day}-{serial}-DE"
        # sent twice, 0000071305 bears two receipts: the first is kept and both are told
        twice = any(doubt.startswith("several act identifiers") and identifier in doubt for doubt in unit.warnings)
        assert unit.stamp.prefecture_id == identifier or twice, name
        assert (unit.siren, unit.insee) == ("213401722", "34172"), name
        assert name[:10] <= unit.stamp.sent <= unit.stamp.received, name


@pytest.mark.parametrize("path", NAMED, ids=lambda path: path.name[:14])
def test_object_holds_the_words_of_the_file_name(acts, path):
    words = {letters(word) for word in re.findall(r"\w{4,}", path.stem.split("_", 3)[3])} - {""}
    assert words - {letters(word) for word in re.findall(r"\w{4,}", acts[path.name][0].title)} == set()
