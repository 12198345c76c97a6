"""Shape of a spread: from outside at a steady rate (decreed), from outside since one year (jump), or by imitation."""

from collections.abc import Callable
from typing import Literal, NamedTuple

import numpy as np
from scipy.optimize import brentq, minimize_scalar
from scipy.special import xlogy
from scipy.stats import chi2

from pipeline.stats.changepoints import split_gains
from pipeline.stats.rates import LEVEL, FloatArray, IntArray
from pipeline.stats.survival import Quantile

FEWEST_ADOPTIONS = 5
LOG_TOTALS = (np.log(1e-4), np.log(20.0))
"""Speeds a + b looked at: from one adoption in 10 000 years to all within a few weeks."""

JUMP_SHOWN, JUMP_EXCLUDED = 6.0, 1.0
"""Log-likelihood by which two steady rates, the year of change chosen among all, must beat dp/dt = (a + b p)(1 - p)
to be read as a jump, and up to which imitation may still be read. Measured over 24 years, 300 spreads a row: of spreads
that a law sets off in mid-series, 52 % with 12 collectivités and 99 % with 40 are read as a jump, 2 % and 0.3 % as
imitation; of imitated spreads 5 % with 12 and 1 % with 40 are read as a jump."""

Reading = Literal["decreed", "jump", "imitation", "not identified"]


class Diffusion(NamedTuple):
    """Rates of dp/dt = (a + b p)(1 - p), each for a year, and what they say."""

    reading: Reading
    reason: str  # why it is not identified; empty otherwise
    external: float | None  # a
    internal: float | None  # b
    share: Quantile  # a / (a + b)
    from_outside: Quantile  # share of all adoptions, over the whole spread, that the external rate brings
    jump: int | None  # first year of the higher of two steady rates, where they fit better than a and b
    adoptions: int
    at_risk: int  # years of collectivités


def yearly_hazard(share: FloatArray | float, total: FloatArray | float, adopted: FloatArray) -> FloatArray:
    """Chance of adopting within a year from the exact solution of dp/dt = (a + b p)(1 - p) over that year.

    Args:
        share: a / (a + b), from 0 to 1.
        total: a + b, above 0.
        adopted: p at the start of the year, from 0 to 1.
    """
    now = share + (1 - share) * adopted  # hazard over the total
    hazard: FloatArray = 1 - 1 / (now * np.exp(total) + 1 - now)
    return hazard


def external_share(share: float) -> float:
    """Share of adoptions that the external rate brings when all adopt: (a / b) ln(1 + b / a), with a / (a + b) given.

    The internal part of the hazard, b p, is b / 2 on average over the adoptions: a and b themselves do not compare.
    One half is reached at a / (a + b) = 0.285 (Ghanbarnejad et al. 2014 define the same share).
    """
    if share in (0.0, 1.0):
        return share
    return float(-share * np.log(share) / (1 - share))


def diffusion(year: IntArray, at_risk: IntArray, adopting: IntArray, adopted: FloatArray) -> Diffusion:
    """Whether a spread is decreed or imitated (Bass 1969; the reading: Ghanbarnejad et al. 2014).

    Binomial likelihood of the yearly adoptions; the interval of a / (a + b) is a profile likelihood ratio. A spread
    is decreed when, over the whole interval, the external rate brings more than half of all adoptions, imitation when
    it brings less. A law passed in the middle of the series gives the same S-curve as imitation (slow, then fast): two
    steady rates that fit better are a rival, read as a jump, or enough to withhold imitation.

    Right readings of planted spreads (300 each; nearly all others are « not identified »): decreed (a .25, b .02) 14 %
    with 12 collectivités, 60 % with 40, 90 % with 100; imitated (a .01, b .5) 19, 74, 97 %. With a dozen collectivités
    the shape is seldom told.

    Args:
        year: rising.
        at_risk: collectivités that may adopt, each year.
        adopting: of them, those that do.
        adopted: share of the collectivités that had adopted when the year began.
    """
    kept = at_risk > 0
    year, risk, gain, before = year[kept], at_risk[kept], adopting[kept], adopted[kept]
    unknown = Quantile(None, None, None)
    none = Diffusion("not identified", "", None, None, unknown, unknown, None, int(gain.sum()), int(risk.sum()))
    if none.adoptions < FEWEST_ADOPTIONS:
        return none._replace(reason=f"{none.adoptions} adoption(s); {FEWEST_ADOPTIONS} are needed")

    def loss(share: float, log_total: float) -> float:
        chance = np.clip(yearly_hazard(share, np.exp(log_total), before), 1e-300, 1 - 1e-15)
        return -float((xlogy(gain, chance) + xlogy(risk - gain, 1 - chance)).sum())

    def best(share: float) -> tuple[float, float]:
        found = minimize_scalar(lambda at: loss(share, at), bounds=LOG_TOTALS, method="bounded")
        return float(found.fun), float(found.x)

    share = _lowest(lambda at: best(at)[0])
    least, log_total = best(share)

    def excess(at: float) -> float:
        return 2 * (best(at)[0] - least) - float(chi2.ppf(LEVEL, 1))

    low = float(brentq(excess, 0, share, xtol=1e-4)) if share > 0 and excess(0) > 0 else 0.0
    high = float(brentq(excess, share, 1, xtol=1e-4)) if share < 1 and excess(1) > 0 else 1.0
    total = float(np.exp(log_total))
    outside = Quantile(*(external_share(at) for at in (share, low, high)))
    place, rival = _jump(risk, gain)
    better = rival + least
    found = none._replace(
        external=share * total, internal=(1 - share) * total, share=Quantile(share, low, high), from_outside=outside,
        jump=int(year[place]) if better > 0 else None,
    )  # fmt: skip
    return _read(found, better)


def _read(found: Diffusion, better: float) -> Diffusion:
    """The reading, from the estimates and the log-likelihood by which a jump beats them."""
    if better > JUMP_SHOWN:
        return found._replace(reading="jump")
    outside = found.from_outside
    if outside.low is not None and outside.low > 0.5:
        return found._replace(reading="decreed")
    if outside.high is None or outside.high >= 0.5:
        return found._replace(reason="the external rate may bring more or less than half of the adoptions")
    if better > JUMP_EXCLUDED:
        return found._replace(reason=f"a jump of the external rate in {found.jump} explains the counts as well")
    return found._replace(reading="imitation")


def _jump(risk: IntArray, gain: IntArray) -> tuple[int, float]:
    """Best year from which a steady rate is higher than the one before it, and the log-likelihood of the two."""
    before, years = np.cumsum(gain)[:-1], np.cumsum(risk)[:-1]
    rises = (gain.sum() - before) * years > before * (risk.sum() - years)
    if not rises.any():
        return 0, -np.inf
    ratio = split_gains(gain[:, None].astype(np.float64), risk.astype(np.float64), share=True)[:, 0]
    place = int(np.where(rises, ratio, -np.inf).argmax())
    pooled = gain.sum() / risk.sum()
    steady = float(xlogy(gain, pooled).sum() + xlogy(risk - gain, 1 - pooled).sum())
    return place + 1, steady + float(ratio[place]) / 2


def _lowest(loss: Callable[[float], float]) -> float:
    """Share with the least loss, its ends included."""
    grid = np.linspace(0, 1, 21)
    values = [loss(float(at)) for at in grid]
    middle = int(np.argmin(values))
    around = float(grid[max(0, middle - 1)]), float(grid[min(len(grid) - 1, middle + 1)])
    inner = minimize_scalar(loss, bounds=around, method="bounded", options={"xatol": 1e-5})
    return float(inner.x) if inner.fun < values[middle] else float(grid[middle])
