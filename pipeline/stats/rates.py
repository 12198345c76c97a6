"""Rates and shares, with the intervals that need no resampling."""

import numpy as np
import numpy.typing as npt
from scipy.stats import chi2, norm, t

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

LEVEL = 0.95
TAIL = (1 - LEVEL) / 2

MIN_CLUSTERS = 5
"""Documents (or collectivités) below which nothing is given an interval or a verdict: fewer show too little of how
documents vary, and intervals cover less than they promise (measured on Poisson-gamma counts)."""

FEW_CLUSTERS = 3
"""Up to this many documents with a hit, more than 2.5 % of the resamples hold none (e^-3 = 5 %) and the
bootstrap has no finite upper bound; the counting law of `few_hits` stands in."""


def finite(value: float) -> float | None:
    """A bound as records hold it: None where it is endless or not a number."""
    return float(value) if np.isfinite(value) else None


def added(groups: IntArray, values: FloatArray | IntArray, count: int) -> FloatArray:
    """Sum of the values of each group, groups numbered from 0 to `count` - 1."""
    sums: FloatArray = np.bincount(groups, weights=values, minlength=count).astype(np.float64)
    return sums


def rate(hits: float, words: float, per: float = 10_000) -> float:
    """Relative frequency: hits for each `per` words."""
    return per * hits / words


def wilson(successes: float, trials: float, level: float = LEVEL) -> tuple[float, float]:
    """Score interval of a share (Wilson 1927).

    Args:
        successes: from 0 to `trials`; need not be whole when `trials` is an effective size.
        trials: above 0.
        level: of confidence, between 0 and 1.

    Returns:
        Lower and upper bound, from 0 to 1.
    """
    z = float(norm.ppf((1 + level) / 2))
    share = successes / trials
    centre = share + z**2 / (2 * trials)
    half = z * np.sqrt(share * (1 - share) / trials + z**2 / (4 * trials**2))
    scale = 1 + z**2 / trials
    low = 0.0 if successes == 0 else max(0.0, float((centre - half) / scale))
    high = 1.0 if successes == trials else min(1.0, float((centre + half) / scale))
    return low, high


def effective_size(successes: IntArray, trials: IntArray) -> float:
    """Number of independent trials that clustered ones are worth (Korn & Graubard 1998).

    The clustered variance of the share is set against the binomial one, and the size is lowered further for the
    few degrees of freedom of few clusters. One trial a cluster is worth itself; a share of 0 or 1 shows no
    variance, so each cluster then counts as one trial.

    Args:
        successes: in each cluster.
        trials: in each cluster, above 0.
    """
    total, clusters = float(trials.sum()), len(trials)
    share = float(successes.sum()) / total
    if int(trials.max()) == 1:
        return total
    if share in (0.0, 1.0) or clusters == 1:
        return float(clusters)
    clustered = clusters / (clusters - 1) * float(((successes - share * trials) ** 2).sum()) / total**2
    design_effect = max(1.0, clustered / (share * (1 - share) / total))
    few = float((norm.ppf(1 - TAIL) / t.ppf(1 - TAIL, clusters - 1)) ** 2)
    return max(1.0, total / design_effect * few)


def wilson_clustered(successes: IntArray, trials: IntArray) -> tuple[float, float]:
    """Score interval of a share of trials that come in clusters (documents); see `effective_size`."""
    size = effective_size(successes, trials)
    share = float(successes.sum()) / float(trials.sum())
    return wilson(size if share == 1 else size * share, size)


def rule_of_three(words: float, per: float = 1) -> float:
    """Upper 95 % bound of a rate when nothing was seen: 3 / words (Hanley & Lippman-Hand 1983)."""
    return per * 3 / words


def few_hits(value: FloatArray, clusters_with_hit: IntArray) -> tuple[FloatArray, FloatArray]:
    """Interval of a rate that rests on a handful of documents.

    The documents with a hit are taken as a Poisson count (exact bounds: Garwood 1936), each worth the mean
    observed. Measured on Poisson-gamma counts together with the bootstrap-t that takes over above
    `FEW_CLUSTERS`: 90-98 % coverage from 5 to 300 documents.

    Args:
        value: the rates.
        clusters_with_hit: documents behind each rate, from 1.
    """
    low = value * chi2.ppf(TAIL, 2 * clusters_with_hit) / 2 / clusters_with_hit
    high = value * chi2.ppf(1 - TAIL, 2 * clusters_with_hit + 2) / 2 / clusters_with_hit
    return low, high


def difference_interval(before: tuple[float, float, float], after: tuple[float, float, float]) -> tuple[float, float]:
    """Interval of `after - before` from the interval of each (MOVER: Zou & Donner 2008).

    Args:
        before: value, low, high.
        after: value, low, high; independent of the first.
    """
    difference = after[0] - before[0]
    low = difference - np.hypot(after[0] - after[1], before[2] - before[0])
    high = difference + np.hypot(after[2] - after[0], before[0] - before[1])
    return float(low), float(high)


def jeffreys_share(hits: float, others: float) -> float:
    """Share of one of two competitors, with half a hit lent to each (Jeffreys prior)."""
    return (hits + 0.5) / (hits + others + 1)


def overdispersion(hits: FloatArray | IntArray, words: FloatArray | IntArray) -> float:
    """Pearson chi-square over its degrees of freedom: 1 for Poisson counts, more when documents are lumpy."""
    expected = words * (hits.sum() / words.sum())
    return float(((hits - expected) ** 2 / expected).sum() / (len(hits) - 1))
