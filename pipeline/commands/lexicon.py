"""Commands on the terms that are looked for: `glissement lexicon check`, `glissement lexicon accept`."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import ExitCode
from pipeline.store import Corpus


def add_to(app: typer.Typer, locate: Callable[[str], Corpus]) -> None:
    """Add the commands to the program.

    Args:
        app: the program.
        locate: finds a corpus by its name.
    """
    lexicon = typer.Typer(help="The terms that are looked for.", no_args_is_help=True, rich_markup_mode=None)
    app.add_typer(lexicon, name="lexicon")
    _add_check(lexicon, locate)
    _add_accept(lexicon)


def _add_check(lexicon: typer.Typer, locate: Callable[[str], Corpus]) -> None:
    @lexicon.command()
    def check(
        file: Annotated[
            str, typer.Argument(help="A lexicon or codebook of your own; empty: the corpus's, or ours.")
        ] = "",
        corpus: Annotated[
            str, typer.Argument(help="A corpus already cleaned: show the first hits of each pattern.")
        ] = "",
    ) -> None:
        """Try every pattern, variant, example and trap of a lexicon; say what is wrong, with file, line and id."""
        from pipeline import lexicon_check

        located = locate(corpus) if corpus else None
        home, section = lexicon_check.chosen(file, located)
        if found := lexicon_check.faults(home, section):
            for fault in found:
                typer.echo(fault, err=True)
            raise typer.Exit(ExitCode.SETTINGS)
        typer.echo(lexicon_check.summary(home, section))
        if located:
            for line in lexicon_check.first_hits(located, home, section):
                typer.echo(line)


def _add_accept(lexicon: typer.Typer) -> None:
    @lexicon.command()
    def accept(
        file: Annotated[Path, typer.Argument(help="candidates.csv with `accept` in the column status.")],
        into: Annotated[str, typer.Option("--into", help="Lexicon to make or extend; empty: beside corpus.toml.")] = "",
    ) -> None:
        """Make families of the candidates you accepted, in a lexicon of your own."""
        from pipeline import accepting

        found = accepting.accept(file, Path(into) if into else None)
        typer.echo(f"lexicon   {', '.join(found.added) or 'nothing'} added to {found.file}")
        if found.known:
            typer.echo(f"          {', '.join(found.known)} stood there already")
        typer.echo(f'          corpus.toml must say [lexicon] file = "{found.file.name}"')
