"""Text made comparable without moving a character: accents, case, dashes and apostrophes of old files vary."""

import functools
import re
import unicodedata

_SIGNS = {
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'",
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-", "º": "°",
    "«": '"', "»": '"', "“": '"', "”": '"',
}  # fmt: skip

_MISREAD = re.compile(r"(?<![a-z\d])(?=[oil|]*\d)[\doil|]{2,}(?![a-z\d])")
_AS_FIGURE = str.maketrans("oil|", "0111")

_CACHED_CHARACTERS = 4_000
"""Longest text kept in a cache: a passage is read some ten times, a whole document once or twice."""


class _Folding(dict[int, str]):
    """Code point -> folded character, filled as characters are met: `str.translate` reads it at the speed of C."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _folded(chr(code))
        return folded


def _folded(character: str) -> str:
    if character in _SIGNS:
        return _SIGNS[character]
    if character.isspace():
        return character if character == "\n" else " "
    base = unicodedata.normalize("NFD", character)[0].lower()
    return base if len(base) == 1 else character


_FOLDING = _Folding()


def fold(text: str) -> str:
    """The text in lower case, without accents, with plain dashes, quotes and spaces.

    Args:
        text: any text.

    Returns:
        A text of the same length: offset i of one is offset i of the other.
    """
    return _fold_short(text) if len(text) <= _CACHED_CHARACTERS else text.translate(_FOLDING)


@functools.lru_cache(maxsize=4096)
def _fold_short(text: str) -> str:
    return text.translate(_FOLDING)


def figures_read(text: str) -> str:
    """Folded text in which the letters that OCR takes for figures are figures: « 20l4-O5 » gives « 2014-05 ».

    Only within words that hold a figure and no other letter; the length stays. To compare and to order numbers: what
    is kept is the number as printed.
    """
    folded = fold(text)
    return _MISREAD.sub(lambda match: match[0].translate(_AS_FIGURE), folded)
