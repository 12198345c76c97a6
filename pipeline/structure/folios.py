"""Page numbers: lone figures at the edge of a page that count its pages."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from pipeline.structure.lines import Place, PrintedLine, body_size, shared_height

TOP_SHARE = 0.09
BOTTOM_SHARE = 0.10
"""A number alone counts as a page number only at the very edge: further in it is an amount or an item."""
MAX_FOLLOWING_HEIGHTS = 3
"""A running head beside a page number stands at the other side of the page."""
MAX_NEIGHBOUR_PAGES = 2
"""Pages apart at which two numbers may follow each other: one page between them may be blank or a figure."""

FOOT_SHARE = 0.06
CENTRE_PT = 6.0
LONE_GAP_HEIGHTS = 2
"""A figure alone in the middle of the foot, two lines clear of the text: the page's number in another document."""

_BARE = re.compile(r"\d{1,4}")
_LONE = re.compile(r"\d{1,3}")
"""Four figures are the year at the foot of a title page."""
_DRESSED = re.compile(
    r"[-–—~•|\s]+\d{1,4}[-–—~•|\s]+|(?:page|p\.?|folio|f°)\s*\d{1,4}|(?:page\s*)?\d{1,4}\s*(?:/|sur|de|of)\s*\d{1,4}"
    r"|(?:page|p\.?)\s*\d{1,4}\s*(?:/|sur|de|of)\s*\d{1,4}|[-–—]\s*(?:page\s*)?\d{1,4}\s*(?:/\s*\d{1,4}\s*)?[-–—]",
    re.IGNORECASE,
)
_ENDS = re.compile(r"(\d{1,4})\s+[^\W\d_].*|.*?(\S*[^\W\d_])\s+(\d{1,4})")
_NUMBERED_THING = re.compile(
    r"n|no|nos|articles?|chapitre|titre|annexe|tableau|figure|section|partie|lot|point|question|affaire|dossier|rapport",
    re.IGNORECASE,
)
"""What is counted by itself, and may by chance count with the pages."""
MIN_HEADED_PAGES = 3
HEAD_TOLERANCE_PT = 3.0
_ROMAN = re.compile(r"[ivxl]{1,7}")


def folio_places(pages: Sequence[Sequence[PrintedLine]], heights: Mapping[int, float]) -> set[Place]:
    """Page numbers of a document.

    « - 12 - », « Page 3 », « 12/34 » are page numbers wherever they stand alone at an edge. A bare figure is one if
    it is the page's own number, if a figure at the edge of a page nearby counts on with it, or if it stands alone in
    the middle of the foot: a page of a bundle counts the pages of its own document. A head that changes with the
    chapter is known by its page number.

    Args:
        pages: lines of each page, without stamps and ruled tables.
        heights: height of each page in points, by page number.
    """
    found: set[Place] = set()
    bare: defaultdict[int, list[tuple[int, Place]]] = defaultdict(list)  # distance from the page's own number
    edges = [(line, lines) for lines in pages for line in lines if _is_at_edge(line, heights) and not line.cell]
    for line, lines in edges:
        text, place = line.text.strip(), (line.page, line.start)
        if any(leads_text(line, other) for other in lines):
            continue
        if _DRESSED.fullmatch(text) or _ROMAN.fullmatch(text) or _is_lone(line, lines, heights):
            found.add(place)
        elif _BARE.fullmatch(text):
            bare[int(text) - line.page].append((line.page, place))
    found |= _in_heads([line for line, _ in edges], body_size(line for lines in pages for line in lines))
    for distance, places in bare.items():
        numbered = {page for page, _ in places}
        for page, place in places:
            near = any({page - step, page + step} & numbered for step in range(1, MAX_NEIGHBOUR_PAGES + 1))
            if near or distance == 0:
                found.add(place)
    return found


def _in_heads(edges: Sequence[PrintedLine], body: float) -> set[Place]:
    """Lines that begin or end with the page's number beside the title of a chapter: at one height, in plain type."""
    counted: defaultdict[int, list[PrintedLine]] = defaultdict(list)
    for line in edges:
        ends = _ENDS.fullmatch(line.text.strip())
        if ends and not line.bold and line.size <= body and not (ends[2] and _NUMBERED_THING.fullmatch(ends[2])):
            counted[int(ends[1] or ends[3]) - line.page].append(line)
    found: set[Place] = set()
    for lines in counted.values():
        for line in lines:
            level = {other.page for other in lines if abs(other.bottom - line.bottom) <= HEAD_TOLERANCE_PT}
            if len(level) >= MIN_HEADED_PAGES:
                found.add((line.page, line.start))
    return found


def _is_lone(line: PrintedLine, lines: Sequence[PrintedLine], heights: Mapping[int, float]) -> bool:
    """Whether a figure stands in the middle of the foot, far below the text."""
    others = [other for other in lines if other is not line]
    if not others or not _LONE.fullmatch(line.text.strip()) or line.bottom < (1 - FOOT_SHARE) * heights[line.page]:
        return False
    middle = (min(other.x0 for other in others) + max(other.x1 for other in others)) / 2
    is_centred = abs((line.x0 + line.x1) / 2 - middle) < CENTRE_PT
    return is_centred and line.top - max(other.bottom for other in others) >= LONE_GAP_HEIGHTS * line.height


def leads_text(line: PrintedLine, other: PrintedLine) -> bool:
    """Whether text stands close behind a number: it is that of a note or of an item."""
    return 0 <= other.x0 - line.x1 < MAX_FOLLOWING_HEIGHTS * line.height and shared_height(line, other) > 0.5


def _is_at_edge(line: PrintedLine, heights: Mapping[int, float]) -> bool:
    height = heights.get(line.page, 0)
    return line.is_placed and (line.bottom <= TOP_SHARE * height or line.bottom >= (1 - BOTTOM_SHARE) * height > 0)
