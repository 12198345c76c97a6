"""Use, mention or ambiguous: the rules, in the order in which they decide."""

import re
from typing import NamedTuple

from pipeline.records import Status, Zone
from pipeline.terms.frozen import is_quoted, names_the_term
from pipeline.terms.lexicon import Lexicon
from pipeline.terms.match import Match
from pipeline.text.language import language_of

MENTION_ZONES: frozenset[Zone] = frozenset(
    {"header", "presence", "stamp", "visas", "references", "signatures", "executoire"}
)
"""Zones made of names and formulae: what stands there is cited, not said."""

_WORD_LENGTH = 14  # code points set aside for each word of a window: nine words in ten are shorter with their blank
_FRENCH = "fr"


class Verdict(NamedTuple):
    """A status and the id of the rule that decided it."""

    status: Status
    reason: str


class Place(NamedTuple):
    """Where a match stands."""

    text: str
    zone: Zone
    language: str  # of the document
    expanded: frozenset[str]  # families whose full form stands in the document
    window_tokens: int


def around(text: str, start: int, end: int, words: int) -> str:
    """The words around a stretch, with the stretch, apostrophes plain."""
    before = text[max(0, start - words * _WORD_LENGTH) : start]
    after = text[end : end + words * _WORD_LENGTH]
    left = re.split(r"(?<=\s)", before)[-words - 1 :]
    right = re.split(r"(?=\s)", after)[: words + 1]
    return ("".join(left) + text[start:end] + "".join(right)).replace("’", "'")


def term_status(match: Match, place: Place, lexicon: Lexicon, frozen: Match | None) -> Verdict:
    """Decide the status of one match of a term family.

    Args:
        match: the match, in `place.text`.
        place: its passage, zone and document.
        lexicon: doubts, acronym rule and words for local authorities.
        frozen: the fixed string that holds the match, if any.

    Returns:
        `mention` for what is named or quoted, `ambiguous` for a doubtful sense, `use` otherwise.
    """
    if frozen is not None:
        return Verdict("mention", f"frozen.{frozen.rule.entry}")
    if place.zone in MENTION_ZONES:
        return Verdict("mention", f"zone.{place.zone}")
    if names_the_term(place.text, match.start):
        return Verdict("mention", "metalinguistic")
    if is_quoted(place.text, match.start, match.end):
        return Verdict("mention", "quotation")
    return (
        _acronym(match, place, lexicon)
        or _foreign(match, place)
        or doubt(match, place, lexicon)
        or _no_authority(match, place, lexicon)
        or Verdict("use", "heading" if place.zone == "heading" else "free_text")
    )


def name_status(match: Match, place: Place, lexicon: Lexicon) -> Verdict:
    """Decide the status of the name of an institution or a network."""
    if place.zone in MENTION_ZONES:
        return Verdict("mention", f"zone.{place.zone}")
    return doubt(match, place, lexicon) or Verdict("use", "heading" if place.zone == "heading" else "free_text")


def doubt(match: Match, place: Place, lexicon: Lexicon) -> Verdict | None:
    """The first doubt whose cue stands nearby and nothing lifts, counted from 1."""
    for number, found in enumerate(lexicon.doubts[match.rule.entry], start=1):
        if found.patterns and match.rule.pattern not in found.patterns:
            continue
        words = around(place.text, match.start, match.end, found.window or place.window_tokens)
        if found.cue.search(words) and not (found.unless and found.unless.search(words)):
            return Verdict("ambiguous", f"false_friend.{number}")
    return None


def _acronym(match: Match, place: Place, lexicon: Lexicon) -> Verdict | None:
    """An acronym needs its expansion in the document, or a French passage that speaks of our field."""
    spec = match.rule.spec
    if spec is None or not spec.acronym or match.rule.entry in place.expanded:
        return None
    words = around(place.text, match.start, match.end, place.window_tokens)
    if lexicon.reject and lexicon.reject.search(words):
        return Verdict("ambiguous", "acronym.reject_cue")
    if not _is_french(place):
        return Verdict("ambiguous", "acronym.language")
    outside = words.replace(place.text[match.start : match.end], " ")
    if lexicon.domain and not lexicon.domain.search(outside):
        return Verdict("ambiguous", "acronym.no_context")
    return None


def _foreign(match: Match, place: Place) -> Verdict | None:
    spec = match.rule.spec
    if spec is None or not spec.french_only or _is_french(place):
        return None
    return Verdict("ambiguous", "language")


def _no_authority(match: Match, place: Place, lexicon: Lexicon) -> Verdict | None:
    spec = match.rule.spec
    if spec is None or not spec.needs_authority or lexicon.authority is None:
        return None
    words = around(place.text, match.start, match.end, place.window_tokens)
    return None if lexicon.authority.search(words) else Verdict("ambiguous", "no_authority")


def _is_french(place: Place) -> bool:
    """By the passage where it is long enough to tell, by the document elsewhere."""
    return (language_of(place.text) or place.language.partition("-")[0]) == _FRENCH
