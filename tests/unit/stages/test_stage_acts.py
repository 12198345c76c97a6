import csv
import subprocess
import sys

import msgspec
import pytest

from pipeline import store
from pipeline.errors import SourceError
from pipeline.flow import STAGES
from pipeline.jobs import Job
from pipeline.records import Document, Passage, Unit
from pipeline.settings import ActsSection, Settings
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


def finish(place, doc_ids, **values):
    return acts.finish(place, doc_ids, {"acts": ActsSection(**values)})


def test_acts_are_joined_and_published(tmp_path):
    place = corpus(tmp_path)
    outcome = run(place, "a", TEXT)
    assert outcome.counts == {"acts": 1, "documents": 0}
    assert run(place, "b", [*TEXT[:1], *TEXT[2:]]).status == "done"
    assert run(place, "c", ["Un texte."], "report").counts == {"acts": 0, "documents": 1}
    store.write(place.catalogue, [document(doc_id) for doc_id in "abc"])
    counts = {"units": 3, "published": 1, "rejected": 1, "completed": 0, "derived": 0}
    assert finish(place, ["a", "b", "c"]) == counts
    assert [unit.unit_id for unit in store.read(place.build / "acts.jsonl", Unit)] == ["a:u0", "b:u0", "c:u0"]
    header, row = rows(place.build / "deliberations.csv")
    assert len(header) == 17
    assert (row[1], row[3], row[6], row[16]) == (
        "21860194600013", "2019-03-25", "Eau, « assainissement »", "https://example.org/a.pdf",
    )  # fmt: skip
    assert rows(place.build / "deliberations-rejected.csv") == [
        ["unit_id", "doc_id", "reason", "remedy"],
        ["b:u0", "b", "COLL_SIRET missing", "corpus.toml: [acts] siret; documents.csv: COLL_SIRET"],
    ]
    assert rows(place.build / "deliberations-notes.csv") == [["unit_id", "doc_id", "column", "value", "origin"]]


def test_what_corpus_toml_says_fills_what_an_act_does_not_print_and_is_noted(tmp_path):
    place = corpus(tmp_path)
    run(place, "a", TEXT)
    run(place, "b", [line for line in TEXT if "SIRET" not in line and "Nomenclature" not in line])
    told = {"siret": ("21130056100423", "21860194600013"), "matiere": "8.8"}
    counts = {"units": 2, "published": 2, "rejected": 0, "completed": 1, "derived": 0}
    assert finish(place, ["a", "b"], **told) == counts
    _, printed, completed = rows(place.build / "deliberations.csv")
    assert (printed[1], printed[4]) == ("21860194600013", "9.1")
    assert (completed[1], completed[4]) == ("21130056100423", "8.8")
    assert rows(place.build / "deliberations-notes.csv")[1:] == [
        ["b:u0", "b", "COLL_SIRET", "21130056100423", "declared"],
        ["b:u0", "b", "DELIB_MATIERE_CODE", "8.8", "declared"],
        ["b:u0", "b", "DELIB_MATIERE_NOM", "domaines de compétences par thèmes/environnement", "declared"],
    ]
    (unit,) = store.read_all(place.path("acts", "b"), Unit)
    assert (unit.siret, unit.matiere) == (None, None)


def test_a_siret_is_derived_only_when_asked_and_said_to_be(tmp_path):
    place = corpus(tmp_path)
    run(place, "b", [*TEXT[:1], *TEXT[2:]])
    assert finish(place, ["b"])["published"] == 0
    counts = {"units": 1, "published": 1, "rejected": 0, "completed": 0, "derived": 1}
    assert finish(place, ["b"], derive_siret=True) == counts
    assert rows(place.build / "deliberations.csv")[1][1] == "21130056100019"
    assert rows(place.build / "deliberations-notes.csv")[1:] == [
        ["b:u0", "b", "COLL_SIRET", "21130056100019", "derived"],
    ]


def test_a_row_of_an_scdl_table_keeps_what_no_unit_carries(tmp_path):
    place = corpus(tmp_path)
    run(place, "a", TEXT)
    told = {"VOTE_REEL": "31", "budget_annee": "2019", "BUDGET_NOM": "Budget principal", "autre": "x"}
    store.write(place.catalogue, [msgspec.structs.replace(document("a"), extra=told)])
    assert finish(place, ["a"])["published"] == 1
    _, row = rows(place.build / "deliberations.csv")
    assert (row[7], row[8], row[12]) == ("2019", "Budget principal", "31")


def test_a_declaration_that_cannot_be_used_is_told(tmp_path):
    place = corpus(tmp_path)
    run(place, "a", TEXT)
    told = {"COLL_SIRET": "21860194600014", "DELIB_MATIERE_CODE": "9.9"}
    store.write(place.catalogue, [msgspec.structs.replace(document("a"), extra=told)])
    assert finish(place, ["a"])["published"] == 0
    _, (_, _, reason, _) = rows(place.build / "deliberations-rejected.csv")
    assert reason == (
        "COLL_SIRET declared with a wrong key: 21860194600014; "
        "DELIB_MATIERE_CODE declared is no code of the nomenclature: 9.9"
    )


def test_tables_exist_without_acts(tmp_path):
    place = corpus(tmp_path)
    assert finish(place, []) == {"units": 0, "published": 0, "rejected": 0, "completed": 0, "derived": 0}
    assert len(rows(place.build / "deliberations.csv")) == 1
    assert rows(place.build / "deliberations-rejected.csv") == [["unit_id", "doc_id", "reason", "remedy"]]


def test_a_document_without_passages_is_a_record_with_a_reason(tmp_path):
    with pytest.raises(SourceError, match="no_text"):
        run(corpus(tmp_path), "a", [])


def test_units_survive_the_disk(tmp_path):
    place = corpus(tmp_path)
    run(place, "a", TEXT)
    (unit,) = store.read_all(place.path("acts", "a"), Unit)
    assert msgspec.json.decode(msgspec.json.encode(unit), type=Unit) == unit


def test_the_official_tables_are_read_before_workers_are_forked():
    """What the stage preloads has them in memory: a worker would read them again, for 0.3 s and 25 MB."""
    modules = ", ".join(STAGES["acts"].preload)
    program = (
        f"import {modules}; from pipeline.acts import territories; print(territories._table.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "1\n"
