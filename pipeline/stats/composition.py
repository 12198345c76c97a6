"""A rate that moves because the mix of genres moved, told apart from one that moves inside the genres."""

from typing import NamedTuple

import numpy as np

from pipeline.stats.rates import FloatArray


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
