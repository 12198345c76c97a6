"""Scores of collocates: printed values, values of another program, bounds, and a change planted or absent."""

import math
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from pipeline.textometry.collocates import (
    Company,
    association,
    equalised,
    log_dice,
    log_dice_interval,
    npmi,
    shift,
)


@pytest.mark.parametrize(
    ("f_xy", "f_x", "f_y", "value"),
    [
        (30, 300, 150, 11.0931),
        (8, 389, 230, 8.726204),  # these four: R function of M. Sugiura (sugiura-ken.org), after Rychlý 2008
        (3, 3000, 3000, 4.034216),
        (300, 3000, 3000, 10.67807),
        (300, 300, 300, 14),
    ],
)
def test_log_dice_as_printed(f_xy, f_x, f_y, value):
    assert float(log_dice(f_xy, f_x, f_y)) == pytest.approx(value, abs=6e-6 if value != 11.0931 else 5e-5)


@pytest.mark.parametrize(
    ("counts", "value"),
    [
        ((30, 300, 150, 100_000), 0.5177),
        # « Ayatollah Ruhollah », information 18.38 (Manning & Schütze 1999, table 5.14), divided by nltk 3.9
        ((20, 42, 20, 14_307_668), 0.9449624808),
        ((110, 2552, 221, 31_777), 0.3219515297),  # « the swiss » (Dunning 1993, table 1), by nltk 3.9
    ],
)
def test_npmi_of_other_programs(counts, value):
    assert float(npmi(*counts)) == pytest.approx(value, abs=5e-5 if value == 0.5177 else 1e-9)


def test_bounds_of_npmi():
    assert npmi([0, 7, 100, 20], [5, 7, 100, 40], [5, 7, 100, 50], 100).tolist() == [-1, 1, 1, 0]


@pytest.mark.parametrize(("counts", "value"), [((30, 300, 150, 100_000), 202.1736), ((15, 400, 90, 20_000), 39.7415)])
def test_likelihood_ratio_is_that_of_nltk(counts, value):
    hits, window, word, total = counts
    found = association(hits, hits, word, nodes=40, window=window, total=total)
    assert round(float(found.g2), 4) == value


def test_lafon_of_a_window_is_a_sum_of_hypergeometric_terms():
    hits, window, word, total = 6, 30, 20, 400
    tail = sum(
        math.comb(word, k) * math.comb(total - word, window - k) for k in range(hits, min(word, window) + 1)
    ) / math.comb(total, window)
    found = association(hits, hits, word, nodes=10, window=window, total=total)
    assert float(found.score) == pytest.approx(-math.log10(tail), rel=1e-9)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.integers(1, 500))
def test_scores_stay_in_their_bounds_and_are_symmetric(both, one, other, rest):
    first, second = both + one, both + other
    if min(first, second) == 0:
        return
    value = float(npmi(both, first, second, first + other + rest))
    assert -1 <= value <= 1
    assert value == pytest.approx(float(npmi(both, second, first, first + other + rest)))
    assert float(log_dice(both, first, second)) <= 14
    assert float(log_dice(both, first, second)) == float(log_dice(both, second, first))


@pytest.mark.parametrize("counts", [(5, 4, 9), (5, 9, 4), (0, 0, 3), (-1, 3, 3)])
def test_impossible_pairs_are_refused(counts):
    with pytest.raises(ValueError, match="pairs lie between 0"):
        log_dice(*counts)


def test_impossible_tables_are_refused():
    with pytest.raises(ValueError, match="within the total"):
        npmi(1, 60, 60, 100)


def test_equal_numbers_of_nodes_are_the_mean_of_subsamples():
    rng = random.Random(5)
    nodes = [1] * 12 + [0] * 188
    mean = sum(sum(rng.sample(nodes, 40)) for _ in range(5_000)) / 5_000
    assert float(equalised(12, 200, 40)) == pytest.approx(mean, abs=0.08) == 2.4


def period(pairs, nodes):
    return Company(csr_matrix(np.array(pairs, dtype=float)), np.array(nodes, dtype=float))


def test_change_is_the_log_odds_ratio_at_equal_nodes():
    earlier, later = period([[2]] * 10, [10] * 10), period([[6]] * 30, [10] * 30)
    found = shift(earlier, later, 1000, 1)
    assert found.counts.tolist() == [[20, 60]]
    assert found.log_odds[0] == pytest.approx(math.log(60.5 / 40.5) - math.log(20.5 / 80.5))


def test_a_rare_word_does_not_fall_because_the_node_is_richer():
    # one node in fifty has the word in the richer period, none of twenty in the poorer, where 0.4 were expected;
    # half a pair added to the raw counts would make the poorer share 0.5 / 20.5, and the word fall
    poor, rich = period([[0]] * 5, [4] * 5), period([[2]] * 10, [100] * 10)
    raw = math.log(20.5 / 980.5) - math.log(0.5 / 20.5)
    found = shift(poor, rich, 1000, 1)
    assert raw < 0 < found.log_odds[0]
    assert found.low[0] < 0 < found.high[0]


def test_a_word_of_one_document_is_no_evidence():
    one = [[40]] + [[0]] * 19
    found = shift(period([[0]] * 20, [40] * 20), period(one, [40] * 20), 1000, 1)
    assert found.log_odds[0] > 3
    assert found.low[0] < 0


def test_planted_changes_lie_in_their_intervals():
    truth, inside = math.log(0.2 / 0.8) - math.log(0.05 / 0.95), 0
    for seed in range(60):
        rng = np.random.default_rng(seed)
        periods = []
        for documents, share in ((40, 0.05), (60, 0.2)):
            nodes = 1 + rng.poisson(5, documents)
            held = rng.binomial(nodes, rng.beta(share * 5, 5 - share * 5, documents))
            periods.append(period(held[:, None], nodes))
        found = shift(*periods, 1000, seed)
        inside += found.low[0] <= truth <= found.high[0]
    assert inside >= 52  # 95 % of 60 is 57; fewer than 52 comes once in a hundred


def test_change_needs_nodes_and_no_more_pairs_than_nodes():
    with pytest.raises(ValueError, match="without the node"):
        shift(period([[0]], [0]), period([[1]], [1]), 1000, 1)
    with pytest.raises(ValueError, match="no more pairs than nodes"):
        shift(period([[2]], [1]), period([[1]], [1]), 1000, 1)


def test_interval_of_log_dice_holds_the_value_and_ignores_documents_without_either():
    rng = np.random.default_rng(2)
    nodes = rng.poisson(4, 50).astype(float)
    pairs = rng.binomial(nodes.astype(int), 0.3).astype(float)
    words = pairs + rng.poisson(2, 50)
    low, high = log_dice_interval(pairs, nodes, words, 1000, np.random.default_rng(1))
    assert low < float(log_dice(pairs.sum(), nodes.sum(), words.sum())) < high
    padded = [np.concatenate([values, np.zeros(20)]) for values in (pairs, nodes, words)]
    assert log_dice_interval(*padded, 1000, np.random.default_rng(1)) == (low, high)
