"""One written form for one word: what a line of a page becomes in clean text.

A character of the page becomes a plainer one, several (a ligature), or none (an invisible mark); a few sequences
become one letter. Each clean character keeps the place it came from.
"""

import re

from pipeline.text import mojibake
from pipeline.text.traced import Traced

NO_BREAK = "\u00a0"
"""The one no-break blank of clean text: between the groups of digits of a number, where it says « one number »."""

_BLANKS = "\t\n\v\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
_APOSTROPHES = "\u2019\u02bc\u201b"
_HYPHENS = "\u2010\u2011"
_SYMBOL_FONT_BULLETS = "\uf02d\uf06c\uf06e\uf071\uf076\uf0a7\uf0a8\uf0b7\uf0d8\uf0e0\uf0f0\uf0fc"
"""Bullets of the Symbol and Wingdings fonts, as word processors leave them in PDF."""
_LOOKALIKES = {"\u02da": "°", "\u226a": "«", "\u226b": "»"}
"""What old TeX fonts, keyboards and OCR print for the degree sign and the guillemets."""
_RAISED = {"ᵃ": "a", "ᵈ": "d", "ᵉ": "e", "ᵐ": "m", "ⁿ": "n", "ᵒ": "°", "ʳ": "r", "ˢ": "s", "ᵗ": "t", "ˡ": "l", "ʰ": "h"}
"""Raised letters of 1ᵉʳ and Mᵐᵉ, and the sign of nᵒ; raised figures stay, m² is not m2."""
_FULL_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_WINDOWS = {
    chr(code): bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
"""Signs of Windows-1252 read as control characters of Latin-1: œ, ’, …, –."""

_PLAINER: dict[str, str] = (
    {known: plain.replace("\u2019", "'") for known, plain in _WINDOWS.items()}
    | dict.fromkeys(_BLANKS, " ")
    | dict.fromkeys(_APOSTROPHES, "'")
    | dict.fromkeys(_HYPHENS, "-")
    | dict.fromkeys(_SYMBOL_FONT_BULLETS, "•")
    | _LOOKALIKES
    | _RAISED
    | _FULL_WIDTH
)
_NO_BREAK_BLANKS = "\u00a0\u2007\u2009\u202f"
_BESIDE_OTHERS = dict.fromkeys(_NO_BREAK_BLANKS, NO_BREAK) | {"‘": "'", "Ŕ": "–", "Æ": "Œ", "æ": "œ"}
"""Another form beside certain characters only (`_BESIDE`)."""
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufffc" + "".join(
    chr(code) for code in (*range(0x09), *range(0x0E, 0x20), 0x7F, 0x81, 0x8D, 0x8F, 0x90, 0x9D)
)
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_UNEVEN: dict[str, str] = dict.fromkeys(_INVISIBLE, "") | _LIGATURES
_LATIN = str.maketrans(
    "АВЕКМНОРСТУХаеорсухіІѕЅјЈԁΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEKMHOPCTYXaeopcyxiIsSjJdABEZHIKMNOPTYXo"
)  # fmt: skip
"""Cyrillic and Greek letters that look like Latin ones: keyboards and OCR slip them into Latin words."""

_ODD = re.compile(rf"[{''.join((*_PLAINER, *_BESIDE_OTHERS, *_UNEVEN))}\u0370-\u052f{mojibake.LEADS}]")
"""One look for all that is rewritten, apart from blanks: two lines in three hold none of it."""
_ONE = re.compile(f"[{''.join((*_PLAINER, *_BESIDE_OTHERS))}]")
_BESIDE = re.compile(
    rf"""(?<=\d)(?<!\d{{4}})[{_NO_BREAK_BLANKS}](?=\d{{3}}(?!\d))
    | (?<=[^\W\d_])‘(?=[^\W\d_])   # l‘Environnement
    | (?<!\w)Ŕ(?!\w)               # a dash of Word 2007 in PDF: 26 in one set of minutes, and no such word
    | [Ææ](?=[Uu])                 # CHÆUR: French writes œu, never æu; 8 of 8 in Montpellier's minutes
    """,
    re.VERBOSE,
)
_MANY_OR_NONE = re.compile(f"[{''.join(_UNEVEN)}]")
_BLANKS_IN_A_ROW = re.compile("  +")
_MISREAD = re.compile(f"[{mojibake.LEADS}]")
_NOT_LATIN = re.compile("[\u0370-\u052f]")
_MIXED_WORD = re.compile(r"[^\W\d_]*[\u0370-\u052f][^\W\d_]*")
_SPACED = re.compile(r"(?<![\w'])[^\W\d_](?: {1,6}[^\W\d_]){4,}(?![\w'])")
_ONE_BLANK = re.compile(r"(?<! ) (?! )")
_VOWELS = frozenset("aeiouyàâéèêëîïôùûœæ")
_LONGEST_SPACED = 14
"""Letters: a longer stretch without a wider gap is several words whose bounds are lost, and stays as printed."""


def clean(text: str) -> Traced:
    """A stretch of page text, of one line, in clean text.

    Soft hyphens and invisible marks go; every blank becomes a plain space and runs of them one, except the
    no-break blank between groups of digits; typographic apostrophes and hyphens become plain ones (the order of the
    lexicon's normalisation), ligatures their letters; letters set apart close up; letters read with the wrong
    table, or lent by another alphabet, are mended. œ, æ, raised figures and the dashes stay.

    Args:
        text: in NFC, without tabs that part cells.

    Returns:
        The clean text, and for each of its characters the place in `text`, from 0.
    """
    found = Traced.of(text.replace("’", "'"))
    if _ODD.search(found.text):
        found = _rewritten(Traced.of(text))
    if 4 * text.count(" ") > len(text):  # in running text, one character in six
        found = _closed_up(found)
    return found.sub(_BLANKS_IN_A_ROW, _one_blank) if "  " in found.text else found


def _rewritten(text: Traced) -> Traced:
    """The line after one rule and another, each asked only where it may apply: lines come by the million."""
    if _MISREAD.search(text.text):
        text = mojibake.mended(text)
    text = Traced(_ONE.sub(_plainer, text.text), text.places)
    if _MANY_OR_NONE.search(text.text):
        text = text.sub(_MANY_OR_NONE, lambda match: _UNEVEN[match.group()])
    return text.sub(_MIXED_WORD, _latin) if _NOT_LATIN.search(text.text) else text


def _plainer(match: re.Match[str]) -> str:
    character = match.group()
    if character in _BESIDE_OTHERS and _BESIDE.match(match.string, match.start()):
        return _BESIDE_OTHERS[character]
    return _PLAINER.get(character, character)


def _one_blank(_match: re.Match[str]) -> str:
    return " "


def _latin(match: re.Match[str]) -> str:
    """The word in Latin letters, if it has one already and the others all look like one."""
    found = match.group().translate(_LATIN)
    is_mixed = any(character < "\u0250" for character in match.group())
    return found if is_mixed and not _NOT_LATIN.search(found) else match.group()


def _closed_up(text: Traced) -> Traced:
    """Words whose letters are set apart by blanks, closed up; a wider gap parts two words."""
    inside = {
        place
        for match in _SPACED.finditer(text.text)
        if _is_spelled_out(match.group())
        for place in range(*match.span())
    }
    return text.sub(_ONE_BLANK, lambda match: "" if match.start() in inside else " ") if inside else text


def _is_spelled_out(stretch: str) -> bool:
    """Whether single letters spell a word: neither a list of letters (A B C D E) nor marks in a table (X X X X X)."""
    letters = stretch.replace(" ", "").lower()
    vowels = sum(letter in _VOWELS for letter in letters) / len(letters)
    in_order = sorted(letters) == list(letters)
    short = len(letters) <= _LONGEST_SPACED or "  " in stretch
    return short and not in_order and 0.25 <= vowels <= 0.65 and len(set(letters)) >= 4
