"""What each stage remembers of each document, and, drawn from it, what was left out of the corpus and why."""

from collections.abc import Iterator
from typing import Literal

import msgspec

from pipeline import flow, store
from pipeline.errors import Reason
from pipeline.pool import Answer, Limits
from pipeline.records import Document, Exclusion
from pipeline.store import Corpus

LIMITED = (Reason.TIMEOUT, Reason.MEMORY, Reason.CRASHED)
"""Reasons that other limits could lift."""


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """What became of one document in one stage (`.state/<stage>.jsonl`)."""

    doc_id: str
    key: str  # digest of everything the result depends on
    status: Literal["done", "excluded"]
    sha256: str = ""
    size_bytes: int = 0
    records: int = 0
    reason: Reason | None = None
    detail: str = ""
    counts: dict[str, int] = {}
    needs: tuple[str, ...] = ()
    limits: tuple[float, ...] = ()  # of an end that other limits could better
    peak_mb: int = 0


def entry_of(answer: Answer, key: str, limits: Limits) -> Entry:
    """The journal's line for what a worker answered."""
    if answer.failure:
        failure = answer.failure
        detail = failure.detail.strip().splitlines()[-1] if failure.detail.strip() else ""
        held = tuple(limits) if failure.reason in LIMITED else ()
        return Entry(
            answer.key, key, "excluded", reason=failure.reason, detail=detail, needs=failure.needs, limits=held,
            peak_mb=answer.peak_mb,
        )  # fmt: skip
    outcome = answer.value
    if outcome.status == "excluded":
        return Entry(
            answer.key, key, "excluded", reason=outcome.reason, detail=outcome.detail, needs=outcome.needs,
            peak_mb=answer.peak_mb,
        )  # fmt: skip
    written = outcome.written
    return Entry(
        answer.key, key, "done", written.sha256, written.size_bytes, written.records, detail=outcome.detail,
        counts=outcome.counts, limits=tuple(limits) if answer.earlier else (), needs=outcome.needs, peak_mb=answer.peak_mb,
    )  # fmt: skip


def read_journal(corpus: Corpus, stage: str) -> dict[str, Entry]:
    """Entries of a stage by document; the last one of a document counts, a torn last line is dropped."""
    path = corpus.journal(stage)
    if not path.is_file():
        return {}
    decoder, entries = msgspec.json.Decoder(Entry), {}
    for line in path.read_bytes().split(b"\n"):
        try:
            entry = decoder.decode(line)
        except (msgspec.DecodeError, msgspec.ValidationError):
            continue
        entries[entry.doc_id] = entry
    return entries


def drop_unconfirmed(corpus: Corpus, stage: flow.Stage) -> None:
    """After a run that did not end, keep of the journal what the files confirm by their digest.

    Sizes alone would not do: after a power cut a file can have its size and not its bytes.
    """
    sound = []
    for _, entry in sorted(read_journal(corpus, stage.name).items()):
        path = corpus.path(stage.writes, entry.doc_id)
        if entry.status == "excluded" or (path.is_file() and store.file_sha256(path) == entry.sha256):
            sound.append(entry)
    store.write(corpus.journal(stage.name), sound, durable=True)


def exclusions(corpus: Corpus) -> list[Exclusion]:
    """Every document left out, by any stage, sorted by source."""
    return sorted(_exclusions(corpus), key=lambda exclusion: (exclusion.source, exclusion.doc_id, exclusion.stage))


def _exclusions(corpus: Corpus) -> Iterator[Exclusion]:
    documents = {document.doc_id: document for document in store.read(corpus.catalogue, Document)}
    for document in documents.values():
        if document.reason is not None:
            detail = (
                f"same bytes as {document.duplicate_of}" if document.duplicate_of else document.extra.get("detail", "")
            )
            yield Exclusion(document.doc_id, document.source, "ingest", document.reason, detail)
    for name in flow.DOCUMENT_STAGES:
        for entry in read_journal(corpus, name).values():
            document_ = documents.get(entry.doc_id)
            if entry.status == "excluded" and entry.reason and document_ and document_.reason is None:
                yield Exclusion(entry.doc_id, document_.source, name, entry.reason, entry.detail)
