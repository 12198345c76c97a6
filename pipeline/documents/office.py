"""DOCX and ODT, read from their XML; DOC and RTF, converted by LibreOffice where it is installed."""

import io
import re
import shutil
import subprocess
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from pipeline.documents.flow import Paragraph, page_of
from pipeline.errors import Reason, SourceError
from pipeline.records import Page

MAX_XML_BYTES = 200_000_000
"""A document of 1 000 pages holds about 10 MB of XML; a ZIP bomb far more."""
MAX_LAYOUT_CELLS = 3
MAX_DATA_CELL_CHARACTERS = 60
CONVERSION_S = 120
PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
SUFFIXES = (".doc", ".rtf")

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_FIELD, _INSTRUCTION = _W + "fldChar", _W + "instrText"
_DOCX_TEXT = {
    _W + "t": "", _W + "noBreakHyphen": "-", _W + "tab": " ", _W + "br": "\n", _W + "cr": "\n", _FIELD: "",
    _INSTRUCTION: "",
}  # fmt: skip
"""Elements that print, and what; empty: their own text."""
_CLOCK = re.compile(r"\s*(?:DATE|TIME)\b")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DROPPED = frozenset(
    {_FALLBACK, _W + "del", _W + "moveFrom", _TEXT + "tracked-changes", _OFFICE + "annotation",
     _TEXT + "note-citation", _TEXT + "sequence-decls", _TEXT + "table-of-content"}
)  # fmt: skip
"""Text that is not on the page: what was deleted, commented, or kept for older programs."""


def available() -> bool:
    """Whether LibreOffice is installed."""
    return _program() is not None


def _program() -> str | None:
    return next((found for found in map(shutil.which, PROGRAMS) if found), None)


def converted(data: bytes, suffix: str) -> bytes:
    """An old Word or RTF file as DOCX, made by LibreOffice in a profile of its own.

    Raises:
        SourceError: LibreOffice is missing, takes too long, or cannot read the file.
    """
    program = _program()
    if program is None:
        raise SourceError(Reason.OFFICE_MISSING, "LibreOffice not found", ("office",))
    with tempfile.TemporaryDirectory(prefix="glissement-") as folder:
        source = Path(folder, f"source{suffix}")
        source.write_bytes(data)
        command = [
            program, f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", "--headless", "--norestore",
            "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, str(source),
        ]  # fmt: skip
        try:
            done = subprocess.run(command, capture_output=True, timeout=CONVERSION_S, check=False, cwd=folder)
        except subprocess.TimeoutExpired as error:
            raise SourceError(Reason.TIMEOUT, f"LibreOffice took more than {CONVERSION_S} s") from error
        made = Path(folder, "source.docx")
        if not made.is_file():
            detail = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["no output"]
            raise SourceError(Reason.DAMAGED, f"LibreOffice could not read it ({detail[0][:150]})")
        return made.read_bytes()


def read_docx(data: bytes, doc_id: str, *, max_characters: int) -> Page:
    """The text of a DOCX: paragraphs, headings, lists, tables, footnotes at the end; without its headers and feet.

    Raises:
        SourceError: damaged, encrypted, too large, or without text.
    """
    with _archive(data) as archive:
        body = _xml(archive, "word/document.xml")
        if body is None:
            raise SourceError(Reason.DAMAGED, "the DOCX holds no document")
        headings = _heading_styles(_xml(archive, "word/styles.xml"))
        paragraphs = list(_docx_paragraphs(body, headings))
        for part in ("word/footnotes.xml", "word/endnotes.xml"):
            notes = _xml(archive, part)
            paragraphs += [] if notes is None else _docx_notes(notes)
    return page_of(doc_id, "office", paragraphs, max_characters)


def read_odt(data: bytes, doc_id: str, *, max_characters: int) -> Page:
    """The text of an ODT, as for DOCX.

    Raises:
        SourceError: damaged, encrypted, too large, or without text.
    """
    with _archive(data) as archive:
        manifest = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in archive.namelist() else b""
        if b"encryption-data" in manifest:
            raise SourceError(Reason.ENCRYPTED, "the ODT asks for a password")
        content = _xml(archive, "content.xml")
    if content is None:
        raise SourceError(Reason.DAMAGED, "the ODT holds no content")
    notes = [
        Paragraph(" ".join(_odt_text(part) for part in note.iter(_TEXT + "p")), is_note=True)
        for note in content.iter(_TEXT + "note-body")
    ]
    return page_of(doc_id, "office", [*_odt_paragraphs(content), *notes], max_characters)


def _archive(data: bytes) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise SourceError(Reason.DAMAGED, f"not a readable archive ({error})") from error
    if sum(member.file_size for member in archive.infolist()) > MAX_XML_BYTES:
        raise SourceError(Reason.TOO_LARGE, f"more than {MAX_XML_BYTES // 1_000_000} MB once unpacked")
    return archive


def _xml(archive: zipfile.ZipFile, member: str) -> Any:
    """The root of one XML part, without what does not show; None when the archive has no such part."""
    try:
        content = archive.read(member)
    except KeyError:
        return None
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError, NotImplementedError, ValueError) as error:
        reason = Reason.ENCRYPTED if "password" in str(error) else Reason.DAMAGED
        raise SourceError(reason, f"{member}: {error}"[:200]) from error
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise SourceError(Reason.DAMAGED, f"{member}: {error}"[:200]) from error
    for element in list(root.iter(*_DROPPED)):
        _remove(element)
    return root


def _remove(element: Any) -> None:
    """Take an element out of its parent and leave the text that follows it."""
    parent, previous = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail:
        if previous is None:
            parent.text = (parent.text or "") + element.tail
        else:
            previous.tail = (previous.tail or "") + element.tail
    parent.remove(element)


def _heading_styles(styles: Any) -> dict[str, int]:
    """Heading level of each paragraph style, from its outline level or its English name."""
    levels: dict[str, int] = {}
    for style in styles.iter(_W + "style") if styles is not None else ():
        identifier = style.get(_W + "styleId") or ""
        outline = style.find(f"{_W}pPr/{_W}outlineLvl")
        name = style.find(_W + "name")
        label = (name.get(_W + "val") or "").lower() if name is not None else ""
        if outline is not None and (outline.get(_W + "val") or "").isdigit() and int(outline.get(_W + "val")) < 9:
            levels[identifier] = int(outline.get(_W + "val")) + 1
        elif label == "title":
            levels[identifier] = 1
        elif label.startswith("heading ") and label[8:].isdigit():
            levels[identifier] = int(label[8:])
    return levels


def _docx_paragraphs(root: Any, headings: dict[str, int]) -> Iterator[Paragraph]:
    """Paragraphs and table rows, in order; a cell that holds a table gives it as text."""
    for element in root.iter(_W + "p", _W + "tr"):
        in_table = next(element.iterancestors(_W + "tr"), None) is not None
        if in_table:
            continue
        if element.tag == _W + "tr":
            yield from _row(
                [[_docx_text(part) for part in cell.iter(_W + "p")] for cell in element.iterchildren(_W + "tc")]
            )
        elif next(element.iterancestors(_W + "p"), None) is None:
            yield _docx_paragraph(element, headings)


def _row(cells: list[list[str]]) -> Iterator[Paragraph]:
    """A table row as one line, cells parted by tabs; or, where the table only lays out text, its paragraphs.

    Minutes set speaker, number and title side by side in such tables: up to three cells, one of them holding
    several paragraphs or a long one.
    """
    filled = [[part for part in cell if part.strip()] for cell in cells]
    long_cell = any(len(cell) > 1 or sum(map(len, cell)) > MAX_DATA_CELL_CHARACTERS for cell in filled)
    if long_cell and len(cells) <= MAX_LAYOUT_CELLS:
        yield from (Paragraph(part) for cell in filled for part in cell)
    else:
        yield Paragraph("\t".join(" ".join(cell).replace("\n", " ") for cell in filled))


def _docx_paragraph(element: Any, headings: dict[str, int]) -> Paragraph:
    style = element.find(f"{_W}pPr/{_W}pStyle")
    level = headings.get(style.get(_W + "val") or "", 0) if style is not None else 0
    listed = element.find(f"{_W}pPr/{_W}numPr") is not None
    text = _docx_text(element)
    return Paragraph(f"- {text}" if listed and text and not level else text, level)


def _docx_text(paragraph: Any) -> str:
    """Text of a paragraph as printed: hidden runs left out, and fields that would print today's date."""
    parts = []
    clocks = [False]  # for each open field, innermost last: does it print the time of printing?
    for item in paragraph.iter(*_DOCX_TEXT):
        if item.tag == _FIELD:
            kind = item.get(_W + "fldCharType")
            if kind == "begin":
                clocks.append(clocks[-1])
            elif kind == "end" and len(clocks) > 1:
                clocks.pop()
        elif item.tag == _INSTRUCTION:
            clocks[-1] = clocks[-1] or (len(clocks) > 1 and bool(_CLOCK.match(item.text or "")))
        elif not clocks[-1] and not _is_hidden(item.getparent()):
            parts.append(_DOCX_TEXT[item.tag] or item.text or "")
    return "".join(parts)


def _is_hidden(run: Any) -> bool:
    """Whether a run is formatted as hidden text (marks of mail merges)."""
    mark = run.find(f"{_W}rPr/{_W}vanish")
    return mark is not None and mark.get(_W + "val") not in ("0", "false", "off")


def _docx_notes(root: Any) -> list[Paragraph]:
    """Footnotes; the first two are the rules between notes and text."""
    return [
        Paragraph(" ".join(filter(None, map(_docx_text, note.iter(_W + "p")))), is_note=True)
        for note in root.iter(_W + "footnote", _W + "endnote")
        if note.get(_W + "type") in (None, "normal")
    ]


def _odt_paragraphs(root: Any) -> Iterator[Paragraph]:
    for element in root.iter(_TEXT + "p", _TEXT + "h", _TABLE + "table-row"):
        inside = {ancestor.tag for ancestor in element.iterancestors()}
        if inside & {_TABLE + "table-row", _TEXT + "note-body", _TEXT + "p"}:
            continue
        if element.tag == _TABLE + "table-row":
            cells = element.iterchildren(_TABLE + "table-cell")
            yield from _row([[_odt_text(part) for part in cell.iter(_TEXT + "p", _TEXT + "h")] for cell in cells])
        elif element.tag == _TEXT + "h":
            level = element.get(_TEXT + "outline-level") or "1"
            yield Paragraph(_odt_text(element), int(level) if level.isdigit() else 1)
        else:
            text = _odt_text(element)
            yield Paragraph(f"- {text}" if text and _TEXT + "list-item" in inside else text)


def _odt_text(element: Any) -> str:
    """Text of a paragraph with its spaces and line breaks, without the notes it calls."""
    parts = [element.text or ""]
    for child in element.iterchildren():
        if child.tag == _TEXT + "s":
            parts.append(" " * min(int(child.get(_TEXT + "c") or 1), 100))
        elif child.tag == _TEXT + "tab":
            parts.append(" ")
        elif child.tag == _TEXT + "line-break":
            parts.append("\n")
        elif child.tag != _TEXT + "note":
            parts.append(_odt_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
