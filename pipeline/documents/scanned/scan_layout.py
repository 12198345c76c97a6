"""From the words read on an image to lines in the order of reading.

Tesseract finds blocks by the white between them, so it reads the columns of minutes (who reports, number, title)
one after the other. Here the words are cut into segments as printed text is, and ordered by where they stand.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from pipeline.documents.printed.layout import Segment, in_reading_order
from pipeline.documents.scanned.scan_words import LIST_SIGNS, NUMBER, Word, segments_of

EDGE_PT = 5
MIN_ITEMS = 2
MAX_LABEL_SHARE = 0.75
"""Labels in a margin stand beside some of the lines (a name of two lines beside items of three lines); lines of a
second column stand beside nearly all."""
FULL_SHARE = 0.5
MIN_BLOCK_LINES = 2
MIN_GUTTER_PT = 30
MAX_LEVEL_SHARE = 0.6
"""Bounds of a letterhead: half of the lines of the first pages of minutes stand on common baselines by chance."""
MIN_LIST_ROWS = 3
MIN_STAMP_LINES = 3
STAMP_GAP = 3
"""In line heights: the white at the left of a stamp."""
FOLIO = re.compile(r"(?:[Pp]age |[-–—] ?)?\d{1,4}(?: ?[-–—]| ?/ ?\d{1,4}| sur \d{1,4})?")


def ordered(words: Sequence[Word]) -> list[Segment]:
    """Printed lines in the order of reading.

    Args:
        words: of one page, those of a line together.

    Returns:
        Segments of at most one printed line each, specks and rules left out.
    """
    segments, folio = _folio_apart(segments_of(words))
    items = _items(segments)
    starts = [min(label.top for label in labels) for labels in items]
    in_margin = {label for labels in items for label in labels}
    found: list[Segment] = []
    head = _letterhead([segment for segment in segments if not starts or segment.bottom < starts[0]])
    found += head
    segments = [segment for segment in segments if segment not in head]
    for labels, since, until in zip([[], *items], [float("-inf"), *starts], [*starts, float("inf")], strict=True):
        beside = [other for other in segments if other not in in_margin and since <= other.centre < until]
        found += labels + _in_order(beside)
    return found + folio


def _letterhead(segments: Sequence[Segment]) -> list[Segment]:
    """Two blocks side by side at the head of a page, above the first full line: the left one, then the right one.

    Lines of a table stand on common baselines, lines of two blocks do not.
    """
    if len(segments) < 2 * MIN_BLOCK_LINES:
        return []
    begin, end = min(segment.x0 for segment in segments), max(segment.x1 for segment in segments)
    full = min((s.top for s in segments if s.x1 - s.x0 > FULL_SHARE * (end - begin)), default=float("-inf"))
    head = sorted((segment for segment in segments if segment.centre < full), key=lambda segment: segment.x0)
    gaps = [
        (following.x0 - max(other.x1 for other in head[:number]), number)
        for number, following in enumerate(head[1:], start=1)
    ]
    gap, number = max(gaps, default=(0.0, 0))
    left, right = head[:number], head[number:]
    if min(len(left), len(right)) < MIN_BLOCK_LINES or gap < MIN_GUTTER_PT:
        return []
    foot = min(max(line.bottom for line in side) for side in (left, right))
    blocks = [
        [line for line in sorted(side, key=lambda line: line.centre) if line.top < foot] for side in (left, right)
    ]
    fewer, more = sorted(blocks, key=len)
    level = sum(any(abs(line.bottom - other.bottom) < 0.2 * line.height for other in more) for line in fewer)
    return blocks[0] + blocks[1] if level <= MAX_LEVEL_SHARE * len(fewer) else []


def _folio_apart(segments: list[Segment]) -> tuple[list[Segment], list[Segment]]:
    """The segments, and apart from them a page number alone at the foot: it belongs to no column."""
    lowest = max(segments, key=lambda segment: segment.bottom, default=None)
    if lowest is None or not FOLIO.fullmatch(lowest.text):
        return segments, []
    rest = [segment for segment in segments if segment is not lowest]
    is_alone = all(lowest.top - other.bottom > lowest.height for other in rest)
    return (rest, [lowest]) if is_alone else (segments, [])


def _in_order(segments: Sequence[Segment]) -> list[Segment]:
    """Segments of a part of a page without labels in its margin."""
    stamp = _stamp(segments)
    rest = [segment for segment in segments if segment not in stamp]
    lists = _side_by_side_lists(rest)
    if lists:
        last = max(line.centre for line in lists)
        above = [segment for segment in rest if segment not in lists and segment.centre < last]
        below = [segment for segment in rest if segment.centre > last]
        return _in_order(above) + lists + _in_order(below)
    found = in_reading_order(rest, trust_file=False)
    if not stamp:
        return found
    above = [line for line in found if line.top < stamp[-1].bottom]
    return above + stamp + found[len(above) :]


def _items(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Labels that stand in a margin beside the first line of what they belong to, from top to bottom.

    The rows of minutes are such items: who reports and a number at the left, then title and vote. Labels are told
    from a second column by their lines: they stand beside few of the lines of the main column.
    """
    edge = _main_edge(segments)
    main = [segment for segment in segments if abs(segment.x0 - edge) <= EDGE_PT]
    items: list[list[Segment]] = []
    for row in _rows(segment for segment in segments if segment.x1 <= edge):
        continues = bool(items) and row[0].top - items[-1][-1].bottom < 0.8 * row[0].height
        is_new = not continues or len(row) > 1 or any(NUMBER.fullmatch(label.text) for label in row)
        if is_new and any(_beside_any(label, main) for label in row):
            items.append(row)
        elif continues:
            items[-1] += row
    labels = [label for row in items for label in row]
    span = [line for line in main if items and line.bottom > items[0][0].top]
    if len(items) < MIN_ITEMS or sum(_beside_any(line, labels) for line in span) > MAX_LABEL_SHARE * len(span):
        return []
    return [sorted(row, key=_by_column(row)) for row in items]


def _main_edge(segments: Sequence[Segment]) -> float:
    """Where most lines begin, in points."""
    counts = {s.x0: sum(abs(s.x0 - other.x0) <= EDGE_PT for other in segments) for s in segments}
    return max(counts, key=lambda x0: (counts[x0], -x0), default=0.0)


def _rows(segments: Iterable[Segment]) -> Iterator[list[Segment]]:
    """Segments from top to bottom, those side by side together, from left to right."""
    row: list[Segment] = []
    for segment in sorted(segments, key=lambda segment: (segment.centre, segment.x0)):
        if row and not _side_by_side(row[0], segment):
            yield sorted(row, key=lambda item: item.x0)
            row = []
        row.append(segment)
    if row:
        yield sorted(row, key=lambda item: item.x0)


def _side_by_side(one: Segment, other: Segment) -> bool:
    overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
    return overlap > 0.5 * min(one.height, other.height)


def _beside_any(line: Segment, others: Iterable[Segment]) -> bool:
    return any(_side_by_side(line, other) for other in others)


def _by_column(labels: Sequence[Segment]) -> Callable[[Segment], tuple[int, float]]:
    """Sort key: columns of labels from left to right, each from top to bottom."""
    column: dict[Segment, int] = {}
    number, end = 0, float("-inf")
    for label in sorted(labels, key=lambda label: label.x0):
        number += label.x0 > end
        end = max(end, label.x1)
        column[label] = number
    return lambda label: (column[label], label.top)


def _side_by_side_lists(segments: Sequence[Segment]) -> list[Segment]:
    """The first two lists that stand side by side, with what heads them: the left one, then the right one.

    Signs of a list tell them from labels and amounts, which are read row by row.
    """
    found: list[list[Segment]] = []
    for row in _rows(segments):
        is_pair = len(row) == 2 and (not found or all(_aligned(*pair) for pair in zip(row, found[-1], strict=True)))
        if is_pair:
            found.append(row)
        elif _signed(found) >= MIN_LIST_ROWS:
            break
        else:
            found = [row] if len(row) == 2 else []
    if _signed(found) < MIN_LIST_ROWS:
        return []
    return [row[0] for row in found] + [row[1] for row in found]


def _signed(rows: Sequence[Sequence[Segment]]) -> int:
    """Rows whose both sides begin with a sign of a list."""
    return sum(all(side.text[:1] in LIST_SIGNS for side in row) for row in rows)


def _aligned(segment: Segment, above: Segment) -> bool:
    """Whether two lines may belong to one list: they begin near one another, as far as a sign and its blank."""
    return abs(segment.x0 - above.x0) < 2 * above.size and segment.top - above.bottom < 1.5 * above.height


def _stamp(segments: Sequence[Segment]) -> list[Segment]:
    """Tight lines at the right of fewer lines, as a receipt is stamped: read after what stands at its left."""
    for block in _tight_blocks(segments):
        top, bottom, left = block[0].top, block[-1].bottom, min(line.x0 for line in block)
        beside = [line for line in segments if line not in block and line.top < bottom and line.bottom > top]
        is_apart = all(line.x1 + STAMP_GAP * line.height < left for line in beside)
        if len(block) >= MIN_STAMP_LINES and 0 < 2 * len(beside) <= len(block) and is_apart:
            return block
    return []


def _tight_blocks(segments: Iterable[Segment]) -> list[list[Segment]]:
    """Lines that follow one another closely, one below the other."""
    blocks: list[list[Segment]] = []
    for line in sorted(segments, key=lambda line: line.centre):
        for block in blocks:
            last = block[-1]
            is_below = -0.5 * last.height < line.top - last.bottom < 0.8 * last.height
            if is_below and min(line.x1, last.x1) > max(line.x0, last.x0):
                block.append(line)
                break
        else:
            blocks.append([line])
    return blocks
