"""How many times a series changes level, when, and how surely: exact posterior over all cuts, steps and S-curves.

Counts come here as effective counts (`levels.effective_counts`): the binomial or Poisson evidence of the counts as
they are takes every lump of a document and every mood of a year for a change.

Measured on lumpy series (200 seeds a row; `python -m tests.bench breaks`): flat ones get a break in 0-3 %, those
whose log-odds vary by 0.2 from year to year in 2-5 %. One S-curve or one step is one break in 95 % or more, but for a
rare word (0.1 to 0.5 hits a document, 15 documents a year) whose rise takes 15 of 20 years: missed in 13 %. The year
is off by less than one (median) except for such slow rises in 15 documents a year: 1.4 for a partial share, 2.2 for
the rare word. The interval holds the year of the change in 94 % or more.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from scipy.special import expit

from pipeline.stats.changepoints import shortest_segment
from pipeline.stats.levels import Law, moving_evidence
from pipeline.stats.rates import LEVEL, FloatArray

MOST_BREAKS = 6
EDGE = 2
"""Years of the first and of the last level, which may have lasted longer than the series: with three, a change in
the last but one year is told of the year before, and surely (« conseil départemental » in 2015, texts until 2016)."""
NEGLIGIBLE = 1e-9
RATES = np.geomspace(0.2, 2.0, 6)
"""Slopes of an S-curve, for each year: from 10 to 90 % in 22 years down to 2.2; a faster one is a step."""
PARTS_OF_A_YEAR = np.array([0.75, 0.25])
"""Midpoints of an S-curve that fall between the year before a break and the year of the break."""


class Break(NamedTuple):
    """One change of level, in years from the first of the series."""

    year: int  # first year of the new level; for an S-curve, first year after the midpoint
    low: int  # the shortest run of years around it that holds `LEVEL` of the probability
    high: int
    probability: float  # that some change lies in the run, over all numbers of breaks
    smooth: float  # probability that it is an S-curve, given the number of breaks; 1 - smooth: a step


class Breaks(NamedTuple):
    """What the counts say of the changes of a series."""

    number: FloatArray  # probability of 0, 1, 2… breaks
    at: FloatArray  # expected number of breaks at each year: the probability of one there, 0 for the first year
    best: tuple[Break, ...]  # most probable places, given the most probable number


class _Pieces(NamedTuple):
    """Log evidence of every stretch of years [start, end): at one level, and along one S-curve."""

    level: FloatArray  # (years + 1) x (years + 1)
    curve: FloatArray  # (years + 1) x (years + 1) x years, by first year after the midpoint


def prior_of_number(most: int = MOST_BREAKS) -> FloatArray:
    """Each further break a third as probable as the one before (evidence: `python -m tests.bench breaks`).

    Of lumpy series of 20 years with 15 or 60 documents a year (300 seeds), a half gave one step a second break in
    10 % and flat series a break in 3-7 %; a third 4-6 % and 3-4 %; a quarter saves 1 % more of either and misses 2 %
    more of the slowest changes of the rarest words.
    """
    prior: FloatArray = (1 / 3) ** np.arange(most + 1.0)
    prior /= prior.sum()
    return prior


def breaks(
    hits: FloatArray,
    size: FloatArray,
    law: Law,
    *,
    number: Sequence[float] | FloatArray | None = None,
    min_years: int | None = None,
    smooth: float = 0.5,
) -> Breaks:
    """Posterior of the number and the places of changes (Barry & Hartigan 1993; recursions of Fearnhead 2006).

    Places are as likely beforehand, given their number. A change is a step or an S-curve (`smooth`): without that
    rival a smooth change is cut into several steps. The S-curve is first looked for over the whole series; where
    this leaves two breaks or more, over every stretch of at least three shortest levels as well, so that an S-curve
    beside another break is still one (3 seconds instead of 0.1 for 36 years).

    Args:
        hits: one a year, not negative; need not be whole (effective counts).
        size: trials (shares) or words (rates), one a year; 0 in an empty year.
        law: of a level beforehand.
        number: probability beforehand of 0, 1, 2… breaks; `prior_of_number` by default.
        min_years: shortest level; `shortest_segment` by default, `EDGE` at most for the first and the last one.
        smooth: probability beforehand that a change is an S-curve, from 0 to below 1.
    """
    years = len(hits)
    shortest = shortest_segment(years) if min_years is None else min_years
    prior = np.asarray(prior_of_number() if number is None else number, dtype=np.float64)
    frame = _Frame(years, shortest, float(np.log(smooth / (1 - smooth))) if smooth > 0 else -np.inf, years)
    found = _posterior(hits, size, law, prior, frame)
    inner = frame._replace(least=3 * shortest)
    if smooth > 0 and len(found.best) > 1 and inner.least < years:
        found = _posterior(hits, size, law, prior, inner)
    return found


class _Frame(NamedTuple):
    """Which cuts there are."""

    years: int
    shortest: int  # level
    odds: float  # log-odds beforehand of an S-curve against a step
    least: int  # years of a stretch with an S-curve


def _posterior(hits: FloatArray, size: FloatArray, law: Law, prior: FloatArray, frame: _Frame) -> Breaks:
    pieces = _pieces(hits, size, law, frame)
    chains, offered = _Chains(pieces, len(prior) - 1), _offered(frame, len(prior) - 1)
    possible = np.isfinite(offered) & (prior > 0)
    logs = np.full(len(prior), -np.inf)
    logs[possible] = np.log(prior[possible]) + chains.whole()[possible] - offered[possible]
    posterior = np.exp(logs - _log_sum(logs))
    at = np.zeros(frame.years)
    for count in map(int, np.flatnonzero(posterior > NEGLIGIBLE)):
        for order in range(count):
            at += posterior[count] * chains.places(count, order)[0]
    likely = int(posterior.argmax())
    found = enumerate(_Chains(pieces, likely, np.max).best(likely))
    return Breaks(posterior, at, tuple(_described(at, year, *chains.places(likely, order)) for order, year in found))


@lru_cache(maxsize=64)
def _offered(frame: _Frame, most: int) -> FloatArray:
    """Logarithm of how many cuts there are, by the number of breaks, S-curves by their weight: spreads the prior."""
    return _Chains(_empty_pieces(frame), most).whole()


def _described(at: FloatArray, year: int, places: FloatArray, smooth: float) -> Break:
    low, high = shortest_run(places, year)
    return Break(year, low, high, min(1.0, float(at[low : high + 1].sum())), smooth)


def shortest_run(probability: FloatArray, year: int) -> tuple[int, int]:
    """First and last year of the shortest run around `year` that holds `LEVEL` of the probability; of equals, the fullest."""
    sums = np.concatenate([[0.0], np.cumsum(probability / probability.sum())])
    years = len(probability)
    runs = [(low, high) for low in range(year + 1) for high in range(year, years)]
    holding = [
        (high - low, sums[low] - sums[high + 1], low) for low, high in runs if sums[high + 1] - sums[low] >= LEVEL
    ]
    width, _, low = min(holding, default=(years - 1, 0.0, 0))
    return low, low + width


def _empty_pieces(frame: _Frame) -> _Pieces:
    """What each stretch weighs beforehand: one for a level, the odds for an S-curve at each place it may have."""
    years, shortest = frame.years, frame.shortest
    starts, ends = np.indices((years + 1, years + 1))
    edge = min(shortest, EDGE)
    first = np.where(starts == 0, edge, shortest)  # years of a level on the left, on the right of a place
    last = np.where(ends == years, edge, shortest)
    level = np.where(ends - starts >= np.minimum(first, last), 0.0, -np.inf)
    place = np.arange(years)
    inside = (place >= (starts + first)[..., None]) & (place <= (ends - last)[..., None])
    curve = np.where(inside & (ends - starts >= frame.least)[..., None], frame.odds, -np.inf)
    return _Pieces(level, curve)


def _pieces(hits: FloatArray, size: FloatArray, law: Law, frame: _Frame) -> _Pieces:
    pieces = _empty_pieces(frame)
    sums = [np.concatenate([[0.0], np.cumsum(values)]) for values in (hits, size)]
    starts, ends = np.nonzero(np.isfinite(pieces.level))
    pieces.level[starts, ends] += law.evidence(*(part[ends] - part[starts] for part in sums))
    for start, end in np.argwhere(np.isfinite(pieces.curve).any(axis=2)):
        places = np.flatnonzero(np.isfinite(pieces.curve[start, end]))
        midpoints = places[:, None, None] - PARTS_OF_A_YEAR[:, None]
        ways = expit(RATES[:, None] * (np.arange(start, end) - midpoints[..., None]))
        flat = ways.reshape(-1, end - start)
        logs = moving_evidence(law, hits[start:end], size[start:end], flat).reshape(len(places), -1)
        pieces.curve[start, end, places] += _log_sum(logs, axis=1) - np.log(logs.shape[1])
    return pieces


def _log_sum(logs: FloatArray, axis: int | tuple[int, ...] | None = None) -> FloatArray:
    """Logarithm of a sum of exponentials; ten times as fast as scipy's on small arrays."""
    top = np.max(logs, axis=axis, keepdims=True)
    top = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(divide="ignore"):
        sums: FloatArray = np.log(np.exp(logs - top).sum(axis=axis)) + np.squeeze(top, axis=axis)
    return sums


class _Chains:
    """Sums (or greatest terms) over all cuts of the years into pieces, by breaks: a cut is one, an S-curve is one."""

    def __init__(self, pieces: _Pieces, most: int, reduced: Callable[..., FloatArray] = _log_sum) -> None:
        self.pieces, self.most, self.years, self.reduced = pieces, most, len(pieces.level) - 1, reduced
        self.parts = (pieces.level, reduced(pieces.curve, axis=2))
        shape = (most + 1, self.years + 1)
        # of the years before (after) a border with as many breaks, the border itself not counted
        self.before, self.after = np.full(shape, -np.inf), np.full(shape, -np.inf)
        for end in range(1, self.years + 1):
            starts = self._entered(end)
            self.before[:, end] = self._joined(starts, [part[:end, end] for part in self.parts])
        for start in range(self.years - 1, -1, -1):
            ends = self._left(start)
            self.after[:, start] = self._joined(ends, [part[start, start + 1 :] for part in self.parts])

    def _entered(self, end: int) -> FloatArray:
        """Evidence of the years before each start below `end`, by breaks up to and with the one at the start."""
        entered = np.full((self.most + 1, end), -np.inf)
        entered[1:, 1:] = self.before[:-1, 1:end]
        entered[0, 0] = 0.0
        return entered

    def _left(self, start: int) -> FloatArray:
        """Evidence of the years from each end above `start`, by breaks from and with the one at the end."""
        left = np.full((self.most + 1, self.years - start), -np.inf)
        left[1:, :-1] = self.after[:-1, start + 1 : self.years]
        left[0, -1] = 0.0
        return left

    def _joined(self, borders: FloatArray, parts: list[FloatArray]) -> FloatArray:
        one_more = np.vstack([np.full(borders.shape[1], -np.inf), borders[:-1]])
        joined: FloatArray = self.reduced(np.hstack([borders + parts[0], one_more + parts[1]]), axis=1)
        return joined

    def whole(self) -> FloatArray:
        """Log evidence of the whole series, by the number of breaks."""
        return self.before[:, -1]

    def places(self, count: int, order: int) -> tuple[FloatArray, float]:
        """Law of the year of one of `count` breaks, and the probability that it is an S-curve."""
        rest = count - 1 - order
        steps = np.full(self.years, -np.inf)
        steps[1:] = self.before[order, 1:-1] + self.after[rest, 1:-1]
        entered, left = self._entered(self.years)[order], self._left(0)[rest]
        curves = _log_sum(entered[:, None, None] + self.pieces.curve[:-1, 1:] + left[None, :, None], axis=(0, 1))
        total = self.whole()[count]
        smooth, sudden = np.exp(curves - total), np.exp(steps - total)
        return sudden + smooth, float(smooth.sum() / (smooth.sum() + sudden.sum()))

    def best(self, count: int) -> list[int]:
        """Years of the breaks of the most probable cut with `count` of them; for chains made with `np.max`."""
        years: list[int] = []
        end = self.years
        while end:
            starts = self._entered(end)
            options = [starts[count] + self.parts[0][:end, end]]
            if count:
                options.append(starts[count - 1] + self.parts[1][:end, end])
            kind, start = (int(place) for place in np.unravel_index(np.argmax(options), (len(options), end)))
            if kind:
                years.append(int(self.pieces.curve[start, end].argmax()))
            if start:
                years.append(start)
            count, end = count - kind - (start > 0), start
        return sorted(years)
