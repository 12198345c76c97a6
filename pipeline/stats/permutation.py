"""Tests that shuffle whole documents over the years: no model of the counts, no token-level p-value."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from pipeline.stats.changepoints import split_gains
from pipeline.stats.rates import FloatArray, IntArray, added


class SplitTest(NamedTuple):
    """Best split of each series, and how often shuffled documents do as well."""

    split: IntArray  # index of the first year of the new level
    p_value: FloatArray


def shuffles(strata: IntArray, permutations: int, rng: np.random.Generator) -> Iterator[IntArray]:
    """Orders of the documents that keep each inside its stratum (genre).

    Args:
        strata: code of the stratum of each document.
        permutations: orders to draw.
        rng: stream of random numbers.
    """
    places = [np.flatnonzero(strata == stratum) for stratum in np.unique(strata)]
    order = np.arange(len(strata))
    for _ in range(permutations):
        for place in places:
            order[place] = rng.permutation(place)
        yield order


def by_year(hits: Any, year: IntArray, years: int) -> FloatArray:
    """Sums of the rows of each year: years x columns.

    Args:
        hits: sparse, documents x columns, in coordinate form.
        year: index of the year of each document.
        years: number of years.
    """
    columns = hits.shape[1]
    sums = added(year[hits.row] * columns + hits.col, hits.data, years * columns)
    return sums.reshape(years, columns)


def split_test(
    hits: Any,
    words: FloatArray,
    year: IntArray,
    orders: Iterator[IntArray],
    *,
    margin: int,
    share: bool = False,
) -> SplitTest:
    """Test one change of level in each series, at the best of all years.

    The statistic is the largest likelihood ratio over the splits, so that choosing the year is paid for.

    Args:
        hits: sparse, documents x series.
        words: of each document, above 0.
        year: index of the year of each document, from 0, none empty.
        orders: shuffles of the documents.
        margin: fewest years on each side.
        share: hits are parts of `words`.
    """
    years, table = int(year.max()) + 1, hits.tocoo()

    def gains(labels: IntArray) -> FloatArray:
        sizes = added(labels, words, years)
        every = split_gains(by_year(table, labels, years), sizes, share=share)
        return every[margin - 1 : years - margin]

    observed = gains(year)
    best = observed.max(axis=0)
    beyond, drawn = np.zeros(table.shape[1]), 0
    for order in orders:
        # the last digits of equal sums differ with their order: equal statistics must count as equal
        beyond += gains(year[order]).max(axis=0) >= best * (1 - 1e-9) - 1e-12
        drawn += 1
    return SplitTest(observed.argmax(axis=0) + margin, (1 + beyond) / (1 + drawn))
