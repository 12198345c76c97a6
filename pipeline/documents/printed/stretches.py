"""Stretches of a page's letters: cut where the pen jumps, with the blanks that separate words."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pypdfium2

from pipeline.documents.printed.fonts import Fonts
from pipeline.documents.printed.frame import Boxes, Frame, angle_deg
from pipeline.documents.printed.glyphs import LINE_FEED, Glyphs, Integers, Marks
from pipeline.documents.printed.segments import MAX_GAP, MAX_WEIGHT_GAP, Segment
from pipeline.documents.printed.tables import Table

MAX_BACK = 2.0
MAX_RISE = 0.8
"""Backwards, up or down beyond these heights of the letters, the pen jumps."""
MAX_HEIGHT_RATIO = 1.7
"""A note call is .6 to .7 of the text."""
MAX_LEVEL_RISE = 0.3
"""In heights: more is another line, or a note call, which has no gap before it."""
MIN_GUTTER_GAP = 0.5
"""In heights of the letters: wider than most spaces of a justified line, and columns can stand as near."""
MIN_GUTTER_LINES = 8
MAX_GUTTER_CROSSINGS = 0.25
"""Of the lines: a river of wide spaces in a paragraph is crossed by most of them."""
GUTTER_EDGE_PT = 1.5
"""Lines of a column begin that near each other."""
MIN_TURNED_STRETCHES = 3
MAX_TURNED_STRETCH = 8
"""Letters that stand across the page jump one by one, or by a few where thin ones follow each other."""
MIN_CLIMB = 1.8
"""In heights of the letters: a stretch that climbs so far is not level."""
MIN_TURN_DEG = 10
"""A scan's text layer leans with its page by a few degrees."""
MAX_DOUBLE_SHIFT = 0.15
"""In heights of the line: beyond, the same words are a shadow set apart or the next row of a table."""
MIN_WORD_GAP = 0.15
"""In heights, across what pdfium takes for the end of a line; a note call stands nearer."""
HYPHEN = ord("-")
"""Justified type sets the hyphen of a cut word a little apart, and pdfium finds a blank there."""
MIN_NAME_LETTERS = 3
"""Fewer before a gap are the sign or number of a list item, which may have another weight than the item."""
MIN_SPACED_LETTERS = 6
MIN_SPACING = 0.05
MIN_SPACED_SHARE = 0.6
SPACED_WORD_GAP = 0.15
"""Letters are spaced out where most stand that many heights apart (else none of 300 000 stood .1 apart without a blank);
a word then ends where a gap exceeds the usual one by the last figure, or just exceeds it where letters are too few to
tell. Figures of a table stand apart too: letters only."""


class Stretches(NamedTuple):
    """Stretches of text in the order of the file: those of the page's direction, and those printed across it."""

    upright: list[Segment]
    across: list[Segment]


class _Cells:
    """The cells of a page's tables, in one list."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self.names = [(number, cell.row, cell.column) for number, table in enumerate(tables) for cell in table.cells]
        self.boxes = [(cell.x0, cell.top, cell.x1, cell.bottom) for table in tables for cell in table.cells]

    def around(self, boxes: Boxes) -> Integers:
        """Place in the list of the cell each letter's centre stands in, -1 outside."""
        found = np.full(len(boxes), -1)
        x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
        for number, (x0, top, x1, bottom) in enumerate(self.boxes):
            found[(x0 <= x) & (x < x1) & (top <= y) & (y < bottom)] = number
        return found


def stretches_of(
    textpage: pypdfium2.PdfTextPage, frame: Frame, glyphs: Glyphs, tables: Sequence[Table], fonts: Fonts
) -> Stretches:
    """The stretches of text of a page.

    Args:
        textpage: of pdfium, asked for the direction of a few letters.
        frame: how the page stands.
        glyphs: the letters of the page.
        tables: ruled tables of the page, whose cells are kept apart.
        fonts: of the page, asked for the type of a few letters.
    """
    if not len(glyphs.codes):
        return Stretches([], [])
    cells = _Cells(tables)
    starts = _starts(glyphs, cells, fonts)
    across = _across(textpage, frame, glyphs, starts)
    if across.any():
        upright = glyphs.where(across < 0)
        return Stretches(
            _once(_segments(upright, _starts(upright, cells, fonts), cells, fonts)) if len(upright.codes) else [],
            _across_segments(glyphs, across, frame, cells, fonts),
        )
    return Stretches(_once(_segments(glyphs, starts, cells, fonts)), [])


def _starts(glyphs: Glyphs, cells: _Cells, fonts: Fonts) -> Integers:
    """Where stretches begin: at the first letter, where the pen jumps, at borders of cells, gutters, ends of names."""
    jump = _jumps(glyphs.boxes)
    if cells.names:
        jump |= np.diff(cells.around(glyphs.boxes)) != 0
    jump |= _gutter_gaps(glyphs.boxes, jump)
    jump |= _weight_gaps(glyphs, jump, fonts)
    return np.concatenate(([0], np.flatnonzero(jump) + 1))


def _heights(boxes: Boxes) -> Boxes:
    """For each two neighbours the height of the higher one, or of the lower beside an initial or a sign of mathematics."""
    heights = np.maximum(boxes[:, 3] - boxes[:, 1], 0.1)
    higher, lower = np.maximum(heights[1:], heights[:-1]), np.minimum(heights[1:], heights[:-1])
    return np.where(higher > MAX_HEIGHT_RATIO * lower, lower, higher)


def _jumps(boxes: Boxes) -> Marks:
    """Whether the pen jumps after each letter but the last."""
    x0, top, x1, bottom = boxes.T
    height = _heights(boxes)
    gap = x0[1:] - x1[:-1]
    rise = np.abs(np.diff(top + bottom)) / 2
    jumps: Marks = (
        (gap > MAX_GAP * height)
        | (x0[:-1] - x0[1:] > MAX_BACK * height)
        | (rise > MAX_RISE * height)
        | ((gap > MIN_GUTTER_GAP * height) & (rise > MAX_LEVEL_RISE * height))
    )
    return jumps


def _gutter_gaps(boxes: Boxes, jump: Marks) -> Marks:
    """Gaps too small for a jump that stand in a gutter between columns: lines begin there all down the page."""
    found = np.zeros(len(jump), np.bool_)
    gaps = np.flatnonzero(~jump & (boxes[1:, 0] - boxes[:-1, 2] > MIN_GUTTER_GAP * _heights(boxes)))
    if not len(gaps):
        return found
    starts = np.concatenate(([0], np.flatnonzero(jump) + 1))
    x1 = np.maximum.reduceat(boxes[:, 2], starts)
    lines = np.stack((boxes[starts, 0], boxes[starts, 1], x1, boxes[starts, 3]), axis=1)
    after = boxes[gaps + 1]
    for edge in _aligned(np.concatenate((lines[:, 0], after[:, 0])), after[:, 0]):
        here = np.abs(after[:, 0] - edge) < GUTTER_EDGE_PT
        if _is_gutter(lines, after[here], edge):
            found[gaps[here]] = True
    return found


def _weight_gaps(glyphs: Glyphs, jump: Marks, fonts: Fonts) -> Marks:
    """Gaps too small for a jump, after which the type is bold and was plain or the reverse: a name ends there."""
    found = np.zeros(len(jump), np.bool_)
    wide = glyphs.boxes[1:, 0] - glyphs.boxes[:-1, 2] > MAX_WEIGHT_GAP * _heights(glyphs.boxes)
    for gap in np.flatnonzero(~jump & wide).tolist():
        settings = [fonts.setting(int(glyphs.places[place])) for place in (gap, gap + 1)]
        is_word = not jump[max(0, gap - MIN_NAME_LETTERS + 1) : gap].any()
        found[gap] = is_word and settings[0].bold != settings[1].bold
    return found


def _aligned(begins: Boxes, edges: Boxes) -> list[float]:
    """The edges at which enough lines begin to make a column."""
    begins = np.sort(begins)
    near = np.searchsorted(begins, edges + GUTTER_EDGE_PT) - np.searchsorted(begins, edges - GUTTER_EDGE_PT)
    edges = np.sort(edges[near >= MIN_GUTTER_LINES])
    return [float(edge) for edge in edges[np.diff(edges, prepend=-np.inf) > GUTTER_EDGE_PT]]


def _is_gutter(lines: Boxes, after: Boxes, edge: float) -> bool:
    """Whether few lines run across an edge, from the first of those that begin at it to the last.

    Args:
        lines: boxes from one jump to the next, which the gaps in question do not part.
        after: boxes of the letters after those gaps.
        edge: where they begin.
    """
    begin = lines[np.abs(lines[:, 0] - edge) < GUTTER_EDGE_PT]
    top = min(begin[:, 1].min(initial=np.inf), after[:, 1].min())
    bottom = max(begin[:, 3].max(initial=0.0), after[:, 3].max())
    level = lines[(lines[:, 1] >= top) & (lines[:, 3] <= bottom)]
    crossings = int(((level[:, 0] < edge - GUTTER_EDGE_PT) & (level[:, 2] > edge)).sum()) - len(after)
    return crossings <= MAX_GUTTER_CROSSINGS * (len(begin) + len(after))


def _across(textpage: pypdfium2.PdfTextPage, frame: Frame, glyphs: Glyphs, starts: Integers) -> Integers:
    """Direction in degrees of each letter printed across the page, -1 for the others."""
    across = np.full(len(glyphs.codes), -1)
    ends = np.append(starts[1:], len(glyphs.codes))
    _, top, _, bottom = glyphs.boxes.T
    short = ends - starts <= MAX_TURNED_STRETCH
    climbing = np.maximum.reduceat(bottom, starts) - np.minimum.reduceat(top, starts)
    asked = climbing > MIN_CLIMB * np.maximum.reduceat(bottom - top, starts)
    if short.sum() >= MIN_TURNED_STRETCHES:
        asked |= short
    for start, end in zip(starts[asked].tolist(), ends[asked].tolist(), strict=True):
        angle = angle_deg(textpage, int(glyphs.places[start]))
        if MIN_TURN_DEG < (angle - frame.turn) % 360 < 360 - MIN_TURN_DEG:
            across[start:end] = angle
    return across


def _across_segments(glyphs: Glyphs, across: Integers, frame: Frame, cells: _Cells, fonts: Fonts) -> list[Segment]:
    """Stretches printed across the page: letters of one direction that follow each other, their lines in order."""
    segments: list[Segment] = []
    for places in np.split(np.arange(len(across)), np.flatnonzero(np.diff(across)) + 1):
        angle = int(across[places[0]])
        if angle < 0:
            continue
        marks = np.zeros(len(across), np.bool_)
        marks[places] = True
        part = glyphs.where(marks)
        if angle % 90:  # neither upright nor on its side: one line, as watermarks are
            segments += _segments(part, np.zeros(1, np.int64), cells, fonts)
            continue
        boxes = frame._replace(turn=angle).upright(part.file_boxes)
        starts = np.concatenate(([0], np.flatnonzero(_jumps(boxes)) + 1))
        lines = _segments(part, starts, cells, fonts)
        segments += [lines[number] for number in np.lexsort((boxes[starts, 0], boxes[starts, 1].round())).tolist()]
    return segments


def _segments(glyphs: Glyphs, starts: Integers, cells: _Cells, fonts: Fonts) -> list[Segment]:
    """The stretches that begin at some letters and end before the next."""
    ends = np.append(starts[1:], len(glyphs.codes))
    x0, top, x1, bottom = glyphs.boxes.T
    sides = zip(
        np.minimum.reduceat(x0, starts).tolist(), np.minimum.reduceat(top, starts).tolist(),
        np.maximum.reduceat(x1, starts).tolist(), np.maximum.reduceat(bottom, starts).tolist(), strict=True,
    )  # fmt: skip
    around = cells.around(glyphs.boxes[starts]).tolist()
    return [
        Segment(text, *box, *_setting(fonts, glyphs, start, end), cells.names[cell] if cell >= 0 else None)
        for text, box, start, end, cell in zip(
            _texts(glyphs, starts, ends), sides, starts.tolist(), ends.tolist(), around, strict=True
        )
    ]


def _once(segments: list[Segment]) -> list[Segment]:
    """Without text printed again almost at one place, which makes it bold."""
    places: dict[str, list[int]] = {}
    kept: list[Segment] = []
    for segment in segments:
        same = places.setdefault(segment.text, [])
        near = MAX_DOUBLE_SHIFT * segment.height
        for place in same:
            if abs(kept[place].x0 - segment.x0) < near and abs(kept[place].top - segment.top) < near:
                kept[place] = kept[place]._replace(bold=True)
                break
        else:
            same.append(len(kept))
            kept.append(segment)
    return kept


def _setting(fonts: Fonts, glyphs: Glyphs, start: int, end: int) -> tuple[float, bool]:
    """Size of the middle letter; bold where two of three letters spread over the stretch are.

    The last of them is one of the two: a bold label before a plain value makes no bold line.
    """
    sixth = (end - start) // 6
    first, middle, last = start + sixth, (start + end) // 2, end - 1 - sixth
    settings = [fonts.setting(int(glyphs.places[place])) for place in (first, middle, last)]
    bold = [
        setting.bold or doubled
        for setting, doubled in zip(settings, glyphs.doubled[[first, middle, last]].tolist(), strict=True)
    ]
    return settings[1].size_pt, bold[2] and sum(bold) >= 2


def _texts(glyphs: Glyphs, starts: Integers, ends: Integers) -> list[str]:
    """The text of each stretch, one blank at most between two letters."""
    blanks = _word_blanks(glyphs, starts, ends)
    places = np.arange(len(glyphs.codes)) + np.cumsum(blanks > 0)
    codes = np.zeros(places[-1] + 1, np.uint32)
    codes[places[blanks > 0] - 1] = blanks[blanks > 0]
    codes[places] = glyphs.codes
    text = codes.tobytes().decode("utf-32-le")
    return [
        text[start : end + 1] for start, end in zip(places[starts].tolist(), places[ends - 1].tolist(), strict=True)
    ]


def _word_blanks(glyphs: Glyphs, starts: Integers, ends: Integers) -> Integers:
    """The blanks that separate words; those that only space out letters are left out."""
    blanks = glyphs.blanks
    for index in np.flatnonzero(blanks == LINE_FEED).tolist():
        gap = glyphs.boxes[index, 0] - glyphs.boxes[index - 1, 2]
        blanks[index] = ord(" ") if gap > MIN_WORD_GAP * (glyphs.boxes[index, 3] - glyphs.boxes[index, 1]) else 0
    gaps = np.append(np.inf, (glyphs.boxes[1:, 0] - glyphs.boxes[:-1, 2]) / _heights(glyphs.boxes))
    last = ends - 1
    blanks[last[(glyphs.codes[last] == HYPHEN) & (gaps[last] < MIN_WORD_GAP)]] = 0
    apart = np.add.reduceat((gaps > MIN_SPACING).astype(np.int64), starts)
    lengths = ends - starts
    for number in np.flatnonzero((lengths > 1) & (apart > MIN_SPACED_SHARE * lengths)).tolist():
        letters = slice(int(starts[number]) + 1, int(ends[number]))
        usual = np.median(gaps[letters]) if lengths[number] >= MIN_SPACED_LETTERS else 0.0
        if sum(chr(code).isalpha() for code in glyphs.codes[letters].tolist()) >= 0.5 * (lengths[number] - 1):
            blanks[letters][gaps[letters] <= usual + SPACED_WORD_GAP] = 0
    return blanks
