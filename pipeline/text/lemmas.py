"""Lemmas of content words, by dictionary (simplemma; 94 to 95 % of words right on four French treebanks)."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from pipeline.text.stopwords import stopwords

_CONTENT = re.compile(r"[^\W\d_](?:[^\W\d_]|['.\-](?=[^\W\d_]))*[^\W\d_]\.?")
_KNOWN_WORDS = 400_000  # forms remembered: a corpus of acts has about one new form in 100 words, then fewer


@lru_cache(maxsize=1)
def _lemmatize() -> Callable[..., Any]:
    from simplemma import lemmatize

    return lemmatize


@lru_cache(maxsize=_KNOWN_WORDS)
def lemma(token: str) -> str | None:
    """The lemma of one token in lower case.

    Args:
        token: as printed, capitals and typographic apostrophes allowed.

    Returns:
        None for stop words, numbers, signs and single letters: they carry no topic.
    """
    word = token.lower().replace("’", "'")
    if len(word) < 2 or word in stopwords() or not _CONTENT.fullmatch(word):
        return None
    found = str(_lemmatize()(word, lang="fr")).lower()
    return None if found in stopwords() or len(found) < 2 else found


@lru_cache(maxsize=_KNOWN_WORDS)
def is_known(word: str) -> bool:
    """Whether the dictionary holds a word in lower case. It lists inflected forms: a base form is known by its plural."""
    import simplemma

    return any(simplemma.is_known(form, lang="fr") for form in (word, f"{word}s", f"{word}a"))


def is_name(token: str) -> bool:
    """Whether a token looks like a proper name: a capital, and no dictionary word in lower case.

    New words without a capital (« microcrédit ») are no names.
    """
    if not token[:1].isupper():
        return False
    return not any(map(is_known, token.lower().replace("’", "'").split("-")))
