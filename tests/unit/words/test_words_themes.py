"""Shares of themes and their association with terms, on units counted by hand."""

import math

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from pipeline import store
from pipeline.errors import UsageError
from pipeline.records import Bag, Duplicate
from pipeline.settings import Period
from pipeline.store import Corpus
from pipeline.words.parts import Table, table_of
from pipeline.words.themes import pairs, prevalence


def bag(number, year=2010, *, doc=None, genre="deliberation", insee="34172", terms=None, themes=None, lemmas=None):
    return Bag(
        f"d{number}:u0", doc or f"d{number}", year and f"{year}-01-01", year, genre, insee, 100, 5, lemmas or {},
        {name: (use, 0, 0, 0) for name, use in (terms or {}).items()}, themes or {}, {}, "",
    )  # fmt: skip


@pytest.fixture
def corpus(root):
    return Corpus("t", str(root), str(root), str(root))


def put(corpus, *bags):
    store.write(corpus.build / "counts.jsonl", bags)


def test_parts_are_in_order_and_units_without_a_part_are_counted(corpus):
    put(
        corpus,
        bag(1, 2012, lemmas={"eau": 2, "ville": 1}),
        bag(2, 2009, lemmas={"eau": 1}),
        bag(3, None, lemmas={"eau": 9}),
    )
    table = table_of(corpus, "lemma", "year")
    counts, sizes = table.by_part()
    assert (table.parts, table.forms, table.left_out) == (("2009", "2012"), ("eau", "ville"), 1)
    assert (counts.tolist(), sizes.tolist()) == ([[1, 2], [0, 1]], [1, 3])


def test_sizes_of_terms_are_words_and_repeated_units_count_once(corpus):
    put(corpus, bag(1, 2009, terms={"CD": 3}), bag(2, 2010, terms={"CD": 1}), bag(3, 2010, terms={"CD": 1}))
    store.write(corpus.build / "duplicates.jsonl", [Duplicate("d3:u0", "d2:u0", 1.0)])
    counts, sizes = table_of(corpus, "term", "year").by_part()
    assert (counts.tolist(), sizes.tolist()) == ([[3, 1]], [100, 100])


def test_periods_are_those_of_the_settings(corpus):
    put(corpus, bag(1, 2009), bag(2, 2015), bag(3, 1999))
    periods = [Period("avant", 2000, 2010), Period("après", 2011, 2020)]
    table = table_of(corpus, "term", "period", periods)
    assert (table.parts, table.left_out) == (("avant", "après"), 1)


@pytest.mark.parametrize(
    ("by", "sentence"), [("period", r"names no \[\[periods\]\]"), ("genre", "1 part by genre; two are needed")]
)
def test_too_few_parts_are_one_sentence(corpus, by, sentence):
    put(corpus, bag(1))
    with pytest.raises(UsageError, match=sentence):
        table_of(corpus, "term", by)


def test_a_corpus_that_is_not_counted_is_one_sentence(corpus):
    with pytest.raises(UsageError, match="is not counted; make all"):
        table_of(corpus, "term", "year")


def table(counts, documents, forms, parts=None):
    rows = np.array(counts, dtype=np.int64)
    part = np.array(parts or [0] * len(rows))
    return Table(
        csr_matrix(rows),
        np.full(len(rows), 50),
        part,
        np.array(documents),
        tuple(map(str, sorted(set(part.tolist())))),
        forms,
        "year",
        "theme",
        0,
    )


def test_association_is_the_log_odds_with_a_half_added():
    themes = table([[1], [1], [1], [0], [0], [0], [0], [0]], range(8), ("eau",))
    terms = table([[2], [1], [0], [1], [0], [0], [0], [0]], range(8), ("CD",))
    (row,) = pairs(themes, terms, seed=1)
    assert (row.with_theme, row.with_term, row.with_both, row.units, row.expected) == (3, 3, 2, 8, 1.12)
    assert row.log_odds == round(math.log(2.5 * 4.5 / (1.5 * 1.5)), 4)
    assert (row.low, row.documents) == (None, 2)
    assert row.method == "no interval: 2 documents hold both, 5 are needed"


def test_planted_association_is_found_and_its_interval_holds_it():
    rng = np.random.default_rng(3)
    named = rng.random(600) < 0.4
    said = np.where(named, rng.random(600) < 0.6, rng.random(600) < 0.2)
    truth = math.log(0.6 / 0.4) - math.log(0.2 / 0.8)
    (row,) = pairs(table(said[:, None], range(600), ("eau",)), table(named[:, None], range(600), ("CD",)), seed=1)
    assert row.low < truth < row.high
    assert row.low > 0


def test_units_of_one_document_widen_the_interval():
    said = [[1]] * 30 + [[0]] * 30
    alone = prevalence(table(said, range(60), ("eau",)))
    clustered = prevalence(table(said, [number // 10 for number in range(60)], ("eau",)))
    (one,), (ten,) = alone, clustered
    assert one.share == ten.share == 0.5
    assert ten.high - ten.low > one.high - one.low


def test_a_term_in_every_unit_is_not_estimable():
    (row,) = pairs(table([[1], [0]], range(2), ("eau",)), table([[1], [1]], range(2), ("CD",)), seed=1)
    assert (row.log_odds, row.method) == (None, "not estimable: in no unit, or in all")


def test_the_same_seed_gives_the_same_bytes():
    themes = table([[n % 2, n % 3 == 0] for n in range(90)], range(90), ("a", "b"))
    terms = table([[n % 5 < 2] for n in range(90)], range(90), ("CD",))
    assert list(pairs(themes, terms, 4)) == list(pairs(themes, terms, 4))
