"""Reading order of a page, from where its stretches of text stand.

Stretches come in the order of the file, which is kept where it reads on down the page, column after column. Where it
goes to and fro, the page falls into columns if it has some, and each is read in the order of the file or, if that jumps
about, from top to bottom. A ruled table is read where it stands, row by row.
"""

import itertools
import math
import unicodedata
from collections.abc import Iterable, Sequence

from pipeline.documents.printed.columns import bands, column_cut, follows_columns
from pipeline.documents.printed.markers import opens_item, with_markers
from pipeline.documents.printed.pairs import Row, in_pairs
from pipeline.documents.printed.segments import MAX_GAP, MAX_WEIGHT_GAP, Segment
from pipeline.records import Line

__all__ = ["Segment", "composed", "in_reading_order"]

MAX_SEGMENTS = 5000
"""Beyond, a page is a drawing or an attack: the order of the file is kept and no column is looked for."""
FULL_STOPS = ".!?…»"
CUT_MARKS = "-‐,"
MAX_DEPTH = 3
"""Columns within columns within columns."""
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
    """Where a table belongs among the others: after what stands right above it, before what stands right below.

    Between the two, as near as may be to where the file begins the table; some programs draw tables last, and stamps
    at the top of the page later still.
    """
    level = [
        (segment.centre, number)
        for number, segment in enumerate(outside)
        if table.x0 <= (segment.x0 + segment.x1) / 2 <= table.x1
    ]
    _, above = max((held for held in level if held[0] < table.top), default=(0.0, -1))
    _, below = min((held for held in level if held[0] > table.bottom), default=(0.0, len(outside)))
    return max(above + 1, min(begun, below))


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
    parts = bands(segments, cut)
    for band, below in zip(parts, [*parts[1:], []], strict=True):
        left = [segment for segment in band if segment.x1 <= cut]
        right = [segment for segment in band if segment.x0 >= cut]
        if left and right and len(left) + len(right) == len(band):
            lefts, rights = (_block(side, trust_file=trust_file, depth=depth + 1) for side in (left, right))
            above = (
                sum(line.bottom <= rights[0].top for line in lefts) if _is_aside(rights, lefts, below) else len(lefts)
            )
            ordered += [*lefts[:above], *rights, *lefts[above:]]
        else:
            ordered += _joined(_single_column(band, trust_file=trust_file))
    return ordered


def _is_aside(right: Sequence[Segment], left: Sequence[Segment], below: Sequence[Segment]) -> bool:
    """Whether the left side goes on below the right one, which is a box beside a paragraph and whole by itself."""
    if not below or right[-1].text.rstrip()[-1:] not in FULL_STOPS or not right[0].text[:1].isupper():
        return False
    first = min(below, key=lambda segment: (segment.centre, segment.x0))
    end = left[-1].text.rstrip()[-1:]
    return (end.isalpha() or end in CUT_MARKS) and first.text[:1].islower()


def _single_column(segments: Sequence[Segment], *, trust_file: bool) -> list[Segment]:
    """The order of the file, or from top to bottom where the file jumps about; pairs of blocks each read whole."""
    placed = list(enumerate(segments))
    in_order = trust_file and not _jumps_about(segments)
    rows: list[Row] = []
    for place, segment in placed if in_order else sorted(placed, key=lambda item: (item[1].centre, item[1].x0)):
        if rows and abs(segment.centre - rows[-1][0][1].centre) < 0.5 * rows[-1][0][1].height:
            rows[-1].append((place, segment))
        else:
            rows.append([(place, segment)])
    return in_pairs(rows if in_order else [sorted(row, key=lambda item: item[1].x0) for row in rows])


def _jumps_about(segments: Sequence[Segment], cut: float = math.inf) -> bool:
    """Whether the file goes back up the page more than formulas and figures do (6 % of lines, or 40 % small steps).

    From the left side of a cut to its right one it may, and from a column to the next.
    """
    runs = [list(segments[:1])]  # read downwards
    steps = 0
    for this, following in itertools.pairwise(segments):
        if not this.x1 <= cut <= following.x0:
            steps += following.top < this.top - 0.5 * this.height
            if following.bottom < this.top - 1.5 * this.height:
                runs.append([])
        runs[-1].append(following)
    jumps = sum(not _is_next_column(run, after) for run, after in itertools.pairwise(runs))
    return jumps > max(1, 0.06 * len(segments)) or steps > 0.4 * len(segments)


def _is_next_column(run: Sequence[Segment], after: Sequence[Segment]) -> bool:
    """Whether lines stand right of those before, and level with few of them: else both are columns of a table."""
    beside = [segment for segment in run if segment.bottom > after[0].top]
    bottoms = {round(segment.bottom) for segment in after}
    level = sum(round(segment.bottom) in bottoms for segment in beside)
    return after[0].x0 >= max((segment.x1 for segment in beside), default=math.inf) and 2 * level <= len(beside)


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
    near = -0.5 * last.height <= following.x0 - last.x1 <= reach * last.height or opens_item(last, following)
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
