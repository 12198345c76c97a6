"""A rate that moves because the mix of genres moved, told apart from one that moves inside the genres."""

from typing import NamedTuple

import numpy as np

from pipeline.stats.bootstrap import resamples
from pipeline.stats.rates import TAIL, FloatArray, IntArray


class KitagawaSplit(NamedTuple):
    """Difference of two crude rates and its two exact parts: `crude = mix + rate`."""

    crude: float
    mix: float
    rate: float


def crude_rate(rates: FloatArray, mix: FloatArray) -> float:
    """Rate of the whole: rates of the genres weighted by their share of words."""
    return float(rates @ (mix / mix.sum()))


def kitagawa(rates: tuple[FloatArray, FloatArray], mixes: tuple[FloatArray, FloatArray]) -> KitagawaSplit:
    """Split the difference between two periods into mix and rate (Kitagawa 1955).

    Args:
        rates: rate of each genre before and after.
        mixes: words (or shares of words) of each genre before and after.
    """
    before, after = (mix / mix.sum() for mix in mixes)
    mix_part = ((after - before) * (rates[0] + rates[1]) / 2).sum()
    rate_part = ((rates[1] - rates[0]) * (before + after) / 2).sum()
    crude = crude_rate(rates[1], after) - crude_rate(rates[0], before)
    return KitagawaSplit(crude, float(mix_part), float(rate_part))


def standardised_rates(hits: FloatArray, words: FloatArray, weights: FloatArray) -> FloatArray:
    """Yearly rates had every year the same mix of genres (direct standardisation).

    A genre without words in a year lends its rate over all years: the cell is pooled, not dropped. A genre
    without words in any year carries no weight.

    Args:
        hits: years x genres.
        words: years x genres.
        weights: of the genres, for instance their words over all years.

    Returns:
        One rate a year, hits a word; NaN where the year has no words at all.
    """
    seen = words.sum(axis=0) > 0
    weights = np.where(seen, weights, 0)
    overall = np.divide(hits.sum(axis=0), words.sum(axis=0), out=np.zeros(len(seen)), where=seen)
    cells = np.divide(hits, words, out=np.tile(overall, (len(hits), 1)), where=words > 0)
    standard: FloatArray = cells @ (weights / weights.sum())
    return np.where(words.sum(axis=1) > 0, standard, np.nan)


class BoundedSplit(NamedTuple):
    """A split with the 95 % intervals of its parts."""

    split: KitagawaSplit
    mix: tuple[float, float]
    rate: tuple[float, float]


class Cells(NamedTuple):
    """Clusters of one period; one a row."""

    hits: FloatArray
    words: FloatArray
    genre: IntArray  # stratum, from 0; the same numbers in both periods


def split_interval(cells: tuple[Cells, Cells], replicates: int, rng: np.random.Generator) -> BoundedSplit:
    """The split with percentile intervals, clusters resampled inside their period (Efron & Tibshirani 1993).

    Genres are resampled with their clusters, so that the mix is as uncertain as the documents that make it. A genre that a
    resample has lost lends its rate of the whole period.

    Args:
        cells: earlier and later period; every genre has words in both.
        replicates: resamples, 1000 or more.
        rng: stream of random numbers.
    """
    genres = 1 + int(max(int(one.genre.max()) for one in cells))
    tables = [_sums(one, np.ones((1, len(one.words))), genres)[0] for one in cells]
    observed = kitagawa((tables[0][0] / tables[0][1], tables[1][0] / tables[1][1]), (tables[0][1], tables[1][1]))
    drawn = []
    for one, whole in zip(cells, tables, strict=True):
        sums = np.concatenate([_sums(one, block, genres) for block in resamples(len(one.words), replicates, rng)])
        hits, words = sums[:, 0], sums[:, 1]
        rates = np.divide(hits, words, out=np.tile(whole[0] / whole[1], (replicates, 1)), where=words > 0)
        drawn.append((rates, words / words.sum(axis=1, keepdims=True)))
    (before, old), (after, new) = drawn
    mix = ((new - old) * (before + after) / 2).sum(axis=1)
    rate = ((after - before) * (old + new) / 2).sum(axis=1)
    bounds = [tuple(map(float, np.quantile(part, [TAIL, 1 - TAIL]))) for part in (mix, rate)]
    return BoundedSplit(observed, (bounds[0][0], bounds[0][1]), (bounds[1][0], bounds[1][1]))


def _sums(cells: Cells, draws: FloatArray, genres: int) -> FloatArray:
    """Hits and words of each genre: draws x 2 x genres."""
    inside = np.eye(genres)[cells.genre]
    parts = [draws @ (inside * values[:, None]) for values in (cells.hits, cells.words)]
    return np.stack(parts, axis=1)
