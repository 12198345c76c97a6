"""Two short blocks of text set side by side, such as letterheads and signatures: each is read whole.

Columns of a page are longer (`columns`); rows of a table without rules stay rows.
"""

import itertools
import statistics
from collections.abc import Iterator, Sequence

from pipeline.documents.printed.segments import Segment

Row = list[tuple[int, Segment]]
"""Stretches on one level from left to right, each with its place in the file."""

MIN_GUTTER_HEIGHTS = 2.0
"""White between the blocks; words of one justified line stand nearer."""
MAX_WHITE_HEIGHTS = 1.2
"""Between two lines of a block: letterheads are single-spaced."""
MAX_OVERLAP_HEIGHTS = 0.8
"""Of a line with the one before it, which stands in the other block, a little higher."""
MAX_SIZE_CHANGE = 0.25
"""Of the type: a title begins below."""
MIN_LINES = 2
SURE_LINES = 3
MAX_TAIL_LINES = 3
"""By which one block is longer; beyond, what stands below is no part of it."""
OFF_LEVEL_HEIGHTS = 0.12
"""Cells of one row stand on one line to a hair, lines of two blocks need not."""
MIN_LETTERS = 4
MIN_LETTER_SHARE = 0.5
"""Of the middle line of a block: bullets, numbers and amounts belong to the line beside them."""


def in_pairs(rows: Sequence[Row]) -> list[Segment]:
    """The stretches of rows, row by row but for pairs of blocks, whose left one is read before the right one.

    Args:
        rows: of one column of a page, from top to bottom.
    """
    ordered: list[Segment] = []
    start = 0
    while start < len(rows):
        end, gutter = _window(rows, start)
        sides = _sides(rows[start:end], gutter)
        if end - start >= MIN_LINES and _is_pair(*sides):
            ordered += [segment for side in sides for _, row in side for _, segment in row]
            start = end
        else:
            ordered += [segment for _, segment in rows[start]]
            start += 1
    return ordered


def _window(rows: Sequence[Row], start: int) -> tuple[int, float]:
    """The end of the rows from a first one that leave one gutter white, close below each other, and that gutter."""
    gutter, first = 0.0, rows[start][0][1]
    floor = max(segment.bottom for _, segment in rows[start])
    for end in range(start, len(rows)):
        top = min(segment.top for _, segment in rows[end])
        near = -MAX_OVERLAP_HEIGHTS <= (top - floor) / first.height <= MAX_WHITE_HEIGHTS
        alike = all(abs(segment.size - first.size) <= MAX_SIZE_CHANGE * first.size for _, segment in rows[end])
        groups = _groups(rows[start : end + 1], MIN_GUTTER_HEIGHTS * first.height)
        if end > start and not (near and alike and len(groups) == 2):
            return end, gutter
        if len(groups) == 2:
            gutter = (groups[0][1] + groups[1][0]) / 2
        floor = max(floor, *(segment.bottom for _, segment in rows[end]))
    return len(rows), gutter


def _groups(rows: Sequence[Row], white: float) -> list[list[float]]:
    """Extents of what stands together in all the rows, parted by that much white."""
    groups: list[list[float]] = []
    for x0, x1 in sorted((segment.x0, segment.x1) for row in rows for _, segment in row):
        if groups and x0 - groups[-1][1] < white:
            groups[-1][1] = max(groups[-1][1], x1)
        else:
            groups.append([x0, x1])
    return groups


def _sides(rows: Sequence[Row], gutter: float) -> tuple[list[tuple[int, Row]], list[tuple[int, Row]]]:
    """What stands left and right of the gutter, with the number of its row."""

    def side(*, is_right: bool) -> Iterator[tuple[int, Row]]:
        for number, row in enumerate(rows):
            held = [(place, segment) for place, segment in row if (segment.x0 > gutter) == is_right]
            if held:
                yield number, held

    return list(side(is_right=False)), list(side(is_right=True))


def _is_pair(left: Sequence[tuple[int, Row]], right: Sequence[tuple[int, Row]]) -> bool:
    """Whether two sides are blocks of text: the file writes one after the other, or their lines do not match."""
    if min(len(left), len(right)) < MIN_LINES or abs(len(left) - len(right)) > MAX_TAIL_LINES:
        return False
    if not (_is_text(left) and _is_text(right)):
        return False
    places = [[place for _, row in side for place, _ in row] for side in (left, right)]
    if max(places[0]) < min(places[1]) or max(places[1]) < min(places[0]):
        return True
    if not (_is_whole(left) and _is_whole(right)):
        return False
    matched = {number for number, _ in left} & {number for number, _ in right}
    if len(matched) < MIN_LINES or _are_off_level(left, right, matched):
        return True
    labelled = any(row[-1][1].text.rstrip().endswith(":") for _, row in left)
    return len(left) != len(right) and min(len(left), len(right)) >= SURE_LINES and not labelled


def _is_text(side: Sequence[tuple[int, Row]]) -> bool:
    texts = ["".join(segment.text for _, segment in row).replace(" ", "") for _, row in side]
    letters = [sum(map(str.isalpha, text)) for text in texts]
    shares = [count / len(text) for count, text in zip(letters, texts, strict=True) if text]
    return statistics.median(letters) >= MIN_LETTERS and statistics.median(shares) >= MIN_LETTER_SHARE


def _is_whole(side: Sequence[tuple[int, Row]]) -> bool:
    """Whether a side has a line at each step: names beside the paragraphs of minutes do not."""
    tops = [row[0][1].top for _, row in side]
    steps = [after - before for before, after in itertools.pairwise(tops)]
    return max(steps) <= (1 + MAX_WHITE_HEIGHTS) * max(segment.height for _, row in side for _, segment in row)


def _are_off_level(left: Sequence[tuple[int, Row]], right: Sequence[tuple[int, Row]], matched: set[int]) -> bool:
    rights = dict(right)
    pairs = [(row[-1][1], rights[number][0][1]) for number, row in left if number in matched]
    # the box of a line reaches as far as its accents and tails do: one of its two edges is the type's own
    off = sum(
        min(abs(one.top - two.top), abs(one.bottom - two.bottom)) > OFF_LEVEL_HEIGHTS * one.height for one, two in pairs
    )
    return 2 * off > len(pairs)
