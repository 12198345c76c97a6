"""From counts.jsonl to the verdict, the breaks and the adopters: what is planted is found, too little is said to be."""

import json

import pytest
from msgspec import structs

from pipeline.records import (
    Adopter,
    Advection,
    BreakCount,
    BurstYears,
    CorpusEvent,
    Document,
    SeriesBreak,
    ThemePair,
    Unit,
)
from pipeline.settings import LexiconSection, Period, TrendsSection
from pipeline.stages import shift
from pipeline.store import Corpus, read_all, write
from tests.unit.stages.bags import NEW, OLD, bag, replacement

STEP = 2014
PARIS, LYON = "75056", "69123"


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    monkeypatch.setattr(shift, "competitors", lambda *_: (OLD, NEW))
    return Corpus("demo", str(tmp_path / "home"), "raw", str(tmp_path))


def run(corpus, bags, units=(), periods=(), **changed):
    write(corpus.catalogue, [document(bag.doc_id, bag.genre) for bag in bags])
    write(corpus.build / "acts.jsonl", units)
    write(corpus.build / "counts.jsonl", bags)
    write(corpus.build / "duplicates.jsonl", [])
    section = TrendsSection(**{"bootstrap": 200, "permutations": 99} | changed)
    return shift.run(corpus, {"trends": section, "lexicon": LexiconSection(), "periods": periods}, lambda *_: None)


def document(doc_id, genre):
    return Document(
        doc_id, f"{doc_id}.txt", "text/plain", "0", 1, None, None, None, genre, None, None, None, "fr", None,
        None, None, "kept", None, {},
    )  # fmt: skip


def told(corpus, name):
    return json.loads((corpus.reports / name).read_text("utf-8"))


def test_a_planted_replacement(corpus):
    run(corpus, replacement(seed=3))
    curve = told(corpus, "substitution.json")
    assert curve["estimable"]
    assert curve["midpoint_year"]["low"] <= 2014 <= curve["midpoint_year"]["high"]
    assert curve["new"] == ["AECT", "AICT"]
    assert curve["best_model"] == curve["model"] == "logistic"
    counts = {one.series: one for one in read_all(corpus.reports / "break_counts.jsonl", BreakCount)}
    assert set(counts) == {"term:CD", "term:AECT", "share:new"}
    assert counts["share:new"].number[1] == max(counts["share:new"].number)
    broken = {one.series: one for one in read_all(corpus.reports / "breaks.jsonl", SeriesBreak)}
    share = broken["share:new"]
    assert share.low <= STEP <= share.high
    assert share.high - share.low <= 2
    assert share.smooth > 0.5
    assert "2014-07-07" in share.milestones
    assert share.corpus_events == []


def test_a_codification_is_named_where_the_corpus_holds_texts_of_law(corpus):
    def codes(genre):
        return [
            bag(number, 1996 + number // 10, genre=genre, terms={"CD": (3 if number >= 80 else 0, 0)})
            for number in range(160)
        ]

    run(corpus, codes("law"))
    (one,) = read_all(corpus.reports / "breaks.jsonl", SeriesBreak)
    assert (one.low, one.year, one.high) == (2004, 2004, 2004)
    assert "recorded 2005" in one.corpus_events
    events = read_all(corpus.reports / "corpus_events.jsonl", CorpusEvent)
    assert [(event.year, event.kind) for event in events][:2] == [(2000, "recorded"), (2004, "recorded")]
    run(corpus, codes("report"))
    (one,) = read_all(corpus.reports / "breaks.jsonl", SeriesBreak)
    assert one.corpus_events == []


def test_a_burst_of_documents_is_an_event_of_the_corpus(corpus):
    years = [2000 + number // 10 for number in range(200)] + [2010] * 90
    run(corpus, [bag(number, year) for number, year in enumerate(years)])
    (event,) = read_all(corpus.reports / "corpus_events.jsonl", CorpusEvent)
    assert (event.year, event.kind, event.before, event.after) == (2010, "documents", 10, 100)


def yearly(since, *, per_year, years):
    """Documents of each collectivité, with a use of a new name in each from a year on."""
    rows = [
        (code, year, year >= first) for code, first in since.items() for year in years for _ in range(per_year)
    ]  # fmt: skip
    return [bag(n, year, insee=code, terms={"AECT": (int(uses), 0)}) for n, (code, year, uses) in enumerate(rows)]


def test_adopters_in_order_with_their_names(corpus):
    bags = yearly({PARIS: 2006, LYON: 2003, "96001": 9999, "96002": 9999}, per_year=6, years=range(2000, 2010))
    unit = Unit(
        "a:u1", "a", "act", 0, 0, 1, 1, None, None, None, "none", None, "Commune de Val-de-Lisse", "96001", None, None, None,
        None, [], None, [], [], 0.5, [], level="commune",
    )  # fmt: skip
    run(corpus, bags, [unit])
    found = read_all(corpus.reports / "adopters.jsonl", Adopter)
    assert [(one.name, one.level, one.first_use) for one in found] == [
        ("Lyon", "commune", 2003), ("Paris", "commune", 2006), ("96002", "", None),
        ("Commune de Val-de-Lisse", "commune", None),
    ]  # fmt: skip
    assert {one.documents_per_year for one in found} == {6.0}
    curves = told(corpus, "adoption.json")
    assert (curves["collectivites"], curves["adopted"], curves["already"]) == (4, 2, 0)
    assert curves["reason"].startswith("never 5 collectivités at risk")


def test_enough_collectivites_have_a_curve(corpus):
    run(corpus, yearly({f"{who:05d}": 2002 + who % 9 for who in range(27)}, per_year=5, years=range(2000, 2020)))
    curves = told(corpus, "adoption.json")
    assert curves["reason"] == ""
    assert curves["curve"][-1]["adopting"] > 0
    assert curves["median"]["value"] == 2006
    assert all(step["low"] <= step["share"] <= step["high"] for step in curves["curve"])


def test_themes_that_stand_together_earlier_and_later(corpus):
    def themes(later):
        return {"solidarite": 1, "attractivite": 2} if later else {"solidarite": 1}

    bags = [bag(number, 2000 + number // 30, themes=themes(number >= 150 and number % 2)) for number in range(300)]
    run(corpus, [*bags, bag(900, 2001, document="nothing-said")])
    (pair,) = read_all(corpus.reports / "theme_pairs.jsonl", ThemePair)
    assert (pair.theme, pair.other) == ("attractivite", "solidarite")
    assert (pair.units_before, pair.units_after, pair.before, pair.after) == (150, 150, 0, 0.5)
    assert pair.low <= 0.5 <= pair.high
    assert pair.low > 0.3
    assert (pair.documents_before, pair.documents_after) == (0, 75)


def test_a_term_that_rises_with_its_topic_and_one_that_rises_alone(corpus):
    bags = []
    for number in range(400):
        later = number >= 200
        terms = {"TF": (int(number % (2 if later else 12) == 0), 0), "RI": (int(number % (2 if later else 12) == 1), 0)}
        near = {"eau": 6 if later else 1} if terms["TF"][0] else {"port": 4} if terms["RI"][0] else {}
        bags.append(bag(number, 2000 + number // 40, terms=terms, lemmas={f"w{number}": 2, "commune": 3, **near}))
    run(corpus, bags)
    found = {one.series: one for one in read_all(corpus.reports / "advection.jsonl", Advection)}
    with_topic, port = found["term:TF"], found["term:RI"]
    assert with_topic.company == ["eau"]
    assert with_topic.topic > with_topic.change > 1.5
    assert port.company == ["port"]
    assert port.low <= 0.2 <= port.high + 0.3
    assert all(one.low <= one.own <= one.high for one in found.values())


def test_a_burst_is_found_and_a_flat_term_has_none(corpus):
    bags = [
        bag(
            n, 2000 + n // 20, terms={"CD": (int(n % 20 < 4), 0), "JUM": (int(n % 20 < (16 if n // 20 == 6 else 2)), 0)}
        )
        for n in range(280)
    ]
    run(corpus, bags)
    (burst,) = read_all(corpus.reports / "bursts.jsonl", BurstYears)
    assert (burst.series, burst.first, burst.last, burst.documents, burst.documents_of) == (
        "term:JUM",
        2006,
        2006,
        16,
        20,
    )
    assert burst.settings == burst.settings_tried == 9


def test_the_first_use_of_each_genre(corpus):
    bags = [bag(n, 2000 + n, genre="law" if n < 5 else "report", terms={"AECT": (int(n > 6), 0)}) for n in range(10)]
    run(corpus, bags)
    assert told(corpus, "adoption.json")["genres"] == [
        {"genre": "report", "first_year": 2005, "first_use": 2007, "documents": 5, "with_use": 3},
        {"genre": "law", "first_year": 2000, "first_use": None, "documents": 5, "with_use": 0},
    ]


def test_the_verdict_compares_the_halves_or_the_named_periods(corpus):
    run(corpus, replacement(seed=3))
    verdict = told(corpus, "verdict.json")
    assert verdict["verdict"] == "replacement"
    (_, middle), (start, _) = ((one["first"], one["last"]) for one in verdict["periods"])
    assert start == middle + 1
    assert verdict["moves"]["standardised"]["share"]["low"] > 0 > verdict["moves"]["standardised"]["old"]["high"]
    run(
        corpus, replacement(seed=3), periods=(Period("a", 2000, 2010), Period("b", 2011, 2014), Period("c", 2015, 2030))
    )
    periods = told(corpus, "verdict.json")["periods"]
    assert [(one["first"], one["last"]) for one in periods] == [(2000, 2010), (2015, 2030)]


def test_a_verdict_says_how_surely_both_periods_were_read(corpus):
    def read_by(confidence):
        bags = replacement(seed=3)
        run(corpus, [structs.replace(one, ocr_confidence=confidence if one.year < 2014 else None) for one in bags])
        return told(corpus, "verdict.json")["reading"]

    assert read_by(0.8)["doubt"]
    assert read_by(0.97) == {"before": 0.97, "after": 1.0, "doubt": False}


def test_periods_that_overlap_are_told_and_not_compared(corpus):
    run(corpus, replacement(seed=3), periods=(Period("a", 2000, 2014), Period("b", 2010, 2030)))
    verdict = told(corpus, "verdict.json")
    assert verdict["overlap"]
    assert verdict["cut"] == "breaks"


@pytest.mark.parametrize(
    ("years", "reason"),
    [([2010] * 9, "every dated unit is of one year"), ([2001, 2001, 2010], "documents in one of the periods")],
)
def test_too_little_has_no_verdict(corpus, years, reason):
    run(corpus, [bag(number, year, 500, terms={"CD": (2, 0)}) for number, year in enumerate(years)])
    verdict = told(corpus, "verdict.json")
    assert verdict["verdict"] == "not estimable"
    assert reason in verdict["reason"]


@pytest.mark.parametrize(
    "bags",
    [
        [],
        [bag(number, None, terms={"CD": (1, 0)}) for number in range(8)],
        [bag(number, 2010, 0) for number in range(8)],
        [bag(0, 2010, terms={"CD": (3, 1)})],
        [bag(number, 2010, terms={"CD": (3, 1)}) for number in range(8)],
        [bag(0, 2010, 2_000_000, terms={"CD": (900, 0)}), *(bag(n, 2011, 300) for n in range(1, 9))],
        [bag(number, 2010 + number % 2, terms={"AECT": (1, 0)}) for number in range(30)],
        [bag(number, 2000 + 10 * (number % 2), terms={"AECT": (1, 0)}) for number in range(30)],
    ],
    ids=["none", "undated", "wordless", "one unit", "one year", "huge document", "in every unit", "ten empty years"],
)
def test_odd_corpora_end_in_a_reason(corpus, bags):
    run(corpus, bags)
    curve = told(corpus, "substitution.json")
    assert not curve["estimable"]
    assert curve["reason"]
    assert told(corpus, "verdict.json")["verdict"] in ("not estimable", "undecided")
    assert told(corpus, "adoption.json")["reason"]
    assert read_all(corpus.reports / "breaks.jsonl", SeriesBreak) == []


def test_same_bytes_twice(corpus):
    run(corpus, replacement())
    first = {path.name: path.read_bytes() for path in corpus.reports.iterdir()}
    run(corpus, replacement())
    assert first == {path.name: path.read_bytes() for path in corpus.reports.iterdir()}
    assert set(first) == {
        "substitution.json", "verdict.json", "corpus_events.jsonl", "break_counts.jsonl", "breaks.jsonl", "bursts.jsonl", "advection.jsonl", "theme_pairs.jsonl", "part_series.jsonl", "adopters.jsonl",
        "adoption.json",
    }  # fmt: skip
