"""Words read on an image, cut into segments as printed text is: dirt left out, type sizes made even."""

import re
import statistics
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from pipeline.documents.printed.layout import Segment

WIDE_GAP = 1.1
"""In type sizes: wider than the blanks of justified lines, narrower than the gap before a second column."""
NUMBER_GAP = 0.8
"""The gap after a number in a margin is narrower: 15 points after a number of 13 points."""
SIZE_OF_ROW = 1.17
"""Type size over the height of a line from descender to ascender: 1.11 to 1.26 on pages with known sizes."""
SAME_SIZE = 0.12
"""Line heights vary that much with the letters that a line has."""
MIN_SIGN_CONFIDENCE = 0.5
MIN_DASH_CONFIDENCE = 0.3
"""Dashes of lists were read with .49 to .93, marks made of specks with less than .5."""
TORN_YEAR = re.compile(r"\b((?:19|20)\d) (\d)\b(?! ?\d)")
"""A figure 1 leaves white enough for a blank: « 201 1 ». Three figures and one are no number."""
LIST_SIGNS = frozenset("-–—•*·○▪■»>")
NUMBER = re.compile(r"\d{1,4}[.)°]?|[a-zA-Z][.)]")


class Word(NamedTuple):
    """A word on an image: a box in points from the top left corner, confidence 0 to 1, and its line.

    `row_height` is the height of its line from descender to ascender, in points.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float
    line: int
    row_height: float


def segments_of(words: Sequence[Word]) -> list[Segment]:
    """Words of a page joined to stretches set without a wide gap.

    Args:
        words: of one page, those of a line together.
    """
    return _sized(list(_segments(words)))


def _segments(words: Sequence[Word]) -> Iterator[Segment]:
    """Lines cut at wide gaps; a sign before an item of a list stays with the item."""
    usual = statistics.median(word.row_height for word in words) if words else 0.0
    for _, group in groupby(words, key=lambda word: word.line):
        line = sorted(group, key=lambda word: word.x0)
        foot = statistics.median(word.bottom for word in line)
        part: list[Word] = []
        for word in line:
            if _is_dirt(word, usual) or _is_call(word, foot):
                continue
            if part and word.x0 - part[-1].x1 > _widest_blank(part):
                yield _segment(part)
                part = []
            part.append(word)
        if part:
            yield _segment(part)


def _is_call(word: Word, foot: float) -> bool:
    """Whether a mark is the raised number that calls a note: 1 is read as `!`, 2 as `?`."""
    return word.text in ("!", "?") and foot - word.bottom > 0.3 * word.row_height


def _is_dirt(word: Word, usual_height: float) -> bool:
    """Whether a word without letter or figure is a rule, a frame or a speck: badly seen, or out of scale."""
    if any(map(str.isalnum, word.text)):
        return False
    height, width = word.bottom - word.top, word.x1 - word.x0
    is_dash = word.text in LIST_SIGNS and width > 1.8 * height
    sure = word.confidence >= (MIN_DASH_CONFIDENCE if is_dash else MIN_SIGN_CONFIDENCE)
    return not sure or height > 1.6 * usual_height or "|" in word.text


def _widest_blank(part: Sequence[Word]) -> float:
    """The widest white in points that may stand after the words of a segment."""
    if len(part) == 1 and part[0].text in LIST_SIGNS:
        return float("inf")
    is_number = len(part) == 1 and NUMBER.fullmatch(part[0].text)
    return (NUMBER_GAP if is_number else WIDE_GAP) * SIZE_OF_ROW * part[-1].row_height


def _segment(words: Sequence[Word]) -> Segment:
    return Segment(
        TORN_YEAR.sub(r"\1\2", " ".join(word.text.strip("_") for word in words)),
        min(word.x0 for word in words), min(word.top for word in words),
        max(word.x1 for word in words), max(word.bottom for word in words),
        SIZE_OF_ROW * words[0].row_height,
    )  # fmt: skip


def _sized(segments: list[Segment]) -> list[Segment]:
    """Segments in as few sizes as there are: the commonest first, and all that are near it."""
    sizes: dict[float, float] = {}
    open_sizes = sorted(size for segment in segments for size in [segment.size] * len(segment.text))
    while open_sizes:
        usual = open_sizes[len(open_sizes) // 2]
        near = {size for size in set(open_sizes) if abs(size / usual - 1) <= SAME_SIZE}
        sizes |= dict.fromkeys(near, round(2 * usual) / 2)
        open_sizes = [size for size in open_sizes if size not in near]
    return [segment._replace(size=sizes[segment.size]) for segment in segments]
