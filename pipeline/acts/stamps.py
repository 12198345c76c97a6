"""The receipt of the prefecture: act identifier, dates of sending, reception and publication."""

import re
from typing import NamedTuple

from pipeline.acts.dates import FoundDate, dates_in
from pipeline.acts.fold import fold
from pipeline.records import Stamp

_GAP = r"\s?-\s?"
IDENTIFIER = re.compile(
    rf"(?<![0-9A-Z])(?P<department>[09][0-9AB]{{2}}){_GAP}(?P<siren>\d{{9}}){_GAP}"
    r"(?P<date>(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))"
    rf"{_GAP}(?P<number>\S{{1,30}}?){_GAP}(?P<nature>DE|AR|AI|CC|BF|AU)(?![A-Za-z0-9])"
)
"""Identifier of an act sent to the prefecture: department, SIREN, day, number, nature. The hyphens may be
cut by a line end. The number is at most 15 characters in the specification; file names show more."""


_NEAR = 12
"""Characters allowed between a label and its date, or between two dates of a column: signs, a weekday, « le »."""


class ActIdentifier(NamedTuple):
    """One identifier, in its parts; `valid` = the key of the SIREN is right (a misread digit breaks it)."""

    start: int
    end: int
    text: str
    department: str
    siren: str
    date: str  # ISO 8601
    number: str
    nature: str
    valid: bool


def luhn(digits: str) -> bool:
    """Whether a SIREN (9 digits) or SIRET (14) passes its key (Luhn, 1960)."""
    if not digits.isdecimal():
        return False
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def identifiers(text: str) -> list[ActIdentifier]:
    """Every act identifier printed in a text, or carried by a file name, in order."""
    found = []
    for match in IDENTIFIER.finditer(text):
        date, siren = match["date"], match["siren"]
        found.append(
            ActIdentifier(
                match.start(), match.end(), re.sub(r"\s", "", match[0]), match["department"], siren,
                f"{date[:4]}-{date[4:6]}-{date[6:]}", match["number"], match["nature"], luhn(siren),
            )
        )  # fmt: skip
    return found


_LABELS = {
    "sent": re.compile(r"envoi (?:en |a la )?prefecture|envoyee? en prefecture(?: le)?|date de (?:tele)?transmission|"
                       r"teletransmise?(?: le)?|transmise? (?:en|a la) prefecture le|date d'envoi"),
    "received": re.compile(r"(?:date de )?reception (?:en |par la )?prefecture|recue? en prefecture(?: le)?|date de reception|"
                           r"date d'emission de l'accuse de reception|depose\w* en prefecture le"),
    "published": re.compile(r"(?:publiee?|affichee?|mise? en ligne|notifiee?)s? le|date (?:de publication|d'affichage|de notification)"),
}  # fmt: skip


def stamp_in(text: str) -> Stamp | None:
    """The dates of a receipt, from its labels; None when the text holds neither a label nor an identifier.

    A label is followed by its date, or the labels come first and the dates after them in the same order.

    Args:
        text: stamps and « exécutoire » lines of one act, in reading order.
    """
    folded = fold(text).replace("\n", " ")
    dates = [found for found in dates_in(text) if found.form == "figures"]
    codes = [code for code in identifiers(text) if code.valid]
    labels = sorted(
        ((match.start(), match.end(), name) for name, pattern in _LABELS.items() for match in pattern.finditer(folded))
    )
    values: dict[str, str] = {}
    for run, following in _runs(labels, dates):
        paired = (
            zip(run, following, strict=False) if len(following) >= len(run) else zip(run[-1:], following, strict=False)
        )
        for name, date in paired:
            values.setdefault(name, date)
    if not values and not codes:
        return None
    return Stamp(codes[0].text if codes else None, values.get("sent"), values.get("received"), values.get("published"))


def _runs(labels: list[tuple[int, int, str]], dates: list[FoundDate]) -> list[tuple[list[str], list[str]]]:
    """Labels with no date between them, and the dates that follow: side by side, or label by label.

    A date counts only near the label or the date before it: the dates of the text beyond are no receipt.
    """
    runs: list[tuple[list[str], list[str]]] = []
    names: list[str] = []
    for place, (_, end, name) in enumerate(labels):
        names.append(name)
        limit = labels[place + 1][0] if place + 1 < len(labels) else dates[-1].end + 1 if dates else end
        following, last = list[str](), end
        for found in dates:
            if end <= found.start < limit and found.start - last <= _NEAR:
                following.append(found.date)
                last = found.end
        if following or place + 1 == len(labels):
            runs.append((names, following))
            names = []
    return runs
