"""Tables: the one behind each figure, and those that stand alone. What is printed and what the CSV holds go together."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.page.numbers import plain
from pipeline.page.samples import visible
from pipeline.page.words import Words

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that starts with one of these is a formula to a spreadsheet (CWE-1236)."""


class Cell(NamedTuple):
    """One cell: as printed, as in the CSV; a link; `rows` it spans, 0 when the cell above covers it."""

    text: str
    raw: str
    href: str = ""
    rows: int = 1


class Column(NamedTuple):
    """One column: its name in the CSV, its heading, and whether it holds numbers."""

    key: str
    head: str
    numeric: bool = False


class Table(NamedTuple):
    """A table with its caption; the first column names the row."""

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def words_cell(text: str, raw: str | None = None, href: str = "") -> Cell:
    """A cell of text; `raw` where the CSV holds another form."""
    return Cell(visible(text), text if raw is None else raw, href)


def number_cell(words: Words, value: float | None, decimals: int = 0) -> Cell:
    """A number: the same digits on the page and in the CSV."""
    return Cell(words.number(value, decimals), plain(value, decimals))


def interval_cell(words: Words, value: float | None, bounds: tuple[float | None, float | None]) -> Cell:
    """A value with its 95 % interval; an endless side is said so."""
    cell = number_cell(words, value, 2)
    if value is None or bounds == (None, None):
        return cell
    low, high = ("∞" if bound is None else words.number(bound, 2) for bound in bounds)
    low = "−∞" if low == "∞" else low
    return Cell(f"{cell.text} {words('between', low=low, high=high)}", cell.raw)


def grouped(rows: Sequence[tuple[Cell, ...]]) -> tuple[tuple[Cell, ...], ...]:
    """Rows whose first cell repeats the one above are printed under one heading."""
    made: list[tuple[Cell, ...]] = []
    for start, row in enumerate(rows):
        if start and rows[start - 1][0] == row[0]:
            made.append((row[0]._replace(rows=0), *row[1:]))
            continue
        stop = start
        while stop < len(rows) and rows[stop][0] == row[0]:
            stop += 1
        made.append((row[0]._replace(rows=stop - start), *row[1:]))
    return tuple(made)


def as_csv(table: Table) -> str:
    """The table as a CSV file: RFC 4180, decimal point, UTF-8."""
    return csv_text([column.key for column in table.columns], ([cell.raw for cell in row] for row in table.rows))


def csv_text(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows of text as CSV; a text that a spreadsheet would run as a formula gets an apostrophe."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(head)
    for row in rows:
        writer.writerow([_harmless(value) for value in row])
    return stream.getvalue()


def _harmless(value: str) -> str:
    if value.startswith(FORMULA) and not _is_number(value):
        return f"'{value}"
    return value


def _is_number(value: str) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return True
