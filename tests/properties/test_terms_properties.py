"""Laws of matching: nothing missed, nothing overlapping, a sample of a stream, a line of a text."""

import functools
import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.lexicons import load_codebook, load_lexicon
from pipeline.settings import LexiconSection
from pipeline.terms.lexicon import APOSTROPHES
from pipeline.terms.match import Scanner, terms_of, themes_of, words_of
from pipeline.terms.prefixes import folded
from pipeline.text import kwic

WORDS = [
    "la",
    "le",
    "des",
    "de",
    "l'",
    "d'",
    "l’",
    "à",
    "en",
    "et",
    "territoriales",
    "collectivités",
    "extérieure",
    "internationale",
    "action",
    "actions",
    "coopération",
    "co-opération",
    "décentralisée",
    "DÉCENTRALISÉE",
    "decentralisee",
    "jumelage",
    "jumelages",
    "villes",
    "ville",
    "jumelées",
    "relations",
    "internationales",
    "loi",
    "n°",
    "2007-147",
    "relative",
    "groupements",
    "leurs",
    "délégué",
    "à",
    "l’",
    "direction",
    "service",
    "eau",
    "tourisme",
    "AECT",
    "transfrontalière",
    "solidarité",
    "développement",
    "au",
    "aide",
    ",",
    ".",
    "«",
    "»",
    "-",
    "chapitre",
    "V",
    ":",
    "Interreg",
    "œuvre",
    "sœur",
    "Cités",
    "unies",
    "France",
    "C40",
]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join) | st.text(max_size=80)


@functools.cache
def rules():
    lexicon, codebook = load_lexicon("", LexiconSection()), load_codebook("", LexiconSection())
    return (*lexicon.rules, *(rule._replace(rank=rule.rank + len(lexicon.rules)) for rule in codebook.rules))


@functools.cache
def scanner():
    return Scanner(rules())


@settings(max_examples=50, deadline=None)
@given(TEXTS)
def test_one_pass_finds_all_that_each_pattern_finds_alone(text):
    found = {(match.start, match.end, match.rule.rank) for match in scanner().scan(words_of(text))}
    plain = text.translate(APOSTROPHES)
    for rule in rules():
        for match in rule.regex.finditer(plain):
            assert (match.start(), match.end(), rule.rank) in found


@settings(max_examples=50, deadline=None)
@given(TEXTS)
def test_no_two_terms_share_a_character_and_themes_only_between_them(text):
    matches = list(scanner().scan(words_of(text)))
    terms = terms_of(matches)
    assert all(one.end <= other.start for one, other in itertools.pairwise(terms))
    themes = themes_of([match for match in matches if match.rule.kind == "theme"])
    for entry in {match.rule.entry for match in themes}:
        own = [match for match in themes if match.rule.entry == entry]
        assert all(one.end <= other.start for one, other in itertools.pairwise(own))


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=120), st.data())
def test_a_concordance_line_joins_to_a_stretch_of_the_text(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = kwic.line(text, start, end, width=data.draw(st.integers(0, 60)))
    assert "".join(found) in text
    assert found.pivot == text[start:end]


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=30))
def test_folding_is_stable(word):
    assert folded(folded(word)) == folded(word)
