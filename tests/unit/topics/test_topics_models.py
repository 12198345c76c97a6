"""Planted topics come back; measures hold at their known points."""

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_matrix
from threadpoolctl import threadpool_limits

from pipeline.topics.base import millionths, rows_to_one, top_words
from pipeline.topics.coherence import diversity, npmi, topic_coherence
from pipeline.topics.learning import engine_of, labels, learn
from pipeline.topics.size import Candidate, candidates, chosen, usual
from pipeline.topics.stability import UNSTABLE, matched_jaccard, stability
from pipeline.topics.vocabulary import DocumentFrequencies, Rows, sampled


def planted(units=300, topics=6, words=240, seed=1):
    """Topics with words of their own and a common stock; each unit leans on one or two."""
    rng = np.random.default_rng(seed)
    weights = np.full((topics, words), 0.3)
    for topic in range(topics):
        weights[topic, topic * 30 : topic * 30 + 30] = rng.uniform(5, 15, 30)
    weights = rows_to_one(weights)
    mixtures = rng.dirichlet(np.full(topics, 0.15), units)
    counts = np.array([rng.multinomial(150, mixture @ weights) for mixture in mixtures])
    return csr_matrix(counts.astype(float)), mixtures, weights


def agreement(true, found):
    table = np.corrcoef(true.T, found.T)[: true.shape[1], true.shape[1] :]
    rows, columns = linear_sum_assignment(-table)
    return table[rows, columns]


@pytest.mark.parametrize("engine", ["nmf", "lda"])
def test_planted_mixtures_come_back(engine):
    counts, mixtures, weights = planted()
    model = engine_of(engine)(counts, 6, 1)
    assert model.weights.sum(axis=1) == pytest.approx(1)
    assert (agreement(mixtures, model.mixtures(counts)) > 0.95).all()
    assert (matched_jaccard(top_words(weights, 30), top_words(model.weights, 30)) > 0.8).all()


@pytest.mark.parametrize("engine", ["nmf", "lda"])
def test_a_unit_does_not_depend_on_its_neighbours(engine):
    counts, _, _ = planted(80)
    model = engine_of(engine)(counts, 4, 1)
    together, alone = model.mixtures(counts), model.mixtures(counts[17])
    assert alone[0] == pytest.approx(together[17], abs=1e-12)
    empty = model.mixtures(csr_matrix((2, 240)))
    assert empty.tolist() == [[0] * 4] * 2


def test_no_seed_and_no_thread_moves_the_topics():
    counts, _, _ = planted(150)
    fit = engine_of("nmf")
    one = fit(counts, 6, 1)
    with threadpool_limits(limits=2, user_api="blas"):
        two = fit(counts, 6, 2)
        mixtures = two.mixtures(counts)
    assert one.weights.tobytes() == two.weights.tobytes()
    assert one.mixtures(counts).tobytes() == mixtures.tobytes()


def test_mixtures_are_the_least_squares_solution():
    counts, _, _ = planted(40)
    model = engine_of("nmf")(counts, 6, 1)
    from scipy.optimize import nnls

    from pipeline.topics.nmf import weighted

    table = weighted(counts, model.idf).toarray()
    for row, mixture in zip(table[:10], model.mixtures(counts)[:10], strict=True):
        expected = nnls(model.weights.T, row)[0]
        assert mixture == pytest.approx(expected / expected.sum(), abs=1e-6)


def test_fitting_survives_twins_and_empty_units():
    counts = csr_matrix(np.tile([[3.0, 1.0, 0.0, 2.0, 1.0, 1.0]], (20, 1)))
    counts = csr_matrix(np.vstack([counts.toarray(), np.zeros((3, 6))]))
    model = engine_of("nmf")(counts, 3, 1)
    assert np.isfinite(model.weights).all()
    assert np.isfinite(model.mixtures(counts)).all()


def test_npmi_vector_and_its_limits():
    assert round(float(npmi(30, 300, 150, 100_000)[0]), 4) == 0.5177
    assert npmi(0, 300, 150, 1000) == [-1]
    assert npmi(50, 50, 50, 1000) == pytest.approx([1])
    assert npmi(10, 100, 100, 1000) == pytest.approx([0])
    assert npmi(1000, 1000, 1000, 1000) == [1]


def test_coherence_of_words_that_share_units():
    counts = csr_matrix(np.array([[1, 1, 0, 0], [2, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1.0]]))
    tops = [np.array([0, 1]), np.array([2, 3]), np.array([1])]
    assert topic_coherence(counts, tops) == pytest.approx([1, -1, 0])
    assert diversity(tops) == 4 / 5
    assert diversity([]) == 0


def test_top_words_break_ties_by_the_alphabet_and_skip_zeros():
    assert [top.tolist() for top in top_words(np.array([[0.2, 0.4, 0.4, 0.0]]), 10)] == [[1, 2, 0]]


def test_matching_is_one_to_one():
    one = [np.array([1, 2, 3]), np.array([1, 2, 4])]
    assert matched_jaccard(one, one[::-1]).tolist() == [1, 1]
    assert matched_jaccard(one, [np.array([1, 2, 3])]).tolist() == [1, 0]
    assert matched_jaccard([], []).tolist() == []


def test_planted_topics_are_stable_and_noise_is_not():
    counts, _, _ = planted()
    fit = engine_of("nmf")
    kept = stability(counts, top_words(fit(counts, 6, 1).weights), fit, refits=3, seed=1)
    noise = csr_matrix(np.random.default_rng(1).poisson(0.3, (120, 200)).astype(float))
    lost = stability(noise, top_words(fit(noise, 6, 1).weights), fit, refits=3, seed=1)
    assert kept.mean() > 0.7
    assert lost.mean() < UNSTABLE


def test_millionths_sum_to_one_million():
    shares = np.random.default_rng(1).dirichlet(np.full(30, 0.2), 200)
    whole = millionths(shares)
    assert (whole.sum(axis=1) == 1_000_000).all()
    assert np.abs(whole / 1e6 - shares).max() < 1e-6
    assert millionths(np.zeros((0, 4))).shape == (0, 4)


@pytest.mark.parametrize(("units", "topics"), [(50, 5), (1000, 11), (18331, 23), (100_000, 30)])
def test_usual_number_of_topics(units, topics):
    assert usual(units) == topics


def test_several_numbers_are_tried_on_small_corpora_only():
    assert candidates(1000, 500) == [7, 11, 15]
    assert candidates(5000, 500) == [17]
    assert candidates(1000, 3) == [3]
    assert chosen([Candidate(5, 0.80, 0, 1), Candidate(8, 0.78, 0, 1), Candidate(11, 0.6, 0, 1)]).topics == 8


def test_topics_are_numbered_by_their_share_of_words():
    counts, _, _ = planted()
    words = np.full(counts.shape[0], 150.0)
    found = learn(counts, words, engine_of("nmf"), topics=6, refits=2, seed=1)
    assert found.why == "set in corpus.toml"
    shares = found.mixtures(counts).mean(axis=0)
    assert (np.diff(shares) <= 1e-9).all()
    assert [set(top) for top in found.tops] == [set(top) for top in top_words(found.weights)]


def test_labels_of_people_win_and_homonyms_are_told_apart():
    tops = [["eau", "réseau", "usine"], ["eau", "réseau", "usine", "taxe"], ["école"]]
    assert labels(tops, {2: "Écoles"}) == [
        ("eau, réseau, usine", "automatic"),
        ("eau, réseau, usine, taxe", "automatic"),
        ("Écoles", "person"),
    ]


def test_vocabulary_leaves_out_grammar_figures_and_the_too_rare_or_common():
    frequencies = DocumentFrequencies()
    for number in range(10):
        lemmas = {"convention": 3, "de": 9, "avec": 2, "2014": 1, "ab": 1}
        frequencies.add(lemmas | ({"eau": 7} if number < 5 else {}) | ({"rare": 9} if number < 1 else {}))
    assert frequencies.vocabulary(2, 0.5) == ("eau",)
    assert frequencies.vocabulary(1, 1.0) == ("convention", "eau", "rare")


def test_rows_and_samples():
    rows = Rows(("eau", "école"))
    rows.add({"école": 2, "autre": 5})
    rows.add({})
    assert rows.table().toarray().tolist() == [[0, 2], [0, 0]]
    assert sampled(5, 9, 1) == frozenset(range(5))
    assert len(sampled(1000, 100, 1)) == 100
    assert sampled(1000, 100, 1) == sampled(1000, 100, 1) != sampled(1000, 100, 2)
