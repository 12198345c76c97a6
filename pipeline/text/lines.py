"""Printed lines of a page, with or without a place on paper."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.records import Page

NOTE_RULE = re.compile(r"[ \t\u00a0]{20,}|[_\u2500\u2014-]{10,}\s*")
"""The rule above footnotes, as it comes out of a conversion to plain text: a line of blanks or of dashes."""


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
    after_blank: bool = False  # a blank line stands before it
    after_rule: bool = False  # a footnote rule stands before it

    @property
    def height(self) -> float:
        """Height of the box in points, at least a hair."""
        return max(self.bottom - self.top, 0.1)

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
                line.bottom_pt, line.size_pt,
            )
            for line in page.lines
            if page.text[line.start : line.end].strip()
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


def body_size(lines: Iterable[PrintedLine]) -> float:
    """The type size most characters are set in, to half a point."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return min(sizes, key=lambda size: (-sizes[size], size)) if sizes else 0.0
