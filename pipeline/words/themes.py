"""Themes of the codebook: how widely each is spoken of, and how it goes with each term, unit by unit."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from pipeline.records import ThemeShare, ThemeTerm
from pipeline.stats.bootstrap import resamples
from pipeline.stats.rates import MIN_CLUSTERS, FloatArray, IntArray, wilson_clustered
from pipeline.stats.sample import stream, sums
from pipeline.words.parts import Table

REPLICATES = 2000
CORRECTION = 0.5
"""Added to each of the four counts (Haldane 1956): an empty cell leaves the log-odds finite."""


def prevalence(themes: Table) -> Iterator[ThemeShare]:
    """Share of the units of each part that speak of each theme.

    Units of one document are not independent: the interval is Wilson's at their effective number.

    Args:
        themes: units by themes.
    """
    spoken = (themes.counts > 0).astype(np.int64).tocsr()
    for rank, part in enumerate(themes.parts):
        rows = np.flatnonzero(themes.part == rank)
        documents, group = np.unique(themes.document[rows], return_inverse=True)
        trials = np.bincount(group)
        for place, theme in enumerate(themes.forms):
            said = spoken[rows, place].toarray().ravel()
            successes = np.bincount(group, said, len(documents)).astype(np.int64)
            count, units = int(successes.sum()), len(rows)
            low, high = wilson_clustered(successes, trials)
            yield ThemeShare(themes.by, part, theme, units, count, count / units, low, high)


def pairs(themes: Table, terms: Table, seed: int) -> Iterator[ThemeTerm]:
    """Each theme with each term, strongest association of each term first.

    Units of one document are not independent: the interval resamples documents (percentile bootstrap).

    Args:
        themes: units by themes.
        terms: the same units by terms.
        seed: of the resampling.
    """
    if not (len(themes.part) and len(themes.forms) and len(terms.forms)):
        return
    said, named = (themes.counts > 0).astype(np.float64).tocsc(), (terms.counts > 0).astype(np.float64).tocsc()
    documents = int(themes.document.max()) + 1
    weights = np.concatenate(list(resamples(documents, REPLICATES, stream(seed, "themes"))))
    size = np.bincount(themes.document, minlength=documents)
    for place, term in enumerate(terms.forms):
        rows = [
            _pair(theme, term, _cells(themes.document, said[:, [rank]], named[:, [place]], size), weights)
            for rank, theme in enumerate(themes.forms)
        ]
        yield from sorted(rows, key=lambda row: (row.log_odds is None, -(row.log_odds or 0.0), row.theme))


def _cells(document: IntArray, theme: Any, term: Any, size: IntArray) -> FloatArray:
    """Units of each document with both, the theme alone, the term alone, neither: documents x 4."""
    both, spoken, named = (
        sums(column, document, len(size)).toarray().ravel() for column in (theme.multiply(term), theme, term)
    )
    return np.stack([both, spoken - both, named - both, size - spoken - named + both], axis=1)


def _pair(theme: str, term: str, cells: FloatArray, weights: FloatArray) -> ThemeTerm:
    both, alone, named, neither = (int(value) for value in cells.sum(axis=0))
    units, with_theme, with_term = both + alone + named + neither, both + alone, both + named
    documents = int((cells[:, 0] > 0).sum())
    estimable = 0 < with_theme < units and 0 < with_term < units
    value = float(_log_odds(cells.sum(axis=0)[None, :])[0]) if estimable else None
    low = high = None
    method = "percentile bootstrap of documents"
    if value is None:
        method = "not estimable: in no unit, or in all"
    elif documents < MIN_CLUSTERS:
        method = f"no interval: {documents} documents hold both, {MIN_CLUSTERS} are needed"
    else:
        low, high = np.quantile(_log_odds(weights @ cells), [0.025, 0.975]).tolist()
    return ThemeTerm(
        theme, term, units, with_theme, with_term, both, with_theme * with_term / units,
        value, low, high, documents, method,
    )  # fmt: skip


def _log_odds(cells: FloatArray) -> FloatArray:
    both, alone, named, neither = (cells + CORRECTION).T
    result: FloatArray = np.log(both * neither / (alone * named))
    return result
