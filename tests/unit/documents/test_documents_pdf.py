"""Text of PDFs and where it stands."""

import io
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pipeline.documents import pdf
from pipeline.documents.layout import Segment
from pipeline.documents.ocr import Recognised
from pipeline.errors import Reason, SourceError

SHARED = Path(__file__).resolve().parents[4] / "shared"


def made(*draw: Callable[[Canvas], None], size: tuple[float, float] = (595, 842), **options) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=size, invariant=1, **options)
    for page in draw:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def read(data: bytes, **changes):
    return pdf.read(data, "doc", **({"max_pages": 100, "max_characters": 10_000} | changes))


def say(*lines: tuple[float, float, str], font: str = "Helvetica", size: float = 12) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, size)
        for x, y, text in lines:
            canvas.drawString(x, y, text)

    return draw


def picture(width: int = 400, height: int = 500) -> Image.Image:
    image = Image.new("L", (width, height), 255)
    ImageDraw.Draw(image).rectangle((40, 40, width - 40, 60), fill=0)
    return image


def test_lines_and_their_places():
    (page,) = read(made(say((72, 742, "Délibération n° 12"), (72, 728, "Le conseil"), size=11)))
    assert page.text == "Délibération n° 12\nLe conseil\n"
    assert (page.origin, page.width_pt, page.height_pt, page.warnings) == ("text", 595, 842, [])
    first, second = page.lines
    assert page.text[second.start : second.end] == "Le conseil"
    assert (first.x0_pt, first.size_pt) == (72.0, 11.0)
    assert first.top_pt < 100 < 842 - 728 < second.bottom_pt + 1
    assert first.bottom_pt < second.bottom_pt


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_turned_text_is_read_upright(angle):
    def draw(canvas: Canvas) -> None:
        canvas.translate(300, 400)
        canvas.rotate(angle)
        canvas.drawString(-100, 50, "Bonjour à tous")
        canvas.drawString(-100, 30, "deuxième ligne")

    (page,) = read(made(draw, size=(600, 800)))
    assert page.text == "Bonjour à tous\ndeuxième ligne\n"
    assert page.lines[0].bottom_pt < page.lines[1].bottom_pt
    assert page.lines[0].x1_pt > page.lines[0].x0_pt
    assert (page.width_pt, page.height_pt) == ((600, 800) if angle in (0, 180) else (800, 600))


def test_two_columns_are_read_one_after_the_other_even_when_written_line_by_line():
    left = [f"gauche {number} remplit la colonne" for number in range(12)]
    right = [f"droite {number} remplit la colonne" for number in range(12)]
    pairs = [item for n in range(12) for item in ((50, 700 - 14 * n, left[n]), (320, 700 - 14 * n, right[n]))]
    (page,) = read(made(say(*pairs)))
    assert page.text.splitlines() == left + right


def test_false_bold_is_read_once():
    (page,) = read(made(say((72, 700, "Double"), (72.3, 700, "Double"))))
    assert page.text.split() == ["Double"]


def test_ligature_letters_are_kept():
    (page,) = read(made(say((72, 700, "difficile affaire"))))
    assert page.text == "difficile affaire\n"


@pytest.mark.parametrize(
    ("code", "written"), [(0xFFFE, "-"), (2, "-"), (0, ""), (9, " "), (0xD800, "\ufffd"), (0xE9, "é")]
)
def test_characters_are_printable(code, written):
    assert pdf._character(code) == written


def test_too_many_characters_and_pages_are_cut_and_said():
    page = say((72, 700, "x" * 60))
    pages = read(made(page, page, page), max_pages=2, max_characters=10)
    assert [len(item.text.strip()) for item in pages] == [10, 10]
    assert pages[0].warnings == ["only the first 10 of 60 characters were read"]
    assert pages[1].warnings[-1] == "only the first 2 of 3 pages were read"


def test_an_image_page_waits_for_ocr():
    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(picture()), 0, 0, 595, 842)

    data = made(draw, say((72, 700, "du texte sur cette page"), (72, 680, "et encore une ligne")))
    image, text = read(data)
    assert (image.origin, image.text, image.warnings) == ("none", "", ["page is an image"])
    assert text.origin == "text"
    seen: list[tuple[tuple[int, int], float]] = []

    def recognise(page: Image.Image, dpi: float) -> Recognised:
        seen.append((page.size, dpi))
        return Recognised([Segment("Texte reconnu", 10, 20, 90, 32, 10)], 0.931)

    image, text = read(data, recognise=recognise)
    assert (image.origin, image.text, image.ocr_confidence, image.warnings) == ("ocr", "Texte reconnu\n", 0.93, [])
    assert seen == [((2480, 3509), 300.0)]


def test_an_empty_page_is_no_image():
    (page,) = read(made(lambda canvas: None))
    assert (page.origin, page.warnings) == ("none", [])


def test_a_huge_page_is_rendered_coarsely():
    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(picture()), 0, 0, 20_000, 20_000)

    sizes: list[int] = []

    def recognise(page: Image.Image, dpi: float) -> Recognised:
        sizes.append(page.width * page.height)
        return Recognised([], 0.0)

    (page,) = read(made(draw, size=(20_000, 20_000)), recognise=recognise)
    assert sizes[0] <= pdf.MAX_PIXELS * 1.01
    assert page.warnings == ["OCR found no text"]


@pytest.mark.parametrize("data", [b"%PDF-1.4", b"%PDF-1.7\n" + bytes(range(256)) * 10, b""])
def test_damaged_files(data):
    with pytest.raises(SourceError) as caught:
        read(data)
    assert caught.value.reason == Reason.DAMAGED


def test_a_password_is_asked_for():
    with pytest.raises(SourceError) as caught:
        read(made(say((72, 700, "secret")), encrypt="mot de passe"))
    assert caught.value.reason == Reason.ENCRYPTED


@pytest.mark.shared
@pytest.mark.parametrize("name", ["fr_latex_2col", "fr_latex_ot1", "fr_rl_rotated90", "fr_weasy_delib_stamp"])
def test_pages_hold_what_their_lines_say(name):
    path = SHARED / "pdfs" / "gold" / f"{name}.pdf"
    if not path.is_file():
        pytest.skip("the reference PDFs are not beside the checkout")
    for page in read(path.read_bytes()):
        assert unicodedata.is_normalized("NFC", page.text)
        assert page.text == "".join(page.text[line.start : line.end] + "\n" for line in page.lines)
