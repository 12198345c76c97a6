"""One source into its pages: the reader is chosen by what the source is; what cannot be read says why."""

from collections.abc import Callable
from typing import Any

from pipeline import store
from pipeline.documents.sniff import SUFFIXES
from pipeline.errors import Reason, SourceError
from pipeline.jobs import Job, Outcome
from pipeline.records import Page
from pipeline.settings import ExtractSection


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
    if not data.strip():
        raise SourceError(Reason.EMPTY, "0 bytes" if not data else "only blanks")
    pages = _read(data, media_type, doc_id, settings, parts)
    if any(page.text.strip() for page in pages):
        return pages
    raise _nothing(pages, with_ocr=_recogniser(settings, parts) is not None)


def _read(data: bytes, media_type: str, doc_id: str, settings: ExtractSection, parts: tuple[str, ...]) -> list[Page]:
    """Call the reader of a format; each library is loaded only for its own."""
    suffix = SUFFIXES.get(media_type)
    limit = {"max_characters": settings.max_characters_per_page}
    whole = {"max_characters": settings.max_characters_per_page * settings.max_pages}
    if suffix == ".pdf":
        from pipeline.documents import pdf

        return pdf.read(data, doc_id, max_pages=settings.max_pages, recognise=_recogniser(settings, parts), **limit)
    if suffix in (".docx", ".odt", ".doc", ".rtf"):
        return [_office(data, suffix, doc_id, parts, whole)]
    if suffix == ".html":
        from pipeline.documents import html

        return [html.read(data, doc_id, **whole)]
    if suffix in (".txt", ".csv", ".jsonl"):
        from pipeline.documents import text

        return text.read(data, doc_id, max_pages=settings.max_pages, **limit)
    if suffix in (".png", ".jpg", ".tif"):
        from pipeline.documents import ocr

        return ocr.read(data, doc_id, max_pages=settings.max_pages, recognise_image=_recogniser(settings, parts))
    raise SourceError(Reason.UNSUPPORTED, media_type)


def _office(data: bytes, suffix: str, doc_id: str, parts: tuple[str, ...], limit: dict[str, int]) -> Page:
    from pipeline.documents import office

    if suffix == ".odt":
        return office.read_odt(data, doc_id, **limit)
    if suffix == ".docx":
        return office.read_docx(data, doc_id, **limit)
    if "office" not in parts:
        raise SourceError(Reason.OFFICE_MISSING, f"{suffix} is read through LibreOffice", ("office",))
    return office.read_docx(office.converted(data, suffix), doc_id, **limit)


def _recogniser(settings: ExtractSection, parts: tuple[str, ...]) -> Callable[..., Any] | None:
    if settings.ocr == "never" or "ocr" not in parts:
        return None
    from pipeline.documents import ocr

    return ocr.recognise


def _wants_ocr(page: Page) -> bool:
    return any(warning in ("page is an image", "the text of the page is garbled") for warning in page.warnings)


def _nothing(pages: list[Page], *, with_ocr: bool) -> SourceError:
    """Why no page has text."""
    images = sum(map(_wants_ocr, pages))
    if images:
        return SourceError(Reason.OCR_MISSING, f"{images} pages are images or garbled", ("ocr",))
    unreadable = [warning for page in pages for warning in page.warnings if warning.startswith("page not readable")]
    if unreadable and len(unreadable) == len(pages):
        return SourceError(Reason.DAMAGED, unreadable[0])
    if with_ocr and any("OCR found no text" in page.warnings for page in pages):
        return SourceError(Reason.OCR_FAILED, f"no legible text on {len(pages)} pages")
    return SourceError(Reason.NO_TEXT, f"{len(pages)} pages without text")


def run(job: Job) -> Outcome:
    """Extract one document."""
    document = job.document
    source = job.corpus.source(document.doc_id, SUFFIXES.get(document.media_type, ""))
    settings: ExtractSection = job.settings["extract"]
    pages = pages_of(source.read_bytes(), document.media_type, document.doc_id, settings, job.parts)
    written = store.write(job.corpus.path("pages", document.doc_id), pages)
    wanting = any(map(_wants_ocr, pages))
    return Outcome.done(
        written,
        counts={
            "pages": len(pages),
            "characters": sum(len(page.text) for page in pages),
            "ocr_pages": sum(page.origin == "ocr" for page in pages),
            "pages_without_text": sum(page.origin == "none" for page in pages),
        },
        needs=("ocr",) if wanting else (),
    )
