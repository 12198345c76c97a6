"""Commands that ask: of words, of terms, of lexicons. Those that build, and those about a corpus, stand in `cli`."""

from collections.abc import Callable

import typer

from pipeline.commands import classes, collocates, lexicon, selftest, words
from pipeline.store import Corpus


def add_to(app: typer.Typer, locate: Callable[[str], Corpus]) -> None:
    """Add the commands to the program.

    Args:
        app: the program.
        locate: finds a corpus by its name.
    """
    for group in (words, collocates, classes, lexicon, selftest):
        group.add_to(app, locate)
