"""Rates and shares had every period the same mix of genres, and how they changed, with intervals by whole documents."""

from typing import NamedTuple

import numpy as np
from scipy.stats import t

from pipeline.stats.bootstrap import Seen, counting_bounds, resamples, residual, studentised, tails
from pipeline.stats.rates import (
    FEW_CLUSTERS,
    LEVEL,
    FloatArray,
    IntArray,
    added,
    difference_interval,
)
from pipeline.stats.sample import stream


class Level(NamedTuple):
    """A rate or share of one period with its 95 % interval."""

    value: float
    low: float
    high: float
    clusters: int  # documents (or collectivités) behind it
    with_hit: int  # of them, those that hold a hit


class Change(NamedTuple):
    """From one period to the next."""

    before: Level
    after: Level
    difference: float
    low: float
    high: float

    @classmethod
    def between(cls, before: Level, after: Level) -> "Change":
        """Later less earlier level, their intervals set against each other (MOVER: Zou & Donner 2008)."""
        low, high = difference_interval((before.value, before.low, before.high), (after.value, after.low, after.high))
        return cls(before, after, after.value - before.value, low, high)

    @property
    def up(self) -> bool:
        """Whether the interval of the change lies above 0."""
        return self.low > 0

    @property
    def down(self) -> bool:
        """Whether it lies below 0."""
        return self.high < 0

    def flat(self, band: float) -> bool:
        """Whether the interval lies within ±`band`: only then is « no change » shown, and not merely not refuted."""
        return -band < self.low and self.high < band


def equal_change(before: FloatArray, after: FloatArray) -> Change:
    """Change of the mean over members that count once each, whatever their size.

    Summary measures with t intervals (Matthews, Altman, Campbell & Royston 1990): a check on pooled changes that needs
    no model of how members differ, where a mixed model does.

    Args:
        before: value of each member, two or more.
        after: of the same members.
    """
    levels = [Level(*_mean(values), len(values), int((values > 0).sum())) for values in (before, after)]
    return Change(levels[0], levels[1], *_mean(after - before))


def _mean(values: FloatArray) -> tuple[float, float, float]:
    half = float(t.ppf((1 + LEVEL) / 2, len(values) - 1) * values.std(ddof=1) / np.sqrt(len(values)))
    middle = float(values.mean())
    return middle, middle - half, middle + half


class Draws(NamedTuple):
    """How intervals are resampled."""

    replicates: int  # 1000 or more
    seed: int


def level(
    hits: FloatArray, bases: FloatArray, stratum: IntArray, weights: FloatArray, draws: Draws, *, share: bool = False
) -> Level:
    """A directly standardised rate Σ W_g Σ hits / Σ bases with its bootstrap-t interval (Efron 1981; Hall 1988).

    Clusters are drawn inside their stratum, so that the mix stays that of the period; the error of each replicate is
    the linearised one of a ratio in each stratum (Cochran 1977). One stratum gives the crude rate.

    Args:
        hits: of each cluster.
        bases: words, or uses of either form, above 0.
        stratum: genre of each cluster, from 0; each has a cluster.
        weights: of the strata; they need not sum to 1.
        draws: resamples and their seed.
        share: hits are parts of the bases; bounds stay between 0 and 1.
    """
    shares, parts = weights / weights.sum(), np.stack([hits, bases, hits**2, hits * bases, bases**2], axis=1)
    holding = int((hits > 0).sum())
    value, error = _of_sums(np.stack([added(stratum, part, len(shares)) for part in parts.T], axis=1)[None], shares)
    once, spread = float(value[0]), float(error[0])
    rest = int((bases - hits > 1e-9 * bases).sum()) if share else len(hits)
    low, high, _ = counting_bounds(Seen(once, holding, rest, len(hits), float(bases.sum())), share=share)
    if min(holding, rest) > FEW_CLUSTERS:
        drawn = np.sort(_drawn(parts, stratum, shares, once, draws))[list(tails(draws.replicates))]
        if np.isfinite(drawn).all():
            low, high = once - float(drawn[1]) * spread, once - float(drawn[0]) * spread
    low, high = max(low, 0.0), min(high, 1.0) if share else high
    return Level(once, min(low, once), max(high, once), len(hits), holding)


def _drawn(parts: FloatArray, stratum: IntArray, shares: FloatArray, once: float, draws: Draws) -> FloatArray:
    """(replicate - value) / error of the replicate."""
    rng = stream(draws.seed, "level")
    sums = np.zeros((draws.replicates, len(shares), parts.shape[1]))
    for cell in range(len(shares)):
        own = parts[stratum == cell]
        blocks = [weights @ own for weights in resamples(len(own), draws.replicates, rng)]
        sums[:, cell] = np.concatenate(blocks)
    value, error = _of_sums(sums, shares)
    return studentised(value - once, error)


def _of_sums(sums: FloatArray, shares: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Standardised rate and its error from sums of strata: replicates x strata x (x, n, x², xn, n²)."""
    x, n, xx, xn, nn = np.moveaxis(sums, 2, 0)
    rate = x / n
    return rate @ shares, np.sqrt((residual(xx, xn, nn, rate) / n**2) @ shares**2)
