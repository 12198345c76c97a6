"""EPUB: the chapters of the spine in reading order, each a page; navigation and cover texts are left out."""

import posixpath
import zipfile
from typing import Any
from urllib.parse import unquote

from pipeline.documents.typed import zipped
from pipeline.documents.typed.flow import page_of
from pipeline.documents.typed.html import decoded_page, parsed, typed_paragraphs
from pipeline.errors import Reason, SourceError
from pipeline.records import Page

_OPF = "{http://www.idpf.org/2007/opf}"
_DUBLIN = "{http://purl.org/dc/elements/1.1/}"
_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_HREF_LIMIT = 2_000


def read(data: bytes, doc_id: str, *, max_pages: int, max_characters: int) -> list[Page]:
    """The chapters of an EPUB as pages, in reading order.

    Args:
        data: the whole file.
        doc_id: copied into each page.
        max_pages: chapters read; the rest is reported.
        max_characters: kept of the whole book.

    Raises:
        SourceError: damaged, protected, too large, or without text.
    """
    with zipped.opened(data) as archive:
        if zipped.part(archive, "META-INF/rights.xml") is not None:
            raise SourceError(Reason.ENCRYPTED, "the EPUB is protected (DRM); ask the publisher for an open copy")
        path, package = _package(archive)
        chapters = _chapters(package, posixpath.dirname(path))
        pages: list[Page] = []
        left = max_characters
        for number, name in enumerate(chapters[:max_pages], start=1):
            page = _page(archive, name, doc_id, number, left)
            left = max(1, left - len(page.text))
            pages.append(page)
    if not any(page.text for page in pages):
        raise SourceError(Reason.NO_TEXT, "the chapters hold no text")
    if len(chapters) > max_pages:
        pages[-1].warnings.append(f"only the first {max_pages} of {len(chapters)} chapters were read")
    return pages


def properties(archive: zipfile.ZipFile) -> dict[str, str]:
    """What the package says of the book: title, author, date, language, publisher; absent where it does not.

    Raises:
        SourceError: damaged.
    """
    _, package = _package(archive)
    found: dict[str, str] = {}
    for name, key in (("title", "title"), ("creator", "author"), ("date", "date"), ("language", "language"),
                      ("publisher", "publisher")):  # fmt: skip
        texts = [" ".join((item.text or "").split()) for item in package.iter(_DUBLIN + name)]
        if any(texts):
            found[key] = "; ".join(filter(None, texts)) if key == "author" else next(filter(None, texts))
    return found


def _package(archive: zipfile.ZipFile) -> tuple[str, Any]:
    """Path and root of the package document."""
    container = zipped.xml(archive, "META-INF/container.xml")
    roots = [item.get("full-path") for item in container.iter(_CONTAINER + "rootfile")] if container is not None else []
    for path in filter(None, roots):
        package = zipped.xml(archive, path)
        if package is not None:
            return path, package
    raise SourceError(Reason.DAMAGED, "the EPUB does not say where its chapters are")


def _chapters(package: Any, folder: str) -> list[str]:
    """Names of the chapters in the archive, in the order of the spine."""
    items = {item.get("id"): item for item in package.iter(_OPF + "item")}
    names = []
    for reference in package.iter(_OPF + "itemref"):
        item = items.get(reference.get("idref"))
        if item is None or reference.get("linear") == "no" or "nav" in (item.get("properties") or "").split():
            continue
        href = unquote((item.get("href") or "")[:_HREF_LIMIT]).split("#")[0]
        if (item.get("media-type") or "application/xhtml+xml") in ("application/xhtml+xml", "text/html"):
            names.append(posixpath.normpath(posixpath.join(folder, href)))
    return names


def _page(archive: zipfile.ZipFile, name: str, doc_id: str, number: int, max_characters: int) -> Page:
    """One chapter; a chapter that is missing, damaged or empty is an empty page that says so."""
    warning = "chapter without text"
    try:
        content = zipped.part(archive, name)
        if content is not None:
            text, warnings = decoded_page(content)
            page = page_of(doc_id, "html", list(typed_paragraphs(parsed(text))), max_characters, warnings)
            return _numbered(page, number)
        warning = f"chapter missing: {name}"[:200]
    except SourceError as error:
        warning = warning if error.reason == Reason.NO_TEXT else f"page not readable: {error.detail}"[:200]
    return Page(doc_id, number, None, None, None, "none", None, "", [], [warning])


def _numbered(page: Page, number: int) -> Page:
    values = {name: getattr(page, name) for name in page.__struct_fields__}
    return Page(**(values | {"page": number}))
