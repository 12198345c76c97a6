"""Use, mention or ambiguous: the rules, in the order in which they decide."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from pipeline.records import Role, Status, Zone
from pipeline.terms.frozen import in_row, in_visa, is_quoted, names_the_term
from pipeline.terms.lexicon import Lexicon
from pipeline.terms.match import Match

MENTION_ZONES: frozenset[Zone] = frozenset(
    {"header", "session", "presence", "stamp", "visas", "references", "signatures", "executoire"}
)
"""Zones made of names and formulae: what stands there is cited, not said."""

PRINTED_APART: frozenset[Role] = frozenset({"running", "stamp", "noise"})
PRINTED_APART_REASON = "role."
"""A running title is printed on each page, and noise is no text: their hits are marked, and never counted."""

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
    language: str  # of the passage, or of the document where the passage is too short to tell
    expanded: frozenset[str]  # families whose full form stands in the document
    window_tokens: int
    role: Role = "body"
    by_authority: bool = False  # the author is a local authority
    defined: Mapping[str, frozenset[str]] = {}  # acronym -> families whose full form the document gives for it


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
    if frozen is not None and place.role not in PRINTED_APART:
        return Verdict("mention", f"frozen.{frozen.rule.entry}")
    return (
        _cited(place)
        or _named(match, place)
        or _acronym(match, place, lexicon)
        or _foreign(match, place)
        or doubt(match, place, lexicon)
        or _no_authority(match, place, lexicon)
        or _used(place)
    )


def name_status(match: Match, place: Place, lexicon: Lexicon) -> Verdict:
    """Decide the status of the name of an institution or a network."""
    return _cited(place) or doubt(match, place, lexicon) or _used(place)


def _cited(place: Place) -> Verdict | None:
    """What stands on every page, or in a zone of names and formulae."""
    if place.role in PRINTED_APART:
        return Verdict("mention", f"{PRINTED_APART_REASON}{place.role}")
    return Verdict("mention", f"zone.{place.zone}") if place.zone in MENTION_ZONES else None


def _named(match: Match, place: Place) -> Verdict | None:
    """What the words around make a mention: a visa, a row of a table, a word spoken of, a quotation."""
    text, start, end = place.text, match.start, match.end
    if place.zone == "body" and in_visa(text, start):  # elsewhere, the act has been cut into its zones
        return Verdict("mention", "zone.visas")
    if in_row(text, start, end):
        return Verdict("mention", "table_row")
    if names_the_term(text, start, end):
        return Verdict("mention", "metalinguistic")
    return Verdict("mention", "quotation") if is_quoted(text, start, end) else None


def _used(place: Place) -> Verdict:
    return Verdict("use", "heading" if place.zone == "heading" else "free_text")


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
    """An acronym needs a French passage, its expansion in the document or words of our field nearby, and no other sense.

    What the document itself gives for its letters settles the sense: « l'Association des étudiants (AECT) ».
    """
    spec = match.rule.spec
    if spec is None or not spec.acronym:
        return None
    words = around(place.text, match.start, match.end, place.window_tokens)
    meant = place.defined.get(place.text[match.start : match.end].replace(".", ""))
    if meant is not None and match.rule.entry not in meant:
        return Verdict("ambiguous", "acronym.other_sense")
    expanded = meant is not None or match.rule.entry in place.expanded
    if not expanded and lexicon.reject and lexicon.reject.search(words):
        return Verdict("ambiguous", "acronym.reject_cue")
    if not _is_french(place):
        return Verdict("ambiguous", "acronym.language")
    outside = words.replace(place.text[match.start : match.end], " ")
    if not expanded and lexicon.domain and not lexicon.domain.search(outside):
        return Verdict("ambiguous", "acronym.no_context")
    return None


def _foreign(match: Match, place: Place) -> Verdict | None:
    spec = match.rule.spec
    if spec is None or not spec.french_only or _is_french(place):
        return None
    return Verdict("ambiguous", "language")


def _no_authority(match: Match, place: Place, lexicon: Lexicon) -> Verdict | None:
    """Terms that States and associations use too need a local authority: as author, or in the words around."""
    spec = match.rule.spec
    if spec is None or not spec.needs_authority or place.by_authority or lexicon.authority is None:
        return None
    words = around(place.text, match.start, match.end, place.window_tokens)
    return None if lexicon.authority.search(words) else Verdict("ambiguous", "no_authority")


def _is_french(place: Place) -> bool:
    return place.language.partition("-")[0] == _FRENCH
