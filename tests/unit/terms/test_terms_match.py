"""Longest match, beginnings of patterns, fixed strings, themes and pages."""

import re

import pytest

from pipeline.records import Run, ZoneSpan
from pipeline.stages.annotate import hits_of
from pipeline.terms.hits import page_at
from pipeline.terms.lexicon import Rule, as_regex
from pipeline.terms.match import Scanner, longest, words_of
from pipeline.terms.prefixes import Beginning, beginnings


def rule(rank, regex, entry="X"):
    return Rule(rank, "term", entry, "p", re.compile(regex, re.IGNORECASE), beginnings(regex))


@pytest.mark.parametrize(
    ("regex", "expected"),
    [
        (r"\bville\b", {("ville", False)}),
        (r"\bvilles?\s+jumel[ée]es?", {("ville", True), ("villes", True)}),
        (r"\b(?:im|é|e)?migr", {("immigr", False), ("emigr", False), ("migr", False)}),
        (r"\bco-?op[ée]ra", {("co", True), ("coopera", False)}),
        (r"\b(?<!en )charg[ée]\b", {("charge", False)}),
        (r"\bd'[ée]tat", {("d", True)}),
        (r"\b[ab]\d+", {("a", False), ("b", False)}),
        (r"\bex{2}a", {("e", False)}),
    ],
)
def test_beginnings_of_a_pattern(regex, expected):
    assert beginnings(regex) == {Beginning(*pair) for pair in expected}


@pytest.mark.parametrize("regex", [r"\d+ euros", r"(?:« )?villes", r".*ville", r"\w+tion", r"(?P=x)"])
def test_a_pattern_that_may_begin_anyhow_is_tried_everywhere(regex):
    assert beginnings(regex) is None


def test_a_pattern_begins_at_the_start_of_a_word():
    found = [
        (match.start, match.end)
        for match in Scanner([rule(0, "coopération")]).scan(words_of("l’intercoopération, l’coopération"))
    ]
    assert found == [(22, 33)]


def test_the_longest_match_wins_then_the_first_rule():
    scanner = Scanner([rule(0, r"\baction extérieure", "A"), rule(1, r"\baction extérieure des villes", "B")])
    assert [match.rule.entry for match in longest(scanner.scan(words_of("une action extérieure des villes")))] == ["B"]
    tied = Scanner([rule(0, r"\bville\b", "first"), rule(1, r"\bvilles?\b", "second")])
    assert [match.rule.entry for match in longest(tied.scan(words_of("la ville")))] == ["first"]


def test_typographic_and_plain_apostrophes_and_no_break_spaces_are_the_same(terms):
    for text in ("l’action extérieure d’une collectivité", "l'action extérieure d'une collectivité"):
        assert [row[0] for row in terms(text)] == ["AECT"]
    assert [row[0] for row in terms("la coopération\u00a0décentralisée")] == ["CD"]


def test_forms_of_names():
    assert re.fullmatch(as_regex("Cités unies"), "CITES  UNIES", re.IGNORECASE)
    assert re.fullmatch(as_regex("C40"), "C40")
    assert not re.search(as_regex("C40"), "AC40")


def test_themes_count_in_anchored_units_only(mark):
    anchored = {
        hit.entry: (hit.status, hit.reason) for hit in mark("le jumelage et le tourisme") if hit.kind == "theme"
    }
    assert anchored == {"attractivite": ("use", "anchored")}
    alone = [(hit.status, hit.reason) for hit in mark("le tourisme") if hit.kind == "theme"]
    assert alone == [("ambiguous", "not_anchored")]


def test_an_ambiguous_term_anchors_nothing(mark):
    found = mark("le jumelage des écoles et le tourisme")
    assert [hit.reason for hit in found if hit.kind == "theme" and hit.entry == "attractivite"] == ["not_anchored"]


def test_exclusions_and_zones_silence_themes(mark):
    assert not [hit for hit in mark("jumelage, mise en concurrence") if hit.entry == "attractivite"]
    assert not [hit for hit in mark("jumelage et tourisme", zone="visas") if hit.kind == "theme"]


def test_themes_may_share_words(mark):
    found = {hit.entry for hit in mark("jumelage : assainissement") if hit.kind == "theme"}
    assert found == {"communs", "eau"}


def test_the_zone_and_unit_of_a_hit_are_those_of_its_first_character(lexicon, codebook, make_passage, make_unit):
    text = "Vu la coopération décentralisée, décide une coopération décentralisée"
    first = make_unit([ZoneSpan("visas", "d:p0", 0, 33)])
    second = make_unit([ZoneSpan("dispositif", "d:p0", 33, len(text))], number=1)
    found = hits_of([make_passage(0, text)], [first, second], lexicon, codebook, language="fr", window_tokens=30)
    assert [(hit.unit_id, hit.zone, hit.status) for hit in found] == [
        ("d:u0", "visas", "mention"),
        ("d:u1", "dispositif", "use"),
    ]


def test_text_outside_every_unit_is_not_marked(lexicon, codebook, make_passage):
    assert hits_of([make_passage(0, "jumelage")], [], lexicon, codebook, language="fr", window_tokens=30) == []


def test_the_page_of_a_hit_is_that_of_its_first_character(make_passage):
    text = "a" * 10 + "jumelage"
    passage = make_passage(0, text, runs=[Run(0, 3, 50, 10), Run(10, 4, 0, 8)])
    assert [page_at(passage, offset) for offset in (0, 9, 10, 17)] == [3, 3, 4, 4]
    assert page_at(make_passage(0, text), 5) == 1


@pytest.mark.parametrize(
    "text", ["", " ", "«", '"', "’", "\u0301\u0301", "AECT" * 500, "« " * 300 + "jumelage", "\U0001f600 jumelage"]
)
def test_odd_text_is_marked_without_trouble(mark, text):
    for hit in mark(text):
        assert hit.surface == text[hit.start : hit.end]
