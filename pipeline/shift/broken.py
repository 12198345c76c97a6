"""When the series of terms break, and what else happened then: in the calendar of laws, in the corpus itself."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from pipeline.records import BreakCount, CorpusEvent, SeriesBreak
from pipeline.stats.breaks import Break, Breaks, breaks
from pipeline.stats.calendars import NEAR, Coincidence, Documents, Event, coincidences, corpus_events
from pipeline.stats.levels import effective_counts, rate_law, share_law
from pipeline.stats.rates import FloatArray, IntArray, added
from pipeline.stats.sample import Sample
from pipeline.stats.series import Family

FEWEST_YEARS = 6
"""With documents. A level must last two years at an edge: with fewer than six a change and a mood of two look the same."""
ENDLESS = 1e6
"""A year with documents among years without any is this many times as full."""


class Sources(NamedTuple):
    """What is known of each dated unit besides its counts."""

    source: IntArray  # code of its publisher; -1 where unknown
    confidence: FloatArray  # of the words read by recognition, 0 to 1; 1 where the text is printed
    names: tuple[str, ...]  # of the publishers, by code


class Calendars(NamedTuple):
    """What a break may coincide with."""

    milestones: Sequence[str]  # dates of laws, circulars…, ISO 8601
    events: Sequence[Event]  # of the corpus, as its documents show them
    recorded: Sequence[str] = ()  # dates of events of the sources that are known beforehand


def events_of(sample: Sample, sources: Sources) -> list[Event]:
    """What happened to the corpus; nothing where no unit is dated."""
    if not len(sample.year):
        return []
    _, first = np.unique(np.stack([sample.document, sample.year]), axis=1, return_index=True)
    columns = (sample.year, sample.genre, sources.source, (sources.confidence < 1).astype(np.int64))
    return corpus_events(Documents(*(column[first] for column in columns)))


def event_records(calendars: Calendars, names: Sequence[str], years: IntArray) -> list[CorpusEvent]:
    """What corpus_events.jsonl holds: what the documents show, and what is recorded of their sources.

    Args:
        calendars: events, and dates of recorded ones; those outside the years are left out.
        names: of the publishers, by code.
        years: of the units.
    """
    within = [date for date in calendars.recorded if len(years) and years.min() <= int(date[:4]) <= years.max()]
    recorded = [CorpusEvent(int(date[:4]), "recorded", date, 0.0, 0.0, 0.0) for date in within]
    shown = [
        CorpusEvent(
            event.year, event.kind, names[event.source] if event.source >= 0 else None, event.before, event.after,
            min(event.size, ENDLESS),
        )
        for event in calendars.events
    ]  # fmt: skip
    return sorted([*shown, *recorded], key=lambda event: (event.year, event.kind, event.source or ""))


def breaks_of(
    sample: Sample, families: Sequence[Family], calendars: Calendars, fewest: int
) -> tuple[list[BreakCount], list[SeriesBreak]]:
    """Breaks of every term and of the share of the new names.

    Args:
        sample: dated units.
        families: of series; mentions and themes are passed over.
        calendars: what a break may coincide with.
        fewest: documents with a hit; fewer give no posterior.
    """
    counted, found = [], []
    for family in families:
        for column, name in enumerate(family.names):
            if name.startswith(("term:", "share:")):
                count, placed = _one(sample, family, column, calendars, fewest)
                counted.append(count)
                found += placed
    return counted, found


class _Documents(NamedTuple):
    """Counts of the documents of one series; one of several years counts in each."""

    hits: FloatArray
    size: FloatArray
    year: IntArray


def _documents(sample: Sample, family: Family, column: int) -> _Documents:
    rows = np.flatnonzero(family.bases)
    keys = np.stack([sample.document[rows], sample.year[rows]])
    pairs, groups = np.unique(keys, axis=1, return_inverse=True)
    groups, count = groups.ravel(), pairs.shape[1]
    hits = family.hits[rows][:, [column]].toarray().ravel()
    return _Documents(added(groups, hits, count), added(groups, family.bases[rows], count), pairs[1])


def _one(
    sample: Sample, family: Family, column: int, calendars: Calendars, fewest: int
) -> tuple[BreakCount, list[SeriesBreak]]:
    documents = _documents(sample, family, column)
    name, found = family.names[column], int((documents.hits > 0).sum())
    first, last = (int(end(documents.year)) for end in (np.min, np.max)) if found else (0, 0)
    reason = None
    if found < fewest:
        reason = f"not estimable: n < {fewest}"
    elif len(np.unique(documents.year)) < FEWEST_YEARS:
        reason = f"not estimable: fewer than {FEWEST_YEARS} years"
    if reason:
        return BreakCount(name, family.measure, None, None, found, [], reason), []
    posterior = _posterior(documents, first, share=family.share)
    count = BreakCount(name, family.measure, first, last, found, list(map(float, posterior.number)), None)
    milestones = [int(date[:4]) for date in calendars.milestones]
    beside = coincidences(posterior.best, np.arange(first, last + 1), milestones, calendars.events)
    placed = zip(posterior.best, beside, strict=True)
    return count, [_told(count, one, other, calendars) for one, other in placed]


def _posterior(documents: _Documents, first: int, *, share: bool) -> Breaks:
    hits, size = effective_counts(documents.hits, documents.size, documents.year - first, share=share)
    return breaks(hits, size, share_law() if share else rate_law(hits, size))


def _told(count: BreakCount, one: Break, beside: Coincidence, calendars: Calendars) -> SeriesBreak:
    start = count.first or 0
    low, high = start + one.low, start + one.high
    recorded = [f"recorded {date}" for date in calendars.recorded if low - NEAR <= int(date[:4]) <= high + NEAR]
    return SeriesBreak(
        count.series, count.measure, start + one.year, low, high, one.probability, one.smooth,
        [calendars.milestones[place] for place in beside.milestones],
        [*(f"{event.kind} {event.year}" for event in beside.events), *recorded], beside.p_value,
    )  # fmt: skip
