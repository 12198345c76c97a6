"""Yearly series with intervals, and their changes of level: from counted units to `Point` and `Change`."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import msgspec
import numpy as np

from pipeline.records import Change, Measure, Point
from pipeline.stats.bootstrap import Ratios, ratio_intervals
from pipeline.stats.changepoints import shortest_segment
from pipeline.stats.multiple import benjamini_hochberg
from pipeline.stats.permutation import SplitTest, shuffles, split_test
from pipeline.stats.rates import IntArray, added, difference_interval, wilson_clustered
from pipeline.stats.sample import Clusters, Sample, clusters, stream, sums

NO_DOCUMENT = "no document"
NO_FORM = "no occurrence of either form"
SCALES: dict[Measure, float] = {
    "hits_per_10k_words": 10_000, "share_of_words": 1, "share_of_units": 1, "share_of_new_terms": 1,
}  # fmt: skip


class Plan(NamedTuple):
    """How intervals and tests are made."""

    min_clusters: int  # fewer documents in a year, or behind a change: not estimable
    replicates: int
    permutations: int
    seed: int

    @property
    def too_few(self) -> str:
        """What stands where the method would, below the guardrail."""
        return f"not estimable: n < {self.min_clusters}"


class Family(NamedTuple):
    """Series of one measure that are computed together: one column of `hits` each."""

    measure: Measure
    names: tuple[str, ...]
    hits: Any  # sparse, units x series
    bases: IntArray  # of each unit: its words, or its uses of either form; units with 0 are left out
    shaky: frozenset[str] = frozenset()  # series that get neither interval nor test, for the reason in `why`
    why: str = ""

    @property
    def share(self) -> bool:
        """Whether hits are parts of the bases."""
        return self.measure != "hits_per_10k_words"


def calendar(sample: Sample, genre: str | None) -> list[int]:
    """Every year from the first to the last with a unit of the genre, empty years included."""
    years = sample.year[sample.rows(genre)]
    return list(range(int(years.min()), int(years.max()) + 1)) if len(years) else []


def scopes(sample: Sample, plan: Plan) -> list[str | None]:
    """All genres together, then each genre with enough units; one genre alone is not told twice."""
    if len(sample.genres) < 2:
        return [None]
    return [None, *sorted(genre for genre in sample.genres if len(sample.rows(genre)) >= plan.min_clusters)]


def points(sample: Sample, families: Sequence[Family], plan: Plan) -> list[Point]:
    """Every series by year and genre, in the order series, measure, genre, year."""
    made = [
        point
        for family in families
        for genre in scopes(sample, plan)
        for year in calendar(sample, genre)
        for point in _year(sample, family, plan, genre, year)
    ]
    return sorted(made, key=lambda point: (point.series, point.measure, point.genre or "", point.year))


def _year(sample: Sample, family: Family, plan: Plan, genre: str | None, year: int) -> Iterator[Point]:
    documents = sample.rows(genre, year)
    rows = documents[family.bases[documents] > 0]
    units, words = len(rows), int(sample.words[rows].sum())
    if not units:
        for name in family.names:
            method = NO_FORM if len(documents) else NO_DOCUMENT
            yield Point(name, family.measure, genre, year, None, None, None, 0, 0, method)
        return
    grouped = clusters(sample, family.hits, family.bases, rows)
    if family.measure == "share_of_units":
        ratios = _unit_shares(grouped)
    else:
        ratios = _intervals(grouped, family, plan, stream(plan.seed, year, genre))
    scale, enough = SCALES[family.measure], len(grouped.units) >= plan.min_clusters
    for column, name in enumerate(family.names):
        value, *bounds = _level(ratios, column, scale)
        low, high = bounds if enough and name not in family.shaky else (None, None)
        if low is not None:
            method = f"{ratios.method[column]} over {grouped.level}"
        else:
            method = family.why if name in family.shaky else plan.too_few
        yield Point(name, family.measure, genre, year, value, low, high, units, words, method)


def _intervals(grouped: Clusters, family: Family, plan: Plan, rng: np.random.Generator) -> Ratios:
    return ratio_intervals(grouped.hits, grouped.bases, plan.replicates, rng, share=family.share)


def _unit_shares(grouped: Clusters) -> Ratios:
    """Share of units with a hit: Wilson, on the effective size when documents hold several units."""
    table = grouped.units_with_hit.toarray().astype(np.int64)
    bounds = [wilson_clustered(table[:, column], grouped.units) for column in range(table.shape[1])]
    low, high = np.array(bounds).reshape(-1, 2).T
    return Ratios(table.sum(axis=0) / grouped.units.sum(), low, high, ["Wilson"] * table.shape[1])


def changes(sample: Sample, families: Sequence[Family], plan: Plan) -> list[Change]:
    """One tested change of level a series, all genres together; p-values adjusted over all series tested."""
    found = [item for family in families for item in _tested(sample, family, plan)]
    adjusted = benjamini_hochberg([p_value for _, p_value in found])
    made = [
        msgspec.structs.replace(change, p_adjusted=float(p_value))
        for (change, _), p_value in zip(found, adjusted, strict=True)
    ]
    return sorted(made, key=lambda change: (change.series, change.measure))


TEST = "one split, quasi-likelihood ratio; documents permuted over years within genres; p adjusted over series"


def _tested(everything: Sample, family: Family, plan: Plan) -> Iterator[tuple[Change, float]]:
    """Each change, and its p-value before adjustment."""
    rows = np.flatnonzero(family.bases)
    sample, hits, bases = everything.take(rows), family.hits[rows], family.bases[rows]
    columns = [column for column in _testable(sample, hits, plan) if family.names[column] not in family.shaky]
    if not columns:
        return
    hits = hits[:, columns]
    test, years = _split(sample, hits, bases, plan, share=family.share)
    for split in np.unique(test.split):
        same, first = np.flatnonzero(test.split == split), int(years[split])
        halves = (np.flatnonzero(sample.year < first), np.flatnonzero(sample.year >= first))
        sides = [clusters(sample, hits[:, same], bases, half) for half in halves]
        if min(len(side.units) for side in sides) < plan.min_clusters:
            continue
        before, after = (
            _intervals(side, family, plan, stream(plan.seed, first, label))
            for side, label in zip(sides, ("before", "after"), strict=True)
        )
        for place, column in enumerate(same):
            levels = [_level(ratios, place, SCALES[family.measure]) for ratios in (before, after)]
            low, high = difference_interval(levels[0], levels[1])
            old, new = levels[0][0], levels[1][0]
            name = family.names[columns[column]]
            change = Change(name, family.measure, None, first, old, new, new - old, low, high, None, TEST)
            yield change, float(test.p_value[column])


def _level(ratios: Ratios, column: int, scale: float) -> tuple[float, float, float]:
    value, low, high = (float(scale * part[column]) for part in (ratios.value, ratios.low, ratios.high))
    return value, low, high


def _testable(sample: Sample, hits: Any, plan: Plan) -> list[int]:
    """Columns with enough documents behind them, when there are two years to compare."""
    if len(np.unique(sample.year)) < 2:
        return []
    documents = np.unique(sample.document, return_inverse=True)[1]
    behind = (sums((hits > 0).astype(np.float64), documents, int(documents.max()) + 1) > 0).sum(axis=0)
    return [int(column) for column in np.flatnonzero(np.asarray(behind).ravel() >= plan.min_clusters)]


def _split(sample: Sample, hits: Any, bases: IntArray, plan: Plan, *, share: bool) -> tuple[SplitTest, IntArray]:
    """The test on documents; a document that spans years or genres counts once in each."""
    years, year = np.unique(sample.year, return_inverse=True)
    keys = np.stack([sample.document, year, sample.genre])
    _, first, groups = np.unique(keys, axis=1, return_index=True, return_inverse=True)
    groups = groups.ravel()
    words = added(groups, bases, len(first))
    orders = shuffles(sample.genre[first], plan.permutations, stream(plan.seed, "permutation"))
    margin = shortest_segment(len(years))
    test = split_test(sums(hits, groups, len(first)), words, year[first], orders, margin=margin, share=share)
    return test, years
