"""The counted units of a corpus as a table of forms, and the parts they are compared by."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
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


class Table(NamedTuple):
    """Units by forms, with the part and the document of each unit; units that belong to no part are left out."""

    counts: Any  # sparse, units x forms
    sizes: IntArray  # of each unit, what its counts are parts of
    part: IntArray  # of each unit, index in `parts`
    document: IntArray  # of each unit, index
    parts: tuple[str, ...]
    forms: tuple[str, ...]
    by: By  # what the parts are
    of: Of  # what the forms are
    left_out: int  # units that belong to no part: no date, no collectivité, outside every period
    units: tuple[str, ...] = ()  # identifier of each unit
    genres: tuple[str, ...] = ()  # of each unit

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
    if not (corpus.build / "counts.jsonl").is_file():
        raise UsageError(f"{corpus.name} is not counted; make all CORPUS={corpus.name} does that")
    if by == "period" and not periods:
        raise UsageError("corpus.toml names no [[periods]]; write them there, or compare by year")
    names = _collectivites(corpus) if by == "collectivite" else {}
    parts: dict[str, int] = {}
    rows = _Rows()
    for bag in counted.units(corpus, counted.repeated(corpus)):
        part = _part(bag, by, periods, names)
        if part is None:
            rows.left_out += 1
        else:
            rows.add(bag, _forms(bag, of), parts.setdefault(part, len(parts)), words=of != "lemma")
    order = _order(parts, by, periods)
    if len(order) < least:
        needed = "two are needed to compare" if least == 2 else "date its units, or name parts that they belong to"
        raise UsageError(f"{corpus.name} has {len(order)} part by {by}; {needed}")
    return rows.table(order, parts, by, of)


def _collectivites(corpus: Corpus) -> dict[str, str]:
    """Name of each collectivité by its INSEE code, as first printed."""
    names: dict[str, str] = {}
    for unit in store.read(corpus.build / "acts.jsonl", Unit):
        if unit.insee and unit.collectivite:
            names.setdefault(unit.insee, unit.collectivite)
    return names


def _part(bag: Bag, by: By, periods: Sequence[Period], names: Mapping[str, str]) -> str | None:
    if by == "genre":
        return bag.genre
    if by == "collectivite":
        return names.get(bag.insee, bag.insee) if bag.insee else None
    if bag.year is None:
        return None
    if by == "year":
        return str(bag.year)
    return next((period.label for period in periods if period.first <= bag.year <= period.last), None)


def _order(parts: Mapping[str, int], by: By, periods: Sequence[Period]) -> list[str]:
    if by == "period":
        return [period.label for period in periods if period.label in parts]
    return sorted(parts)


def _forms(bag: Bag, of: Of) -> Iterator[tuple[str, int]]:
    if of == "term":
        yield from ((entry, use) for entry, (use, *_) in bag.terms.items() if use)
    else:
        yield from (bag.lemmas if of == "lemma" else bag.themes).items()


class _Rows:
    """Takes units one by one, keeps numbers alone."""

    def __init__(self) -> None:
        self.left_out = 0
        self._forms: dict[str, int] = {}
        self._documents: dict[str, int] = {}
        self._row, self._column, self._count = array("q"), array("q"), array("q")
        self._size, self._part, self._document = array("q"), array("q"), array("q")
        self._units: list[str] = []
        self._genres: list[str] = []

    def add(self, bag: Bag, forms: Iterator[tuple[str, int]], part: int, *, words: bool) -> None:
        row, total = len(self._size), 0
        for form, count in forms:
            self._row.append(row)
            self._column.append(self._forms.setdefault(form, len(self._forms)))
            self._count.append(count)
            total += count
        self._size.append(bag.words if words else total)
        self._part.append(part)
        self._document.append(self._documents.setdefault(bag.doc_id, len(self._documents)))
        self._units.append(bag.unit_id)
        self._genres.append(bag.genre)

    def table(self, order: Sequence[str], parts: Mapping[str, int], by: By, of: Of) -> Table:
        forms = sorted(self._forms)
        place = np.empty(len(forms), dtype=np.int64)
        place[[self._forms[form] for form in forms]] = np.arange(len(forms))
        rank = np.empty(len(order), dtype=np.int64)
        rank[[parts[name] for name in order]] = np.arange(len(order))
        columns = place[np.array(self._column, dtype=np.int64)] if forms else np.zeros(0, dtype=np.int64)
        counts = csr_matrix(
            (np.array(self._count, dtype=np.int64), (np.array(self._row, dtype=np.int64), columns)),
            shape=(len(self._size), len(forms)),
        )
        return Table(
            counts, np.array(self._size, dtype=np.int64), rank[np.array(self._part, dtype=np.int64)],
            np.array(self._document, dtype=np.int64), tuple(order), tuple(forms), by, of, self.left_out,
            tuple(self._units), tuple(self._genres),
        )  # fmt: skip
