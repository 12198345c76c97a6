"""What an act says of itself beside its title and date: keys, receipt, votes, outcome, visas."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from pipeline.acts import visas
from pipeline.acts.amounts import amounts_in
from pipeline.acts.collectivites import siren_in, siret_in
from pipeline.acts.cues import COUNCIL
from pipeline.acts.decided import decisions_of, decisions_told
from pipeline.acts.external import is_external, tells_of_work
from pipeline.acts.fold import fold
from pipeline.acts.located import Located, Place, located
from pipeline.acts.outcome import outcome_in
from pipeline.acts.partners import partners_in
from pipeline.acts.scdl import count_in
from pipeline.acts.stamps import ActIdentifier, luhn
from pipeline.acts.votes import votes_in
from pipeline.records import ActOutcome, Amount, Partner, Passage, Stamp, Visa, Votes, Zone, ZoneSpan

DECISION: tuple[Zone, ...] = ("formula", "dispositif")
"""Where a decision without a vote of its own says how it was taken."""


def first_found(reader: Callable[[str], str | None], texts: Sequence[str]) -> str | None:
    """What a reader finds in the first of several texts that holds it."""
    return next((found for text in texts if (found := reader(text))), None)


def keys_of(
    declared_siren: str | None, scdl: dict[str, str], codes: Sequence[ActIdentifier], texts: Sequence[str]
) -> tuple[str | None, str | None, list[str]]:
    """SIREN and SIRET of the collectivité: metadata before text; and what contradicts or breaks a key."""
    warnings = []
    siret = scdl.get("COLL_SIRET", "").replace(" ", "") or first_found(siret_in, texts)
    if siret and not (len(siret) == 14 and luhn(siret)):
        warnings.append(f"SIRET with a wrong key: {siret}")
        siret = None
    printed = codes[0].siren if codes else siret[:9] if siret else first_found(siren_in, texts)
    if declared_siren and printed and printed != declared_siren:
        warnings.append(f"SIREN differ: {declared_siren} (metadata), {printed} (text)")
    return declared_siren or printed, siret or None, warnings


def stamp_doubts(codes: Sequence[ActIdentifier], stamp: Stamp | None, date: str | None) -> list[str]:
    """What is wrong with the receipt: a misread key, two acts in one, received before it was decided."""
    doubts = [f"identifier with a wrong key: {code.text}" for code in codes if not code.valid]
    texts = sorted({code.text for code in codes if code.valid})
    if len(texts) > 1:
        doubts.append(f"several act identifiers: {', '.join(texts)}")
    if stamp and stamp.received and date and stamp.received < date:
        doubts.append(f"received {stamp.received}, before the decision {date}")
    return doubts


def declared_receipt(scdl: dict[str, str]) -> Stamp | None:
    """The receipt that a row of an SCDL table tells: its day alone."""
    day = scdl.get("PREF_DATE", "")[:10]
    return Stamp(None, None, day, None) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", day) else None


class FoundVotes(NamedTuple):
    """The figures of a vote, what does not add up, and where they stand (null when declared)."""

    votes: Votes | None
    doubts: list[str]
    place: Place | None = None


def votes_of(
    passages: Sequence[Passage], zones: Sequence[ZoneSpan], scdl: dict[str, str], front: str = ""
) -> FoundVotes:
    """The figures of an SCDL row where there is one, else of the vote zone, of the decision, of what is told.

    Args:
        passages: of the act.
        zones: of the act.
        scdl: values of an SCDL row, or none.
        front: of the minutes before their first act, where the members are counted.
    """
    names = ("VOTE_EFFECTIF", "VOTE_POUR", "VOTE_CONTRE", "VOTE_ABSTENTION")
    effectif, pour, contre, abstentions = (count_in(scdl, name) for name in names)
    if any(value is not None for value in (effectif, pour, contre, abstentions)):
        return FoundVotes(Votes(effectif, None, pour, contre, abstentions, None), [])
    own = located(passages, zones, ("presence", "header", "session")).text
    decision = located(passages, zones, DECISION)
    for where in _ballots(passages, zones):
        votes, doubts = votes_in(where.text, f"{own}\n{front}")
        if votes is None or votes_in(where.text, own)[0] is None:  # the members counted in front are no vote
            continue
        if votes.unanime is None:
            formula, _ = votes_in(decision.text)
            votes = msgspec.structs.replace(votes, unanime=formula.unanime if formula else None)
        place = next((place for text, place in where.parts() if votes_in(text)[0] is not None), None)
        return FoundVotes(votes, doubts, place)
    return FoundVotes(None, [])


def _ballots(passages: Sequence[Passage], zones: Sequence[ZoneSpan]) -> Iterator[Located]:
    """Where a vote is told, best place first."""
    yield located(passages, zones, ("vote",))
    yield located(passages, zones, DECISION)
    yield decisions_told(passages)


def _decisions(passages: Sequence[Passage], zones: Sequence[ZoneSpan]) -> Iterator[Located]:
    yield decisions_of(passages, zones)
    yield decisions_told(passages)


_COUNCIL_ADOPTS = re.compile(rf" ?(?:le|la|l') ?{COUNCIL},? (?:adopte|approuve|accepte|rejette|prend acte)\b")
"""« Le Conseil adopte. »: the sentence that closes an extract of the register."""


def outcome_of(
    passages: Sequence[Passage], zones: Sequence[ZoneSpan], votes: Votes | None
) -> tuple[ActOutcome | None, Place | None]:
    """The first decision that the act states, else what its running text tells, else what its figures say.

    A vote that rejects or withdraws the act undoes what the text before it decides; one that the council takes as its
    subject says more than a verb of the report that is taken for another decision.
    """
    closing: tuple[ActOutcome, Place] | None = None
    for text, place in located(passages, zones, ("vote",)).parts():
        result = outcome_in(text)
        if result is None:
            continue
        found = result.outcome, Place(place.passage_id, place.start + result.start, place.start + result.end)
        if result.outcome in ("rejette", "retire"):
            return found
        closing = closing or (found if _COUNCIL_ADOPTS.match(fold(text)) else None)
    for where in _decisions(passages, zones):
        stated = outcome_in(where.text)
        if stated is not None:
            own = stated.outcome, where.place(stated.start, stated.end)
            return closing if closing and stated.outcome == "autre" else own
    if votes is None or (votes.pour is None and votes.unanime is None):
        return None, None
    lost = votes.pour is not None and votes.pour <= (votes.contre or 0)
    return ("rejette" if lost else "adopte"), None


OWN: tuple[Zone, ...] = ("title", "heading", "expose", "considerants", "formula", "dispositif")
"""Zones whose sums and partners are those of the act; annexes, laws cited and members present name others."""


def amounts_of(passages: Sequence[Passage], zones: Sequence[ZoneSpan]) -> list[Amount]:
    """The sums of money of an act, each where it is printed."""
    return [
        Amount(place.passage_id, place.start + found.start, place.start + found.end, found.value, found.currency)
        for text, place in located(passages, zones, OWN).parts()
        for found in amounts_in(text)
    ]


def partners_of(passages: Sequence[Passage], zones: Sequence[ZoneSpan], title: str | None) -> list[Partner]:
    """The countries and places abroad that an act works with, each where it is named.

    A name counts where its sentence speaks of working together; anywhere, in an act of external action.
    """
    external = is_external(title or "")
    return [
        Partner(place.passage_id, place.start + found.start, place.start + found.end, found.country, found.place)
        for text, place in located(passages, zones, OWN).parts()
        for found in partners_in(text)
        if external or tells_of_work(text, found.start, found.end)
    ]


def visas_of(passages: Sequence[Passage], zones: Sequence[ZoneSpan]) -> list[Visa]:
    """The visas of one act; what one cites may stand on the passages after it, up to the next."""
    texts = {passage.passage_id: passage.text for passage in passages}
    spans = [span for span in zones if span.zone == "visas"]
    stretches = [texts[span.passage_id][span.start : span.end] for span in spans]
    return [
        Visa(span.passage_id, span.start + visa.start, span.start + visa.end, visa.reference, list(visa.cited))
        for span, found in zip(spans, visas.visas_of(stretches), strict=True)
        for visa in found
    ]
