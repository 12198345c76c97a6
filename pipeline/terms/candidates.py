"""Terms nobody listed: noun-like phrases by a light pattern, ranked by C-value (Frantzi, Ananiadou, Mima 2000)."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

LINKS = frozenset({"de", "d'", "du", "des", "à", "en"})
MAX_CONTENT_WORDS = 4
KEPT_PER_UNIT = 40  # an act of 300 words holds about 60; its first ones are its subject
_PARTICIPLE_OR_NOUN = ("é", "ée", "és", "ées", "i", "ie", "is", "ies", "u", "ue", "us", "ues", "ère", "ères")

Tokens = Sequence[str]


def phrases(tokens: Tokens, lemma: Callable[[str], str | None]) -> Iterator[str]:
    """Phrases of 2 to 4 content words, joined by nothing or by de, du, des, à, en.

    Without parts of speech, a verb is told by its lemma in -er, -ir or -oir; some stay.

    Args:
        tokens: of one stretch of text; signs and other words end a phrase.
        lemma: lemma of a content word, None for any other token.
    """
    run: list[str] = []  # content words and links, from a content word to a content word
    link = ""
    for token in (*tokens, "."):
        word = token.lower().replace("’", "'")
        found = lemma(token)
        if found is not None and not _is_verb(word, found):
            run.extend([link, word] if link and run else [word])
            link = ""
        elif word in LINKS and run and not link:
            link = word
        else:
            yield from _parts(run)
            run, link = [], ""


def most_frequent(found: Iterable[str], kept: int = KEPT_PER_UNIT) -> dict[str, int]:
    """The phrases of one unit that are kept: the most frequent, then the first in the text; sorted."""
    counts = Counter(found)  # equal counts stay in the order of the text: an act begins with its subject
    return dict(sorted(counts.most_common(kept)))


def _is_verb(word: str, lemma: str) -> bool:
    if word == lemma:
        return word.endswith("er") and not word.endswith(("ier", "oyer"))
    return lemma.endswith(("er", "ir")) and not word.endswith(_PARTICIPLE_OR_NOUN) and word not in (lemma, f"{lemma}s")


def _parts(run: Sequence[str]) -> Iterator[str]:
    """Every stretch of a run that begins and ends with a content word."""
    content = [number for number, word in enumerate(run) if word not in LINKS]
    for first in range(len(content)):
        for last in range(first + 1, min(first + MAX_CONTENT_WORDS, len(content))):
            yield " ".join(run[content[first] : content[last] + 1]).replace("' ", "'")


def content_words(phrase: str) -> list[str]:
    """The words of a phrase without its links."""
    return [word for word in phrase.replace("'", "' ").split() if word not in LINKS]


def c_values(frequencies: dict[str, int]) -> dict[str, float]:
    """C-value of each phrase: log2 of its content words times the frequency it does not owe to longer phrases.

    C(t) = log2|t| · (f(t) - mean of f over the longer phrases that hold t).

    Args:
        frequencies: phrase -> occurrences in the corpus, nested ones counted.
    """
    longer: dict[str, list[int]] = {}
    for phrase, frequency in frequencies.items():
        words = phrase.replace("'", "' ").split()
        nested = {part for part in _parts(words) if part != phrase}
        for part in nested:
            if part in frequencies:
                longer.setdefault(part, []).append(frequency)
    return {
        phrase: math.log2(len(content_words(phrase)))
        * (frequency - (sum(longer[phrase]) / len(longer[phrase]) if phrase in longer else 0))
        for phrase, frequency in frequencies.items()
    }


class Tally:
    """Frequencies over a stream of units, in bounded memory: rare phrases are forgotten when it is full.

    A forgotten phrase had at most `floor` occurrences at that time (lossy counting; Manku and Motwani 2002), so
    the frequent ones are right to within that number.
    """

    def __init__(self, most: int = 1_000_000) -> None:
        self.counts: Counter[str] = Counter()
        self.units: Counter[str] = Counter()
        self.most, self.floor = most, 0

    def add(self, found: dict[str, int]) -> None:
        """Count the phrases of one unit."""
        self.counts.update(found)
        self.units.update(found.keys())
        while len(self.counts) > self.most:
            self.floor += 1
            kept = {phrase: count for phrase, count in self.counts.items() if count > self.floor}
            self.counts = Counter(kept)
            self.units = Counter({phrase: self.units[phrase] for phrase in kept})
