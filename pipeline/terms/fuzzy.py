"""Damaged copies of the variants, as OCR leaves them: found within a budget of edits, word by word, and marked.

A variant of n letters bears n // 8 edits, two at most. An edit is a letter changed, added or lost; a confusion that
OCR is known for (`rn` for `m`, `c` for `e`, `1` for `l`), or a hyphen left inside a word at the end of a line, costs
half of one; accents and capitals cost nothing. No copy spans a blank that the variant lacks, or lacks one it has, and
no digit of a variant may change. A short word bears confusions only. A word that French has is no damaged word:
« coopérative » is two edits from « coopération », « filles jumelles » one from « villes jumelles ».
"""

import bisect
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

import msgspec

from pipeline.terms.lexicon import APOSTROPHES, Lexicon, Rule
from pipeline.terms.match import WORD, Match, Words
from pipeline.terms.prefixes import folded
from pipeline.text.dictionary import is_form

LETTERS_PER_EDIT = 8
MOST_EDITS = 2
HALF = 0.5
SHORT_WORD = 4  # letters: one free edit in so few makes another word (`des`, `les`, `ces`)
ANCHOR = 7  # letters of the longest word of a variant; shorter ones are too near to other words to be sure
CLASSES = ("ceo0", "il1tfj", "nuv", "hb8", "s5", "gq9")
"""Letters taken for one another: those of the damaged terms seen in scanned acts (`dccentralisée`, `coopéraîion`),
and those that Tesseract confuses on worn print. Accents are folded first."""
_PAIRS = {("rn", "m"), ("m", "rn"), ("cl", "d"), ("d", "cl"), ("li", "h"), ("h", "li"), ("ii", "u"), ("u", "ii")}
_CLASS = {letter: group[0] for group in CLASSES for letter in group}
_SKELETON = str.maketrans(_CLASS)
_GAP = re.compile(r"[\s\-']{1,3}")
_BROKEN_PAIR = re.compile(r"(\w+)-\s?(\w+)")
_NEVER = 99.0
_KNOWN_WORDS = 200_000


class Variant(NamedTuple):
    """A form to look for."""

    form: str  # as the lexicon writes it
    words: tuple[str, ...]  # in lower case
    plain: tuple[str, ...]  # the same without accents
    anchor: int  # number of its longest word
    budget: float
    rule: Rule


class _Token(NamedTuple):
    start: int
    end: int
    letters: str
    broken: bool = False  # two halves around a hyphen


class FuzzyScanner:
    """Finds damaged copies of the variants of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.variants = tuple(_variants(lexicon))
        self._anchors: dict[str, list[Variant]] = {}
        for variant in self.variants:
            self._anchors.setdefault(variant.plain[variant.anchor], []).append(variant)
        self._pieces = {anchor: _pieces(skeleton(anchor)) for anchor in self._anchors}
        self._known: dict[str, tuple[Variant, ...]] = {}
        self._halves: dict[tuple[str, str], bool] = {}
        self._far: set[str] = set()  # known words near to no variant
        long = {skeleton(word) for variant in self.variants for word in variant.plain if len(word) > SHORT_WORD}
        self._edges = {word[:2] for word in long} | {word[-2:] for word in long}
        self._reach = max((len(variant.words) for variant in self.variants), default=0)

    def scan(self, words: Words) -> Iterator[Match]:
        """Damaged copies, in order; sound ones are left to the patterns, a few may come all the same."""
        plain, found, letters, different = words
        # nearly every word is one of those near to nothing, and a set tells so without a step of ours for each word
        hot = set(filter(self._near, different - self._far))
        broken = (
            [pair for pair in _BROKEN_PAIR.finditer(plain) if self._may_be_one(*pair.groups())] if "-" in plain else []
        )
        if not (hot or broken):
            return
        for number, word in enumerate(letters) if hot else ():
            if word in hot:
                yield from self._found(plain, *self._around(words, number))
        for pair in broken:
            number = bisect.bisect_left(found, pair.start(), key=re.Match.start)
            around, _ = self._around(words, number)
            tokens = _joined(around, pair.start(), pair.end())
            for number in range(len(tokens)):
                yield from self._found(plain, tokens, number, broken=True)

    def _around(self, words: Words, number: int) -> tuple[list[_Token], int]:
        """As many words around one as a variant may reach over, and the number of that one among them."""
        first, last = max(0, number - self._reach), number + self._reach + 2
        return [_Token(*word.span(), word.group()) for word in words.found[first:last]], number - first

    def _may_be_one(self, left: str, right: str) -> bool:
        """Whether two halves around a hyphen look like one word of a variant; two words of French do not."""
        if (left, right) not in self._halves:
            bones = skeleton(folded(left + right))
            like = len(bones) >= ANCHOR - MOST_EDITS and (bones[:2] in self._edges or bones[-2:] in self._edges)
            if len(self._halves) >= _KNOWN_WORDS:
                self._halves.clear()
            self._halves[left, right] = like and not (is_form(left.lower()) and is_form(right.lower()))
        return self._halves[left, right]

    def _found(self, text: str, tokens: Sequence[_Token], number: int, *, broken: bool = False) -> Iterator[Match]:
        """Copies whose longest word is the one of that number; where two halves were made one, with that one only."""
        for variant in self._near(tokens[number].letters):
            first = number - variant.anchor
            window = tokens[first : first + len(variant.words)] if first >= 0 else ()
            whole = len(window) == len(variant.words) and broken <= any(word.broken for word in window)
            if whole and _is_copy(text, window, variant):
                yield Match(window[0].start, window[-1].end, variant.rule)

    def _near(self, letters: str) -> tuple[Variant, ...]:
        """The variants whose longest word this word may be."""
        if letters in self._known:
            return self._known[letters]
        word = folded(letters)
        found = list(self._anchors.get(word, ()))
        if not found and len(word) >= ANCHOR - MOST_EDITS and not is_form(letters.lower()):
            bones = skeleton(word)
            close = [anchor for anchor, pieces in self._pieces.items() if _shares(bones, pieces)]
            costs = {anchor: distance(anchor, word) for anchor in close}
            found = [one for anchor in close for one in self._anchors[anchor] if costs[anchor] <= one.budget]
        if len(self._known) >= _KNOWN_WORDS:
            self._known.clear()
            self._far.clear()
        self._known[letters] = tuple(found)
        if not found:
            self._far.add(letters)
        return self._known[letters]


def budget_of(variant: str) -> int:
    """Edits a form bears: one for each eight letters, two at most."""
    return min(MOST_EDITS, sum(map(str.isalpha, variant)) // LETTERS_PER_EDIT)


def skeleton(word: str) -> str:
    """The word with one letter for each class of confusions; two words a few confusions apart have one skeleton."""
    word = word.replace("rn", "m").replace("cl", "d").replace("li", "h").replace("ii", "u")
    return word.translate(_SKELETON)


@lru_cache(maxsize=65536)
def distance(variant: str, word: str) -> float:
    """Cost of the cheapest way from a word of a variant to a word of a text, both without accents.

    Returns:
        The sum of the edits; 99 above `MOST_EDITS`, where a digit would have to change, or a short word more than a
        confusion.
    """
    free = _NEVER if len(variant) <= SHORT_WORD else 1.0
    here, there = _where_they_differ(variant, word)
    if abs(len(here) - len(there)) > 2 * MOST_EDITS:
        return _NEVER
    above = list(accumulate((_added(letter, free) for letter in there), initial=0.0))
    rows = [above]
    for at, letter in enumerate(here, start=1):
        row = [above[0] + _added(letter, free)]
        for to, other in enumerate(there, start=1):
            best = min(
                above[to - 1] + _changed(letter, other, free),
                above[to] + _added(letter, free),
                row[to - 1] + _added(other, free),
            )
            if to >= 2 and (letter, there[to - 2 : to]) in _PAIRS:
                best = min(best, above[to - 2] + HALF)
            if at >= 2 and (here[at - 2 : at], other) in _PAIRS:
                best = min(best, rows[at - 2][to - 1] + HALF)
            row.append(best)
        if min(*above, *row) > MOST_EDITS:  # no way leads back: an edit of a pair reaches two rows, none reaches three
            return _NEVER
        rows.append(row)
        above = row
    return above[-1] if above[-1] <= MOST_EDITS else _NEVER


def _where_they_differ(one: str, other: str) -> tuple[str, str]:
    """Two words without the beginning and the end they share."""
    first = next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), None)
    first = min(len(one), len(other)) if first is None else first
    one, other = one[first:], other[first:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return one, other


def _added(letter: str, free: float) -> float:
    return _NEVER if letter.isdigit() else free


def _changed(here: str, there: str, free: float) -> float:
    if here == there:
        return 0.0
    if here.isdigit():
        return _NEVER
    if _CLASS.get(here, here) == _CLASS.get(there, there):
        return HALF
    return _NEVER if there.isdigit() else free


def _is_copy(text: str, window: Sequence[_Token], variant: Variant) -> bool:
    """Whether the words are a damaged copy: within the budget, blanks between them, each changed word unknown."""
    cost, damaged = 0.0, False
    for token, word, plain in zip(window, variant.words, variant.plain, strict=True):
        lower = token.letters.lower()
        damaged = damaged or token.broken or lower not in (word, plain)
        cost += distance(plain, folded(lower)) + HALF * token.broken
        if cost > variant.budget:
            return False
    if not damaged or not all(_GAP.fullmatch(text, one.end, other.start) for one, other in pairwise(window)):
        return False
    return not any(
        folded(token.letters) != plain and is_form(token.letters.lower())
        for token, plain in zip(window, variant.plain, strict=True)
    )


def _joined(tokens: Sequence[_Token], start: int, end: int) -> list[_Token]:
    """The words with the two that stand between `start` and `end` made one."""
    halves = [token for token in tokens if start <= token.start < end]
    whole = _Token(start, end, "".join(token.letters for token in halves), broken=True)
    before = [token for token in tokens if token.start < start]
    return [*before, whole, *(token for token in tokens if token.start >= end)]


def _pieces(bones: str) -> tuple[tuple[str, int], ...]:
    """Parts of a skeleton, of which two edits leave one whole, and where each begins."""
    size = len(bones) // (MOST_EDITS + 1)
    return ((bones[:size], 0), (bones[size : 2 * size], size), (bones[2 * size :], 2 * size))


def _shares(bones: str, pieces: tuple[tuple[str, int], ...]) -> bool:
    """Whether a skeleton is as long, within two letters, and has one of the parts as near its place."""
    last, place = pieces[-1]
    if abs(len(bones) - place - len(last)) > MOST_EDITS:
        return False
    for piece, place in pieces:
        if bones.find(piece, max(0, place - MOST_EDITS), place + MOST_EDITS + len(piece)) >= 0:
            return True
    return False


def _variants(lexicon: Lexicon) -> Iterator[Variant]:
    for family in lexicon.families.values():
        rules = [rule for rule in lexicon.rules if rule.kind == "term" and rule.entry == family.id]
        for form in family.variants if family.fuzzy else ():
            if variant := _variant(form.translate(APOSTROPHES), rules):
                yield variant


def _variant(form: str, rules: Sequence[Rule]) -> Variant | None:
    """A form with the first sound pattern that matches it whole; None for an acronym and a form too short."""
    words = tuple(word.lower() for word in WORD.findall(form))
    for rule in rules:
        if rule.spec and not rule.spec.ocr and rule.regex.fullmatch(form):
            anchor = max(range(len(words)), key=lambda number: len(words[number]))
            if rule.spec.acronym or not budget_of(form) or len(words[anchor]) < ANCHOR:
                return None
            marked = rule._replace(spec=msgspec.structs.replace(rule.spec, ocr=True))
            return Variant(form, words, tuple(map(folded, words)), anchor, budget_of(form), marked)
    return None
