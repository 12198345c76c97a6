"""Pages into passages: page furniture marked, lines joined into paragraphs, words mended, sentences found.

Nothing is thrown away: running heads and stamps become passages of their own role. Every character of a passage
either stands on its page, letter for letter, or was inserted, and `runs` says which.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from pipeline import store
from pipeline.jobs import Job, Outcome
from pipeline.records import Page, Passage, Role
from pipeline.settings import CleanSection
from pipeline.text.furniture import Place, running_places, stamp_places
from pipeline.text.hyphens import keeps_hyphen, vocabulary
from pipeline.text.lines import PrintedLine, body_size, printed_lines
from pipeline.text.paragraphs import Block, blocks, continues
from pipeline.text.sentences import sentences
from pipeline.text.spans import Builder
from pipeline.text.tokens import words

MAX_LEVEL = 6
_NOTE_NUMBER = re.compile(r"\s*[(\[]?(\d{1,3})(?!\d)")
_NOTE_CALL = re.compile(r"([^\W\d_]{3}[,;:!?»”\"')\]]?|[^\W\d_]{5}[.…»”\"')\]]{1,2})(\d{1,3})(?![\w-])")
"""A number glued to a word or to its punctuation. Not after one or two letters (m2, CO2), nor after an abbreviation
and its full stop (art.3): those keep their figure even when a note of that number stands on the page."""


def passages_of(pages: Sequence[Page], settings: CleanSection) -> list[Passage]:
    """The passages of one document, in reading order.

    Args:
        pages: of one document, in order.
        settings: margins in which running heads and feet are looked for.
    """
    if not pages:
        return []
    lines = [printed_lines(page) for page in pages]
    heights = {page.page: page.height_pt or 0.0 for page in pages}
    stamps = {place for page in lines for place in stamp_places(page)}
    running = running_places(
        lines, heights, stamps, top_share=settings.top_margin_share, bottom_share=settings.bottom_margin_share
    )
    parts = _mended(_blocks(pages, lines, stamps, running))
    known = vocabulary(line.text for page in lines for line in page)
    levels = _levels(parts)
    calls = _note_calls(parts)
    made = [_passage(pages[0].doc_id, block, levels, known, calls) for block in parts]
    return [_numbered(passage, number) for number, passage in enumerate(passage for passage in made if passage.text)]


def _blocks(
    pages: Sequence[Page], lines: Sequence[Sequence[PrintedLine]], stamps: set[Place], running: set[Place]
) -> Iterator[Block]:
    """Blocks page by page; what stands in the margins first or last, where it is printed."""
    marked = stamps | running
    body = body_size(line for page in lines for line in page if (line.page, line.start) not in marked)
    for page, page_lines in zip(pages, lines, strict=True):
        kept = []
        heads: list[PrintedLine] = []
        feet: list[PrintedLine] = []
        stamp: list[PrintedLine] = []
        for line in page_lines:
            place = (line.page, line.start)
            if place in stamps:
                stamp.append(line)
            elif place in running:
                (heads if line.top < (page.height_pt or 0) / 2 else feet).append(line)
            else:
                kept.append(line)
        yield from (Block(role, part) for role, part in _furniture(stamp, heads) if part)
        yield from blocks(kept, page.height_pt or 0.0, body)
        if feet:
            yield Block("running", feet)


def _furniture(stamp: list[PrintedLine], heads: list[PrintedLine]) -> list[tuple[Role, list[PrintedLine]]]:
    """The stamp read row by row, so that a label meets its value; the heads as they come."""
    rows: list[list[PrintedLine]] = []
    for line in sorted(stamp, key=lambda line: line.top + line.bottom):
        if rows and line.is_placed and (line.top + line.bottom) / 2 < rows[-1][0].bottom:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [("stamp", [line for row in rows for line in sorted(row, key=lambda line: line.x0)]), ("running", heads)]


def _mended(parts: Iterator[Block]) -> list[Block]:
    """Paragraphs cut by a page, a column or a footnote made whole."""
    mended: list[Block] = []
    open_at: int | None = None  # the last paragraph that could go on
    for block in parts:
        if open_at is not None and continues(mended[open_at], block):
            mended[open_at].lines.extend(block.lines)
            continue
        if block.role in ("body", "list", "heading"):
            open_at = len(mended)
        mended.append(block)
    return mended


def _levels(parts: Sequence[Block]) -> dict[float, int]:
    """Heading level of each type size: the largest is 1."""
    sizes = sorted({block.size for block in parts if block.role == "heading"}, reverse=True)
    return {size: min(rank, MAX_LEVEL) for rank, size in enumerate(sizes, start=1)}


def _note_calls(parts: Sequence[Block]) -> dict[int, frozenset[str]]:
    """Numbers of the footnotes on each page: the calls to look for in its text."""
    numbers: dict[int, set[str]] = defaultdict(set)
    for block in parts:
        found = _NOTE_NUMBER.match(block.lines[0].text) if block.role == "note" else None
        if found:
            numbers[block.lines[0].page].add(found.group(1))
    return {page: frozenset(found) for page, found in numbers.items()}


def _passage(
    doc_id: str, block: Block, levels: dict[float, int], known: Counter[str], calls: dict[int, frozenset[str]]
) -> Passage:
    builder = Builder()
    for line in block.lines:
        _append(builder, line, known, calls.get(line.page, frozenset()) if block.role != "note" else frozenset())
    text, runs = builder.finished()
    return Passage(
        doc_id=doc_id,
        passage_id="",
        page_first=min(line.page for line in block.lines),
        page_last=max(line.page for line in block.lines),
        role=block.role,
        level=levels[block.size] if block.role == "heading" else None,
        text=text,
        sentences=sentences(text),
        words=words(text),
        runs=runs,
    )


def _append(builder: Builder, line: PrintedLine, known: Counter[str], calls: frozenset[str]) -> None:
    """Join a line to the paragraph: with a blank, or to the first half of its word; without its note calls."""
    text = line.text.strip()
    start = line.start + line.text.index(text)
    if builder.ends_with_word_hyphen() and text[:1].isalnum():
        if not keeps_hyphen(builder.last_word(), text, known):
            builder.drop_last()
    else:
        builder.insert(" ")
    shows_soft_hyphen = text.endswith("\u00ad")  # invisible, but at a line end
    done = 0
    for call in _NOTE_CALL.finditer(text) if calls else ():
        if call.group(2) in calls:
            builder.add(line.page, start + done, text[done : call.start(2)])
            done = call.end(2)
    builder.add(line.page, start + done, text[done:])
    if shows_soft_hyphen:
        builder.insert("-")


def _numbered(passage: Passage, number: int) -> Passage:
    values = {name: getattr(passage, name) for name in passage.__struct_fields__}
    return Passage(**(values | {"passage_id": f"{passage.doc_id}:p{number}"}))


def run(job: Job) -> Outcome:
    """Clean one document."""
    doc_id = job.document.doc_id
    pages = store.read_all(job.corpus.path("pages", doc_id), Page)
    passages = passages_of(pages, job.settings["clean"])
    written = store.write(job.corpus.path("passages", doc_id), passages)
    counted = [passage for passage in passages if passage.role not in ("running", "stamp")]
    return Outcome.done(
        written,
        counts={
            "passages": len(passages),
            "words": sum(passage.words for passage in counted),
            "sentences": sum(len(passage.sentences) for passage in counted),
        },
    )
