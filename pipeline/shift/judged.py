"""The verdict on a renaming in one corpus: which two periods, which units, and what is written of it."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Literal, NamedTuple

import numpy as np

from pipeline.records import BreakCount, SeriesBreak
from pipeline.settings import Period
from pipeline.stats.composition import BoundedSplit
from pipeline.stats.rates import FloatArray
from pipeline.stats.sample import Sample, later_half
from pipeline.stats.standard import Change, Draws
from pipeline.stats.tables import SHARE_OF_NEW
from pipeline.stats.verdict import EQUIVALENCE, Counts, Moves, Verdict, no_verdict, verdict

Years = tuple[int, int]
Cut = Literal["periods", "breaks", "halves"]

SURE = 0.95
"""Probability that the share breaks at all, from which the periods are cut there: flat series reach it in 0-5 %."""


DOUBT = 0.05
"""Difference of the mean confidence of a word between two periods, from which a change may come of the reading: with
2, 5 and 10 % of letters damaged, 97, 86 and 65 % of the terms are still found (tests/quality/test_quality_fuzzy.py)."""


class Names(NamedTuple):
    """Uses of both names in each unit, and how surely it was read."""

    old: Any
    new: Any
    confidence: FloatArray  # 0 to 1; 1 where the text is printed


class Shares(NamedTuple):
    """Breaks of the share of the new names."""

    counts: Sequence[BreakCount]  # none or one
    breaks: Sequence[SeriesBreak]  # in order


def shares_of(counts: Sequence[BreakCount], breaks: Sequence[SeriesBreak]) -> Shares:
    """Those of the share among the breaks of all series."""
    return Shares(
        [one for one in counts if one.series == SHARE_OF_NEW], [one for one in breaks if one.series == SHARE_OF_NEW]
    )


def judge(sample: Sample, names: Names, periods: Sequence[Period], shares: Shares, draws: Draws) -> dict[str, Any]:
    """Judge the renaming between two periods.

    These are the first and the last period of the study where it names some; else the years before the first break
    of the share of the new names and those from its last break on; else the halves of the corpus. Halves alone are
    blind to a change near an end: « conseil départemental » stands in 2015, in texts from 1970 to 2020.

    Args:
        sample: dated units.
        names: uses in each.
        periods: of corpus.toml, in the order of time.
        shares: breaks of the share of the new names.
        draws: resamples and their seed.

    Returns:
        What verdict.json holds.
    """
    cut, compared = _compared(sample, periods, shares)
    overlap = any(one.last >= other.first for one, other in pairwise(periods))
    if compared is None:
        reason = "every dated unit is of one year" if len(sample.year) else "no unit bears a year"
        return _told(no_verdict(reason)) | {"cut": None, "overlap": overlap, "periods": [], "reading": None}
    (first, middle), (start, last) = compared
    rows = np.flatnonzero(
        ((sample.year >= first) & (sample.year <= middle)) | ((sample.year >= start) & (sample.year <= last))
    )
    rows = rows[sample.words[rows] > 0]
    later = (sample.year[rows] >= start).astype(np.int64)
    counts = Counts(
        later, sample.genre[rows], sample.document[rows], sample.collectivite[rows], sample.words[rows].astype(np.float64),
        np.asarray(names.old, dtype=np.float64)[rows], np.asarray(names.new, dtype=np.float64)[rows],
    )  # fmt: skip
    documents = [len(np.unique(counts.document[later == side])) for side in (0, 1)]
    found = verdict(counts, draws) if len(rows) else no_verdict("no unit bears a word")
    told = [
        {"first": int(one[0]), "last": int(one[1]), "documents": count}
        for one, count in zip(compared, documents, strict=True)
    ]
    return _told(found) | {
        "cut": cut,
        "overlap": overlap,
        "periods": told,
        "reading": _reading(counts, names.confidence[rows]),
    }


def _reading(counts: Counts, confidence: FloatArray) -> dict[str, Any] | None:
    """Mean confidence of a word in both periods, and whether they differ enough to make a change doubtful."""
    words = [float(counts.words[counts.later == side].sum()) for side in (0, 1)]
    if not all(words):
        return None
    before, after = (float((counts.words * confidence)[counts.later == side].sum()) / words[side] for side in (0, 1))
    return {"before": round(before, 4), "after": round(after, 4), "doubt": abs(after - before) >= DOUBT}


def _compared(sample: Sample, periods: Sequence[Period], shares: Shares) -> tuple[Cut, tuple[Years, Years] | None]:
    """First and last named period that hold a unit; else the sides of the breaks; else the halves."""
    held = [
        (period.first, period.last)
        for period in periods
        if ((sample.year >= period.first) & (sample.year <= period.last)).any()
    ]
    if len(held) >= 2 and held[0][1] < held[-1][0]:
        return "periods", (held[0], held[-1])
    years = np.unique(sample.year)
    if len(years) < 2:
        return "halves", None
    middle = start = later_half(sample.year)
    cut: Cut = "halves"
    if shares.breaks and 1 - shares.counts[0].number[0] >= SURE:
        cut, middle, start = "breaks", shares.breaks[0].year, shares.breaks[-1].year
    before, after = years[years < middle], years[years >= start]
    return cut, ((int(before[0]), int(before[-1])), (int(after[0]), int(after[-1])))


def _told(found: Verdict) -> dict[str, Any]:
    moves = {"crude": found.crude, "standardised": found.standardised, "panel": found.panel, "equal": found.equal}
    return {
        "verdict": found.label, "reason": found.reason, "composition": found.composition, "panel_size": found.panel_size,
        "equivalence": EQUIVALENCE, "moves": {name: _moves(one) for name, one in moves.items() if one is not None},
        "splits": {name: _split(one) for name, one in (found.splits or {}).items()},
    }  # fmt: skip


def _split(found: BoundedSplit) -> dict[str, float]:
    """For a million words."""
    values = {
        "crude": found.split.crude, "mix": found.split.mix, "mix_low": found.mix[0], "mix_high": found.mix[1],
        "rate": found.split.rate, "rate_low": found.rate[0], "rate_high": found.rate[1],
    }  # fmt: skip
    return {name: round(1e6 * value, 6) for name, value in values.items()}


def _moves(moves: Moves) -> dict[str, Any]:
    named = {"old": moves.old, "new": moves.new, "share": moves.share}
    return {
        name: _change(change, 1 if name == "share" else 1e6) for name, change in named.items() if change is not None
    }


def _change(change: Change, per: float) -> dict[str, float | int]:
    """Rates for a million words, shares from 0 to 1."""
    values = {
        "before": change.before.value, "before_low": change.before.low, "before_high": change.before.high,
        "after": change.after.value, "after_low": change.after.low, "after_high": change.after.high,
        "difference": change.difference, "low": change.low, "high": change.high,
    }  # fmt: skip
    return {name: round(float(value) * per, 6) for name, value in values.items()} | {
        "documents_before": change.before.with_hit, "documents_after": change.after.with_hit,
    }  # fmt: skip
