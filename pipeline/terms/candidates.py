"""Terms nobody listed: noun-like phrases by a light pattern, ranked by C-value (Frantzi, Ananiadou, Mima 2000)."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

LINKS = frozenset({"de", "d'", "du", "des", "à", "en"})
_ONE_LINK = {"d'": "de", "du": "de", "des": "de"}
MAX_CONTENT_WORDS = 4
KEPT_PER_UNIT = 400
"""All those of an act of 2000 words: 9 acts in 10 hold fewer than 150, the longest about 250. With 40, 44 % of the phrases
of 60 acts of a city were lost, and a new name is rare at first. The first ones of a long report are its subject."""
_PARTICIPLE_OR_NOUN = ("é", "ée", "és", "ées", "i", "ie", "is", "ies", "u", "ue", "us", "ues", "ère", "ères")

Tokens = Sequence[str]


def phrases(
    tokens: Tokens, lemma: Callable[[str], str | None], is_name: Callable[[str], bool] = lambda _: False
) -> Iterator[str]:
    """Phrases of 2 to 4 content words, joined by nothing or by de, du, des, à, en; in lower case, save names.

    Without parts of speech, a verb is told by its lemma in -er, -ir or -oir; some stay.

    Args:
        tokens: of one stretch of text; signs and other words end a phrase.
        lemma: lemma of a content word, None for any other token.
        is_name: whether a token is a proper name, which keeps its capitals.
    """
    run: list[str] = []  # content words and links, from a content word to a content word
    link = ""
    for token in (*tokens, "."):
        word = token.lower().replace("’", "'")
        found = lemma(token)
        if found is not None and not is_verb(word, found):
            shown = token.replace("’", "'") if is_name(token) else word
            run.extend([link, shown] if link and run else [shown])
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


def is_verb(word: str, lemma: str) -> bool:
    """Whether a word in lower case is a verb by its lemma, participles excepted."""
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


def key_of(phrase: str, lemma: Callable[[str], str | None]) -> str:
    """What the forms of one candidate share: lemmas, and one form of « de » (« alliances de territoires »)."""
    words = phrase.replace("'", "' ").split()
    return " ".join(_ONE_LINK.get(word, word) if word in LINKS else lemma(word) or word for word in words)


def c_values(frequencies: dict[str, int]) -> dict[str, float]:
    """C-value of each phrase: log2 of its content words times the frequency it does not owe to longer phrases.

    C(a) = log2|a| · (f(a) - t(a) / c(a)): t(a) occurrences inside longer phrases, c(a) the number of these phrases. As
    in the algorithm of the paper, an occurrence inside « d c a » counts once, for the longest: its example gives
    1551.36 to « basal cell carcinoma », where the mean of all longer frequencies would give 1549.78.

    Args:
        frequencies: phrase -> occurrences in the corpus, nested ones counted.
    """
    nested: Counter[str] = Counter()
    holders: Counter[str] = Counter()
    sizes = {phrase: len(content_words(phrase)) for phrase in frequencies}
    for phrase in sorted(frequencies, key=lambda phrase: (-sizes[phrase], phrase)):
        alone = frequencies[phrase] - nested[phrase]
        for part in set(_parts(phrase.replace("'", "' ").split())) - {phrase}:
            if part in frequencies:
                nested[part] += alone
                holders[part] += 1
    return {
        phrase: math.log2(sizes[phrase]) * (frequency - (nested[phrase] / holders[phrase] if phrase in holders else 0))
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
