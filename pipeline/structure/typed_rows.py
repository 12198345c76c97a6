"""Rows of tables in plain text: pieces of lines that stand below one another, parted by runs of blanks."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.structure.lines import PrintedLine

GAP_CHARACTERS = 3
"""Blanks that part two cells; a justified line in a plain text has two at most."""
MIN_LINES = 3
"""Lines that must share a place for a column: two share one by chance, as a head and a foot do."""
_PIECE = re.compile(rf"\S+(?: {{1,{GAP_CHARACTERS - 1}}}\S+)*")

Row = list[PrintedLine]


def typed_rows(lines: Sequence[PrintedLine]) -> dict[int, Row]:
    """The rows of tables among the lines of a page without paper.

    A line with nothing in the first column goes on with the cells of the row above. Columns are places where pieces
    of lines begin: sums set flush right make none, and their lines stay as they are.

    Args:
        lines: of one page, in order.

    Returns:
        Rank of a line -> the pieces of the row that it opens, by column; none for a line that goes on with a row.
    """
    found: dict[int, Row] = {}
    for table, (first, stop) in enumerate(_stretches(lines)):
        columns = _columns(lines[first:stop])
        row: Row = []
        for rank in range(first, stop):
            opens = _starts(lines[rank])[0] < columns[1] or not row
            if opens:
                row = found[rank] = []
                number = rank
            else:
                found[rank] = []
            row += _pieces(lines[rank], columns, (table, number))
            row.sort(key=lambda piece: piece.cell or (0, 0, 0))
    return found


def _stretches(lines: Sequence[PrintedLine]) -> Iterator[tuple[int, int]]:
    """First line of each table, and the line after it: each line begins its pieces where a line above it does."""
    first = 0
    while first < len(lines):
        known = set(_starts(lines[first]))
        stop = first + 1
        while stop < len(lines) and len(known) > 1 and _goes_on(_starts(lines[stop]), known):
            stop += 1
        if stop - first >= MIN_LINES and len(_columns(lines[first:stop])) > 1:
            yield first, stop
            first = stop
        else:
            first += 1


def _goes_on(starts: Sequence[int], known: set[int]) -> bool:
    return known.issuperset(starts) and (len(starts) > 1 or starts[0] > min(known))


def _columns(lines: Sequence[PrintedLine]) -> list[int]:
    """Where columns begin, in characters."""
    counts = Counter(start for line in lines for start in _starts(line))
    return sorted(start for start, count in counts.items() if count >= MIN_LINES)


def _starts(line: PrintedLine) -> list[int]:
    return [match.start() for match in _PIECE.finditer(line.text)]


def _pieces(line: PrintedLine, columns: Sequence[int], place: tuple[int, int]) -> Iterator[PrintedLine]:
    for match in _PIECE.finditer(line.text):
        column = max((rank for rank, start in enumerate(columns) if start <= match.start()), default=0)
        yield line._replace(start=line.start + match.start(), text=match[0], cell=(*place, column))
