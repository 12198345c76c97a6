"""What every topic model offers, and what is read from its weights."""

from collections.abc import Callable
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

TOP = 10
"""Words that stand for a topic in coherence and stability, as in the published comparisons."""


class TopicModel(Protocol):
    """A fitted model."""

    @property
    def weights(self) -> FloatArray:
        """Topics x vocabulary, not negative, each row summing to 1."""

    def mixtures(self, counts: Any) -> FloatArray:
        """Topics of any units: units x topics, each row summing to 1, or all 0 where no topic applies.

        Args:
            counts: sparse, units x vocabulary. A row depends on itself only, not on the rows beside it.
        """


Fit = Callable[[Any, int, int], TopicModel]
"""(counts of the units to learn from, number of topics, seed) -> model."""


def top_words(weights: FloatArray, count: int = TOP) -> list[IntArray]:
    """Heaviest words of each topic, heaviest first, ties in the order of the vocabulary; zeros are no words of it."""
    tops = []
    for row in weights:
        order = np.argsort(-row, kind="stable")[:count]
        tops.append(order[row[order] > 0])
    return tops


def rows_to_one(table: FloatArray) -> FloatArray:
    """Each row divided by its sum; a row of zeros stays."""
    sums = table.sum(axis=1, keepdims=True)
    result: FloatArray = np.divide(table, sums, out=np.zeros_like(table), where=sums > 0)
    return result


def millionths(shares: FloatArray) -> IntArray:
    """Shares as whole millionths that sum to one million exactly (largest remainders, Hamilton's method).

    Whole numbers add up to the same total in any order, on any machine.

    Args:
        shares: rows that sum to 1.
    """
    scaled = shares * 1_000_000
    whole = np.floor(scaled).astype(np.int64)
    missing = 1_000_000 - whole.sum(axis=1)
    order = np.argsort(-(scaled - whole), axis=1, kind="stable")
    ranks = np.argsort(order, axis=1, kind="stable")
    result: IntArray = whole + (ranks < missing[:, None])
    return result
