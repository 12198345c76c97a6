"""Reading order of a page, from where its characters stand.

Characters come in the order of the file; they are cut into segments, the segments into columns where the page
has some, and each column keeps the order of the file unless that order is plainly not the order of reading.
"""

import itertools
import statistics
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.records import Line

MAX_SEGMENTS = 5000
"""Beyond, a page is a drawing or an attack: the order of the file is kept and no column is looked for."""
MIN_BLOCK_WIDTH_PT = 150
MIN_BLOCK_SEGMENTS = 10
MIN_SIDE_SEGMENTS = 5
MAX_CROSSING_SHARE = 0.35
MIN_FILL_SHARE = 0.55
MIN_OVERLAP_SHARE = 0.30
MAX_DEPTH = 3
"""Bounds of a column, kept from a trial on 22 documents with known text (body .99 against .94 for raw text)."""


class Segment(NamedTuple):
    """A stretch of text set without a wide gap; a box in points from the top left corner, a type size."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float

    @property
    def height(self) -> float:
        """Height of the box in points, at least a hair."""
        return max(self.bottom - self.top, 0.1)


def in_reading_order(segments: Sequence[Segment], *, trust_file: bool = True) -> list[Segment]:
    """Segments in the order of reading, those of one printed line joined.

    Args:
        segments: in the order of the file.
        trust_file: False for a turned page, whose file order runs backwards.

    Returns:
        Segments, column after column; each at most one printed line.
    """
    if len(segments) > MAX_SEGMENTS:
        return list(segments)
    return _block(list(segments), trust_file=trust_file, depth=0)


def _block(segments: list[Segment], *, trust_file: bool, depth: int) -> list[Segment]:
    cut = _column_cut(segments) if depth < MAX_DEPTH else None
    if cut is None:
        return _joined(_single_column(segments, trust_file=trust_file))
    ordered: list[Segment] = []
    for band in _bands(segments, cut):
        left = [segment for segment in band if segment.x1 <= cut]
        right = [segment for segment in band if segment.x0 >= cut]
        if left and right and len(left) + len(right) == len(band):
            ordered += _block(left, trust_file=trust_file, depth=depth + 1)
            ordered += _block(right, trust_file=trust_file, depth=depth + 1)
        else:
            ordered += _joined(_single_column(band, trust_file=trust_file))
    return ordered


def _column_cut(segments: Sequence[Segment]) -> float | None:
    """Where the block falls into two columns: fewest crossings, then nearest the middle; None for one column."""
    if len(segments) < MIN_BLOCK_SEGMENTS:
        return None
    x0, x1 = min(segment.x0 for segment in segments), max(segment.x1 for segment in segments)
    if x1 - x0 < MIN_BLOCK_WIDTH_PT:
        return None
    best: tuple[int, int, float] | None = None
    for percent in range(15, 86):
        cut = x0 + (x1 - x0) * percent / 100
        left = [segment for segment in segments if segment.x1 <= cut]
        right = [segment for segment in segments if segment.x0 >= cut]
        crossing = len(segments) - len(left) - len(right)
        rank = (crossing, abs(percent - 50), cut)
        if (
            (best is None or rank < best)
            and crossing <= MAX_CROSSING_SHARE * len(segments)
            and _are_columns(left, right)
        ):
            best = rank
    return best[2] if best else None


def _are_columns(left: Sequence[Segment], right: Sequence[Segment]) -> bool:
    """Both sides hold lines that fill them, side by side."""
    if min(len(left), len(right)) < MIN_SIDE_SEGMENTS:
        return False
    for side in (left, right):
        width = max(segment.x1 for segment in side) - min(segment.x0 for segment in side)
        if statistics.median(segment.x1 - segment.x0 for segment in side) < MIN_FILL_SHARE * width:
            return False
    tops = [min(segment.top for segment in side) for side in (left, right)]
    bottoms = [max(segment.bottom for segment in side) for side in (left, right)]
    shorter = min(bottom - top for top, bottom in zip(tops, bottoms, strict=True))
    return min(bottoms) - max(tops) >= MIN_OVERLAP_SHARE * shorter


def _bands(segments: Sequence[Segment], cut: float) -> list[list[Segment]]:
    """Horizontal bands, top to bottom: what crosses the cut stands alone, what lies between crossings together."""
    crossing = sorted((segment for segment in segments if segment.x0 < cut < segment.x1), key=lambda item: item.top)
    borders = [(segment.top + segment.bottom) / 2 for segment in crossing]
    bands: list[list[Segment]] = [[] for _ in range(2 * len(borders) + 1)]
    for segment in segments:
        centre = (segment.top + segment.bottom) / 2
        above = sum(border < centre for border in borders)
        crosses = segment.x0 < cut < segment.x1
        bands[2 * above + 1 if crosses else 2 * above].append(segment)
    return _fused([band for band in bands if band], cut)


def _fused(bands: list[list[Segment]], cut: float) -> list[list[Segment]]:
    """Neighbouring bands that are both full width made one, so that their lines are judged together."""
    fused: list[list[Segment]] = []
    for band in bands:
        wide = not (any(item.x1 <= cut for item in band) and any(item.x0 >= cut for item in band))
        if fused and wide and not (any(i.x1 <= cut for i in fused[-1]) and any(i.x0 >= cut for i in fused[-1])):
            fused[-1] = fused[-1] + band
        else:
            fused.append(band)
    return fused


def _single_column(segments: Sequence[Segment], *, trust_file: bool) -> list[Segment]:
    """The order of the file, or from top to bottom where the file jumps about."""
    if trust_file and not _jumps_about(segments):
        return list(segments)
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda item: (item.top + item.bottom, item.x0)):
        centre = (segment.top + segment.bottom) / 2
        if rows and centre - (rows[-1][0].top + rows[-1][0].bottom) / 2 < 0.5 * rows[-1][0].height:
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [segment for row in rows for segment in sorted(row, key=lambda item: item.x0)]


def _jumps_about(segments: Sequence[Segment]) -> bool:
    """Whether the file goes back up the page more than formulas and figures do (6 % of lines, or 40 % small steps)."""
    jumps = steps = 0
    for this, following in itertools.pairwise(segments):
        height = this.height
        jumps += following.bottom < this.top - 1.5 * height
        steps += following.top < this.top - 0.5 * height
    return jumps > max(1, 0.06 * len(segments)) or steps > 0.4 * len(segments)


def _joined(segments: Iterable[Segment]) -> list[Segment]:
    """Neighbours that stand on one line, close together, made one."""
    lines: list[Segment] = []
    for segment in segments:
        if lines and _same_line(lines[-1], segment):
            last = lines[-1]
            blank = "" if segment.x0 - last.x1 < 0.15 * last.height or last.text.endswith(" ") else " "
            lines[-1] = Segment(
                last.text + blank + segment.text,
                min(last.x0, segment.x0), min(last.top, segment.top),
                max(last.x1, segment.x1), max(last.bottom, segment.bottom),
                last.size if len(last.text) >= len(segment.text) else segment.size,
            )  # fmt: skip
        else:
            lines.append(segment)
    return lines


def _same_line(last: Segment, following: Segment) -> bool:
    overlap = min(last.bottom, following.bottom) - max(last.top, following.top)
    near = -0.5 * last.height <= following.x0 - last.x1 <= 1.5 * last.height
    return near and overlap > 0.6 * min(last.height, following.height)


def composed(lines: Iterable[Segment]) -> tuple[str, list[Line]]:
    """Text of a page and its lines: NFC, one line feed after each line, offsets that agree.

    Lines are normalised one by one; as a line break composes with nothing, the whole is NFC too.
    """
    parts: list[str] = []
    placed: list[Line] = []
    start = 0
    for line in lines:
        text = unicodedata.normalize("NFC", line.text).strip()
        if not text:
            continue
        box = (round(value, 1) for value in (line.x0, line.top, line.x1, line.bottom, line.size))
        placed.append(Line(start, start + len(text), *box))
        parts.append(text + "\n")
        start += len(text) + 1
    return "".join(parts), placed
