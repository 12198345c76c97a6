"""Periods proposed from the words of each year, for corpus.toml."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from pipeline.errors import UsageError
from pipeline.records import PeriodCut
from pipeline.settings import Period
from pipeline.stats.rates import MIN_CLUSTERS, IntArray
from pipeline.textometry.periods import cuts
from pipeline.words.parts import Table

FORMS = 500
"""The lemmas found in most documents. On the demonstration corpus the cut of 2014 takes 17 % of the dispersion between
years with all lemmas of five documents or more, 22 % with the 589 commonest: rare ones are names and chance."""
MIN_GROUPS = 3
DRAWS = 499


ALIKE = 1e-9
"""Dispersion that rounding alone leaves where all years hold the same words."""


class _Groups(NamedTuple):
    """Years, poor ones taken with their neighbours."""

    first: list[int]
    last: list[int]
    documents: list[int]


def periods(table: Table, seed: int) -> list[PeriodCut]:
    """The tree of the years from the top, then the years that were taken together.

    Args:
        table: units by lemmas, parts are years.
        seed: of resampling and permutation.

    Raises:
        UsageError: the documents are too few to tell three groups of years.
    """
    hits, _, part, document, genre = table.by_document(genres=True)
    widest = np.argsort(-np.asarray((hits > 0).sum(axis=0)).ravel(), kind="stable")[:FORMS]
    hits = hits[:, np.sort(widest)]
    told = np.flatnonzero(np.asarray(hits.sum(axis=1)).ravel() > 0)
    years = np.array([int(part) for part in table.parts])[part[told]]
    groups = _groups(years, document[told])
    if len(groups.first) < MIN_GROUPS:
        raise UsageError(
            f"the dated documents make {len(groups.first)} groups of years of {MIN_CLUSTERS} documents; "
            f"{MIN_GROUPS} are needed to tell periods"
        )
    index = np.searchsorted(np.array(groups.first), years, side="right") - 1
    found = cuts(hits[told], index, genre[told], draws=DRAWS, seed=seed)
    whole = found[0].merge.height
    if whole < ALIKE:
        raise UsageError("all years hold the same words in the same proportions: there are no periods to tell")
    rows = [
        PeriodCut(
            rank + 2, groups.first[cut.merge.first], groups.first[cut.merge.middle], groups.last[cut.merge.last],
            sum(groups.documents[cut.merge.first : cut.merge.last + 1]), cut.merge.height / whole,
            cut.share, cut.expected, cut.bootstrap, cut.p_value,
            cut.kept, f"weighted Ward, Hellinger, {len(np.unique(genre))} genres" if cut.p_value else "not tested: a cut above is due to chance",
        )
        for rank, cut in enumerate(found)
    ]  # fmt: skip
    return rows + [
        PeriodCut(
            None, first, None, last, documents, None, None, None, None, None, kept=False,
            method=f"taken together: under {MIN_CLUSTERS} documents a year",
        )
        for first, last, documents in zip(*groups, strict=True) if first < last
    ]  # fmt: skip


def _groups(years: IntArray, documents: IntArray) -> _Groups:
    """Years in order, each with the next ones until it holds enough documents; a poor rest joins the last group."""
    groups = _Groups([], [], [])
    held = 0
    start: int | None = None
    for year in np.unique(years).tolist():
        start = year if start is None else start
        held += len(np.unique(documents[years == year]))
        if held >= MIN_CLUSTERS:
            for values, value in zip(groups, (start, year, held), strict=True):
                values.append(value)
            held, start = 0, None
    if held and groups.last:
        groups.last[-1] = int(years.max())
        groups.documents[-1] += held
    return groups


def as_periods(rows: Sequence[PeriodCut]) -> tuple[Period, ...]:
    """The periods between kept cuts.

    Args:
        rows: of `periods`.
    """
    starts = [rows[0].first, *sorted(row.cut for row in rows if row.kept and row.cut is not None)]
    ends = [*(start - 1 for start in starts[1:]), rows[0].last]
    return tuple(
        Period(f"{start}-{end}" if start < end else str(start), start, end)
        for start, end in zip(starts, ends, strict=True)
    )


def as_settings(rows: Sequence[PeriodCut]) -> str:
    """The same as corpus.toml writes them.

    Args:
        rows: of `periods`.
    """
    return "\n".join(
        f'[[periods]]\nlabel = "{period.label}"\nfirst = {period.first}\nlast = {period.last}\n'
        for period in as_periods(rows)
    )
