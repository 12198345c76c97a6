"""What a file says of itself, never what its text says: title, author, day, language, publisher."""

import io
import re
import zipfile
from html import unescape
from typing import Any

from pipeline.documents.dates import iso_date
from pipeline.documents.typed import epub, zipped
from pipeline.errors import SourceError

WORD_PROCESSOR_NAME = re.compile(
    r"^(microsoft word|document|sans titre|untitled|.*\.(docx?|odt|rtf|indd|pub|xlsx?))\b", re.IGNORECASE
)
"""Titles that programs make up from file names; nobody chose them."""
MAX_XML_BYTES = 1_000_000
HEAD_BYTES = 262_144
MAX_CHARACTERS = 300
_WORD_PROCESSOR = re.compile(r"LibreOffice|OpenOffice|StarOffice|Microsoft Word|Word\.Document", re.IGNORECASE)
_META = re.compile(r"<meta\s([^>]{1,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w:-]{1,40})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "dc.date.issued", "dcterms.issued", "dc.date",
    "dcterms.date", "citation_publication_date", "citation_date", "pubdate", "date",
)  # fmt: skip
"""Names of the day of publication, best first; the day of a change is none of them."""
_TITLES, _AUTHORS = (
    ("og:title", "citation_title", "dc.title", "dcterms.title"),
    ("author", "article:author", "dc.creator"),
)
_SITES = ("og:site_name", "dc.publisher", "dcterms.publisher", "application-name")
_LINKED_DATA = re.compile(r"\"datePublished\"\s*:\s*\"([^\"]{4,40})\"")
_OWN_FIELDS = frozenset({"title", "date", "language", "publisher"})


def properties(data: bytes, name: str) -> dict[str, str]:
    """What a PDF, DOCX, ODT, EPUB or HTML file says of itself; keys absent where nothing is said.

    Args:
        data: the whole file.
        name: its name, for the messages of the reader.
    """
    if b"%PDF-" in data[:1024]:
        found = _pdf(data)
    elif data.startswith(b"PK"):
        found = _zipped(data)
    elif re.search(rb"<html", data[:4096], re.IGNORECASE):
        found = _html(data)
    else:
        found = {}
    return _clean(found, name)


def told(data: bytes, media_type: str, name: str) -> dict[str, str]:
    """What may stand in the catalogue when the user says nothing.

    Web pages and books are published with a title and a day: these fill the fields `title`, `date`, `language` and
    `publisher`. The properties of word processors often lie (title of the template, day of its making): like all
    else they are kept under `file_title`, `file_author`, `file_date`, `file_language`, `file_site`.

    Args:
        data: the whole file.
        media_type: what it is.
        name: its name.
    """
    if media_type == "text/html":
        found = _clean(_html(data), name)
        typed = bool(found.pop("typed", ""))
        fields = frozenset() if typed else frozenset({"title", "date"})
    elif media_type == "application/epub+zip":
        found, fields = _clean(_zipped(data), name), _OWN_FIELDS
    elif media_type.startswith(("application/vnd.openxml", "application/vnd.oasis")):
        found, fields = _clean(_zipped(data), name), frozenset()
    else:
        return {}
    return {key if key in fields else f"file_{key}": value for key, value in found.items()}


def _clean(found: dict[str, str], name: str) -> dict[str, str]:
    flat = {key: " ".join(unescape(value).split())[:MAX_CHARACTERS] for key, value in found.items()}
    title = flat.get("title", "")
    if WORD_PROCESSOR_NAME.match(title) or title == name:
        flat.pop("title")
    flat["date"] = iso_date(flat.get("date", "")) or ""
    return {key: value for key, value in flat.items() if value}


def _pdf(data: bytes) -> dict[str, str]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return {}
    said = document.get_metadata_dict()
    stamp = re.match(r"D:(\d{4})(\d{2})?(\d{2})?", said.get("CreationDate", ""))
    date = "-".join(part for part in stamp.groups() if part) if stamp else ""
    return {"title": said.get("Title", ""), "author": said.get("Author", ""), "date": date}


def _zipped(data: bytes) -> dict[str, str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "META-INF/container.xml" in names:
                return epub.properties(archive)
            member = next((name for name in ("docProps/core.xml", "meta.xml") if name in names), None)
            content = zipped.part(archive, member, MAX_XML_BYTES) if member else None
            return _core(zipped.parsed(content, "properties")) if content else {}
    except (*zipped.READ_ERRORS, SourceError):
        return {}


def _core(root: Any) -> dict[str, str]:
    """Dublin Core of a DOCX or an ODT."""
    texts: dict[str, str] = {}
    for node in root.iter():
        if isinstance(node.tag, str) and (node.text or "").strip():
            texts.setdefault(node.tag.rpartition("}")[2], node.text)
    author = texts.get("creator") if "created" in texts else texts.get("initial-creator") or texts.get("creator")
    date = texts.get("created") or texts.get("creation-date", "")
    return {
        "title": texts.get("title", ""), "author": author or "", "date": date[:10], "language": texts.get("language", ""),
    }  # fmt: skip


def _html(data: bytes) -> dict[str, str]:
    """Title, author, day of publication, site and language of a web page, from its head."""
    from pipeline.documents.typed.html import decoded_page

    try:
        page = decoded_page(data[:HEAD_BYTES], is_whole=len(data) <= HEAD_BYTES)[0]
    except SourceError:
        return {}
    end = page.lower().find("</head")
    head = page[:end] if end > 0 else page[:65_536]
    metas = _metas(head)

    def first(names: tuple[str, ...]) -> str:
        return next(filter(None, map(metas.get, names)), "")

    linked = _LINKED_DATA.search(page)
    title = first(_TITLES) or _element_title(head)
    site = first(_SITES)
    days = (
        iso_date(raw.strip()) for raw in (*(metas.get(name, "") for name in _PUBLISHED), linked[1] if linked else "")
    )
    language = re.search(r"<html\b[^>]{0,300}\blang\s*=\s*[\"']?([A-Za-z-]{2,12})", page[:4096])
    found = {
        "title": re.sub(rf"\s*[|–—·-]\s*{re.escape(site)}$", "", title) if site else title,
        "author": first(_AUTHORS), "date": next(filter(None, days), ""), "site": site,
        "language": language[1] if language else "",
    }  # fmt: skip
    if _WORD_PROCESSOR.search(metas.get("generator", "") + metas.get("progid", "")):
        found |= {"typed": "yes", "date": ""}
    return {key: value for key, value in found.items() if value}


def _metas(head: str) -> dict[str, str]:
    """Content of each `<meta>`, by its name in small letters; the first of a name counts."""
    metas: dict[str, str] = {}
    for meta in _META.finditer(head):
        given = {name.lower(): double or single or bare for name, double, single, bare in _ATTRIBUTE.findall(meta[1])}
        name = given.get("property") or given.get("name") or given.get("itemprop") or ""
        metas.setdefault(name.lower(), given.get("content", ""))
    return metas


def _element_title(head: str) -> str:
    opened = re.search(r"<title\b[^>]{0,200}>", head, re.IGNORECASE)
    if opened is None:
        return ""
    end = head.lower().find("</title", opened.end())
    return head[opened.end() : end] if end > 0 else ""
