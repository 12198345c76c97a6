"""Columns of a page: where it falls in two, found from where its stretches of text begin and end."""

import bisect
import itertools
import statistics
from collections.abc import Sequence

from pipeline.documents.printed.segments import Segment

MIN_BLOCK_WIDTH_PT = 150
MIN_BLOCK_SEGMENTS = 10
MIN_SIDE_SEGMENTS = 5
MAX_CROSSING_SHARE = 0.35
MIN_FILL_SHARE = 0.55
MIN_OVERLAP_SHARE = 0.30
MIN_SIDE_SHARE = 0.15
"""Bounds of a column, kept from a trial on 22 documents with known text (body .99 against .94 for raw text)."""
MIN_LETTERS = 12
MIN_LETTER_SHARE = 0.5
"""Of the middle stretch and of all characters: columns of amounts and of dates belong to the rows of a table."""
ALIGNED_PT = 1.0
ALIGNED_WEIGHT = 0.25
"""Lines that begin together at a cut speak for it: a page number in the gutter begins there alone."""
MAX_TRIED = 12
"""Cuts looked at closely, the least crossed first."""
MAX_COLUMNS_DEPTH = 2
"""A side may itself fall into columns: eight of them at most."""
MAX_BEGUN_CROSSINGS = 3
MAX_SWITCH_SHARE = 0.5
"""Of the stretches of the smaller side; columns written one after the other make one or two switches."""
MIN_RETURN_RUN = 3
"""Stretches on the right before the file goes up to the left; a page number may be written first."""
BEGUN_WIDTHS = (0.8, 1.25)
"""A last column of two to four lines, as wide as the one before it."""


def column_cut(segments: Sequence[Segment], depth: int = 0) -> float | None:
    """Where a block falls into columns.

    Args:
        segments: of the block.
        depth: how many cuts are being tried around this one.

    Returns:
        The left edge, in points, of what stands right of the gutter: the one that fewest stretches cross and most
        begin at, then the nearest to the middle; None for one column.
    """
    if len(segments) < MIN_BLOCK_SEGMENTS:
        return None
    begins = sorted(segment.x0 for segment in segments)
    ends = sorted(segment.x1 for segment in segments)
    x0, width = begins[0], ends[-1] - begins[0]
    if width < MIN_BLOCK_WIDTH_PT:
        return None
    ranked: dict[tuple[int, int], tuple[float, float, float, int]] = {}
    for cut in sorted(set(begins)):
        left, right = bisect.bisect_right(ends, cut), len(begins) - bisect.bisect_left(begins, cut)
        crossing = len(segments) - left - right
        place = (cut - x0) / width
        if min(left, right) < 2 or crossing > MAX_CROSSING_SHARE * len(segments):
            continue
        if MIN_SIDE_SHARE <= place <= 1 - MIN_SIDE_SHARE:
            aligned = bisect.bisect_right(begins, cut + ALIGNED_PT) - bisect.bisect_left(begins, cut)
            ranked[left, right] = (crossing - ALIGNED_WEIGHT * aligned, abs(place - 0.5), cut, crossing)
    for _, _, cut, crossing in sorted(ranked.values())[:MAX_TRIED]:
        if _are_columns(segments, cut, crossing, depth):
            return cut
    return None


def _are_columns(segments: Sequence[Segment], cut: float, crossing: int, depth: int) -> bool:
    """Both sides hold lines of text that fill them, side by side."""
    sides = (
        [segment for segment in segments if segment.x1 <= cut],
        [segment for segment in segments if segment.x0 >= cut],
    )
    tops = [min(segment.top for segment in side) for side in sides]
    bottoms = [max(segment.bottom for segment in side) for side in sides]
    shorter = min(bottom - top for top, bottom in zip(tops, bottoms, strict=True))
    if min(bottoms) - max(tops) < MIN_OVERLAP_SHARE * shorter:
        return False
    if min(map(len, sides)) < MIN_SIDE_SEGMENTS and not (crossing <= MAX_BEGUN_CROSSINGS and _is_begun(*sides)):
        return False
    return all(_is_column(side) or (depth < MAX_COLUMNS_DEPTH and column_cut(side, depth + 1)) for side in sides)


def _width(side: Sequence[Segment]) -> float:
    return max(segment.x1 for segment in side) - min(segment.x0 for segment in side)


def _is_column(side: Sequence[Segment]) -> bool:
    """Lines of text that fill the width they stand in."""
    if statistics.median(segment.x1 - segment.x0 for segment in side) < MIN_FILL_SHARE * _width(side):
        return False
    texts = [segment.text for segment in side if segment.text]
    if not texts:
        return True
    letters = sum(character.isalpha() for text in texts for character in text)
    return statistics.median(map(len, texts)) >= MIN_LETTERS and letters >= MIN_LETTER_SHARE * sum(
        len(text) - text.count(" ") for text in texts
    )


def _is_begun(left: Sequence[Segment], right: Sequence[Segment]) -> bool:
    """A right column of which only the first lines are filled."""
    if len(left) < MIN_BLOCK_SEGMENTS:
        return False
    widths = [max(segment.x1 - segment.x0 for segment in side) for side in (left, right)]
    return BEGUN_WIDTHS[0] <= widths[1] / max(widths[0], 0.1) <= BEGUN_WIDTHS[1]


def follows_columns(segments: Sequence[Segment], cut: float) -> bool:
    """Whether the file writes the left side of a cut before the right one, as often as columns begin anew.

    It does not where it goes to and fro line by line, or from the right column up to the left one.
    """
    placed = [segment for segment in segments if segment.x1 <= cut or segment.x0 >= cut]
    rights = sum(segment.x0 >= cut for segment in placed)
    switches = run = 0
    for this, following in itertools.pairwise(placed):
        run = run + 1 if this.x0 >= cut else 0
        if (this.x0 >= cut) == (following.x0 >= cut):
            continue
        switches += 1
        if run >= MIN_RETURN_RUN and following.bottom < this.top:
            return False
    return switches <= MAX_SWITCH_SHARE * min(rights, len(placed) - rights)


def bands(segments: Sequence[Segment], cut: float) -> list[list[Segment]]:
    """Horizontal bands, top to bottom: what crosses the cut stands alone, what lies between crossings together."""
    borders = sorted(segment.centre for segment in segments if segment.x0 < cut < segment.x1)
    found: list[list[Segment]] = [[] for _ in range(2 * len(borders) + 1)]
    for segment in segments:
        above = bisect.bisect_left(borders, segment.centre)
        crosses = segment.x0 < cut < segment.x1
        found[2 * above + 1 if crosses else 2 * above].append(segment)
    return _fused([band for band in found if band], cut)


def _fused(parts: list[list[Segment]], cut: float) -> list[list[Segment]]:
    """Neighbouring bands that are both full width made one, so that their lines are judged together."""
    fused: list[list[Segment]] = []
    wide_before = False
    for part in parts:
        wide = not (any(item.x1 <= cut for item in part) and any(item.x0 >= cut for item in part))
        if wide and wide_before:
            fused[-1] = fused[-1] + part
        else:
            fused.append(part)
        wide_before = wide
    return fused
