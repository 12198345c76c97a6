"""Units of context, two classifications crossed, profiles and typical segments."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix
from sklearn.metrics import adjusted_rand_score

from pipeline.textometry.classes import (
    Class,
    _pairs,
    double,
    merged,
    profiles,
    single,
    smallest_class,
    typicality,
)
from pipeline.textometry.reinert import Node, Tree


def planted(seed, rows=800, classes=5, own=0.7, length=10):
    rng = np.random.default_rng(seed)
    text = np.sort(rng.integers(rows // 8, size=rows))
    truth = rng.integers(classes, size=rows // 8)[text]  # a text speaks of one thing
    table = np.zeros((rows, 60 + 40 * classes))
    for row, of in enumerate(truth):
        mine = rng.random(length) < own
        table[row, np.where(mine, 60 + 40 * of + rng.integers(40, size=length), rng.integers(60, size=length))] = 1
    return table, text, truth


def test_units_join_neighbours_of_one_text_until_they_hold_enough_forms():
    table = np.array([[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1], [1, 0, 0, 0], [1, 1, 1, 0]])
    # the first text needs its third segment for a third form; its fourth is a rest and joins; the second text is short
    assert merged(table, np.array([0, 0, 0, 0, 1, 2]), 3).tolist() == [0, 0, 0, 0, 1, 2]
    assert merged(table, np.array([0, 0, 0, 0, 1, 2]), 2).tolist() == [0, 1, 2, 2, 3, 4]
    assert merged(table, np.array([0, 0, 0, 0, 0, 0]), 1).tolist() == [0, 1, 2, 3, 4, 5]


def test_planted_classes_are_found_once_and_twice():
    table, text, truth = planted(1)
    for found in (single(table, 5), double(table, text, 5)):
        known = found.of >= 0
        assert len(found.classes) == 5
        assert adjusted_rand_score(truth[known], found.of[known]) >= 0.95
        assert known.mean() > 0.95
        assert [one.segments for one in found.classes] == np.bincount(found.of[known]).tolist()
        assert [one.segments for one in found.classes] == sorted((one.segments for one in found.classes), reverse=True)


def test_two_lengths_that_disagree_leave_segments_without_a_class():
    table, text, _ = planted(2, own=0.1)
    found = double(table, text, 5, lengths=(8, 20))
    assert 0.1 < (found.of < 0).mean() < 0.9
    assert all(0 < one.phi <= 1 for one in found.classes)


def test_a_class_that_one_tree_splits_is_whole_where_the_other_keeps_it_whole():
    # tree 1: A | B, B into C and D; tree 2: A' | B', not split
    first = Tree(
        (Node(-1, 90, 1.0), Node(0, 30, None), Node(0, 60, 1.0), Node(2, 30, None), Node(2, 30, None)), None, 10
    )
    second = Tree((Node(-1, 90, 1.0), Node(0, 30, None), Node(0, 60, None)), np.zeros(0), 10)
    leaves = np.repeat([1, 3, 4], 30), np.repeat([1, 2], [30, 60])
    assert _pairs((first, second), leaves) == [((1, 1), pytest.approx(1.0)), ((2, 2), pytest.approx(1.0))]


def test_two_halves_that_both_trees_know_are_two_classes():
    nodes = (Node(-1, 90, 1.0), Node(0, 30, None), Node(0, 60, 1.0), Node(2, 30, None), Node(2, 30, None))
    tree, leaf = Tree(nodes, np.zeros(0), 10), np.repeat([1, 3, 4], 30)
    other = leaf.copy()
    other[[0, 40, 80]] = [3, 4, 1]  # one segment of each elsewhere
    pairs = _pairs((tree, tree), (leaf, other))
    assert [ends for ends, _ in pairs] == [(1, 1), (3, 3), (4, 4)]
    # 2x2 of one class: 29 in both, 1 only here, 1 only there, 59 in neither
    assert pairs[0][1] == pytest.approx((29 * 59 - 1) / (30 * 60))


def test_profiles_see_classified_segments_alone():
    table = csr_matrix([[1, 0], [1, 0], [0, 1], [0, 1], [1, 1]])
    hits, chi2 = profiles(table, np.array([0, 0, 1, 1, -1]), 2)
    assert hits.tolist() == [[2, 0], [0, 2]]
    assert chi2 == pytest.approx(np.array([[4.0, -4.0], [-4.0, 4.0]]))


def test_typical_segments_add_up_what_marks_their_class():
    table = csr_matrix([[1, 1, 0], [1, 0, 1], [0, 1, 1]])
    chi2 = np.array([[10.0, 5.0, 1.0], [-10.0, -5.0, 20.0]])  # 1 marks nothing
    assert typicality(table, chi2, np.array([0, 1, -1])).tolist() == [15.0, 20.0, 0.0]


def test_a_smallest_class_is_a_quarter_of_the_mean():
    assert (smallest_class(2000, 8), smallest_class(20, 8)) == (62, 3)


def test_segments_that_say_the_same_are_one_class_or_none():
    found = double(np.ones((40, 20)), np.arange(40), 3)
    assert (found.classes, set(found.of.tolist())) == ((), {-1})
    assert single(np.ones((40, 20)), 3).classes == (Class((0,), 40, None),)


def test_the_whole_without_a_few_segments_is_no_class():
    # both trees first lose three copies, then part the rest in different ways: only the rest agrees
    nodes = (Node(-1, 93, 1.0), Node(0, 90, 1.0), Node(0, 3, None), Node(1, 45, None), Node(1, 45, None))
    tree = Tree(nodes, np.zeros(0), 10)
    leaves = np.array([3] * 45 + [4] * 45 + [2] * 3), np.array([3, 4] * 45 + [2] * 3)
    assert all(1 not in ends for ends, _ in _pairs((tree, tree), leaves))


@pytest.mark.parametrize(("length", "alike"), [(9, 0.0), (15, 1.0)])
def test_words_without_any_order_leave_few_classes_unless_both_trees_come_from_one_table(length, alike):
    rng = np.random.default_rng(5)
    table = np.zeros((600, 300))
    for row in range(600):
        table[row, rng.choice(300, size=length, replace=False)] = 1
    found = double(table, np.arange(600) // 10, 8, lengths=(12, 20) if alike == 0 else (12, 14))
    assert found.alike == pytest.approx(alike, abs=0.1)
    assert len(found.classes) <= 4 if alike == 0 else len(found.classes) == 8
