"""Years into periods: a tree by hand, another program's heights, planted cuts found, flat corpora left whole."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix
from sklearn.cluster import AgglomerativeClustering

from pipeline.textometry.periods import broken_stick, cuts, hellinger, neighbour_clustering

YEARS = 12


def corpus(seed, starts=(), strength=0.4, documents=6):
    """Documents of Dirichlet-multinomial words; at each start the frequency of every word moves."""
    rng = np.random.default_rng(seed)
    share = rng.gamma(0.7, 1, 120) + 0.02
    rows, years = [], []
    for year in range(YEARS):
        if year in starts:
            share = share * np.exp(rng.normal(0, strength, len(share)))
        for _ in range(documents):
            habit = rng.dirichlet(150 * share / share.sum() + 1e-9)
            rows.append(rng.multinomial(rng.integers(100, 800), habit))
            years.append(year)
    return csr_matrix(np.array(rows)), np.array(years)


def found(seed, starts=(), **options):
    hits, years = corpus(seed, starts, **options)
    return cuts(hits, years, np.zeros(len(years)), draws=99, seed=seed)


def test_a_tree_by_hand():
    # masses 1, 1, 2 at 0, 1, 4: 0 and 1 merge at 1·1/2·1² = 0.5, their mean 0.5 and 4 at 2·2/4·3.5² = 12.25
    tree = neighbour_clustering(np.array([[0.0], [1.0], [4.0]]), np.array([1.0, 1.0, 2.0]))
    assert tree == [(0, 1, 1, 0.5, 0.5), (0, 2, 2, 12.25, 12.75)]


def test_alike_years_that_are_no_neighbours_do_not_merge_first():
    # 0, 5, 0, 9: unconstrained, the first and the third would merge at no cost
    tree = neighbour_clustering(np.array([[0.0], [5.0], [0.0], [9.0]]), np.ones(4))
    assert [(merge.first, merge.middle, merge.last) for merge in tree] == [(0, 1, 1), (0, 2, 2), (0, 3, 3)]
    assert tree[1].gain < tree[0].gain  # 12.5, then 4.17: heights add up and never fall
    assert [round(merge.height, 4) for merge in tree] == [12.5, 16.6667, 57.0]


def test_profiles_are_square_roots_of_shares():
    profiles, weights = hellinger([[1, 3], [8, 0]])
    assert profiles.tolist() == [[0.5, math.sqrt(0.75)], [1, 0]]
    assert weights.tolist() == [4, 8]
    with pytest.raises(ValueError, match="without tokens"):
        hellinger([[1, 1], [0, 0]])


@pytest.mark.parametrize("seed", range(5))
def test_equal_weights_give_the_tree_of_scikit_learn(seed):
    profiles = np.random.default_rng(seed).normal(size=(15, 4))
    chain = np.eye(15, k=1) + np.eye(15, k=-1)
    other = AgglomerativeClustering(
        n_clusters=None, distance_threshold=0, linkage="ward", connectivity=csr_matrix(chain)
    ).fit(profiles)
    tree = neighbour_clustering(profiles, np.ones(15))
    # scikit-learn counts the square root of twice the growth of the sum of squares
    assert sorted(math.sqrt(2 * merge.gain) for merge in tree) == pytest.approx(sorted(other.distances_))


def naive(profiles, weights):
    """Sums of squares computed anew for every pair of neighbours."""

    def inside(group):
        mean = sum(weights[i] * profiles[i] for i in group) / sum(weights[i] for i in group)
        return sum(weights[i] * ((profiles[i] - mean) ** 2).sum() for i in group)

    groups, tree = [[i] for i in range(len(profiles))], []
    while len(groups) > 1:
        costs = [inside(a + b) - inside(a) - inside(b) for a, b in itertools.pairwise(groups)]
        at = int(np.argmin(np.round(costs, 10)))
        tree.append((groups[at][0], groups[at + 1][0], groups[at + 1][-1], costs[at]))
        groups[at : at + 2] = [groups[at] + groups[at + 1]]
    return tree


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 9), st.integers(1, 4), st.integers(0, 10_000))
def test_weights_give_the_tree_of_sums_of_squares(years, forms, seed):
    rng = np.random.default_rng(seed)
    profiles, weights = rng.random((years, forms)), rng.integers(1, 50, years).astype(float)
    tree, other = neighbour_clustering(profiles, weights), naive(profiles, weights)
    assert [merge[:3] for merge in tree] == [merge[:3] for merge in other]
    assert [merge.gain for merge in tree] == pytest.approx([merge[3] for merge in other], abs=1e-9)
    mean = (weights[:, None] * profiles).sum(axis=0) / weights.sum()
    assert tree[-1].height == pytest.approx((weights[:, None] * (profiles - mean) ** 2).sum())


def test_broken_stick():
    assert broken_stick(3).tolist() == pytest.approx([11 / 18, 5 / 18, 2 / 18])  # MacArthur 1957
    assert broken_stick(1).tolist() == [1]
    assert broken_stick(40).sum() == pytest.approx(1)


def test_two_planted_cuts_are_found_and_no_other():
    for seed in range(3):
        kept = {cut.merge.middle: cut for cut in found(seed, (4, 8), strength=0.6) if cut.kept}
        assert set(kept) == {4, 8}
        assert min(cut.bootstrap for cut in kept.values()) > 0.9
        assert max(cut.p_value for cut in kept.values()) == 0.01


def test_flat_corpora_are_left_whole():
    assert [cut.kept for seed in range(4) for cut in found(seed)] == [False] * 4 * (YEARS - 1)


def test_one_long_document_is_no_period():
    hits, years = corpus(3)
    rows = hits.toarray()
    odd = int(np.flatnonzero(years == 6)[0])
    rows[odd] = 0
    rows[odd, :5] = 20_000
    tree = cuts(csr_matrix(rows), years, np.zeros(len(years)), draws=99, seed=1)
    assert {tree[0].merge.middle, tree[1].merge.middle} == {6, 7}
    assert tree[0].share > tree[0].expected
    assert tree[0].p_value > 0.05
    assert not any(cut.kept for cut in tree)


def test_a_change_of_genres_is_no_period():
    """Two genres with words of their own; only their mix changes, from one year to the next."""
    rng = np.random.default_rng(1)
    words = rng.dirichlet(np.full(60, 0.5), 2)
    genre = np.array([int(rng.random() < (0.2 if year < 6 else 0.8)) for year in range(YEARS) for _ in range(10)])
    years = np.repeat(np.arange(YEARS), 10)
    hits = csr_matrix(np.array([rng.multinomial(300, words[kind]) for kind in genre]))
    blind, aware = (cuts(hits, years, strata, draws=99)[0] for strata in (np.zeros(len(genre)), genre))
    assert blind.merge == aware.merge
    assert (blind.kept, aware.kept) == (True, False)


def test_the_same_seed_gives_the_same_tree():
    assert found(4, (5,)) == found(4, (5,))


def test_two_years_make_one_cut():
    hits, years = corpus(1)
    some = years < 2
    (cut,) = cuts(hits[some], years[some], np.zeros(int(some.sum())), draws=99)
    assert (cut.share, cut.expected, cut.bootstrap, cut.kept) == (1, 1, 1, False)
