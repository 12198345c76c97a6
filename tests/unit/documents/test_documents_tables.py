"""Ruled tables of PDF pages."""

import io
import time

import pypdfium2
import pytest
from reportlab.lib.colors import black, white
from reportlab.pdfgen.canvas import Canvas

from pipeline.documents.printed.frame import frame_of
from pipeline.documents.printed.tables import ruled


def tables_of(draw, *, rotation=0):
    """The tables of one A4 page on which `draw` has drawn."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(595, 842))
    canvas.setPageRotation(rotation)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    document = pypdfium2.PdfDocument(target.getvalue())
    page = document[0]
    textpage = page.get_textpage()
    found = ruled(page, frame_of(page, textpage, textpage.count_chars()))
    textpage.close()
    page.close()
    document.close()
    return found


def grid(canvas, *, rows=4, columns=3, x=100, y=300):
    canvas.grid([x + 100 * n for n in range(columns + 1)], [y + 20 * n for n in range(rows + 1)])


def shape(table):
    return [(cell.row, cell.column) for cell in table.cells]


def test_a_grid_is_a_table_read_row_by_row():
    (table,) = tables_of(grid)
    assert shape(table) == [(row, column) for row in range(4) for column in range(3)]
    first = table.cells[0]
    assert first[2:] == pytest.approx((100, 842 - 380, 200, 842 - 360), abs=1)
    assert table[:4] == pytest.approx((100, 842 - 380, 400, 842 - 300), abs=1)


def test_cells_drawn_one_by_one_as_boxes_or_as_thin_fills():
    def boxes(canvas):
        for row in range(3):
            for column in range(2):
                canvas.rect(100 + 80 * column, 300 + 20 * row, 80, 20)

    def fills(canvas):
        for row in range(4):
            canvas.rect(100, 300 + 20 * row, 160, 0.5, stroke=0, fill=1)
        for column in range(3):
            for row in range(3):
                canvas.rect(100 + 80 * column, 300 + 20 * row, 0.5, 20, stroke=0, fill=1)

    for draw in (boxes, fills):
        (table,) = tables_of(draw)
        assert shape(table) == [(row, column) for row in range(3) for column in range(2)]


def test_dashed_and_dotted_rules():
    def dashed(canvas):
        canvas.setDash(2, 2)
        grid(canvas)

    def dots(canvas):
        for y in (300, 320, 340):
            for x in range(100, 302, 2):
                canvas.rect(x, y, 0.5, 0.5, stroke=0, fill=1)
        for x in (100, 200, 300):
            for y in range(300, 342, 2):
                canvas.rect(x, y, 0.5, 0.5, stroke=0, fill=1)

    assert len(tables_of(dashed)[0].cells) == 12
    assert len(tables_of(dots)[0].cells) == 4


def test_a_merged_cell_is_one_cell():
    def draw(canvas):
        canvas.grid([100, 200, 300], [300, 320, 340])
        canvas.rect(100, 340, 200, 20)

    (table,) = tables_of(draw)
    assert shape(table) == [(0, 0), (1, 0), (1, 1), (2, 0), (2, 1)]
    assert table.cells[0].x1 == pytest.approx(300, abs=1)


def test_a_table_cut_by_the_end_of_the_page():
    def draw(canvas):
        for x in (100, 200, 300):
            canvas.line(x, 30, x, 200)
        for y in (100, 150, 200):
            canvas.line(100, y, 300, y)

    (table,) = tables_of(draw)
    assert shape(table) == [(row, column) for row in range(3) for column in range(2)]


def test_rules_between_the_columns_only():
    def draw(canvas):
        for y in (300, 320, 340, 360):
            canvas.line(100, y, 400, y)
        for x in (200, 300):
            canvas.line(x, 300, x, 360)

    (table,) = tables_of(draw)
    assert shape(table) == [(row, column) for row in range(3) for column in range(3)]


def test_forms_and_turned_pages():
    def within_a_form(canvas):
        canvas.beginForm("table")
        grid(canvas, x=0, y=0)
        canvas.endForm()
        canvas.translate(150, 400)
        canvas.scale(0.8, 0.8)
        canvas.doForm("table")

    (table,) = tables_of(within_a_form)
    assert len(table.cells) == 12
    assert table[:4] == pytest.approx((150, 842 - 400 - 64, 150 + 240, 842 - 400), abs=1)

    def on_its_side(canvas):
        canvas.rotate(90)
        canvas.drawString(50, -300, "un texte écrit de bas en haut")
        grid(canvas, x=100, y=-300)

    (turned,) = tables_of(on_its_side)
    assert shape(turned) == [(row, column) for row in range(4) for column in range(3)]


def test_what_is_no_table():
    def frame(canvas):
        canvas.rect(30, 30, 535, 782)

    def letterhead(canvas):
        canvas.line(190, 500, 190, 800)
        canvas.line(30, 500, 560, 500)

    def underlined(canvas):
        for y in range(100, 700, 14):
            canvas.line(70, y, 300, y)

    def shaded(canvas):
        canvas.setFillColor(black)
        for row in range(5):
            canvas.rect(100, 300 + 40 * row, 300, 20, stroke=0, fill=1)

    def slanted(canvas):
        for n in range(30):
            canvas.line(100, 100 + 10 * n, 400, 150 + 10 * n)
            canvas.circle(300, 400, 10 * n)

    for draw in (frame, letterhead, underlined, shaded, slanted, lambda canvas: canvas.drawString(9, 9, "texte")):
        assert not tables_of(draw)


def test_a_plan_is_given_up_and_a_plain_page_costs_nothing():
    def plan(canvas):
        canvas.setStrokeColor(white)
        for n in range(3000):
            canvas.line(n % 500, 0, n % 500, 800)
            canvas.line(0, n % 800, 500, n % 800)

    begun = time.process_time()
    assert not tables_of(plan)
    assert time.process_time() - begun < 2

    def plain(canvas):
        for n in range(60):
            canvas.drawString(60, 780 - 12 * n, "Le conseil municipal adopte la délibération à l'unanimité des voix.")

    begun = time.process_time()
    assert not tables_of(plain)
    assert time.process_time() - begun < 0.5
