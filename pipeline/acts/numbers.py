"""Numbers of acts as printed: « n° 2014 / 131 », « Délibération n° DEL-2019-045 », « 12 - »."""

import re
from typing import NamedTuple

from pipeline.acts.fold import fold

_NUMBER = (
    r"(?:[a-z]{1,8}[ _./-]{0,2})?\d{1,8}(?:"
    r" ?[/_.] ?(?=[a-z]{0,7}\d)[a-z0-9]{1,8}(?![a-z0-9])"
    r"|[/_.-](?=[a-z]{0,7}\d)[a-z0-9]{1,8}(?![a-z0-9])"
    r"|[/_.-][a-z]{1,4}(?![a-z0-9'])"
    r"|[/_.-][a-z]{1,8}(?=[/_.-]\d)"
    r"| ?- ?\d{1,8}(?![a-z0-9]| [a-z])"
    r"){0,4}"
)
"""Figures, with letters among them. A dash between spaces opens the title unless a figure alone follows it:
« n° 2014 - 131 » is a number, « n° 3 – Tarifs » and « n° 3 – 12 logements » are a number and a title."""
_SIGN = r"(?:n ?°|n[or]o?\b\.?|numero) ?:? ?"
_LABELLED = re.compile(
    rf"\b(?:deliberation|acte|decision|arrete|rapport|dossier|affaire|question) {_SIGN}(?P<number>{_NUMBER})"
)
_BARE = re.compile(rf"(?:(?<=[\s(])|^)n ?° ?:? ?(?P<number>{_NUMBER})")
_OTHER_THING = re.compile(
    r"(?:loi|decret|ordonnance|circulaire|article|lot|avenant|marche|tranche|parcelle|section|page|annexe|"
    r"convention|contrat|regime|ligne|phase|arrete|telephone|tel|fax|siren|siret)s?(?: [a-z]+)? $"
)
_ITEM = re.compile(
    r"(?:(?:deliberation|affaire|question|rapport|point|dossier) )?(?:\d{1,4}/\d{4} ?[:-] ?)?(?P<sign_before>n ?° ?:? ?)?"
    r"(?P<number>\d{1,4})(?:(?P<sign> ?°? ?[.)/:-]|°)(?![\d ]*\d+ ?[.)/]) ?| )(?=[^\W\d]|\"|(?<=[.:-] )\d{1,3} [a-z]{2})"
)

_LABEL = re.compile(
    rf"\s*[-*• ]*(?:(?:deliberation|acte|decision|arrete|rapport|dossier|affaire|question|point) )?{_SIGN}{_NUMBER}"
    r"(?: (?:du|en date du) (?:\d{1,2}(?:er)? [a-z]+ \d{4}|\d{1,2}[/.]\d{1,2}[/.]\d{4}))?"
    r"(?: ?: ?| - ?|- |\. |\) ?)(?=\W{0,3}\w)(?! ?\d{1,8}(?![a-z0-9]| [a-z]))"
)
"""The number of an act and the sign that parts it from the title on the same line."""
_ALONE = re.compile(
    rf"\s*(?:deliberation|acte|decision|rapport|dossier|affaire|question|point) (?:{_SIGN})?{_NUMBER}\s*"
)


class FoundNumber(NamedTuple):
    """The number of an act as printed, with where it stands (code points, half-open)."""

    start: int
    end: int
    number: str


class ItemNumber(NamedTuple):
    """The number that opens an item of minutes, the sign after it, and where the title begins."""

    number: int
    sign: str  # `.`, `-`, `)`, `/`, `:`, or empty
    start: int
    title_start: int


def number_in(text: str) -> FoundNumber | None:
    """The first number that a text gives to the act itself, not to a law, a contract or a lot.

    Args:
        text: the header or the title of one act.
    """
    folded = fold(text).replace("\n", " ")
    match = _LABELLED.search(folded) or next(
        (bare for bare in _BARE.finditer(folded) if not _OTHER_THING.search(folded[: bare.start()][-40:])), None
    )
    if match is None:
        return None
    start, end = match.span("number")
    printed = " ".join(text[start:end].split()).rstrip(" .-/_")
    return FoundNumber(start, start + len(text[start:end].rstrip(" .-/_")), printed)


def label_end(text: str) -> int | None:
    """Where the title begins on a line that opens with the number of the act; None on any other line.

    « Délibération n° 2014-12 – Tarifs », « N° 3 : Tarifs », « Affaire n° 7 du 3 mars 2014 : Tarifs ».

    Args:
        text: one passage.
    """
    match = _LABEL.match(fold(text))
    return match.end() if match else None


def is_number_alone(text: str) -> bool:
    """Whether a line holds the number of an act and nothing else: « Délibération n° 18-27 »."""
    return _ALONE.fullmatch(fold(text)) is not None


def item_number(text: str, start: int = 0) -> ItemNumber | None:
    """The item number at one place of a text: « 12. Title », « 12- Title », « 12 Title »; None elsewhere.

    A second figure after the sign (« 1.1 », « 965-1039 ») is no item, nor is a number before lower case
    without a sign (« 12 logements »).
    """
    match = _ITEM.match(fold(text), start)
    if match is None or (len(match["number"]) > 3 and not match["sign_before"]):
        return None
    sign = (match["sign"] or "").strip()
    first = text[match.end() : match.end() + 1]
    if not sign and not (first.isupper() or first in '"«“'):
        return None
    return ItemNumber(int(match["number"]), sign, match.start(), match.end())
