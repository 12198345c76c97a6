"""Pages into passages: page furniture marked, lines joined into paragraphs, words mended, sentences found.

Nothing is thrown away: running heads, stamps and what OCR made of strokes become passages of their own role. Every
character of a passage stands on its page, perhaps in a less plain form, or joins two lines; `runs` says which.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from pipeline import store
from pipeline.jobs import Job, Outcome
from pipeline.records import Page, Passage, Run
from pipeline.settings import CleanSection
from pipeline.structure.assembly import assembled, heading_levels, left_out
from pipeline.structure.lines import Place, PrintedLine, printed_lines
from pipeline.structure.paragraphs import Block
from pipeline.text.hyphens import is_one_word, keeps_hyphen, vocabulary
from pipeline.text.language import MIN_WORDS, language_of
from pipeline.text.noise import MIN_LAYER_WORDS, garbage, is_another_alphabet, is_wrong_layer
from pipeline.text.sentences import sentences
from pipeline.text.spans import Builder
from pipeline.text.tokens import words


class _Document(NamedTuple):
    """What a passage needs to know of its document."""

    doc_id: str
    levels: dict[tuple[float, bool], int]  # heading level of each type size and weight
    known: Counter[str]  # words it prints whole
    left_out: dict[Place, list[tuple[int, int]]]  # bounds of note calls and of leading dots in each line
    confidences: dict[int, float]  # of the pages read by OCR


def passages_of(pages: Sequence[Page], settings: CleanSection) -> list[Passage]:
    """The passages of one document, in reading order.

    Args:
        pages: of one document, in order.
        settings: margins in which running heads and feet are looked for.
    """
    if not pages:
        return []
    parts = assembled(pages, top_share=settings.top_margin_share, bottom_share=settings.bottom_margin_share)
    document = _Document(
        pages[0].doc_id,
        heading_levels(parts),
        vocabulary(line.text for page in pages for line in printed_lines(page)),
        left_out(parts),
        {page.page: page.ocr_confidence for page in pages if page.ocr_confidence is not None},
    )
    made = [_passage(block, document) for block in parts]
    held = (passage for passage in made if passage.text.strip())
    return [replace(passage, passage_id=f"{passage.doc_id}:p{number}") for number, passage in enumerate(held)]


def _passage(block: Block, document: _Document) -> Passage:
    text, runs = _joined(block, document)
    pages = sorted({line.page for line in block.lines})
    confidences = [document.confidences[page] for page in pages if page in document.confidences]
    count = words(text)
    language = language_of(text) if count >= MIN_WORDS and block.role != "noise" else None
    reason = garbage(block.lines[0].text) if block.role == "noise" else None
    if language is None and block.role not in ("running", "stamp") and is_another_alphabet(text):
        reason = "another alphabet"
    elif language is None and count >= MIN_LAYER_WORDS and not confidences and is_wrong_layer(text):
        reason = "wrong letters"
    return Passage(
        doc_id=document.doc_id,
        passage_id="",
        page_first=pages[0],
        page_last=pages[-1],
        role="noise" if reason else block.role,
        level=document.levels[block.rank] if block.role == "heading" and not reason else None,
        text=text,
        sentences=[(0, len(text))] if block.role == "table" else sentences(text),
        words=count,
        runs=runs,
        language=language,
        ocr_confidence=sum(confidences) / len(confidences) if confidences else None,
        reason=reason,
    )


def _joined(block: Block, document: _Document) -> tuple[str, list[Run]]:
    """The lines of a block in clean text: words mended, or the cells of a row parted by tabs."""
    builder = Builder()
    last: PrintedLine | None = None
    for line in block.lines:
        if block.role == "table" and not (last and line.cell and line.cell == last.cell):
            builder.insert("\t" * _cells_between(last, line))
            builder.add_row(line.page, line.start, line.text)
        elif block.role == "table" and last and is_one_word(last.text, line.text, document.known):
            builder.add(line.page, line.start + len(line.text) - len(line.text.lstrip()), line.text.strip())
        else:
            _append(builder, line, document.known, document.left_out.get((line.page, line.start), ()))
        last = line
    return builder.finished()


def _cells_between(last: PrintedLine | None, line: PrintedLine) -> int:
    """How many tabs part a line of a row from the line before: empty cells count where the columns are known."""
    least = 1 if last else 0
    if line.cell is None:
        return least
    return max(line.cell[2] - (last.cell[2] if last and last.cell else 0), least)


def _append(builder: Builder, line: PrintedLine, known: Counter[str], dropped: Sequence[tuple[int, int]]) -> None:
    """Join a line to the paragraph: with a blank, or to the first half of its word; without what is no text."""
    text = line.text.rstrip()
    done = len(text) - len(text.lstrip())
    if builder.ends_with_word_hyphen() and text[done : done + 1].isalnum():
        if not keeps_hyphen(builder.last_word(), text[done:], known):
            builder.drop_last()
    else:
        builder.insert(" ")
    shows_soft_hyphen = text.endswith("\u00ad")  # invisible, but at a line end
    for start, end in dropped:
        builder.add(line.page, line.start + done, text[done:start])
        if text[start - 1 : start].isalnum() and text[end : end + 1].isalnum():
            builder.insert(" ")
        done = end
    builder.add(line.page, line.start + done, text[done:])
    if shows_soft_hyphen:
        builder.show_hyphen(line.page, line.start + len(text) - 1)


def run(job: Job) -> Outcome:
    """Clean one document."""
    doc_id = job.document.doc_id
    pages = store.read_all(job.corpus.path("pages", doc_id), Page)
    passages = passages_of(pages, job.settings["clean"])
    written = store.write(job.corpus.path("passages", doc_id), passages)
    counted = [passage for passage in passages if passage.role not in ("running", "stamp", "noise")]
    return Outcome.done(
        written,
        counts={
            "passages": len(passages),
            "words": sum(passage.words for passage in counted),
            "sentences": sum(len(passage.sentences) for passage in counted),
        },
    )
