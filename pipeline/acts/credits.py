"""Who reports an act to the council, and which commission has seen it; persons as pseudonyms by default."""

import hashlib
import re
from typing import Literal, NamedTuple

from pipeline.acts.fold import fold

Persons = Literal["hash", "drop", "keep"]

_CIVILITY = r"(?:M\.|MM\.|Mme|Mmes|Mlle|Monsieur|Madame|Messieurs|Mesdames|Dr|Docteur)"
_NAME = (
    rf"(?:{_CIVILITY}\s+)?(?:(?:l[ea]|de|du|des|d['’]|van|von|el)\s*)?"
    r"[A-ZÀ-ÖØ-Þ][\w'’-]*\.?(?:[ \u00a0-]+(?:(?:l[ea]|de|du|des|d['’]|van|von|el|et)[ \u00a0]+)*[A-ZÀ-ÖØ-Þ][\w'’-]*\.?){0,4}"
)
_LABELLED = re.compile(rf"\b(?:Rapporteure?s?|RAPPORTEURE?S?)(?:\(e\))?\s?:\s?(?P<name>{_NAME})")
_TELLS = re.compile(
    rf"(?:^|(?<=\n)|(?<=[.!?»)] )|(?<=- ))(?:(?:Monsieur|Madame|M\.|Mme)\s+l[ea]\s+\w+,\s+)?(?P<name>{_NAME})(?:,(?:[^.:;\n]{{3,80}},)?)?\s+"
    r"(?:rapporte|expose|présente|donne lecture|rapporteure?)\b[^.:;\n]{0,60}:"
)
"""« Jeanne DUPONT rapporte : », « Monsieur le Maire, Jean ROUX, rapporte : », « M. ROUX, adjoint aux finances, expose au conseil : »."""
_COMMISSION = re.compile(
    r"(?:^|(?<=[\n(.;–-])\s?)(?:Commissions?|COMMISSIONS?)(?:\s(?:municipale|permanente|saisie|concernée|compétente|consultée)s?)?"
    r"\s?:\s?(?P<name>[^\n;:()\t]{3,90}?)(?=\s*(?:$|[\n;()\t]|\s[–-]\s|\.\s|\s(?:Rapporteur|RAPPORTEUR|Service|Objet)))"
)
_SURNAME = re.compile(r".*?(?<![\w'’-])[A-ZÀ-ÖØ-Þ]{2}[A-ZÀ-ÖØ-Þ'’-]*(?:[ -][A-ZÀ-ÖØ-Þ'’-]{2,})*(?![\w'’-])")
"""A name as far as its surname in capitals: the report may run on after it."""
_NO_NAME = re.compile(r"(?:le |la )?(?:maire|president|conseil|assemblee|commission|seance)\b")
MAX_CHARACTERS = 3000
"""Of the opening of an act: further on, « présente : » introduces speakers of the debate."""


class Credit(NamedTuple):
    """A person or a commission as printed, and where (code points, half-open)."""

    start: int
    end: int
    name: str


def rapporteur_in(text: str) -> Credit | None:
    """The person who reports an act: after « Rapporteur : », or before « rapporte : »; None when none is told.

    « Le maire » is an office: no person is told.

    Args:
        text: heading and report of one act.
    """
    match = _LABELLED.search(text) or _TELLS.search(text[:MAX_CHARACTERS])
    if match is None or _NO_NAME.match(_without_civility(match["name"])):
        return None
    surname = _SURNAME.match(match["name"])
    name = surname[0] if surname else match["name"]
    return Credit(match.start("name"), match.start("name") + len(name), " ".join(name.split()))


def commission_in(text: str) -> Credit | None:
    """The commission that an act names in its heading: « Commission : Finances et travaux ».

    Args:
        text: header, heading and report of one act.
    """
    match = _COMMISSION.search(text[:MAX_CHARACTERS])
    return Credit(*match.span("name"), " ".join(match["name"].split()).strip(" .,")) if match else None


def person_as(name: str, persons: Persons) -> str | None:
    """A person as the corpus keeps them: a pseudonym, nothing, or the name.

    The pseudonym is `p:` and ten hexadecimal digits of the SHA-256 of the name without civility, accents and case:
    one person keeps one pseudonym over all corpora. Whoever holds a list of names can undo it: it spares the reader
    the name, it does not make data anonymous (GDPR, art. 4(5)).

    Args:
        name: as printed.
        persons: `hash`, `drop` or `keep`, from the settings.
    """
    if persons == "drop":
        return None
    if persons == "keep":
        return name
    letters = "".join(filter(str.isalnum, _without_civility(name)))
    return f"p:{hashlib.sha256(letters.encode()).hexdigest()[:10]}"


def _without_civility(name: str) -> str:
    return re.sub(r"^(?:mm?\.|mmes?|mlle|monsieur|madame|messieurs|mesdames|dr|docteur)\s+", "", fold(name)).strip()
