"""Opens what the report quotes: sources, passages, concordance lines, typical passages of topics."""

import heapq
import os
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

import msgspec

from pipeline.documents.sniff import SUFFIXES
from pipeline.journal import read_journal
from pipeline.page.facts import ClassCard, DocumentRow, Label, Lexis, Passage, Place, Quote, Sample, Shift, TopicCard
from pipeline.page.samples import EXCERPT_CHARACTERS, Draw, context, excerpt, shortened
from pipeline.page.sentences import SHARE
from pipeline.records import (
    Adopter,
    Advection,
    BreakCount,
    BurstYears,
    Candidate,
    ClassForm,
    ClassSegment,
    Collocate,
    CollocateChange,
    CorpusEvent,
    Document,
    Exclusion,
    Hit,
    IntervalSpecificity,
    MapPoint,
    Mixture,
    PartPoint,
    PeriodCut,
    SeriesBreak,
    Specificity,
    ThemePair,
    ThemeTerm,
    Topic,
    Unit,
    WordClass,
)
from pipeline.records import Passage as PassageRecord
from pipeline.store import Corpus, read, read_all

R = TypeVar("R", bound=msgspec.Struct)

TITLE_CHARACTERS = 90
LINE_TITLE_CHARACTERS = 42  # three lines of the column of sources
TYPICAL = 3
CLASS_FORMS, CLASS_KNOWN = 12, 6  # of a card: what a line or two hold
TYPICAL_WORDS = 50
"""A shorter unit is often dominated by one topic for want of words."""


def stream(path: Path, record: type[R]) -> Iterator[R]:
    """Records of a file that may be absent, one at a time."""
    return read(path, record) if path.is_file() else iter(())


def optional(path: Path, record: type[R]) -> list[R]:
    """Records of a file that may be absent, all at once."""
    return read_all(path, record) if path.is_file() else []


def genre_label(genres: dict[str, Any], key: str) -> Label:
    """The name of a genre; its key when corpus.toml no longer has it."""
    genre = genres.get(key)
    return (genre.label_fr, genre.label_en) if genre else (key, None)


def document_rows(corpus: Corpus, settings: dict[str, Any], excluded: Sequence[Exclusion]) -> Iterator[DocumentRow]:
    """Every document of the catalogue with what became of it; links are left to the reader's desk."""
    lost = {item.doc_id: item for item in excluded}
    extracted = read_journal(corpus, "extract")
    for document in read(corpus.catalogue, Document):
        title = shortened(document.title or document.source, TITLE_CHARACTERS)
        genre = genre_label(settings["genres"], document.genre)
        entry = extracted.get(document.doc_id)
        counts, partial = (entry.counts, entry.detail) if entry and entry.status == "done" else ({}, "")
        yield DocumentRow(
            document.doc_id, document.source, title, document.date, genre, "", lost.get(document.doc_id), partial,
            counts.get("ocr_pages", 0), counts.get("ocr_unsure_pages", 0),
        )  # fmt: skip


def first(rows: Iterator[DocumentRow], desk: "Desk", most: int = 500) -> list[DocumentRow]:
    """The first rows, each with a link to its file."""
    return [row._replace(href=desk.href(row.doc_id)) for row, _ in zip(rows, range(most), strict=False)]


class Desk:
    """Opens sources and passages of the documents that are quoted, and those alone."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self._documents = {
            document.doc_id: (document.title or document.source, document.date, SUFFIXES.get(document.media_type, ""))
            for document in read(corpus.catalogue, Document)
        }

    def href(self, doc_id: str) -> str:
        """Relative link from the report to the copy of a source; empty when there is no such file."""
        path = self.corpus.source(doc_id, self._documents[doc_id][2])
        return quote(os.path.relpath(path, self.corpus.reports)) if path.is_file() else ""

    def units(self, unit_ids: Collection[str]) -> dict[str, Unit]:
        """Some units by their identifier."""
        found = stream(self.corpus.build / "acts.jsonl", Unit)
        return {unit.unit_id: unit for unit in found if unit.unit_id in unit_ids}

    def place(self, doc_id: str, page: int, date: str | None, most: int = TITLE_CHARACTERS) -> Place:
        """Where a passage stands; the date is that of its unit, or else of its document."""
        title, catalogued, suffix = self._documents[doc_id]
        href, paged = self.href(doc_id), suffix == ".pdf"
        return Place(
            doc_id, shortened(title, most), date or catalogued, page, f"{href}#page={page}" if href and paged else href, paged
        )  # fmt: skip

    def passages(self, doc_id: str) -> list[PassageRecord]:
        """The clean text of one document."""
        return optional(self.corpus.path("passages", doc_id), PassageRecord)


def samples(draws: Mapping[str, Draw], desk: Desk) -> list[Sample]:
    """The lines drawn, terms first, most found first; each document is opened once."""
    drawn = {series: draw.drawn() for series, draw in draws.items()}
    wanted: dict[str, list[tuple[str, str, Hit]]] = defaultdict(list)
    for series, items in drawn.items():
        for rank, hit in items:
            wanted[hit.doc_id].append((series, rank, hit))
    units = desk.units({hit.unit_id for items in drawn.values() for _, hit in items})
    quotes: dict[tuple[str, str], Quote] = {}
    for doc_id in sorted(wanted):
        texts = {passage.passage_id: passage.text for passage in desk.passages(doc_id)}
        for series, rank, hit in wanted[doc_id]:
            left, pivot, right = context(texts.get(hit.passage_id, ""), hit.start, hit.end)
            status = "ocr" if hit.ocr else hit.status
            unit = units.get(hit.unit_id)
            place = desk.place(doc_id, hit.page, unit.date if unit else None, LINE_TITLE_CHARACTERS)
            quotes[series, rank] = Quote(
                f"x-{rank[:12]}", place, left, pivot or hit.surface, right, hit.zone, status
            )  # fmt: skip
    order = sorted(drawn, key=lambda series: (series.startswith("theme:"), -draws[series].total, series))
    return [
        Sample(series, draws[series].total, tuple(quotes[series, rank] for rank, _ in drawn[series]))
        for series in order
        if drawn[series]
    ]


def cards(corpus: Corpus, topics: Sequence[Topic], desk: Desk) -> list[TopicCard]:
    """Each topic, heaviest first, with the units where it is strongest."""
    typical: dict[int, list[tuple[float, str]]] = defaultdict(list)
    for mixture in stream(corpus.models / "mixtures.jsonl", Mixture):
        if mixture.words < TYPICAL_WORDS:
            continue
        for number, share in enumerate(mixture.shares):
            if share >= 1 / max(2, len(topics)):
                _keep(typical[number], (share, mixture.unit_id))
    wanted = {unit_id for items in typical.values() for _, unit_id in items}
    found = desk.units(wanted)
    cards = []
    for topic in sorted(topics, key=lambda topic: (-topic.share, topic.topic)):
        strongest = sorted(typical[topic.topic], key=lambda item: (-item[0], item[1]))
        passages = [_typical(topic, share, found[unit_id], desk) for share, unit_id in strongest if unit_id in found]
        cards.append(TopicCard(topic, tuple(passage for passage in passages if passage)))
    return cards


def _keep(items: list[tuple[float, str]], item: tuple[float, str]) -> None:
    heapq.heappush(items, item)
    if len(items) > TYPICAL:
        heapq.heappop(items)


def _typical(topic: Topic, share: float, unit: Unit, desk: Desk) -> Passage | None:
    passages = desk.passages(unit.doc_id)[unit.passage_first : unit.passage_last + 1]
    chosen = excerpt(passages, topic)
    if chosen is None:
        return None
    place = desk.place(unit.doc_id, chosen.page_first, unit.date)
    return Passage(place, share, shortened(chosen.text, EXCERPT_CHARACTERS))


def word_tables(corpus: Corpus, desk: Desk) -> Lexis:
    """The tables of words, with the places of their examples."""
    folder = corpus.reports
    forms, segments = (
        optional(folder / "class_forms.jsonl", ClassForm),
        optional(folder / "class_segments.jsonl", ClassSegment),
    )
    changes = optional(folder / "collocate_changes.jsonl", CollocateChange)
    examples = {
        (row.node, row.earlier, row.later, row.collocate): _quoted(desk, *row.examples[0])
        for row in changes
        if row.examples
    }
    classes = [
        ClassCard(
            row,
            tuple(form for form in forms if form.number == row.number and form.kind == "form" and form.chi2 > 0)[:CLASS_FORMS],
            tuple(form for form in forms if form.number == row.number and form.kind != "form" and form.chi2 > 0)[:CLASS_KNOWN],
            tuple(
                Passage(desk.place(one.doc_id, one.page, None), None, shortened(one.text, EXCERPT_CHARACTERS))
                for one in segments
                if one.number == row.number
            )[:TYPICAL],
        )
        for row in optional(folder / "classes.jsonl", WordClass)
        if row.kind != "node"
    ]  # fmt: skip
    told = folder / "words.json"
    return Lexis(
        optional(folder / "specificities.jsonl", Specificity),
        optional(folder / "interval_specificities.jsonl", IntervalSpecificity),
        optional(folder / "theme_terms.jsonl", ThemeTerm),
        optional(folder / "collocates.jsonl", Collocate), changes, examples,
        optional(folder / "periods.jsonl", PeriodCut), optional(folder / "maps.jsonl", MapPoint), classes,
        optional(corpus.build / "candidates.jsonl", Candidate),
        msgspec.json.decode(told.read_bytes(), type=dict[str, Any]) if told.is_file() else {},
    )  # fmt: skip


def _quoted(desk: Desk, passage_id: str, page: int, sentence: str) -> Passage:
    return Passage(
        desk.place(passage_id.rpartition(":p")[0], page, None), None, shortened(sentence, EXCERPT_CHARACTERS)
    )  # fmt: skip


def shift_tables(corpus: Corpus) -> Shift:
    """Breaks, events, company and adoption, as far as the report prints them."""
    folder = corpus.reports
    return Shift(
        optional(folder / "corpus_events.jsonl", CorpusEvent), optional(folder / "break_counts.jsonl", BreakCount),
        optional(folder / "breaks.jsonl", SeriesBreak), optional(folder / "theme_pairs.jsonl", ThemePair),
        [row for row in stream(folder / "part_series.jsonl", PartPoint) if row.series == SHARE],
        optional(folder / "bursts.jsonl", BurstYears), optional(folder / "advection.jsonl", Advection),
        optional(folder / "adopters.jsonl", Adopter),
        as_json(folder / "adoption.json"),
    )  # fmt: skip


def as_json(path: Path) -> dict[str, Any]:
    """What a JSON file holds; nothing where there is none."""
    return msgspec.json.decode(path.read_bytes(), type=dict[str, Any]) if path.is_file() else {}
