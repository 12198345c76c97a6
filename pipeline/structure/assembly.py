"""The pages of one document into its blocks: furniture apart, paragraphs whole across pages, levels of headings."""

from collections.abc import Iterator, Sequence

from pipeline.records import Page, Role
from pipeline.structure.furniture import running_places
from pipeline.structure.lines import LEADER, Body, Place, PrintedLine, body_of, body_size, printed_lines
from pipeline.structure.notes import is_notes_title, is_unfinished, note_calls, opens_note
from pipeline.structure.paragraphs import Block, blocks, continues
from pipeline.structure.repeated import repeated_places
from pipeline.structure.stamps import stamp_places
from pipeline.text.noise import garbage

MAX_LEVEL = 6
PAGE_SIZE_SHARE = 0.15
"""Of the body size: one type measures 12.5 on a page and 13.5 on the next, and headings are 1.3 times as large."""


def assembled(pages: Sequence[Page], *, top_share: float, bottom_share: float) -> list[Block]:
    """The blocks of one document, in reading order.

    Args:
        pages: of the document, in order.
        top_share: share of the height in which running heads are looked for, 0 to 0.5.
        bottom_share: the same for running feet.

    Returns:
        Every printed line stands in exactly one block.
    """
    lines = [printed_lines(page) for page in pages]
    heights = {page.page: page.height_pt or 0.0 for page in pages}
    stamps = {place for page in lines for place in stamp_places(page)}
    scanned = frozenset(page.page for page in pages if page.origin == "ocr")
    running = running_places(lines, heights, stamps, top_share=top_share, bottom_share=bottom_share, scanned=scanned)
    running |= repeated_places(lines)
    return _with_endnotes(_mended(_page_by_page(pages, lines, stamps, running)))


def heading_levels(parts: Sequence[Block]) -> dict[tuple[float, bool], int]:
    """Heading level of each type size and weight: the largest is 1, and bold stands above regular."""
    ranks = sorted({block.rank for block in parts if block.role == "heading"}, reverse=True)
    return {rank: min(number, MAX_LEVEL) for number, rank in enumerate(ranks, start=1)}


def left_out(parts: Sequence[Block]) -> dict[Place, list[tuple[int, int]]]:
    """Bounds of what is no text within each line: note calls, and the dots of a table of contents."""
    roles = ("note", "running", "stamp", "noise")
    text = [line for block in parts if block.role not in roles for line in block.lines]
    found = note_calls(text, (block.lines[0] for block in parts if block.role == "note"))
    for line in text:
        if leaders := [match.span() for match in LEADER.finditer(line.text)]:
            found[line.page, line.start] = sorted(found.get((line.page, line.start), []) + leaders)
    return found


def _page_by_page(
    pages: Sequence[Page], lines: Sequence[Sequence[PrintedLine]], stamps: set[Place], running: set[Place]
) -> Iterator[Block]:
    """Blocks page by page; what stands in the margins first or last, where it is printed."""
    marked = stamps | running
    body = body_of(line for page in lines for line in page if (line.page, line.start) not in marked)
    in_note = False
    for page, page_lines in zip(pages, lines, strict=True):
        kept = []
        heads: list[PrintedLine] = []
        feet: list[PrintedLine] = []
        stamp: list[PrintedLine] = []
        noise: list[PrintedLine] = []
        for number, line in enumerate(page_lines):
            place = (line.page, line.start)
            if place in stamps:
                stamp.append(line)
            elif page.origin == "ocr" and garbage(line.text):
                noise.append(line)
            elif place in running:
                upper = line.top < (page.height_pt or 0) / 2 if line.is_placed else number < len(page_lines) / 2
                (heads if upper else feet).append(line)
            else:
                kept.append(line)
        yield from (Block(role, part) for role, part in _furniture(stamp, heads) if part)
        set_as = _as_scanned(body, kept) if page.origin == "ocr" else body
        found = blocks(kept, page.height_pt or 0.0, set_as, in_note=in_note)
        yield from found
        in_note = bool(found) and found[-1].role == "note" and is_unfinished(found[-1].lines[-1].text)
        yield from (Block("noise", [line]) for line in noise)
        if feet:
            yield Block("running", feet)


def _as_scanned(body: Body, lines: Sequence[PrintedLine]) -> Body:
    """How the text of a scanned page is set: in the size measured on that page, where it may be the document's."""
    own = body_size(lines)
    same = abs(own - body.size) <= PAGE_SIZE_SHARE * body.size
    return Body(own if same else body.size, body.bold, scanned=True)


def _furniture(stamp: list[PrintedLine], heads: list[PrintedLine]) -> list[tuple[Role, list[PrintedLine]]]:
    """The stamp read row by row, so that a label meets its value; the heads as they come."""
    rows: list[list[PrintedLine]] = []
    for line in sorted(stamp, key=lambda line: line.top + line.bottom):
        if rows and line.is_placed and (line.top + line.bottom) / 2 < rows[-1][0].bottom:
            rows[-1].append(line)
        else:
            rows.append([line])
    read = [line for row in rows for line in sorted(row, key=lambda line: line.x0)]
    return [("running", heads), ("stamp", read)]


def _mended(parts: Iterator[Block]) -> list[Block]:
    """Paragraphs and notes cut by a page, a column or a footnote made whole."""
    mended: list[Block] = []
    open_at: dict[bool, int] = {}  # the last paragraph, and the last note, that could go on
    for block in parts:
        is_note = block.role == "note"
        if is_note in open_at and continues(mended[open_at[is_note]], block):
            mended[open_at[is_note]].lines.extend(block.lines)
            continue
        if block.role in ("body", "list", "heading", "note"):
            open_at[is_note] = len(mended)
        mended.append(block)
    return mended


def _with_endnotes(parts: list[Block]) -> list[Block]:
    """Paragraphs that begin with a call, after a heading « Notes », made notes; the next heading ends them."""
    found = []
    in_notes = False
    for block in parts:
        if block.role == "heading":
            in_notes = is_notes_title(" ".join(line.text for line in block.lines))
        noted = in_notes and block.role in ("body", "list") and opens_note(block.lines, 0)
        found.append(block._replace(role="note") if noted else block)
    return found
