"""Specificities of the parts of a corpus: Lafon's scores beside what depends on whole documents."""

from collections.abc import Iterator
from typing import Any

import msgspec
import numpy as np

from pipeline.stats.rates import FloatArray, IntArray
from pipeline.stats.sample import sums
from pipeline.textometry.dispersion import normalised_deviation
from pipeline.textometry.keyness import contrast
from pipeline.textometry.specificities import accroissements, specificities
from pipeline.words.parts import Table

MIN_HITS = 10
"""Rarer forms are left out: below 10 hits one document can carry any score."""
MIN_SCORE = 2.0
"""A score below 2 is banal: one part in a hundred reaches it by chance alone (Lafon 1980)."""
DRAWS = 999


class SpecificRow(msgspec.Struct, frozen=True):
    """One form in one part."""

    part: str
    form: str
    hits: int  # f, in the part
    hits_all: int  # F, in the corpus
    tokens: int  # t, of the part
    tokens_all: int  # T, of the corpus
    score: float  # Lafon 1980; above 0: more than expected; base 10 logarithm of the probability
    log_ratio: float  # base 2, part against rest
    low: float | None  # 95 %, documents resampled; null: endless
    high: float | None
    p_value: float  # documents permuted
    q_value: float  # Benjamini-Hochberg over the forms of the part
    documents: int  # that hold the form
    dp: float | None  # dispersion over documents, 0 even to 1 in one (DPnorm, Lijffijt & Gries 2012)


def specific(table: Table, top: int, seed: int, *, growth: bool = False) -> Iterator[SpecificRow]:
    """The most specific forms of each part, both signs, strongest first.

    Args:
        table: units by forms, with their parts.
        top: forms at most of each part.
        seed: of resampling and permutation.
        growth: compare each part with the earlier ones alone (Salem 1988): parts must be in the order of time.
    """
    rows, part, sizes = _documents(table)
    totals = np.asarray(rows.sum(axis=0)).ravel()
    kept = np.flatnonzero(totals >= MIN_HITS)
    if not len(kept):
        return
    rows, forms = rows[:, kept], [table.forms[place] for place in kept]
    by_part, tokens = sums(rows, part, len(table.parts)).toarray(), np.bincount(part, sizes, len(table.parts))
    scores = (accroissements if growth else specificities)(by_part, tokens)
    spread = normalised_deviation(rows.toarray(), sizes) if len(sizes) > 1 else np.full(len(forms), np.nan)
    holding = np.asarray((rows > 0).sum(axis=0)).ravel()
    for rank, name in enumerate(table.parts):
        if np.isnan(scores[rank]).all():
            continue
        inside = part <= rank if growth else np.ones(len(part), dtype=bool)
        found = contrast(
            rows[inside], sizes[inside], part[inside] == rank, np.zeros(int(inside.sum())), draws=DRAWS, seed=seed
        )
        order = sorted(np.flatnonzero(np.abs(scores[rank]) >= MIN_SCORE), key=lambda at: (-abs(scores[rank][at]), at))
        earlier = by_part[: rank + 1].sum(axis=0) if growth else by_part.sum(axis=0)
        whole = tokens[: rank + 1].sum() if growth else tokens.sum()
        for at in order[:top]:
            yield SpecificRow(
                name, forms[at], int(by_part[rank, at]), int(earlier[at]), int(tokens[rank]), int(whole),
                round(float(scores[rank, at]), 4), round(float(found.log_ratio[at]), 3), _finite(found.low[at]),
                _finite(found.high[at]), round(float(found.p_value[at]), 4), round(float(found.q_value[at]), 4),
                int(holding[at]), _finite(spread[at]),
            )  # fmt: skip


def _documents(table: Table) -> tuple[Any, IntArray, FloatArray]:
    """Documents by forms, the part and the size of each; a document in two parts is two rows, an empty one none."""
    keys, group = np.unique(np.stack([table.document, table.part]), axis=1, return_inverse=True)
    group = group.ravel()
    sizes = np.bincount(group, table.sizes, keys.shape[1]).astype(np.float64)
    full = np.flatnonzero(sizes > 0)
    return sums(table.counts, group, keys.shape[1])[full], keys[1][full].astype(np.int64), sizes[full]


def _finite(value: Any) -> float | None:
    return round(float(value), 3) if np.isfinite(value) else None
