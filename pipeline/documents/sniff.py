"""What a file is, from its bytes; its name only settles what bytes cannot (a table or a text)."""

import io
import json
import re
import zipfile
from typing import BinaryIO, NamedTuple

from pipeline.documents.typed.text import decoded
from pipeline.errors import SourceError

HEAD_BYTES = 65_536

SUFFIXES: dict[str, str] = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/msword": ".doc",
    "application/rtf": ".rtf",
    "application/epub+zip": ".epub",
    "text/html": ".html",
    "text/csv": ".csv",
    "application/jsonl": ".jsonl",
    "text/plain": ".txt",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/tiff": ".tif",
}
"""Formats that can be read, and the suffix their sources are stored under."""

HOLDERS: dict[str, str] = {
    "application/zip": ".zip",
    "application/json": ".json",
    "application/x-press-export": ".press",
}
"""Formats whose members, records or articles are documents; they are never stored themselves."""

UNSUPPORTED: dict[str, str] = {
    "application/x-empty": "",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.oasis.opendocument.presentation": ".odp",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.ms-powerpoint": ".ppt",
    "application/x-ole-encrypted": ".ole",
    "application/x-ole-storage": ".ole",
    "application/gzip": ".gz",
    "application/x-7z-compressed": ".7z",
    "application/vnd.rar": ".rar",
    "application/xml": ".xml",
    "image/gif": ".gif",
    "application/x-failed-download": ".bin",
    "application/octet-stream": ".bin",
}
"""Formats that are recognised, to be named in the message, and not read."""

_SHEET = "a spreadsheet: save it as CSV when its rows are documents, else as PDF"
_SLIDES = "slides: save them as PDF"
_PACKED = "an archive that is not read: unpack it and put its files in raw/, or pack them as ZIP"
WAY_ROUND: dict[str, str] = {
    "application/vnd.oasis.opendocument.spreadsheet": _SHEET,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": _SHEET,
    "application/vnd.ms-excel": _SHEET,
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": _SLIDES,
    "application/vnd.oasis.opendocument.presentation": _SLIDES,
    "application/vnd.ms-powerpoint": _SLIDES,
    "application/x-empty": "",
    "application/x-ole-encrypted": "an Office file that asks for a password: open it and save it without",
    "application/gzip": _PACKED,
    "application/x-7z-compressed": _PACKED,
    "application/vnd.rar": _PACKED,
}
"""What to do with a format that is not read, where more can be said than its name."""

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "application/rtf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"GIF8", "image/gif"),
    (b"\x1f\x8b", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
)
_OOXML = (
    ("word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
)
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("WordDocument", "application/msword"), ("Workbook", "application/vnd.ms-excel"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
)  # fmt: skip
_PRESS = re.compile(
    rb"class=[\"']?DocPublicationName|class=[\"']article [a-z]{2}Article\b"
    rb"|news(?:\xc2?\xb7|\\'b7|\\u183 ?\S?)\d{8}(?:\xc2?\xb7|\\'b7|\\u183)"
    rb"|\bDocument\s+[A-Za-z]{2,12}\d{9,18}[a-z0-9]{5,14}\b(?=.{0,200}(?:\r|\n|\\par|$))"
)
"""Marks of the articles of Europresse and Factiva; see `documents.press`."""
_PRESS_BYTES = 1_000_000
"""The style sheet of a Factiva page alone fills 100 kB."""
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)


_NEVER_TEXT = frozenset({"pdf", "docx", "odt", "png", "jpg", "jpeg", "tif", "tiff"})
"""Other bytes under such a name are not the file: most often the error page of a server, « 404 page introuvable »."""


class Kind(NamedTuple):
    """What a file is: its media type, the suffix of its stored copy, and whether it can be read."""

    media_type: str
    suffix: str
    supported: bool


def sniff(data: bytes, name: str) -> Kind:
    """What a file is.

    Args:
        data: the whole file (a ZIP lists its members at its end).
        name: its name, used only to tell tables from other texts.
    """
    media_type = _media_type(data, name)
    if media_type in ("text/html", "text/plain", "application/rtf") and _PRESS.search(data, 0, _PRESS_BYTES):
        media_type = "application/x-press-export"
    return _kind(media_type)


def as_one_document(data: bytes, name: str) -> Kind:
    """What a file is when it turned out to be no export of a press database."""
    return _kind(_media_type(data, name))


def _kind(media_type: str) -> Kind:
    suffix = (SUFFIXES | HOLDERS | UNSUPPORTED)[media_type]
    return Kind(media_type, suffix, media_type not in UNSUPPORTED)


def _media_type(data: bytes, name: str) -> str:
    head = data[:HEAD_BYTES]
    if not head.strip(b" \t\r\n\x0c"):
        return "application/x-empty"
    if b"%PDF-" in head[:1024]:
        return "application/pdf"
    if head.startswith(_OLE):
        return _ole(data)
    if head.startswith(_ZIP):
        return package(io.BytesIO(data))
    return next((media_type for magic, media_type in _MAGIC if head.startswith(magic)), _text(data, name))


def _ole(data: bytes) -> str:
    """An old Office file, told by the names in its directory."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "application/x-ole-encrypted"
    found = (media_type for stream, media_type in _OLE_STREAMS if stream.encode("utf-16-le") in data)
    return next(found, "application/x-ole-storage")


def package(stream: BinaryIO) -> str:
    """Media type of a ZIP: a word processor's document, a book, or an archive of documents."""
    try:
        with zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
            declared = _declared(archive) if "mimetype" in names else ""
    except (zipfile.BadZipFile, RuntimeError, OSError, NotImplementedError, ValueError, EOFError):
        return "application/zip"
    if declared in SUFFIXES or declared in UNSUPPORTED:
        return declared
    found = (media_type for folder, media_type in _OOXML if any(member.startswith(folder) for member in names))
    return next(found, "application/zip")


def _declared(archive: zipfile.ZipFile) -> str:
    """The media type an archive states, which may be a bomb."""
    with archive.open("mimetype") as member:
        return member.read(100).decode("ascii", "replace").strip()


def _text(data: bytes, name: str) -> str:
    """A text, a table, a web page, or bytes that are none of these."""
    head = data[:HEAD_BYTES]
    suffix = name.lower().rsplit(".", 1)[-1]
    if suffix in _NEVER_TEXT:
        return "application/x-failed-download"
    try:
        text = decoded(head, is_whole=len(data) <= HEAD_BYTES)[0].lstrip("\ufeff \t\r\n")
    except SourceError:
        return "application/octet-stream"
    if text.startswith("<"):
        return _marked_up(text[:4096], suffix)
    if text.startswith("{") or (text.startswith("[") and (suffix == "json" or text[1:].lstrip()[:1] == "{")):
        return "application/jsonl" if _is_jsonl(text) or suffix in ("jsonl", "ndjson") else "application/json"
    return "text/csv" if suffix in ("csv", "tsv") else "text/plain"


def _marked_up(text: str, suffix: str) -> str:
    if _HTML.search(text) or suffix in ("html", "htm", "xhtml"):
        return "text/html"
    return "application/xml" if text.startswith("<?xml") else "text/plain"


def _is_jsonl(text: str) -> bool:
    """Whether the first line is one whole JSON object."""
    try:
        return isinstance(json.loads(text.split("\n", 1)[0]), dict)
    except (ValueError, RecursionError):
        return False
