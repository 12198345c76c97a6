"""The segments of a corpus: stretches of about 40 words of its running text, with their forms and what is known of them."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

from pipeline import counted, store
from pipeline.errors import UsageError
from pipeline.records import Bag, Hit, Passage, Unit
from pipeline.stats.rates import IntArray
from pipeline.stats.sample import stream
from pipeline.store import Corpus
from pipeline.terms.hits import is_printed_apart, page_at
from pipeline.terms.said import FORMULAE, NOT_SAID, counted_stretches
from pipeline.text.analysers import Analyser
from pipeline.text.segments import CLAUSE, COMMA, SENTENCE, segments

WORDS = 40
"""Words of a segment, about: the length Alceste and IRaMuTeQ use."""
MOST_SEGMENTS = 20_000
"""Segments read at most; a larger corpus is drawn by whole units. So many, with 5000 forms, take 10 s to read and 2 s
to put in two times 10 classes when these are clear, 18 s when they hardly are; the time grows with their number."""
MIN_SEGMENTS = 3
"""Segments that must hold a form for it to count, as in IRaMuTeQ: what is rarer cannot tell two classes apart."""
_MARKS = {",": COMMA, ";": CLAUSE, ":": CLAUSE}


class Segment(NamedTuple):
    """One segment and where it begins."""

    text: str
    forms: frozenset[str]
    known: tuple[str, ...]  # « year=2014 », « term=CD »: what is known of it besides its forms
    doc_id: str
    unit_id: str
    passage_id: str
    page: int  # physical, from 1


class Read(NamedTuple):
    """The segments of a corpus, in the order of its text."""

    segments: list[Segment]
    drawn: int  # units read
    units: int  # units of the corpus, repeated texts left out


class Columns(NamedTuple):
    """Segments by forms, or by what else is known of them; presence alone."""

    table: Any  # sparse
    names: tuple[str, ...]


class _Word(NamedTuple):
    passage: Passage
    stretch: int  # number in its unit
    start: int  # in the passage
    end: int
    upto: int  # where the next word of the stretch begins
    topic: str | None  # its lemma, where it carries a topic


def read_segments(corpus: Corpus, seed: int, reader: Analyser, most: int = MOST_SEGMENTS) -> Read:
    """Cut the running text of a corpus: without visas, references, formulae, votes, and texts that repeat another.

    Args:
        corpus: built as far as `count`.
        seed: of the draw of units, where there are too many.
        reader: the analyser that the words were counted with.
        most: segments, about; their number is foreseen from the words of each unit.

    Raises:
        UsageError: the corpus is not counted.
    """
    if not (corpus.build / "counts.jsonl").is_file():
        raise UsageError(f"{corpus.name} is not counted; make all CORPUS={corpus.name} does that")
    left_out = counted.repeated(corpus)
    bags = [(bag.unit_id, bag.words) for bag in counted.units(corpus, left_out)]
    chosen = _drawn(bags, seed, most)
    kept = (bag for bag in counted.units(corpus, left_out) if bag.unit_id in chosen)
    found = [
        segment
        for _, document in groupby(kept, key=lambda bag: bag.doc_id)
        for segment in _document(corpus, list(document), reader)
    ]
    return Read(found, len(chosen), len(bags))


def columns_of(held: Sequence[Iterable[str]], least: int) -> Columns:
    """Segments by the names that `least` of them hold or more, names in order."""
    counts = Counter(name for names in held for name in names)
    kept = sorted(name for name, count in counts.items() if count >= least)
    place = {name: at for at, name in enumerate(kept)}
    cells = [sorted(place[name] for name in names if name in place) for names in held]
    ends: IntArray = np.cumsum([0, *map(len, cells)])
    flat = np.array([column for row in cells for column in row], dtype=np.int64)
    return Columns(csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(cells), len(kept))), tuple(kept))


def _drawn(bags: Sequence[tuple[str, int]], seed: int, most: int) -> frozenset[str]:
    """All units, or as many, drawn by lot, as foresee `most` segments."""
    foreseen = np.array([words / WORDS for _, words in bags])
    order = np.arange(len(bags)) if foreseen.sum() <= most else stream(seed, "segments").permutation(len(bags))
    kept = order[: np.searchsorted(foreseen[order].cumsum(), most, side="right")]
    return frozenset(bags[at][0] for at in kept)


def _document(corpus: Corpus, bags: Sequence[Bag], reader: Analyser) -> Iterator[Segment]:
    """Segments of the chosen units of one document."""
    doc_id = bags[0].doc_id
    passages = store.read_all(corpus.path("passages", doc_id), Passage)
    units = {unit.unit_id: unit for unit in store.read(corpus.path("acts", doc_id), Unit)}
    hits: dict[str, list[Hit]] = {}
    for hit in store.read(corpus.path("hits", doc_id), Hit):
        if hit.kind in ("term", "theme") and hit.status == "use" and not hit.ocr and not is_printed_apart(hit):
            hits.setdefault(hit.unit_id, []).append(hit)
    for bag in bags:
        yield from cut(units[bag.unit_id], passages, hits.get(bag.unit_id, []), bag, reader)


def cut(unit: Unit, passages: Sequence[Passage], hits: Sequence[Hit], bag: Bag, reader: Analyser) -> Iterator[Segment]:
    """The segments of one unit.

    Args:
        unit: with its zones.
        passages: all passages of its document.
        hits: uses of terms and themes in the unit.
        bag: of the unit: its year and genre.
        reader: the analyser that the words were counted with.
    """
    words = _words(unit, passages, reader)
    known = [f"genre={bag.genre}"]
    known += [f"year={bag.year}"] if bag.year is not None else []
    known += [f"collectivite={place}"] if (place := unit.collectivite or bag.insee) else []
    for first, last in segments(_marks(words), WORDS):
        own = words[first:last]
        parts = [list(part) for _, part in groupby(own, key=lambda word: word.stretch)]
        spans_of = [(part[0].passage, part[0].start, part[-1].upto) for part in parts]
        named = {
            f"{hit.kind}={hit.entry}"
            for passage, start, end in spans_of
            for hit in hits
            if hit.passage_id == passage.passage_id and start <= hit.start < end
        }
        text = " ".join(" ".join(passage.text[start:end] for passage, start, end in spans_of).split())
        forms = frozenset(word.topic for word in own if word.topic)
        begin = own[0].passage
        yield Segment(
            text, forms, (*known, *sorted(named)), unit.doc_id, unit.unit_id, begin.passage_id,
            page_at(begin, own[0].start),
        )  # fmt: skip


def _words(unit: Unit, passages: Sequence[Passage], reader: Analyser) -> list[_Word]:
    """Tokens of the running text that hold a letter or a figure."""
    words: list[_Word] = []
    for stretch, (passage, span) in enumerate(counted_stretches(unit, passages)):
        if span.zone in NOT_SAID | FORMULAE:
            continue
        text = passage.text[span.start : span.end]
        read = reader.analyse(text)
        said = [
            (bounds, topic)
            for bounds, token, topic in zip(read.spans, read.tokens, read.topics, strict=True)
            if any(map(str.isalnum, token))
        ]
        nexts = [*(start for (start, _), _ in said), len(text)][1:]
        words += [
            _Word(passage, stretch, span.start + start, span.start + end, span.start + upto, topic)
            for ((start, end), topic), upto in zip(said, nexts, strict=True)
        ]
    return words


def _marks(words: Sequence[_Word]) -> list[int]:
    """For each word how much what stands after it parts."""
    passages = {word.passage.passage_id: word.passage for word in words}
    ends = {passage_id: [end for _, end in passage.sentences] for passage_id, passage in passages.items()}
    marks = []
    for word, after in zip(words, [*words, None][1:], strict=True):
        between = word.passage.text[word.end : word.upto]
        sentences = ends[word.passage.passage_id]
        closed = bisect_left(sentences, word.end)  # the sentence the word ends in
        ended = closed < len(sentences) and sentences[closed] <= word.upto
        if ended or after is None or after.stretch != word.stretch:
            marks.append(SENTENCE)
        else:
            marks.append(max((_MARKS.get(sign, 0) for sign in between), default=0))
    return marks
