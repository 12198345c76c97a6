"""Damaged copies of the variants: what the budget pays for, and what no budget does."""

import pytest

from pipeline.terms.fuzzy import FuzzyScanner, budget_of, distance
from pipeline.terms.match import words_of


@pytest.fixture(scope="module")
def copies(lexicon):
    scanner = FuzzyScanner(lexicon)
    return lambda text: [(match.rule.entry, text[match.start : match.end]) for match in scanner.scan(words_of(text))]


@pytest.mark.parametrize(("form", "edits"), [("AECT", 0), ("eurorégion", 1), ("aide au développement", 2)])
def test_a_form_bears_an_edit_for_eight_letters_and_two_at_most(form, edits):
    assert budget_of(form) == edits


@pytest.mark.parametrize(
    ("variant", "word", "cost"),
    [
        ("internationale", "internationale", 0),
        ("internationale", "intemationale", 0.5),  # rn, m
        ("internationale", "internationalc", 0.5),  # e, c
        ("locales", "1oca1es", 1),  # l, 1, twice
        ("cooperation", "cooperaion", 1),
        ("cooperation", "cooperxation", 1),
        ("cooperation", "clooperation", 1),
        ("decentralisee", "clecentralisee", 0.5),  # d, cl
        ("des", "dcs", 0.5),
        ("des", "dxs", 99),  # a short word bears confusions only
        ("des", "ds", 99),
        ("cooperation", "coope7ration", 99),  # a digit is no letter
        ("c40", "c4o", 99),  # and stays as it is
        ("2007", "2001", 99),
    ],
)
def test_what_an_edit_costs(variant, word, cost):
    assert distance(variant, word) == cost


@pytest.mark.parametrize(
    ("text", "family", "surface"),
    [
        ("la coopcration décentraIisée avec Kayes", "CD", "coopcration décentraIisée"),
        ("la coopèration décentralisée", "CD", "coopèration décentralisée"),
        ("la coopération décentra- lisée", "CD", "coopération décentra- lisée"),
        ("l'internationali- sation", "INT", "internationali- sation"),
        ("les re1ations internationalcs", "RI", "re1ations internationalcs"),
        ("un jumclage", "JUM", "jumclage"),
    ],
)
def test_a_damaged_copy_is_found_whole(copies, text, family, surface):
    assert (family, surface) in copies(text)


@pytest.mark.parametrize(
    "text",
    [
        "des coopératives décentralisées",  # French words
        "les filles jumelles",
        "une coopération décentralisé",
        "l'aide ou développement",
        "la coopération décen tralisée, la coopé ration décentralisée",  # across the edge of a word
        "la coopérxtixn décextralisée",  # four edits
        "coopcration. Décentralisée",  # not one stretch of words
        "la coopération décentralisée",  # sound
        "le DAECT et l'AECTT",  # acronyms have no copies
    ],
)
def test_what_is_no_damaged_copy(copies, text):
    assert copies(text) == []


def test_a_damaged_copy_is_marked_and_judged_like_a_sound_one(mark):
    hits = [hit for hit in mark("Le master de re1ations internationales de la fac") if hit.kind == "term"]
    assert [(hit.entry, hit.pattern, hit.ocr, hit.status) for hit in hits] == [("RI", "relations", True, "ambiguous")]
    visa = mark("la coopcration décentralisée", zone="visas")[0]
    assert (visa.ocr, visa.status) == (True, "mention")


def test_a_longer_damaged_term_is_not_its_sound_beginning(mark):
    hits = [hit for hit in mark("l'action internationale des collcctivités territoriales") if hit.kind == "term"]
    assert [(hit.entry, hit.ocr) for hit in hits] == [("AICT", True)]


def test_a_sound_term_keeps_its_place_in_its_own_family(mark):
    hits = [hit for hit in mark("la coopération décentralisée, la coopération decentralisée") if hit.kind == "term"]
    assert [hit.ocr for hit in hits] == [False, False]


def test_a_family_may_refuse_copies(tmp_path):
    from pipeline.lexicons import load_lexicon
    from pipeline.settings import LexiconSection

    text = """[[family]]\nid = "J"\nlabel_fr = "j"\nvariants = ["jumelage"]\nfuzzy = {}\npatterns = [{{ id = "f", regex = "jumelage" }}]\n"""
    for fuzzy, found in (("true", 1), ("false", 0)):
        (tmp_path / f"{fuzzy}.toml").write_text(text.format(fuzzy), "utf-8")
        lexicon = load_lexicon(str(tmp_path), LexiconSection(file=f"{fuzzy}.toml", mode="replace"))
        assert len(list(FuzzyScanner(lexicon).scan(words_of("un jumclage")))) == found


def test_odd_text_costs_no_time(copies):
    assert copies("-" * 50_000 + "a-b-" * 20_000 + "коо́перация décen-" * 5_000) == []
