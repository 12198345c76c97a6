"""DOCX: paragraphs, headings, lists, tables, text boxes and notes, read from the XML; no head or foot of its pages."""

import re
from collections.abc import Iterator
from typing import Any

from pipeline.documents.typed import zipped
from pipeline.documents.typed.flow import Paragraph, page_of, row_paragraphs
from pipeline.errors import Reason, SourceError
from pipeline.records import Page

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BOX = _W + "txbxContent"
_FIELD, _INSTRUCTION = _W + "fldChar", _W + "instrText"
_TEXT = {
    _W + "t": "", _W + "noBreakHyphen": "-", _W + "tab": " ", _W + "br": "\n", _W + "cr": "\n", _FIELD: "",
    _INSTRUCTION: "",
}  # fmt: skip
"""Elements that print, and what; empty: their own text."""
_CLOCK = re.compile(r"\s*(?:DATE|TIME)\b")
_CONTENTS = re.compile(r"toc \d")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DROPPED = (_FALLBACK, _W + "del", _W + "moveFrom", _W + "rt")
"""Text that is not on the page: what was deleted or moved away, kept for older programs, or small print above words."""
_OFF = ("0", "false", "off")


def read(data: bytes, doc_id: str, *, max_characters: int) -> Page:
    """The text of a DOCX, its notes at the end; comments, heads and feet, hidden and deleted text are left out.

    Raises:
        SourceError: damaged, encrypted, too large, or without text.
    """
    with zipped.opened(data) as archive:
        body = zipped.xml(archive, "word/document.xml", _DROPPED)
        if body is None:
            raise SourceError(Reason.DAMAGED, "the DOCX holds no document")
        styles = _Styles(zipped.xml(archive, "word/styles.xml"))
        paragraphs = list(_paragraphs(body, styles))
        for part in ("word/footnotes.xml", "word/endnotes.xml"):
            notes = zipped.xml(archive, part, _DROPPED)
            paragraphs += [] if notes is None else _notes(notes, styles)
    return page_of(doc_id, "office", paragraphs, max_characters)


class _Styles:
    """What styles say of the text set in them."""

    def __init__(self, root: Any) -> None:
        self.levels: dict[str, int] = {}  # heading level of paragraph styles
        self.contents: set[str] = set()  # styles of tables of contents
        self.hidden: set[str] = set()  # styles of hidden text
        for style in root.iter(_W + "style") if root is not None else ():
            identifier = style.get(_W + "styleId") or ""
            name = style.find(_W + "name")
            label = (name.get(_W + "val") or "").lower() if name is not None else ""
            level = _level(style, label)
            if level:
                self.levels[identifier] = level
            if _CONTENTS.fullmatch(label):
                self.contents.add(identifier)
            if _is_on(style.find(f"{_W}rPr/{_W}vanish")):
                self.hidden.add(identifier)


def _level(style: Any, label: str) -> int:
    """Heading level of a style, from its outline level or its English name; 0 for running text."""
    outline = style.find(f"{_W}pPr/{_W}outlineLvl")
    value = (outline.get(_W + "val") or "") if outline is not None else ""
    if value.isdigit() and int(value) < 9:
        return int(value) + 1
    if label == "title":
        return 1
    return int(label[8:]) if label.startswith("heading ") and label[8:].isdigit() else 0


def _is_on(mark: Any) -> bool:
    return mark is not None and mark.get(_W + "val") not in _OFF


def _paragraphs(root: Any, styles: _Styles) -> Iterator[Paragraph]:
    """Paragraphs and table rows, in order; a text box after the paragraph that holds it; a table in a cell as text."""
    for element in root.iter(_W + "p", _W + "tr"):
        if _in_row(element):
            continue
        if element.tag == _W + "tr":
            cells = element.iterchildren(_W + "tc")
            yield from row_paragraphs([[_text(part, styles) for part in _parts(cell)] for cell in cells])
        else:
            yield from _paragraph(element, styles)


def _parts(cell: Any) -> Iterator[Any]:
    """Paragraphs of a cell, those of its boxes left out."""
    boxes = _boxes(cell)
    return (part for part in cell.iter(_W + "p") if _boxes(part) == boxes)


def _in_row(element: Any) -> bool:
    """Whether a row gives this element with its cells: boxes stand apart."""
    for ancestor in element.iterancestors(_W + "tr", _BOX):
        return bool(ancestor.tag == _W + "tr")
    return False


def _paragraph(element: Any, styles: _Styles) -> Iterator[Paragraph]:
    style = element.find(f"{_W}pPr/{_W}pStyle")
    name = (style.get(_W + "val") or "") if style is not None else ""
    if name in styles.contents:  # repeats the headings
        return
    level = styles.levels.get(name, 0)
    listed = element.find(f"{_W}pPr/{_W}numPr") is not None
    text = _text(element, styles)
    yield Paragraph(f"- {text}" if listed and text and not level else text, level)


def _text(paragraph: Any, styles: _Styles) -> str:
    """Text of a paragraph as printed: without hidden runs, fields that would print today's date, and its boxes."""
    parts = []
    clocks = [False]  # for each open field, innermost last: does it print the time of printing?
    boxes = sum(1 for _ in paragraph.iterancestors(_BOX))
    for item in paragraph.iter(*_TEXT):
        if item.tag == _FIELD:
            kind = item.get(_W + "fldCharType")
            if kind == "begin":
                clocks.append(clocks[-1])
            elif kind == "end" and len(clocks) > 1:
                clocks.pop()
        elif item.tag == _INSTRUCTION:
            clocks[-1] = clocks[-1] or (len(clocks) > 1 and bool(_CLOCK.match(item.text or "")))
        elif not clocks[-1] and not _is_hidden(item.getparent(), styles) and _boxes(item) == boxes:
            parts.append(_TEXT[item.tag] or item.text or "")
    return "".join(parts)


def _boxes(item: Any) -> int:
    return sum(1 for _ in item.iterancestors(_BOX))


def _is_hidden(run: Any, styles: _Styles) -> bool:
    """Whether a run is formatted as hidden text (marks of mail merges), by itself or by its style."""
    own = run.find(f"{_W}rPr/{_W}vanish")
    if own is not None:
        return _is_on(own)
    style = run.find(f"{_W}rPr/{_W}rStyle")
    return style is not None and style.get(_W + "val") in styles.hidden


def _notes(root: Any, styles: _Styles) -> list[Paragraph]:
    """Footnotes; the first two are the rules between notes and text."""
    return [
        Paragraph(" ".join(filter(None, (_text(part, styles) for part in note.iter(_W + "p")))), is_note=True)
        for note in root.iter(_W + "footnote", _W + "endnote")
        if note.get(_W + "type") in (None, "normal")
    ]
