"""Every record that crosses a stage border: the only data contract.

Files are JSONL, UTF-8, one record a line, keys in the order below, no other key. Offsets count Unicode code
points and are half-open `[start, end)`; pages are physical and start at 1; lengths on paper are PDF points
(1/72 inch, origin top left) and end in `_pt`; dates are ISO 8601 as precise as known (`2014`, `2014-04`,
`2014-04-24`). A float is rounded, when the record is made, to the decimals declared in `DECIMALS`.
"""

from typing import Annotated, Any, ClassVar, Literal

import msgspec
from msgspec import Meta

from pipeline.errors import Reason

DocId = Annotated[str, Meta(pattern=r"^[a-z0-9-]{1,80}$", description="document identifier, [a-z0-9-], at most 80")]
Date = Annotated[str, Meta(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$", description="ISO 8601, as precise as known")]
Natural = Annotated[int, Meta(ge=0)]
PageNumber = Annotated[int, Meta(ge=1, description="physical page, from 1")]
Fraction = Annotated[float, Meta(ge=0, le=1)]

Role = Literal["body", "heading", "list", "note", "table", "caption", "running", "stamp", "noise"]
Zone = Literal[
    "header", "session", "presence", "visas", "considerants", "expose", "formula", "dispositif", "vote", "signatures",
    "executoire", "stamp", "heading", "title", "abstract", "body", "note", "references", "annex",
]  # fmt: skip
ActOutcome = Literal["adopte", "approuve", "prend_acte", "rejette", "retire", "autre"]
Field = Literal[
    "date", "number", "title", "collectivite", "siren", "siret", "matiere", "stamp", "votes", "outcome", "rapporteur",
    "commission",
]  # fmt: skip
LeftOut = Literal["formula", "person", "place", "name", "everywhere"]
Status = Literal["use", "mention", "ambiguous"]
Measure = Literal["share_of_words", "hits_per_10k_words", "share_of_units", "share_of_new_terms"]


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of every record: frozen, no unknown key, floats rounded to the declared decimals."""

    SCHEMA: ClassVar[int] = 1
    DECIMALS: ClassVar[dict[str, int]] = {}

    def __post_init__(self) -> None:
        for name, decimals in self.DECIMALS.items():
            value = getattr(self, name)
            if value is not None:
                msgspec.structs.force_setattr(self, name, _rounded(value, decimals))


def _rounded(value: Any, decimals: int) -> Any:
    if isinstance(value, float | int):
        return round(float(value), decimals)
    return [_rounded(item, decimals) for item in value]


class Document(Record, frozen=True):
    """One source document (`catalogue.jsonl`): a file under raw/, or one row of a table."""

    doc_id: DocId  # [a-z0-9-], at most 80
    source: str  # path under raw/; a member of an archive adds `!/name`, a row `#row=12`, counted from 1
    media_type: str  # found from the bytes, not from the name
    sha256: str  # of the source's bytes; empty when they could not be read
    size_bytes: Natural  # of the source
    title: str | None  # as known before reading
    date: Date | None  # as known before reading: documents.csv, or a column of the table
    year: int | None  # of the date
    genre: str  # a key of [genres] in corpus.toml
    publisher: str | None  # collectivité or publisher
    insee: str | None  # code of the collectivité
    siren: str | None  # nine digits
    language: str  # BCP 47
    licence: str | None  # of the document
    url: str | None  # where it was published
    duplicate_of: DocId | None  # a document with the same bytes that is kept
    status: Literal["kept", "excluded"]  # excluded documents have a reason
    reason: Reason | None  # why it is excluded; null when kept
    extra: dict[str, str]  # further columns of documents.csv or of the row, kept as they came


class Line(msgspec.Struct, frozen=True, array_like=True):
    """One printed line of a page: `[start, end, x0_pt, top_pt, x1_pt, bottom_pt, size_pt, bold, cell]`.

    `cell` is `[table, row, column]`, each from 0, where the line stands in a ruled table of the page; else null.
    """

    start: int
    end: int
    x0_pt: float
    top_pt: float
    x1_pt: float
    bottom_pt: float
    size_pt: float
    bold: bool = False
    cell: tuple[int, int, int] | None = None


class Page(Record, frozen=True):
    """The text of one page as printed, in reading order (`pages/<doc_id>.jsonl`)."""

    DECIMALS: ClassVar[dict[str, int]] = {"width_pt": 1, "height_pt": 1, "ocr_confidence": 2}

    doc_id: DocId  # of its document
    page: PageNumber  # physical, from 1
    label: str | None  # the number printed in the document, e.g. `iv`
    width_pt: float | None  # null where the format has no paper
    height_pt: float | None  # null where the format has no paper
    origin: Literal["text", "ocr", "office", "html", "table", "none"]  # how the text was obtained; `none`: no text
    ocr_confidence: Fraction | None  # mean of the words, 0-1
    text: str  # NFC; lines end in `\n`
    lines: list[Line]  # printed lines, in the order of the text
    warnings: list[str]  # what a reader should know of this page


class Run(msgspec.Struct, frozen=True, array_like=True):
    """A stretch of clean text that stands character by character on a page: `[start, page, page_start, length]`.

    A character may have a plainer form than the printed one (`'` for `’`); the letters of one printed ligature are
    runs of length 1 that share its place.
    """

    start: int
    page: int
    page_start: int
    length: int


class Passage(Record, frozen=True):
    """A paragraph, heading, note or row of a table, in clean text (`passages/<doc_id>.jsonl`)."""

    DECIMALS: ClassVar[dict[str, int]] = {"ocr_confidence": 2}

    doc_id: DocId  # of its document
    passage_id: str  # `<doc_id>:p<n>`
    page_first: PageNumber  # where it begins
    page_last: PageNumber  # where it ends
    role: Role  # `running` and `stamp` are kept for `acts`; they and `noise` are never counted
    level: int | None  # of a heading, from 1
    text: str  # clean: one line, hyphens mended, plain apostrophes and spaces; a tab parts the cells of a table row
    sentences: list[tuple[int, int]]  # [start, end] of each
    words: Natural  # tokens that hold a letter or a digit
    runs: list[Run]  # clean text back to page text; characters outside runs were inserted (blanks, tabs, hyphens)
    language: str | None = None  # `fr`, `en`, `es`, `it`, `pt`; null when too short to tell
    ocr_confidence: Fraction | None = None  # mean of its pages where they were read by OCR; null for printed text
    reason: str | None = None  # why it is `noise`; null for every other role


class Votes(Record, frozen=True):
    """Figures of a vote as printed; null where nothing is printed."""

    effectif: int | None  # members of the council
    presents: int | None  # members present
    pour: int | None  # votes in favour
    contre: int | None  # votes against
    abstentions: int | None  # abstentions
    unanime: bool | None  # whether the text says so


class Visa(msgspec.Struct, frozen=True, array_like=True):
    """One « Vu … », or one item of a list it opens: `[passage_id, start, end, reference, cited]`.

    `reference` is the first text cited, without its article, null if unknown; `cited` is every text and article.
    """

    passage_id: str
    start: int
    end: int
    reference: str | None
    cited: list[str] = []


class Stamp(Record, frozen=True):
    """The prefecture's receipt."""

    prefecture_id: str | None  # identifier of the act
    sent: Date | None  # sent to the prefecture
    received: Date | None  # received by the prefecture
    published: Date | None  # published or posted


class ZoneSpan(msgspec.Struct, frozen=True, array_like=True):
    """A stretch of one passage that belongs to a zone: `[zone, passage_id, start, end]`."""

    zone: Zone
    passage_id: str
    start: int
    end: int


class Amount(msgspec.Struct, frozen=True, array_like=True):
    """One sum of money: `[passage_id, start, end, value, currency]`.

    `value` is an exact decimal in its own currency, never converted; `currency` is ISO 4217, `CFA` for both francs CFA.
    """

    passage_id: str
    start: int
    end: int
    value: str
    currency: str


class Partner(msgspec.Struct, frozen=True, array_like=True):
    """A country, or a place abroad, that an act works with: `[passage_id, start, end, country, place]`.

    `country` is ISO 3166-1 alpha-2; `place` a city, region or province as in the gazetteer, null for a country alone.
    """

    passage_id: str
    start: int
    end: int
    country: str
    place: str | None


class Evidence(msgspec.Struct, frozen=True, array_like=True):
    """One reading of one field: `[field, value, source, confidence, passage_id, start, end]`; the first one is kept.

    `confirmed`: another source says the same; `contradicted`: another says otherwise; `single`: no other speaks. The
    place is null for what stands in no passage: metadata, the name of the file.
    """

    field: Field
    value: str
    source: Literal["text", "stamp", "metadata", "file name"]
    confidence: Literal["confirmed", "single", "contradicted"]
    passage_id: str | None = None
    start: int = 0
    end: int = 0


class Section(msgspec.Struct, frozen=True, array_like=True):
    """A titled part of a report or article: `[title, level, passage_first, passage_last]`."""

    title: str
    level: int
    passage_first: int
    passage_last: int


class Unit(Record, frozen=True):
    """One act, or one whole document of another genre (`acts/<doc_id>.jsonl`, `acts.jsonl`)."""

    SCHEMA: ClassVar[int] = 5
    DECIMALS: ClassVar[dict[str, int]] = {"confidence": 2, "ocr_confidence": 2}

    unit_id: str  # `<doc_id>:u<n>`
    doc_id: DocId  # of its document
    kind: Literal["act", "document"]  # an act, or a document that is not cut
    passage_first: Natural  # number of its first passage
    passage_last: Natural  # number of its last passage, included
    page_first: PageNumber  # where it begins
    page_last: PageNumber  # where it ends
    title: str | None  # object of the act, or title of the document
    number: str | None  # as printed
    date: Date | None  # of the decision, or of the document
    date_source: Literal["text", "stamp", "metadata", "none"]  # where the date was read
    year: int | None  # null = left out of series, and a warning says why
    collectivite: str | None  # name as printed or as known
    insee: str | None  # code of the collectivité
    siren: str | None  # nine digits
    siret: str | None  # fourteen digits
    matiere: str | None  # code of the national nomenclature, e.g. `9.4`
    votes: Votes | None  # null where no vote is printed
    visas: list[Visa]  # one for each « Vu … »
    stamp: Stamp | None  # null where there is none
    zones: list[ZoneSpan]  # cover every character of the unit once, in order
    sections: list[Section]  # titled parts of a document that is not an act
    confidence: Fraction  # share of the expected marks of an act that were found
    warnings: list[str]  # doubts, each in a few words
    ocr_confidence: Fraction | None = None  # of its passages, by their words; null where all its text is printed
    level: str | None = None  # of the collectivité: `commune`, `EPCI`, `département`, `région`
    department: str | None = None  # INSEE code
    region: str | None = None  # INSEE code
    population: int | None = None  # inhabitants, of the year of the vendored table
    homonyms: list[str] = []  # INSEE or SIREN codes of the collectivités it may be, where the name leaves it open
    amounts: list[Amount] = []  # sums of money of its title, report and decision, in order
    partners: list[Partner] = []  # countries and places abroad it works with, as often as named, in order
    commission: str | None = None  # that has seen the act, as printed
    rapporteur: str | None = None  # pseudonym `p:` and ten hexadecimal digits, or as `[acts] persons` says
    evidence: list[Evidence] = []  # what each field was read from
    outcome: ActOutcome | None = None  # first verb of the decision; `autre`: decides otherwise; null: none is printed


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
    share_before: Fraction  # of the documents up to the median year
    share_after: Fraction  # of the later documents
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


FILES: dict[str, type[Record]] = {
    "catalogue.jsonl": Document,
    "pages/": Page,
    "passages/": Passage,
    "acts/": Unit,
    "acts.jsonl": Unit,
    "hits/": Hit,
    "bags/": Bag,
    "counts.jsonl": Bag,
    "terms.jsonl": Term,
    "candidates.jsonl": Candidate,
    "duplicates.jsonl": Duplicate,
    "topics.jsonl": Topic,
    "mixtures.jsonl": Mixture,
    "series.jsonl": Point,
    "changes.jsonl": Change,
}
"""Which record each file holds: a name ending in `/` is a folder with one file a document."""
