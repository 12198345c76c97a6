import csv

import msgspec
import pytest

from pipeline import store
from pipeline.errors import SourceError
from pipeline.jobs import Job
from pipeline.records import Document, Passage, Unit
from pipeline.settings import Settings
from pipeline.stages import acts
from pipeline.store import Corpus

TEXT = [
    "COMMUNE DE MARTIGUES - EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS", "SIRET : 21860194600013", "Séance du 25 mars 2019",
    "Délibération n° 2019-045", "OBJET : Eau, « assainissement »", "Nomenclature : 9.1", "Vu le CGCT,",
    "Le conseil municipal, après en avoir délibéré, approuve.",
]  # fmt: skip


def corpus(tmp_path):
    return Corpus(name="c", home=str(tmp_path), raw=str(tmp_path), root=str(tmp_path))


def document(doc_id, genre="deliberation"):
    return Document(
        doc_id, f"{doc_id}.pdf", "application/pdf", "0", 1, None, None, None, genre, None, None, None, "fr", None,
        "https://example.org/a.pdf", None, "kept", None, {},
    )  # fmt: skip


def run(place, doc_id, lines, genre="deliberation"):
    parts = [Passage(doc_id, f"{doc_id}:p{i}", 1, 1, "body", None, text, [], 1, []) for i, text in enumerate(lines)]
    store.write(place.path("passages", doc_id), parts)
    settings = Settings()
    return acts.run(Job(place, document(doc_id, genre), {"acts": settings.acts, "genres": settings.genres}))


def rows(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def test_acts_are_joined_and_published(tmp_path):
    place = corpus(tmp_path)
    outcome = run(place, "a", TEXT)
    assert outcome.counts == {"acts": 1, "documents": 0}
    assert run(place, "b", [*TEXT[:1], *TEXT[2:]]).status == "done"
    assert run(place, "c", ["Un texte."], "report").counts == {"acts": 0, "documents": 1}
    store.write(place.catalogue, [document(doc_id) for doc_id in "abc"])
    assert acts.finish(place, ["a", "b", "c"], {}) == {"units": 3, "published": 1, "rejected": 1}
    assert [unit.unit_id for unit in store.read(place.build / "acts.jsonl", Unit)] == ["a:u0", "b:u0", "c:u0"]
    header, row = rows(place.build / "deliberations.csv")
    assert len(header) == 17
    assert (row[1], row[3], row[6], row[16]) == (
        "21860194600013", "2019-03-25", "Eau, « assainissement »", "https://example.org/a.pdf",
    )  # fmt: skip
    assert rows(place.build / "deliberations-rejected.csv") == [
        ["unit_id", "doc_id", "reason"], ["b:u0", "b", "COLL_SIRET missing"],
    ]  # fmt: skip


def test_tables_exist_without_acts(tmp_path):
    place = corpus(tmp_path)
    assert acts.finish(place, [], {}) == {"units": 0, "published": 0, "rejected": 0}
    assert len(rows(place.build / "deliberations.csv")) == 1
    assert rows(place.build / "deliberations-rejected.csv") == [["unit_id", "doc_id", "reason"]]


def test_a_document_without_passages_is_a_record_with_a_reason(tmp_path):
    with pytest.raises(SourceError, match="no_text"):
        run(corpus(tmp_path), "a", [])


def test_units_survive_the_disk(tmp_path):
    place = corpus(tmp_path)
    run(place, "a", TEXT)
    (unit,) = store.read_all(place.path("acts", "a"), Unit)
    assert msgspec.json.decode(msgspec.json.encode(unit), type=Unit) == unit
