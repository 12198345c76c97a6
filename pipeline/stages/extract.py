"""One source into its pages: the reader is chosen by what the source is; what cannot be read says why.

A page that kills its worker, or runs out of its time, costs only itself: pages are put on disk as they are read, and
another worker goes on after the one that is missing.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from pipeline import store, worker
from pipeline.documents.scanned.ocr_rule import UNSURE, WITHOUT_TEXT
from pipeline.documents.sniff import SUFFIXES
from pipeline.errors import Reason, SourceError
from pipeline.jobs import Job, Outcome
from pipeline.records import Page
from pipeline.settings import ExtractSection
from pipeline.worker import Failure

SOURCE_CPU_S = 25.0
"""Seconds of computing for a source read in one go (DOCX, HTML...), or for opening a PDF."""
PAGE_CPU_S = 8.0
"""For one page of a PDF: the slowest of 1 364 pages of council papers took 0.08 s."""
OCR_PAGE_CPU_S = 25.0
"""For recognising one page: the slowest of the hostile set, cleaned and turned four times, took 13 s."""
START_CPU_S, EACH_CPU_S = 10.0, 0.5
"""A PDF is read as long as its text takes no more than this, and this for each page; the mean page takes 0.01 s."""
MAX_STOPS = 3
"""Pages that may end the reader of one document before the rest of it is left: three of 8 s stay below 30 s."""
GAP = "page not readable: "
GAPS = (GAP, "only the first ", "reading stopped ", "the file was damaged")
"""How the warnings begin that say that something of a document is missing."""
SHOWN_GAPS = 5


def pages_of(
    data: bytes, media_type: str, doc_id: str, settings: ExtractSection, parts: tuple[str, ...] = ()
) -> list[Page]:
    """The pages of one source.

    Args:
        data: the whole source.
        media_type: what it is, as `documents.sniff` tells.
        doc_id: copied into each page.
        settings: limits, and whether images are recognised.
        parts: system parts that are installed (`ocr`, `office`).

    Raises:
        SourceError: nothing of it can be read, and why.
    """
    return _with_text(list(_read(data, media_type, doc_id, settings, parts)), settings, parts)


def _with_text(pages: list[Page], settings: ExtractSection, parts: tuple[str, ...]) -> list[Page]:
    """The pages, if any of them holds text."""
    if any(page.text.strip() for page in pages):
        return pages
    raise _nothing(pages, with_ocr=_recogniser(settings, parts) is not None)


def _read(
    data: bytes, media_type: str, doc_id: str, settings: ExtractSection, parts: tuple[str, ...], first: int = 1
) -> Iterable[Page]:
    """Call the reader of a format, for a PDF from one page on; each library is loaded only for its own."""
    if not data.strip():
        raise SourceError(Reason.EMPTY, "0 bytes" if not data else "only blanks")
    suffix = SUFFIXES.get(media_type)
    limit = {"max_characters": settings.max_characters_per_page}
    whole = {"max_characters": settings.max_characters_per_page * settings.max_pages}
    if suffix == ".pdf":
        from pipeline.documents.printed import pdf

        limits = {"max_pages": settings.max_pages, **limit}
        return pdf.pages(data, doc_id, **limits, recognise=_recogniser(settings, parts), first=first)
    if suffix in (".docx", ".odt", ".doc", ".rtf"):
        return [_office(data, suffix, doc_id, parts, whole)]
    if suffix == ".html":
        from pipeline.documents.typed import html

        return [html.read(data, doc_id, **whole)]
    if suffix == ".epub":
        from pipeline.documents.typed import epub

        return epub.read(data, doc_id, max_pages=settings.max_pages, **whole)
    if suffix in (".txt", ".csv", ".jsonl"):
        from pipeline.documents.typed import text

        return text.read(data, doc_id, max_pages=settings.max_pages, **limit)
    if suffix in (".png", ".jpg", ".tif"):
        from pipeline.documents.scanned import ocr

        return ocr.read(data, doc_id, max_pages=settings.max_pages, recognise_image=_recogniser(settings, parts))
    raise SourceError(Reason.UNSUPPORTED, media_type)


def _office(data: bytes, suffix: str, doc_id: str, parts: tuple[str, ...], limit: dict[str, int]) -> Page:
    from pipeline.documents.typed import docx, odt, office, rtf

    if suffix == ".odt":
        return odt.read(data, doc_id, **limit)
    if suffix == ".rtf":
        return rtf.read(data, doc_id, **limit)
    if suffix == ".docx":
        return docx.read(data, doc_id, **limit)
    if "office" not in parts:
        raise SourceError(Reason.OFFICE_MISSING, f"{suffix} is read through LibreOffice", ("office",))
    return docx.read(office.converted(data), doc_id, **limit)


def _recogniser(settings: ExtractSection, parts: tuple[str, ...]) -> Callable[..., Any] | None:
    if settings.ocr == "never" or "ocr" not in parts:
        return None
    from pipeline.documents.scanned import ocr

    def recognise(*arguments: Any) -> ocr.Recognised:
        worker.step(OCR_PAGE_CPU_S)
        return ocr.recognise(*arguments)

    return recognise


def _wants_ocr(page: Page) -> bool:
    return not set(WITHOUT_TEXT.values()).isdisjoint(page.warnings)


def _nothing(pages: list[Page], *, with_ocr: bool) -> SourceError:
    """Why no page has text."""
    images = sum(map(_wants_ocr, pages))
    if images:
        return SourceError(Reason.OCR_MISSING, f"{images} pages are images or garbled", ("ocr",))
    unreadable = [warning for page in pages for warning in page.warnings if warning.startswith(GAP)]
    if unreadable and len(unreadable) == len(pages):
        return SourceError(Reason.DAMAGED, unreadable[0])
    if with_ocr and any("OCR found no text" in page.warnings for page in pages):
        return SourceError(Reason.OCR_FAILED, f"no legible text on {len(pages)} pages")
    return SourceError(Reason.NO_TEXT, f"{len(pages)} pages without text")


# ------------------------------------------------------------------------------------------------ page after page


class _Kept:
    """Pages read so far of one document, on disk until it is done."""

    def __init__(self, path: Path, *, go_on: bool = False) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path.with_name(f"{store.TEMPORARY}{path.name}")  # swept away when the stage starts again
        self.stream = self.path.open("a+b" if go_on else "w+b", buffering=0)
        self.encode = msgspec.json.Encoder().encode
        self.stream.seek(0)
        whole, _, _ = self.stream.read().rpartition(b"\n")  # a worker may have died in its last line
        self.stream.truncate(len(whole) + 1 if whole else 0)
        self.pages = [msgspec.json.decode(line, type=Page) for line in whole.splitlines()]

    def add(self, page: Page) -> None:
        self.stream.write(self.encode(page) + b"\n")
        self.pages.append(page)

    def forget(self) -> None:
        self.stream.close()
        self.path.unlink(missing_ok=True)


def _in_time(pages: Iterable[Page]) -> Iterator[Page]:
    """Pages as long as reading keeps pace; recognising has a limit of its own and is not counted."""
    spent_s, allowed_s, iterator = 0.0, START_CPU_S, iter(pages)
    while True:
        worker.step(PAGE_CPU_S)
        began = time.process_time()
        page = next(iterator, None)
        if page is None:
            return
        allowed_s += EACH_CPU_S
        if page.origin != "ocr" and not any("OCR" in warning for warning in page.warnings):
            spent_s += time.process_time() - began
        if spent_s > allowed_s:
            page.warnings.append(f"reading stopped after page {page.page}: out of computing time")
            yield page
            return
        yield page


def _unread(doc_id: str, number: int, stop: Failure) -> Page:
    """The page that ended its worker."""
    return Page(doc_id, number, None, None, None, "none", None, "", [], [GAP + _last_line(stop)])


def _last_line(stop: Failure) -> str:
    """What is told of a failure: of a traceback, the error itself."""
    return "".join(stop.detail.strip().splitlines()[-1:])


# --------------------------------------------------------------------------------------------------------- the stage


def run(job: Job) -> Outcome:
    """Extract one document."""
    return _extracted(job, _Kept(job.corpus.path("pages", job.document.doc_id)))


def resume(job: Job, stops: tuple[Failure, ...]) -> Outcome:
    """Go on with a document after the page that ended the last worker; that page is missing from it.

    Raises:
        SourceError: nothing of it can be read.
    """
    document, stop = job.document, stops[-1]
    if SUFFIXES.get(document.media_type) != ".pdf":
        raise SourceError(stop.reason, _last_line(stop))
    kept = _Kept(job.corpus.path("pages", document.doc_id), go_on=True)
    missing = _unread(document.doc_id, len(kept.pages) + 1, stop)
    if len(stops) >= MAX_STOPS:
        missing.warnings.append(f"reading stopped after page {missing.page}: {len(stops)} pages ended the reader")
    kept.add(missing)
    try:
        return _extracted(job, kept, is_done=len(stops) >= MAX_STOPS)
    except SourceError as error:
        raise SourceError(stops[0].reason, f"page {kept.pages[0].page}: {_last_line(stops[0])}") from error


def _extracted(job: Job, kept: _Kept, *, is_done: bool = False) -> Outcome:
    """Read what is still to be read of a document and write its pages."""
    document, settings = job.document, job.settings["extract"]
    source = job.corpus.source(document.doc_id, SUFFIXES.get(document.media_type, ""))
    try:
        if not is_done:
            worker.step(SOURCE_CPU_S)
            first = len(kept.pages) + 1
            for page in _in_time(
                _read(source.read_bytes(), document.media_type, document.doc_id, settings, job.parts, first)
            ):
                kept.add(page)
        pages = _with_text(kept.pages, settings, job.parts)
    except SourceError:
        kept.forget()
        raise
    written = store.write(job.corpus.path("pages", document.doc_id), pages)
    kept.forget()
    return _outcome(written, pages)


def _outcome(written: store.Written, pages: list[Page]) -> Outcome:
    gaps = [f"page {page.page}: {warning}" for page in pages for warning in page.warnings if warning.startswith(GAPS)]
    more = f"; and {len(gaps) - SHOWN_GAPS} more" if len(gaps) > SHOWN_GAPS else ""
    return Outcome.done(
        written,
        counts={
            "pages": len(pages),
            "characters": sum(len(page.text) for page in pages),
            "ocr_pages": sum(page.origin == "ocr" for page in pages),
            "ocr_unsure_pages": sum(UNSURE in page.warnings for page in pages),
            "pages_without_text": sum(page.origin == "none" for page in pages),
        },
        needs=("ocr",) if any(map(_wants_ocr, pages)) else (),
        detail="; ".join(gaps[:SHOWN_GAPS]) + more,
    )
