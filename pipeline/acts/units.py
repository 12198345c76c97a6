"""Passages of one document -> its units: the acts of minutes, one act, or the document as a whole."""

from collections.abc import Sequence

import msgspec

from pipeline.acts import decision_date
from pipeline.acts.act import Options, Part, Reading, Source, act_of, blank
from pipeline.acts.collectivites import name_in
from pipeline.acts.lacunae import lacunae_of
from pipeline.acts.located import located, opening
from pipeline.acts.numbers import number_in
from pipeline.acts.places import place_of
from pipeline.acts.scdl import declared
from pipeline.acts.split import Start, act_starts, closing_start
from pipeline.acts.titles import title_of_act, title_of_item
from pipeline.acts.zones import act_zones, document_zones
from pipeline.records import Document, Passage, Unit, Zone

OPENING_PASSAGES = 40
"""Passages of the front where minutes and reports tell their date and collectivité: the first two pages."""

OPENING_CHARACTERS = 20_000
"""The same as a bound on length: a text without line ends is one endless passage."""

_HEAD: tuple[Zone, ...] = ("header", "session", "presence", "heading")
_TAIL: tuple[Zone, ...] = ("stamp", "executoire", "signatures")
_NO_ACTS = ("report", "article", "law")
_ENOUGH_MARKS = 0.5
"""Share of the marks of an act from which a document of undeclared genre is one; see `Unit.confidence`."""


def units_of(
    passages: Sequence[Passage], document: Document, *, minutes: bool, options: Options | None = None
) -> list[Unit]:
    """The units of one document, in order, without overlap; together they hold every passage.

    Args:
        passages: clean passages of the document, in reading order.
        document: its catalogue record.
        minutes: its genre may hold several acts.
        options: settings of the stage; the defaults where none are given.

    Returns:
        One unit an act; what stands before the first act of minutes, and any document that holds no act,
        as a unit of kind `document`. Nothing for a document without passages.
    """
    if not passages:
        return []
    front = opening(passages[:OPENING_PASSAGES], OPENING_CHARACTERS)
    source = Source(document, front, declared(document.extra), options or Options())
    return _with_lacunae(_cut(Part(source, passages, 0, 0), minutes=minutes), passages)


def _cut(whole: Part, *, minutes: bool) -> list[Unit]:
    source, passages = whole.source, whole.passages
    if minutes:
        starts = act_starts(passages) if source.options.split else []
        return _acts_of_minutes(whole, starts) if starts else [_document(whole, "unsplit")]
    if source.document.genre in _NO_ACTS:
        return [_document(whole)]
    act = _single(whole)
    if source.document.genre == "deliberation" or source.scdl:
        return [act] if act.confidence > 0 or source.scdl else [_document(whole, "no mark of an act found")]
    return [act] if act.confidence >= _ENOUGH_MARKS and _decides(act) else [_document(whole)]


def _with_lacunae(units: list[Unit], passages: Sequence[Passage]) -> list[Unit]:
    """The units, those beside a lost page warned."""
    for gap in lacunae_of(passages):
        units = [
            msgspec.structs.replace(unit, warnings=[*unit.warnings, gap.warning])
            if unit.page_first <= gap.page + 1 and unit.page_last >= gap.page
            else unit
            for unit in units
        ]
    return units


def _decides(unit: Unit) -> bool:
    found = {span.zone for span in unit.zones}
    return bool(found & {"formula", "dispositif", "vote"}) and bool(
        unit.number or unit.stamp or found & {"header", "session", "presence", "signatures"}
    )


def _acts_of_minutes(whole: Part, starts: Sequence[Start]) -> list[Unit]:
    passages = whole.passages
    front = opening(passages[: starts[0].passage], OPENING_CHARACTERS).text
    source = whole.source._replace(attendance=front)
    units = []
    if starts[0].passage > 0:
        units.append(_document(Part(source, passages[: starts[0].passage], 0, 0), "front matter"))
    last = starts[-1].passage
    close = last + closing_start(passages[last:])
    ends = [start.passage for start in starts[1:]] + [close]
    for start, end in zip(starts, ends, strict=True):
        units.append(_item(Part(source, passages[start.passage : end], len(units), start.passage), start))
    if close < len(passages):
        units.append(_document(Part(source, passages[close:], len(units), close), "closing matter"))
    return units


def _document(part: Part, warning: str = "") -> Unit:
    """A unit of kind `document`; with a warning, the rest of minutes or of an act that could not be read."""
    document, front = part.source.document, part.source.front
    head = opening(part.passages[:OPENING_PASSAGES], OPENING_CHARACTERS)
    text, collected = part.whole.text, part.source.options.collected
    decision = (
        decision_date.of_act(document, [], [head, front], text, collected)
        if warning
        else decision_date.of_document(document, head, text, decision_date.title_page(part.passages), collected)
    )
    heading = next((passage.text for passage in part.passages if passage.role == "heading"), None)
    name = document.publisher or ((name_in(head.text) or name_in(front.text)) if warning else None)
    place = place_of(name, document.insee, document.siren, None, front.text)
    return msgspec.structs.replace(
        blank(part, "document", decision, document_zones(part.passages), place),
        title=document.title or (" ".join(heading.split()) if heading else None),
        siren=document.siren,
        warnings=([warning] if warning else []) + decision.warnings + list(place.warnings),
    )


def _single(part: Part, *, alone: bool = True) -> Unit:
    """A document that is one act, or one of several extracts: it has a header of its own."""
    document, scdl = part.source.document, part.source.scdl
    title = title_of_act(part.passages)
    zones = act_zones(part.passages, title, minutes=False, letterhead="#row=" not in document.source)
    head = located(part.passages, zones, _HEAD)
    tail = located(part.passages, zones, _TAIL)
    number = number_in(located(part.passages, zones, ("header", "session", "heading")).text)
    reading = Reading(
        zones,
        title,
        number.number if number else None,
        [head, tail] if alone else [head, tail, part.source.front],
        head if alone or name_in(head.text) else part.source.front,
        located(part.passages, zones, (*_HEAD, *_TAIL)),
    )
    return act_of(part, reading, (document.title if alone else None) or scdl.get("DELIB_OBJET"))


def _item(part: Part, start: Start) -> Unit:
    """One act cut out of minutes."""
    front = part.source.front
    if start.extract:
        return _single(part, alone=False)
    title = title_of_item(part.passages, start.title_start)
    zones = act_zones(part.passages, title, minutes=True)
    return act_of(part, Reading(zones, title, start.number, [front], front, located(part.passages, zones, ("stamp",))))
