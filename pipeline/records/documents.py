"""Sources and their text: what `ingest`, `extract` and `clean` write."""

from typing import ClassVar, Literal

import msgspec

from pipeline.errors import Reason
from pipeline.records.base import Date, DocId, Fraction, Natural, PageNumber, Record

Role = Literal["body", "heading", "list", "note", "table", "caption", "running", "stamp", "noise"]


class Document(Record, frozen=True):
    """One source document (`catalogue.jsonl`): a file under raw/, or one row of a table."""

    doc_id: DocId  # [a-z0-9-], at most 80
    source: str  # path under raw/; a member of an archive adds `!/name`, a row `#row=12`, counted from 1
    media_type: str  # found from the bytes, not from the name
    sha256: str  # of the source's bytes; empty when they could not be read
    size_bytes: Natural  # of the source
    title: str | None  # as known before reading
    date: Date | None  # as known before reading: documents.csv, or a column of the table
    year: int | None  # of the date
    genre: str  # a key of [genres] in corpus.toml
    publisher: str | None  # collectivité or publisher
    insee: str | None  # code of the collectivité
    siren: str | None  # nine digits
    language: str  # BCP 47
    licence: str | None  # of the document
    url: str | None  # where it was published
    duplicate_of: DocId | None  # a document with the same bytes that is kept
    status: Literal["kept", "excluded"]  # excluded documents have a reason
    reason: Reason | None  # why it is excluded; null when kept
    extra: dict[str, str]  # further columns of documents.csv or of the row, kept as they came


class Line(msgspec.Struct, frozen=True, array_like=True):
    """One printed line of a page: `[start, end, x0_pt, top_pt, x1_pt, bottom_pt, size_pt, bold, cell]`.

    `cell` is `[table, row, column]`, each from 0, where the line stands in a ruled table of the page; else null.
    """

    start: int
    end: int
    x0_pt: float
    top_pt: float
    x1_pt: float
    bottom_pt: float
    size_pt: float
    bold: bool = False
    cell: tuple[int, int, int] | None = None


class Page(Record, frozen=True):
    """The text of one page as printed, in reading order (`pages/<doc_id>.jsonl`)."""

    DECIMALS: ClassVar[dict[str, int]] = {"width_pt": 1, "height_pt": 1, "ocr_confidence": 2}

    doc_id: DocId  # of its document
    page: PageNumber  # physical, from 1
    label: str | None  # the number printed in the document, e.g. `iv`
    width_pt: float | None  # null where the format has no paper
    height_pt: float | None  # null where the format has no paper
    origin: Literal["text", "ocr", "office", "html", "table", "none"]  # how the text was obtained; `none`: no text
    ocr_confidence: Fraction | None  # mean of the words, 0-1
    text: str  # NFC; lines end in `\n`
    lines: list[Line]  # printed lines, in the order of the text
    warnings: list[str]  # what a reader should know of this page


class Run(msgspec.Struct, frozen=True, array_like=True):
    """A stretch of clean text that stands character by character on a page: `[start, page, page_start, length]`.

    A character may have a plainer form than the printed one (`'` for `’`); the letters of one printed ligature are
    runs of length 1 that share its place.
    """

    start: int
    page: int
    page_start: int
    length: int


class Passage(Record, frozen=True):
    """A paragraph, heading, note or row of a table, in clean text (`passages/<doc_id>.jsonl`)."""

    DECIMALS: ClassVar[dict[str, int]] = {"ocr_confidence": 2}

    doc_id: DocId  # of its document
    passage_id: str  # `<doc_id>:p<n>`
    page_first: PageNumber  # where it begins
    page_last: PageNumber  # where it ends
    role: Role  # `running` and `stamp` are kept for `acts`; they and `noise` are never counted
    level: int | None  # of a heading, from 1
    text: str  # clean: one line, hyphens mended, plain apostrophes and spaces; a tab parts the cells of a table row
    sentences: list[tuple[int, int]]  # [start, end] of each
    words: Natural  # tokens that hold a letter or a digit
    runs: list[Run]  # clean text back to page text; characters outside runs were inserted (blanks, tabs, hyphens)
    language: str | None = None  # `fr`, `en`, `es`, `it`, `pt`; null when too short to tell
    ocr_confidence: Fraction | None = None  # mean of its pages where they were read by OCR; null for printed text
    reason: str | None = None  # why it is `noise`; null for every other role
