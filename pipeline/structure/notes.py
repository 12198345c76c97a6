"""Footnotes and endnotes: which lines of a page are notes, where each begins, and where the text calls it."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from pipeline.structure.lines import Place, PrintedLine, shared_height

NOTE_SIZE_SHARE = 0.93
"""Of the body size. Word sets notes of 10 pt under text of 11 pt (0.91), TeX 8 under 10 and 10 under 12."""
NOTE_TOP_SHARE = 0.4
"""Footnotes stand in the lower part of the page, however long; higher up, small type is a caption or a quotation."""

MIN_GAP_HEIGHTS = 0.6
"""White above the first note; a list of references has .1 to .4 between its entries."""
MAX_MISREAD_LINES = 3

NOTE_CALL = re.compile(r"[(\[]?(?:\d{1,3}|[*†])[)\].]?\s?(?=[^\W\d_]|[«\"“(])")
"""How a note begins: its number or sign, then a letter or a quotation."""
_NUMBER = re.compile(r"\s*[(\[]?(\d{1,3})(?!\d)")
_CALL = re.compile(
    r"(?:[^\W\d_]{3}[,;:!?»”\"')\]]?|[^\W\d_]{5}[.…»”\"')\]]{1,2}|(?!\bart|\bchap|\bfig|\bvol)\b[^\W\d_]{3,4}[.…](?=\d+(?:$|\s[^\W\d_a-zà-ÿ])))"
    r"(\d{1,3})(?![\w-])"
)
"""A number glued to a word or to its punctuation. Not after one or two letters (m2, CO2), nor after an abbreviation
and its full stop (art.3): those keep their figure even when a note of that number stands on the page. A short word
and a full stop count where a line ends or a sentence begins."""
_PARTED_CALL = re.compile(r"[^\W\d_)][.!?…»”\")\]]{1,2}\s(\d{1,3})(?=$|\s[^\W\d_a-zà-ÿ]|\s«)")
"""The same after a sentence and a blank, as TeX sets it in French; then a line ends or a sentence begins."""
_FIGURE_CALL = re.compile(
    r"(?:\d[.;:»)]{1,2}|\d\s?[%€][.,;:»)]{0,2}|[^\W\d_]\s[.…])(\d{1,3})(?=$|[,;:]|\s[^\W\d_a-zà-ÿ]|\s«)"
)
"""The same after a figure, where a sentence ends (L. 52-12.7): looked for last, as it may be part of the figure."""
_NOTES_TITLE = re.compile(
    r"notes?(?:\s+(?:de\s+fin|de\s+bas\s+de\s+page|et\s+références))?\s*:?|endnotes", re.IGNORECASE
)
_END = re.compile(r"[.!?…»)”]\s*$")


def note_starts(lines: Sequence[PrintedLine], height: float, body: float, *, goes_on: bool) -> set[int]:
    """Starts of the lines of a page that are footnotes.

    They are in small type at the foot, opened by a call, with no running text below in their column; or, where the
    last note of the page or column before has no end, small type at the foot that goes on with it.

    Args:
        lines: of the page, in reading order.
        height: of the page in points.
        body: type size of running text in points.
        goes_on: whether the page before ended in the middle of a note.
    """
    noted: set[int] = set()
    is_open = False
    last: PrintedLine | None = None
    for number, line in enumerate(lines):
        small = _is_small(line, body) and line.top > NOTE_TOP_SHARE * height
        if small and not is_open and (goes_on or _resumes(last, line) or opens_note(lines, number)):
            run = _run_above(lines[:number], line, body)
            is_text_below = any(_is_text_below(line, other, body) for other in lines[number + 1 :])
            is_open = len(run) <= MAX_MISREAD_LINES and not is_text_below
            noted |= {above.start for above in run} if is_open else set()
        is_open = is_open and small
        if is_open:
            noted.add(line.start)
            last = line
    return noted


def _is_small(line: PrintedLine, body: float) -> bool:
    """Whether a line is set in the type of notes."""
    return not line.cell and 0 < line.size < NOTE_SIZE_SHARE * body


def _run_above(lines: Sequence[PrintedLine], line: PrintedLine, body: float) -> list[PrintedLine]:
    """The lines in small type right above a line, without white between.

    A few are notes whose number OCR has misread; more, and the line is an item of a list of references.
    """
    run: list[PrintedLine] = []
    for above in reversed(lines):
        gap = line.top - above.bottom
        near = 0 <= gap < MIN_GAP_HEIGHTS * line.height and _shared_width(above, line) > 0
        if not (near and _is_small(above, body)):
            break
        run.append(above)
        line = above
    return run


def _resumes(last: PrintedLine | None, line: PrintedLine) -> bool:
    """Whether a note that has no end goes on in the next column."""
    return last is not None and is_unfinished(last.text) and line.x0 > last.x1


def _shared_width(one: PrintedLine, two: PrintedLine) -> float:
    """Width in points that both lines stand over; negative where they stand side by side."""
    return min(one.x1, two.x1) - max(one.x0, two.x0)


def opens_note(lines: Sequence[PrintedLine], number: int) -> bool:
    """Whether a line begins with a note call; the call may stand apart, before the text of the note."""
    text = lines[number].text
    if number + 1 < len(lines) and text.strip().isdigit() and shared_height(lines[number], lines[number + 1]) > 0.5:
        text = f"{text} {lines[number + 1].text}"
    return bool(NOTE_CALL.match(text))


def is_unfinished(text: str) -> bool:
    """Whether a note has no final mark: it goes on overleaf."""
    return not _END.search(text)


def is_notes_title(text: str) -> bool:
    """Whether a heading opens the endnotes."""
    return bool(_NOTES_TITLE.fullmatch(text.strip()))


def note_calls(text: Iterable[PrintedLine], notes: Iterable[PrintedLine]) -> dict[Place, list[tuple[int, int]]]:
    """Where the numbers stand that call the notes of a document.

    Args:
        text: lines of running text, in reading order.
        notes: first line of each note, in reading order.

    Returns:
        Bounds of the calls within each line, by the line's place. Each note is called once, on its own page or, for
        an endnote, on an earlier one.
    """
    numbered = [(note, match.group(1)) for note in notes if (match := _NUMBER.match(note.text))]
    if not numbered:
        return {}
    glued, parted, figured = (defaultdict[str, list[tuple[PrintedLine, tuple[int, int]]]](list) for _ in range(3))
    for line in text:
        for pattern, found in ((_CALL, glued), (_PARTED_CALL, parted), (_FIGURE_CALL, figured)):
            for match in pattern.finditer(line.text.rstrip()):
                found[match.group(1)].append((line, match.span(1)))
    calls: defaultdict[Place, list[tuple[int, int]]] = defaultdict(list)
    for note, number in numbered:
        everywhere = itertools.chain(glued[number], parted[number], figured[number])
        here = [call for call in everywhere if call[0].page == note.page] or [
            call for call in glued[number] if call[0].page < note.page
        ]
        if here:
            line, span = here[0]
            calls[line.page, line.start].append(span)
    return {place: sorted(set(spans)) for place, spans in calls.items()}


def _is_text_below(line: PrintedLine, other: PrintedLine, body: float) -> bool:
    below = other.top > line.bottom and other.size >= NOTE_SIZE_SHARE * body
    return below and _shared_width(line, other) > 0
