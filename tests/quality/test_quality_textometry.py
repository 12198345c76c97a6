"""Numbers of the textometric literature, to the last printed digit.

Where no source is named the value was computed once by an independent program from the formula.
"""

import numpy as np
import pytest

from pipeline.textometry.correspondence import correspondence
from pipeline.textometry.dispersion import deviation_of_proportions, juilland, normalised_deviation
from pipeline.textometry.keyness import bic, g2, log_odds, log_ratio
from pipeline.textometry.specificities import specificities, specificity

ROBESPIERRE = np.array([8395, 2558, 3920, 6903, 7896, 4555, 10142, 2063, 1084, 13933])
"""Tokens of ten speeches, and below the counts of two words (Lafon 1980, Mots 1)."""
PEUPLE = np.array([45, 18, 15, 14, 53, 30, 42, 16, 4, 59])
PATRIE = np.array([6, 5, 16, 8, 23, 10, 35, 8, 3, 39])
CELL = (120, 30, 100_000, 90_000)


def test_specificities_of_two_words_of_robespierre():
    scores = specificities(np.column_stack([PEUPLE, PATRIE]), ROBESPIERRE).round(4).T.tolist()
    assert scores == [
        [0.6161, 1.1466, -0.6709, -4.1743, 2.1122, 1.2906, -0.7980, 1.3632, -0.3977, -0.8410],
        [-4.2432, -0.4160, 1.4491, -2.0903, 0.6178, -0.3834, 1.5961, 0.8409, 0.2942, 0.6414],
    ]


def test_specificity_at_one_point():
    score = float(specificity(11, 1084, 296, 61_449))
    assert (round(score, 4), round(10**-score, 6)) == (1.7698, 0.016989)


def test_probability_printed_by_lafon():
    # Lafon 1980, p. 149, as the tests of the R package wam quote it: « peuple » 14 times in D4, 66.937 in a million
    assert round(10 ** float(specificity(14, 6903, 296, 61_449)) * 1e6, 3) == 66.937


def test_keyness_of_one_word():
    assert round(float(g2(*CELL, "two cells")), 4) == 48.7571
    assert round(float(g2(*CELL)), 4) == 48.7927
    assert round(float(bic(g2(*CELL), 190_000)), 4) == 36.6379
    assert round(float(log_ratio(*CELL)), 4) == 1.8480
    odds = log_odds(*CELL, 15, 1000)
    assert [round(float(odds.delta), 4), round(float(odds.variance), 6), round(float(odds.z), 4)] == [
        0.9952,
        0.029630,
        5.7816,
    ]


@pytest.mark.parametrize(
    ("both", "first", "second", "neither", "printed"),
    [
        (110, 2442, 111, 29_114, 270.72),  # the swiss
        (29, 13, 123, 31_612, 263.90),  # can be
        (31, 23, 139, 31_584, 256.84),  # previous year
        (10, 0, 3, 31_764, 167.23),  # mineral water
    ],
)
def test_bigrams_of_dunning(both, first, second, neither, printed):
    # Dunning 1993, table 1: -2 log λ of word pairs
    assert round(float(g2(both, second, both + first, second + neither)), 2) == printed


def test_dispersion_of_peuple():
    assert round(float(deviation_of_proportions(PEUPLE[:, None], ROBESPIERRE)[0]), 4) == 0.1329


def test_dispersion_of_the_small_corpus_of_gries():
    # Gries 2020, « Analyzing dispersion »: the word « a », 1 to 5 times in parts of 9, 10, 10, 10 and 11 words
    hits, sizes = np.array([[1], [2], [3], [4], [5]]), [9, 10, 10, 10, 11]
    assert round(float(deviation_of_proportions(hits, sizes)[0]), 3) == 0.18
    assert round(float(normalised_deviation(hits, sizes)[0]), 4) == 0.2195
    assert round(float(juilland(hits, sizes)[0]), 3) == 0.785


def test_dispersion_of_three_equal_parts():
    # Lijffijt & Gries 2012, table 1: two thirds of the hits in one part, one third in another, none in the last
    hits, sizes = np.array([[2], [1], [0]]), [1000, 1000, 1000]
    assert deviation_of_proportions(hits, sizes) == pytest.approx([1 / 3])
    assert normalised_deviation(hits, sizes) == pytest.approx([0.5])


SMOKERS = [[4, 2, 3, 2], [4, 3, 7, 4], [25, 10, 12, 4], [18, 24, 33, 13], [10, 6, 7, 2]]
"""Five grades of staff x none, light, medium, heavy smoking (Greenacre 1984, table 3.1)."""


def test_smokers_of_greenacre():
    found = correspondence(SMOKERS)
    assert found.inertias.round(4).tolist() == [0.0748, 0.0100, 0.0004]
    assert (found.inertias / found.total).round(4).tolist() == [0.8776, 0.1176, 0.0049]
    assert round(found.total * 193, 2) == 16.44
    # junior employees lead the first axis; grades and habits as on the map of the book, which turns its axes
    assert np.abs(found.rows.coordinates[:, :2]).round(3).tolist() == [
        [0.066, 0.194],
        [0.259, 0.243],
        [0.381, 0.011],
        [0.233, 0.058],
        [0.201, 0.079],
    ]
    assert np.abs(found.columns.coordinates[:, :2]).round(3).tolist() == [
        [0.393, 0.030],
        [0.099, 0.141],
        [0.196, 0.007],
        [0.294, 0.198],
    ]
