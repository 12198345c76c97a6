"""Pages that are images: which ones, and what Tesseract reads on them.

Tesseract runs inside the process with one thread (OMP_THREAD_LIMIT=1): several workers with several threads
each were 4.7 times slower on a busy machine.
"""

import importlib.util
import io
import math
import os
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, NamedTuple

from PIL import Image, ImageSequence, UnidentifiedImageError

from pipeline.documents.layout import Segment, composed
from pipeline.documents.scans import cleaned
from pipeline.errors import Reason, SourceError
from pipeline.records import Page


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


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
STOP_WORDS = _words("""
le la les un une des de du d l à au aux et ou en dans par pour sur avec sans que qui ne pas ce cette ces est
sont a été être il elle ils elles se s son sa ses leur leurs n qu the of and to in is for that der die das und
""")
LETTER_SHARES = {
    "e": 14.7, "s": 7.9, "a": 7.6, "i": 7.5, "t": 7.2, "n": 7.1, "r": 6.6, "u": 6.3, "l": 5.5, "o": 5.8, "d": 3.7,
    "c": 3.3, "p": 3.0, "m": 3.0, "é": 1.9, "v": 1.6, "q": 1.4, "f": 1.1, "b": 0.9, "g": 0.9, "h": 0.7, "j": 0.5,
}  # fmt: skip
"""Percentages of letters in French prose, as commonly tabulated."""

MIN_LIKENESS = 0.75
"""Halfway between what was seen: at least .90 on 621 pages of council papers, lists of names among them; at most .58 on
eight pages of two documents with a false letter table."""

Verdict = Literal["keep", "image", "garbled"]


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


def judged(text: str, image_share: Callable[[], float]) -> Verdict:
    """Whether a page's own text can be kept.

    Args:
        text: the text layer of the page.
        image_share: share of the page its largest image covers, 0 to 1; asked only where the answer counts.

    Returns:
        `image` when the page is a picture, `garbled` when its text is not the text that is seen, else `keep`.
    """
    length = len(text.strip())
    if length < 25:
        return "image" if image_share() > 0.3 else "keep"
    if length < 200 and image_share() > 0.6:
        return "image"
    bad = sum("\ue000" <= character <= "\uf8ff" or character == "\ufffd" for character in text) / length
    if (bad > 0.05 or length > 150) and _stop_share(text) < 0.10 and _letter_likeness(text) < MIN_LIKENESS:
        return "garbled"
    return "keep"


def _stop_share(text: str) -> float:
    words = re.findall(r"[^\W\d_]+", text.lower())
    return sum(word in STOP_WORDS for word in words) / max(1, len(words))


def _letter_likeness(text: str) -> float:
    """Cosine of the letter counts with those of French prose, 0 to 1."""
    counts = Counter(character for character in text.lower() if character.isalpha())
    norm = math.hypot(*counts.values()) * math.hypot(*LETTER_SHARES.values())
    return sum(counts[letter] * share for letter, share in LETTER_SHARES.items()) / norm if norm else 0.0


def recognise(image: Image.Image, dpi: float) -> Recognised:
    """Read an image of a French page.

    Args:
        image: grey levels.
        dpi: resolution, dots per inch; boxes and sizes are reported in points.

    Returns:
        Lines in Tesseract's reading order; none when the letters are noise.

    Raises:
        SourceError: Tesseract or its data are missing, or it does not start.
    """
    os.environ["OMP_THREAD_LIMIT"] = "1"  # read when the library is loaded
    import tesserocr

    folder = _tessdata()
    if folder is None:
        raise SourceError(Reason.OCR_MISSING, "French OCR data not found", ("ocr",))
    with _engine(tesserocr, folder) as engine:
        best = _read_image(engine, tesserocr, image, dpi)
        if best.confidence < SURE_CONFIDENCE:
            image = cleaned(image)
            best = max(best, _read_image(engine, tesserocr, image, dpi), key=_confidence)
        for turn in (180, 90, 270):
            if best.confidence < MIN_CONFIDENCE:
                seen = _read_image(engine, tesserocr, image.rotate(turn, expand=True), dpi)
                best = max(best, seen._replace(on_side=turn != 180), key=_confidence)
    return best if best.confidence >= MIN_CONFIDENCE else Recognised([], best.confidence)


def _confidence(seen: Recognised) -> float:
    return seen.confidence


def _engine(tesserocr: Any, folder: str) -> Any:
    """Tesseract's neural engine, automatic page segmentation."""
    try:
        return tesserocr.PyTessBaseAPI(path=folder, lang=LANGUAGE, psm=tesserocr.PSM.AUTO, oem=tesserocr.OEM.LSTM_ONLY)
    except RuntimeError as error:
        raise SourceError(Reason.OCR_FAILED, f"Tesseract does not start ({error})"[:200], ("ocr",)) from error


def _read_image(engine: Any, tesserocr: Any, image: Image.Image, dpi: float) -> Recognised:
    engine.SetImage(image)
    engine.SetSourceResolution(round(dpi))
    if not engine.Recognize():
        return Recognised([], 0.0)
    return _lines(engine, tesserocr, 72 / dpi)


def _lines(engine: Any, tesserocr: Any, points: float) -> Recognised:
    """Text lines of a recognised image; `points` is the size of a pixel."""
    level = tesserocr.RIL.TEXTLINE
    segments: list[Segment] = []
    weights = total = 0.0
    for item in tesserocr.iterate_level(engine.GetIterator(), level):
        box = item.BoundingBox(level)
        text = (item.GetUTF8Text(level) or "").strip()
        if not text or box is None:
            continue
        x0, top, x1, bottom = (value * points for value in box)
        # a line box runs from ascender to descender: about 1.2 times the type size
        segments.append(Segment(text, x0, top, x1, bottom, (bottom - top) / 1.2))
        weights += len(text)
        total += len(text) * item.Confidence(level) / 100
    confidence = total / weights if weights else 0.0
    return Recognised(segments, confidence)


def read(data: bytes, doc_id: str, *, max_pages: int, recognise_image: Callable[..., Recognised] | None) -> list[Page]:
    """The pages of an image file (PNG, JPEG, TIFF of several pages).

    Raises:
        SourceError: damaged, too large, OCR missing, or nothing legible.
    """
    if recognise_image is None:
        raise SourceError(Reason.OCR_MISSING, "the document is an image", ("ocr",))
    pages = []
    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > MAX_IMAGE_PIXELS:
                raise SourceError(Reason.TOO_LARGE, f"image of {picture.width} x {picture.height} pixels")
            for number, frame in enumerate(ImageSequence.Iterator(picture), start=1):
                if number > max_pages:
                    break
                dpi = _resolution(frame)
                seen = recognise_image(frame.convert("L"), dpi)
                text, lines = composed(seen.segments)
                sides = (frame.width * 72 / dpi, frame.height * 72 / dpi)
                width, height = sides[::-1] if seen.on_side else sides
                origin: Literal["ocr", "none"] = "ocr" if text else "none"
                warnings = [] if text else ["OCR found no text"]
                confidence = seen.confidence if text else None
                pages.append(Page(doc_id, number, None, width, height, origin, confidence, text, lines, warnings))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise SourceError(Reason.DAMAGED, f"not a readable image ({error})"[:200]) from error
    return pages


def _resolution(picture: Image.Image) -> float:
    """Dots per inch the image declares, or what makes its width an A4 sheet."""
    declared = picture.info.get("dpi", (0, 0))[0]
    return float(declared) if 70 <= float(declared) <= 1200 else max(70.0, picture.width / 8.27)
