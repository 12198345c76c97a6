"""The words of an act in which the council decides, apart from what it is asked, told or reminded of."""

import re
from collections.abc import Sequence

from pipeline.acts.cues import DECIDES, INVITED, PROPOSED
from pipeline.acts.fold import fold
from pipeline.acts.located import Located, Place, joined
from pipeline.records import Passage, Zone, ZoneSpan

_ASKED = re.compile(
    rf"\b{PROPOSED}\b|\b{INVITED}"
    r"|\b(?:je|nous|le maire|la maire|le president|la presidente|le rapporteur) (?:vous )?(?:propose|demande|soumet)\w*\b"
)
"""A proposal to the council: what follows is decided only when the council is said to do so."""
_NARRATED = re.compile(
    r"\b(?:deliberations?|seances?|reunions?|en date)\b[^.;]{0,40}\bdu \d{1,2}(?:er)? [a-z]+ \d{4}[^.;]{0,120}\b(?:a|ont|avait|ayant) $"
)
"""« Par délibération du 4 mai 2009, le conseil a … »: an earlier decision, told in the report."""
_ZONES: tuple[Zone, ...] = ("formula", "dispositif", "vote")


def decisions_of(passages: Sequence[Passage], zones: Sequence[ZoneSpan]) -> Located:
    """The stretches where an act is decided, in order, without its proposals.

    Args:
        passages: of the act.
        zones: of the act.
    """
    texts = {passage.passage_id: passage.text for passage in passages}
    found: list[tuple[str, Place]] = []
    asked = False
    for span in zones:
        if span.zone not in _ZONES:
            continue
        text = texts[span.passage_id][span.start : span.end]
        if span.start and _NARRATED.search(fold(texts[span.passage_id][: span.start])):
            continue
        if span.zone != "dispositif" or DECIDES.match(fold(text).lstrip(" -*•")):
            asked = False
        kept, asked = _without_proposal(text, asked=asked)
        found += [
            (text[start:end], Place(span.passage_id, span.start + start, span.start + end))
            for start, end in kept
            if text[start:end].strip()
        ]
    return joined(found)


def _without_proposal(text: str, *, asked: bool) -> tuple[list[tuple[int, int]], bool]:
    """What a stretch decides (start, end), and whether it ends in a proposal."""
    folded = fold(text)
    proposal = _ASKED.search(folded)
    if not asked and proposal is None:
        return [(0, len(text))], False
    before = [] if asked or proposal is None else [(0, proposal.start())]
    after = DECIDES.search(folded, proposal.end() if proposal else 0)
    return ([*before, (after.start(), len(text))], False) if after else (before, True)


def decisions_told(passages: Sequence[Passage]) -> Located:
    """The sentences of running text that tell a decision or its result: for acts that no zone of decision stands in.

    Args:
        passages: of the act, in reading order.
    """
    return joined(
        (passage.text[start:end], Place(passage.passage_id, start, end))
        for passage in passages
        if passage.role not in ("running", "stamp", "noise")
        for start, end in passage.sentences or [(0, len(passage.text))]
        if DECIDES.search(fold(passage.text[start:end]))
    )
