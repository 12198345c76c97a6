"""Lists of dated, numbered acts exported without quotes: a value with line breaks runs over several rows.

« 2012-06-25;Mise a disposition;;; » then « Autorisation de signer;56204;;; »: the first row of a record begins with
its date, the last one ends with its number, and what stands between is its text, line breaks included.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.documents.dates import iso_date

COLUMNS = ("column 1", "column 2", "column 3", "DELIB_ID")
"""Date, text and number of a record, named as in any table without a header; and the number as the acts look for it."""
FIELDS = {"date": "column 1", "text": "column 2", "title": "column 2", "id": "column 3"}
MIN_NUMBERED_SHARE = 0.9
"""Records that end with a number; all 10 590 of the one real export do."""
MIN_RECORDS = 3
_NUMBER = re.compile(r"[A-Za-z]{0,6}[-_/. ]?\d[\w/.-]{0,18}")
_DAY = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")


class Rejoined(NamedTuple):
    """Records as cells (date, text, number, number), and what was mended."""

    rows: list[tuple[str, str, str, str]]
    notice: str


def rejoined(text: str, delimiter: str) -> Rejoined | None:
    """The records of a broken export; None for any table that is none.

    Args:
        text: the whole table.
        delimiter: between its cells.
    """
    lines = [line for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip(delimiter + " ")]
    dated = [place for place, line in enumerate(lines) if _is_dated(line, delimiter)]
    if len(dated) < MIN_RECORDS or len(dated) == len(lines) or not _starts_so(lines, dated[0], delimiter):
        return None
    if _is_well_formed(text, delimiter, dated[0]):
        return None
    ends = [*dated[1:], len(lines)]
    records = [_record(lines[start:end], delimiter) for start, end in zip(dated, ends, strict=True)]
    if sum(bool(number) for _, _, number in records) < MIN_NUMBERED_SHARE * len(records):
        return None
    notice = (
        f"values were cut by line breaks without quotes: {len(lines):,} lines were rejoined into {len(records):,} "
        "records, each from its date to its number"
    )
    return Rejoined([(day, value, number, number) for day, value, number in records], notice)


def _is_dated(line: str, delimiter: str) -> bool:
    day = line.split(delimiter, 1)[0].strip().strip('"')
    return bool(_DAY.fullmatch(day)) and iso_date(day) is not None


def _starts_so(lines: Sequence[str], first: int, delimiter: str) -> bool:
    """Whether the table begins with a record, or with the names of three columns."""
    return first == 0 or (first == 1 and len(lines[0].rstrip(delimiter + " ").split(delimiter)) == 3)


def _is_well_formed(text: str, delimiter: str, header_rows: int) -> bool:
    """Whether quotes already hold the line breaks: then each row begins with its date."""
    cells = csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=delimiter)
    try:
        rows = [row[0].strip() for row in cells if any(cell.strip() for cell in row)]
    except csv.Error:
        return False
    return all(iso_date(first) is not None for first in rows[header_rows:])


def _record(lines: Sequence[str], delimiter: str) -> tuple[str, str, str]:
    """Date, text and number of the lines of one record; the number empty where there is none."""
    rows = [line.rstrip(delimiter + " ").split(delimiter) for line in lines]
    day = rows[0].pop(0).strip().strip('"')
    number = rows[-1][-1].strip().strip('"') if rows[-1] else ""
    if _NUMBER.fullmatch(number):
        rows[-1].pop()
    else:
        number = ""
    return day, "\n".join(_values(rows, delimiter)), number


def _values(rows: Iterable[Sequence[str]], delimiter: str) -> Iterator[str]:
    """The text of each row; the delimiter stands again where the text held it, quotes as they were printed."""
    for cells in rows:
        value = delimiter.join(cells).strip(delimiter + " ")
        if value.startswith('"'):
            value = value.removeprefix('"').replace('""', "\0").removesuffix('"').replace("\0", '"')
        if value.strip():
            yield value.strip()
