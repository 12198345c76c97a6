"""Stacks of lines that are read one below the other: columns of a page, and names in its margin."""

import itertools
import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipeline.structure.headings import is_person
from pipeline.structure.lines import PrintedLine, shared_height
from pipeline.structure.rows import is_amount

ROW_GAP_HEIGHTS = 4
"""Pieces of one line further apart than that are cells."""
MAX_LABEL_WIDTH_PT = 130
MAX_LABEL_LINES = 4
"""A speaker's name in the margin of minutes: up to 115 pt wide, a word a line."""
MIN_NAME_GAP_HEIGHTS = 0.8
"""Of white after a name in the margin; in the minutes seen 1.1 and more, and blanks of a sentence have .3."""


class Column(NamedTuple):
    """Lines read one below the other, and the bounds of their text in points.

    `leading` is the usual distance from line to line, `size_change` the share of type size that parts paragraphs.
    """

    lines: list[PrintedLine]
    left: float
    right: float
    leading: float
    size_change: float

    @property
    def width(self) -> float:
        """Width of the text in points."""
        return self.right - self.left


def columns_of(
    lines: Sequence[PrintedLine], table: Mapping[int, int], leading: float, size_change: float
) -> list[Column]:
    """Cut where the reading jumps up, or aside to a place that shares no width with what was read before.

    Args:
        lines: in reading order.
        table: row of each line that is a cell of an aligned table, by the line's start; a row is never cut.
        leading: see `Column`.
        size_change: see `Column`.
    """
    stacks: list[list[list[PrintedLine]]] = [[[lines[0]]]]  # pieces that share a width, within what is read downwards
    for last, line in itertools.pairwise(lines):
        if line.start in table and table[line.start] == table.get(last.start):
            stacks[-1][-1].append(line)
        elif line.bottom < last.top + 0.2 * last.height:
            stacks.append([[line]])
        elif not _share_width([last], [line]) and not _is_next_on_row(last, line):
            stacks[-1].append([line])
        else:
            stacks[-1][-1].append(line)
    found = []
    for before, stack, after in zip([None, *stacks], stacks, [*stacks[1:], None], strict=False):
        for piece in _joined(stack, after):
            for part in _cut_at_columns(piece, before, after):
                text = [line for line in part if line.start not in table] or part
                bounds = min(line.x0 for line in text), max(line.x1 for line in text)
                found.append(Column(part, *bounds, leading, size_change))
    return found


def _cut_at_columns(
    piece: list[PrintedLine], before: list[list[PrintedLine]] | None, after: list[list[PrintedLine]] | None
) -> list[list[PrintedLine]]:
    """A piece cut where text across the page ends and a column begins beside the next one, or the reverse.

    Else the width of the page would count as that of the column, whose lines would all seem short.
    """
    top, edge = (after[0][0].top, after[0][0].x0) if after else (math.inf, math.inf)
    foot, side = (before[-1][-1].bottom, max(line.x1 for line in before[-1])) if before else (math.inf, -math.inf)
    parts = [[piece[0]]]
    for last, line in itertools.pairwise(piece):
        half = line.height / 2
        narrows = last.top < top - half <= line.top and line.x1 < edge < max(item.x1 for item in parts[-1])
        widens = last.top < foot - half <= line.top and line.x0 < side < min(item.x0 for item in parts[-1])
        if narrows or widens:
            parts.append([])
        parts[-1].append(line)
    return parts


def _joined(pieces: Sequence[list[PrintedLine]], after: Sequence[list[PrintedLine]] | None) -> list[list[PrintedLine]]:
    """Pieces of one stack that share a width made one, but for a name beside what is read after it."""
    joined = [pieces[0]]
    for number, piece in enumerate(pieces[1:], start=1):
        named = after is not None and number == len(pieces) - 1 and is_label(piece, after[0])
        if not named and _share_width(joined[-1], piece):
            joined[-1] = joined[-1] + piece
        else:
            joined.append(piece)
    return joined


def is_label(lines: Sequence[PrintedLine], after: Sequence[PrintedLine]) -> bool:
    """Whether a few words stand beside the first line of what is read next: a name in the margin."""
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    beside = shared_height(lines[0], after[0]) > 0.5 and (right < after[0].x0 or left > after[0].x1)
    return beside and right - left <= MAX_LABEL_WIDTH_PT and len(lines) <= MAX_LABEL_LINES


def named_starts(lines: Sequence[PrintedLine]) -> set[int]:
    """Starts of the names on the line of what they head, and of what follows them there.

    What follows hangs clear of the name: a list of people and their offices, row under row, is left whole.
    """
    found: set[int] = set()
    for number, (name, line) in enumerate(itertools.pairwise(lines)):
        beside = shared_height(name, line) > 0.5 and line.x0 - name.x1 > MIN_NAME_GAP_HEIGHTS * name.height
        if beside and is_person(name.text) and not is_person(line.text):
            below = next((other for other in lines[number + 2 :] if shared_height(name, other) <= 0.5), None)
            if below and below.top > name.top and below.x0 > name.x1:
                found |= {name.start, line.start}
    return found


def _is_next_on_row(last: PrintedLine, line: PrintedLine) -> bool:
    gap = line.x0 - last.x1
    near = gap >= 0 and (gap <= ROW_GAP_HEIGHTS * last.height or is_amount(line.text))
    return near and shared_height(last, line) > 0.5


def _share_width(one: Sequence[PrintedLine], two: Sequence[PrintedLine]) -> bool:
    """Whether two pieces stand one above the other, at least in part."""
    lefts, rights = zip(*((min(i.x0 for i in piece), max(i.x1 for i in piece)) for piece in (one, two)), strict=True)
    return bool(min(rights) >= max(lefts))
