"""What Tesseract reads on pages that are images.

Tesseract runs inside the process with one thread (OMP_THREAD_LIMIT=1): several workers with several threads
each were 4.7 times slower on a busy machine.
"""

import importlib.util
import io
import os
import statistics
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image, ImageSequence, UnidentifiedImageError

from pipeline.documents.printed.layout import Segment, composed
from pipeline.documents.scanned import scans
from pipeline.documents.scanned.ocr_rule import UNSURE
from pipeline.documents.scanned.scan_layout import ordered
from pipeline.documents.scanned.scan_words import Word
from pipeline.errors import Reason, SourceError
from pipeline.records import Page

LANGUAGE = "fra"
TESSDATA = (
    ("/usr/share/tesseract-ocr", "*/tessdata"),
    ("/usr/share", "tessdata"),
    ("/usr/local/share", "tessdata"),
    ("/opt/homebrew/share", "tessdata"),
)
"""Where systems keep Tesseract's data: a folder, and a pattern below it."""
MAX_IMAGE_PIXELS = 100_000_000
SURE_CONFIDENCE = 0.88
"""Above this mean confidence fewer than 1 % of characters were wrong; below, the image is cleaned and read again."""
MIN_CONFIDENCE = 0.6
"""Below, the letters are noise: a page upside down gives .3."""
MAX_PASSED_OVER_SHARE = 0.25
"""Of the ink of a page. Tesseract passes over a heading or a paragraph (.15), and nearly all of a shaded page while
it is sure of the rest (.9 passed over, confidence .95)."""
MIN_REGION_CONFIDENCE = 0.7
"""Words in pictures and signatures stay below; of headings passed over, nine in ten are above."""
MAX_REGIONS = 20
MIN_SHEET_INCHES, MAX_SHEET_INCHES = 3, 17
A4_WIDTH_INCHES = 8.27


class Recognised(NamedTuple):
    """What was read on an image: printed lines in points, and the mean confidence of their words, 0 to 1.

    `on_side` says that the image was turned by a quarter before: its width is now the height.
    """

    segments: list[Segment]
    confidence: float
    on_side: bool = False


def available() -> bool:
    """Whether Tesseract and its French data are installed."""
    return importlib.util.find_spec("tesserocr") is not None and _tessdata() is not None


def _tessdata() -> str | None:
    """The folder of the French data."""
    folders = [os.environ.get("TESSDATA_PREFIX", "")]
    folders += [str(folder) for root, pattern in TESSDATA for folder in sorted(Path(root).glob(pattern), reverse=True)]
    return next((folder for folder in folders if folder and Path(folder, f"{LANGUAGE}.traineddata").is_file()), None)


def recognise(image: Image.Image, dpi: float) -> Recognised:
    """Read an image of a French page.

    The image is enlarged to 300 dots per inch and levelled. Where that reading is unsure, the other way up is tried,
    then the image without specks and shade. Ink that no word accounts for is read once more by itself.

    Args:
        image: grey levels.
        dpi: resolution, dots per inch; boxes and sizes are reported in points of the levelled image.

    Returns:
        Lines in the order of reading; none when the letters are noise.

    Raises:
        SourceError: Tesseract or its data are missing, or it does not start.
    """
    os.environ["OMP_THREAD_LIMIT"] = "1"  # read when the library is loaded
    import tesserocr

    folder = _tessdata()
    if folder is None:
        raise SourceError(Reason.OCR_MISSING, "French OCR data not found", ("ocr",))
    on_side = scans.lies_on_its_side(image)
    if on_side:
        image = image.transpose(Image.Transpose.ROTATE_90)
    with _engine(tesserocr, folder) as engine:
        best = _reading(engine, tesserocr, image, dpi)
        if best.confidence < MIN_CONFIDENCE:
            turned = image.transpose(Image.Transpose.ROTATE_180)
            other = _reading(engine, tesserocr, turned, dpi)
            if other.sure_letters > best.sure_letters:
                best, image = other, turned
        if not best.is_sure:
            other = _reading(engine, tesserocr, *scans.cleaned(image, dpi))
            best = other if other.sure_letters > best.sure_letters else best
        words = [*best.words, *_words_passed_over(engine, tesserocr, best)]
    confidence = _mean_confidence(words)
    return Recognised(ordered(words) if confidence >= MIN_CONFIDENCE else [], confidence, on_side)


class _Reading(NamedTuple):
    """Words read on an image, and the parts of it that automatic segmentation passed over."""

    image: Image.Image
    dpi: float
    words: list[Word]
    passed_over: scans.PassedOver

    @property
    def confidence(self) -> float:
        """Mean of the words, weighted by their letters, 0 to 1."""
        return _mean_confidence(self.words)

    @property
    def sure_letters(self) -> float:
        """Letters, each for as much as its word is surer than a guess."""
        return sum(len(word.text) * max(0.0, word.confidence - MIN_CONFIDENCE) for word in self.words)

    @property
    def is_sure(self) -> bool:
        """Whether nothing asks for another reading: neither doubtful words nor much ink without a word."""
        return self.confidence >= SURE_CONFIDENCE and self.passed_over.ink_share <= MAX_PASSED_OVER_SHARE

    @property
    def boxes(self) -> list[scans.Box]:
        """Boxes of the words, in pixels."""
        scale = self.dpi / 72
        return [(word.x0 * scale, word.top * scale, word.x1 * scale, word.bottom * scale) for word in self.words]


def _mean_confidence(words: Sequence[Word]) -> float:
    letters = sum(len(word.text) for word in words)
    return sum(len(word.text) * word.confidence for word in words) / letters if letters else 0.0


def _engine(tesserocr: Any, folder: str) -> Any:
    """Tesseract's neural engine, automatic page segmentation."""
    try:
        return tesserocr.PyTessBaseAPI(path=folder, lang=LANGUAGE, psm=tesserocr.PSM.AUTO, oem=tesserocr.OEM.LSTM_ONLY)
    except RuntimeError as error:
        raise SourceError(Reason.OCR_FAILED, f"Tesseract does not start ({error})"[:200], ("ocr",)) from error


def _reading(engine: Any, tesserocr: Any, image: Image.Image, dpi: float) -> _Reading:
    """One reading of an image, enlarged and levelled."""
    image, dpi = scans.rescaled(image, dpi)
    image = scans.levelled(image)
    engine.SetPageSegMode(tesserocr.PSM.AUTO)
    words = _words_on(engine, tesserocr, image, dpi)
    seen = _Reading(image, dpi, words, scans.PassedOver(1.0, []))
    if not words:
        return seen
    line_pixels = statistics.median(word.row_height for word in words) * dpi / 72
    return seen._replace(passed_over=scans.passed_over(image, seen.boxes, line_pixels))


def _words_passed_over(engine: Any, tesserocr: Any, seen: _Reading) -> Iterator[Word]:
    """Sure words in the parts that automatic segmentation took for pictures or dirt; the largest parts first."""
    engine.SetPageSegMode(tesserocr.PSM.SINGLE_BLOCK)
    line = seen.words[-1].line if seen.words else 0
    for region in sorted(seen.passed_over.regions, key=_area, reverse=True)[:MAX_REGIONS]:
        part = scans.cut(seen.image, region, seen.boxes)
        for word in _words_on(engine, tesserocr, part, seen.dpi, origin=region, first_line=line):
            line = word.line
            if word.confidence >= MIN_REGION_CONFIDENCE:
                yield word


def _area(region: scans.Region) -> int:
    return (region.x1 - region.x0) * (region.bottom - region.top)


def _words_on(
    engine: Any,
    tesserocr: Any,
    image: Image.Image,
    dpi: float,
    *,
    origin: scans.Region | None = None,
    first_line: int = 0,
) -> list[Word]:
    """Words of an image, or of a part of one whose corner is `origin`."""
    engine.SetImage(image)
    engine.SetSourceResolution(round(dpi))
    if not engine.Recognize():
        return []
    level = tesserocr.RIL.WORD
    left, upper = (origin.x0, origin.top) if origin else (0, 0)
    points = 72 / dpi
    words: list[Word] = []
    line = first_line
    for item in tesserocr.iterate_level(engine.GetIterator(), level):
        if item.Empty(level):  # an image without any word still gives one place, whose text raises
            continue
        line += item.IsAtBeginningOf(tesserocr.RIL.TEXTLINE)
        box, text = item.BoundingBox(level), (item.GetUTF8Text(level) or "").strip()
        if text and box is not None:
            x0, top, x1, bottom = (
                (value + shift) * points for value, shift in zip(box, (left, upper) * 2, strict=True)
            )
            height = float(item.RowAttributes()["row_height"]) * points
            words.append(Word(text, x0, top, x1, bottom, item.Confidence(level) / 100, line, height))
    return words


def read(data: bytes, doc_id: str, *, max_pages: int, recognise_image: Callable[..., Recognised] | None) -> list[Page]:
    """The pages of an image file (PNG, JPEG, TIFF of several pages).

    Raises:
        SourceError: damaged, too large, OCR missing, or nothing legible.
    """
    if recognise_image is None:
        raise SourceError(Reason.OCR_MISSING, "the document is an image", ("ocr",))
    pages: list[Page] = []
    try:
        with Image.open(io.BytesIO(data)) as picture:
            for number, frame in enumerate(ImageSequence.Iterator(picture), start=1):
                if number > max_pages:
                    pages[-1].warnings.append(f"only the first {max_pages} pages were read")
                    break
                if frame.width * frame.height > MAX_IMAGE_PIXELS:
                    raise SourceError(Reason.TOO_LARGE, f"image of {frame.width} x {frame.height} pixels")
                pages.append(_image_page(doc_id, number, frame, recognise_image))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise SourceError(Reason.DAMAGED, f"not a readable image ({error})"[:200]) from error
    return pages


def _image_page(doc_id: str, number: int, frame: Image.Image, recognise_image: Callable[..., Recognised]) -> Page:
    dpi = _resolution(frame)
    width, height = frame.width * 72 / dpi, frame.height * 72 / dpi
    seen = recognise_image(_on_white(frame), dpi)
    if seen.on_side:
        width, height = height, width
    text, lines = composed(seen.segments)
    if not text:
        return Page(doc_id, number, None, width, height, "none", None, "", [], ["OCR found no text"])
    warnings = [UNSURE] if seen.confidence < SURE_CONFIDENCE else []
    return Page(doc_id, number, None, width, height, "ocr", seen.confidence, text, lines, warnings)


def _on_white(frame: Image.Image) -> Image.Image:
    """Grey levels on white: what is transparent would else be read as black."""
    if frame.mode in ("RGBA", "LA", "PA") or "transparency" in frame.info:
        frame = Image.alpha_composite(Image.new("RGBA", frame.size, "white"), frame.convert("RGBA"))
    return frame.convert("L")


def _resolution(picture: Image.Image) -> float:
    """Dots per inch the image declares, where its sheet is then of a likely width; else what makes it an A4 sheet."""
    declared = float(picture.info.get("dpi", (0, 0))[0])
    if 70 <= declared <= 1200 and MIN_SHEET_INCHES <= picture.width / declared <= MAX_SHEET_INCHES:
        return declared
    return max(70.0, picture.width / A4_WIDTH_INCHES)
