"""Clean text and its way back to the page."""

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.records import Passage, Run
from pipeline.text.normalise import PIECE, clean


class Source(NamedTuple):
    """Where a clean character stands: physical page, offset in that page's text."""

    page: int
    start: int


class Builder:
    """Clean text in the making: its characters, and the runs of them that stand on a page."""

    def __init__(self) -> None:
        self._characters: list[str] = []
        self._runs: list[Run] = []

    def add(self, page: int, start: int, text: str) -> None:
        """Append a stretch of page text: characters in their clean form, blanks never doubled."""
        for match in PIECE.finditer(text):
            printed = match.group()
            plain = clean(printed)
            if plain == " " and self._characters[-1:] in ([], [" "]):
                continue
            if plain == printed:
                self._place(page, start + match.start(), len(plain))
            self._characters.extend(plain)

    def _place(self, page: int, start: int, length: int) -> None:
        """Note where the characters about to be appended stand: the last run grows, or one begins."""
        here = len(self._characters)
        last = self._runs[-1] if self._runs else None
        if last and (last.start + last.length, last.page, last.page_start + last.length) == (here, page, start):
            self._runs[-1] = Run(last.start, page, last.page_start, last.length + length)
        else:
            self._runs.append(Run(here, page, start, length))

    def insert(self, text: str) -> None:
        """Append characters that stand on no page; not a blank after a blank."""
        if text != " " or self._characters[-1:] not in ([], [" "]):
            self._characters.extend(text)

    def drop_last(self) -> None:
        """Take back the last character: a hyphen or a blank at a line end."""
        self._characters.pop()
        end = len(self._characters)
        self._runs[-1:] = _without(self._runs[-1:], end, end + 1)

    def ends_with_word_hyphen(self) -> bool:
        """Whether the text so far ends in a letter or digit and a hyphen."""
        return len(self._characters) > 1 and self._characters[-1] == "-" and self._characters[-2].isalnum()

    def last_word(self) -> str:
        """Letters before the final hyphen, back to the first character that is none."""
        end = len(self._characters) - 1
        start = end
        while start > 0 and (self._characters[start - 1].isalpha() or self._characters[start - 1] == "-"):
            start -= 1
        return "".join(self._characters[start:end])

    def finished(self) -> tuple[str, list[Run]]:
        """The text, NFC and without outer blanks, and the stretches of it that stand letter for letter on a page."""
        if self._characters[-1:] == [" "]:
            self.drop_last()
        self._compose()
        return "".join(self._characters), self._runs

    def _compose(self) -> None:
        """Removing an invisible mark can bring a letter and its accent together: they become one inserted letter.

        So rare that the stretch from the first such place to the last simply loses its way back.
        """
        text = "".join(self._characters)
        if unicodedata.is_normalized("NFC", text):
            return
        composed = unicodedata.normalize("NFC", text)
        shorter = min(len(text), len(composed))
        head = next((place for place in range(shorter) if text[place] != composed[place]), shorter)
        tail = next(
            (place for place in range(shorter - head) if text[-1 - place] != composed[-1 - place]), shorter - head
        )
        self._runs = _without(self._runs, head, len(text) - tail, put=len(composed) - tail - head)
        self._characters = list(composed)


def _without(runs: Sequence[Run], start: int, end: int, put: int = 0) -> list[Run]:
    """The runs once `put` characters that stand on no page replace those from `start` to `end`."""
    kept = []
    for run in runs:
        before = min(run.length, start - run.start)
        if before > 0:
            kept.append(Run(run.start, run.page, run.page_start, before))
        lost = max(0, end - run.start)
        if lost < run.length:
            moved = run.start + lost + put - (end - start)
            kept.append(Run(moved, run.page, run.page_start + lost, run.length - lost))
    return kept


def locate(passage: Passage, offset: int) -> Source | None:
    """The page character behind a clean character.

    Args:
        passage: clean text with its runs.
        offset: in code points, from 0.

    Returns:
        Page and offset in its text, or None for a character the cleaning inserted or rewrote.
    """
    index = bisect_right(passage.runs, offset, key=lambda run: run.start) - 1
    if index < 0:
        return None
    run = passage.runs[index]
    if offset >= run.start + run.length:
        return None
    return Source(run.page, run.page_start + offset - run.start)


def page_at(passage: Passage, offset: int) -> int:
    """The physical page of a clean character; for an inserted one, of the nearest before it."""
    index = bisect_right(passage.runs, offset, key=lambda run: run.start) - 1
    return passage.runs[max(index, 0)].page if passage.runs else passage.page_first
