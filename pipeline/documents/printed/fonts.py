"""How letters of a PDF page are set: their size, and whether they are bold."""

import ctypes
import re
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.documents.printed.native import address_of, by_address

BOLD_NAME = re.compile(r"bold|black|heavy|gras|demi|-medi$|[-,]bd\b|^(?:cm|ec|lm|sf)(?:ss)?[bs]x", re.IGNORECASE)
"""Names of bold fonts: Arial-BoldMT, Calibri,Bold, NimbusRomNo9L-Medi, and TeX's CMBX10, SFSX1440."""
MIN_BOLD_WEIGHT = 600
"""Of 44 fonts in council papers the regular ones declare up to 540, the bold ones 400 to 704: the name says more."""
MAX_NAME_BYTES = 128
"""PDF allows a name 127 (ISO 32000-1, annex C)."""
MAX_OBJECTS = 3000
MAX_DOUBLE_SHIFT = 0.15
"""In heights of the text."""
FORCE_BOLD = 1 << 18
"""Bit 19 of the font flags (ISO 32000-1, table 123)."""

_TEXT_OBJECT = by_address(pdfium.FPDFText_GetTextObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_OBJECT = by_address(pdfium.FPDFPage_GetObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_TYPE = by_address(pdfium.FPDFPageObj_GetType, ctypes.c_int, ctypes.c_void_p)
_BOUNDS = by_address(pdfium.FPDFPageObj_GetBounds, ctypes.c_int, *[ctypes.c_void_p] * 5)


class Setting(NamedTuple):
    """Size of a letter in points as printed, and whether it is bold."""

    size_pt: float
    bold: bool


class Fonts:
    """The settings of one page's letters, asked once for each text object."""

    def __init__(self, page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage) -> None:
        self._textpage = textpage
        self._twice = _printed_twice(page)
        self._page = address_of(textpage.raw)
        self._settings: dict[int, Setting] = {}
        self._bold: dict[int, bool] = {}

    def setting(self, place: int) -> Setting:
        """How the letter at a place among the page's characters is set."""
        address = _TEXT_OBJECT(self._page, place) or 0  # 0: a letter that pdfium made up
        found = self._settings.get(address)
        if found is None:
            found = self._settings[address] = Setting(self._size_pt(place), bool(address) and self._is_bold(address))
        return found

    def _size_pt(self, place: int) -> float:
        """The declared size, scaled by the letter's matrix."""
        matrix = pdfium.FS_MATRIX()
        size = float(pdfium.FPDFText_GetFontSize(self._textpage, place))
        if not pdfium.FPDFText_GetMatrix(self._textpage, place, ctypes.byref(matrix)):
            return size
        return size * float((matrix.c**2 + matrix.d**2) ** 0.5)

    def _is_bold(self, address: int) -> bool:
        """A bold font, or letters filled and outlined, or printed twice."""
        if address in self._twice:
            return True
        item = ctypes.cast(address, pdfium.FPDF_PAGEOBJECT)
        if pdfium.FPDFTextObj_GetTextRenderMode(item) == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE:
            return True
        font = pdfium.FPDFTextObj_GetFont(item)
        if not font:
            return False
        address = ctypes.addressof(font.contents)
        if address not in self._bold:
            self._bold[address] = (
                bool(BOLD_NAME.search(_name(font).split("+")[-1]))
                or pdfium.FPDFFont_GetWeight(font) >= MIN_BOLD_WEIGHT
                or bool(pdfium.FPDFFont_GetFlags(font) & FORCE_BOLD)
            )
        return self._bold[address]


def _printed_twice(page: pypdfium2.PdfPage) -> frozenset[int]:
    """Addresses of the text objects that stand where the one before stands; pdfium reads only the first of them."""
    count = min(pdfium.FPDFPage_CountObjects(page), MAX_OBJECTS)
    objects = map(_OBJECT, repeat(address_of(page.raw)), range(count))
    texts = [item for item in objects if _TYPE(item) == pdfium.FPDF_PAGEOBJ_TEXT]
    boxes = np.zeros((len(texts), 4), np.float32)
    begin, end = boxes.ctypes.data, boxes.ctypes.data + boxes.nbytes
    sides = (range(begin + 4 * side, end + 4 * side, 16) for side in range(4))
    bounded = np.fromiter(map(_BOUNDS, texts, *sides), np.bool_, len(texts))
    near = MAX_DOUBLE_SHIFT * (boxes[1:, 3] - boxes[1:, 1])
    again = np.flatnonzero((np.abs(np.diff(boxes, axis=0)).max(axis=1, initial=0) < near) & bounded[1:])
    return frozenset(texts[place] for start in again.tolist() for place in (start, start + 1))


def font_name(textpage: pypdfium2.PdfTextPage, place: int) -> str:
    """Name of the font of the character at a place, empty where it has none."""
    buffer = ctypes.create_string_buffer(MAX_NAME_BYTES)
    pdfium.FPDFText_GetFontInfo(textpage.raw, place, buffer, MAX_NAME_BYTES, None)
    return buffer.value.decode("utf-8", "replace")


def _name(font: Any) -> str:
    length = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, length)
    return buffer.value.decode("utf-8", "replace")
