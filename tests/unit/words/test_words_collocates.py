"""Windows around a term and the tables made of them, on sentences written for it."""

import csv
import io
import json

import numpy as np
import pytest

from pipeline import cli, store
from pipeline.errors import UsageError
from pipeline.records import Bag, Document, Duplicate, Hit, Passage, Run, Unit, ZoneSpan
from pipeline.store import Corpus
from pipeline.text.analysers import Simple
from pipeline.text.lemmas import lemma
from pipeline.text.tokens import tokenize
from pipeline.words.collocates import changes, collocates
from pipeline.words.parts import table_of
from pipeline.words.windows import sightings, windows_of

NODE = "coopération décentralisée"


@pytest.fixture
def corpus(root):
    home = root / "corpora" / "t"
    (home / "raw").mkdir(parents=True)
    return Corpus("t", str(home), str(home / "raw"), str(root))


def hit(doc_id, start, surface, *, kind="term", entry="CD", status="use", ocr=False):
    return Hit(
        doc_id,
        f"{doc_id}:u0",
        f"{doc_id}:p0",
        1,
        start,
        start + len(surface),
        kind,
        entry,
        "x",
        surface,
        "body",
        ocr,
        status,
        "rule",
    )


def put(corpus, *texts, year=2010, zone="body", named=(), second_page=None, **condition):
    """Documents of one passage; sentences end at « . »; every node is a hit, and every other listed name."""
    documents, bags = [], []
    before = list(store.read(corpus.catalogue, Document)) if corpus.catalogue.is_file() else []
    counted = list(store.read(corpus.build / "counts.jsonl", Bag)) if before else []
    for number, text in enumerate(texts, len(before)):
        doc_id = f"d{number:02}"
        ends = [place + 1 for place, sign in enumerate(text) if sign == "."] or [len(text)]
        sentences = list(zip([0, *ends[:-1]], ends, strict=True))
        cut = text.find(second_page) if second_page else len(text)
        runs = [Run(0, 1, 0, cut), *([Run(cut, 2, 0, len(text) - cut)] if cut < len(text) else [])]
        passage = Passage(doc_id, f"{doc_id}:p0", 1, 2, "body", None, text, sentences, 9, runs)
        unit = Unit(
            f"{doc_id}:u0", doc_id, "act", 0, 0, 1, 2, None, None, f"{year}-01-01", "text", year, None, None, None, None, None,
            None, [], None, [ZoneSpan(zone, passage.passage_id, 0, len(text))], [], 1.0, [],
        )  # fmt: skip
        hits = [hit(doc_id, place, NODE, **condition) for place in range(len(text)) if text.startswith(NODE, place)]
        for name, kind in named:
            if name in text:
                hits.append(hit(doc_id, text.index(name), name, kind=kind, entry="N", status="mention"))
        store.write(corpus.path("passages", doc_id), [passage])
        store.write(corpus.path("acts", doc_id), [unit])
        store.write(corpus.path("hits", doc_id), sorted(hits, key=lambda one: one.start))
        documents.append(
            Document(
                doc_id, f"{doc_id}.txt", "text/plain", "0" * 64, 1, None, None, None, "deliberation", None, None, None, "fr",
                None, None, None, "kept", None, {},
            )
        )  # fmt: skip
        lemmas = {}
        for found in map(lemma, tokenize(text)):
            if found:
                lemmas[found] = lemmas.get(found, 0) + 1
        bags.append(
            Bag(
                f"{doc_id}:u0",
                doc_id,
                f"{year}-01-01",
                year,
                "deliberation",
                None,
                9,
                1,
                dict(sorted(lemmas.items())),
                {},
                {},
                {},
                "",
            )
        )
    store.write(corpus.catalogue, [*before, *documents])
    store.write(corpus.build / "counts.jsonl", [*counted, *bags])


def words(corpus, width=10):
    return [sighting.words for _, sighting in sightings(corpus, ["CD"], width, Simple())]


def test_a_window_stays_in_its_sentence(corpus):
    put(corpus, f"La ville paie. La {NODE} avec Fès commence. Le musée ferme.")
    ((_, found),) = sightings(corpus, ["CD"], 10, Simple())
    assert found.words == ("fès", "commencer")
    assert found.sentence.strip() == f"La {NODE} avec Fès commence."


def test_a_window_stays_on_its_page(corpus):
    put(corpus, f"La {NODE} avec Fès, un musée rénové.", second_page="un musée")
    assert words(corpus) == [("fès",)]


def test_a_window_counts_words_and_not_signs(corpus):
    put(corpus, f"Musée, école, hôpital ; la {NODE} : eau, santé, climat.")
    assert words(corpus, 3) == [("école", "hôpital", "eau", "santé", "climat")]
    assert words(corpus, 1) == [("eau",)]


def test_listed_names_are_no_collocates_and_take_one_place(corpus):
    text = f"Le musée du ministère des affaires étrangères suit la {NODE}."
    put(corpus, text, named=[("ministère des affaires étrangères", "institution")])
    assert words(corpus) == [("musée", "suivre")]
    # suit, la: two words; the ministry is the third, « du » the fourth, the museum the fifth
    assert words(corpus, 4) == [("suivre",)]
    assert words(corpus, 5) == [("musée", "suivre")]


def test_a_word_belongs_to_its_nearest_use(corpus):
    put(corpus, f"La {NODE} paie une école, un hôpital et la {NODE} un musée.")
    assert words(corpus) == [("paie", "école"), ("hôpital", "musée")]


@pytest.mark.parametrize("condition", [{"status": "mention"}, {"status": "ambiguous"}, {"ocr": True}])
def test_only_sound_uses_are_nodes(corpus, condition):
    put(corpus, f"La {NODE} avec Fès.", **condition)
    assert words(corpus) == []


def test_zones_that_are_no_running_text_have_no_windows(corpus):
    put(corpus, f"La {NODE} avec Fès.", zone="visas")
    assert words(corpus) == []


def test_repeated_units_are_left_out(corpus):
    put(corpus, *[f"La {NODE} avec Fès."] * 2)
    store.write(corpus.build / "duplicates.jsonl", [Duplicate("d01:u0", "d00:u0", 1.0)])
    windows = windows_of(corpus, table_of(corpus, "lemma", "year", least=1), ["CD"], 10, Simple())["CD"]
    assert [place.unit_id for place in windows.places] == ["d00:u0"]


def test_a_word_that_was_not_counted_is_one_sentence(corpus):
    put(corpus, f"La {NODE} avec Fès.")
    (bag,) = store.read(corpus.build / "counts.jsonl", Bag)
    store.write(corpus.build / "counts.jsonl", [type(bag)(**{**_fields(bag), "lemmas": {"musée": 1}})])
    with pytest.raises(UsageError, match=r"holds .fès., which counts\.jsonl does not; make count CORPUS=t"):
        windows_of(corpus, table_of(corpus, "lemma", "year", least=1), ["CD"], 10, Simple())["CD"]


def _fields(record):
    return {name: getattr(record, name) for name in record.__struct_fields__}


def shifted(corpus, documents=8):
    """« forage » near the term in 2005, « climat » in 2015; « budget » everywhere, never near."""
    other = " Le budget augmente. Le musée ferme. La piscine ouvre."
    put(corpus, *[f"La {NODE} finance un forage.{other}"] * documents, year=2005)
    put(corpus, *[f"La {NODE} finance un climat.{other}"] * documents, year=2015)


def tables(corpus):
    table = table_of(corpus, "lemma", "year")
    return table, windows_of(corpus, table, ["CD"], 10, Simple())["CD"]


def test_counts_of_a_row_are_those_of_the_text(corpus):
    shifted(corpus)
    rows = {(row.part, row.collocate): row for row in collocates(*tables(corpus), "CD", 20, 1)}
    assert set(rows) == {(year, word) for year, word in (("2005", "forage"), ("2015", "climat"))} | {
        (year, "finance") for year in ("2005", "2015")
    }
    row = rows["2005", "forage"]
    assert (row.pairs, row.nodes, row.occurrences, row.hits, row.window, row.documents) == (8, 8, 8, 8, 16, 8)
    assert (row.log_dice, row.tokens) == (14, 8 * 10)
    assert row.method == "bootstrap of documents"


def test_changes_are_found_with_their_sentences(corpus):
    shifted(corpus)
    rise, fall = changes(*tables(corpus), "CD", 5, 1)
    assert (rise.collocate, fall.collocate) == ("climat", "forage")
    assert (rise.pairs_earlier, rise.pairs_later, rise.nodes_earlier, rise.nodes_later) == (0, 8, 8, 8)
    assert rise.log_odds == -fall.log_odds == pytest.approx(2 * np.log(8.5 / 0.5), abs=1e-3)
    assert [place[:2] for place in rise.examples] == [("d08:p0", 1), ("d09:p0", 1), ("d10:p0", 1)]
    assert rise.examples[0][2] == f"La {NODE} finance un climat."


def test_too_few_documents_are_said_and_not_measured(corpus):
    shifted(corpus, 4)
    (row,) = changes(*tables(corpus), "CD", 5, 1)
    assert (row.log_odds, row.low, row.collocate) == (None, None, "")
    assert row.method == "not estimable: 4 documents of 2005 hold the node, 5 are needed"
    assert {row.method for row in collocates(*tables(corpus), "CD", 5, 1)} <= {
        "no interval: 4 documents hold a pair, 5 are needed"
    }


def run(arguments, capsys, monkeypatch, corpus):
    monkeypatch.setenv("GLISSEMENT_ROOT", corpus.root)
    return cli.run(["collocates", *arguments, "--corpus", "t"]), capsys.readouterr()


def test_the_command_prints_rows_that_other_tools_read(capsys, monkeypatch, corpus):
    shifted(corpus)
    code, out = run(["CD", "--by", "year", "--as", "csv", "--top", "1"], capsys, monkeypatch, corpus)
    assert code == 0
    assert [row["collocate"] for row in csv.DictReader(io.StringIO(out.out))] == ["finance", "climat"]
    _, out = run(["CD", "--by", "year", "--change", "--as", "csv"], capsys, monkeypatch, corpus)
    examples = json.loads(next(csv.DictReader(io.StringIO(out.out)))["examples"])
    assert examples[0] == ["d08:p0", 1, f"La {NODE} finance un climat."]
    _, out = run(["CD", "--by", "year", "--change"], capsys, monkeypatch, corpus)
    assert f"climat · d08:p0 p. 1 · La {NODE} finance un climat." in out.out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["NADA", "--by", "year"], "no family and no theme; give one of the families CD"),
        (["CD", "--by", "genre", "--change"], "--change needs parts in the order of time"),
        (["CD"], "names no [[periods]]"),
    ],
)
def test_what_cannot_be_answered_is_one_sentence(capsys, monkeypatch, corpus, arguments, sentence):
    shifted(corpus, 1)
    code, out = run(arguments, capsys, monkeypatch, corpus)
    assert code != 0
    assert sentence in " ".join(out.err.split())


def test_themes_are_nodes_too(corpus):
    put(corpus, "La solidarité paie un forage.")
    store.write(corpus.path("hits", "d00"), [hit("d00", 3, "solidarité", kind="theme", entry="solidarite")])
    assert [one.words for _, one in sightings(corpus, ["solidarite"], 10, Simple())] == [("paie", "forage")]
