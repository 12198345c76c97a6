"""The command that judges the statistics on planted corpora: `glissement selftest`."""

from collections.abc import Callable
from typing import Annotated

import msgspec
import typer

from pipeline.commands.printing import Output, write
from pipeline.errors import ExitCode, UsageError
from pipeline.store import Corpus


class Row(msgspec.Struct, frozen=True):
    """How often one planted corpus got the answer it must get."""

    case: str
    plant: str
    expected: str
    right: int
    seeds: int
    least: float  # share of the seeds that must be right
    holds: bool


def add_to(app: typer.Typer, _: Callable[[str], Corpus]) -> None:
    """Add the command to the program.

    Args:
        app: the program.
    """

    @app.command()
    def selftest(
        case: Annotated[str, typer.Option(help="Letters of the cases, apart by commas; empty: all.")] = "",
        seeds: Annotated[int, typer.Option(help="Draws of each planted corpus.", min=1)] = 20,
        output: Output = "text",
    ) -> None:
        """Judge the verdict on planted corpora whose answer is known; some minutes with 20 draws."""
        from pipeline.selftest.cases import CASES, judge

        wanted = {letter.strip().upper() for letter in case.split(",") if letter.strip()}
        if unknown := sorted(wanted - {one.id for one in CASES}):
            raise UsageError(f"--case {', '.join(unknown)}: the cases are {', '.join(one.id for one in CASES)}")
        rows = []
        for planted in CASES:
            if wanted and planted.id not in wanted:
                continue
            found = judge(planted, seeds)
            row = Row(planted.id, planted.plant, planted.expected, found.right, seeds, planted.least, found.holds)
            rows.append(row)
            if output == "text":
                told = "holds" if row.holds else "FAILS"
                typer.echo(f"{row.case}  {told}  {row.right:>4} of {seeds}  {row.plant}: {row.expected}")
        if output != "text":
            write(rows, output)
        if not all(row.holds for row in rows):
            raise typer.Exit(ExitCode.BUG)
