"""Words that stand near each term, by period, and those that come or go."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import NamedTuple, TypeVar

from pipeline.page.facts import Facts
from pipeline.page.tables import Cell, Column, Table, grouped, interval_cell, number_cell, words_cell
from pipeline.page.words import Words
from pipeline.records import Collocate, CollocateChange, Record

R = TypeVar("R", bound=Record)
FORMS = 8
"""Rows of each part on the page, a glance; `data/` holds all that were kept."""
CHANGES = 10


class Neighbours(NamedTuple):
    """The words near one term: its name, by period, and what changed."""

    label: str
    near: Table
    changes: Table


def neighbours(facts: Facts, words: Words) -> list[Neighbours]:
    """The words near each term, in the order of the terms."""
    near = {node: list(rows) for node, rows in groupby(facts.lexis.collocates, key=lambda row: row.node)}
    moved = {node: list(rows) for node, rows in groupby(facts.lexis.changes, key=lambda row: row.node)}
    return [
        Neighbours(
            term_name(facts, words, node),
            _near_table(node, near[node], facts, words),
            _moved_table(node, moved.get(node, []), facts, words),
        )
        for node in near
    ]


def _near_table(node: str, rows: Sequence[Collocate], facts: Facts, words: Words) -> Table:
    columns = (
        Column("part", words("part")), Column("collocate", words("form")),
        Column("pairs", words("pairs_of_nodes"), numeric=True), Column("log_dice", words("log_dice"), numeric=True),
        Column("documents", words("documents_head"), numeric=True), Column("score", words("lafon"), numeric=True),
    )  # fmt: skip
    made = tuple(
        (
            words_cell(row.part or words("whole_corpus"), row.part),
            words_cell(row.collocate),
            words_cell(f"{words.number(row.pairs)} / {words.number(row.nodes)}", f"{row.pairs}/{row.nodes}"),
            interval_cell(words, row.log_dice, (row.low, row.high)),
            number_cell(words, row.documents),
            number_cell(words, row.score, 1),
        )
        for row in first_of_each(rows, lambda row: row.part, FORMS)
    )
    return Table(f"tab-near-{node}", words("near_table", term=term_name(facts, words, node)), columns, grouped(made))


def _moved_table(node: str, rows: Sequence[CollocateChange], facts: Facts, words: Words) -> Table:
    """Words whose interval leaves out no change, with a sentence that shows each."""
    columns = (
        Column("periods", words("periods_head")), Column("collocate", words("form")),
        Column("log_odds", words("log_odds"), numeric=True), Column("pairs", words("pairs_then_now"), numeric=True),
        Column("example", words("example")),
    )  # fmt: skip
    sure = [
        row for row in rows
        if row.collocate and (row.low is None or row.low > 0 or (row.high is not None and row.high < 0))
    ]  # fmt: skip
    sure = [row for row in sure if not (row.low is None and row.high is None)]
    made = tuple(
        (
            words_cell(f"{row.earlier} → {row.later}"),
            words_cell(row.collocate),
            interval_cell(words, row.log_odds, (row.low, row.high)),
            words_cell(f"{row.pairs_earlier}/{row.nodes_earlier} → {row.pairs_later}/{row.nodes_later}"),
            _example(row, facts, words),
        )
        for row in first_of_each(sure, lambda row: (row.earlier, row.later), CHANGES)
    )
    return Table(f"tab-moved-{node}", words("moved_table", term=term_name(facts, words, node)), columns, grouped(made))


def _example(row: CollocateChange, facts: Facts, words: Words) -> Cell:
    quoted = facts.lexis.examples.get((row.node, row.earlier, row.later, row.collocate))
    return words_cell(words.quoted(quoted.text), quoted.text, quoted.place.href) if quoted else words_cell("")


def first_of_each(rows: Iterable[R], key: Callable[[R], object], most: int) -> list[R]:
    """The first rows of each group, groups in their order."""
    return [row for _, group in groupby(rows, key=key) for row in list(group)[:most]]


def term_name(facts: Facts, words: Words, entry: str) -> str:
    """The name of a term; its identifier when the lexicon no longer has it."""
    return words.of(*facts.labels.get(f"term:{entry}", (entry, None)))
