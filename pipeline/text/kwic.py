"""Concordance lines (keyword in context) and samples that a seed repeats."""

import random
from collections.abc import Iterable
from typing import NamedTuple, TypeVar

T = TypeVar("T")


class Line(NamedTuple):
    """One occurrence between its contexts; joined, the three parts are a stretch of the text."""

    left: str
    pivot: str
    right: str


def line(text: str, start: int, end: int, *, width: int) -> Line:
    """The words around a stretch of a passage.

    Args:
        text: of the passage.
        start: first code point of the pivot.
        end: code point after the pivot.
        width: code points of context at most on each side; a word is never cut unless it is longer.

    Returns:
        Left context, pivot and right context; blanks at the outer ends are left out.
    """
    left_at, right_at = max(0, start - width), min(len(text), end + width)
    if left_at > 0 and not text[left_at - 1].isspace():
        left_at = next((at for at in range(left_at, start) if text[at].isspace()), left_at)
    if right_at < len(text) and not text[right_at].isspace():
        right_at = next((at for at in range(right_at, end, -1) if text[at - 1].isspace()), right_at)
    return Line(text[left_at:start].lstrip(), text[start:end], text[end:right_at].rstrip())


def sample(items: Iterable[T], size: int, seed: int) -> list[T]:
    """A uniform sample in the order of the items, in one pass and constant memory (reservoir; Vitter 1985, R).

    Args:
        items: in a fixed order.
        size: items kept at most.
        seed: the same seed and items give the same sample.
    """
    generator = random.Random(seed)
    kept: list[tuple[int, T]] = []
    for number, item in enumerate(items):
        if len(kept) < size:
            kept.append((number, item))
        elif (place := generator.randrange(number + 1)) < size:
            kept[place] = (number, item)
    return [item for _, item in sorted(kept, key=lambda pair: pair[0])]
