"""Tables that stand on their own: terms, themes, changes, acts, documents, exclusions, concordances."""

from collections.abc import Sequence

from pipeline.page import sentences
from pipeline.page.facts import DocumentRow, Entry, Facts
from pipeline.page.numbers import ABSENT, decimals_of
from pipeline.page.sentences import SCALES
from pipeline.page.tables import Cell, Column, Table, number_cell, words_cell
from pipeline.page.words import Words
from pipeline.records import Change, Exclusion, Trend

MOST_DOCUMENTS = 500
"""Rows of the page's own list; 500 weigh about 120 kB, the rest is in data/documents.csv."""

ACT_FIELDS = ("date", "number", "title", "collectivite", "siren", "matiere", "votes", "visas", "stamp")


def terms_table(facts: Facts, words: Words) -> Table:
    """Each term with its uses, mentions, ambiguous and doubtful readings."""
    columns = (
        Column("term", words("term")), Column("use", words("use"), numeric=True),
        Column("mention", words("mention"), numeric=True), Column("ambiguous", words("ambiguous"), numeric=True),
        Column("ocr", words("ocr"), numeric=True), Column("units", words("units_with"), numeric=True),
        Column("documents", words("documents_with"), numeric=True),
    )  # fmt: skip
    rows = tuple(
        (
            _named(entry, words),
            *(
                number_cell(words, value)
                for value in (entry.use, entry.mention, entry.ambiguous, entry.ocr, entry.units, entry.documents)
            ),
        )
        for entry in entries_of(facts, "term:")
    )
    return Table("tab-terms", words("terms_table"), columns, rows)


def themes_table(facts: Facts, words: Words) -> Table:
    """Each theme with its occurrences."""
    columns = (
        Column("theme", words("theme")), Column("use", words("anchored"), numeric=True),
        Column("ambiguous", words("unanchored"), numeric=True), Column("units", words("units_holding"), numeric=True),
        Column("documents", words("documents_holding"), numeric=True),
    )  # fmt: skip
    rows = tuple(
        (
            _named(entry, words),
            *(number_cell(words, value) for value in (entry.use, entry.ambiguous, entry.units, entry.documents)),
        )
        for entry in entries_of(facts, "theme:")
    )
    return Table("tab-themes", words("themes_table"), columns, rows)


def entries_of(facts: Facts, prefix: str) -> list[Entry]:
    """Terms or themes found at least once."""
    return [entry for entry in facts.entries if entry.series.startswith(prefix) and entry.hits]


def _named(entry: Entry, words: Words) -> Cell:
    return words_cell(words.of(*entry.label), entry.series.partition(":")[2])


def changes_table(kinds: tuple[str, ...], facts: Facts, words: Words) -> Table:
    """Every change tested for some kinds of series, the surest first."""
    columns = (
        Column("series", words("series")), Column("measure", words("measure")),
        Column("year", words("year"), numeric=True), Column("before", words("before"), numeric=True),
        Column("after", words("after"), numeric=True), Column("difference", words("difference"), numeric=True),
        Column("low", words("low"), numeric=True), Column("high", words("high"), numeric=True),
        Column("p_adjusted", words("p_adjusted"), numeric=True), Column("established", words("established")),
    )  # fmt: skip
    chosen = [change for change in facts.changes if change.series.startswith(kinds)]
    chosen.sort(key=lambda change: (not sentences.established(change), change.p_adjusted or 0, change.series))
    kind = f"{kinds[0].rstrip(':')}s"
    return Table(
        f"tab-changes-{kind}",
        words(f"changes_{kind}"),
        columns,
        tuple(_change_row(change, facts, words) for change in chosen),
    )


def _change_row(change: Change, facts: Facts, words: Words) -> tuple[Cell, ...]:
    scale = SCALES[change.measure]
    values = [
        None if value is None else scale * value
        for value in (change.before, change.after, change.difference, change.low, change.high)
    ]
    decimals = decimals_of(values)
    label = facts.labels.get(change.series)
    measure = words.code(
        "measure" if change.series.startswith(("term:", "share:", "decided:")) else "theme_measure", change.measure
    )
    stands = sentences.established(change)
    return (
        words_cell(words.of(*label) if label else words.code("series", change.series), change.series),
        words_cell(measure, change.measure),
        words_cell(str(change.year)),
        *(number_cell(words, value, decimals) for value in values),
        number_cell(words, change.p_adjusted, 4),
        words_cell(words("yes") if stands else words("no"), "yes" if stands else "no"),
    )


def trends_table(kinds: tuple[str, ...], facts: Facts, words: Words) -> Table:
    """Every slope tested for some kinds of series, the surest first."""
    columns = (
        Column("series", words("series")), Column("measure", words("measure")), Column("years", words("years_of_trend")),
        Column("slope", words("slope"), numeric=True), Column("low", words("low"), numeric=True),
        Column("high", words("high"), numeric=True), Column("p_adjusted", words("p_adjusted"), numeric=True),
    )  # fmt: skip
    chosen = [trend for trend in facts.trends if trend.series.startswith(kinds)]
    chosen.sort(key=lambda trend: (trend.p_adjusted or 0, trend.series, trend.measure))
    rows = tuple(_trend_row(trend, facts, words) for trend in chosen)
    return Table(f"tab-trends-{kinds[0].rstrip(':')}s", words("trends_table"), columns, rows)


def _trend_row(trend: Trend, facts: Facts, words: Words) -> tuple[Cell, ...]:
    label = facts.labels.get(trend.series)
    kind = "measure" if trend.series.startswith(("term:", "share:", "decided:")) else "theme_measure"
    values = [SCALES[trend.measure] * value for value in (trend.slope, trend.low, trend.high)]
    decimals = decimals_of(values)
    return (
        words_cell(words.of(*label) if label else words.code("series", trend.series), trend.series),
        words_cell(words.code(kind, trend.measure), trend.measure),
        words_cell(f"{trend.first}–{trend.last} ({words.number(trend.years)})", f"{trend.first}-{trend.last}"),
        *(number_cell(words, value, decimals) for value in values),
        number_cell(words, trend.p_adjusted, 4),
    )


def fields_table(facts: Facts, words: Words) -> Table:
    """How many acts hold each element."""
    columns = (
        Column("field", words("field")), Column("acts", words("found"), numeric=True),
        Column("percent", f"{words('found_share')} (%)", numeric=True),
    )  # fmt: skip
    rows = tuple(
        (
            words_cell(words(f"field_{field}"), field),
            number_cell(words, facts.fields.get(field, 0)),
            number_cell(words, 100 * facts.fields.get(field, 0) / max(1, facts.totals.acts), 1),
        )
        for field in ACT_FIELDS
    )
    return Table("tab-fields", words("fields_table"), columns, rows)


def genres_table(facts: Facts, words: Words) -> Table:
    """Documents, units and acts of each genre."""
    columns = (
        Column("genre", words("genre")), Column("documents", words("documents_head"), numeric=True),
        Column("units", words("units_head"), numeric=True), Column("acts", words("acts_head"), numeric=True),
    )  # fmt: skip
    rows = tuple(
        (
            words_cell(words.of(*genre.label), genre.label[0]),
            *(number_cell(words, value) for value in (genre.documents, genre.units, genre.acts)),
        )
        for genre in facts.genres
    )
    return Table("tab-genres", words("genres_table"), columns, rows)


def milestones_table(facts: Facts, words: Words) -> Table:
    """Checked events of the years studied."""
    columns = (Column("date", words("date")), Column("kind", words("kind")), Column("event", words("event")))
    rows = tuple(
        (
            words_cell(words.date(event.date), event.date),
            words_cell(words.code("milestone", event.kind), event.kind),
            words_cell(words.of(*event.label), event.label[0]),
        )
        for event in facts.milestones
    )
    return Table("tab-milestones", words("milestones"), columns, rows)


def excluded_table(excluded: Sequence[Exclusion], words: Words) -> Table:
    """Documents left out, the reason, and what to do."""
    columns = (
        Column("document", words("document")), Column("stage", words("stage")), Column("reason", words("reason")),
        Column("advice", words("advice")),
    )  # fmt: skip
    rows = tuple(
        (
            words_cell(item.source),
            words_cell(words.code("stage", item.stage), item.stage),
            words_cell(reason_of(item, words), item.reason.value),
            words_cell(words.code("advice", item.reason.value)),
        )
        for item in excluded
    )
    return Table("tab-excluded", words("excluded_table"), columns, rows)


def reason_of(item: Exclusion, words: Words) -> str:
    """Why a document is left out, with what was seen."""
    reason = words.code("reason", item.reason.value)
    return f"{reason} ({words.phrase(item.detail)})" if item.detail else reason


def documents_table(documents: Sequence[DocumentRow], words: Words) -> Table:
    """Documents with what became of them."""
    columns = (
        Column("title", words("title")), Column("date", words("date")), Column("genre", words("genre")),
        Column("status", words("status")), Column("reason", words("reason")),
    )  # fmt: skip
    rows = tuple(
        (
            words_cell(row.title, href=row.href),
            words_cell(words.date(row.date), row.date or ""),
            words_cell(words.of(*row.genre), row.genre[0]),
            words_cell(words("excluded" if row.exclusion else "kept_in_part" if row.partial else "kept")),
            words_cell(reason_of(row.exclusion, words) if row.exclusion else ""),
        )
        for row in documents
    )
    return Table("tab-documents", words("documents_table"), columns, rows)


def manifest_table(facts: Facts, words: Words) -> Table:
    """The figures that identify this computation."""
    manifest = facts.manifest
    values = (
        ("command", manifest.command),
        ("code", str(manifest.code.get("version") or words("unknown"))),
        ("commit", str(manifest.code.get("commit") or words("unknown"))),
        ("python", manifest.python),
        ("corpus_digest", manifest.corpus_sha256),
        ("lock_digest", manifest.lock_sha256 or words("unknown")),
        ("seeds", ", ".join(map(str, manifest.seeds)) or ABSENT),
        ("documents_head", words.number(manifest.documents)),
        ("units_head", words.number(manifest.units)),
        ("excluded_head", words.number(len(manifest.excluded))),
    )
    rows = tuple((words_cell(words(key)), words_cell(value)) for key, value in values)
    return Table(
        "tab-manifest", words("manifest_table"), (Column("key", words("key")), Column("value", words("value"))), rows
    )


def packages_table(facts: Facts, words: Words) -> Table:
    """Libraries and their versions."""
    rows = tuple((words_cell(name), words_cell(version)) for name, version in sorted(facts.manifest.packages.items()))
    columns = (Column("library", words("library")), Column("version", words("version")))
    return Table("tab-packages", words("packages_table"), columns, rows)


def params_table(facts: Facts, words: Words) -> Table:
    """Each setting of each stage."""
    rows = tuple(
        (words_cell(words.code("stage", stage), stage), words_cell(key), words_cell(value))
        for stage, settings in facts.manifest.params.items()
        for key, value in _flat(settings)
    )
    columns = (Column("stage", words("stage")), Column("key", words("key")), Column("value", words("value")))
    return Table("tab-params", words("params_table"), columns, rows)


def _flat(value: object, prefix: str = "") -> list[tuple[str, str]]:
    """Nested settings as `section.key` and text."""
    if isinstance(value, dict) and value:
        return [pair for key, item in value.items() for pair in _flat(item, f"{prefix}.{key}" if prefix else str(key))]
    if isinstance(value, list | tuple):
        return [(prefix, ", ".join(map(str, value)) or ABSENT)]
    return [(prefix, ABSENT if value in ("", {}, None) else str(value))]
