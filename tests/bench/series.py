"""Series: time and memory of intervals, changes, breaks and verdict, and the bootstrap beside a plain numpy loop.

10 000 documents over 30 years and 40 series of lumpy counts. The peer is what is written in ten lines: for each
replicate draw documents, add up, divide, take quantiles (a percentile interval, without the error of each replicate
that the bootstrap-t needs as well).
"""

import argparse
import resource
import time

import numpy as np
from scipy.sparse import csr_matrix

from pipeline.shift.broken import Calendars, breaks_of
from pipeline.shift.judged import Names, judge, shares_of
from pipeline.stats.bootstrap import ratio_intervals
from pipeline.stats.sample import Sample
from pipeline.stats.series import Family, Plan, changes, points
from pipeline.stats.standard import Draws
from pipeline.stats.tables import SHARE_OF_NEW

DOCUMENTS, SERIES, YEARS, REPLICATES, PERMUTATIONS = 10_000, 40, 30, 2000, 499


def table(seed: int = 1) -> tuple[Sample, csr_matrix]:
    """Units of two genres, and their uses of each term."""
    rng = np.random.default_rng(seed)
    year = np.sort(1995 + rng.integers(0, YEARS, DOCUMENTS))
    words = rng.lognormal(7, 0.6, DOCUMENTS).astype(np.int64) + 1
    rate = rng.uniform(0.05, 2, SERIES)[None] * rng.gamma(2, 1 / 2, (DOCUMENTS, 1)) * words[:, None] / 1000
    none = np.full(DOCUMENTS, -1)
    sample = Sample(year, rng.integers(0, 2, DOCUMENTS), np.arange(DOCUMENTS), none, words, ("act", "report"))
    return sample, csr_matrix(rng.poisson(rate).astype(np.float64))


def loop(hits: np.ndarray, words: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The peer."""
    drawn = []
    for _ in range(REPLICATES):
        rows = rng.integers(len(words), size=len(words))
        drawn.append(hits[rows].sum(axis=0) / words[rows].sum())
    return np.quantile(drawn, [0.025, 0.975], axis=0)


def run(_: argparse.Namespace) -> None:
    """Print what each step takes."""
    sample, hits = table()
    names = tuple(f"term:T{at:02d}" for at in range(SERIES))
    family = Family("hits_per_10k_words", names, hits, sample.words)
    old, new = (hits[:, [at]].toarray().ravel() for at in (0, 1))
    share = Family("share_of_new_terms", (SHARE_OF_NEW,), hits[:, [1]], (old + new).astype(np.int64))
    plan, whole = Plan(5, REPLICATES, PERMUTATIONS, 1), time.perf_counter()
    timed("intervals", lambda: points(sample, [family, share], plan))
    timed("changes", lambda: changes(sample, [family, share], plan))
    counted, broken = timed("breaks", lambda: breaks_of(sample, [family, share], Calendars([], []), 5))
    given = Names(old, new, np.ones(DOCUMENTS))
    timed("verdict", lambda: judge(sample, given, (), shares_of(counted, broken), Draws(REPLICATES, 1)))
    memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'in all':24}{time.perf_counter() - whole:8.1f} s   peak {memory_mb:.0f} MB")
    rows = np.flatnonzero(sample.year == sample.year[0])
    words, dense = sample.words[rows].astype(np.float64), hits[rows].toarray()
    own = timed(
        "bootstrap of one year", lambda: ratio_intervals(hits[rows], words, REPLICATES, np.random.default_rng(1)), 5
    )
    assert own is not None
    timed("the same, numpy loop", lambda: loop(dense, words, np.random.default_rng(1)), 5)


def timed(name, work, times: int = 1):
    """Print the shortest time; what the work gave."""
    best, given = np.inf, None
    for _ in range(times):
        began = time.perf_counter()
        given = work()
        best = min(best, time.perf_counter() - began)
    print(f"{name:24}{best:8.2f} s", flush=True)
    return given
