"""Concordances: every occurrence of an entry of the lexicon, or of any words, between its contexts."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Literal, NamedTuple

import msgspec

from pipeline import store
from pipeline.acts.fold import fold
from pipeline.counted import repeated
from pipeline.errors import UsageError
from pipeline.records import Document, Hit, Passage, Unit, Zone
from pipeline.store import Corpus
from pipeline.text.kwic import line

Order = Literal["date", "left", "right", "pivot", "source"]
_APART = ("running", "stamp", "noise")
_WORD = re.compile(r"\w+")


class Kwic(msgspec.Struct, frozen=True):
    """One line of a concordance: contexts, what is known of the occurrence, and where it stands."""

    left: str
    pivot: str
    right: str
    entry: str  # of the lexicon; the words asked for where they are none
    status: str  # use, mention, ambiguous; empty for words outside the lexicon
    reason: str  # rule that decided the status
    zone: Zone
    date: str | None  # of the unit
    genre: str  # of the document
    collectivite: str | None
    source: str  # path under raw/
    page: int  # physical, from 1
    doc_id: str
    unit_id: str
    passage_id: str
    start: int  # in the passage, code points
    end: int


class Wanted(NamedTuple):
    """Which occurrences are asked for; an empty text or tuple sets no condition."""

    term: str
    statuses: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    genre: str = ""
    first_year: int = 0
    last_year: int = 9999
    repeated: bool = False  # repeated texts too

    def fits(self, row: Kwic) -> bool:
        """Whether an occurrence meets the conditions; one without a date meets none on years."""
        dated = (self.first_year, self.last_year) != (0, 9999)
        year = int(row.date[:4]) if row.date else -1
        return (
            (not self.statuses or row.status in self.statuses)
            and (not self.zones or row.zone in self.zones)
            and self.genre in ("", row.genre)
            and (not dated or self.first_year <= year <= self.last_year)
        )


class _Read(NamedTuple):
    """One document, opened."""

    document: Document
    passages: list[Passage]
    units: list[Unit]
    hits: list[Hit]


class _Found(NamedTuple):
    passage: Passage
    start: int
    end: int
    entry: str
    status: str = ""
    reason: str = ""


def concordance(corpus: Corpus, wanted: Wanted, *, width: int = 60) -> Iterator[Kwic]:
    """The lines of one term, in the order of the catalogue and of the text; one document is open at a time.

    Args:
        corpus: built as far as `annotate`.
        wanted: an entry of the lexicon or codebook, or words: case and accents are free, `*` stands for letters.
        width: code points of context on each side.

    Raises:
        UsageError: the corpus is not built, or the words hold no letter.
    """
    if not corpus.catalogue.is_file():
        raise UsageError(f"{corpus.name} is not built; make all CORPUS={corpus.name} does that")
    left_out = frozenset() if wanted.repeated else repeated(corpus)
    search = pattern_of(wanted.term)
    for document in store.read(corpus.catalogue, Document):
        read = _opened(corpus, document)
        if read is not None:
            rows = (_row(read, found, width) for found in _occurrences(read, wanted.term, search))
            yield from (row for row in rows if row and row.unit_id not in left_out and wanted.fits(row))


def pattern_of(words: str) -> re.Pattern[str]:
    """Words as a pattern on folded text: « coopération décentralis* ».

    Raises:
        UsageError: there is no letter or figure in them.
    """
    if not _WORD.search(words):
        raise UsageError(f"{words!r} holds no word; give an entry of the lexicon, or words as in: kwic 'solidarit*'")
    parts = [re.escape(part).replace(r"\*", r"\w*") for part in fold(words).split()]
    return re.compile(r"(?<!\w)" + r"\s+".join(parts) + r"(?!\w)")


def _opened(corpus: Corpus, document: Document) -> _Read | None:
    paths = {name: corpus.path(name, document.doc_id) for name in ("passages", "acts", "hits")}
    if not all(path.is_file() for path in paths.values()):
        return None
    return _Read(
        document,
        store.read_all(paths["passages"], Passage),
        store.read_all(paths["acts"], Unit),
        store.read_all(paths["hits"], Hit),
    )


def _occurrences(read: _Read, term: str, search: re.Pattern[str]) -> Iterator[_Found]:
    """The hits of an entry; where there is none, the places of the words."""
    passages = {passage.passage_id: passage for passage in read.passages}
    hits = [hit for hit in read.hits if hit.entry == term]
    for hit in hits:
        status = "ocr" if hit.ocr else hit.status
        yield _Found(passages[hit.passage_id], hit.start, hit.end, hit.entry, status, hit.reason)
    if not hits and not term.isupper():
        for passage in read.passages:
            if passage.role not in _APART:
                for match in search.finditer(fold(passage.text)):
                    yield _Found(passage, *match.span(), term)


def _row(read: _Read, found: _Found, width: int) -> Kwic | None:
    place = int(found.passage.passage_id.rpartition(":p")[2])
    unit = next((unit for unit in read.units if unit.passage_first <= place <= unit.passage_last), None)
    if unit is None:
        return None
    zone: Zone = next(
        (
            span.zone
            for span in unit.zones
            if span.passage_id == found.passage.passage_id and span.start <= found.start < span.end
        ),
        "body",
    )
    around = line(found.passage.text, found.start, found.end, width=width)
    return Kwic(
        around.left, around.pivot, around.right, found.entry, found.status, found.reason, zone, unit.date,
        read.document.genre, unit.collectivite or read.document.publisher, read.document.source,
        _page(found), read.document.doc_id, unit.unit_id, found.passage.passage_id, found.start, found.end,
    )  # fmt: skip


def _page(found: _Found) -> int:
    """The physical page where an occurrence begins."""
    pages = [run.page for run in found.passage.runs if run.start <= found.start < run.start + run.length]
    return pages[0] if pages else found.passage.page_first


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


_ORDERS: Mapping[Order, Callable[[Kwic], object]] = {
    "date": lambda row: (row.date is None, row.date or ""),
    "left": lambda row: _words(row.left)[::-1],
    "right": lambda row: _words(row.right),
    "pivot": lambda row: _words(row.pivot),
    "source": lambda row: (row.source, row.page),
}


def ordered(rows: list[Kwic], order: Order) -> list[Kwic]:
    """The lines sorted by date, by the words read outward from the pivot, by the pivot, or by source; ties by place.

    Args:
        rows: in the order of the corpus.
        order: what they are sorted by; undated lines come last.
    """
    return sorted(rows, key=_ORDERS[order])  # type: ignore[arg-type]
