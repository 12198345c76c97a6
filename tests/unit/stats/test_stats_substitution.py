"""A planted replacement is recovered; what is not one is not called so."""

import numpy as np
import pytest
from scipy.special import expit

from pipeline.stats.substitution import fit_substitution, log_likelihood

YEARS = np.arange(1990, 2026)


def planted(rng, midpoint=2012.0, rate=0.5, level=1.0, mean=16):
    both = rng.poisson(rng.gamma(2, mean / 2, len(YEARS)))
    share = level * expit(rate * (YEARS - midpoint))
    p = np.clip(share, 1e-6, 1 - 1e-6)
    return rng.binomial(both, rng.beta(p * 19, (1 - p) * 19)), both


def test_planted_midpoint_lies_in_the_interval():
    covered = errors = 0
    for seed in range(10):
        new, both = planted(np.random.default_rng(seed))
        found = fit_substitution(YEARS, new, both)
        assert found.estimable
        covered += found.midpoint.low <= 2012 <= found.midpoint.high
        errors += abs(found.midpoint.value - 2012) / 10
        assert found.rate.low < found.rate.value < found.rate.high
        assert found.years_10_to_90.value == pytest.approx(4.394 / found.rate.value, rel=1e-3)
    assert covered >= 8  # acceptance: 90 % of 200 seeds; ten allow for chance
    assert errors < 0.8


def test_the_curve_beats_its_rivals_where_it_is_true():
    new, both = planted(np.random.default_rng(1), rate=0.25, mean=60)
    fits = {fit.model: fit for fit in fit_substitution(YEARS, new, both).fits}
    assert list(fits) == ["constant", "linear", "logistic", "logistic, free upper level", "step"]
    assert fits["logistic"].aicc < fits["step"].aicc < fits["constant"].aicc
    assert not fit_substitution(YEARS, new, both).partial


def test_a_step_is_told_from_a_curve():
    rng = np.random.default_rng(1)
    both = np.full(len(YEARS), 60)
    new = rng.binomial(both, np.where(YEARS < 2014, 0.08, 0.75))
    fits = {fit.model: fit for fit in fit_substitution(YEARS, new, both).fits}
    assert fits["step"].aicc < fits["logistic"].aicc
    assert fits["step"].parameters[0] == 2014


def test_a_partial_replacement_shows_in_the_upper_level():
    new, both = planted(np.random.default_rng(3), level=0.6, mean=80, rate=0.7)
    found = fit_substitution(YEARS, new, both, upper_level="free")
    assert found.partial
    assert found.best_model == "logistic, free upper level"
    assert found.estimable
    assert found.upper_level == pytest.approx(0.6, abs=0.08)
    assert found.midpoint.value == pytest.approx(2012, abs=1.5)


@pytest.mark.parametrize(
    ("years", "new", "both", "reason"),
    [
        ([], [], [], "0 year"),
        ([2014], [3], [9], "1 year"),
        (range(2000, 2012), [0] * 12, [9] * 12, "new form is never used"),
        (range(2000, 2012), [9] * 12, [9] * 12, "old form is never used"),
        (range(2000, 2012), [4, 5] * 6, [9] * 12, "no rise"),
        (range(2000, 2012), list(range(20, 8, -1)), [20] * 12, "no rise"),
        (range(2000, 2012), [0] * 6 + [1, 1, 2, 3, 4, 6], [60] * 12, "outside the years"),
    ],
)
def test_what_is_not_identified_says_why(years, new, both, reason):
    found = fit_substitution(*(np.array(list(column), dtype=np.int64) for column in (years, new, both)))
    assert not found.estimable
    assert reason in found.reason
    assert found.midpoint is None


def test_likelihood_of_two_even_years():
    """With ρ = 1/3 and p = 1/2 the law is uniform over 0 … n: B(y + 1, n - y + 1) / B(1, 1)."""
    value = log_likelihood(np.array([0.5]), 1 / 3, np.array([1]), np.array([2]))
    assert value == pytest.approx(np.log(1 / 6))
