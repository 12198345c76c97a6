"""Every place where a pattern matches, and which of them stand: the longest, then the first in the lexicon."""

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.terms.lexicon import APOSTROPHES, Rule
from pipeline.terms.prefixes import LONGEST, folded

WORD = re.compile(r"\w+")
_KNOWN_WORDS = 200_000  # words remembered with their patterns: the vocabulary of 100 million words of acts


class Match(NamedTuple):
    """One match of one rule, in code points of the passage, half-open."""

    start: int
    end: int
    rule: Rule


class Words(NamedTuple):
    """A text as scanners read it."""

    text: str  # apostrophes plain
    found: list[re.Match[str]]  # its words, in order
    letters: list[str]  # what they read
    different: set[str]  # each once


def words_of(text: str) -> Words:
    """Read a text for the scanners, once for all of them."""
    plain = text.translate(APOSTROPHES) if "’" in text or "ʼ" in text else text
    found = list(WORD.finditer(plain))
    letters = list(map(re.Match.group, found))
    return Words(plain, found, letters, set(letters))


class Scanner:
    """Finds the matches of many rules in one pass over the words of a text."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._by_start: dict[str, list[Rule]] = {}
        self._by_word: dict[str, list[Rule]] = {}
        self._anywhere: list[Rule] = []
        self._known: dict[str, tuple[Rule, ...]] = {}
        self._without: set[str] = set()  # known words that begin no rule
        for rule in rules:
            if rule.starts is None:
                self._anywhere.append(rule)
            for start in rule.starts or ():
                table = self._by_word if start.whole else self._by_start
                table.setdefault(start.letters, []).append(rule)

    def scan(self, words: Words) -> Iterator[Match]:
        """Matches in the order of their start, overlapping ones included; blank matches excluded."""
        # nearly every word begins no rule, and a set tells so without a step of ours for each word
        here = words.different - self._without
        begun = {letters: rules for letters in here if (rules := self._rules_for(letters))}
        for number, letters in enumerate(words.letters) if begun else ():
            for rule in begun.get(letters, ()):
                match = rule.regex.match(words.text, words.found[number].start())
                if match and match.end() > match.start():
                    yield Match(match.start(), match.end(), rule)
        for rule in self._anywhere:
            for match in rule.regex.finditer(words.text):
                if match.end() > match.start():
                    yield Match(match.start(), match.end(), rule)

    def _rules_for(self, letters: str) -> tuple[Rule, ...]:
        """The patterns that may begin with a word."""
        if letters in self._known:
            return self._known[letters]
        word = folded(letters)
        found = list(self._by_word.get(word, ()))
        for length in range(1, min(len(word), LONGEST) + 1):
            found.extend(self._by_start.get(word[:length], ()))
        if len(self._known) >= _KNOWN_WORDS:
            self._known.clear()
            self._without.clear()
        unique = {rule.rank: rule for rule in found}
        self._known[letters] = tuple(unique[rank] for rank in sorted(unique))
        if not unique:
            self._without.add(letters)
        return self._known[letters]


def longest(matches: Iterable[Match]) -> list[Match]:
    """The matches that stand, in order: a longer one wins, then the rule that comes first; none overlap."""
    kept: list[Match] = []  # by start; since none overlap, only the two neighbours can be in the way
    for match in sorted(matches, key=lambda match: (match.start - match.end, match.rule.rank, match.start)):
        place = bisect.bisect_left(kept, match.start, key=lambda other: other.start)
        free_before = place == 0 or kept[place - 1].end <= match.start
        if free_before and (place == len(kept) or match.end <= kept[place].start):
            kept.insert(place, match)
    return kept


def terms_of(matches: Sequence[Match]) -> list[Match]:
    """Matches of term families, each stretch of text given to one family.

    A damaged form stands where nothing else does, or around shorter terms of other families: « action internationale
    des collcctivités » is no bare « action internationale ».
    """
    sound = longest(match for match in matches if match.rule.spec and not match.rule.spec.ocr)
    kept = []
    for damaged in longest(match for match in matches if match.rule.spec and match.rule.spec.ocr):
        touched = [match for match in sound if covers(match, damaged)]
        if all(_is_part(match, damaged) for match in touched):
            sound = [match for match in sound if match not in touched]
            kept.append(damaged)
    return sorted([*sound, *kept], key=lambda match: match.start)


def _is_part(match: Match, whole: Match) -> bool:
    inside = whole.start <= match.start and match.end <= whole.end
    return inside and match.end - match.start < whole.end - whole.start and match.rule.entry != whole.rule.entry


def themes_of(matches: Sequence[Match]) -> list[Match]:
    """Matches of theme stems, none of them inside an exclusion of its theme; themes may share words."""
    by_theme: dict[str, list[Match]] = {}
    for match in matches:
        by_theme.setdefault(match.rule.entry, []).append(match)
    standing = []
    for found in by_theme.values():
        barred = [match for match in found if match.rule.excludes]
        stems = [match for match in found if not match.rule.excludes]
        standing += longest(match for match in stems if not any(covers(bar, match) for bar in barred))
    return sorted(standing, key=lambda match: (match.start, match.rule.rank))


def covers(one: Match, other: Match) -> bool:
    """Whether two matches share a character."""
    return one.start < other.end and other.start < one.end
