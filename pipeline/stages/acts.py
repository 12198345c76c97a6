"""Passages -> units: the acts of each document with their zones and metadata; `deliberations.csv`."""

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

from pipeline import store
from pipeline.acts import scdl
from pipeline.acts.act import Options
from pipeline.acts.units import units_of
from pipeline.errors import Reason, SourceError
from pipeline.jobs import Job, Outcome
from pipeline.records import Document, Passage, Unit
from pipeline.store import Corpus

__all__ = ["finish", "run", "units_of"]

REJECTED = ("unit_id", "doc_id", "reason", "remedy")
NOTES = ("unit_id", "doc_id", "column", "value", "origin")


class _Told(NamedTuple):
    """What the catalogue knows of a document beside its units."""

    url: str | None
    scdl: dict[str, str]


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
    section = job.settings["acts"]
    options = Options(section.split, section.persons, section.collected)
    units = units_of(passages, job.document, minutes=genre is not None and genre.minutes, options=options)
    written = store.write(job.corpus.path("acts", doc_id), units)
    acts = sum(unit.kind == "act" for unit in units)
    return Outcome.done(written, counts={"acts": acts, "documents": len(units) - acts})


def finish(corpus: Corpus, doc_ids: Sequence[str], settings: dict[str, Any]) -> dict[str, int]:
    """Join the units of all documents, and publish the acts as an SCDL table.

    Args:
        corpus: its folders.
        doc_ids: documents done by this stage, sorted.
        settings: section acts.

    Returns:
        Numbers of units, of rows published, of acts kept out of the table, and of rows that hold a value of
        corpus.toml (`completed`) or a SIRET that is assumed (`derived`).
    """
    parts = [corpus.path("acts", doc_id) for doc_id in doc_ids]
    joined = store.concatenate(corpus.build / "acts.jsonl", parts)
    section = settings["acts"]
    defaults = scdl.Defaults(section.siret, section.derive_siret, section.matiere)
    return {"units": joined.records, **_publish(corpus, parts, defaults)}


def _publish(corpus: Corpus, parts: Sequence[Path], defaults: scdl.Defaults) -> dict[str, int]:
    """Write the table, what is kept out of it, and the origin of what its acts do not print; one document at a time."""
    documents = _told(corpus)
    counts = dict.fromkeys(("published", "rejected", "completed", "derived"), 0)
    with ExitStack() as stack:
        rows = _table(stack, corpus.build / "deliberations.csv", [column.name for column in scdl.columns()])
        refusals = _table(stack, corpus.build / "deliberations-rejected.csv", REJECTED)
        notes = _table(stack, corpus.build / "deliberations-notes.csv", NOTES)
        for unit, alone in _acts(parts):
            told = documents.get(unit.doc_id, _Told(None, {}))
            printed = scdl.row_of(unit, told.url, told.scdl if alone else None)
            row, added = scdl.completed(printed, unit, defaults)
            faults = scdl.misdeclared(told.scdl) + scdl.faults(row)
            if faults:
                refusals.writerow((unit.unit_id, unit.doc_id, "; ".join(faults), "; ".join(scdl.remedies(row))))
                counts["rejected"] += 1
                continue
            rows.writerow(tuple(row.values()))
            notes.writerows((unit.unit_id, unit.doc_id, *one) for one in added)
            counts["published"] += 1
            counts["completed"] += any(one.origin == "declared" for one in added)
            counts["derived"] += any(one.origin == "derived" for one in added)
    return counts


def _acts(parts: Sequence[Path]) -> Iterator[tuple[Unit, bool]]:
    """Every act, and whether it is the only one of its document."""
    for part in parts:
        acts = [unit for unit in store.read(part, Unit) if unit.kind == "act"]
        yield from ((unit, len(acts) == 1) for unit in acts)


def _told(corpus: Corpus) -> dict[str, _Told]:
    """What is known by doc_id, for the documents of which something is."""
    if not corpus.catalogue.is_file():
        return {}
    known = (
        (document.doc_id, _Told(document.url, scdl.declared(document.extra)))
        for document in store.read(corpus.catalogue, Document)
    )
    return {doc_id: told for doc_id, told in known if any(told)}


def _table(stack: ExitStack, path: Path, header: Sequence[str]) -> Any:
    """A CSV writer on a file that appears whole or not at all; the header is written."""
    stream = stack.enter_context(store.atomic(path))
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    stack.callback(text.detach)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    return writer
