"""Do the words of a topic occur together: NPMI, reported beside a topic, never used alone to choose a model."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from pipeline.topics.base import FloatArray, IntArray


def npmi(together: FloatArray | float, one: FloatArray | float, other: FloatArray | float, total: float) -> FloatArray:
    """Normalised pointwise mutual information (Bouma 2009).

    Args:
        together: places where both occur.
        one: places of the first.
        other: places of the second.
        total: all places.

    Returns:
        From -1 (never together) over 0 (independent) to 1 (always together).
    """
    both = np.atleast_1d(np.asarray(together, dtype=np.float64))
    product = np.atleast_1d(np.asarray(one, dtype=np.float64) * np.asarray(other, dtype=np.float64))
    result = np.full(both.shape, -1.0)
    result[both >= total] = 1.0
    inner = (both > 0) & (both < total)
    result[inner] = np.log(both[inner] * total / product[inner]) / -np.log(both[inner] / total)
    return result


def topic_coherence(counts: Any, tops: Sequence[IntArray]) -> list[float]:
    """Mean NPMI over the pairs of top words of each topic; a place is a unit.

    Bags keep no word order, so that words count as together when one unit holds both; published values use
    windows of ten words and are not comparable.

    Args:
        counts: sparse, units x vocabulary.
        tops: columns of the top words of each topic.
    """
    present = (counts > 0).astype(np.float64).tocsc()
    coherences = []
    for words in tops:
        if len(words) < 2:
            coherences.append(0.0)
            continue
        chosen = present[:, words]
        together = (chosen.T @ chosen).toarray()
        units = together.diagonal()
        first, second = np.triu_indices(len(words), k=1)
        values = npmi(together[first, second], units[first], units[second], counts.shape[0])
        coherences.append(float(values.mean()))
    return coherences


def diversity(tops: Sequence[IntArray]) -> float:
    """Distinct words among the top words of all topics, 0 to 1."""
    words = [int(word) for top in tops for word in top]
    return len(set(words)) / len(words) if words else 0.0
