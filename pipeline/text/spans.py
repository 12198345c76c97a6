"""Clean text and its way back to the page, character by character."""

import unicodedata
from bisect import bisect_right
from typing import NamedTuple

from pipeline.records import Passage, Run
from pipeline.text.normalise import clean


class Source(NamedTuple):
    """Where a clean character stands: physical page, offset in that page's text."""

    page: int
    start: int


class Builder:
    """Clean text in the making: each character with its place on a page, or none where it was inserted."""

    def __init__(self) -> None:
        self._characters: list[str] = []
        self._sources: list[Source | None] = []

    def add(self, page: int, start: int, text: str) -> None:
        """Append a stretch of page text: characters in their clean form, blanks never doubled."""
        for offset, character in enumerate(text):
            for plain in clean(character):
                if plain == " " and self._characters[-1:] in ([], [" "]):
                    continue
                self._characters.append(plain)
                self._sources.append(Source(page, start + offset) if plain == character else None)

    def insert(self, text: str) -> None:
        """Append characters that stand on no page."""
        for character in text:
            if character != " " or self._characters[-1:] not in ([], [" "]):
                self._characters.append(character)
                self._sources.append(None)

    def drop_hyphen(self) -> None:
        """Take back the last character, a hyphen at a line end."""
        self._characters.pop()
        self._sources.pop()

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
        while self._characters and self._characters[-1] == " ":
            self._characters.pop()
            self._sources.pop()
        self._compose()
        runs: list[Run] = []
        for start, source in enumerate(self._sources):
            if source is None:
                continue
            last = runs[-1] if runs else None
            if last and (last.start + last.length, last.page, last.page_start + last.length) == (start, *source):
                runs[-1] = Run(last.start, last.page, last.page_start, last.length + 1)
            else:
                runs.append(Run(start, source.page, source.start, 1))
        return "".join(self._characters), runs

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
        middle: list[Source | None] = [None] * (len(composed) - head - tail)
        self._sources = self._sources[:head] + middle + self._sources[len(text) - tail :]
        self._characters = list(composed)


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
