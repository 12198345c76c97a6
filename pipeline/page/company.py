"""Bursts of terms, and what each term gained beside its topic."""

from math import exp

from pipeline.page.facts import Facts
from pipeline.page.tables import Column, Table, grouped, number_cell, words_cell
from pipeline.page.words import Words


def bursts_table(facts: Facts, words: Words) -> Table:
    """Years in which documents hold a term unusually often."""
    columns = (
        Column("term", words("term")), Column("years", words("burst_years")),
        Column("documents", words("burst_documents"), numeric=True), Column("share", words("burst_share"), numeric=True),
        Column("share_all", words("burst_share_all"), numeric=True), Column("settings", words("burst_settings"), numeric=True),
    )  # fmt: skip
    rows = [
        (
            words_cell(words.of(*facts.labels.get(one.series, (one.series, None))), one.series),
            words_cell(f"{one.first}–{one.last}" if one.last > one.first else str(one.first)),
            words_cell(f"{words.number(one.documents)} / {words.number(one.documents_of)}", f"{one.documents}/{one.documents_of}"),
            number_cell(words, 100 * one.documents / max(one.documents_of, 1), 0),
            number_cell(words, 100 * one.documents_all / max(one.documents_of_all, 1), 0),
            words_cell(f"{one.settings} / {one.settings_tried}", f"{one.settings}/{one.settings_tried}"),
        )
        for one in facts.shift.bursts
    ]  # fmt: skip
    return Table("tab-bursts", words("bursts_table"), columns, grouped(rows))


def tested_table(facts: Facts, words: Words) -> Table:
    """How often the program found what was planted."""
    columns = (
        Column("case", words("selftest_case")), Column("plant", words("selftest_plant")),
        Column("answer", words("selftest_answer")), Column("right", words("selftest_right"), numeric=True),
        Column("least", words("selftest_least"), numeric=True),
    )  # fmt: skip
    rows = tuple(
        (
            words_cell(case),
            words_cell(words(f"plant_{case}")),
            words_cell(words(f"answer_{case}")),
            words_cell(f"{words.number(right)} / {words.number(seeds)}", f"{right}/{seeds}"),
            number_cell(words, 100 * least),
        )
        for case, right, seeds, least in facts.tested
    )
    return Table("tab-selftest", words("selftest_table"), columns, rows)


def advection_table(facts: Facts, words: Words) -> Table:
    """Factor by which each term and its topic changed, and what is left to the term."""
    columns = (
        Column("term", words("term")), Column("change", words("advection_term"), numeric=True),
        Column("topic", words("advection_topic"), numeric=True), Column("own", words("advection_own"), numeric=True),
        Column("documents", words("documents_head"), numeric=True), Column("company", words("advection_company")),
    )  # fmt: skip
    rows = tuple(
        (
            words_cell(words.of(*facts.labels.get(one.series, (one.series, None))), one.series),
            number_cell(words, exp(one.change), 2),
            number_cell(words, exp(one.topic), 2),
            number_cell(words, exp(one.own), 2)._replace(
                text=f"{words.number(exp(one.own), 2)} {words.interval(exp(one.low), exp(one.high), 2)}"
            ),
            number_cell(words, one.documents),
            words_cell(", ".join(one.company[:6])),
        )
        for one in facts.shift.advection
    )
    return Table("tab-advection", words("advection_table"), columns, rows)
