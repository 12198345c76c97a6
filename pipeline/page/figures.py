"""Figures: the finding that titles them, the drawing, the table behind it, and what a reader needs to judge it."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from pipeline.page import charts, sentences
from pipeline.page.charts import Mark, Panel
from pipeline.page.facts import Facts
from pipeline.page.numbers import decimals_of, rounded
from pipeline.page.palette import LIGHT
from pipeline.page.sentences import SCALES, SHARE
from pipeline.page.tables import Cell, Column, Table, grouped, number_cell, words_cell
from pipeline.page.words import Words
from pipeline.records import Measure, Point

MOST_PANELS = 12
FEWEST_PLACES = 2
FEWEST_PANELS = 4
MOST_MARKS = 200
"""Years drawn over all panels: with its table such a figure weighs 75 kB, and five of them leave room under 1 MB
for 500 documents. The series that are left out are in series.jsonl, and the limits say how many."""

COLOURS = dict(zip(("term", "share", "theme", "topic"), LIGHT.series, strict=False)) | {"place": LIGHT.series[1]}
"""One colour for each kind of series; the title of each panel says what it is."""


class Head(NamedTuple):
    """What a figure is called and what it says."""

    name: str
    title: str
    caption: str
    note: str = ""


class Figure(NamedTuple):
    """One figure of one language. `name` is its permalink, the same in both languages."""

    name: str
    title: str  # short, for links and regions
    caption: str  # the finding
    note: str
    unit: str
    n: str
    interval: str
    spec: dict[str, Any]
    table: Table
    drawn: int  # series drawn
    series: int  # series there are


def years_figure(facts: Facts, words: Words) -> Figure | None:
    """Units by year: what every series stands on."""
    if not facts.years:
        return None
    marks = [Mark(year.year, year.units, None, None) for year in facts.years]
    peak = max(facts.years, key=lambda year: (year.units, -year.year))
    thin = {year.year for year in facts.years if year.thin(facts.least_documents)}
    rows = tuple(
        (
            words_cell(str(year.year)),
            *(number_cell(words, value) for value in (year.documents, year.units, year.acts, year.words)),
        )
        for year in facts.years
    )
    columns = (
        Column("year", words("year")), Column("documents", words("documents_head"), numeric=True),
        Column("units", words("units_head"), numeric=True),
        Column("acts", words("acts_head"), numeric=True), Column("words", words("words_head"), numeric=True),
    )  # fmt: skip
    caption = words(
        "fig_units" if len(facts.years) > 1 else "fig_units_one", first=str(facts.years[0].year), last=str(facts.years[-1].year),
        units=words.count("units", peak.units), peak=str(peak.year),
        thin=words.count("thin_some", len(thin), least=words.number(facts.least_documents)) if thin else words("thin_none"),
    )  # fmt: skip
    total = words.count("units", sum(year.units for year in facts.years))
    return Figure(
        "fig-years", words("title_years"), caption, "", words("unit_units"), total, words("interval_count"),
        charts.columns_by_year(marks, thin=thin),
        Table("tab-years", words("title_years"), columns, rows), 1, 1,
    )  # fmt: skip


def share_figure(facts: Facts, words: Words) -> Figure | None:
    """Share of the new names among the competing ones."""
    points = [point for point in facts.points if point.series == SHARE]
    if not any(point.value is not None for point in points):
        return None
    new = ", ".join(words.quoted(words.of(*label)) for label in facts.new_names) or words("none_shown")
    caption = sentences.naming(facts, words).text
    return _drawn(
        Head("fig-share", words("title_share"), caption, words("naming_caution", new=new)), points, facts, words
    )


def places_figure(facts: Facts, words: Words) -> Figure | None:
    """The same in each collectivité, those with most documents first; one alone is the whole."""
    rows = [row for row in facts.shift.parts if row.by == "collectivite" and row.series == SHARE]
    places = {row.part for row in rows if row.value is not None}
    if len(places) < FEWEST_PLACES:
        return None
    points = [
        Point(f"place:{row.part}", row.measure, None, row.year or 0, row.value, row.low, row.high, row.units, row.words, row.method)
        for row in rows
        if row.part in places
    ]  # fmt: skip
    caption = words("fig_places", n=words.number(len(places)))
    return _drawn(
        Head("fig-share-places", words("title_places"), caption, words("places_caution")), points, facts, words
    )


def series_figure(kind: str, measure: Measure, facts: Facts, words: Words) -> Figure | None:
    """Small multiples of one kind of series (`term`, `theme`, `topic`) in one measure."""
    points = [p for p in facts.points if p.measure == measure and p.series.startswith(f"{kind}:")]
    if not any(point.value for point in points):
        return None
    name = sentences.figure_of(f"{kind}:", measure)
    title = words(f"what_{name.removeprefix('fig-').replace('-', '_')}")
    changes = [c for c in facts.changes if c.measure == measure and c.series.startswith(f"{kind}:")]
    strongest = sentences.strongest(changes, (f"{kind}:",))
    told = sentences.change_sentence(strongest, facts, words) if strongest else ""
    found = sum(map(sentences.established, changes))
    if changes:
        counts = (
            words.count("moves_found", found) if found else words("moves_not_found"),
            words.count("series_tested", len(changes)),
        )
        caption = words("fig_moves", what=title, found=counts[0], tested=counts[1], strongest=told).strip()
    else:
        present = len({point.series for point in points if point.value})
        caption = words.count("fig_untested", present, what=title)
    return _drawn(Head(name, title, caption), points, facts, words)


def _drawn(head: Head, points: Sequence[Point], facts: Facts, words: Words) -> Figure:
    """The figure of some series: the same rounded values in drawing, table and CSV."""
    measure = points[0].measure
    present = [point for point in points if point.value is not None]
    order = _by_weight(present)
    span = len({point.year for point in present})
    shown = order[: min(MOST_PANELS, max(FEWEST_PANELS, MOST_MARKS // max(1, span)))]
    present = [point for series in shown for point in sorted(present, key=lambda p: p.year) if point.series == series]
    decimals = decimals_of(SCALES[measure] * value for p in present for value in (p.value, p.high) if value is not None)
    panels = [
        Panel(_panel_title(series, facts, words), tuple(_mark(p, decimals) for p in present if p.series == series))
        for series in shown
    ]
    # places have units of their own; other series are computed on the same ones
    units = [point.units for point in present if point.series == shown[0] or point.series.startswith("place:")]
    n = words(
        "n_range", total=words.count("units", sum(units)), low=words.number(min(units)), high=words.number(max(units))
    )
    unit = words.code("measure" if points[0].series[:5] in ("term:", "share", "place") else "theme_measure", measure)
    return Figure(
        *head, words("unit_scales", measure=unit) if len(shown) > 1 else unit, n,
        _interval(present, words), charts.small_multiples(panels, colour=COLOURS[points[0].series.partition(":")[0]]), _table(head, present, decimals, facts, words),
        len(shown), len(order),
    )  # fmt: skip


def _by_weight(points: Sequence[Point]) -> list[str]:
    """Series with something to draw, heaviest first."""
    weights: dict[str, float] = {}
    for point in points:
        weights[point.series] = weights.get(point.series, 0) + (point.value or 0) * max(1, point.words)
    return sorted((series for series, weight in weights.items() if weight), key=lambda s: (-weights[s], s)) or sorted(
        weights
    )


def _panel_title(series: str, facts: Facts, words: Words) -> str:
    label = facts.labels.get(series)
    return words.of(*label) if label else words.code("series", series)


def _mark(point: Point, decimals: int) -> Mark:
    scale = SCALES[point.measure]
    value, low, high = (
        None if part is None else rounded(scale * part, decimals) for part in (point.value, point.low, point.high)
    )
    return Mark(point.year, value, low, high)


def _interval(points: Sequence[Point], words: Words) -> str:
    """The methods behind the bands, and why some years have none."""
    methods = sorted({words.phrase(point.method) for point in points if point.low is not None})
    why = sorted({words.phrase(point.method) for point in points if point.low is None})
    joined = ", ".join(methods)
    if not methods:
        return words("interval_missing", why=", ".join(why))
    return (
        words("interval_note", methods=joined, why=", ".join(why)) if why else words("interval_plain", methods=joined)
    )


def _table(head: Head, points: Sequence[Point], decimals: int, facts: Facts, words: Words) -> Table:
    columns = (
        Column("series", words("series")), Column("year", words("year"), numeric=True),
        Column("value", words("value"), numeric=True), Column("low", words("low"), numeric=True),
        Column("high", words("high"), numeric=True), Column("units", words("units_head"), numeric=True),
        Column("words", words("words_head"), numeric=True), Column("method", words("interval_or_why")),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for point in points:
        mark = _mark(point, decimals)
        values = (number_cell(words, value, decimals) for value in (mark.value, mark.low, mark.high))
        row = (
            words_cell(_panel_title(point.series, facts, words), point.series),
            words_cell(str(point.year)),
            *values,
            number_cell(words, point.units),
            number_cell(words, point.words),
            words_cell(words.phrase(point.method), point.method),
        )  # fmt: skip
        rows.append(row)
    return Table(head.name.replace("fig-", "tab-"), head.title, columns, grouped(rows))
