"""Maps of a table of forms by parts: correspondence analysis (AFC), with how far each point may be off."""

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

import numpy as np

from pipeline.errors import UsageError
from pipeline.records import MapPoint
from pipeline.stats.bootstrap import resamples
from pipeline.stats.rates import MIN_CLUSTERS, FloatArray, IntArray
from pipeline.stats.sample import stream, sums
from pipeline.textometry.correspondence import (
    Correspondence,
    Points,
    correspondence,
    supplementary_columns,
    supplementary_rows,
)
from pipeline.words.parts import Table

FORMS = 500
"""Forms at most, those in most documents: of years by words, a map of the rare ones shows which documents are odd."""
REPLICATES = 500
"""Of a percentile interval of positions, read to a tenth of the plane: 12 replicates lie beyond each bound."""


class _Counted(NamedTuple):
    """Documents by forms, with the part of each row; a document in two parts is two rows."""

    hits: Any  # sparse
    part: IntArray
    parts: tuple[str, ...]
    forms: tuple[str, ...]


Bounds = tuple[FloatArray, FloatArray]  # low and high: points x 2


class _Side(NamedTuple):
    """The parts, or the forms, with what is told of each."""

    kind: Literal["part", "form"]
    names: tuple[str, ...]
    points: Points
    hits: FloatArray
    documents: Any
    bounds: Bounds


def map_points(table: Table, seed: int) -> Iterator[MapPoint]:
    """Parts, then forms, on the first two axes.

    Intervals are of the partial bootstrap (Lebart 2007, in Multiple Correspondence Analysis and Related Methods, ch.
    7): documents are resampled, and the profiles they give are laid on the axes of the whole table.

    Args:
        table: units by forms, with their parts.
        seed: of the resampling.

    Raises:
        UsageError: fewer than three parts or three forms have enough documents: there is no plane to show.
    """
    counted = _documents(table)
    if len(counted.parts) < 3 or len(counted.forms) < 3:
        raise UsageError(
            f"{len(counted.parts)} parts and {len(counted.forms)} forms stand in {MIN_CLUSTERS} documents; a map needs "
            "three of each"
        )
    whole = sums(counted.hits, counted.part, len(counted.parts)).toarray()
    fitted = correspondence(whole)
    if not len(fitted.inertias):
        raise UsageError("all parts use the forms in the same shares: there is nothing to map")
    rows, columns = _bounds(counted, fitted, seed)
    documents = np.bincount(counted.part, minlength=len(counted.parts)), _holding(counted.hits)
    sides = (
        _Side("part", counted.parts, fitted.rows, whole.sum(axis=1), documents[0], rows),
        _Side("form", counted.forms, fitted.columns, whole.sum(axis=0), documents[1], columns),
    )
    for side in sides:
        yield from _points(table, fitted, side)


def _documents(table: Table) -> _Counted:
    """The table cut to parts and forms with enough documents, rows without hits left out."""
    hits, _, part, *_ = table.by_document()
    forms = np.argsort(-_holding(hits), kind="stable")[:FORMS]
    forms = np.sort(forms[_holding(hits)[forms] >= MIN_CLUSTERS])
    hits = hits[:, forms]
    with_hit = np.asarray(hits.sum(axis=1)).ravel() > 0
    enough = np.bincount(part[with_hit], minlength=len(table.parts)) >= MIN_CLUSTERS
    rows = np.flatnonzero(with_hit & enough[part])
    hits, names = hits[rows], np.flatnonzero(enough)
    used = np.flatnonzero(_holding(hits) >= 1)  # a form may have stood in the parts left out alone
    return _Counted(
        hits[:, used], np.searchsorted(names, part[rows]).astype(np.int64), tuple(table.parts[rank] for rank in names),
        tuple(table.forms[place] for place in forms[used]),
    )  # fmt: skip


def _holding(hits: Any) -> FloatArray:
    return np.asarray((hits > 0).sum(axis=0)).ravel().astype(np.float64)


def _bounds(counted: _Counted, fitted: Correspondence, seed: int) -> tuple[Bounds, Bounds]:
    """95 % bounds of parts and of forms on two axes; a replicate without a point leaves it out."""
    placed: tuple[list[FloatArray], list[FloatArray]] = ([], [])
    rng = stream(seed, "map")
    for block in resamples(counted.hits.shape[0], REPLICATES, rng):
        for weights in block:
            drawn = sums(counted.hits.multiply(weights[:, None]).tocsr(), counted.part, len(counted.parts)).toarray()
            placed[0].append(_laid(supplementary_rows, fitted, drawn))
            placed[1].append(_laid(supplementary_columns, fitted, drawn.T))
    rows, columns = (np.nanquantile(np.stack(values), [0.025, 0.975], axis=0) for values in placed)
    return (rows[0], rows[1]), (columns[0], columns[1])


def _laid(place: Any, fitted: Correspondence, table: FloatArray) -> FloatArray:
    """Points x 2 on the axes; NaN for a point without hits."""
    known = table.sum(axis=1) > 0
    result = np.full((len(table), 2), np.nan)
    result[known] = 0  # on an axis that the table lacks
    coordinates = place(fitted, table[known]).coordinates[:, :2]
    result[np.ix_(known, range(coordinates.shape[1]))] = coordinates
    return result


def _points(table: Table, fitted: Correspondence, side: _Side) -> Iterator[MapPoint]:
    axes = min(2, len(fitted.inertias))  # one axis shows all where a second has no inertia
    share = np.zeros(2)
    share[:axes] = fitted.inertias[:axes] / fitted.total
    for at, name in enumerate(side.names):
        place, given = np.zeros(2), np.zeros(2)
        place[:axes], given[:axes] = side.points.coordinates[at, :axes], side.points.contributions[at, :axes]
        known = side.documents[at] >= MIN_CLUSTERS
        low, high = ([float(bound) if known else None for bound in bounds[at]] for bounds in side.bounds)
        yield MapPoint(
            of=table.of, by=table.by, kind=side.kind, point=name, hits=int(side.hits[at]),
            mass=float(side.points.mass[at]), x=float(place[0]), y=float(place[1]), x_low=low[0], x_high=high[0],
            y_low=low[1], y_high=high[1], x_contribution=float(given[0]), y_contribution=float(given[1]),
            cos2=min(1.0, float(side.points.cos2[at, :axes].sum())), x_share=float(share[0]), y_share=float(share[1]),
        )  # fmt: skip
