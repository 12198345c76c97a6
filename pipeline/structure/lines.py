"""Printed lines of a page, with or without a place on paper."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.records import Page

NOTE_RULE = re.compile(r"[ \t\u00a0]{20,}|[_\u2500\u2014-]{10,}\s*")
"""The rule above footnotes, as it comes out of a conversion to plain text: a line of blanks or of dashes."""

_ORNAMENT = re.compile(r"(?:[-–—_─*=~·•.]\s*){3,}")
"""A rule or a row of stars or dots typed between two parts: no text."""

LEADER = re.compile(r"\s?(?:[.·…_]\s?){4,}[.·…_]")
"""The dots that lead from an entry of a table of contents to its page."""

Place = tuple[int, int]
"""Page, and start of a line in that page's text."""


class PrintedLine(NamedTuple):
    """One line: its text, its bounds in the page's text, its box and type size in points (0 where unknown)."""

    page: int
    start: int
    text: str
    x0: float = 0.0
    top: float = 0.0
    x1: float = 0.0
    bottom: float = 0.0
    size: float = 0.0
    bold: bool = False
    cell: tuple[int, int, int] | None = None  # table of the page, row and column, each from 0
    after_blank: bool = False  # a blank line stands before it
    after_rule: bool = False  # a footnote rule stands before it

    @property
    def height(self) -> float:
        """Height of the box in points, at least a hair."""
        return max(self.bottom - self.top, 0.1)

    @property
    def width(self) -> float:
        """Width of the box in points."""
        return self.x1 - self.x0

    @property
    def is_placed(self) -> bool:
        """Whether the line has a place on paper."""
        return self.bottom > self.top


def printed_lines(page: Page) -> list[PrintedLine]:
    """The lines of a page that hold more than blanks, in reading order."""
    if page.lines:
        return [
            PrintedLine(
                page.page, line.start, page.text[line.start : line.end], line.x0_pt, line.top_pt, line.x1_pt,
                line.bottom_pt, line.size_pt, line.bold, line.cell,
            )
            for line in page.lines
            if (text := page.text[line.start : line.end].strip()) and not _ORNAMENT.fullmatch(text)
        ]  # fmt: skip
    lines = []
    start, after_blank, after_rule = 0, True, False
    for text in page.text.split("\n"):
        if text.strip() and not NOTE_RULE.fullmatch(text):
            lines.append(PrintedLine(page.page, start, text, after_blank=after_blank, after_rule=after_rule))
            after_blank = after_rule = False
        else:
            after_blank = True
            after_rule = after_rule or bool(NOTE_RULE.fullmatch(text))
        start += len(text) + 1
    return lines


class Body(NamedTuple):
    """How a document's running text is set: its type size in points (0 where unknown), and whether it is bold.

    On a scanned page sizes are estimates: they say less.
    """

    size: float = 0.0
    bold: bool = False
    scanned: bool = False


def body_of(lines: Iterable[PrintedLine]) -> Body:
    """How most characters are set."""
    kept = list(lines)
    letters = sum(len(line.text) for line in kept)
    return Body(body_size(kept), 2 * sum(len(line.text) for line in kept if line.bold) > letters)


def shared_height(one: PrintedLine, two: PrintedLine) -> float:
    """Share of the lower line's height that both share; negative where one stands above the other."""
    return (min(one.bottom, two.bottom) - max(one.top, two.top)) / min(one.height, two.height)


def body_size(lines: Iterable[PrintedLine]) -> float:
    """The type size that covers most paper, to half a point.

    Not the one of most letters: acts of one page hold a list of names in 7 pt longer than their text in 12.
    """
    areas: defaultdict[float, float] = defaultdict(float)
    for line in lines:
        areas[round(line.size * 2) / 2] += len(line.text) * line.size**2
    return min(areas, key=lambda size: (-areas[size], size)) if areas else 0.0
