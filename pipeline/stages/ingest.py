"""raw/ and documents.csv -> catalogue.jsonl and sources/: every file, every row of a table, kept or excluded."""

import fnmatch
import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from pipeline import plan, store
from pipeline.documents import sniff, tabular
from pipeline.errors import Reason, SourceError
from pipeline.metadata import Described, read_table
from pipeline.records import Document
from pipeline.settings import CorpusSection, Genre, TableSection
from pipeline.store import Corpus

UNKNOWN = "application/octet-stream"


class Item(msgspec.Struct, frozen=True):
    """One document on its way to the catalogue."""

    name: str  # path under raw/
    sha256: str
    size_bytes: int
    media_type: str
    described: Described
    row: int = 0  # of a table, from 1; 0 = the whole file
    row_key: str = ""
    text: str | None = None  # of a row
    path: Path | None = None  # of a file
    reason: Reason | None = None
    detail: str = ""


class Looked(msgspec.Struct, frozen=True, array_like=True):
    """What was found in a file, remembered as long as its size and time stand."""

    name: str
    size_bytes: int
    mtime_ns: int
    sha256: str
    media_type: str


def slug(text: str) -> str:
    """A name as [a-z0-9-]: accents dropped, everything else one hyphen."""
    return re.sub(r"[^a-z0-9]+", "-", _folded(text)).strip("-")


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()


def doc_id_of(item: Item) -> str:
    """An identifier from the document's own path, and row key, alone: a newcomer renames nobody."""
    if item.described.doc_id:
        return item.described.doc_id
    path_digest = hashlib.sha256(item.name.encode()).hexdigest()[:6]
    stem = slug(item.name.rsplit(".", 1)[0]) or "document"
    if not item.row:
        return f"{stem[:73].rstrip('-')}-{path_digest}"
    row_digest = hashlib.sha256(item.row_key.encode()).hexdigest()[:8]
    row_slug = slug(item.row_key)[:40].strip("-") or "row"
    return f"{stem[:22].rstrip('-')}-{path_digest}-{row_slug}-{row_digest}"


def genre_of(name: str, genres: dict[str, Genre], default: str) -> str:
    """The first genre one of whose patterns matches the path under raw/, case and accents ignored."""
    folded = _folded(name)
    for key, genre in genres.items():
        if any(fnmatch.fnmatchcase(folded, pattern.lower()) for pattern in genre.match):
            return key
    return default


def document_of(item: Item, corpus: CorpusSection, genres: dict[str, Genre]) -> Document:
    """The catalogue's record: what documents.csv says, else the row, else the corpus as a whole."""
    known = item.described
    extra = dict(sorted(known.extra.items()))
    if known.genre and known.genre not in genres:
        extra["genre"] = known.genre
    if item.detail:
        extra["detail"] = item.detail
    return Document(
        doc_id=doc_id_of(item),
        source=f"{item.name}#row={item.row}" if item.row else item.name,
        media_type=item.media_type,
        sha256=item.sha256,
        size_bytes=item.size_bytes,
        title=known.title,
        date=known.date,
        year=int(known.date[:4]) if known.date else None,
        genre=known.genre if known.genre in genres else genre_of(item.name, genres, corpus.genre),
        publisher=known.publisher or corpus.publisher or None,
        insee=known.insee,
        siren=known.siren,
        language=known.language or corpus.language,
        licence=known.licence or corpus.licence or None,
        url=known.url,
        duplicate_of=None,
        status="excluded" if item.reason else "kept",
        reason=item.reason,
        extra=extra,
    )


# ------------------------------------------------------------------------------------------------- what a file holds


def items_of(source: plan.Source, known: Looked | None, described: Described, table: TableSection) -> Iterator[Item]:
    """The documents of one file: itself, or the rows of a table, or the reason why it holds none."""
    try:
        looked = known or _look(source)
        blank = Item(
            source.name, looked.sha256, source.size_bytes, looked.media_type, described, path=Path(source.path)
        )
        if looked.media_type == "application/x-empty":
            yield msgspec.structs.replace(blank, reason=Reason.EMPTY)
        elif looked.media_type in tabular.MEDIA_TYPES:
            yield from _rows(blank, table)
        elif looked.media_type in sniff.SUFFIXES:
            yield blank
        else:
            locked = looked.media_type == "application/x-ole-encrypted"
            reason = Reason.ENCRYPTED if locked else Reason.UNSUPPORTED
            yield msgspec.structs.replace(blank, reason=reason, detail=looked.media_type)
    except OSError as error:
        yield Item(source.name, "", 0, UNKNOWN, described, reason=Reason.UNREADABLE, detail=error.strerror or "")


def _look(source: plan.Source) -> Looked:
    data = Path(source.path).read_bytes()
    kind = sniff.sniff(data, source.name)
    return Looked(source.name, source.size_bytes, source.mtime_ns, store.sha256_of(data), kind.media_type)


def _rows(blank: Item, table: TableSection) -> Iterator[Item]:
    """One item a row; a row that cannot be read is an item with its reason."""
    assert blank.path is not None  # noqa: S101  a table is a file
    try:
        for row in tabular.rows(blank.path.read_bytes(), msgspec.structs.asdict(table), blank.name):
            data = row.text.encode("utf-8", "replace")
            told = Described(
                title=row.title, date=row.date, genre=row.genre, publisher=row.publisher, url=row.url,
                licence=row.licence, language=row.language, extra=row.extra,
            )  # fmt: skip
            reason = Reason.DAMAGED if row.error else None if row.text.strip() else Reason.EMPTY
            yield Item(
                blank.name, store.sha256_of(data), len(data), "text/plain", blank.described.over(told), row.number,
                row.key, row.text, None, reason, row.error or "",
            )  # fmt: skip
    except SourceError as error:
        yield msgspec.structs.replace(blank, path=None, reason=error.reason, detail=error.detail)


# -------------------------------------------------------------------------------------------------------- the stage


class _Catalogue:
    """The documents found so far: no two with one identifier, repeated bytes kept once."""

    def __init__(self) -> None:
        self.documents: dict[str, Document] = {}
        self.first: dict[tuple[str, ...], str] = {}

    def add(self, document: Document, *, row: bool) -> Document:
        number, doc_id = 2, document.doc_id
        while doc_id in self.documents:  # two rows with one key, or a doc_id given twice
            doc_id = f"{document.doc_id[: 79 - len(str(number))]}-{number}"
            number += 1
        changes: dict[str, Any] = {"doc_id": doc_id}
        if document.status == "kept":
            # Rows repeat short texts honestly (an article re-enacted unchanged); only a full repetition is one.
            same = (document.sha256, document.date or "", document.title or "") if row else (document.sha256,)
            first = self.first.setdefault(same, doc_id)
            if first != doc_id:
                changes |= {"duplicate_of": first, "status": "excluded", "reason": Reason.DUPLICATE}
        document = msgspec.structs.replace(document, **changes)
        self.documents[doc_id] = document
        return document


def run(corpus: Corpus, settings: dict[str, Any], progress: Callable[[int, int, str], None]) -> dict[str, int]:
    """Catalogue every source; give each kept one its place under sources/."""
    described = read_table(Path(corpus.home, "documents.csv"), tuple(settings["genres"]))
    before = {d.doc_id: d.sha256 for d in store.read(corpus.catalogue, Document)} if corpus.catalogue.is_file() else {}
    looked_before = _looked_before(corpus)
    looked: list[Looked] = []
    catalogue = _Catalogue()
    store.sweep(corpus.build / "sources")
    files, placed = plan.sources(corpus), store.sizes(corpus.build / "sources")
    for number, source in enumerate(files):
        progress(number, len(files), source.name)
        known = looked_before.get((source.name, source.size_bytes, source.mtime_ns))
        for item in items_of(source, known, described.pop(source.name, Described()), settings["table"]):
            document = catalogue.add(document_of(item, settings["corpus"], settings["genres"]), row=bool(item.row))
            name = document.doc_id + sniff.SUFFIXES.get(document.media_type, "")
            same = before.get(document.doc_id) == document.sha256 and placed.get(name) == document.size_bytes
            if document.status == "kept" and not same:
                _place(item, corpus.build / "sources" / name)
            if item.path is not None:
                looked.append(Looked(source.name, source.size_bytes, source.mtime_ns, item.sha256, item.media_type))
    for name, lost in described.items():
        detail = f"line {lost.line} of documents.csv names it, raw/ does not hold it"
        item = Item(name, "", 0, UNKNOWN, lost, reason=Reason.MISSING_FILE, detail=detail)
        catalogue.add(document_of(item, settings["corpus"], settings["genres"]), row=False)
    store.write(corpus.state / "looked.jsonl", looked)
    documents = [catalogue.documents[doc_id] for doc_id in sorted(catalogue.documents)]
    store.write(corpus.catalogue, documents, durable=True)
    excluded = _clear(corpus, documents)
    return {"documents": len(documents), "excluded": excluded}


def _looked_before(corpus: Corpus) -> dict[tuple[Any, ...], Looked]:
    path = corpus.state / "looked.jsonl"
    entries = store.read_all(path, Looked) if path.is_file() else []
    return {(entry.name, entry.size_bytes, entry.mtime_ns): entry for entry in entries}


def _place(item: Item, target: Path) -> None:
    if item.text is not None:
        with store.atomic(target, durable=False) as stream:
            stream.write(item.text.encode("utf-8", "replace"))
    elif item.path is not None:
        store.place(item.path, target)


def _clear(corpus: Corpus, documents: list[Document]) -> int:
    """Remove sources of documents that are gone. Returns how many documents are excluded."""
    kept = {d.doc_id + sniff.SUFFIXES[d.media_type] for d in documents if d.status == "kept"}
    folder = corpus.build / "sources"
    folder.mkdir(parents=True, exist_ok=True)
    for name in store.sizes(folder):
        if name not in kept:
            (folder / name).unlink()
    return len(documents) - len(kept)
