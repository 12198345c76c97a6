"""Articles as acts name them, alone, in lists and in ranges: « articles L. 2213-1 à L. 2213-6 et R. 411-25 »."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_LETTER = r"(?P<letter>l\.? ?o|[lrda])(?: ?[*.,]){0,2} ?-? ?"
_LETTERED = rf"{_LETTER}(?P<lettered>\d[\dlo]{{0,6}}(?: ?- ?[\dlo]{{1,3}}(?!\w)){{0,4}})(?!\w)"
"""After a letter, character recognition's l and o are read as 1 and 0; the first digit of a number must be one."""
_PLAIN = (
    r"(?P<plain>\d{1,4}(?: ?- ?\d{1,3}\b){0,3})(?: ?er\b)?"
    r"(?P<rank> (?:bis|ter|quater|quinquies|sexies|septies|octies|nonies|decies|undecies|duodecies|terdecies)\b)?"
    r"(?!\w| ?(?:°|%|€|euros?\b))"
)
_PART = (
    r"(?:,? ?(?:\((?=\d|[ivx]+\)|al|premier|deux|dernier|§)[^()]{0,40}\)|(?:alineas?|al\b\.?|paragraphes?|§) ?\d{0,2}(?:er\b)?| ?-?[ivx]{1,4}\b|"
    r"(?:\d{1,2} ?(?:°|eme|er?)\.?|premier|deuxieme|second|dernier) ?(?:al(?:inea)?s?\b\.?)?))"
)
"""A part of an article, which no reference keeps: « (4°) », « 3ème alinéa », « II »."""
_CAPITALS = re.compile(r" (?!(?:[IVX]+|DE|DU|ET|OU|LE|LA|AU|EN|CE|SA)\b)[A-Z]{1,2}\b(?! ?\d)(?: (?:bis|ter|quater)\b)?")
"""« 1639 A bis » of the CGI, in the text as printed: folded, it would be « article 6 a été »."""
_ITEM = re.compile(rf"(?:{_LETTERED}|{_PLAIN})")
_JOINT = re.compile(
    rf"{_PART}{{0,4}} ?(?P<joint>,(?: ?(?:et|ou)\b)?|/|(?:et|ou|ainsi que)\b|(?P<to>a|jusqu'a)(?= ?(?:l'|[lrd\d])))"
    r" ?(?:(?:aux?|a|l'|les|des|de l'|notamment|son|ses)? ?(?:articles?|arts?\b\.?) ?)?"
)
_OPENING = re.compile(
    r"\b(?:articles?|arts?\b\.?)(?: n ?°)? ?:? ?(?=[lrda]\b|[lrd]\d|lo\b|lo\d|\d)"
    r"|(?<![\w'.°-])(?=(?:lo|[lrd])(?: ?[*.,]){0,2} ?-? ?\d[\dlo]{1,3} ?- ?[\dlo])"
)
"""« article », or a letter with a number that only articles have: « L. 1115-1 », where « D 986 » is a road."""
_REST = re.compile(rf"{_PART}{{0,4}}(?:,? ?et s(?:uivante?s?\b|\.|\b))?")


class Articles(NamedTuple):
    """Articles named together, and where they stand (code points, half-open)."""

    start: int
    end: int
    numbers: tuple[str, ...]  # in normal form: `L1115-1`, `6 bis`, `L2213-1 à L2213-6`

    @property
    def lettered(self) -> bool:
        """Whether a letter says that they stand in a code."""
        return self.numbers[0][0].isalpha()


def articles_in(text: str, folded: str) -> Iterator[Articles]:
    """The articles a text names, in order; those of one list together.

    Args:
        text: as printed.
        folded: the same, folded.
    """
    done = 0
    for opening in _OPENING.finditer(folded):
        if opening.start() < done:
            continue
        found = _list_at(text, folded, opening)
        if found:
            done = found.end
            yield found


def _list_at(text: str, folded: str, opening: re.Match[str]) -> Articles | None:
    end, numbers, joint = opening.end(), list[str](), None
    while item := _ITEM.match(folded, joint.end() if joint else end):
        number = _lettered(item) if item["letter"] else _plain(item, numbers, in_range=bool(joint and joint["to"]))
        if numbers and numbers[0][0].isalpha() and not number[0].isalpha():
            break  # « articles L. 1115-1 et 12 »: a number of something else
        capitals = None if number[0].isalpha() else _CAPITALS.match(text, item.end())
        number += capitals[0] if capitals else ""
        if joint and joint["to"]:
            numbers[-1] = f"{numbers[-1]} à {number}"
        else:
            numbers.append(number)
        end = capitals.end() if capitals else item.end()
        joint = _JOINT.match(folded, end)
        if joint is None:
            break
    rest = _REST.match(folded, end)
    return Articles(opening.start(), rest.end() if rest else end, tuple(numbers)) if numbers else None


def _lettered(item: re.Match[str]) -> str:
    """`L1115-1`, `LO6431-3`."""
    number = item["lettered"].replace(" ", "").replace("l", "1").replace("o", "0")
    if re.fullmatch(r"\d{5,7}", number):  # no code numbers its articles so: the hyphen is lost
        number = f"{number[:4]}-{number[4:]}"
    return re.sub(r"[. ]", "", item["letter"]).upper() + number


def _plain(item: re.Match[str], before: list[str], *, in_range: bool) -> str:
    """`6 bis`; « L. 2213-1 à 6 » and « L. 1411-1 et 1411-5 » say the letter once."""
    number: str = item["plain"].replace(" ", "")
    last = before[-1].rpartition(" à ")[2] if before else ""
    letter = re.match(r"[A-Z]+", last)
    if letter and re.fullmatch(r"\d{3,4}-\d[\d-]*", number):
        return letter[0] + number
    if letter and in_range and number.isdigit() and "-" in last:
        return f"{last.rpartition('-')[0]}-{number}"
    return number + (item["rank"] or "")
