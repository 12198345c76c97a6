"""PDF: text and where it stands, read with pypdfium2; pages that are images are recognised where OCR is installed.

pdfium is not safe in threads and can die on a hostile file: one document a process, in a limited worker.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from pipeline.documents.printed.fonts import Fonts
from pipeline.documents.printed.frame import Frame, frame_of
from pipeline.documents.printed.glyphs import read_glyphs
from pipeline.documents.printed.layout import composed, in_reading_order
from pipeline.documents.printed.rebuild import rebuilt
from pipeline.documents.printed.stretches import Stretches, stretches_of
from pipeline.documents.printed.tables import ruled
from pipeline.documents.scanned.ocr import SURE_CONFIDENCE, Recognised
from pipeline.documents.scanned.ocr_rule import UNSURE, WITHOUT_TEXT, judged
from pipeline.documents.scanned.page_images import drawn, image_share
from pipeline.errors import Reason, SourceError
from pipeline.records import Page

END_BYTES = 4096
"""A whole PDF ends with `%%EOF`; mail gateways and web servers add a kilobyte or two."""
XFA_PLACEHOLDER = ("please wait", "veuillez patienter")

Recogniser = Callable[[Image.Image, float], Recognised]


def read(
    data: bytes, doc_id: str, *, max_pages: int, max_characters: int, recognise: Recogniser | None = None
) -> list[Page]:
    """The pages of a PDF, all at once; arguments and errors are those of `pages`."""
    return list(pages(data, doc_id, max_pages=max_pages, max_characters=max_characters, recognise=recognise))


def pages(
    data: bytes,
    doc_id: str,
    *,
    max_pages: int,
    max_characters: int,
    recognise: Recogniser | None = None,
    first: int = 1,
) -> Iterator[Page]:
    """The pages of a PDF, one by one, so that those read stay read when a later one kills the process.

    Args:
        data: the whole file.
        doc_id: of the document, copied into each page.
        max_pages: pages read; the last page read warns of the rest.
        max_characters: characters kept of one page; a cut page warns.
        recognise: reads the image of a page, given its resolution in dots per inch; None without OCR.
        first: physical page to begin with, from 1.

    Yields:
        One Page for each physical page; a page that cannot be read has no text and a warning.

    Raises:
        SourceError: encrypted, damaged, or without any page.
    """
    document, is_cut = _opened(data)
    try:
        total = len(document)
        if total == 0:
            raise SourceError(Reason.DAMAGED, "the PDF holds no page")
        for index in range(first - 1, min(total, max_pages)):
            page = _page(document, doc_id, index, max_characters, recognise)
            if index + 1 == max_pages < total:
                page.warnings.append(f"only the first {max_pages} of {total} pages were read")
            if is_cut:
                page.warnings.extend(_losses(page, is_last=index + 1 == total))
            yield page
    finally:
        document.close()


def _opened(data: bytes) -> tuple[pypdfium2.PdfDocument, bool]:
    """The document, and whether the end of its file is lost."""
    try:
        return pypdfium2.PdfDocument(data), b"%%EOF" not in data[-END_BYTES:]
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise SourceError(Reason.ENCRYPTED, "the PDF asks for a password") from error
        if error.err_code == pdfium.FPDF_ERR_SECURITY:
            raise SourceError(Reason.ENCRYPTED, "the PDF is locked in a way that is not known") from error
        mended = rebuilt(data)
    try:
        return pypdfium2.PdfDocument(mended or b""), True
    except pypdfium2.PdfiumError as error:
        raise SourceError(Reason.DAMAGED, "not a readable PDF") from error


def _losses(page: Page, *, is_last: bool) -> Iterator[str]:
    """What is to be said of a page of a file that was cut short."""
    if page.origin == "none" and not page.warnings:
        yield "page not readable: nothing of it is left in the file"
    if is_last:
        yield "the file was damaged: its end is lost, perhaps with further pages"


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
        frame, stretches, warnings = _read_text(page, max_characters)
        ordered = in_reading_order(stretches.upright, trust_file=frame.turn == 0)
        text, lines = composed([*ordered, *stretches.across])
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
    verdict = judged(text, lambda: image_share(page))
    own: Any = "text" if text and verdict in ("keep", "poor") else "none"
    if any(text.lower().startswith(words) for words in XFA_PLACEHOLDER):
        blank.warnings.append("the text is in an XFA form that only its own reader shows")
    kept = _replaced(blank, origin=own, text=text if own == "text" else "", lines=lines if own == "text" else [])
    if verdict == "keep":
        return kept
    if recognise is None:
        blank.warnings.append(WITHOUT_TEXT[verdict])
        return kept
    image, dpi = drawn(page)
    if image is None:
        blank.warnings.append("page could not be rendered")
        return kept
    seen = recognise(image, dpi)
    if not seen.segments:
        blank.warnings.append("OCR found no text")
        return kept
    if seen.confidence < SURE_CONFIDENCE:
        blank.warnings.append(UNSURE)
        if verdict == "poor":
            return kept
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


def _read_text(page: pypdfium2.PdfPage, max_characters: int) -> tuple[Frame, Stretches, list[str]]:
    """The frame of a page, its stretches of text in the order of the file, and warnings."""
    textpage = page.get_textpage()
    try:
        count = pdfium.FPDFText_CountChars(textpage)
        warnings = []
        if count > max_characters:
            warnings.append(f"only the first {max_characters} of {count} characters were read")
            count = max_characters
        frame = frame_of(page, textpage, count)
        glyphs = read_glyphs(textpage, frame, count)
        fonts = Fonts(page, textpage)
        return frame, stretches_of(textpage, frame, glyphs, ruled(page, frame), fonts), warnings
    finally:
        textpage.close()
