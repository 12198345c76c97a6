"""Did the term win, or its topic? Change of a term beside that of the words around it (topical advection)."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.stats.bootstrap import resamples
from pipeline.stats.rates import TAIL, FloatArray

BoolArray = npt.NDArray[np.bool_]

LENT = 0.5
"""Hits lent to each word and year, so that a word new in a year has a finite change."""


class Advection(NamedTuple):
    """Change of each term and of its topic, from the year before; rows are years from the second."""

    change: FloatArray  # years - 1 x terms, of the log frequency
    topic: FloatArray  # the same, weighted mean over the words around the term


class Control(NamedTuple):
    """What is left of a term's change once the change of its topic is taken off, over the whole series."""

    term: FloatArray  # change of the log frequency of each term between both periods
    topic: FloatArray  # of its topic
    own: FloatArray  # term less topic


def context_weights(contexts: Any, most: int = 75) -> FloatArray:
    """Weights of the context words of each term: positive PPMI, the `most` strongest alone, sum 1 (Karjus et al. 2020).

    Args:
        contexts: terms x words, how often they occur together; the term itself left out (0).
        most: words a topic is made of.

    Returns:
        terms x words; a row of zeros for a term without company.
    """
    table = np.asarray(contexts.toarray() if hasattr(contexts, "toarray") else contexts, dtype=np.float64)
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0) / max(float(table.sum()), 1.0)
    ratio = np.divide(table, expected, out=np.ones_like(table), where=table > 0)
    weights = np.maximum(np.log(ratio), 0)
    if table.shape[1] > most:
        # equal weights are kept in the order of the columns
        ranks = np.argsort(np.argsort(-weights, axis=1, kind="stable"), axis=1, kind="stable")
        weights = np.where(ranks < most, weights, 0)
    total = weights.sum(axis=1, keepdims=True)
    result: FloatArray = np.divide(weights, total, out=np.zeros_like(weights), where=total > 0)
    return result


def advection(terms: FloatArray, words: FloatArray, totals: FloatArray, weights: FloatArray) -> Advection:
    """Change of terms and of their topics from year to year (Karjus, Blythe, Kirby & Smith 2020).

    Advection is the weighted mean of the changes of the log frequencies of the words around a term.

    Args:
        terms: years x terms, hits.
        words: years x words, hits.
        totals: words of each year, above 0.
        weights: terms x words, rows sum to 1 (`context_weights`).
    """
    logs = [np.log((part + LENT) / totals[:, None]) for part in (terms, words)]
    change, moved = (np.diff(part, axis=0) for part in logs)
    return Advection(change, moved @ weights.T)


def control(terms: FloatArray, words: FloatArray, totals: FloatArray, weights: FloatArray) -> Control:
    """Change between two periods, the topic's taken off.

    Args:
        terms: 2 x terms, hits before and after.
        words: 2 x words.
        totals: words of both periods, above 0.
        weights: terms x words, rows sum to 1.
    """
    found = advection(terms, words, totals, weights)
    return Control(found.change[0], found.topic[0], found.change[0] - found.topic[0])


class Interval(NamedTuple):
    """What is left of each term's change, with its 95 % interval."""

    control: Control
    low: FloatArray
    high: FloatArray


def control_interval(
    terms: Any, words: FloatArray, after: BoolArray, weights: FloatArray, replicates: int, rng: np.random.Generator
) -> Interval:
    """Percentile interval of `control`, documents resampled inside their period (Efron & Tibshirani 1993).

    The weights stay as they are: the topic is what the words around a term made of it, over both periods.

    Args:
        terms: pair of sparse tables, documents x terms and documents x words.
        words: of each document.
        after: whether each document belongs to the second period; both periods need a document.
        weights: terms x words, rows sum to 1.
        replicates: resamples, 1000 or more.
        rng: stream of random numbers.
    """
    columns = [part.tocsr().T.tocsr() for part in terms]
    size = len(words)

    def summed(draws: FloatArray) -> list[FloatArray]:
        """Hits of terms and words, and words in all, of each row of weights of documents."""
        return [*((part @ draws.T).T for part in columns), draws @ words]

    def whole(periods: list[list[FloatArray]], row: int) -> Control:
        terms_, words_, totals = (np.stack([period[part][row] for period in periods]) for part in range(3))
        return control(terms_, words_, totals, weights)

    observed = whole([summed(mask.astype(np.float64)[None]) for mask in (~after, after)], 0)
    places = [np.flatnonzero(mask) for mask in (~after, after)]
    blocks = [resamples(len(place), replicates, rng) for place in places]
    drawn: list[list[FloatArray]] = []
    for place, block in zip(places, blocks, strict=True):
        rows = []
        for counts in block:
            draws = np.zeros((len(counts), size))
            draws[:, place] = counts
            rows.append(summed(draws))
        drawn.append([np.concatenate(part) for part in zip(*rows, strict=True)])
    own = np.array([whole(drawn, row).own for row in range(replicates)])
    low, high = np.quantile(own, [TAIL, 1 - TAIL], axis=0)
    return Interval(observed, low, high)
