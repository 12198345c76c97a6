"""Compositions as PDF: the layouts councils, authors of reports and journals use, and scans of them."""

import io
import random

import numpy as np
import pypdfium2
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pipeline.simulate.acts import Block
from pipeline.simulate.french import NO_BREAK
from pipeline.simulate.sheets import Composition, Stamped
from pipeline.simulate.typesetting import PAGE_HEIGHT_PT, PAGE_WIDTH_PT, Frame, Press, Style

LEFT_PT, RIGHT_PT, TOP_PT, BOTTOM_PT = 62.0, 62.0, 78.0, 772.0
_WIDTH_PT = PAGE_WIDTH_PT - LEFT_PT - RIGHT_PT
_STAMP_WIDTH_PT = 205.0
SCAN_DPI = 150
SCAN_QUALITY = 42
"""JPEG quality: legible to OCR, 150 to 250 kB a page."""

SPECKLE = 3.0
"""Standard deviation of the paper's grey, of 255."""

_BOLD = {"Times-Roman": "Times-Bold", "Helvetica": "Helvetica-Bold"}
_ITALIC = {"Times-Roman": "Times-Italic", "Helvetica": "Helvetica-Oblique"}


def styles(font: str, size_pt: float) -> dict[str, Style]:
    """One style for each kind of block."""
    bold, italic, leading = _BOLD[font], _ITALIC[font], size_pt * 1.24
    body = Style(font, size_pt, leading)
    centred = Style(bold, size_pt, leading, "center", 2.0)
    return {
        "letterhead": centred._replace(font=font),
        "header": centred,
        "opening": body._replace(before_pt=12.0),
        "presence": body._replace(align="left", before_pt=4.0),
        "present": Style(font, 8.0, 9.6, "left", 6.0),
        "absent": Style(font, 8.0, 9.6, "left", 6.0),
        "number": Style(bold, size_pt, leading, "left", 12.0),
        "matiere": Style(font, size_pt - 1, leading, "left", 3.0),
        "item": Style(bold, size_pt + 0.5, leading * 1.05, "left", 16.0),
        "title": Style(bold, size_pt + 1, leading * 1.1, "left", 10.0),
        "subtitle": Style(italic, size_pt, leading, "left", 4.0),
        "author": Style(italic, size_pt, leading, "left", 4.0),
        "abstract": Style(italic, size_pt - 0.5, leading, "justify", 10.0),
        "rapporteur": Style(italic, size_pt, leading, "left", 4.0),
        "heading": Style(bold, size_pt + 1.5, leading * 1.2, "left", 14.0),
        "formula": Style(bold, size_pt, leading, "left", 8.0),
        "visa": body._replace(before_pt=3.0),
        "considerant": body._replace(before_pt=3.0),
        "article": body._replace(before_pt=4.0, left_pt=14.0),
        "debate": body._replace(before_pt=4.0, indent_pt=12.0),
        "vote": Style(bold, size_pt, leading, "left", 8.0),
        "signature": Style(font, size_pt, leading, "right", 6.0),
        "executoire": Style(italic, size_pt - 1.5, leading, "left", 10.0),
        "reference": Style(font, size_pt - 0.5, leading, "left", 3.0),
        "paragraph": body._replace(indent_pt=14.0 if font == "Times-Roman" else 0.0),
        "note": Style(font, size_pt - 2.5, (size_pt - 2.5) * 1.2, "left", 0.0),
    }


def pdf_of(composition: Composition, layout: str, rng: random.Random) -> tuple[bytes, list[list[str]]]:
    """Set a composition.

    Args:
        composition: what to print.
        layout: plain, letterhead, roll, minutes, report or columns.
        rng: for the taste of the typist.

    Returns:
        The PDF, and [left, right] of each word cut at a line end.
    """
    columns = layout == "columns"
    font = "Helvetica" if layout in ("letterhead", "minutes") or rng.random() < 0.3 else "Times-Roman"
    size_pt = 9.5 if columns else 11.0
    looks = styles(font, size_pt)
    page_style = int(rng.random() * 3)

    def furniture(canvas: Canvas, page: int) -> None:
        _furniture(canvas, page, composition, font, page_style)

    first, others = _frames(layout)
    press = Press(composition.title, first, others, furniture, hyphenate=columns or rng.random() < 0.5)
    _set_blocks(press, composition.blocks, looks, layout)
    return press.close(), press.cuts


def _frames(layout: str) -> tuple[list[Frame], list[Frame]]:
    whole = [Frame(LEFT_PT, TOP_PT, _WIDTH_PT, BOTTOM_PT)]
    if layout == "columns":
        width, gap = (_WIDTH_PT - 20.0) / 2, 20.0
        halves = [Frame(LEFT_PT, TOP_PT, width, BOTTOM_PT), Frame(LEFT_PT + width + gap, TOP_PT, width, BOTTOM_PT)]
        return halves, halves
    if layout == "letterhead":
        return [Frame(LEFT_PT, TOP_PT, 112.0, BOTTOM_PT), Frame(196.0, TOP_PT + 30, 338.0, BOTTOM_PT)], whole
    return whole, whole


def _set_blocks(press: Press, blocks: list[Block], looks: dict[str, Style], layout: str) -> None:
    notes = 0
    in_head = layout == "letterhead"
    for block, following in zip(blocks, [*blocks[1:], Block("", "")], strict=True):
        style = looks[block.kind]
        if in_head and block.kind not in ("letterhead", "header", "number", "matiere"):
            press.next_column()  # out of the narrow column at the left of the first page
            in_head = False
        if in_head:
            style = Style(style.font, 9.0, 11.5, "left", 9.0)
        if block.kind == "present" and following.kind == "absent" and layout == "roll":
            press.side_by_side(block.text, following.text, style)
            continue
        if block.kind == "absent" and layout == "roll":
            continue
        text = unbroken(block.text)
        if block.note:
            notes += 1
            first, stop, rest = text.partition(". ")
            text = f"{first} ({notes}){stop}{rest}"
            press.note(f"({notes}) {block.note}", looks["note"])
        if block.kind in ("heading", "item", "number", "formula"):
            press.space(0.0 if press.left_over_pt() > 4 * style.leading_pt else press.left_over_pt() + 1)
        press.text(text, style)
        if block.kind in ("item", "title") and not in_head:
            press.space(5.0)


def unbroken(text: str) -> str:
    """The same text with no-break spaces inside French punctuation, so that no line begins with a colon."""
    for sign in (" :", " ;", " ?", " !", " »"):
        text = text.replace(sign, f"{NO_BREAK}{sign[1]}")
    return text.replace("« ", f"«{NO_BREAK}")


def _furniture(canvas: Canvas, page: int, composition: Composition, font: str, style: int) -> None:
    """Running head, page number and stamp: on the page, never in the counts."""
    canvas.setFont(font, 8.5)
    if composition.running_head and (page > 1 or style == 2):
        canvas.drawString(LEFT_PT, PAGE_HEIGHT_PT - 40, composition.running_head)
        canvas.setLineWidth(0.4)
        canvas.line(LEFT_PT, PAGE_HEIGHT_PT - 45, PAGE_WIDTH_PT - RIGHT_PT, PAGE_HEIGHT_PT - 45)
    label = (str(page), f"- {page} -", f"Page {page}")[style]
    if style == 2:
        canvas.drawRightString(PAGE_WIDTH_PT - RIGHT_PT, 34, label)
    else:
        canvas.drawCentredString(PAGE_WIDTH_PT / 2, 34, label)
    if composition.stamp:
        draw_stamp(canvas, composition.stamp)


def draw_stamp(canvas: Canvas, stamp: Stamped) -> None:
    """The receipt of the préfecture, in a box at the top right of the page."""
    left, top = PAGE_WIDTH_PT - _STAMP_WIDTH_PT - 14, PAGE_HEIGHT_PT - 12
    canvas.setLineWidth(0.6)
    canvas.rect(left, top - 44, _STAMP_WIDTH_PT, 44)
    canvas.setFont("Helvetica", 7.2)
    for number, line in enumerate(stamp.lines):
        canvas.drawString(left + 5, top - 10 - 9.6 * number, line)


def scanned(pdf: bytes, rng: random.Random, stamp: Stamped | None = None) -> bytes:
    """The same pages as a copier sees them: grey, a little askew, speckled; images without text.

    Args:
        pdf: born digital.
        rng: for the skew and the specks.
        stamp: drawn over the image as live text, as transmission software does: the only text of the file.
    """
    noise = np.random.default_rng(int(rng.random() * 2**32))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(PAGE_WIDTH_PT, PAGE_HEIGHT_PT), invariant=1, pageCompression=1)
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number in range(len(document)):
            page = document[number]
            image = page.render(scale=SCAN_DPI / 72, grayscale=True).to_pil()
            image = image.rotate((rng.random() - 0.5) * 1.6, Image.Resampling.BICUBIC, fillcolor=255)
            grey = np.asarray(image, dtype=np.float32) * 0.86 + 24.0
            height, width = grey.shape
            # Specks of two pixels by two: paper, not sensor, and a third of the bytes of finer grain.
            specks = noise.normal(0.0, SPECKLE, (height // 2 + 1, width // 2 + 1)).repeat(2, 0).repeat(2, 1)
            grey += specks[:height, :width]
            scan = io.BytesIO()
            Image.fromarray(grey.clip(0, 255).astype(np.uint8)).save(scan, "JPEG", quality=SCAN_QUALITY)
            scan.seek(0)
            canvas.drawImage(ImageReader(scan), 0, 0, PAGE_WIDTH_PT, PAGE_HEIGHT_PT)
            if stamp:
                draw_stamp(canvas, stamp)
            canvas.showPage()
            page.close()
    finally:
        document.close()
    canvas.save()
    return out.getvalue()
