"""Ruled tables: where their cells stand on a page.

The rules come from pdfium's list of the objects a page draws, so that nothing interprets the content stream a second
time; pdfplumber's table functions make cells of them (from edges to crossings to cells: Nurminen, 2013).
"""

import ctypes
import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.documents.printed.frame import Frame

MAX_OBJECTS = 20_000
"""Drawn objects looked at on one page: 40 ms; pages with more are maps and plans."""
MAX_RULES = 4000
"""Word draws each cell's sides apart: four rules a cell, 1 000 cells. Beyond, a page is a drawing."""
MAX_EDGES = 400
MAX_CROSSINGS = 1500
"""Once joined: 60 rows of 20 columns have 82 edges and 1 281 crossings; the search for cells is quadratic in them."""
MAX_PATH_SEGMENTS = 2000
BOX_SEGMENTS = 6
"""A line has two, a box four to six; a thin path of more is a letter drawn in a logo."""
MAX_FORM_DEPTH = 3
THIN_PT = 3.0
"""A stroke or filled box not wider than that is a rule; the least row of a table is twice as high."""
SNAP_PT = 3.0
"""Rules nearer than that are one, and a gap smaller than that is none: pdfplumber's own tolerance. Dashes of a dashed
rule and the corner squares of word processors are closer."""
MIN_CELL_WIDTH_PT = 4.0
MIN_CELL_HEIGHT_PT = 5.0
"""Less holds no letter: it is the space between two strokes of a double rule."""

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
Edge = dict[str, Any]


class Cell(NamedTuple):
    """One cell: its row and column, from 0, and its box in points from the top left corner of the page as displayed.

    A merged cell is one cell, in the first row and column it covers.
    """

    row: int
    column: int
    x0: float
    top: float
    x1: float
    bottom: float


class Table(NamedTuple):
    """A ruled table: its box in points from the top left corner of the page as displayed, and its cells, row by row."""

    x0: float
    top: float
    x1: float
    bottom: float
    cells: tuple[Cell, ...]


def ruled(page: pypdfium2.PdfPage, frame: Frame) -> Sequence[Table]:
    """The ruled tables of a page, from top to bottom; none on the usual page.

    Args:
        page: an open page.
        frame: how it stands.

    Returns:
        Tables of two cells or more: a lone frame around a paragraph or a page is none. Whether the cells hold text
        is for the caller to see.
    """
    drawn = list(itertools.islice(_drawn(page), MAX_RULES + 1))
    if not 4 <= len(drawn) <= MAX_RULES:
        return ()
    edges = _edges([rule for rule in frame.upright(np.array(drawn)).tolist() if _is_on(rule, frame)])
    return _tables(edges) if _may_hold_table(edges) else ()


def _is_on(rule: Box, frame: Frame) -> bool:
    """Whether a rule lies on the page, at least in part."""
    return rule[2] >= 0 and rule[0] <= frame.width and rule[3] >= 0 and rule[1] <= frame.height


def _drawn(page: pypdfium2.PdfPage) -> Iterator[Box]:
    """Straight strokes and thin filled boxes, upright or level, as (left, top, right, bottom) of the file."""
    budget = itertools.repeat(None, MAX_OBJECTS)  # shared by the page and the forms on it
    bounds = tuple(ctypes.c_float() for _ in range(4))
    pointers = [ctypes.byref(bound) for bound in bounds]

    def walk(holder: Any, count: int, get: Any, matrix: Matrix | None, depth: int) -> Iterator[Box]:
        for index, _ in zip(range(count), budget, strict=False):
            item = get(holder, index)
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind == pdfium.FPDF_PAGEOBJ_PATH and pdfium.FPDFPageObj_GetBounds(item, *pointers):
                x0, y0, x1, y1 = (bound.value for bound in bounds)
                for rule in _rules(item, (x0, y0, x1, y1)):
                    yield _moved(rule, matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_FORM_DEPTH:
                count_inner = pdfium.FPDFFormObj_CountObjects(item)
                inner = _product(_matrix(item), matrix)
                yield from walk(item, count_inner, pdfium.FPDFFormObj_GetObject, inner, depth + 1)

    yield from walk(page.raw, pdfium.FPDFPage_CountObjects(page), pdfium.FPDFPage_GetObject, None, 0)


def _rules(path: Any, bounds: Box) -> list[Box]:
    """The rules of one path, as (x0, y0, x1, y1) of its holder.

    A path of several filled boxes counts as stroked: browsers draw a border as a box within a box.
    """
    segments = pdfium.FPDFPath_CountSegments(path)
    if segments <= BOX_SEGMENTS and _is_thin(bounds):
        return [bounds]
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    if segments <= BOX_SEGMENTS and not stroke.value:
        return []  # one box of colour
    shapes = _shapes(path, segments)
    found: list[Box] = []
    for points in shapes:
        xs, ys = zip(*points, strict=True)
        box = (min(xs), min(ys), max(xs), max(ys))
        if _is_thin(box):
            found.append(box)
        elif stroke.value or len(shapes) > 1:
            sides = ((min(x, u), min(y, v), max(x, u), max(y, v)) for (x, y), (u, v) in itertools.pairwise(points))
            found += filter(_is_thin, sides)
    return found


def _is_thin(box: Box) -> bool:
    return min(box[2] - box[0], box[3] - box[1]) <= THIN_PT


def _shapes(path: Any, segments: int) -> list[list[tuple[float, float]]]:
    """Corners of each part of a path that is made of straight lines."""
    matrix = _matrix(path)
    x, y = ctypes.c_float(), ctypes.c_float()
    shapes: list[list[tuple[float, float]]] = []
    curved: set[int] = set()
    for index in range(min(segments, MAX_PATH_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not shapes:
            shapes.append([])
        elif kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            curved.add(len(shapes) - 1)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        shapes[-1].append(_point(x.value, y.value, matrix))
        if pdfium.FPDFPathSegment_GetClose(segment):
            shapes[-1].append(shapes[-1][0])
    return [points for number, points in enumerate(shapes) if number not in curved and len(points) > 1]


def _matrix(item: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix)):
        return (1, 0, 0, 1, 0, 0)
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _product(first: Matrix, then: Matrix | None) -> Matrix:
    """The matrix that does `first`, `then` the other."""
    if then is None:
        return first
    a, b, c, d, _, _ = then
    (ma, mb), (mc, md) = ((x * a + y * c, x * b + y * d) for x, y in (first[:2], first[2:4]))
    return (ma, mb, mc, md, *_point(first[4], first[5], then))


def _point(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return x * a + y * c + e, x * b + y * d + f


def _moved(rule: Box, matrix: Matrix | None) -> Box:
    """A rule (x0, y0, x1, y1) of a holder as (left, top, right, bottom) of the page."""
    x0, y0, x1, y1 = rule
    if matrix is not None:
        (x0, y0), (x1, y1) = _point(x0, y0, matrix), _point(x1, y1, matrix)
    return min(x0, x1), max(y0, y1), max(x0, x1), min(y0, y1)


def _edges(rules: Sequence[Box]) -> list[Edge]:
    """The edges that rules draw, as pdfplumber describes them; rows of dots become edges, lone dots none."""
    edges = []
    dots = []
    for x0, top, x1, bottom in rules:
        width, height = x1 - x0, bottom - top
        if max(width, height) <= THIN_PT:
            dots.append(((x0 + x1) / 2, (top + bottom) / 2))
        elif width >= height:
            edges.append(_edge("h", x0, (top + bottom) / 2, x1, (top + bottom) / 2))
        else:
            edges.append(_edge("v", (x0 + x1) / 2, top, (x0 + x1) / 2, bottom))
    edges += [_edge("h", start, y, end, y) for y, start, end in _dotted((y, x) for x, y in dots)]
    edges += [_edge("v", x, start, x, end) for x, start, end in _dotted(dots)]
    return edges


def _dotted(dots: Iterable[tuple[float, float]]) -> Iterator[tuple[float, float, float]]:
    """Rows of dots as (place, start, end), from (place across the row, place along it) of each dot."""
    rows: defaultdict[int, list[float]] = defaultdict(list)
    for across, along in dots:
        rows[round(2 * across)].append(along)
    for across, places in rows.items():
        places.sort()
        start = places[0]
        for this, following in itertools.pairwise([*places, math.inf]):
            if following - this > SNAP_PT:
                if this - start >= MIN_CELL_HEIGHT_PT:
                    yield across / 2, start, this
                start = following


def _edge(orientation: str, x0: float, top: float, x1: float, bottom: float) -> Edge:
    return {
        "orientation": orientation, "x0": x0, "top": top, "x1": x1, "bottom": bottom,
        "width": x1 - x0, "height": bottom - top,
    }  # fmt: skip


def _may_hold_table(edges: Sequence[Edge]) -> bool:
    """Whether at least two level and two upright lines are as long as the sides of a cell."""
    lengths: dict[str, defaultdict[int, float]] = {"h": defaultdict(float), "v": defaultdict(float)}
    for edge in edges:
        place = edge["top"] if edge["orientation"] == "h" else edge["x0"]
        lengths[edge["orientation"]][round(2 * place)] += edge["width"] + edge["height"]
    return all(
        sum(length >= least for length in lengths[orientation].values()) >= 2
        for orientation, least in (("h", 2 * MIN_CELL_WIDTH_PT), ("v", 2 * MIN_CELL_HEIGHT_PT))
    )


def _tables(edges: Sequence[Edge]) -> list[Table]:
    """Edges into cells, cells that touch into tables."""
    from pdfplumber import table as plumber  # loads pdfminer: only where a page has rules enough

    edges = plumber.merge_edges(list(edges), SNAP_PT, SNAP_PT, SNAP_PT, SNAP_PT)
    edges = [edge for edge in edges if edge["width"] + edge["height"] >= MIN_CELL_HEIGHT_PT]
    edges += [*_closing(edges, "v", 2), *_closing(edges, "h", 3)]
    if len(edges) > MAX_EDGES:
        return []
    crossings = plumber.edges_to_intersections(edges, SNAP_PT, SNAP_PT)
    if len(crossings) > MAX_CROSSINGS:
        return []
    groups = plumber.cells_to_tables(plumber.intersections_to_cells(crossings))
    return [table for boxes in groups if (table := _table(boxes)) is not None]


def _closing(edges: Sequence[Edge], orientation: str, least: int) -> Iterator[Edge]:
    """The side a table lacks where a page cuts it, or where rules part its inner columns only.

    It joins the ends of `least` parallel edges or more that end at one line, where no edge lies.
    """
    start, end, place = ("top", "bottom", "x0") if orientation == "v" else ("x0", "x1", "top")
    parallel = [edge for edge in edges if edge["orientation"] == orientation]
    across = [edge for edge in edges if edge["orientation"] != orientation]
    for name in (start, end):
        groups: defaultdict[int, list[Edge]] = defaultdict(list)
        for edge in parallel:
            groups[round(edge[name] / SNAP_PT)].append(edge)
        for group in groups.values():
            line = group[0][name]
            if len(group) >= least and not any(abs(edge[start] - line) <= 2 * SNAP_PT for edge in across):
                first, last = min(edge[place] for edge in group), max(edge[place] for edge in group)
                yield _edge("h", first, line, last, line) if orientation == "v" else _edge("v", line, first, line, last)


def _table(boxes: Sequence[Box]) -> Table | None:
    """Cells numbered by the lines they start at; None where fewer than two could hold text."""
    kept = [box for box in boxes if box[2] - box[0] >= MIN_CELL_WIDTH_PT and box[3] - box[1] >= MIN_CELL_HEIGHT_PT]
    if len(kept) < 2:
        return None
    rows = {top: number for number, top in enumerate(sorted({box[1] for box in kept}))}
    columns = {x0: number for number, x0 in enumerate(sorted({box[0] for box in kept}))}
    cells = sorted(Cell(rows[box[1]], columns[box[0]], *box) for box in kept)
    x0, top, x1, bottom = zip(*kept, strict=True)
    return Table(min(x0), min(top), max(x1), max(bottom), tuple(cells))
