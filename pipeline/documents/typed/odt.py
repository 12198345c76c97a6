"""ODT: paragraphs, headings, lists, tables, text boxes and notes, read from the XML; no head or foot of its pages."""

from collections.abc import Iterator
from typing import Any

from pipeline.documents.typed import zipped
from pipeline.documents.typed.flow import Paragraph, page_of, row_paragraphs
from pipeline.errors import Reason, SourceError
from pipeline.records import Page

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _TABLE, _OFFICE = f"{_OASIS}text:1.0}}", f"{_OASIS}table:1.0}}", f"{_OASIS}office:1.0}}"
_DRAW, _STYLE, _SVG = f"{_OASIS}drawing:1.0}}", f"{_OASIS}style:1.0}}", f"{_OASIS}svg-compatible:1.0}}"
_BOX = _DRAW + "text-box"
_DROPPED = (
    _TEXT + "tracked-changes", _OFFICE + "annotation", _TEXT + "note-citation", _TEXT + "sequence-decls",
    _TEXT + "table-of-content", _TEXT + "hidden-text", _TEXT + "hidden-paragraph", _TEXT + "ruby-text", _SVG + "title",
    _SVG + "desc",
)  # fmt: skip
"""Text that is not on the page: deleted, commented, hidden, told of a picture; and tables of contents, which repeat."""
MAX_BLANKS = 100


def read(data: bytes, doc_id: str, *, max_characters: int) -> Page:
    """The text of an ODT, its notes at the end; comments, heads and feet, hidden and deleted text are left out.

    Raises:
        SourceError: damaged, encrypted, too large, or without text.
    """
    with zipped.opened(data) as archive:
        if b"encryption-data" in (zipped.part(archive, "META-INF/manifest.xml") or b""):
            raise SourceError(Reason.ENCRYPTED, "the ODT asks for a password")
        content = zipped.xml(archive, "content.xml", _DROPPED)
    if content is None:
        raise SourceError(Reason.DAMAGED, "the ODT holds no content")
    hidden = {
        style.get(_STYLE + "name")
        for style in content.iter(_STYLE + "style")
        if any(part.get(_TEXT + "display") == "none" for part in style.iter(_STYLE + "text-properties"))
    }
    for element in list(content.iter(_TEXT + "span", _TEXT + "p")):
        if element.get(_TEXT + "style-name") in hidden:
            zipped.remove(element)
    notes = [
        Paragraph(" ".join(_text(part) for part in note.iter(_TEXT + "p")), is_note=True)
        for note in content.iter(_TEXT + "note-body")
    ]
    return page_of(doc_id, "office", [*_paragraphs(content), *notes], max_characters)


def _paragraphs(root: Any) -> Iterator[Paragraph]:
    """Paragraphs and table rows, in order; a text box after the paragraph that holds it."""
    for element in root.iter(_TEXT + "p", _TEXT + "h", _TABLE + "table-row"):
        inside = _inside(element)
        if inside & {_TABLE + "table-row", _TEXT + "note-body", _TEXT + "p"}:
            continue
        if element.tag == _TABLE + "table-row":
            cells = element.iterchildren(_TABLE + "table-cell")
            yield from row_paragraphs([[_text(part) for part in _parts(cell)] for cell in cells])
        elif element.tag == _TEXT + "h":
            level = element.get(_TEXT + "outline-level") or "1"
            yield Paragraph(_text(element), int(level) if level.isdigit() else 1)
        else:
            text = _text(element)
            yield Paragraph(f"- {text}" if text and _TEXT + "list-item" in inside else text)


def _parts(cell: Any) -> Iterator[Any]:
    """Paragraphs of a cell, those of its notes and boxes left out."""
    for part in cell.iter(_TEXT + "p", _TEXT + "h"):
        between = next((a for a in part.iterancestors(_BOX, _TEXT + "note-body", _TABLE + "table-cell")), None)
        if between is not None and between.tag == _TABLE + "table-cell":
            yield part


def _inside(element: Any) -> set[Any]:
    """Names of what an element stands in, up to its text box."""
    names = set()
    for ancestor in element.iterancestors():
        if ancestor.tag == _BOX:
            break
        names.add(ancestor.tag)
    return names


def _text(element: Any) -> str:
    """Text of a paragraph with its spaces and line breaks, without the notes it calls and the boxes it holds."""
    parts = [element.text or ""]
    for child in element.iterchildren():
        if child.tag == _TEXT + "s":
            count = child.get(_TEXT + "c") or "1"
            parts.append(" " * min(int(count) if count.isdigit() else 1, MAX_BLANKS))
        elif child.tag == _TEXT + "tab":
            parts.append(" ")
        elif child.tag == _TEXT + "line-break":
            parts.append("\n")
        elif child.tag not in (_TEXT + "note", _BOX):
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
