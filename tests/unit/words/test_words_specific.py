"""Specificities of parts as the command gives them: published scores, and what whole documents say beside them."""

import numpy as np
from scipy.sparse import csr_matrix

from pipeline.textometry.keyness import g2
from pipeline.words.parts import Table
from pipeline.words.specific import in_intervals, specific

SIZES = (8395, 2558, 3920, 6903, 7896, 4555, 10142, 2063, 1084, 13933)
PEUPLE = (45, 18, 15, 14, 53, 30, 42, 16, 4, 59)
PATRIE = (6, 5, 16, 8, 23, 10, 35, 8, 3, 39)


def table(counts, sizes, part, document=None, forms=("peuple", "patrie")):
    rows = np.array(counts, dtype=np.int64)
    names = tuple(f"{name:02}" for name in range(max(part) + 1))
    return Table(
        csr_matrix(rows),
        np.array(sizes),
        np.array(part),
        np.array(document or range(len(rows))),
        names,
        forms,
        "year",
        "lemma",
        0,
    )


def test_scores_are_those_of_the_public_table_of_robespierre():
    found = list(specific(table(np.stack([PEUPLE, PATRIE], axis=1), SIZES, range(10)), 5, 1))
    scores = {(row.part, row.form): row.score for row in found}
    assert scores == {
        ("00", "patrie"): -4.2432, ("03", "peuple"): -4.1743, ("03", "patrie"): -2.0903, ("04", "peuple"): 2.1122,
    }  # fmt: skip
    (row,) = [row for row in found if row.part == "04"]
    assert (row.hits, row.hits_all, row.tokens, row.tokens_all) == (53, 296, 7896, 61449)


def test_a_word_of_one_document_has_a_high_score_and_no_evidence():
    counts = [[60, 4]] + [[0, 4]] * 29 + [[0, 4]] * 30
    found = list(specific(table(counts, [1000] * 60, [0] * 30 + [1] * 30), 5, 1))
    row = next(row for row in found if row.part == "00")
    assert (row.form, row.documents) == ("peuple", 1)
    assert row.score > 10
    assert row.p_value > 0.05
    assert row.low is None or row.low < 0
    assert row.dp > 0.9


def test_a_word_of_many_documents_has_both():
    counts = [[6, 4]] * 30 + [[1, 4]] * 30
    row = next(specific(table(counts, [1000] * 60, [0] * 30 + [1] * 30), 5, 1))
    assert row.score > 10
    assert row.p_value <= 0.002
    assert 2 < row.low <= row.log_ratio <= row.high
    assert {one.form for one in specific(table(counts, [1000] * 60, [0] * 30 + [1] * 30), 5, 1)} == {"peuple"}


def test_growth_compares_with_earlier_parts_alone():
    counts = [[5, 5]] * 10 + [[5, 5]] * 10 + [[50, 5]] * 10
    part = [0] * 10 + [1] * 10 + [2] * 10
    grown = list(specific(table(counts, [1000] * 30, part), 5, 1, growth=True))
    assert {(row.part, row.form) for row in grown} == {("02", "peuple")}
    assert {(row.part, row.form) for row in specific(table(counts, [1000] * 30, part), 5, 1)} >= {
        ("00", "peuple"),
        ("01", "peuple"),
    }


def test_keyness_of_other_programs_stands_beside():
    row = next(specific(table(np.stack([PEUPLE, PATRIE], axis=1), SIZES, range(10)), 1, 1))
    a, b, c, d = row.hits, row.hits_all - row.hits, row.tokens, row.tokens_all - row.tokens
    assert row.g2 == round(float(g2(a, b, c, d)), 2)
    assert row.g2_two_cells == round(float(g2(a, b, c, d, "two cells")), 2)
    assert row.log_odds * row.score > 0
    assert row.log_odds_z * row.score > 0


def test_the_run_of_years_that_marks_a_word():
    counts = [[1, 5]] * 4 + [[9, 5]] * 3 + [[1, 5]] * 3
    found = list(in_intervals(table(counts, [1000] * 10, range(10)), 1, 2))
    first, *_ = [(row.form, row.rank, row.first, row.last) for row in found]
    assert first == ("peuple", 1, "04", "06")
    assert (found[0].hits, found[0].hits_all, found[0].tokens, found[0].tokens_all) == (27, 34, 3000, 10000)
    assert abs(found[0].score) >= abs(found[1].score)
    assert list(in_intervals(table([[1, 1], [1, 1]], [9, 9], [0, 1]), 5)) == []


def test_units_without_words_and_rare_forms_are_left_out():
    counts = [[3, 20], [3, 0], [0, 0]]
    found = list(specific(table(counts, [500, 500, 0], [0, 1, 1]), 5, 1))
    assert {row.form for row in found} == {"patrie"}
    assert list(specific(table([[1, 1], [1, 1]], [9, 9], [0, 1]), 5, 1)) == []


def test_the_same_seed_gives_the_same_rows():
    one = table(np.stack([PEUPLE, PATRIE], axis=1), SIZES, range(10))
    assert list(specific(one, 3, 7)) == list(specific(one, 3, 7))
