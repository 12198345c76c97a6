"""What may read the words of a passage: the protocol, the reader used by default, and how one is chosen."""

from functools import lru_cache
from typing import Literal, NamedTuple, Protocol

from pipeline.text.lemmas import lemmas_of
from pipeline.text.tokens import spans

Name = Literal["simple", "spacy"]


class Reading(NamedTuple):
    """The tokens of a passage in order: lists of one length, since an object for each token would double the time."""

    tokens: list[str]  # as printed
    spans: list[tuple[int, int]]  # code points, half-open, in the passage
    lemmas: list[str]  # lower case; of a sign or a number, the token itself
    topics: list[str | None]  # the lemmas, None where a token carries no topic
    pos: list[str] | None  # Universal Dependencies: NOUN, VERB, ADJ, ADV, PROPN…; None where the analyser gives none


class Analyser(Protocol):
    """Reads a passage into tokens.

    A promise of every analyser: the tokens are those of `pipeline.text.tokens`, so that word counts and offsets are
    the same whichever is chosen; equal texts give equal readings; nothing is downloaded.
    """

    def analyse(self, text: str) -> Reading:
        """Read one passage; the tokens hold every character of it that is not a blank."""
        ...


class Simple:
    """Dictionary lemmas and no parts of speech: the default, a few hundred thousand words a second."""

    def analyse(self, text: str) -> Reading:
        """Read one passage."""
        bounds = spans(text)
        tokens = [text[start:end] for start, end in bounds]
        return Reading(tokens, bounds, *lemmas_of(tokens), None)


@lru_cache(maxsize=2)
def analyser(name: Name) -> Analyser:
    """The analyser of that name, loaded once in each process.

    Raises:
        DependencyError: it is an extra that is not installed.
    """
    if name == "spacy":
        from pipeline.text.tagged import Tagged

        return Tagged()
    return Simple()
