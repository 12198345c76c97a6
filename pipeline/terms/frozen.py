"""Words that are named rather than used: fixed strings, quoted sentences, terms spoken of as terms."""

import re
from collections.abc import Sequence

from pipeline.terms.lexicon import Frozen, Name
from pipeline.terms.match import Match, covers

_TERM_OF = re.compile(
    r"""(?:
        \b(?:termes?|mots?|expressions?|d[ée]nominations?|appellations?|vocables?|notions?\s+dites?|intitul[ée]s?
            |formules?|libell[ée]s?|d[ée]nomm[ée]e?s?|intitul[ée]e?s?|baptis[ée]e?s?)
          (?:\s+\w+){0,3}\s*(?:de\s+l'|de\s+la|d'|des?|du|:)?
        | \b(?:aussi|[ée]galement|d[ée]sormais|commun[ée]ment|parfois|souvent|autrefois)\s+(?:appel|nomm|d[ée]nomm)[ée]e?s?
        | \bcomme
    )\s*[«"“]\s*(?:l'|la\s+|le\s+)?[^«»"“”]{0,60}$""",
    re.VERBOSE | re.IGNORECASE,
)
"""A word for « word », then an opening quotation mark, then the term: « sous le terme générique de « … »."""

_AND_QUOTED = re.compile(r"[»\"”]\s*(?:,|et|ou|puis)\s*(?:de\s+l'|de\s+la|d'|de)?\s*[«\"“][^«»\"“”]{0,60}$")
"""A second quoted form after a first one: « … » ou de « …."""

_CALLED = re.compile(
    r"\b(?:aussi|[ée]galement|d[ée]sormais|autrefois)\s+(?:appel|nomm|d[ée]nomm)[ée]e?s?\s+(?:l'|la\s+|le\s+)?$",
    re.IGNORECASE,
)

_SPEAKER = re.compile(
    r"(?:\b(?:M\.|MM\.|Mme|Mmes|Mlle|Monsieur|Madame|[Ll]e\s+maire|[Ll]a\s+maire|[Ll][ea]\s+pr[ée]sidente?)[^.:;«»]{0,60}"
    r"|[A-ZÉÈ][\w'\-]+\s+[A-ZÉÈ][A-ZÉÈ'\-]+(?:\s+[A-ZÉÈ'\-]+)*\s*):\s*$"
)
"""« M. X : » before an opening mark: minutes report what a councillor says in the council's own name."""

_LONG_QUOTATION = 4  # words besides the term: below, quotation marks keep their distance from a word in use
_REACH = 2000  # code points searched for a quotation mark: longer quotations are not marked by one pair
_PAIRS = (("«", "»"), ("“", "”"))


def covering(match: Match, frozen: Sequence[Match]) -> Match | None:
    """The fixed string that holds a match, or None. A string that only touches the match does not count."""
    return next((other for other in frozen if other.start <= match.start and match.end <= other.end), None)


def names_the_term(text: str, start: int) -> bool:
    """Whether the words before speak of the term as a term (« aussi appelée … »)."""
    before = text[max(0, start - 160) : start].replace("’", "'")
    if _CALLED.search(before) or _TERM_OF.search(before):
        return True
    second = _AND_QUOTED.search(before)
    return second is not None and _TERM_OF.search(before[: second.start()]) is not None


def quotation(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Bounds of the quoted words around a stretch, quotation marks excluded; None outside quotation marks.

    A mark without its fellow in the passage closes or opens at the passage's border. Straight marks count by
    parity from the start of the passage.
    """
    left, right = max(0, start - _REACH), min(len(text), end + _REACH)
    for opening, closing in _PAIRS:
        opened, closed_before = text.rfind(opening, left, start), text.rfind(closing, left, start)
        closed, opened_after = text.find(closing, end, right), text.find(opening, end, right)
        inside_left = opened > closed_before or (opened < 0 and closed_before < 0)
        inside_right = closed >= 0 and (opened_after < 0 or closed < opened_after)
        if inside_left and inside_right:
            return opened + 1 if opened >= 0 else left, closed
    if text.count('"', 0, start) % 2 and '"' in text[end:right]:
        return text.rfind('"', 0, start) + 1, text.find('"', end)
    return None


def is_quoted(text: str, start: int, end: int) -> bool:
    """Whether a term stands in a quoted sentence or title; a term alone in quotation marks is in use."""
    bounds = quotation(text, start, end)
    if bounds is None:
        return False
    if _SPEAKER.search(text[max(0, bounds[0] - 90) : max(0, bounds[0] - 1)].rstrip()):
        return False
    others = text[bounds[0] : start].split() + text[end : bounds[1]].split()
    return len(others) >= _LONG_QUOTATION


def out_of_time(entry: Frozen | Name, date: str | None) -> bool:
    """Whether a dated text is older than the name it holds: a wrong date, or a note added later."""
    if date is None or entry.valid_from is None:
        return False
    width = min(len(date), len(entry.valid_from))
    return date[:width] < entry.valid_from[:width]


__all__ = ["covering", "covers", "is_quoted", "names_the_term", "out_of_time", "quotation"]
