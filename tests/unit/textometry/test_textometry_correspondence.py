"""Correspondence analysis against an eigen-decomposition by hand, and its sum rules."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from pipeline.textometry.correspondence import correspondence, supplementary_columns, supplementary_rows

tables = st.tuples(st.integers(2, 6), st.integers(2, 6)).flatmap(
    lambda shape: st.lists(
        st.lists(st.integers(0, 30), min_size=shape[1], max_size=shape[1]), min_size=shape[0], max_size=shape[0]
    )
)
full = tables.map(np.array).filter(lambda t: (t.sum(axis=0) > 0).all() and (t.sum(axis=1) > 0).all())


@settings(max_examples=150, deadline=None)
@given(full)
def test_inertias_are_the_eigenvalues_of_the_transition_matrix(table):
    # R^-1 N C^-1 N' has the eigenvalue 1 (the trivial axis) and the inertias (Greenacre 1984, ch. 4)
    by_row, by_column = table / table.sum(axis=1, keepdims=True), table / table.sum(axis=0)
    values = np.sort(np.linalg.eigvals(by_row @ by_column.T).real)[::-1][1:]
    found = correspondence(table)
    axes = len(found.inertias)
    assert found.inertias == pytest.approx(values[:axes], abs=1e-9)
    assert np.abs(values[axes:]).max(initial=0) < 1e-9


@settings(max_examples=150, deadline=None)
@given(full)
def test_sum_rules(table):
    found = correspondence(table)
    assert found.total == pytest.approx(chi2_contingency(table, correction=False).statistic / table.sum(), abs=1e-12)
    assert found.inertias.sum() == pytest.approx(found.total, abs=1e-9)
    assert ((found.inertias >= 0) & (found.inertias <= 1 + 1e-12)).all()
    for points in (found.rows, found.columns):
        assert points.mass.sum() == pytest.approx(1)
        assert points.mass @ points.coordinates == pytest.approx(np.zeros(len(found.inertias)), abs=1e-7)
        assert points.mass @ points.coordinates**2 == pytest.approx(found.inertias, abs=1e-9)
        assert points.contributions.sum(axis=0) == pytest.approx(np.ones(len(found.inertias)))
        assert points.inertia.sum() == pytest.approx(found.total, abs=1e-12)
        off_centre = points.inertia > 1e-9
        assert points.cos2.sum(axis=1)[off_centre] == pytest.approx(np.ones(off_centre.sum()), abs=1e-3)


@settings(max_examples=100, deadline=None)
@given(full)
def test_all_axes_together_rebuild_the_table(table):
    found = correspondence(table)
    scores = (found.rows.coordinates / np.sqrt(found.inertias)) @ found.columns.coordinates.T
    rebuilt = table.sum() * np.outer(found.rows.mass, found.columns.mass) * (1 + scores)
    assert rebuilt == pytest.approx(table, abs=1e-4)


@settings(max_examples=100, deadline=None)
@given(full, st.integers(2, 9))
def test_scale_and_transposition_keep_the_inertias(table, times):
    found = correspondence(table)
    assert correspondence(table * times).inertias == pytest.approx(found.inertias, abs=1e-10)
    assert correspondence(table.T).inertias == pytest.approx(found.inertias, abs=1e-10)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(1, 9), min_size=2, max_size=6), st.lists(st.integers(1, 9), min_size=2, max_size=6))
def test_independent_rows_and_columns_have_no_axis(rows, columns):
    found = correspondence(np.outer(rows, columns))
    assert found.total == pytest.approx(0, abs=1e-15)
    assert found.rows.coordinates.shape == (len(rows), 0)
    assert found.columns.cos2.shape == (len(columns), 0)


@settings(max_examples=50, deadline=None)
@given(full)
def test_a_row_laid_on_its_own_axes_falls_where_it_was(table):
    found = correspondence(table)
    again = supplementary_rows(found, table)
    assert again.coordinates == pytest.approx(found.rows.coordinates, abs=1e-4)
    assert supplementary_columns(found, table.T).coordinates == pytest.approx(found.columns.coordinates, abs=1e-4)
    assert supplementary_rows(found, found.columns.mass[None]).coordinates == pytest.approx(
        np.zeros((1, len(found.inertias))), abs=1e-7
    )


def test_equal_profiles_may_be_added_up():
    # distributional equivalence (Benzécri): two rows of one profile stand for their sum
    table = np.array([[4, 2, 6], [2, 1, 3], [1, 8, 2]])
    joined = np.array([[6, 3, 9], [1, 8, 2]])
    split, whole = correspondence(table), correspondence(joined)
    assert split.inertias == pytest.approx(whole.inertias)
    assert split.rows.coordinates[0] == pytest.approx(whole.rows.coordinates[0])


def test_the_leading_row_of_each_axis_is_positive():
    table = np.array([[9, 1, 1], [1, 9, 1], [1, 1, 9], [5, 4, 3]])
    for order in ([0, 1, 2, 3], [3, 2, 1, 0]):
        rows = correspondence(table[order]).rows
        leading = rows.contributions.round(6).argmax(axis=0)
        assert (rows.coordinates[leading, [0, 1]] > 0).all()


def test_a_point_off_the_axes_is_not_wholly_shown():
    found = correspondence([[10, 1, 5], [1, 10, 5]])  # one axis: the third column lies at the centre
    placed = supplementary_rows(found, [[0, 0, 7], [10, 1, 5]])
    assert placed.coordinates[0] == pytest.approx([0], abs=1e-12)
    assert placed.cos2.ravel() == pytest.approx([0, 1], abs=1e-12)


def test_empty_rows_and_columns_are_refused():
    for table in ([[1, 2], [0, 0]], [[1, 0], [3, 0]]):
        with pytest.raises(ValueError, match="has no profile"):
            correspondence(table)
    with pytest.raises(ValueError, match="not negative"):
        correspondence([[1, -2], [3, 4]])
    found = correspondence([[1, 2], [3, 1]])
    for points in ([[0, 0]], [[1, 2, 3]]):
        with pytest.raises(ValueError, match="2 counts each"):
            supplementary_rows(found, points)
