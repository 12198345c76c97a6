"""Collocates of a term or theme by part of the corpus, and their change from each period to the next."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from pipeline.records import Collocate, CollocateChange
from pipeline.stats.rates import MIN_CLUSTERS, FloatArray, IntArray, finite
from pipeline.stats.sample import stream, sums
from pipeline.textometry.collocates import Association, Company, Shift, association, log_dice_interval, shift
from pipeline.words.parts import Table
from pipeline.words.windows import Windows

MIN_PAIRS = 3
MIN_SCORE = 3.0
MIN_HOLDING = 2
"""Occurrences of the node with the word, Lafon's score, and documents with both, for a word to be listed. Nodes put at
random places of two corpora (432 000 and 56 000 content words; ten draws a row) were given 0 to 0.3 collocates in
all for 50 nodes, 0.5 to 2 for 200, 3 to 6 for 800; with a score of 2, three to seven times as many."""
DRAWS = 1000
EXAMPLES = 3
_FOUND = "bootstrap of documents"


class _Part(NamedTuple):
    """One part: documents by forms, cut to it."""

    pairs: Any  # sparse, documents x forms
    hits: IntArray  # of each form
    words: Any  # sparse, documents x forms: tokens of the running text
    nodes: FloatArray  # of each document
    tokens: int


class _Listed(NamedTuple):
    """The words listed in one part, best first."""

    forms: list[int]
    scores: Association
    holding: IntArray  # documents that hold a pair


def collocates(table: Table, windows: Windows, node: str, top: int, seed: int) -> Iterator[Collocate]:
    """The collocates of each part by falling log-Dice.

    Args:
        table: units by lemmas, with their parts.
        windows: of the node, over the same units.
        node: its name.
        top: words at most of each part.
        seed: of the resampling.
    """
    for rank, name in enumerate(table.parts):
        part = _part(table, windows, rank)
        found = _listed(part)
        for place, form in list(enumerate(found.forms))[:top]:
            low, high, method = _interval(part, form, int(found.holding[place]), seed)
            yield Collocate(
                node, table.by, name, table.forms[form], int(part.pairs[:, [form]].sum()), int(part.nodes.sum()),
                int(part.words[:, [form]].sum()), int(part.hits[form]), int(part.hits.sum()), part.tokens,
                float(found.scores.log_dice[place]), low, high, float(found.scores.npmi[place]),
                float(found.scores.g2[place]), float(found.scores.score[place]),
                int(found.holding[place]), method,
            )  # fmt: skip


def changes(table: Table, windows: Windows, node: str, top: int, seed: int) -> Iterator[CollocateChange]:
    """The collocates that rise and fall most from each part to the next, risers first.

    Words are compared that are listed in one of the two parts. The choice does not by itself make them move: with the
    documents of two simulated corpora dealt out to three periods at random, 2 and 6 % of the intervals missed 0. They
    are not corrected for the number of words: of forty that stay, two may seem to move.

    Args:
        table: units by lemmas, parts in the order of time.
        windows: of the node, over the same units.
        node: its name.
        top: risers at most, and fallers at most, of each two parts.
        seed: of the resampling.
    """
    for rank in range(1, len(table.parts)):
        parts = (_part(table, windows, rank - 1), _part(table, windows, rank))
        names = (table.parts[rank - 1], table.parts[rank])
        nodes = [int(part.nodes.sum()) for part in parts]
        few = [int((part.nodes > 0).sum()) for part in parts]
        listed = sorted({form for part in parts for form in _listed(part).forms})
        holding = {form: sum(int((part.pairs[:, [form]] > 0).sum()) for part in parts) for form in listed}
        forms = [form for form in listed if holding[form] >= MIN_CLUSTERS]
        if min(few) < MIN_CLUSTERS or not forms:
            poor = names[few.index(min(few))]
            why = f"not estimable: {min(few)} documents of {poor} hold the node, {MIN_CLUSTERS} are needed"
            if min(few) >= MIN_CLUSTERS:
                why = f"not estimable: no collocate stands in {MIN_CLUSTERS} documents"
            yield CollocateChange(
                node, "", *names, 0, nodes[0], 0, nodes[1], None, None, None, None, 0, why
            )  # fmt: skip
            continue
        before, after = (Company(part.pairs[:, forms], part.nodes) for part in parts)
        found = shift(before, after, DRAWS, seed)
        for place in _strongest(found.log_odds, top):
            form = forms[place]
            more = rank if found.log_odds[place] > 0 else rank - 1
            yield CollocateChange(
                node, table.forms[form], *names, int(parts[0].pairs[:, [form]].sum()), nodes[0],
                int(parts[1].pairs[:, [form]].sum()), nodes[1], *_bounds(found, place), _everywhere(parts, form),
                holding[form], _FOUND, _examples(windows, form, more),
            )  # fmt: skip


def _part(table: Table, windows: Windows, rank: int) -> _Part:
    units, uses = np.flatnonzero(table.part == rank), np.flatnonzero(windows.part == rank)
    documents, group = np.unique(table.document[units], return_inverse=True)
    near = np.searchsorted(documents, windows.document[uses])
    seen = windows.counts[uses]
    return _Part(
        sums((seen > 0).astype(np.float64), near, len(documents)),
        np.asarray(seen.sum(axis=0)).ravel().astype(np.int64),
        sums(table.counts[units], group, len(documents)),
        np.bincount(near, minlength=len(documents)).astype(np.float64),
        int(table.sizes[units].sum()),
    )


def _listed(part: _Part) -> _Listed:
    pairs = np.asarray(part.pairs.sum(axis=0)).ravel()
    holding = np.asarray((part.pairs > 0).sum(axis=0)).ravel()
    kept = np.flatnonzero((pairs >= MIN_PAIRS) & (holding >= MIN_HOLDING))
    words = np.asarray(part.words[:, kept].sum(axis=0)).ravel()
    scores = association(
        pairs[kept], part.hits[kept], words, nodes=part.nodes.sum(), window=part.hits.sum(), total=part.tokens
    )
    order = [place for place in range(len(kept)) if scores.score[place] >= MIN_SCORE]
    # rounded, so that the last bits of equal values do not decide; then by form, which is sorted
    order.sort(key=lambda place: (-round(float(scores.log_dice[place]), 9), place))
    return _Listed(
        kept[order].tolist(), Association(*(values[order] for values in scores)), holding[kept][order].astype(np.int64)
    )


def _interval(part: _Part, form: int, holding: int, seed: int) -> tuple[float | None, float | None, str]:
    if holding < MIN_CLUSTERS:
        return None, None, f"no interval: {holding} documents hold a pair, {MIN_CLUSTERS} are needed"
    pairs, words = (table[:, [form]].toarray().ravel().astype(np.float64) for table in (part.pairs, part.words))
    bounds = log_dice_interval(pairs, part.nodes, words, DRAWS, stream(seed, "log-dice"))
    return finite(bounds[0]), finite(bounds[1]), _FOUND


def _strongest(log_odds: FloatArray, top: int) -> list[int]:
    """Places of the words that rise most, then of those that fall most."""
    values = log_odds.round(9)
    order = sorted(range(len(values)), key=lambda place: (-values[place], place))
    return [place for place in order if values[place] > 0][:top] + [
        place for place in sorted(order, key=lambda place: (values[place], place)) if values[place] < 0
    ][:top]


def _bounds(found: Shift, place: int) -> tuple[float, float | None, float | None]:
    return float(found.log_odds[place]), finite(found.low[place]), finite(found.high[place])


def _everywhere(parts: tuple[_Part, _Part], form: int) -> float:
    before, after = ((part.words[:, [form]].sum() + 0.5) / (part.tokens + 1) for part in parts)
    return float(np.log(after / before))


def _examples(windows: Windows, form: int, rank: int) -> list[tuple[str, int, str]]:
    """Sentences that hold the pair, of as many documents as there are examples where possible."""
    rows = np.flatnonzero((windows.part == rank) & (windows.counts[:, [form]].toarray().ravel() > 0))
    _, first = np.unique(windows.document[rows], return_index=True)
    others = np.setdiff1d(np.arange(len(rows)), first)
    chosen = rows[np.concatenate([np.sort(first), others])[:EXAMPLES]]
    return [(place.passage_id, place.page, place.sentence) for place in (windows.places[row] for row in chosen)]
