"""Running heads and feet of a text without paper, where form feeds alone part the pages."""

import re
from collections import defaultdict
from collections.abc import Sequence

from pipeline.structure.furniture import are_enough, numbers_follow
from pipeline.structure.lines import Place, PrintedLine

EDGE_LINES = 3
"""Lines at each edge of a page among which a head or foot stands: town, session, page number."""
_NUMBER = re.compile(r"\d+")
_MARK = re.compile(r"[.;:,!?]\s*$|^(?:Adopté|Approuvé|Pour|Contre|Abstentions?|Unanimité)\b")
"""A sentence, or the end of a vote: councils end many pages with the same words."""


def repeated_places(pages: Sequence[Sequence[PrintedLine]]) -> set[Place]:
    """Lines at the edges of pages that come back on half of them, numbers masked, each number constant or counting.

    From each edge inward the first line that does not come back ends the search.

    Args:
        pages: the lines of each page; those with a place on paper are left to `furniture`.
    """
    typed = [lines for lines in pages if lines and not lines[0].is_placed]
    groups: defaultdict[str, list[PrintedLine]] = defaultdict(list)
    for lines in typed:
        for line in {line.start: line for line in (*lines[:EDGE_LINES], *lines[-EDGE_LINES:])}.values():
            if not _MARK.search(line.text):
                groups[_masked(line.text)].append(line)
    known = {
        (line.page, line.start)
        for group in groups.values()
        if are_enough(sorted({line.page for line in group}), len(typed)) and numbers_follow(group)
        for line in group
    }
    return {place for lines in typed for ordered in (lines, lines[::-1]) for place in _from_edge(ordered, known)}


def _masked(text: str) -> str:
    return _NUMBER.sub("#", " ".join(text.lower().split()))


def _from_edge(lines: Sequence[PrintedLine], known: set[Place]) -> list[Place]:
    found: list[Place] = []
    for line in lines[:EDGE_LINES]:
        if (line.page, line.start) not in known:
            break
        found.append((line.page, line.start))
    return found if len(found) < len(lines) else []
