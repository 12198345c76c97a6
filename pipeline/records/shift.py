"""When series break and who adopts the new names: what `shift` writes."""

from typing import ClassVar, Literal

from pipeline.records.base import Fraction, Natural, Record
from pipeline.records.results import Measure

EventKind = Literal[
    "documents", "source starts", "source stops", "genre mix", "recognised text", "publicity reform", "recorded",
]  # fmt: skip

Place = Literal["collectivite", "level", "period"]


class CorpusEvent(Record, frozen=True):
    """Something that happened to the corpus itself (`corpus_events.jsonl`)."""

    DECIMALS: ClassVar[dict[str, int]] = {"before": 4, "after": 4, "size": 4}

    year: int  # first of the new state
    kind: EventKind  # what happened
    source: str | None  # publisher or code of the collectivité that starts or stops; of a recorded event its date
    before: float  # documents: median of the years around; recognised text and sources: share; else 0
    after: float  # the same in the new state
    size: float  # documents: ratio; else part of the documents concerned, 0 to 1


class BreakCount(Record, frozen=True):
    """How many times one series changes level (`break_counts.jsonl`), or why that is not told."""

    DECIMALS: ClassVar[dict[str, int]] = {"number": 4}

    series: str  # as in `series.jsonl`
    measure: Measure  # what changes
    first: int | None  # year of the series
    last: int | None  # year of the series
    documents: Natural  # with a hit
    number: list[float]  # probability of 0, 1, 2… breaks; empty where it is not told
    reason: str | None  # why it is not told


class SeriesBreak(Record, frozen=True):
    """One change of level of a series (`breaks.jsonl`), at the most probable number of them."""

    DECIMALS: ClassVar[dict[str, int]] = {"probability": 4, "smooth": 4, "chance": 4}

    series: str  # as in `series.jsonl`
    measure: Measure  # what changes
    year: int  # first of the new level
    low: int  # shortest run of years that holds 95 % of the probability
    high: int  # shortest run of years that holds 95 % of the probability
    probability: Fraction  # that some change lies in the run, over all numbers of breaks
    smooth: Fraction  # that it is an S-curve and not a step
    milestones: list[str]  # dates within a year of the run, as in milestones.csv
    corpus_events: list[str]  # within a year of the run, `documents 2014`; `recorded 2005` from milestones.csv
    chance: Fraction  # share of the places in the series that would be as near to a milestone


class PartPoint(Record, frozen=True):
    """One value of a series in one part of the corpus (`part_series.jsonl`)."""

    DECIMALS: ClassVar[dict[str, int]] = {"value": 6, "low": 6, "high": 6}

    by: Place  # what the parts are
    part: str  # code of the collectivité, level, label of the period
    series: str  # as in `series.jsonl`
    measure: Measure  # what the value is
    year: int | None  # null where the parts are periods
    value: float | None  # null where no document is
    low: float | None  # 95 %
    high: float | None  # 95 %
    units: Natural  # behind the value
    words: Natural  # behind the value
    method: str  # of the interval, or the reason why there is none


class ThemePair(Record, frozen=True):
    """How often two themes stand in one unit, earlier and later (`theme_pairs.jsonl`)."""

    DECIMALS: ClassVar[dict[str, int]] = {"before": 6, "after": 6, "difference": 6, "low": 6, "high": 6}

    theme: str  # id of the codebook
    other: str  # id of the codebook
    units_before: Natural  # of the earlier period, with any theme
    units_after: Natural  # of the later period, with any theme
    before: Fraction | None  # share of them with both; null where there is no unit
    after: Fraction | None  # share of them with both
    difference: float | None  # later less earlier; null where not estimable
    low: float | None  # 95 %
    high: float | None  # 95 %
    documents_before: Natural  # that hold both in one unit
    documents_after: Natural  # that hold both in one unit
    method: str  # of the interval, or why there is none


class BurstYears(Record, frozen=True):
    """Years in a row in which documents hold a term unusually often (`bursts.jsonl`): a description, not a test."""

    DECIMALS: ClassVar[dict[str, int]] = {"saved": 3}

    series: str  # `term:CD`
    first: int  # year
    last: int  # year, included
    documents: Natural  # with a use, in these years
    documents_of: Natural  # of these years
    documents_all: Natural  # with a use, in all years
    documents_of_all: Natural  # of all years
    saved: float  # cost that the raised state saves (Kleinberg 2002, states 1 : 2, price of rising 1)
    settings: Natural  # pairs of settings under which a burst overlaps these years
    settings_tried: Natural  # pairs tried


class Advection(Record, frozen=True):
    """The change of a term beside that of the words around it (`advection.jsonl`)."""

    DECIMALS: ClassVar[dict[str, int]] = {"change": 4, "topic": 4, "own": 4, "low": 4, "high": 4}

    series: str  # `term:CD`
    documents: Natural  # that use it, in both periods
    change: float  # natural logarithm of later over earlier frequency
    topic: float  # the same of the words around it, weighted by PPMI
    own: float  # change less topic: what the term gained by itself
    low: float  # 95 %, documents resampled
    high: float  # 95 %
    company: list[str]  # words around it, strongest first


class Adopter(Record, frozen=True):
    """What its documents tell of the first use of a new name by one collectivité (`adopters.jsonl`)."""

    DECIMALS: ClassVar[dict[str, int]] = {"documents_per_year": 1}

    insee: str  # its code
    name: str  # as the official table has it; the code where it is not listed
    level: str  # commune, EPCI, département, région; empty where unknown
    first: int  # year with documents
    last: int  # year with documents
    documents_per_year: float  # mean over the years that have some
    first_use: int | None  # first year with a use of a new name outside visas and titles
    already: bool  # the use stands in the very first year: adopted then or before
    gap: Natural  # years without documents just before the first use: it may lie in any of them
    left_out: str | None  # why it is not in the curve
