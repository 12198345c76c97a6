"""Bags and dates -> the verdict on the renaming, its curve, the breaks of the series, who adopted the new names when."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pipeline.counted import counts_to_fill, repeated, units
from pipeline.lexicons import competitors, load_codebook, load_milestones
from pipeline.records import Bag, Document, Unit
from pipeline.store import Corpus, encode_pretty, read, write, write_bytes

if TYPE_CHECKING:
    from pipeline.shift.adopted import Known
    from pipeline.shift.broken import Calendars, Sources
    from pipeline.stats.sample import Sample

Progress = Callable[[int, int, str], None]
STEPS = 5
OF_LAW = ("law", "circular")
"""Milestones that a break is compared with: with reports and networks every year has one, and none proves anything."""

BESIDE = ("climat", "reciprocite")
"""Themes looked at beside the motivations of the call: whether they go together is one of its questions."""
SIREN = 9
"""Digits of the code of an EPCI; codes of other collectivités are shorter."""


def run(corpus: Corpus, settings: dict[str, Any], progress: Progress) -> dict[str, int]:
    """Write verdict.json, substitution.json, breaks.jsonl, adoption.json and what goes with them.

    Args:
        corpus: whose catalogue, acts.jsonl, counts.jsonl and duplicates.jsonl are read, one line at a time.
        settings: sections `trends`, `lexicon` and `periods`.
        progress: called with steps done, steps in all, what comes next.

    Returns:
        Units, series, breaks, events of the corpus, collectivités.
    """
    from pipeline.shift.adopted import adopters, genres_of, rows_of, spread
    from pipeline.shift.broken import breaks_of, event_records, events_of
    from pipeline.shift.judged import Names, judge, shares_of
    from pipeline.shift.motives import pairs_of
    from pipeline.shift.replacement import replacement
    from pipeline.stats.standard import Draws

    section = settings["trends"]
    progress(0, STEPS, "reading counts")
    publishers = {document.doc_id: document.publisher for document in read(corpus.catalogue, Document)}
    counts, seen = counts_to_fill(section), _Seen()
    for bag in units(corpus, repeated(corpus)):
        if counts.add(bag):
            seen.add(bag, publishers.get(bag.doc_id))
    old, new = competitors(corpus.home, settings["lexicon"])
    table = counts.table()
    sample, competition, uses_of_new = table.sample, table.share_of_new(old, new), table.uses(new)
    progress(1, STEPS, "replacement")
    curve = replacement(sample, competition, section.min_units_per_year) | {"old": sorted(old), "new": sorted(new)}
    write_bytes(corpus.reports / "substitution.json", encode_pretty(curve))
    progress(2, STEPS, "breaks")
    sources = seen.sources()
    events = events_of(sample, sources)
    write(corpus.reports / "corpus_events.jsonl", event_records(events, sources.names))
    families = [table.rates(), *competition]
    counted, broken = breaks_of(sample, families, _calendars(sample, events), section.min_units_per_year)
    write(corpus.reports / "break_counts.jsonl", counted)
    write(corpus.reports / "breaks.jsonl", broken)
    progress(3, STEPS, "verdict")
    draws, shares = Draws(section.bootstrap, section.seed), shares_of(counted, broken)
    names = Names(table.uses(old), uses_of_new, sources.confidence)
    judged = judge(sample, names, settings["periods"], shares, draws)
    write_bytes(corpus.reports / "verdict.json", encode_pretty(judged))
    themes = load_codebook(corpus.home, settings["lexicon"]).themes.values()
    motives = sorted(one.id for one in themes if one.motivation or one.id in BESIDE)
    write(corpus.reports / "theme_pairs.jsonl", pairs_of(table, motives, judged["periods"], draws))
    progress(4, STEPS, "adoption")
    rows = rows_of(sample, uses_of_new, _known(corpus, counts.collectivites))
    found, told = spread(rows, replicates=section.permutations, seed=section.seed)
    listed = adopters(rows, found)
    write(corpus.reports / "adopters.jsonl", listed)
    told |= {"genres": genres_of(sample, uses_of_new)}
    write_bytes(corpus.reports / "adoption.json", encode_pretty(told))
    progress(STEPS, STEPS, "done")
    return {
        "units": len(sample.year), "series": len(counted), "breaks": len(broken), "corpus events": len(events),
        "collectivités": len(listed),
    }  # fmt: skip


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


def _calendars(sample: "Sample", events: Any) -> "Calendars":
    """Checked milestones of law, and those of the sources of law where the corpus holds texts of law."""
    from pipeline.shift.broken import Calendars

    checked = [one for one in load_milestones() if one.certainty == "checked"]
    recorded = [one.date for one in checked if one.kind == "corpus"] if "law" in sample.genres else []
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
