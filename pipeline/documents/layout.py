"""Reading order of a page, from where its stretches of text stand.

Stretches come in the order of the file, which is kept where it reads on down the page, column after column. Where it
goes to and fro, the page falls into columns if it has some, and each is read in the order of the file or, if that jumps
about, from top to bottom. A ruled table is read where it stands, row by row.
"""

import itertools
import math
import unicodedata
from collections.abc import Iterable, Sequence

from pipeline.documents.columns import bands, column_cut, follows_columns
from pipeline.documents.markers import with_markers
from pipeline.documents.segments import Segment
from pipeline.records import Line

__all__ = ["Segment", "composed", "in_reading_order"]

MAX_SEGMENTS = 5000
"""Beyond, a page is a drawing or an attack: the order of the file is kept and no column is looked for."""
MAX_DEPTH = 3
"""Columns within columns within columns."""
MAX_GAP = 1.5
MAX_WEIGHT_GAP = 0.8
"""In heights, between two pieces of one line; where the type grows bold or plain too, a name stands apart from what it
heads (1.1 in minutes; the widest blank of a justified line is half that)."""
MAX_CALL = 3
"""Characters of a note call, or of the end of an ordinal, in plain type after bold words."""


def in_reading_order(segments: Sequence[Segment], *, trust_file: bool = True) -> list[Segment]:
    """Segments in the order of reading, those of one printed line joined.

    Args:
        segments: in the order of the file.
        trust_file: False for a turned page, whose file order runs backwards.

    Returns:
        Segments, column after column; each at most one printed line; those of a table together, row by row.
    """
    if len(segments) > MAX_SEGMENTS:
        return list(segments)
    outside, tables = _tables_apart(with_markers(segments))
    ordered = _block(outside, trust_file=trust_file, depth=0)
    if not tables:
        return ordered
    return [
        line
        for segment in ordered
        for line in (_rows(tables[segment.cell[0]], trust_file=trust_file) if segment.cell else [segment])
    ]


def _tables_apart(segments: Sequence[Segment]) -> tuple[list[Segment], dict[int, list[Segment]]]:
    """Segments with one empty stand-in for each table, and the segments of the tables.

    A table whose text fills one cell is a frame around that text, and no table.
    """
    tables: dict[int, list[Segment]] = {}
    for segment in segments:
        if segment.cell:
            tables.setdefault(segment.cell[0], []).append(segment)
    tables = {table: members for table, members in tables.items() if len({member.cell for member in members}) > 1}
    outside: list[Segment] = []
    begun: dict[int, int] = {}
    for segment in segments:
        if segment.cell is None or segment.cell[0] not in tables:
            outside.append(segment._replace(cell=None))
        else:
            begun.setdefault(segment.cell[0], len(outside))
    for table in reversed(begun):  # so that the places of those that begin earlier still count
        stand_in = _stand_in(table, tables[table])
        outside.insert(_place(stand_in, outside, begun[table]), stand_in)
    return outside, tables


def _stand_in(table: int, members: Sequence[Segment]) -> Segment:
    return Segment(
        "", min(member.x0 for member in members), min(member.top for member in members),
        max(member.x1 for member in members), max(member.bottom for member in members), 0.0, cell=(table, 0, 0),
    )  # fmt: skip


def _place(table: Segment, outside: Sequence[Segment], begun: int) -> int:
    """Where a table belongs among the others: least text above it after it, least below it before it.

    Among equal places, the nearest to where the file begins the table; some programs draw tables last.
    """
    wrong = [0]  # at each place, less what is wrong at the first one
    for segment in outside:
        beside = not table.x0 <= (segment.x0 + segment.x1) / 2 <= table.x1
        above, below = segment.centre < table.top, segment.centre > table.bottom
        wrong.append(wrong[-1] if beside else wrong[-1] + below - above)
    return min(range(len(wrong)), key=lambda place: (wrong[place], abs(place - begun)))


def _rows(members: Sequence[Segment], *, trust_file: bool) -> list[Segment]:
    """The lines of a table: rows in order, cells in order, each from top to bottom."""
    cells: dict[tuple[int, int, int], list[Segment]] = {}
    for member in members:
        if member.cell:
            cells.setdefault(member.cell, []).append(member)
    return [line for cell in sorted(cells) for line in _joined(_single_column(cells[cell], trust_file=trust_file))]


def _block(segments: list[Segment], *, trust_file: bool, depth: int) -> list[Segment]:
    cut = column_cut(segments) if depth < MAX_DEPTH else None
    if cut is None:
        return _joined(_single_column(segments, trust_file=trust_file))
    if trust_file and follows_columns(segments, cut) and not _jumps_about(segments, cut):
        return _joined(segments)
    ordered: list[Segment] = []
    for band in bands(segments, cut):
        left = [segment for segment in band if segment.x1 <= cut]
        right = [segment for segment in band if segment.x0 >= cut]
        if left and right and len(left) + len(right) == len(band):
            ordered += _block(left, trust_file=trust_file, depth=depth + 1)
            ordered += _block(right, trust_file=trust_file, depth=depth + 1)
        else:
            ordered += _joined(_single_column(band, trust_file=trust_file))
    return ordered


def _single_column(segments: Sequence[Segment], *, trust_file: bool) -> list[Segment]:
    """The order of the file, or from top to bottom where the file jumps about."""
    if trust_file and not _jumps_about(segments):
        return list(segments)
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda item: (item.centre, item.x0)):
        if rows and segment.centre - rows[-1][0].centre < 0.5 * rows[-1][0].height:
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [segment for row in rows for segment in sorted(row, key=lambda item: item.x0)]


def _jumps_about(segments: Sequence[Segment], cut: float = math.inf) -> bool:
    """Whether the file goes back up the page more than formulas and figures do (6 % of lines, or 40 % small steps).

    From the left side of a cut to its right one it may.
    """
    jumps = steps = 0
    for this, following in itertools.pairwise(segments):
        if this.x1 <= cut <= following.x0:
            continue
        height = this.height
        jumps += following.bottom < this.top - 1.5 * height
        steps += following.top < this.top - 0.5 * height
    return jumps > max(1, 0.06 * len(segments)) or steps > 0.4 * len(segments)


def _joined(segments: Iterable[Segment]) -> list[Segment]:
    """Neighbours that stand on one line, close together, made one."""
    lines: list[Segment] = []
    for segment in segments:
        if lines and _same_line(lines[-1], segment):
            last = lines[-1]
            blank = "" if segment.x0 - last.x1 < 0.15 * last.height or last.text.endswith(" ") else " "
            longer = last if len(last.text) >= len(segment.text) else segment
            lines[-1] = Segment(
                last.text + blank + segment.text,
                min(last.x0, segment.x0), min(last.top, segment.top),
                max(last.x1, segment.x1), max(last.bottom, segment.bottom), longer.size,
                longer.bold and (segment.bold or len(segment.text) <= MAX_CALL), last.cell,
            )  # fmt: skip
        else:
            lines.append(segment)
    return lines


def _same_line(last: Segment, following: Segment) -> bool:
    if last.cell != following.cell:
        return False
    overlap = min(last.bottom, following.bottom) - max(last.top, following.top)
    reach = MAX_GAP if last.bold == following.bold else MAX_WEIGHT_GAP
    near = -0.5 * last.height <= following.x0 - last.x1 <= reach * last.height
    return near and overlap > 0.6 * min(last.height, following.height)


def composed(lines: Iterable[Segment]) -> tuple[str, list[Line]]:
    """Text of a page and its lines: NFC, one line feed after each line, offsets that agree.

    Lines are normalised one by one; as a line break composes with nothing, the whole is NFC too.
    """
    parts: list[str] = []
    placed: list[Line] = []
    start = 0
    for line in lines:
        text = unicodedata.normalize("NFC", line.text).strip()
        if not text:
            continue
        x0, top, x1, bottom, size = (round(value, 1) for value in line[1:6])
        placed.append(Line(start, start + len(text), x0, top, x1, bottom, size, line.bold, line.cell))
        parts.append(text + "\n")
        start += len(text) + 1
    return "".join(parts), placed
