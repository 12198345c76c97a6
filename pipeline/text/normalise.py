"""One written form for one word: what each character of a page becomes in clean text.

Each rule looks at one character, so that clean text keeps its way back to the page.
"""

import re

_BLANKS = (
    "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufffc"
_APOSTROPHES = "\u2019\u02bc\u201b"
_HYPHENS = "\u2010\u2011"
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LOOKALIKES = {"\u02da": "°", "\u226a": "«", "\u226b": "»"}
"""What old TeX fonts print for the degree sign and the guillemets."""
_SYMBOL_FONT_BULLETS = "\uf02d\uf06c\uf06e\uf071\uf076\uf0a7\uf0a8\uf0b7\uf0d8\uf0e0\uf0f0\uf0fc"
"""Bullets of the Symbol and Wingdings fonts, as word processors leave them in PDF."""

_TABLE: dict[str, str] = (
    dict.fromkeys(_BLANKS, " ")
    | dict.fromkeys(_INVISIBLE, "")
    | dict.fromkeys(_APOSTROPHES, "'")
    | dict.fromkeys(_HYPHENS, "-")
    | _LIGATURES
    | _LOOKALIKES
    | dict.fromkeys(_SYMBOL_FONT_BULLETS, "•")
    | {chr(code): "" for code in (*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0xA0))}
    | dict.fromkeys("\n\r\v\f\x85", " ")
)

PIECE = re.compile(rf"[^ {''.join(_TABLE)}]+(?: [^ {''.join(_TABLE)}]+)*|.", re.DOTALL)
"""What `clean` takes at once: words that stay as they are and the single blanks between them, or one character."""


def clean(piece: str) -> str:
    """A piece of page text in clean text: itself, or for one character a plainer one, several, or none.

    Soft hyphens and invisible marks go; every blank becomes a plain space, typographic apostrophes and hyphens
    plain ones (the order of the lexicon's normalisation); printed ligatures become letters.
    """
    return _TABLE.get(piece, piece)
