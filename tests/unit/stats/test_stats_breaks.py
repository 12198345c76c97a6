"""Posterior of breaks: against every cut counted by hand, published numbers, planted truth."""

from itertools import combinations, product

import numpy as np
import pytest
import ruptures
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import betaln, expit, logsumexp, xlogy

from pipeline.stats.breaks import _empty_pieces, _Frame, _pieces, _posterior, breaks, prior_of_number, shortest_run
from pipeline.stats.changepoints import penalty_path, posterior_of_one_break, segments
from pipeline.stats.levels import (
    ALLOWANCE,
    Law,
    design_effect,
    effective_counts,
    moving_evidence,
    rate_law,
    share_law,
    unrest,
)

VECTOR = np.array([2.0, 3, 2, 10, 11, 12])


def test_one_break_has_the_published_posterior():
    found = breaks(VECTOR, np.full(6, 20.0), share_law(), number=(0.5, 0.5), min_years=1, smooth=0)
    assert round(found.number[0], 6) == 0.000045
    assert found.at.round(6).tolist() == [0, 0.000055, 0.000994, 0.994605, 0.004206, 0.000094]
    assert [(item.year, item.low, item.high, item.smooth) for item in found.best] == [(3, 3, 3, 0)]
    old = posterior_of_one_break(VECTOR, np.full(6, 20))
    assert found.at[1:] == pytest.approx(old.after)


def by_hand(hits, size, prior, shortest):
    """Every cut, one by one: probability of each number of breaks, and of a break at each year."""
    years = len(hits)
    logs, cuts_of = [], []
    for count, probability in enumerate(prior):
        every = [
            cuts
            for cuts in combinations(range(1, years), count)
            if all(
                end - start >= (min(2, shortest) if start == 0 or end == years else shortest)
                for start, end in zip([0, *cuts], [*cuts, years], strict=True)
            )
        ]  # fmt: skip
        for cuts in every:
            parts = [slice(a, b) for a, b in zip([0, *cuts], [*cuts, years], strict=True)]
            evidence = sum(betaln(1 + hits[p].sum(), 1 + (size[p] - hits[p]).sum()) for p in parts)
            logs.append(np.log(probability / len(every)) + evidence)
            cuts_of.append(cuts)
    weights = np.exp(np.array(logs) - logsumexp(logs))
    number, at = np.zeros(len(prior)), np.zeros(years)
    for weight, cuts in zip(weights, cuts_of, strict=True):
        number[len(cuts)] += weight
        at[list(cuts)] += weight
    likely = int(number.argmax())
    best = max((w, cuts) for w, cuts in zip(weights, cuts_of, strict=True) if len(cuts) == likely)[1]
    return number, at, best


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=6, max_size=10), st.integers(1, 3))
def test_the_recursion_adds_up_every_cut(counts, shortest):
    hits = np.array([min(pair) for pair in counts], dtype=float)
    size = np.array([max(pair) for pair in counts], dtype=float)
    prior = [0.4, 0.3, 0.3] if len(counts) >= 3 * shortest else [0.5, 0.5]
    found = breaks(hits, size, share_law(), number=prior, min_years=shortest, smooth=0)
    number, at, best = by_hand(hits, size, prior, shortest)
    assert found.number == pytest.approx(number)
    assert found.at == pytest.approx(at)
    if len(set(number.round(9))) == len(number):
        chosen = tuple(item.year for item in found.best)
        assert len(chosen) == len(best)
    assert all(item.low <= item.year <= item.high for item in found.best)


def test_the_most_probable_cut_is_the_best_of_all():
    hits = np.array([1.0, 2, 1, 9, 8, 9, 3, 4, 2])
    _, _, best = by_hand(hits, np.full(9, 10.0), [0.4, 0.3, 0.3], 2)
    found = breaks(hits, np.full(9, 10.0), share_law(), number=[0.4, 0.3, 0.3], min_years=2, smooth=0)
    assert tuple(item.year for item in found.best) == best == (3, 6)


@pytest.mark.parametrize("law", [share_law(), Law(False, 1.0, 4.0)])
def test_evidence_of_a_known_way_agrees_with_integration(law):
    """Both levels integrated on a fine grid."""
    rng = np.random.default_rng(2)
    moved = expit(0.6 * (np.arange(14) - 6.3))
    size = np.full(14, 12.0)
    hits = rng.binomial(12, 0.2 + 0.5 * moved).astype(float)
    grid = (np.arange(2000) + 0.5) / 2000 * (1 if law.share else 3)
    low, high = np.meshgrid(grid, grid)
    logs = np.zeros_like(low) if law.share else -4 * (low + high) + 2 * np.log(4)
    for year in range(14):
        level = low * (1 - moved[year]) + high * moved[year]
        logs += xlogy(hits[year], level) + (xlogy(12 - hits[year], 1 - level) if law.share else -12 * level)
    exact = logsumexp(logs) + 2 * np.log(grid[1] - grid[0])
    assert moving_evidence(law, hits, size, moved[None])[0] == pytest.approx(exact, abs=0.1)


@pytest.mark.parametrize("hits", [np.r_[np.full(10, 3.0), np.full(10, 9.0)], np.r_[np.zeros(10), np.full(10, 4.0)]])
@pytest.mark.parametrize("share", [True, False])
def test_a_way_that_is_a_step_has_the_evidence_of_a_cut(hits, share):
    size = np.full(20, 20.0)
    law = share_law() if share else rate_law(hits, size)
    cut = law.evidence(hits[:10].sum(), size[:10].sum()) + law.evidence(hits[10:].sum(), size[10:].sum())
    assert moving_evidence(law, hits, size, np.r_[np.zeros(10), np.ones(10)][None])[0] == pytest.approx(cut, abs=0.2)


def planted(level, documents, rng):
    year = np.repeat(np.arange(len(level)), documents)
    size = 1 + rng.poisson(4, len(year))
    at = np.clip(level[year], 1e-6, 1 - 1e-6)
    return rng.binomial(size, rng.beta(4 * at, 4 * (1 - at))).astype(float), size.astype(float), year


def counted(level, documents, rng):
    return effective_counts(*planted(level, documents, rng), share=True)


@pytest.mark.parametrize("speed", [0.3, 0.8, 1.5])
def test_an_s_curve_is_one_smooth_break_and_many_steps_without_that_rival(speed):
    once = smooth = errors = cut = 0
    for seed in range(12):
        rng = np.random.default_rng(seed)
        hits, size = counted(expit(speed * (np.arange(30) - 14.3)), 60, rng)
        best = breaks(hits, size, share_law()).best
        once += len(best) == 1
        smooth += best[0].smooth > 0.5
        errors += abs(best[0].year - 0.5 - 14.3) / 12
        cut += len(breaks(hits, size, share_law(), smooth=0).best) > 1
    assert once >= 11  # 99 % over 200 seeds
    assert smooth >= 11
    assert errors <= 1
    assert cut == 12


def test_a_step_is_a_step_and_its_year_is_sure():
    for seed in range(8):
        hits, size = counted(np.where(np.arange(24) < 14, 0.1, 0.7), 40, np.random.default_rng(seed))
        (found,) = breaks(hits, size, share_law()).best
        assert (found.year, found.low, found.high) == (14, 14, 14)
        assert found.smooth < 0.5
        assert found.probability > 0.95


@pytest.mark.parametrize("first", [2, 20])
def test_a_step_near_the_edge_keeps_its_year(first):
    (found,) = breaks(np.where(np.arange(22) < first, 5.0, 35), np.full(22, 40.0), share_law()).best
    assert (found.year, found.low, found.high) == (first, first, first)


def test_two_breaks_are_two():
    level = np.select([np.arange(30) < 10, np.arange(30) < 20], [0.2, 0.7], 0.3)
    hits, size = counted(level, 40, np.random.default_rng(1))
    found = breaks(hits, size, share_law())
    assert [item.year for item in found.best] == [10, 20]
    assert found.number[2] > 0.7
    assert found.at[[10, 20]].min() > 0.9


def test_an_s_curve_before_a_step_is_one_break():
    years = np.arange(30)
    level = 0.1 + 0.7 * expit(0.6 * (years - 9.5)) - 0.5 * (years >= 22)
    hits, size = counted(level, 30, np.random.default_rng(2))
    curve, step = breaks(hits, size, share_law()).best
    assert (abs(curve.year - 10) <= 1, curve.smooth > 0.9) == (True, True)
    assert (step.year, step.smooth < 0.5) == (22, True)
    assert len(breaks(hits, size, share_law(), smooth=0).best) > 2


def test_lumpy_flat_series_get_a_break_without_their_design_effect():
    wrong = right = 0
    for seed in range(30):
        hits, size, year = planted(np.full(30, 0.3), 20, np.random.default_rng(seed))
        raw = np.bincount(year, hits), np.bincount(year, size)
        effect = design_effect(hits, size, year, share=True)
        wrong += bool(breaks(*raw, share_law()).best)
        right += bool(breaks(*(part / effect for part in raw), share_law()).best)
    assert right <= 4  # 5 % would be 1.5; four or fewer in 98 % of such tests
    assert wrong > right


def test_design_effect_of_independent_and_of_copied_trials():
    rng = np.random.default_rng(4)
    ones = rng.binomial(1, 0.3, 4000).astype(float)
    year = np.repeat(np.arange(10), 400)
    assert design_effect(ones, np.ones(4000), year, share=True) == pytest.approx(1, abs=0.01)
    assert design_effect(ones * 5, np.full(4000, 5.0), year, share=True) == pytest.approx(5, rel=0.01)
    lone = design_effect(np.array([1.0, 4]), np.array([5.0, 5]), np.array([0, 1]), share=True)
    assert lone == 1


def test_unrest_is_none_along_a_slope_or_a_step_and_shows_years_that_move_together():
    size = np.full(20, 1000.0)
    assert unrest(np.linspace(100, 400, 20), size, share=True) == 1
    assert unrest(np.where(np.arange(20) < 10, 100.0, 700), size, share=True) == 1
    assert unrest(np.tile([200.0, 300], 10), size, share=True) > 20
    assert unrest(np.zeros(20), size, share=False) == 1
    assert unrest(np.array([1.0, 9, 1, 9]), np.full(4, 10.0), share=True) == 1


def test_unrest_of_independent_counts_is_chance_and_of_years_that_move_is_measured():
    rng = np.random.default_rng(6)
    size = np.full(60, 200.0)
    quiet = [unrest(rng.binomial(200, 0.3, 60).astype(float), size, share=True) for _ in range(200)]
    assert np.median(quiet) == 1
    rates = [unrest(rng.poisson(30, 60).astype(float), np.full(60, 9e4), share=False) for _ in range(200)]
    assert np.median(rates) == 1
    # Beta(30, 70): variance of a year's count is 200 · 0.21 · (1 + 199 / 101), 2.97 times the binomial one
    moved = [unrest(rng.binomial(200, rng.beta(30, 70, 60)).astype(float), size, share=True) for _ in range(200)]
    assert np.mean(moved) * ALLOWANCE == pytest.approx(2.97, rel=0.1)


def test_years_that_move_together_are_no_break():
    named = plain = 0
    for seed in range(30):
        rng = np.random.default_rng(seed)
        hits, size, year = planted(expit(-0.85 + 0.3 * rng.standard_normal(24)), 100, rng)
        named += bool(breaks(*effective_counts(hits, size, year, share=True), share_law()).best)
        effect = design_effect(hits, size, year, share=True)
        counts = [np.bincount(year, part) / effect for part in (hits, size)]
        plain += bool(breaks(*counts, share_law()).best)
    assert named <= 6  # 8 % over 100 seeds
    assert plain >= 12  # 63 %


def test_effective_counts_keep_the_level():
    hits, size, year = planted(np.full(12, 0.3), 30, np.random.default_rng(8))
    few, all_ = effective_counts(hits, size, year, share=True)
    assert few / all_ == pytest.approx(np.bincount(year, hits) / np.bincount(year, size))
    assert all_.sum() < size.sum()


def test_words_may_be_counted_in_any_unit():
    hits, words = np.array([1.0, 2, 1, 1, 6, 7, 8, 6, 5, 6]), np.full(10, 800.0)
    one = breaks(hits, words, rate_law(hits, words))
    thousand = breaks(hits, words / 1000, rate_law(hits, words / 1000))
    assert one.number == pytest.approx(thousand.number)


def test_empty_series_break_nowhere():
    nothing = np.zeros(12)
    for law, size in ((share_law(), nothing), (rate_law(nothing, np.full(12, 9.0)), np.full(12, 9.0))):
        found = breaks(nothing, size, law)
        assert found.best == ()
        assert found.number.sum() == pytest.approx(1)


def test_prior_falls_by_a_third_and_the_shortest_run_holds_the_level():
    assert prior_of_number(2) == pytest.approx([9 / 13, 3 / 13, 1 / 13])
    assert shortest_run(np.array([0.02, 0.3, 0.4, 0.26, 0.02]), 2) == (1, 3)
    assert shortest_run(np.array([0.0, 0, 1, 0]), 2) == (2, 2)


class Binomial(ruptures.base.BaseCost):
    """The cost of `segments`, for ruptures."""

    model, min_size = "", 1

    def fit(self, signal):
        self.signal = signal
        return self

    def error(self, start, end):
        hits, size = self.signal[start:end].sum(axis=0)
        share = hits / size
        return -2 * (xlogy(hits, share) + xlogy(size - hits, 1 - share))


@pytest.mark.parametrize("seed", range(12))
def test_segments_are_those_of_pelt(seed):
    rng = np.random.default_rng(seed)
    size = rng.integers(5, 40, 24).astype(float)
    level = rng.uniform(0.05, 0.95, 4)[np.arange(24) // 6]
    hits = rng.binomial(size.astype(int), level).astype(float)
    for penalty in (2.0, 2 * np.log(24), 15.0):
        pelt = ruptures.Pelt(custom_cost=Binomial(), min_size=3, jump=1).fit(np.stack([hits, size], axis=1))
        assert [*segments(hits, size, penalty=penalty), 24] == pelt.predict(pen=penalty)


def test_the_path_tells_every_cut_of_a_range_of_penalties():
    rng = np.random.default_rng(3)
    size = np.full(24, 30.0)
    hits = rng.binomial(30, np.array([0.1, 0.5, 0.4, 0.8])[np.arange(24) // 6]).astype(float)
    path = penalty_path(hits, size, 0.1, 200)
    assert [step.low for step in path[1:]] == [step.high for step in path[:-1]]
    assert (path[0].low, path[-1].high, path[-1].breaks) == (0.1, 200, ())
    assert len(path) > 3
    for step in path:
        middle = (step.low + step.high) / 2
        assert segments(hits, size, penalty=middle) == list(step.breaks)
    numbers = [len(step.breaks) for step in path]
    assert numbers == sorted(numbers, reverse=True)


def test_the_recursion_adds_up_every_mixture_of_steps_and_curves():
    """Every cut, and in each part a level or an S-curve at one of its places."""
    frame = _Frame(7, 1, float(np.log(0.3 / 0.7)), 3)
    hits, size = np.array([1.0, 2, 5, 6, 9, 2, 1]), np.full(7, 10.0)
    tables = _pieces(hits, size, share_law(), frame), _empty_pieces(frame)
    totals = np.zeros((2, 3))
    year_two = np.zeros(7)
    for cuts in (cuts for count in range(3) for cuts in combinations(range(1, 7), count)):
        ends = list(zip([0, *cuts], [*cuts, 7], strict=True))
        for places in product(*([None, *range(start + 1, end)] if end - start >= 3 else [None] for start, end in ends)):
            curves = [place for place in places if place is not None]
            number = len(cuts) + len(curves)
            if number > 2:
                continue
            weights = []
            for table in tables:
                logs = [
                    table.level[start, end] if place is None else table.curve[start, end, place]
                    for (start, end), place in zip(ends, places, strict=True)
                ]
                weights.append(np.exp(sum(logs)))
            totals[:, number] += weights
            if number == 2:
                year_two[[*cuts, *curves]] += weights[0]
    prior = np.array([0.5, 0.3, 0.2])
    expected = prior * totals[0] / totals[1]
    found = _posterior(hits, size, share_law(), prior, frame)
    assert found.number == pytest.approx(expected / expected.sum())
    only_two = _posterior(hits, size, share_law(), np.array([0, 0, 1.0]), frame)
    assert only_two.at == pytest.approx(year_two / totals[0, 2])
