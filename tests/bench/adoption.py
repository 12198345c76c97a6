"""Adoption by collectivité: how often the intervals hold the planted truth, and the shape of the spread is read right.

Truth is simulated by other means than the estimates use: times of adoption are drawn in continuous time, one
collectivité after the other, and cut into years afterwards.
"""

import argparse
from collections import Counter
from collections.abc import Callable

import numpy as np

from pipeline.stats.adoption import adoption
from pipeline.stats.diffusion import diffusion
from pipeline.stats.hazard import hazard
from pipeline.stats.histories import Row, histories, spans
from pipeline.stats.survival import log_rank

RUNS = 300
START, YEARS = 1996, 24
MEDIAN = 2008
SPREADS = {  # a, b: for each year
    "decreed: a .25, b .02": (0.25, 0.02),
    "decreed: a .15, b 0": (0.15, 0.0),
    "imitated: a .01, b .5": (0.01, 0.5),
    "imitated: a .02, b .8": (0.02, 0.8),
    "between: a .06, b .15": (0.06, 0.15),
}


def weibull_years(count: int, rng: np.random.Generator) -> np.ndarray:
    """Years of adoption whose median, as a year, is `MEDIAN`: S = 1/2 is passed in the middle of that year."""
    times = (MEDIAN + 0.5 - START) * (rng.exponential(size=count) / np.log(2)) ** (1 / 1.8)
    return START + np.floor(times).astype(np.int64)


def planted_rows(years_of_adoption: np.ndarray, rng: np.random.Generator, *, gaps: float = 0.2) -> list[Row]:
    """Documents of collectivités that begin in different years, with years without any; a use from adoption on."""
    rows = []
    for index, adopted in enumerate(years_of_adoption):
        first, last = START + rng.integers(0, 8), START + rng.integers(YEARS - 8, YEARS)
        for year in range(first, last + 1):
            documents = 0 if first < year < last and rng.random() < gaps else int(rng.integers(6, 40))
            level = ("commune", "région")[index % 2]
            rows.append(Row(f"{index:05}", f"C{index}", level, year, documents, int(documents > 0 and year >= adopted)))
    return rows


def spread_counts(
    count: int, external: float, internal: float, rng: np.random.Generator, *, years: int = YEARS
) -> tuple[np.ndarray, ...]:
    """Yearly counts of a spread among `count` collectivités, one event after the other in continuous time."""
    time, times = 0.0, []
    while len(times) < count:
        rate = (count - len(times)) * (external + internal * len(times) / count)
        time += rng.exponential(1 / rate) if rate > 0 else np.inf
        if time >= years:
            break
        times.append(int(time))
    adopting = np.bincount(np.array(times, dtype=np.int64), minlength=years)
    before = np.concatenate([[0], np.cumsum(adopting)[:-1]])
    return START + np.arange(years), count - before, adopting, before / count


def law_counts(count: int, rng: np.random.Generator, *, law: int) -> tuple[np.ndarray, ...]:
    """Almost nobody adopts before the year `law` of the series; from then on .25 a year do, each for itself."""
    chance = np.where(np.arange(YEARS) < law, 0.005, 0.22)
    adopting, left = [], count
    for year in range(YEARS):
        adopting.append(rng.binomial(left, chance[year]))
        left -= adopting[-1]
    before = np.concatenate([[0], np.cumsum(adopting)[:-1]])
    return START + np.arange(YEARS), count - before, np.array(adopting), before / count


def holds(low: float | None, truth: float, high: float | None) -> bool:
    """Whether an interval, open where it has no bound, holds the truth."""
    return (low is None or low <= truth) and (high is None or truth <= high)


def curves(count: int, runs: int, gaps: float) -> dict[str, float]:
    """Shares of runs in which the interval of the median, and of the share in 2005 and 2010, holds the truth."""
    kept: Counter[str] = Counter()
    truth = {year: 0.5 ** (((year + 1 - START) / (MEDIAN + 0.5 - START)) ** 1.8) for year in (2002, 2005, 2010)}
    for run in range(runs):
        rng = np.random.default_rng([run, count, int(100 * gaps)])
        rows = planted_rows(weibull_years(count, rng), rng, gaps=gaps)
        found = adoption(rows, replicates=499, seed=run)
        if found.curve is None or found.everyone is None:
            kept["refused"] += 1
            continue
        kept["fitted"] += 1
        kept["KM median"] += holds(found.median.low, MEDIAN, found.median.high)
        kept["KM median bounded"] += found.median.high is not None
        kept["Turnbull median"] += holds(found.everyone.median.low, MEDIAN, found.everyone.median.high)
        kept["not converged"] += not found.everyone.converged
        base = 0.5 ** (((found.since - START) / (MEDIAN + 0.5 - START)) ** 1.8)
        for year, survival in truth.items():
            at = np.searchsorted(found.curve.time, year, side="right") - 1
            if at >= 0 and year <= found.until:
                kept["KM points"] += 1
                kept["KM share"] += holds(found.curve.low[at], survival / base, found.curve.high[at])
            at = np.searchsorted(found.everyone.until, year, side="right") - 1
            free = at + 1 < len(found.everyone.after) and found.everyone.after[at + 1] < year
            if at >= 0 and not free:
                kept["Turnbull points"] += 1
                kept["Turnbull share"] += holds(found.everyone.low[at], 1 - survival, found.everyone.high[at])
    fitted = max(1, kept["fitted"])
    return {
        **{name: kept[name] / fitted for name in ("KM median", "KM median bounded", "Turnbull median")},
        "KM share": kept["KM share"] / max(1, kept["KM points"]),
        "Turnbull share": kept["Turnbull share"] / max(1, kept["Turnbull points"]),
        "refused": kept["refused"] / runs, "not converged": kept["not converged"] / fitted,
    }  # fmt: skip


def readings(make: Callable[[np.random.Generator], tuple], runs: int) -> Counter[str]:
    """How often each reading of the shape is given."""
    return Counter(diffusion(*make(np.random.default_rng([run, 7]))).reading for run in range(runs))


def effects(rows: int, constant: float, runs: int) -> tuple[list[float], float]:
    """Coverage of each coefficient of a planted hazard, and the mean number of adoptions."""
    beta = np.array([constant, 0.5, 1.0, 0.7])
    covered, events, fitted = np.zeros(4), 0, 0
    for run in range(runs):
        rng = np.random.default_rng([run, rows])
        table = np.column_stack(
            [np.log(rng.integers(5, 60, rows)), rng.uniform(0, 0.8, rows), rng.integers(0, 2, rows)]
        )
        adopts = rng.random(rows) < -np.expm1(-np.exp(beta[0] + table @ beta[1:]))
        found = hazard(adopts, table, ["documents", "others", "law"])
        if len(found.effects) == 4:
            fitted += 1
            events += found.events
            covered += [one.low <= truth <= one.high for one, truth in zip(found.effects, beta, strict=True)]
    return (covered / max(1, fitted)).round(3).tolist(), events / max(1, fitted)


def false_alarms(count: int, runs: int) -> tuple[float, float]:
    """Share of runs without difference in which chi-square and permutation find one at 5 %."""
    found = []
    for run in range(runs):
        rng = np.random.default_rng([run, count, 3])
        kept = histories(planted_rows(weibull_years(count, rng), rng)).kept
        group = np.array([one.level == "région" for one in kept if not one.already], dtype=np.int64)
        test = log_rank(spans(kept), group, ("commune", "région"), permutations=199, rng=rng)
        found.append((test.p_value <= 0.05, test.p_permutation <= 0.05))
    return tuple(np.mean(found, axis=0).round(3).tolist())


def run(_: argparse.Namespace) -> None:
    """Measure and print."""
    print(f"nominal 95 %, {RUNS} runs a row: Monte-Carlo error 1.3 points")
    for gaps in (0.0, 0.3):
        for count in (12, 40, 100):
            rates = "  ".join(f"{name} {value:.3f}" for name, value in curves(count, RUNS, gaps).items())
            print(f"{count:>4} collectivités, gaps {gaps}: {rates}", flush=True)
    for name, (external, internal) in SPREADS.items():
        for count in (12, 40, 100):
            told = readings(lambda rng, n=count, a=external, b=internal: spread_counts(n, a, b, rng), RUNS)
            print(f"{name}, {count} collectivités: {dict(told)}", flush=True)
    for count in (12, 40, 100):
        told = readings(lambda rng, n=count: law_counts(n, rng, law=12), RUNS)
        print(f"law in the middle, {count} collectivités: {dict(told)}", flush=True)
    for rows, constant in ((60, -3.9), (120, -4.0), (400, -4.5), (400, -3.5), (1500, -4.5)):
        covered, events = effects(rows, constant, RUNS)
        print(f"hazard, {rows} years at risk, {events:.0f} adoptions: coverage {covered}", flush=True)
    for count in (8, 12, 40):
        print(f"log-rank, {count} collectivités, no difference: chi-square, permutation {false_alarms(count, RUNS)}")
