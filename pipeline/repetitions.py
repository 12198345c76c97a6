"""Units that repeat others: the act published alone, inside the minutes, and in an annex is counted once."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from pipeline import store
from pipeline.records import Bag, Document, Duplicate, Unit
from pipeline.settings import CountSection
from pipeline.store import Corpus
from pipeline.text.duplicates import PERMUTATIONS, repeats, unpacked

_DIGITS = re.compile(r"\d+")


class _Signed(NamedTuple):
    """A unit long enough to compare: its order of preference comes first."""

    in_minutes: bool  # a copy among other acts gives way to the act on its own
    order: int
    unit_id: str
    doc_id: str
    date: str | None


def repetitions(corpus: Corpus, section: CountSection) -> Iterator[Duplicate]:
    """Units that repeat a kept one, in the order of counts.jsonl.

    An act on its own is kept before its copy among the minutes. Rows of one table never repeat each other: who
    made the table told them apart (articles of law that differ by one word are two articles).

    Args:
        corpus: whose bags are compared.
        section: threshold, and which dates are compared.
    """
    if section.duplicate_dates == "never":
        return
    import numpy as np

    signed, rows = _signed(corpus)
    if not signed:
        return
    preference = sorted(range(len(signed)), key=lambda number: signed[number])
    matrix = np.concatenate(rows).reshape(-1, PERMUTATIONS)[preference]
    units = [signed[number] for number in preference]
    dates = {date: number for number, date in enumerate(sorted({unit.date or "" for unit in units}))}
    groups = [dates[unit.date or ""] if section.duplicate_dates == "same" else 0 for unit in units]
    numbers, tables = _Numbers(corpus), _tables(corpus)

    def may_repeat(one: int, other: int) -> bool:
        first, second = units[one], units[other]
        table = tables.get(first.doc_id)
        if first.doc_id == second.doc_id or (table is not None and table == tables.get(second.doc_id)):
            return False
        return not numbers.conflict(first, second)

    found = repeats(matrix, groups, section.duplicate_similarity, may_repeat=may_repeat)
    for repeat in sorted(found, key=lambda repeat: units[repeat.number].order):
        yield Duplicate(unit_id=units[repeat.number].unit_id, of=units[repeat.of].unit_id, similarity=repeat.similarity)


def _signed(corpus: Corpus) -> tuple[list[_Signed], list[Any]]:
    units_of_document: Counter[str] = Counter()
    bare: list[tuple[int, str, str, str | None]] = []
    rows = []
    for order, bag in enumerate(store.read(corpus.build / "counts.jsonl", Bag)):
        units_of_document[bag.doc_id] += 1
        if bag.signature:
            bare.append((order, bag.unit_id, bag.doc_id, bag.date))
            rows.append(unpacked(bag.signature))
    return [
        _Signed(units_of_document[doc_id] > 1, order, unit_id, doc_id, date) for order, unit_id, doc_id, date in bare
    ], rows


def _tables(corpus: Corpus) -> dict[str, str]:
    """The table each row comes from, by document."""
    sources = ((document.doc_id, document.source) for document in store.read(corpus.catalogue, Document))
    return {doc_id: source.split("#row=")[0] for doc_id, source in sources if "#row=" in source}


class _Numbers:
    """Numbers of acts, read for the documents that hold likely copies only.

    Two grants of one session differ by a name and a sum; their numbers tell them apart.
    """

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.known: dict[str, dict[str, str]] = {}

    def of(self, unit: _Signed) -> str | None:
        """The last group of digits of the printed number."""
        if unit.doc_id not in self.known:
            path = self.corpus.path("acts", unit.doc_id)
            units = store.read(path, Unit) if path.is_file() else ()
            found = {part.unit_id: _DIGITS.findall(part.number or "") for part in units}
            self.known[unit.doc_id] = {unit_id: digits[-1].lstrip("0") for unit_id, digits in found.items() if digits}
        return self.known[unit.doc_id].get(unit.unit_id)

    def conflict(self, one: _Signed, other: _Signed) -> bool:
        """Whether two single acts bear different numbers; minutes number by agenda, which proves nothing."""
        if one.in_minutes or other.in_minutes:
            return False
        first, second = self.of(one), self.of(other)
        return first is not None and second is not None and first != second
