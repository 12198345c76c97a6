"""Corrections for testing many series at once."""

from collections.abc import Sequence

import numpy as np

from pipeline.stats.rates import FloatArray


def benjamini_hochberg(p_values: Sequence[float] | FloatArray) -> FloatArray:
    """Adjusted p-values that bound the share of false discoveries (Benjamini & Hochberg 1995).

    Args:
        p_values: from 0 to 1, in any order.

    Returns:
        In the same order; never below the p-value itself, never above 1.
    """
    values = np.asarray(p_values, dtype=np.float64)
    order = np.argsort(values, kind="stable")[::-1]
    ranks = np.arange(len(values), 0, -1)
    adjusted = np.minimum.accumulate(np.minimum(values[order] * len(values) / ranks, 1))
    result = np.empty_like(values)
    result[order] = adjusted
    return result
