"""Lemmas by dictionary, ending and neighbours; the analysers; the stop list."""

import sys
from importlib.util import find_spec

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import DependencyError
from pipeline.text import tagged
from pipeline.text.analysers import analyser
from pipeline.text.lemmas import as_adjective, as_noun, as_verb, lemma, lemmas_of
from pipeline.text.sentences import sentences
from pipeline.text.stopwords import stopwords
from pipeline.text.tokens import tokenize
from pipeline.text.verbs import past_participle_of, present_participle_of

HAS_SPACY = find_spec("spacy") is not None and find_spec(tagged.MODEL) is not None
ELISIONS = ("c", "d", "j", "l", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu")


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("la mise en place", "mise", "mise"),
        ("une nouvelle mise", "nouvelle", "nouveau"),
        ("la somme a été mise à part", "mise", "mettre"),
        ("il a traité le dossier", "traité", "traiter"),
        ("le traité de Lisbonne", "traité", "traité"),
        ("les arrêtés du maire", "arrêtés", "arrêté"),
        ("il demande une aide", "demande", "demander"),
        ("la demande du maire", "demande", "demande"),
        ("les travaux ont été entièrement réalisés", "réalisés", "réaliser"),
        ("la ville qui les organise", "organise", "organiser"),
        ("une commune intéressée par le projet", "commune", "commune"),
        ("le budget concernant les écoles", "concernant", "concerner"),
        ("une coopération décentralisée", "décentralisée", "décentralisé"),
        ("des actions municipales", "municipales", "municipal"),
        ("les élu(e)s du conseil", "élu(e)s", "élu"),
        ("LA CONVENTION SIGNÉE", "SIGNÉE", "signer"),
        ("l’œuvre et l’oeuvre", "oeuvre", "œuvre"),
        ("qu’elle décide", "qu’", "que"),
        ("le temps presse", "temps", "temps"),
    ],
)
def test_what_stands_before_decides(text, word, expected):
    tokens = tokenize(text)
    assert lemmas_of(tokens)[0][tokens.index(word)] == expected


@pytest.mark.parametrize(
    ("form", "infinitive"),
    [
        ("approuvées", "approuver"), ("compromise", "compromettre"), ("requis", "requérir"), ("inscrits", "inscrire"),
        ("ouverte", "ouvrir"), ("reçues", "recevoir"), ("élu", "élire"), ("née", "naître"), ("rendu", "rendre"),
        ("finie", "finir"), ("société", None), ("maison", None),
    ],
)  # fmt: skip
def test_past_participles(form, infinitive):
    assert past_participle_of(form) == infinitive


@pytest.mark.parametrize(
    ("form", "infinitive"),
    [("agissant", "agir"), ("relevant", "relever"), ("rendant", "rendre"), ("obtenant", "obtenir"), ("enfant", None)],
)
def test_present_participles(form, infinitive):
    assert present_participle_of(form) == infinitive


def test_a_known_part_of_speech_settles_the_form():
    assert (as_noun("prise"), as_verb("prise"), as_noun("produits"), as_verb("produits")) == (
        "prise", "prendre", "produit", "produire",
    )  # fmt: skip
    assert (as_adjective("limitées"), as_adjective("commune"), as_adjective("première")) == (
        "limité", "commun", "premier",
    )  # fmt: skip


def test_topics_leave_out_small_words_numbers_and_signs():
    read = analyser("simple").analyse("L’aide est versée en 2014 : 12 500 € à la ville (art. 3).")
    assert [topic for topic in read.topics if topic] == ["aide", "verser", "ville"]
    assert [lemma(word) for word in ("la", "12", "€", "x", "Conventions")] == [None, None, None, None, "convention"]


@pytest.mark.parametrize("apostrophe", ["'", "’"])
@pytest.mark.parametrize("elided", ELISIONS)
def test_elided_words_are_stop_words(elided, apostrophe):
    assert elided + apostrophe in stopwords()


def test_content_words_are_not():
    """Those that published lists hold (état, parole, droite, valeur, personne), and words of this field."""
    content = (
        "état parole droite droit mot valeur essai début personne cadre ville commune aide projet coopération pays"
    )
    assert not set(content.split()) & stopwords()


PIECES = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["L’", "18h30", "élu(e)s", "J.-P.", " ", "\u00a0", "S.I.V.O.M.", "12 500,50", "-t-il", "--", "«", "e\u0301", "http://x.fr"]),
)  # fmt: skip
ANALYSERS = [
    "simple",
    pytest.param("spacy", marks=pytest.mark.skipif(not HAS_SPACY, reason="the extra is not installed")),
]


@pytest.mark.parametrize("name", ANALYSERS)
@given(pieces=st.lists(PIECES, max_size=25))
@settings(max_examples=100, deadline=None)
def test_offsets_point_into_the_passage(name, pieces):
    text = "".join(pieces)
    read = analyser(name).analyse(text)
    assert [text[start:end] for start, end in read.spans] == read.tokens
    assert len(read.lemmas) == len(read.tokens) == len(read.pos if read.pos is not None else read.tokens)
    assert "".join("".join(read.tokens).split()) == "".join(text.split())  # a number may hold blanks
    for start, end in sentences(text):
        assert text[start:end] == text[start:end].strip()


@pytest.mark.skipif(not HAS_SPACY, reason="the extra is not installed: make setup EXTRAS=1")
def test_parts_of_speech():
    text = "Le maire signe la convention. " * 200  # more than is read at once
    read = analyser("spacy").analyse(text)
    assert read.pos[:6] == read.pos[-6:] == ["DET", "NOUN", "VERB", "DET", "NOUN", "PUNCT"]
    assert read.lemmas[1:5] == ["maire", "signer", "le", "convention"]
    assert read.tokens == analyser("simple").analyse(text).tokens


def test_without_the_extra_one_sentence_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "spacy", None)
    monkeypatch.setattr(tagged, "find_spec", lambda _: None)
    with pytest.raises(DependencyError, match=r'analyser = "spacy".* run make setup EXTRAS=1') as caught:
        tagged.Tagged()
    assert "\n" not in str(caught.value)
