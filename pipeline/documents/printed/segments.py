"""Stretches of printed text and where they stand: what every reader of pages hands on."""

from typing import NamedTuple

MAX_GAP = 1.5
MAX_WEIGHT_GAP = 1.0
"""In heights of the letters, between two pieces of one line; the second where the type grows bold or plain as well:
names in the margin of minutes stand 1.1 from their item, a run-in title .9 at most from its text in justified lines."""


class Segment(NamedTuple):
    """A stretch of text set without a wide gap; a box in points from the top left corner, a type size, a weight.

    `cell` is its place in a ruled table of the page: table, row, column, each from 0.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool = False
    cell: tuple[int, int, int] | None = None

    @property
    def height(self) -> float:
        """Height of the box in points, at least a hair."""
        return max(self.bottom - self.top, 0.1)

    @property
    def centre(self) -> float:
        """Middle of the box, points from the top of the page."""
        return (self.top + self.bottom) / 2
