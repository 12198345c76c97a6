"""Phrases nobody listed, and their C-value."""

import pytest

from pipeline.terms.candidates import Tally, c_values, key_of, most_frequent, phrases
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


def test_c_value_of_the_published_example():
    """« basal cell carcinoma » in Frantzi, Ananiadou and Mima 2000 (doi 10.1007/s007999900023, section 2.3.1).

    Two public programs give the same six values, the last as 1551.361296.
    """
    values = c_values({
        "adenoid cystic basal cell carcinoma": 5, "cystic basal cell carcinoma": 11, "ulcerated basal cell carcinoma": 7,
        "recurrent basal cell carcinoma": 5, "circumscribed basal cell carcinoma": 3, "basal cell carcinoma": 984,
    })  # fmt: skip
    assert {phrase: round(value, 4) for phrase, value in values.items()} == {
        "adenoid cystic basal cell carcinoma": 11.6096,
        "cystic basal cell carcinoma": 12,
        "ulcerated basal cell carcinoma": 14,
        "recurrent basal cell carcinoma": 10,
        "circumscribed basal cell carcinoma": 6,
        "basal cell carcinoma": 1551.3613,
    }


def test_c_value_by_hand():
    """Two holders of « plan local »: 4 alone, and « projet de plan local » 6, of which 2 stand in the longest."""
    values = c_values({
        "projet de plan local durable": 2, "projet de plan local": 6, "plan local durable": 2, "plan local": 20,
        "projet de plan": 6, "local durable": 2,
    })  # fmt: skip
    assert {phrase: round(value, 4) for phrase, value in values.items()} == {
        "projet de plan local durable": 4,  # log2 4 · 2
        "projet de plan local": 6.3399,  # log2 3 · (6 - 2/1)
        "plan local durable": 0,  # log2 3 · (2 - 2/1)
        "plan local": 18,  # log2 2 · (20 - (2 + 4 + 0)/3)
        "projet de plan": 3,  # log2 2 · (6 - (2 + 4)/2)
        "local durable": 1,  # log2 2 · (2 - (2 + 0)/2)
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [("alliance de territoires", "alliances de territoires"), ("appel d'offres", "appels d'offre")],
)
def test_forms_of_one_candidate_share_a_key(one, other):
    assert key_of(one, lemma) == key_of(other, lemma)


def test_a_tally_forgets_rare_phrases_when_it_is_full():
    tally = Tally(most=10)
    for number in range(100):
        tally.add({"often seen": 1, f"once {number}": 1})
    assert len(tally.counts) <= 10
    assert tally.counts["often seen"] == tally.units["often seen"] == 100
