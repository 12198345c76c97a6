"""Words cut at line ends: which hyphens are part of the word."""

import re
from collections import Counter
from collections.abc import Iterable


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WORD = re.compile(r"[^\W\d_]+(?:[-‑‐][^\W\d_]+)*")
_KEEP_BEFORE = _words("""
ci là même mêmes il ils
""")
_KEEP_AFTER = _words("""
vice sous non demi semi quasi saint sainte saints grand grande arrière avant après presque peut celui celle ceux
celles lui elle eux nous vous porte chef
""")
"""Compounds of administrative French that word processors break at their own hyphen: vice-président, sous-préfet,
peut-être, celui-ci. A first part that is also a common syllable (mi-nistre, ex-périence, contre-dire) is not listed."""


def vocabulary(lines: Iterable[str]) -> Counter[str]:
    """How often each word of a document is printed whole, lower-cased; words cut at a line end are left out."""
    counts: Counter[str] = Counter()
    for line in lines:
        text = line.rstrip()
        words = [word.lower() for word in _WORD.findall(text)]
        counts.update(words[:-1] if text.endswith(("-", "\u00ad")) else words)
    return counts


def keeps_hyphen(before: str, after: str, known: Counter[str]) -> bool:
    """Whether a word cut at a line end is written with a hyphen.

    Args:
        before: letters before the hyphen, perhaps with earlier hyphens.
        after: the text that follows on the next line.
        known: words the document prints whole (`vocabulary`).

    Returns:
        True before a figure or a capital, unless a word all in capitals is printed whole elsewhere; otherwise the form the document prints more often elsewhere decides,
        then the lists of compounds, and an unseen word is joined.
    """
    match = _WORD.match(after)
    rest = match.group().lower() if match else ""
    if not after[:1].islower():
        return not (before.isupper() and known[before.lower() + rest] > known[f"{before.lower()}-{rest}"])
    head = before.lower()
    joined, hyphenated = known[head + rest], known[f"{head}-{rest}"]
    if joined or hyphenated:
        return hyphenated > joined
    first = rest.split("-")[0]
    return first in _KEEP_BEFORE or head.rsplit("-", 1)[-1] in _KEEP_AFTER
