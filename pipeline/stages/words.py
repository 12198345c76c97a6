"""Counts and passages -> tables of words: specificities, themes, collocates, maps, periods, classes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

import msgspec

from pipeline.errors import UsageError
from pipeline.lexicons import load_lexicon
from pipeline.records import By, Of, Record
from pipeline.settings import Period, WordsSection
from pipeline.stats.rates import MIN_CLUSTERS
from pipeline.store import Corpus, encode_pretty, write, write_bytes

if TYPE_CHECKING:
    from pipeline.text.analysers import Analyser
    from pipeline.words.classes import Classes
    from pipeline.words.parts import Table, Units
    from pipeline.words.windows import Windows

Progress = Callable[[int, int, str], None]
STEPS = 6
PARTS: tuple[By, ...] = ("year", "period", "genre", "collectivite")
INTERVAL_FORMS = 200
"""Forms whose best intervals are kept: the table is read by form, and the next ones hardly differ from chance."""
MAPS: tuple[tuple[Of, By], ...] = (("term", "period"), ("term", "collectivite"), ("lemma", "year"))


class Note(msgspec.Struct, frozen=True):
    """Why a table, or a part of one, is empty."""

    table: str
    what: str  # parts, or the node
    reason: str


def run(corpus: Corpus, settings: dict[str, Any], progress: Progress) -> dict[str, int]:
    """Write the tables of words under reports/, and words.json, which tells of what could not be computed.

    Args:
        corpus: after `count`.
        settings: sections words, lexicon, count, periods.
        progress: called with steps done, steps in all, what comes next.

    Returns:
        Rows of each table.
    """
    from pipeline.text.analysers import analyser
    from pipeline.words.parts import Units

    progress(0, STEPS, "reading counts")
    units = Units(corpus, ("lemma", "term", "theme"))
    tables = _Tables(corpus, units, settings, analyser(settings["count"].analyser))
    rows: dict[str, int] = {}
    steps: tuple[tuple[str, dict[str, Iterable[Record]]], ...] = (
        ("periods", {"periods": tables.cuts()}),
        (
            "specificities",
            {"specificities": tables.specificities(), "interval_specificities": tables.interval_specificities()},
        ),
        ("themes", {"theme_shares": tables.theme_shares(), "theme_terms": tables.theme_terms()}),
        ("maps", {"maps": tables.maps()}),
        ("collocates", {"collocates": tables.collocates(), "collocate_changes": tables.collocate_changes()}),
        (
            "classes",
            {
                "classes": tables.classes(),
                "class_forms": tables.class_forms(),
                "class_segments": tables.class_segments(),
            },
        ),
    )
    for done, (name, made) in enumerate(steps):
        progress(done, STEPS, name)
        for table, records in made.items():
            rows[table] = write(corpus.reports / f"{table}.jsonl", records).records
    write_bytes(corpus.reports / "words.json", encode_pretty(tables.told()))
    progress(STEPS, STEPS, "done")
    return rows


class _Tables:
    """The tables of one corpus; what has too little is left out, and noted."""

    def __init__(self, corpus: Corpus, units: "Units", settings: dict[str, Any], reader: "Analyser") -> None:
        self.corpus, self.units, self.reader = corpus, units, reader
        self.section: WordsSection = settings["words"]
        self.lexicon = load_lexicon(corpus.home, settings["lexicon"])
        self.periods: tuple[Period, ...] = settings["periods"]
        self.declared = bool(self.periods)
        self.notes: list[Note] = []
        self.classified: dict[str, Any] = {}

    def cuts(self) -> Iterator[Record]:
        """Cuts between years; where corpus.toml names no periods, those they make are used."""
        from pipeline.words.periods import as_periods, periods

        def found() -> Iterator[Record]:
            rows = periods(self.units.table("lemma", "year"), self.section.seed)
            if not self.declared and any(row.kept for row in rows):
                self.periods = as_periods(rows)
            yield from rows

        yield from self._or_note("periods", "year", found)

    def specificities(self) -> Iterator[Record]:
        """Lemmas and terms of each part."""
        from pipeline.words.specific import specific

        for of in ("lemma", "term"):
            for by, table in self._compared("specificities", of):
                made = partial(specific, table, self.section.top, self.section.seed)
                yield from self._or_note("specificities", f"{of}, {by}", made)

    def interval_specificities(self) -> Iterator[Record]:
        """Years in a row in which lemmas and terms are most over- or under-used."""
        from pipeline.words.specific import in_intervals

        for of in ("lemma", "term"):
            table = self.units.table(of, "year")
            if len(table.parts) >= 2:
                yield from in_intervals(table, INTERVAL_FORMS)

    def theme_shares(self) -> Iterator[Record]:
        """Shares of the units of each part that speak of each theme."""
        from pipeline.words.themes import prevalence

        for _, table in self._compared("theme_shares", "theme"):
            yield from prevalence(table)

    def theme_terms(self) -> Iterator[Record]:
        """Each theme with each term, over the whole corpus."""
        from pipeline.words.themes import pairs

        themes, terms = self.units.table("theme", None), self.units.table("term", None)
        yield from pairs(themes, terms, self.section.seed)

    def maps(self) -> Iterator[Record]:
        """Correspondence analyses."""
        from pipeline.words.maps import map_points

        for of, by in MAPS:
            table = self.units.table(of, by, self.periods)
            yield from self._or_note("maps", f"{of}, {by}", partial(map_points, table, self.section.seed))

    def collocates(self) -> Iterator[Record]:
        """Words near each term, by period."""
        from pipeline.words.collocates import collocates

        table = self._by_period()
        for node, windows in self._windows.items():
            yield from collocates(table, windows, node, self.section.top, self.section.seed)

    def collocate_changes(self) -> Iterator[Record]:
        """What rises and falls near each term from each period to the next."""
        from pipeline.words.collocates import changes

        table = self._by_period()
        if len(table.parts) < 2:
            self.notes.append(Note("collocate_changes", "period", f"{len(self.periods)} periods; two are needed"))
            return
        for node, windows in self._windows.items():
            yield from changes(table, windows, node, self.section.top, self.section.seed)

    def classes(self) -> Iterator[Record]:
        """Classes of segments, and their tree."""
        from pipeline.words.classes import tree_rows

        yield from tree_rows(self._classified) if self._classified else ()

    def class_forms(self) -> Iterator[Record]:
        """What marks each class."""
        from pipeline.words.classes import profile_rows

        yield from profile_rows(self._classified, self.section.top) if self._classified else ()

    def class_segments(self) -> Iterator[Record]:
        """The most typical segments of each class."""
        from pipeline.words.classes import segment_rows

        yield from segment_rows(self._classified, self.section.top) if self._classified else ()

    @cached_property
    def _classified(self) -> "Classes | None":
        from pipeline.words.classes import SEGMENTS_FOR_EACH_CLASS, classify, facts
        from pipeline.words.segments import read_segments

        read = read_segments(self.corpus, self.section.seed, self.reader)
        wanted = min(self.section.classes, max(2, len(read.segments) // SEGMENTS_FOR_EACH_CLASS))
        try:
            found = classify(read, wanted, name=self.corpus.name)
        except UsageError as error:
            self.notes.append(Note("classes", "", str(error)))
            return None
        self.classified = facts(found)
        return found

    @cached_property
    def _windows(self) -> "dict[str, Windows]":
        """The windows of every node, read once for the two tables."""
        from pipeline.words.windows import windows_of

        table, nodes = self._by_period(), list(self._nodes("collocates"))
        return windows_of(self.corpus, table, nodes, self.section.window, self.reader)

    def told(self) -> dict[str, Any]:
        """What words.json holds."""
        where = "corpus.toml" if self.declared else "words" if self.periods else "none"
        return {
            "notes": self.notes, "periods": self.periods, "periods_from": where, "classes": self.classified,
            "settings": self.section,
        }  # fmt: skip

    def _compared(self, name: str, of: Of) -> Iterator[tuple[By, "Table"]]:
        """Tables with two parts or more."""
        for by in PARTS:
            table = self.units.table(of, by, self.periods)
            if len(table.parts) >= 2:
                yield by, table
            else:
                self.notes.append(Note(name, f"{of}, {by}", f"{len(table.parts)} part; two are needed to compare"))

    def _by_period(self) -> "Table":
        return self.units.table("lemma", "period" if self.periods else None, self.periods)

    def _nodes(self, name: str) -> Iterator[str]:
        """Terms of the renaming, then the others, that enough documents use; the rest is noted under `name`."""
        import numpy as np

        table = self.units.table("term", None)
        holding = {
            form: len(np.unique(table.document[table.counts[:, [place]].nonzero()[0]]))
            for place, form in enumerate(table.forms)
        }
        order: Sequence[str] = sorted(
            self.lexicon.families, key=lambda family: self.lexicon.families[family].side not in ("old", "new")
        )
        for family in order:
            if holding.get(family, 0) >= MIN_CLUSTERS:
                yield family
            elif family in holding:
                reason = f"{holding[family]} documents use it, {MIN_CLUSTERS} are needed"
                self.notes.append(Note(name, family, reason))

    def _or_note(self, name: str, what: str, made: Callable[[], Iterable[Record]]) -> Iterator[Record]:
        """The records, or none and the reason."""
        try:
            yield from made()
        except UsageError as error:
            self.notes.append(Note(name, what, str(error)))
