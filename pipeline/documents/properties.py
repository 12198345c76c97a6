"""What a file says of itself: title and date from its own properties, never from its text."""

import io
import re
import zipfile

from pipeline.errors import SourceError

WORD_PROCESSOR_NAME = re.compile(
    r"^(microsoft word|document|sans titre|untitled|.*\.(docx?|odt|rtf|indd|pub|xlsx?))\b", re.IGNORECASE
)
"""Titles that programs make up from file names; nobody chose them."""
MAX_XML_BYTES = 1_000_000


def properties(data: bytes, name: str) -> dict[str, str]:
    """Title and creation date (ISO) of a PDF, DOCX, ODT or HTML file; keys absent where nothing is said.

    Args:
        data: the whole file.
        name: its name, for the messages of the reader.
    """
    if b"%PDF-" in data[:1024]:
        found = _pdf(data)
    elif data.startswith(b"PK"):
        found = _zipped(data)
    elif re.search(rb"<html", data[:4096], re.IGNORECASE):
        element = re.search(rb"<title[^>]*>(.*?)</title>", data[:65_536], re.IGNORECASE | re.DOTALL)
        found = {"title": element.group(1).decode("utf-8", "replace")} if element else {}
    else:
        found = {}
    title = " ".join(found.get("title", "").split())
    if not title or WORD_PROCESSOR_NAME.match(title) or title == name:
        found.pop("title", None)
    else:
        found["title"] = title[:300]
    return {key: value for key, value in found.items() if value}


def _pdf(data: bytes) -> dict[str, str]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return {}
    told = document.get_metadata_dict()
    stamp = re.match(r"D:(\d{4})(\d{2})?(\d{2})?", told.get("CreationDate", ""))
    date = "-".join(part for part in stamp.groups() if part) if stamp else ""
    return {"title": told.get("Title", ""), "date": date}


def _zipped(data: bytes) -> dict[str, str]:
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            member = next((n for n in ("docProps/core.xml", "meta.xml") if n in archive.namelist()), None)
            if member is None or archive.getinfo(member).file_size > MAX_XML_BYTES:
                return {}
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            tree = etree.fromstring(archive.read(member), parser)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, SourceError, RuntimeError):
        return {}
    texts = {etree.QName(node).localname: node.text or "" for node in tree.iter() if isinstance(node.tag, str)}
    return {"title": texts.get("title", ""), "date": (texts.get("created") or texts.get("creation-date", ""))[:10]}
