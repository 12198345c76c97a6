"""Reading order puts every printed piece somewhere, once."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.documents.layout import Segment, in_reading_order


@st.composite
def pages(draw: st.DrawFn) -> list[Segment]:
    """Pieces of lines anywhere on a page: two columns, full lines, and whatever else comes."""
    pieces = []
    for number in range(draw(st.integers(0, 40))):
        left = draw(st.sampled_from([50.0, 60.0, 300.0, 310.0, 120.0]))
        right = left + draw(st.sampled_from([60.0, 200.0, 230.0, 450.0]))
        top = 20.0 + 14 * draw(st.integers(0, 30))
        pieces.append(Segment(chr(0x4E00 + number), left, top, right, top + 11.0, 11.0))
    return pieces


@settings(max_examples=200, deadline=None)
@given(pages(), st.booleans())
def test_no_piece_is_lost_and_none_comes_twice(pieces: list[Segment], trust_file: bool) -> None:
    letters = "".join(segment.text for segment in in_reading_order(pieces, trust_file=trust_file))
    assert Counter(letters.replace(" ", "")) == Counter(segment.text for segment in pieces)
