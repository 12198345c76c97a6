"""Concordance of a built corpus: entries and words, order, conditions, output that other tools read."""

import csv
import io
import json

import pytest

from pipeline import cli, store
from pipeline.errors import UsageError
from pipeline.records import Document, Duplicate, Hit, Passage, Run, Unit, ZoneSpan
from pipeline.store import Corpus
from pipeline.words.concordance import Wanted, concordance, ordered, pattern_of

TEXTS = {
    "a": (
        "2009-03-02",
        "Le programme de coopération décentralisée avec Fès, puis la COOPÉRATION DÉCENTRALISÉE nouvelle.",
        "expose",
    ),
    "b": (
        "2015-06-01",
        "Vu la loi sur la coopération décentralisée ; les coopérations décentralisées avec Aného.",
        "visas",
    ),
    "c": (None, "Une action extérieure de la commune.", "dispositif"),
}


def put(corpus, doc_id, date, text, zone):
    name = f"{doc_id}:p0"
    passage = Passage(
        doc_id, name, 3, 4, "body", None, text, [(0, len(text))], 9, [Run(0, 3, 0, 20), Run(20, 4, 0, len(text) - 20)]
    )
    unit = Unit(
        f"{doc_id}:u0", doc_id, "act", 0, 0, 3, 4, None, None, date, "text" if date else "none", date and int(date[:4]),
        "Ville de Kerlann", None, None, None, None, None, [], None, [ZoneSpan(zone, name, 0, len(text))], [], 1.0, [],
    )  # fmt: skip
    lower = text.lower()
    hits = []
    place = lower.find("coopération décentralisée")
    while place >= 0:
        status = "mention" if zone == "visas" else "use"
        hits.append(
            Hit(
                doc_id,
                unit.unit_id,
                name,
                3,
                place,
                place + 25,
                "term",
                "CD",
                "CD.1",
                text[place : place + 25],
                zone,
                False,
                status,
                "rule",
            )
        )
        place = lower.find("coopération décentralisée", place + 1)
    store.write(corpus.path("passages", doc_id), [passage])
    store.write(corpus.path("acts", doc_id), [unit])
    store.write(corpus.path("hits", doc_id), hits)


@pytest.fixture
def corpus(root):
    made = Corpus("t", str(root / "corpora" / "t"), str(root / "corpora" / "t" / "raw"), str(root))
    (root / "corpora" / "t" / "raw").mkdir(parents=True)
    catalogue = [
        Document(
            doc_id, f"{doc_id}.pdf", "application/pdf", "0" * 64, 1, None, None, None, "deliberation", None, None, None, "fr", None,
            None, None, "kept", None, {},
        )
        for doc_id in TEXTS
    ]  # fmt: skip
    store.write(made.catalogue, catalogue)
    for doc_id, (date, text, zone) in TEXTS.items():
        put(made, doc_id, date, text, zone)
    return made


def rows(corpus, term, **conditions):
    return list(concordance(corpus, Wanted(term, **conditions), width=20))


def test_an_entry_gives_its_hits_with_their_status_and_page(corpus):
    found = rows(corpus, "CD")
    assert [(row.doc_id, row.status, row.zone, row.page) for row in found] == [
        ("a", "use", "expose", 3), ("a", "use", "expose", 4), ("b", "mention", "visas", 3),
    ]  # fmt: skip
    first = found[0]
    assert (first.left, first.pivot, first.right) == (
        "Le programme de ",
        "coopération décentralisée",
        " avec Fès, puis la",
    )
    assert TEXTS["a"][1][first.start : first.end] == first.pivot


def test_words_are_found_without_case_or_accents_and_with_a_star(corpus):
    assert [row.pivot for row in rows(corpus, "cooperation* decentralis*")] == [
        "coopération décentralisée", "COOPÉRATION DÉCENTRALISÉE", "coopération décentralisée", "coopérations décentralisées",
    ]  # fmt: skip
    assert [row.pivot for row in rows(corpus, "action extérieure")] == ["action extérieure"]
    assert rows(corpus, "opération") == []


@pytest.mark.parametrize("words", ["", " * ", "!?"])
def test_words_without_a_letter_are_refused_in_one_sentence(words):
    with pytest.raises(UsageError, match="holds no word"):
        pattern_of(words)


def test_conditions_leave_lines_out(corpus):
    assert {row.doc_id for row in rows(corpus, "CD", statuses=("use",))} == {"a"}
    assert {row.doc_id for row in rows(corpus, "CD", zones=("visas",))} == {"b"}
    assert {row.doc_id for row in rows(corpus, "CD", first_year=2010, last_year=2020)} == {"b"}
    assert rows(corpus, "action", first_year=2010, last_year=2020) == []  # undated


def test_repeated_texts_are_left_out_unless_asked_for(corpus):
    store.write(corpus.build / "duplicates.jsonl", [Duplicate("b:u0", "a:u0", 0.99)])
    assert {row.doc_id for row in rows(corpus, "CD")} == {"a"}
    assert {row.doc_id for row in rows(corpus, "CD", repeated=True)} == {"a", "b"}


def test_orders_read_outward_from_the_pivot(corpus):
    found = rows(corpus, "cooperation* decentralis*")
    assert [row.right.strip() for row in ordered(found, "right")] == sorted(
        (row.right.strip() for row in found), key=lambda text: text.lower().replace("é", "e").strip(" ;.")
    )
    assert [row.left.split()[-1] for row in ordered(found, "left")] == ["de", "la", "la", "les"]
    assert [row.date for row in ordered([*rows(corpus, "action"), *found], "date")][-1] is None


def test_a_corpus_that_is_not_built_is_one_sentence(root):
    with pytest.raises(UsageError, match="is not built; make all CORPUS=x does that"):
        rows(Corpus("x", str(root), str(root), str(root)), "CD")


def run(arguments, capsys, monkeypatch, corpus):
    monkeypatch.setenv("GLISSEMENT_ROOT", corpus.root)
    code = cli.run(["kwic", *arguments, "--corpus", "t"])
    return code, capsys.readouterr()


def test_csv_and_jsonl_hold_every_field(capsys, monkeypatch, corpus):
    code, out = run(["CD", "--as", "csv"], capsys, monkeypatch, corpus)
    table = list(csv.DictReader(io.StringIO(out.out)))
    assert (code, [row["page"] for row in table], table[2]["reason"]) == (0, ["3", "4", "3"], "rule")
    _, out = run(["CD", "--as", "jsonl", "--limit", "1"], capsys, monkeypatch, corpus)
    (row,) = map(json.loads, out.out.splitlines())
    assert (row["entry"], row["date"], row["collectivite"]) == ("CD", "2009-03-02", "Ville de Kerlann")


def test_lines_for_reading_end_with_the_numbers(capsys, monkeypatch, corpus):
    _, out = run(["CD", "--status", "use", "--years", "2009"], capsys, monkeypatch, corpus)
    assert len(out.out.splitlines()) == 2
    assert "2009-03-02  a.pdf p. 4 [use: rule]" in out.out
    assert out.err.strip() == "2 occurrences, 1 documents"


def test_years_that_are_none_are_refused(capsys, monkeypatch, corpus):
    code, out = run(["CD", "--years", "20xx"], capsys, monkeypatch, corpus)
    assert code != 0
    assert "give one year or two, as in 2005-2014" in out.err
