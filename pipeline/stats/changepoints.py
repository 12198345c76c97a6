"""When a rate or a share changes level: one split, several segments, and the probability of each year."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
from scipy.special import betaln, xlogy

from pipeline.stats.rates import FloatArray


class BreakPosterior(NamedTuple):
    """Probability that nothing breaks, and that the one break falls after each year but the last."""

    none: float
    after: FloatArray


def _gain(hits: FloatArray, words: FloatArray, pooled: FloatArray) -> FloatArray:
    """Poisson log-likelihood of one segment above that of the pooled rate, up to terms that cancel."""
    rate = np.divide(hits, words, out=np.zeros_like(hits), where=words > 0)
    ratio = np.divide(rate, pooled, out=np.ones_like(hits), where=(pooled > 0) & (rate > 0))
    gain: FloatArray = hits * np.log(ratio)
    return gain


def split_gains(hits: FloatArray, words: FloatArray, *, share: bool = False) -> FloatArray:
    """Likelihood ratio 2 Σ O ln(O / E) of two levels against one, for every place of the split.

    Quasi-Poisson: overdispersion scales all splits of a series alike, so that neither the best split nor a
    permutation test depends on it.

    Args:
        hits: years x series, counts or masses, not negative.
        words: one a year.
        share: hits are parts of `words` (binomial likelihood).

    Returns:
        (years - 1) x series; row i splits after year i.
    """
    left, size = np.cumsum(hits, axis=0)[:-1], np.cumsum(words)[:-1, None]
    total, whole = hits.sum(axis=0), words.sum()
    sides = [(left, size), (np.maximum(total - left, 0), whole - size)]
    gains = np.zeros_like(left)
    for count, width in sides:
        width_of_all = np.broadcast_to(width, count.shape)
        gains += _gain(count, width_of_all, np.broadcast_to(total / whole, count.shape))
        if share:
            rest = np.maximum(width_of_all - count, 0)
            gains += _gain(rest, width_of_all, np.broadcast_to(1 - total / whole, count.shape))
    return 2 * gains


def shortest_segment(years: int) -> int:
    """Years a level must last: three, fewer when the series has fewer than nine years.

    Three keeps a single odd year from passing for a change; a third of the series leaves short series (four
    years of a law) a place to break.
    """
    return min(3, max(1, years // 3))


def _costs(successes: FloatArray, trials: FloatArray) -> Callable[[int, int], float]:
    """-2 log-likelihood (binomial) of the years [start, end) at one level."""
    y, n = np.concatenate([[0.0], np.cumsum(successes)]), np.concatenate([[0.0], np.cumsum(trials)])

    def cost(start: int, end: int) -> float:
        hits, size = y[end] - y[start], n[end] - n[start]
        share = hits / size if size > 0 else 0.0
        return float(-2 * (xlogy(hits, share) + xlogy(size - hits, 1 - share)))

    return cost


def segments(successes: FloatArray, trials: FloatArray, *, penalty: float, min_years: int = 3) -> list[int]:
    """Best cut of a yearly share into levels, by exact dynamic programming (Bai & Perron 2003).

    Minimises the sum of -2 log-likelihood (binomial) over segments plus a penalty for each break.

    Args:
        successes: one a year.
        trials: one a year; 0 in an empty year.
        penalty: for each break, for instance 2 ln(years).
        min_years: shortest segment.

    Returns:
        Index of the first year of each new level; empty when one level does.
    """
    count, cost = len(trials), _costs(successes, trials)

    best, origin = [0.0] + [np.inf] * count, [0] * (count + 1)
    for end in range(min_years, count + 1):
        for start in [0, *range(min_years, end - min_years + 1)]:
            value = best[start] + cost(start, end) + (penalty if start else 0)
            if value < best[end] - 1e-9:
                best[end], origin[end] = value, start
    breaks, end = [], count
    while origin[end] > 0:
        end = origin[end]
        breaks.append(end)
    return breaks[::-1]


class PathStep(NamedTuple):
    """Penalties from `low` to `high` under which these are the breaks."""

    low: float
    high: float
    breaks: tuple[int, ...]


def penalty_path(
    successes: FloatArray, trials: FloatArray, lowest: float, highest: float, *, min_years: int = 3
) -> list[PathStep]:
    """Every best cut over a range of penalties (CROPS: Haynes, Eckley & Fearnhead 2017).

    Args:
        successes: one a year.
        trials: one a year.
        lowest: penalty, above 0.
        highest: penalty, above `lowest`.
        min_years: shortest segment.

    Returns:
        From the lowest penalty to the highest: breaks that last over a wide range do not hang on the choice.
    """
    cost = _costs(successes, trials)

    def cut(penalty: float) -> tuple[float, tuple[int, ...]]:
        found = segments(successes, trials, penalty=penalty, min_years=min_years)
        ends = [0, *found, len(trials)]
        return sum(map(cost, ends[:-1], ends[1:])), tuple(found)

    def between(low: tuple[float, tuple[int, ...]], high: tuple[float, tuple[int, ...]]) -> Iterator[tuple[float, ...]]:
        """Penalty at which each next smaller number of breaks takes over, with its breaks."""
        fewer = len(low[1]) - len(high[1])
        if fewer <= 0:
            return
        border = (high[0] - low[0]) / fewer
        middle = cut(border)
        if fewer > 1 and len(high[1]) < len(middle[1]) < len(low[1]):
            yield from between(low, middle)
            yield from between(middle, high)
        else:
            yield (border, *high[1])

    first, last = cut(lowest), cut(highest)
    starts: list[tuple[float, ...]] = [(lowest, *first[1]), *between(first, last)]
    ends = [*(start[0] for start in starts[1:]), highest]
    return [PathStep(start[0], end, tuple(map(int, start[1:]))) for start, end in zip(starts, ends, strict=True)]


def posterior_of_one_break(
    successes: FloatArray, trials: FloatArray, *, prior_none: float = 0.5, prior: tuple[float, float] = (1, 1)
) -> BreakPosterior:
    """Probability of no break, and of one break after each year (Barry & Hartigan 1993).

    Args:
        successes: one a year, two years or more.
        trials: one a year.
        prior_none: probability given beforehand to no break; the rest is spread evenly over the places.
        prior: Beta law of the share inside a level.
    """
    y, n = np.cumsum(successes), np.cumsum(trials)

    def evidence(hits: FloatArray, size: FloatArray) -> FloatArray:
        result: FloatArray = betaln(prior[0] + hits, prior[1] + size - hits) - betaln(*prior)
        return result

    places = len(trials) - 1
    none = evidence(y[-1:], n[-1:]) + np.log(prior_none)
    one = evidence(y[:-1], n[:-1]) + evidence(y[-1] - y[:-1], n[-1] - n[:-1]) + np.log((1 - prior_none) / places)
    logs = np.concatenate([none, one])
    weights = np.exp(logs - logs.max())
    weights /= weights.sum()
    return BreakPosterior(float(weights[0]), weights[1:])
