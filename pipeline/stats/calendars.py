"""What else happened when a series broke: dates of the world, and events of the corpus itself.

A break that falls on an event of the corpus (a source that stops, a burst of documents, another mix of genres) is
first of all a break of the corpus. A break near a milestone proves little where milestones are many: see `placebo`.
"""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

import numpy as np
from scipy.stats import chi2_contingency

from pipeline.stats.breaks import Break
from pipeline.stats.rates import FloatArray, IntArray

Kind = Literal["documents", "source starts", "source stops", "genre mix", "recognised text", "publicity reform"]

NEAR = 1
"""Years between a break and an event that still count as a coincidence."""
WINDOW = 3
"""Years before and after that an event is judged by: the shortest level of a series."""
SOURCE_SHARE = 0.10
"""A source that comes or goes is named from this share of the documents of its `WINDOW` years there: with half the
rate of the others, it moves the rate of the whole by 5 %."""
EXPECTED = 5
"""Documents a source must have led to expect where it has none: fewer are missing by chance in 1 % (e^-5)."""
JUMP, NOISE = 2.5, 3.0
"""Documents of a year against the median of the years around: 2.5 times as many or as few, and three standard errors
of counts. Of 200 series of 25 years whose documents vary by 25 % from year to year, 7 % get such an event (twice:
54 %, three times: 2.5 %); by 15 %, 0.5 %."""
MIX, RECOGNISED = 0.2, 0.1
"""Part of the documents that would have to change genre (be typed instead of recognised) to undo the change."""
MIX_P = 0.01
"""For the whole series of years; the chi-square test of each year gets its part (Bonferroni)."""
PUBLICITY_REFORM = 2022
"""From 1 July 2022 acts are published online by default and a list of deliberations replaces the compte rendu
(ordonnance 2021-1310, décret 2021-1311): what survives online changes, not what was written."""


class Documents(NamedTuple):
    """Dated documents, one a row."""

    year: IntArray  # calendar years
    genre: IntArray  # codes from 0
    source: IntArray  # codes from 0; -1 where the publisher is unknown
    recognised: IntArray  # 1 where the text was read by recognition (OCR), 0 where it was typed


class Event(NamedTuple):
    """Something that happened to the corpus."""

    year: int  # first year of the new state
    kind: Kind
    source: int  # code of the source that starts or stops; -1 otherwise
    before: float  # documents: of the years around (their median); recognised text and source: share; else 0
    after: float
    size: float  # documents: ratio; source, mix, recognised text: part of the documents concerned, from 0 to 1


class Coincidence(NamedTuple):
    """What falls within `NEAR` years of one break."""

    milestones: tuple[int, ...]  # places in the list given
    events: tuple[Event, ...]
    p_value: float  # that a break at a random place is as near to a milestone; 1 without milestones


def corpus_events(documents: Documents) -> list[Event]:
    """Events of the corpus by the rules above, in order of year and kind.

    Sources, genres and recognised text drawn alike in all years: of 200 corpora of 25 years 1.5 % get an event of
    theirs.

    Args:
        documents: one row or more.
    """
    years = np.arange(int(documents.year.min()), int(documents.year.max()) + 1)
    counts = np.bincount(documents.year - years[0], minlength=len(years)).astype(np.float64)
    found = [
        *_jumps(years, counts),
        *_comings_and_goings(documents, years, counts),
        *_mixes("genre mix", documents.genre, documents.year, years, MIX),
        *_mixes("recognised text", documents.recognised, documents.year, years, RECOGNISED),
    ]
    if years[0] < PUBLICITY_REFORM <= years[-1]:
        found.append(Event(PUBLICITY_REFORM, "publicity reform", -1, 0.0, 0.0, 0.0))
    return sorted(found, key=lambda event: (event.year, event.kind, event.source))


def _jumps(years: IntArray, counts: FloatArray) -> Iterator[Event]:
    """Years with far more or fewer documents than those around; the edges of the series have years on one side."""
    for place, year in enumerate(years):
        around = np.delete(counts, place)[max(0, place - WINDOW) : place + WINDOW]
        if not len(around):
            continue
        usual, here = float(np.median(around)), float(counts[place])
        ratio = here / usual if usual else np.inf
        apart = abs(here - usual) > NOISE * np.sqrt(here + usual)
        if apart and not 1 / JUMP < ratio < JUMP:
            yield Event(int(year), "documents", -1, usual, here, float(ratio))


def _comings_and_goings(documents: Documents, years: IntArray, counts: FloatArray) -> Iterator[Event]:
    """Sources whose first or last document lies inside the years, with a share that makes their absence tell."""
    for source in range(int(documents.source.max()) + 1):
        own = np.bincount(documents.year[documents.source == source] - years[0], minlength=len(years)).astype(
            np.float64
        )
        there = np.flatnonzero(own)
        if not len(there):
            continue
        first, end = int(there[0]), int(there[-1]) + 1
        inside, outside = slice(first, first + WINDOW), slice(max(0, first - WINDOW), first)
        if share := _telling(own, counts, inside, outside):
            yield Event(int(years[first]), "source starts", source, 0.0, share, share)
        inside, outside = slice(max(0, end - WINDOW), end), slice(end, end + WINDOW)
        if share := _telling(own, counts, inside, outside):
            yield Event(int(years[end]), "source stops", source, share, 0.0, share)


def _telling(own: FloatArray, counts: FloatArray, inside: slice, outside: slice) -> float:
    """Share of a source in the years it is there; 0 when small, or when its absence from the others may be chance."""
    share = float(own[inside].sum() / counts[inside].sum())
    return share if share >= SOURCE_SHARE and share * counts[outside].sum() >= EXPECTED else 0.0


def _mixes(kind: Kind, label: IntArray, year: IntArray, years: IntArray, least: float) -> Iterator[Event]:
    """Years from which the documents of `WINDOW` years are of other labels than those of the years before.

    One change shows in the windows of the years beside it as well: the largest counts, those it reaches do not.
    """
    table = np.zeros((len(years), int(label.max()) + 1))
    np.add.at(table, (year - years[0], label), 1)
    found = []
    for place in range(1, len(years)):
        sides = np.stack([table[max(0, place - WINDOW) : place].sum(axis=0), table[place : place + WINDOW].sum(axis=0)])
        sides = sides[:, sides.sum(axis=0) > 0]
        if sides.shape[1] < 2 or not sides.sum(axis=1).all():
            continue
        shares = sides / sides.sum(axis=1, keepdims=True)
        moved = float(np.abs(shares[1] - shares[0]).sum() / 2)
        if moved >= least and chi2_contingency(sides, correction=False).pvalue < MIX_P / (len(years) - 1):
            before, after = ((0.0, 0.0), _recognised(table, place))[kind == "recognised text"]
            found.append(Event(int(years[place]), kind, -1, before, after, moved))
    taken: list[int] = []
    for event in sorted(found, key=lambda event: (-event.size, event.year)):
        if all(abs(event.year - other) >= WINDOW for other in taken):
            taken.append(event.year)
            yield event


def _recognised(table: FloatArray, place: int) -> tuple[float, float]:
    sides = table[max(0, place - WINDOW) : place].sum(axis=0), table[place : place + WINDOW].sum(axis=0)
    before, after = (float(side[1] / side.sum()) for side in sides)
    return before, after


def coincidences(
    breaks: Sequence[Break], years: IntArray, milestones: Sequence[int], events: Sequence[Event]
) -> list[Coincidence]:
    """What coincides with each break.

    Args:
        breaks: places counted from the first year.
        years: calendar years of the series, without a gap.
        milestones: calendar years, in any order.
        events: of `corpus_events`.
    """
    start = int(years[0])
    found = []
    for item in breaks:
        low, high = start + item.low, start + item.high
        near = [place for place, year in enumerate(milestones) if low - NEAR <= year <= high + NEAR]
        beside = tuple(event for event in events if low - NEAR <= event.year <= high + NEAR)
        found.append(Coincidence(tuple(near), beside, placebo(low, high, years, milestones)))
    return found


def placebo(low: int, high: int, years: IntArray, milestones: Sequence[int]) -> float:
    """Share of the places in the series where a break of the same width would be as near to a milestone.

    All places are tried, so that no draw is needed. Twenty milestones in thirty years leave no break without one:
    the share is then near 1, and the coincidence says nothing.

    Args:
        low: first calendar year of the break.
        high: last.
        years: of the series, without a gap; a break has one before it.
        milestones: calendar years.
    """
    if not len(milestones):
        return 1.0
    dates, width = np.asarray(milestones), high - low

    def gap(first: IntArray) -> IntArray:
        beyond = np.maximum(first[:, None] - dates, dates - first[:, None] - width)
        nearest: IntArray = np.maximum(beyond, 0).min(axis=1)
        return nearest

    places = np.arange(int(years[1]), int(years[-1]) - width + 1)
    return float(np.mean(gap(places) <= gap(np.array([low]))[0]))
