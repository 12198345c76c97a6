"""What every table of counts must hold before anything is computed from it."""

from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from pipeline.stats.rates import FloatArray


def table_of(counts: Any, what: str) -> FloatArray:
    """A dense table of counts, checked.

    Args:
        counts: two-dimensional, whole numbers or floats.
        what: its name in the message.

    Raises:
        ValueError: when it is empty, has not two dimensions, or holds a negative or endless count.
    """
    table = np.asarray(counts, dtype=np.float64)
    if table.ndim != 2 or not table.size:
        raise ValueError(f"{what}: a table with rows and columns is needed, not one of shape {table.shape}")
    if not np.isfinite(table).all() or (table < 0).any():
        raise ValueError(f"{what}: counts are finite and not negative")
    return table


def parts_of(hits: Any, sizes: Any) -> tuple[csr_matrix, FloatArray]:
    """Hits of each word in each part beside the words of each part, checked against each other.

    Sparse, since most words stand in few parts.

    Args:
        hits: parts x words.
        sizes: one a part, all of its tokens, also those that no column counts.

    Raises:
        ValueError: when the shapes differ, or a part holds more hits of one word than tokens.
    """
    table, tokens = sparse_of(hits, "hits"), np.asarray(sizes, dtype=np.float64)
    parts = table.shape[0]
    if np.ndim(hits) != 2 or not all(table.shape):
        raise ValueError(f"hits: a table with rows and columns is needed, not one of shape {np.shape(hits)}")
    if tokens.shape != (parts,):
        raise ValueError(f"sizes: {parts} parts need {parts} sizes, not the shape {tokens.shape}")
    if not np.isfinite(tokens).all() or (table.data > tokens[table.tocoo().row]).any():
        raise ValueError("sizes: a part cannot hold more hits of a word than it has tokens")
    return table, tokens


def sparse_of(counts: Any, what: str) -> csr_matrix:
    """A sparse table of counts, checked; entries of one cell are added up.

    Raises:
        ValueError: when a count is negative or endless.
    """
    table = csr_matrix(counts, dtype=np.float64)
    table.sum_duplicates()
    table.eliminate_zeros()
    if not np.isfinite(table.data).all() or (table.data < 0).any():
        raise ValueError(f"{what}: counts are finite and not negative")
    return table
