"""Growth of document frequency against shuffled documents, company of listed terms, and their product."""

import itertools
import math

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from pipeline.discovery import _company, _Table
from pipeline.stats.discovery import Growth, growth, score
from pipeline.stats.permutation import shuffles
from pipeline.textometry.keyness import informative_prior, log_odds


def every_order(size):
    return (np.array(order) for order in itertools.permutations(range(size)))


def test_growth_against_every_order_of_six_documents():
    """The two latest of six documents hold the first candidate: 1 of the 15 pairs is as late (48 of 720 orders)."""
    holds = csr_matrix(np.array([[0, 0, 0, 0, 1, 1]]))
    found = growth(holds, np.arange(2001.0, 2007.0), np.zeros(6, dtype=np.int64), every_order(6))
    # mean 2003.5, population variance 35/12; sum 4.0; variance 2 · 35/12 · 4/5 = 14/3
    assert found.z == pytest.approx([4 / math.sqrt(14 / 3)])
    assert found.p_adjusted == pytest.approx([(1 + 48) / 721])


def test_the_p_value_pays_for_the_length_of_the_list():
    """With the mirror candidate in the list, the largest z of an order is high twice as often."""
    holds = csr_matrix(np.array([[0, 0, 0, 0, 1, 1], [1, 1, 0, 0, 0, 0]]))
    found = growth(holds, np.arange(2001.0, 2007.0), np.zeros(6, dtype=np.int64), every_order(6))
    assert found.p_adjusted[0] == pytest.approx((1 + 96) / 721)
    assert found.z[1] == -found.z[0]


def test_a_genre_that_comes_late_is_no_growth_of_its_words():
    """All documents of the second genre hold the candidate, and all are late."""
    holds = csr_matrix(np.array([[0, 0, 0, 1, 1, 1]]))
    strata = np.array([0, 0, 0, 1, 1, 1])
    orders = shuffles(strata, 19, np.random.default_rng(1))
    found = growth(holds, np.array([1.0, 2, 3, 7, 8, 9]), strata, orders)
    assert found.z.tolist() == [0.0]
    assert found.p_adjusted.tolist() == [1.0]


def test_false_alarms_of_the_whole_list_stay_at_the_level():
    """Fifty candidates at random over 80 documents, 200 times: at most 5 % of the lists hold a false alarm, ± 3."""
    rng = np.random.default_rng(5)
    alarms = 0
    for _ in range(200):
        holds = csr_matrix((rng.random((50, 80)) < 0.15).astype(float))
        strata, year = rng.integers(0, 2, 80), rng.integers(1995, 2020, 80).astype(float)
        alarms += growth(holds, year, strata, shuffles(strata, 99, rng)).p_adjusted.min() <= 0.05
    assert alarms <= 16


def company(beside, elsewhere, words, prior_total):
    prior = informative_prior(beside + elsewhere, sum(words), prior_total)
    return log_odds(beside, elsewhere, *words, prior, prior_total).z


def test_company_is_the_log_odds_of_monroe():
    """methods.md, section 18: a = 120, b = 30, c = 100000, d = 90000, α of the word 15, α0 = 1000 gives z 5.7816.

    Our prior is in proportion to the words: α = α0 · 150 / 190000. By hand: δ = ln(120.7895 / 100879.2105)
    - ln(30.7895 / 90969.2105) = 1.263539, variance 1 / 120.7895 + 1 / 30.7895 = 0.040757.
    """
    z = company(np.array([120.0]), np.array([30.0]), (100000.0, 90000.0), 1000.0)
    assert z == pytest.approx([1.263539 / math.sqrt(0.040757)], abs=1e-3)
    # the same α as in the vector, by the total that gives it; α0 is then 19000
    z = company(np.array([120.0]), np.array([30.0]), (100000.0, 90000.0), 19000.0)
    delta = math.log(135 / (119000 - 135)) - math.log(45 / (109000 - 45))
    assert z == pytest.approx([delta / math.sqrt(1 / 135 + 1 / 45)])


def test_company_of_a_phrase_said_at_the_same_rate_is_nothing():
    assert company(np.array([20.0]), np.array([10.0]), (2000.0, 1000.0), 1e-9) == pytest.approx([0.0], abs=1e-6)
    everywhere = _Table(["a"], None, None, None, np.array([20.0]), np.array([0.0]), (2000.0, 0.0))
    assert np.isfinite(_company(everywhere)).all()
    table = everywhere._replace(elsewhere=np.array([30.0]), words=(1000.0, 9000.0))
    assert _company(table) == pytest.approx(company(table.beside, table.elsewhere, table.words, 1000.0))


def test_the_score_is_zero_without_growth_and_multiplies_its_parts():
    rising = Growth(np.array([2.0, -1.0, 2.0]), np.ones(3))
    found = score(rising, np.array([4.0, 4.0, 0.5]), np.zeros(3), np.array([math.e - 1] * 3))
    assert found == pytest.approx([2.0 * 2.0 * 0.5 * 1.0, 0, 0])
