"""Terms found, counted and proposed: what `annotate` and `count` write, and the candidates of `trends`."""

from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from pipeline.records.acts import Zone
from pipeline.records.base import Date, DocId, Fraction, Natural, PageNumber, Record

DefinitionKind = Literal["acronym", "expansion", "hereafter", "also", "or", "formerly", "now"]
LeftOut = Literal["formula", "person", "place", "name", "everywhere", "fragment"]
Status = Literal["use", "mention", "ambiguous"]


class Hit(Record, frozen=True):
    """One occurrence of a lexicon entry in the clean text of a passage (`hits/<doc_id>.jsonl`)."""

    doc_id: DocId  # of its document
    unit_id: str  # of its unit
    passage_id: str  # of its passage
    page: PageNumber  # where it begins
    start: Natural  # in the text of the passage
    end: Natural  # half-open
    kind: Literal["term", "theme", "institution", "network", "frozen"]  # what kind of entry matched
    entry: str  # family or theme id
    pattern: str  # id of the pattern that matched
    surface: str  # the words as they stand
    zone: Zone  # of the act
    ocr: bool  # found by an OCR-tolerant pattern: own column, never added silently
    status: Status  # use, mention or ambiguous
    reason: str  # id of the rule that decided the status, e.g. `zone.visas`


class Definition(Record, frozen=True):
    """Two names that a text gives to one thing (`definitions.jsonl`, and in the bag of its unit)."""

    doc_id: DocId  # of its document
    unit_id: str  # of its unit
    passage_id: str  # of its passage
    page: PageNumber  # where it begins
    year: int | None  # of the unit
    kind: DefinitionKind  # `acronym` long (SHORT), `expansion` SHORT (long), or the words that join the two names
    long: str  # the expansion, or the first name
    short: str  # the acronym, or the second name
    long_start: Natural  # in the text of the passage
    long_end: Natural  # half-open
    short_start: Natural  # in the text of the passage
    short_end: Natural  # half-open
    long_entry: str | None  # family of the lexicon found in the first name
    short_entry: str | None  # family of the lexicon found in the second name


class Bag(Record, frozen=True):
    """What one unit holds, counted (`bags/<doc_id>.jsonl`, `counts.jsonl`); every map is sorted by key."""

    DECIMALS: ClassVar[dict[str, int]] = {"ocr_confidence": 2}

    unit_id: str  # of its unit
    doc_id: DocId  # of its document
    date: Date | None  # of the unit
    year: int | None  # null = left out of series
    genre: str  # of the unit
    insee: str | None  # code of the collectivité
    words: Natural  # outside running heads, stamps, attendance and signatures
    sentences: Natural  # in the same zones
    lemmas: dict[str, int]  # lemma -> occurrences, stop words left out
    terms: dict[str, tuple[int, int, int, int]]  # entry -> [use, mention, ambiguous, ocr]
    themes: dict[str, int]  # theme -> uses
    candidates: dict[str, int]  # phrase -> occurrences
    signature: str  # MinHash of word shingles, base64; empty for a unit too short to compare
    ocr_confidence: Fraction | None = None  # of its unit; null where all its text is printed
    definitions: list[Definition] = []  # in order: evidence that two names are names of one thing
    decided: dict[str, int] = {}  # entry -> uses in the dispositif, what is decided
    words_decided: Natural = 0  # of the dispositif


class Term(Record, frozen=True):
    """One lexicon entry or candidate over the whole corpus (`terms.jsonl`)."""

    DECIMALS: ClassVar[dict[str, int]] = {"c_value": 3}

    entry: str  # family id, or the candidate itself
    label_fr: str  # name in French
    label_en: str | None  # name in English
    variants: dict[str, int]  # surface -> occurrences
    units: Natural  # that hold a use
    hits: Natural  # uses
    method: Literal["lexicon", "candidate"]  # where the entry comes from
    c_value: float | None  # of a candidate
    source: str  # file that lists it, or `corpus`


class Candidate(Record, frozen=True):
    """A phrase nobody listed, and why it may be a new name (`candidates.jsonl`, `candidates.csv`)."""

    DECIMALS: ClassVar[dict[str, int]] = {
        "score": 3, "c_value": 3, "growth_z": 3, "p_adjusted": 4, "company_z": 3, "share_before": 4, "share_after": 4,
    }  # fmt: skip

    term: str  # most frequent form
    variants: dict[str, int]  # form -> occurrences
    rank: Annotated[int, Meta(ge=1)] | None  # 1 = first to read; null for what is left out
    left_out: LeftOut | None  # reason; null for what is ranked
    score: float  # what the rank follows
    documents: Natural  # that hold it
    hits: Natural  # occurrences
    first_year: int  # of a document that holds it
    share_before: Fraction  # of the earlier half of the documents, cut between two years
    share_after: Fraction  # of the later half
    growth_z: float  # standard deviations above shuffled documents
    p_adjusted: Fraction  # of the growth, for the whole list
    company_z: float  # log-odds in units that hold a listed term, against all others
    c_value: float  # termhood


class Duplicate(Record, frozen=True):
    """A unit that repeats another and is counted once (`duplicates.jsonl`)."""

    DECIMALS: ClassVar[dict[str, int]] = {"similarity": 3}

    unit_id: str  # the unit left out
    of: str  # the unit kept
    similarity: Fraction  # of word sequences: Jaccard; for acts of one session, share of the shorter text in the longer
