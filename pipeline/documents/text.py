"""Plain text: its encoding, its pages."""

import re
import unicodedata

from pipeline.errors import Reason, SourceError
from pipeline.records import Page

UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
MAX_BAD_SHARE = 0.1
"""A UTF-8 text may hold that share of broken characters among its non-ASCII ones; beyond, it is another encoding."""
MAX_CONTROL_SHARE = 0.02
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decoded(data: bytes, *, is_whole: bool = True) -> tuple[str, str]:
    """Text of bytes, and the encoding found: UTF-8, UTF-16 (with or without mark) or Windows-1252.

    Args:
        data: the bytes.
        is_whole: False for the beginning of a file, whose last character may be cut.

    Raises:
        SourceError: the bytes are no text.
    """
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:].decode("utf-8", "replace"), "utf-8"
    if data.startswith(UTF16_MARKS):
        return data.decode("utf-16", "replace"), "utf-16"
    unmarked = _unmarked_utf16(data)
    if unmarked:
        return data.decode(unmarked, "replace"), unmarked
    text, encoding = _eight_bits(data, is_whole=is_whole)
    if len(_CONTROLS.findall(text)) > MAX_CONTROL_SHARE * len(text):
        raise SourceError(Reason.UNDECODABLE, "the bytes are not text in UTF-8, UTF-16 or Windows-1252")
    return text, encoding


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without its mark shows as a zero in nearly every second byte."""
    sample = data[:4096]
    half = len(sample) // 2
    if half < 2 or len(data) % 2:
        return None
    if sample[1::2].count(0) > 0.7 * half and sample[::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if sample[::2].count(0) > 0.7 * half and sample[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def _eight_bits(data: bytes, *, is_whole: bool) -> tuple[str, str]:
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if not is_whole and error.start >= len(data) - 3:
            return data[: error.start].decode("utf-8"), "utf-8"
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    if bad <= MAX_BAD_SHARE * sum(ord(character) > 127 for character in text):
        return text, "utf-8"
    try:
        return data.decode("cp1252"), "cp1252"
    except UnicodeDecodeError:
        return data.decode("latin-1"), "latin-1"  # five bytes have no meaning in Windows-1252


def read(data: bytes, doc_id: str, *, max_pages: int, max_characters: int) -> list[Page]:
    """Pages of a plain text; a form feed begins a new page, else the text is one page.

    Raises:
        SourceError: the bytes are no text, or hold only blanks.
    """
    text, encoding = decoded(data)
    warnings = []
    if encoding != "utf-8":
        warnings.append(f"read as {encoding}")
    if "\ufffd" in text:
        warnings.append("some characters could not be read")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
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
