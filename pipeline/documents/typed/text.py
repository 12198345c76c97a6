"""Plain text: its encoding, its pages."""

import re
import unicodedata

from pipeline.documents.typed.encodings import Decoded, decode
from pipeline.errors import Reason, SourceError
from pipeline.records import Page

MAX_CONTROL_SHARE = 0.02
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decoded(data: bytes, *, is_whole: bool = True) -> tuple[str, str]:
    """Text of bytes, and the encoding found: UTF-8, -16 or -32 (with or without mark), or one of eight bits.

    Args:
        data: the bytes.
        is_whole: False for the beginning of a file, whose last character may be cut.

    Raises:
        SourceError: the bytes are no text.
    """
    found = checked(decode(data, is_whole=is_whole))
    return found.text, found.encoding


def checked(found: Decoded) -> Decoded:
    """The text, unless it is none.

    Raises:
        SourceError: control characters tell that the bytes are no text.
    """
    if len(_CONTROLS.findall(found.text)) > MAX_CONTROL_SHARE * len(found.text):
        raise SourceError(Reason.UNDECODABLE, "the bytes are not text in UTF-8, UTF-16, UTF-32 or Windows-1252")
    return found


def encoding_notices(found: Decoded) -> list[str]:
    """What a reader should know of how a text was decoded; nothing for sound Unicode."""
    notices = []
    if not found.is_sure:
        notices.append(f"read as {found.encoding}, but its accents look wrong: save it as UTF-8")
    elif not found.encoding.startswith("utf"):
        notices.append(f"read as {found.encoding}")
    if "\ufffd" in found.text:
        notices.append("some characters could not be read")
    return notices


def read(data: bytes, doc_id: str, *, max_pages: int, max_characters: int) -> list[Page]:
    """Pages of a plain text; a form feed begins a new page, else the text is one page.

    Raises:
        SourceError: the bytes are no text, or hold only blanks.
    """
    found = checked(decode(data))
    warnings = encoding_notices(found)
    text = found.text.replace("\r\n", "\n").replace("\r", "\n")
    parts = text.split("\f")
    while len(parts) > 1 and not parts[-1].strip():
        parts.pop()
    if not any(part.strip() for part in parts):
        raise SourceError(Reason.EMPTY, "the text holds only blanks")
    if len(parts) > max_pages:
        warnings.append(f"only the first {max_pages} of {len(parts)} pages were read")
        parts = parts[:max_pages]
    limit = max_characters if len(parts) > 1 else max_characters * max_pages
    return [_page(doc_id, number, part, limit, list(warnings)) for number, part in enumerate(parts, start=1)]


def _page(doc_id: str, number: int, part: str, limit: int, warnings: list[str]) -> Page:
    if len(part) > limit:
        warnings.append(f"only the first {limit} of {len(part)} characters were read")
        part = part[:limit]
    text = unicodedata.normalize("NFC", _CONTROLS.sub("", part))
    if text and not text.endswith("\n"):
        text += "\n"
    return Page(doc_id, number, None, None, None, "text" if text.strip() else "none", None, text, [], warnings)
