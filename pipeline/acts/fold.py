"""Text made comparable without moving a character: accents, case, dashes and apostrophes of old files vary."""

import functools
import unicodedata

_SIGNS = {
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'",
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-", "º": "°",
    "«": '"', "»": '"', "“": '"', "”": '"',
}  # fmt: skip


@functools.cache
def _folded(character: str) -> str:
    if character in _SIGNS:
        return _SIGNS[character]
    if character.isspace():
        return character if character == "\n" else " "
    base = unicodedata.normalize("NFD", character)[0].lower()
    return base if len(base) == 1 else character


def fold(text: str) -> str:
    """The text in lower case, without accents, with plain dashes, quotes and spaces.

    Args:
        text: any text.

    Returns:
        A text of the same length: offset i of one is offset i of the other.
    """
    return "".join(map(_folded, text))
