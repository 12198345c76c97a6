"""What one page holds, section by section, before it becomes HTML."""

from typing import Any, NamedTuple

from pipeline.page import adoption, breaks, company, figures, lexis, questions, sentences, svg, verdict, views
from pipeline.page.facts import Facts
from pipeline.page.figures import Figure
from pipeline.page.tables import Table
from pipeline.page.words import Words

SECTIONS = (
    ("bref", "brief"), ("questions", "questions"), ("termes", "terms"), ("themes", "themes"), ("sujets", "topics"), ("mots", "lexis"), ("actes", "acts"),
    ("extraits", "extracts"), ("limites", "limits"), ("methode", "method"),
)  # fmt: skip
"""Anchor, word. Anchors are French in both languages, so that a permalink holds in both."""


class Drawn(NamedTuple):
    """A figure with its light drawing, alone and as part of the page."""

    figure: Figure
    light: str
    svg: str


class Contents(NamedTuple):
    """Everything the templates print."""

    title: str
    corpus_line: str
    findings: list[sentences.Finding]
    figures: dict[str, Drawn | None]
    tables: dict[str, Table]
    limits: list[str]
    lexis: lexis.View
    verdict: verdict.Judged
    breaks: str  # how many series are not judged
    events: list[str]  # of the corpus
    adoption: str  # one sentence
    questions: list[questions.Answered]  # none where the study asks others


def contents(facts: Facts, words: Words) -> Contents:
    """The page of one language, from the facts of both."""
    made = {
        "years": figures.years_figure(facts, words),
        "share": figures.share_figure(facts, words),
        "places": figures.places_figure(facts, words),
        "term_rates": figures.series_figure("term", "hits_per_10k_words", facts, words),
        "term_units": figures.series_figure("term", "share_of_units", facts, words),
        "theme_rates": figures.series_figure("theme", "hits_per_10k_words", facts, words),
        "theme_units": figures.series_figure("theme", "share_of_units", facts, words),
        "adoption": adoption.adoption_figure(facts, words),
        "topic_words": figures.series_figure("topic", "share_of_words", facts, words),
    }
    told = [figure for figure in made.values() if figure]
    return Contents(
        words.of(*facts.title), corpus_line(facts, words), sentences.findings(facts, words),
        {key: figure and _draw(figure, words) for key, figure in made.items()},
        _tables(facts, words), limits(facts, told, words), lexis.view(facts, words), verdict.judged(facts, words),
        breaks.breaks_note(facts, words), breaks.event_lines(facts, words), adoption.adoption_sentence(facts, words),
        questions.questions(facts, words),
    )  # fmt: skip


def _draw(figure: Figure, words: Words) -> Drawn:
    light = svg.light_svg(figure.spec, words.lang, figure.name)
    return Drawn(figure, light, svg.inline(light, f"{figure.name}-finding"))


def _tables(facts: Facts, words: Words) -> dict[str, Table]:
    most = views.MOST_DOCUMENTS
    return {
        "terms": views.terms_table(facts, words),
        "term_changes": views.changes_table(("term:", "share:", "decided:"), facts, words),
        "term_trends": views.trends_table(("term:", "share:", "decided:"), facts, words),
        "theme_trends": views.trends_table(("theme:",), facts, words),
        "milestones": views.milestones_table(facts, words),
        "verdict": verdict.verdict_table(facts, words),
        "breaks": breaks.breaks_table(facts, words),
        "bursts": company.bursts_table(facts, words),
        "advection": company.advection_table(facts, words),
        "adopters": adoption.adopters_table(facts, words),
        "themes": views.themes_table(facts, words),
        "theme_changes": views.changes_table(("theme:",), facts, words),
        "topic_changes": views.changes_table(("topic:",), facts, words),
        "genres": views.genres_table(facts, words),
        "fields": views.fields_table(facts, words),
        "excluded": views.excluded_table(facts.excluded[:most], words),
        "documents": views.documents_table(facts.documents[:most], words),
        "manifest": views.manifest_table(facts, words),
        "selftest": company.tested_table(facts, words),
        "params": views.params_table(facts, words),
        "packages": views.packages_table(facts, words),
    } | lexis.tables(facts, words)


def corpus_line(facts: Facts, words: Words) -> str:
    """Documents, units, words, years and what was left out, in one line."""
    totals = facts.totals
    parts = [words.count("documents", totals.kept), words.count("units", totals.units)]
    if totals.acts:
        parts[-1] += f" ({words.count('of_which_acts', totals.acts)})"
    parts.append(words.count("words", totals.words))
    if facts.years:
        first, last = facts.years[0].year, facts.years[-1].year
        parts.append(words("years", first=str(first), last=str(last)) if last > first else str(first))
    else:
        parts.append(words("undated"))
    parts.append(words.count("excluded_n", len(facts.excluded)))
    return " · ".join(parts)


def limits(facts: Facts, told: list[Figure], words: Words) -> list[str]:
    """« Ce que ce rapport ne montre pas », one sentence each."""
    totals, years = facts.totals, [year.year for year in facts.years]
    thin = [year.year for year in facts.years if year.thin(facts.least_documents)]
    gaps = sorted(set(range(years[0], years[-1])) - set(years)) if years else []
    series = [(figure.title, figure) for figure in told if figure.series > figure.drawn]
    lines: list[tuple[Any, str]] = [
        (totals.kept == 1, words("limit_one")),
        (not years, words("limit_no_series")),
        (len(years) == 1 and totals.kept > 1, words("limit_one_year", year=str(years[0] if years else ""))),
        (totals.undated_units and years, words.count("limit_undated", totals.undated_units)),
        (thin, words("limit_thin", least=words.number(facts.least_documents), years=words.years(thin))),
        (gaps, words("limit_gaps", years=words.years(gaps))),
        (totals.duplicates, words.count("limit_duplicates", totals.duplicates)),
        (totals.partial, words.count("limit_partial", totals.partial)),
        (totals.ocr_pages, words.count("limit_ocr", totals.ocr_pages)),
        (totals.ocr_words, words.count(
            "limit_ocr_quality", totals.ocr_unsure_units, share=words.percent(totals.ocr_words / max(totals.words, 1), 1),
            sure=words.percent(totals.ocr_confidence or 0),
        )),
        (any(entry.series.startswith("theme:") for entry in facts.entries), words("limit_themes")),
        *(
            (True, words(
                "limit_drawn", title=title, shown=words.number(figure.drawn), total=words.number(figure.series),
                file=_series_file(figure, facts),
            ))
            for title, figure in series
        ),
        (True, words("limit_causes")),
        (True, words("limit_corpus")),
    ]  # fmt: skip
    return [text for shown, text in lines if shown]


def _series_file(figure: Figure, facts: Facts) -> str:
    """Where all series of a figure are: topics lie with their model, terms and themes beside the page."""
    return f"models/{facts.name}/series.jsonl" if figure.name.startswith("fig-topics") else "series.jsonl"
