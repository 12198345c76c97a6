"""How commands that ask print their answer: for reading, as CSV, or as JSONL."""

import csv
import sys
from collections.abc import Sequence
from typing import Annotated, Literal

import msgspec
import typer

Output = Annotated[
    Literal["text", "csv", "jsonl"], typer.Option("--as", help="Print for reading, as CSV, or as JSONL.")
]
CorpusOption = Annotated[str, typer.Option("--corpus", "-c", help="Name under corpora/, or path of a folder.")]


def show(rows: Sequence[msgspec.Struct], output: Literal["text", "csv", "jsonl"]) -> None:
    """Print records: as columns for reading, as CSV, or as JSONL.

    Args:
        rows: records of one kind; fields that hold a list have no column for reading.
        output: which of the three.
    """
    if output != "text":
        write(rows, output)
        return
    values = [
        {name: value for name, value in msgspec.structs.asdict(row).items() if not isinstance(value, list)}
        for row in rows
    ]
    table = [list(values[0]), *([_cell(value) for value in row.values()] for row in values)] if values else []
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for cells in table:
        typer.echo("  ".join(f"{cell:<{width}}" for cell, width in zip(cells, widths, strict=True)).rstrip())


def _cell(value: object) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def write(rows: Sequence[msgspec.Struct], output: Literal["csv", "jsonl"]) -> None:
    """Print records as JSONL, or as CSV with their field names as header; a list in a cell is JSON.

    Args:
        rows: records of one kind.
        output: which of the two.
    """
    if output == "jsonl":
        for row in rows:
            typer.echo(msgspec.json.encode(row).decode())
        return
    writer = csv.writer(sys.stdout, lineterminator="\n")
    for number, row in enumerate(rows):
        values = msgspec.structs.asdict(row)
        if number == 0:
            writer.writerow(values)
        writer.writerow(map(_plain, values.values()))


def _plain(value: object) -> object:
    return "" if value is None else msgspec.json.encode(value).decode() if isinstance(value, list) else value
