"""Which themes stand together in one unit, earlier and later: motivations that combine or follow one another."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from pipeline.records import ThemePair
from pipeline.stats.rates import MIN_CLUSTERS, FloatArray, IntArray, added
from pipeline.stats.sample import Sample
from pipeline.stats.standard import Change, Draws, Level, level
from pipeline.stats.tables import Table

METHOD = "share of the units with any theme; bootstrap-t over documents, intervals set against each other"


def pairs_of(table: Table, themes: Sequence[str], periods: Sequence[dict[str, int]], draws: Draws) -> list[ThemePair]:
    """Every pair of some themes between two periods; units without any theme are left out.

    Themes count in units that speak of international action alone, so that the units compared are those.

    Args:
        table: counted units.
        themes: ids of the codebook.
        periods: first and last year of both, as the verdict compares them; none: no pair.
        draws: resamples and their seed.
    """
    if len(periods) < 2:
        return []
    columns = {name.removeprefix("theme:"): at for at, name in enumerate(table.names) if name.startswith("theme:")}
    holds = {theme: table.hits[:, [at]].toarray().ravel() > 0 for theme, at in columns.items()}
    spoken = np.logical_or.reduce(list(holds.values())) if holds else np.zeros(len(table.sample.year), dtype=bool)
    sides = [_rows(table.sample, period, spoken) for period in periods]
    present = [theme for theme in themes if theme in holds]
    return [
        _pair(table.sample, pair, holds[pair[0]] & holds[pair[1]], sides, draws) for pair in combinations(present, 2)
    ]


def _rows(sample: Sample, period: dict[str, int], spoken: np.ndarray) -> IntArray:
    inside = (sample.year >= period["first"]) & (sample.year <= period["last"])
    return np.flatnonzero(inside & spoken)


def _pair(
    sample: Sample, pair: tuple[str, str], both: np.ndarray, sides: Sequence[IntArray], draws: Draws
) -> ThemePair:
    levels = [_level(sample, both, rows, draws._replace(seed=2 * draws.seed + side)) for side, rows in enumerate(sides)]
    first, last = (len(np.unique(sample.document[rows[both[rows]]])) for rows in sides)
    units = [len(rows) for rows in sides]
    if levels[0] is None or levels[1] is None or first + last < MIN_CLUSTERS:
        before, after = (float(both[rows].mean()) if len(rows) else None for rows in sides)
        why = f"not estimable: n < {MIN_CLUSTERS}"
        return ThemePair(pair[0], pair[1], units[0], units[1], before, after, None, None, None, first, last, why)
    change = Change.between(levels[0], levels[1])
    return ThemePair(
        pair[0], pair[1], units[0], units[1], levels[0].value, levels[1].value, change.difference, change.low, change.high,
        first, last, METHOD,
    )  # fmt: skip


def _level(sample: Sample, both: np.ndarray, rows: IntArray, draws: Draws) -> Level | None:
    """Share of the units with both, documents as clusters; None with too few documents."""
    found, group = np.unique(sample.document[rows], return_inverse=True)
    if len(found) < MIN_CLUSTERS:
        return None
    hits: FloatArray = added(group, both[rows].astype(np.float64), len(found))
    size: FloatArray = added(group, np.ones(len(rows)), len(found))
    return level(hits, size, np.zeros(len(found), dtype=np.int64), np.ones(1), draws, share=True)
