"""Time of an event known only to lie in an interval: the curve that makes the intervals most likely."""

import itertools
from typing import NamedTuple

import numpy as np

from pipeline.stats.bootstrap import resamples
from pipeline.stats.rates import TAIL, FloatArray
from pipeline.stats.survival import Quantile

GAIN_LEFT = 1e-4
"""The search ends when no move can raise the log-likelihood faster than this; without truncation it bounds what is
left to gain. A likelihood ratio of 1e-4 is far below what any interval rests on."""
GAIN_LEFT_IN_RESAMPLES = 0.01
"""The same for resamples: a tenth of the time, and far less than what chance moves them."""
MOST_STEPS = 50_000


class Turnbull(NamedTuple):
    """Share with the event by the end of each class of times that the intervals cannot tell apart.

    Inside a class the curve is free: it rises somewhere between `after` and `until`.
    """

    after: FloatArray  # excluded
    until: FloatArray  # included; infinite for the class of those who never had the event
    mass: FloatArray  # sums to 1
    share: FloatArray  # with the event by `until`
    low: FloatArray  # 95 % interval of `share`; NaN without resamples
    high: FloatArray
    median: Quantile
    converged: bool


def classes(left: FloatArray, right: FloatArray, entry: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Innermost intervals: the only places where the curve may rise (Turnbull 1976; entries: Frydman 1994).

    Args:
        left: excluded start of each interval.
        right: included end; infinite when the event was not seen.
        entry: since when each member is followed; -inf for always.

    Returns:
        Excluded starts and included ends, in order.
    """
    ends = np.unique(np.concatenate([right, entry[np.isfinite(entry)]]))
    points = sorted([(end, 0) for end in ends] + [(start, 1) for start in np.unique(left)])
    pairs = [(one[0], two[0]) for one, two in itertools.pairwise(points) if (one[1], two[1]) == (1, 0)]
    found = np.array(pairs, dtype=np.float64).reshape(-1, 2)
    return found[:, 0], found[:, 1]


def _masses(
    holds: FloatArray, open_to: FloatArray, weights: FloatArray, tolerance: float
) -> tuple[FloatArray, FloatArray]:
    """Masses of the classes by self-consistency, one row for each row of weights, and the gain left in each.

    Args:
        holds: members x classes, 1 where the interval of the member holds the class.
        open_to: members x classes, 1 where the class lies after the entry of the member.
        weights: resamples x members.
        tolerance: gain left at which to stop.
    """
    # members that say the same count as one
    same, group = np.unique(np.hstack([holds, open_to]), axis=0, return_inverse=True)
    holds, open_to = same[:, : holds.shape[1]], same[:, holds.shape[1] :]
    weights = weights @ np.eye(len(same))[group.ravel()]
    missing, reachable = 1 - open_to, weights @ holds > 0
    truncated = bool(missing.any())
    masses = reachable / reachable.sum(axis=1, keepdims=True)
    gain = np.full(len(weights), np.inf)
    rows = np.arange(len(weights))
    for step in range(MOST_STEPS):
        at, drawn = masses[rows], weights[rows]
        inside = np.divide(drawn, at @ holds.T, out=np.zeros_like(drawn), where=drawn > 0)
        within = np.divide(drawn, at @ open_to.T, out=np.zeros_like(drawn), where=drawn > 0)
        seen, followed = inside @ holds, within @ open_to
        gain[rows] = np.where(reachable[rows], seen - followed, -np.inf).max(axis=1)
        # each member stands for those who had the event before they could enter (Turnbull's ghosts)
        moved = at * (seen + within @ missing if truncated else seen)
        masses[rows] = moved / moved.sum(axis=1, keepdims=True)
        if step % 20 == 0:
            rows = rows[gain[rows] > tolerance]
            if not len(rows):
                break
    return masses, gain


def _median(share: FloatArray, until: FloatArray) -> float:
    return float(until[np.argmax(share >= 0.5 - 1e-6)])  # the last share is 1


def turnbull(
    left: FloatArray, right: FloatArray, entry: FloatArray, *, replicates: int, rng: np.random.Generator
) -> Turnbull:
    """Most likely curve of interval-censored, left-truncated times (Turnbull 1976), by its self-consistency.

    Intervals are percentiles over resampled members (Sun 2006), the median is the end of its class. Measured on 12 to
    100 members followed over parts of 24 years, with and without gaps (150-300 runs a row): the 95 % interval of the
    share holds the truth in 92-96 %, that of the median in 93-100 % (whole years cannot do better).

    Args:
        left: excluded start of the interval of each member; -inf when the event may be as old as one likes.
        right: included end, above `left`; infinite when the event was not seen.
        entry: the member would not be there with an event up to this time; -inf where this is not so.
        replicates: resamples; 0 for no interval.
        rng: stream of random numbers.

    Raises:
        ValueError: an interval is empty or begins before its member enters.
    """
    if not len(left) or (left >= right).any() or (left < entry).any():
        raise ValueError("each interval must end after it begins, and begin after entry")
    after, until = classes(left, right, entry)
    holds = ((left[:, None] <= after) & (until <= right[:, None])).astype(np.float64)
    open_to = (entry[:, None] <= after).astype(np.float64)
    masses, gain = _masses(holds, open_to, np.ones((1, len(left))), GAIN_LEFT)
    share = np.minimum(np.cumsum(masses[0]), 1.0)
    share[-1] = 1.0
    low, high, median = np.full(len(share), np.nan), np.full(len(share), np.nan), (np.inf, np.inf)
    if replicates:
        blocks = resamples(len(left), replicates, rng)
        drawn = np.concatenate([_masses(holds, open_to, block, GAIN_LEFT_IN_RESAMPLES)[0] for block in blocks])
        shares = np.cumsum(drawn, axis=1)
        shares[:, -1] = 1.0
        low, high = np.quantile(shares, [TAIL, 1 - TAIL], axis=0)
        medians = np.sort([_median(row, until) for row in shares])
        first, last = int(np.ceil(TAIL * replicates)) - 1, int(np.ceil((1 - TAIL) * replicates)) - 1
        median = float(medians[first]), float(medians[last])
    value, *bounds = (time if np.isfinite(time) else None for time in (_median(share, until), *median))
    return Turnbull(after, until, masses[0], share, low, high, Quantile(value, *bounds), bool(gain[0] <= GAIN_LEFT))
