"""What the report is made from, gathered once for both languages: counts, series, samples, exclusions."""

from typing import Any, NamedTuple

import msgspec

from pipeline.records import (
    Adopter,
    Advection,
    BreakCount,
    BurstYears,
    Candidate,
    Change,
    ClassForm,
    Collocate,
    CollocateChange,
    CorpusEvent,
    Exclusion,
    IntervalSpecificity,
    Manifest,
    MapPoint,
    PartPoint,
    PeriodCut,
    Point,
    SeriesBreak,
    Specificity,
    ThemePair,
    ThemeTerm,
    Topic,
    Trend,
    WordClass,
)

Label = tuple[str, str | None]
"""French, English."""


class Entry(NamedTuple):
    """One term or theme over the whole corpus; units that repeat another are left out."""

    series: str  # `term:CD`, `theme:appui`
    label: Label
    use: int
    mention: int
    ambiguous: int
    ocr: int
    units: int
    documents: int

    @property
    def hits(self) -> int:
        """Occurrences of any status."""
        return self.use + self.mention + self.ambiguous + self.ocr


class Place(NamedTuple):
    """Where a reader finds a passage: the document, its page, and a link to the file."""

    doc_id: str
    title: str
    date: str | None
    page: int
    href: str  # empty when the file cannot be opened from the report
    paged: bool  # whether the link opens at the page


class Quote(NamedTuple):
    """One line of a concordance."""

    anchor: str
    place: Place
    left: str
    pivot: str
    right: str
    zone: str
    status: str


class Sample(NamedTuple):
    """Lines drawn for one term or theme."""

    series: str
    total: int
    quotes: tuple[Quote, ...]


class Passage(NamedTuple):
    """One typical passage of a topic; `share` of the words of its unit, 0 to 1; None where it is not told."""

    place: Place
    share: float | None
    text: str


class TopicCard(NamedTuple):
    """A topic and the passages where it is strongest."""

    topic: Topic
    passages: tuple[Passage, ...]


class YearCount(NamedTuple):
    """What one year holds; units that repeat another are left out."""

    year: int
    documents: int
    units: int
    acts: int
    words: int

    def thin(self, least: int) -> bool:
        """Whether fewer than `least` documents bear the year: too few for an interval."""
        return self.documents < least


class GenreCount(NamedTuple):
    """What one genre holds."""

    label: Label
    documents: int
    units: int
    acts: int


class DocumentRow(NamedTuple):
    """One document of the catalogue with what became of it."""

    doc_id: str
    source: str
    title: str
    date: str | None
    genre: Label
    href: str
    exclusion: Exclusion | None
    partial: str = ""  # what of it could not be read
    ocr_pages: int = 0
    ocr_unsure_pages: int = 0


class Milestone(NamedTuple):
    """A checked event of the years studied."""

    date: str
    kind: str
    label: Label
    source: str


class Totals(NamedTuple):
    """Totals over the corpus; units and words leave out units that repeat another."""

    documents: int  # of the catalogue
    kept: int
    units: int
    acts: int
    words: int
    undated_units: int
    duplicates: int  # units that repeat another
    ocr_pages: int
    ocr_words: int = 0  # of units read by OCR, wholly or in part
    ocr_confidence: float | None = None  # mean of those units by their words, 0 to 1
    ocr_unsure_units: int = 0  # whose confidence is low enough for terms to be missed
    partial: int = 0  # documents kept of which something could not be read


class ClassCard(NamedTuple):
    """One class of text segments: what marks it, and where it shows."""

    record: WordClass
    forms: tuple[ClassForm, ...]  # words it was built from
    known: tuple[ClassForm, ...]  # years, genres, terms… that are over-represented in it
    passages: tuple[Passage, ...]  # typical segments; their share is not told


class Lexis(NamedTuple):
    """Tables of words."""

    specificities: list[Specificity]
    intervals: list[IntervalSpecificity]
    theme_terms: list[ThemeTerm]
    collocates: list[Collocate]
    changes: list[CollocateChange]
    examples: dict[tuple[str, str, str, str], Passage]  # node, earlier, later, collocate -> a sentence
    cuts: list[PeriodCut]
    points: list[MapPoint]
    classes: list[ClassCard]
    candidates: list[Candidate]
    told: dict[str, Any]  # words.json


class Shift(NamedTuple):
    """When the series break, what happened to the corpus, who adopted the new names."""

    events: list[CorpusEvent]
    counts: list[BreakCount]
    breaks: list[SeriesBreak]
    pairs: list[ThemePair]
    parts: list[PartPoint]  # of the share of the new names
    bursts: list[BurstYears]
    advection: list[Advection]
    adopters: list[Adopter]
    adoption: dict[str, Any]  # adoption.json


class Facts(msgspec.Struct, frozen=True):
    """Everything a page is written from."""

    name: str
    title: Label
    totals: Totals
    years: list[YearCount]
    least_documents: int  # documents a year needs for an interval
    genres: list[GenreCount]
    fields: dict[str, int]  # of acts: how many hold each
    cited: list[tuple[str, int]]  # texts in visas, with the acts that cite them, most cited first
    partners: list[tuple[Label, int]]  # countries, with the acts that name them, most named first
    acts_with_partner: int
    labels: dict[str, Label]  # series -> name
    new_names: list[Label]
    entries: list[Entry]  # terms, then themes, most used first
    points: list[Point]  # all genres together
    changes: list[Change]
    trends: list[Trend]
    substitution: dict[str, Any]
    verdict: dict[str, Any]
    shift: Shift
    topics: list[TopicCard]
    topics_reason: str  # why there is none
    samples: list[Sample]
    lexis: Lexis
    documents: list[DocumentRow]  # the first ones
    excluded: list[Exclusion]
    milestones: list[Milestone]
    manifest: Manifest  # without outputs
    tested: list[tuple[str, int, int, float]]  # planted corpora: letter, right answers, seeds, share that must be right
    sample_seed: int
