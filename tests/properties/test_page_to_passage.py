"""Whatever a page holds, every clean character stands on it or was inserted."""

import itertools
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.documents.layout import Segment, composed, in_reading_order
from pipeline.records import Page
from pipeline.settings import CleanSection
from pipeline.stages.clean import passages_of
from pipeline.text.sentences import sentences
from pipeline.text.spans import locate
from pipeline.text.tokens import spans

PIECES = st.one_of(
    st.text(max_size=30),
    st.sampled_from([
        "déve-", "loppement", "LEVY-", "RAMEAU", "- item", "1 note", "a\u00adb\u00ad", "e\u200b\u0301", "L’an\u00a02014", "ﬁn",
        "Envoyé en préfecture le 01/02/2014", "ID : 034-213401722-20140424-0000071262-DE", "Page 3", "\t", "x\ty", "   ", "\ufb01\u0301",
        "a.", "Vu le code ;", "\uf0b7 puce",
    ]),
)  # fmt: skip
PLACES = st.floats(min_value=-50, max_value=900, allow_nan=False)
SEGMENTS = st.builds(
    lambda text, x, y, width, size: Segment(text, x, y, x + width, y + size, size),
    PIECES, PLACES, PLACES, st.floats(0, 500), st.floats(0, 40),
)  # fmt: skip


@st.composite
def page_texts(draw: st.DrawFn) -> list[Page]:
    pages = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        if draw(st.booleans()):
            text, lines = composed(in_reading_order(draw(st.lists(SEGMENTS, max_size=25))))
            pages.append(Page("doc", number, None, 595.0, 842.0, "text", None, text, lines, []))
        else:
            text = unicodedata.normalize("NFC", "\n".join(draw(st.lists(PIECES, max_size=12))))
            pages.append(Page("doc", number, None, None, None, "text", None, text, [], []))
    return pages


@given(st.lists(SEGMENTS, max_size=40))
@settings(max_examples=50, deadline=None)
def test_lines_agree_with_the_text(segments):
    text, lines = composed(segments)
    assert unicodedata.is_normalized("NFC", text)
    assert text == "".join(text[line.start : line.end] + "\n" for line in lines)


@given(st.lists(SEGMENTS, max_size=60), st.booleans())
@settings(max_examples=50, deadline=None)
def test_reading_order_loses_nothing(segments, trust_file):
    ordered = in_reading_order(segments, trust_file=trust_file)
    letters = sorted("".join(segment.text for segment in segments).replace(" ", ""))
    assert sorted("".join(segment.text for segment in ordered).replace(" ", "")) == letters


@given(page_texts())
@settings(max_examples=50, deadline=None)
def test_every_clean_character_points_to_its_page(pages):
    for passage in passages_of(pages, CleanSection()):
        assert unicodedata.is_normalized("NFC", passage.text)
        assert passage.text == passage.text.strip(" ")
        for offset, character in enumerate(passage.text):
            source = locate(passage, offset)
            assert source is None or pages[source.page - 1].text[source.start] == character


@given(page_texts())
@settings(max_examples=50, deadline=None)
def test_no_letter_is_lost(pages):
    """All letters of the pages come back, in passages of one role or another (a ligature as its letters)."""
    before = sorted(
        c for page in pages for c in unicodedata.normalize("NFKD", page.text) if c.isascii() and c.isalpha()
    )
    passages = passages_of(pages, CleanSection())
    after = sorted(
        c for passage in passages for c in unicodedata.normalize("NFKD", passage.text) if c.isascii() and c.isalpha()
    )
    assert before == after


@given(st.text(max_size=200))
@settings(max_examples=50, deadline=None)
def test_sentences_and_tokens_cover_the_text_in_order(text):
    for bounds in (sentences(text), spans(text)):
        assert all(start < end for start, end in bounds)
        assert all(one[1] <= two[0] for one, two in itertools.pairwise(bounds))
        assert "".join("".join(text[start:end].split()) for start, end in bounds) == "".join(text.split())
