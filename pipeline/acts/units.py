"""Passages of one document -> its units: the acts of minutes, one act, or the document as a whole."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

import msgspec

from pipeline.acts import decision_date
from pipeline.acts.collectivites import name_in
from pipeline.acts.facts import declared_receipt, keys_of, outcome_of, stamp_doubts, visas_of, votes_of
from pipeline.acts.matieres import matiere_in, nomenclature
from pipeline.acts.numbers import number_in
from pipeline.acts.places import Place, place_of
from pipeline.acts.scdl import declared
from pipeline.acts.sections import sections_of
from pipeline.acts.split import Start, act_starts, closing_start
from pipeline.acts.stamps import identifiers, stamp_in
from pipeline.acts.titles import title_of_act, title_of_item, title_text
from pipeline.acts.zones import act_zones, document_zones, text_of
from pipeline.records import Document, Passage, Unit, Zone, ZoneSpan

OPENING_PASSAGES = 40
"""Passages of the front where minutes and reports tell their date and collectivité: the first two pages."""

OPENING_CHARACTERS = 20_000
"""The same as a bound on length: a text without line ends is one endless passage."""

_HEAD: tuple[Zone, ...] = ("header", "session", "presence", "heading")
_TAIL: tuple[Zone, ...] = ("stamp", "executoire", "signatures")
_NO_ACTS = ("report", "article", "law")
_ENOUGH_MARKS = 0.5
"""Share of the marks of an act from which a document of undeclared genre is one; see `_marks`."""


class _Source(NamedTuple):
    """What every unit of one document shares."""

    document: Document
    front: str  # text of the opening of the document
    scdl: dict[str, str]  # values of an SCDL row


class _Part(NamedTuple):
    """The passages of one unit, and its place in the document."""

    source: _Source
    passages: Sequence[Passage]
    rank: int  # of the unit
    offset: int  # rank of its first passage

    @property
    def text(self) -> str:
        """The whole text."""
        return "\n".join(passage.text for passage in self.passages)


class _Reading(NamedTuple):
    """What was read of an act before its metadata."""

    zones: list[ZoneSpan]
    title: str | None
    number: str | None
    sessions: list[str]  # texts where the session may be told, nearest first
    identity: str  # text that names the collectivité
    receipt: str  # text of stamps and closing lines


def units_of(passages: Sequence[Passage], document: Document, *, minutes: bool, split: bool = True) -> list[Unit]:
    """The units of one document, in order, without overlap; together they hold every passage.

    Args:
        passages: clean passages of the document, in reading order.
        document: its catalogue record.
        minutes: its genre may hold several acts.
        split: look for them.

    Returns:
        One unit an act; what stands before the first act of minutes, and any document that holds no act,
        as a unit of kind `document`. Nothing for a document without passages.
    """
    if not passages:
        return []
    front = _opening(passages)
    source = _Source(document, front, declared(document.extra))
    whole = _Part(source, passages, 0, 0)
    if minutes:
        starts = act_starts(passages) if split else []
        return _acts_of_minutes(whole, starts) if starts else [_document(whole, "unsplit")]
    if document.genre in _NO_ACTS:
        return [_document(whole)]
    act = _single(whole)
    if document.genre == "deliberation" or source.scdl:
        return [act] if act.confidence > 0 or source.scdl else [_document(whole, "no mark of an act found")]
    return [act] if act.confidence >= _ENOUGH_MARKS and _decides(act) else [_document(whole)]


def _opening(passages: Sequence[Passage]) -> str:
    return "\n".join(passage.text for passage in passages[:OPENING_PASSAGES])[:OPENING_CHARACTERS]


def _decides(unit: Unit) -> bool:
    found = {span.zone for span in unit.zones}
    return bool(found & {"formula", "dispositif", "vote"}) and bool(
        unit.number or unit.stamp or found & {"header", "session", "presence", "signatures"}
    )


def _acts_of_minutes(whole: _Part, starts: Sequence[Start]) -> list[Unit]:
    source, passages = whole.source, whole.passages
    units = []
    if starts[0].passage > 0:
        units.append(_document(_Part(source, passages[: starts[0].passage], 0, 0), "front matter"))
    last = starts[-1].passage
    close = last + closing_start(passages[last:])
    ends = [start.passage for start in starts[1:]] + [close]
    for start, end in zip(starts, ends, strict=True):
        units.append(_item(_Part(source, passages[start.passage : end], len(units), start.passage), start))
    if close < len(passages):
        units.append(_document(_Part(source, passages[close:], len(units), close), "closing matter"))
    return units


def _document(part: _Part, warning: str = "") -> Unit:
    """A unit of kind `document`; with a warning, the rest of minutes or of an act that could not be read."""
    document = part.source.document
    opening = _opening(part.passages)
    decision = (
        decision_date.of_act(document, [], [opening, part.source.front], part.text)
        if warning
        else decision_date.of_document(document, opening, part.text, decision_date.title_page(part.passages))
    )
    heading = next((passage.text for passage in part.passages if passage.role == "heading"), None)
    name = document.publisher or ((name_in(opening) or name_in(part.source.front)) if warning else None)
    place = place_of(name, document.insee, document.siren, None, part.source.front)
    return msgspec.structs.replace(
        _blank(part, "document", decision, document_zones(part.passages), place),
        title=document.title or (" ".join(heading.split()) if heading else None),
        siren=document.siren,
        warnings=([warning] if warning else []) + decision.warnings + list(place.warnings),
    )


def _single(part: _Part, front: str = "") -> Unit:
    """A document that is one act, or one of several extracts: it has a header of its own."""
    title = title_of_act(part.passages)
    zones = act_zones(part.passages, title, minutes=False, letterhead="#row=" not in part.source.document.source)
    head, tail = text_of(part.passages, zones, _HEAD), text_of(part.passages, zones, _TAIL)
    number = number_in(text_of(part.passages, zones, ("header", "session", "heading")))
    alone = not front
    named = title_text(part.passages, title) or (part.source.document.title if alone else None)
    reading = _Reading(
        zones,
        named or part.source.scdl.get("DELIB_OBJET"),
        number.number if number else None,
        [head, tail] if alone else [head, tail, front],
        head if alone or name_in(head) else front,
        f"{head}\n{tail}",
    )
    return _act(part, reading)


def _item(part: _Part, start: Start) -> Unit:
    """One act cut out of minutes."""
    front = part.source.front
    if start.extract:
        return _single(part, front)
    title = title_of_item(part.passages, start.title_start)
    zones = act_zones(part.passages, title, minutes=True)
    receipt = text_of(part.passages, zones, ("stamp",))
    return _act(part, _Reading(zones, title_text(part.passages, title), start.number, [front], front, receipt))


def _act(part: _Part, reading: _Reading) -> Unit:
    """A unit of kind `act`, with its metadata."""
    document, scdl = part.source.document, part.source.scdl
    codes = identifiers(part.text) or (identifiers(decision_date.file_name(document)) if part.rank == 0 else [])
    valid = [code for code in codes if code.valid]
    decision = decision_date.of_act(document, valid, reading.sessions, part.text)
    stamp = stamp_in(reading.receipt) or declared_receipt(scdl)
    votes, doubts = votes_of(part.passages, reading.zones, scdl)
    code = scdl.get("DELIB_MATIERE_CODE")
    siren, siret, unlike = keys_of(document.siren, scdl, valid, f"{reading.identity}\n{reading.receipt}")
    name = document.publisher or scdl.get("COLL_NOM") or name_in(reading.identity)
    place = place_of(name, document.insee, siren, valid[0].department if valid else None, reading.identity)
    unit = msgspec.structs.replace(
        _blank(part, "act", decision, reading.zones, place),
        title=reading.title,
        number=reading.number or scdl.get("DELIB_ID") or (valid[0].number if valid else None),
        siren=siren,
        siret=siret,
        matiere=code if code in nomenclature() else matiere_in(reading.receipt),
        votes=votes,
        visas=visas_of(part.passages, reading.zones),
        outcome=outcome_of(part.passages, reading.zones, votes),
        stamp=stamp,
        warnings=[*decision.warnings, *stamp_doubts(codes, stamp, decision.date), *unlike, *place.warnings, *doubts],
    )
    return msgspec.structs.replace(unit, confidence=_marks(unit))


def _blank(
    part: _Part, kind: Literal["act", "document"], decision: decision_date.Decision, zones: list[ZoneSpan], place: Place
) -> Unit:
    """A unit with its passages, its date, its zones and its collectivité."""
    doc_id, passages = part.source.document.doc_id, part.passages
    return Unit(
        unit_id=f"{doc_id}:u{part.rank}", doc_id=doc_id, kind=kind,
        passage_first=part.offset, passage_last=part.offset + len(passages) - 1,
        page_first=min(passage.page_first for passage in passages),
        page_last=max(passage.page_last for passage in passages),
        title=None, number=None, date=decision.date, date_source=decision.source, year=decision.year,
        collectivite=place.name, insee=place.insee, siren=None, siret=None, matiere=None, votes=None, visas=[], stamp=None,
        level=place.level, department=place.department, region=place.region, population=place.population,
        homonyms=list(place.homonyms),
        zones=zones, sections=sections_of(passages, part.offset), confidence=0.0, warnings=decision.warnings,
        ocr_confidence=_ocr_confidence(passages),
    )  # fmt: skip


def _ocr_confidence(passages: Sequence[Passage]) -> float | None:
    """Mean confidence of the passages read by OCR, each weighted by its words."""
    read = [(p.ocr_confidence, p.words) for p in passages if p.ocr_confidence is not None and p.words]
    words = sum(count for _, count in read)
    return sum(confidence * count for confidence, count in read) / words if words else None


def _marks(unit: Unit) -> float:
    """Share of the marks of an act that were found: heading, day, number, title, motives, decision, closing.

    An act cut out of minutes can have neither header nor closing of its own.
    """
    zones = {span.zone for span in unit.zones}
    common = [
        unit.date_source in ("text", "stamp"),
        unit.number is not None,
        unit.title is not None,
        bool(zones & {"formula", "dispositif", "vote"}),
    ]
    if not zones & {"header", "session", "presence", "signatures", "executoire", "stamp"}:
        return sum(common) / len(common)
    whole = [
        bool(zones & {"header", "session", "presence"}) and unit.number is not None,
        bool(zones & {"visas", "considerants", "expose"}),
        bool(zones & {"signatures", "executoire", "stamp"}),
    ]
    return sum([*common, *whole]) / (len(common) + len(whole))
