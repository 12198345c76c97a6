"""Page numbers: lone figures at the edge of a page that count its pages."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from pipeline.text.lines import Place, PrintedLine, shared_height

TOP_SHARE = 0.09
BOTTOM_SHARE = 0.10
"""A number alone counts as a page number only at the very edge: further in it is an amount or an item."""
MAX_FOLLOWING_HEIGHTS = 3
"""A running head beside a page number stands at the other side of the page."""
MAX_NEIGHBOUR_PAGES = 2
"""Pages apart at which two numbers may follow each other: one page between them may be blank or a figure."""

_BARE = re.compile(r"\d{1,4}")
_DRESSED = re.compile(
    r"[-–—~•|\s]+\d{1,4}[-–—~•|\s]+|(?:page|p\.?|folio|f°)\s*\d{1,4}|(?:page\s*)?\d{1,4}\s*(?:/|sur|de|of)\s*\d{1,4}"
    r"|(?:page|p\.?)\s*\d{1,4}\s*(?:/|sur|de|of)\s*\d{1,4}|[-–—]\s*(?:page\s*)?\d{1,4}\s*(?:/\s*\d{1,4}\s*)?[-–—]",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"[ivxl]{1,7}")


def folio_places(pages: Sequence[Sequence[PrintedLine]], heights: Mapping[int, float]) -> set[Place]:
    """Page numbers of a document.

    « - 12 - », « Page 3 », « 12/34 » are page numbers wherever they stand alone at an edge. A bare figure is one if
    it is the page's own number, or if a figure at the edge of a page nearby counts on with it.

    Args:
        pages: lines of each page, without stamps and ruled tables.
        heights: height of each page in points, by page number.
    """
    found: set[Place] = set()
    bare: defaultdict[int, list[tuple[int, Place]]] = defaultdict(list)  # distance from the page's own number
    edges = [(line, lines) for lines in pages for line in lines if _is_at_edge(line, heights) and not line.cell]
    for line, lines in edges:
        text, place = line.text.strip(), (line.page, line.start)
        if any(_follows(line, other) for other in lines):
            continue
        if _DRESSED.fullmatch(text) or _ROMAN.fullmatch(text):
            found.add(place)
        elif _BARE.fullmatch(text):
            bare[int(text) - line.page].append((line.page, place))
    for distance, places in bare.items():
        numbered = {page for page, _ in places}
        for page, place in places:
            near = any({page - step, page + step} & numbered for step in range(1, MAX_NEIGHBOUR_PAGES + 1))
            if near or distance == 0:
                found.add(place)
    return found


def _follows(line: PrintedLine, other: PrintedLine) -> bool:
    """Whether text stands close behind a number: it is that of a note or of an item."""
    return 0 <= other.x0 - line.x1 < MAX_FOLLOWING_HEIGHTS * line.height and shared_height(line, other) > 0.5


def _is_at_edge(line: PrintedLine, heights: Mapping[int, float]) -> bool:
    height = heights.get(line.page, 0)
    return line.is_placed and (line.bottom <= TOP_SHARE * height or line.bottom >= (1 - BOTTOM_SHARE) * height > 0)
