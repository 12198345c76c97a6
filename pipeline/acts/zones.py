"""Zones of an act: a reader that walks through the passages and changes zone at each cue it believes.

The order of the zones varies and any may be missing: none is assumed. Every character of a unit belongs to
exactly one zone.
"""

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.acts.cues import MOVEMENT, Cue, cues_in, is_names, is_speaker, is_stamp
from pipeline.acts.fold import fold
from pipeline.acts.sections import zone_opened_by
from pipeline.records import Passage, Role, Zone, ZoneSpan

_OF_ROLE: dict[Role, Zone] = {"running": "header", "stamp": "stamp", "note": "note"}
"""Passages whose role alone decides; they do not end the zone around them."""

_OPENING: tuple[Zone, ...] = ("header", "presence", "heading")
_AFTER: tuple[Zone, ...] = ("vote", "signatures", "executoire")
_PROSE_WORDS = 25
"""Words from which a passage without any cue is the report itself: titles and names are shorter or all capitals."""


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
        self.held: Zone | None = None  # the zone that one stray line interrupts

    def believes(self, cue: Cue, text: str) -> bool:
        """Whether a cue is meant at this place."""
        opening = self.zone in _OPENING
        if cue.zone in ("header", "presence"):
            return opening or (cue.strong and self.zone not in ("visas", "considerants") and not self.minutes)
        if cue.zone == "heading":
            return opening
        if cue.zone in ("visas", "expose"):
            return self.zone not in ("dispositif", *_AFTER, "annex")
        if cue.zone == "considerants":
            return self.zone not in (*_AFTER, "annex")
        if cue.zone == "dispositif":
            article = fold(text[cue.start : cue.start + 7]) == "article"
            return self.zone in ("visas", "considerants", "dispositif") if article else self.zone not in (*_AFTER, "annex", "header", "presence") or cue.strong
        if cue.zone == "annex":
            return self.decided and self.zone in (*_AFTER, "dispositif", "annex") and len(text) <= 120
        if cue.zone in ("signatures", "executoire") and not cue.strong:
            return self.decided or self.zone in _AFTER
        return True

    def turn(self, zone: Zone) -> None:
        """Go on in another zone."""
        if zone == "executoire" and not self.decided:
            self.held = self.zone if self.zone != "executoire" else self.held
        else:
            self.held = None
        self.decided = self.decided or zone in ("dispositif", "vote", "signatures")
        self.zone = zone

    def rest(self, role: Role, text: str) -> None:
        """Go on with a stretch that opens with no cue: some zones end of themselves."""
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


def act_zones(passages: Sequence[Passage], title: Title | None, *, minutes: bool) -> list[ZoneSpan]:
    """The zones of one act.

    Args:
        passages: passages of the act, in reading order.
        title: where the title stands, from `titles`; None when none was found.
        minutes: the act was cut out of minutes: it begins with its title, and the debate follows the vote.

    Returns:
        Spans that cover every character once, in order.
    """
    reader = _Reader("heading" if minutes else "header", minutes=minutes)
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
            reader.zone = "expose"
            spans += _read(reader, passage, end, len(passage.text))
    return spans


def _read(reader: _Reader, passage: Passage, start: int, end: int) -> list[ZoneSpan]:
    """The zones of one stretch of a passage, and the reader moved on."""
    text = passage.text[start:end]
    if not text:
        return []
    fixed = _OF_ROLE.get(passage.role) or ("stamp" if is_stamp(text) else None)
    if fixed is None and reader.zone not in _OPENING and len(text) <= 400 and MOVEMENT.search(fold(text)):
        fixed = "presence"
    if fixed is not None:
        return [ZoneSpan(fixed, passage.passage_id, start, end)]
    cues = cues_in(text)
    if not cues or cues[0].start > 0:
        reader.rest(passage.role, text)
    cuts: list[tuple[int, Zone]] = [(0, reader.zone)]
    for cue in cues:
        if reader.believes(cue, text):
            reader.turn(cue.zone)
            cuts.append((cue.start, cue.zone))
    return _spans(passage.passage_id, cuts, start, end)


def _spans(passage_id: str, cuts: list[tuple[int, Zone]], start: int, end: int) -> list[ZoneSpan]:
    """Spans between cuts; neighbours of one zone are joined, empty ones dropped."""
    spans: list[ZoneSpan] = []
    for place, (cut, zone) in enumerate(cuts):
        stop = start + cuts[place + 1][0] if place + 1 < len(cuts) else end
        if spans and spans[-1].zone == zone:
            spans[-1] = ZoneSpan(zone, passage_id, spans[-1].start, stop)
        elif stop > start + cut:
            spans.append(ZoneSpan(zone, passage_id, start + cut, stop))
    return spans


def document_zones(passages: Sequence[Passage]) -> list[ZoneSpan]:
    """The zones of a report, an article, a law, or minutes that were not split: one zone a passage.

    Args:
        passages: passages of the document, in reading order.
    """
    spans: list[ZoneSpan] = []
    part: Zone = "body"
    for passage in passages:
        if passage.role == "heading":
            part = zone_opened_by(passage.text) or ("annex" if part == "annex" else "body")
        zone = _OF_ROLE.get(passage.role) or ("heading" if passage.role == "heading" else part)
        if passage.text:
            spans.append(ZoneSpan(zone, passage.passage_id, 0, len(passage.text)))
    return spans


def text_of(passages: Sequence[Passage], spans: Sequence[ZoneSpan], zones: Sequence[Zone]) -> str:
    """The text of some zones, one line a span."""
    texts = {passage.passage_id: passage.text for passage in passages}
    return "\n".join(texts[span.passage_id][span.start : span.end] for span in spans if span.zone in zones)
