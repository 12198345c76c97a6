"""RTF: paragraphs, headings, tables and notes, read from the control words (Rich Text Format 1.9.1).

Read here and not through LibreOffice, so that the same bytes give the same text on each machine. Lost are numbers of
numbered lists that the file does not print itself.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from pipeline.documents.typed.flow import Paragraph, page_of, row_paragraphs
from pipeline.errors import Reason, SourceError
from pipeline.records import Page

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\", re.DOTALL
)
_UNREAD = frozenset(
    {
        "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "headerl", "headerr", "headerf",
        "footer", "footerl", "footerr", "footerf", "fldinst", "annotation", "atnid", "atnauthor", "atnref",
        "atntime", "atndate", "atrfstart", "atrfend", "bkmkstart", "bkmkend", "xe", "tc", "listtable",
        "listoverridetable", "revtbl", "rsidtbl", "generator", "themedata", "colorschememapping", "datastore",
        "latentstyles", "filetbl", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "xmlnstbl",
        "pgdsctbl", "mmathPr", "nonshppict", "sp", "shprslt", "do", "listpicture", "template", "title"
    }
)  # fmt: skip
"""Groups that hold no text of the page."""
_READ = frozenset({"footnote", "listtext", "pntext", "fldrslt", "field", "upr", "ud", "shpinst", "shptxt"})
"""Groups that hold text, even behind the mark of those that a reader may skip."""
_BREAKS = frozenset({"par", "sect", "page", "row", "nestrow"})
_PRINTS = {
    "line": "\n", "tab": " ", "emdash": "—", "endash": "–", "emspace": " ", "enspace": " ", "qmspace": " ", "bullet": "•",
    "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "cell": "\0", "nestcell": "\0",
}  # fmt: skip
_SIGNS = {b"~": "\u00a0", b"_": "-", b"-": "", b"\\": "\\", b"{": "{", b"}": "}", b"\n": "\n", b"\r": "\n"}
_CHARSETS = {
    0: "cp1252",
    77: "mac_roman",
    128: "cp932",
    161: "cp1253",
    162: "cp1254",
    204: "cp1251",
    238: "cp1250",
    255: "cp850",
}
"""Encoding of the fonts of a document (`\\fcharset`); others are read as the document's own."""
_FONT = re.compile(rb"\\f(\d+)[^{};]{0,200}?\\fcharset(\d+)")
_STYLE = re.compile(rb"\{(?:\\\*)?\\s(\d+)([^{}]{0,400}?)([^\\{};]*);\}")
_HEADING = re.compile(r"(?:heading|titre|überschrift) (\d)", re.IGNORECASE)
_BULLET = re.compile(r"^\s*[•◦▪·\uf000-\uf0ff]\s+")
MAX_DEPTH = 10_000


class _State(NamedTuple):
    """What a group inherits and may change until it closes."""

    is_read: bool = True
    is_hidden: bool = False
    is_note: bool = False
    is_box: bool = False
    skip: int = 1  # characters that stand for a Unicode one, for older readers
    font: int = -1
    level: int = 0
    in_table: bool = False


def read(data: bytes, doc_id: str, *, max_characters: int) -> Page:
    """The text of an RTF, its notes at the end; heads and feet, hidden and deleted text, comments are left out.

    Raises:
        SourceError: no RTF, nested without end, or without text.
    """
    if not data.lstrip().startswith(b"{\\rtf"):
        raise SourceError(Reason.DAMAGED, "the RTF does not begin as one")
    reader = _Reader(data)
    paragraphs = list(reader.paragraphs())
    warnings = [] if reader.is_closed else ["the file is cut short: its end is missing"]
    return page_of(doc_id, "office", [*paragraphs, *reader.notes], max_characters, warnings)


def text(data: bytes) -> str:
    """The text of an RTF alone, a line a paragraph.

    Raises:
        SourceError: as `read`.
    """
    return "\n".join(paragraph.text for paragraph in _Reader(data).paragraphs())


class _Reader:
    """One pass over the tokens of a file."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        declared = re.search(rb"\\ansicpg(\d{3,5})", data[:4096])
        self.encoding = _known(f"cp{declared[1].decode()}") if declared else "cp1252"
        if declared is None and re.match(rb"\s*\{\\rtf\d?\s*\\mac\b", data):
            self.encoding = "mac_roman"
        head = data[:2_000_000]
        self.fonts = {int(font): _CHARSETS.get(int(charset), self.encoding) for font, charset in _FONT.findall(head)}
        self.levels = {
            int(number): level for number, props, name in _STYLE.findall(head) if (level := _level(props, name))
        }
        self.state = _State()
        self.stack: list[_State] = []
        self.starred = False
        self.to_skip = 0
        self.is_closed = False
        self.parts: list[str] = []
        self.bytes = bytearray()
        self.note: list[str] = []
        self.box: list[str] = []
        self.boxes: list[Paragraph] = []
        self.notes: list[Paragraph] = []
        self.row: list[list[str]] = [[]]

    def paragraphs(self) -> Iterator[Paragraph]:
        """The paragraphs of the text; those of the notes are gathered on the way."""
        place = 0
        while (token := _TOKEN.match(self.data, place)) is not None:
            place = token.end()
            word, argument, code, sign, brace, plain = token.groups()
            if code is not None:
                self._byte(bytes.fromhex(code.decode()))
                continue
            if plain is not None:
                self._plain(plain)
                continue
            self._flush()
            if brace is not None:
                if self._brace(brace):
                    break
            elif sign is not None:
                self.starred = self.starred or sign == b"*"
                self._add(_SIGNS.get(sign, ""))
            elif word is not None:
                name = word.decode("ascii")
                if name in _BREAKS and self.state.is_read and not (self.state.is_note or self.state.is_box):
                    yield from self._break(name)
                elif name == "bin":
                    place += max(0, int(argument or 0))  # raw bytes of a picture
                else:
                    self._word(name, int(argument) if argument else None)
        self._flush()
        yield from self._break("par")

    def _brace(self, brace: bytes) -> bool:
        """Open or close a group. Returns whether the document itself is closed."""
        self.to_skip = 0
        self.starred = False
        if brace == b"{":
            if len(self.stack) >= MAX_DEPTH:
                raise SourceError(Reason.DAMAGED, f"groups nested more than {MAX_DEPTH:,} deep")
            self.stack.append(self.state)
            return False
        before = self.state
        self.state = self.stack.pop() if self.stack else _State()
        if before.is_note and not self.state.is_note:
            self.notes.append(Paragraph(" ".join("".join(self.note).split()), is_note=True))
            self.note = []
        if before.is_box and not self.state.is_box:
            self.boxes += [Paragraph(text) for text in _whole("".join(self.box)).split("\n") if text.strip()]
            self.box = []
        self.is_closed = not self.stack
        return self.is_closed

    def _word(self, name: str, value: int | None) -> None:
        if name in _UNREAD or (self.starred and name not in _READ):
            self.state = self.state._replace(is_read=False)
        elif name == "u" and value is not None:
            self._add(chr(value % 0x10000))
            self.to_skip = self.state.skip
        elif name in _PRINTS or name in _BREAKS:
            self._add(_PRINTS.get(name, "\n" if self.state.is_box else " "))
        elif name == "s":
            self.state = self.state._replace(level=self.levels.get(value or 0, 0))
        else:
            self.state = self.state._replace(**_format(name, value))
        self.starred = False

    def _byte(self, byte: bytes) -> None:
        if self.to_skip:
            self.to_skip -= 1
        elif self.state.is_read:
            self.bytes += byte

    def _plain(self, plain: bytes) -> None:
        skipped = min(self.to_skip, len(plain))
        self.to_skip -= skipped
        if self.state.is_read and skipped < len(plain):
            self.bytes += plain[skipped:]

    def _flush(self) -> None:
        """Characters of several bytes are decoded together."""
        if self.bytes:
            encoding = self.fonts.get(self.state.font, self.encoding)
            self._add(self.bytes.decode(encoding, "replace"))
            self.bytes = bytearray()

    def _add(self, text: str) -> None:
        if text and self.state.is_read and not self.state.is_hidden:
            place = self.note if self.state.is_note else self.box if self.state.is_box else self.parts
            place.append(text)

    def _break(self, name: str) -> Iterator[Paragraph]:
        """End a paragraph, or a row of a table: its cells end with a zero."""
        text = _whole("".join(self.parts))
        self.parts = []
        if name in ("row", "nestrow"):
            cells = text.split("\0")
            self.row[-1].append(cells[0])
            self.row += [[cell] for cell in cells[1:]]
            yield from row_paragraphs(self.row[:-1] if len(self.row) > 1 else self.row)
            self.row = [[]]
        elif self.state.in_table and name == "par":
            cells = text.split("\0")
            self.row[-1].append(cells[0])
            self.row += [[cell] for cell in cells[1:]]
        else:
            yield Paragraph(_BULLET.sub("- ", text.replace("\0", " ")), self.state.level)
            yield from self.boxes
            self.boxes = []


def _format(name: str, value: int | None) -> dict[str, Any]:
    """What a control word changes of the state."""
    changes: dict[str, dict[str, Any]] = {
        "footnote": {"is_note": True},
        "shptxt": {"is_box": True},
        "v": {"is_hidden": value != 0},
        "deleted": {"is_hidden": value != 0},
        "plain": {"is_hidden": False, "font": -1},
        "pard": {"level": 0, "in_table": False},
        "intbl": {"in_table": True},
        "outlinelevel": {"level": 0 if value is None or value > 8 else value + 1},
        "uc": {"skip": 1 if value is None else value},
        "f": {"font": -1 if value is None else value},
    }
    return changes.get(name, {})


def _level(properties: bytes, name: bytes) -> int:
    """Heading level of a style."""
    outline = re.search(rb"\\outlinelevel([0-8])\b", properties)
    if outline:
        return int(outline[1]) + 1
    told = _HEADING.search(name.decode("latin-1"))
    return int(told[1]) if told else 0


def _known(encoding: str) -> str:
    try:
        "".encode(encoding)
    except LookupError:
        return "cp1252"
    return encoding


def _whole(text: str) -> str:
    """UTF-16 halves written one by one, joined."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
