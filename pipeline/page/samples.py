"""Seeded samples of occurrences, and the words around each: no generator, so a new document moves few lines."""

import hashlib
import heapq
import re
from collections.abc import Iterable

from pipeline.page.facts import Label
from pipeline.records import Hit, Passage, Topic
from pipeline.text.kwic import line

CONTEXT_CHARACTERS = 70
"""On each side of a pivot: about eleven French words, what a line of a wide table holds."""

EXCERPT_CHARACTERS = 280
EXCERPT_WORDS = 40  # what an excerpt holds; a shorter passage gains nothing by being short

_INVISIBLE = re.compile(r"[\u202a-\u202e\u2066-\u2069\u200e\u200f\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")


def rank(seed: int, hit: Hit) -> str:
    """The place of one occurrence in the draw: a digest of the seed and of where it stands."""
    key = f"{seed}\n{hit.doc_id}\n{hit.passage_id}\n{hit.start}\n{hit.end}\n{hit.entry}"
    return hashlib.sha256(key.encode()).hexdigest()


class Draw:
    """Keeps the first `size` occurrences of a stream by rank, never the whole stream."""

    def __init__(self, size: int, seed: int) -> None:
        self.size, self.seed, self.total = size, seed, 0
        self._kept: list[tuple[str, Hit]] = []

    def add(self, hit: Hit) -> None:
        """Look at one more occurrence."""
        self.total += 1
        self._kept.append((rank(self.seed, hit), hit))
        if len(self._kept) > 4 * self.size + 16:
            self._kept = heapq.nsmallest(self.size, self._kept, key=lambda item: item[0])

    def drawn(self) -> list[tuple[str, Hit]]:
        """The sample with its ranks, in the order of the documents."""
        kept = heapq.nsmallest(self.size, self._kept, key=lambda item: item[0])
        return sorted(kept, key=lambda item: (item[1].doc_id, item[1].page, item[1].passage_id, item[1].start))


def context(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Left context, pivot and right context of one occurrence, cut between words."""
    found = line(text, start, end, width=CONTEXT_CHARACTERS)
    left, right = squeezed(found.left), squeezed(found.right)
    if len(found.left) < len(text[:start].lstrip()):
        left = f"… {left}"
    if len(found.right) < len(text[end:].rstrip()):
        right = f"{right} …"
    return left, squeezed(found.pivot), right


def visible(text: str) -> str:
    """Text without the signs that turn the direction of a line or are no text."""
    return _INVISIBLE.sub("", text)


def squeezed(text: str) -> str:
    """Visible text, every run of blanks as one space."""
    return re.sub(r"\s+", " ", visible(text)).strip()


def shortened(text: str, most: int) -> str:
    """At most `most` characters, cut between words."""
    text = squeezed(text)
    if len(text) <= most:
        return text
    head = text[: most - 1]
    return f"{head.rsplit(' ', 1)[0] if ' ' in head else head}…"


def excerpt(passages: Iterable[Passage], topic: Topic) -> Passage | None:
    """The passage where the heaviest words of a topic stand closest; a word counts by its first five letters."""
    stems = {lemma[:5].lower() for lemma, _ in topic.top_terms[:10]}
    best: tuple[float, Passage] | None = None
    for passage in passages:
        found = re.findall(r"\w+", passage.text.lower())
        if passage.role in ("running", "stamp") or len(found) < 8:
            continue
        score = sum(word[:5] in stems for word in found) / max(len(found), EXCERPT_WORDS) ** 0.5
        if best is None or score > best[0]:
            best = (score, passage)
    return best[1] if best else None


def unique_labels(labels: dict[str, Label]) -> dict[str, Label]:
    """Labels that tell every series of one kind apart: a second one of the same name bears its identifier."""
    seen: set[tuple[str, str]] = set()
    made: dict[str, Label] = {}
    for series in sorted(labels):
        kind, _, entry = series.partition(":")
        french, english = labels[series]
        if (kind, french) in seen or (kind, english or french) in seen:
            french, english = f"{french} ({entry})", f"{english or french} ({entry})"
        seen |= {(kind, french), (kind, english or french)}
        made[series] = (french, english)
    return made
