"""Published numbers, to the last printed digit."""

import numpy as np
import pytest

from pipeline.stats.changepoints import posterior_of_one_break
from pipeline.stats.composition import crude_rate, kitagawa, standardised_rates
from pipeline.stats.multiple import benjamini_hochberg
from pipeline.stats.rates import jeffreys_share, rate, rule_of_three, wilson
from pipeline.stats.substitution import years_from_10_to_90
from pipeline.stats.trend import mann_kendall, sen_slope

SERIES = np.array([2, 3, 3, 5, 4, 6, 8, 7, 9, 9], dtype=float)


@pytest.mark.parametrize(("hits", "trials", "low", "high"), [(5, 20, 0.1119, 0.4687), (0, 10, 0, 0.2775)])
def test_wilson(hits, trials, low, high):
    assert [round(bound, 4) for bound in wilson(hits, trials)] == [low, high]


def test_rule_of_three():
    assert rule_of_three(200_000, per=1_000_000) == pytest.approx(15)


def test_rate_is_per_ten_thousand_words():
    assert rate(3, 20_000) == 1.5


def test_jeffreys_share():
    assert round(jeffreys_share(30, 10), 4) == 0.7439


def test_mann_kendall_and_sen():
    test = mann_kendall(SERIES)
    assert (test.score, test.variance) == (39, 123)
    assert (round(test.z, 4), round(test.p_value, 6)) == (3.4263, 0.000612)
    assert round(sen_slope(SERIES, np.arange(10.0)).slope, 1) == 0.8


def test_benjamini_hochberg():
    adjusted = benjamini_hochberg([0.001, 0.008, 0.039, 0.041, 0.042, 0.06])
    assert adjusted.round(4).tolist() == [0.006, 0.024, 0.0504, 0.0504, 0.0504, 0.06]


def test_benjamini_hochberg_keeps_the_order_of_its_input():
    assert benjamini_hochberg([0.06, 0.001]).tolist() == [0.06, 0.002]
    assert benjamini_hochberg([]).tolist() == []


def test_years_from_10_to_90():
    assert round(years_from_10_to_90(0.5), 4) == 8.7889


@pytest.mark.parametrize(
    ("after", "crude", "mix", "inside", "standard"),
    [([10, 60], 45, 25.0, 0.0, 32.5), ([15, 66], 50.7, 25.25, 5.45, 37.95)],
    ids=["A", "B"],
)
def test_kitagawa(after, crude, mix, inside, standard):
    before, after = np.array([10.0, 60.0]), np.array(after, dtype=float)
    mixes = np.array([80.0, 20.0]), np.array([30.0, 70.0])
    split = kitagawa((before, after), mixes)
    assert crude_rate(before, mixes[0]) == pytest.approx(20)
    assert crude_rate(after, mixes[1]) == pytest.approx(crude)
    assert (split.mix, split.rate) == (pytest.approx(mix), pytest.approx(inside))
    assert split.mix + split.rate == pytest.approx(split.crude)
    words = np.stack(mixes)
    rates = standardised_rates(np.stack([before, after]) * words, words, np.array([55.0, 45.0]))
    assert rates.round(2).tolist() == [32.5, standard]


def test_standardised_rate_of_a_year_without_one_genre_borrows_the_rate_of_all_years():
    hits, words = (
        np.array([[10.0, 0.0], [10.0, 60.0], [0.0, 0.0]]),
        np.array([[100.0, 0.0], [100.0, 100.0], [0.0, 0.0]]),
    )
    rates = standardised_rates(hits, words, np.array([1.0, 1.0]))
    assert rates[:2].tolist() == pytest.approx([0.35, 0.35])
    assert np.isnan(rates[2])


def test_posterior_of_one_break():
    posterior = posterior_of_one_break(np.array([2, 3, 2, 10, 11, 12]), np.full(6, 20))
    assert round(posterior.none, 6) == 0.000045
    assert posterior.after.round(6).tolist() == [0.000055, 0.000994, 0.994605, 0.004206, 0.000094]
