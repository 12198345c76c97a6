"""Candidates of a corpus: what is listed or a formula or a name stays out, what rises beside our terms comes first."""

import pytest

from pipeline.discovery import FOR_A_PERSON, as_csv, discover, holds_choices
from pipeline.lexicons import load_lexicon
from pipeline.records import Bag
from pipeline.settings import LexiconSection, TrendsSection
from pipeline.terms.boilerplate import is_formula
from pipeline.terms.candidates import key_of
from pipeline.text.lemmas import lemma

SECTION = TrendsSection(permutations=199)
LEXICON = load_lexicon("", LexiconSection())


def bag(number, year, candidates, terms):
    return Bag(
        f"d{number}:u0", f"d{number}", f"{year}-01-01", year, "deliberation", None, 100, 5, {}, terms, {}, candidates, ""
    )  # fmt: skip


def corpus(late, early=None):
    """Sixty documents of 2000 to 2019; `late` stands in every second one from 2014, `early` in all of the first years."""
    bags = []
    for number in range(60):
        year = 2000 + number // 3
        found = dict(early or {}) if year < 2010 else {}
        if year >= 2014 and number % 2:
            found |= late
        bags.append(bag(number, year, found, {"CD": (1, 0, 0, 0)}))
    return lambda: iter(bags)


def by_term(found):
    return {one.term: one for one in found}


def test_a_rising_phrase_is_found_with_its_forms_and_measures():
    found = discover(corpus({"alliance de territoires": 2, "alliances de territoires": 1}), LEXICON, SECTION)
    (one,) = found
    assert (one.term, one.rank, one.documents, one.hits, one.first_year) == ("alliance de territoires", 1, 9, 27, 2014)
    assert one.variants == {"alliance de territoires": 18, "alliances de territoires": 9}
    assert (one.share_before, one.share_after) == (0, 0.3)
    assert one.p_adjusted == pytest.approx(1 / 200)
    assert one.c_value == 27


def test_a_phrase_that_does_not_rise_is_no_candidate():
    found = by_term(discover(corpus({"alliance de territoires": 1}, {"marché couvert": 1}), LEXICON, SECTION))
    assert set(found) == {"alliance de territoires"}


def test_a_variant_of_a_listed_family_is_no_candidate():
    late = {"coopérations décentralisées": 1, "projet de coopération décentralisée": 1, "alliance de territoires": 1}
    assert set(by_term(discover(corpus(late), LEXICON, SECTION))) == {"alliance de territoires"}


def test_formulae_and_names_are_left_out_with_their_reason():
    late = {
        "pièces nécessaires": 1, "Marie Zorgholm": 1, "Burkina Faso": 1, "programme Zorgholm": 1, "alliance de rives": 1,
    }  # fmt: skip
    found = by_term(discover(corpus(late), LEXICON, SECTION))
    assert {term: one.left_out for term, one in found.items()} == {
        "pièces nécessaires": "formula",
        "Marie Zorgholm": "person",
        "Burkina Faso": "place",
        "programme Zorgholm": "name",
        "alliance de rives": None,
    }
    assert {term: one.rank for term, one in found.items() if one.rank} == {"alliance de rives": 1}


def test_what_stands_in_most_documents_says_what_they_are():
    bags = [
        bag(number, 2000 + number // 3, {"alliance de rives": 1} if number > 20 else {}, {}) for number in range(60)
    ]
    (one,) = discover(lambda: iter(bags), LEXICON, SECTION)
    assert one.left_out == "everywhere"


def test_halves_are_cut_where_they_are_most_even_even_when_the_last_year_holds_most():
    years = [2012] * 8 + [2013] * 8 + [2014] * 30
    bags = [
        bag(number, year, {"alliance de rives": 1} if number >= 38 else {}, {}) for number, year in enumerate(years)
    ]
    (one,) = discover(lambda: iter(bags), LEXICON, SECTION)
    assert (one.share_before, one.share_after) == (0, round(8 / 30, 4))


@pytest.mark.parametrize(
    "phrase",
    [
        "conseil municipal", "présente délibération", "documents relatifs", "crédits nécessaires", "avis favorable",
        "budget principal", "exercice précédent", "début du mandat", "séance publique",
        "code général", "vice-président rapporteur", "mois de mars",
    ],
)  # fmt: skip
def test_formulae(phrase):
    assert is_formula(key_of(phrase, lemma))


@pytest.mark.parametrize(
    "phrase",
    ["alliance de territoires", "diplomatie de proximité", "partenariat entre villes", "action mondiale", "réseau de villes",
     "citoyenneté mondiale", "rayonnement culturel", "solidarité de proximité"],
)  # fmt: skip
def test_names_of_a_policy_are_no_formulae(phrase):
    assert not is_formula(key_of(phrase, lemma))


def test_a_part_of_a_better_candidate_in_the_same_documents_is_a_fragment():
    late = {"pacte de rives durables": 2, "rives durables": 3, "pacte de rives": 2}
    found = by_term(discover(corpus(late), LEXICON, SECTION))
    assert found["pacte de rives durables"].rank == 1
    assert found["rives durables"].left_out == "fragment"


def test_too_few_documents_or_one_year_give_no_candidate():
    few = [bag(number, 2000 + number, {"alliance de rives": 1}, {}) for number in range(4)]
    same = [bag(number, 2000, {"alliance de rives": 1}, {}) for number in range(9)]
    assert discover(lambda: iter(few), LEXICON, SECTION) == []
    assert discover(lambda: iter(same), LEXICON, SECTION) == []
    assert discover(lambda: iter(()), LEXICON, SECTION) == []


def test_the_table_begins_with_what_a_person_fills():
    table = as_csv(discover(corpus({"alliance de territoires": 1}), LEXICON, SECTION)).decode()
    header, row = table.splitlines()
    assert header.split(",")[:5] == [*FOR_A_PERSON, "term", "variants"]
    assert row.startswith(",,,alliance de territoires,alliance de territoires,1,,")
    assert not holds_choices(table)
    assert holds_choices(table.replace(",,,", "accept,,,"))
