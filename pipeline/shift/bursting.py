"""Years in which a term is unusually frequent among documents, and how far that depends on the settings."""

import numpy as np

from pipeline.records import BurstYears
from pipeline.stats.bursts import COSTS, SCALES, bursts, sensitivity
from pipeline.stats.sample import Sample
from pipeline.stats.series import Family


def bursts_of(sample: Sample, family: Family, fewest: int) -> list[BurstYears]:
    """Bursts of every term: documents with a use among the documents of each year (Kleinberg 2002).

    Args:
        sample: dated units.
        family: rates of terms and themes; themes and mentions are passed over.
        fewest: documents with a use; terms in fewer are passed over.
    """
    if not len(sample.year):
        return []
    first, years = int(sample.year.min()), int(np.ptp(sample.year)) + 1
    size = _documents(sample, np.ones(len(sample.year), dtype=bool), first, years)
    made = []
    for column, name in enumerate(family.names):
        hits = _documents(sample, family.hits[:, [column]].toarray().ravel() > 0, first, years)
        if not name.startswith("term:") or hits.sum() < fewest:
            continue
        others = [one.bursts for one in sensitivity(hits, size)]
        for burst in bursts(hits, size).bursts:
            kept = sum(any(one.first <= burst.last and burst.first <= one.last for one in found) for found in others)
            inside = slice(burst.first, burst.last + 1)
            made.append(BurstYears(
                name, first + burst.first, first + burst.last, int(hits[inside].sum()), int(size[inside].sum()),
                int(hits.sum()), int(size.sum()), burst.saved, kept, len(SCALES) * len(COSTS),
            ))  # fmt: skip
    return made


def _documents(sample: Sample, rows: np.ndarray, first: int, years: int) -> np.ndarray:
    """Documents of each year with a unit among the rows."""
    pairs = np.unique(np.stack([sample.document[rows], sample.year[rows]]), axis=1)
    return np.bincount(pairs[1] - first, minlength=years)
