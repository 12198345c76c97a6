"""Words that stand near a node more often than chance, and how they change from one period to the next.

A node is a word or name (x), a collocate a word found in its window (y). Two counts of them meet:

- pairs, the occurrences of x with y in their window: at most f_x and, where each token belongs to its nearest x, at
  most f_y. Dice and the odds of y given x are made of them.
- hits, the tokens of y inside windows, of t tokens among N: the table of a window against the rest of the text, from
  which Lafon's score, G2 and NPMI follow. Margins of f_x instead of t would call every word a collocate, for a window
  of 20 words meets 20 times as many words as its node.
"""

from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from scipy.special import logit

from pipeline.stats.bootstrap import ratio_intervals
from pipeline.stats.rates import FloatArray, difference_interval, rule_of_three
from pipeline.stats.sample import stream
from pipeline.textometry.counts import sparse_of
from pipeline.textometry.keyness import g2
from pipeline.textometry.specificities import specificity

CORRECTION = 0.5
"""Added to each count of the odds (Haldane 1956): a word never or always seen leaves them finite."""


class Association(NamedTuple):
    """How strongly words go with a node, one value a word."""

    log_dice: FloatArray
    npmi: FloatArray
    g2: FloatArray  # four cells: the word and the others, in windows and outside
    score: FloatArray  # Lafon's score of co-occurrence


class Company(NamedTuple):
    """The company a node keeps in some documents, one row a document."""

    pairs: Any  # sparse, documents x words: nodes that have the word in their window
    nodes: FloatArray  # of each document


class Shift(NamedTuple):
    """How the odds of words given the node moved, one value a word."""

    counts: FloatArray  # words x 2: pairs of the earlier and of the later period at equal numbers of nodes
    log_odds: FloatArray  # natural logarithm of the odds ratio; above 0: more in the later period
    low: FloatArray  # 95 %, documents resampled; -inf or inf where the word is missing from one period
    high: FloatArray


def log_dice(pairs: Any, node: Any, word: Any) -> FloatArray:
    """14 + log2(2 f_xy / (f_x + f_y)) (Rychlý 2008): 14 when they are always together, one less for half as often.

    It does not depend on the size of the text: values of periods of unequal size may be compared.

    Args:
        pairs: f_xy, at most the other two; arrays broadcast.
        node: f_x.
        word: f_y.

    Returns:
        At most 14; -inf for a pair that is never seen.

    Raises:
        ValueError: when pairs exceed a margin, or a margin is 0.
    """
    f_xy, f_x, f_y = np.broadcast_arrays(*(np.asarray(value, dtype=np.float64) for value in (pairs, node, word)))
    if not ((f_xy >= 0) & (f_xy <= f_x) & (f_xy <= f_y) & (f_x > 0) & (f_y > 0)).all():
        raise ValueError("pairs lie between 0 and the frequency of either word, and both words are used")
    return _log_dice(2 * f_xy / (f_x + f_y))


def _log_dice(dice: Any) -> FloatArray:
    with np.errstate(divide="ignore"):
        value: FloatArray = 14 + np.log2(dice)
    return value


def npmi(together: Any, first: Any, second: Any, total: Any) -> FloatArray:
    """Mutual information of two events over its largest value, log2[p_xy / (p_x p_y)] / -log2 p_xy (Bouma 2009).

    Args:
        together: occasions on which both happen; arrays broadcast.
        first: occasions of the first.
        second: occasions of the second.
        total: all occasions, above 0.

    Returns:
        -1 (never together) to 1 (never apart), 0 when independent.

    Raises:
        ValueError: when the four cannot be counts of one table, or an event never happens.
    """
    both, one, other, every = np.broadcast_arrays(
        *(np.asarray(value, dtype=np.float64) for value in (together, first, second, total))
    )
    possible = (both >= 0) & (both <= one) & (both <= other) & (one > 0) & (other > 0) & (one + other - both <= every)
    if not possible.all():
        raise ValueError("occasions of both lie within those of each, and those of either within the total")
    seen = np.where(both > 0, both, 1)
    information, most = np.log2(seen * every / (one * other)), -np.log2(seen / every)
    always = most == 0  # both on every occasion: the limit of two events that are never apart
    value = np.where(always, 1.0, information / np.where(always, 1.0, most))
    return np.clip(np.where(both > 0, value, -1.0), -1, 1)


def association(pairs: Any, hits: Any, word: Any, *, nodes: float, window: float, total: float) -> Association:
    """Scores of words near a node.

    Args:
        pairs: occurrences of the node with each word in their window.
        hits: tokens of each word in windows, whole numbers, from `pairs`.
        word: tokens of each word in the text, from `hits`, above 0.
        nodes: occurrences of the node.
        window: tokens in all windows, each counted once.
        total: tokens of the text, windows included, and more than they hold.

    Raises:
        ValueError: when the counts cannot be those of one text.
    """
    inside, every = np.asarray(hits, dtype=np.float64), np.asarray(word, dtype=np.float64)
    return Association(
        log_dice(pairs, nodes, every),
        npmi(inside, window, every, total),
        g2(inside, every - inside, window, total - window),
        specificity(inside, window, every, total),
    )


def log_dice_interval(
    pairs: FloatArray, nodes: FloatArray, word: FloatArray, draws: int, rng: np.random.Generator
) -> tuple[float, float]:
    """95 % interval of log_dice, documents resampled: the Dice coefficient is a ratio of sums over documents.

    Args:
        pairs: in each document.
        nodes: in each document.
        word: tokens of the word in each document.
        draws: resamples, 1000 or more.
        rng: stream of random numbers.

    Returns:
        Two bounds; the lower may be -inf.
    """
    known = np.flatnonzero(nodes + word > 0)
    found = ratio_intervals(csr_matrix(2 * pairs[known, None]), (nodes + word)[known], draws, rng, share=True)
    low, high = _log_dice(np.array([found.low[0], found.high[0]])).tolist()
    return low, high


def equalised(pairs: Any, nodes: float, equal: float) -> FloatArray:
    """Mean number of pairs in a subsample of `equal` nodes drawn from `nodes` without replacement.

    One subsample would add noise of its own; the mean over all of them is known exactly.

    Args:
        pairs: of each word.
        nodes: from `equal`, above 0.
        equal: nodes drawn.
    """
    counts: FloatArray = np.asarray(pairs, dtype=np.float64) * equal / nodes
    return counts


def shift(earlier: Company, later: Company, draws: int, seed: int) -> Shift:
    """Change of the odds of each word given the node, from an earlier to a later period.

    The half that is added weighs more on fewer nodes, and would let any rare word « fall » where the node is rich:
    both periods are brought to the nodes of the poorer. The interval sets the bootstrap-t interval of each share
    against the other on the logit scale (`ratio_intervals`, `difference_interval`).

    Args:
        earlier: pairs and nodes of its documents; columns are words.
        later: the same words.
        draws: resamples, 1000 or more.
        seed: of the resampling.

    Raises:
        ValueError: when a period has no node, or a document more pairs of a word than nodes.
    """
    totals = [float(period.nodes.sum()) for period in (earlier, later)]
    equal = min(totals)
    if equal <= 0:
        raise ValueError("a period without the node has no collocates to compare")
    tables = [sparse_of(period.pairs, "pairs") for period in (earlier, later)]
    holding = sum(np.asarray((table > 0).sum(axis=0)).ravel() for table in tables)
    worth = sum(np.asarray(table.sum(axis=0)).ravel() for table in tables) / np.maximum(holding, 1)
    counts, bounds = [], []
    for name, table, period in zip(("earlier", "later"), tables, (earlier, later), strict=True):
        if (table.toarray() > period.nodes[:, None]).any():
            raise ValueError("a node has a word in its window or not: no more pairs than nodes")
        counts.append(equalised(np.asarray(table.sum(axis=0)).ravel(), period.nodes.sum(), equal))
        value = np.log((counts[-1] + CORRECTION) / (equal - counts[-1] + CORRECTION))
        low, high = _shares(table, period.nodes, worth, draws, stream(seed, name))
        bounds.append([value, np.minimum(logit(low), value), np.maximum(logit(high), value)])
    before, after = np.array(bounds).transpose(0, 2, 1)
    pairs = [difference_interval(tuple(old), tuple(new)) for old, new in zip(before, after, strict=True)]
    low, high = np.array(pairs).reshape(-1, 2).T
    return Shift(np.array(counts).T, after[:, 0] - before[:, 0], low, high)


def _shares(
    pairs: Any, nodes: FloatArray, worth: FloatArray, draws: int, rng: np.random.Generator
) -> tuple[FloatArray, FloatArray]:
    """Bounds of the share of nodes with each word.

    A period without the word may have missed three documents that hold it (rule of three), each worth as many pairs
    as documents that hold it elsewhere.
    """
    known = np.flatnonzero(nodes > 0)
    found = ratio_intervals(pairs[known], nodes[known], draws, rng, share=True)
    return found.low, np.where(found.value == 0, np.minimum(rule_of_three(nodes.sum()) * worth, 1), found.high)
