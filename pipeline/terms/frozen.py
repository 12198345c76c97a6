"""Words that are named rather than used: fixed strings, quoted sentences, terms spoken of as terms."""

import re
from collections.abc import Sequence

from pipeline.terms.entries import Frozen, Name
from pipeline.terms.match import Match, covers

_WORD = r"""(?:termes?|mots?|expressions?|d[ée]nominations?|appellations?|vocables?|notions?\s+dites?|intitul[ée]s?
            |formules?|libell[ée]s?|d[ée]nomm[ée]e?s?|intitul[ée]e?s?|baptis[ée]e?s?)"""
"""Nouns and participles that say a word is spoken of."""

_TERM_OF = re.compile(
    rf"""(?:
        \b{_WORD}(?:\s+\w+){{0,3}}\s*(?:de\s+l'|de\s+la|d'|des?|du|:)?
        | \b(?:aussi|[ée]galement|d[ée]sormais|commun[ée]ment|parfois|souvent|autrefois)\s+(?:appel|nomm|d[ée]nomm)[ée]e?s?
        | \b(?:qu'on|que\s+l'on|qu'ils|qu'elles?)\s+(?:appelle|nomme|d[ée]nomme)(?:nt)?
        | \b(?:dite?s?|comme)
    )\s*[«"“]\s*(?:l'|la\s+|le\s+)?[^«»"“”]{{0,60}}$""",
    re.VERBOSE | re.IGNORECASE,
)
"""A word for « word », then an opening quotation mark, then the term: « sous le terme générique de « … »."""

_BARE_TERM_OF = re.compile(
    r"\b(?<!\ben )(?<!\bau )(?<!\baux )(?:termes?|mots?|expressions?|d[ée]nominations?|appellations?|vocables?)\s+"
    r"(?:(?:g[ée]n[ée]rique|consacr[ée]e?|juridique|officiel(?:le)?|m[êe]me)\s+)?(?:de\s+|d')?$",
    re.IGNORECASE,
)
"""The same without quotation marks: « le terme de X », « le mot X »; « en termes de X » and « au terme de X » are not."""

_IS_A_TERM = re.compile(
    r"^\s*[»\"”]?\s*(?:\([^()]{1,20}\)\s*)?,?\s*(?:(?:est|[ée]tait|n'est|reste|demeure)\s+(?:pas\s+)?(?:un|une|le|la)\s+|(?=terme|expression|mot\b))"
    r"(?:terme|expression|mot|vocable|appellation|d[ée]nomination)\b",
    re.IGNORECASE,
)
"""What follows says it: « X est un terme … », « « X », expression apparue en … »."""

_TITLE_OF = re.compile(
    r"""\b(?:colloques?|conf[ée]rences?|s[ée]minaires?|expositions?|festivals?|forums?|salons?|assises|rencontres?
        |journ[ée]es?|projets?|programmes?|op[ée]rations?|dispositifs?|ouvrages?|livres?|revues?|guides?|articles?
        |[ée]tudes?|rapports?|manue(?:l|ls)|dossiers?|th[èe]ses?|m[ée]moires?|films?|prix|labels?|troph[ée]es?
        |associations?|r[ée]seaux?|f[ée]d[ée]rations?|collectifs?|plateformes?|commissions?|missions?|objectifs?
        |titres?|rubriques?|lignes?|chapitres?)
        (?:\s+[\w'\-]+){0,3}\s*(?::\s*|,\s*)?$""",
    re.VERBOSE | re.IGNORECASE,
)
"""A noun for what bears a title, right before the opening mark: « le programme « … » », « colloque national « … »."""

_VISA = re.compile(
    r"(?:^|[;\n]|[.,:]\s)\s*[\-–•*]?\s*V[uU]\s+(?:(?:l[ae]s?|les|ensemble|notamment)\b|l')(?:(?!;|\n|\.\s+[A-ZÉÀ]).)*$"
)
"""A visa runs from « Vu la loi … » to the next stop; « vu que » and « vu l'heure » in a sentence do not begin one."""

_AND_QUOTED = re.compile(r"[»\"”]\s*(?:,|et|ou|puis)\s*(?:de\s+l'|de\s+la|d'|de)?\s*[«\"“][^«»\"“”]{0,60}$")
"""A second quoted form after a first one: « … » ou de « …."""

_OR_QUOTED = re.compile(r"[»”]\s*ou\s*(?:de\s+l'|de\s+la|d'|de|la|le|l')?\s*[«“]\s*$")
_OR_QUOTED_NEXT = re.compile(r"^[^«»“”]{0,12}[»”]\s*ou\s*(?:de\s+l'|de\s+la|d'|de|la|le|l')?\s*[«“]")
"""« X » ou « Y »: two wordings weighed against each other."""

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
_ROW_REACH = 80  # code points from a title to the amount of its row: the titles of grants run to ten words
_AMOUNT = re.compile(r"^[^a-zà-ÿ€]{0,80}?(?<!DE)\s\d{1,3}(?:[ .\u00a0\u202f]?\d{3})*(?:,\d{2})?\s?(?:€|EUROS?\b)")
_VISA_REACH = 400  # code points searched for the « Vu » of a visa: titles of laws run to three lines
_PAIRS = (("«", "»"), ("“", "”"))


def covering(match: Match, frozen: Sequence[Match]) -> Match | None:
    """The fixed string that holds a match, or None. A string that only touches the match does not count."""
    return next((other for other in frozen if other.start <= match.start and match.end <= other.end), None)


def names_the_term(text: str, start: int, end: int) -> bool:
    """Whether the words around speak of the term as a term (« aussi appelée … »)."""
    before = text[max(0, start - 160) : start].replace("’", "'")
    if _CALLED.search(before) or _TERM_OF.search(before) or _BARE_TERM_OF.search(before):
        return True
    after = text[end : end + 60].replace("’", "'")
    if _IS_A_TERM.search(after) or _OR_QUOTED.search(before) or _OR_QUOTED_NEXT.search(after):
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
    before = text[max(0, bounds[0] - 90) : max(0, bounds[0] - 1)].rstrip()
    if _SPEAKER.search(before):
        return False
    if _TITLE_OF.search(before.replace("’", "'")):
        return True
    others = text[bounds[0] : start].split() + text[end : bounds[1]].split()
    return len(others) >= _LONG_QUOTATION


def in_visa(text: str, start: int) -> bool:
    """Whether the sentence that leads to a term is a visa (« Vu la loi … »), wherever it stands."""
    return _VISA.search(text[max(0, start - _VISA_REACH) : start].replace("’", "'")) is not None


def in_row(text: str, start: int, end: int) -> bool:
    """Whether a term in capitals stands in a row of a table of grants: a beneficiary or a title, then its amount."""
    return text[start:end].isupper() and _AMOUNT.match(text[end : end + _ROW_REACH]) is not None


def out_of_time(entry: Frozen | Name, date: str | None) -> bool:
    """Whether a dated text is older than the name it holds: a wrong date, or a note added later."""
    if date is None or entry.valid_from is None:
        return False
    width = min(len(date), len(entry.valid_from))
    return date[:width] < entry.valid_from[:width]


__all__ = ["covering", "covers", "in_row", "in_visa", "is_quoted", "names_the_term", "out_of_time", "quotation"]
