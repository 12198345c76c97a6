"""Sums of money of French acts, in figures and in words, each in the currency it is printed in."""

import functools
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from pipeline.acts.dates import number_in_words, number_of
from pipeline.acts.fold import fold


class Amount(NamedTuple):
    """A sum of money, with where it stands (code points, half-open)."""

    start: int
    end: int
    value: str
    """Exact decimal: « 45000 » when whole, else two decimals or more, « 1234.50 »; one value, one string."""
    currency: str
    """ISO 4217; `CFA` for the two francs CFA (XOF and XAF), which no act tells apart."""
    text: str  # as printed


_CURRENCIES = {
    "CFA": r"f\.? ?cfa|fcfa|francs? (?:c\.?f\.?a\b|de la communaute financiere)|cfa|xof|xaf",
    "XPF": r"f\.? ?cfp|fcfp|francs? (?:cfp|pacifique)|cfp|xpf",
    "CHF": r"francs? suisses?|chf",
    "BEF": r"francs? belges?|bef",
    "FRF": r"francs?(?: francais)?|frf|ff|f",
    "EUR": r"euros?|eur|€(?:uros?)?",
    "CAD": r"dollars? canadiens?|cad|\$ ?ca[dn]?",
    "USD": r"dollars?(?: (?:us\b|americains?|des etats-unis))?|usd|us ?\$|\$(?: ?us\b)?",
    "GBP": r"livres? sterlings?|gbp|£",
    "JPY": r"yens?|jpy|¥",
}
"""Currency -> its names, folded; the longer names of a shared word come first."""
_SIGNS = {"EUR": r"€|eur(?=[ \d])", "USD": r"us ?\$|\$|usd", "GBP": r"£|gbp", "CHF": "chf"}
"""Currency -> what may stand before the figures: « € 500 »."""
_SCALES = {
    "milliard": 10**9, "milliards": 10**9, "md": 10**9, "mds": 10**9, "million": 10**6, "millions": 10**6, "m": 10**6,
    "milliers": 10**3, "mille": 10**3, "k": 10**3,
}  # fmt: skip

_FIGURES = r"(?:\d{1,3}(?:[ .]\d{3})+|\d{1,12})(?:,\d{1,6}|\.\d{1,2}|(?<=\d{3}), \d{2})?(?![.,]?\d)"
"""Thousands apart by a blank or a dot, decimals after a comma or a dot; « 16 637, 50 € » is in many council papers."""
_START = r"(?<![\w.,/°])(?<!\d-)(?<!\d, )"
_SCALE = r"(?:milliards?|millions?|milliers|mille|mds?|m|k)"
_CURRENCY = "|".join(f"(?P<{code}>{names})" for code, names in _CURRENCIES.items())
_END = r"(?:(?<=[€$£¥])|(?![^\W_]))"  # « 45 000 €HT »
_AFTER = rf"(?: ?(?P<scale>{_SCALE}))?(?: ?d'| ?de )? {{0,2}}(?:{_CURRENCY}){_END}"
_SIGNED = r"(?P<minus>(?<!\w)-)?"

_MISREAD = re.compile(r"(?<!\w)(?=\d*[OoIlSB])(?=[OoIlSB]*\d)[\dOoIlSB]{1,3}[ .]$")
"""« 1O 500 € »: a letter for a figure before the blank of the thousands. What follows is no sum: never repaired."""
_CARRIED = re.compile(r"\b(?:millions?|milliards?) (?:et )?$")
"""« 1 million 200 000 euros »: the last figures alone would be a wrong sum."""


@functools.cache
def _figures() -> re.Pattern[str]:
    rising = rf"(?:\b(?:de|entre) (?P<low>{_FIGURES})(?: ?(?P<low_scale>{_SCALE}))? (?:a|et) )?"
    cents = r"(?:(?: et)? (?P<cents>\d{1,2}) (?:centimes?|cts?)\b)?"
    return re.compile(rf"{rising}{_START}{_SIGNED}(?P<number>{_FIGURES}){_AFTER}{cents}")


@functools.cache
def _after_sign() -> re.Pattern[str]:
    signs = "|".join(f"(?P<{code}>{names})" for code, names in _SIGNS.items())
    return re.compile(
        rf"(?<![\w$])(?:{signs}) ?{_SIGNED}(?P<number>{_FIGURES})(?: ?(?P<scale>millions?|milliards?|m|k)\b)?"
    )


@functools.cache
def _words() -> re.Pattern[str]:
    """A run of number words, whole: what follows it is looked at once."""
    small = {word for number in range(1, 1000) for word in re.split(r"[ -]", fold(number_in_words(number)))}
    small |= {"septante", "huitante", "nonante", "cents", "vingts", "mil", "mille", "million", "millions"}
    small |= {"milliard", "milliards"}
    word = "(?:" + "|".join(sorted(small - {"et"}, key=lambda name: (-len(name), name))) + r")\b"
    return re.compile(rf"(?<![\w-]){word}(?:[ -]{{1,3}}(?:et[ -])?{word})*")


_WORDED = re.compile(rf" (?:d'|de )?(?:{_CURRENCY}){_END}(?:(?: et)? (?P<cents>[a-z-]{{2,20}}) (?:centimes?|cts?)\b)?")
_TOKEN = re.compile(r"\bl'(?P<name>euro|franc) symbolique\b")


def amounts_in(text: str) -> list[Amount]:
    """Every sum of money of a text, in order, none overlapping another.

    Both ends of a range are given (« de 1 000 à 2 000 euros »), and a sum printed in figures then in words is
    given twice. Figures without a currency, and figures that recognition misread (« 45 OOO € »), are left out.
    Francs stay francs.

    Args:
        text: any text; sums cut by a line end are not joined.
    """
    # a tab parts two cells of a table: « 12 ⇥ 500 € » is no sum of 12 500
    folded, found, taken = fold(text.replace("\t", "\n")), list[Amount](), bytearray(len(text))
    for reader in (_in_figures, _behind_sign, _in_words, _tokens):
        for amount in reader(text, folded):
            if not any(taken[amount.start : amount.end]):
                taken[amount.start : amount.end] = b"x" * (amount.end - amount.start)
                found.append(amount)
    return sorted(found)


def _in_figures(text: str, folded: str) -> Iterator[Amount]:
    for match in _figures().finditer(folded):
        currency = _currency(match, text)
        start = match.start("minus") if match["minus"] else match.start("number")
        value = _value(match["number"], match["scale"])
        if currency is None or value is None or _spoiled(text, folded, start):
            continue
        if match["low"] and not _spoiled(text, folded, match.start("low")):
            shared = match["scale"] if _figure(match["low"]) < _figure(match["number"]) * 10 else None
            low = _value(match["low"], match["low_scale"] or shared)
            end = match.end("low_scale") if match["low_scale"] else match.end("low")
            if low is not None:
                yield _amount(text, match.start("low"), end, low, currency)
        value += Decimal(match["cents"] or 0) / 100
        yield _amount(text, start, match.end(), -value if match["minus"] else value, currency)


def _behind_sign(text: str, folded: str) -> Iterator[Amount]:
    for match in _after_sign().finditer(folded):
        value = _value(match["number"], match["scale"])
        if value is not None and not _spoiled(text, folded, match.start("number")):
            currency = next(code for code in _SIGNS if match[code])
            yield _amount(text, match.start(), match.end(), -value if match["minus"] else value, currency)


def _in_words(text: str, folded: str) -> Iterator[Amount]:
    for run in _words().finditer(folded):
        match = _WORDED.match(folded, run.end())
        currency = _currency(match, text) if match else None
        number = large_number_of(run[0]) if currency else None
        after_figures = folded[max(0, run.start() - 2) : run.start()].rstrip()[-1:].isdigit()
        if match and currency and number is not None and not after_figures:
            cents = large_number_of(match["cents"] or "") or 0
            yield _amount(text, run.start(), match.end(), number + Decimal(cents) / 100, currency)


def _tokens(text: str, folded: str) -> Iterator[Amount]:
    """« à l'euro symbolique »: a price of one."""
    for match in _TOKEN.finditer(folded):
        yield _amount(text, match.start(), match.end(), Decimal(1), "EUR" if match["name"] == "euro" else "FRF")


def large_number_of(words: str) -> int | None:
    """The number that French words spell, 1 to 999 milliards; None when they spell none."""
    rest, total = fold(words).replace("-", " ").strip(), 0
    for name, scale in (("milliards?", 10**9), ("millions?", 10**6), ("mil(?:le)?", 10**3)):
        before, mark, after = _cut(rf"\b{name}\b", rest)
        if not mark:
            continue
        group = 1 if not before and scale == 10**3 else number_of(before)
        if group is None or group >= 1000:
            return None
        total, rest = total + group * scale, after
    if not rest:
        return total or None
    last = number_of(rest.removeprefix("et "))
    return None if last is None or last >= 1000 else total + last


def _cut(pattern: str, words: str) -> tuple[str, str, str]:
    match = re.search(pattern, words)
    return (words[: match.start()].strip(), match[0], words[match.end() :].strip()) if match else ("", "", words)


def _currency(match: re.Match[str], text: str) -> str | None:
    """The currency of a match; a small f, m or k is no abbreviation of francs (« 12 m f »)."""
    code = next(name for name in _CURRENCIES if match[name])
    short = len(match[code]) == 1 and code == "FRF"
    return None if short and text[match.start(code)] != "F" else code


def _spoiled(text: str, folded: str, start: int) -> bool:
    """Whether the figures are the end of something longer that was not read."""
    return bool(_MISREAD.search(text[max(0, start - 5) : start]) or _CARRIED.search(folded[max(0, start - 14) : start]))


def _value(number: str, scale: str | None) -> Decimal | None:
    """The value of figures; null where they can be read in two ways.

    « 12,500 € » and « 1.250 M€ » may hold thousands or decimals; « 000 € » has lost what stood before.
    """
    factor = _SCALES[scale] if scale else 1
    three_decimals = re.search(r"(?<!^0),\d{3,}$", number) and not scale
    three_figures = factor >= 10**6 and re.fullmatch(r"\d{1,3}\.\d{3}", number)
    if three_decimals or three_figures or re.match(r"0\d", number):
        return None
    return _figure(number) * factor


def _figure(number: str) -> Decimal:
    decimals = re.search(r"(?:, ?|\.(?!\d{3}))(\d+)$", number)
    whole = re.sub(r"\D", "", number[: decimals.start()] if decimals else number)
    return Decimal(f"{whole}.{decimals[1]}" if decimals else whole)


def _amount(text: str, start: int, end: int, value: Decimal, currency: str) -> Amount:
    plain = f"{value:f}"
    if "." in plain:
        whole, _, cents = plain.partition(".")
        cents = cents.rstrip("0")
        plain = f"{whole}.{cents:0<2}" if cents else whole
    return Amount(start, end, "0" if plain == "-0" else plain, currency, text[start:end])
