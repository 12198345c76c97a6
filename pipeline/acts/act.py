"""One act: its unit with every field that the text, the receipt, the catalogue or a declared row tells."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

import msgspec

from pipeline.acts import decision_date, evidence
from pipeline.acts.collectivites import name_in, siren_in, siret_in
from pipeline.acts.credits import Persons, commission_in, person_as, rapporteur_in
from pipeline.acts.decision_date import Candidate, Decision
from pipeline.acts.evidence import Read, where
from pipeline.acts.facts import (
    amounts_of,
    declared_receipt,
    first_found,
    keys_of,
    outcome_of,
    partners_of,
    stamp_doubts,
    visas_of,
    votes_of,
)
from pipeline.acts.located import Located, Place, joined, located
from pipeline.acts.matieres import matiere_in, nomenclature
from pipeline.acts.places import Place as Territory
from pipeline.acts.places import place_of
from pipeline.acts.sections import sections_of
from pipeline.acts.stamps import ActIdentifier, identifiers, stamp_in
from pipeline.acts.titles import title_text
from pipeline.acts.zones import Title
from pipeline.records import Document, Evidence, Passage, Unit, ZoneSpan


class Options(NamedTuple):
    """The settings that reading an act depends on; see `[acts]` in corpus.toml."""

    split: bool = True
    persons: Persons = "hash"
    collected: str = ""


class Source(NamedTuple):
    """What every unit of one document shares."""

    document: Document
    front: Located  # the opening of the document
    scdl: dict[str, str]  # values of an SCDL row
    options: Options
    attendance: str = ""  # what stands before the first act of minutes: the members are counted there


class Part(NamedTuple):
    """The passages of one unit, and its place in the document."""

    source: Source
    passages: Sequence[Passage]
    rank: int  # of the unit
    offset: int  # rank of its first passage

    @property
    def whole(self) -> Located:
        """The whole text."""
        return joined((passage.text, Place(passage.passage_id, 0, len(passage.text))) for passage in self.passages)


class Reading(NamedTuple):
    """What was read of an act before its metadata."""

    zones: list[ZoneSpan]
    title: Title | None
    number: str | None
    sessions: list[Located]  # texts where the session may be told, nearest first
    identity: Located  # text that names the collectivité
    receipt: Located  # text of stamps and closing lines


class _Codes(NamedTuple):
    """The act identifiers of one unit, and where each is printed (null: in the name of the file)."""

    all: list[ActIdentifier]
    places: list[Place | None]

    @property
    def valid(self) -> list[ActIdentifier]:
        return [code for code in self.all if code.valid]

    def days(self) -> list[Candidate]:
        pairs = zip(self.all, self.places, strict=True)
        return [Candidate(code.date, "stamp", "act identifier", place) for code, place in pairs if code.valid]


def act_of(part: Part, reading: Reading, name: str | None = None) -> Unit:
    """A unit of kind `act`, with its metadata.

    Args:
        part: its passages.
        reading: its zones, title and number.
        name: title of a document that prints none.
    """
    scdl, whole = part.source.scdl, part.whole
    codes = _codes(part, whole)
    dated = decision_date.of_act(
        part.source.document, codes.days(), reading.sessions, whole.text, part.source.options.collected
    )
    stamp = stamp_in(reading.receipt.text) or declared_receipt(scdl)
    vote = votes_of(part.passages, reading.zones, scdl, part.source.attendance)
    outcome, decided = outcome_of(part.passages, reading.zones, vote.votes)
    unit, told, doubts = _identified(part, reading, codes, dated)
    title = title_text(part.passages, reading.title) or name
    numbers = [
        Read(reading.number, "text", where(whole, reading.number)),
        Read(scdl.get("DELIB_ID"), "metadata"),
        Read(codes.valid[0].number if codes.valid and not reading.number else None, "stamp"),
    ]
    told = [
        *unit.evidence,
        *evidence.readings("number", numbers),
        *evidence.readings("title", [_title_read(part, reading.title, title)]),
        *told,
        *evidence.of_identifiers(codes.all, codes.places),
        *evidence.of_votes(vote.votes, vote.place),
        *evidence.readings("outcome", [Read(outcome, "text", decided or vote.place)]),
    ]
    unit = msgspec.structs.replace(
        unit,
        title=title,
        number=next((read.value for read in numbers if read.value), None),
        votes=vote.votes,
        visas=visas_of(part.passages, reading.zones),
        amounts=amounts_of(part.passages, reading.zones),
        partners=partners_of(part.passages, reading.zones, title),
        outcome=outcome,
        stamp=stamp,
        evidence=told,
        warnings=[*dated.warnings, *stamp_doubts(codes.all, stamp, dated.date), *doubts, *vote.doubts],
    )
    unit = _credited(unit, part, reading)
    return msgspec.structs.replace(unit, confidence=_marks(unit))


def _codes(part: Part, whole: Located) -> _Codes:
    found = identifiers(whole.text)
    if found or part.rank:
        return _Codes(found, [whole.place(code.start, code.end) for code in found])
    named = identifiers(decision_date.file_name(part.source.document))
    return _Codes(named, [None] * len(named))


def _title_read(part: Part, title: Title | None, text: str | None) -> Read:
    if title is None:
        return Read(text, "metadata")
    first = part.passages[title.first]
    end = title.end if title.first == title.last else len(first.text)
    return Read(text, "text", Place(first.passage_id, title.start, end))


def _identified(part: Part, reading: Reading, codes: _Codes, dated: Decision) -> tuple[Unit, list[Evidence], list[str]]:
    """A unit with its collectivité, its keys and its matière; what they were read from, and the doubts."""
    document, scdl = part.source.document, part.source.scdl
    valid, texts = codes.valid, (reading.identity, reading.receipt)
    ends = [text.text for text in texts]
    siren, siret, doubts = keys_of(document.siren, scdl, valid, ends)
    printed = name_in(reading.identity.text)
    name = document.publisher or scdl.get("COLL_NOM") or printed
    place = place_of(name, document.insee, siren, valid[0].department if valid else None, reading.identity.text)
    code, own = scdl.get("DELIB_MATIERE_CODE"), matiere_in(reading.receipt.text)
    declared = code if code in nomenclature() else None
    told = [
        *evidence.readings("collectivite", [
            Read(document.publisher, "metadata"), Read(scdl.get("COLL_NOM"), "metadata"),
            Read(printed, "text", where(reading.identity, printed)),
        ]),
        *evidence.readings("siren", [
            Read(document.siren, "metadata"),
            Read(valid[0].siren if valid else None, "stamp", codes.places[codes.all.index(valid[0])] if valid else None),
            _printed(texts, first_found(siren_in, ends)),
        ]),
        *evidence.readings("siret", [Read(scdl.get("COLL_SIRET"), "metadata"), _printed(texts, first_found(siret_in, ends))]),
        *evidence.readings("matiere", [Read(declared, "metadata"), Read(own, "text", where(reading.receipt, own))]),
    ]  # fmt: skip
    unit = msgspec.structs.replace(
        blank(part, "act", dated, reading.zones, place), siren=siren, siret=siret, matiere=declared or own
    )
    return unit, told, [*doubts, *place.warnings]


def _printed(texts: Sequence[Located], value: str | None) -> Read:
    places = (where(text, value) for text in texts)
    return Read(value, "text", next((place for place in places if place), None))


def _credited(unit: Unit, part: Part, reading: Reading) -> Unit:
    """The unit with its rapporteur, as the settings keep persons, and its commission."""
    text = located(part.passages, reading.zones, ("header", "session", "heading", "expose", "body"))
    person, commission = rapporteur_in(text.text), commission_in(text.text)
    kept = person_as(person.name, part.source.options.persons) if person else None
    told = [
        *evidence.readings("rapporteur", [Read(kept, "text", text.place(person.start, person.end) if person else None)]),
        *evidence.readings("commission", [
            Read(commission.name, "text", text.place(commission.start, commission.end)) if commission else Read(None, "text")
        ]),
    ]  # fmt: skip
    return msgspec.structs.replace(
        unit, rapporteur=kept, commission=commission.name if commission else None, evidence=[*unit.evidence, *told]
    )


def blank(
    part: Part, kind: Literal["act", "document"], decision: Decision, zones: list[ZoneSpan], place: Territory
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
        ocr_confidence=_ocr_confidence(passages), evidence=evidence.of_dates(decision.candidates),
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
