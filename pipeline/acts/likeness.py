"""Which acts of one session may be one act, by title and number: published alone, in the minutes, in their summary.

Minutes give the act without its visas and with the debate, a summary its title and vote: the share of common text
falls to .1 where the act is the same. Titles hold: on two sessions of Montpellier, 78 of 79 true pairs share nine
words in ten of the shorter title. What tells sister acts apart (one grant from the next, one parcel from the next) is
a name, a figure or the number.
"""

import difflib
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.acts.fold import fold
from pipeline.text.stopwords import stopwords

TITLE_SHARE = 0.8
"""Of the words of the shorter title: true pairs share .91 and more, sister acts up to .94 (then a name differs)."""
SISTERS_SHARE = 0.5
"""From here on, two titles are of one kind, and the words that differ tell two acts apart."""
LOOKALIKE = 0.75
"""Similarity (Ratcliff and Obershelp 1988) of two spellings of one word: Langedoc and Languedoc, OCR errors."""
MAX_ALIKE = 50
"""A title that more acts of a session share tells none of them apart."""

_WORD = re.compile(r"[^\W\d_]+|\d+")
"""Figures apart from words: words run together where a summary loses its blanks (« 2012Attribution »)."""
_DIGITS = re.compile(r"\d+")
_FEW = frozenset(fold(word) for word in stopwords())


class Act(NamedTuple):
    """What tells an act from the others of its session."""

    doc_id: str
    in_minutes: bool  # its document holds several
    words: frozenset[str]  # of the title: folded, no stop words; empty where there is no title
    number: str | None  # last group of digits of the number


def act(doc_id: str, title: str | None, number: str | None, *, in_minutes: bool) -> Act:
    """An act as it is compared.

    Args:
        doc_id: of its document.
        title: as printed.
        number: as printed.
        in_minutes: whether its document holds several acts.
    """
    words = frozenset(_WORD.findall(fold(title or "").replace("œ", "oe"))) - _FEW
    digits = _DIGITS.findall(number or "")
    return Act(doc_id, in_minutes, words, (digits[-1].lstrip("0") or "0") if digits else None)


def share(one: Act, other: Act) -> float:
    """Share of the words of the shorter title that stand in the longer; 0 where a title is missing."""
    return len(one.words & other.words) / max(1, min(len(one.words), len(other.words)))


def are_two(one: Act, other: Act) -> bool:
    """Whether titles or numbers prove that two acts are not the same.

    Registers number acts, and minutes number the agenda: only numbers of one kind are compared. Titles of one kind
    prove it when each holds a word, or a figure, that nothing in the other looks like.
    """
    if one.doc_id == other.doc_id:
        return True
    if one.in_minutes == other.in_minutes and one.number and other.number and one.number != other.number:
        return True
    if share(one, other) < SISTERS_SHARE:
        return False
    left, right = sorted(one.words - other.words), sorted(other.words - one.words)
    return any(not _looks_like_one_of(word, right) for word in left) and any(
        not _looks_like_one_of(word, left) for word in right
    )


def _looks_like_one_of(word: str, others: Sequence[str]) -> bool:
    """Figures look like themselves only."""
    return not _DIGITS.search(word) and bool(difflib.get_close_matches(word, others, n=1, cutoff=LOOKALIKE))


def like_titles(acts: Sequence[Act]) -> Iterator[tuple[int, int]]:
    """Pairs of acts of one session that may be the same act, as places in the list, the lower first.

    The shorter title holds one of its rarest words in the longer, so only the holders of those are looked at.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(acts):
        for word in one.words:
            holders[word].append(place)
    for place, one in enumerate(acts):
        rarest = sorted(one.words, key=lambda word: (len(holders[word]), word))
        looked_at = rarest[: len(rarest) - int(TITLE_SHARE * len(rarest)) + 1]
        found = {other for word in looked_at for other in holders[word] if _may_be_one(acts, place, other)}
        if len(found) <= MAX_ALIKE:
            yield from ((min(place, other), max(place, other)) for other in sorted(found))


def _may_be_one(acts: Sequence[Act], place: int, other: int) -> bool:
    """Whether the title at `place`, the shorter, is held by the other."""
    one, two = acts[place], acts[other]
    shorter = (len(one.words), place) < (len(two.words), other)
    return shorter and share(one, two) >= TITLE_SHARE and not are_two(one, two)
