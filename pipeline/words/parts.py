"""The counted units of a corpus as a table of forms, and the parts they are compared by."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

from pipeline import counted, store
from pipeline.errors import UsageError
from pipeline.records import Bag, By, Of, Unit
from pipeline.settings import Period
from pipeline.stats.rates import IntArray
from pipeline.stats.sample import sums
from pipeline.store import Corpus


class Documents(NamedTuple):
    """Units of one document and part added up: what varies independently."""

    hits: Any  # sparse, rows x forms
    sizes: IntArray  # of each row
    part: IntArray  # index in the parts of the table
    document: IntArray
    genre: IntArray  # code; 0 where genres are not told apart


class Table(NamedTuple):
    """Units by forms, with the part and the document of each unit; units that belong to no part are left out."""

    counts: Any  # sparse, units x forms
    sizes: IntArray  # of each unit, what its counts are parts of
    part: IntArray  # of each unit, index in `parts`
    document: IntArray  # of each unit, index
    parts: tuple[str, ...]
    forms: tuple[str, ...]
    by: By | None  # what the parts are; None: the whole corpus is one
    of: Of  # what the forms are
    left_out: int  # units that belong to no part: no date, no collectivité, outside every period
    units: tuple[str, ...] = ()  # identifier of each unit
    genres: tuple[str, ...] = ()  # of each unit

    def by_document(self, *, genres: bool = False) -> Documents:
        """A document in two parts is two rows.

        Args:
            genres: whether units of two genres are two rows as well.
        """
        apart = genres and bool(self.genres)
        genre = np.unique(np.array(self.genres), return_inverse=True)[1] if apart else np.zeros(len(self.part))
        keys = np.stack([self.document, self.part, genre.astype(np.int64)])
        found, group = np.unique(keys, axis=1, return_inverse=True)
        group, count = group.ravel(), found.shape[1]
        sizes = np.bincount(group, self.sizes, count).astype(np.int64)
        return Documents(sums(self.counts, group, count), sizes, found[1], found[0], found[2])

    def by_part(self) -> tuple[Any, IntArray]:
        """Forms by parts (dense), and the size of each part."""
        count = len(self.parts)
        forms: IntArray = sums(self.counts, self.part, count).toarray().T.astype(np.int64)
        return forms, np.bincount(self.part, self.sizes, count).astype(np.int64)


def table_of(corpus: Corpus, of: Of, by: By, periods: Sequence[Period] = (), *, least: int = 2) -> Table:
    """Count forms by parts; repeated texts are counted once.

    Args:
        corpus: built as far as `count`.
        of: lemmas of the running text (sizes: content words), uses of terms or themes (sizes: words).
        by: what the parts are.
        periods: of corpus.toml, for `period`.
        least: parts needed; two to compare them.

    Raises:
        UsageError: nothing is counted, there are no periods, or fewer parts than needed.
    """
    if by == "period" and not periods:
        raise UsageError("corpus.toml names no [[periods]]; write them there, or compare by year")
    table = Units(corpus, (of,)).table(of, by, periods)
    if len(table.parts) < least:
        needed = "two are needed to compare" if least == 2 else "date its units, or name parts that they belong to"
        raise UsageError(f"{corpus.name} has {len(table.parts)} part by {by}; {needed}")
    return table


class Units:
    """The counted units of a corpus, read once for tables of several kinds."""

    def __init__(self, corpus: Corpus, ofs: Sequence[Of]) -> None:
        """Read.

        Args:
            corpus: built as far as `count`.
            ofs: what is counted.

        Raises:
            UsageError: nothing is counted.
        """
        if not (corpus.build / "counts.jsonl").is_file():
            raise UsageError(f"{corpus.name} is not counted; make all CORPUS={corpus.name} does that")
        self._corpus = corpus
        self._cells = {of: _Cells() for of in ofs}
        self._documents: dict[str, int] = {}
        self._document = array("q")
        self._known: list[_Known] = []
        for bag in counted.units(corpus, counted.repeated(corpus)):
            for of, cells in self._cells.items():
                cells.add(bag, of)
            self._document.append(self._documents.setdefault(bag.doc_id, len(self._documents)))
            self._known.append(_Known(bag.unit_id, bag.genre, bag.year, bag.insee))
        self._tables = {of: cells.table() for of, cells in self._cells.items()}

    def table(self, of: Of, by: By | None, periods: Sequence[Period] = ()) -> Table:
        """Units by forms; those that belong to no part are left out.

        Args:
            of: one of those that were read.
            by: what the parts are; None: all units are one part.
            periods: for `period`.
        """
        parts = [self._part(unit, by, periods) for unit in self._known]
        order = _order({part for part in parts if part is not None}, by, periods)
        rank = {part: number for number, part in enumerate(order)}
        rows = np.array([row for row, part in enumerate(parts) if part is not None], dtype=np.int64)
        counts, sizes, forms = self._tables[of]
        used = np.flatnonzero(np.asarray(counts[rows].sum(axis=0)).ravel())
        return Table(
            counts[rows][:, used], sizes[rows], np.array([rank[part] for part in parts if part is not None], dtype=np.int64),
            np.array(self._document, dtype=np.int64)[rows], tuple(order), tuple(forms[place] for place in used), by, of,
            len(parts) - len(rows), tuple(self._known[row].unit_id for row in rows),
            tuple(self._known[row].genre for row in rows),
        )  # fmt: skip

    def _part(self, unit: "_Known", by: By | None, periods: Sequence[Period]) -> str | None:
        if by is None:
            return ""
        if by == "genre":
            return unit.genre
        if by == "collectivite":
            return self._collectivites.get(unit.insee, unit.insee) if unit.insee else None
        if unit.year is None:
            return None
        if by == "year":
            return str(unit.year)
        return next((period.label for period in periods if period.first <= unit.year <= period.last), None)

    @cached_property
    def _collectivites(self) -> dict[str, str]:
        """Name of each collectivité by its INSEE code, as first printed."""
        names: dict[str, str] = {}
        for unit in store.read(self._corpus.build / "acts.jsonl", Unit):
            if unit.insee and unit.collectivite:
                names.setdefault(unit.insee, unit.collectivite)
        return names


class _Known(NamedTuple):
    """What parts a unit may belong to."""

    unit_id: str
    genre: str
    year: int | None
    insee: str | None


def _order(parts: Iterable[str], by: By | None, periods: Sequence[Period]) -> list[str]:
    found = set(parts)
    return [period.label for period in periods if period.label in found] if by == "period" else sorted(found)


class _Cells:
    """Takes units one by one, keeps numbers alone."""

    def __init__(self) -> None:
        self._forms: dict[str, int] = {}
        self._row, self._column, self._count, self._size = array("q"), array("q"), array("q"), array("q")

    def add(self, bag: Bag, of: Of) -> None:
        row, total = len(self._size), 0
        for form, count in _forms(bag, of):
            self._row.append(row)
            self._column.append(self._forms.setdefault(form, len(self._forms)))
            self._count.append(count)
            total += count
        self._size.append(total if of == "lemma" else bag.words)

    def table(self) -> tuple[Any, IntArray, tuple[str, ...]]:
        """Units by forms in order, sizes, forms."""
        forms = sorted(self._forms)
        place = np.empty(len(forms), dtype=np.int64)
        place[[self._forms[form] for form in forms]] = np.arange(len(forms))
        columns = place[np.array(self._column, dtype=np.int64)] if forms else np.zeros(0, dtype=np.int64)
        cells = (np.array(self._count, dtype=np.int64), (np.array(self._row, dtype=np.int64), columns))
        counts = csr_matrix(cells, shape=(len(self._size), len(forms)))
        return counts, np.array(self._size, dtype=np.int64), tuple(forms)


def _forms(bag: Bag, of: Of) -> Iterator[tuple[str, int]]:
    if of == "term":
        yield from ((entry, use) for entry, (use, *_) in bag.terms.items() if use)
    else:
        yield from (bag.lemmas if of == "lemma" else bag.themes).items()
