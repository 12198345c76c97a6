"""Pages of documents that have paragraphs but no paper: word processors, web pages."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from pipeline.errors import Reason, SourceError
from pipeline.records import Line, Page

HEADING_SIZES_PT = (24.0, 18.0, 14.0)
"""Nominal sizes of headings of level 1, 2, 3 and below, after browsers' defaults for 12 pt text."""
BODY_SIZE_PT = 12.0
NOTE_SIZE_PT = 9.0
_CONTROLS = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f]")
MAX_LAYOUT_CELLS = 3
MAX_DATA_CELL_CHARACTERS = 60


class Paragraph(NamedTuple):
    """One paragraph: its text, and the level of a heading (from 1; 0 for running text)."""

    text: str
    level: int = 0
    is_note: bool = False
    linked_characters: int = 0  # that stand in links of a web page


def is_data_row(cells: Sequence[Sequence[str]]) -> bool:
    """Whether a table row holds data, or only lays out text.

    Minutes set speaker, number and title side by side in such tables: up to three cells, one of them holding
    several paragraphs or a long one.

    Args:
        cells: of the row, each as its paragraphs.
    """
    filled = [[part for part in cell if part.strip()] for cell in cells]
    long_cell = any(len(cell) > 1 or sum(map(len, cell)) > MAX_DATA_CELL_CHARACTERS for cell in filled)
    return not (long_cell and len(cells) <= MAX_LAYOUT_CELLS)


def row_paragraphs(cells: Sequence[Sequence[str]]) -> Iterator[Paragraph]:
    """A row of data as one line, its cells parted by tabs; a row that lays out text as its paragraphs."""
    filled = [[part for part in cell if part.strip()] for cell in cells]
    if not is_data_row(cells):
        yield from (Paragraph(part) for cell in filled for part in cell)
    elif any(filled):
        yield Paragraph("\t".join(re.sub(r"[\n\t]", " ", " ".join(cell)) for cell in filled))


def page_of(
    doc_id: str,
    origin: Literal["office", "html"],
    paragraphs: Sequence[Paragraph],
    max_characters: int,
    warnings: Sequence[str] = (),
) -> Page:
    """One page without paper: a line a paragraph, cells of a table row parted by a tab.

    Lines have no place (their box is empty); their size is nominal and says heading, text or note.

    Raises:
        SourceError: there is no text.
    """
    parts: list[str] = []
    lines: list[Line] = []
    start = 0
    notices = list(warnings)
    pieces = ((paragraph, piece) for paragraph in paragraphs for piece in paragraph.text.split("\n"))
    for paragraph, piece in pieces:
        left = max(0, max_characters - start)
        text = unicodedata.normalize("NFC", _printable(piece[: left + 1]))
        if len(text) > left:
            text = text[:left]
            notices.append(f"only the first {start + len(text)} characters were read")
        if text:
            lines.append(Line(start, start + len(text), 0, 0, 0, 0, _size(paragraph)))
            parts.append(text + "\n")
            start += len(text) + 1
        if start > max_characters:
            break
    if not parts:
        raise SourceError(Reason.NO_TEXT, "the document holds no text")
    return Page(doc_id, 1, None, None, None, origin, None, "".join(parts), lines, notices)


def _printable(text: str) -> str:
    kept = _CONTROLS.sub("", text)
    return kept.strip(" \u00a0") if "\t" in kept else kept.strip()


def _size(paragraph: Paragraph) -> float:
    if paragraph.is_note:
        return NOTE_SIZE_PT
    if paragraph.level:
        return HEADING_SIZES_PT[min(paragraph.level, len(HEADING_SIZES_PT)) - 1]
    return BODY_SIZE_PT
