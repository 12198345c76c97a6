"""Models, series and the manifest: what `topics`, `trends` and `report` write."""

from typing import Annotated, Any, ClassVar, Literal

from msgspec import Meta

from pipeline.errors import Reason
from pipeline.records.base import DocId, Fraction, Natural, Record

Measure = Literal["share_of_words", "hits_per_10k_words", "share_of_units", "share_of_new_terms"]


class Topic(Record, frozen=True):
    """One topic of the fitted model (`models/<name>/topics.jsonl`)."""

    DECIMALS: ClassVar[dict[str, int]] = {"coherence_npmi": 4, "stability": 4, "share": 5}

    topic: Natural  # number, from 0
    label_fr: str  # name in French
    label_en: str | None  # name in English
    labelled_by: Literal["person", "automatic"]  # whether a person named it
    top_terms: list[tuple[str, float]]  # lemma, weight rounded to 5 decimals
    coherence_npmi: Annotated[float, Meta(ge=-1, le=1)]  # of the top words, -1 to 1
    stability: Fraction  # mean best-match Jaccard of the top words over refits
    share: Fraction  # of words


class Mixture(Record, frozen=True):
    """The topics of one unit (`models/<name>/mixtures.jsonl`); shares sum to 1 ± 1e-5."""

    DECIMALS: ClassVar[dict[str, int]] = {"shares": 6}

    unit_id: str  # of its unit
    words: Natural  # of the unit
    shares: list[float]  # of each topic, in order


class Point(Record, frozen=True):
    """One value of a yearly series (`series.jsonl`); low and high are null where not estimable."""

    DECIMALS: ClassVar[dict[str, int]] = {"value": 6, "low": 6, "high": 6}

    series: str  # `topic:07`, `term:CD`, `theme:appui`, `share:new`
    measure: Measure  # what the value is
    genre: str | None  # null = all genres
    year: int  # of the point
    value: float | None  # null where no document is
    low: float | None  # 95 %
    high: float | None  # 95 %
    units: Natural  # behind the value
    words: Natural  # behind the value
    method: str  # of the interval, or the reason why there is none


class Change(Record, frozen=True):
    """A change of level in a series (`changes.jsonl`)."""

    DECIMALS: ClassVar[dict[str, int]] = {
        "before": 6, "after": 6, "difference": 6, "low": 6, "high": 6, "p_adjusted": 4,
    }  # fmt: skip

    series: str  # as in `series.jsonl`
    measure: Measure  # what changes
    genre: str | None  # null = all genres
    year: int  # first of the new level
    before: float  # level before
    after: float  # level after
    difference: float  # after minus before
    low: float | None  # 95 % interval of the difference
    high: float | None  # 95 % interval of the difference
    p_adjusted: Fraction | None  # adjusted over all series
    method: str  # of the test


class Trend(Record, frozen=True):
    """Whether a series rises or falls over all its years (`trends.jsonl`)."""

    DECIMALS: ClassVar[dict[str, int]] = {"slope": 6, "low": 6, "high": 6, "p_adjusted": 4}

    series: str  # as in `series.jsonl`
    measure: Measure  # what moves
    first: int  # year with an interval
    last: int  # year with an interval
    years: Natural  # with an interval
    slope: float  # median change a year (Sen)
    low: float  # 95 % interval by ranks
    high: float  # 95 % interval by ranks
    p_adjusted: Fraction | None  # adjusted over all series
    method: str  # of the test


class Exclusion(Record, frozen=True):
    """One document left out, with the stage that left it out."""

    doc_id: DocId
    source: str
    stage: str
    reason: Reason
    detail: str


class Manifest(Record, frozen=True):
    """What was computed, from what, with what (`manifest.json`). Holds no date and no path of the machine."""

    corpus_sha256: str
    documents: Natural
    units: Natural
    excluded: list[Exclusion]
    code: dict[str, Any]  # version, commit, dirty
    lock_sha256: str | None
    python: str
    packages: dict[str, str]
    params: dict[str, Any]  # stage -> settings read by it
    seeds: list[int]
    command: str
    outputs: dict[str, str]  # path -> sha256
