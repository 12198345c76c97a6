"""What tells a new name: growth over the years, tested by shuffling documents, and company of the terms we know."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np

from pipeline.stats.rates import FloatArray, IntArray

BATCH = 64
"""Shuffles multiplied at once: below a few megabytes for tens of thousands of documents."""


class Growth(NamedTuple):
    """Growth of each candidate."""

    z: FloatArray  # standard deviations above what shuffled documents give
    p_adjusted: FloatArray  # for the whole list


def growth(holds: Any, year: FloatArray, strata: IntArray, orders: Iterable[IntArray]) -> Growth:
    """Whether the documents that hold a candidate are later than documents of the same genre.

    The statistic sums the years of these documents, each less the mean of its stratum; its mean (0) and variance
    under shuffling are known exactly (sampling without replacement). The p-value is that of the largest z of all
    candidates (Westfall & Young 1993): it bounds the chance of a single false alarm, hence the share of them as
    well, needs no correction by a number of tests, and 999 shuffles are enough for any length of list.

    Args:
        holds: sparse, candidates x documents, 1 where a document holds a candidate.
        year: of each document.
        strata: genre of each document, from 0.
        orders: shuffles of the documents inside strata.
    """
    sizes = np.bincount(strata).astype(np.float64)
    centred = year - (np.bincount(strata, year) / np.maximum(sizes, 1))[strata]
    spread = np.bincount(strata, centred**2) / np.maximum(sizes, 1)
    held = holds @ np.eye(len(sizes))[strata]  # candidates x strata
    variance = (held * spread * (sizes - held) / np.maximum(sizes - 1, 1)).sum(axis=1)
    scale = np.where(variance > 0, np.sqrt(variance), np.inf)
    z = holds @ centred / scale
    beyond, drawn = np.zeros(len(z)), 0
    for block in _blocks(orders):
        largest = (holds @ centred[block].T / scale[:, None]).max(axis=0, initial=-np.inf)
        # equal statistics must count as equal, whatever the order of their sums
        beyond += (largest[None, :] >= z[:, None] - 1e-9).sum(axis=1)
        drawn += len(block)
    return Growth(z, (1 + beyond) / (1 + drawn))


def _blocks(orders: Iterable[IntArray]) -> Iterable[IntArray]:
    block: list[IntArray] = []
    for order in orders:
        block.append(order.copy())  # the generator shuffles one array in place
        if len(block) == BATCH:
            yield np.array(block)
            block = []
    if block:
        yield np.array(block)


def score(rising: Growth, ratio: FloatArray, beside: FloatArray, termhood: FloatArray) -> FloatArray:
    """How likely a candidate is a new name: the product of four parts, 0 for what does not grow.

    Growth counts twice, by its evidence (z) and by its size (log2 of the ratio of shares), because a theme that was
    always there and rises has the first alone. A product of ranks instead of values let frequent phrases of the
    rising topics pass a planted name that 13 of 150 documents hold (place 64; with this product, place 3).

    Args:
        rising: growth of each candidate.
        ratio: share of the later documents that hold it, over that of the earlier ones; above 0.
        beside: z of the log-odds beside listed terms against elsewhere; its normal probability counts.
        termhood: C-value, above 0; its logarithm counts.
    """
    from scipy.special import ndtr

    size = np.log2(ratio)
    return np.asarray(np.maximum(rising.z, 0) * np.maximum(size, 0) * ndtr(beside) * np.log1p(termhood))
