"""Numbers, dates and punctuation as French and English print them.

French follows the Lexique des règles typographiques en usage à l'Imprimerie nationale: a narrow no-break space
(U+202F) before `; ! ? %` and between thousands, a no-break space (U+00A0) before `:` and inside « », a decimal
comma and a true minus sign. English keeps a decimal point and commas between thousands.
"""

import math
import re
from collections.abc import Iterable
from typing import Literal

Lang = Literal["fr", "en"]
LANGUAGES: tuple[Lang, ...] = ("fr", "en")

NO_BREAK = "\u00a0"
NARROW = "\u202f"
MINUS = "\u2212"
ABSENT = "–"

MONTHS: dict[Lang, tuple[str, ...]] = {
    "fr": (
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
        "novembre", "décembre",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    ),
}  # fmt: skip

_SPACED = (
    (re.compile(r"[ \u00a0\u202f]+(?=[;!?%](?!\w))"), NARROW),
    (re.compile(r"[ \u00a0\u202f]+(?=:(?:\s|$))"), NO_BREAK),
    (re.compile(r"(?<=«)\s*(?=\S)"), NO_BREAK),
    (re.compile(r"(?<=\S)\s*(?=»)"), NO_BREAK),
    (re.compile(r"(?<=\w)'(?=\w|«)"), "’"),
    (re.compile(r"\.\.\."), "…"),
    (re.compile(r"\b(p\.|n°|nº) (?=\d)"), rf"\1{NO_BREAK}"),
    (re.compile(r"\b(\d{1,3}) (?=\d{3}\b)"), rf"\1{NARROW}"),
)


def french(text: str) -> str:
    """Our own French prose with its no-break spaces and curved apostrophes; twice gives the same."""
    for pattern, replacement in _SPACED:
        text = pattern.sub(replacement, text)
    return text


def decimals_of(values: Iterable[float | None], digits: int = 3, most: int = 6) -> int:
    """Decimals that give the largest value three significant digits.

    Args:
        values: what one figure prints in one unit; None is passed over.
        digits: significant digits of the largest value.
        most: decimals kept by the records, never exceeded.
    """
    largest = max((abs(value) for value in values if value is not None), default=0.0)
    if largest == 0:
        return 0
    return min(most, max(0, digits - 1 - math.floor(math.log10(largest))))


def plain(value: float | None, decimals: int = 0) -> str:
    """A number for a CSV file: decimal point, fixed decimals, empty when there is none."""
    return "" if value is None else f"{rounded(value, decimals):.{decimals}f}"


def rounded(value: float, decimals: int) -> float:
    """Rounded as printed, with no negative zero."""
    return round(value, decimals) + 0.0


def number(value: float | None, lang: Lang, decimals: int = 0) -> str:
    """A number in words of the page: `18 331` and `−7,8` in French, `18,331` and `−7.8` in English."""
    if value is None:
        return ABSENT
    text = f"{abs(rounded(value, decimals)):,.{decimals}f}"
    if lang == "fr":
        text = text.replace(",", NARROW).replace(".", ",")
    return (MINUS if rounded(value, decimals) < 0 else "") + text


def interval(low: float, high: float, lang: Lang, decimals: int) -> str:
    """A 95 % interval: `[8,0 ; 17,1]` in French, `[8.0; 17.1]` in English."""
    separator = f"{NARROW};{NO_BREAK}" if lang == "fr" else f";{NO_BREAK}"
    return f"[{number(low, lang, decimals)}{separator}{number(high, lang, decimals)}]"


def date(iso: str | None, lang: Lang) -> str:
    """A date as precise as known: `24 avril 2014`, `April 2014`, `2014`."""
    if iso is None:
        return ABSENT
    parts = [int(part) for part in iso.split("-")]
    if len(parts) == 1 or not 1 <= parts[1] <= len(MONTHS[lang]):
        return iso[:4]
    month = MONTHS[lang][parts[1] - 1]
    if len(parts) == 2:
        return f"{month} {iso[:4]}"
    day = "1er" if lang == "fr" and parts[2] == 1 else str(parts[2])
    return f"{day}{NO_BREAK}{month} {iso[:4]}"
