"""annotate and count as stages: files in, files out, merged tables of the corpus."""

import pytest

from pipeline import store
from pipeline.jobs import Job
from pipeline.records import Bag, Definition, Document, Duplicate, Hit, Passage, Run, Term, Unit, ZoneSpan
from pipeline.settings import Settings
from pipeline.stages import annotate, count
from pipeline.store import Corpus
from pipeline.text.tokens import words

SETTINGS = Settings()
SECTIONS = {name: getattr(SETTINGS, name) for name in ("lexicon", "annotate", "count", "genres")}
BODY = (
    "La commune de Kerlann poursuit avec la commune rurale de Dioro une coopération décentralisée ancienne, "
    "qui porte sur l'accès à l'eau potable, la formation des agents et la gestion de l'état civil. "
    "Il est proposé de renouveler la convention pour trois ans et de verser une subvention de 12 000 euros. "
    "Ce partenariat repose sur la réciprocité des échanges entre les deux territoires et leurs habitants."
)


def document(doc_id, genre="document"):
    return Document(
        doc_id, f"{doc_id}.txt", "text/plain", "0" * 64, 1, None, None, None, genre, None, "29000", None, "fr", None,
        None, None, "kept", None, {},
    )  # fmt: skip


def put(corpus, doc_id, *units, number=None, date="2014-04-24", kind="act"):
    """Write passages and units: each unit is a list of (zone, text, role)."""
    passages, records = [], []
    for place, parts in enumerate(units):
        first, zones = len(passages), []
        for zone, text, role in parts:
            name = f"{doc_id}:p{len(passages)}"
            passages.append(
                Passage(
                    doc_id, name, 1, 1, role, None, text, [(0, len(text))], len(text.split()), [Run(0, 1, 0, len(text))]
                )
            )
            zones.append(ZoneSpan(zone, name, 0, len(text)))
        unit = Unit(
            f"{doc_id}:u{place}", doc_id, kind, first, len(passages) - 1, 1, 1, None, number, date, "text",
            2014 if date else None, None, None, None, None, None, None, [], None, zones, [], 1.0, [],
        )  # fmt: skip
        records.append(unit)
    store.write(corpus.path("passages", doc_id), passages)
    store.write(corpus.path("acts", doc_id), records)


@pytest.fixture
def corpus(root):
    return Corpus("t", str(root), str(root / "raw"), str(root))


def both(corpus, *documents):
    for each in documents:
        job = Job(corpus, each, SECTIONS)
        assert annotate.run(job).status == "done"
        assert count.run(job).status == "done"


def bags(corpus, doc_id):
    return store.read_all(corpus.path("bags", doc_id), Bag)


ACT = [
    ("header", "Ville de Kerlann, délégation à la coopération décentralisée", "running"),
    ("presence", "Présents : mesdames Abgrall, Bozec et Cadiou", "body"),
    ("visas", "Vu la loi n° 92-125 relative à la coopération décentralisée", "body"),
    ("expose", BODY, "body"),
    ("signatures", "Le maire, Yves Abgrall", "body"),
]


def test_a_bag_counts_what_the_text_says(corpus):
    put(corpus, "a", ACT)
    both(corpus, document("a"))
    (bag,) = bags(corpus, "a")
    assert bag.words == words(ACT[2][1]) + words(BODY)  # attendance, signature and running line are out
    assert bag.sentences == 2
    assert bag.terms == {"CD": (1, 1, 0, 0)}  # the running title is marked, not counted
    assert {"reciprocite", "eau", "appui"} <= set(bag.themes)
    assert bag.lemmas["commune"] == 2
    assert not {"maire", "loi", "abgrall", "12", "une"} & set(bag.lemmas)
    assert list(bag.lemmas) == sorted(bag.lemmas)
    assert bag.candidates["formation des agents"] == 1
    assert not [
        phrase for phrase in bag.candidates if "décentralisée" in phrase
    ]  # listed: it and its parts are no news
    assert (bag.genre, bag.insee, bag.year) == ("deliberation", "29000", 2014)
    assert bag.signature


def test_definitions_point_into_the_passage_and_name_their_families(corpus):
    text = "Le bilan de l'action extérieure des collectivités territoriales (AECT), dite aussi coopération décentralisée, est lu."
    put(corpus, "a", [("visas", "Vu l'avis de l'Union des rives (UDR)", "body"), ("expose", text, "body")])
    both(corpus, document("a"))
    store.write(corpus.catalogue, [document("a")])
    count.finish(corpus, ["a"], SECTIONS)
    union, acronym, gloss = store.read_all(corpus.build / "definitions.jsonl", Definition)
    assert (union.passage_id, union.long, union.short, union.long_entry) == ("a:p0", "Union des rives", "UDR", None)
    assert (acronym.kind, acronym.long_entry, acronym.short_entry, acronym.year) == ("acronym", "AECT", "AECT", 2014)
    assert (
        text[acronym.long_start : acronym.long_end]
        == acronym.long
        == "action extérieure des collectivités territoriales"
    )
    assert text[acronym.short_start : acronym.short_end] == acronym.short == "AECT"
    assert (gloss.kind, gloss.long_entry, gloss.short_entry) == ("also", "AECT", "CD")
    assert [one for bag in bags(corpus, "a") for one in bag.definitions] == [union, acronym, gloss]


def test_annotate_and_count_agree(corpus):
    put(corpus, "a", ACT, [("body", "Un jumelage sans autre mot.", "body")])
    both(corpus, document("a", "minutes"))
    hits = store.read_all(corpus.path("hits", "a"), Hit)
    for bag in bags(corpus, "a"):
        own = [
            hit for hit in hits if hit.kind == "term" and hit.unit_id == bag.unit_id and hit.reason != "role.running"
        ]
        assert sum(map(sum, bag.terms.values())) == len(own)
        assert bag.genre == "deliberation"


@pytest.mark.parametrize(
    ("genre", "kind", "expected"),
    [("document", "act", "deliberation"), ("minutes", "document", "minutes"), ("report", "act", "report")],
)
def test_the_genre_of_a_unit(corpus, genre, kind, expected):
    put(corpus, "a", ACT, kind=kind)
    both(corpus, document("a", genre))
    assert bags(corpus, "a")[0].genre == expected


def test_an_empty_unit_makes_an_empty_bag(corpus):
    put(corpus, "a", [("header", "…", "running")])
    both(corpus, document("a"))
    (bag,) = bags(corpus, "a")
    assert (bag.words, bag.lemmas, bag.terms, bag.signature) == (0, {}, {}, "")


def finished(corpus, *doc_ids, section=SETTINGS.count):
    store.write(corpus.catalogue, [document(doc_id) for doc_id in sorted(doc_ids)])
    counts = count.finish(corpus, sorted(doc_ids), {"lexicon": SETTINGS.lexicon, "count": section})
    return counts, store.read_all(corpus.build / "duplicates.jsonl", Duplicate)


def test_minutes_repeat_the_act_and_the_terms_count_once(corpus):
    put(corpus, "pv", ACT, [("body", "Un autre point, sans rapport.", "body")])
    put(corpus, "single", ACT)
    both(corpus, document("pv", "minutes"), document("single"))
    counts, duplicates = finished(corpus, "pv", "single")
    assert [(row.unit_id, row.of) for row in duplicates] == [("pv:u0", "single:u0")]
    assert counts["units"] == 3
    assert counts["repeated units"] == 1
    terms = {row.entry: row for row in store.read(corpus.build / "terms.jsonl", Term)}
    assert (terms["CD"].hits, terms["CD"].units, terms["CD"].variants) == (1, 1, {"coopération décentralisée": 1})
    assert (corpus.build / "counts.jsonl").read_bytes() == b"".join(
        corpus.path("bags", doc_id).read_bytes() for doc_id in ("pv", "single")
    )


def test_versions_of_another_date_stay_apart_unless_asked(corpus):
    put(corpus, "a", ACT)
    put(corpus, "b", ACT, date="2015")
    both(corpus, document("a"), document("b"))
    assert finished(corpus, "a", "b")[1] == []
    any_date = SETTINGS.count.__class__(duplicate_dates="any")
    assert len(finished(corpus, "a", "b", section=any_date)[1]) == 1
    never = SETTINGS.count.__class__(duplicate_dates="never")
    assert finished(corpus, "a", "b", section=never)[1] == []


def test_acts_with_numbers_of_their_own_are_not_copies(corpus):
    put(corpus, "a", ACT, number="2014/170")
    put(corpus, "b", ACT, number="2014/171")
    put(corpus, "c", ACT, number="2014 / 0170")
    both(corpus, *map(document, "abc"))
    assert [(row.unit_id, row.of) for row in finished(corpus, *"abc")[1]] == [("c:u0", "a:u0")]


def test_candidates_leave_out_listed_terms_and_phrases_of_one_unit(corpus):
    put(corpus, "a", [("body", BODY, "body")])
    put(corpus, "b", [("body", "La gestion de l'eau potable. Un budget annexe. Coopération décentralisée.", "body")])
    both(corpus, document("a"), document("b"))
    finished(corpus, "a", "b")
    candidates = {row.entry: row for row in store.read(corpus.build / "terms.jsonl", Term) if row.method == "candidate"}
    assert "eau potable" in candidates
    assert not {"coopération décentralisée", "budget annexe"} & set(candidates)


def test_an_empty_corpus_has_empty_tables(corpus):
    counts, duplicates = finished(corpus)
    assert (counts["units"], duplicates) == (0, [])
    assert all(row.hits == 0 for row in store.read(corpus.build / "terms.jsonl", Term))
