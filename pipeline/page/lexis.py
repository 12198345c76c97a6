"""Words of the corpus: what marks its parts, what stands near its terms, classes of segments, maps, new names."""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple, TypeVar

import msgspec

from pipeline.page.facts import ClassCard, Facts, Lexis
from pipeline.page.neighbours import FORMS, Neighbours, first_of_each, neighbours, term_name
from pipeline.page.tables import Column, Table, csv_text, grouped, interval_cell, number_cell, words_cell
from pipeline.page.words import Words
from pipeline.records import ClassForm, Record

R = TypeVar("R", bound=Record)

PAIRS = 3  # themes shown of each term
CANDIDATES = 20


class View(NamedTuple):
    """What the template of the section prints besides its tables."""

    told: bool  # whether the words were computed
    periods: str  # declared, proposed, none
    neighbours: list[Neighbours]
    classes: list[tuple[ClassCard, str]]  # each with its line
    classes_read: str
    no_class: str
    names: dict[str, str]  # `term=CD` -> name, of what is over-represented in a class


def view(facts: Facts, words: Words) -> View:
    """The section on words."""
    told = facts.lexis.told
    where = {"corpus.toml": "declared", "words": "proposed"}.get(str(told.get("periods_from")), "none")
    reasons = [note["reason"] for note in told.get("notes", []) if note["table"] == "classes"]
    read = told.get("classes") or {}
    shares = {key: words.percent(read.get(key, 0), 1) for key in ("without", "alike")}
    counts = {key: words.number(read.get(key, 0)) for key in ("segments", "forms")}
    known = {f"{form.kind}={form.form}": form for card in facts.lexis.classes for form in card.known}
    return View(
        bool(told), where, neighbours(facts, words), [(card, class_line(card, words)) for card in facts.lexis.classes],
        words("classes_read", **counts, **shares), words.phrase(reasons[0]) if reasons else "",
        {key: _known_name(form, facts, words) for key, form in known.items()},
    )  # fmt: skip


def tables(facts: Facts, words: Words) -> dict[str, Table]:
    """The tables of the section."""
    return {
        "marks_lemmas": marks_table(facts, words, "lemma"),
        "marks_terms": marks_table(facts, words, "term"),
        "intervals": intervals_table(facts, words),
        "theme_terms": pairs_table(facts, words),
        "candidates": candidates_table(facts, words),
        "maps": map_table(facts, words),
        "cuts": cuts_table(facts, words),
    }


def _known_name(form: ClassForm, facts: Facts, words: Words) -> str:
    name = words.of(*facts.labels.get(f"{form.kind}:{form.form}", (form.form, None)))
    if form.kind in ("term", "theme"):
        return words.quoted(name)
    return name


def marks_table(facts: Facts, words: Words, of: str) -> Table:
    """The most specific forms of each part: periods where there are some, else years; then collectivités for terms."""
    rows = [row for row in facts.lexis.specificities if row.of == of]
    wanted = "period" if any(row.by == "period" for row in rows) else "year"
    shown = [row for row in rows if row.by == wanted or (of == "term" and row.by == "collectivite")]
    columns = (
        Column("part", words("part")), Column("form", words("term" if of == "term" else "form")),
        Column("hits", words("hits_of_all"), numeric=True), Column("log_ratio", words("log_ratio"), numeric=True),
        Column("q_value", words("q_value"), numeric=True), Column("documents", words("documents_head"), numeric=True),
        Column("dp", words("dp"), numeric=True), Column("score", words("lafon"), numeric=True),
    )  # fmt: skip
    kept = first_of_each(shown, lambda row: (row.by, row.part), FORMS)
    made = tuple(
        (
            words_cell(row.part),
            words_cell(term_name(facts, words, row.form) if of == "term" else row.form, row.form),
            words_cell(f"{words.number(row.hits)} / {words.number(row.hits_all)}", f"{row.hits}/{row.hits_all}"),
            interval_cell(words, row.log_ratio, (row.low, row.high)),
            number_cell(words, row.q_value, 3),
            number_cell(words, row.documents),
            number_cell(words, row.dp, 2),
            number_cell(words, row.score, 1),
        )
        for row in kept
    )
    return Table(f"tab-marks-{of}s", words(f"marks_{of}s"), columns, grouped(made))


def intervals_table(facts: Facts, words: Words) -> Table:
    """The one interval of years that marks each term, and the forms that are marked most."""
    columns = (
        Column("form", words("form_or_term")), Column("interval", words("years_in_a_row")),
        Column("hits", words("hits_of_all"), numeric=True), Column("score", words("lafon"), numeric=True),
    )  # fmt: skip
    best = [row for row in facts.lexis.intervals if row.rank == 1]
    shown = [
        *[row for row in best if row.of == "term"][:FORMS],
        *[row for row in best if row.of == "lemma"][: 2 * FORMS],
    ]
    made = tuple(
        (
            words_cell(words.quoted(term_name(facts, words, row.form)) if row.of == "term" else row.form, row.form),
            words_cell(f"{row.first}–{row.last}" if row.first != row.last else row.first),
            words_cell(f"{words.number(row.hits)} / {words.number(row.hits_all)}", f"{row.hits}/{row.hits_all}"),
            number_cell(words, row.score, 1),
        )
        for row in shown
    )
    return Table("tab-intervals", words("intervals_table"), columns, made)


def pairs_table(facts: Facts, words: Words) -> Table:
    """Themes that go most, and least, with each term; those without an interval are left to the CSV file."""
    columns = (
        Column("term", words("term")), Column("theme", words("theme")),
        Column("with_both", words("with_both"), numeric=True), Column("expected", words("expected"), numeric=True),
        Column("log_odds", words("log_odds"), numeric=True), Column("documents", words("documents_head"), numeric=True),
    )  # fmt: skip
    known = [row for row in facts.lexis.theme_terms if row.low is not None]
    made = tuple(
        (
            words_cell(term_name(facts, words, row.term), row.term),
            words_cell(words.of(*facts.labels.get(f"theme:{row.theme}", (row.theme, None))), row.theme),
            number_cell(words, row.with_both),
            number_cell(words, row.expected, 1),
            interval_cell(words, row.log_odds, (row.low, row.high)),
            number_cell(words, row.documents),
        )
        for _, rows in groupby(known, key=lambda row: row.term)
        for row in _ends(list(rows), PAIRS)
    )
    return Table("tab-theme-terms", words("theme_terms"), columns, grouped(made))


def cuts_table(facts: Facts, words: Words) -> Table:
    """The first cuts of the tree of years."""
    columns = (
        Column("cut", words("cut")), Column("years", words("cut_years")), Column("share", words("cut_share"), numeric=True),
        Column("expected", words("cut_expected"), numeric=True), Column("p_value", words("p_value"), numeric=True),
        Column("bootstrap", words("cut_bootstrap"), numeric=True), Column("kept", words("cut_kept")),
    )  # fmt: skip
    made = tuple(
        (
            words_cell(f"{row.cut - 1} | {row.cut}", str(row.cut)),
            words_cell(f"{row.first}–{row.last}"),
            words_cell(words.percent(row.share or 0, 1), str(row.share)),
            words_cell(words.percent(row.expected or 0, 1), str(row.expected)),
            number_cell(words, row.p_value, 3),
            words_cell(words.percent(row.bootstrap or 0), str(row.bootstrap)),
            words_cell(words("yes") if row.kept else words("no"), "yes" if row.kept else "no"),
        )
        for row in facts.lexis.cuts[:FORMS]
        if row.cut is not None
    )
    return Table("tab-periods", words("cuts_table"), columns, made)


def map_table(facts: Facts, words: Words) -> Table:
    """Places of terms and parts on the first two axes."""
    columns = (
        Column("map", words("map")), Column("point", words("point")), Column("hits", words("hits"), numeric=True),
        Column("x", words("axis_1"), numeric=True), Column("y", words("axis_2"), numeric=True),
        Column("cos2", words("cos2"), numeric=True),
    )  # fmt: skip
    made = tuple(
        (
            words_cell(_map_name(row.by or "", (row.x_share, row.y_share), words), f"{row.of} {row.by}"),
            words_cell(term_name(facts, words, row.point) if row.kind == "form" else row.point, row.point),
            number_cell(words, row.hits),
            interval_cell(words, row.x, (row.x_low, row.x_high)),
            interval_cell(words, row.y, (row.y_low, row.y_high)),
            words_cell(words.percent(row.cos2), str(row.cos2)),
        )
        for row in facts.lexis.points
        if row.of == "term"
    )
    return Table("tab-maps", words("map_table"), columns, grouped(made))


def _map_name(by: str, shares: tuple[float, float], words: Words) -> str:
    first, second = (words.percent(share) for share in shares)
    return words(f"map_{by}", first=first, second=second)


def candidates_table(facts: Facts, words: Words) -> Table:
    """Phrases nobody listed that may be new names, first to read first."""
    columns = (
        Column("term", words("candidate")), Column("documents", words("documents_head"), numeric=True),
        Column("first_year", words("first_year"), numeric=True), Column("before", words("share_before"), numeric=True),
        Column("after", words("share_after"), numeric=True), Column("p_adjusted", words("p_adjusted"), numeric=True),
    )  # fmt: skip
    ranked = [one for one in facts.lexis.candidates if one.rank is not None][:CANDIDATES]
    made = tuple(
        (
            words_cell(one.term),
            number_cell(words, one.documents),
            words_cell(str(one.first_year)),
            words_cell(words.percent(one.share_before, 1), str(one.share_before)),
            words_cell(words.percent(one.share_after, 1), str(one.share_after)),
            number_cell(words, one.p_adjusted, 3),
        )
        for one in ranked
    )
    return Table("tab-candidates", words("candidates_table"), columns, made)


def class_line(card: ClassCard, words: Words) -> str:
    """Share of a class with its interval and documents, and how the two classifications agree on it."""
    row = card.record
    low_high = None if row.low is None or row.high is None else (100 * row.low, 100 * row.high)
    shown = f"{words.percent(row.share, 1)}{f' {words.interval(*low_high, 1)}' if low_high else ''}"
    return words(
        "class_share", share=shown, segments=words.number(row.size), documents=words.number(row.documents),
        phi=words.number(row.phi, 2),
    )  # fmt: skip


def lexis_files(lexis: Lexis) -> dict[str, bytes]:
    """All rows of the word tables as CSV files: path under the report -> bytes."""
    tables: dict[str, Sequence[Record]] = {
        "specificities": lexis.specificities, "intervals": lexis.intervals, "theme-terms": lexis.theme_terms, "collocates": lexis.collocates,
        "collocate-changes": lexis.changes, "periods": lexis.cuts, "maps": lexis.points,
        "classes": [card.record for card in lexis.classes],
        "class-forms": [form for card in lexis.classes for form in (*card.forms, *card.known)],
        "candidates": [one for one in lexis.candidates if one.rank is not None],
    }  # fmt: skip
    return {f"data/tab-{name}.csv": records_csv(rows).encode() for name, rows in tables.items() if rows}


def records_csv(rows: Sequence[Record]) -> str:
    """Records of one kind as CSV: their fields as columns; a list in a cell is JSON."""
    head = [field.name for field in msgspec.structs.fields(rows[0])]
    return csv_text(head, ([_plain(getattr(row, name)) for name in head] for row in rows))


def _plain(value: object) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else msgspec.json.encode(value).decode()


def _ends(rows: Sequence[R], most: int) -> Sequence[R]:
    """The first and the last rows; all where they would meet."""
    return rows if len(rows) <= 2 * most else [*rows[:most], *rows[-most:]]
