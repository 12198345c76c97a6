"""Dates as tables, press exports and web pages write them, in ISO 8601 as precise as they are certain."""

import re
import unicodedata
from datetime import date

_MONTH = re.compile(r"(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])(?:[T ].*)?|(?P<first>0?[1-9]|1[0-2])[/.](?P<last>\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T ].*)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("janvier", "january", "jan", "janv"), ("fevrier", "february", "feb", "fevr"), ("mars", "march", "mar"),
            ("avril", "april", "apr", "avr"), ("mai", "may"), ("juin", "june", "jun"), ("juillet", "july", "jul", "juil"),
            ("aout", "august", "aug"), ("septembre", "september", "sep", "sept"), ("octobre", "october", "oct"),
            ("novembre", "november", "nov"), ("decembre", "december", "dec"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip
_NAME = rf"({'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_IN_WORDS = re.compile(rf"\b(\d{{1,2}})(?:er|st|nd|rd|th)?\s+{_NAME},?\s+(\d{{4}})\b")
_MONTH_FIRST = re.compile(rf"\b{_NAME}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})\b")


def iso_date(raw: str) -> str | None:
    """A date in ISO 8601 (`2014-03-01`, `2014-03`, `2014`), or None where it is not certain.

    Read are year first, day first with a four-digit year (French order), eight digits, month and year, a year alone.
    """
    raw = raw.strip()
    if re.fullmatch(r"\d{4}", raw):
        return raw if 1000 <= int(raw) <= 2999 else None
    if match := _MONTH.fullmatch(raw):
        return f"{match['year'] or match['last']}-{(match['month'] or match['first']).zfill(2)}"
    if match := _YEAR_FIRST.fullmatch(raw) or _COMPACT.fullmatch(raw):
        year, month, day = match.groups()
    elif match := _DAY_FIRST.fullmatch(raw):
        day, month, year = match.groups()
    else:
        return None
    return _day(int(year), int(month), int(day))


def written_date(raw: str) -> str | None:
    """A date in figures, or the first one in words (« jeudi 5 octobre 2013 », `October 5, 2013`), or None."""
    certain = iso_date(raw)
    if certain is not None:
        return certain
    plain = unicodedata.normalize("NFKD", raw.lower()).encode("ascii", "ignore").decode()
    if match := _IN_WORDS.search(plain):
        return _day(int(match[3]), _MONTHS[match[2]], int(match[1]))
    if match := _MONTH_FIRST.search(plain):
        return _day(int(match[3]), _MONTHS[match[1]], int(match[2]))
    return None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
