"""116 broken, locked, hostile or odd PDFs: each ends as its manifest says, in its time and memory, and says why."""

import functools
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from pipeline import parts
from pipeline.errors import ADVICE, Reason, SourceError, told
from pipeline.jobs import Outcome
from pipeline.pool import Answer, Failure, run_isolated
from pipeline.records import Document, Page
from pipeline.runner import Options, perform, run_stage
from pipeline.settings import Settings
from pipeline.store import Corpus, place, read_all

BAD = Path(__file__).resolve().parents[3] / "shared" / "pdfs" / "bad"
LONGEST_S = 120.0
"""Wall time: says that reading ends, not how fast it is. Alone the slowest file takes 15 s, beside other work a minute."""
PEAK_MB = 1536

NOT_PDF = {Reason.EMPTY, Reason.FAILED_DOWNLOAD}
LIMIT = {Reason.MEMORY, Reason.TIMEOUT, Reason.TOO_LARGE}
NO_WORDS = {Reason.NO_TEXT, Reason.OCR_MISSING, Reason.OCR_FAILED}
ANYTHING = {*Reason} - {Reason.CRASHED}
"""A crash is a fault of ours, whatever the file."""
REASONS: dict[str, set[Reason]] = {
    "error:not_pdf": NOT_PDF, "error:broken": {Reason.DAMAGED}, "error:password": {Reason.ENCRYPTED},
    "empty": {Reason.NO_TEXT}, "limit_or_empty": LIMIT | NO_WORDS, "limit_or_text": LIMIT,
    "needs_ocr_or_limit": LIMIT | NO_WORDS, "partial_or_error": {Reason.DAMAGED}, "text_or_error": {Reason.DAMAGED},
    "any": ANYTHING, "no_crash": ANYTHING,
}  # fmt: skip
"""What may exclude a file that is expected to end so; every other expectation is of text."""
TEXT = {
    "text", "warn", "limit_or_text", "needs_ocr_or_limit", "partial_or_error", "text_or_error", "any", "no_crash",
}  # fmt: skip


class Fate(NamedTuple):
    """What became of one file."""

    pages: list[Page]
    reason: Reason | None
    detail: str
    seconds: float
    peak_mb: int


def documents(corpus: Corpus, names: list[str]) -> dict[str, Document]:
    """The files as ingest sees them, those it keeps put in their place."""
    for name in names:
        place(BAD / name, Path(corpus.raw, name))
    run_stage("ingest", corpus, Settings(), Options(quiet=True))
    return {document.source: document for document in read_all(corpus.catalogue, Document)}


def timed(work: Any, document: Document, stops: tuple[Failure, ...] = ()) -> tuple[float, Outcome]:
    """Seconds of computing, which other work on the machine does not lengthen, and what came of a file."""
    began = time.process_time()
    try:
        outcome = work(document, stops)
    except SourceError as error:
        outcome = Outcome.excluded(error.reason, error.detail)
    return time.process_time() - began, outcome


def fate(corpus: Corpus, document: Document, answer: Answer, seconds: float) -> Fate:
    if answer.failure:
        return Fate([], answer.failure.reason, answer.failure.detail, seconds, answer.peak_mb)
    in_worker, outcome = answer.value
    if outcome.reason:
        return Fate([], outcome.reason, outcome.detail, seconds or in_worker, answer.peak_mb)
    pages = read_all(corpus.path("pages", document.doc_id), Page)
    return Fate(pages, None, outcome.detail, seconds or in_worker, answer.peak_mb)


def walk(corpus: Corpus, expected: dict[str, str]) -> dict[str, Fate]:
    """Every file through ingest and extract; those that end workers one by one, so that their time is known."""
    found = documents(corpus, list(expected))
    fates = {
        name: Fate([], document.reason, document.extra.get("detail", ""), 0, 0)
        for name, document in found.items()
        if document.reason
    }
    settings, installed = {"extract": Settings().extract}, tuple(sorted(parts.installed()))
    work = functools.partial(timed, functools.partial(perform, "extract", corpus, settings, installed))
    alone = [name for name in expected if expected[name].startswith("limit")]
    tasks = [(name, found[name]) for name in expected if name not in fates and name not in alone]
    preload = ("pipeline.stages.extract", "pipeline.documents.printed.pdf")
    for answer in run_isolated(work, tasks, workers=2, preload=preload, resume=work):
        if answer.earlier:
            alone.append(answer.key)
        fates[answer.key] = fate(corpus, found[answer.key], answer, 0)
    for name in alone:
        began = time.monotonic()
        (answer,) = run_isolated(work, [(name, found[name])], workers=1, preload=preload, resume=work)
        fates[name] = fate(corpus, found[name], answer, time.monotonic() - began)
    return fates


def faults(name: str, expected: str, fate: Fate) -> Iterator[str]:
    """What is wrong with how a file ended."""
    kind, _, wanted = expected.partition(":")
    text = "".join(page.text for page in fate.pages)
    if fate.reason:
        sentence = told(name, fate.reason, fate.detail)
        if fate.reason not in REASONS.get(expected, REASONS.get(kind, set())):
            yield f"ends with {sentence}"
        if "\n" in sentence or "Traceback" in sentence or not sentence.endswith(ADVICE[fate.reason]):
            yield f"is told badly: {sentence!r}"
    elif kind not in TEXT or not text.strip():
        yield f"gives the text {text[:50]!r}"
    elif kind == "text" and wanted not in text:
        yield f"lacks {wanted!r}"
    elif kind == "warn" and not any("XFA" in warning for page in fate.pages for warning in page.warnings):
        yield "does not warn"
    if fate.seconds > LONGEST_S:
        yield f"takes {fate.seconds:.0f} s"
    if fate.peak_mb > PEAK_MB:
        yield f"takes {fate.peak_mb} MB"


@pytest.mark.shared
@pytest.mark.skipif(not BAD.is_dir(), reason="the broken PDFs are not beside the project")
def test_every_broken_file_ends_as_it_should(root: Path) -> None:
    expected = {entry["file"]: entry["expect"] for entry in json.loads((BAD / "manifest.json").read_bytes())}
    home = root / "corpora" / "bad"
    fates = walk(Corpus("bad", str(home), str(home / "raw"), str(root)), expected)
    wrong = [f"{name} {fault}" for name in expected for fault in faults(name, expected[name], fates[name])]
    assert wrong == []
    assert len(fates) == len(expected) == 116
    assert "page 4: page not readable" in fates["truncated_90.pdf"].detail
    assert "only the first 2000 of 100000 pages" in fates["kids_1e5_same.pdf"].detail
