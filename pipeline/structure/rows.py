"""Rows of tables: of ruled ones, whose cells are known, and of cells that are only aligned."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pipeline.structure.lines import PrintedLine, shared_height

Rows = list[list[PrintedLine]]

LAYOUT_HEIGHT_SHARE = 0.5
"""A cell whose text is taller than that part of the page lays out the page: it holds paragraphs, not a value."""
PROSE_LINES = 4
PROSE_CHARACTERS = 200
"""Where half the cells of a lone row or a lone column are as long, text is set in boxes."""
GUTTER_PT = 5.0
"""White that parts two columns of a table in all its rows: twice the blank of 10 pt type."""
MIN_DRAWN_CELLS = 20
MIN_FILLED_SHARE = 0.15
"""Below that share of filled cells a grid belongs to a figure; forms and timetables have a third and more."""
MIN_ALIGNED_CELLS = 3
ALIGNED_PT = 6.0
"""Cells of one column begin, end or are centred at one place, but for a letter's width."""
MAX_ALIGNED_CHARACTERS = 60
"""Longer pieces side by side are lines of two columns of text."""
AMOUNT = re.compile(
    r"[-+–]?\s?[\d][\d\s.,/]*\s?(?:€|%|k€|M€|HT|TTC|euros?|EUR|h|m²)*(?:\s(?:HT|TTC))?(?:\s?/\s?\w{1,10})?",
    re.IGNORECASE,
)


def parted(lines: Sequence[PrintedLine], height: float) -> Iterator[tuple[bool, list[PrintedLine]]]:
    """The lines of a page cut into rows of ruled tables and what stands between them.

    Args:
        lines: of the page, in reading order.
        height: of the page in points.

    Yields:
        (True, one row of a table, its cells from left to right) or (False, a stretch of other lines). A table that
        only sets text side by side gives a stretch for each cell; a frame or a figure none at all.
    """
    tables = {number: _ordered(_with_columns(held)) for number, held in _by_table(lines).items()}
    layouts = {number for number, cells in tables.items() if _is_layout(cells, height)}
    drawings = {number for number, cells in tables.items() if _is_drawing(cells)}
    plain: list[PrintedLine] = []
    done: set[int] = set()
    for line in lines:
        if not line.cell or line.cell[0] in drawings:
            plain.append(line)
        elif (number := line.cell[0]) not in done:
            done.add(number)
            if plain:
                yield False, plain
                plain = []
            if number in layouts:
                yield from ((False, cell) for cell in tables[number])
            else:
                yield from ((True, row) for row in _rows(tables[number]))
    if plain:
        yield False, plain


def _by_table(lines: Sequence[PrintedLine]) -> dict[int, list[PrintedLine]]:
    tables: defaultdict[int, list[PrintedLine]] = defaultdict(list)
    for line in lines:
        if line.cell:
            tables[line.cell[0]].append(line)
    return tables


def _with_columns(lines: list[PrintedLine]) -> list[PrintedLine]:
    """The lines of a table whose rows alone are ruled, in the columns that white parts from top to bottom.

    A title printed across two columns does not join them, if most rows have as many pieces as the fullest one.
    """
    rows: defaultdict[int, list[PrintedLine]] = defaultdict(list)
    for line in lines:
        if line.cell:
            rows[line.cell[1]].append(line)
    if len(rows) < 2 or len({line.cell[2] for line in lines if line.cell}) > 1:
        return lines
    pieces = {number: len(_column_ends(row)) for number, row in rows.items()}
    full = [number for number in rows if pieces[number] == max(pieces.values())]
    ends = _column_ends([line for number in full for line in rows[number]] if 2 * len(full) > len(rows) else lines)
    return [
        line._replace(cell=(line.cell[0], line.cell[1], min(sum(end < line.x0 for end in ends), len(ends) - 1)))
        for line in lines
        if line.cell
    ]


def _column_ends(lines: Iterable[PrintedLine]) -> list[float]:
    """Where each column ends: what overlaps, or has no gutter between, is one."""
    ends: list[float] = []
    for line in sorted(lines, key=lambda line: line.x0):
        if not ends or line.x0 - ends[-1] > GUTTER_PT:
            ends.append(line.x1)
        ends[-1] = max(ends[-1], line.x1)
    return ends


def _ordered(lines: Sequence[PrintedLine]) -> Rows:
    """The lines of each cell, row by row; within a cell from top to bottom."""
    cells: defaultdict[tuple[int, int], list[PrintedLine]] = defaultdict(list)
    for line in lines:
        if line.cell:
            cells[line.cell[1:]].append(line)
    return [cells[place] for place in sorted(cells)]


def _place(cell: Sequence[PrintedLine]) -> tuple[int, int]:
    """Row and column of a cell."""
    _, row, column = cell[0].cell or (0, 0, 0)
    return row, column


def _is_drawing(cells: Rows) -> bool:
    """Whether the rules are a frame around one text, or the grid of a figure."""
    drawn = (1 + max(_place(cell)[0] for cell in cells)) * (1 + max(_place(cell)[1] for cell in cells))
    return len(cells) < 2 or (drawn >= MIN_DRAWN_CELLS and len(cells) < MIN_FILLED_SHARE * drawn)


def _is_layout(cells: Rows, height: float) -> bool:
    """Whether the cells only set paragraphs side by side or in boxes."""
    tallest = max(max(line.bottom for line in cell) - min(line.top for line in cell) for cell in cells)
    lone = min(len({_place(cell)[0] for cell in cells}), len({_place(cell)[1] for cell in cells})) == 1
    return tallest > LAYOUT_HEIGHT_SHARE * height > 0 or (lone and 2 * sum(map(_is_prose, cells)) >= len(cells))


def _is_prose(cell: Sequence[PrintedLine]) -> bool:
    return len(cell) >= PROSE_LINES and sum(len(line.text) for line in cell) >= PROSE_CHARACTERS


def _rows(cells: Rows) -> Iterator[list[PrintedLine]]:
    for band in _bands(cells):
        levels = _levels(band)
        if not levels:
            for _, row in itertools.groupby(band, key=lambda cell: _place(cell)[0]):
                yield [line for cell in row for line in cell]
            continue
        lines = sorted((line for cell in band for line in cell), key=_column)
        nearest = [min(range(len(levels)), key=lambda n: abs(_centre(levels[n]) - _centre(line))) for line in lines]
        for number in range(len(levels)):
            yield [line for line, level in zip(lines, nearest, strict=True) if level == number]


def _bands(cells: Rows) -> Iterator[Rows]:
    """The cells of each row; of several rows where the text of one runs on beside the next."""
    band: Rows = []
    for _, row in itertools.groupby(cells, key=lambda cell: _place(cell)[0]):
        held = list(row)
        if band and min(_centre(cell[0]) for cell in held) > max(cell[-1].bottom for cell in band):
            yield band
            band = []
        band += held
    yield band


def _levels(band: Rows) -> list[PrintedLine]:
    """The lines of a cell that holds a figure a line, one level with each line of another cell: so many rows.

    Accounts often rule their columns only, or part their rows with colour.
    """
    tallest = max(band, key=len)
    for cell in band:
        figures = len(cell) > 1 and all(is_amount(line.text) for line in cell)
        if figures and cell is not tallest and len(cell) == len(tallest):
            level = zip(cell, tallest, strict=True)
            if all(shared_height(one, two) > 0.5 for one, two in level):
                return list(cell)
    return []


def _column(line: PrintedLine) -> tuple[int, float]:
    """Column of a line of a table, then where it stands."""
    return (line.cell[2] if line.cell else 0), line.top


def _centre(line: PrintedLine) -> float:
    return (line.top + line.bottom) / 2


def aligned_rows(lines: Sequence[PrintedLine]) -> dict[int, int]:
    """Row number of each line that is a cell of a table without rules, by the line's start.

    Three short pieces or more on one line, above or below another such line whose pieces begin, end or are centred
    at the same places.
    """
    rows: Rows = []
    for line in lines:
        if rows and shared_height(rows[-1][-1], line) > 0.5 and line.x0 - rows[-1][-1].x1 > line.height:
            rows[-1].append(line)
        else:
            rows.append([line])
    wide = [
        len(row) >= MIN_ALIGNED_CELLS and all(len(cell.text) <= MAX_ALIGNED_CHARACTERS for cell in row) for row in rows
    ]
    found: dict[int, int] = {}
    for number, row in enumerate(rows):
        beside = [other for other in (number - 1, number + 1) if 0 <= other < len(rows) and wide[other]]
        if wide[number] and any(_are_aligned(row, rows[other]) for other in beside):
            found |= {cell.start: number for cell in row}
    return found


def _are_aligned(one: Sequence[PrintedLine], two: Sequence[PrintedLine]) -> bool:
    """Whether at least half the cells of the shorter row stand in the columns of the other."""
    shared = sum(any(_share_column(cell, other) for other in two) for cell in one)
    return 2 * shared >= min(len(one), len(two)) and shared >= 2


def _share_column(one: PrintedLine, two: PrintedLine) -> bool:
    starts, ends = abs(one.x0 - two.x0), abs(one.x1 - two.x1)
    centres = abs(one.x0 + one.x1 - two.x0 - two.x1) / 2
    return min(starts, ends, centres) <= ALIGNED_PT


def is_amount(text: str) -> bool:
    """Whether a piece of a line is a figure with its unit: the value of the label before it."""
    return bool(AMOUNT.fullmatch(text.strip()))
