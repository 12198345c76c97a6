"""Acts read in real council papers against the acts a person read in them. Floors only rise."""

import json
import pathlib
import re
import unicodedata

import pytest

from pipeline.acts.units import units_of
from pipeline.documents.printed import pdf
from pipeline.records import Document
from pipeline.settings import Settings
from pipeline.stages.clean import passages_of

SHARED = pathlib.Path(__file__).resolve().parents[2] / ".." / "shared"
GOLD, RAW = SHARED / "gold" / "acts", SHARED / "corpora" / "montpellier" / "raw"
PV_PAGES = 45  # of the 120 that were read by a person: enough to meet debates, lists and tables

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not GOLD.is_dir(), reason="the reference material is not beside the project"),
]


def rows(name):
    return [json.loads(line) for line in (GOLD / name).read_text("utf-8").splitlines()]


def read(name, genre, pages=2000):
    source = (RAW / name).read_bytes()
    settings = Settings()
    found = pdf.read(source, "d", max_pages=pages, max_characters=200_000, recognise=None)
    passages = passages_of(found, settings.clean)
    document = Document(
        "d", name, "application/pdf", "0", 1, None, None, None, genre, None, None, None, "fr", None, None, None, "kept",
        None, {},
    )  # fmt: skip
    return passages, units_of(passages, document, minutes=settings.genres[genre].minutes)


def letters(text):
    plain = unicodedata.normalize("NFD", text.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"\W+", "", plain)


def optional(row):
    return (row["doubt"] or "").startswith("optional")


def matched(passages, units, gold):
    """Pairs of an act found and an act read: same number, same page, same first words; and the acts invented."""
    pairs, invented, taken = [], [], set()
    for unit in units:
        text = letters(" ".join(part.text for part in passages[unit.passage_first : unit.passage_first + 4])[:500])
        place = next(
            (
                rank
                for rank, row in enumerate(gold)
                if rank not in taken
                and unit.number == row["number"]
                and 0 <= row["page"] - unit.page_first <= 1
                and letters(" ".join(row["line_start"].split()[:6])) in text
            ),
            None,
        )
        if place is None:
            invented.append(unit)
        else:
            taken.add(place)
            pairs.append((unit, gold[place]))
    return pairs, invented


@pytest.mark.parametrize(
    ("name", "pages", "f1_floor", "votes_floor"),
    [
        ("CR_CM_07_02_2011", 2000, 0.99, 0.98),
        ("CR_CM_16_12_2011", 2000, 0.99, 0.98),
        ("PV_CM_17_02_2014", PV_PAGES, 0.95, 0.95),
    ],
)
def test_acts_of_minutes(name, pages, f1_floor, votes_floor):
    head, *gold = rows(f"{name}.jsonl")
    gold = [row for row in gold if row["page"] < pages]
    passages, units = read(f"{name}.pdf", "minutes", pages)
    acts = [unit for unit in units if unit.kind == "act" and unit.page_first < pages]
    pairs, invented = matched(passages, acts, gold)
    pairs = [(unit, row) for unit, row in pairs if not optional(row)]
    needed = sum(not optional(row) for row in gold)
    precision, recall = len(pairs) / (len(pairs) + len(invented)), len(pairs) / needed
    assert 2 * precision * recall / (precision + recall) >= f1_floor, [unit.title for unit in invented]
    assert {unit.date for unit, _ in pairs} == {head["date"]}
    fields = ("pour", "contre", "abstentions", "unanime")
    same = [all(getattr(unit.votes, key, None) == row["vote"][key] for key in fields) for unit, row in pairs]
    assert sum(same) / len(same) >= votes_floor
    assert sum(unit.outcome == row["outcome"] for unit, row in pairs) / len(pairs) >= 0.98


def test_single_acts():
    gold = rows("singles.jsonl")
    objects = 0
    for row in gold:
        _, (unit,) = read(row["file"], "deliberation")
        assert (unit.kind, unit.date, unit.date_source) == ("act", row["date"], "stamp"), row["file"]
        assert (unit.number, unit.outcome) == (row["number"], row["outcome"]), row["file"]
        assert (unit.collectivite, unit.insee) == (row["collectivite"], "34172"), row["file"]
        assert len(unit.visas) == row["visas"], row["file"]
        objects += letters(unit.title or "") == letters(row["object"])
    assert objects / len(gold) >= 0.93
