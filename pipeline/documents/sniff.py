"""What a file is, from its bytes; its name only settles what bytes cannot (a table or a text)."""

import io
import json
import re
import zipfile
from typing import NamedTuple

from pipeline.documents.text import decoded
from pipeline.errors import SourceError

HEAD_BYTES = 65_536

SUFFIXES: dict[str, str] = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/msword": ".doc",
    "application/rtf": ".rtf",
    "text/html": ".html",
    "text/csv": ".csv",
    "application/jsonl": ".jsonl",
    "text/plain": ".txt",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/tiff": ".tif",
}
"""Formats that can be read, and the suffix their sources are stored under."""

UNSUPPORTED: dict[str, str] = {
    "application/x-empty": "",
    "application/epub+zip": ".epub",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/x-ole-encrypted": ".ole",
    "application/x-ole-storage": ".ole",
    "application/zip": ".zip",
    "application/gzip": ".gz",
    "application/json": ".json",
    "application/xml": ".xml",
    "image/gif": ".gif",
    "application/x-failed-download": ".bin",
    "application/octet-stream": ".bin",
}
"""Formats that are recognised, to be named in the message, and not read."""

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "application/rtf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"GIF8", "image/gif"),
    (b"\x1f\x8b", "application/gzip"),
)
_OOXML = (
    ("word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)


_NEVER_TEXT = frozenset({"pdf", "docx", "odt", "png", "jpg", "jpeg", "tif", "tiff"})
"""A text under such a name is the error page a server sent in place of the file: « 404 page introuvable »."""


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
    if media_type in SUFFIXES:
        return Kind(media_type, SUFFIXES[media_type], True)
    return Kind(media_type, UNSUPPORTED[media_type], False)


def _media_type(data: bytes, name: str) -> str:
    head = data[:HEAD_BYTES]
    if not head.strip(b" \t\r\n\x0c"):
        return "application/x-empty"
    if b"%PDF-" in head[:1024]:
        return "application/pdf"
    if head.startswith(_OLE):
        return _ole(data)
    if head.startswith(b"PK\x03\x04"):
        return _zip(data)
    return next((media_type for magic, media_type in _MAGIC if head.startswith(magic)), _text(data, name))


def _ole(data: bytes) -> str:
    """An old Office file, told by the names in its directory."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "application/x-ole-encrypted"
    return "application/msword" if "WordDocument".encode("utf-16-le") in data else "application/x-ole-storage"


def _zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            declared = archive.read("mimetype")[:100].decode("ascii", "replace").strip() if "mimetype" in names else ""
    except (zipfile.BadZipFile, RuntimeError, OSError, NotImplementedError, ValueError, EOFError):
        return "application/zip"
    if declared in SUFFIXES or declared in UNSUPPORTED:
        return declared
    found = (media_type for folder, media_type in _OOXML if any(member.startswith(folder) for member in names))
    return next(found, "application/zip")


def _text(data: bytes, name: str) -> str:
    """A text, a table, a web page, or bytes that are none of these."""
    head = data[:HEAD_BYTES]
    try:
        text = decoded(head, is_whole=len(data) <= HEAD_BYTES)[0].lstrip("\ufeff \t\r\n")
    except SourceError:
        return "application/octet-stream"
    suffix = name.lower().rsplit(".", 1)[-1]
    if suffix in _NEVER_TEXT:
        return "application/x-failed-download"
    if text.startswith("<"):
        return _marked_up(text[:4096], suffix)
    if text.startswith("{") or (text.startswith("[") and suffix == "json"):
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
