"""Lafon's scores against exact rationals, another library and their own laws."""

from fractions import Fraction
from math import comb, log10

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import hypergeom

from pipeline.textometry.specificities import Interval, accroissements, chronological, specificities, specificity


def exact(f: int, t: int, every: int, whole: int) -> float:
    """From the definition, in whole numbers."""
    over = Fraction(f) > Fraction((every + 1) * (t + 1), whole + 2)
    tail = range(f, min(every, t) + 1) if over else range(max(0, t - (whole - every)), f + 1)
    ways = sum(comb(every, k) * comb(whole - every, t - k) for k in tail)
    logarithm = log10(ways) - log10(comb(whole, t))
    return abs(logarithm) if over else -abs(logarithm)


@st.composite
def cells(draw):
    whole = draw(st.integers(1, 300))
    every, t = draw(st.integers(0, whole)), draw(st.integers(0, whole))
    return draw(st.integers(max(0, every + t - whole), min(every, t))), t, every, whole


@settings(max_examples=300, deadline=None)
@given(cells())
def test_any_score_is_the_exact_one(cell):
    assert specificity(*cell) == pytest.approx(exact(*cell), abs=1e-9)


@settings(max_examples=200, deadline=None)
@given(cells())
def test_word_and_part_may_be_exchanged(cell):
    f, t, every, whole = cell
    assert specificity(f, t, every, whole) == pytest.approx(float(specificity(f, every, t, whole)), abs=1e-9)


def test_large_corpora_agree_with_another_library():
    cases = np.array([[900, 20_000, 30_000, 1_000_000], [400, 20_000, 30_000, 1_000_000], [7, 500_000, 10, 60_000_000]])
    found = specificity(*cases.T)
    over = [-hypergeom.logsf(f - 1, whole, every, t) / np.log(10) for f, t, every, whole in cases[[0, 2]]]
    under = hypergeom.logcdf(400, 1_000_000, 30_000, 20_000) / np.log(10)
    assert found[[0, 2]] == pytest.approx(over, rel=1e-6)
    assert found[1] == pytest.approx(under, rel=1e-6)


def test_a_score_far_below_the_smallest_float_is_kept():
    # all 5000 hits in the first half of 20 000 tokens: one tail of one term
    expected = log10(comb(20_000, 10_000)) - log10(comb(15_000, 5_000))
    assert specificity(5000, 10_000, 5000, 20_000) == pytest.approx(expected, rel=1e-9)
    assert expected > 1500


def test_nothing_to_say_is_zero():
    assert specificity([0, 0, 5], [0, 10, 100], [5, 0, 5], 100).tolist() == [0, 0, 0]
    assert not np.signbit(specificity(0, 10, 0, 100))


@pytest.mark.parametrize(
    "cell", [(5, 4, 9, 20), (5, 9, 4, 20), (-1, 4, 9, 20), (1, 19, 10, 20), (1.5, 4, 9, 20), (1, 30, 9, 20)]
)
def test_impossible_counts_are_refused(cell):
    with pytest.raises(ValueError, match="whole numbers"):
        specificity(*cell)


def test_sizes_must_match_and_hold_the_hits():
    with pytest.raises(ValueError, match="2 parts need 2 sizes"):
        specificities([[1], [2]], [10])
    with pytest.raises(ValueError, match="more hits of a word than it has tokens"):
        specificities([[1], [20]], [10, 10])
    with pytest.raises(ValueError, match="a table with rows and columns"):
        specificities([1, 2], [10, 10])


def test_accroissements_see_only_the_past():
    hits, sizes = np.array([[2], [9], [4], [0]]), np.array([100, 90, 120, 80])
    found = accroissements(hits, sizes)
    assert np.isnan(found[0, 0])
    assert found[1:, 0] == pytest.approx([exact(9, 90, 11, 190), exact(4, 120, 15, 310), exact(0, 80, 15, 390)])
    later = accroissements(np.vstack([hits, [[50]]]), np.append(sizes, 60))
    assert later[1:4] == pytest.approx(found[1:])


def test_the_interval_of_a_planted_rise_comes_first():
    hits = np.array([1, 1, 1, 12, 11, 12, 1, 1])[:, None]
    best = chronological(hits, np.full(8, 1000), kept=36)[0]
    assert best[0] == Interval(3, 5, pytest.approx(exact(35, 3000, 40, 8000)), 35)
    assert len({(run.first, run.last) for run in best}) == len(best) == 36
    assert [abs(run.score) for run in best] == sorted((abs(run.score) for run in best), reverse=True)
    assert {run.score for run in best if (run.first, run.last) == (0, 7)} == {0}


def test_every_interval_has_the_score_of_its_sums():
    hits, sizes = np.array([[3, 0], [0, 7], [5, 1]]), np.array([40, 50, 30])
    for word, runs in enumerate(chronological(hits, sizes, kept=6)):
        for run in runs:
            inside = slice(run.first, run.last + 1)
            f, t = int(hits[inside, word].sum()), int(sizes[inside].sum())
            assert (run.hits, run.score) == (f, pytest.approx(exact(f, t, int(hits[:, word].sum()), 120), abs=1e-12))


def test_of_equal_intervals_the_shorter_then_the_earlier_comes_first():
    runs = chronological(np.array([[0], [3], [0], [3], [0]]), np.full(5, 10), kept=2)[0]
    assert [(run.first, run.last) for run in runs] == [(1, 3), (1, 1)]


def test_an_empty_year_has_no_score():
    assert specificities([[2], [0], [2]], [10, 0, 10])[1, 0] == 0
