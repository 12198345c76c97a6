"""« Vu … » and the texts it cites, in a normal form that makes citations comparable over the years."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.acts.dates import dates_in
from pipeline.acts.fold import fold

CODES: dict[str, str] = {
    "general des collectivites territoriales": "CGCT",
    "de l'urbanisme": "code de l'urbanisme",
    "de l'environnement": "code de l'environnement",
    "de la commande publique": "code de la commande publique",
    "des marches publics": "code des marchés publics",
    "general des impots": "CGI",
    "de l'education": "code de l'éducation",
    "de la sante publique": "code de la santé publique",
    "general de la propriete des personnes publiques": "CG3P",
    "general de la fonction publique": "CGFP",
    "du travail": "code du travail",
    "electoral": "code électoral",
    "des communes": "code des communes",
    "civil": "code civil",
    "penal": "code pénal",
}
"""Codes that acts cite, with the short name used in references; the longest wording that fits wins."""

OPENING = re.compile(
    r"(?:(?<=^)|(?<=[.;:\n])\s*)vu(?=\s*:|\s+(?:l[ae']|les?|l'|que|son|ses?|cet?t?e?|notamment|ensemble|une?|"
    r"[a-z]+ (?:n|du|de)\b|code|loi|decret))"
)
"""« Vu » where a visa can open: at the start or after a stop, before its object; never « au vu de »."""

_ARTICLE = re.compile(r"\b(?P<kind>[lrd])\.? ?(?P<number>\d{1,4}(?:-\d+)*)\b")
_CODE = re.compile(
    r"\bcode (" + "|".join(sorted(map(re.escape, CODES), key=len, reverse=True)) + r")\b|\b(cgct|cg3p|cgfp|cgi)\b"
)
_NEXT_TEXT = (
    "loi|decret|ordonnance|circulaire|directive|reglement|code|article|deliberation|arrete|decision|convention|"
    "contrat|marche|avenant|rapport|avis|dossier|lot|et"
)
"""Words that open another citation: the number after them is not that of the text before."""
_TEXT = re.compile(
    r"\b(?P<kind>loi|decret|ordonnance|circulaire|directive|reglement)\b"
    rf"(?:(?!\b(?:{_NEXT_TEXT})s?\b)[a-z ,'()-]){{0,80}}?(?: du \d{{1,2}}(?:er)? [a-z]+ \d{{4}})?[ ,(]+"
    r"(?:n ?°|n[or]o?\b\.?|numero) ?(?P<number>\d{2,4}[-./ ]{1,3}\d{1,5})\b"
)  # fmt: skip
"""« loi n° 92-125 », « loi d'orientation n° 92-125 », « loi organique relative aux …, n° … »: the number names
the text whatever its rank or subject, so that all wordings of one citation have one reference."""
_DATED = re.compile(
    r"\b(?P<kind>loi|decret|ordonnance|circulaire|arrete(?: prefectoral| municipal| ministeriel)?)[a-z ]{0,30}? du $"
)
_EARLIER = re.compile(
    r"\b(?P<kind>deliberation|arrete|decision)s?[a-z ]{0,60}?(?:n ?°|numero) ?(?P<number>[a-z]{0,8}[ ._-]?\d[\w/._-]{0,20})"
)
_ROMAN_CODE = {"cgct": "CGCT", "cg3p": "CG3P", "cgfp": "CGFP", "cgi": "CGI"}


class FoundVisa(NamedTuple):
    """One visa, where it stands in its passage (code points, half-open), and what it cites."""

    start: int
    end: int
    reference: str | None


def visa_starts(text: str) -> list[int]:
    """Where the visas of a passage open."""
    return [match.end() - 2 for match in OPENING.finditer(fold(text))]


def visas_in(text: str, following: Sequence[str] = ()) -> list[FoundVisa]:
    """The visas of one stretch of text, each up to the next one.

    Args:
        text: a stretch that lies in the zone of the visas.
        following: texts of the stretches after it, up to the next visa: a reference may stand there when
            the visa is cut in several passages.
    """
    starts = visa_starts(text)
    found = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=False):
        rest = " ".join(following) if end == len(text) else ""
        found.append(FoundVisa(start, start + len(text[start:end].rstrip()), reference_of(f"{text[start:end]} {rest}")))
    return found


def reference_of(text: str) -> str | None:
    """The first text cited, in a normal form; null when nothing known is cited.

    `loi 92-125`, `décret 2005-235`, `L1115-1 CGCT`, `délibération 2014/131`, `loi du 1982-03-02`, or a code alone.

    Args:
        text: one visa, or any sentence.
    """
    folded = re.sub(r"\s+", " ", fold(text))
    candidates = [found for found in (_numbered(folded), _article(folded), _dated(folded), _earlier(folded)) if found]
    if not candidates:
        code = _CODE.search(folded)
        return _code_name(code) if code else None
    return min(candidates)[1]


def _numbered(folded: str) -> tuple[int, str] | None:
    match = _TEXT.search(folded)
    if match is None:
        return None
    kind = {"decret": "décret", "reglement": "règlement"}.get(match["kind"], match["kind"])
    return match.start(), f"{kind} {re.sub(r'[-./ ]+', '-', match['number'])}"


def _article(folded: str) -> tuple[int, str] | None:
    match = _ARTICLE.search(folded)
    if match is None:
        return None
    code = _CODE.search(folded, match.end()) or _CODE.search(folded)
    name = f" {_code_name(code)}" if code else ""
    return match.start(), f"{match['kind'].upper()}{match['number']}{name}"


def _dated(folded: str) -> tuple[int, str] | None:
    for date in dates_in(folded):
        match = _DATED.search(folded[: date.start])
        if match:
            kind = match["kind"].replace("decret", "décret").replace("arrete", "arrêté").replace("prefec", "préfec")
            return match.start(), f"{kind.replace('ministeriel', 'ministériel')} du {date.date}"
    return None


def _earlier(folded: str) -> tuple[int, str] | None:
    match = _EARLIER.search(folded)
    if match is None:
        return None
    kind = {"deliberation": "délibération", "arrete": "arrêté", "decision": "décision"}[match["kind"]]
    return match.start(), f"{kind} {match['number'].strip(' .-').upper()}"


def _code_name(match: re.Match[str]) -> str:
    return CODES[match[1]] if match[1] else _ROMAN_CODE[match[2]]
