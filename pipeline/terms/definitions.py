"""Two names given for one thing: acronyms with their expansions, and glosses (« X, dite aussi Y »).

Acronyms are found by our own rule, which asks that the words spell the letters in order, and by that of Schwartz
and Hearst (« A simple algorithm for identifying abbreviation definitions in biomedical text », 2003), which lets
words be passed over; ours comes first. Glosses are found by the words that join them.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from pipeline.records import DefinitionKind
from pipeline.terms.expansions import is_short, long_before, spells
from pipeline.terms.nouns import name_after, name_before

_ARTICLE = r"(?:l['’]\s?|les?\s+|la\s+)?"
_QUOTE = r"[«\"“]\s*"
_UNQUOTE = r"\s*[»\"”]"
_SHORT = r"[^\W\d_](?:[\w.&’'/\-]{0,13})"

_PARENTHESIS = re.compile(rf"\s\(\s*{_ARTICLE}(?:{_QUOTE})?(?P<short>{_SHORT})(?:{_UNQUOTE})?\s*(?=[),;–])")
"""« … (SHORT) », « (le SHORT, …) »."""
_EXPANDED = re.compile(r"(?<![\w.-])(?P<short>[A-Z][\w.&\-]{1,13})\s\(\s*(?P<long>[^()]{6,160})\)")
_CALLED = r"(?:dénommé|désigné|nommé|appelé|intitulé|dit|baptisé)(?:e|s|es)?"
_HEREAFTER = re.compile(
    rf"[,(]?\s*(?:{_CALLED}\s+)?ci-?\s?après\s*(?:{_CALLED}\s*)?(?:par\s+|sous\s+le\s+nom\s+de\s+)?[,:]?\s*"
    rf"(?:{_ARTICLE}{_QUOTE}{_ARTICLE}(?P<quoted>[^«»\"“”]{{2,60}}?){_UNQUOTE}|{_ARTICLE}(?P<bare>[A-ZÀ-Þ][\w.&'\-]*(?:\s[A-ZÀ-Þ][\w.&'\-]*)*))",
)
_AGAIN = r"(?:aussi|également|parfois|souvent|communément|encore|quelquefois|couramment)"
_ALSO = re.compile(rf"[,(]\s*(?:{_AGAIN}\s+{_CALLED}|{_CALLED}\s+{_AGAIN}|autrement\s+{_CALLED})\s+(?!à\b)")
_OR = re.compile(r"\s\(\s*ou\s+")
_FORMERLY = re.compile(
    rf"(?:[,(]\s*)(?:anciennement|autrefois|précédemment|jadis)\s+(?:{_CALLED}\s+)?|\(\s*ex-\s?(?=\w)"
)
_NOW = re.compile(
    rf"(?:[,(]\s*|\s+(?:est|sont|sera|seront)\s+)(?:désormais|dorénavant|aujourd'hui|maintenant)\s+{_CALLED}\s+(?!à\b)"
)
_GLOSSES: tuple[tuple[DefinitionKind, re.Pattern[str]], ...] = (
    ("also", _ALSO), ("or", _OR), ("formerly", _FORMERLY), ("now", _NOW),
)  # fmt: skip


class Pair(NamedTuple):
    """Two names of one thing where they stand, in code points, half-open."""

    kind: DefinitionKind
    long_start: int
    long_end: int
    short_start: int
    short_end: int


_CUE = re.compile(
    r"ci-?\s?après|aussi|également|parfois|souvent|communément|encore|quelquefois|couramment|autrement|anciennement"
    r"|autrefois|précédemment|jadis|désormais|dorénavant|aujourd'hui|maintenant|\(\s*ou\s|\(\s*ex-"
)
"""Without one of these words no gloss is looked for: nine passages in ten have none, and nor a parenthesis."""


def definitions(text: str) -> list[Pair]:
    """Pairs of names of one passage, in reading order; for glosses `long` is the first name, `short` the second.

    Args:
        text: clean text of one passage.
    """
    plain = text.replace("’", "'")
    found: dict[tuple[int, int], Pair] = {}  # by the second name: what is found first stands
    glossed = (*_hereafter(plain), *_glosses(plain)) if _CUE.search(plain) else ()
    bracketed = (*_acronyms(plain), *_expanded(plain)) if "(" in plain else ()
    for pair in (*glossed, *bracketed):
        found.setdefault((pair.short_start, pair.short_end), pair)
    return sorted(found.values(), key=lambda pair: (pair.long_start, pair.short_start))


def senses(texts: Iterable[str], families_of: Callable[[str], frozenset[str] | None]) -> dict[str, frozenset[str]]:
    """What each acronym stands for where the document says so.

    Args:
        texts: passages of one document.
        families_of: the families named in an expansion; None: it settles nothing.

    Returns:
        Acronym without full stops -> families named in its expansions; none: it is defined as something else.
    """
    found: dict[str, frozenset[str]] = {}
    for text in texts:
        for pair in definitions(text):
            short = text[pair.short_start : pair.short_end]
            meant = families_of(text[pair.long_start : pair.long_end]) if is_short(short) else None
            if meant is not None:
                letters = short.replace(".", "")
                found[letters] = found.get(letters, frozenset()) | meant
    return found


def _acronyms(text: str) -> Iterator[Pair]:
    for match in _PARENTHESIS.finditer(text):
        if is_short(match["short"]) and (long := long_before(text, match.start(), match["short"])):
            yield Pair("acronym", *long, *match.span("short"))


def _expanded(text: str) -> Iterator[Pair]:
    for match in _EXPANDED.finditer(text):
        if is_short(match["short"]) and (long := spells(text, match.span("long"), match["short"])):
            yield Pair("expansion", *long, *match.span("short"))


def _hereafter(text: str) -> Iterator[Pair]:
    for match in _HEREAFTER.finditer(text):
        group = "quoted" if match["quoted"] else "bare"
        short = match[group]
        long = long_before(text, match.start(), short) if is_short(short) else None
        if long := long or name_before(text, match.start(), head=short):
            yield Pair("hereafter", *long, *match.span(group))


def _glosses(text: str) -> Iterator[Pair]:
    for kind, pattern in _GLOSSES:
        for match in pattern.finditer(text):
            second = name_after(text, match.end())
            first = name_before(text, match.start(), agreeing=match.group()) if second else None
            if first and second and _may_be_one(kind, text[slice(*first)], text[slice(*second)]):
                yield Pair(kind, *first, *second)


def _may_be_one(kind: DefinitionKind, first: str, second: str) -> bool:
    """Whether two names may name one thing.

    « (ou … ) » mostly offers a choice: « créance cédée (ou nantie) », « le préfet (ou préfets) ». It counts where
    both names have several words and share none; even so it is the weakest evidence, and has a kind of its own.
    """
    one, other = first.lower().split(), second.lower().split()
    return one != other and (kind != "or" or (len(one) > 1 and len(other) > 1 and not _stems(one) & _stems(other)))


def _stems(words: list[str]) -> set[str]:
    return {word[:5] for word in words if len(word) > 3}
