"""Planted corpora and the answer each must get: what a referee may run against the verdict."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy.special import expit

from pipeline.selftest.counts import Plan, curve, planted
from pipeline.stats.standard import Draws
from pipeline.stats.substitution import fit_substitution
from pipeline.stats.verdict import Verdict, verdict

REPLICATES = 1000
YEARS = np.arange(1995, 2025)


class Case(NamedTuple):
    """One planted corpus."""

    id: str
    plant: str  # what is planted
    expected: str  # what must be answered
    least: float  # share of the seeds that must pass
    passes: Callable[[int], bool]  # whether one seed gets its answer


def _judged(plan: Plan, seed: int) -> Verdict:
    return verdict(planted(plan, seed), Draws(REPLICATES, seed))


def _says(label: str, plan: Plan) -> Callable[[int], bool]:
    return lambda seed: _judged(plan, seed).label == label


def _no_alarm(seed: int) -> bool:
    """Neither name moves, and neither change leaves out 0."""
    found = _judged(Plan(), seed)
    moves = found.standardised
    return moves is not None and moves.share is not None and not (moves.share.up or moves.share.down)


def _composition(seed: int) -> bool:
    plan = Plan(documents=200, old=(1, 1), new=(0.4, 0.4), mix=(0.2, 0.7), genre_rates=(0.2, 3))
    found = _judged(plan, seed)
    return found.composition and found.label == "undecided"


def _midpoint(seed: int) -> bool:
    share = expit(0.5 * (YEARS - 2012))
    found = fit_substitution(*curve(share, YEARS, seed))
    middle = found.midpoint
    return (
        middle is not None and middle.low is not None and middle.high is not None and middle.low <= 2012 <= middle.high
    )


def _one_city(seed: int) -> bool:
    """The new name in the papers of one town alone, which files a quarter of the later period."""
    counts = planted(Plan(old=(2, 0.4), new=(0, 0)), seed)
    size = len(counts.later) // 2
    city = (counts.later == 1) & (np.arange(len(counts.later)) % 4 == 0)
    new = np.where(city & (np.arange(len(counts.later)) < size + size // 4), 30.0, 0.0)
    found = verdict(
        counts._replace(new=new, collectivite=np.where(city, 99, counts.collectivite)), Draws(REPLICATES, seed)
    )
    return found.label in ("undecided", "not estimable") and found.panel is not None and not found.panel.new.up


def _step_and_curve(seed: int) -> bool:
    """An abrupt break is best told by a step, a smooth rise by a curve."""
    step = np.where(YEARS < 2014, 0.05, 0.9)
    smooth = expit(0.35 * (YEARS - 2010))
    best = [fit_substitution(*curve(share, YEARS, seed)).best_model for share in (step, smooth)]
    return best[0] == "step" and best[1].startswith("logistic")


CASES = (
    Case("A", "constant rates", "the share neither up nor down", 0.92, _no_alarm),
    Case("B", "only the mix of genres changes", "composition; undecided", 0.9, _composition),
    Case("C", "logistic rise, midpoint 2012, slope .5", "the interval holds 2012", 0.9, _midpoint),
    Case("E", "one prolific town alone says the new name", "no verdict; equal towns flat", 0.9, _one_city),
    Case("H", "new name up, old name keeps its rate", "addition", 0.9,
         _says("addition", Plan(documents=600, old=(6, 6), new=(0.1, 3)))),
    Case("I", "new name up, old name down", "replacement", 0.9, _says("replacement", Plan(old=(2, 0.4), new=(0.1, 1.8)))),
    Case("J", "a break in 2014; a smooth rise", "step; curve", 0.9, _step_and_curve),
    Case("K", "three documents in each period", "not estimable", 1.0, _says("not estimable", Plan(documents=3))),
)  # fmt: skip
"""Letters of the acceptance set; D, F, G and L plant text, not counts, and are tests of the stages that read it."""


class Outcome(NamedTuple):
    """How often one case got its answer."""

    case: Case
    seeds: int
    right: int

    @property
    def holds(self) -> bool:
        """Whether it did as often as it must, up to what chance allows: two standard errors of that share."""
        least = self.case.least
        return bool(self.right / self.seeds >= least - 2 * np.sqrt(least * (1 - least) / self.seeds))


def judge(case: Case, seeds: int, first: int = 0) -> Outcome:
    """Run one case.

    Args:
        case: the planted corpus.
        seeds: how many draws of it.
        first: first seed.
    """
    return Outcome(case, seeds, sum(case.passes(first + seed) for seed in range(seeds)))
