"""Passages of one document -> its units: the acts of minutes, one act, or the document as a whole."""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from pipeline.acts import decision_date
from pipeline.acts.collectivites import insee_of, name_in, siren_in, siret_in
from pipeline.acts.matieres import matiere_in, nomenclature
from pipeline.acts.numbers import number_in
from pipeline.acts.scdl import count_in, declared
from pipeline.acts.sections import sections_of
from pipeline.acts.split import Start, act_starts
from pipeline.acts.stamps import ActIdentifier, identifiers, luhn, stamp_in
from pipeline.acts.titles import title_of_act, title_of_item, title_text
from pipeline.acts.visas import visa_starts, visas_in
from pipeline.acts.votes import votes_in
from pipeline.acts.zones import act_zones, document_zones, text_of
from pipeline.records import Document, Passage, Stamp, Unit, Visa, Votes, Zone, ZoneSpan

OPENING_PASSAGES = 40
"""Passages of the front where minutes and reports tell their date and collectivité: the first two pages."""

_HEAD: tuple[Zone, ...] = ("header", "presence", "heading")
_TAIL: tuple[Zone, ...] = ("stamp", "executoire", "signatures")
_NO_ACTS = ("report", "article", "law")
_ENOUGH_MARKS = 0.5
"""Share of the marks of an act from which a document of undeclared genre is one; see `_marks`."""


class _Source(NamedTuple):
    """What every unit of one document shares."""

    document: Document
    front: str  # text of the opening of the document
    scdl: dict[str, str]  # values of an SCDL row


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
    front = "\n".join(passage.text for passage in passages[:OPENING_PASSAGES])
    source = _Source(document, front, declared(document.extra))
    if minutes:
        starts = act_starts(passages) if split else []
        return _acts_of_minutes(source, passages, starts) if starts else [_whole(source, passages, 0, 0, ["unsplit"])]
    if document.genre in _NO_ACTS:
        return [_whole(source, passages, 0, 0, [])]
    act = _single(source, passages)
    if document.genre == "deliberation" or source.scdl:
        return [act] if act.confidence or source.scdl else [_whole(source, passages, 0, 0, ["no mark of an act found"])]
    return [act] if act.confidence >= _ENOUGH_MARKS and _decides(act) else [_whole(source, passages, 0, 0, [])]


def _decides(unit: Unit) -> bool:
    found = {span.zone for span in unit.zones}
    return bool(found & {"dispositif", "vote"}) and bool(unit.number or unit.stamp or found & {"header", "presence", "signatures"})


def _acts_of_minutes(source: _Source, passages: Sequence[Passage], starts: Sequence[Start]) -> list[Unit]:
    units = []
    if starts[0].passage > 0:
        units.append(_whole(source, passages[: starts[0].passage], 0, 0, ["front matter"]))
    ends = [start.passage for start in starts[1:]] + [len(passages)]
    for start, end in zip(starts, ends, strict=True):
        units.append(_item(source, passages[start.passage : end], start, len(units)))
    return units


def _whole(source: _Source, passages: Sequence[Passage], rank: int, offset: int, warnings: list[str]) -> Unit:
    """A unit of kind `document`."""
    document = source.document
    opening = "\n".join(passage.text for passage in passages[:OPENING_PASSAGES])
    decision = decision_date.of_document(document, opening, "\n".join(passage.text for passage in passages))
    heading = next((passage.text for passage in passages if passage.role == "heading" and passage.text.strip()), None)
    minutes = bool(warnings)
    return _unit(
        source, passages, rank, offset, "document",
        title=document.title or (" ".join(heading.split()) if heading else None),
        decision=decision, zones=document_zones(passages), warnings=[*warnings, *decision.warnings],
        collectivite=document.publisher or (name_in(opening) if minutes else None),
    )  # fmt: skip


def _single(source: _Source, passages: Sequence[Passage]) -> Unit:
    """A document that is one act."""
    title = title_of_act(passages)
    zones = act_zones(passages, title, minutes=False)
    head, tail = text_of(passages, zones, _HEAD), text_of(passages, zones, _TAIL)
    number = number_in(text_of(passages, zones, ("header", "heading"))) or number_in(head)
    named = title_text(passages, title) or source.document.title or source.scdl.get("DELIB_OBJET")
    return _act(
        source, passages, 0, 0, zones, title=named, number=number.number if number else None,
        headers=[head, tail], header=head, tail=f"{head}\n{tail}",
    )  # fmt: skip


def _item(source: _Source, passages: Sequence[Passage], start: Start, rank: int) -> Unit:
    """One act cut out of minutes."""
    own_header = start.number is not None and not start.number.isdigit()
    title = title_of_act(passages) if own_header else title_of_item(passages, start.title_start)
    zones = act_zones(passages, title, minutes=not own_header)
    head = text_of(passages, zones, _HEAD) if own_header else ""
    tail = text_of(passages, zones, ("stamp",) if not own_header else _TAIL)
    return _act(
        source, passages, rank, start.passage, zones, title=title_text(passages, title), number=start.number,
        headers=[head, source.front], header=head or source.front, tail=tail,
    )  # fmt: skip


def _act(
    source: _Source, passages: Sequence[Passage], rank: int, offset: int, zones: list[ZoneSpan], *,
    title: str | None, number: str | None, headers: list[str], header: str, tail: str,
) -> Unit:  # fmt: skip
    document, scdl, text = source.document, source.scdl, "\n".join(passage.text for passage in passages)
    codes = identifiers(text) or (identifiers(decision_date.file_name(document)) if rank == 0 else [])
    valid = [code for code in codes if code.valid]
    decision = decision_date.of_act(document, valid, headers, text)
    warnings = decision.warnings + [f"identifier with a wrong key: {code.text}" for code in codes if not code.valid]
    if len({code.text for code in valid}) > 1:
        warnings.append("several act identifiers: " + ", ".join(sorted({code.text for code in valid})))
    stamp = stamp_in(tail)
    if stamp and stamp.received and decision.date and stamp.received < decision.date:
        warnings.append(f"received {stamp.received}, before the decision {decision.date}")
    votes, doubts = _votes(passages, zones, scdl)
    code = scdl.get("DELIB_MATIERE_CODE")
    unit = _unit(
        source, passages, rank, offset, "act", title=title, decision=decision, zones=zones, warnings=[*warnings, *doubts],
        collectivite=document.publisher or scdl.get("COLL_NOM") or name_in(header), code=valid[0] if valid else None,
        identity=header if source.front in header else f"{header}\n{tail}",
    )  # fmt: skip
    unit = msgspec.structs.replace(
        unit,
        number=number or scdl.get("DELIB_ID") or (valid[0].number if valid else None),
        matiere=code if code in nomenclature() else matiere_in(tail),
        votes=votes, stamp=_stamp(stamp, scdl), visas=_visas(passages, zones),
    )  # fmt: skip
    return msgspec.structs.replace(unit, confidence=_marks(unit))


def _unit(
    source: _Source, passages: Sequence[Passage], rank: int, offset: int, kind: str, *, title: str | None,
    decision: decision_date.Decision, zones: list[ZoneSpan], warnings: list[str], collectivite: str | None,
    code: ActIdentifier | None = None, identity: str = "",
) -> Unit:  # fmt: skip
    document = source.document
    siret = source.scdl.get("COLL_SIRET", "").replace(" ", "") or siret_in(identity)
    if siret and not (len(siret) == 14 and luhn(siret)):
        siret, warnings = None, [*warnings, f"SIRET with a wrong key: {siret}"]
    printed = code.siren if code else siret[:9] if siret else siren_in(identity)
    if document.siren and printed and printed != document.siren:
        warnings = [*warnings, f"SIREN differ: {document.siren} (metadata), {printed} (text)"]
    siren = document.siren or printed
    return Unit(
        unit_id=f"{document.doc_id}:u{rank}", doc_id=document.doc_id, kind="act" if kind == "act" else "document",
        passage_first=offset, passage_last=offset + len(passages) - 1,
        page_first=passages[0].page_first, page_last=max(passage.page_last for passage in passages),
        title=title, number=None, date=decision.date, date_source=decision.source, year=decision.year,
        collectivite=collectivite,
        insee=document.insee or (insee_of(siren, code.department if code else None) if siren else None),
        siren=siren, siret=siret, matiere=None, votes=None, visas=[], stamp=None, zones=zones,
        sections=sections_of(passages, offset), confidence=0.0, warnings=warnings,
    )  # fmt: skip


def _votes(
    passages: Sequence[Passage], zones: Sequence[ZoneSpan], scdl: dict[str, str]
) -> tuple[Votes | None, list[str]]:
    """The figures of an SCDL row where there is one, else those of the vote zone, else of the decision."""
    names = ("VOTE_EFFECTIF", "VOTE_POUR", "VOTE_CONTRE", "VOTE_ABSTENTION")
    effectif, pour, contre, abstentions = (count_in(scdl, name) for name in names)
    if any(value is not None for value in (effectif, pour, contre, abstentions)):
        return Votes(effectif, None, pour, contre, abstentions, None), []
    attendance = text_of(passages, zones, ("presence", "header"))
    vote = text_of(passages, zones, ("vote",)) or text_of(passages, zones, ("dispositif",))
    votes, doubts = votes_in(vote, attendance)
    if votes is not None and votes.unanime is None:
        formula, _ = votes_in(text_of(passages, zones, ("dispositif",)))
        votes = msgspec.structs.replace(votes, unanime=formula.unanime if formula else None)
    return votes, doubts


def _stamp(stamp: Stamp | None, scdl: dict[str, str]) -> Stamp | None:
    return stamp or (Stamp(None, None, scdl["PREF_DATE"][:10], None) if len(scdl.get("PREF_DATE", "")) >= 10 else None)


def _visas(passages: Sequence[Passage], zones: Sequence[ZoneSpan]) -> list[Visa]:
    texts = {passage.passage_id: passage.text for passage in passages}
    spans = [span for span in zones if span.zone == "visas"]
    found = []
    for rank, span in enumerate(spans):
        following = []
        for later in spans[rank + 1 :]:
            text = texts[later.passage_id][later.start : later.end]
            opening = visa_starts(text)
            following.append(text[: opening[0]] if opening else text)
            if opening:
                break
        for visa in visas_in(texts[span.passage_id][span.start : span.end], following):
            found.append(Visa(span.passage_id, span.start + visa.start, span.start + visa.end, visa.reference))
    return found


def _marks(unit: Unit) -> float:
    """Share of the marks of an act that were found: heading, day, number, title, motives, decision, closing.

    An act cut out of minutes can have neither header nor closing of its own.
    """
    zones = {span.zone for span in unit.zones}
    common = [
        unit.date_source in ("text", "stamp"),
        unit.number is not None,
        unit.title is not None,
        bool(zones & {"dispositif", "vote"}),
    ]
    if not zones & {"header", "presence", "signatures", "executoire", "stamp"}:
        return sum(common) / len(common)
    whole = [
        bool(zones & {"header", "presence"}) and unit.number is not None,
        bool(zones & {"visas", "considerants", "expose"}),
        bool(zones & {"signatures", "executoire", "stamp"}),
    ]
    return sum([*common, *whole]) / (len(common) + len(whole))
