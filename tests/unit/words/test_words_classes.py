"""Segments of a small corpus, their classes, and the rows a reader gets."""

import csv
import io
import json
import random

import pytest

from pipeline import cli, store
from pipeline.errors import UsageError
from pipeline.records import Bag, Duplicate, Hit, Passage, Run, Unit, ZoneSpan
from pipeline.store import Corpus
from pipeline.text.analysers import Simple
from pipeline.words.classes import classify, profile_rows, segment_rows, told, tree_rows
from pipeline.words.segments import columns_of, cut, read_segments

WATER = [
    "forage",
    "pompe",
    "conduite",
    "réservoir",
    "nappe",
    "compteur",
    "fontaine",
    "puits",
    "branchement",
    "latrine",
    "assainissement",
    "robinet",
]
STAGE = [
    "musée",
    "festival",
    "théâtre",
    "concert",
    "artiste",
    "exposition",
    "danse",
    "musicien",
    "archive",
    "patrimoine",
    "orchestre",
    "peinture",
]
COMMON = ["ville", "programme", "convention", "partenaire", "année", "budget"]


def bag(unit_id, year=2014, words=100, insee="34172"):
    return Bag(
        unit_id, unit_id.partition(":")[0], f"{year}-01-01", year, "deliberation", insee, words, 5, {}, {}, {}, {}, ""
    )


def unit_of(doc_id, spans, number=0, first=0, last=None):
    return Unit(
        f"{doc_id}:u{number}", doc_id, "act", first, len(spans) - 1 if last is None else last, 1, 9, None, None,
        "2014-01-01", "text", 2014, "Ville de Kerlann", None, None, None, None, None, [], None, spans, [], 1.0, [],
    )  # fmt: skip


def passage_of(doc_id, number, text, page=1):
    sentences, start = [], 0
    for sentence in text.split(". "):
        sentences.append((start, min(len(text), start + len(sentence) + 1)))
        start += len(sentence) + 2
    return Passage(
        doc_id, f"{doc_id}:p{number}", page, page, "body", None, text, sentences, len(text.split()),
        [Run(0, page, 0, len(text))],
    )  # fmt: skip


def sentence(rng, words):
    return " ".join(["Le", *rng.choices(words, k=9), *rng.choices(COMMON, k=2)]) + "."


@pytest.fixture
def corpus(root):
    """Twelve documents of water and stage, each 6 paragraphs long, the visas of each full of one word."""
    made = Corpus("t", str(root / "corpora" / "t"), str(root / "corpora" / "t" / "raw"), str(root))
    (root / "corpora" / "t" / "raw").mkdir(parents=True)
    rng, bags = random.Random(4), []
    for number in range(12):
        doc_id = f"d{number:02}"
        words = WATER if number % 2 else STAGE
        texts = [" ".join(sentence(rng, words) for _ in range(3)) for _ in range(6)]
        passages = [passage_of(doc_id, 0, "Vu le règlement viséviséri ; vu le viséviséri.")]
        passages += [passage_of(doc_id, at + 1, text, 2 + at) for at, text in enumerate(texts)]
        zones = ["visas", *["expose"] * 6]
        spans = [ZoneSpan(zone, p.passage_id, 0, len(p.text)) for zone, p in zip(zones, passages, strict=True)]
        hits = [
            Hit(
                doc_id,
                f"{doc_id}:u0",
                f"{doc_id}:p3",
                4,
                3,
                9,
                "theme",
                "eau",
                "eau.1",
                "x",
                "expose",
                False,
                "use",
                "r",
            )
        ]
        store.write(made.path("passages", doc_id), passages)
        store.write(made.path("acts", doc_id), [unit_of(doc_id, spans)])
        store.write(made.path("hits", doc_id), hits if number % 2 else [])
        bags.append(bag(f"{doc_id}:u0", 2010 + number % 2, words=216))
    store.write(made.build / "counts.jsonl", bags)
    store.write(made.build / "acts.jsonl", [])
    return made


def test_segments_are_running_text_of_about_forty_words(corpus):
    read = read_segments(corpus, 1, Simple())
    assert len(read.segments) == 12 * 6
    assert not any("visé" in segment.text for segment in read.segments)
    assert {len(segment.text.split()) for segment in read.segments} == {36}  # three sentences of twelve words
    assert all(segment.text.startswith("Le ") and segment.text.endswith(".") for segment in read.segments)
    assert [(s.passage_id, s.page) for s in read.segments[:3]] == [("d00:p1", 2), ("d00:p2", 3), ("d00:p3", 4)]
    assert "forage" in {form for segment in read.segments for form in segment.forms}


def test_what_is_known_of_a_segment_is_its_unit_and_its_own_hits(corpus):
    known = {segment.passage_id: segment.known for segment in read_segments(corpus, 1, Simple()).segments}
    place = ("genre=deliberation", "year=2011", "collectivite=Ville de Kerlann")
    assert known["d01:p3"] == (*place, "theme=eau")
    assert known["d01:p4"] == place


def test_repeated_units_and_units_without_text_have_no_segment(corpus):
    store.write(corpus.build / "duplicates.jsonl", [Duplicate("d03:u0", "d01:u0", 1.0)])
    assert "d03" not in {segment.doc_id for segment in read_segments(corpus, 1, Simple()).segments}
    assert list(cut(unit_of("x", []), [], [], bag("x:u0"), Simple())) == []
    passage = passage_of("x", 0, "— « ; »")
    assert list(cut(unit_of("x", [ZoneSpan("body", "x:p0", 0, 7)]), [passage], [], bag("x:u0"), Simple())) == []


def test_a_segment_runs_on_over_short_paragraphs_and_skips_what_is_no_text():
    passages = [passage_of("x", at, text) for at, text in enumerate(["Un mot.", "Vu la loi.", "Deux mots."])]
    zones = ["expose", "visas", "dispositif"]
    spans = [ZoneSpan(zone, p.passage_id, 0, len(p.text)) for zone, p in zip(zones, passages, strict=True)]
    (segment,) = cut(unit_of("x", spans), passages, [], bag("x:u0"), Simple())
    assert (segment.text, segment.passage_id) == ("Un mot. Deux mots.", "x:p0")


def test_large_corpora_are_drawn_by_whole_units(corpus):
    read = read_segments(corpus, 1, Simple(), most=30)
    drawn = {segment.unit_id for segment in read.segments}
    assert (len(drawn), read.drawn, read.units) == (5, 5, 12)  # 216 words foresee 5.4 segments
    assert len(read.segments) == 30
    assert read_segments(corpus, 1, Simple(), most=30) == read
    assert {s.unit_id for seed in range(2, 6) for s in read_segments(corpus, seed, Simple(), most=30).segments} != drawn


def test_forms_of_too_few_segments_are_left_out():
    columns = columns_of([{"b", "a"}, {"a"}, {"a", "c"}, {"c"}], 2)
    assert (columns.names, columns.table.toarray().tolist()) == (("a", "c"), [[1, 0], [1, 0], [1, 1], [0, 1]])


@pytest.fixture
def classes(corpus):
    read = read_segments(corpus, 1, Simple())
    return classify(read._replace(segments=read.segments * 2), 2)


@pytest.mark.parametrize("once", [True, False])
def test_water_and_stage_are_the_two_classes(corpus, once):
    read = read_segments(corpus, 1, Simple())
    with pytest.raises(UsageError, match=r"t has 72 segments.*2 classes need 80 or more; add documents"):
        classify(read, 2, once=once, name="t")
    found = classify(read._replace(segments=read.segments * 2), 2, once=once)
    water = [int(segment.doc_id[1:]) % 2 for segment in found.read.segments]
    assert len(set(zip(water, found.found.of.tolist(), strict=True))) == 2


def test_rows_of_the_tree(classes):
    rows = list(tree_rows(classes))
    first, second = rows[:2]
    assert [(row.kind, row.number, row.size, row.documents) for row in rows[:2]] == [
        ("class", 1, 72, 6),
        ("class", 2, 72, 6),
    ]
    assert first.low < first.share == 0.5 < first.high
    assert (first.phi, second.phi) == (1.0, 1.0)
    assert {row.tree for row in rows[2:]} == {1, 2}
    assert [(row.node, row.parent, row.number is None) for row in rows if row.tree == 1] == [
        (0, None, True),
        (1, 0, False),
        (2, 0, False),
    ]
    assert list(tree_rows(classes, steps=False)) == rows


def test_profiles_hold_forms_then_what_else_is_known(classes):
    rows = [row for row in profile_rows(classes, 100) if row.number == 1]
    forms = {row.form: row for row in rows if row.kind == "form"}
    year = {row.form: row for row in rows if row.kind == "year"}
    water = "forage" in {form for form, row in forms.items() if row.chi2 > 0}
    assert set(forms) >= {"forage", "festival"}
    mine = forms["forage" if water else "festival"]
    assert (mine.share, mine.hits, mine.documents, mine.documents_class) == (1.0, mine.hits_all, 6, 6)
    assert year["2011"].chi2 == pytest.approx(144 if water else -144)  # 72 of 72 segments, 0 of the other 72
    assert year["2011"].p_value < 1e-30
    assert [row.kind for row in rows] == sorted((row.kind for row in rows), key=lambda kind: kind != "form")


def test_typical_segments_are_told_once_with_their_place(classes):
    rows = list(segment_rows(classes, 5))
    assert [(row.number, row.rank) for row in rows] == [(n, r) for n in (1, 2) for r in range(1, 6)]
    assert len({(row.doc_id, row.passage_id) for row in rows}) == 10  # each stands twice in this table
    assert [row.score for row in rows[:5]] == sorted((row.score for row in rows[:5]), reverse=True)
    assert all(row.page == int(row.passage_id[-1]) + 1 for row in rows)


def test_one_document_has_no_interval(classes):
    alone = classes._replace(document=classes.document * 0)
    assert {(row.low, row.method) for row in tree_rows(alone) if row.kind == "class"} == {
        (None, "no interval: one document")
    }


def test_segments_that_say_the_same_are_one_sentence(corpus):
    read = read_segments(corpus, 1, Simple())
    with pytest.raises(UsageError, match="the segments say the same"):
        classify(read._replace(segments=read.segments[:1] * 100), 2)


@pytest.mark.parametrize("lengths", [(12, 12), (0, 9)])
def test_two_equal_lengths_are_refused(corpus, lengths):
    read = read_segments(corpus, 1, Simple())
    with pytest.raises(UsageError, match="two different numbers, from 1, as in --lengths 12 20"):
        classify(read._replace(segments=read.segments * 2), 2, lengths=lengths)


def test_the_line_under_the_rows_tells_what_was_read(classes):
    assert told(classes, 4, once=False).endswith(
        " of 144 and 130 units of context, 81% of the segments in the same unit; 2 classes; 0.0% without a class"
    )
    assert told(classes, 5, once=False).endswith("; few of those asked for: words without any order leave as many")
    drawn = classes._replace(read=classes.read._replace(drawn=4))
    assert "144 segments of 4 units drawn from 12, " in told(drawn, 9, once=True)


def run(arguments, capsys, monkeypatch, corpus):
    monkeypatch.setenv("GLISSEMENT_ROOT", corpus.root)
    monkeypatch.setattr("pipeline.words.classes.SEGMENTS_FOR_EACH_CLASS", 30)
    code = cli.run(["classes", "--classes", "2", *arguments, "--corpus", "t"])
    return code, capsys.readouterr()


@pytest.mark.parametrize("show", ["tree", "profiles", "segments"])
def test_the_command_prints_what_is_asked_for(capsys, monkeypatch, corpus, show):
    code, out = run(["--show", show, "--as", "csv", "--once"], capsys, monkeypatch, corpus)
    table = list(csv.DictReader(io.StringIO(out.out)))
    assert (code, {row["number"] for row in table} >= {"1", "2"}) == (0, True)
    assert "72 segments, " in out.err
    _, again = run(["--show", show, "--as", "jsonl", "--once"], capsys, monkeypatch, corpus)
    assert [str(json.loads(line)["number"] or "") for line in again.out.splitlines()] == [
        row["number"] for row in table
    ]
    code, out = run(["--show", show], capsys, monkeypatch, corpus)
    assert (code, out.out.split()[0]) == (0, "kind" if show == "tree" else "number")


def test_a_corpus_that_is_not_counted_is_one_sentence(capsys, monkeypatch, corpus):
    (corpus.build / "counts.jsonl").unlink()
    code, out = run([], capsys, monkeypatch, corpus)
    assert code == 2
    assert "t is not counted; make all CORPUS=t does that" in out.err
