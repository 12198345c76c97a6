"""Intervals cover, tests do not cry wolf, and neither stumbles on odd input."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from pipeline.stats.bootstrap import BOOTSTRAP_T, FEW_HITS, NO_HIT, WILSON, ratio_intervals, resamples
from pipeline.stats.changepoints import segments, shortest_segment, split_gains
from pipeline.stats.permutation import shuffles, split_test
from pipeline.stats.rates import (
    added,
    difference_interval,
    effective_size,
    few_hits,
    overdispersion,
    wilson,
    wilson_clustered,
)
from pipeline.stats.trend import ar1_p_value, mann_kendall, sen_slope


def lumpy(rng, documents, mean=0.5):
    words = rng.integers(200, 3000, documents)
    return rng.poisson(mean * words / 1600 * rng.gamma(1, 1, documents)), words.astype(float)


def column(values):
    return csr_matrix(np.asarray(values, dtype=float).reshape(len(values), -1))


def test_every_resample_draws_as_many_documents_as_there_are():
    blocks = list(resamples(7, 30, np.random.default_rng(1)))
    assert np.concatenate(blocks).sum(axis=1).tolist() == [7] * 30


def test_blocks_do_not_change_the_draws(monkeypatch):
    whole = np.concatenate(list(resamples(9, 20, np.random.default_rng(1))))
    monkeypatch.setattr("pipeline.stats.bootstrap.DRAWS_AT_ONCE", 30)
    assert (np.concatenate(list(resamples(9, 20, np.random.default_rng(1)))) == whole).all()


@pytest.mark.parametrize("documents", [15, 60])
def test_the_interval_covers_the_true_rate(documents):
    rng = np.random.default_rng(3)
    covered = 0
    for _ in range(120):
        hits, words = lumpy(rng, documents)
        ratios = ratio_intervals(column(hits), words, 500, rng)
        covered += ratios.low[0] <= 0.5 / 1600 <= ratios.high[0]
    assert covered >= 106  # 95 % nominal; 106 of 120 is 3 standard errors below


def test_a_new_column_moves_no_other():
    rng = np.random.default_rng(5)
    hits, words = lumpy(rng, 30)
    one = ratio_intervals(column(hits), words, 200, np.random.default_rng(1))
    two = ratio_intervals(column(np.stack([hits[::-1], hits], axis=1)), words, 200, np.random.default_rng(1))
    assert (one.low[0], one.high[0]) == (two.low[1], two.high[1])


@pytest.mark.parametrize(
    ("hits", "method"),
    [([0] * 12, NO_HIT), ([3] + [0] * 11, FEW_HITS), ([1, 2, 0, 4, 1, 0, 0, 3, 1, 0, 2, 5], BOOTSTRAP_T)],
)
def test_the_method_follows_the_number_of_documents_with_a_hit(hits, method):
    ratios = ratio_intervals(column(hits), np.full(12, 1000.0), 500, np.random.default_rng(1))
    assert ratios.method == [method]
    assert 0 <= ratios.low[0] <= ratios.value[0] <= ratios.high[0] < np.inf


def test_no_hit_gives_the_rule_of_three():
    ratios = ratio_intervals(column([0] * 10), np.full(10, 20_000.0), 200, np.random.default_rng(1))
    assert (ratios.low[0], ratios.high[0]) == (0, 3 / 200_000)


def test_equal_documents_have_no_spread():
    ratios = ratio_intervals(column([2] * 10), np.full(10, 1000.0), 200, np.random.default_rng(1))
    assert ratios.low[0] == ratios.value[0] == ratios.high[0] == 0.002


@pytest.mark.parametrize("new", [0, 4])
def test_a_share_of_0_or_1_is_bounded_by_wilson_over_documents(new):
    ratios = ratio_intervals(column([new] * 10), np.full(10, 4.0), 200, np.random.default_rng(1), share=True)
    assert (ratios.low[0], ratios.high[0]) == wilson(10 if new else 0, 10)
    assert ratios.method == [WILSON]


def test_a_share_close_to_1_stays_below_1():
    ratios = ratio_intervals(column([4] * 9 + [3]), np.full(10, 4.0), 200, np.random.default_rng(1), share=True)
    assert 0 < ratios.low[0] < 0.975 < ratios.high[0] <= 1


def test_one_huge_document_leaves_a_finite_interval():
    words = np.array([1_000_000.0] + [500.0] * 9)
    ratios = ratio_intervals(column([50, 1, 0, 1, 1, 0, 0, 1, 1, 1]), words, 500, np.random.default_rng(1))
    assert np.isfinite([ratios.low[0], ratios.high[0]]).all()
    assert ratios.low[0] < 50e-6  # the rate of the huge document alone
    assert ratios.high[0] > 1.3 * ratios.value[0]


def test_one_unit_a_document_is_worth_itself_and_repeated_units_less():
    assert effective_size(np.array([1, 0, 1]), np.array([1, 1, 1])) == 3
    assert wilson_clustered(np.array([1] * 5 + [0] * 15), np.ones(20, dtype=int)) == wilson(5, 20)
    copies = effective_size(np.array([10] * 5 + [0] * 15), np.full(20, 10))
    assert 10 < copies <= 20


def test_one_of_three_documents_bounds_a_rate_far_above_it():
    low, high = few_hits(np.array([1.0]), np.array([1]))
    assert (round(low[0], 4), round(high[0], 4)) == (0.0253, 5.5716)  # exact Poisson bounds of one event


def test_interval_of_a_difference():
    assert difference_interval((1, 1, 1), (3, 3, 3)) == (2, 2)
    assert difference_interval((0.2, 0.1, 0.3), (0.5, 0.4, 0.6)) == pytest.approx((0.3 - 0.02**0.5, 0.3 + 0.02**0.5))


def test_overdispersion_of_poisson_counts_is_about_one():
    counts = np.random.default_rng(1).poisson(3, 2000)
    assert overdispersion(counts, np.ones(2000)) == pytest.approx(1, abs=0.1)


def test_shuffles_stay_inside_their_genre():
    strata = np.array([0, 1, 0, 1, 1])
    for order in shuffles(strata, 20, np.random.default_rng(1)):
        assert sorted(order) == [0, 1, 2, 3, 4]
        assert (strata[order] == strata).all()


def test_the_test_of_a_split_seldom_cries_wolf():
    rng, alarms = np.random.default_rng(7), 0
    for _ in range(100):
        hits, words = lumpy(rng, 80)
        orders = shuffles(np.zeros(80, dtype=int), 99, rng)
        alarms += split_test(column(hits), words, np.repeat(np.arange(8), 10), orders, margin=2).p_value[0] <= 0.05
    assert alarms <= 12  # 5 % nominal; 12 of 100 is 3 standard errors above


def test_a_planted_break_is_found_in_its_year():
    rng = np.random.default_rng(2)
    year = np.repeat(np.arange(10), 15)
    words = rng.integers(500, 2000, 150).astype(float)
    hits = rng.poisson(np.where(year < 6, 0.5, 2.5) * words / 1000)
    test = split_test(column(hits), words, year, shuffles(np.zeros(150, dtype=int), 199, rng), margin=3)
    assert (test.split[0], test.p_value[0]) == (6, 1 / 200)


def test_genre_shift_alone_is_no_change():
    """All of the rise comes from one genre taking the place of another: inside genres nothing moves."""
    rng = np.random.default_rng(4)
    year = np.repeat(np.arange(8), 20)
    genre = (rng.random(160) < np.where(year < 4, 0.1, 0.9)).astype(int)
    words = np.full(160, 1000.0)
    hits = rng.poisson(np.where(genre == 1, 4.0, 0.5))
    within = split_test(column(hits), words, year, shuffles(genre, 199, rng), margin=2)
    across = split_test(column(hits), words, year, shuffles(np.zeros(160, dtype=int), 199, rng), margin=2)
    assert across.p_value[0] <= 0.01
    assert within.p_value[0] > 0.05


def test_split_gains_of_a_share_count_both_forms():
    hits, both = np.array([[1.0], [1.0], [9.0], [9.0]]), np.full(4, 10.0)
    gains = split_gains(hits, both, share=True).ravel()
    expected = 2 * (2 * np.log(0.1 / 0.5) + 18 * np.log(0.9 / 0.5)) * 2
    assert gains.argmax() == 1
    assert gains[1] == pytest.approx(expected)


def test_a_series_without_a_hit_or_without_change_gains_nothing():
    assert split_gains(np.zeros((4, 1)), np.full(4, 10.0)).tolist() == [[0]] * 3
    assert split_gains(np.full((4, 1), 10.0), np.full(4, 10.0), share=True).tolist() == [[0]] * 3


def test_segments_agree_with_exhaustive_search_of_another_library():
    ruptures = pytest.importorskip("ruptures")
    rng = np.random.default_rng(3)
    shares = np.repeat([0.1, 0.6, 0.3], [8, 7, 9])
    hits = rng.binomial(200, shares)
    found = segments(hits.astype(float), np.full(24, 200.0), penalty=2 * np.log(24))
    peer = ruptures.Dynp(model="l2", min_size=3, jump=1).fit(hits / 200).predict(n_bkps=2)[:-1]
    assert found == peer == [8, 15]


def test_segments_of_flat_short_or_empty_series():
    assert segments(np.full(10, 3.0), np.full(10, 10.0), penalty=2 * np.log(10)) == []
    assert segments(np.zeros(2), np.zeros(2), penalty=1) == []
    assert segments(np.zeros(10), np.zeros(10), penalty=1) == []


def test_shortest_segment_leaves_room_for_a_break():
    assert [shortest_segment(years) for years in (2, 5, 6, 9, 40)] == [1, 1, 2, 3, 3]


def test_ar1_test_is_calm_under_memory_where_the_plain_one_is_not():
    rng = np.random.default_rng(11)
    plain = careful = 0
    for _ in range(60):
        noise, values = rng.standard_normal(96), np.zeros(96)
        for step in range(1, 96):
            values[step] = 0.5 * values[step - 1] + noise[step]
        plain += mann_kendall(values[60:]).p_value <= 0.05
        careful += ar1_p_value(values[60:], 199, rng) <= 0.05
    assert careful < plain
    assert careful <= 10


def test_trend_of_constant_values():
    flat = np.full(6, 2.0)
    assert mann_kendall(flat).p_value == 1
    assert sen_slope(flat, np.arange(6.0)) == (0, 0, 0)
    assert ar1_p_value(flat, 99, np.random.default_rng(1)) == 1


def test_sen_interval_holds_the_slope_and_gaps_count_in_years():
    years = np.array([2000, 2001, 2005, 2006, 2010], dtype=float)
    slope = sen_slope(3 * years, years)
    assert slope == (3, 3, 3)


def test_added_sums_by_group():
    assert added(np.array([0, 2, 0]), np.array([1, 5, 2]), 4).tolist() == [3, 0, 5, 0]
