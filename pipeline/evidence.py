"""Everything the report is made from, read once, one document at a time: build/, models/ and reports/ -> `Facts`."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple, TypeVar

import msgspec

from pipeline.acts.gazetteer import country_name
from pipeline.counted import repeated, units
from pipeline.desk import (
    Desk,
    as_json,
    cards,
    document_rows,
    first,
    genre_label,
    optional,
    samples,
    shift_tables,
    stream,
    word_tables,
)
from pipeline.documents.scanned.ocr import SURE_CONFIDENCE
from pipeline.journal import read_journal
from pipeline.lexicons import load_codebook, load_lexicon, load_milestones, load_selftest
from pipeline.manifest import manifest
from pipeline.page.facts import Entry, Facts, GenreCount, Label, Milestone, Shift, Totals, YearCount
from pipeline.page.samples import Draw, unique_labels
from pipeline.records import (
    Bag,
    Change,
    Document,
    Exclusion,
    Hit,
    Point,
    Topic,
    Trend,
    Unit,
)
from pipeline.settings import TrendsSection
from pipeline.store import Corpus, read

S = TypeVar("S", Point, Change)

THEME_EXTRACTS = 5
"""Lines of a theme: there are some twenty-five themes, and a page of 20 lines for each would pass 1 MB."""


class Recognised(msgspec.Struct):
    """How the units read by OCR were read: words, the same weighted by confidence, units that are doubtful."""

    words: int = 0
    sure_words: float = 0.0
    unsure_units: int = 0

    def add(self, bag: Bag) -> None:
        """Count one unit, when it was read by OCR."""
        if bag.ocr_confidence is not None:
            self.words += bag.words
            self.sure_words += bag.words * bag.ocr_confidence
            self.unsure_units += bag.ocr_confidence < SURE_CONFIDENCE

    @property
    def confidence(self) -> float | None:
        """Mean confidence of a word, 0 to 1."""
        return self.sure_words / self.words if self.words else None


class Counted(NamedTuple):
    """Units and words of the bags, repeated texts left out."""

    units: Counter[int | None]  # by year
    words: Counter[int | None]
    documents: Counter[int | None]
    genres: Counter[str]
    moved: dict[str, str]  # genre of the units that differ from their document's, such as acts of minutes
    ocr: Recognised


class Acts(NamedTuple):
    """Acts among the units, repeated texts left out."""

    years: Counter[int | None]
    genres: Counter[str]
    fields: Counter[str]
    cited: Counter[str]  # texts in visas, by acts
    partners: Counter[str]  # countries, by acts
    with_partner: Counter[bool]


class Spotted(NamedTuple):
    """Occurrences of terms and themes: counts by series, and the draws."""

    counts: dict[str, Counter[str]]
    draws: dict[str, Draw]


def gather(corpus: Corpus, settings: dict[str, Any], excluded: Sequence[Exclusion]) -> Facts:
    """Read everything a report needs.

    Args:
        corpus: after topics and trends.
        settings: sections corpus, genres, periods, report, lexicon.
        excluded: documents left out by any stage.
    """
    lost = {item.doc_id for item in excluded}
    genres = {document.doc_id: document.genre for document in read(corpus.catalogue, Document)}
    kept = [doc_id for doc_id in genres if doc_id not in lost]
    left_out = repeated(corpus)
    counted = count_units(corpus, left_out, genres)
    acts = count_acts(corpus, left_out, genres | counted.moved)
    spotted = spot(corpus, kept, left_out, settings["report"].extracts_per_term, settings["report"].seed)
    years = _years(counted, acts.years)
    topics = optional(corpus.models / "topics.jsonl", Topic)
    shift = shift_tables(corpus)
    labels = _all_labels(unique_labels(_labels(corpus, settings)), spotted, topics, shift)
    substitution = as_json(corpus.reports / "substitution.json")
    desk = Desk(corpus)
    totals = _totals(corpus, lost, (len(genres), len(kept), len(left_out)), counted, acts)
    title = settings["corpus"].title or corpus.name
    return Facts(
        name=corpus.name,
        title=(title, settings["corpus"].title_en or title),
        totals=totals,
        years=years,
        least_documents=_least_documents(corpus),
        genres=_genre_counts(settings["genres"], Counter(genres[doc_id] for doc_id in kept), counted, acts),
        fields=dict(acts.fields),
        cited=_most(acts.cited),
        partners=[((country_name(code), code), count) for code, count in _most(acts.partners)],
        acts_with_partner=acts.with_partner[True],
        labels=labels,
        new_names=[labels[f"term:{name}"] for name in substitution.get("new", []) if f"term:{name}" in labels],
        entries=_entries(spotted, labels),
        points=_over_all_genres(corpus, "series.jsonl", Point),
        changes=_over_all_genres(corpus, "changes.jsonl", Change),
        trends=optional(corpus.reports / "trends.jsonl", Trend),
        substitution=substitution,
        verdict=as_json(corpus.reports / "verdict.json"),
        shift=shift,
        topics=cards(corpus, topics, desk),
        topics_reason=str(as_json(corpus.models / "run.json").get("reason") or ""),
        samples=samples(spotted.draws, desk),
        lexis=word_tables(corpus, desk),
        documents=first(document_rows(corpus, settings, excluded), desk),
        excluded=list(excluded),
        milestones=_milestones(years),
        manifest=manifest(corpus, excluded, len(kept), totals.units),
        tested=[(one.case, one.right, one.seeds, one.least) for one in load_selftest()],
        sample_seed=settings["report"].seed,
    )


def _all_labels(named: dict[str, Label], spotted: Spotted, topics: list[Topic], shift: Shift) -> dict[str, Label]:
    """Names of every series: of terms also in the dispositif alone; of topics, of what was found without a name, of places."""
    return (
        {series: (series.partition(":")[2], None) for series in spotted.counts}
        | {f"topic:{topic.topic:02d}": (topic.label_fr, topic.label_en) for topic in topics}
        | {f"decided:{name[5:]}": _decided(pair) for name, pair in named.items() if name.startswith("term:")}
        | {f"place:{one.insee}": (one.name, None) for one in shift.adopters}
        | named
    )


def _totals(corpus: Corpus, lost: set[str], sizes: tuple[int, int, int], counted: Counted, acts: Acts) -> Totals:
    """Totals of the page.

    Args:
        corpus: whose journal tells pages read by OCR and documents read in part.
        lost: documents left out.
        sizes: documents of the catalogue, those kept, units that repeat another.
        counted: units and words, repeated texts left out.
        acts: among the units.
    """
    documents, kept, repeats = sizes
    return Totals(
        documents, kept, counted.units.total(), acts.years.total(), counted.words.total(), counted.units[None], repeats,
        _ocr_pages(corpus), counted.ocr.words, counted.ocr.confidence, counted.ocr.unsure_units, _partial(corpus, lost),
    )  # fmt: skip


def _decided(label: Label) -> Label:
    """The name of a term in the dispositif alone."""
    return (f"{label[0]}, dispositif seul", f"{label[1] or label[0]}, dispositif alone")


def _most(counts: Counter[str]) -> list[tuple[str, int]]:
    """Most frequent first, equal ones by name."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _over_all_genres(corpus: Corpus, file: str, record: type[S]) -> list[S]:
    """Rows of terms and themes, then of topics, that are not of one genre."""
    rows = (row for tree in (corpus.reports, corpus.models) for row in stream(tree / file, record))
    return [row for row in rows if row.genre is None]


def _years(counted: Counted, acts: Counter[int | None]) -> list[YearCount]:
    dated = sorted(year for year in counted.units if year is not None)
    return [
        YearCount(year, counted.documents[year], counted.units[year], acts[year], counted.words[year]) for year in dated
    ]


def count_units(corpus: Corpus, left_out: frozenset[str], genres: dict[str, str]) -> Counted:
    """Units and words by year and genre."""
    counted = Counted(Counter(), Counter(), Counter(), Counter(), {}, Recognised())
    last: tuple[str, set[int | None]] = ("", set())  # bags of one document follow one another
    for bag in units(corpus, left_out):
        last = last if last[0] == bag.doc_id else (bag.doc_id, set())
        if bag.year not in last[1]:
            last[1].add(bag.year)
            counted.documents[bag.year] += 1
        counted.units[bag.year] += 1
        counted.words[bag.year] += bag.words
        counted.genres[bag.genre] += 1
        counted.ocr.add(bag)
        if bag.genre != genres.get(bag.doc_id):
            counted.moved[bag.unit_id] = bag.genre
    return counted


def count_acts(corpus: Corpus, left_out: frozenset[str], genres: dict[str, str]) -> Acts:
    """Acts by year and genre, and how many hold each element."""
    acts = Acts(Counter(), Counter(), Counter(), Counter(), Counter(), Counter())
    for unit in stream(corpus.build / "acts.jsonl", Unit):
        if unit.kind != "act" or unit.unit_id in left_out:
            continue
        acts.years[unit.year] += 1
        acts.genres[genres.get(unit.unit_id) or genres.get(unit.doc_id, "")] += 1
        for field in ("date", "number", "title", "collectivite", "siren", "matiere", "votes", "visas", "stamp"):
            acts.fields[field] += bool(getattr(unit, field))
        acts.cited.update({visa.reference for visa in unit.visas if visa.reference})
        acts.partners.update({partner.country for partner in unit.partners})
        acts.with_partner[bool(unit.partners)] += 1
    return acts


def spot(corpus: Corpus, doc_ids: Sequence[str], left_out: frozenset[str], extracts: int, seed: int) -> Spotted:
    """Occurrences of terms and themes, one document at a time."""
    spotted = Spotted(defaultdict(Counter), {})
    for doc_id in doc_ids:
        seen: dict[str, set[str]] = defaultdict(set)
        for hit in stream(corpus.path("hits", doc_id), Hit):
            if hit.kind not in ("term", "theme") or hit.unit_id in left_out:
                continue
            series = f"{hit.kind}:{hit.entry}"
            spotted.counts[series]["ocr" if hit.ocr else hit.status] += 1
            if hit.status == "use" and not hit.ocr:
                seen[series].add(hit.unit_id)
            if hit.kind == "term" or hit.status == "use":  # a theme far from any term is counted apart, and not quoted
                size = extracts if hit.kind == "term" else min(extracts, THEME_EXTRACTS)
                spotted.draws.setdefault(series, Draw(size, seed)).add(hit)
        for series, found in seen.items():
            spotted.counts[series]["units"] += len(found)
            spotted.counts[series]["documents"] += 1
    return spotted


def _entries(spotted: Spotted, labels: dict[str, Label]) -> list[Entry]:
    counts = ("use", "mention", "ambiguous", "ocr", "units", "documents")
    made = [Entry(series, labels[series], *(count[key] for key in counts)) for series, count in spotted.counts.items()]
    return sorted(made, key=lambda entry: (entry.series.startswith("theme:"), -entry.use, -entry.hits, entry.series))


def _labels(corpus: Corpus, settings: dict[str, Any]) -> dict[str, Label]:
    """Names of terms and themes, as the lexicon and the codebook give them, and of genres."""
    families = load_lexicon(corpus.home, settings["lexicon"]).families.values()
    themes = load_codebook(corpus.home, settings["lexicon"]).themes.values()
    named = {f"term:{family.id}": (family.label_fr, family.label_en) for family in families}
    named |= {f"theme:{theme.id}": (theme.label_fr, theme.label_en) for theme in themes}
    return named | {f"genre:{key}": genre_label(settings["genres"], key) for key in settings["genres"]}


def _milestones(years: Sequence[YearCount]) -> list[Milestone]:
    """Checked events from the first to the last year of the corpus."""
    if not years:
        return []
    return [
        Milestone(event.date, event.kind, (event.label_fr, event.label_en), event.source)
        for event in load_milestones()
        if event.certainty == "checked" and years[0].year <= int(event.date[:4]) <= years[-1].year
    ]


def _genre_counts(genres: dict[str, Any], documents: Counter[str], counted: Counted, acts: Acts) -> list[GenreCount]:
    return [
        GenreCount(genre_label(genres, key), documents[key], counted.genres[key], acts.genres[key])
        for key in sorted({*documents, *counted.genres}, key=lambda key: (-counted.genres[key], -documents[key], key))
    ]


def _least_documents(corpus: Corpus) -> int:
    """Documents a year needs for an interval, as trends was told."""
    params = as_json(corpus.params("trends"))
    section = params.get("params", {}).get("settings", {}).get("trends", {})
    return int(section.get("min_units_per_year", TrendsSection().min_units_per_year))


def _ocr_pages(corpus: Corpus) -> int:
    return sum(entry.counts.get("ocr_pages", 0) for entry in read_journal(corpus, "extract").values())


def _partial(corpus: Corpus, lost: set[str]) -> int:
    """Documents kept of which something could not be read."""
    entries = read_journal(corpus, "extract").values()
    return sum(bool(entry.detail) for entry in entries if entry.status == "done" and entry.doc_id not in lost)
