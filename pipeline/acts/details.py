"""Zones within zones: the session told in a header, and the formula that opens the decision."""

import re
from collections.abc import Iterable, Iterator, Mapping

from pipeline.acts.cues import COUNCIL
from pipeline.acts.fold import fold
from pipeline.records import Zone, ZoneSpan

_SESSION = re.compile(
    r"(?:^|(?<=[.;:\n,-]) ?)(?P<cut>(?:seances? |reunion |session )(?:publique |ordinaire |extraordinaire |pleniere )?du\b"
    r"|l\W{0,2}an (?:deux|mil|\d{4})|date de (?:la )?seance|convoque\w* (?:le|par)\b|(?:date de (?:la )?)?convocation\b)"
)
_FORMULA = re.compile(
    rf"(?:(?:le|la|l'|les membres (?:du|de la)) ?{COUNCIL}\b[^.;:]{{0,200}}?)?\b(?:apres en avoir (?:delibere|discute|debattu))\b[^.;:]{{0,160}}?"
    rf"(?:\b(?:delibere|decide|arrete)(?:nt)?(?:,? a l'unanimite(?: des [a-z ]{{0,40}})?)? ?(?::|(?=\barticle\b))|(?=\b(?:approuve|adopte|autorise|decide|accepte|prend acte|"
    rf"attribue|fixe|designe|donne|valide|vote|emet|sollicite|elit|confirme|arrete|dit|rejette)(?:nt)?\b)|\s*$)"
    rf"|(?:(?:le|la|l'|les membres (?:du|de la)) ?{COUNCIL},?\s)?(?:delibere|decide|arrete)(?:nt)?(?:,? a l'unanimite(?: des [a-z ]{{0,40}})?)?\s*(?::|$|(?=\barticle\b))"
)
"""From the council, or from « Après en avoir délibéré », to « DÉCIDE : » or to the verb of the decision."""


def refined(spans: Iterable[ZoneSpan], texts: Mapping[str, str]) -> list[ZoneSpan]:
    """The zones of an act with `session` cut out of its header and `formula` out of its dispositif.

    Args:
        spans: zones of one act, in order.
        texts: text of each passage.
    """
    return [part for span in spans for part in _parts(span, texts[span.passage_id][span.start : span.end])]


def _parts(span: ZoneSpan, text: str) -> Iterator[ZoneSpan]:
    first, second, cut = span.zone, span.zone, 0
    if span.zone == "header":
        session = _SESSION.search(fold(text))
        second, cut = ("session", session.start("cut")) if session else ("header", 0)
    elif span.zone == "dispositif":
        formula = _FORMULA.match(fold(text))
        first, cut = ("formula", formula.end()) if formula else ("dispositif", 0)
    zones: tuple[Zone, Zone] = (first, second)
    for zone, start, end in zip(zones, (0, cut), (cut, len(text)), strict=True):
        if start < end:
            yield ZoneSpan(zone, span.passage_id, span.start + start, span.start + end)
