"""Reading order puts every printed piece somewhere, once; columns and tables are read whole."""

import itertools
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.documents.printed.layout import Segment, in_reading_order

LINE = "une ligne de texte ordinaire"


@st.composite
def pages(draw: st.DrawFn) -> list[Segment]:
    """Pieces of lines anywhere on a page: two columns, full lines, cells of a table, and whatever else comes."""
    pieces = []
    for number in range(draw(st.integers(0, 40))):
        left = draw(st.sampled_from([50.0, 60.0, 300.0, 310.0, 120.0]))
        right = left + draw(st.sampled_from([60.0, 200.0, 230.0, 450.0]))
        top = 20.0 + 14 * draw(st.integers(0, 30))
        cell = draw(st.none() | st.tuples(st.integers(0, 1), st.integers(0, 3), st.integers(0, 2)))
        pieces.append(Segment(chr(0x4E00 + number), left, top, right, top + 11.0, 11.0, cell=cell))
    return pieces


@settings(max_examples=200, deadline=None)
@given(pages(), st.booleans())
def test_no_piece_is_lost_and_none_comes_twice(pieces: list[Segment], trust_file: bool) -> None:
    letters = "".join(segment.text for segment in in_reading_order(pieces, trust_file=trust_file))
    assert Counter(letters.replace(" ", "")) == Counter(segment.text for segment in pieces)


@settings(max_examples=100, deadline=None)
@given(pages(), st.booleans())
def test_a_table_is_read_in_one_piece_row_by_row(pieces: list[Segment], trust_file: bool) -> None:
    cells = [segment.cell for segment in in_reading_order(pieces, trust_file=trust_file)]
    tables = [[cell for _, cell in run] for table, run in itertools.groupby(
        ((cell and cell[0], cell) for cell in cells), key=lambda item: item[0]
    ) if table is not None]  # fmt: skip
    assert all(run == sorted(run) for run in tables)
    assert len(tables) == len({run[0][0] for run in tables})


@st.composite
def columns(draw: st.DrawFn) -> list[list[Segment]]:
    """Columns of ragged lines side by side, each line of its own text."""
    count, gutter = draw(st.integers(2, 3)), draw(st.floats(8, 40))
    width = (500 - gutter * (count - 1)) / count
    found = []
    for number in range(count):
        x0, top = 50 + number * (width + gutter), draw(st.floats(80, 90))
        shares = draw(st.lists(st.floats(0.7, 1.0), min_size=10, max_size=40))
        found.append([
            Segment(f"{LINE} {number}.{line}", x0, top + 14 * line, x0 + share * width, top + 14 * line + 11, 11.0)
            for line, share in enumerate(shares)
        ])  # fmt: skip
    return found


@settings(max_examples=100, deadline=None)
@given(columns(), st.sampled_from(["one after the other", "last first", "line by line"]))
def test_columns_are_read_one_after_the_other(found: list[list[Segment]], way: str) -> None:
    written = [segment for column in (found[::-1] if way == "last first" else found) for segment in column]
    if way == "line by line":
        written.sort(key=lambda segment: (segment.top, segment.x0))
    texts = [segment.text for segment in in_reading_order(written)]
    assert texts == [segment.text for column in found for segment in column]
