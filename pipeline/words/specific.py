"""Specificities of the parts of a corpus: Lafon's scores beside what depends on whole documents."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from pipeline.records import IntervalSpecificity, Specificity
from pipeline.stats.multiple import benjamini_hochberg
from pipeline.stats.permutation import shuffles
from pipeline.stats.rates import FloatArray, IntArray, finite
from pipeline.stats.sample import stream, sums
from pipeline.textometry.dispersion import normalised_deviation
from pipeline.textometry.keyness import (
    g2,
    informative_prior,
    log_odds,
    log_ratio,
    log_ratio_interval,
    part_p_values,
)
from pipeline.textometry.specificities import accroissements, chronological, specificities
from pipeline.words.parts import Table

MIN_HITS = 10
"""Rarer forms are left out: below 10 hits one document can carry any score."""
MIN_SCORE = 2.0
"""A score below 2 is banal: one part in a hundred reaches it by chance alone (Lafon 1980)."""
DRAWS = 999


class _Documents(NamedTuple):
    """One row a document and part; units without words make none."""

    hits: Any  # sparse, documents x forms
    part: IntArray
    sizes: FloatArray
    genre: IntArray  # inside which documents are shuffled; 0 where genres are the parts

    def take(self, rows: IntArray) -> "_Documents":
        """Some of the rows."""
        return _Documents(self.hits[rows], self.part[rows], self.sizes[rows], self.genre[rows])


class _Scored(NamedTuple):
    """What is known of every form before parts are told one by one."""

    forms: list[str]
    scores: FloatArray  # parts x forms
    dispersion: FloatArray
    documents: IntArray  # that hold the form
    p_values: FloatArray | None  # parts x forms; None where each part is compared with others


def specific(table: Table, top: int, seed: int, *, growth: bool = False) -> Iterator[Specificity]:
    """The most specific forms of each part, both signs, strongest first.

    Args:
        table: units by forms, with their parts.
        top: forms at most of each part.
        seed: of resampling and permutation.
        growth: compare each part with the earlier ones alone (Salem 1988): parts must be in the order of time.
    """
    documents = _documents(table)
    kept = _frequent(documents.hits)
    if not len(kept) or not len(documents.sizes):
        return
    documents = documents._replace(hits=documents.hits[:, kept])
    by_part = sums(documents.hits, documents.part, len(table.parts)).toarray()
    tokens = np.bincount(documents.part, documents.sizes, len(table.parts))
    alone = len(documents.sizes) == 1
    scored = _Scored(
        [table.forms[place] for place in kept],
        (accroissements if growth else specificities)(by_part, tokens),
        np.full(len(kept), np.nan) if alone else normalised_deviation(documents.hits, documents.sizes),
        np.asarray((documents.hits > 0).sum(axis=0)).ravel(),
        None if growth else _p_values(documents, documents.part, len(table.parts), seed),
    )
    for rank in range(len(table.parts)):
        inside = np.flatnonzero(documents.part <= rank) if growth else np.arange(len(documents.part))
        if not np.isnan(scored.scores[rank]).all():
            yield from _of_part(table, rank, scored, documents.take(inside), (top, seed))


def _of_part(
    table: Table, rank: int, scored: _Scored, seen: _Documents, wanted: tuple[int, int]
) -> Iterator[Specificity]:
    """Rows of one part against the others that are seen."""
    (top, seed), scores, focus = wanted, scored.scores[rank], seen.part == rank
    order = sorted(np.flatnonzero(np.abs(scores) >= MIN_SCORE), key=lambda at: (-abs(scores[at]), at))[:top]
    if not order:
        return
    apart = (~focus).astype(np.int64)
    p_value = _p_values(seen, apart, 2, seed)[0] if scored.p_values is None else scored.p_values[rank]
    q_value = benjamini_hochberg(p_value)
    chosen = seen.hits[:, order]
    low, high = log_ratio_interval(chosen, seen.sizes, focus, draws=DRAWS, seed=seed)
    a, b = sums(chosen, apart, 2).toarray()
    c, d = (float(size) for size in np.bincount(apart, seen.sizes, 2))
    ratio, cells, two = log_ratio(a, b, c, d), g2(a, b, c, d), g2(a, b, c, d, "two cells")
    length = (c + d) / len(seen.sizes)
    odds = log_odds(a, b, c, d, informative_prior(a + b, c + d + 1, length), length)
    for place, at in enumerate(order):
        yield Specificity(
            table.of, table.by, table.parts[rank], scored.forms[at], int(a[place]), int(a[place] + b[place]), int(c),
            int(c + d), float(scores[at]), float(ratio[place]), finite(low[place]), finite(high[place]),
            float(p_value[at]), float(q_value[at]), int(scored.documents[at]), finite(scored.dispersion[at]),
            float(cells[place]), float(two[place]), float(odds.delta[place]), float(odds.z[place]),
        )  # fmt: skip


def in_intervals(table: Table, top: int, each: int = 3) -> Iterator[IntervalSpecificity]:
    """The runs of consecutive parts in which forms are most over- or under-used, strongest form first.

    Args:
        table: units by forms, parts in the order of time.
        top: forms at most.
        each: intervals of each form.
    """
    forms, tokens = table.by_part()
    kept = np.flatnonzero(forms.sum(axis=1) >= MIN_HITS)
    if not len(kept) or not tokens.sum():
        return
    found = chronological(forms[kept].T, tokens, each)
    order = sorted(range(len(kept)), key=lambda at: (-abs(round(found[at][0].score, 9)), at))[:top]
    for at in order:
        for rank, one in enumerate(found[at], start=1):
            yield IntervalSpecificity(
                table.of, table.by, table.forms[kept[at]], rank, table.parts[one.first], table.parts[one.last], one.hits,
                int(forms[kept[at]].sum()), int(tokens[one.first : one.last + 1].sum()), int(tokens.sum()), one.score,
            )  # fmt: skip


def _frequent(hits: Any) -> IntArray:
    return np.flatnonzero(np.asarray(hits.sum(axis=0)).ravel() >= MIN_HITS)


def _p_values(documents: _Documents, part: IntArray, parts: int, seed: int) -> FloatArray:
    orders = shuffles(documents.genre, DRAWS, stream(seed, "permutation"))
    return part_p_values(documents.hits, documents.sizes, part, parts, orders)


def _documents(table: Table) -> _Documents:
    rows = table.by_document(genres=table.by != "genre")
    full = np.flatnonzero(rows.sizes > 0)
    return _Documents(rows.hits[full], rows.part[full], rows.sizes[full].astype(np.float64), rows.genre[full])
