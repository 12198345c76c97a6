"""Time until an event when not everyone is followed from the start to the end: curve, median, comparison of groups."""

from typing import NamedTuple

import numpy as np
from scipy.stats import chi2, norm

from pipeline.stats.rates import TAIL, FloatArray, IntArray

BoolArray = np.typing.NDArray[np.bool_]


class Spans(NamedTuple):
    """Since when each member is followed, until when, and whether its event is what ended it."""

    entry: FloatArray  # -inf for always
    end: FloatArray  # time of the event, or last time followed; not before `entry`
    event: BoolArray


class Survival(NamedTuple):
    """Share without the event after each time an event was seen, with its 95 % interval."""

    time: FloatArray  # rising
    at_risk: IntArray
    events: IntArray
    survival: FloatArray
    low: FloatArray
    high: FloatArray


class Quantile(NamedTuple):
    """A time and its 95 % interval; None where the curve, or the bound, does not come down that far."""

    value: float | None
    low: float | None
    high: float | None


class LogRank(NamedTuple):
    """Comparison of the curves of several groups."""

    groups: tuple[str, ...]
    members: IntArray
    observed: IntArray  # events
    expected: FloatArray  # events, had all groups the same hazard
    statistic: float
    degrees: int
    p_value: float  # chi-square law
    p_permutation: float  # labels shuffled over members


def kaplan_meier(spans: Spans) -> Survival:
    """Product-limit curve with delayed entry (Kaplan & Meier 1958; Tsai, Jewell & Wang 1987).

    At time t those are at risk who entered before t and did not end before t. Variance of Greenwood (1926),
    interval on the scale of log(-log S) (Kalbfleisch & Prentice 1980). Once the curve is at 0 this scale has no
    value: the low bound is then 0 and the high one stays what it was. A member that ends when it enters tells nothing.
    """
    entry, end, event = spans.entry, spans.end, spans.event & (spans.entry < spans.end)
    time = np.unique(end[event])
    events = ((end[:, None] == time) & event[:, None]).sum(axis=0)
    at_risk = ((entry[:, None] < time) & (end[:, None] >= time)).sum(axis=0)
    survival = np.cumprod(1 - events / at_risk)
    spare = (at_risk * (at_risk - events)).astype(np.float64)
    greenwood = np.cumsum(np.divide(events, spare, out=np.full(len(time), np.inf), where=spare > 0))
    inside = (survival > 0) & (survival < 1)
    logs = np.log(survival, out=np.full(len(time), -1.0), where=inside)
    half = norm.ppf(1 - TAIL) * np.sqrt(np.where(inside, greenwood, 0)) / -logs
    low = np.where(inside, np.exp(logs * np.exp(half)), 0.0)
    high = np.where(inside, np.exp(logs * np.exp(-half)), np.inf)
    high = np.minimum(np.minimum.accumulate(high), 1.0)
    return Survival(time, at_risk, events, survival, low, high)


def median_time(curve: Survival) -> Quantile:
    """First time at which half have had the event, with the times at which the bounds pass one half.

    The interval holds the times at which the interval of the curve holds one half (Brookmeyer & Crowley 1982).
    """

    def first(values: FloatArray) -> float | None:
        reached = np.flatnonzero(values <= 0.5 + 1e-9)
        return float(curve.time[reached[0]]) if len(reached) else None

    return Quantile(first(curve.survival), first(curve.low), first(curve.high))


def log_rank(
    spans: Spans, group: IntArray, names: tuple[str, ...], *,
    permutations: int, rng: np.random.Generator,
) -> LogRank:  # fmt: skip
    """Whether groups have the same hazard (Mantel 1966; Peto & Peto 1972).

    The permutation p-value shuffles whole members over the groups: with a handful of members the chi-square law is
    no guide. It supposes that entry and end of observation do not differ by group; the chi-square does not.

    Args:
        spans: one a member.
        group: of each member, index into `names`; each name has a member.
        names: of the groups, two or more.
        permutations: shuffles.
        rng: stream of random numbers.
    """
    entry, end, event = spans.entry, spans.end, spans.event & (spans.entry < spans.end)
    time = np.unique(end[event])
    risk = ((entry[:, None] < time) & (end[:, None] >= time)).astype(np.float64)
    seen = ((end[:, None] == time) & event[:, None]).astype(np.float64)
    total, events = risk.sum(axis=0), seen.sum(axis=0)
    kept = total > 1  # the last one at risk tells nothing of groups, and has no variance
    total, events, risk, seen = total[kept], events[kept], risk[:, kept], seen[:, kept]
    spread = events * (total - events) / (total - 1)

    def tested(labels: IntArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        share = np.eye(len(names))[labels].T @ risk / total
        observed = np.eye(len(names))[labels].T @ seen.sum(axis=1)
        covariance = np.diag((share * spread).sum(axis=1)) - (share * spread) @ share.T
        return observed, share @ events, covariance

    def statistic(labels: IntArray) -> tuple[float, int]:
        observed, expected, covariance = tested(labels)
        gap = observed - expected
        inverse = np.linalg.pinv(covariance, rcond=1e-9, hermitian=True)
        return float(gap @ inverse @ gap), int(np.linalg.matrix_rank(covariance, tol=1e-9, hermitian=True))

    value, degrees = statistic(group)
    # equal statistics must count as equal, whatever the order of their sums
    beyond = sum(statistic(rng.permutation(group))[0] >= value - 1e-9 for _ in range(permutations))
    observed, expected, _ = tested(group)
    return LogRank(
        names, np.bincount(group, minlength=len(names)), observed.astype(np.int64), expected, value, degrees,
        float(chi2.sf(value, degrees)) if degrees else 1.0, (1 + beyond) / (1 + permutations),
    )  # fmt: skip
