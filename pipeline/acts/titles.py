"""The title (objet) of an act: after « Objet : », or between the attendance and the report."""

import re
from collections.abc import Sequence

from pipeline.acts.cues import MOVEMENT, Cue, cues_in, is_names, is_speaker, is_stamp
from pipeline.acts.fold import fold
from pipeline.acts.numbers import is_number_alone, label_end
from pipeline.acts.zones import Title
from pipeline.records import Passage

_OBJET = re.compile(r"(?:^|(?<=[.\n;]) ?)objet ?: ?", re.MULTILINE)
_OBJET_INSIDE = re.compile(r"(?<=\s)O(?:bjet|BJET)\s?:\s?")
"""« Délibération n° 2006/75 OBJET : … » run together: a capital and a colon inside a line."""
_REPORTS = re.compile(r"\b(?:rapporte|rapporteure?|expose|presente|donne lecture)\b[^.]{0,40}:?\s*$")
_CREDIT = re.compile(
    r"(?<!\b(?i:de|du|la|le))(?<!\b(?i:une|des|les))\s"
    r"(?P<credit>(?:R(?:apporteur|APPORTEUR)(?:e|E)?|C(?:ommission|OMMISSION)\b[^:.;\n]{0,60}?)\s?:\s)"
)
"""« Rapporteur : … », « Commission : … » run on after the title; « de la commission : » is part of it."""
_RUN_ON = re.compile(
    r"(?<=[\w»\")])(?<!\b(?i:à|a))(?<!\b(?i:de|du|en|et|au|la|le))(?<!\b(?i:des|les|sur|par|aux|une))(?<!\b(?i:pour|dans|avec|sous))\s"
    r"(?P<prose>(?:L[ae]s?|Une?|Des|Ils?|Elles?|Ces?|Cette|Depuis|Dans|Après|Par|Sans|Afin|Lors|Suite|Au cours|Conformément)\s|L['’][a-zà-ÿ])"
    r"(?=[^.]{40,600}[\w)»%]\s?\.(?:\s|$))"
)  # fmt: skip
"""A title whose full stop is missing, run on with the first sentence of the report on one passage: a capital
on an article or a preposition, and a sentence after it. « à La Réunion » has a preposition before."""
_NAMED = re.compile(
    r"\b(?:association|compagnie|societe|collectif|groupe|ecole|creche|centre|theatre|maison|rue|place|quartier|"
    r"residence|lieu-dit|zac|projet|programme|operation|exposition|festival|film|revue)s? $"
)
"""Words before a name that may itself begin with an article: « l'association Les amis du théâtre »."""
_MAX_TITLE_PASSAGES = 6
"""Lines of a title when each line is a passage of its own; the longest of 123 council acts of 2014 has 4."""
_OPENS = 3
"""Code points before a cue that still opens its line: a dash, a quote."""
_MIN_TITLE = 12
"""Code points before a run-on sentence that can be a title."""
_LOOK_AHEAD = 60
"""Passages searched for the end of the opening: lists of members, a line each, take up to 40."""


_REPORT = ("visas", "considerants", "expose", "dispositif", "vote", "signatures")
"""Zones that end a title."""


def title_of_act(passages: Sequence[Passage]) -> Title | None:
    """Where the title of a single act stands; None when nothing tells it from the header.

    Args:
        passages: passages of one act, from its header on.
    """
    for rank, passage in enumerate(passages[:_LOOK_AHEAD]):
        match = _OBJET.search(fold(passage.text)) or _OBJET_INSIDE.search(passage.text)
        if match and passage.role not in ("running", "stamp"):
            return _after_objet(passages, rank, match.end())
    opening = _opening_end(passages)
    labelled = _after_label(passages, opening + 1)
    if labelled is not None:
        return labelled
    last = opening - 1
    while last >= 0 and _passed_over(passages[last]):
        last -= 1
    first = last
    while (
        first >= 0
        and last - first < _MAX_TITLE_PASSAGES
        and _may_be_title(passages[first], passages[first + 1 : last + 1])
    ):
        first -= 1
    return _bounded(passages, first + 1, 0, last) if first < last else None


def _after_objet(passages: Sequence[Passage], rank: int, end: int) -> Title | None:
    if passages[rank].text[end:].strip():
        return _bounded(passages, rank, end, _continued(passages, rank))
    following = rank + 1
    return _bounded(passages, following, 0, following) if following < len(passages) else None


def _after_label(passages: Sequence[Passage], limit: int) -> Title | None:
    """The title on the line of the number, and the lines that go on with it."""
    for rank, passage in enumerate(passages[:limit]):
        start = None if _passed_over(passage) else label_end(passage.text)
        if start is None or not _names_something(passage.text[start:]):
            continue
        return _bounded(passages, rank, start, _continued(passages, rank))
    return None


def _continued(passages: Sequence[Passage], rank: int) -> int:
    """Last line of a title: the next one goes on where this one ends with a colon, or that one in lower case."""
    last = rank
    for following in passages[rank + 1 : rank + _MAX_TITLE_PASSAGES]:
        open_ended = passages[last].text.rstrip().endswith((":", ",", "-", "–"))
        if not (open_ended or following.text[:1].islower()) or not _may_be_title(following, ()):
            break
        if any(cue.zone in _REPORT and cue.start <= _OPENS for cue in cues_in(following.text)):
            break
        last += 1
    return last


def _names_something(text: str) -> bool:
    """Whether the rest of a line may be a title: words, and no date, session or list of persons."""
    opens_header = any(cue.zone in ("header", "presence") and cue.start <= 1 for cue in cues_in(text))
    return bool(re.search(r"[^\W\d_]{3}", text)) and not opens_header and not is_names(text)


def _opening_end(passages: Sequence[Passage]) -> int:
    """Rank of the first passage of the report: the rapporteur, a visa, a motive, a decision, or plain prose."""
    for rank, passage in enumerate(passages[:_LOOK_AHEAD]):
        if _passed_over(passage):
            continue
        text, folded = passage.text, fold(passage.text)
        cues = cues_in(text)
        first = next((cue.start for cue in cues if cue.zone in _REPORT), None)
        if first is not None:
            # a title and the rapporteur on one passage: the title is before the cue
            return rank if first <= 3 or _holds_opening(cues, first) else rank + 1
        if not cues and (_REPORTS.search(folded) or is_speaker(text)):
            return rank
        if not cues and len(text.split()) >= 25 and not is_names(text) and text.rstrip().endswith((".", ":", ";")):
            return rank
    return 0


def _holds_opening(cues: Sequence[Cue], limit: int) -> bool:
    return any(cue.zone in ("header", "presence") for cue in cues if cue.start < limit)


def _bounded(passages: Sequence[Passage], first: int, start: int, last: int) -> Title:
    """The title, ended where the report, the decision or the vote begins on its last passage."""
    begin = start if last == first else 0
    text = passages[last].text[begin:]
    cuts = [cue.start for cue in cues_in(text) if cue.zone in _REPORT and cue.start > 0]
    cuts += [match.start("credit") for match in _CREDIT.finditer(text)]
    if passages[last].role == "table" and "\t" in text:
        cuts.append(text.index("\t"))  # a row of a list of acts: the title is one cell
    prose = next((match.start("prose") for match in _RUN_ON.finditer(text) if _opens_report(text, match)), None)
    cut = min([*cuts, prose] if prose is not None else cuts, default=len(text))
    return Title(first, start, last, begin + cut)


def _opens_report(text: str, match: re.Match[str]) -> bool:
    before = fold(text[: match.start("prose")])
    return len(before) > _MIN_TITLE and not _NAMED.search(before[-40:]) and before.count('"') % 2 == 0


def _passed_over(passage: Passage) -> bool:
    return passage.role in ("running", "stamp", "note") or not passage.text.strip() or is_stamp(passage.text)


def _may_be_title(passage: Passage, following: Sequence[Passage]) -> bool:
    if _passed_over(passage) or len(passage.text) > 600:
        return False
    if any(cue.zone in ("header", "presence", "signatures", "executoire") for cue in cues_in(passage.text)):
        return False
    # « Association FESTIVAL RADIO » looks like a person, but a line in lower case that goes on with it does not
    continued = bool(following) and following[0].text[:1].islower()
    return continued or not is_names(passage.text)


def title_of_item(passages: Sequence[Passage], start: int) -> Title:
    """Where the title of an item of minutes stands: its first passage, and the lines that go on with it.

    Args:
        passages: passages of one item, the first one with its number.
        start: code point where the title begins in the first passage, after speaker and number.
    """
    last = 0
    for rank, passage in enumerate(passages[1 : 1 + _MAX_TITLE_PASSAGES], start=1):
        if is_number_alone(passage.text):
            break
        untitled = rank == 1 and not passages[0].text[start:].strip(" :–-")  # the number stands on a line of its own
        if (passage.role == "heading" or untitled) and not (is_speaker(passage.text) or _ends_title(passage)):
            last = rank
            continue
        if _ends_title(passage):
            # only short lines between the number and the speaker or the vote: all of them are the title
            last = max(last, rank - 1)
            break
        if len(passage.text) > 160 or passage.text.rstrip().endswith((".", ";", ":")):
            break
    while last > 0 and _passed_over(passages[last]):
        last -= 1
    return _bounded(passages, 0, min(start, len(passages[0].text)), last)


def _ends_title(passage: Passage) -> bool:
    folded = fold(passage.text)
    return bool(is_speaker(passage.text) or MOVEMENT.search(folded)) or any(
        cue.start <= 3 and cue.zone in ("vote", "dispositif", "expose", "visas") for cue in cues_in(passage.text)
    )


def title_text(passages: Sequence[Passage], title: Title | None) -> str | None:
    """The title on one line."""
    if title is None:
        return None
    parts = []
    for rank in range(title.first, title.last + 1):
        text = passages[rank].text
        parts.append(text[title.start if rank == title.first else 0 : title.end if rank == title.last else len(text)])
    return " ".join(" ".join(parts).split()).strip(" -–;:") or None
