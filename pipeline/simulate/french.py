"""French spelling of numbers, dates, hours and sums, and the small agreements that templates need."""

import datetime as dt
import re
import unicodedata

_UNITS = (
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
    "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
)  # fmt: skip
_TENS = ("", "", "vingt", "trente", "quarante", "cinquante", "soixante", "soixante", "quatre-vingt", "quatre-vingt")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
FIRST_EURO_YEAR = 2002
NO_BREAK = "\u00a0"
_VOWELS = frozenset("aeiouyhâàéèêëîïôöûùüœæ")


def number_in_words(number: int, *, old_thousand: bool = False) -> str:
    """A whole number spelled out, traditional spelling (hyphens below one hundred only, « et » before un and onze).

    Args:
        number: 0 to 9999.
        old_thousand: write « mil », as dates of the second millennium do.

    Raises:
        ValueError: out of range.
    """
    if not 0 <= number <= 9999:
        raise ValueError(f"{number} is not between 0 and 9999")
    thousands, rest = divmod(number, 1000)
    if not thousands:
        return _below_thousand(rest)
    word = "mil" if old_thousand and thousands == 1 and rest else "mille"
    head = word if thousands == 1 else f"{_UNITS[thousands]} {word}"
    return f"{head} {_below_thousand(rest)}" if rest else head


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _below_hundred(rest)
    head = "cent" if hundreds == 1 else f"{_UNITS[hundreds]} cent"
    if rest:
        return f"{head} {_below_hundred(rest)}"
    return head if hundreds == 1 else f"{head}s"


def _below_hundred(number: int) -> str:
    if number < 20:
        return _UNITS[number]
    tens, unit = divmod(number, 10)
    if tens in (7, 9):
        unit += 10
    if unit == 0:
        return "quatre-vingts" if tens == 8 else _TENS[tens]
    if unit in (1, 11) and tens < 8:
        return f"{_TENS[tens]} et {_UNITS[unit]}"
    return f"{_TENS[tens]}-{_UNITS[unit]}"


def year_in_words(year: int) -> str:
    """A year as acts spell it: « mil neuf cent quatre-vingt-douze », « deux mille dix-neuf »."""
    return number_in_words(year, old_thousand=True)


def date_in_words(date: dt.date) -> str:
    """« deux mille dix-neuf, le vingt-cinq mars », the opening of an act without its « L'an »."""
    day = "premier" if date.day == 1 else number_in_words(date.day)
    return f"{year_in_words(date.year)}, le {day} {MONTHS[date.month - 1]}"


def date_in_figures(date: dt.date) -> str:
    """« 25 mars 2019 », « 1er avril 2014 »."""
    day = "1er" if date.day == 1 else str(date.day)
    return f"{day} {MONTHS[date.month - 1]} {date.year}"


def day_printed(text: str) -> dt.date:
    """The last day that a text prints in figures, as `date_in_figures` writes them."""
    day, month, year = re.findall(rf"(\d{{1,2}})(?:er)?\s({'|'.join(MONTHS)})\s(\d{{4}})", text)[-1]
    return dt.date(int(year), MONTHS.index(month) + 1, int(day))


def date_with_weekday(date: dt.date) -> str:
    """« lundi 25 mars 2019 »."""
    return f"{WEEKDAYS[date.weekday()]} {date_in_figures(date)}"


def date_with_slashes(date: dt.date) -> str:
    """« 25/03/2019 », as stamps print it."""
    return f"{date.day:02d}/{date.month:02d}/{date.year}"


def hour_in_words(hour: int, minute: int) -> str:
    """« dix-huit heures trente »."""
    return f"{number_in_words(hour)} heures" + (f" {number_in_words(minute)}" if minute else "")


def grouped(number: int) -> str:
    """A number in figures with a no-break space between thousands."""
    return f"{number:,}".replace(",", NO_BREAK)


def amount(value: int, year: int) -> str:
    """A sum of money in the currency of its year."""
    return f"{grouped(value)} euros" if year >= FIRST_EURO_YEAR else f"{grouped(value * 6)} francs"


def elided(article: str, noun: str) -> str:
    """`de` or `la` before a noun: « de Bamako », « d'Agadir »; an initial h counts as mute.

    Args:
        article: a word that ends in a vowel.
        noun: what follows; its first letter decides.
    """
    return f"{article[:-1]}'{noun}" if noun[:1].lower() in _VOWELS - {"y"} else f"{article} {noun}"


def capitalised(text: str) -> str:
    """The same text with its first letter upper case, past any mark before it."""
    for place, letter in enumerate(text):
        if letter == "‹":
            place_of_term = text.index("|", place) + 1
            return text[:place_of_term] + text[place_of_term].upper() + text[place_of_term + 1 :]
        if letter.isalpha():
            return text[:place] + letter.upper() + text[place + 1 :]
    return text


def without_accents(text: str) -> str:
    """The same text as a typewriter or an old database kept it: no accents, no ligatures."""
    plain = text.replace("œ", "oe").replace("Œ", "OE")
    return "".join(letter for letter in unicodedata.normalize("NFD", plain) if not unicodedata.combining(letter))
