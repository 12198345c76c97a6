"""The one driver of every stage: what is stale, who does it, what is remembered, what is cleared away.

A document is done again when its input, the settings the stage reads, or the version of the stage changed, and
for no other reason. What happened to each document is a line of the stage's journal, written as it ends, so a
run that was killed goes on where it stopped.
"""

import functools
import importlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import msgspec

from pipeline import flow, parts, plan, store
from pipeline.errors import ContractError, SourceError, told
from pipeline.jobs import Job, Outcome
from pipeline.journal import LIMITED, Entry, drop_unconfirmed, entry_of, exclusions, read_journal
from pipeline.pool import Answer, Failure, Limits, run_isolated
from pipeline.progress import Progress
from pipeline.records import Document
from pipeline.settings import Settings
from pipeline.store import Corpus


class Options(msgspec.Struct, frozen=True):
    """How to run, never what to compute: no option changes a byte of the output."""

    jobs: int = 1
    strict: bool = False
    retry: bool = False
    only: str | None = None  # one document; the stage is then not marked as finished
    quiet: bool = False


class Summary(msgspec.Struct):
    """What a stage did."""

    stage: str
    documents: int = 0
    built: int = 0
    excluded: int = 0
    removed: int = 0
    counts: dict[str, int] = {}


def run_stage(name: str, corpus: Corpus, settings: Settings, options: Options) -> Summary:
    """Run one stage to its end and stamp it.

    Raises:
        BusyError: another run holds this stage.
        SourceError: a document was excluded and `strict` is set.
    """
    stage = flow.STAGES[name]
    with store.locked(corpus.state / f"{name}.lock", f"stage {name} of {corpus.name}"):
        run = _run_documents if stage.per == "document" else _run_corpus
        summary = run(stage, corpus, settings, options)
        if options.strict:
            _refuse_exclusions(stage, corpus)
        if options.only is None:
            store.write_bytes(corpus.stamp(name), b"")
    return summary


def _refuse_exclusions(stage: flow.Stage, corpus: Corpus) -> None:
    for exclusion in exclusions(corpus):
        if exclusion.stage == stage.name:
            sentence = told(exclusion.source, exclusion.reason, exclusion.detail)
            raise SourceError(exclusion.reason, f"{sentence} (STRICT is set)")


# ---------------------------------------------------------------------------------------------- stages by document


def _run_documents(stage: flow.Stage, corpus: Corpus, settings: Settings, options: Options) -> Summary:
    folder = corpus.build / stage.writes
    folder.mkdir(parents=True, exist_ok=True)
    store.sweep(folder)
    running = corpus.state / f"{stage.name}.running"
    if running.exists():
        drop_unconfirmed(corpus, stage)
    running.touch()
    journal = read_journal(corpus, stage.name)
    used = {section: getattr(settings, section) for section in stage.settings}
    installed = parts.installed() if stage.parts else frozenset()
    todo, entries = _sorted_out(stage, corpus, settings, journal, installed, options)
    removed = 0 if options.only else _clear(folder, todo, entries, journal)
    work = functools.partial(perform, stage.name, corpus, used, tuple(sorted(installed)))
    _perform_all(stage, corpus, work, todo, entries, options)
    remembered = journal | entries if options.only else entries
    if todo or remembered != journal:
        store.write(corpus.journal(stage.name), (entry for _, entry in sorted(remembered.items())), durable=True)
    running.unlink()
    excluded = sum(entry.status == "excluded" for entry in entries.values())
    summary = Summary(stage.name, len(entries), len(todo), excluded, removed, _totals(entries.values()))
    if options.only is None:
        summary.counts |= _finish(stage, corpus, used, entries)
    return summary


def perform(
    name: str, corpus: Corpus, settings: dict[str, Any], installed: tuple[str, ...], document: Document,
    stops: tuple[Failure, ...] = (),
) -> Outcome:  # fmt: skip
    """One document through one stage, in a worker process; `stops` tells how earlier tries of it were stopped."""
    module = importlib.import_module(f"pipeline.stages.{name}")
    job = Job(corpus, document, settings, installed)
    outcome: Outcome = module.resume(job, stops) if stops else module.run(job)
    return outcome


Todo = dict[str, tuple[str, Document]]
"""Documents to do: the key of the result to come, and the document."""


def _sorted_out(
    stage: flow.Stage, corpus: Corpus, settings: Settings, journal: dict[str, Entry], installed: frozenset[str],
    options: Options,
) -> tuple[Todo, dict[str, Entry]]:  # fmt: skip
    """Documents to do, and entries that stand as they are."""
    params = store.sha256_of(msgspec.json.encode(plan.params_of(stage, settings, corpus), order="sorted"))
    upstream = [read_journal(corpus, writer) for writer in map(flow.writer_of, stage.reads) if writer]
    limits, sizes = plan.limits(), store.sizes(corpus.build / stage.writes)
    todo: Todo = {}
    standing: dict[str, Entry] = {}
    for document in store.read(corpus.catalogue, Document):
        doc_id = document.doc_id
        inputs = [entries[doc_id] for entries in upstream if doc_id in entries and entries[doc_id].status == "done"]
        if document.status == "excluded" or len(inputs) < len(upstream) or options.only not in (None, doc_id):
            continue
        about = document if stage.metadata else (document.sha256, document.media_type)
        key = store.sha256_of(msgspec.json.encode([params, about, [entry.sha256 for entry in inputs]], order="sorted"))
        entry = journal.get(doc_id)
        size_bytes = sizes.get(f"{doc_id}.jsonl")
        if entry and entry.key == key and _stands(entry, size_bytes, installed, limits, options):
            standing[doc_id] = entry
        else:
            todo[doc_id] = (key, document)
    return todo, standing


def _stands(entry: Entry, size_bytes: int | None, installed: frozenset[str], limits: Limits, options: Options) -> bool:
    """Whether what the journal says is still so of the output, and nothing has come that would better it."""
    if installed.intersection(entry.needs):
        return False
    if entry.limits and entry.limits != tuple(limits):
        return False
    if entry.status == "excluded":
        return not options.retry
    return size_bytes == entry.size_bytes and not (entry.limits and options.retry)


def _clear(folder: Path, todo: Todo, standing: dict[str, Entry], journal: dict[str, Entry]) -> int:
    """Delete the outputs of documents that are no longer in the corpus. Returns how many documents left."""
    for name in store.sizes(folder):
        doc_id = name.removesuffix(".jsonl")
        if doc_id not in todo and not (doc_id in standing and standing[doc_id].status == "done"):
            (folder / name).unlink()
    return sum(doc_id not in todo and doc_id not in standing for doc_id in journal)


def _perform_all(
    stage: flow.Stage, corpus: Corpus, work: Callable[..., Outcome], todo: Todo, entries: dict[str, Entry],
    options: Options,
) -> None:  # fmt: skip
    """Do every document of `todo`, adding to `entries` and to the journal as each one ends."""
    if not todo:
        return
    limits = plan.limits()
    tasks = ((doc_id, document) for doc_id, (_, document) in todo.items())
    preload = (f"pipeline.stages.{stage.name}", *stage.preload)
    total = len(entries) + len(todo)
    with (
        Progress(stage.name, total, done=len(entries), quiet=options.quiet) as progress,
        corpus.journal(stage.name).open("ab") as log,
    ):
        for answer in run_isolated(
            work, tasks, workers=options.jobs, limits=limits, preload=preload, resume=work if stage.resumes else None
        ):
            entry = entry_of(answer, todo[answer.key][0], limits)
            if entry.status == "excluded":
                corpus.path(stage.writes, entry.doc_id).unlink(missing_ok=True)
            _log_bugs(corpus, stage, answer)
            log.write(msgspec.json.encode(entry) + b"\n")
            log.flush()
            entries[entry.doc_id] = entry
            progress.advance(entry.doc_id, excluded=entry.status == "excluded")


def _log_bugs(corpus: Corpus, stage: flow.Stage, answer: Answer) -> None:
    """Keep the whole traceback of an unforeseen error where a developer will look for it."""
    for failure in (*answer.earlier, *([answer.failure] if answer.failure else [])):
        if failure.reason in LIMITED:
            with (corpus.state / f"{stage.name}.log").open("a", encoding="utf-8") as log:
                log.write(f"{answer.key}\n{failure.detail}\n")


def _totals(entries: Iterable[Entry]) -> dict[str, int]:
    totals: dict[str, int] = {}
    for entry in entries:
        for name, value in entry.counts.items():
            totals[name] = totals.get(name, 0) + value
    return totals


def _finish(stage: flow.Stage, corpus: Corpus, settings: dict[str, Any], entries: dict[str, Entry]) -> dict[str, int]:
    """Merge what the documents gave, unless exactly that has been merged already."""
    module = importlib.import_module(f"pipeline.stages.{stage.name}")
    finish: Callable[..., dict[str, int]] | None = getattr(module, "finish", None)
    if finish is None:
        return {}
    done = sorted(doc_id for doc_id, entry in entries.items() if entry.status == "done")
    state = [stage.version, settings, [[doc_id, entries[doc_id].sha256] for doc_id in done]]
    key = store.sha256_of(msgspec.json.encode(state, order="sorted"))
    return _unless_same(stage, corpus, key, functools.partial(finish, corpus, done, settings))


# --------------------------------------------------------------------------------------- stages over a whole corpus


def _run_corpus(stage: flow.Stage, corpus: Corpus, settings: Settings, options: Options) -> Summary:
    used = {section: getattr(settings, section) for section in stage.settings}
    module = importlib.import_module(f"pipeline.stages.{stage.name}")
    with Progress(stage.name, 0, quiet=options.quiet) as progress:
        work = functools.partial(module.run, corpus, used, progress.at)
        counts = work() if stage.name == "ingest" else _unless_same(stage, corpus, _key(stage, corpus, settings), work)
    for file in stage.makes:
        if not plan.path_of(corpus, file).exists():
            raise ContractError(f"{stage.name} ended without {plan.path_of(corpus, file)}; please report it")
    return Summary(
        stage.name, counts.get("documents", 0), counts.get("built", 0), counts.get("excluded", 0), counts=counts
    )


def _key(stage: flow.Stage, corpus: Corpus, settings: Settings) -> str:
    inputs: dict[str, Any] = {file: store.file_sha256(plan.path_of(corpus, file)) for file in stage.reads}
    if stage.opens:
        inputs["excluded"] = exclusions(corpus)
        for name in flow.DOCUMENT_STAGES:
            inputs[name] = [(entry.doc_id, entry.sha256) for entry in read_journal(corpus, name).values()]
    return store.sha256_of(msgspec.json.encode([plan.params_of(stage, settings, corpus), inputs], order="sorted"))


def _unless_same(stage: flow.Stage, corpus: Corpus, key: str, work: Callable[[], dict[str, int]]) -> dict[str, int]:
    """Do the work unless it was done from exactly this and its files are still there, of their size."""
    record = corpus.state / f"{stage.name}.done.json"
    if record.is_file():
        done = msgspec.json.decode(record.read_bytes())
        if done["key"] == key and done["files"] == _sizes(stage, corpus):
            return dict(done["counts"])
    record.unlink(missing_ok=True)
    counts = work()
    store.write_bytes(record, store.encode_pretty({"key": key, "files": _sizes(stage, corpus), "counts": counts}))
    return counts


def _sizes(stage: flow.Stage, corpus: Corpus) -> dict[str, int]:
    return {file: path.stat().st_size for file in stage.makes if (path := plan.path_of(corpus, file)).exists()}
