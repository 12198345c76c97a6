"""The prefecture's receipt, stamped on the pages of an act."""

import re
from collections.abc import Sequence

from pipeline.structure.lines import Place, PrintedLine

STAMP_REACH_PT = 26
"""Two lines of a stamp stand closer than that: three lines of its usual 7 to 9 pt type."""

_STAMP_LABEL = re.compile(
    r"""(?=[A-ZÀ-Ý])(?i:(?:Envoyé|Re[çc]u|Transmis|Déposé)\ en\ (?:sous-)?pr[ée]fecture | Accus[ée]\ de\ r[ée]ception
    | (?:Acte|Accusé)\ (?:certifié|rendu)\ ex[ée]cutoire | Certifié\ exécutoire\ compte\ tenu
    | Envoi\ (?:en\ )?pr[ée]fecture | R[ée]ception\ (?:(?:en|par\ la)\ )?pr[ée]fecture
    | R[ée]ception\ (?:par\ le\ )?pr[ée]fet
    | Date\ de\ (?:télétransmission|réception\ (?:en\ )?préfecture|mise\ en\ ligne)
    | Télétransmi(?:s(?:\ le|\ en\ préfecture)|ssion\ (?:en\ )?préfecture)
    | AR\ (?:de\ la\ )?pr[ée]fecture | AR\ contr[ôo]le\ de\ l[ée]galit[ée])""",
    re.VERBOSE,
)
"""In small letters or capitals, but begun by a capital: the words also begin lines of running text."""
_STAMP_IDENTIFIER = re.compile(r"(?:ID\s*:\s*)?\d{2}[\dAB]-\d{9}-\d{8}-[\w./ -]{1,40}|@\s?CTES|\bS²LO\b|ID\s*:\s*\d.*")
_STAMP_COMPANION = re.compile(
    r"(?:(?:Publié|Affiché|Notifié|Reçu|Publication|Affichage|Notification|Réception|Mis en ligne|Le)\b.{0,30}|ID\s*:.*|[\d/.\s:-]{4,20}"
    r"|le\s+\d.{0,20}|-?\w{1,20}-(?:DE|AR|CC|AU|BF|AI)|Préfecture.{0,40})",
    re.IGNORECASE,
)
_MAX_STAMP_CHARACTERS = 90
_MAX_LINES = 2000  # a page of more is no act; the search below is quadratic


def stamp_places(lines: Sequence[PrintedLine]) -> set[Place]:
    """Lines of one page that belong to the prefecture's receipt.

    A line with one of its labels, or with the identifier of the transmission, is a stamp; so are short dates,
    « Publié le … » and identifiers that stand beside it.
    """
    stamped = {
        number
        for number, line in enumerate(lines)
        if len(line.text) <= _MAX_STAMP_CHARACTERS
        and (_STAMP_LABEL.match(line.text.strip()) or _STAMP_IDENTIFIER.fullmatch(line.text.strip()))
    }
    growing = bool(stamped) and len(lines) <= _MAX_LINES
    while growing:
        found = {
            number
            for number, line in enumerate(lines)
            if number not in stamped
            and _STAMP_COMPANION.fullmatch(line.text.strip())
            and any(_beside(lines, number, other) for other in stamped)
        }
        stamped |= found
        growing = bool(found)
    return {(lines[number].page, lines[number].start) for number in stamped}


def _beside(lines: Sequence[PrintedLine], number: int, other: int) -> bool:
    """Whether two lines stand in one box: close on paper, or next to each other where paper is unknown."""
    one, two = lines[number], lines[other]
    if not one.is_placed:
        return abs(number - other) == 1
    apart = max(one.top, two.top) - min(one.bottom, two.bottom)
    aside = max(one.x0, two.x0) - min(one.x1, two.x1)
    return apart <= STAMP_REACH_PT and aside <= 2 * STAMP_REACH_PT
