"""Simple correspondence analysis (AFC): rows and columns of a table of counts on common axes.

Sources: Benzécri 1973; Greenacre 1984, Theory and Applications of Correspondence Analysis.
"""

from typing import Any, NamedTuple

import numpy as np

from pipeline.stats.rates import FloatArray
from pipeline.textometry.counts import table_of

_NO_AXIS = 1e-12
"""Share of the largest possible inertia of an axis (1) under which an axis is rounding, not structure."""


class Points(NamedTuple):
    """Rows (or columns) of the table on the axes."""

    mass: FloatArray  # share of the counts; sums to 1
    coordinates: FloatArray  # principal: points x axes; weighted mean 0, weighted mean square the inertia of the axis
    contributions: FloatArray  # points x axes: share of the inertia of the axis; each column sums to 1
    cos2: FloatArray  # points x axes: share of the distance of the point to the centre; each row sums to 1
    inertia: FloatArray  # of each point; sums to the total inertia


class Correspondence(NamedTuple):
    """Axes by falling inertia; none when rows and columns are independent."""

    inertias: FloatArray  # one an axis, 0 to 1; they sum to `total`
    total: float  # chi-square of the table over its sum
    rows: Points
    columns: Points


class Supplementary(NamedTuple):
    """Points laid on axes they took no part in."""

    coordinates: FloatArray  # principal: points x axes
    cos2: FloatArray  # points x axes; a row sums to less than 1 when the point lies off the axes


def correspondence(counts: Any) -> Correspondence:
    """Singular values of the standardised residuals (p - r c) / √(r c).

    The sign of an axis is free in theory; here the row that contributes most to it lies on its positive side (of
    equal ones the first), so that the same table always gives the same map.

    Args:
        counts: rows x columns, not negative, every row and every column above 0 somewhere.

    Returns:
        At most min(rows, columns) - 1 axes.

    Raises:
        ValueError: when the table is empty, a count negative, or a row or column empty (it has no profile).
    """
    table = table_of(counts, "counts")
    if not (table.sum(axis=1) > 0).all() or not (table.sum(axis=0) > 0).all():
        raise ValueError("counts: an empty row or column has no profile; leave it out, or take it as supplementary")
    share = table / table.sum()
    row_mass, column_mass = share.sum(axis=1), share.sum(axis=0)
    expected = np.outer(row_mass, column_mass)
    residuals = (share - expected) / np.sqrt(expected)
    left, singular, right = np.linalg.svd(residuals, full_matrices=False)
    axes = int((singular**2 > _NO_AXIS).sum())
    left, singular, right = left[:, :axes], singular[:axes], right[:axes].T
    signs = _signs(left)
    squares = residuals**2
    return Correspondence(
        singular**2,
        float(squares.sum()),
        _points(row_mass, left * signs, singular, squares.sum(axis=1)),
        _points(column_mass, right * signs, singular, squares.sum(axis=0)),
    )


def _signs(left: FloatArray) -> FloatArray:
    """+1 or -1 for each axis: the first of the rows that contribute most becomes positive."""
    size = np.abs(left)
    # equal contributions differ in their last bits: the first within a millionth stands for all of them
    leading = (size >= size.max(axis=0, initial=0) * (1 - 1e-6)).argmax(axis=0)
    return np.where(left[leading, np.arange(left.shape[1])] < 0, -1.0, 1.0)


def _points(mass: FloatArray, vectors: FloatArray, singular: FloatArray, inertia: FloatArray) -> Points:
    coordinates = vectors * singular / np.sqrt(mass)[:, None]
    return Points(mass, coordinates, vectors**2, _cos2(coordinates, inertia / mass), inertia)


def _cos2(coordinates: FloatArray, distance: FloatArray) -> FloatArray:
    """Share of the squared distance to the centre on each axis; a point at the centre lies on none: 0."""
    away = distance[:, None] > _NO_AXIS
    result: FloatArray = np.divide(coordinates**2, distance[:, None], out=np.zeros(coordinates.shape), where=away)
    return result


def supplementary_rows(fitted: Correspondence, counts: Any) -> Supplementary:
    """Rows that did not shape the axes, placed by the transition formula: mean of the columns they use.

    Args:
        fitted: the analysis.
        counts: points x columns of the analysis, each point with a count above 0.

    Raises:
        ValueError: when the columns differ in number, or a point is empty.
    """
    return _placed(fitted.inertias, fitted.columns, counts)


def supplementary_columns(fitted: Correspondence, counts: Any) -> Supplementary:
    """Columns that did not shape the axes.

    Args:
        fitted: the analysis.
        counts: points x rows of the analysis: each supplementary column is given as a row.

    Raises:
        ValueError: see `supplementary_rows`.
    """
    return _placed(fitted.inertias, fitted.rows, counts)


def _placed(inertias: FloatArray, others: Points, counts: Any) -> Supplementary:
    table = table_of(counts, "supplementary points")
    if table.shape[1] != len(others.mass) or not (table.sum(axis=1) > 0).all():
        raise ValueError(f"supplementary points: {len(others.mass)} counts each are needed, not all of them 0")
    profiles = table / table.sum(axis=1, keepdims=True)
    coordinates = profiles @ (others.coordinates / np.sqrt(inertias))
    distance = ((profiles - others.mass) ** 2 / others.mass).sum(axis=1)
    return Supplementary(coordinates, _cos2(coordinates, distance))
