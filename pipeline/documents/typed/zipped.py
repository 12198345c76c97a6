"""ZIP packages that hold one document (DOCX, ODT, EPUB): their parts, as XML without entities, within bounds."""

import io
import zipfile
import zlib
from collections.abc import Collection
from typing import Any

from lxml import etree

from pipeline.errors import Reason, SourceError

MAX_PART_BYTES = 60_000_000
"""A document of 1 000 pages holds about 10 MB of XML, and a tree takes ten times its XML; a ZIP bomb holds far more."""
READ_ERRORS = (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError, NotImplementedError, ValueError)
"""What the ZIP reader raises on damaged, encrypted or unknown members."""


def opened(data: bytes) -> zipfile.ZipFile:
    """The package.

    Raises:
        SourceError: it is damaged.
    """
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except READ_ERRORS as error:
        raise SourceError(Reason.DAMAGED, f"not a readable archive ({error})"[:200]) from error


def part(archive: zipfile.ZipFile, member: str, max_bytes: int = MAX_PART_BYTES) -> bytes | None:
    """The bytes of one part; None when the package has none of that name.

    Args:
        archive: the package.
        member: name of the part.
        max_bytes: more is refused before it is unpacked.

    Raises:
        SourceError: damaged, encrypted or too large.
    """
    try:
        info = archive.getinfo(member)
        if info.file_size > max_bytes:
            raise SourceError(Reason.TOO_LARGE, f"{member}: more than {max_bytes // 1_000_000} MB once unpacked")
        with archive.open(info) as stream:
            return stream.read(max_bytes)
    except KeyError:
        return None
    except READ_ERRORS as error:
        reason = Reason.ENCRYPTED if "password" in str(error) else Reason.DAMAGED
        raise SourceError(reason, f"{member}: {error}"[:200]) from error


def xml(archive: zipfile.ZipFile, member: str, dropped: Collection[str] = ()) -> Any:
    """The root of one XML part; None when the package has none of that name.

    Args:
        archive: the package.
        member: name of the part.
        dropped: names of the elements that do not show.

    Raises:
        SourceError: damaged, encrypted or too large.
    """
    content = part(archive, member)
    if content is None:
        return None
    root = parsed(content, member)
    for element in list(root.iter(*dropped)) if dropped else ():
        remove(element)
    return root


def parsed(content: bytes, name: str) -> Any:
    """The root of an XML text: no entity is expanded, nothing is fetched, nesting ends at 256 levels.

    Raises:
        SourceError: it is not XML.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise SourceError(Reason.DAMAGED, f"{name}: {error}"[:200]) from error


def remove(element: Any) -> None:
    """Take an element out of its parent and leave the text that follows it."""
    parent, previous = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail:
        if previous is None:
            parent.text = (parent.text or "") + element.tail
        else:
            previous.tail = (previous.tail or "") + element.tail
    parent.remove(element)
