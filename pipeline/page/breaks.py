"""Breaks of the series, and what happened to the corpus, in tables and sentences."""

from pipeline.page.facts import Facts
from pipeline.page.tables import Cell, Column, Table, grouped, words_cell
from pipeline.page.words import Words
from pipeline.records import BreakCount, CorpusEvent, SeriesBreak

TELLS_NOTHING = 0.9
"""Share of years as near to a law as the break, above which the coincidence is no news: nine years in ten have it."""


def breaks_note(facts: Facts, words: Words) -> str:
    """How many series are not judged; empty when all are."""
    counts = facts.shift.counts
    unjudged = sum(one.reason is not None for one in counts)
    if counts and unjudged == len(counts):
        return words("breaks_none_told", n=words.number(unjudged))
    return words.count("breaks_left_out", unjudged) if unjudged else ""


def breaks_table(facts: Facts, words: Words) -> Table:
    """One row a break, the share of the new names first; a series without any has one row."""
    columns = (
        Column("series", words("series")), Column("number", words("breaks_number")), Column("year", words("breaks_year")),
        Column("form", words("breaks_form")), Column("milestones", words("breaks_law")),
        Column("chance", words("breaks_chance"), numeric=True), Column("corpus_events", words("breaks_corpus")),
    )  # fmt: skip
    judged = sorted(
        (one for one in facts.shift.counts if one.reason is None),
        key=lambda one: (not one.series.startswith("share:"), one.series),
    )
    rows = [row for count in judged for row in _rows(count, facts, words)]
    return Table("tab-breaks", words("breaks_table"), columns, grouped(rows))


def _rows(count: BreakCount, facts: Facts, words: Words) -> list[tuple[Cell, ...]]:
    found = [one for one in facts.shift.breaks if (one.series, one.measure) == (count.series, count.measure)]
    label = facts.labels.get(count.series)
    name = words_cell(words.of(*label) if label else words.code("series", count.series), count.series)
    likely = max(count.number)
    number = words_cell(f"{len(found)} ({_percent(words, likely)})", f"{len(found)}")
    nothing = words_cell("–", "")
    if not found:
        return [(name, number, *[nothing] * 5)]
    return [(name, number, *_break(one, words)) for one in found]


def _break(one: SeriesBreak, words: Words) -> tuple[Cell, ...]:
    smooth = one.smooth > 0.5
    form, sure = ("smooth", one.smooth) if smooth else ("step", 1 - one.smooth)
    return (
        words_cell(f"{one.year} [{one.low}–{one.high}]" if one.high > one.low else f"{one.year}", str(one.year)),
        words_cell(f"{words(f'form_{form}')} ({_percent(words, sure)})", form),
        words_cell(_laws(one, words), " ".join(one.milestones)),
        words_cell(words.number(100 * one.chance), f"{one.chance}") if one.milestones else words_cell("–", ""),
        words_cell(", ".join(_near(event, words) for event in one.corpus_events) or "–", "; ".join(one.corpus_events)),
    )


def _laws(one: SeriesBreak, words: Words) -> str:
    """Dates nearby; none is named where nearly every year of the series is as near to one."""
    if one.milestones and one.chance > TELLS_NOTHING:
        return words("breaks_too_wide")
    return ", ".join(words.date(date) for date in one.milestones) or "–"


def _percent(words: Words, share: float) -> str:
    """A probability; none is printed as certain."""
    return words.percent(min(share, 0.99))


def _near(event: str, words: Words) -> str:
    """`genre mix 2014` in words."""
    kind, _, year = event.rpartition(" ")
    return words(f"near_{kind.replace(' ', '_')}", year=year[:4])


def event_lines(facts: Facts, words: Words) -> list[str]:
    """One sentence an event of the corpus."""
    return [_line(event, facts, words) for event in facts.shift.events]


def _line(event: CorpusEvent, facts: Facts, words: Words) -> str:
    if event.kind == "recorded":
        label = next((one.label for one in facts.milestones if one.date == event.source), (event.source or "", None))
        return words("event_recorded", year=str(event.year), label=words.of(*label))
    share = event.kind != "documents"
    before, after = (words.percent(one) if share else words.number(one) for one in (event.before, event.after))
    return words(
        f"event_{event.kind.replace(' ', '_')}", year=str(event.year), source=event.source or "", before=before, after=after,
        size=words.percent(event.size) if share else "",
    )  # fmt: skip
