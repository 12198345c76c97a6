"""PDF: text and where it stands, read with pypdfium2; pages that are images are recognised where OCR is installed.

pdfium is not safe in threads and can die on a hostile file: one document a process, in a limited worker.
"""

import ctypes
import math
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from pipeline.documents.layout import Segment, composed, in_reading_order
from pipeline.documents.ocr import SURE_CONFIDENCE, Recognised, judged
from pipeline.errors import Reason, SourceError
from pipeline.records import Page

RENDER_DPI = 300
MAX_PIXELS = 40_000_000
"""An A2 sheet at 300 dpi has 35 million pixels; beyond, a page is rendered coarser."""
LINE_END_HYPHENS = "\ufffe\x02"
"""What pdfium writes for a hyphen at the end of a line."""
ACCENTS = {"´": "\u0301", "`": "\u0300", "ˆ": "\u0302", "^": "\u0302", "¨": "\u0308", "¸": "\u0327", "˜": "\u0303"}
"""Accents that old TeX fonts print as a glyph of their own before the letter."""
WITHOUT_TEXT = {"image": "page is an image", "garbled": "the text of the page is garbled"}
"""Warnings of pages that OCR would read; garbled letters are left out, for they would be counted as words."""
XFA_PLACEHOLDER = ("please wait", "veuillez patienter")

Recogniser = Callable[[Image.Image, float], Recognised]


class _Frame(NamedTuple):
    """The page turned so that its text stands upright: its size, its corners in the file's coordinates, its turn.

    The turn follows the letters, not the page's /Rotate: the two disagree in files whose rotation was added later.
    """

    width: float
    height: float
    left: float
    bottom: float
    right: float
    top: float
    turn: int

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """A box of the file as (x0, top, x1, bottom) of the page as displayed."""
        if self.turn == 90:
            return y0 - self.bottom, x0 - self.left, y1 - self.bottom, x1 - self.left
        if self.turn == 180:
            return self.right - x1, y0 - self.bottom, self.right - x0, y1 - self.bottom
        if self.turn == 270:
            return self.top - y1, self.right - x1, self.top - y0, self.right - x0
        return x0 - self.left, self.top - y1, x1 - self.left, self.top - y0


class _Glyph(NamedTuple):
    place: int  # among the characters of the page
    character: str
    x0: float
    top: float
    x1: float
    bottom: float


def read(
    data: bytes, doc_id: str, *, max_pages: int, max_characters: int, recognise: Recogniser | None = None
) -> list[Page]:
    """The pages of a PDF.

    Args:
        data: the whole file.
        doc_id: of the document, copied into each page.
        max_pages: pages read; the last page read warns of the rest.
        max_characters: characters kept of one page; a cut page warns.
        recognise: reads the image of a page, given its resolution in dots per inch; None without OCR.

    Returns:
        One Page for each physical page; a page that cannot be read has no text and a warning.

    Raises:
        SourceError: encrypted, damaged, or without any page.
    """
    document = _opened(data)
    try:
        total = len(document)
        if total == 0:
            raise SourceError(Reason.DAMAGED, "the PDF holds no page")
        pages = [_page(document, doc_id, index, max_characters, recognise) for index in range(min(total, max_pages))]
    finally:
        document.close()
    if total > max_pages:
        pages[-1].warnings.append(f"only the first {max_pages} of {total} pages were read")
    return pages


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise SourceError(Reason.ENCRYPTED, "the PDF asks for a password") from error
        raise SourceError(Reason.DAMAGED, f"not a readable PDF ({_plain(error)})") from error


def _plain(error: Exception) -> str:
    return str(error).strip().rstrip(".")


def _page(
    document: pypdfium2.PdfDocument, doc_id: str, index: int, max_characters: int, recognise: Recogniser | None
) -> Page:
    """One page; what the library cannot read of it becomes a warning."""
    try:
        page = document[index]
    except pypdfium2.PdfiumError as error:
        return Page(doc_id, index + 1, None, None, None, "none", None, "", [], [f"page not readable: {_plain(error)}"])
    try:
        frame, segments, warnings = _read_text(page, max_characters)
        text, lines = composed(in_reading_order(segments, trust_file=frame.turn == 0))
        blank = Page(
            doc_id, index + 1, _label(document, index), frame.width, frame.height, "none", None, "", [], warnings
        )  # fmt: skip
        return _with_text(blank, page, text, lines, recognise)
    except pypdfium2.PdfiumError as error:
        return Page(doc_id, index + 1, None, None, None, "none", None, "", [], [f"page not readable: {_plain(error)}"])
    finally:
        page.close()


def _with_text(blank: Page, page: pypdfium2.PdfPage, text: str, lines: list[Any], recognise: Recogniser | None) -> Page:
    """The page with its own text, or with what OCR reads where that text is missing or garbled."""
    verdict = judged(text, lambda: _image_share(page, blank))
    own: Any = "text" if text and verdict == "keep" else "none"
    if any(text.lower().startswith(words) for words in XFA_PLACEHOLDER):
        blank.warnings.append("the text is in an XFA form that only its own reader shows")
    kept = _replaced(blank, origin=own, text=text if own == "text" else "", lines=lines if own == "text" else [])
    if verdict == "keep":
        return kept
    if recognise is None:
        blank.warnings.append(WITHOUT_TEXT[verdict])
        return kept
    image, dpi = _rendered(page)
    if image is None:
        blank.warnings.append("page could not be rendered")
        return kept
    seen = recognise(image, dpi)
    if not seen.segments:
        blank.warnings.append("OCR found no text")
        return kept
    if seen.confidence < SURE_CONFIDENCE:
        blank.warnings.append("OCR is unsure of this page")
    text, lines = composed(seen.segments)
    size = (blank.height_pt, blank.width_pt) if seen.on_side else (blank.width_pt, blank.height_pt)
    return _replaced(
        blank, width_pt=size[0], height_pt=size[1], origin="ocr", ocr_confidence=seen.confidence, text=text, lines=lines
    )


def _replaced(page: Page, **changes: Any) -> Page:
    values = {name: getattr(page, name) for name in page.__struct_fields__}
    return Page(**(values | changes))


def _label(document: pypdfium2.PdfDocument, index: int) -> str | None:
    """The printed page number the file declares, if it declares one."""
    try:
        label = document.get_page_label(index)
    except (pypdfium2.PdfiumError, UnicodeDecodeError):
        return None
    return "".join(character for character in label if character.isprintable()).strip()[:20] or None


def _frame(page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage, count: int) -> _Frame:
    """Seen from the median direction of up to fifty letters spread over the page."""
    left, bottom, right, top = page.get_bbox()
    sample = range(0, count, max(1, count // 50))
    angles = sorted(pdfium.FPDFText_GetCharAngle(textpage, index) for index in sample)
    quarter = -round(angles[len(angles) // 2] / (math.pi / 2)) % 4 if angles else 0  # pdfium counts clockwise
    width, height = right - left, top - bottom
    if quarter in (1, 3):
        return _Frame(height, width, left, bottom, right, top, 90 * quarter)
    if page.get_rotation() in (90, 270) and _highest(textpage, sample) > top:
        # the page was turned on its side around upright text: the sheet is the other way up
        return _Frame(height, width, left, bottom, left + height, bottom + width, 90 * quarter)
    return _Frame(width, height, left, bottom, right, top, 90 * quarter)


def _highest(textpage: pypdfium2.PdfTextPage, sample: range) -> float:
    rectangle = pdfium.FS_RECTF()
    pointer = ctypes.byref(rectangle)
    tops = [rectangle.top for index in sample if pdfium.FPDFText_GetLooseCharBox(textpage, index, pointer)]
    return max(tops, default=0.0)


def _read_text(page: pypdfium2.PdfPage, max_characters: int) -> tuple[_Frame, list[Segment], list[str]]:
    """The frame of a page, its stretches of text in the order of the file, and warnings."""
    textpage = page.get_textpage()
    try:
        count = pdfium.FPDFText_CountChars(textpage)
        warnings = []
        if count > max_characters:
            warnings.append(f"only the first {max_characters} of {count} characters were read")
            count = max_characters
        frame = _frame(page, textpage, count)
        glyphs = _without_overprint(_glyphs(textpage, frame, count))
        return frame, [_segment(textpage, run) for run in _runs(glyphs)], warnings
    finally:
        textpage.close()


def _glyphs(textpage: pypdfium2.PdfTextPage, frame: _Frame, count: int) -> Iterator[_Glyph]:
    """Printable characters with their boxes as displayed."""
    rectangle = pdfium.FS_RECTF()
    pointer = ctypes.byref(rectangle)
    for index in range(count):
        character = _character(pdfium.FPDFText_GetUnicode(textpage, index))
        if character and pdfium.FPDFText_GetLooseCharBox(textpage, index, pointer):
            box = frame.box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
            yield _Glyph(index, character, *box)


def _character(code: int) -> str:
    """A character fit for a text file: line-end hyphens as `-`, blanks as a space, controls dropped."""
    if code >= 0x110000 or 0xD800 <= code < 0xE000:
        return "\ufffd"
    character = chr(code)
    if character in LINE_END_HYPHENS:
        return "-"
    if character in "\t\u2028\u2029":
        return " "
    return "" if unicodedata.category(character) in ("Cc", "Cn") else character


def _without_overprint(glyphs: Iterator[_Glyph]) -> Iterator[_Glyph]:
    """Drop the second of two equal letters printed almost at one place (false bold).

    Letters of a ligature share one box exactly and are all kept; accents printed apart join their letter.
    """
    last: _Glyph | None = None
    for glyph in glyphs:
        this = glyph
        if last is not None and not glyph.character.isspace():
            shift = max(abs(glyph.x0 - last.x0), abs(glyph.top - last.top))
            width = min(glyph.x1 - glyph.x0, last.x1 - last.x0)
            if glyph.character == last.character and 0 < shift < 0.3 * width:
                continue
            overlap = min(glyph.x1, last.x1) - max(glyph.x0, last.x0)
            if last.character in ACCENTS and overlap > 0.3 * width and glyph.character.isalpha():
                letter = unicodedata.normalize("NFC", glyph.character.replace("ı", "i") + ACCENTS[last.character])
                this = glyph._replace(character=letter) if len(letter) == 1 else glyph
                last = None
        if last is not None:
            yield last
        last = this
    if last is not None:
        yield last


def _runs(glyphs: Iterator[_Glyph]) -> Iterator[list[_Glyph]]:
    """Cut where the pen jumps: sideways by 1.5 heights, back by 2, up or down by 0.8."""
    run: list[_Glyph] = []
    last: _Glyph | None = None
    for glyph in glyphs:
        if glyph.character.isspace():
            if run:
                run.append(glyph)
            continue
        if last is not None:
            height = max(last.bottom - last.top, glyph.bottom - glyph.top, 0.1)
            moved = abs((glyph.top + glyph.bottom) - (last.top + last.bottom)) / 2
            gap = glyph.x0 - last.x1
            if gap > 1.5 * height or glyph.x0 < last.x0 - 2 * height or moved > 0.8 * height:
                yield run
                run = []
        run.append(glyph)
        last = glyph
    if run:
        yield run


def _segment(textpage: pypdfium2.PdfTextPage, run: list[_Glyph]) -> Segment:
    """One segment; its size is that of its middle letter."""
    solid = [glyph for glyph in run if not glyph.character.isspace()]
    return Segment(
        "".join(glyph.character for glyph in run).strip(),
        min(glyph.x0 for glyph in solid), min(glyph.top for glyph in solid),
        max(glyph.x1 for glyph in solid), max(glyph.bottom for glyph in solid),
        _size_pt(textpage, solid[len(solid) // 2]),
    )  # fmt: skip


def _size_pt(textpage: pypdfium2.PdfTextPage, glyph: _Glyph) -> float:
    """Type size as printed: the declared size, scaled by the letter's matrix."""
    matrix = pdfium.FS_MATRIX()
    size = float(pdfium.FPDFText_GetFontSize(textpage, glyph.place))
    if not pdfium.FPDFText_GetMatrix(textpage, glyph.place, ctypes.byref(matrix)):
        return size
    return size * float((matrix.c**2 + matrix.d**2) ** 0.5)


def _image_share(page: pypdfium2.PdfPage, blank: Page) -> float:
    """Share of the page covered by its largest image, 0 to 1."""
    area = (blank.width_pt or 0) * (blank.height_pt or 0)
    largest = 0.0
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        try:
            left, bottom, right, top = item.get_bounds()
        except pypdfium2.PdfiumError:
            continue
        largest = max(largest, (right - left) * (top - bottom))
    return min(largest / area, 1.0) if area > 0 else 0.0


def _rendered(page: pypdfium2.PdfPage) -> tuple[Image.Image | None, float]:
    """The page as a grey image and its resolution, coarser for a sheet too large to hold."""
    width, height = page.get_size()
    scale = RENDER_DPI / 72
    if width * height <= 0:
        return None, RENDER_DPI
    scale *= min(1.0, (MAX_PIXELS / (width * height * scale * scale)) ** 0.5)
    try:
        bitmap = page.render(scale=scale, grayscale=True)
    except (pypdfium2.PdfiumError, ValueError, MemoryError):
        return None, RENDER_DPI
    return bitmap.to_pil(), 72 * scale
