"""The letters of a PDF page and the stretches they form, in the order of the file.

pdfium gives the text in one call and a box a letter; all that follows is arithmetic on whole pages at once, so that
every letter has its place at a price near that of the text alone.
"""

import ctypes
import re
import unicodedata
from functools import lru_cache
from itertools import repeat
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.documents.printed.fonts import font_name
from pipeline.documents.printed.frame import Boxes, Frame
from pipeline.documents.printed.native import address_of, by_address

Integers = npt.NDArray[np.int64]
Marks = npt.NDArray[np.bool_]

LINE_END_HYPHENS = "\ufffe\x02"
"""What pdfium writes for a hyphen at the end of a line."""
ACCENTS = {"´": "\u0301", "`": "\u0300", "ˆ": "\u0302", "^": "\u0302", "¨": "\u0308", "¸": "\u0327", "˜": "\u0303"}
"""Accents that old TeX fonts print as a glyph of their own before the letter."""
ACCENT_CODES = np.array([ord(accent) for accent in ACCENTS])
PICTURE_FONT = re.compile(r"wingdings|webdings|dingbats|symbol", re.IGNORECASE)
BULLET = ord("•")
"""For a sign of such a font whose file does not say what it means: in councils' papers it opens the item of a list."""
BACKSPACE = 0x08
LINE_FEED = 0x0A
BLANKS = np.array([LINE_FEED] + [code for code in range(0x20, 0x3001) if chr(code).isspace()])
MAX_FALSE_BOLD_SHIFT = 0.3
"""Of the letter's width: an equal letter printed that near is the same one, printed twice to look bold."""
MIN_ACCENT_OVERLAP = 0.3
"""Of the narrower of accent and letter."""

_LOOSE_BOX = by_address(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)


class Glyphs(NamedTuple):
    """Printed letters, one row each, in the order of the file.

    `codes` are Unicode code points, `places` positions among the characters of the page, `blanks` the code point of
    the blank before the letter or 0, `file_boxes` (left, top, right, bottom) in the file's coordinates, `boxes`
    (x0, top, x1, bottom) in points from the top left corner of the page as displayed, `doubled` says that the letter is
    printed twice to look bold.
    """

    codes: Integers
    places: Integers
    blanks: Integers
    file_boxes: Boxes
    boxes: Boxes
    doubled: Marks

    def where(self, kept: Marks) -> "Glyphs":
        """The letters that are marked; a blank before a letter left out stands before the next one kept."""
        if kept.all():
            return self
        blanks = self.blanks.copy()
        for index in np.flatnonzero(~kept[:-1] & (blanks[:-1] > 0)).tolist():
            blanks[index + 1] = blanks[index + 1] or blanks[index]
        return Glyphs(
            self.codes[kept], self.places[kept], blanks[kept], self.file_boxes[kept], self.boxes[kept],
            self.doubled[kept],
        )  # fmt: skip


def read_glyphs(textpage: pypdfium2.PdfTextPage, frame: Frame, count: int) -> Glyphs:
    """The letters of a page: printable ones with a box, each printed once.

    Args:
        textpage: an open text page of pdfium.
        frame: how the page stands.
        count: characters to read.
    """
    codes = _codes(textpage, count)
    blank = np.isin(codes, BLANKS)
    places = np.flatnonzero((codes > 0) & ~blank)
    boxes, boxed = _file_boxes(textpage, places)
    places, boxes = places[boxed], boxes[boxed]
    blanks = _blank_before(codes, blank, places)
    glyphs = Glyphs(codes[places], places, blanks, boxes, frame.upright(boxes), np.zeros(len(places), np.bool_))
    return _with_accents(_once(glyphs))


def _file_boxes(textpage: pypdfium2.PdfTextPage, places: Integers) -> tuple[Boxes, Marks]:
    """Boxes of characters in the file's coordinates, and which of them have one."""
    boxes = np.zeros((len(places), 4), np.float32)
    begin, step = boxes.ctypes.data, 4 * boxes.itemsize
    addresses = range(begin, begin + step * len(places), step)
    boxed = np.fromiter(
        map(_LOOSE_BOX, repeat(address_of(textpage.raw)), places.tolist(), addresses), np.bool_, len(places)
    )
    return boxes.astype(np.float64), boxed


def _codes(textpage: pypdfium2.PdfTextPage, count: int) -> Integers:
    """Code points of the page's characters as they are written, 0 for those that are dropped."""
    buffer = (ctypes.c_ushort * (2 * count + 2))()  # a character beyond U+FFFF takes two
    written = pdfium.FPDFText_GetText(textpage, 0, count, buffer) - 1
    text = bytes(buffer)[: 2 * max(0, written)].decode("utf-16-le", "surrogatepass")
    if len(text) == count:
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
    else:  # pdfium leaves some characters out of its text: on 8 pages of 337
        codes = np.fromiter(map(pdfium.FPDFText_GetUnicode, repeat(textpage.raw), range(count)), np.int64, count)
    for place in np.flatnonzero((codes > 0) & (codes < BACKSPACE) & (codes != ord("\x02"))).tolist():
        if PICTURE_FONT.search(font_name(textpage, place)):
            codes[place] = BULLET
    unusual = np.flatnonzero((codes < 0x20) | (codes > 0x17F) | ((codes >= 0x7F) & (codes < 0xA0)))
    codes[unusual] = [written_code(code) for code in codes[unusual].tolist()]
    return codes


@lru_cache(maxsize=4096)
def written_code(code: int) -> int:
    """The code point to write for one that pdfium gives: line-end hyphens as `-`, tabs as a blank, controls as 0."""
    if code >= 0x110000 or 0xD800 <= code < 0xE000:
        return 0xFFFD
    character = chr(code)
    if character in LINE_END_HYPHENS:
        return ord("-")
    if code == LINE_FEED:
        return code
    if character in "\t\u2028\u2029":
        return ord(" ")
    return 0 if unicodedata.category(character) in ("Cc", "Cn") else code


def _blank_before(codes: Integers, blank: Marks, places: Integers) -> Integers:
    """The first blank between each solid letter and the one before, 0 where there is none."""
    found = np.zeros(len(places), np.int64)
    blanks = np.flatnonzero(blank)[::-1]  # backwards, so that the first of several is written last
    following = np.searchsorted(places, blanks)
    inside = following < len(places)
    found[following[inside]] = codes[blanks[inside]]
    return found


def _once(glyphs: Glyphs) -> Glyphs:
    """Without the second of two equal letters printed almost at one place.

    Letters of a ligature share one box exactly and are all kept.
    """
    if len(glyphs.codes) < 2:
        return glyphs
    x0, top, x1, bottom = glyphs.boxes.T
    shift = np.maximum(np.abs(np.diff(x0)), np.abs(np.diff(top)))
    sides = np.minimum(x1 - x0, bottom - top)  # a letter on its side is wider than it is high
    width = np.minimum(sides[1:], sides[:-1])
    again = (np.diff(glyphs.codes) == 0) & (shift > 0) & (shift < MAX_FALSE_BOLD_SHIFT * width)
    if not again.any():
        return glyphs
    doubled = np.concatenate((again, [False]))
    return glyphs._replace(doubled=doubled).where(np.concatenate(([True], ~again)))


def _with_accents(glyphs: Glyphs) -> Glyphs:
    """Accents printed apart joined to the letter they stand over."""
    kept = np.ones(len(glyphs.codes), np.bool_)
    for index in np.flatnonzero(np.isin(glyphs.codes, ACCENT_CODES)).tolist():
        below = _letter_under(glyphs, index)
        letter = _accented(int(glyphs.codes[below]), ACCENTS[chr(glyphs.codes[index])]) if below is not None else 0
        if letter:
            glyphs.codes[below] = letter
            kept[index] = False
    return glyphs.where(kept)


def _letter_under(glyphs: Glyphs, index: int) -> int | None:
    """The letter an accent stands over: the next one or the one before, or wherever the file has put it.

    TeX raises the accent of a capital, and pdfium then gives it at the end of the line before.
    """
    x0, top, x1, bottom = glyphs.boxes.T
    width = np.minimum(x1 - x0, x1[index] - x0[index])
    over = np.minimum(x1, x1[index]) - np.maximum(x0, x0[index]) > MIN_ACCENT_OVERLAP * width
    over &= np.abs(top - top[index]) < 0.5 * (bottom[index] - top[index])
    over[index] = False
    near = [place for place in (index + 1, index - 1) if 0 <= place < len(over) and over[place]]
    return int(near[0]) if near else next(iter(np.flatnonzero(over).tolist()), None)


def _accented(code: int, accent: str) -> int:
    """The code point of a letter under an accent, 0 where there is none."""
    letter = unicodedata.normalize("NFC", chr(code).replace("ı", "i") + accent)
    return ord(letter) if len(letter) == 1 and letter.isalpha() else 0
