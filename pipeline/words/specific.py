"""Specificities of the parts of a corpus: Lafon's scores beside what depends on whole documents."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from pipeline.records import Specificity
from pipeline.stats.multiple import benjamini_hochberg
from pipeline.stats.permutation import shuffles
from pipeline.stats.rates import FloatArray, IntArray, finite
from pipeline.stats.sample import stream, sums
from pipeline.textometry.dispersion import normalised_deviation
from pipeline.textometry.keyness import log_ratio, log_ratio_interval, part_p_values
from pipeline.textometry.specificities import accroissements, specificities
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


def specific(table: Table, top: int, seed: int, *, growth: bool = False) -> Iterator[Specificity]:
    """The most specific forms of each part, both signs, strongest first.

    Args:
        table: units by forms, with their parts.
        top: forms at most of each part.
        seed: of resampling and permutation.
        growth: compare each part with the earlier ones alone (Salem 1988): parts must be in the order of time.
    """
    documents = _documents(table)
    kept = np.flatnonzero(np.asarray(documents.hits.sum(axis=0)).ravel() >= MIN_HITS)
    if not len(kept) or not len(documents.sizes):
        return
    documents = documents._replace(hits=documents.hits[:, kept])
    forms, count = [table.forms[place] for place in kept], len(table.parts)
    by_part = sums(documents.hits, documents.part, count).toarray()
    tokens = np.bincount(documents.part, documents.sizes, count)
    scores = (accroissements if growth else specificities)(by_part, tokens)
    alone = len(documents.sizes) == 1
    spread = np.full(len(forms), np.nan) if alone else normalised_deviation(documents.hits, documents.sizes)
    holding = np.asarray((documents.hits > 0).sum(axis=0)).ravel()
    shared = None if growth else _p_values(documents, documents.part, count, seed)
    for rank, name in enumerate(table.parts):
        if np.isnan(scores[rank]).all():
            continue
        inside = np.flatnonzero(documents.part <= rank) if growth else np.arange(len(documents.part))
        seen = _Documents(
            documents.hits[inside], documents.part[inside], documents.sizes[inside], documents.genre[inside]
        )  # fmt: skip
        focus = seen.part == rank
        p_value = _p_values(seen, (~focus).astype(np.int64), 2, seed)[0] if shared is None else shared[rank]
        q_value = benjamini_hochberg(p_value)
        order = sorted(np.flatnonzero(np.abs(scores[rank]) >= MIN_SCORE), key=lambda at: (-abs(scores[rank][at]), at))
        chosen = order[:top]
        if not chosen:
            continue
        low, high = log_ratio_interval(seen.hits[:, chosen], seen.sizes, focus, draws=DRAWS, seed=seed)
        whole = np.asarray(seen.hits[:, chosen].sum(axis=0)).ravel()
        rest = tokens[rank], seen.sizes.sum() - tokens[rank]
        ratio = log_ratio(by_part[rank, chosen], whole - by_part[rank, chosen], *rest)
        for place, at in enumerate(chosen):
            yield Specificity(
                table.of, table.by, name, forms[at], int(by_part[rank, at]), int(whole[place]), int(tokens[rank]),
                int(seen.sizes.sum()), float(scores[rank, at]), float(ratio[place]), finite(low[place]),
                finite(high[place]), float(p_value[at]), float(q_value[at]), int(holding[at]), finite(spread[at]),
            )  # fmt: skip


def _p_values(documents: _Documents, part: IntArray, parts: int, seed: int) -> FloatArray:
    orders = shuffles(documents.genre, DRAWS, stream(seed, "permutation"))
    return part_p_values(documents.hits, documents.sizes, part, parts, orders)


def _documents(table: Table) -> _Documents:
    rows = table.by_document(genres=table.by != "genre")
    full = np.flatnonzero(rows.sizes > 0)
    return _Documents(rows.hits[full], rows.part[full], rows.sizes[full].astype(np.float64), rows.genre[full])
