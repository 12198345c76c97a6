"""Lines and columns: justified text with French word breaks, notes at the foot, furniture on every page."""

import io
import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from pipeline.simulate.french import NO_BREAK

PAGE_WIDTH_PT, PAGE_HEIGHT_PT = 595.3, 841.9
"""A4."""
_VOWEL = "aeiouyàâäéèêëîïôöûùüœæ"
_SYLLABLE = re.compile(rf"(?<=[{_VOWEL}lmnrst])(?=(?:ch|ph|th|gn|[bcdfgkptv][lr]|[bcdfgjklmnpqrstvxz])[{_VOWEL}])")
_MARGIN_NOTE_PT = 8.0


class Style(NamedTuple):
    """How a paragraph is set."""

    font: str = "Times-Roman"
    size_pt: float = 11.0
    leading_pt: float = 13.6
    align: str = "justify"  # justify, left, center, right
    before_pt: float = 6.0
    indent_pt: float = 0.0  # of the first line
    left_pt: float = 0.0


class Frame(NamedTuple):
    """Where text may stand on a page: measured from the top left corner."""

    left_pt: float
    top_pt: float
    width_pt: float
    bottom_pt: float  # distance from the top of the page to the last baseline


class Line(NamedTuple):
    """One line: its text, and whether it ends its paragraph."""

    text: str
    last: bool


@lru_cache(maxsize=100_000)
def width_of(text: str, font: str, size_pt: float) -> float:
    """Width of a string in points."""
    return float(stringWidth(text, font, size_pt))


def word_breaks(word: str) -> list[tuple[str, str]]:
    """Where a word may be cut at a line end: after its own hyphens, else between syllables of three letters or more."""
    own = [place + 1 for place, letter in enumerate(word) if letter == "-" and 2 <= place < len(word) - 3]
    if own:
        return [(word[:place], word[place:]) for place in own]
    body = word.rstrip(".,;:»)")
    if len(body) < 7 or not body.isalpha() or body[1:] != body[1:].lower():
        return []
    places = [match.start() for match in _SYLLABLE.finditer(body) if 3 <= match.start() <= len(body) - 3]
    return [(f"{word[:place]}-", word[place:]) for place in places]


def broken(text: str, style: Style, width_pt: float, *, hyphenate: bool, cuts: list[list[str]]) -> list[Line]:
    """Break a paragraph into lines, greedily.

    Args:
        text: words separated by single spaces; a no-break space holds two words together.
        style: font, size and indents.
        width_pt: of the column.
        hyphenate: cut words that would leave a gap of more than a tenth of the line.
        cuts: receives [left, right] of each word cut, as printed.
    """
    space = width_of(" ", style.font, style.size_pt)
    room = width_pt - style.left_pt
    lines: list[Line] = []
    words = text.split(" ")[::-1]
    line: list[str] = []
    used = style.indent_pt
    while words:
        word = words.pop()
        width = width_of(word, style.font, style.size_pt)
        if used + width <= room or not line:
            line.append(word)
            used += width + space
            continue
        if hyphenate and room - used > room / 10:
            for head, tail in reversed(word_breaks(word)):
                if used + width_of(head, style.font, style.size_pt) <= room:
                    line.append(head)
                    cuts.append([head, tail])
                    word = tail
                    break
        words.append(word)
        lines.append(Line(" ".join(line), last=False))
        line, used = [], 0.0
    return [*lines, Line(" ".join(line), last=True)] if line else lines


class Press:
    """Sets paragraphs into frames, page after page.

    Args:
        title: of the PDF.
        first: frames of the first page.
        others: frames of the pages after it.
        furniture: draws heads, feet and stamps of one page, given the canvas and the page number.
        hyphenate: whether words are cut at line ends.
    """

    def __init__(
        self,
        title: str,
        first: list[Frame],
        others: list[Frame],
        furniture: Callable[[Canvas, int], None],
        *,
        hyphenate: bool = True,
    ) -> None:
        self._bytes = io.BytesIO()
        # invariant: no clock and no random identifier in the file.
        self.canvas = Canvas(self._bytes, pagesize=(PAGE_WIDTH_PT, PAGE_HEIGHT_PT), invariant=1, pageCompression=1)
        self.canvas.setTitle(title)
        self.canvas.setProducer("glissement simulate")
        self.others, self.furniture, self.hyphenate = others, furniture, hyphenate
        self.frames, self.column, self.page = first, 0, 1
        self.at_pt = first[0].top_pt
        self.notes: list[tuple[str, Style]] = []
        self.notes_pt = 0.0
        self.cuts: list[list[str]] = []

    @property
    def frame(self) -> Frame:
        """The column being filled."""
        return self.frames[self.column]

    def left_over_pt(self) -> float:
        """Height left in this column, above the notes of the page."""
        return self.frame.bottom_pt - self.notes_pt - self.at_pt

    def text(self, text: str, style: Style) -> None:
        """Set one paragraph."""
        lines = broken(text, style, self.frame.width_pt, hyphenate=self.hyphenate, cuts=self.cuts)
        self.at_pt += style.before_pt
        for number, line in enumerate(lines):
            if self.left_over_pt() < style.leading_pt:
                self.next_column()
            self.at_pt += style.leading_pt
            self._draw(line, style, self.frame, self.at_pt, style.indent_pt if number == 0 else 0.0)

    def note(self, text: str, style: Style) -> None:
        """Keep a note for the foot of this page; starts a page where there is no room for it."""
        lines = len(broken(text, style, self.frame.width_pt, hyphenate=False, cuts=[]))
        height = lines * style.leading_pt + (0.0 if self.notes else _MARGIN_NOTE_PT)
        if self.left_over_pt() < height + 60:
            self.next_column()
        self.notes.append((text, style))
        self.notes_pt += height

    def side_by_side(self, left: str, right: str, style: Style, share: float = 0.6) -> None:
        """Two blocks next to each other, as headers that list councillors do."""
        frame, gap = self.frame, 14.0
        widths = (frame.width_pt * share - gap, frame.width_pt * (1 - share))
        columns = [
            broken(text, style, width, hyphenate=False, cuts=[])
            for text, width in zip((left, right), widths, strict=True)
        ]
        height = max(len(lines) for lines in columns) * style.leading_pt
        if self.left_over_pt() < height:
            self.next_column()
        top = self.at_pt + style.before_pt
        for lines, offset, width in zip(columns, (0.0, frame.width_pt * share), widths, strict=True):
            part = Frame(self.frame.left_pt + offset, top, width, frame.bottom_pt)
            for number, line in enumerate(lines, start=1):
                self._draw(line, style._replace(align="left"), part, top + number * style.leading_pt, 0.0)
        self.at_pt = top + height

    def space(self, height_pt: float) -> None:
        """Leave room, or go to the next column when there is none."""
        self.at_pt += height_pt
        if self.left_over_pt() < 0:
            self.next_column()

    def next_column(self) -> None:
        """Go on in the next column, or on the next page."""
        if self.column + 1 < len(self.frames):
            self.column += 1
        else:
            self._finish_page()
            self.frames, self.column, self.page = self.others, 0, self.page + 1
        self.at_pt = self.frame.top_pt

    def close(self) -> bytes:
        """The finished PDF."""
        self._finish_page()
        self.canvas.save()
        return self._bytes.getvalue()

    def _finish_page(self) -> None:
        self.furniture(self.canvas, self.page)
        if self.notes:
            at_pt = self.frame.bottom_pt - self.notes_pt + _MARGIN_NOTE_PT
            y_pt = PAGE_HEIGHT_PT - at_pt + 2
            self.canvas.setLineWidth(0.5)
            self.canvas.line(self.frame.left_pt, y_pt, self.frame.left_pt + 120, y_pt)
            for text, style in self.notes:
                for line in broken(text, style, self.frame.width_pt, hyphenate=False, cuts=[]):
                    at_pt += style.leading_pt
                    self._draw(line, style, self.frame, at_pt, 0.0)
        self.notes, self.notes_pt = [], 0.0
        self.canvas.showPage()

    def _draw(self, line: Line, style: Style, frame: Frame, at_pt: float, indent_pt: float) -> None:
        width = width_of(line.text, style.font, style.size_pt)
        room = frame.width_pt - style.left_pt - indent_pt
        shift = {"center": (room - width) / 2, "right": room - width}.get(style.align, 0.0)
        spaces = line.text.count(" ") + line.text.count(NO_BREAK)  # both are printed as the same character
        stretch = (room - width) / spaces if style.align == "justify" and spaces and not line.last else 0.0
        pen = self.canvas.beginText(frame.left_pt + style.left_pt + indent_pt + shift, PAGE_HEIGHT_PT - at_pt)
        pen.setFont(style.font, style.size_pt)
        # Beyond this the line was not filled on purpose (a long word follows): it stays ragged.
        pen.setWordSpace(stretch if stretch < style.size_pt * 0.6 else 0.0)
        pen.textOut(line.text)
        self.canvas.drawText(pen)
