"""Commands that ask for words: `glissement kwic`, `themes`, `specificities`."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.printing import CorpusOption, Output, show, write
from pipeline.errors import UsageError
from pipeline.records import By, Of
from pipeline.settings import load_settings
from pipeline.store import Corpus
from pipeline.words.concordance import Kwic, Order, Wanted, concordance, ordered


def add_to(app: typer.Typer, locate: Callable[[str], Corpus]) -> None:
    """Add the commands to the program.

    Args:
        app: the program.
        locate: finds a corpus by its name.
    """
    for add in (_add_kwic, _add_themes, _add_specificities):
        add(app, locate)


def _add_kwic(app: typer.Typer, locate: Callable[[str], Corpus]) -> None:
    @app.command()
    def kwic(
        term: Annotated[str, typer.Argument(help="Entry of the lexicon (CD, AECT…), or words: 'solidarit*'.")],
        corpus: CorpusOption = "demo",
        sort: Annotated[
            Order, typer.Option(help="Order of the lines: by date, by the words outward from the pivot, by source.")
        ] = "date",
        status: Annotated[str, typer.Option(help="use, mention, ambiguous, ocr; several apart by commas.")] = "",
        zone: Annotated[str, typer.Option(help="Zones of the act, apart by commas.")] = "",
        genre: Annotated[str, typer.Option(help="Genre of the documents.")] = "",
        years: Annotated[str, typer.Option(help="One year, or first-last.")] = "",
        width: Annotated[int, typer.Option(help="Characters of context on each side.", min=1, max=1000)] = 60,
        limit: Annotated[int, typer.Option(help="Lines at most; 0: all.", min=0)] = 0,
        repeated: Annotated[bool, typer.Option("--repeated", help="Repeated texts too.")] = False,
        output: Output = "text",
    ) -> None:
        """Concordance: every occurrence of a term between its contexts, with date, source and page."""
        first, last = _years(years)
        wanted = Wanted(term, _several(status), _several(zone), genre, first, last, repeated)
        found = ordered(list(concordance(locate(corpus), wanted, width=width)), sort)
        rows = found[:limit] if limit else found
        if output == "text":
            for row in rows:
                typer.echo(_line(row, width))
            typer.echo(f"{len(found):,} occurrences, {len({row.doc_id for row in found}):,} documents", err=True)
        else:
            write(rows, output)


def _add_themes(app: typer.Typer, locate: Callable[[str], Corpus]) -> None:
    @app.command()
    def themes(
        corpus: CorpusOption = "demo",
        by: Annotated[By, typer.Option(help="Parts whose shares are compared.")] = "year",
        together: Annotated[
            bool, typer.Option("--together", help="How each theme goes with each term, instead of shares.")
        ] = False,
        seed: Annotated[int, typer.Option(help="Of the resampling of documents.")] = 1,
        output: Output = "text",
    ) -> None:
        """Themes of the codebook: share of the units that speak of each, or their association with each term."""
        from pipeline.words.parts import table_of
        from pipeline.words.themes import pairs, prevalence

        located = locate(corpus)
        periods = load_settings(Path(located.home, "corpus.toml")).periods
        table = table_of(located, "theme", by, periods)
        rows = list(pairs(table, table_of(located, "term", by, periods), seed) if together else prevalence(table))
        show(rows, output)


def _add_specificities(app: typer.Typer, locate: Callable[[str], Corpus]) -> None:
    @app.command()
    def specificities(
        corpus: CorpusOption = "demo",
        by: Annotated[By, typer.Option(help="Parts of the corpus.")] = "year",
        of: Annotated[Of, typer.Option(help="Forms that are counted.")] = "lemma",
        growth: Annotated[
            bool, typer.Option("--growth", help="Against the earlier parts alone (accroissements).")
        ] = False,
        intervals: Annotated[
            bool, typer.Option("--intervals", help="The years in a row in which each form is most over- or under-used.")
        ] = False,
        top: Annotated[int, typer.Option(help="Forms at most, of each part.", min=1)] = 20,
        seed: Annotated[int, typer.Option(help="Of resampling and permutation.")] = 1,
        output: Output = "text",
    ) -> None:
        """Specificities (Lafon) of each part, beside effect, interval, permutation of documents and dispersion."""
        from pipeline.words.parts import table_of
        from pipeline.words.specific import in_intervals, specific

        if (growth or intervals) and by not in ("year", "period"):
            raise UsageError("--growth and --intervals need parts in the order of time: --by year or --by period")
        located = locate(corpus)
        table = table_of(located, of, by, load_settings(Path(located.home, "corpus.toml")).periods)
        show(list(in_intervals(table, top) if intervals else specific(table, top, seed, growth=growth)), output)


def _line(row: Kwic, width: int) -> str:
    side = min(width, max(20, (shutil.get_terminal_size((160, 24)).columns - len(row.pivot) - 40) // 2))
    known = f"{row.date or 'no date'}  {row.source} p. {row.page}"
    told = f" [{row.status}: {row.reason}]" if row.status else ""
    return f"{row.left[-side:]:>{side}} ‹{row.pivot}› {row.right[:side]:<{side}}  {known}{told}"


def _several(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _years(text: str) -> tuple[int, int]:
    first, _, last = text.partition("-")
    if not text:
        return 0, 9999
    if not (first.isdecimal() and (last.isdecimal() or not last)):
        raise UsageError(f"--years {text}: give one year or two, as in 2005-2014")
    return int(first), int(last or first)
