"""Pages of documents that have paragraphs but no paper: word processors, web pages."""

import unicodedata
from collections.abc import Sequence
from typing import Literal, NamedTuple

from pipeline.errors import Reason, SourceError
from pipeline.records import Line, Page

HEADING_SIZES_PT = (24.0, 18.0, 14.0)
"""Nominal sizes of headings of level 1, 2, 3 and below, after browsers' defaults for 12 pt text."""
BODY_SIZE_PT = 12.0
NOTE_SIZE_PT = 9.0


class Paragraph(NamedTuple):
    """One paragraph: its text, and the level of a heading (from 1; 0 for running text)."""

    text: str
    level: int = 0
    is_note: bool = False


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
    for paragraph in paragraphs:
        for piece in paragraph.text.split("\n"):
            text = unicodedata.normalize("NFC", _printable(piece))
            if not text:
                continue
            if start + len(text) > max_characters:
                notices.append(f"only the first {start} characters were read")
                return Page(doc_id, 1, None, None, None, origin, None, "".join(parts), lines, notices)
            lines.append(Line(start, start + len(text), 0, 0, 0, 0, _size(paragraph)))
            parts.append(text + "\n")
            start += len(text) + 1
    if not parts:
        raise SourceError(Reason.NO_TEXT, "the document holds no text")
    return Page(doc_id, 1, None, None, None, origin, None, "".join(parts), lines, notices)


def _printable(text: str) -> str:
    kept = "".join(character for character in text if character == "\t" or unicodedata.category(character) != "Cc")
    return kept.strip(" \u00a0") if "\t" in kept else kept.strip()


def _size(paragraph: Paragraph) -> float:
    if paragraph.is_note:
        return NOTE_SIZE_PT
    if paragraph.level:
        return HEADING_SIZES_PT[min(paragraph.level, len(HEADING_SIZES_PT)) - 1]
    return BODY_SIZE_PT
