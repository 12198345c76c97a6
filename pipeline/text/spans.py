"""Clean text and its way back to the page."""

import itertools
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pipeline.records import Page, Passage, Run
from pipeline.text.normalise import clean


class Source(NamedTuple):
    """Where a clean character stands: physical page, offset in that page's text."""

    page: int
    start: int


class Box(NamedTuple):
    """A printed line on its page, in PDF points from the top left."""

    page: int
    x0_pt: float
    top_pt: float
    x1_pt: float
    bottom_pt: float


class Builder:
    """Clean text in the making: its characters, and the runs of them that stand on a page."""

    def __init__(self) -> None:
        self._characters: list[str] = []
        self._runs: list[Run] = []

    def add(self, page: int, start: int, text: str) -> None:
        """Append a stretch of one line of page text in its clean form, blanks never doubled."""
        plain, places = clean(text)
        if plain[:1] == " " and self._is_parted():
            plain, places = plain[1:], places[1:]
        if not plain:
            return
        if isinstance(places, range):
            self._place(page, start + places.start, len(plain))
        else:
            begin = 0
            for end in range(1, len(places) + 1):
                if end == len(places) or places[end] != places[end - 1] + 1:
                    self._place(page, start + places[begin], end - begin, len(self._characters) + begin)
                    begin = end
        self._characters.extend(plain)

    def add_row(self, page: int, start: int, text: str) -> None:
        """Append a line of a table: its tabs stay, and part the cells."""
        for number, cell in enumerate(text.split("\t")):
            if number:
                self._end_cell()
                self._place(page, start - 1, 1)
                self._characters.append("\t")
            self.add(page, start, cell)
            start += len(cell) + 1

    def _place(self, page: int, start: int, length: int, here: int | None = None) -> None:
        """Note where the characters about to be appended stand: the last run grows, or one begins."""
        here = len(self._characters) if here is None else here
        last = self._runs[-1] if self._runs else None
        if last and (last.start + last.length, last.page, last.page_start + last.length) == (here, page, start):
            self._runs[-1] = Run(last.start, page, last.page_start, last.length + length)
        else:
            self._runs.append(Run(here, page, start, length))

    def insert(self, text: str) -> None:
        """Append characters that stand on no page: a blank, unless one is there; the tabs after a cell."""
        if text == " " and self._is_parted():
            return
        if text[:1] == "\t":
            self._end_cell()
        self._characters.extend(text)

    def show_hyphen(self, page: int, start: int) -> None:
        """Append the soft hyphen that stands there: printed, at a line end."""
        self._place(page, start, 1)
        self._characters.append("-")

    def _is_parted(self) -> bool:
        """Whether nothing, a blank or a tab comes before."""
        return self._characters[-1:] in ([], [" "], ["\t"])

    def _end_cell(self) -> None:
        if self._characters[-1:] == [" "]:
            self.drop_last()

    def drop_last(self) -> None:
        """Take back the last character: a hyphen or a blank at a line end."""
        self._characters.pop()
        last = self._runs[-1] if self._runs else None
        if last and last.start + last.length > len(self._characters):
            self._runs.pop()
            if last.length > 1:
                self._runs.append(Run(last.start, last.page, last.page_start, last.length - 1))

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
        """The text, NFC and without outer blanks, and its way back to the pages."""
        if self._characters[-1:] == [" "]:
            self.drop_last()
        text = "".join(self._characters)
        if not unicodedata.is_normalized("NFC", text):
            text = self._compose(text)
        return text, self._runs

    def _compose(self, text: str) -> str:
        """The text in NFC: removing an invisible mark can bring a letter and its accent together.

        The letter composed stands where the first of its parts stood.
        """
        places: list[Source | None] = [None] * len(text)
        for run in self._runs:
            ends = range(run.page_start, run.page_start + run.length)
            places[run.start : run.start + run.length] = [Source(run.page, place) for place in ends]
        self._characters, self._runs = [], []
        start = 0
        for cluster in _clusters(text):
            for number, character in enumerate(unicodedata.normalize("NFC", cluster)):
                place = places[start + min(number, len(cluster) - 1)]
                if place:
                    self._place(place.page, place.start, 1)
                self._characters.append(character)
            start += len(cluster)
        return "".join(self._characters)


def _clusters(text: str) -> Iterator[str]:
    """Stretches that compose with nothing outside: a letter and the marks that follow it."""
    start = 0
    for place in range(1, len(text)):
        if not unicodedata.combining(text[place]):
            before = unicodedata.normalize("NFC", text[start:place])
            if unicodedata.is_normalized("NFC", before + text[place]):
                yield text[start:place]
                start = place
    yield text[start:]


def locate(passage: Passage, offset: int) -> Source | None:
    """The page character behind a clean character.

    Args:
        passage: clean text with its runs.
        offset: in code points, from 0.

    Returns:
        Page and offset in its text: of the character itself, printed alike or less plainly, or of the first of
        those that one clean letter stands for. None for a blank, tab or hyphen that joins two lines.
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


def boxes_of(passage: Passage, pages: Mapping[int, Page], start: int, end: int) -> list[Box]:
    """Where a stretch of clean text is printed: the boxes of its lines.

    Args:
        passage: clean text with its runs.
        pages: of its document, by page number.
        start: first code point of the stretch.
        end: code point after the stretch.

    Returns:
        One box a printed line, in reading order; none on pages of a format without paper.
    """
    boxes: dict[Box, None] = {}
    first = max(0, bisect_right(passage.runs, start, key=lambda run: run.start) - 1)
    for run in itertools.takewhile(lambda run: run.start < end, passage.runs[first:]):
        from_place = run.page_start + max(0, start - run.start)
        to_place = run.page_start + min(run.length, end - run.start)
        lines = pages[run.page].lines if run.page in pages and from_place < to_place else []
        number = max(0, bisect_right(lines, from_place, key=lambda line: line.start) - 1)
        for line in itertools.islice(lines, number, None):
            if line.start >= to_place:
                break
            if line.end > from_place:
                boxes[Box(run.page, line.x0_pt, line.top_pt, line.x1_pt, line.bottom_pt)] = None
    return list(boxes)
