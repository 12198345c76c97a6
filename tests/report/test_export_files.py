"""The tables for other tools, read back with other tools."""

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec
import pyarrow.parquet as pq
import pytest
import report_factory

from pipeline import flow, store
from pipeline.records import Document, Hit
from pipeline.stages import export
from pipeline.store import Corpus


def quiet(done, total, what):
    """No progress wanted."""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    corpus = report_factory.build(tmp_path_factory.mktemp("export"))
    export.run(corpus, report_factory.SECTIONS, quiet)
    return corpus


def query(corpus, statement):
    with closing(sqlite3.connect(corpus.reports / "export/corpus.sqlite")) as database:
        return database.execute(statement).fetchall()


def test_parquet_and_sqlite_hold_every_record(corpus):
    hits = [
        hit
        for document in store.read(corpus.catalogue, Document)
        if corpus.path("hits", document.doc_id).is_file()
        for hit in store.read(corpus.path("hits", document.doc_id), Hit)
    ]
    table = pq.read_table(corpus.reports / "export/hits.parquet")
    assert table.num_rows == len(hits) == query(corpus, "SELECT count(*) FROM hits")[0][0]
    assert table.to_pylist()[5] == msgspec.to_builtins(hits[5])


def test_values_keep_their_types(corpus):
    table = pq.read_table(corpus.reports / "export/documents.parquet")
    kinds = {field.name: str(field.type) for field in table.schema}
    assert (kinds["doc_id"], kinds["year"], kinds["extra"]) == ("string", "int64", "string")
    row = query(corpus, "SELECT year, typeof(year), extra FROM documents WHERE doc_id = 'doc-900'")
    assert row == [(2009, "integer", '{"detail":"password"}')]
    point = query(
        corpus, "SELECT low, units FROM series WHERE series = 'term:CD' AND measure = 'share_of_units' AND year = 2007"
    )
    assert point == [(None, 3)]


def test_hostile_text_comes_back_as_it_was(corpus):
    title = query(corpus, "SELECT title FROM documents WHERE doc_id = 'doc-001'")[0][0]
    assert report_factory.HOSTILE in title


def test_terms_of_units_are_rows(corpus):
    assert query(corpus, "SELECT use, mention FROM unit_terms WHERE unit_id = 'doc-001:u0' AND entry = 'CD'") == [
        (1, 0)
    ]


def test_schemas_describe_each_record(corpus):
    schema = json.loads((corpus.reports / "export/schemas/Hit.json").read_text())
    assert set(schema["$defs"]["Hit"]["properties"]) == set(Hit.__struct_fields__)


def test_checksums_cover_every_file_and_the_same_bytes_come_again(corpus, tmp_path):
    folder = corpus.reports / "export"
    listed = dict(reversed(line.split("  ")) for line in (folder / "checksums.sha256").read_text().splitlines())
    found = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    assert set(listed) == set(found) - {"checksums.sha256"}
    assert all(hashlib.sha256(found[name].read_bytes()).hexdigest() == digest for name, digest in listed.items())
    other = report_factory.build(tmp_path)
    export.run(other, report_factory.SECTIONS, quiet)
    assert (other.reports / "export/checksums.sha256").read_text() == (folder / "checksums.sha256").read_text()


def test_what_is_no_longer_asked_for_is_removed(tmp_path):
    corpus = report_factory.build(tmp_path, documents=2)
    export.run(corpus, report_factory.SECTIONS, quiet)
    section = msgspec.structs.replace(report_factory.SECTIONS["export"], parquet=False, sqlite=False)
    export.run(corpus, report_factory.SECTIONS | {"export": section}, quiet)
    names = {path.suffix for path in (corpus.reports / "export").rglob("*") if path.is_file()}
    assert names == {".json", ".sha256"}


def test_a_corpus_without_documents_gives_empty_tables(tmp_path):
    corpus = report_factory.build(tmp_path, documents=0, dated=False)
    export.run(corpus, report_factory.SECTIONS, quiet)
    assert pq.read_table(corpus.reports / "export/hits.parquet").num_rows == 0


def test_every_table_of_the_reports_folder_is_exported():
    written = {Path(name) for name in (*flow.MEASURED, *flow.SHIFTED, *flow.WORDS) if name.endswith(".jsonl")}
    assert {path.stem for path in written} <= {table.name for table in export.tables(Corpus("x", "x", "raw", "x"))}
