"""Whatever a page holds, every clean character stands on it, perhaps in a less plain form, or joins two lines."""

import itertools
import re
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import astuple

from pipeline.documents.printed.layout import Segment, composed, in_reading_order
from pipeline.records import Page
from pipeline.settings import CleanSection
from pipeline.stages.clean import passages_of
from pipeline.text.normalise import clean
from pipeline.text.sentences import sentences
from pipeline.text.spans import Box, Source, boxes_of, locate
from pipeline.text.tokens import spans

PIECES = st.one_of(
    st.text(max_size=30),
    st.sampled_from([
        "déve-", "loppement", "LEVY-", "RAMEAU", "- item", "1 note", "a\u00adb\u00ad", "e\u200b\u0301", "L’an\u00a02014", "ﬁn",
        "Envoyé en préfecture le 01/02/2014", "ID : 034-213401722-20140424-0000071262-DE", "Page 3", "\t", "x\ty", "   ", "\ufb01\u0301",
        "a.", "Vu le code ;", "\uf0b7 puce", "TÃ©lÃ©", "lâ€™Ã©tÃ©", "ÃƒÂ©", "&amp;eacute;tat", "R&amp;D", "D É L I B É R A T I O N",
        "12\u202f345", "1\u00a0234\u2009567,89", "génerаl", "CHÆUR", "l‘Eau", "1ᵉʳ", "\x92", "a\u00ad", "\u00ad", "ＡＢ", "| ~",
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


MENDED = re.compile(r"&(?:amp;)*#?\w+;|(?:[Â-ß][\u0080-\uffff ]|[âï][\u0080-\uffff]{2})+")
"""Characters of a page that may become one letter of clean text."""
BESIDE = {("‘", "'"), ("Ŕ", "–"), ("Æ", "Œ"), ("æ", "œ")}
"""Rewritten beside certain letters only."""
JAMO = range(0x1100, 0x1200)  # two or three of them compose to one syllable
KEYBOARDS = re.compile("[\u0370-\u052f]")


def stands_for(character: str, text: str, place: int) -> bool:
    """Whether a clean character can be what is printed at a place: its plain form, or composed from there on."""
    printed = text[place]
    alone = clean(printed).text
    return (
        character in alone
        or (printed, character) in BESIDE
        or (printed.isspace() and character in " \u00a0\t")
        or (printed == "\u00ad" and character == "-")
        or bool(KEYBOARDS.match(printed) and character.isascii())
        or unicodedata.normalize("NFD", character)[0] in unicodedata.normalize("NFD", alone)
        or any(clean(text[place : place + length]).text == character for length in range(2, 16))
        or ord(printed) in JAMO
    )


@given(page_texts())
@settings(max_examples=50, deadline=None)
def test_every_clean_character_points_to_its_page(pages):
    for passage in passages_of(pages, CleanSection()):
        assert unicodedata.is_normalized("NFC", passage.text)
        assert passage.text == passage.text.strip(" ")
        assert passage.text.isprintable() or passage.role == "table" or not passage.text.isascii()
        places = [locate(passage, offset) for offset in range(len(passage.text))]
        for character, place in zip(passage.text, places, strict=True):
            if place:
                assert stands_for(character, pages[place.page - 1].text, place.start)
        check_inserted(passage, places)


def check_inserted(passage, places):
    """What stands on no page joins two lines: a blank, or the tabs between the cells of a row."""
    for offset, place in enumerate(places):
        if place is None:
            assert passage.text[offset] in (" ", "\t")
            assert passage.text[offset] == "\t" or (any(places[:offset]) and any(places[offset + 1 :]))


@given(page_texts())
@settings(max_examples=50, deadline=None)
def test_no_letter_is_lost(pages):
    """Each letter of the pages stands in a passage of one role or another, alone or with its accent."""
    found = {
        locate(passage, offset) for passage in passages_of(pages, CleanSection()) for offset in range(len(passage.text))
    }
    for page in pages:
        mended = {place for match in MENDED.finditer(page.text) for place in range(*match.span())}
        for place, character in enumerate(page.text):
            if character.isalpha() and place not in mended and ord(character) not in JAMO:
                assert Source(page.page, place) in found


@given(page_texts(), st.data())
@settings(max_examples=50, deadline=None)
def test_a_stretch_stands_in_the_boxes_of_its_lines(pages, data):
    by_number = {page.page: page for page in pages}
    for passage in passages_of(pages, CleanSection())[:5]:
        start = data.draw(st.integers(0, len(passage.text) - 1))
        end = data.draw(st.integers(start + 1, len(passage.text)))
        boxes = boxes_of(passage, by_number, start, end)
        expected = []
        for place in filter(None, (locate(passage, offset) for offset in range(start, end))):
            lines = by_number[place.page].lines
            expected += [
                Box(place.page, *line[2:6]) for line in map(astuple, lines) if line[0] <= place.start < line[1]
            ]
        assert boxes == list(dict.fromkeys(expected))


@given(st.text(max_size=60) | st.lists(PIECES, max_size=4).map("".join))
@settings(max_examples=50, deadline=None)
def test_clean_text_is_clean(text):
    """Cleaning again changes nothing, each character has a place, and places never fall."""
    text = unicodedata.normalize("NFC", text.replace("\t", " "))
    once = clean(text)
    assert len(once.places) == len(once.text)
    assert list(once.places) == sorted(once.places)
    assert all(0 <= place < len(text) for place in once.places)
    assert "  " not in once.text


@given(st.text(max_size=200))
@settings(max_examples=50, deadline=None)
def test_sentences_and_tokens_cover_the_text_in_order(text):
    for bounds in (sentences(text), spans(text)):
        assert all(start < end for start, end in bounds)
        assert all(one[1] <= two[0] for one, two in itertools.pairwise(bounds))
        assert "".join("".join(text[start:end].split()) for start, end in bounds) == "".join(text.split())
