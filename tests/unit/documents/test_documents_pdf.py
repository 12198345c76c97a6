"""Text of PDFs and where it stands."""

import io
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pipeline.documents.printed import pdf
from pipeline.documents.printed.glyphs import written_code
from pipeline.documents.printed.layout import Segment
from pipeline.documents.scanned.ocr import Recognised
from pipeline.documents.scanned.page_images import MAX_PIXELS
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
    assert written_code(code) == (ord(written) if written else 0)


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
    assert sizes[0] <= MAX_PIXELS * 1.01
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


LINES = (
    "Le conseil municipal, après en avoir délibéré,", "décide d'approuver le projet présenté par le maire",
    "et autorise sa signature au nom de la commune.", "La dépense est inscrite au budget de l'exercice",
    "et sera imputée au chapitre correspondant du",
)  # fmt: skip


def column(x: float, top: float, count: int, tag: str, leading: float = 12) -> list[tuple[float, float, str]]:
    return [(x, top - leading * n, f"{tag}{n} {LINES[n % len(LINES)]}") for n in range(count)]


def woven(*columns: list[tuple[float, float, str]]) -> list[tuple[float, float, str]]:
    """Columns as some programs write them: line by line across the page."""
    return sorted((line for lines in columns for line in lines), key=lambda line: (-line[1], line[0]))


def texts(page) -> list[str]:
    return page.text.splitlines()


@pytest.mark.parametrize("gutter", [8, 12, 20, 40])
@pytest.mark.parametrize("way", ["woven", "one after the other", "right first"])
def test_columns_are_read_whole(gutter, way):
    left, right = column(50, 700, 30, "a"), column(50 + 222 + gutter, 700, 24, "b")
    lines = {"woven": woven(left, right), "one after the other": left + right, "right first": right + left}[way]
    (page,) = read(
        made(say((50, 740, "Titre de la page sur toute sa largeur, ou presque"), *lines, font="Times-Roman", size=10))
    )
    assert texts(page)[1:] == [text for _, _, text in left + right]


def test_three_woven_columns():
    columns = [column(40 + 182 * n, 700, 20, "abc"[n]) for n in range(3)]
    (page,) = read(made(say(*woven(*columns), font="Times-Roman", size=8)))
    assert texts(page) == [text for lines in columns for _, _, text in lines]


def test_a_column_that_has_just_begun():
    left, right = column(50, 700, 30, "a"), column(300, 700, 3, "b")
    (page,) = read(made(say(*woven(left, right), (285, 30, "Page 2"), font="Times-Roman", size=10)))
    assert texts(page)[:33] == [text for _, _, text in left + right]


def test_columns_of_amounts_stay_in_their_rows():
    rows = [(f"Charges de la section numéro {n}", f"{n} 234,00", f"{n},5 %") for n in range(1, 20)]
    lines = [(x, 700 - 14 * n, text) for n, row in enumerate(rows) for x, text in zip((60, 300, 420), row, strict=True)]
    (page,) = read(made(say(*lines, size=10)))
    assert texts(page) == [text for row in rows for text in row]


@pytest.mark.parametrize("turn", [90, 270])
def test_a_stamp_in_the_margin_is_read_after_the_page(turn):
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(30 if turn == 90 else 560, 200 if turn == 90 else 700)
        canvas.rotate(turn)
        canvas.setFont("Helvetica", 9)
        canvas.drawString(0, 0, "Affiché en préfecture le 12/03/2018")
        canvas.drawString(0, -11, "ID : 034-213401720-20180312-D2018_12-DE")
        canvas.restoreState()
        say(*column(70, 780, 30, "a"), size=11)(canvas)

    (page,) = read(made(draw))
    assert texts(page)[-2:] == ["Affiché en préfecture le 12/03/2018", "ID : 034-213401720-20180312-D2018_12-DE"]
    assert texts(page)[:-2] == [text for _, _, text in column(70, 780, 30, "a")]
    stamp = page.lines[-1]
    assert stamp.bottom_pt - stamp.top_pt > 5 * (stamp.x1_pt - stamp.x0_pt)


def test_a_watermark_is_one_line_and_breaks_none():
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(150, 250)
        canvas.rotate(50)
        canvas.setFont("Helvetica-Bold", 70)
        canvas.drawString(0, 0, "PROJET 2018")
        canvas.restoreState()
        say(*column(70, 780, 40, "a"), size=11)(canvas)

    (page,) = read(made(draw))
    assert texts(page) == [*(text for _, _, text in column(70, 780, 40, "a")), "PROJET 2018"]


@pytest.mark.parametrize("spacing_pt", [0.5, 1.5, 3, 6])
def test_letters_set_apart_make_words(spacing_pt):
    def draw(canvas: Canvas) -> None:
        pen = canvas.beginText(60, 700)
        pen.setFont("Times-Roman", 11)
        pen.setCharSpace(spacing_pt)
        pen.textLines("DÉLIBÉRATION DU CONSEIL\nsuite du texte")
        canvas.drawText(pen)

    (page,) = read(made(draw))
    assert texts(page) == ["DÉLIBÉRATION DU CONSEIL", "suite du texte"]


def test_letters_placed_one_by_one_make_words():
    def draw(canvas: Canvas) -> None:
        x = 60.0
        for letter in "Les dispositions présentes":
            if letter != " ":
                say((x, 700, letter), font="Times-Roman", size=11)(canvas)
            x += canvas.stringWidth(letter, "Times-Roman", 11) + 2

    (page,) = read(made(draw))
    assert page.text == "Les dispositions présentes\n"


def test_figures_set_apart_stay_apart():
    (page,) = read(made(say(*((60 + 8 * n, 700, str(n)) for n in range(1, 9)), size=11)))
    assert page.text.split() == list("12345678")


def heavy(way: str) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        if way == "outlined":
            pen = canvas.beginText(72, 700)
            pen.setFont("Helvetica", 12)
            pen.setTextRenderMode(2)
            pen.textLine("Article premier")
            canvas.drawText(pen)
            return
        canvas.setFont({"font": "Helvetica-Bold"}.get(way, "Helvetica"), 12)
        canvas.drawString(72, 700, "Article premier")
        if way == "twice":
            canvas.drawString(72.4, 700, "Article premier")
        if way == "twice, far apart in the file":
            for n in range(12):
                canvas.drawString(72, 600 - 14 * n, LINES[n % 5])
            canvas.drawString(72.4, 700, "Article premier")

    return draw


@pytest.mark.parametrize("way", ["font", "outlined", "twice", "twice, far apart in the file", "plain"])
def test_bold_lines(way):
    (page,) = read(made(heavy(way)))
    assert texts(page)[0] == "Article premier"
    assert page.lines[0].bold == (way != "plain")
    assert page.text.count("premier") == 1
    assert not any(line.bold for line in page.lines[1:])


def test_a_bold_name_and_the_plain_text_beside_it():
    def draw(canvas: Canvas) -> None:
        for x, y, font, text in (
            (60, 700, "Helvetica-Bold", "Jean GELY"), (142, 700, "Helvetica", "36. Les offres culturelles"),
            (60, 680, "Helvetica-Bold", "Surface du lot :"), (155, 680, "Helvetica", "1769 m"), (60, 660, "Helvetica-Bold", "Nouveau lot"),
        ):  # fmt: skip
            canvas.setFont(font, 12)
            canvas.drawString(x, y, text)

    (page,) = read(made(draw))
    assert texts(page) == ["Jean GELY", "36. Les offres culturelles", "Surface du lot : 1769 m", "Nouveau lot"]
    assert [line.bold for line in page.lines] == [True, False, False, True]


def test_accents_printed_apart_join_their_letter():
    (page,) = read(made(say((71.5, 700, "´"), (70, 700, "Energie"), (73, 680, "^"), (72, 680, "a"), size=14)))
    assert page.text.split()[0] == "Énergie"


def test_bullets_written_after_the_text_open_their_lines():
    items = [(90, 700 - 14 * n, LINES[n % 5]) for n in range(6)]
    (page,) = read(made(say(*items, *((75, 700 - 14 * n, "•") for n in range(6)), size=10)))
    assert texts(page) == [f"• {text}" for _, _, text in items]


def test_bullets_half_an_inch_away_open_their_lines():
    items = [(106, 700 - 14 * n, LINES[n % 5]) for n in range(6)]
    (page,) = read(made(say(*(part for item in items for part in ((70, item[1], "o"), item)), size=11)))
    assert texts(page) == [f"o {text}" for _, _, text in items]


def test_a_letterhead_beside_the_session_is_read_first():
    service = [(50, 760 - 14 * n, f"Service numéro {n} des finances") for n in range(5)]
    session = [(260, 765 - 11 * n, f"Le conseil municipal de la ville, point {n}") for n in range(9)]
    body = [(50, 640 - 14 * n, LINES[n % 5]) for n in range(8)]
    stamp = [(440, 810, "Reçu en préfecture"), (440, 825, "Envoyé en préfecture"), (440, 800, "Publié")]
    (page,) = read(made(say(*service, *session, *body, *stamp, size=10)))
    assert texts(page)[: len(service) + len(session)] == [text for _, _, text in [*service, *session]]


@pytest.mark.shared
def test_signs_of_picture_fonts_are_bullets():
    source = SHARED / "corpora" / "montpellier" / "raw" / "2014-05-22-0000072185.pdf"
    if not source.exists():
        pytest.skip("the shared corpus is not here")
    page = read(source.read_bytes())[1]
    assert "• Taux fixe : 2.30 %\n• Durée : 5 ans," in page.text


def test_an_initial_over_several_lines_begins_its_word():
    lines = [
        (84, 700, "e conseil municipal a décidé"),
        (84, 688, "ce qui suit sur trois lignes"),
        (60, 664, "et au-delà."),
    ]

    def draw(canvas: Canvas) -> None:
        say((60, 688, "L"), font="Times-Roman", size=34)(canvas)
        say((60, 720, "Une ligne avant le texte"), *lines, font="Times-Roman", size=10)(canvas)

    (page,) = read(made(draw))
    assert "Le conseil municipal a décidé" in texts(page)


def test_ruled_tables_are_read_row_by_row():
    def draw(canvas: Canvas) -> None:
        for x in (60, 200, 300, 420):
            canvas.line(x, 600, x, 690)
        for y in (690, 660, 630, 600):
            canvas.line(60, y, 420, y)
        say((60, 740, "Un texte avant le tableau qui le présente."), (60, 560, "Et un texte après lui."), size=10)(
            canvas
        )
        cells = [(65, "Charges"), (205, "12 000"), (305, "13 000")]
        for column_first in cells:  # the file writes columns, and each row has a second line in its first cell
            for row in range(3):
                say((column_first[0], 678 - 30 * row, f"{column_first[1]} {row}"), size=10)(canvas)
        for row in range(3):
            say((65, 666 - 30 * row, "de personnel"), size=10)(canvas)

    (page,) = read(made(draw))
    expected = [
        text for row in range(3) for text in (f"Charges {row}", "de personnel", f"12 000 {row}", f"13 000 {row}")
    ]
    assert texts(page) == ["Un texte avant le tableau qui le présente.", *expected, "Et un texte après lui."]
    assert [line.cell for line in page.lines[1:5]] == [(0, 0, 0), (0, 0, 0), (0, 0, 1), (0, 0, 2)]
    assert page.lines[0].cell is None


def test_a_table_stands_under_its_line_though_tables_and_stamps_are_written_last():
    def draw(canvas: Canvas) -> None:
        say(*((60, 740 - 14 * n, LINES[n % 5]) for n in range(3)), (60, 560, "Et un texte après lui."), size=10)(canvas)
        say((400, 800, "Reçu en préfecture"), (400, 812, "Envoyé en préfecture"), (400, 824, "Acte"), size=10)(canvas)
        canvas.grid([60, 200, 420], [690, 660, 630])
        say((65, 670, "Charges"), (205, 670, "2012"), (65, 640, "Loyers"), (205, 640, "12 000"), size=10)(canvas)

    (page,) = read(made(draw))
    found = texts(page)
    assert found[found.index(LINES[2]) + 1 :][:5] == ["Charges", "2012", "Loyers", "12 000", "Et un texte après lui."]


@pytest.mark.shared
@pytest.mark.parametrize("name", ["fr_latex_2col", "fr_latex_ot1", "fr_rl_rotated90", "fr_weasy_delib_stamp"])
def test_pages_hold_what_their_lines_say(name):
    path = SHARED / "pdfs" / "gold" / f"{name}.pdf"
    if not path.is_file():
        pytest.skip("the reference PDFs are not beside the checkout")
    for page in read(path.read_bytes()):
        assert unicodedata.is_normalized("NFC", page.text)
        assert page.text == "".join(page.text[line.start : line.end] + "\n" for line in page.lines)
