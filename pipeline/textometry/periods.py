"""Years into periods: a hierarchical classification in which only neighbours merge.

The method is the constrained Ward classification of stratigraphy (CONISS: Grimm 1987, Computers & Geosciences
13:13-35), known to corpus linguists as variability-based neighbour clustering (Gries & Hilpert 2008, Corpora 3:59-81).

Years are compared by Hellinger distance, the Euclidean distance of the square roots of relative frequencies
(Legendre & Gallagher 2001, Oecologia 129:271-280): Ward's sums of squares need a Euclidean distance; the chi-square
distance, Euclidean as well, divides by the frequency of each form and is ruled by the rarest ones, which one document
brings. Each year weighs its tokens: the square root makes the variance of a frequency 1 / (4 tokens) whatever the
form, so that two years that differ by chance alone merge at the same cost, be they rich or poor. Unweighted, every
poor year is a period of its own.
"""

from typing import Any, NamedTuple

import numpy as np

from pipeline.stats.permutation import by_year, shuffles
from pipeline.stats.rates import FloatArray, IntArray
from pipeline.stats.sample import stream
from pipeline.textometry.counts import sparse_of, table_of

LEVEL = 0.05
"""A cut needs a dispersion that shuffled documents reach at most this often."""


class Merge(NamedTuple):
    """Two neighbouring groups of years made one."""

    first: int  # index of the first year of both
    middle: int  # of the first year of the later group
    last: int  # of the last year, included
    gain: float  # dispersion that the merge adds inside groups
    height: float  # dispersion inside all groups after it (CONISS)


class Cut(NamedTuple):
    """A merge seen from the top: a period cut in two."""

    merge: Merge
    share: float  # of the whole dispersion between years
    expected: float  # share of the piece of this rank of a stick broken at random
    bootstrap: float  # share of the resamples whose tree has this cut, cut into as many periods as are kept, or more
    p_value: float | None  # documents shuffled over the years of the period; null: below a cut that is due to chance
    kept: bool


def hellinger(counts: Any) -> tuple[FloatArray, FloatArray]:
    """Profiles of years, square roots of relative frequencies, and their weights in tokens.

    Args:
        counts: years x forms.

    Raises:
        ValueError: see `table_of`; or when a year has no token.
    """
    table = table_of(counts, "counts")
    weights = table.sum(axis=1)
    if not weights.all():
        raise ValueError("counts: a year without tokens has no profile; merge it with a neighbour")
    return np.sqrt(table / weights[:, None]), weights


def neighbour_clustering(profiles: FloatArray, weights: FloatArray) -> list[Merge]:
    """Ward's classification in which only neighbours merge.

    Merging groups a and b costs w_a w_b / (w_a + w_b) times the squared distance of their means. Under the constraint
    a merge may cost less than an earlier one: heights, which never fall, are sums of costs.

    Args:
        profiles: years x forms, in the order of time.
        weights: of each year, above 0; equal ones give Ward's own criterion.

    Returns:
        One merge less than years, cheapest first; of equal ones the earliest.
    """
    means, mass = profiles.copy(), weights.astype(np.float64)
    bounds = [(year, year) for year in range(len(profiles))]
    merges: list[Merge] = []
    height = 0.0
    while len(bounds) > 1:
        costs = mass[:-1] * mass[1:] / (mass[:-1] + mass[1:]) * ((means[1:] - means[:-1]) ** 2).sum(axis=1)
        # rounded, so that the last bits of equal costs do not decide
        at = int(np.argmin(costs.round(12)))
        height += float(costs[at])
        merges.append(Merge(bounds[at][0], bounds[at + 1][0], bounds[at + 1][1], float(costs[at]), height))
        means[at] = (mass[at] * means[at] + mass[at + 1] * means[at + 1]) / (mass[at] + mass[at + 1])
        mass[at] += mass[at + 1]
        bounds[at] = (bounds[at][0], bounds[at + 1][1])
        means, mass = np.delete(means, at + 1, axis=0), np.delete(mass, at + 1)
        del bounds[at + 1]
    return merges


def broken_stick(pieces: int) -> FloatArray:
    """Expected lengths of the pieces of a stick of length 1 broken at random, longest first.

    The piece of rank r has Σ 1/i / pieces, i from r to the number of pieces. A zonation goes on while a cut takes more
    of the dispersion than the piece of its rank (Bennett 1996, New Phytologist 132:155-170).

    Args:
        pieces: from 1.
    """
    lengths: FloatArray = (1 / np.arange(pieces, 0, -1)).cumsum()[::-1] / pieces
    return lengths


def cuts(hits: Any, year: IntArray, strata: IntArray, *, draws: int = 999, seed: int = 0) -> list[Cut]:
    """The tree of the years from the top, and which of its cuts are kept.

    A cut is kept when all above it are, when it takes more dispersion than the broken stick, and when documents
    shuffled over the years of its period, each inside its stratum, give as large a cut at most once in twenty. On
    100 corpora without a period (16 years of 8 documents with habits of their own) shuffling alone kept a first cut
    in 5, both rules in none. Neither tells a break from a slow drift, which is cut in its midst, nor one document
    that rules the first or last year: the resamples disagree on the first, and find the second in two draws of three.

    Args:
        hits: sparse, documents x forms.
        year: index of the year of each document, from 0, none empty.
        strata: code of the stratum (genre) of each document.
        draws: resamples, and permutations of each cut that is tested.
        seed: of both.

    Returns:
        One cut less than years, the largest group of years first.

    Raises:
        ValueError: see `hellinger`.
    """
    table = sparse_of(hits, "hits")
    years = int(year.max()) + 1
    tree = _tree(table, year, years)[::-1]
    shares, expected = _shares(tree), broken_stick(max(len(tree), 1))
    p_values: list[float | None] = []
    kept = 0
    for rank, merge in enumerate(tree):
        tested = rank == 0 or (p_values[-1] is not None and p_values[-1] <= LEVEL)
        p_values.append(_p_value(table, year, strata, merge, draws, seed) if tested else None)
        if kept == rank and (p_values[-1] or 1) <= LEVEL and shares[rank] > expected[rank]:
            kept += 1
    ranks = _resampled(table, year, tree, draws, stream(seed, "bootstrap"))
    return [
        Cut(
            merge, shares[rank], float(expected[rank]), float((ranks[:, rank] < max(kept, rank + 1)).mean()),
            p_values[rank], rank < kept,
        )
        for rank, merge in enumerate(tree)
    ]  # fmt: skip


def _shares(tree: list[Merge]) -> list[float]:
    whole = tree[0].height if tree else 0.0
    return [merge.gain / whole if whole > 0 else 0.0 for merge in tree]


def _tree(table: Any, year: IntArray, years: int) -> list[Merge]:
    return neighbour_clustering(*hellinger(by_year(table.tocoo(), year, years)))


def _resampled(table: Any, year: IntArray, tree: list[Merge], draws: int, rng: np.random.Generator) -> IntArray:
    """Rank of each cut in the trees of documents drawn anew inside their year: resamples x cuts."""
    years = len(tree) + 1
    own = [np.flatnonzero(year == label) for label in range(years)]
    ranks = np.zeros((draws, len(tree)), dtype=np.int64)
    for row in ranks:
        drawn = np.concatenate([rng.choice(rows, len(rows)) for rows in own])
        again = {merge.middle: rank for rank, merge in enumerate(_tree(table[drawn], year[drawn], years)[::-1])}
        row[:] = [again[merge.middle] for merge in tree]
    return ranks


def _p_value(table: Any, year: IntArray, strata: IntArray, merge: Merge, draws: int, seed: int) -> float:
    """Share of the shuffles, the observed order among them, whose top cut is as large."""
    own = np.flatnonzero((year >= merge.first) & (year <= merge.last))
    part, labels = table[own], year[own] - merge.first
    years = merge.last - merge.first + 1
    beyond = 0
    for order in shuffles(strata[own], draws, stream(seed, "permutation", merge.first)):
        beyond += _tree(part, labels[order], years)[-1].gain >= merge.gain * (1 - 1e-9)
    return (1 + beyond) / (1 + draws)
