"""Lafon's specificities: how surprising a frequency is in a part, were the words dealt out at random.

A score S is ±log10 of a probability: S = +3 says that so many hits or more come once in a thousand deals, S = -3
so few or fewer. |S| under `BANAL` says nothing. Scores grow with the corpus and know no document: they stand
beside a dispersion and a permutation of documents, never alone.

Sources: Lafon 1980, Mots 1:127-165; accroissements: Salem 1988, Mots 17:105-143. Written from the definition.
"""

from typing import Any, NamedTuple

import numpy as np
from scipy.special import gammaln

from pipeline.stats.rates import FloatArray, IntArray
from pipeline.textometry.counts import parts_of

BANAL = 2.0
"""Below it a score is banal (Lafon 1980: one chance in a hundred); readers of TXM often ask for 3."""

_NEGLIGIBLE = 1e-17  # below the last bit of the sum: the terms of a tail shrink ever faster


class Interval(NamedTuple):
    """A run of consecutive parts (years) with the score of a word in it."""

    first: int  # index of its first part
    last: int  # index of its last part, included
    score: float
    hits: int


def specificity(hits: Any, part: Any, total_hits: Any, total: Any) -> FloatArray:
    """Score of `hits` occurrences in `part` tokens, of `total_hits` in `total`.

    Above the mode (F+1)(t+1)/(T+2) it is +|log10 P(X >= f)|, elsewhere -|log10 P(X <= f)|, X hypergeometric. Tails
    are summed outwards from f relative to their first term, so that no score is lost to underflow.

    Args:
        hits: f, whole numbers, at most `part` and `total_hits`; arrays broadcast.
        part: t, tokens of the part.
        total_hits: F, hits in the whole corpus.
        total: T, tokens of the whole corpus.

    Returns:
        Scores, of the broadcast shape; 0 for an empty part, a word that is never used, or the whole corpus.

    Raises:
        ValueError: when the four cannot be counts of one corpus.
    """
    f, t, every, whole = np.broadcast_arrays(
        *(np.asarray(value, dtype=np.float64) for value in (hits, part, total_hits, total))
    )
    impossible = (f < 0) | (f > t) | (f > every) | (every - f > whole - t)
    if impossible.any() or not all(np.array_equal(value, np.floor(value)) for value in (f, t, every, whole)):
        raise ValueError("hits, part and totals are whole numbers with 0 <= f <= t, f <= F and F - f <= T - t")
    over = f > (every + 1) * (t + 1) / (whole + 2)
    # the lower tail of the hits is the upper tail of the tokens that are no hit
    shown, marked = np.where(over, f, t - f), np.where(over, every, whole - every)
    logs = (_log_probability(shown, t, marked, whole) + np.log(_tail(shown, t, marked, whole))) / np.log(10)
    scores: FloatArray = np.where(over, 1, -1) * np.maximum(-logs, 0) + 0.0  # no « -0 »
    return scores


def _log_probability(f: FloatArray, part: FloatArray, marked: FloatArray, whole: FloatArray) -> FloatArray:
    """Natural logarithm of P(X = f), X the marked tokens of a part."""

    def log_choose(n: FloatArray, k: FloatArray) -> FloatArray:
        result: FloatArray = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
        return result

    return log_choose(marked, f) + log_choose(whole - marked, part - f) - log_choose(whole, part)


def _tail(f: FloatArray, part: FloatArray, marked: FloatArray, whole: FloatArray) -> FloatArray:
    """P(X >= f) / P(X = f), for f at or above the mode; cells leave the loop when their terms count no more."""
    sums = np.ones(f.size)
    cells = np.arange(f.size)
    taken, marked_left, part_left, rest = (
        value.reshape(-1) for value in (f, marked - f, part - f, whole - marked - part + f)
    )
    term = np.ones(f.size)
    while cells.size:
        term = term * marked_left * part_left / ((taken + 1) * (rest + 1))
        sums[cells] += term
        going = term > _NEGLIGIBLE * sums[cells]
        cells, term = cells[going], term[going]
        taken, rest = taken[going] + 1, rest[going] + 1
        marked_left, part_left = marked_left[going] - 1, part_left[going] - 1
    return sums.reshape(f.shape)


def specificities(hits: Any, sizes: Any) -> FloatArray:
    """Score of every word in every part.

    Args:
        hits: parts x words, whole counts; the parts make the corpus.
        sizes: tokens of each part.

    Returns:
        parts x words.

    Raises:
        ValueError: see `parts_of` and `specificity`.
    """
    sparse, tokens = parts_of(hits, sizes)
    table = sparse.toarray()
    return specificity(table, tokens[:, None], table.sum(axis=0), tokens.sum())


def accroissements(hits: Any, sizes: Any) -> FloatArray:
    """Score of every word in every part against all earlier ones: the corpus ends with the part (Salem 1988).

    Args:
        hits: parts x words, parts in the order of time.
        sizes: tokens of each part.

    Returns:
        parts x words; the first row is NaN, nothing comes before it.

    Raises:
        ValueError: see `parts_of` and `specificity`.
    """
    sparse, tokens = parts_of(hits, sizes)
    table = sparse.toarray()
    scores = specificity(table, tokens[:, None], table.cumsum(axis=0), tokens.cumsum()[:, None])
    scores[0] = np.nan
    return scores


def chronological(hits: Any, sizes: Any, kept: int = 3) -> list[list[Interval]]:
    """The intervals of consecutive years in which each word is most over- or under-used (Salem 1988).

    n years have n(n+1)/2 intervals, the whole among them (score 0): a score found by choosing among so many is
    a description, not a test.

    Args:
        hits: years x words, years in order.
        sizes: tokens of each year; a year may be empty.
        kept: intervals of each word, from 1.

    Returns:
        For each word its intervals by falling |S|; of equal ones the shorter, then the earlier, comes first.

    Raises:
        ValueError: see `parts_of` and `specificity`.
    """
    sparse, tokens = parts_of(hits, sizes)
    table = sparse.toarray()
    first, last = _runs(len(tokens))
    sums, ends = (np.concatenate([np.zeros((1, *a.shape[1:])), a.cumsum(axis=0)]) for a in (table, tokens))
    inside, lengths = sums[last + 1] - sums[first], ends[last + 1] - ends[first]
    scores = specificity(inside, lengths[:, None], sums[-1], ends[-1])
    # rounded, so that the last bits of equal scores do not decide which comes first
    ranks = np.argsort(-np.abs(scores).round(9), axis=0, kind="stable")[:kept]
    return [
        [Interval(int(first[i]), int(last[i]), float(scores[i, word]), int(inside[i, word])) for i in ranks[:, word]]
        for word in range(table.shape[1])
    ]


def _runs(parts: int) -> tuple[IntArray, IntArray]:
    """First and last index of every run of parts, shorter ones first."""
    pairs = [(start, start + length) for length in range(parts) for start in range(parts - length)]
    runs = np.array(pairs, dtype=np.int64)
    return runs[:, 0], runs[:, 1]
