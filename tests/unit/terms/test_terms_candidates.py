"""Phrases nobody listed, and their C-value."""

import math

import pytest

from pipeline.terms.candidates import Tally, c_values, most_frequent, phrases
from pipeline.text.lemmas import lemma
from pipeline.text.tokens import tokenize


def found(text):
    return list(phrases(tokenize(text), lemma))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("la coopération décentralisée", ["coopération décentralisée"]),
        ("l'appel à projets", ["appel à projets"]),
        ("un appel d’offres", ["appel d'offres"]),
        ("la Ville, le conseil", []),
        ("il approuve la convention", []),
        ("marchés publics et bâtiments", ["marchés publics"]),
        ("12 euros", []),
    ],
)
def test_phrases_are_content_words_joined_by_links(text, expected):
    assert found(text) == expected


def test_phrases_hold_their_parts_and_four_content_words_at_most():
    assert found("le code des marchés publics locaux simplifiés") == [
        "code des marchés",
        "code des marchés publics",
        "code des marchés publics locaux",
        "marchés publics",
        "marchés publics locaux",
        "marchés publics locaux simplifiés",
        "publics locaux",
        "publics locaux simplifiés",
        "locaux simplifiés",
    ]


def test_the_most_frequent_then_the_first_are_kept():
    assert most_frequent(["b c", "a b", "z z", "z z", "x y"], kept=3) == {"a b": 1, "b c": 1, "z z": 2}


def test_c_value_of_nested_terms():
    """The terms around « basal cell carcinoma » of Frantzi, Ananiadou and Mima (2000), by their formula."""
    frequencies = {
        "adenoid cystic basal cell carcinoma": 5,
        "cystic basal cell carcinoma": 11,
        "ulcerated basal cell carcinoma": 7,
        "recurrent basal cell carcinoma": 5,
        "circumscribed basal cell carcinoma": 3,
        "basal cell carcinoma": 984,
    }
    values = c_values(frequencies)
    assert values["ulcerated basal cell carcinoma"] == pytest.approx(math.log2(4) * 7)
    assert values["cystic basal cell carcinoma"] == pytest.approx(math.log2(4) * (11 - 5))
    assert values["basal cell carcinoma"] == pytest.approx(math.log2(3) * (984 - (5 + 11 + 7 + 5 + 3) / 5))


def test_a_tally_forgets_rare_phrases_when_it_is_full():
    tally = Tally(most=10)
    for number in range(100):
        tally.add({"often seen": 1, f"once {number}": 1})
    assert len(tally.counts) <= 10
    assert tally.counts["often seen"] == tally.units["often seen"] == 100
