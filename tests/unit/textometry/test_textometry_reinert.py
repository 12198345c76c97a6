"""Descending classification against its definition on dense tables, a table worked by hand, and planted classes."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix
from scipy.stats import chi2_contingency
from sklearn.metrics import adjusted_rand_score

from pipeline.textometry.reinert import (
    MIN_HITS,
    Cut,
    best_cut,
    binary,
    descend,
    exchanged,
    first_axis,
    halves,
    signed_chi2,
)

RAINETTE = np.array([[1, 1, 1, 1, 1], [0, 0, 1, 1, 1], [1, 1, 1, 0, 0], [0, 1, 0, 0, 0]])
"""The sample of the « Algorithms description » of the R package rainette: doc1 to doc4 by five words."""


def chi2_of(table, second):
    """From the definition: observed and expected, cell by cell."""
    observed = np.array([table[~second].sum(axis=0), table[second].sum(axis=0)], dtype=float)
    expected = np.outer(observed.sum(axis=1), observed.sum(axis=0)) / observed.sum()
    return ((observed - expected) ** 2 / expected).sum()


def axis_of(table):
    """First axis from the singular values of the standardised residuals."""
    shares = table / table.sum()
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    residuals = (shares - np.outer(rows, columns)) / np.sqrt(np.outer(rows, columns))
    return np.linalg.svd(residuals)[0][:, 0] / np.sqrt(rows)


def cut_of(table, coordinates):
    order = np.argsort(coordinates)
    cuts = [np.isin(np.arange(len(table)), order[size:]) for size in range(1, len(table))]
    return max(cuts, key=lambda second: chi2_of(table, second))


def exchange_of(table, second):
    while True:
        tried = []
        for row in range(len(table)):
            other = second.copy()
            other[row] = not other[row]
            if other.any() and not other.all():
                tried.append((chi2_of(table, other), other))
        best = max(tried, key=lambda pair: pair[0])
        if best[0] <= chi2_of(table, second) * (1 + 1e-9):
            return second
        second = best[1]


def random_table(seed, rows, columns):
    """Two overlapping vocabularies; no row and no column is empty."""
    rng = np.random.default_rng(seed)
    often = rng.uniform(0.05, 0.5, (2, columns))
    table = (rng.random((rows, columns)) < often[rng.integers(2, size=rows)]).astype(float)
    table[np.arange(rows), rng.integers(columns, size=rows)] = 1
    table[rng.integers(rows, size=columns), np.arange(columns)] = 1
    return table


def same(one, other):
    return np.array_equal(one, other) or np.array_equal(one, ~other)


@pytest.mark.parametrize(
    ("seed", "rows", "columns"),
    [*((seed, 30, 20) for seed in range(25)), *((seed, 160, 90) for seed in range(5))],  # full decomposition, iteration
)
def test_one_split_is_that_of_the_definition(seed, rows, columns):
    table = random_table(seed, rows, columns)
    sparse = csr_matrix(table)
    wanted = cut_of(table, axis_of(table))
    found = best_cut(sparse, first_axis(sparse))
    assert same(found.second, wanted)
    assert found.chi2 == pytest.approx(chi2_of(table, wanted))
    moved, end = exchange_of(table, wanted), exchanged(sparse, found)
    assert same(end.second, moved)
    assert end.chi2 == pytest.approx(chi2_of(table, moved))
    assert same(halves(sparse).second, moved)


def test_exchanges_do_something_in_some_of_these_tables():
    moved = 0
    for seed in range(25):
        table = csr_matrix(random_table(seed, 30, 20))
        cut = best_cut(table, first_axis(table))
        moved += not np.array_equal(cut.second, exchanged(table, cut).second)
    assert moved >= 5


def test_the_grouped_table_of_rainette_worked_by_hand():
    # doc1 + doc2 hold 1 1 2 2 2, doc3 + doc4 hold 1 2 1 0 0: of 12 cells 8 and 4, columns 2 3 3 2 2
    # 144/32 x (1/2 + 1/3 + 4/3 + 4/2 + 4/2 - 64/12) = 4.5 x 5/6
    cut = best_cut(csr_matrix(RAINETTE), np.array([-1.0, -1.0, 1.0, 1.0]))
    assert cut.second.tolist() == [False, False, True, True]
    assert cut.chi2 == pytest.approx(3.75)


def test_the_split_of_the_table_of_rainette_is_the_best_of_all_seven():
    found = halves(csr_matrix(RAINETTE))
    every = [
        chi2_of(RAINETTE, np.isin(np.arange(4), group)) for size in (1, 2) for group in combinations(range(4), size)
    ]
    assert found.chi2 == pytest.approx(max(every))


def test_exchange_leaves_no_side_empty():
    table = csr_matrix(np.array([[1, 1, 0], [1, 1, 0], [1, 1, 1]]))
    end = exchanged(
        table, Cut(np.array([True, False, False]), chi2_of(table.toarray(), np.array([True, False, False])))
    )
    assert 0 < end.second.sum() < 3


def test_equal_rows_cannot_be_split():
    assert halves(csr_matrix(np.ones((5, 4)))) is None
    assert halves(csr_matrix(np.ones((1, 4)))) is None
    tree = descend(np.ones((12, 4)), 2, 2)
    assert [(node.parent, node.size, node.chi2) for node in tree.nodes] == [(-1, 12, None)]


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
def test_signed_chi2_is_that_of_another_library(a, b, c, d):
    n, m, whole = a + b, a + c, a + b + c + d
    found = float(signed_chi2(a, n, m, whole))
    if 0 in (n, m, whole - n, whole - m):
        assert found == 0
    else:
        assert abs(found) == pytest.approx(chi2_contingency([[a, b], [c, d]], correction=False).statistic, abs=1e-9)
        assert (found > 0) == (a * d > b * c)


def test_signed_chi2_by_hand():
    # 30 of 50 segments of a class hold a form that 40 of 200 hold: 200 (30·140 - 20·10)² / (50·150·40·160)
    assert float(signed_chi2(30, 50, 40, 200)) == pytest.approx(200 * 4000**2 / (50 * 150 * 40 * 160))
    assert float(signed_chi2(2, 50, 40, 200)) < 0


def planted(seed, rows=600, classes=5, own=0.6, length=15):
    """Segments whose words come from the vocabulary of their class, or from one that all share."""
    rng = np.random.default_rng(seed)
    truth = rng.integers(classes, size=rows)
    table = np.zeros((rows, 60 + 40 * classes))
    for row, of in enumerate(truth):
        mine = rng.random(length) < own
        table[row, np.where(mine, 60 + 40 * of + rng.integers(40, size=length), rng.integers(60, size=length))] = 1
    return table, truth


@pytest.mark.parametrize("seed", range(3))
def test_planted_classes_are_found(seed):
    table, truth = planted(seed)
    tree = descend(table, 5, 30)
    assert len(tree.classes()) == 5
    assert adjusted_rand_score(truth, tree.leaf) >= 0.95


def test_the_order_of_the_segments_decides_nothing():
    table, _ = planted(7, own=0.3)  # loose classes, where a start or an order could
    tree, order = descend(table, 6, 20), np.random.default_rng(1).permutation(len(table))
    shuffled = descend(table[order], 6, 20)
    assert shuffled.nodes == tree.nodes
    assert np.array_equal(shuffled.leaf, tree.leaf[order])


def test_a_column_without_entries_changes_nothing():
    table, _ = planted(7, own=0.3)
    wider = np.insert(table, [0, 40, 100], 0, axis=1)
    assert descend(wider, 6, 20).nodes == descend(table, 6, 20).nodes
    assert np.array_equal(descend(wider, 6, 20).leaf, descend(table, 6, 20).leaf)


def test_counts_are_taken_as_presence():
    table, _ = planted(2, rows=200)
    assert descend(table * 3, 4, 10).nodes == descend(table, 4, 10).nodes


def test_copies_of_one_text_do_not_use_up_the_classes_asked_for():
    table, truth = planted(1, rows=500, classes=4)
    copies = np.zeros((3 * MIN_HITS, table.shape[1] + 30))
    for number in range(3):  # three texts, each three times, of words nobody else has
        copies[3 * number : 3 * number + 3, table.shape[1] + 10 * number : table.shape[1] + 10 * number + 10] = 1
    tree = descend(np.vstack([np.hstack([table, np.zeros((500, 30))]), copies]), 4, 30)
    classes = tree.classes()
    assert len(classes) == 4
    assert not np.isin(tree.leaf[500:], classes).any()
    assert adjusted_rand_score(truth, tree.leaf[:500]) >= 0.95


def test_forms_the_sister_holds_more_often_take_no_part_in_the_next_split():
    # A (20 rows) and B (20) have ten forms each of their own; six more are B's, and half of A holds them as well:
    # they would part A across its own two halves, which two forms tell apart
    table = np.zeros((40, 28))
    table[:20, :10] = table[20:, 10:26] = 1
    borrowing = [0, 1, 2, 3, 4, 10, 11, 12, 13, 14]
    table[np.ix_(borrowing, range(20, 26))] = 1
    table[:10, 26] = table[10:20, 27] = 1
    tree = descend(table, 3, 5)
    assert sorted(tree.nodes[at].size for at in tree.classes()) == [10, 10, 20]
    assert len({int(leaf) for leaf in tree.leaf[:10]}) == len({int(leaf) for leaf in tree.leaf[10:20]}) == 1


def test_rows_without_forms_are_in_no_class():
    table, _ = planted(3, rows=200, classes=2)
    tree = descend(np.vstack([table, np.zeros((4, table.shape[1]))]), 2, 20)
    assert tree.leaf[200:].tolist() == [-1] * 4
    assert tree.nodes[0].size == 204
    assert sum(tree.nodes[at].size for at in tree.classes()) == 200


def test_negative_counts_are_refused():
    with pytest.raises(ValueError, match="finite and not negative"):
        binary([[1, -1], [0, 1]])
