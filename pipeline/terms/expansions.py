"""Whether words spell an acronym, and which ones before it do."""

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from pipeline.text.tokens import spans

Bounds = tuple[int, int]

SKIPPABLE = frozenset((
    "de", "d'", "du", "des", "la", "le", "les", "l'", "et", "à", "au", "aux", "en", "pour", "par", "sur", "dans", "ou",
    "un", "une", "sous", "entre", "avec", "contre",
))  # fmt: skip
_STOP = re.compile(r"[.;:!?()«»\"“”\t]|\.\s")
_SHAPE = re.compile(r"[^\W\d_][\w.&'/\-]{1,13}")
_MOST_LETTERS = 12
_REACH = 24  # code points set aside for each word before an acronym: longer than nearly every word with its blank
_EACH = 4
"""Leading letters a word may give: three in COFRAC, comité français d'accréditation; four in COTECH, comité technique."""


class _Word(NamedTuple):
    start: int
    end: int
    letters: str  # folded
    skippable: bool


def folded(text: str) -> str:
    """Lower-case letters without accents; everything else is dropped."""
    plain = unicodedata.normalize("NFD", text.lower().replace("œ", "oe"))
    return "".join(character for character in plain if character.isascii() and character.isalpha())


def is_short(word: str) -> bool:
    """Whether a word has the shape of an acronym: 2 to 12 letters and figures, two capitals or more."""
    size = sum(map(str.isalnum, word))
    return bool(_SHAPE.fullmatch(word)) and 2 <= size <= _MOST_LETTERS and sum(map(str.isupper, word)) >= 2


def long_before(text: str, end: int, short: str) -> Bounds | None:
    """The words that end at `end` and are the long form of an acronym; None when none are.

    Args:
        text: with plain apostrophes.
        end: where the long form ends; blanks, commas and closing quotation marks are passed over.
        short: the acronym.
    """
    letters = folded(short)
    words = _words_before(text, end, 2 * len(letters) + 5)
    if len(letters) < 2 or not words:
        return None
    start = _own(words, letters)
    start = _schwartz_hearst(words, letters) if start is None else start
    return _with_complement(words, letters) if start is None else (start, words[-1].end)


def _own(words: list[_Word], letters: str) -> int | None:
    """Start of the shortest run of words up to the last one that spells the letters, by full words alone if it can.

    « direction départementale des affaires sanitaires et sociales »: with « des », the last five would spell DDASS.
    """
    for grammar in (False, True):
        for first in range(len(words) - 1, -1, -1):
            if _spelt(words[first:], letters, grammar=grammar):
                return words[first].start
    return None


def _with_complement(words: list[_Word], letters: str) -> Bounds | None:
    """The long form where a complement parts it from the acronym: « comité de pilotage du projet (COPIL) ».

    Four letters are asked: two or three words that stand before a short acronym would spell it by accident.
    """
    for last in range(len(words) - 1, 0, -1):
        if words[last].letters in ("du", "de", "des", "d") and len(letters) > 3:
            start = _own(words[:last], letters)
            if start is not None:
                return start, words[last - 1].end
    return None


def spells(text: str, bounds: Bounds, short: str) -> Bounds | None:
    """The beginning of a stretch that spells an acronym; None when it does not. An article before is left out."""
    words = _words(text, *bounds)
    while words and words[0].skippable:
        words.pop(0)
    letters = folded(short)
    for last in range(len(words), 0, -1):
        closed = last == len(words) or text[words[last - 1].end : words[last].start].strip() in (",", "-", "–", ";")
        if (
            closed
            and len(letters) > 1
            and (_spelt(words[:last], letters) or _schwartz_hearst(words[:last], letters) == words[0].start)
        ):
            return words[0].start, words[last - 1].end
    return None


def _words(text: str, start: int, end: int) -> list[_Word]:
    """Words of a stretch of a text; those joined by hyphens apart."""
    found = []
    for first, last in spans(text[start:end]):
        token = text[start + first : start + last]
        for part in re.finditer(r"[^\W_]+'?|[^\w\s]", token):
            letters = folded(part[0])
            found.append(
                _Word(start + first + part.start(), start + first + part.end(), letters, part[0].lower() in SKIPPABLE)
            )
    return [word for word in found if word.letters or text[word.start : word.end].isdigit()]


def _words_before(text: str, end: int, most: int) -> list[_Word]:
    left = max(0, end - _REACH * most)
    before = text[left:end].rstrip(' ,«»"“”(')
    first = max((stop.end() for stop in _STOP.finditer(before)), default=0)
    return _words(text, left + first, left + len(before))[-most:]


def _spelt(words: list[_Word], letters: str, *, grammar: bool = True) -> bool:
    """Whether each word gives its first letters, in order, and words of grammar none, or one if `grammar`."""
    if not words or words[0].skippable or not words[0].letters.startswith(letters[0]):
        return False

    @cache
    def rest(number: int, used: int) -> bool:
        if number == len(words):
            return used == len(letters)
        word = words[number]
        if word.skippable and rest(number + 1, used):
            return True
        return any(
            word.letters[:size] == letters[used : used + size] and rest(number + 1, used + size)
            for size in range(1, (grammar if word.skippable else min(_EACH, len(word.letters))) + 1)
            if used + size <= len(letters)
        )

    return not words[-1].skippable and rest(0, 0)


def _schwartz_hearst(words: list[_Word], letters: str) -> int | None:
    """Start of the long form by the rule of 2003, kept where the match is no accident.

    From the last letter to the first, each is sought leftwards; the first must begin a word. Alone, the rule is
    right 86 times in 100 on French prose: here all letters but one must begin a word, at most two full words may
    give none, and the last word must give one.
    """
    words = words[-min(len(letters) + 5, 2 * len(letters)) :] if letters else []
    places: list[tuple[int, int]] = []  # (word, letter of the word)
    number, place = len(words) - 1, len(words[-1].letters) - 1 if words else -1
    for used in range(len(letters) - 1, -1, -1):
        while number >= 0 and not (
            place >= 0 and words[number].letters[place] == letters[used] and (used > 0 or place == 0)
        ):
            place -= 1
            if place < 0:
                number -= 1
                place = len(words[number].letters) - 1 if number >= 0 else -1
        if number < 0:
            return None
        places.append((number, place))
        place -= 1
        if place < 0:
            number -= 1
            place = len(words[number].letters) - 1 if number >= 0 else -1
    return _no_accident(words, places, letters)


def _no_accident(words: list[_Word], places: list[tuple[int, int]], letters: str) -> int | None:
    first = places[-1][0]
    giving = {number for number, _ in places}
    silent = sum(not word.skippable for number, word in enumerate(words) if number > first and number not in giving)
    begun = {number for used, (number, _) in enumerate(places) if words[number].letters[0] == letters[-1 - used]}
    inner = len(places) - len(begun)
    long_enough = len(places) > 2 and not words[first].skippable
    if long_enough and inner <= 1 and silent <= 2 and len(words) - 1 in giving:
        return words[first].start
    return None
