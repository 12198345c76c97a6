"""Adoption by collectivités: the sentence, the curve, and everyone in the order of first use."""

from typing import Any

from pipeline.page import charts
from pipeline.page.charts import Mark, Panel
from pipeline.page.facts import Facts
from pipeline.page.figures import Figure
from pipeline.page.tables import Cell, Column, Table, number_cell, words_cell
from pipeline.page.words import Words
from pipeline.records import Adopter

MOST_ADOPTERS = 60
"""Rows on the page; a study of all communes would fill it. The rest is in adopters.jsonl."""


def adoption_sentence(facts: Facts, words: Words) -> str:
    """What the curve says, or why there is none; empty where no collectivité is known."""
    told = facts.shift.adoption
    if not facts.shift.adopters:
        return ""
    counts = {name: words.number(told[name]) for name in ("already", "adopted")}
    n = words.number(told["collectivites"])
    if told["reason"]:
        return words("adoption_none", n=n, already=counts["already"])
    return words(
        "adoption_told", n=n, **counts, median=_median(told["median"], words), shape=_shape(told["shape"], words)
    )


def _median(median: dict[str, float | None], words: Words) -> str:
    if median["value"] is None:
        return words("adoption_no_median")
    low, high = (str(int(end)) if (end := median[side]) is not None else "…" for side in ("low", "high"))
    interval = words("between_years", low=low, high=high)
    return words("adoption_median", year=str(int(median["value"])), interval=interval)


def _shape(shape: dict[str, Any] | None, words: Words) -> str:
    reading = shape["reading"] if shape else "not identified"
    return words(f"shape_{reading}", **({"year": str(shape["jump"])} if shape and reading == "jump" else {}))


def adoption_figure(facts: Facts, words: Words) -> Figure | None:
    """The Kaplan-Meier curve with its band."""
    curve = facts.shift.adoption.get("curve") or []
    if not curve:
        return None
    marks = [Mark(step["year"], *(round(100 * step[end], 1) for end in ("share", "low", "high"))) for step in curve]
    title, n = words("adoption_figure"), words.number(max(step["at_risk"] for step in curve))
    columns = (
        Column("year", words("year"), numeric=True), Column("value", words("value"), numeric=True),
        Column("low", words("low"), numeric=True), Column("high", words("high"), numeric=True),
        Column("at_risk", words("at_risk"), numeric=True), Column("adopting", words("adopting"), numeric=True),
    )  # fmt: skip
    rows = tuple(
        (
            words_cell(str(mark.year)), *(number_cell(words, value, 1) for value in mark[1:]),
            number_cell(words, step["at_risk"]), number_cell(words, step["adopting"]),
        )
        for mark, step in zip(marks, curve, strict=True)
    )  # fmt: skip
    return Figure(
        "fig-adoption", title, words("adoption_caption", n=n), words("adoption_late"), words("adoption_unit"),
        words("adoption_n", n=n), words("adoption_interval"), charts.small_multiples([Panel(title, tuple(marks))]),
        Table("tab-adoption", title, columns, rows), 1, 1,
    )  # fmt: skip


def adopters_table(facts: Facts, words: Words) -> Table:
    """Who used a new name when, in order: the map of a study that has no coordinates."""
    columns = (
        Column("name", words("authority")), Column("level", words("authority_level")),
        Column("first_use", words("first_use")), Column("note", words("first_use_note")),
        Column("years", words("authority_years")),
        Column("documents_per_year", words("documents_per_year"), numeric=True),
    )  # fmt: skip
    rows = tuple(_row(one, words) for one in facts.shift.adopters[:MOST_ADOPTERS])
    return Table("tab-adopters", words("adopters_table"), columns, rows)


def _row(one: Adopter, words: Words) -> tuple[Cell, ...]:
    notes = [
        words("use_already") if one.already else "",
        words("use_between", first=str(one.first_use - one.gap), last=str(one.first_use))
        if one.first_use and one.gap
        else "",
        words("few_documents") if one.left_out else "",
    ]
    return (
        words_cell(one.name, one.insee),
        words_cell(words.code("level", one.level) if one.level else "–", one.level),
        words_cell(str(one.first_use) if one.first_use else words("use_none"), str(one.first_use or "")),
        words_cell(", ".join(filter(None, notes)) or "–", "; ".join(filter(None, notes))),
        words_cell(f"{one.first}–{one.last}" if one.last > one.first else str(one.first)),
        number_cell(words, one.documents_per_year, 1),
    )
