"""Acts with their zones and metadata: what `acts` writes."""

from typing import ClassVar, Literal

import msgspec

from pipeline.records.base import Date, DocId, Fraction, Natural, PageNumber, Record

Zone = Literal[
    "header", "session", "presence", "visas", "considerants", "expose", "formula", "dispositif", "vote", "signatures",
    "executoire", "stamp", "heading", "title", "abstract", "body", "note", "references", "annex",
]  # fmt: skip
ActOutcome = Literal["adopte", "approuve", "prend_acte", "rejette", "retire", "autre"]
Field = Literal[
    "date", "number", "title", "collectivite", "siren", "siret", "matiere", "stamp", "votes", "outcome", "rapporteur",
    "commission",
]  # fmt: skip


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
