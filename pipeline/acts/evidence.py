"""What each field of a unit was read from: every reading with its place, and whether the readings agree."""

import re
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from pipeline.acts.decision_date import Candidate, agree
from pipeline.acts.fold import fold
from pipeline.acts.located import Located, Place
from pipeline.acts.stamps import ActIdentifier
from pipeline.records import Evidence, Field, Votes

Confidence = Literal["confirmed", "single", "contradicted"]
Source = Literal["text", "stamp", "metadata", "file name"]


class Read(NamedTuple):
    """One reading of a field; nothing was read where the value is null or empty."""

    value: str | None
    source: Source
    place: Place | None = None


def readings(field: Field, found: Sequence[Read], same: Callable[[str, str], bool] | None = None) -> list[Evidence]:
    """The readings of one field as evidence, the one that is kept first.

    Args:
        field: name of the field.
        found: its readings, in order of trust.
        same: whether two values say the same; by default letters and figures are compared.
    """
    alike = same or _alike
    kept = [read for read in found if read.value]
    if not kept:
        return []
    first = kept[0].value or ""
    agreed = [alike(first, read.value or "") for read in kept[1:]]
    names: dict[bool, Confidence] = {True: "confirmed", False: "contradicted"}
    told: list[Confidence] = [names[all(agreed)] if agreed else "single", *(names[one] for one in agreed)]
    return [
        Evidence(field, read.value or "", read.source, confidence, *(read.place or ()))
        for read, confidence in zip(kept, told, strict=True)
    ]


def of_dates(candidates: Sequence[Candidate]) -> list[Evidence]:
    """The dates that a unit could have."""
    found = [Read(one.date, "file name" if one.label == "file name" else one.source, one.place) for one in candidates]
    return readings("date", found, agree)


def of_identifiers(codes: Sequence[ActIdentifier], places: Sequence[Place | None]) -> list[Evidence]:
    """The identifiers of the prefecture's receipt; each is printed on many pages: one reading a text."""
    texts: dict[str, Read] = {}
    for code, place in zip(codes, places, strict=True):
        texts.setdefault(code.text, Read(code.text, "stamp" if place else "file name", place))
    return readings("stamp", list(texts.values()))


def of_votes(votes: Votes | None, place: Place | None) -> list[Evidence]:
    """The figures of a vote."""
    if votes is None:
        return []
    names = ("pour", "contre", "abstentions")
    figures = [f"{name} {getattr(votes, name)}" for name in names if getattr(votes, name) is not None]
    words = {True: ["unanimité"], False: ["majorité"], None: []}[votes.unanime]
    value = ", ".join([*figures, *words])
    return readings("votes", [Read(value, "text" if place else "metadata", place)])


def where(text: Located, printed: str | None) -> Place | None:
    """Where a value stands as printed, whatever the blanks in it; None when it does not.

    Args:
        text: what it was read from.
        printed: the value.
    """
    letters = [character for character in printed or "" if not character.isspace()]
    if not letters:
        return None
    match = re.search(r"\s*".join(r"[.-]" if letter == "." else re.escape(letter) for letter in letters), text.text)
    return text.place(*match.span()) if match else None


def _alike(one: str, two: str) -> bool:
    first, second = ("".join(filter(str.isalnum, fold(value))) for value in (one, two))
    return first == second or (len(min(first, second, key=len)) >= 4 and (first in second or second in first))
