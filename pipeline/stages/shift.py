"""Bags and dates -> the verdict on the renaming, its curve, the breaks of the series, who adopted the new names when."""

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.counted import counts_to_fill, repeated, units
from pipeline.lexicons import competitors, load_codebook, load_lexicon, load_milestones
from pipeline.records import Bag, Document, SeriesBreak, Unit
from pipeline.store import Corpus, encode_pretty, read, write, write_bytes

if TYPE_CHECKING:
    from pipeline.records import BreakCount
    from pipeline.shift.adopted import Known
    from pipeline.shift.broken import Calendars, Sources
    from pipeline.stats.series import Family
    from pipeline.stats.tables import Table

Progress = Callable[[int, int, str], None]
STEPS = 6
OF_LAW = ("law", "circular")
"""Milestones that a break is compared with: with reports and networks every year has one, and none proves anything."""
BESIDE = ("climat", "reciprocite")
"""Themes looked at beside the motivations of the call: whether they go together is one of its questions."""
ARTICLE = re.compile(r"article\s+[lrda]\.?\s?\*?\s?\d", re.IGNORECASE)
"""Title of an article of a code, as « Article L1115-1 »: versions of codes come in tables that name no genre."""
SIREN = 9
"""Digits of the code of an EPCI; codes of other collectivités are shorter."""


class _Study(NamedTuple):
    """What every step reads."""

    corpus: Corpus
    settings: dict[str, Any]
    table: "Table"
    competition: "list[Family]"  # the share of the new names, where either is used
    old: frozenset[str]
    new: frozenset[str]
    sources: "Sources"
    of_law: bool  # whether most documents are texts of law
    collectivites: tuple[str, ...]

    @property
    def fewest(self) -> int:
        """Documents below which nothing is told."""
        return int(self.settings["trends"].min_units_per_year)


def run(corpus: Corpus, settings: dict[str, Any], progress: Progress) -> dict[str, int]:
    """Write verdict.json, substitution.json, breaks.jsonl, adoption.json and what goes with them.

    Args:
        corpus: whose catalogue, acts.jsonl, counts.jsonl and duplicates.jsonl are read, one line at a time.
        settings: sections `trends`, `lexicon` and `periods`.
        progress: called with steps done, steps in all, what comes next.

    Returns:
        Units, series, breaks, events of the corpus, collectivités.
    """
    progress(0, STEPS, "reading counts")
    study = _study(corpus, settings)
    progress(1, STEPS, "replacement")
    _write_replacement(study)
    progress(2, STEPS, "breaks")
    counted, broken, events = _write_breaks(study)
    progress(3, STEPS, "verdict")
    periods = _write_verdict(study, counted, broken)
    progress(4, STEPS, "company of the terms")
    _write_company(study, periods)
    progress(5, STEPS, "adoption")
    collectivites = _write_adoption(study)
    progress(STEPS, STEPS, "done")
    return {
        "units": len(study.table.sample.year), "series": len(counted), "breaks": len(broken), "corpus events": events,
        "collectivités": collectivites,
    }  # fmt: skip


def _study(corpus: Corpus, settings: dict[str, Any]) -> _Study:
    publishers, articles = {}, 0
    for document in read(corpus.catalogue, Document):
        publishers[document.doc_id] = document.publisher
        articles += document.genre == "law" or bool(ARTICLE.match(document.title or ""))
    counts, seen = counts_to_fill(settings["trends"]), _Seen()
    for bag in units(corpus, repeated(corpus)):
        if counts.add(bag):
            seen.add(bag, publishers.get(bag.doc_id))
    old, new = competitors(corpus.home, settings["lexicon"])
    table = counts.table()
    competition, of_law = table.share_of_new(old, new), 2 * articles > len(publishers)
    return _Study(corpus, settings, table, competition, old, new, seen.sources(), of_law, counts.collectivites)


def _write_replacement(study: _Study) -> None:
    from pipeline.shift.replacement import replacement

    curve = replacement(study.table.sample, study.competition, study.fewest)
    named = {"old": sorted(study.old), "new": sorted(study.new)}
    write_bytes(study.corpus.reports / "substitution.json", encode_pretty(curve | named))


def _write_breaks(study: _Study) -> "tuple[list[BreakCount], list[SeriesBreak], int]":
    from pipeline.shift.broken import breaks_of, event_records, events_of
    from pipeline.shift.bursting import bursts_of

    sample, reports, rates = study.table.sample, study.corpus.reports, study.table.rates()
    events = events_of(sample, study.sources)
    calendars = _calendars(study, events)
    counted, broken = breaks_of(sample, [rates, *study.competition], calendars, study.fewest)
    write(reports / "corpus_events.jsonl", event_records(calendars, study.sources.names, sample.year))
    write(reports / "break_counts.jsonl", counted)
    write(reports / "breaks.jsonl", broken)
    write(reports / "bursts.jsonl", bursts_of(sample, rates, study.fewest))
    return counted, broken, len(events)


def _write_verdict(study: _Study, counted: "list[BreakCount]", broken: list[SeriesBreak]) -> list[dict[str, int]]:
    """The two periods that were compared."""
    from pipeline.shift.judged import Names, judge, shares_of
    from pipeline.shift.motives import pairs_of
    from pipeline.stats.standard import Draws

    table, section = study.table, study.settings["trends"]
    draws = Draws(section.bootstrap, section.seed)
    names = Names(table.uses(study.old), table.uses(study.new), study.sources.confidence)
    judged = judge(table.sample, names, study.settings["periods"], shares_of(counted, broken), draws)
    write_bytes(study.corpus.reports / "verdict.json", encode_pretty(judged))
    themes = load_codebook(study.corpus.home, study.settings["lexicon"]).themes.values()
    motives = sorted(one.id for one in themes if one.motivation or one.id in BESIDE)
    write(study.corpus.reports / "theme_pairs.jsonl", pairs_of(table, motives, judged["periods"], draws))
    return list(judged["periods"])


def _write_company(study: _Study, periods: list[dict[str, int]]) -> None:
    from pipeline.shift.company import advection_of
    from pipeline.text.lemmas import lemmas_of
    from pipeline.text.tokens import tokenize

    corpus, families = study.corpus, load_lexicon(study.corpus.home, study.settings["lexicon"]).families.values()
    own = {
        family.id: {lemma for form in (family.label_fr, *family.variants) for lemma in lemmas_of(tokenize(form))[0]}
        for family in families
    }
    left_out, seed = repeated(corpus), study.settings["trends"].seed
    found = advection_of(lambda: units(corpus, left_out), own, periods, study.fewest, seed)
    write(corpus.reports / "advection.jsonl", found)


def _write_adoption(study: _Study) -> int:
    """The number of collectivités."""
    from pipeline.shift.adopted import adopters, genres_of, rows_of, spread
    from pipeline.shift.places import part_points
    from pipeline.stats.series import Plan

    corpus, sample, section = study.corpus, study.table.sample, study.settings["trends"]
    uses = study.table.uses(study.new)
    known = _known(corpus, study.collectivites)
    plan = Plan(section.min_units_per_year, section.bootstrap, section.permutations, section.seed)
    families = [study.table.rates(), *study.competition]
    write(corpus.reports / "part_series.jsonl", part_points(sample, families, known, study.settings["periods"], plan))
    rows = rows_of(sample, uses, known)
    found, told = spread(rows, replicates=section.permutations, seed=section.seed)
    listed = adopters(rows, found)
    write(corpus.reports / "adopters.jsonl", listed)
    write_bytes(corpus.reports / "adoption.json", encode_pretty(told | {"genres": genres_of(sample, uses)}))
    return len(listed)


class _Seen:
    """Publisher and way of reading of each unit taken."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}
        self._source, self._confidence = array("q"), array("d")

    def add(self, bag: Bag, publisher: str | None) -> None:
        name = publisher or bag.insee
        self._source.append(-1 if name is None else self._codes.setdefault(name, len(self._codes)))
        # a text read by recognition is never quite sure, whatever its confidence rounds to
        self._confidence.append(1.0 if bag.ocr_confidence is None else min(bag.ocr_confidence, 0.99))

    def sources(self) -> "Sources":
        import numpy as np

        from pipeline.shift.broken import Sources

        return Sources(np.array(self._source, dtype=np.int64), np.array(self._confidence), tuple(self._codes))


def _calendars(study: _Study, events: Any) -> "Calendars":
    """Checked milestones of law, and those of the sources of law where most documents are texts of law."""
    from pipeline.shift.broken import Calendars

    checked = [one for one in load_milestones() if one.certainty == "checked"]
    recorded = [one.date for one in checked if one.kind == "corpus"] if study.of_law else []
    return Calendars([one.date for one in checked if one.kind in OF_LAW], events, recorded)


def _known(corpus: Corpus, codes: tuple[str, ...]) -> "list[Known]":
    """The collectivités of the corpus in the official table; else as their own acts call them, else the bare code."""
    from pipeline.acts.territories import by_insee, by_siren
    from pipeline.shift.adopted import Known

    called: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for unit in read(corpus.build / "acts.jsonl", Unit):
        if unit.insee and unit.collectivite:
            called[unit.insee][unit.collectivite, unit.level or ""] += 1

    def known(code: str) -> Known:
        found = by_siren(code) if len(code) == SIREN else by_insee(code)
        if found:
            return Known(code, found.name, found.level)
        return Known(code, *(called[code].most_common(1)[0][0] if called[code] else (code, "")))

    return list(map(known, codes))
