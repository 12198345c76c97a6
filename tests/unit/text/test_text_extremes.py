"""Passages in another alphabet, of one word, of a million words: counted or set aside with a reason, in bounded time."""

import time

import pytest

from pipeline.records import Page
from pipeline.settings import CleanSection
from pipeline.stages.clean import passages_of
from pipeline.text.analysers import analyser
from pipeline.text.language import language_of
from pipeline.text.noise import is_another_alphabet
from pipeline.text.sentences import sentences

WORDS = 1_000_000
MOST_S = 60.0
"""Of processor time: some six seconds on the slowest machine tried; a quadratic step would take hours."""


def cleaned(text: str):
    return passages_of([Page("doc", 1, None, None, None, "text", None, text, [], [])], CleanSection())


@pytest.mark.parametrize(
    "text",
    [
        "Городской совет утвердил соглашение о сотрудничестве между двумя городами на заседании в понедельник.",
        "Το δημοτικό συμβούλιο ενέκρινε τη συμφωνία συνεργασίας μεταξύ των δύο πόλεων.",
        "وافق المجلس البلدي على اتفاقية التعاون بين المدينتين خلال جلسته",
        "市议会在星期一的会议上批准了两个城市之间的合作协议",
        "Δήμος",
    ],
)
def test_another_alphabet_is_set_aside_with_its_reason(text):
    (passage,) = cleaned(text)
    assert (passage.role, passage.reason, passage.language) == ("noise", "another alphabet", None)
    assert passage.text == text


@pytest.mark.parametrize(
    "text",
    [
        "La ville de Москва (Moscou) a reçu la délégation du conseil municipal.",
        "L’angle α et la constante π sont donnés en annexe.",
        "Łódź, Plzeň, Hồ Chí Minh-Ville, Timișoara",
        "\uf0b7 12 µm, 1º et 2ª : ﬁn",
        "π",
        "12 500 €",
    ],
)
def test_names_and_signs_of_another_alphabet_are_read(text):
    assert not is_another_alphabet(text)


def test_one_word_is_counted():
    (passage,) = cleaned("Convention")
    assert (passage.role, passage.words, passage.sentences, passage.language) == ("body", 1, [(0, 10)], None)
    assert analyser("simple").analyse(passage.text).topics == ["convention"]


@pytest.mark.parametrize(
    "unit",
    [
        "convention de coopération ", "M. ", "art. 3 ", "a.", "1.a", "a-", "a@", "x.-", "é(e)s", "!)", ".", ". ", "12 345 ",
        "l'", "1h", "S.", "mot", "«", "\t", "Д", "-t-il",
    ],
)  # fmt: skip
def test_a_million_words_are_read_in_bounded_time(unit):
    text = unit * (WORDS // 3 if len(unit) > 20 else WORDS // 10)
    began = time.process_time()
    read = analyser("simple").analyse(text)
    assert len(read.topics) == len(read.lemmas) == len(read.tokens)
    bounds = sentences(text)
    assert language_of(text) in (None, "fr", "it", "en", "es", "pt")
    assert is_another_alphabet(text) is (unit == "Д")
    assert time.process_time() - began < MOST_S
    assert sum(len("".join(text[start:end].split())) for start, end in bounds) == len("".join(text.split()))
