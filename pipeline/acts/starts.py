"""Places where an act may begin, and how a run of them is thinned to those that hold a decision each."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.acts.fold import fold
from pipeline.records import Passage

COUNTED = ("body", "heading", "list", "table", "caption")
"""Roles of the passages in which an act can begin or be decided."""

_SAME_TITLE = 25
"""Code points by which an agenda and the body are seen to hold one title: long titles are cut or reworded later on."""


class Start(NamedTuple):
    """Where one act begins: its first passage, where its title begins there, and its number as printed."""

    passage: int
    title_start: int
    number: str | None
    extract: bool = False  # it has a header of its own, as a single act


def each_decided(candidates: Iterable[Start], decided: Sequence[int], *, different: bool) -> list[Start]:
    """Candidates with a decision since the one before; with `different`, of another number than the one before.

    Args:
        candidates: in reading order.
        decided: decisions before each passage, and in all; one longer than the passages.
        different: two acts in a row never have one number.
    """
    starts: list[Start] = []
    for candidate in candidates:
        if starts:
            last = starts[-1]
            if decided[candidate.passage] == decided[last.passage]:
                continue
            if different and candidate.number is not None and candidate.number == last.number:
                continue
        starts.append(candidate)
    while starts and decided[-1] == decided[starts[-1].passage]:
        starts.pop()
    return starts


def listed_before(
    starts: Sequence[tuple[int, str | None, int]], passages: Sequence[Passage], decided: Sequence[int]
) -> frozenset[int]:
    """Ranks, in `starts`, of the entries of an agenda: their title comes again, and nothing is decided in between.

    Args:
        starts: passage, number and title start of each candidate, in reading order.
        passages: passages of the whole document.
        decided: as in `each_decided`.
    """
    titles = [
        "" if number and not number.isdecimal() else _key(passages[passage].text[begin:])  # « 2018-03-12 » comes once
        for passage, number, begin in starts
    ]
    last = {(number, title): rank for rank, ((_, number, _), title) in enumerate(zip(starts, titles, strict=True))}
    found = set()
    for rank, (passage, number, _) in enumerate(starts[:-1]):
        repeated = last[number, titles[rank]] > rank
        follows = rank - 1 in found and starts[rank - 1][0] == passage - 1  # the last entry, before the first decision
        if repeated and (follows or decided[starts[rank + 1][0]] == decided[passage]):
            found.add(rank)
    return frozenset(found)


def _key(title: str) -> str:
    return "".join(filter(str.isalnum, fold(title)))[:_SAME_TITLE]


def listed(starts: Sequence[Start], passages: Sequence[Passage], decided: Sequence[int]) -> frozenset[int]:
    """Ranks of the starts that an agenda lists."""
    return listed_before([(start.passage, start.number, start.title_start) for start in starts], passages, decided)
