"""All records for other tools: Parquet tables, one SQLite file, JSON Schemas, checksums; the same bytes each time."""

import os
import sqlite3
import types
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, Union, get_args, get_origin

import msgspec

from pipeline import flow, store
from pipeline.records import (
    FILES,
    Bag,
    Candidate,
    Change,
    Definition,
    Document,
    Duplicate,
    Exclusion,
    Hit,
    Manifest,
    Mixture,
    Point,
    Record,
    Term,
    Topic,
    Unit,
)  # fmt: skip
from pipeline.store import Corpus

Progress = Callable[[int, int, str], None]
Row = dict[str, Any]

ROWS_AT_ONCE = 20_000
"""Rows of one Parquet row group: a few megabytes of hits, whatever the size of the corpus."""

KINDS: dict[type, str] = {str: "TEXT", int: "INTEGER", float: "REAL", bool: "BOOLEAN"}
"""Of columns; anything else is JSON in a text column."""

BAG_COLUMNS = ("unit_id", "doc_id", "date", "year", "genre", "insee", "words", "sentences")
BESIDE_MODELS = ("series", "changes")
"""Tables that have rows of topics as well, which lie with their model."""
INDEXED = ("doc_id", "unit_id", "series", "entry")


class Table(NamedTuple):
    """One table: its columns with their kind, and its rows, read anew at each call."""

    name: str
    columns: dict[str, str]
    rows: Callable[[], Iterator[Row]]


def run(corpus: Corpus, settings: dict[str, Any], progress: Progress) -> dict[str, int]:
    """Write export/ of one corpus.

    Args:
        corpus: after topics and trends.
        settings: sections export, corpus.
        progress: called with steps done, steps in all, what comes next.

    Returns:
        Tables and files made.
    """
    folder, section = corpus.reports / "export", settings["export"]
    store.sweep(folder)
    made, chosen = [], tables(corpus)
    for step, table in enumerate(chosen):
        progress(step, len(chosen) + 1, table.name)
        if section.parquet:
            made.append(write_parquet(folder / f"{table.name}.parquet", table))
    progress(len(chosen), len(chosen) + 1, "sqlite")
    if section.sqlite:
        made.append(write_sqlite(folder / "corpus.sqlite", chosen))
    records: set[type[Record]] = {*FILES.values(), Exclusion, Manifest}
    for record in sorted(records, key=lambda record: record.__name__):
        path = folder / "schemas" / f"{record.__name__}.json"
        store.write_if_different(path, store.encode_pretty(msgspec.json.schema(record)))
        made.append(path)
    _finish(folder, made)
    progress(len(chosen) + 1, len(chosen) + 1, "done")
    return {"tables": len(chosen), "files": len(made) + 1}


def tables(corpus: Corpus) -> list[Table]:
    """Every table with the file behind it; a file that is absent gives an empty table."""
    build, models, reports = corpus.build, corpus.models, corpus.reports
    return [
        _plain("documents", Document, [corpus.catalogue]),
        _plain("units", Unit, [build / "acts.jsonl"]),
        Table("hits", columns_of(Hit), lambda: _records(Hit, _hit_files(corpus))),
        Table(
            "counts", {name: columns_of(Bag)[name] for name in BAG_COLUMNS},
            lambda: ({name: getattr(bag, name) for name in BAG_COLUMNS} for bag in _bags(corpus)),
        ),
        Table(
            "unit_terms",
            {"unit_id": "TEXT", "entry": "TEXT"} | dict.fromkeys(("use", "mention", "ambiguous", "ocr"), "INTEGER"),
            lambda: (
                {"unit_id": bag.unit_id, "entry": entry, "use": n[0], "mention": n[1], "ambiguous": n[2], "ocr": n[3]}
                for bag in _bags(corpus) for entry, n in bag.terms.items()
            ),
        ),
        Table(
            "unit_themes", {"unit_id": "TEXT", "entry": "TEXT", "hits": "INTEGER"},
            lambda: (
                {"unit_id": bag.unit_id, "entry": entry, "hits": hits}
                for bag in _bags(corpus) for entry, hits in bag.themes.items()
            ),
        ),
        _plain("terms", Term, [build / "terms.jsonl"]),
        _plain("candidates", Candidate, [build / "candidates.jsonl"]),
        _plain("definitions", Definition, [build / "definitions.jsonl"]),
        _plain("duplicates", Duplicate, [build / "duplicates.jsonl"]),
        _plain("topics", Topic, [models / "topics.jsonl"]),
        _plain("mixtures", Mixture, [models / "mixtures.jsonl"]),
        _plain("series", Point, [folder / "series.jsonl" for folder in (reports, models)]),
        _plain("changes", Change, [folder / "changes.jsonl" for folder in (reports, models)]),
        *(
            _plain(path.stem, FILES[path.name], [reports / path.name])
            for path in map(Path, (*flow.MEASURED, *flow.SHIFTED, *flow.WORDS))
            if path.name in FILES and path.stem not in BESIDE_MODELS
        ),
    ]  # fmt: skip


def _plain(name: str, record: type[Record], paths: list[Path]) -> Table:
    return Table(name, columns_of(record), lambda: _records(record, paths))


def _records(record: type[Record], paths: Iterable[Path]) -> Iterator[Row]:
    """Records as rows; what is neither text nor number is written as JSON."""
    nested = [name for name, kind in columns_of(record).items() if kind == "JSON"]
    for path in paths:
        if path.is_file():
            for item in store.read(path, record):
                row: Row = msgspec.to_builtins(item)
                for name in nested:
                    if row[name] is not None:
                        row[name] = msgspec.json.encode(row[name]).decode()
                yield row


def _hit_files(corpus: Corpus) -> Iterator[Path]:
    """Hits of every document that has some, in the order of the catalogue."""
    for document in store.read(corpus.catalogue, Document):
        yield corpus.path("hits", document.doc_id)


def _bags(corpus: Corpus) -> Iterator[Bag]:
    path = corpus.build / "counts.jsonl"
    return store.read(path, Bag) if path.is_file() else iter(())


def columns_of(record: type[Record]) -> dict[str, str]:
    """Columns of a record with their kind."""
    return {field.name: _kind(field.type) for field in msgspec.structs.fields(record)}


def _kind(declared: Any) -> str:
    """TEXT, INTEGER, REAL, BOOLEAN, or JSON for everything else."""
    if hasattr(declared, "__metadata__"):
        return _kind(get_args(declared)[0])
    origin = get_origin(declared)
    if origin in (Union, types.UnionType):
        kinds = {_kind(part) for part in get_args(declared) if part is not type(None)}
        return kinds.pop() if len(kinds) == 1 else "JSON"
    if origin is not None and str(origin) == "typing.Literal":
        return "TEXT"
    if isinstance(declared, type) and issubclass(declared, str):
        return "TEXT"
    return KINDS.get(declared, "JSON")


def write_parquet(path: Path, table: Table) -> Path:
    """One Parquet file, a group of rows at a time."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {
        "TEXT": pa.string(),
        "INTEGER": pa.int64(),
        "REAL": pa.float64(),
        "BOOLEAN": pa.bool_(),
        "JSON": pa.string(),
    }
    schema = pa.schema([(name, kinds[kind]) for name, kind in table.columns.items()])
    rows = table.rows()
    with store.atomic(path) as stream, pq.ParquetWriter(stream, schema, compression="zstd") as writer:
        while group := list(islice(rows, ROWS_AT_ONCE)):
            writer.write_batch(pa.RecordBatch.from_pylist(group, schema=schema))
    return path


def write_sqlite(path: Path, chosen: list[Table]) -> Path:
    """One SQLite file with every table and its indexes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{store.TEMPORARY}{os.getpid()}-{path.name}")
    temporary.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(temporary)) as database:
            database.execute("PRAGMA journal_mode = OFF")  # nobody reads the file before it has its name
            for table in chosen:
                _fill(database, table)
            database.commit()
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return path


def _fill(database: sqlite3.Connection, table: Table) -> None:
    """Names come from our own records, never from a document; values are bound."""
    columns = ", ".join(f'"{name}" {kind}' for name, kind in table.columns.items())
    database.execute(f'CREATE TABLE "{table.name}" ({columns})')
    marks = ", ".join(f":{name}" for name in table.columns)
    database.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', table.rows())  # noqa: S608
    for name in INDEXED:
        if name in table.columns:
            database.execute(f'CREATE INDEX "{table.name}_{name}" ON "{table.name}" ("{name}")')


def _finish(folder: Path, made: list[Path]) -> None:
    """Checksums of what was made, and nothing else left in the folder."""
    names = sorted(path.relative_to(folder).as_posix() for path in made)
    lines = "".join(f"{store.file_sha256(folder / name)}  {name}\n" for name in names)
    store.write_if_different(folder / "checksums.sha256", lines.encode())
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.relative_to(folder).as_posix() not in {*names, "checksums.sha256"}:
            path.unlink()
