"""What comes back on page after page without belonging to the text: running heads and feet, watermarks."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from pipeline.structure.folios import folio_places, leads_text
from pipeline.structure.lines import Place, PrintedLine, body_size, shared_height

HEIGHT_TOLERANCE_PT = 3.0
"""Running lines stand at one height to a hair; the last line of a column wanders by whole lines."""
SCAN_TOLERANCE_PT = 14.0
"""The same on paper laid askew on a scanner, once set straight: a line's height either way."""
HEAD_SIZE = 1.2
"""Times the body size; a repeated title set larger than that is a title."""
MIN_GAP_HEIGHTS = 0.6
"""Of white between running lines and text; lines of one paragraph are closer (0 to 0.5, double-spaced type too)."""
MIN_STRETCH_PAGES = 3
"""Pages in a row, or on one side of the sheet, that make a head of an annex or a chapter."""
MAX_SHORT_PAGES = 6
"""Below, a head of the left or right pages alone comes back only twice."""
SURE_SHARE = 0.8
SURE_PAGES = 5
"""A line that comes back on that share of the pages, and on so many, is running however near the text is."""
SMALL_SHARE = 0.9
LONE_GAP_HEIGHTS = 1.6
LONE_TOP_SHARE = 0.09
SCAN_TOP_SHARE = 0.06
SCAN_GAP_HEIGHTS = 2.5
MAX_LONE_CHARACTERS = 90
"""A head seen once (a page scanned alone, the title of a chapter): one small line at the top edge, clear of the text."""
WATERMARK_SIZE = 2.5
"""Times the body size; repeated at one place on half the pages, such letters are no heading."""

_NUMBER = re.compile(r"\d+")
_CLOSED = re.compile(r"[.;:,!?]\s*$|,\s+le\s|^(?:Adopté|(?:Pour|Contre|Abstentions?)\s*:)")
"""A sentence, the place and date of a letter, or the end of a vote that begins overleaf."""


def running_places(
    pages: Sequence[Sequence[PrintedLine]],
    heights: Mapping[int, float],
    skipped: set[Place],
    *,
    top_share: float,
    bottom_share: float,
    scanned: AbstractSet[int] = frozenset(),
) -> set[Place]:
    """Running heads and feet, page numbers and watermarks of a document.

    A line in a margin is running when its text, numbers masked, stands at the same height on half the pages, on half
    those of its side, or on three in a row, and each number is constant or follows the pages. From each edge inward,
    the first row that is not running ends the search, and white must part it from the text: titles that look alike
    stay, and so do votes that happen to end several pages.

    Args:
        pages: lines of each page; those without a place on paper are never running.
        heights: height of each page in points, by page number.
        skipped: stamps, which the search walks over.
        top_share: share of the height looked at from the top, 0 to 0.5.
        bottom_share: the same from the bottom.
        scanned: pages read by OCR, whose heights and sizes are estimates.

    Returns:
        The places of those lines.
    """
    placed = [[line for line in lines if line.is_placed and (line.page, line.start) not in skipped] for lines in pages]
    body = body_size(line for lines in placed for line in lines)
    margins = [
        [
            line
            for line in lines
            if _in_margin(line, heights, top_share, bottom_share)
            and line.size <= HEAD_SIZE * body
            and not (line.text.strip().isdigit() and any(leads_text(line, other) for other in lines))
        ]
        for lines in placed
    ]
    sure, likely = _repeated(margins, sum(map(bool, placed)), SCAN_TOLERANCE_PT if scanned else HEIGHT_TOLERANCE_PT)
    likely |= _echoes(margins, placed)
    folios = folio_places(placed, heights)
    running: set[Place] = set()
    for lines in placed:
        known = folios | _without_tables(lines, sure | likely)
        rows = _rows(lines)
        inside = [_in_margin(row[0], heights, top_share, bottom_share) for row in rows]
        for step in (1, -1):
            running |= _from_edge(rows[::step], inside[::step], known, sure | folios)
        running |= _lone_head(rows, heights, body, scanned)
    return running | _watermarks(placed, body)


def _in_margin(line: PrintedLine, heights: Mapping[int, float], top_share: float, bottom_share: float) -> bool:
    height = heights.get(line.page, 0)
    return line.bottom <= top_share * height or line.bottom >= (1 - bottom_share) * height > 0


def _rows(lines: Sequence[PrintedLine]) -> list[list[PrintedLine]]:
    """Lines that stand side by side, from top to bottom."""
    rows: list[list[PrintedLine]] = []
    for line in sorted(lines, key=lambda line: (line.top + line.bottom, line.x0)):
        if rows and shared_height(rows[-1][0], line) > 0.5:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _from_edge(
    rows: Sequence[list[PrintedLine]], inside: Sequence[bool], known: set[Place], sure: set[Place]
) -> set[Place]:
    """Running lines from one edge inward; rows come in that order.

    What stands beside a running line belongs to it, such as a date or the title of a chapter at the other end.
    """
    found: list[list[PrintedLine]] = []
    for row, in_margin in zip(rows, inside, strict=True):
        if not in_margin or not any((line.page, line.start) in known for line in row):
            break
        found.append(row)
    while found and len(found) < len(rows):
        apart = _white(found[-1], rows[len(found)]) >= MIN_GAP_HEIGHTS * min(line.height for line in found[-1])
        if apart or any((line.page, line.start) in sure for line in found[-1]):
            break
        found.pop()
    whole = len(found) < len(rows) and found and _white(found[-1], rows[len(found)]) > 0
    return {(line.page, line.start) for row in found for line in row if whole or (line.page, line.start) in known}


def _white(one: Sequence[PrintedLine], two: Sequence[PrintedLine]) -> float:
    """White between two rows, in points."""
    tops, bottoms = zip(*((min(i.top for i in row), max(i.bottom for i in row)) for row in (one, two)), strict=True)
    return float(max(tops) - min(bottoms))


def _without_tables(lines: Sequence[PrintedLine], places: set[Place]) -> set[Place]:
    """The places without those of a ruled table that holds more: the heads of its columns, printed on every page."""
    held = {line.cell[0] for line in lines if line.cell and (line.page, line.start) not in places}
    return places - {(line.page, line.start) for line in lines if line.cell and line.cell[0] in held}


def _repeated(
    margins: Sequence[Sequence[PrintedLine]], count: int, tolerance_pt: float
) -> tuple[set[Place], set[Place]]:
    """Margin lines whose masked text comes back at one height: on nearly all pages, and on enough pages."""
    texts: defaultdict[str, list[PrintedLine]] = defaultdict(list)
    for lines in margins:
        for line in lines:
            texts[_NUMBER.sub("#", " ".join(line.text.lower().split()))].append(line)
    sure: set[Place] = set()
    likely: set[Place] = set()
    halves: list[list[PrintedLine]] = []
    for same in texts.values():
        for height in {round(line.bottom, 1) for line in same}:
            group = [line for line in same if abs(line.bottom - height) <= tolerance_pt]
            pages = sorted({line.page for line in group})
            if not numbers_follow(group):
                continue
            if are_enough(pages, count):
                often = len(pages) >= max(SURE_PAGES, SURE_SHARE * count)
                level = {(line.page, line.start) for line in same if round(line.bottom, 1) == height}
                (sure if often else likely).update(level)
            elif count < MAX_SHORT_PAGES and len(pages) > 1 and not group[0].bold:
                halves.append(group)
    return sure, likely | _facing(halves, tolerance_pt)


def _facing(groups: Sequence[Sequence[PrintedLine]], tolerance_pt: float) -> set[Place]:
    """Heads of left and right pages in a short document: two lines that take turns at one height."""
    found: set[Place] = set()
    for pair in itertools.combinations(groups, 2):
        sides = [{line.page % 2 for line in group} for group in pair]
        level = abs(pair[0][0].bottom - pair[1][0].bottom) <= tolerance_pt
        if level and sorted(map(sorted, sides)) == [[0], [1]]:
            found |= {(line.page, line.start) for group in pair for line in group}
    return found


def _echoes(margins: Sequence[Sequence[PrintedLine]], pages: Sequence[Sequence[PrintedLine]]) -> set[Place]:
    """Margin lines that repeat a title set larger on their page or an earlier one: heads of a short chapter."""
    titles: dict[str, float] = {}
    found: set[Place] = set()
    for lines, margin in zip(pages, margins, strict=True):
        for line in lines:
            text = line.text.strip().lower()
            titles[text] = max(line.size, titles.get(text, 0.0))
        found |= {
            (line.page, line.start) for line in margin if titles[line.text.strip().lower()] > HEAD_SIZE * line.size
        }
    return found


def are_enough(pages: Sequence[int], count: int) -> bool:
    """Whether lines on these pages are running in a document of so many."""
    if len(pages) >= max(2 if count < 4 else 3, count / 2):
        return True
    sides = [[page for page in pages if page % 2 == side] for side in (0, 1)]
    if max(map(len, sides)) >= max(3, count / 4):
        return True
    return any(_has_stretch(run, step) for run, step in ((pages, 1), (sides[0], 2), (sides[1], 2)))


def _has_stretch(pages: Sequence[int], step: int) -> bool:
    far = (MIN_STRETCH_PAGES - 1) * step
    return any(page + far == other for page, other in zip(pages, pages[MIN_STRETCH_PAGES - 1 :], strict=False))


def numbers_follow(lines: Iterable[PrintedLine]) -> bool:
    """Whether each number of like lines is constant, or counts the pages (30 % of them may differ)."""
    lines = list(lines)
    for column in zip(*(_NUMBER.findall(line.text) for line in lines), strict=False):
        values = [int(value[:9]) for value in column]
        offsets = {value - line.page for value, line in zip(values, lines, strict=True)}
        if len(set(values)) > 1 and len(offsets) > max(1, 0.3 * len(lines)):
            return False
    return True


def _lone_head(
    rows: Sequence[list[PrintedLine]], heights: Mapping[int, float], body: float, scanned: AbstractSet[int]
) -> set[Place]:
    """A small line that stands alone at the top edge, clear of the text; on a scan any line at the very top."""
    if len(rows) < 2 or len(rows[0]) > 1:
        return set()
    (line,) = rows[0]
    text, height, white = line.text.strip(), heights.get(line.page, 0), _white(rows[0], rows[1]) / line.height
    small = line.bottom <= LONE_TOP_SHARE * height and line.size < SMALL_SHARE * body and white >= LONE_GAP_HEIGHTS
    topmost = line.page in scanned and line.bottom <= SCAN_TOP_SHARE * height and white >= SCAN_GAP_HEIGHTS
    alone = (
        (small or (topmost and line.size <= HEAD_SIZE * body))
        and len(text) <= MAX_LONE_CHARACTERS
        and not (line.cell or line.bold or text.isupper() or _CLOSED.search(text))
    )
    return {(line.page, line.start)} if alone else set()


def _watermarks(pages: Sequence[Sequence[PrintedLine]], body: float) -> set[Place]:
    """Huge letters at one place on half the pages."""
    groups: defaultdict[tuple[str, int, int], list[PrintedLine]] = defaultdict(list)
    for lines in pages:
        for line in lines:
            if line.size > WATERMARK_SIZE * body:
                groups[line.text, round(line.x0 / 20), round(line.top / 20)].append(line)
    enough = max(2, len(pages) / 2)
    return {(line.page, line.start) for lines in groups.values() if len(lines) >= enough for line in lines}
