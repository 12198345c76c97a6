"""Where a corpus stands, stage by stage, and the story of one document."""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from pipeline import flow, plan, store
from pipeline.errors import UsageError, told
from pipeline.journal import exclusions, read_journal
from pipeline.records import Document
from pipeline.store import Corpus

SHOWN = 40
"""Exclusions printed one by one; beyond, they are counted by reason and the file that lists them is named."""


def state_of(corpus: Corpus, name: str) -> str:
    """fresh, stale (something it depends on is newer), unfinished (a run was cut short) or never run."""
    stamp = corpus.stamp(name)
    if (corpus.state / f"{name}.running").exists():
        return "unfinished"
    if not stamp.exists():
        return "never run"
    depends = [corpus.stamp(upstream) for upstream in flow.STAGES[name].after] + [corpus.params(name)]
    if name == "ingest":
        depends.append(corpus.state / "doclist.jsonl")
    when = stamp.stat().st_mtime_ns
    stale = any(not path.exists() or path.stat().st_mtime_ns > when for path in depends)
    if not stale and any(state_of(corpus, upstream) != "fresh" for upstream in flow.STAGES[name].after):
        stale = True
    return "stale" if stale else "fresh"


def status_lines(corpus: Corpus) -> Iterator[str]:
    """The table of stages, then every document left out with its reason and what to do."""
    plan.plan(corpus)
    yield f"{corpus.name}  ({corpus.home})"
    yield f"  {'stage':<10}{'state':<12}{'documents':>10}{'excluded':>10}"
    for name, stage in flow.STAGES.items():
        done, excluded = "", ""
        if stage.per == "document":
            entries = read_journal(corpus, name).values()
            done = f"{sum(entry.status == 'done' for entry in entries):,}"
            excluded = f"{sum(entry.status == 'excluded' for entry in entries):,}"
        elif name == "ingest" and corpus.catalogue.is_file():
            documents = store.read_all(corpus.catalogue, Document)
            done = f"{sum(document.status == 'kept' for document in documents):,}"
            excluded = f"{sum(document.status == 'excluded' for document in documents):,}"
        yield f"  {name:<10}{state_of(corpus, name):<12}{done:>10}{excluded:>10}"
    if corpus.catalogue.is_file():
        yield from _exclusion_lines(corpus)


def _exclusion_lines(corpus: Corpus) -> Iterator[str]:
    left_out = exclusions(corpus)
    if left_out:
        yield f"  {len(left_out):,} documents left out:"
    for exclusion in left_out[:SHOWN]:
        yield f"    {told(exclusion.source, exclusion.reason, exclusion.detail)}"
    reasons: dict[str, int] = {}
    for exclusion in left_out[SHOWN:]:
        reasons[exclusion.reason] = reasons.get(exclusion.reason, 0) + 1
    if reasons:
        counted = ", ".join(f"{number:,} {reason}" for reason, number in sorted(reasons.items()))
        yield f"    and {counted}: all of them in {corpus.reports / 'data' / 'documents.csv'}"
    in_part = {
        entry.doc_id: entry.detail for entry in read_journal(corpus, "extract").values() if entry.status == "done"
    }
    partial = [document for document in store.read(corpus.catalogue, Document) if in_part.get(document.doc_id)]
    if partial:
        yield f"  read in part ({len(partial):,}):"
    for document in partial[:SHOWN]:
        yield f"    {document.source}: {in_part[document.doc_id]}"


def why_lines(wanted: str, corpora: list[Corpus]) -> Iterator[str]:
    """What each stage did with one document and what the next `make all` will do.

    Raises:
        UsageError: no corpus holds such a document.
    """
    found = False
    for corpus in corpora:
        if not corpus.catalogue.is_file():
            continue
        for document in store.read(corpus.catalogue, Document):
            if wanted in (document.doc_id, document.source, Path(document.source).name):
                found = True
                yield from _story(corpus, document)
    if not found:
        raise UsageError(f"no document {wanted!r}; give a doc_id of catalogue.jsonl or a path under raw/")


def _story(corpus: Corpus, document: Document) -> Iterator[str]:
    yield f"{document.doc_id}  {document.source}  in {corpus.name}"
    yield f"  catalogue  {document.media_type}, {document.size_bytes:,} bytes, genre {document.genre}, date {document.date or 'unknown'}"
    if document.reason is not None:
        yield f"  ingest     excluded: {told(document.source, document.reason, document.extra.get('detail', ''))}"
        return
    before: dict[str, str] = {}
    for name in flow.DOCUMENT_STAGES:
        entry = read_journal(corpus, name).get(document.doc_id)
        state = state_of(corpus, name)
        if entry is None:
            yield f"  {name:<10} not reached; make all will do it" if state != "fresh" else f"  {name:<10} not reached"
            continue
        if entry.status == "excluded" and entry.reason is not None:
            yield f"  {name:<10} excluded: {told(document.source, entry.reason, entry.detail)}"
            return
        counts = ", ".join(f"{value:,} {key}" for key, value in entry.counts.items())
        waits = f"; would be better with {', '.join(entry.needs)} (glissement doctor)" if entry.needs else ""
        yield f"  {name:<10} done, {entry.records:,} records ({counts or 'no counts'}){waits}; stage {state}"
        if entry.detail:
            yield f"  {'':<10} in part: {entry.detail}"
        before[name] = entry.sha256
    changed = _changed_source(corpus, document)
    if changed:
        yield f"  next run   {changed}"


def _changed_source(corpus: Corpus, document: Document) -> str:
    """What make will see of the source itself."""
    path = corpus.state / "looked.jsonl"
    name = re.split(r"#row=|!/", document.source)[0]
    now = next((source for source in plan.sources(corpus) if source.name == name), None)
    if now is None:
        return "the file has left raw/: every trace of it will be removed"
    for line in path.read_bytes().splitlines() if path.is_file() else ():
        looked = msgspec.json.decode(line)
        if looked[0] == name and looked[1:3] != [now.size_bytes, now.mtime_ns]:
            return "the file was touched: it is read again, and done again if its bytes differ"
    return ""
