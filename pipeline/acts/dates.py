"""Dates of French acts, in figures and in words, and the date of the session among them."""

import datetime as dt
import functools
import re
from typing import Literal, NamedTuple

from pipeline.acts.fold import figures_read, fold

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_UNITS = (
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix",
    "onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
)  # fmt: skip
_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 80: "quatre-vingt"}
_REGIONAL_TENS = {70: "septante", 80: "huitante", 90: "nonante"}
DCTCIV = ("dctciv", dt.date(2023, 12, 29))
"""A body and the day it was created: a text that names it cannot be older."""
_WEEKDAY = r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche),? )?"


class FoundDate(NamedTuple):
    """A date read in a text, with where it stands (code points, half-open)."""

    start: int
    end: int
    date: str  # ISO 8601
    form: Literal["figures", "words"]
    misread: bool = False  # letters stand for figures: « 20l4 »


def number_in_words(number: int) -> str:
    """A number from 0 to 9999 as French acts write it, hyphens inside the tens only (« deux mille dix-neuf »)."""
    thousands, rest = divmod(number, 1000)
    hundreds, rest = divmod(rest, 100)
    words = []
    if thousands:
        words += [_UNITS[thousands]] * (thousands > 1) + ["mille"]
    if hundreds:
        plural = "cents" if hundreds > 1 and not rest else "cent"
        words += [_UNITS[hundreds]] * (hundreds > 1) + [plural]
    if rest or not words:
        words.append(_below_hundred(rest))
    return " ".join(words)


def _below_hundred(number: int, tens_names: dict[int, str] | None = None) -> str:
    names = _TENS | (tens_names or {})
    if number < len(_UNITS):
        return _UNITS[number]
    base = max(tens for tens in names if tens <= number)
    rest, name = number - base, names[base]
    if rest == 0:
        return "quatre-vingts" if name == "quatre-vingt" else name
    joiner = " et " if rest in (1, 11) and name != "quatre-vingt" else "-"
    return f"{name}{joiner}{_UNITS[rest]}"


def in_words(day: dt.date) -> str:
    """A day as the opening formula writes it: « l'an deux mille dix-neuf, le vingt-cinq mars »."""
    number = "premier" if day.day == 1 else number_in_words(day.day)
    return f"l'an {number_in_words(day.year)}, le {number} {MONTHS[day.month - 1]}"


@functools.cache
def _small_numbers() -> dict[str, int]:
    """Folded words -> number, 1 to 99, regional tens and a missing plural s included; hyphens are spaces."""
    words = {}
    for number in range(1, 100):
        for names in (None, _REGIONAL_TENS):
            spelled = fold(_below_hundred(number, names)).replace("-", " ")
            for variant in (
                spelled,
                spelled.replace(" et ", " "),
                spelled.removesuffix("s") if number == 80 else spelled,
            ):
                words[variant] = number
    return words


@functools.cache
def _small_pattern(limit: int) -> str:
    """Alternatives for 1 to `limit`, longest first, any mix of spaces and hyphens between words."""
    spelled = sorted(
        (words for words, number in _small_numbers().items() if number <= limit), key=lambda w: (-len(w), w)
    )
    return "(?:" + "|".join(words.replace(" ", r"[\s-]+") for words in spelled) + ")"


def _small(words: str) -> int:
    return _small_numbers()[" ".join(re.split(r"[\s-]+", words))]


@functools.cache
def _number_pattern() -> str:
    small = _small_pattern(99)
    gap = r"[\s-]+"
    return (
        rf"(?:(?:(?P<thousands>{_small_pattern(9)}){gap})?(?P<mille>mil(?:le)?)\b)?"
        rf"(?:{gap})?(?:(?:(?P<hundreds>{_small_pattern(19)}){gap})?(?P<cent>cents?)\b)?"
        rf"(?:{gap}(?:et{gap})?|)(?P<rest>{small}\b)?"
    )


def number_of(words: str) -> int | None:
    """The number that French words spell, 1 to 9999; None when they spell none.

    Takes `mil` and `mille`, hyphens or not, septante, huitante, nonante, and centuries counted in hundreds
    (« dix-neuf cent quatre-vingt-douze »).
    """
    folded = fold(words).strip()
    match = re.fullmatch(_number_pattern(), folded)
    if not folded or match is None:
        return None
    number = 0
    if match["mille"]:
        number += 1000 * (_small(match["thousands"]) if match["thousands"] else 1)
    if match["cent"]:
        number += 100 * (_small(match["hundreds"]) if match["hundreds"] else 1)
    if match["rest"]:
        number += _small(match["rest"])
    return number


@functools.cache
def _patterns() -> tuple[tuple[Literal["figures", "words"], re.Pattern[str]], ...]:
    months = "|".join(fold(month) for month in MONTHS)
    day_figures, day_words = r"\d{1,2}(?:er)?", rf"premier|{_small_pattern(31)}"
    month = rf"(?:du\s+mois\s+de\s+|du\s+mois\s+d')?(?P<month>{months})"
    words = r"mil(?:le)?\b(?:[\s-]+[a-z]+){0,8}?"
    year_words = (
        rf"(?P<year>(?:{_small_pattern(9)}[\s-]+)?{words}|{_small_pattern(19)}[\s-]+cents?\b(?:[\s-]+[a-z]+){{0,6}}?)"
    )
    opening = (
        rf"\bl\W{{0,2}}an\s+(?:de\s+grace\s+)?(?:{year_words}|(?P<digits>\d{{4}})),?\s+(?:et\s+)?,?\s*le\s+{_WEEKDAY}"
    )
    return (
        ("words", re.compile(rf"{opening}(?P<day>{day_figures}|{day_words})\s+{month}\b")),
        (
            "words",
            re.compile(rf"\b(?P<day>{day_words})\s+{month}\s+(?P<year>(?:deux[\s-]+)?mil(?:le)?\b(?:[\s-]+{_small_pattern(99)}\b|"
                       rf"[\s-]+(?:{_small_pattern(9)}[\s-]+)?cents?\b(?:[\s-]+{_small_pattern(99)}\b)?)?)"),
        ),
        ("figures", re.compile(rf"\b(?P<day>\d{{1,2}})(?:er)?\s+(?P<month>{months})\s+(?P<digits>\d{{4}})\b")),
        ("figures", re.compile(r"(?<![\d/.-])(?P<day>\d{1,2})(?P<sign>[/.-])(?P<month>\d{1,2})(?P=sign)(?P<digits>\d{4})(?![\d/-])")),
        ("figures", re.compile(r"(?<![\d/.-])(?P<digits>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?![\d/-])")),
    )  # fmt: skip


def dates_in(text: str) -> list[FoundDate]:
    """Every full date of a text, in order, none overlapping another; days that do not exist are left out.

    Args:
        text: any text; the apostrophe of « L'an » may be missing.
    """
    folded, read, found = fold(text), figures_read(text), list[FoundDate]()
    for form, pattern in _patterns():
        for match in pattern.finditer(read):
            date = _date_of(match)
            start, end = match.span()
            if date and not any(start < other.end and other.start < end for other in found):
                found.append(FoundDate(start, end, date, form, misread=folded[start:end] != read[start:end]))
    return sorted(found)


def _date_of(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    year = int(parts["digits"]) if parts.get("digits") else number_of(parts["year"])
    day_text, month_text = parts["day"], parts["month"]
    day = 1 if day_text == "premier" else int(re.sub(r"\D", "", day_text) or 0) or number_of(day_text)
    month = int(month_text) if month_text.isdigit() else [fold(name) for name in MONTHS].index(month_text) + 1
    try:
        return dt.date(year or 0, month, day or 0).isoformat()
    except ValueError:
        return None


@functools.cache
def _month_pattern() -> re.Pattern[str]:
    months = "|".join(fold(month) for month in MONTHS)
    place = r"[^\W\d][\w' -]{0,40}"
    return re.compile(
        rf"(?:^|\n)(?:{place}(?:, | - ))?(?P<alone>(?:{months}) (?:19|20)\d{{2}})\s*(?:$|\n)"
        rf"|(?:\bn ?° ?\d{{1,4}}[^\n.]{{0,40}}, )(?P<issue>(?:{months}) (?:19|20)\d{{2}})\s*(?:$|\n)"
        rf"|\b(?:presente|publie|paru|acheve|remis|redige|etabli|mis a jour)e?s? en (?P<told>(?:{months}) (?:19|20)\d{{2}})\s*(?:$|\n)"
    )


def closing_month(text: str) -> str | None:
    """The month that a line of a title page gives: « septembre 2016 », « Lyon, mars 2014 », « n° 31, mai 2016 ».

    It must stand alone, after a place, after the number of an issue, or after « présenté en », and close its
    line: months told in a sentence date no document.

    Args:
        text: one passage of the title page.

    Returns:
        ISO 8601, a month.
    """
    match = _month_pattern().search(fold(text).strip(" .()"))
    if match is None:
        return None
    month, year = (match["alone"] or match["issue"] or match["told"]).split()
    return f"{year}-{[fold(name) for name in MONTHS].index(month) + 1:02}"


_NAME_PATTERNS = (
    re.compile(
        r"(?<!\d)(?P<year>(?:19|20)\d{2})[-_. ]?(?P<month>0[1-9]|1[0-2])[-_. ]?(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
    ),
    re.compile(
        r"(?<!\d)(?P<day>0?[1-9]|[12]\d|3[01])[-_. ](?P<month>0?[1-9]|1[0-2])[-_. ](?P<year>(?:19|20)\d{2})(?!\d)"
    ),
    re.compile(r"(?<!\d)(?P<day>0[1-9]|[12]\d|3[01])(?P<month>0[1-9]|1[0-2])(?P<year>(?:19|20)\d{2})(?!\d)"),
)


def date_in_name(name: str) -> str | None:
    """The day that a file name carries (`2014-04-24-…`, `PV_17_02_2014`, `CR-20140217`), else its lone year.

    Args:
        name: file name without folders; a row number (`#row=12`) must have been taken off.

    Returns:
        ISO 8601, a day or a year; None when the name holds no date, or several years.
    """
    for pattern in _NAME_PATTERNS:
        for match in pattern.finditer(name):
            try:
                return dt.date(int(match["year"]), int(match["month"]), int(match["day"])).isoformat()
            except ValueError:
                continue
    spoken = [found for found in dates_in(name.replace("_", " ").replace("-", " ")) if found.form == "figures"]
    if spoken:
        return spoken[0].date
    years = set(re.findall(r"(?<!\d)(?:19[5-9]\d|20[0-4]\d)(?!\d)", name))
    return years.pop() if len(years) == 1 else None


def alarms(date: str, text: str, collected: str = "") -> list[str]:
    """Reasons to doubt a date: before 1800, older than a body the text names, later than the corpus.

    Args:
        date: of the unit, ISO 8601.
        text: its whole text.
        collected: day the documents were collected; empty: not told, and no date is called late.
    """
    warnings = [f"impossible date {date}"] if int(date[:4]) < 1800 else []
    name, created = DCTCIV
    if date < created.isoformat()[: len(date)] and re.search(rf"\b{name}\b", fold(text)):
        warnings.append(f"date {date} is older than a body the text names ({name.upper()}, {created.isoformat()})")
    if collected and date > collected[: len(date)]:
        warnings.append(f"date {date} is later than the collection of the corpus ({collected})")
    return warnings
