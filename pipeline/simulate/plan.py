"""What is planted: the course of the terms and themes, and what each document is, from (seed, index) alone.

A document depends on nothing but the seed and its index, so a larger corpus begins with the smaller one.
"""

import datetime as dt
import math
import random
from typing import Literal, NamedTuple

import msgspec

from pipeline.simulate.places import COLLECTIVITES, Collectivite

VERSION = 6
"""Raised when the same seed gives another corpus."""

FIRST_YEAR, LAST_YEAR = 1992, 2024
MIDPOINT_YEAR = 2012.0
SLOPE_PER_YEAR = 0.45
CEILING = 0.85
NEW_NAME = "alliance de territoires"
"""A name for partnership that no lexicon holds: what the discovery of new terms must find."""
NEW_NAME_FROM = 2013

HABIT = 5.0
"""How alike the terms of one act are: Beta weight of the planted share (5: variance one sixth of the binomial's most)."""

_GOLDEN = 0.6180339887498949
"""Multiples of the golden ratio spread evenly over the years however many documents there are (Weyl, 1916)."""

_HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 8), (7, 14), (11, 1), (11, 11)})

LATENESS = 0.6
"""Below 1, recent years hold more documents, as public archives do: of 150, one or two in 1995, five in 2012, eight in 2024."""

Genre = Literal["deliberation", "minutes", "report", "article"]


def new_share(year: float) -> float:
    """Planted share of new terms among old and new, a logistic with a ceiling below one."""
    return CEILING / (1 + math.exp(-SLOPE_PER_YEAR * (year - MIDPOINT_YEAR)))


def new_name_share(year: int) -> float:
    """Planted share of the acts of action abroad that say `NEW_NAME`: none, then a slow rise to about one in five."""
    return 0.0 if year < NEW_NAME_FROM else 0.22 / (1 + math.exp(-0.6 * (year - 2017)))


def theme_shares(year: int) -> dict[str, float]:
    """Planted share of each theme among theme sentences: solidarité, then réciprocité, then attractivité; climat rises."""
    weights = {
        "solidarite": 0.1 + 1 / (1 + math.exp(0.4 * (year - 2003))),
        "reciprocite": 0.06 + 0.9 * math.exp(-(((year - 2009) / 5.5) ** 2)),
        "attractivite": 0.06 + 1 / (1 + math.exp(-0.45 * (year - 2014))),
        "climat": 0.03 + 0.7 / (1 + math.exp(-0.5 * (year - 2016))),
    }
    total = sum(weights.values())
    return {name: weight / total for name, weight in weights.items()}


def topic_weights(year: int) -> dict[str, float]:
    """Planted weight of each topic of action abroad: constant, save water after the law of 2005 and climate late."""
    return {
        "eau": 1.0 + (0.7 if year >= 2005 else 0.0),
        "sante": 1.1,
        "jeunesse": 1.2,
        "culture": 1.1,
        "economie": 1.1,
        "climat": 0.15 + 1.8 / (1 + math.exp(-0.45 * (year - 2013))),
    }


def background_weights(year: int) -> dict[str, float]:
    """Planted weight of the other term families: twinning fades, internationalisation and city diplomacy come late."""
    return {
        "JUM": 1.2 - 0.025 * (year - FIRST_YEAR),
        "RI": 0.8,
        "CI": 0.8,
        "JUMCO": 0.5 if year < 2000 else 0.05,
        "TF": 0.2,
        "INT": 0.04 + 0.9 / (1 + math.exp(-0.4 * (year - 2015))),
        "DV": 0.02 + 0.5 / (1 + math.exp(-0.5 * (year - 2013))),
    }


class Slot(NamedTuple):
    """The kind of one document of the cycle."""

    genre: Genre
    form: str  # pdf, scan, docx, html, txt, latin1, csv, jsonl, damaged, empty
    layout: str = "plain"  # of a PDF: plain, letterhead, roll, minutes, report, columns
    copy_of: int = 0  # how many documents back stands what this one repeats; 0 = nothing
    copied: Literal["", "act", "bytes"] = ""


CYCLE: tuple[Slot, ...] = (
    Slot("deliberation", "pdf"),
    Slot("deliberation", "pdf", "letterhead"),
    Slot("deliberation", "pdf", "roll"),
    Slot("minutes", "pdf", "minutes"),
    Slot("deliberation", "pdf", "plain", 1, "act"),
    Slot("report", "pdf", "report"),
    Slot("article", "pdf", "columns"),
    Slot("deliberation", "txt"),
    Slot("deliberation", "html"),
    Slot("deliberation", "docx"),
    Slot("minutes", "pdf", "minutes"),
    Slot("deliberation", "pdf", "letterhead"),
    Slot("deliberation", "scan"),
    Slot("deliberation", "latin1"),
    Slot("report", "docx"),
    Slot("minutes", "txt"),
    Slot("deliberation", "html", "plain", 1, "act"),
    Slot("article", "html"),
    Slot("deliberation", "pdf", "roll"),
    Slot("deliberation", "pdf", "plain", 19, "bytes"),
    Slot("report", "pdf", "columns"),
    Slot("minutes", "pdf", "minutes"),
    Slot("deliberation", "pdf", "letterhead"),
    Slot("article", "pdf", "columns"),
    Slot("deliberation", "docx"),
)
"""Twenty-five documents, over and over: 100 pages or so in every format, four sets of minutes, three copies."""

RARE: dict[int, Slot] = {
    7: Slot("deliberation", "damaged"),
    8: Slot("deliberation", "empty"),
    9: Slot("deliberation", "csv"),
    24: Slot("deliberation", "jsonl"),
}
"""Once in `RARE_EVERY` documents, in place of the cycle; early, so that a small corpus has them too."""
RARE_EVERY = 150
ODD_NAME = 11
"""Its file name holds spaces, accents and an apostrophe."""


class Plan(msgspec.Struct, frozen=True):
    """What one document is to be."""

    seed: int
    index: int
    slot: Slot
    collectivite: Collectivite
    date: dt.date
    short: bool = False

    def generator(self, purpose: str) -> random.Random:
        """A generator of this document's own for one purpose; strings seed it the same in every process."""
        return random.Random(f"{self.seed}:{self.index}:{purpose}")

    @property
    def year(self) -> int:
        """Year of the session or of publication."""
        return self.date.year

    @property
    def original(self) -> "Plan | None":
        """The document this one repeats."""
        return plan(self.seed, self.index - self.slot.copy_of) if self.slot.copied else None


def slot_of(index: int) -> Slot:
    """The kind of the document with this index."""
    return RARE.get(index % RARE_EVERY) or CYCLE[index % len(CYCLE)]


def plan(seed: int, index: int, *, short: bool = False) -> Plan:
    """What the document with this index is: its kind, its collectivité and its date.

    Args:
        seed: of the corpus.
        index: from 0.
        short: a corpus of short acts in plain text.
    """
    slot = Slot("deliberation", "txt") if short else slot_of(index)
    if slot.copied:
        original = plan(seed, index - slot.copy_of)
        return Plan(seed, index, slot, original.collectivite, original.date)
    rng = random.Random(f"{seed}:{index}:plan")
    span = LAST_YEAR - FIRST_YEAR + 1
    even = ((index + 1) * _GOLDEN + (seed % 997) / 997) % 1.0
    year = FIRST_YEAR + int(even**LATENESS * span)
    collectivite = COLLECTIVITES[int(rng.random() * len(COLLECTIVITES))]
    return Plan(seed, index, slot, collectivite, _session(rng, year), short)


def _session(rng: random.Random, year: int) -> dt.date:
    """A weekday evening outside August; from March in 1992, when the law on coopération décentralisée was there."""
    months = (1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12)
    month = months[int(rng.random() * len(months))]
    if year == FIRST_YEAR:
        month = max(3, month)
    date = dt.date(year, month, 1 + int(rng.random() * 24))
    while date.weekday() > 4 or (date.month, date.day) in _HOLIDAYS:
        date += dt.timedelta(days=1)
    return date
