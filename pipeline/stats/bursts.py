"""Years in which a term is unusually frequent: two-state automaton, and its answer over a range of settings."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.special import xlogy

from pipeline.stats.rates import FloatArray, IntArray

SCALES, COSTS = (1.5, 2.0, 3.0), (0.5, 1.0, 2.0)
HIGHEST = 0.9999
"""Share of the raised state where `scale` times the overall share passes 1 (Kleinberg leaves the case open)."""


class Burst(NamedTuple):
    """A run of years in the raised state; years count from the first of the series."""

    first: int
    last: int
    saved: float  # cost of the years saved by the raised state, the price of going up not taken off


class Bursts(NamedTuple):
    """The cheapest sequence of states."""

    base: float  # share of hits of all years together
    raised: float
    states: IntArray  # 0 or 1, one a year
    bursts: tuple[Burst, ...]

    @property
    def saved(self) -> float:
        """Cost saved by all bursts."""
        return sum(burst.saved for burst in self.bursts)


class Sensitivity(NamedTuple):
    """Bursts under one pair of settings."""

    scale: float
    cost: float
    bursts: tuple[Burst, ...]


def bursts(hits: FloatArray | IntArray, size: FloatArray | IntArray, *, scale: float = 2, cost: float = 1) -> Bursts:
    """Two states, ordinary and raised, batched by year (Kleinberg 2002, section 4).

    A year costs its negative binomial log-likelihood in its state; going up costs `cost` times ln(years), going
    down nothing; the series starts in the ordinary state. With some thirty years a burst is a description, not a
    test: see `sensitivity`.

    Args:
        hits: one a year, not above `size`; documents with the term rather than words, which come in lumps.
        size: documents of each year; a year without any takes no side.
        scale: share of the raised state over the overall one, above 1.
        cost: γ, 0 or more.
    """
    years, total = len(hits), float(np.sum(size))
    base = float(np.sum(hits)) / total if total else 0.0
    raised = max(base, min(base * scale, HIGHEST))
    shares = np.array([base, raised])
    costs = -(xlogy(hits[:, None], shares) + xlogy(size[:, None] - hits[:, None], 1 - shares))
    up = cost * np.log(years)
    best, origin = np.array([0.0, np.inf]), np.zeros((years, 2), dtype=np.int64)
    for year in range(years):
        moves = best[:, None] + np.array([[0.0, up], [0.0, 0.0]])  # from a state, to a state
        # of equal costs the ordinary state: a burst has to earn its name
        origin[year] = moves.argmin(axis=0)
        best = moves.min(axis=0) + costs[year]
    states = np.zeros(years, dtype=np.int64)
    state = int(best.argmin())
    for year in range(years - 1, -1, -1):
        states[year] = state
        state = int(origin[year, state])
    return Bursts(base, raised, states, tuple(_runs(states, costs[:, 0] - costs[:, 1])))


def _runs(states: IntArray, saved: FloatArray) -> list[Burst]:
    edges = np.diff(np.concatenate([[0], states, [0]]))
    starts, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    return [Burst(int(a), int(b) - 1, float(saved[a:b].sum())) for a, b in zip(starts, ends, strict=True)]


def sensitivity(
    hits: FloatArray | IntArray,
    size: FloatArray | IntArray,
    scales: Sequence[float] = SCALES,
    costs: Sequence[float] = COSTS,
) -> list[Sensitivity]:
    """Bursts under every pair of settings, in the order scale, cost: a burst under one pair alone is an artefact."""
    return [Sensitivity(s, c, bursts(hits, size, scale=s, cost=c).bursts) for s in scales for c in costs]
