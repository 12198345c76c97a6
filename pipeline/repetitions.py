"""Units that repeat others: the act published alone, inside the minutes, and in an annex is counted once.

Two ways to find them. Texts that are alike as wholes (MinHash, `text.duplicates`), whatever they are. Acts of one
session with like titles (`acts.likeness`), when the shorter text stands in the longer: minutes leave the visas out
and add the debate, and their summary keeps the title and the vote.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import msgspec

from pipeline import store
from pipeline.acts.likeness import Act, act, are_two, like_titles, share
from pipeline.records import Bag, Document, Duplicate, Passage, Unit
from pipeline.settings import CountSection
from pipeline.store import Corpus
from pipeline.terms.said import words_said
from pipeline.text.duplicates import PERMUTATIONS, contained, repeats, shingles, unpacked

HELD = 0.5
"""Share of the shorter text that must stand in the longer, when titles are alike: .85 and more in 40 of 41 acts of one
session and their minutes, .57 and less for the sister acts whose titles are."""
HELD_ALONE = 0.8
"""The same for two acts published alone: an extract of the other, not a sister act whose number is unknown."""
HELD_SUMMED_UP = 0.1
"""The same for two minutes that give the act the same number: a summary of twenty words has few sequences of its own."""
_DAY = len("2014-04-24")


class _Unit(NamedTuple):
    """A unit that may repeat another; sorted, the one to keep comes first."""

    in_minutes: bool  # a copy among other acts gives way to the act on its own
    rank: int  # of two copies among other acts, the fullest is kept
    order: int  # in counts.jsonl
    unit_id: str
    doc_id: str
    date: str | None
    insee: str | None
    words: int
    signature: str


class _Printed(msgspec.Struct):
    """The fields of a Unit that are compared; the others are not read."""

    unit_id: str
    kind: str
    title: str | None
    number: str | None


def repetitions(corpus: Corpus, section: CountSection) -> Iterator[Duplicate]:
    """Units that repeat a kept one, in the order of counts.jsonl.

    Of one act, the document that holds it alone is kept; but the fullest, as the minutes with their debate, where the
    words of the first fall short of the threshold's share of its own. Rows of one table never repeat each other: who made the
    table told them apart (articles of law that differ by one word are two articles); nor do acts of two collectivités.

    Args:
        corpus: whose bags are compared.
        section: threshold, and which dates are compared.
    """
    if section.duplicate_dates == "never":
        return
    compared = _Comparison(corpus, section)
    clusters: dict[int, set[int]] = {}
    likeness: dict[int, float] = {}
    for later, earlier, similarity in (*compared.same_acts(), *compared.alike()):
        merged = clusters.get(later, {later}) | clusters.get(earlier, {earlier})
        clusters |= dict.fromkeys(merged, merged)
        likeness.setdefault(later, similarity)
        likeness.setdefault(earlier, similarity)
    for number in sorted(clusters, key=lambda number: compared.units[number].order):
        kept = _kept(compared.units, clusters[number], section.duplicate_similarity)
        if number != kept:
            unit, other = compared.units[number], compared.units[kept]
            yield Duplicate(unit_id=unit.unit_id, of=other.unit_id, similarity=likeness[number])


def _kept(units: Sequence[_Unit], cluster: set[int], alike: float) -> int:
    """The act on its own, unless the fullest says much more: then its debate would be lost."""
    first, fullest = min(cluster), min(cluster, key=lambda number: (-units[number].words, number))
    return fullest if units[first].words < alike * units[fullest].words else first


class _Comparison:
    """The units of a corpus, those to keep first, and the two ways to compare them."""

    def __init__(self, corpus: Corpus, section: CountSection) -> None:
        self.units = sorted(_units(corpus))
        self._corpus, self._section = corpus, section
        self._tables, self._acts = _tables(corpus), _Acts(corpus)

    def may_repeat(self, one: int, other: int) -> bool:
        """Whether nothing but their text can tell whether two units are one."""
        first, second = self.units[one], self.units[other]
        table = self._tables.get(first.doc_id)
        if first.doc_id == second.doc_id or (table is not None and table == self._tables.get(second.doc_id)):
            return False
        if first.insee and second.insee and first.insee != second.insee:
            return False
        acts = self._acts.of(first), self._acts.of(second)
        return acts[0] is None or acts[1] is None or not are_two(acts[0], acts[1])

    def alike(self) -> Iterator[tuple[int, int, float]]:
        """Pairs whose whole texts are alike: the later, the earlier, and their likeness."""
        import numpy as np

        units = self.units
        signed = [number for number, unit in enumerate(units) if unit.signature]
        if not signed:
            return
        matrix = np.concatenate([unpacked(units[number].signature) for number in signed]).reshape(-1, PERMUTATIONS)
        dates = {date: number for number, date in enumerate(sorted({unit.date or "" for unit in units}))}
        any_date = self._section.duplicate_dates == "any"
        found = repeats(
            matrix,
            [0 if any_date else dates[units[number].date or ""] for number in signed],
            self._section.duplicate_similarity,
            may_repeat=lambda one, other: self.may_repeat(signed[one], signed[other]),
        )
        yield from ((signed[repeat.number], signed[repeat.of], repeat.similarity) for repeat in found)

    def same_acts(self) -> Iterator[tuple[int, int, float]]:
        """Pairs that are one act of one session: the later, the earlier, and the share of the shorter text held."""
        sessions: dict[str, list[int]] = defaultdict(list)
        for number, unit in enumerate(self.units):
            if unit.date and len(unit.date) == _DAY:
                sessions[unit.date].append(number)
        for session in sessions.values():
            if len({self.units[number].doc_id for number in session}) > 1:
                yield from self._of_session(session)

    def _of_session(self, session: Sequence[int]) -> Iterator[tuple[int, int, float]]:
        """The surest pairs first, as an act stands once in a document."""
        acts = [(number, found) for number in session if (found := self._acts.of(self.units[number]))]
        texts = _Texts(self._corpus, self._section.shingle_words)
        pairs = []
        for one, other in like_titles([found for _, found in acts]):
            (earlier, first), (later, second) = acts[one], acts[other]
            if self.may_repeat(later, earlier):
                text, other_text = texts.of(self.units[earlier]), texts.of(self.units[later])
                held = contained(text, other_text)
                if held >= _needed(first, second):
                    doubts = (first.number != second.number, -held - share(first, second))
                    pairs.append((*doubts, abs(len(text) - len(other_text)), later, earlier, held))
        taken: set[tuple[int, str]] = set()
        for *_, later, earlier, held in sorted(pairs):
            places = {(later, self.units[earlier].doc_id), (earlier, self.units[later].doc_id)}
            if not places & taken:
                taken |= places
                yield later, earlier, held


def _needed(one: Act, other: Act) -> float:
    """The share of the shorter text that must stand in the longer."""
    if one.in_minutes and other.in_minutes and one.number and one.number == other.number:
        return HELD_SUMMED_UP
    return HELD if one.in_minutes or other.in_minutes else HELD_ALONE


def _units(corpus: Corpus) -> list[_Unit]:
    """Units in the order of counts.jsonl; those of a document with several are in minutes."""
    bags = store.read(corpus.build / "counts.jsonl", Bag)
    alone = [
        _Unit(False, 0, order, bag.unit_id, bag.doc_id, bag.date, bag.insee, bag.words, bag.signature)
        for order, bag in enumerate(bags)
    ]
    held = Counter(unit.doc_id for unit in alone)
    return [unit._replace(in_minutes=True, rank=-unit.words) if held[unit.doc_id] > 1 else unit for unit in alone]


def _tables(corpus: Corpus) -> dict[str, str]:
    """The table each row comes from, by document."""
    sources = ((document.doc_id, document.source) for document in store.read(corpus.catalogue, Document))
    return {doc_id: source.split("#row=")[0] for doc_id, source in sources if "#row=" in source}


class _Acts:
    """Titles and numbers of acts, read where they are needed."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._of_document = lru_cache(maxsize=4096)(self._read)

    def _read(self, doc_id: str) -> dict[str, _Printed]:
        path = self._corpus.path("acts", doc_id)
        return {unit.unit_id: unit for unit in store.read(path, _Printed)} if path.is_file() else {}

    def of(self, unit: _Unit) -> Act | None:
        """The act as it is compared; None for a unit that is none."""
        found = self._of_document(unit.doc_id).get(unit.unit_id)
        if found is None or found.kind != "act":
            return None
        return act(unit.doc_id, found.title, found.number, in_minutes=unit.in_minutes)


class _Texts:
    """Word sequences of the units of one session."""

    def __init__(self, corpus: Corpus, shingle_words: int) -> None:
        self._corpus, self._shingle_words = corpus, shingle_words
        self._known: dict[str, frozenset[tuple[str, ...]]] = {}
        self._document = lru_cache(maxsize=8)(self._read)  # of one session: its minutes, and one act after another

    def _read(self, doc_id: str) -> tuple[list[Passage], dict[str, Unit]]:
        units = store.read(self._corpus.path("acts", doc_id), Unit)
        passages = store.read_all(self._corpus.path("passages", doc_id), Passage)
        return passages, {unit.unit_id: unit for unit in units}

    def of(self, unit: _Unit) -> frozenset[tuple[str, ...]]:
        """The word sequences of a unit's running text."""
        if unit.unit_id not in self._known:
            passages, units = self._document(unit.doc_id)
            words = words_said(units[unit.unit_id], passages)
            self._known[unit.unit_id] = shingles(words, self._shingle_words)
        return self._known[unit.unit_id]
