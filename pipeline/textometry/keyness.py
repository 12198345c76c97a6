"""How much more often a word is used in one corpus than in another: effect sizes first, then evidence.

Notation of two corpora: a and b hits, c and d tokens. Arrays broadcast; one word is one cell.
"""

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

import numpy as np
from scipy.special import xlogy

from pipeline.stats.bootstrap import ratio_intervals
from pipeline.stats.multiple import benjamini_hochberg
from pipeline.stats.permutation import by_year, shuffles
from pipeline.stats.rates import FloatArray, IntArray, added, difference_interval
from pipeline.stats.sample import stream
from pipeline.textometry.counts import sparse_of

Form = Literal["four cells", "two cells"]


class LogOdds(NamedTuple):
    """Log-odds ratio of each word between two corpora, shrunk towards a common prior."""

    delta: FloatArray  # natural logarithm; above 0: more in the first
    variance: FloatArray
    z: FloatArray


class Contrast(NamedTuple):
    """One row a word: its use in some documents against the others."""

    hits: FloatArray  # words x 2: focus, rest
    log_ratio: FloatArray  # base 2
    low: FloatArray  # 95 %, documents resampled; -inf where no use in the focus can be ruled out
    high: FloatArray
    g2: FloatArray  # four cells, for parity with other programs
    bic: FloatArray
    log_odds: LogOdds
    p_value: FloatArray  # documents permuted inside strata
    q_value: FloatArray


def _corpora(a: Any, b: Any, c: Any, d: Any) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    values = np.broadcast_arrays(*(np.asarray(value, dtype=np.float64) for value in (a, b, c, d)))
    first, second, tokens, others = values
    possible = (first >= 0) & (second >= 0) & (first <= tokens) & (second <= others) & (tokens > 0) & (others > 0)
    if not possible.all():
        raise ValueError("hits lie between 0 and the tokens of their corpus, and no corpus is empty")
    return first, second, tokens, others


def g2(a: Any, b: Any, c: Any, d: Any, form: Form = "four cells") -> FloatArray:
    """Log-likelihood ratio 2 Σ O ln(O/E) that the word has one rate in both corpora.

    Args:
        a: hits in the first corpus.
        b: hits in the second.
        c: tokens of the first, hits included.
        d: tokens of the second.
        form: `four cells`, hits and other tokens (Dunning 1993, Computational Linguistics 19:61-74), or
            `two cells`, hits alone (Rayson & Garside 2000); they differ, most for frequent words.

    Returns:
        0 or more, without sign; infinite never.

    Raises:
        ValueError: when hits exceed tokens, or a corpus is empty.
    """
    a, b, c, d = _corpora(a, b, c, d)
    rate = (a + b) / (c + d)

    def cells(first: FloatArray, second: FloatArray, share: FloatArray) -> FloatArray:
        shared = np.where(share > 0, share, 1)  # a row without any hit adds 0 ln 0 = 0
        result: FloatArray = xlogy(first, first / (c * shared)) + xlogy(second, second / (d * shared))
        return result

    terms = cells(a, b, rate) + (cells(c - a, d - b, 1 - rate) if form == "four cells" else 0)
    return np.maximum(2 * terms, 0)


def bic(g2_value: Any, total: float) -> FloatArray:
    """BIC of the difference, G2 - ln N for one degree of freedom (Wilson 2013): above 10 very strong evidence.

    Args:
        g2_value: any G2.
        total: N, tokens of both corpora, above 0.
    """
    value: FloatArray = np.asarray(g2_value, dtype=np.float64) - np.log(total)
    return value


def log_ratio(a: Any, b: Any, c: Any, d: Any) -> FloatArray:
    """log2 of the ratio of the rates: +1 is twice as often in the first corpus (Hardie 2014).

    A count of 0 is taken as 0.5; a word found in neither has no ratio: NaN.

    Raises:
        ValueError: see `g2`.
    """
    a, b, c, d = _corpora(a, b, c, d)
    ratio = np.log2(np.where(a == 0, 0.5, a) * d / (np.where(b == 0, 0.5, b) * c))
    return np.where(a + b > 0, ratio, np.nan)


def log_odds(a: Any, b: Any, c: Any, d: Any, prior: Any, prior_total: float) -> LogOdds:
    """Log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008, eq. 15-22).

    Args:
        a: hits in the first corpus.
        b: hits in the second.
        c: tokens of the first.
        d: tokens of the second.
        prior: α of the word, above 0; see `informative_prior`.
        prior_total: α0, sum of the α of all words, above every α.

    Raises:
        ValueError: see `g2`; or when a prior is not between 0 and its total.
    """
    a, b, c, d = _corpora(a, b, c, d)
    alpha = np.asarray(prior, dtype=np.float64)
    if not ((alpha > 0) & (alpha < prior_total)).all():
        raise ValueError("the prior of a word lies above 0 and below the sum of all priors")
    first, second = a + alpha, b + alpha
    delta = np.log(first / (c + prior_total - first)) - np.log(second / (d + prior_total - second))
    variance = 1 / first + 1 / second
    return LogOdds(delta, variance, delta / np.sqrt(variance))


def informative_prior(hits: Any, total: float, strength: float) -> FloatArray:
    """α of each word: its share of a background corpus times the tokens the prior is worth (α0).

    Args:
        hits: of each word in the background; 0 is taken as 0.5.
        total: tokens of the background.
        strength: α0, in tokens; Monroe et al. take about the length of one document.
    """
    counts = np.asarray(hits, dtype=np.float64)
    return strength * np.where(counts == 0, 0.5, counts) / total


def contrast(hits: Any, words: Any, focus: Any, strata: Any, *, draws: int = 2000, seed: int = 0) -> Contrast:
    """Words of some documents against those of the others, with what depends on whole documents.

    The interval sets the bootstrap-t interval of each rate against the other on the log scale (`ratio_intervals`,
    `difference_interval`); the p-value shuffles documents inside their strata and counts how often |log ratio| is
    at least as large. The prior of the log-odds is the mean document of both corpora.

    Args:
        hits: sparse, documents x words.
        words: tokens of each document, above 0.
        focus: for each document whether it belongs to the first corpus; both corpora have one or more.
        strata: code of the stratum (genre) of each document.
        draws: resamples, and permutations; from 1.
        seed: of both.

    Raises:
        ValueError: when shapes differ, a document is empty, or one of the corpora has no document.
    """
    table, tokens, side = sparse_of(hits, "hits"), np.asarray(words, dtype=np.float64), np.asarray(focus, dtype=bool)
    if not table.shape[0] == len(tokens) == len(side) == len(strata) or (tokens <= 0).any():
        raise ValueError("each document needs a row of hits, a number of words above 0, a side and a stratum")
    if side.all() or not side.any():
        raise ValueError("no contrast: all documents lie on one side")
    groups = np.where(side, 0, 1)
    sums, sizes = by_year(table.tocoo(), groups, 2), added(groups, tokens, 2)
    low, high = log_ratio_interval(table, tokens, side, draws=draws, seed=seed)
    orders = shuffles(np.asarray(strata), draws, stream(seed, "permutation"))
    p_value = part_p_values(table, tokens, groups, 2, orders)[0]
    (a, b), (c, d), overall = sums, sizes, float(sizes.sum())
    length = overall / len(tokens)
    known = np.maximum(sums.sum(axis=0), 0.5)  # a word found in neither corpus still has a prior
    odds = log_odds(a, b, c, d, informative_prior(known, overall + 1, length), length)
    value, q_value = g2(a, b, c, d), benjamini_hochberg(p_value)
    ratio = log_ratio(a, b, c, d)
    return Contrast(sums.T, ratio, low, high, value, bic(value, overall), odds, p_value, q_value)


def log_ratio_interval(
    hits: Any, words: FloatArray, focus: Any, *, draws: int, seed: int
) -> tuple[FloatArray, FloatArray]:
    """95 % interval of the log ratio of some documents against the others, documents resampled.

    A bound of a rate at 0 makes one of the ratio endless. A side without the word may still miss three documents that
    have it (rule of three), each worth as many hits as a document that has it on the other side: 60 hits in one
    document are no evidence against 0 in thirty.

    Args:
        hits: sparse, documents x words.
        words: tokens of each document, above 0.
        focus: for each document whether it belongs to the first corpus; both have one or more.
        draws: resamples.
        seed: of the resampling.
    """
    with_hit = np.asarray((hits > 0).sum(axis=0)).ravel()
    worth = np.divide(np.asarray(hits.sum(axis=0)).ravel(), with_hit, out=np.ones(len(with_hit)), where=with_hit > 0)
    rates = []
    for name, rows in (("focus", focus), ("rest", ~focus)):
        ratios, total = ratio_intervals(hits[rows], words[rows], draws, stream(seed, name)), words[rows].sum()
        none = ratios.value == 0
        value, high = np.where(none, 0.5 / total, ratios.value), ratios.high * np.where(none, worth, 1)
        with np.errstate(divide="ignore"):
            rates.append(np.log2([value, ratios.low, high]).T)
    pairs = [difference_interval(tuple(rest), tuple(focus)) for focus, rest in zip(*rates, strict=True)]
    low, high = np.array(pairs).reshape(-1, 2).T
    return low, high


def part_p_values(hits: Any, words: FloatArray, part: IntArray, parts: int, orders: Iterator[IntArray]) -> FloatArray:
    """Each part against all others: share of the shuffles, the observed one among them, that differ as much.

    One shuffle of the documents serves every part and every word.

    Args:
        hits: sparse, documents x words.
        words: tokens of each document, above 0.
        part: index of the part of each document.
        parts: number of parts.
        orders: shuffles of the documents, inside their strata.

    Returns:
        Parts x words: p of |log ratio|; of no meaning where a part has no document.
    """
    cells = hits.tocoo()

    def effects(labels: IntArray) -> FloatArray:
        # half a hit on each side keeps 0 comparable with 1, unlike the rule for one zero
        found, sizes = by_year(cells, labels, parts), added(labels, words, parts)[:, None]
        rest, others = found.sum(axis=0) - found, sizes.sum() - sizes
        with np.errstate(divide="ignore", invalid="ignore"):  # a part without documents has no effect: NaN
            effect: FloatArray = np.abs(np.log2((found + 0.5) / sizes) - np.log2((rest + 0.5) / others))
        return effect

    observed = effects(part)
    beyond, drawn = np.zeros(observed.shape), 0
    for order in orders:
        beyond += effects(part[order]) >= observed - 1e-9  # equal sums differ in their last bits
        drawn += 1
    return (1 + beyond) / (1 + drawn)
