"""The stage of words: every table is written, and what has too little is noted instead of computed."""

import json

import pytest

from pipeline import flow, store
from pipeline.records import FILES, Bag, Document, Duplicate, Hit, Passage, Run, Unit, ZoneSpan
from pipeline.settings import Period, Settings
from pipeline.stages import words
from pipeline.store import Corpus

OLD, NEW = "coopération décentralisée", "action extérieure des collectivités territoriales"


def document(doc_id):
    return Document(
        doc_id, f"{doc_id}.txt", "text/plain", "0", 1, None, None, None, "deliberation", None, None, None, "fr", None, None,
        None, "kept", None, {},
    )  # fmt: skip


def put(corpus, number, year):
    """One document of one act: its term, and « forage » beside the old one, « climat » beside the new."""
    doc_id, term, entry = f"d{number:03}", (OLD if year < 2012 else NEW), ("CD" if year < 2012 else "AECT")
    near = "forage" if year < 2012 else "climat"
    text = f"La commune mène une {term} pour un {near}. Le projet progresse. Un jumelage existe ici."
    unit = Unit(
        unit_id=f"{doc_id}:u0", doc_id=doc_id, kind="act", passage_first=0, passage_last=0, page_first=1, page_last=1,
        title=None, number=None, date=f"{year}-05-02", date_source="text", year=year, collectivite=f"Ville {number % 4}",
        insee=f"0100{number % 4}", siren=None, siret=None, matiere=None, votes=None, visas=[], stamp=None,
        zones=[ZoneSpan("expose", f"{doc_id}:p0", 0, len(text))], sections=[], confidence=1.0, warnings=[],
    )  # fmt: skip
    first, second = text.find(". ") + 1, text.rfind(". Un") + 1
    passage = Passage(
        doc_id, f"{doc_id}:p0", 1, 1, "body", None, text, [(0, first), (first + 1, second), (second + 1, len(text))], 20,
        [Run(0, 1, 0, len(text))], language="fr",
    )  # fmt: skip
    start = text.find(term)
    hit = Hit(
        doc_id, unit.unit_id, passage.passage_id, 1, start, start + len(term), "term", entry, "full", term, "expose", False,
        "use", "free_text",
    )  # fmt: skip
    bag = Bag(
        unit_id=unit.unit_id, doc_id=doc_id, date=unit.date, year=year, genre="deliberation", insee=unit.insee, words=20,
        sentences=3, lemmas={"commune": 1, "exister": 1, "jumelage": 1, "mener": 1, near: 1, "progresser": 1, "projet": 1},
        terms={entry: (1, 0, 0, 0)}, themes={"eau" if year < 2012 else "climat": 1}, candidates={}, signature="",
    )  # fmt: skip
    store.write(corpus.path("passages", doc_id), [passage])
    store.write(corpus.path("acts", doc_id), [unit])
    store.write(corpus.path("hits", doc_id), [hit])
    return document(doc_id), unit, bag


def built(root, years, per_year):
    corpus = Corpus("c", str(root / "corpora" / "c"), str(root / "raw"), str(root))
    made = [put(corpus, 10 * year_number + n, year) for year_number, year in enumerate(years) for n in range(per_year)]
    store.write(corpus.catalogue, [one[0] for one in made])
    store.write(corpus.build / "acts.jsonl", [one[1] for one in made])
    store.write(corpus.build / "counts.jsonl", [one[2] for one in made])
    store.write(corpus.build / "duplicates.jsonl", list[Duplicate]())
    return corpus


def settings(periods=()):
    whole = Settings(periods=periods)
    return {name: getattr(whole, name) for name in flow.STAGES["words"].settings}


def rows(corpus, name):
    return store.read_all(corpus.reports / f"{name}.jsonl", FILES[f"{name}.jsonl"])


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    made = built(tmp_path_factory.mktemp("words"), range(2006, 2018), 8)
    words.run(made, settings(), lambda *_: None)
    return made


def test_years_make_the_periods_where_none_are_named(corpus):
    told = json.loads((corpus.reports / "words.json").read_text("utf-8"))
    assert [row.cut for row in rows(corpus, "periods") if row.kept] == [2012]
    assert told["periods_from"] == "words"
    assert [period["label"] for period in told["periods"]] == ["2006-2011", "2012-2017"]


def test_each_table_shows_the_planted_words(corpus):
    marks = {(row.part, row.form) for row in rows(corpus, "specificities") if row.by == "period" and row.score > 2}
    assert {("2006-2011", "forage"), ("2012-2017", "climat"), ("2006-2011", "CD"), ("2012-2017", "AECT")} <= marks
    assert {(row.node, row.collocate) for row in rows(corpus, "collocates")} >= {("CD", "forage"), ("AECT", "climat")}
    assert {row.theme for row in rows(corpus, "theme_shares") if row.part == "2006" and row.share == 1} == {"eau"}
    runs = {
        row.form: (row.first, row.last)
        for row in rows(corpus, "interval_specificities")
        if row.rank == 1 and row.score > 0
    }
    assert runs["forage"] == runs["CD"] == ("2006", "2011")
    together = {(row.theme, row.term): row.with_both for row in rows(corpus, "theme_terms")}
    assert together["eau", "CD"] == 48
    assert together["eau", "AECT"] == 0
    places = {row.point: row.x for row in rows(corpus, "maps") if (row.of, row.by) == ("lemma", "year")}
    assert places["forage"] * places["climat"] < 0


def test_what_has_too_little_is_noted(corpus, tmp_path):
    told = json.loads((corpus.reports / "words.json").read_text("utf-8"))
    notes = {(note["table"], note["what"]): note["reason"] for note in told["notes"]}
    assert notes["specificities", "lemma, genre"] == "1 part; two are needed to compare"
    poor = built(tmp_path, [2006], 3)
    assert set(words.run(poor, settings(), lambda *_: None)) == {
        name.split("/")[1].split(".")[0] for name in flow.WORDS
    }
    notes = {note["table"]: note["reason"] for note in json.loads((poor.reports / "words.json").read_text())["notes"]}
    assert "segments of about 40 words" in notes["classes"]
    assert "groups of years" in notes["periods"]
    assert "documents use it" in notes["collocates"]
    assert rows(poor, "collocates") == []


def test_declared_periods_are_used(tmp_path):
    corpus = built(tmp_path, range(2006, 2018), 6)
    words.run(corpus, settings((Period("avant", 2006, 2011), Period("après", 2012, 2017))), lambda *_: None)
    assert {row.part for row in rows(corpus, "collocates")} == {"avant", "après"}
    assert json.loads((corpus.reports / "words.json").read_text("utf-8"))["periods_from"] == "corpus.toml"


def test_a_corpus_without_units_gives_empty_tables(tmp_path):
    corpus = built(tmp_path, [], 0)
    assert set(words.run(corpus, settings(), lambda *_: None).values()) == {0}
