import csv
import io
import re

import page_facts
import pytest

from pipeline.page import figures, svg
from pipeline.page.palette import DARK, LIGHT
from pipeline.page.tables import as_csv, csv_text
from pipeline.page.words import Words

ALL = ("fr", "en")


def rates(lang="fr", **changes):
    return figures.series_figure("term", "hits_per_10k_words", page_facts.facts(**changes), Words(lang))


def test_drawing_table_and_csv_hold_the_same_values():
    figure = rates()
    drawn = [
        (row["year"], row["value"], row["low"], row["high"]) for row in next(iter(figure.spec["datasets"].values()))
    ]
    rows = list(csv.DictReader(io.StringIO(as_csv(figure.table))))
    read = [
        (int(row["year"]), float(row["value"]), *(float(row[k]) if row[k] else None for k in ("low", "high")))
        for row in rows
    ]
    assert drawn == read
    printed = [cell.text.replace(",", ".") for cell in figure.table.rows[0][2:5]]
    assert printed == [rows[0][key] for key in ("value", "low", "high")]


def test_unit_n_and_interval_are_told():
    figure = rates()
    assert figure.unit == "emplois pour 10\u202f000 mots"
    assert figure.n == "59 unités en tout, de 3 à 8 par année dessinée"
    assert (
        figure.interval
        == "95\u202f%, bootstrap-t (par document)\u202f; année hachurée\u00a0: pas d’intervalle (non estimable\u00a0: n < 5 documents)"
    )


def test_no_series_no_figure():
    assert rates(points=[]) is None
    assert figures.years_figure(page_facts.undated(), Words("fr")) is None
    assert figures.share_figure(page_facts.undated(), Words("fr")) is None


def test_at_most_twelve_series_are_drawn():
    points = [p for n in range(20) for p in page_facts.points(f"term:T{n:02d}", first=1 + n)]
    figure = rates(points=points)
    assert (figure.drawn, figure.series) == (12, 20)


@pytest.mark.parametrize("lang", ALL)
def test_the_drawing_is_reproducible_and_names_its_own_parts(lang):
    figure = rates(lang)
    light = svg.light_svg(figure.spec, lang, figure.name)
    assert light == svg.light_svg(figure.spec, lang, figure.name)
    assert set(re.findall(r'id="([^"]+)"', light)) == {f"{figure.name}-hatch"}
    assert not re.search(r'aria-|role=|<script|style=|href="http', light.replace("http://www.w3.org/2000/svg", ""))


def test_dark_drawing_keeps_no_light_colour():
    light = svg.light_svg(rates().spec, "fr", "fig-x")
    dark = svg.dark_svg(light)
    assert LIGHT.ground in light
    assert not set(re.findall(r"#[0-9A-Fa-f]{6}", dark)) & {LIGHT.ground, LIGHT.ink, LIGHT.muted, *LIGHT.series}
    assert DARK.ground in dark


def test_every_colour_of_a_drawing_belongs_to_the_palette():
    light = svg.light_svg(rates().spec, "fr", "fig-x").upper()
    known = {LIGHT.ground, LIGHT.ink, LIGHT.muted, LIGHT.grid, *LIGHT.series}
    assert set(re.findall(r"#[0-9A-F]{6}\b", light)) <= known
    assert not re.findall(r'(?:FILL|STROKE)="(?:BLACK|WHITE|#[0-9A-F]{3})"', light)


def test_a_formula_in_a_text_cell_stays_text():
    assert csv_text(["a"], [["=1+1"], ["-3.5"], ["@x"], ["plain"]]) == "a\r\n'=1+1\r\n-3.5\r\n'@x\r\nplain\r\n"
