"""Calibration: how often 95 % intervals hold the truth and tests at 5 % raise a false alarm, on lumpy counts.

Documents have log-normal lengths; their uses are Poisson counts at a rate that a gamma law of shape 2 varies from
document to document (`selftest.counts`). The table is written to calibration.md beside this file, with its seed.
"""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from scipy.special import expit

from pipeline.selftest.counts import Plan, curve, planted
from pipeline.shift.broken import Calendars, breaks_of
from pipeline.shift.judged import Names, judge, shares_of
from pipeline.stats.bootstrap import ratio_intervals
from pipeline.stats.permutation import shuffles, split_test
from pipeline.stats.sample import Sample
from pipeline.stats.series import Family
from pipeline.stats.standard import Draws
from pipeline.stats.substitution import fit_substitution
from pipeline.stats.tables import SHARE_OF_NEW
from pipeline.stats.trend import ar1_p_value, mann_kendall
from pipeline.stats.verdict import verdict

SEED, RUNS, REPLICATES = 20171211, 500, 999
SIZES = (15, 40, 200)
YEARS = np.arange(1995, 2025)
TABLE = Path(__file__).with_name("calibration.md")


class Row(NamedTuple):
    """How often something happened."""

    what: str
    documents: str
    wanted: str
    runs: int
    times: int

    def line(self) -> str:
        share = self.times / self.runs
        error = 196 * np.sqrt(share * (1 - share) / self.runs)
        return f"| {self.what} | {self.documents} | {self.wanted} | {100 * share:.1f} | ± {error:.1f} | {self.runs} |"


def counted(what: str, documents: object, wanted: str, happens: Callable[[int], bool], runs: int) -> Row:
    """Run something with many seeds."""
    row = Row(what, str(documents), wanted, runs, sum(happens(SEED + seed) for seed in range(runs)))
    print(row.line(), flush=True)
    return row


RATE, SHARE = 2.0, 0.3
"""Planted: old names for 1000 words; share of the new among both."""


def holds_rate(size: int) -> Callable[[int], bool]:
    """Whether the interval of one period's rate holds what was planted."""

    def happens(seed: int) -> bool:
        counts = planted(Plan(documents=size), seed).take(np.arange(size))
        found = ratio_intervals(csr_matrix(counts.old[:, None]), counts.words, REPLICATES, np.random.default_rng(seed))
        return bool(found.low[0] <= RATE / 1000 <= found.high[0])

    return happens


def holds_share(size: int) -> Callable[[int], bool]:
    """The same of the share of the new names among uses of either."""

    def happens(seed: int) -> bool:
        both, new = _uses(size, SHARE, seed)
        found = ratio_intervals(csr_matrix(new[:, None]), both, REPLICATES, np.random.default_rng(seed), share=True)
        return bool(found.low[0] <= SHARE <= found.high[0])

    return happens


def _uses(size: int, share: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Documents with at least one use of either name, each with a share of its own."""
    rng = np.random.default_rng([seed, 3])
    both = 1 + rng.poisson(3, size)
    return both.astype(float), rng.binomial(both, rng.beta(4 * share, 4 * (1 - share), size)).astype(float)


def holds_difference(size: int, of: str) -> Callable[[int], bool]:
    """Whether the interval of a standardised change holds the planted one."""
    old, new = (2.0, 1.0), (0.5, 1.5)
    truth = {"old": (old[1] - old[0]) / 1000, "share": new[1] / (old[1] + new[1]) - new[0] / (old[0] + new[0])}[of]

    def happens(seed: int) -> bool:
        found = verdict(planted(Plan(documents=size, old=old, new=new), seed), Draws(REPLICATES, seed)).standardised
        change = getattr(found, of) if found else None
        return change is not None and change.low <= truth <= change.high

    return happens


def holds_midpoint(size: int) -> Callable[[int], bool]:
    """Whether the interval of the midpoint of an S-curve holds 2012."""

    def happens(seed: int) -> bool:
        middle = fit_substitution(*curve(expit(0.5 * (YEARS - 2012)), YEARS, seed, documents=size)).midpoint
        return middle is not None and None not in middle and middle.low <= 2012 <= middle.high

    return happens


def near_midpoint(size: int) -> Callable[[int], bool]:
    """Whether the midpoint is within .4 year of the planted one."""

    def happens(seed: int) -> bool:
        middle = fit_substitution(*curve(expit(0.5 * (YEARS - 2012)), YEARS, seed, documents=size)).midpoint
        return middle is not None and abs(middle.value - 2012) <= 0.4

    return happens


class Yearly(NamedTuple):
    """Documents over twenty years."""

    sample: Sample
    old: np.ndarray
    new: np.ndarray


def over_years(size: int, seed: int, old: Callable, new: Callable, years: int = 20) -> Yearly:
    """Lumpy documents of each year; rates for 1000 words by year, from 0."""
    rng = np.random.default_rng([seed, 4])
    year = np.repeat(np.arange(years), size)
    words = rng.lognormal(7, 0.6, len(year))
    expected = words / 1000 * rng.gamma(2, 1 / 2, len(year))
    number = np.arange(len(year))
    sample = Sample(2000 + year, np.zeros_like(year), number, np.full_like(year, -1), words.astype(np.int64), ("act",))
    return Yearly(sample, rng.poisson(old(year) * expected), rng.poisson(new(year) * expected))


def judged(data: Yearly, seed: int) -> str:
    """The verdict with breaks and all, as the stage takes it."""
    family = Family(
        "share_of_new_terms", (SHARE_OF_NEW,), csr_matrix(data.new[:, None].astype(float)), data.old + data.new
    )
    names = Names(data.old, data.new, np.ones(len(data.old)))
    shares = shares_of(*breaks_of(data.sample, [family], Calendars([], []), 5))
    return str(judge(data.sample, names, (), shares, Draws(REPLICATES, seed))["verdict"])


def flat(rate: float) -> Callable:
    """One rate for all years."""
    return lambda year: np.full(len(year), rate)


def rising(low: float, high: float, speed: float = 0.6, middle: float = 11.0) -> Callable:
    """From one rate to another along an S-curve."""
    return lambda year: low + (high - low) * expit(speed * (year - middle))


def says(wrong: set[str], size: int, old: Callable, new: Callable) -> Callable[[int], bool]:
    """Whether the verdict is one of these."""
    return lambda seed: judged(over_years(size, seed, old, new), seed) in wrong


def split_alarm(size: int) -> Callable[[int], bool]:
    """A change of level found in a constant rate, the year chosen among all."""

    def happens(seed: int) -> bool:
        data = over_years(size, seed, flat(2), flat(0))
        orders = shuffles(data.sample.genre, 199, np.random.default_rng(seed))
        hits, year = csr_matrix(data.old[:, None].astype(float)), data.sample.year - 2000
        found = split_test(hits, data.sample.words.astype(float), year, orders, margin=3)
        return bool(found.p_value[0] <= 0.05)

    return happens


def trend_alarm(memory: float, careful: bool, years: int = 36) -> Callable[[int], bool]:
    """A trend found in a stationary series with memory."""

    def happens(seed: int) -> bool:
        rng = np.random.default_rng([seed, 5])
        values = rng.standard_normal(years + 60)
        for step in range(1, len(values)):
            values[step] += memory * values[step - 1]
        values = values[60:]
        return (ar1_p_value(values, 199, rng) if careful else mann_kendall(values).p_value) <= 0.05

    return happens


def rows(runs: int) -> list[Row]:
    """The whole table."""
    few, made = max(runs // 5, 10), []
    for size in SIZES:
        made += [
            counted("95 % interval of a rate holds it", size, "93-97", holds_rate(size), runs),
            counted("95 % interval of a share holds it", size, "93-97", holds_share(size), runs),
            counted(
                "95 % interval of a difference of rates holds it", size, "93-97", holds_difference(size, "old"), runs
            ),
            counted(
                "95 % interval of a difference of shares holds it", size, "93-97", holds_difference(size, "share"), runs
            ),
            counted("95 % interval of the midpoint holds it", f"{size} a year", "93-97", holds_midpoint(size), few),
            counted("midpoint within .4 year", f"{size} a year", "all", near_midpoint(size), few),
        ]
    made += [
        counted("change of level in a constant rate", f"{size} a year", "3-7", split_alarm(size), few)
        for size in (15, 40)
    ]
    made += [
        counted("trend in 36 years without memory", "", "3-7", trend_alarm(0.0, careful=True), runs),
        counted("trend in 36 years, memory .5", "", "8 at most", trend_alarm(0.5, careful=True), runs),
        counted("the same by the test without memory", "", "(trap)", trend_alarm(0.5, careful=False), runs),
    ]
    moved = {"replacement", "addition", "dilution"}
    for size in (15, 40):
        made += [
            counted("verdict other than undecided, constant rates", f"{size} a year", "7 at most",
                    says(moved, size, flat(2), flat(0.5)), few),
            counted("verdict replacement where the old name falls", f"{size} a year", "90 at least",
                    says({"replacement"}, size, rising(2, 0.4), rising(0.1, 1.8)), few),
            counted("verdict addition where the old name keeps its rate", f"{size} a year", "",
                    says({"addition"}, size, flat(4), rising(0.1, 3)), few),
            counted("verdict replacement where the old name keeps its rate", f"{size} a year", "7 at most",
                    says({"replacement"}, size, flat(4), rising(0.1, 3)), few),
        ]  # fmt: skip
    return made


def run(arguments: argparse.Namespace) -> None:
    """Print the table and write it."""
    made = rows(getattr(arguments, "runs", RUNS))
    head = [
        "# Calibration", "",
        f"Written by `python -m tests.bench calibration`, seed {SEED}, {REPLICATES} resamples an interval.", "",
        "| What | Documents | Wanted (%) | Found (%) | Chance (95 %) | Seeds |", "| --- | --- | --- | ---: | --- | ---: |",
    ]  # fmt: skip
    TABLE.write_text("\n".join([*head, *(row.line() for row in made)]) + "\n", encoding="utf-8")
