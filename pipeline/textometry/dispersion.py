"""How evenly a word is spread over the parts (documents, years) of a corpus: printed beside every mean."""

from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from pipeline.stats.rates import FloatArray, added
from pipeline.textometry.counts import parts_of


def _shares(hits: Any, sizes: Any) -> tuple[csr_matrix, FloatArray]:
    table, tokens = parts_of(hits, sizes)
    if (tokens <= 0).any():
        raise ValueError("sizes: a part without tokens has no share; leave it out")
    return table, tokens


def deviation_of_proportions(hits: Any, sizes: Any) -> FloatArray:
    """DP = ½ Σ |share of the hits - share of the tokens| of each word (Gries 2008, IJCL 13:403-437).

    Args:
        hits: parts x words.
        sizes: tokens of each part, above 0.

    Returns:
        One a word, from 0 (spread like the tokens) to 1 - smallest share (all in the smallest part); NaN for a
        word that is never used.

    Raises:
        ValueError: when a part is empty, or see `parts_of`.
    """
    table, tokens = _shares(hits, sizes)
    totals = np.asarray(table.sum(axis=0)).ravel()
    cells, expected = table.tocoo(), tokens / tokens.sum()
    # a part without the word deviates by its own share: those add up to 1 less the shares of the parts that have it
    excess = np.abs(cells.data / totals[cells.col] - expected[cells.row]) - expected[cells.row]
    deviation = 0.5 * (1 + added(cells.col, excess, len(totals)))
    return np.where(totals > 0, deviation, np.nan)


def normalised_deviation(hits: Any, sizes: Any) -> FloatArray:
    """DPnorm = DP / (1 - smallest share of the tokens), which reaches 1 (Lijffijt & Gries 2012, IJCL 17:147-149).

    Gries 2008 divided by 1 - 1/n, which passes 1 when parts differ in size; the correction of 2012 is used.

    Args:
        hits: parts x words.
        sizes: tokens of each part, above 0; two parts or more.

    Returns:
        One a word, 0 to 1; NaN for a word that is never used.

    Raises:
        ValueError: for a single part, or see `deviation_of_proportions`.
    """
    _, tokens = _shares(hits, sizes)
    if len(tokens) == 1:
        raise ValueError("sizes: one part has no dispersion")
    normalised: FloatArray = np.minimum(deviation_of_proportions(hits, sizes) / (1 - tokens.min() / tokens.sum()), 1)
    return normalised


def juilland(hits: Any, sizes: Any) -> FloatArray:
    """Juilland's D = 1 - V / √(n - 1), V the variation coefficient of the rates (Juilland & Chang-Rodríguez 1964).

    Rates stand for counts, so that parts may differ in size (Gries 2008).

    Args:
        hits: parts x words.
        sizes: tokens of each part, above 0; two parts or more.

    Returns:
        One a word, from 0 (in one part) to 1 (the same rate everywhere); NaN for a word that is never used.

    Raises:
        ValueError: for a single part, or see `deviation_of_proportions`.
    """
    table, tokens = _shares(hits, sizes)
    if len(tokens) == 1:
        raise ValueError("sizes: one part has no dispersion")
    cells, parts = table.tocoo(), len(tokens)
    rates = cells.data / tokens[cells.row]
    mean = added(cells.col, rates, table.shape[1]) / parts
    # deviations from the mean of the parts that have the word; each of the others deviates by the mean itself
    having = added(cells.col, np.ones(len(rates)), table.shape[1])
    squares = added(cells.col, (rates - mean[cells.col]) ** 2, table.shape[1]) + (parts - having) * mean**2
    variation = np.divide(np.sqrt(squares / parts), mean, out=np.full(len(mean), np.nan), where=mean > 0)
    evenness: FloatArray = np.clip(1 - variation / np.sqrt(len(tokens) - 1), 0, 1)
    return evenness
