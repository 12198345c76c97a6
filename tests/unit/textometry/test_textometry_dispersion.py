"""Dispersion against published examples, exact rationals and its own laws."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.textometry.dispersion import deviation_of_proportions, juilland, normalised_deviation

parts = st.lists(st.tuples(st.integers(0, 40), st.integers(40, 400)), min_size=2, max_size=12).filter(
    lambda pairs: any(hits for hits, _ in pairs)
)


@settings(max_examples=200, deadline=None)
@given(parts)
def test_dp_is_the_exact_sum_and_all_stay_in_their_range(pairs):
    hits, sizes = ([pair[side] for pair in pairs] for side in (0, 1))
    shares = (abs(Fraction(f, sum(hits)) - Fraction(t, sum(sizes))) for f, t in pairs)
    column = np.array(hits)[:, None]
    dp = deviation_of_proportions(column, sizes)
    assert dp == pytest.approx([float(sum(shares) / 2)], abs=1e-12)
    assert 0 <= dp[0] <= normalised_deviation(column, sizes)[0] <= 1
    assert 0 <= juilland(column, sizes)[0] <= 1


@settings(max_examples=100, deadline=None)
@given(parts, st.integers(2, 9), st.randoms(use_true_random=False))
def test_neither_scale_nor_order_of_the_parts_matters(pairs, times, random):
    shuffled = random.sample(pairs, len(pairs))
    for measure in (deviation_of_proportions, normalised_deviation, juilland):
        value, other = (
            measure(np.array([[f * by] for f, _ in rows]), [t * by for _, t in rows])
            for rows, by in ((pairs, 1), (shuffled, times))
        )
        assert value == pytest.approx(other, abs=1e-12)


def test_even_and_lone_words():
    hits, sizes = np.array([[10, 0, 0], [20, 7, 0], [30, 0, 0]]), [100, 200, 300]
    assert deviation_of_proportions(hits, sizes)[:2] == pytest.approx([0, 2 / 3])
    assert normalised_deviation(hits, sizes)[:2] == pytest.approx([0, 0.8])
    assert juilland(hits, sizes)[:2] == pytest.approx([1, 0])
    assert np.isnan([measure(hits, sizes)[2] for measure in (deviation_of_proportions, juilland)]).all()


def test_all_hits_in_the_smallest_part_is_the_end_of_the_scale():
    hits = np.array([[0], [4], [0]])
    assert normalised_deviation(hits, [50, 10, 40]) == pytest.approx([1])


def test_one_part_or_an_empty_one_has_no_dispersion():
    for measure in (normalised_deviation, juilland):
        with pytest.raises(ValueError, match="one part"):
            measure([[3]], [10])
    with pytest.raises(ValueError, match="part without tokens"):
        deviation_of_proportions([[3], [0]], [10, 0])
