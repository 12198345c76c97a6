"""The units of a corpus as columns, and their grouping into clusters that vary independently."""

import zlib
from array import array
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

from pipeline.records import Bag
from pipeline.stats.rates import FloatArray, IntArray, added

MANY_COLLECTIVITES = 10
"""From this many collectivités in a year they are the clusters, below it documents are: fewer groups give no
stable interval, and documents of one collectivité resemble one another."""


class Sample(NamedTuple):
    """Dated units, one a row; texts are replaced by codes."""

    year: IntArray
    genre: IntArray
    document: IntArray
    collectivite: IntArray  # -1 where unknown
    words: IntArray
    genres: tuple[str, ...]

    def rows(self, genre: str | None, year: int | None = None) -> IntArray:
        """Rows of one genre (None: all) and one year (None: all)."""
        kept = np.ones(len(self.year), dtype=bool) if genre is None else self.genre == self.genres.index(genre)
        return np.flatnonzero(kept if year is None else kept & (self.year == year))

    def take(self, rows: IntArray) -> "Sample":
        """Some of the units."""
        return Sample(
            self.year[rows], self.genre[rows], self.document[rows], self.collectivite[rows], self.words[rows], self.genres
        )  # fmt: skip


class SampleBuilder:
    """Takes units one by one, keeps 40 bytes of each."""

    def __init__(self) -> None:
        self._columns = {name: array("q") for name in ("year", "genre", "document", "collectivite", "words")}
        self._codes: dict[str, dict[str, int]] = {"genre": {}, "document": {}, "collectivite": {}}

    def add(self, bag: Bag) -> None:
        """Append one dated unit."""
        if bag.year is None:
            raise ValueError(f"{bag.unit_id} has no year")
        self._columns["year"].append(bag.year)
        self._columns["words"].append(bag.words)
        for name, text in (("genre", bag.genre), ("document", bag.doc_id), ("collectivite", bag.insee)):
            codes = self._codes[name]
            self._columns[name].append(-1 if text is None else codes.setdefault(text, len(codes)))

    def sample(self) -> Sample:
        """Everything added so far."""
        columns = {name: np.array(values, dtype=np.int64) for name, values in self._columns.items()}
        return Sample(**columns, genres=self.names("genre"))

    def names(self, column: str) -> tuple[str, ...]:
        """What the codes of a column stand for, in order."""
        return tuple(self._codes[column])


class Clusters(NamedTuple):
    """Units added up by document or collectivité."""

    level: str  # `documents` or `collectivités`
    units: IntArray
    bases: FloatArray  # what rates are rates of: words, or uses of either form
    hits: Any  # sparse, clusters x columns
    units_with_hit: Any  # the same, in units


def sums(values: Any, groups: IntArray, count: int) -> Any:
    """Rows of a sparse table added up by group."""
    indicator = csr_matrix((np.ones(len(groups)), (groups, np.arange(len(groups)))), shape=(count, len(groups)))
    return (indicator @ values).tocsr()


def clusters(sample: Sample, hits: Any, bases: IntArray, rows: IntArray) -> Clusters:
    """Group some units: by collectivité when `MANY_COLLECTIVITES` are known among them, else by document.

    A unit whose collectivité is unknown stays with its document.

    Args:
        sample: all units.
        hits: sparse, units x columns.
        bases: one a unit, what rates are rates of.
        rows: the units to group, one or more.
    """
    known = sample.collectivite[rows]
    many = len(np.unique(known[known >= 0])) >= MANY_COLLECTIVITES
    # documents are counted below zero, so that they cannot meet the code of a collectivité
    codes = np.where(known >= 0, known, -1 - sample.document[rows]) if many else sample.document[rows]
    found, groups = np.unique(codes, return_inverse=True)
    chosen = hits[rows]
    return Clusters(
        "collectivités" if many else "documents",
        np.bincount(groups).astype(np.int64),
        added(groups, bases[rows], len(found)),
        sums(chosen, groups, len(found)),
        sums((chosen > 0).astype(np.float64), groups, len(found)),
    )


def later_half(year: Any) -> int:
    """First year of the later half: the cut between two years that parts the rows most evenly, neither half empty.

    Args:
        year: of each row, of two years or more.
    """
    years, counts = np.unique(year, return_counts=True)
    before = np.cumsum(counts)[:-1]
    return int(years[1 + np.argmin(abs(2 * before - len(year)))])


def stream(seed: int, *names: str | int | None) -> np.random.Generator:
    """A random stream of its own for each name: adding a year or a genre leaves the others unchanged."""
    keys = [name if isinstance(name, int) else zlib.crc32((name or "").encode()) for name in names]
    return np.random.default_rng([seed, *keys])
