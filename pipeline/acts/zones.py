"""Zones of an act: a reader that walks through the passages and changes zone at each cue it believes.

The order of the zones varies and any may be missing: none is assumed. Every character of a unit belongs to
exactly one zone.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from pipeline.acts.cues import DECIDES, MOVEMENT, Cue, cues_in, is_names, is_speaker, is_stamp
from pipeline.acts.details import refined
from pipeline.acts.fold import fold
from pipeline.acts.sections import zone_opened_by
from pipeline.records import Passage, Role, Zone, ZoneSpan

_OF_ROLE: dict[Role, Zone] = {"running": "header", "stamp": "stamp", "note": "note"}
"""Passages whose role alone decides; they do not end the zone around them."""

_OPENING: tuple[Zone, ...] = ("header", "presence", "heading")
_AFTER: tuple[Zone, ...] = ("vote", "signatures", "executoire")
_PROSE_WORDS = 25
"""Words from which a passage without any cue is the report itself: titles and names are shorter or all capitals."""

_ASKED = re.compile(r"\b(?:propose|demande|invite|prie)\w*\b[^.;:]{0,120}: ?$")
"""« Il est demandé au conseil municipal : », at the end of a stretch."""

_SHORT_LINE = 200
"""Code points up to which a passage is a line of its own rather than a sentence of the report."""


class Title(NamedTuple):
    """Where the title of an act stands: first and last passage, and the code points that bound it in them."""

    first: int
    start: int  # in the first passage
    last: int
    end: int  # in the last passage


class _Reader:
    """The zone at the reader's place, and what was read before."""

    def __init__(self, zone: Zone, *, minutes: bool) -> None:
        self.zone: Zone = zone
        self.minutes = minutes
        self.decided = False
        self.fresh = False  # just after the title: rapporteur, commission or attendance may still come
        self.held: Zone | None = None  # the zone that one stray line interrupts
        self.asked = False  # the council has just been asked to decide, and nothing of the decision has come

    def believes(self, cue: Cue, text: str) -> bool:
        """Whether a cue is meant at this place."""
        rule = _RULES.get(cue.zone)
        return rule is None or rule(self, cue, text)

    def turn(self, zone: Zone) -> None:
        """Go on in another zone; a header, a legal notice or a late visa holds the one around it for one stretch."""
        self.fresh = self.fresh and zone in ("header", "presence")
        stray = (
            (zone == "executoire" and not self.decided)
            or (zone == "header" and self.zone not in _OPENING)
            or (zone == "visas" and self.zone == "dispositif")
        )
        if not stray:
            self.held = None
        elif self.zone != zone:
            self.held = self.held or self.zone
        self.decided = self.decided or zone in ("dispositif", "vote", "signatures")
        self.zone = zone

    def rest(self, role: Role, text: str) -> None:
        """Go on with a stretch that opens with no cue: some zones end of themselves."""
        self.fresh = False
        if self.held is not None:
            self.zone, self.held = self.held, None
        prose = len(text.split()) >= _PROSE_WORDS and not is_names(text)
        if self.zone in _OPENING and (prose or is_speaker(text)):
            self.turn("expose")
        elif self.zone == "vote":
            short = len(text) <= 60 and not text.rstrip().endswith((".", ":"))
            self.zone = "vote" if role in ("table", "list") or short else "body"
        elif self.zone in ("signatures", "executoire") and prose:
            self.zone = "body" if self.minutes else "annex"


def _in_opening(reader: _Reader, cue: Cue, _text: str) -> bool:
    return reader.zone in _OPENING or reader.fresh or (cue.strong and not reader.minutes and cue.zone == "header")


def _before_decision(reader: _Reader, _cue: Cue, _text: str) -> bool:
    return reader.zone not in ("dispositif", *_AFTER, "annex")


def _visa(reader: _Reader, cue: Cue, text: str) -> bool:
    """After « Il est proposé au conseil : » the grounds may come before the first verb of the decision."""
    return _before_decision(reader, cue, text) or (reader.zone == "dispositif" and reader.asked)


def _considerant(reader: _Reader, _cue: Cue, _text: str) -> bool:
    return reader.zone not in (*_AFTER, "annex")


def _decision(reader: _Reader, cue: Cue, text: str) -> bool:
    """An article needs motives before it; in the debate after a vote only the formula itself is a decision."""
    if fold(text[cue.start : cue.start + 7]) == "article":
        return reader.zone in ("visas", "considerants", "dispositif")
    debate = reader.minutes and reader.decided and reader.zone != "dispositif"
    return cue.strong or (reader.zone not in ("header", "presence", "signatures", "executoire", "annex") and not debate)


def _ballot(reader: _Reader, cue: Cue, text: str) -> bool:
    """Inside a long sentence of the report, « adopté à l'unanimité » tells of another decision."""
    if cue.start > 0 and reader.zone in ("visas", "considerants"):
        return False
    if cue.start == 0 or len(text) <= _SHORT_LINE or reader.zone in ("dispositif", "vote"):
        return True
    return reader.minutes and not reader.decided and DECIDES.match(fold(text[cue.start :])) is not None


def _closing(reader: _Reader, cue: Cue, _text: str) -> bool:
    return cue.strong or reader.decided


def _annexed(reader: _Reader, _cue: Cue, text: str) -> bool:
    return reader.decided and reader.zone in (*_AFTER, "dispositif", "annex") and len(text) <= _SHORT_LINE


_RULES: dict[Zone, Callable[[_Reader, Cue, str], bool]] = {
    "header": _in_opening, "presence": _in_opening, "heading": _in_opening,
    "visas": _visa, "expose": _before_decision, "considerants": _considerant,
    "dispositif": _decision, "vote": _ballot, "signatures": _closing, "executoire": _closing, "annex": _annexed,
}  # fmt: skip
"""Where the cue of each zone is believed."""


def act_zones(
    passages: Sequence[Passage], title: Title | None, *, minutes: bool, letterhead: bool = True
) -> list[ZoneSpan]:
    """The zones of one act.

    Args:
        passages: passages of the act, in reading order.
        title: where the title stands, from `titles`; None when none was found.
        minutes: the act was cut out of minutes: it begins with its title, and the debate follows the vote.
        letterhead: False for the row of a table, which begins with its object.

    Returns:
        Spans that cover every character once, in order.
    """
    reader = _Reader("header" if letterhead and not minutes else "heading", minutes=minutes)
    spans: list[ZoneSpan] = []
    for rank, passage in enumerate(passages):
        if title is None or not title.first <= rank <= title.last:
            spans += _read(reader, passage, 0, len(passage.text))
            continue
        start = title.start if rank == title.first else 0
        end = title.end if rank == title.last else len(passage.text)
        spans += _read(reader, passage, 0, start)
        if start < end:
            spans.append(ZoneSpan("heading", passage.passage_id, start, end))
        if rank == title.last:
            reader.zone, reader.fresh = "expose", True
            spans += _read(reader, passage, end, len(passage.text))
    return refined(_joined(spans), {passage.passage_id: passage.text for passage in passages})


def _joined(spans: list[ZoneSpan]) -> list[ZoneSpan]:
    """Neighbours of one zone on one passage made one."""
    joined: list[ZoneSpan] = []
    for span in spans:
        last = joined[-1] if joined else None
        if last is not None and (last.zone, last.passage_id, last.end) == (span.zone, span.passage_id, span.start):
            joined[-1] = ZoneSpan(span.zone, span.passage_id, last.start, span.end)
        else:
            joined.append(span)
    return joined


def _read(reader: _Reader, passage: Passage, start: int, end: int) -> list[ZoneSpan]:
    """The zones of one stretch of a passage, and the reader moved on."""
    text = passage.text[start:end]
    if not text:
        return []
    cues = cues_in(text)
    fixed = _fixed(reader, passage, text, cues)
    if fixed is not None:
        return [ZoneSpan(fixed, passage.passage_id, start, end)]
    if not cues or cues[0].start > 0:
        # « VILLE DE X - Extrait du registre … L'an … »: what leads to a header is no report, long as the passage is
        opening = next((cue.start for cue in cues if cue.zone == "header" and cue.strong), len(text))
        reader.rest(passage.role, text[:opening])
    cuts: list[tuple[int, Zone]] = [(0, reader.zone)]
    for cue in cues:
        if reader.believes(cue, text):
            reader.turn(cue.zone)
            cuts.append((cue.start, cue.zone))
    reader.asked = reader.zone == "dispositif" and _ASKED.search(fold(text)) is not None
    return _spans(passage.passage_id, cuts, start, end)


def _fixed(reader: _Reader, passage: Passage, text: str, cues: Sequence[Cue]) -> Zone | None:
    """The zone of a stretch that stands apart from those around it: furniture, receipts, persons."""
    if any(cue.zone == "vote" and cue.strong for cue in cues) and passage.role == "running":
        return None  # « Adopté à l'unanimité » closes so many pages that it passes for a running foot
    if passage.role in _OF_ROLE or is_stamp(text):
        return _OF_ROLE.get(passage.role, "stamp")
    if reader.zone not in _OPENING and len(text) <= 400 and MOVEMENT.search(fold(text)):
        return "presence"
    alone = not cues and reader.zone in ("vote", "body") and re.fullmatch(r"\D{4,60}", text) and is_names(text)
    return "presence" if alone else None


def _spans(passage_id: str, cuts: list[tuple[int, Zone]], start: int, end: int) -> list[ZoneSpan]:
    """Spans between cuts, empty ones dropped."""
    stops = [start + cut for cut, _ in cuts[1:]] + [end]
    return [
        ZoneSpan(zone, passage_id, start + cut, stop)
        for (cut, zone), stop in zip(cuts, stops, strict=True)
        if start + cut < stop
    ]


def document_zones(passages: Sequence[Passage]) -> list[ZoneSpan]:
    """The zones of a report, an article, a law, or minutes that were not split: one zone a passage.

    Args:
        passages: passages of the document, in reading order.
    """
    spans: list[ZoneSpan] = []
    part: Zone = "body"
    title = _title_rank(passages)
    for rank, passage in enumerate(passages):
        if passage.role == "heading" and rank != title:
            part = zone_opened_by(passage.text) or ("annex" if part == "annex" else "body")
        headed: Zone = "title" if rank == title else "heading"
        zone = _OF_ROLE.get(passage.role) or (headed if passage.role == "heading" else part)
        if passage.text:
            spans.append(ZoneSpan(zone, passage.passage_id, 0, len(passage.text)))
    return spans


def _title_rank(passages: Sequence[Passage]) -> int | None:
    """Rank of the title: of the headings of the first page, the first of the highest level."""
    first = [rank for rank, passage in enumerate(passages) if passage.role == "heading" and passage.page_first == 1]
    return min(first, key=lambda rank: (passages[rank].level or 1, rank), default=None)
