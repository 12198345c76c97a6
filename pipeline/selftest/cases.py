"""Planted corpora and the answer each must get: what a referee may run against the verdict."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy.special import expit

from pipeline.records import Bag
from pipeline.selftest import texts
from pipeline.selftest.counts import Plan, curve, planted
from pipeline.shift.judged import Names, Shares
from pipeline.shift.judged import judge as judge_names
from pipeline.stats.sample import Sample
from pipeline.stats.standard import Draws
from pipeline.stats.substitution import fit_substitution
from pipeline.stats.verdict import Counts, Verdict, verdict

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


def _visas_only(seed: int) -> bool:
    """A law whose title holds the new name, cited more and more, and the old name in every body: only mentions move."""
    rng = np.random.default_rng([seed, 6])
    years = np.repeat(np.arange(2000, 2020), 6)
    cited = rng.random(len(years)) < np.linspace(0.05, 0.95, len(years))
    bags = texts.counted([
        texts.Written(f"d{at}", year, texts.alone(texts.act(at, year, [texts.OLD], rng, [texts.VISA] * cites), year))
        for at, (year, cites) in enumerate(zip(years.tolist(), cited.tolist(), strict=True))
    ])  # fmt: skip
    found = verdict(_as_counts(bags, 2010), Draws(REPLICATES, seed)).standardised
    return not _uses(bags, "AECT") and found is not None and found.new.up


def _uses(bags: list[Bag], *names: str) -> int:
    return sum(bag.terms[name][0] for bag in bags for name in names if name in bag.terms)


def _as_counts(bags: list[Bag], start: int) -> Counts:
    """Uses of the old name, mentions of the new one."""
    old, new = (
        np.array([bag.terms.get(name, (0, 0, 0, 0))[status] for bag in bags], dtype=np.float64)
        for name, status in (("CD", 0), ("AECT", 1))
    )
    later, words = (
        np.array([int((bag.year or 0) >= start) for bag in bags]),
        np.array([float(bag.words) for bag in bags]),
    )
    none = np.zeros(len(bags), dtype=np.int64)
    return Counts(later, none, np.arange(len(bags)), none - 1, words, old, new)


def _foreign(seed: int) -> bool:
    """The European grouping in Spanish and Portuguese, alone and among French words: no use is counted."""
    rng = np.random.default_rng([seed, 7])
    written = []
    for at in range(12):
        year, foreign = 2005 + at, (texts.SPANISH, texts.PORTUGUESE)[int(rng.integers(2))]
        if rng.random() < 0.5:
            written.append(texts.Written(f"d{at}", year, "\n\n".join([foreign] * int(rng.integers(1, 4))), "article"))
        else:
            written.append(texts.Written(f"d{at}", year, texts.alone(texts.act(at, year, [foreign], rng), year)))
    return not _uses(texts.counted(written), "AECT")


def _copies(seed: int) -> bool:
    """Acts published alone and again in the minutes of their session: counted as often as they were taken."""
    rng = np.random.default_rng([seed, 8])
    written, taken = [], 0
    for year in range(2008, 2013):
        said = [(texts.OLD, texts.NEW, "")[int(rng.integers(3))] for _ in range(6)]
        taken += sum(map(bool, said))
        acts = [texts.act(at, year, [sentence], rng) for at, sentence in enumerate(said)]
        written += [
            texts.Written(f"e{year}-{at}", year, texts.alone(text, year))
            for at, text in enumerate(acts)
            if rng.random() < 0.6
        ]
        written.append(texts.Written(f"pv{year}", year, texts.together(acts, year), "minutes"))
    return _uses(texts.counted(written), "CD", "AECT") == taken


def _worn(seed: int) -> bool:
    """Constant rates; old texts are read badly, and a third of their terms is lost: the verdict bears a reservation."""
    counts = planted(Plan(documents=120, old=(2, 2), new=(1, 1)), seed)
    rng = np.random.default_rng([seed, 9])
    kept = np.where(counts.later == 1, 0.97, 0.65)
    old, new = (rng.binomial(uses.astype(np.int64), kept) for uses in (counts.old, counts.new))
    year = np.where(counts.later == 1, 2015, 2005) + rng.integers(0, 5, len(old))
    sample = Sample(year, counts.genre, counts.document, counts.collectivite, counts.words.astype(np.int64), ("a", "b"))
    names = Names(old, new, np.where(counts.later == 1, 0.97, 0.75))
    told = judge_names(sample, names, (), Shares([], []), Draws(REPLICATES, seed))
    return bool(told["reading"]["doubt"])


CASES = (
    Case("A", "constant rates", "the share neither up nor down", 0.92, _no_alarm),
    Case("B", "only the mix of genres changes", "composition; undecided", 0.9, _composition),
    Case("C", "logistic rise, midpoint 2012, slope .5", "the interval holds 2012", 0.9, _midpoint),
    Case("D", "a law title in visas only, more and more", "uses flat, mentions up", 0.95, _visas_only),
    Case("E", "one prolific town alone says the new name", "no verdict; equal towns flat", 0.9, _one_city),
    Case("F", "Spanish and Portuguese AECT", "no use", 1.0, _foreign),
    Case("G", "old texts read badly", "a reservation", 1.0, _worn),
    Case("H", "new name up, old name keeps its rate", "addition", 0.9,
         _says("addition", Plan(documents=600, old=(6, 6), new=(0.1, 3)))),
    Case("I", "new name up, old name down", "replacement", 0.9, _says("replacement", Plan(old=(2, 0.4), new=(0.1, 1.8)))),
    Case("J", "a break in 2014; a smooth rise", "step; curve", 0.9, _step_and_curve),
    Case("K", "three documents in each period", "not estimable", 1.0, _says("not estimable", Plan(documents=3))),
    Case("L", "acts alone and in minutes", "each counted once", 0.95, _copies),
)  # fmt: skip
"""Letters of the acceptance set; D, F and L plant text, the others counts."""


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
