"""From counts.jsonl to series.jsonl: every year is there, every interval is named, odd corpora do not crash."""

import pytest
from msgspec import structs

from pipeline.records import Change, Duplicate, Point
from pipeline.settings import LexiconSection, TrendsSection
from pipeline.stages import trends
from pipeline.store import Corpus, read_all, write
from tests.unit.stages.bags import NEW, OLD, bag, replacement


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    monkeypatch.setattr(trends, "competitors", lambda *_: (OLD, NEW))
    return Corpus("demo", str(tmp_path / "home"), "raw", str(tmp_path))


def run(corpus, bags, duplicates=(), **changed):
    write(corpus.build / "counts.jsonl", bags)
    write(corpus.build / "duplicates.jsonl", duplicates)
    section = TrendsSection(**{"bootstrap": 200, "permutations": 99} | changed)
    counts = trends.run(corpus, {"trends": section, "lexicon": LexiconSection()}, lambda *_: None)
    points = read_all(corpus.reports / "series.jsonl", Point)
    changes = read_all(corpus.reports / "changes.jsonl", Change)
    return counts, points, changes


def test_a_planted_replacement(corpus):
    counts, points, changes = run(corpus, replacement(seed=3))
    assert counts["units"] == 192
    assert {point.series for point in points} == {"mention:CD", "share:new", "term:AECT", "term:CD", "theme:climat"}
    found = {change.series: change for change in changes}
    assert set(found) == {"mention:CD", "share:new", "term:AECT", "term:CD", "theme:climat"}
    assert found["share:new"].year in (2013, 2014, 2015)
    assert found["share:new"].low > 0
    assert found["term:CD"].high < 0
    assert found["share:new"].p_adjusted <= 0.05 < found["mention:CD"].p_adjusted
    assert all(point.low <= point.value <= point.high for point in points)


def test_the_numbers_can_be_counted_by_hand(corpus):
    bags = [bag(number, 2010, 500, terms={"CD": (number, 1)}, themes={"eau": 2}) for number in range(6)]
    _, points, _ = run(corpus, bags)
    value = {(point.series, point.measure): point.value for point in points}
    assert value["term:CD", "hits_per_10k_words"] == 15 / 3000 * 10_000
    assert value["mention:CD", "hits_per_10k_words"] == 6 / 3000 * 10_000
    assert value["term:CD", "share_of_units"] == round(5 / 6, 6)
    assert value["theme:eau", "share_of_units"] == 1
    assert value["share:new", "share_of_new_terms"] == 0
    assert ("mention:CD", "share_of_units") not in value


def test_every_year_between_the_first_and_the_last_has_a_point(corpus):
    bags = [bag(number, year, terms={"CD": (1, 0)}) for number, year in enumerate([2001, 2001, 2005])]
    bags.append(bag(9, 2003))
    _, points, _ = run(corpus, bags)
    rates = [point for point in points if point.measure == "hits_per_10k_words"]
    assert [(point.year, point.value, point.method) for point in rates] == [
        (2001, 10, "not estimable: n < 5"), (2002, None, "no document"), (2003, 0, "not estimable: n < 5"),
        (2004, None, "no document"), (2005, 10, "not estimable: n < 5"),
    ]  # fmt: skip
    shares = {point.year: point for point in points if point.series == "share:new"}
    assert list(shares) == [2001, 2002, 2003, 2004, 2005]
    assert (shares[2003].value, shares[2003].method) == (None, "no occurrence of either form")


def test_a_year_without_a_hit_has_the_rule_of_three(corpus):
    bags = [bag(number, 2010 + number // 6, 2000, terms={"CD": (number // 6, 0)}) for number in range(12)]
    _, points, _ = run(corpus, bags)
    empty = next(point for point in points if point.series == "term:CD" and point.year == 2010)
    assert (empty.value, empty.low, empty.high) == (0, 0, 3 / 12_000 * 10_000)
    assert empty.method == "rule of three over documents"


def test_units_of_one_document_are_one_cluster(corpus):
    together = [bag(number, 2010, document=f"pv-{number // 10}", terms={"CD": (1, 0)}) for number in range(40)]
    _, points, _ = run(corpus, together)
    assert {point.method for point in points} == {"not estimable: n < 5"}


def test_ten_collectivites_become_the_clusters(corpus):
    bags = [bag(number, 2010, insee=f"{number % 10:05d}", terms={"CD": (number % 4, 0)}) for number in range(40)]
    _, points, _ = run(corpus, bags)
    methods = {(point.series, point.measure): point.method for point in points}
    assert methods["term:CD", "hits_per_10k_words"] == "bootstrap-t over collectivités"


def test_genres_have_their_own_series(corpus):
    bags = [bag(number, 2010, genre="law" if number % 3 else "report", terms={"CD": (1, 0)}) for number in range(30)]
    bags.append(bag(40, 2010, genre="article"))
    _, points, _ = run(corpus, bags)
    assert {point.genre for point in points if point.series == "term:CD"} == {None, "law", "report"}


def test_repeated_units_and_years_out_of_range_are_left_out(corpus):
    bags = [bag(number, 2008 + number, terms={"CD": (1, 0)}) for number in range(6)]
    counts, points, _ = run(corpus, bags, [Duplicate(bags[2].unit_id, bags[1].unit_id, 1.0)], last_year=2012)
    assert counts["units"] == 4
    assert counts["repeated"] == counts["out of range"] == 1
    assert {point.year for point in points} == {2008, 2009, 2010, 2011, 2012}


def test_a_new_year_leaves_the_points_of_the_others_unchanged(corpus):
    bags = replacement(range(2010, 2014))
    _, before, _ = run(corpus, bags)
    _, after, _ = run(corpus, [*bags, *(bag(900 + number, 2014) for number in range(6))])
    assert [point for point in after if point.year < 2014] == before


@pytest.mark.parametrize(
    ("bags", "units"),
    [
        ([], 0),
        ([bag(number, None, terms={"CD": (1, 0)}) for number in range(8)], 0),
        ([bag(number, 2010, 0) for number in range(8)], 0),
        ([bag(0, 2010, terms={"CD": (3, 1)})], 1),
        ([bag(number, 2010, terms={"CD": (3, 1)}) for number in range(8)], 8),
        ([bag(0, 2010, 2_000_000, terms={"CD": (900, 0)}), *(bag(n, 2011, 300) for n in range(1, 9))], 9),
        ([bag(number, 2010 + number % 2, terms={"AECT": (1, 0)}) for number in range(30)], 30),
    ],
    ids=["none", "undated", "wordless", "one unit", "one year", "huge document", "in every unit"],
)
def test_odd_corpora(corpus, bags, units):
    counts, points, changes = run(corpus, bags)
    assert counts["units"] == units
    assert counts["changes"] == len(changes)
    assert counts["points"] == len(points)


def test_without_counts_the_files_exist_and_are_empty(corpus):
    section = {"trends": TrendsSection(), "lexicon": LexiconSection()}
    assert trends.run(corpus, section, lambda *_: None)["points"] == 0
    assert (corpus.reports / "series.jsonl").read_bytes() == b""


def test_same_bytes_twice(corpus):
    run(corpus, replacement())
    first = {path.name: path.read_bytes() for path in corpus.reports.iterdir()}
    run(corpus, replacement())
    assert first == {path.name: path.read_bytes() for path in corpus.reports.iterdir()}
    assert set(first) == {"series.jsonl", "changes.jsonl", "trends.jsonl"}


def test_what_is_decided_has_a_series_of_its_own(corpus):
    bags = [
        structs.replace(bag(n, 2010, 500, terms={"CD": (3, 0)}), decided={"CD": 1}, words_decided=100 if n else 0)
        for n in range(6)
    ]
    bags[0] = structs.replace(bags[0], decided={})
    _, points, _ = run(corpus, bags)
    (said,) = [one for one in points if one.series == "term:CD" and one.measure == "hits_per_10k_words"]
    (decided,) = [one for one in points if one.series == "decided:CD"]
    assert (said.value, said.units) == (60, 6)
    assert (decided.value, decided.units) == (100, 5)
