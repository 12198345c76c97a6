"""Printed lines into blocks: paragraphs, headings, list items, notes, rows of tables."""

import itertools
import re
import statistics
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipeline.records import Role
from pipeline.text.lines import PrintedLine, body_size

GAP_LEADINGS = 1.35
SIZE_CHANGE_SHARE = 0.15
INDENT_PT = 6
SHORT_LINE_SHARE = 0.25
CENTRE_SHARE = 0.05
"""What parts two paragraphs: found on 22 documents with known text."""
ROW_GAP_HEIGHTS = 4
"""Pieces of one line further apart than that are cells."""
NOTE_SIZE_SHARE = 0.9
NOTE_TOP_SHARE = 0.4
HEADING_SIZE_SHARE = 1.12
MAX_HEADING_CHARACTERS = 220
MAX_HEADING_LINES = 4
WRAP_CHARACTERS = 140
"""A plain text whose lines stay below is taken for one broken by hand; typed paragraphs run on for longer."""

_BULLET = re.compile(
    r"[-‐‑–—•▪◦‣✓✔➢➤●○■□◆*·\uf000-\uf0ff]\s|[•▪✓➢●■\uf000-\uf0ff]|(?:\d{1,2}\s?[°º.)]+|[a-z]\s?\))[\s-]|[ivx]{1,4}[.)]\s"
)
_INNER_DASH = re.compile(r"[-‐‑–—]\s+[a-zà-ÿ]")
"""A dash before a small letter, after a full line without final mark, belongs to the sentence."""
_OPENER = re.compile(r"(?:Vus?|VUS?|Considérant|CONSID[ÉE]RANT|ARTICLE|Article)\b")
_NOTE_CALL = re.compile(r"[(\[]?(?:\d{1,3}|[*†])[)\].]?\s?(?=[^\W\d_]|[«\"“])")
_NUMBERED = re.compile(r"(?:(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[A-H])\s?[.)/–-]+\s*|\d{1,2}(?:\.\d{1,2})+\s+)[^\W\d_]")
_END = re.compile(r"[.,!?…;:»\"”)]\s*$")


class Block(NamedTuple):
    """Lines that form one paragraph, and what they are."""

    role: Role
    lines: list[PrintedLine]

    @property
    def size(self) -> float:
        """Most frequent type size, in points; 0 where unknown."""
        return body_size(self.lines)


def blocks(lines: Sequence[PrintedLine], height: float, body: float) -> list[Block]:
    """Blocks of one page in reading order.

    Args:
        lines: of the page, without its running lines and stamps.
        height: of the page in points; 0 where unknown.
        body: type size of the document's running text in points; 0 where unknown.
    """
    if not lines:
        return []
    if not lines[0].is_placed:
        return _unplaced(lines, body)
    found: list[Block] = []
    notes = _note_lines(lines, height, body)
    leading = _leading(lines)
    table = _table_rows(lines)
    places = {line.start: place for place, line in enumerate(lines)}
    for group in _runs_down(lines, table):
        left, right = min(line.x0 for line in group), max(line.x1 for line in group)
        part: list[PrintedLine] = []
        for line in group:
            number = line.start
            if part and (
                (number in notes) != (part[-1].start in notes)
                or (number in notes and _opens_note(lines, places[number]))
                or table.get(number) != table.get(part[-1].start)
                or (number not in table and _parts(part, line, left, right, leading))
            ):
                found.append(_block(part, notes, table, body))
                part = []
            part.append(line)
        found.append(_block(part, notes, table, body))
    return found


def _runs_down(lines: Sequence[PrintedLine], table: Mapping[int, int]) -> list[list[PrintedLine]]:
    """Cut where the reading jumps up, or aside to a place that shares no width with the line before."""
    groups: list[list[PrintedLine]] = [[lines[0]]]
    for last, line in itertools.pairwise(lines):
        if line.start in table and table[line.start] == table.get(last.start):
            groups[-1].append(line)
            continue
        same_row = _overlap(last, line) > 0.5
        jumps_up = line.bottom < last.top + 0.2 * last.height
        aside = min(last.x1, line.x1) < max(last.x0, line.x0)
        if jumps_up or (aside and not (same_row and 0 <= line.x0 - last.x1 <= ROW_GAP_HEIGHTS * last.height)):
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def _overlap(one: PrintedLine, two: PrintedLine) -> float:
    """Share of the lower line's height that both share."""
    return (min(one.bottom, two.bottom) - max(one.top, two.top)) / min(one.height, two.height)


def _leading(lines: Sequence[PrintedLine]) -> float:
    """Usual distance from line to line, in points."""
    steps = [
        two.bottom - one.bottom
        for one, two in itertools.pairwise(lines)
        if 0 < two.bottom - one.bottom < 2.5 * one.height and abs(one.size - two.size) < 1
    ]
    return statistics.median(steps) if steps else 1.2 * lines[0].height


def _parts(part: Sequence[PrintedLine], line: PrintedLine, left: float, right: float, leading: float) -> bool:
    """Whether a new paragraph begins with `line`."""
    last = part[-1]
    if _overlap(last, line) > 0.5:
        return line.x0 - last.x1 > ROW_GAP_HEIGHTS * last.height
    if _is_apart(last, line, leading):
        return True
    ended = bool(_END.search(last.text)) or right - last.x1 > SHORT_LINE_SHARE * (right - left)
    if (_OPENER.match(line.text) and ended) or (
        _BULLET.match(line.text) and (ended or not _INNER_DASH.match(line.text))
    ):
        return True
    if _are_centred(last, line, left, right):
        return False
    hanging = len(part) == 1 and _BULLET.match(part[0].text)
    indented = line.x0 - last.x0 > INDENT_PT and not hanging
    return indented or right - last.x1 > SHORT_LINE_SHARE * (right - left)


def _is_apart(last: PrintedLine, line: PrintedLine, leading: float) -> bool:
    """Whether a wide gap or another type size parts two lines."""
    gap = line.bottom - last.bottom > GAP_LEADINGS * max(leading, 1.05 * last.size)
    return gap or abs(line.size - last.size) > SIZE_CHANGE_SHARE * max(last.size, 1)


def _are_centred(last: PrintedLine, line: PrintedLine, left: float, right: float) -> bool:
    """Whether two lines stand in the middle of the column, as those of a title do."""
    middles = [(item.x0 + item.x1) / 2 for item in (last, line)]
    near = all(abs(middle - (left + right) / 2) < CENTRE_SHARE * (right - left) for middle in middles)
    return near and abs(middles[0] - middles[1]) < INDENT_PT and min(last.x0, line.x0) > left + INDENT_PT


def _note_lines(lines: Sequence[PrintedLine], height: float, body: float) -> set[int]:
    """Starts of the lines that are footnotes: small type at the foot, opened by a call, no running text below."""
    noted: set[int] = set()
    is_open = False
    for number, line in enumerate(lines):
        small = 0 < line.size < NOTE_SIZE_SHARE * body and line.top > NOTE_TOP_SHARE * height
        if small and not is_open and _opens_note(lines, number):
            is_open = not any(_is_text_below(line, other, body) for other in lines[number + 1 :])
        is_open = is_open and small
        if is_open:
            noted.add(line.start)
    return noted


def _opens_note(lines: Sequence[PrintedLine], number: int) -> bool:
    """Whether a line begins with a note call; the call may stand apart, before the text of the note."""
    text = lines[number].text
    if number + 1 < len(lines) and text.strip().isdigit() and _overlap(lines[number], lines[number + 1]) > 0.5:
        text = f"{text} {lines[number + 1].text}"
    return bool(_NOTE_CALL.match(text))


def _is_text_below(line: PrintedLine, other: PrintedLine, body: float) -> bool:
    below = other.top > line.bottom and other.size >= NOTE_SIZE_SHARE * body
    return below and min(other.x1, line.x1) > max(other.x0, line.x0)


def _table_rows(lines: Sequence[PrintedLine]) -> dict[int, int]:
    """Row number of each line that is a cell of a table: two rows or more of three cells or more."""
    rows: list[list[PrintedLine]] = []
    for line in lines:
        if rows and _overlap(rows[-1][-1], line) > 0.5 and line.x0 - rows[-1][-1].x1 > line.height:
            rows[-1].append(line)
        else:
            rows.append([line])
    wide = [len(row) >= 3 for row in rows]
    found: dict[int, int] = {}
    for number, row in enumerate(rows):
        neighbours = (number > 0 and wide[number - 1]) or (number + 1 < len(rows) and wide[number + 1])
        if wide[number] and neighbours:
            found |= {cell.start: number for cell in row}
    return found


def _block(part: list[PrintedLine], notes: set[int], table: dict[int, int], body: float) -> Block:
    if part[0].start in notes:
        return Block("note", part)
    if part[0].start in table:
        return Block("table", part)
    return Block(_role(part, body), part)


def _role(part: Sequence[PrintedLine], body: float) -> Role:
    """What a paragraph is, from its words and type size."""
    text = " ".join(line.text.strip() for line in part)
    if "\t" in text.strip("\t"):
        return "table"
    short = (
        len(part) <= MAX_HEADING_LINES and len(text) <= MAX_HEADING_CHARACTERS and not re.search(r"[.;,:]\s*$", text)
    )
    letters = [character for character in text if character.isalpha()] if short else []
    if len(letters) >= 3 and text[-1] != "-":
        capitals = sum(character.isupper() for character in letters) / len(letters)
        large = body > 0 and body_size(part) >= HEADING_SIZE_SHARE * body
        if large or (capitals > 0.8 and len(letters) >= 8 and " " in text) or (
            _NUMBERED.match(text) and len(text) < 100 and (len(part) == 1)
        ):  # fmt: skip
            return "heading"
    return "list" if _BULLET.match(text) else "body"


def _unplaced(lines: Sequence[PrintedLine], body: float) -> list[Block]:
    """Blocks of a page without geometry: typed paragraphs one a line, or lines broken by hand."""
    if body or not _is_wrapped(lines):
        return [Block(_sized_role(line, body), [line]) for line in lines]
    width = max(len(line.text.strip()) for line in lines)
    found: list[list[PrintedLine]] = []
    in_notes: list[bool] = []
    noting = False
    for line in lines:
        opens = line.after_rule and bool(_NOTE_CALL.match(line.text.strip()))
        resumes = noting and not opens and (line.after_blank or (line.text[:1] == " " and line.text[1:2] != " "))
        was_noting, noting = noting, opens or (noting and not resumes)
        if (
            not found or opens or was_noting != noting or line.after_blank
            or (noting and _NOTE_CALL.match(line.text)) or _BULLET.match(line.text.strip())
            or (_END.search(found[-1][-1].text) and len(found[-1][-1].text.strip()) < (1 - SHORT_LINE_SHARE) * width)
        ):  # fmt: skip
            found.append([])
            in_notes.append(noting)
        found[-1].append(line)
    return [Block("note" if noted else _role(part, 0), part) for part, noted in zip(found, in_notes, strict=True)]


def _is_wrapped(lines: Sequence[PrintedLine]) -> bool:
    """Whether line ends are those of a narrow page rather than of paragraphs."""
    lengths = sorted(len(line.text.strip()) for line in lines)
    longest = lengths[int(0.95 * (len(lengths) - 1))]
    return (
        len(lines) > 4
        and 40 <= longest <= WRAP_CHARACTERS
        and sum(n > 0.75 * longest for n in lengths) >= len(lengths) / 4
    )


def _sized_role(line: PrintedLine, body: float) -> Role:
    """Role of a typed paragraph: word processors and web pages declare their headings and notes by size."""
    if body and line.size >= HEADING_SIZE_SHARE * body and "\t" not in line.text.strip():
        return "heading"
    if 0 < line.size < NOTE_SIZE_SHARE * body:
        return "note"
    return _role([line], 0)


def continues(last: Block, following: Block) -> bool:
    """Whether a paragraph goes on after a page or column break: no end before, no beginning after."""
    if following.role != "body" or last.role not in ("body", "list"):
        return False
    before, after = last.lines[-1].text.rstrip(), following.lines[0].text.strip()
    if before.endswith("-") and before[-2:-1].isalpha():
        return True
    return not re.search(r"[.!?…:;»]$", before) and after[:1].islower()
