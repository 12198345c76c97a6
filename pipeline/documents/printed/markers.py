"""Marks that a file writes away from the line they open: bullets, numbers of items, initials over several lines."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from pipeline.documents.printed.segments import Segment

MARKER = re.compile(r"[^\w\s]{1,2}|o|\w{1,3}[.)°]|[A-ZÀ-Ý]['’]?")
ITEM_MARK = re.compile(r"[-‐‑–—•▪◦‣✓✔➢➤●○■□◆*·\uf000-\uf0ff]|o|\d{1,2}[.)°]|[a-z]\)")
"""Of an item of a list; « o » is the ring of a typewriter font."""
_WORD = re.compile(r"[«\"“(]?\s?[^\W\d_]")
MAX_MARKERS = 200
"""On one page; beyond, they are the dots of a drawing."""
MAX_MARKER_GAP = 3.0
"""Between a bullet and its text, in heights of the text; the usual indent of a list is two, half an inch 2.9."""
MIN_INITIAL_HEIGHTS = 1.6
"""An initial that stands over several lines, in heights of the line it opens."""
MIN_MARKER_OVERLAP = 0.5
MIN_INITIAL_OVERLAP = 0.25
"""Of the lower of mark and line; the box of an initial begins within the line it opens."""


def with_markers(segments: Sequence[Segment]) -> list[Segment]:
    """The segments with each mark right before the line it opens, initials joined to their word.

    Some programs write all bullets after the text, and floating initials before it.
    """
    marks = [
        place for place, segment in enumerate(segments) if len(segment.text) <= 4 and MARKER.fullmatch(segment.text)
    ]
    if not 0 < len(marks) <= MAX_MARKERS:
        return list(segments)
    opened: dict[int, list[Segment]] = {}
    moved: set[int] = set()
    for place in marks:
        number = _opened_line(segments, place, frozenset(marks))
        if number is not None:
            opened.setdefault(number, []).append(segments[place])
            moved.add(place)
    ordered: list[Segment] = []
    for number, segment in enumerate(segments):
        if number in moved:
            continue
        line = segment
        for mark in opened.get(number, ()):
            if mark.height >= MIN_INITIAL_HEIGHTS * segment.height:
                line = line._replace(text=mark.text + line.text, x0=mark.x0)
            else:
                ordered.append(mark)
        ordered.append(line)
    return ordered


def opens_item(mark: Segment, line: Segment) -> bool:
    """Whether a stretch is the mark of a list item, and the next one on its line the item's words."""
    near = 0 <= line.x0 - mark.x1 < MAX_MARKER_GAP * line.height
    return near and bool(ITEM_MARK.fullmatch(mark.text.strip()) and _WORD.match(line.text))


def _opened_line(segments: Sequence[Segment], place: int, marks: AbstractSet[int]) -> int | None:
    """The nearest line right of a mark, on its level; the first of several where the mark is an initial.

    Never another mark, which may itself be moved.
    """
    mark = segments[place]
    found: list[tuple[float, float, int]] = []
    for number, line in enumerate(segments):
        if number in marks or len(line.text) < 2 or line.cell != mark.cell:
            continue
        if not -0.5 * line.height < line.x0 - mark.x1 < MAX_MARKER_GAP * line.height:
            continue
        tall = mark.height >= MIN_INITIAL_HEIGHTS * line.height
        overlap = min(line.bottom, mark.bottom) - max(line.top, mark.top)
        if overlap > (MIN_INITIAL_OVERLAP if tall else MIN_MARKER_OVERLAP) * min(line.height, mark.height):
            found.append((line.top if tall else abs(line.centre - mark.centre), line.x0, number))
    return min(found)[-1] if found else None
