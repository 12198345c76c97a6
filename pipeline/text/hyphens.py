"""Words cut at line ends: which hyphens are part of the word."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from pipeline.text.dictionary import is_form
from pipeline.text.stopwords import stopwords

MIN_PART_LETTERS = 4
MAX_TAIL_LETTERS = 3
"""Shorter parts of a compound are also syllables (mon-tant, sur-face); a longer tail in a cell is a word."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WORD = re.compile(r"[^\W\d_]+(?:[-‑‐][^\W\d_]+)*")
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_PREFIX_ENDS = "oié"
_PREFIXES = ("inter",)
_KEEP_BEFORE = _words("""
ci là même mêmes il ils
""")
_KEEP_AFTER = _words("""
vice sous non demi semi quasi saint sainte saints grand grande arrière avant après presque peut celui celle ceux
celles lui elle eux nous vous porte chef
""")
"""Compounds of administrative French that word processors break at their own hyphen: vice-président, sous-préfet,
peut-être, celui-ci. A first part that is also a common syllable (mi-nistre, ex-périence, contre-dire) is not listed."""
_KEEP_PAIRS = _words("""
outre-mer ci-dessus ci-dessous ci-après ci-contre ci-joint ci-jointe ci-joints ci-jointes ci-annexé ci-annexée
ci-annexés ci-annexées au-delà au-dessus au-dessous au-devant mi-temps trop-perçu trop-payé ayant-droit ayants-droit
non-lieu
""")
"""Compounds whose first part is also a syllable."""
_NUMERALS = _words("""
dix vingt trente quarante cinquante soixante quatre vingts deux trois cinq six sept huit neuf onze douze treize
quatorze quinze seize
""")
_LINKS = _words("""
sur sous en lès les le la de des du aux au et à
""")
"""Small words within the name of a place: Villefranche-sur-Saône."""
_SUFFIXES = _words("""
taire taires obstant
""")
"""Ends of words that are words themselves: signataire, nonobstant."""
_ADVERB = re.compile(r"(.{3,})ment")
"""From an adjective (également) or a verb (cautionnement); the dictionary holds few of them."""


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
        The form the document prints more often elsewhere; else the form a French dictionary knows; else what the
        lists of compounds say; else a hyphen between two words of four letters or more, unless the first ends like
        a prefix (télé-, éco-) or a proper name (Ville-juif). Before a figure or a capital True, as between two parts in
        capitals that make no French word (LEVY-RAMEAU).
    """
    match = _WORD.match(after)
    rest = match.group().lower() if match else ""
    head = before.lower()
    in_capitals = before.isupper() and len(rest) > 1 and after[: len(rest)].isupper()
    if not rest or not (after[:1].islower() or in_capitals):
        return True
    joined, hyphenated = known[head + rest], known[f"{head}-{rest}"]
    if joined or hyphenated:
        return hyphenated > joined
    last, (first, *others) = head.rsplit("-", 1)[-1], rest.split("-")
    if "à" in (last, first) or f"{last}-{first}" in _KEEP_PAIRS or {last, first} <= _NUMERALS:
        return True
    if before[:1].isupper() and others and (first in _LINKS or others[0] in _LINKS):
        return in_capitals or first in _LINKS
    if first in _SUFFIXES or last in _PREFIXES or _is_french(last + first):
        return False
    listed = in_capitals or first in _KEEP_BEFORE or last in _KEEP_AFTER or _is_french(f"{last}-{first}")
    long = min(len(last), len(first)) >= MIN_PART_LETTERS and last[-1] not in _PREFIX_ENDS and before[:1].islower()
    return listed or (long and _is_french(last) and _is_french(first))


def is_one_word(before: str, after: str, known: Counter[str]) -> bool:
    """Whether two lines of a cell are halves of one word, cut because the cell is too narrow for it.

    Args:
        before: the upper line; it holds nothing but the beginning of the word.
        after: the lower line.
        known: words the document prints whole.
    """
    start, rest = _LAST_WORD.search(before.strip()), _WORD.match(after.strip())
    if not start or not rest or " " in before.strip() or not after.strip()[:1].islower():
        return False
    head, tail = start.group().lower(), rest.group().lower()
    if _is_french(head) and (len(tail) > 1 and _is_french(tail)):
        return False
    return known[head + tail] > 0 or _is_french(head + tail) or (
        len(tail) <= MAX_TAIL_LETTERS and tail == after.strip() and not _is_french(head)
    )  # fmt: skip


@lru_cache(maxsize=20_000)
def _is_french(word: str) -> bool:
    """Whether a word in small letters is French: of a closed class, in a dictionary of forms, or made from one."""
    made = _ADVERB.fullmatch(word)
    return word in stopwords() or is_form(word) or bool(made and is_form(made.group(1)))
