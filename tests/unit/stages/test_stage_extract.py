"""Sources into pages, or a reason."""

from pathlib import Path

import msgspec
import pytest

from pipeline.errors import Reason, SourceError
from pipeline.jobs import Job
from pipeline.records import Document, Page
from pipeline.settings import ExtractSection
from pipeline.stages.extract import pages_of, run
from pipeline.store import Corpus, read_all


def document(media_type: str) -> Document:
    empty = dict.fromkeys(field.name for field in msgspec.structs.fields(Document))
    given = {
        "doc_id": "doc", "source": "x", "media_type": media_type, "sha256": "", "size_bytes": 1, "genre": "document",
        "language": "fr", "status": "kept", "extra": {},
    }  # fmt: skip
    return Document(**(empty | given))


def test_run_writes_the_pages(tmp_path: Path):
    corpus = Corpus("c", str(tmp_path), str(tmp_path), str(tmp_path))
    source = corpus.source("doc", ".txt")
    source.parent.mkdir(parents=True)
    source.write_text("Séance du 24 avril\fSuite", encoding="utf-8")
    outcome = run(Job(corpus, document("text/plain"), {"extract": ExtractSection()}))
    assert (outcome.status, outcome.counts["pages"], outcome.needs) == ("done", 2, ())
    pages = read_all(corpus.path("pages", "doc"), Page)
    assert [page.text for page in pages] == ["Séance du 24 avril\n", "Suite\n"]


@pytest.mark.parametrize(
    ("data", "media_type", "reason", "needs"),
    [
        (b"", "application/pdf", Reason.EMPTY, ()),
        (b"  \n", "text/plain", Reason.EMPTY, ()),
        (b"%PDF-1.4", "application/pdf", Reason.DAMAGED, ()),
        (b"PK", "application/zip", Reason.UNSUPPORTED, ()),
        (b"\xd0\xcf", "application/msword", Reason.OFFICE_MISSING, ("office",)),
        (b"{\\rtf1}", "application/rtf", Reason.NO_TEXT, ()),
        (b"\x89PNG\r\n\x1a\n", "image/png", Reason.OCR_MISSING, ("ocr",)),
    ],
)
def test_reasons(data, media_type, reason, needs):
    with pytest.raises(SourceError) as caught:
        pages_of(data, media_type, "doc", ExtractSection())
    assert (caught.value.reason, caught.value.needs) == (reason, needs)
