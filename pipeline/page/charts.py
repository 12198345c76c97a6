"""Series -> Vega-Lite specification. Pure: the same panels give the same specification.

Two forms, small multiples of lines with their bands and columns by year: six overlapping bands cannot be read, so
each series has a panel of its own. A year without an interval is hatched and its value, if any, a hollow point;
nothing is drawn across a gap.
"""

import textwrap
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

import altair as alt

from pipeline.page.numbers import decimals_of
from pipeline.page.palette import HATCH, LIGHT

AXIS_PT = 44
"""Room kept for the labels of the value axis: measured by nobody, so that fonts cannot move the drawing."""

TITLE_CHARACTERS = 46
"""A panel title is folded here: 46 bold characters of 12 px fill the 310 px of a panel in DejaVu Sans."""


MOST_DOTS = 25
"""Years beyond which dots touch one another in a panel of 302 px; the line alone is drawn."""


class Mark(NamedTuple):
    """One year of one series, in the unit and the digits that are printed."""

    year: int
    value: float | None
    low: float | None
    high: float | None


class Panel(NamedTuple):
    """One series under its title."""

    title: str
    marks: tuple[Mark, ...]


def small_multiples(panels: Sequence[Panel], *, colour: str = LIGHT.series[0], columns: int = 2) -> dict[str, Any]:
    """A line with its band in each panel; years shared, values from 0 on a scale of their own.

    Args:
        panels: at least one, in reading order.
        colour: of lines and bands, one of the light palette.
        columns: panels side by side.
    """
    columns = min(columns, len(panels))
    rows = [row for panel in panels for row in _rows(panel)]
    width = 648 if columns == 1 else 302
    x = alt.X("year:Q", scale=_years(panels), axis=_year_axis(width))
    crowded = max(len(panel.marks) for panel in panels) > MOST_DOTS
    base = alt.Chart()
    banded = base.transform_filter("datum.low !== null")
    joined = banded.transform_filter("!datum.alone")
    layers = alt.layer(
        base.transform_filter("datum.low === null")
        .transform_calculate(start="datum.year - 0.5", end="datum.year + 0.5")
        .mark_rect(aria=False, fill=HATCH)
        .encode(x=alt.X("start:Q", scale=_years(panels), axis=_year_axis(width)), x2="end:Q"),
        joined.mark_area(aria=False, color=colour, opacity=0.2).encode(
            x=x, y=_values(panels), y2="high:Q", detail="run:N"
        ),
        banded.transform_filter("datum.alone")
        .mark_rule(aria=False, color=colour, opacity=0.45, strokeWidth=3)
        .encode(x=x, y=_values(panels), y2="high:Q"),
        joined.mark_line(aria=False, color=colour, strokeWidth=2).encode(x=x, y="value:Q", detail="run:N"),
        banded.transform_filter("datum.alone" if crowded else "true")
        .mark_circle(aria=False, color=colour, size=18, opacity=1)
        .encode(x=x, y="value:Q"),
        base.transform_filter("datum.low === null && datum.value !== null")
        .mark_point(aria=False, stroke=LIGHT.muted, fill=LIGHT.ground, size=22, strokeWidth=1.5, opacity=1)
        .encode(x=x, y="value:Q"),
    ).properties(width=width, height=150 if columns == 1 else 88)
    chart = layers.facet(
        facet=alt.Facet(
            "panel:N",
            sort=[_folded(panel.title) for panel in panels],
            header=alt.Header(
                title=None, labelAnchor="start", labelFontSize=12, labelFontWeight="bold", labelColor=LIGHT.ink,
                labelPadding=4, labelLimit=0,
            ),
        ),
        columns=columns,
        data=alt.InlineData(values=rows),
        spacing=18,
    ).resolve_scale(y="independent")  # fmt: skip
    return _spec(chart)


def columns_by_year(marks: Sequence[Mark], *, thin: Collection[int]) -> dict[str, Any]:
    """A column a year; a thin year is hatched.

    Args:
        marks: years and counts; low and high are not drawn.
        thin: years with too few documents for an interval.
    """
    panel = Panel("", tuple(marks))
    rows = [
        {
            "start": mark.year - 0.42,
            "end": mark.year + 0.42,
            "value": mark.value,
            "thin": mark.year in thin,
        }
        for mark in marks
    ]
    x = alt.X("start:Q", scale=_years([panel]), axis=_year_axis(648))
    y = alt.Y("value:Q", axis=_value_axis(0), scale=alt.Scale(zero=True, nice=True))
    base = alt.Chart()
    chart = alt.layer(
        base.transform_filter("!datum.thin").mark_rect(aria=False, fill=LIGHT.series[0]).encode(x=x, x2="end:Q", y=y, y2=alt.datum(0)),
        base.transform_filter("datum.thin")
        .mark_rect(aria=False, fill=HATCH, stroke=LIGHT.muted, strokeWidth=1)
        .encode(x=x, x2="end:Q", y=y, y2=alt.datum(0)),
        data=alt.InlineData(values=rows),
    ).properties(width=648, height=150)  # fmt: skip
    return _spec(chart)


def _rows(panel: Panel) -> list[dict[str, Any]]:
    """Rows of one panel; `run` numbers the stretches of years that follow one another with an interval."""
    estimable = {mark.year for mark in panel.marks if mark.low is not None}
    rows, run = [], 0
    for mark in sorted(panel.marks):
        run += mark.year - 1 not in estimable
        alone = mark.year in estimable and not {mark.year - 1, mark.year + 1} & estimable
        rows.append({"panel": _folded(panel.title), **mark._asdict(), "run": run, "alone": alone})
    return rows


def _folded(title: str) -> str:
    return "\n".join(textwrap.wrap(title, TITLE_CHARACTERS))


def _years(panels: Sequence[Panel]) -> alt.Scale:
    years = [mark.year for panel in panels for mark in panel.marks]
    return alt.Scale(domain=[min(years) - 0.6, max(years) + 0.6], nice=False, zero=False)


def _year_axis(width_px: int) -> alt.Axis:
    return alt.Axis(title=None, format="d", tickMinStep=1, tickCount=width_px // 60, grid=False, labelFlush=False)


def _values(panels: Sequence[Panel]) -> alt.Y:
    values = [value for panel in panels for mark in panel.marks for value in (mark.value, mark.high)]
    return alt.Y("low:Q", axis=_value_axis(decimals_of(values)), scale=alt.Scale(zero=True, nice=True))


def _value_axis(decimals: int) -> alt.Axis:
    return alt.Axis(title=None, format=f",.{decimals + 1}~f", tickCount=3, minExtent=AXIS_PT, maxExtent=AXIS_PT)


def _spec(chart: Any) -> dict[str, Any]:
    """The specification with our colours; `aria` off, or English descriptions would be read out."""
    line = {"domainColor": LIGHT.muted, "tickColor": LIGHT.muted, "gridColor": LIGHT.grid, "labelColor": LIGHT.muted}
    configured = chart.configure(
        aria=False, background=LIGHT.ground, lineBreak="\n", font="sans-serif", padding=6
    ).configure_view(stroke=None).configure_axis(labelFontSize=11, **line)  # fmt: skip
    return dict(configured.to_dict())
