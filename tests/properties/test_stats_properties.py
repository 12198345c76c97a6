"""Laws of the statistics, on any input."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from pipeline.stats.bootstrap import ratio_intervals
from pipeline.stats.composition import kitagawa
from pipeline.stats.multiple import benjamini_hochberg
from pipeline.stats.rates import wilson, wilson_clustered
from pipeline.stats.substitution import fit_substitution
from pipeline.topics.base import millionths, rows_to_one

documents = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 100_000)), min_size=1, max_size=30)
rows = st.lists(st.lists(st.floats(0, 1e6), min_size=4, max_size=4), min_size=1, max_size=8)


@settings(max_examples=50, deadline=None)
@given(documents, st.booleans())
def test_an_interval_is_finite_and_holds_its_value(pairs, share):
    hits, words = (np.array(column, dtype=float) for column in zip(*pairs, strict=True))
    hits = np.minimum(hits, words) if share else hits
    ratios = ratio_intervals(csr_matrix(hits.reshape(-1, 1)), words, 120, np.random.default_rng(1), share=share)
    low, value, high = ratios.low[0], ratios.value[0], ratios.high[0]
    assert np.isfinite([low, high]).all()
    assert 0 <= low <= value * (1 + 1e-9)
    assert value * (1 - 1e-9) <= high
    assert high <= 1 or not share


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 500), st.data())
def test_wilson_holds_the_share_and_mirrors(trials, data):
    successes = data.draw(st.integers(0, trials))
    low, high = wilson(successes, trials)
    assert 0 <= low <= successes / trials <= high <= 1
    mirrored = wilson(trials - successes, trials)
    assert np.allclose([1 - mirrored[1], 1 - mirrored[0]], [low, high])


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(1, 30), min_size=1, max_size=20), st.data())
def test_clustered_wilson_is_never_narrower_than_the_plain_one(trials, data):
    hits = [data.draw(st.integers(0, size)) for size in trials]
    low, high = wilson_clustered(np.array(hits), np.array(trials))
    plain = wilson(sum(hits), sum(trials))
    assert low <= plain[0] + 1e-9
    assert plain[1] <= high + 1e-9


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(0, 1), max_size=30))
def test_adjusted_p_values_keep_their_order(p_values):
    adjusted = benjamini_hochberg(p_values)
    assert ((adjusted >= np.array(p_values) - 1e-12) & (adjusted <= 1)).all()
    assert (np.diff(adjusted[np.argsort(p_values, kind="stable")]) >= -1e-12).all()


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(*[st.floats(0.01, 1000)] * 4), min_size=1, max_size=6))
def test_mix_and_rate_make_the_whole_difference(cells):
    first, second, before, after = np.array(cells).T
    split = kitagawa((first, second), (before, after))
    assert np.isclose(split.mix + split.rate, split.crude, atol=1e-6)


@settings(max_examples=50, deadline=None)
@given(rows)
def test_shares_are_whole_millionths(table):
    shares = rows_to_one(np.array(table))
    kept = shares[shares.sum(axis=1) > 0]
    whole = millionths(kept)
    assert (whole.sum(axis=1) == 1_000_000).all()
    assert (whole >= 0).all()


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=0, max_size=9))
def test_any_counts_are_fitted_or_refused_in_words(pairs):
    old = np.array([pair[0] for pair in pairs], dtype=np.int64)
    new = np.array([pair[1] for pair in pairs], dtype=np.int64)
    found = fit_substitution(np.arange(2000, 2000 + len(pairs)), new, old + new)
    assert found.estimable == (not found.reason)
    if found.midpoint is not None:
        assert found.midpoint.low <= found.midpoint.value <= found.midpoint.high
