"""Every file against its record and its digest; every reference between files against what it points to."""

from collections.abc import Iterator
from pathlib import Path

from pipeline import flow, store
from pipeline.documents import sniff
from pipeline.errors import ContractError
from pipeline.journal import read_journal
from pipeline.records import FILES, Document
from pipeline.store import Corpus


def verify(corpus: Corpus) -> tuple[list[str], int]:
    """Check a corpus. Returns one sentence a problem, and the number of files looked at."""
    files = 0
    problems: list[str] = []
    for path, name in _files(corpus):
        files += 1
        try:
            for _ in store.read(path, FILES[name]):
                pass
        except ContractError as error:
            problems.append(str(error))
    if not files:
        problems.append(f"{corpus.build}: nothing has been built; run make all CORPUS={corpus.name}")
    problems += [*_journals(corpus), *_sources(corpus)]
    return problems, files


def _files(corpus: Corpus) -> Iterator[tuple[Path, str]]:
    """Each file that holds records, with its key in `records.FILES`."""
    for name in FILES:
        if name.endswith("/"):
            for path in sorted((corpus.build / name.rstrip("/")).glob("*.jsonl")):
                yield path, name
        else:
            for folder in (corpus.build, corpus.models, corpus.reports):
                if (folder / name).is_file():
                    yield folder / name, name


def _journals(corpus: Corpus) -> Iterator[str]:
    """Files of documents that are not what their stage wrote, or that no stage wrote."""
    for name in flow.DOCUMENT_STAGES:
        stage = flow.STAGES[name]
        entries = {entry.doc_id: entry for entry in read_journal(corpus, name).values() if entry.status == "done"}
        for doc_id, entry in entries.items():
            path = corpus.path(stage.writes, doc_id)
            if not path.is_file():
                yield f"{path}: missing; glissement {name} {corpus.name} makes it again"
            elif store.file_sha256(path) != entry.sha256:
                yield f"{path}: changed since {name} wrote it; delete it, then run glissement {name} {corpus.name}"
        for path in sorted((corpus.build / stage.writes).glob("*.jsonl")):
            if path.stem not in entries:
                yield f"{path}: no stage wrote it; delete it"


def _sources(corpus: Corpus) -> Iterator[str]:
    if not corpus.catalogue.is_file():
        return
    try:
        documents = store.read_all(corpus.catalogue, Document)
    except ContractError:
        return  # told already
    for document in documents:
        if document.status == "kept":
            path = corpus.source(document.doc_id, sniff.SUFFIXES[document.media_type])
            if not path.is_file():
                yield f"{path}: missing; glissement ingest {corpus.name} puts it back"
            elif store.file_sha256(path) != document.sha256:
                yield f"{path}: not the bytes the catalogue names; run make all CORPUS={corpus.name}"
