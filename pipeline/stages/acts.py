"""Passages -> units: the acts of each document with their zones and metadata; `deliberations.csv`."""

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from pipeline import store
from pipeline.acts import scdl
from pipeline.acts.units import units_of
from pipeline.errors import Reason, SourceError
from pipeline.jobs import Job, Outcome
from pipeline.records import Document, Passage, Unit
from pipeline.store import Corpus

__all__ = ["finish", "run", "units_of"]

REJECTED = ("unit_id", "doc_id", "reason")


def run(job: Job) -> Outcome:
    """Cut one document into units and write them.

    Raises:
        SourceError: the document has no passage.
    """
    doc_id = job.document.doc_id
    passages = store.read_all(job.corpus.path("passages", doc_id), Passage)
    if not passages:
        raise SourceError(Reason.NO_TEXT, "no passage was left by the cleaning")
    genre = job.settings["genres"].get(job.document.genre)
    units = units_of(
        passages, job.document, minutes=genre is not None and genre.minutes, split=job.settings["acts"].split
    )
    written = store.write(job.corpus.path("acts", doc_id), units)
    acts = sum(unit.kind == "act" for unit in units)
    return Outcome.done(written, counts={"acts": acts, "documents": len(units) - acts})


def finish(corpus: Corpus, doc_ids: Sequence[str], settings: dict[str, Any]) -> dict[str, int]:  # noqa: ARG001 - one interface
    """Join the units of all documents, and publish the acts as an SCDL table.

    Args:
        corpus: its folders.
        doc_ids: documents done by this stage, sorted.
        settings: sections of corpus.toml this stage reads; none matters here.

    Returns:
        Numbers of units, of rows published and of acts kept out of the table.
    """
    parts = [corpus.path("acts", doc_id) for doc_id in doc_ids]
    joined = store.concatenate(corpus.build / "acts.jsonl", parts)
    published, rejected = _publish(corpus, parts)
    return {"units": joined.records, "published": published, "rejected": rejected}


def _publish(corpus: Corpus, parts: Sequence[Path]) -> tuple[int, int]:
    """Write deliberations.csv and deliberations-rejected.csv, one act at a time."""
    addresses = _addresses(corpus)
    published = rejected = 0
    with ExitStack() as stack:
        rows = _table(stack, corpus.build / "deliberations.csv", [column.name for column in scdl.columns()])
        refusals = _table(stack, corpus.build / "deliberations-rejected.csv", REJECTED)
        for unit in _acts(parts):
            row = scdl.row_of(unit, addresses.get(unit.doc_id))
            faults = scdl.faults(row)
            if faults:
                refusals.writerow((unit.unit_id, unit.doc_id, "; ".join(faults)))
                rejected += 1
            else:
                rows.writerow(tuple(row.values()))
                published += 1
    return published, rejected


def _acts(parts: Sequence[Path]) -> Iterator[Unit]:
    for part in parts:
        yield from (unit for unit in store.read(part, Unit) if unit.kind == "act")


def _addresses(corpus: Corpus) -> dict[str, str]:
    """doc_id -> address, for the documents that have one."""
    if not corpus.catalogue.is_file():
        return {}
    return {document.doc_id: document.url for document in store.read(corpus.catalogue, Document) if document.url}


def _table(stack: ExitStack, path: Path, header: Sequence[str]) -> Any:
    """A CSV writer on a file that appears whole or not at all; the header is written."""
    stream = stack.enter_context(store.atomic(path))
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    stack.callback(text.detach)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    return writer
