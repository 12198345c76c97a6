"""raw/ and documents.csv -> catalogue.jsonl and sources/: every file, every row of a table, kept or excluded."""

import fnmatch
import functools
import hashlib
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from pipeline import plan, store
from pipeline.documents import holdings, sniff
from pipeline.documents.archive import Reader
from pipeline.documents.holdings import Held
from pipeline.documents.listed import rows
from pipeline.errors import ContractError, Reason, SourceError
from pipeline.metadata import Described, Known, read_table
from pipeline.records import Document
from pipeline.settings import CorpusSection, Genre, TableSection
from pipeline.store import Corpus

UNKNOWN = "application/octet-stream"
SHOWN_NOTICES = 10


class Item(msgspec.Struct, frozen=True):
    """One document on its way to the catalogue."""

    name: str  # path under raw/, and inside an archive: `archive.zip!/folder/name.pdf`
    sha256: str
    size_bytes: int
    media_type: str
    described: Described
    row: int = 0  # of a table, from 1; 0 = the whole file
    row_key: str = ""
    has_id: bool = False  # whether the row itself gives its key
    text: str | None = None  # of a row
    path: Path | None = None  # of a whole file
    read: Callable[[], bytes] | None = None  # gives the bytes of a file, or of a member of an archive
    reason: Reason | None = None
    detail: str = ""


class Looked(msgspec.Struct, frozen=True, array_like=True):
    """What was found in a file, remembered as long as its size and time stand."""

    name: str
    size_bytes: int
    mtime_ns: int
    version: int  # of the eyes that looked
    held: list[Held]


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


def items_of(
    source: plan.Source, looked: Looked, known: Known, table: TableSection, notices: list[str]
) -> Iterator[Item]:
    """The documents of one file: itself, the members of an archive, the rows of a table; each kept or with its reason.

    Args:
        source: the file.
        looked: what it holds.
        known: what the user says.
        table: columns the user names.
        notices: what was mended is added here.

    Raises:
        OSError: it cannot be read.
    """
    alone = all(not held.place for held in looked.held)
    holder = None if alone else known.described.pop(source.name, Described())
    with Reader(lambda: Path(source.path).open("rb")) as reader:
        for held in looked.held:
            name = f"{source.name}!/{held.place}" if held.place else source.name
            has_records = held.reason is None and held.media_type in holdings.WITH_RECORDS
            item = Item(
                name, held.sha256, held.size_bytes, held.media_type,
                known.of(name, Described() if has_records else _told(held.told), holder),
                path=Path(source.path) if not held.place else None, read=functools.partial(reader.at, held.indexes),
                reason=held.reason, detail=held.detail,
            )  # fmt: skip
            if has_records:
                yield from _rows(item, known, table, notices)
            else:
                yield item


def _told(told: dict[str, str]) -> Described:
    extra = {name: value for name, value in told.items() if name.startswith("file_")}
    return Described(
        title=told.get("title"), date=told.get("date"), language=told.get("language"), publisher=told.get("publisher"),
        extra=extra,
    )  # fmt: skip


def look(source: plan.Source) -> Looked:
    """What a file holds, from its bytes.

    Raises:
        OSError: it cannot be read.
    """
    with Path(source.path).open("rb") as stream:
        held = list(holdings.held_in(stream, source.size_bytes, source.name))
    return Looked(source.name, source.size_bytes, source.mtime_ns, holdings.VERSION, held)


def _rows(blank: Item, known: Known, table: TableSection, notices: list[str]) -> Iterator[Item]:
    """One item a row; a row that cannot be read is an item with its reason."""
    try:
        data = blank.read() if blank.read else b""
        found = rows.records(data, blank.media_type, blank.name, msgspec.structs.asdict(table))
        if found is None:
            yield msgspec.structs.replace(blank, media_type=sniff.as_one_document(data, blank.name).media_type)
            return
        notices += [f"{blank.name}: {notice}" for notice in found.notices]
        for row in found.rows:
            written = row.text.encode("utf-8", "replace")
            told = Described(
                title=row.title, date=row.date, genre=row.genre, publisher=row.publisher, siren=row.siren, url=row.url,
                licence=row.licence, language=row.language, extra=row.extra,
            )  # fmt: skip
            reason = Reason.DAMAGED if row.error else None if row.text.strip() else Reason.EMPTY
            yield Item(
                blank.name, store.sha256_of(written), len(written), "text/plain",
                known.of(f"{blank.name}#row={row.number}", told, blank.described), row.number, row.key, row.has_id,
                row.text, reason=reason, detail=row.error or "",
            )  # fmt: skip
    except SourceError as error:
        yield msgspec.structs.replace(blank, reason=error.reason, detail=error.detail)


# -------------------------------------------------------------------------------------------------------- the stage


class _Catalogue:
    """The documents found so far: no two with one identifier, repeated bytes kept once."""

    def __init__(self) -> None:
        self.documents: dict[str, Document] = {}
        self.first: dict[tuple[str, ...], str] = {}
        self.repeats: dict[str, int] = {}

    def add(self, document: Document, item: Item) -> Document:
        number, doc_id = self.repeats.get(document.doc_id, 2), document.doc_id
        while doc_id in self.documents:  # two rows with one key, or a doc_id given twice
            doc_id = f"{document.doc_id[: 79 - len(str(number))]}-{number}"
            number += 1
        self.repeats[document.doc_id] = number
        changes: dict[str, Any] = {"doc_id": doc_id}
        if document.status == "kept":
            # Rows repeat short texts honestly (an article re-enacted unchanged); only a full repetition is one.
            key = item.row_key if item.has_id else ""
            same = (document.sha256, document.date or "", document.title or "", key) if item.row else (document.sha256,)
            first = self.first.setdefault(same, doc_id)
            if first != doc_id:
                changes |= {"duplicate_of": first, "status": "excluded", "reason": Reason.DUPLICATE}
        document = msgspec.structs.replace(document, **changes)
        self.documents[doc_id] = document
        return document


class _Placer:
    """Gives each kept document its place under sources/, unless its bytes stand there already."""

    def __init__(self, corpus: Corpus) -> None:
        known = store.read(corpus.catalogue, Document) if corpus.catalogue.is_file() else ()
        self.before = {document.doc_id: document.sha256 for document in known}
        self.folder = corpus.build / "sources"
        store.sweep(self.folder)
        self.placed = store.sizes(self.folder)

    def place(self, item: Item, document: Document) -> None:
        """Link the file; write the row, or the member of an archive, under the document's identifier."""
        name = document.doc_id + sniff.SUFFIXES[document.media_type]
        if self.before.get(document.doc_id) == document.sha256 and self.placed.get(name) == document.size_bytes:
            return
        if item.path is not None:
            store.place(item.path, self.folder / name)
        elif item.text is not None:
            self._write(name, item.text.encode("utf-8", "replace"))
        elif item.read is not None:
            self._write(name, item.read())

    def _write(self, name: str, data: bytes) -> None:
        with store.atomic(self.folder / name, durable=False) as stream:
            stream.write(data)


def run(corpus: Corpus, settings: dict[str, Any], progress: Callable[[int, int, str], None]) -> dict[str, int]:
    """Catalogue every source; give each kept one its place under sources/."""
    described = read_table(Path(corpus.home, "documents.csv"), tuple(settings["genres"]))
    known = Known(described, settings["corpus"].genre, settings["corpus"].language)
    looked_before = _looked_before(corpus)
    looked: list[Looked] = []
    notices: list[str] = []
    catalogue = _Catalogue()
    placer = _Placer(corpus)
    files = plan.sources(corpus)
    for number, source in enumerate(files):
        progress(number, len(files), source.name)
        try:
            entry = looked_before.get((source.name, source.size_bytes, source.mtime_ns)) or look(source)
            looked.append(entry)
            for item in items_of(source, entry, known, settings["table"], notices):
                document = catalogue.add(document_of(item, settings["corpus"], settings["genres"]), item)
                if document.status == "kept":
                    placer.place(item, document)
        except OSError as error:
            item = Item(
                source.name, "", 0, UNKNOWN, described.pop(source.name, Described()), reason=Reason.UNREADABLE,
                detail=error.strerror or "",
            )  # fmt: skip
            catalogue.add(document_of(item, settings["corpus"], settings["genres"]), item)
    for name, lost in described.items():
        detail = f"line {lost.line} of documents.csv names it, raw/ does not hold it"
        item = Item(name, "", 0, UNKNOWN, lost, reason=Reason.MISSING_FILE, detail=detail)
        catalogue.add(document_of(item, settings["corpus"], settings["genres"]), item)
    store.write(corpus.state / "looked.jsonl", looked)
    documents = [catalogue.documents[doc_id] for doc_id in sorted(catalogue.documents)]
    store.write(corpus.catalogue, documents, durable=True)
    _tell(corpus, notices)
    return {"documents": len(documents), "excluded": _clear(corpus, documents)}


def _tell(corpus: Corpus, notices: list[str]) -> None:
    """What was mended on the way in, once on the screen and for good beside the catalogue."""
    store.write_if_different(corpus.state / "ingest.notices.txt", "".join(f"{notice}\n" for notice in notices).encode())
    for notice in notices[:SHOWN_NOTICES]:
        sys.stderr.write(f"ingest: {notice}\n")
    if len(notices) > SHOWN_NOTICES:
        sys.stderr.write(f"ingest: {len(notices) - SHOWN_NOTICES:,} more in {corpus.state / 'ingest.notices.txt'}\n")


def _looked_before(corpus: Corpus) -> dict[tuple[Any, ...], Looked]:
    path = corpus.state / "looked.jsonl"
    try:
        entries = store.read_all(path, Looked) if path.is_file() else []
    except ContractError:  # written by an older version, or torn: every file is looked at again
        return {}
    return {
        (entry.name, entry.size_bytes, entry.mtime_ns): entry for entry in entries if entry.version == holdings.VERSION
    }


def _clear(corpus: Corpus, documents: list[Document]) -> int:
    """Remove sources of documents that are gone. Returns how many documents are excluded."""
    kept = {d.doc_id + sniff.SUFFIXES[d.media_type] for d in documents if d.status == "kept"}
    folder = corpus.build / "sources"
    folder.mkdir(parents=True, exist_ok=True)
    for name in store.sizes(folder):
        if name not in kept:
            (folder / name).unlink()
    return len(documents) - len(kept)
