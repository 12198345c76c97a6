"""Which encoding bytes are in: marks and zeros tell Unicode, French letters in their place tell the others."""

import re
from collections.abc import Sequence
from typing import NamedTuple

MAX_BAD_SHARE = 0.1
"""A UTF-8 text may hold that share of broken characters among its non-ASCII ones; beyond, it is another encoding."""
EIGHT_BITS = ("cp1252", "mac_roman", "cp850")
"""Windows and the web, Macintosh before 2001, MS-DOS: in that order where the letters do not tell."""
SURE_SHARE = 0.9
"""A text whose special characters are as French writes them beyond that share is read right: the wrong encodings of
French prose stay below 0.2, the right one above 0.97 (see tests/unit/documents/test_documents_encodings.py)."""
SAMPLE_BYTES = 1_000_000

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
)  # fmt: skip
_LOWER = "àâäçéèêëîïôöœæùûüÿ"
_UPPER = "ÀÂÄÇÉÈÊËÎÏÔÖŒÆÙÛÜŸ"
_SIGNS = "«»’‘“”–—…°€§²³•½¼\u00a0\u00adº©®"
_CAPITALS = f"A-Z{_UPPER}"
_AS_FRENCH = re.compile(
    rf"(?<=[^\W\d_])[{_LOWER}](?![{_CAPITALS}])|[{_LOWER}](?=[a-z{_LOWER}])|\bà\b|\b[ÀÔ]\b"  # Séance, été, à, À
    rf"|(?<![^\W\d_])[{_UPPER}](?=[^\W\d_])|(?<=[{_CAPITALS}])[{_UPPER}](?![a-z{_LOWER}])"  # Évry, RÉUNION
    rf"|(?<=\w)[’·](?=\w)|(?<![^\W\d_])[{_SIGNS}]|[{_SIGNS}](?![^\W\d_])"
)
_SPECIAL = re.compile(r"[^\x00-\x7f]")
_C1 = {code: bytes([code]).decode("cp1252", "ignore") or None for code in range(0x80, 0xA0)}


class Decoded(NamedTuple):
    """A text, the encoding it was in, and whether its special characters are where French has them."""

    text: str
    encoding: str
    is_sure: bool = True


def decode(data: bytes, *, is_whole: bool = True, eight_bits: Sequence[str] = EIGHT_BITS) -> Decoded:
    """The text of bytes.

    Args:
        data: the bytes.
        is_whole: False for the beginning of a file, whose last character may be cut.
        eight_bits: encodings to choose from when it is no Unicode, the likeliest first.
    """
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None) or _unmarked(data)
    if marked:
        text = data.decode(marked, "replace").removeprefix("\ufeff")
        if not is_whole:
            text = text.rstrip("\ufffd")
        return Decoded(_without_c1(text), marked.removesuffix("-sig"))
    try:
        return Decoded(_without_c1(data.decode("utf-8")), "utf-8")
    except UnicodeDecodeError as error:
        if not is_whole and error.start >= len(data) - 3:
            return Decoded(_without_c1(data[: error.start].decode("utf-8")), "utf-8")
    text = data.decode("utf-8", "replace")
    if text.count("\ufffd") <= MAX_BAD_SHARE * len(_SPECIAL.findall(text)):
        return Decoded(_without_c1(text), "utf-8")
    return _eight_bits(data, eight_bits)


def _unmarked(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without its mark shows as zeros at the same place of nearly every character."""
    sample = data[:4096]
    if len(data) % 4 == 0 and len(sample) >= 8:
        zeros = [sample[place::4].count(0) / (len(sample) // 4) for place in range(4)]
        if min(zeros[1:]) > 0.7 and zeros[0] < 0.1:
            return "utf-32-le"
        if min(zeros[:3]) > 0.7 and zeros[3] < 0.1:
            return "utf-32-be"
    half = len(sample) // 2
    if half < 2 or len(data) % 2:
        return None
    odd, even = sample[1::2].count(0) / half, sample[::2].count(0) / half
    if odd > 0.7 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 and odd < 0.1 else None


def _eight_bits(data: bytes, candidates: Sequence[str]) -> Decoded:
    """The first candidate, unless another one alone puts its special characters where French has them."""
    sample = data[:SAMPLE_BYTES]
    shares = {encoding: _french_share(sample.decode(encoding, "replace")) for encoding in candidates}
    best = max(candidates, key=lambda encoding: shares[encoding])  # the first of equals
    chosen = best if shares[best] >= SURE_SHARE or shares[best] > 2 * shares[candidates[0]] else candidates[0]
    try:
        text = data.decode(chosen)
    except UnicodeDecodeError:
        text = _without_c1(data.decode("latin-1" if chosen == "cp1252" else chosen, "replace"))
    return Decoded(text, chosen, shares[chosen] >= SURE_SHARE)


def _french_share(text: str) -> float:
    special = len(_SPECIAL.findall(text))
    return len(_AS_FRENCH.findall(text)) / special if special else 1.0


def _without_c1(text: str) -> str:
    """Controls from U+0080 to U+009F are marks of Windows-1252 that a conversion took for Latin-1: U+0092 is « ’ »."""
    return text.translate(_C1) if re.search("[\x80-\x9f]", text) else text
