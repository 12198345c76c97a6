"""The command that asks for classes: `glissement classes`."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Literal

import msgspec
import typer

from pipeline.commands.printing import CorpusOption, Output, show
from pipeline.settings import load_settings
from pipeline.store import Corpus
from pipeline.text.analysers import analyser

Show = Literal["tree", "profiles", "segments"]


def add_to(app: typer.Typer, locate: Callable[[str], Corpus]) -> None:
    """Add the command to the program.

    Args:
        app: the program.
        locate: finds a corpus by its name.
    """

    @app.command()
    def classes(
        corpus: CorpusOption = "demo",
        wanted: Annotated[int, typer.Option("--classes", help="Classes asked for; fewer may be found.", min=2)] = 8,
        what: Annotated[
            Show, typer.Option("--show", help="The classes and their tree; what marks each; its most typical segments.")
        ] = "tree",
        once: Annotated[
            bool, typer.Option("--once", help="One classification of the segments as they are, for short texts.")
        ] = False,
        lengths: Annotated[
            tuple[int, int], typer.Option(help="Forms a unit of context needs in each of the two classifications.")
        ] = (12, 14),
        top: Annotated[int, typer.Option(help="Rows at most of each class, and of each kind.", min=1)] = 20,
        seed: Annotated[int, typer.Option(help="Of the draw of units from a large corpus.")] = 1,
        output: Output = "text",
    ) -> None:
        """Classes of text segments by the words they share (Reinert, as in Alceste and IRaMuTeQ)."""
        from pipeline.words import classes as made
        from pipeline.words.segments import read_segments

        located = locate(corpus)
        reader = analyser(load_settings(Path(located.home, "corpus.toml")).count.analyser)
        found = made.classify(
            read_segments(located, seed, reader), wanted, once=once, lengths=lengths, name=located.name
        )
        rows: Sequence[msgspec.Struct]
        if what == "tree":
            rows = list(made.tree_rows(found, steps=output != "text"))
        else:
            rows = list(made.profile_rows(found, top) if what == "profiles" else made.segment_rows(found, top))
        show(rows, output)
        typer.echo(made.told(found, wanted, once=once), err=True)
