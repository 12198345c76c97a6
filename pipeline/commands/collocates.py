"""Commands of collocates and periods: `glissement collocates`, `periods`."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.printing import CorpusOption, Output, show
from pipeline.errors import UsageError
from pipeline.records import By
from pipeline.settings import load_settings
from pipeline.store import Corpus
from pipeline.text.analysers import analyser


def add_to(app: typer.Typer, locate: Callable[[str], Corpus]) -> None:
    """Add the commands to the program.

    Args:
        app: the program.
        locate: finds a corpus by its name.
    """
    _add_collocates(app, locate)
    _add_periods(app, locate)


def _add_collocates(app: typer.Typer, locate: Callable[[str], Corpus]) -> None:
    @app.command()
    def collocates(
        term: Annotated[str, typer.Argument(help="Family of the lexicon (CD, AECT…), or theme of the codebook.")],
        corpus: CorpusOption = "demo",
        by: Annotated[By, typer.Option(help="Parts of the corpus.")] = "period",
        window: Annotated[int, typer.Option(help="Words on each side, inside the sentence.", min=1, max=100)] = 10,
        top: Annotated[int, typer.Option(help="Words at most of each part.", min=1)] = 20,
        change: Annotated[
            bool, typer.Option("--change", help="What rises and falls from each period to the next.")
        ] = False,
        seed: Annotated[int, typer.Option(help="Of the resampling of documents.")] = 1,
        output: Output = "text",
    ) -> None:
        """Collocates: the words that stand near a term more often than chance, by part; or how they change."""
        from pipeline.words.collocates import changes
        from pipeline.words.collocates import collocates as found
        from pipeline.words.parts import table_of
        from pipeline.words.windows import check_node, windows_of

        if change and by not in ("year", "period"):
            raise UsageError("--change needs parts in the order of time: --by period or --by year")
        located = locate(corpus)
        settings = load_settings(Path(located.home, "corpus.toml"))
        check_node(located, term, settings.lexicon)
        table = table_of(located, "lemma", by, settings.periods, least=2 if change else 1)
        windows = windows_of(located, table, [term], window, analyser(settings.count.analyser))[term]
        if not change:
            show(list(found(table, windows, term, top, seed)), output)
            return
        rows = list(changes(table, windows, term, top, seed))
        show(rows, output)
        if output == "text":
            for row in rows:
                for passage, page, sentence in row.examples:
                    typer.echo(f"{row.collocate} · {passage} p. {page} · {sentence}")


def _add_periods(app: typer.Typer, locate: Callable[[str], Corpus]) -> None:
    @app.command()
    def periods(
        corpus: CorpusOption = "demo",
        seed: Annotated[int, typer.Option(help="Of resampling and permutation.")] = 1,
        output: Output = "text",
    ) -> None:
        """Periods: years classed by their words, only neighbours together; the [[periods]] to paste in corpus.toml."""
        from pipeline.words.parts import table_of
        from pipeline.words.periods import as_settings
        from pipeline.words.periods import periods as found

        rows = found(table_of(locate(corpus), "lemma", "year"), seed)
        show(rows, output)
        if output == "text":
            typer.echo(f"\n{as_settings(rows)}", nl=False)
