"""Breaks: how often a planted change is found once, how often a flat series gets one, over seeded series.

Documents are lumpy. Shares: each has 1 + Poisson(4) uses, its own share drawn from a Beta law with intra-class
correlation 0.2. Rates: each has 200 to 3000 words, its own rate drawn from an exponential law about that of the year.
The number of documents of a year is Poisson about the mean of the row.
"""

import argparse
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy.special import expit

from pipeline.stats.breaks import Breaks, breaks
from pipeline.stats.levels import effective_counts, rate_law, share_law

Level = Callable[[np.random.Generator], tuple[np.ndarray, float]]
"""Draws the level of each year, and the place of the change in years from the first; NaN without one."""

SEEDS = 200
YEARS, DOCUMENTS, SPEEDS = (20, 36), (15, 60, 200), (0.3, 0.7, 1.5)
ENDS = {"rate x 5": (False, 0.1, 0.5), "share .1 to .5": (True, 0.1, 0.5), "share 0 to 1": (True, 0.0, 1.0)}
"""Levels before and after; rates are hits for each 1600 words."""
CORRELATION = 0.2


class Series(NamedTuple):
    """Documents of one simulated series."""

    hits: np.ndarray
    size: np.ndarray
    year: np.ndarray


def planted(level: np.ndarray, documents: float, rng: np.random.Generator, *, share: bool) -> Series:
    """Lumpy documents about the level of each year."""
    year = np.repeat(np.arange(len(level)), np.maximum(rng.poisson(documents, len(level)), 1))
    if share:
        size = 1 + rng.poisson(4, len(year))
        at, worth = np.clip(level[year], 1e-6, 1 - 1e-6), 1 / CORRELATION - 1
        return Series(
            rng.binomial(size, rng.beta(at * worth, (1 - at) * worth)).astype(float), size.astype(float), year
        )
    size = rng.integers(200, 3000, len(year)).astype(float)
    return Series(rng.poisson(level[year] * size / 1600 * rng.exponential(1, len(year))).astype(float), size, year)


def found(series: Series, *, share: bool, **options: float) -> Breaks:
    """Breaks of a series."""
    hits, size = effective_counts(series.hits, series.size, series.year, share=share)
    return breaks(hits, size, share_law() if share else rate_law(hits, size), **options)


class Rates(NamedTuple):
    """What became of the seeds of one row; the last three over series with one break, NaN where none is true."""

    numbers: np.ndarray
    error: float  # median, years
    covered: float  # share of intervals that hold the year of the change
    smooth: float  # share called S-curves


def rates_of(level: Level, documents: float, *, share: bool, seeds: int) -> Rates:
    """Breaks found over the seeds."""
    numbers, once = [], []
    for seed in range(seeds):
        rng = np.random.default_rng([seed, int(documents), int(share)])
        curve, middle = level(rng)
        best = found(planted(curve, documents, rng, share=share), share=share).best
        numbers.append(len(best))
        if len(best) == 1:
            inside = best[0].low - 1 < middle <= best[0].high if np.isfinite(middle) else np.nan
            once.append((abs(best[0].year - 0.5 - middle), inside, best[0].smooth > 0.5))
    error, covered, smooth = np.array(once or [[np.nan] * 3], dtype=float).T
    return Rates(np.array(numbers), float(np.median(error)), float(np.mean(covered)), float(np.mean(smooth)))


def logistic(years: int, speed: float, low: float, high: float) -> Level:
    """An S-curve whose midpoint lies in the middle third."""

    def draw(rng: np.random.Generator) -> tuple[np.ndarray, float]:
        middle = rng.uniform(years / 3, 2 * years / 3)
        return low + (high - low) * expit(speed * (np.arange(years) - middle)), middle

    return draw


def step(years: int, low: float, high: float) -> Level:
    """An abrupt change in the middle third."""

    def draw(rng: np.random.Generator) -> tuple[np.ndarray, float]:
        first = int(rng.integers(years // 3, 2 * years // 3 + 1))
        return np.where(np.arange(years) < first, low, high), first - 0.5

    return draw


def restless(years: int, level: float, spread: float) -> Level:
    """One level, whose log-odds vary from year to year with a standard deviation."""

    def draw(rng: np.random.Generator) -> tuple[np.ndarray, float]:
        return expit(np.log(level / (1 - level)) + spread * rng.standard_normal(years)), np.nan

    return draw


def run(arguments: argparse.Namespace) -> None:
    """Print the rates."""
    seeds = getattr(arguments, "seeds", SEEDS)
    head = "".join(f"{name:>9}" for name in ("none", "one", "more", "error", "covered", "S"))
    print(f"{'series':16}{'change':>10}{'years':>6}{'docs':>6}{head}")
    for name, (share, low, high) in ENDS.items():
        for years in YEARS:
            changes = {f"S {speed}": logistic(years, speed, low, high) for speed in SPEEDS}
            changes |= {"step": step(years, low, high), "flat": restless(years, 0.3, 0.0)}
            changes["restless"] = restless(years, 0.3, 0.2)
            for change, level in changes.items():
                for documents in DOCUMENTS:
                    row = rates_of(level, documents, share=share, seeds=seeds)
                    none, one = np.mean(row.numbers == 0), np.mean(row.numbers == 1)
                    shown = "".join(f"{100 * value:8.1f}%" for value in (none, one, 1 - none - one))
                    rest = f"{row.error:9.2f}{100 * row.covered:8.1f}%{100 * row.smooth:8.0f}%"
                    print(f"{name:16}{change:>10}{years:6}{documents:6}{shown}{rest}", flush=True)
