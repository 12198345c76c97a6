"""Periods of a table of years: rows, years taken together, and what is pasted in corpus.toml."""

import tomllib

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from pipeline.errors import UsageError
from pipeline.words.parts import Table
from pipeline.words.periods import as_settings, periods


def table(documents, change, *, seed=1):
    """Documents a year, first year 2001; the words of half the forms double from `change` on."""
    rng = np.random.default_rng(seed)
    share = rng.gamma(1, 1, 80) + 0.05
    counts, part = [], []
    for rank, number in enumerate(documents):
        here = share * np.where(np.arange(80) % 2, 3.0 if 2001 + rank >= change else 1.0, 1.0)
        for _ in range(number):
            counts.append(rng.multinomial(400, rng.dirichlet(100 * here / here.sum())))
            part.append(rank)
    rows = csr_matrix(np.array(counts))
    size = len(part)
    return Table(
        rows, np.full(size, 400), np.array(part), np.arange(size), tuple(str(2001 + rank) for rank in range(len(documents))),
        tuple(f"{n:02}" for n in range(80)), "year", "lemma", 0, tuple(map(str, range(size))), ("deliberation",) * size,
    )  # fmt: skip


def test_a_planted_change_makes_two_periods_to_paste():
    rows = periods(table([8] * 10, 2006), 1)
    assert len(rows) == 9
    assert [row.cut for row in rows if row.kept] == [2006]
    assert (rows[0].first, rows[0].last, rows[0].documents, rows[0].height, rows[0].bootstrap) == (2001, 2010, 80, 1, 1)
    assert tomllib.loads(as_settings(rows)) == {
        "periods": [
            {"label": "2001-2005", "first": 2001, "last": 2005}, {"label": "2006-2010", "first": 2006, "last": 2010},
        ]
    }  # fmt: skip


def test_a_flat_corpus_is_one_period():
    rows = periods(table([8] * 10, 2099), 1)
    assert not any(row.kept for row in rows)
    assert rows[1].p_value is None or rows[0].p_value <= 0.05
    assert tomllib.loads(as_settings(rows))["periods"] == [{"label": "2001-2010", "first": 2001, "last": 2010}]


def test_poor_years_are_taken_together_and_said():
    rows = periods(table([2, 2, 2, 8, 8, 8, 8, 3], 2005), 1)
    together = [(row.first, row.last, row.documents, row.method) for row in rows if row.cut is None]
    assert together == [
        (2001, 2003, 6, "taken together: under 5 documents a year"),
        (2007, 2008, 11, "taken together: under 5 documents a year"),
    ]
    assert {row.cut for row in rows if row.cut} <= {2004, 2005, 2006, 2007}


def test_too_few_documents_are_one_sentence():
    with pytest.raises(UsageError, match="make 2 groups of years of 5 documents; 3 are needed"):
        periods(table([3, 3, 3, 3], 2003), 1)


def test_the_same_seed_gives_the_same_rows():
    assert periods(table([6] * 6, 2004), 2) == periods(table([6] * 6, 2004), 2)


def test_years_of_the_same_words_are_one_sentence():
    alike = table([8] * 10, 2099)
    with pytest.raises(UsageError, match="all years hold the same words"):
        periods(alike._replace(counts=csr_matrix(np.ones(alike.counts.shape))), 1)
