"""The sixteen questions of the 2017 call, each with what this corpus answers or why it cannot."""

from collections.abc import Callable, Sequence
from math import exp
from typing import Any, NamedTuple

from pipeline.page.adoption import adoption_sentence
from pipeline.page.facts import Facts
from pipeline.page.numbers import decimals_of
from pipeline.page.questions_texts import QUESTIONS
from pipeline.page.sentences import established, name_of
from pipeline.page.verdict import judged
from pipeline.page.words import Words
from pipeline.records import ThemePair, ThemeTerm

MOST = 5
"""Countries, cited texts, genres named."""
CHANCE = 0.05
OLD, NEW = "CD", ("AECT", "AICT")
ACTORS = ("acteur_ong", "acteur_associations", "acteur_entreprises", "acteur_universites", "acteur_diasporas")

Answers = Callable[[Facts, Words], list[str]]


class Answered(NamedTuple):
    """One question of the page; `id` is that of the project's list, S1 to S16."""

    id: str
    question: str
    answers: list[str]
    caution: str


def questions(facts: Facts, words: Words) -> list[Answered]:
    """Every question with its answer; none where the study has another lexicon or codebook than ours."""
    if f"term:{OLD}" not in facts.labels or "theme:solidarite" not in facts.labels:
        return []
    return [
        Answered(
            key, words(f"q_{key}"), [text for text in answer(facts, words) if text],
            words(f"c_{key}") if f"c_{key}" in QUESTIONS else "",
        )
        for key, answer in ANSWERS.items()
    ]  # fmt: skip


def _renamed(facts: Facts, words: Words) -> list[str]:
    return [judged(facts, words).sentence]


def _themes(*themes: str) -> Answers:
    return lambda facts, words: [_rate(theme, facts, words) for theme in themes]


def _rate(theme: str, facts: Facts, words: Words) -> str:
    """How the rate of a theme moved, or how often it is there at all."""
    series = f"theme:{theme}"
    name = _name(theme, facts, words)
    change = next((c for c in facts.changes if (c.series, c.measure) == (series, "hits_per_10k_words")), None)
    if change and change.low is not None and change.high is not None:
        values = [change.before, change.after, change.difference]
        decimals = decimals_of(values)
        before, after, difference = (words.number(value, decimals) for value in values)
        sure = words("a_sure") if established(change) else words("a_unsure", p=words.number(change.p_adjusted, 3))
        return words(
            "a_rate", name=name, before=before, after=after, year=str(change.year), sure=sure,
            difference=f"{'+' if change.difference > 0 else ''}{difference}",
            interval=words.interval(change.low, change.high, decimals),
        )  # fmt: skip
    entry = next((entry for entry in facts.entries if entry.series == series and entry.use), None)
    if entry is None:
        return words("a_absent", name=name)
    return words("a_no_rate", name=name, uses=words.number(entry.use), documents=words.number(entry.documents))


def _name(theme: str, facts: Facts, words: Words) -> str:
    return name_of(f"theme:{theme}", facts, words)


def _near_terms(theme: str) -> Answers:
    """How a theme goes with the old name and with the new ones."""

    def answer(facts: Facts, words: Words) -> list[str]:
        rows = {row.term: row for row in facts.lexis.theme_terms if row.theme == theme}
        return [_odds(theme, rows[term], facts, words) for term in (OLD, *NEW) if term in rows]

    return answer


def _odds(theme: str, row: ThemeTerm, facts: Facts, words: Words) -> str:
    named = {"theme": _name(theme, facts, words), "term": name_of(f"term:{row.term}", facts, words)}
    documents = words.number(row.documents)
    if row.log_odds is None or row.low is None or row.high is None:
        return words("a_no_odds", **named, documents=documents)
    value, low, high = (exp(one) for one in (row.log_odds, row.low, row.high))
    return words(
        "a_odds", **named, documents=documents, odds=words.number(value, 1), interval=words.interval(low, high, 1)
    )


def _pair(one: str, other: str) -> Answers:
    def answer(facts: Facts, words: Words) -> list[str]:
        found = next((row for row in facts.shift.pairs if {row.theme, row.other} == {one, other}), None)
        names = {"one": _name(one, facts, words), "other": _name(other, facts, words)}
        return [_pair_sentence(found, names, words)]

    return answer


def _pair_sentence(row: ThemePair | None, names: dict[str, str], words: Words) -> str:
    if row is None or row.difference is None or row.low is None or row.high is None:
        return words("a_no_pair", **names)
    sign = "+" if row.difference > 0 else ""
    return words(
        "a_pair", **names, before=words.percent(row.before or 0, 1), after=words.percent(row.after or 0, 1),
        difference=f"{sign}{words.number(100 * row.difference, 1)} points",
        interval=words.interval(100 * row.low, 100 * row.high, 1),
    )  # fmt: skip


def _combined(facts: Facts, words: Words) -> list[str]:
    """Pairs that became more and less frequent, beside what chance alone would bring."""
    rows = [row for row in facts.shift.pairs if row.low is not None and row.high is not None]
    told = _pair("solidarite", "attractivite")(facts, words)
    if not rows:
        return told
    more, less = sum((row.low or 0) > 0 for row in rows), sum((row.high or 0) < 0 for row in rows)
    chance = words.number(CHANCE * len(rows), 1)
    counts = {"n": len(rows), "more": more, "less": less}
    return [words("a_pairs", chance=chance, **{key: words.number(value) for key, value in counts.items()}), *told]


def _calendars(facts: Facts, words: Words) -> list[str]:
    uses = [one.first_use for one in facts.shift.adopters if one.first_use]
    everyone = words.number(len(facts.shift.adopters))
    if not uses:
        return [words("a_no_adopter", all=everyone)]
    return [words(
        "a_adopters", using=words.number(len(uses)), all=everyone, first=str(min(uses)), last=str(max(uses)),
        curve=adoption_sentence(facts, words),
    )]  # fmt: skip


def _genres(facts: Facts, words: Words) -> list[str]:
    told = facts.shift.adoption.get("genres", [])
    if not any(one["first_use"] for one in told):
        return [words("a_no_genre")]
    return [words("a_genres", list=", ".join(_genre(one, facts, words) for one in told[:MOST]))]


def _genre(one: dict[str, Any], facts: Facts, words: Words) -> str:
    label = words.of(*facts.labels.get(f"genre:{one['genre']}", (one["genre"], None)))
    n = words.count("documents", one["documents"])
    if one["first_use"] is None:
        return words("a_genre_none", genre=label, n=n)
    return words("a_genre", genre=label, year=str(one["first_use"]), n=n)


def _listed(counts: Sequence[tuple[str, int]], words: Words) -> str:
    return ", ".join(f"{name} ({words.number(count)})" for name, count in counts[:MOST])


def _cited(facts: Facts, words: Words) -> list[str]:
    return [words("a_cited", list=_listed(facts.cited, words)) if facts.cited else words("a_no_cited")]


def _partners(facts: Facts, words: Words) -> list[str]:
    if not facts.partners:
        return [words("a_no_partners")]
    named = [(words.of(*label), count) for label, count in facts.partners]
    return [words("a_partners", list=_listed(named, words), all=words.number(facts.acts_with_partner))]


def _outside(facts: Facts, words: Words) -> list[str]:
    entry = next((entry for entry in facts.entries if entry.series == "theme:diversite_interne"), None)
    units = entry.units if entry else 0
    return [words("a_outside", units=words.number(units))]


def _all(*parts: Answers) -> Answers:
    return lambda facts, words: [text for part in parts for text in part(facts, words)]


ANSWERS: dict[str, Answers] = {
    "S1": _renamed,
    "S2": _all(_themes("crise"), _near_terms("crise")),
    "S3": _themes("solidarite", "reciprocite", "attractivite"),
    "S4": _combined,
    "S5": _themes("histoire"),
    "S6": _themes("reseaux"),
    "S7": _calendars,
    "S8": _genres,
    "S9": _cited,
    "S10": _partners,
    "S11": _all(_themes("modalite"), _near_terms("modalite")),
    "S12": _themes(*ACTORS),
    "S13": _themes("etat"),
    "S14": _all(_themes("climat"), _pair("climat", "reciprocite")),
    "S15": _all(_themes("crise"), lambda _, words: [words("a_elections")]),
    "S16": _outside,
}
