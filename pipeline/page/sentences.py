"""Series -> findings in sentences. Pure: the same records give the same sentences in both languages.

A sentence is printed only for what was estimated; otherwise one says that it cannot be, and why. None states a cause.
"""

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.page.facts import Facts
from pipeline.page.numbers import decimals_of
from pipeline.page.words import Words
from pipeline.records import Change, Measure, Point

ALPHA = 0.05
SCALES: dict[Measure, float] = {
    "hits_per_10k_words": 1, "share_of_words": 100, "share_of_units": 100, "share_of_new_terms": 100,
}  # fmt: skip
"""What a record holds × this = what is printed (shares as per cent)."""

SHARE, SHARE_FIGURE = "share:new", "fig-share"


class Finding(NamedTuple):
    """One finding; `link` is the id of the figure or table that shows it."""

    text: str
    link: str
    estimable: bool


def established(change: Change) -> bool:
    """Whether a change stands: adjusted p below 5 % and an interval that excludes 0."""
    if change.p_adjusted is None or change.low is None or change.high is None:
        return False
    return change.p_adjusted < ALPHA and (change.low > 0 or change.high < 0)


def strongest(changes: Sequence[Change], prefixes: tuple[str, ...]) -> Change | None:
    """The established change that stands out most: least p, then the largest against the width of its interval."""
    found = [change for change in changes if change.series.startswith(prefixes) and established(change)]
    return min(found, key=_weakness, default=None)


def _weakness(change: Change) -> tuple[float, float, str, str]:
    width = (change.high or 0) - (change.low or 0)
    return change.p_adjusted or 0, -abs(change.difference) / max(width, 1e-9), change.series, change.measure


def name_of(series: str, facts: Facts, words: Words) -> str:
    """The printed name of a series, in quotation marks."""
    label = facts.labels.get(series)
    return words.quoted(words.of(*label)) if label else words.code("series", series)


def kind_and_name(series: str, facts: Facts, words: Words) -> str:
    """The same after what it is: `le thème « solidarité »`."""
    kind = words.code("kind", series.partition(":")[0])
    return f"{kind} {name_of(series, facts, words)}" if series in facts.labels else words.code("the_series", series)


def amount(words: Words, series: str, measure: Measure, value: float) -> str:
    """What a number of this series counts, with the sign that goes before it and in the number it asks for."""
    if measure == "hits_per_10k_words":
        return words.rate("uses" if series.startswith("term:") else "occurrences", value)
    parts = {"share_of_words": "of_words", "share_of_units": "of_units", "share_of_new_terms": "of_names"}
    return words.code("percent", parts[measure])


def change_sentence(change: Change, facts: Facts, words: Words) -> str:
    """An established change: where, from what to what, and how sure."""
    scale = SCALES[change.measure]
    before, after, difference, low, high = (
        scale * (value or 0) for value in (change.before, change.after, change.difference, change.low, change.high)
    )
    decimals = decimals_of([before, after, difference])
    unit, up = amount(words, change.series, change.measure, after), difference > 0
    sign, shown = ("+" if up else ""), words.interval(low, high, decimals)
    values = [words.number(value, decimals) for value in (before, after, difference)]
    name = kind_and_name(change.series, facts, words)
    name = name[:1].upper() + name[1:]
    if words.lang == "fr":
        verb = "est plus présent" if up else "est moins présent"
        text = f"{name} {verb} à partir de {change.year} : de {values[0]} à {values[1]}{unit}"
        return words.said(f"{text}, soit {sign}{values[2]} {shown}.")
    verb = "is more present" if up else "is less present"
    text = f"{name} {verb} from {change.year} on: from {values[0]} to {values[1]}{unit}"
    return words.said(f"{text}, a difference of {sign}{values[2]} {shown}.")


def level(point: Point, words: Words) -> str:
    """One estimated year: `12,3 % [8,0 ; 17,1] en 2014`."""
    scale = SCALES[point.measure]
    values = [scale * (value or 0) for value in (point.value, point.low, point.high)]
    decimals = decimals_of(values)
    unit, shown = amount(words, point.series, point.measure, values[0]), words.interval(values[1], values[2], decimals)
    when = f"en {point.year}" if words.lang == "fr" else f"in {point.year}"
    return words.said(f"{words.number(values[0], decimals)}{unit} {shown} {when}")


def why_no_series(facts: Facts, words: Words) -> str:
    """Why nothing can be said of the years; empty when something can."""
    if facts.totals.kept == 1 and len(facts.years) < 2:
        return words("why_one")
    if not facts.years:
        return words("why_undated")
    if len(facts.years) == 1:
        return words("why_one_year", year=str(facts.years[0].year))
    if all(year.thin(facts.least_documents) for year in facts.years):
        return words("why_thin", least=words.number(facts.least_documents))
    return ""


def findings(facts: Facts, words: Words) -> list[Finding]:
    """The three findings of the first screen: naming, terms, themes or topics."""
    return [naming(facts, words), _of_terms(facts, words), _of_subjects(facts, words)]


def naming(facts: Facts, words: Words) -> Finding:
    """How the share of the new names moved."""
    points = _estimated(facts, SHARE)
    if not points:
        reason = why_no_series(facts, words) or _reason(facts, words) or words("why_no_use")
        drawn = any(point.series == SHARE and point.value is not None for point in facts.points)
        return Finding(words("naming_none", reason=reason), SHARE_FIGURE if drawn else "limites", estimable=False)
    if len(points) == 1:
        return Finding(words("naming_one", level=level(points[0], words)), SHARE_FIGURE, estimable=True)
    text = words("naming_two", first=level(points[0], words), last=level(points[-1], words))
    return Finding(f"{text} {substitution_sentence(facts, words)}".strip(), SHARE_FIGURE, estimable=True)


def substitution_sentence(facts: Facts, words: Words) -> str:
    """The middle of the fitted curve with its interval, or why it cannot be estimated."""
    middle = facts.substitution.get("midpoint_year")
    if facts.substitution.get("estimable") and middle:
        shown = f"{words.year(middle['value'])} {words.years_between(middle['low'], middle['high'])}"
        return words("midpoint", shown=shown)
    reason = _reason(facts, words)
    return words("midpoint_none", reason=reason) if reason else ""


def _reason(facts: Facts, words: Words) -> str:
    """Why the curve is not estimable, in words of the page."""
    return words.phrase(str(facts.substitution.get("reason") or ""))


def _of_terms(facts: Facts, words: Words) -> Finding:
    change = strongest(facts.changes, ("term:",))
    if change:
        return Finding(change_sentence(change, facts, words), figure_of(change.series, change.measure), estimable=True)
    terms = [entry for entry in facts.entries if entry.series.startswith("term:") and entry.use]
    if not terms:
        mentioned = any(entry.series.startswith("term:") for entry in facts.entries)
        return Finding(words("terms_none"), "tab-terms" if mentioned else "limites", estimable=False)
    top = terms[0]
    points = _estimated(facts, top.series)
    if points:
        last = next((point for point in reversed(points) if point.value), points[-1])
        text = words("terms_flat", name=name_of(top.series, facts, words), level=level(last, words))
        return Finding(text, figure_of(top.series, points[-1].measure), estimable=True)
    count = words.count(
        "terms_counted", top.use, name=name_of(top.series, facts, words), units=words.count("units", top.units)
    )
    return Finding(f"{count} {_unestimable(facts, words)}", "tab-terms", estimable=False)


def _of_subjects(facts: Facts, words: Words) -> Finding:
    prefixes = ("theme:", "topic:")
    change = strongest(facts.changes, prefixes)
    if change:
        return Finding(change_sentence(change, facts, words), figure_of(change.series, change.measure), estimable=True)
    estimated = [point for point in facts.points if point.series.startswith(prefixes) and point.low is not None]
    if estimated:
        last = max(point.year for point in estimated)
        top = max(
            (p for p in estimated if p.year == last), key=lambda p: (p.series[:6] == "topic:", p.value or 0, p.series)
        )
        text = words("subjects_flat", name=kind_and_name(top.series, facts, words), level=level(top, words))
        return Finding(text, figure_of(top.series, top.measure), estimable=True)
    themes = [entry for entry in facts.entries if entry.series.startswith("theme:") and entry.use]
    if not themes:
        return Finding(words("subjects_none"), "limites", estimable=False)
    count = words.count("themes_counted", themes[0].use, name=name_of(themes[0].series, facts, words))
    return Finding(f"{count} {_unestimable(facts, words)}", "tab-themes", estimable=False)


def _unestimable(facts: Facts, words: Words) -> str:
    return words("moves_none", reason=why_no_series(facts, words) or words("why_few"))


def _estimated(facts: Facts, series: str) -> list[Point]:
    """Years of one series that bear an interval, in its first measure."""
    found = [point for point in facts.points if point.series == series and point.low is not None]
    first = min((point.measure for point in found), default=None)
    return sorted((point for point in found if point.measure == first), key=lambda point: point.year)


def figure_of(series: str, measure: str) -> str:
    """Identifier of the figure where a series is drawn."""
    if series == SHARE:
        return SHARE_FIGURE
    kind = f"{series.partition(':')[0]}s"
    short = {"hits_per_10k_words": "rates", "share_of_units": "units", "share_of_words": "words"}
    return f"fig-{kind}-{short.get(measure, 'share')}"
