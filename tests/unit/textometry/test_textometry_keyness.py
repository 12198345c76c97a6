"""Keyness against sums written out, exact rationals, and laws."""

from decimal import Decimal, getcontext
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from pipeline.textometry.keyness import bic, contrast, g2, informative_prior, log_odds, log_ratio

getcontext().prec = 40

corpora = st.tuples(st.integers(1, 500), st.integers(1, 500)).flatmap(
    lambda sizes: st.tuples(st.integers(0, sizes[0]), st.integers(0, sizes[1]), *map(st.just, sizes))
)


@settings(max_examples=200, deadline=None)
@given(corpora)
def test_g2_is_symmetric_not_negative_and_grows_in_proportion(cell):
    a, b, c, d = cell
    for form in ("two cells", "four cells"):
        value = float(g2(a, b, c, d, form))
        assert value >= 0
        assert value == pytest.approx(float(g2(b, a, d, c, form)), abs=1e-9)
        assert float(g2(3 * a, 3 * b, 3 * c, 3 * d, form)) == pytest.approx(3 * value, abs=1e-8)
    # the four cells also know the tokens that are no hit: they see no less than two of them
    assert g2(a, b, c, d) >= g2(a, b, c, d, "two cells") - 1e-9
    assert g2(a, b, c, d) == pytest.approx(float(g2(c - a, d - b, c, d)), abs=1e-9)


@pytest.mark.parametrize("cell", [(7, 2, 300, 250), (40, 90, 1000, 900), (1, 1, 30, 3000)])
def test_four_cells_are_the_likelihood_ratio_of_another_library(cell):
    a, b, c, d = cell
    table = [[a, b], [c - a, d - b]]
    expected = chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
    assert g2(*cell) == pytest.approx(expected)


def test_equal_rates_and_absent_words_say_nothing():
    assert g2([10, 0, 50], [20, 0, 70], [50, 10, 50], [100, 10, 70]) == pytest.approx([0, 0, 0], abs=1e-12)


def test_bic_takes_off_the_logarithm_of_the_tokens():
    assert bic(20, np.exp(8)) == pytest.approx(12)


@settings(max_examples=100, deadline=None)
@given(corpora, st.integers(2, 50))
def test_log_ratio_turns_its_sign_and_knows_rates_only(cell, times):
    a, b, c, d = cell
    if a + b == 0:
        assert np.isnan(log_ratio(a, b, c, d))
        return
    assert log_ratio(a, b, c, d) == pytest.approx(-float(log_ratio(b, a, d, c)))
    assert log_ratio(a, b, c, d) == pytest.approx(float(log_ratio(a, b, c * times, d * times)))


def test_log_ratio_counts_doublings_and_takes_zero_for_half_a_hit():
    assert log_ratio([8, 1, 0], [1, 8, 4], 100, 100).tolist() == [3, -3, -3]


@pytest.mark.parametrize("cell", [(3, 1, 2, 10), (-1, 1, 10, 10), (0, 0, 0, 10)])
def test_hits_without_tokens_are_refused(cell):
    for score in (g2, log_ratio):
        with pytest.raises(ValueError, match="between 0 and the tokens"):
            score(*cell)


@pytest.mark.parametrize(
    ("cell", "alpha", "total"), [((0, 9, 400, 700), "0.25", "40"), ((81, 3, 5000, 2000), "12.5", "900")]
)
def test_log_odds_by_exact_rationals(cell, alpha, total):
    a, b, c, d = map(Fraction, cell)
    prior, whole = Fraction(alpha), Fraction(total)
    odds = ((a + prior) / (c + whole - a - prior)) / ((b + prior) / (d + whole - b - prior))
    variance = 1 / (a + prior) + 1 / (b + prior)
    delta = (Decimal(odds.numerator) / Decimal(odds.denominator)).ln()
    z = delta / (Decimal(variance.numerator) / Decimal(variance.denominator)).sqrt()
    found = log_odds(*cell, float(prior), float(whole))
    assert found == pytest.approx((float(delta), float(variance), float(z)), rel=1e-12)


@settings(max_examples=100, deadline=None)
@given(corpora, st.floats(0.1, 50))
def test_log_odds_turn_their_sign_and_a_heavier_prior_shrinks_z(cell, alpha):
    a, b, c, d = cell
    found, turned = log_odds(a, b, c, d, alpha, 100), log_odds(b, a, d, c, alpha, 100)
    assert found.delta == pytest.approx(-turned.delta)
    assert found.variance == pytest.approx(turned.variance)
    if c == d:
        assert abs(log_odds(a, b, c, d, 100 * alpha, 10_000).delta) <= abs(found.delta) + 1e-9


def test_prior_shares_its_tokens_like_the_background():
    assert informative_prior([30, 0, 10], 1000, 200) == pytest.approx([6, 0.1, 2])
    with pytest.raises(ValueError, match="prior of a word"):
        log_odds(1, 1, 10, 10, 0, 5)


def _planted():
    """Sixty documents of 300 words: `planted` doubles in the first thirty, one document shouts `loud`."""
    rng = np.random.default_rng(3)
    hits = rng.poisson(2, (60, 5))
    hits[:30, 0] += rng.poisson(2, 30)
    hits[:, 1] = 0
    hits[4, 1] = 60
    hits[:, 2] = 0
    return hits, np.full(60, 300), np.arange(60) < 30, np.zeros(60, dtype=int)


def test_contrast_believes_a_word_of_many_documents_and_not_one_of_a_single_document():
    found = contrast(*_planted(), draws=400, seed=5)
    assert found.hits[1].tolist() == [60, 0]
    assert found.g2[1] > 50  # token by token it would be the surest word of all
    assert found.p_value[1] > 0.5
    assert found.low[1] < 0 < found.log_ratio[1]
    assert found.p_value[0] == 1 / 401
    assert found.q_value[0] == pytest.approx(5 / 401)
    assert 0 < found.low[0] < found.log_ratio[0] < found.high[0]
    assert np.isnan(found.log_ratio[2])
    assert (found.p_value[2], found.log_odds.delta[2]) == (1, 0)
    assert found.bic == pytest.approx(found.g2 - np.log(18_000))


def test_contrast_repeats_itself_and_a_new_word_moves_no_other():
    hits, *rest = _planted()
    found, fewer = contrast(hits, *rest, draws=100), contrast(hits[:, :3], *rest, draws=100)
    assert fewer.low.tolist() == found.low[:3].tolist()
    assert fewer.p_value.tolist() == found.p_value[:3].tolist()
    assert contrast(hits, *rest, draws=100, seed=1).low.tolist() != found.low.tolist()


def test_contrast_shuffles_inside_genres_only():
    # the genre explains everything: inside a genre there is nothing to exchange
    hits = np.array([[5], [6], [7], [0], [1], [0]])
    side = np.array([True] * 3 + [False] * 3)
    assert contrast(hits, np.full(6, 100), side, np.array([0, 0, 0, 1, 1, 1]), draws=50).p_value.tolist() == [1]


def test_contrast_needs_two_sides_and_words():
    with pytest.raises(ValueError, match="one side"):
        contrast([[1], [2]], [10, 10], [True, True], [0, 0], draws=10)
    with pytest.raises(ValueError, match="each document needs"):
        contrast([[1], [2]], [10, 0], [True, False], [0, 0], draws=10)
