"""Small hostile PDFs, and a way to read any bytes as the extract stage does: in a worker, under limits."""

import functools
import zlib
from collections.abc import Sequence
from pathlib import Path

from pipeline.documents import sniff
from pipeline.pool import Answer, Limits, run_isolated
from pipeline.records import Document
from pipeline.runner import perform
from pipeline.settings import ExtractSection
from pipeline.store import Corpus

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def pdf_of(*contents: bytes, catalogue: bytes = b"", objects: Sequence[bytes] = ()) -> bytes:
    """A PDF with one page a content stream; `objects` are numbered from 4 + 2 a page on."""
    pages = range(4, 4 + 2 * len(contents), 2)
    kids = b" ".join(b"%d 0 R" % number for number in pages)
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalogue,
        b"<< /Type /Pages /Kids [%s] /Count %d /MediaBox [0 0 595 842] >>" % (kids, len(contents)),
        FONT,
    ]
    for number, content in zip(pages, contents, strict=True):
        packed = zlib.compress(content, 9)
        resources = b"/Resources << /Font << /F1 3 0 R >> >>"
        bodies.append(b"<< /Type /Page /Parent 2 0 R /Contents %d 0 R %s >>" % (number + 1, resources))
        bodies.append(b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed))
    return numbered([*bodies, *objects])


def numbered(bodies: Sequence[bytes]) -> bytes:
    """A file of these objects, the first of them its catalogue."""
    data, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(bodies) + 1
    trailer = b"trailer\n<< /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + trailer


def says(text: str) -> bytes:
    """A page with one line."""
    return b"BT /F1 12 Tf 72 700 Td (%s) Tj ET" % text.encode("latin-1")


BOMB = b"BT /F1 1 Tf 72 700 Td " + b"(%s) Tj " % (b"bombe " * 200) * 20_000 + b"ET"
"""24 million letters on one page, a hundred kilobytes in the file: pdfium is refused the memory and aborts."""


def kept(corpus: Corpus, name: str, data: bytes) -> Document:
    """A document of a corpus, its source in place."""
    kind = sniff.sniff(data, name)
    doc_id = name.rsplit(".", 1)[0]
    path = corpus.source(doc_id, kind.suffix)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return Document(
        doc_id, name, kind.media_type, "", len(data), None, None, None, "document", None, None, None, "fr", None, None,
        None, "kept", None, {},
    )  # fmt: skip


def extracted(corpus: Corpus, sources: dict[str, bytes], *, limits: Limits, workers: int = 2) -> dict[str, Answer]:
    """Sources through the extract stage, as the runner puts them; without OCR or LibreOffice."""
    work = functools.partial(perform, "extract", corpus, {"extract": ExtractSection()}, ())
    tasks = [(name, kept(corpus, name, data)) for name, data in sources.items()]
    preload = ("pipeline.stages.extract", "pipeline.documents.printed.pdf")
    answers = run_isolated(work, tasks, workers=workers, limits=limits, preload=preload, resume=work)
    return {answer.key: answer for answer in answers}


def project(root: Path) -> Corpus:
    """The corpus `mine` of a project."""
    return Corpus("mine", str(root), str(root), str(root))
