"""Bursts: the published automaton and every sequence of states by hand; advection: planted winners."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix
from scipy.special import xlogy

from pipeline.stats.advection import advection, context_weights, control, control_interval
from pipeline.stats.bursts import bursts, sensitivity

HITS, SIZE = np.array([1, 1, 8, 9, 1]), np.full(5, 50)


def test_published_automaton():
    found = bursts(HITS, SIZE, scale=2, cost=1)
    assert (found.base, found.raised) == (0.08, 0.16)
    assert found.states.tolist() == [0, 0, 1, 1, 0]
    (burst,) = found.bursts
    assert (burst.first, burst.last, round(burst.saved, 4)) == (2, 3, 4.2328)
    assert round(burst.saved - np.log(5), 4) == 2.6234
    assert round(found.saved, 4) == 4.2328


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=8),
    st.sampled_from([1.3, 2.0, 3.0]),
    st.sampled_from([0.0, 0.5, 1.0, 2.0]),
)
def test_no_sequence_of_states_is_cheaper(counts, scale, cost):
    hits, size = (np.array([pick(pair) for pair in counts]) for pick in (min, max))
    found = bursts(hits, size, scale=scale, cost=cost)
    shares = (found.base, found.raised)

    def price(states):
        up = sum(b > a for a, b in zip([0, *states], states, strict=False)) * cost * np.log(len(hits))
        share = np.array([shares[state] for state in states])
        return up - (xlogy(hits, share) + xlogy(size - hits, 1 - share)).sum()

    best = min(price(states) for states in product((0, 1), repeat=len(hits)))
    assert price(found.states.tolist()) == pytest.approx(best, abs=1e-9)
    assert sum(burst.last - burst.first + 1 for burst in found.bursts) == found.states.sum()


def test_a_dearer_rise_gives_no_more_years_and_the_table_holds_every_pair():
    table = sensitivity(HITS, SIZE, scales=(1.5, 2, 3), costs=(0.5, 1, 3))
    assert [(row.scale, row.cost) for row in table] == [*product((1.5, 2, 3), (0.5, 1, 3))]
    years = np.array([sum(b.last - b.first + 1 for b in row.bursts) for row in table]).reshape(3, 3)
    assert (np.diff(years, axis=1) <= 0).all()
    assert years[1].tolist() == [2, 2, 0]


@pytest.mark.parametrize("hits", [np.zeros(4, int), np.full(4, 5)])
def test_what_never_or_always_happens_has_no_burst(hits):
    assert bursts(hits, np.full(4, 5)).bursts == ()


def test_weights_are_those_of_the_strongest_company():
    contexts = np.array([[8.0, 8, 0, 0], [0, 8, 4, 8], [0, 0, 0, 0]])
    weights = context_weights(contexts)
    assert weights.sum(axis=1).tolist() == pytest.approx([1, 1, 0])
    own, shared = np.log(8 * 36 / (16 * 8)), np.log(8 * 36 / (16 * 16))
    assert weights[0] == pytest.approx([own / (own + shared), shared / (own + shared), 0, 0])
    assert weights[1] == pytest.approx([0, 0, 0.5, 0.5])  # the shared word is less with the second than by chance
    assert context_weights(contexts, most=1)[1].tolist() == [0, 0, 1, 0]


def test_advection_is_the_weighted_mean_of_the_changes():
    words = np.array([[10.0, 100], [40, 50]])
    totals = np.array([1000.0, 2000])
    found = advection(np.array([[5.0], [20]]), words, totals, np.array([[0.25, 0.75]]))
    change = [np.log((b + 0.5) / 2000) - np.log((a + 0.5) / 1000) for a, b in ((5, 20), (10, 40), (100, 50))]
    assert found.change[0, 0] == pytest.approx(change[0])
    assert found.topic[0, 0] == pytest.approx(0.25 * change[1] + 0.75 * change[2])


def corpus(rng, documents=400):
    """Term 0 is carried by its topic (words 0-4), which doubles; term 1 triples in a topic (words 5-9) that stands."""
    after = np.arange(documents) >= documents // 2
    length = rng.integers(500, 1500, documents).astype(float)
    lump = rng.gamma(4, 1 / 4, (documents, 2))
    rise = np.where(after[:, None], [2.0, 1.0], 1.0)
    topic = lump * rise * 0.004 * length[:, None]
    words = rng.poisson(np.repeat(topic, 5, axis=1))
    own = np.where(after[:, None], [1.0, 3.0], 1.0)
    terms = rng.poisson(topic * own)
    return terms, words, length, after


def test_the_topic_won_or_the_term_did():
    weights = np.kron(np.eye(2), np.full(5, 0.2))
    carried = won = 0
    for seed in range(20):
        terms, words, length, after = corpus(np.random.default_rng(seed))
        tables = csr_matrix(terms.astype(float)), csr_matrix(words.astype(float))
        found = control_interval(tables, length, after, weights, 300, np.random.default_rng(1))
        assert found.control.term[0] > 0.4  # ln 2 = 0.69
        carried += found.low[0] <= 0 <= found.high[0]
        won += found.low[1] <= np.log(3) <= found.high[1] and found.low[1] > 0
        assert found.control.topic == pytest.approx([np.log(2), 0], abs=0.35)
    assert carried >= 17
    assert won >= 17


def test_what_is_left_is_the_term_less_its_topic():
    terms, words, totals = np.array([[4.0], [9]]), np.array([[6.0, 6], [12, 3]]), np.array([100.0, 100])
    found = control(terms, words, totals, np.array([[1.0, 0]]))
    assert found.own == pytest.approx(found.term - found.topic)
    assert found.own[0] == pytest.approx(np.log(9.5 / 4.5) - np.log(12.5 / 6.5))
