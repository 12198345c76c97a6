"""Printed lines into blocks: paragraphs, headings, list items, notes, rows of tables."""

import itertools
import re
import statistics
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.records import Role
from pipeline.structure.columns import ROW_GAP_HEIGHTS, Column, columns_of, is_label, named_starts
from pipeline.structure.headings import BULLET, is_numbered, role_of
from pipeline.structure.lines import LEADER, Body, PrintedLine, body_size, shared_height
from pipeline.structure.notes import is_unfinished, note_starts, opens_note
from pipeline.structure.rows import aligned_rows, is_amount, parted
from pipeline.structure.typed import typed_parts

GAP_LEADINGS = 1.35
SIZE_CHANGE_SHARE = 0.15
SCANNED_SIZE_CHANGE_SHARE = 0.3
INDENT_PT = 6
MAX_INDENT_PT = 90
SHORT_LINE_SHARE = 0.25
ROOM_SHARE = 0.08
CENTRE_SHARE = 0.05
RUN_IN_GAP_HEIGHTS = 1.5
MIN_INNER_STEPS = 3
"""What parts two paragraphs: found on 22 documents with known text."""

_INNER_DASH = re.compile(r"(?:[-‐‑–—o]\s+|-)[a-zà-ÿ\d]")
"""A dash before a small letter or a figure, after a full line without final mark, belongs to the sentence."""
_OPENER = re.compile(
    r"(?:Vus?|VUS?|Considérant|CONSID[ÉE]RANT|Attendu|ATTENDU|ARTICLE|Article)\b|(?:Objet|OBJET|Rapporteure?s?)\s?:"
)
_VOTE = re.compile(r"(?:Pour|Contre|Abstentions?)\s*:\s*(?:\d|/|$)")
_END = re.compile(r"[.,!?…;:»\"”)]\s*$")
_FULL_STOP = re.compile(r"[.!?…:;»”]\s*$")
_UNFINISHED = re.compile(
    r"(?:\b(?:de|du|des|la|le|les|au|aux|à|et|en|pour|par|sur|monsieur|madame|mme)|['’-])$", re.IGNORECASE
)
"""How a title ends that goes on overleaf, or a line that someone has broken by hand."""
_FIRST_WORD = re.compile(r"(?:\S{1,4}\.|Mmes?|Mlles?|[«–-])?\s*\S+")
"""A word, with the title, abbreviation or mark that no line break parts from it."""
_ACCENTED_CAPITAL = re.compile("[À-ÖØ-Ý]")
_ENTRY = re.compile(LEADER.pattern + r"\s?\d{1,4}\s*$")
"""An entry of a table of contents with its page."""
_CUT_WORD = re.compile(r"[^\W\d_]-\s*$")


class Block(NamedTuple):
    """Lines that form one paragraph, and what they are."""

    role: Role
    lines: list[PrintedLine]

    @property
    def size(self) -> float:
        """Most frequent type size, in points; 0 where unknown."""
        return body_size(self.lines)

    @property
    def rank(self) -> tuple[float, bool]:
        """What a heading's level is ordered by: its type size, then its weight."""
        return self.size, all(line.bold for line in self.lines)


def blocks(lines: Sequence[PrintedLine], height: float, body: Body, *, in_note: bool = False) -> list[Block]:
    """Blocks of one page in reading order.

    Args:
        lines: of the page, without its running lines and stamps.
        height: of the page in points; 0 where unknown.
        body: how the document's running text is set.
        in_note: whether the page before ended in the middle of a note.

    Returns:
        Every line in one block; the notes of all columns last.
    """
    if not lines:
        return []
    if not lines[0].is_placed:
        return [Block(role, part) for role, part in typed_parts(lines, body.size)]
    notes = note_starts(lines, height, body.size, goes_on=in_note)
    opening = {line.start for number, line in enumerate(lines) if line.start in notes and opens_note(lines, number)}
    opening |= named_starts(lines)
    leading = _leading(lines)
    found: list[Block] = []
    for is_row, part in parted(lines, height):
        if is_row:
            found.append(Block("table", part))
            continue
        table = aligned_rows(part)
        columns = columns_of(part, table, leading, SCANNED_SIZE_CHANGE_SHARE if body.scanned else SIZE_CHANGE_SHARE)
        for column, after in itertools.zip_longest(columns, columns[1:]):
            if after is not None and is_label(column.lines, after.lines):
                found.append(Block(role_of(column.lines, body, label=True), column.lines))
                continue
            paragraphs = _paragraphs(column, table, notes, opening)
            found += [Block(_role(lines_of, column, table, notes, body), lines_of) for lines_of in paragraphs]
    return sorted(_titles_whole(found, leading), key=lambda block: block.role == "note")


def _titles_whole(found: Sequence[Block], leading: float) -> list[Block]:
    """The lines of one title made one block: same type, no wider gap, beginning or centred at one place."""
    whole: list[Block] = []
    for block in found:
        last = whole[-1] if whole else None
        is_title = block.role == "heading" or not any(map(str.isalpha, block.lines[0].text))  # a year on its own line
        if last and last.role == "heading" and is_title and _goes_on(last, block, leading):
            whole[-1] = Block("heading", last.lines + block.lines)
        else:
            whole.append(block)
    return whole


def _goes_on(last: Block, block: Block, leading: float) -> bool:
    one, two = last.lines[-1], block.lines[0]
    beside = abs(one.x0 - two.x0) < INDENT_PT or abs(one.x0 + one.x1 - two.x0 - two.x1) / 2 < INDENT_PT
    gap = two.bottom - one.bottom
    near = 0.5 * one.height < gap <= GAP_LEADINGS * max(leading, 1.05 * one.size)
    return last.rank == block.rank and near and beside and not is_numbered(two.text)


def _role(part: list[PrintedLine], column: Column, table: dict[int, int], notes: set[int], body: Body) -> Role:
    if part[0].start in notes:
        return "note"
    if part[0].start in table:
        return "table"
    return role_of(part, body, centred=all(_is_centred(line, column) for line in part))


def _leading(lines: Sequence[PrintedLine]) -> float:
    """Usual distance from line to line, in points; within sentences, where the page holds enough of them.

    Else the white between short paragraphs would count as leading.
    """
    steps = [
        (two.bottom - one.bottom, two.text[:1].islower())
        for one, two in itertools.pairwise(lines)
        if 0 < two.bottom - one.bottom < 2.5 * one.height and abs(one.size - two.size) < 1
    ]
    inner = [step for step, is_inner in steps if is_inner]
    chosen = inner if len(inner) >= MIN_INNER_STEPS else [step for step, _ in steps]
    return statistics.median(chosen) if chosen else 1.2 * lines[0].height


def _paragraphs(column: Column, table: dict[int, int], notes: set[int], opening: set[int]) -> list[list[PrintedLine]]:
    """The lines of a column cut into paragraphs, notes and aligned rows."""
    found: list[list[PrintedLine]] = [[column.lines[0]]]
    for line in column.lines[1:]:
        part, number = found[-1], line.start
        if (
            (number in notes) != (part[-1].start in notes)
            or number in opening
            or table.get(number) != table.get(part[-1].start)
            or (number not in table and _parts(part, line, column))
        ):
            found.append([])
        found[-1].append(line)
    return found


def _parts(part: Sequence[PrintedLine], line: PrintedLine, column: Column) -> bool:
    """Whether a new paragraph begins with `line`."""
    last = part[-1]
    if shared_height(last, line) > 0.5:
        return line.x0 - last.x1 > ROW_GAP_HEIGHTS * last.height and not is_amount(line.text)
    if _is_apart(last, line, column) or _is_value_row(part) or _ENTRY.search(last.text):
        return True
    if _CUT_WORD.search(last.text) and line.text[:1].islower():
        return False
    short = column.right - last.x1
    stops = short > SHORT_LINE_SHARE * column.width and short > _first_word_width(line)
    centred = _are_centred(last, line, column)
    title = centred and line.bold and all(item.bold for item in part)
    if not title and _opens(part, line, after_end=stops or bool(_END.search(last.text))):
        return True
    if centred:
        return all(item.bold for item in part) != line.bold
    room = short > ROOM_SHARE * column.width and short > _first_word_width(line)
    begins = line.text[:1].isupper() and not _is_open(last.text.strip())
    new_weight = all(item.bold != line.bold for item in part) and (room or (begins and last.bold))
    return new_weight or stops or (room and begins) or _is_indented(part, line, column)


def _is_open(text: str) -> bool:
    """Whether a line cannot be the last of its paragraph: after « de », within brackets, within a list of names."""
    return text.endswith(",") or text.count("(") > text.count(")") or bool(_UNFINISHED.search(text))


def _opens(part: Sequence[PrintedLine], line: PrintedLine, *, after_end: bool) -> bool:
    """Whether a line begins like an article, a visa, a vote or an item; a dash may also go on with a sentence.

    Not where the paragraph begins with the same mark at the same place: that is the next item.
    """
    if _VOTE.match(line.text):
        return True
    if mark := BULLET.match(line.text):
        first = BULLET.match(part[0].text)
        again = first is not None and first[0] == mark[0] and abs(part[0].x0 - line.x0) < INDENT_PT / 2
        return after_end or again or not _INNER_DASH.match(line.text)
    return after_end and bool(_OPENER.match(line.text))


def _first_word_width(line: PrintedLine) -> float:
    """Width of a line's first word with its blank, in points: a line before it that leaves more room ends there."""
    text = line.text.strip()
    first = _FIRST_WORD.match(text)
    return line.width * (len(first[0] if first else text) + 1) / max(len(text), 1)


def _is_apart(last: PrintedLine, line: PrintedLine, column: Column) -> bool:
    """Whether a wide gap or another type size parts two lines.

    The box of a line reaches as far as its tails and accents do. Tails may hide a gap between lower edges; upper ones
    show it, unless an accent on a capital, or a scan, has moved them.
    """
    step = line.bottom - last.bottom
    if column.size_change == SIZE_CHANGE_SHARE and not _ACCENTED_CAPITAL.search(last.text):
        step = max(step, line.top - last.top)
    return step > GAP_LEADINGS * max(column.leading, 1.05 * last.size) or abs(
        line.size - last.size
    ) > column.size_change * max(last.size, 1)


def _is_value_row(part: Sequence[PrintedLine]) -> bool:
    """Whether the last line is a label with its amount apart: a row of its own."""
    if len(part) < 2 or shared_height(part[-2], part[-1]) <= 0.5:
        return False
    return part[-1].x0 - part[-2].x1 > ROW_GAP_HEIGHTS * part[-1].height and is_amount(part[-1].text)


def _is_indented(part: Sequence[PrintedLine], line: PrintedLine, column: Column) -> bool:
    """Whether a first line is set in, or a line comes back out from under an item that hangs or from the far right."""
    last = part[-1]
    begin = _begin_beside(part, line)
    if line.x0 - begin > INDENT_PT:
        is_full = column.right - last.x1 <= SHORT_LINE_SHARE / 2 * column.width and not _FULL_STOP.search(last.text)
        is_left = begin - column.left <= column.width / 2  # else both lines end at the right, as signatures do
        hanging = len(part) == 1 and (BULLET.match(part[0].text) or (is_full and is_left))
        return not hanging
    if begin - line.x0 > MAX_INDENT_PT:
        return True
    aligned = len(part) > 1 and (len(part) == 2 or abs(last.x0 - part[-2].x0) < INDENT_PT)
    hung = aligned and last.x0 - part[0].x0 > INDENT_PT and BULLET.match(part[0].text)
    return bool(hung) and last.x0 - line.x0 > INDENT_PT


def _begin_beside(part: Sequence[PrintedLine], line: PrintedLine) -> float:
    """Where the last line begins, or a run-in title close before it if `line` begins nearer to that."""
    begins = [part[-1].x0]
    for piece, last in zip(part[-2::-1], part[:0:-1], strict=True):
        close = last.x0 - piece.x1 < RUN_IN_GAP_HEIGHTS * last.height
        if shared_height(piece, last) <= 0.5 or not close or is_amount(last.text):
            break
        begins.append(piece.x0)
    return min(begins, key=lambda x0: abs(line.x0 - x0))


def _is_centred(line: PrintedLine, column: Column) -> bool:
    """Whether a line stands in the middle of the column, clear of its left side."""
    off = abs((line.x0 + line.x1) / 2 - (column.left + column.right) / 2)
    return off < CENTRE_SHARE * column.width and line.x0 > column.left + INDENT_PT


def _are_centred(last: PrintedLine, line: PrintedLine, column: Column) -> bool:
    """Whether two lines stand in the middle of the column, as those of a title do."""
    same = abs(last.x0 + last.x1 - line.x0 - line.x1) / 2 < INDENT_PT
    return same and _is_centred(last, column) and _is_centred(line, column)


def continues(last: Block, following: Block) -> bool:
    """Whether a paragraph goes on after a page or column break: no end before, no beginning after."""
    before, after = last.lines[-1].text.rstrip(), following.lines[0].text.strip()
    if last.role == following.role == "note":
        one, two = last.lines[-1], following.lines[0]
        return is_unfinished(before) and not opens_note(following.lines, 0) and (one.page < two.page or one.x1 < two.x0)
    if last.role == following.role == "heading":
        overleaf = last.lines[-1].page < following.lines[0].page
        return overleaf and last.rank == following.rank and (after[:1].islower() or bool(_UNFINISHED.search(before)))
    if following.role != "body" or last.role not in ("body", "list"):
        return False
    if before.endswith("-") and before[-2:-1].isalpha():
        return True
    return not re.search(r"[.!?…:;»]$", before) and after[:1].islower()
