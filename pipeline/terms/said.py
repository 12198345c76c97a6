"""The words of a unit that are its text, by zone and role."""

from collections.abc import Iterable, Iterator, Sequence

from pipeline.records import Passage, Unit, Zone, ZoneSpan
from pipeline.terms.status import PRINTED_APART
from pipeline.text.normalise import NO_BREAK
from pipeline.text.tokens import tokenize

NOT_COUNTED: frozenset[Zone] = frozenset({"header", "session", "presence", "stamp", "signatures", "executoire"})
"""Zones whose words are no part of the text: letterhead, lists of names, formulae of the office."""

NOT_SAID: frozenset[Zone] = NOT_COUNTED | {"visas", "references"}
"""Zones that cite: their words count in the length, but tell no topic, no phrase and no likeness."""

FORMULAE: frozenset[Zone] = frozenset({"formula", "vote"})
"""Zones that say the same in every act: their words tell no new name."""


def counted_stretches(unit: Unit, passages: Sequence[Passage]) -> Iterator[tuple[Passage, ZoneSpan]]:
    """Stretches of a unit whose words count, in reading order.

    Args:
        unit: with its zones.
        passages: all passages of its document.
    """
    own = {passage.passage_id: passage for passage in passages[unit.passage_first : unit.passage_last + 1]}
    for span in unit.zones:
        passage = own.get(span.passage_id)
        if passage is not None and passage.role not in PRINTED_APART and span.zone not in NOT_COUNTED:
            yield passage, span


def words_of(tokens: Iterable[str]) -> list[str]:
    """Tokens that hold a letter or a figure, in lower case; a number has one form, whatever parts its digits."""
    return [token.lower().replace(NO_BREAK, " ") for token in tokens if any(map(str.isalnum, token))]


def words_said(unit: Unit, passages: Sequence[Passage]) -> list[str]:
    """Words of the running text of a unit, in order: what likeness is judged on.

    Args:
        unit: with its zones.
        passages: all passages of its document.
    """
    return [
        word
        for passage, span in counted_stretches(unit, passages)
        if span.zone not in NOT_SAID
        for word in words_of(tokenize(passage.text[span.start : span.end]))
    ]
