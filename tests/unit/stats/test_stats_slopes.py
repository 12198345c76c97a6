"""Slopes of yearly series: what is tested, on which years, and that the adjustment alone links the series."""

import numpy as np

from pipeline.records import Point
from pipeline.stats.slopes import FEWEST_YEARS, slopes


def points(values, series="term:CD", thin=(), genre=None):
    return [
        Point(
            series,
            "hits_per_10k_words",
            genre,
            2000 + year,
            float(value),
            None if year in thin else 0.0,
            99.0,
            9,
            900,
            "m",
        )
        for year, value in enumerate(values)
    ]


def test_a_rise_has_its_slope_and_a_flat_series_none():
    noise = np.random.default_rng(4).normal(0, 0.5, 20)
    rise, flat = slopes([*points(2.0 * np.arange(20) + noise + 3), *points(noise + 5, "theme:eau")], 199, 1)
    assert rise.low <= 2 <= rise.high
    assert rise.p_adjusted <= 0.02
    assert flat.p_adjusted > 0.1
    assert (rise.first, rise.last, rise.years) == (2000, 2019, 20)


def test_thin_years_genres_and_short_series_are_left_out():
    values = range(9)
    (kept,) = slopes(points(values, thin=(0, 3)), 99, 1)
    assert (kept.first, kept.years) == (2001, 7)
    assert slopes(points(values[: FEWEST_YEARS - 1]), 99, 1) == []
    assert slopes(points(values, genre="law"), 99, 1) == []
    assert slopes(points([0] * 12), 99, 1) == []


def test_a_second_series_reaches_the_first_through_the_adjustment_alone():
    rise, noise = points(range(1, 13)), points(np.random.default_rng(2).normal(5, 1, 12), "theme:eau")
    (alone,), (together, _) = slopes(rise, 99, 1), slopes([*rise, *noise], 99, 1)
    assert (together.slope, together.low, together.high) == (alone.slope, alone.low, alone.high)
    assert together.p_adjusted == 2 * alone.p_adjusted
