"""Every record that crosses a stage border: the only data contract.

Files are JSONL, UTF-8, one record a line, keys in the order below, no other key. Offsets count Unicode code
points and are half-open `[start, end)`; pages are physical and start at 1; lengths on paper are PDF points
(1/72 inch, origin top left) and end in `_pt`; dates are ISO 8601 as precise as known (`2014`, `2014-04`,
`2014-04-24`). A float is rounded, when the record is made, to the decimals declared in `DECIMALS`.
"""

from pipeline.records.acts import (
    ActOutcome,
    Amount,
    Evidence,
    Field,
    Partner,
    Section,
    Stamp,
    Unit,
    Visa,
    Votes,
    Zone,
    ZoneSpan,
)
from pipeline.records.base import Date, DocId, Fraction, Natural, PageNumber, Record
from pipeline.records.documents import Document, Line, Page, Passage, Role, Run
from pipeline.records.results import Change, Exclusion, Manifest, Measure, Mixture, Point, Topic
from pipeline.records.terms import Bag, Candidate, Definition, DefinitionKind, Duplicate, Hit, LeftOut, Status, Term

__all__ = [
    "FILES",
    "ActOutcome",
    "Amount",
    "Bag",
    "Candidate",
    "Change",
    "Date",
    "Definition",
    "DefinitionKind",
    "DocId",
    "Document",
    "Duplicate",
    "Evidence",
    "Exclusion",
    "Field",
    "Fraction",
    "Hit",
    "LeftOut",
    "Line",
    "Manifest",
    "Measure",
    "Mixture",
    "Natural",
    "Page",
    "PageNumber",
    "Partner",
    "Passage",
    "Point",
    "Record",
    "Role",
    "Run",
    "Section",
    "Stamp",
    "Status",
    "Term",
    "Topic",
    "Unit",
    "Visa",
    "Votes",
    "Zone",
    "ZoneSpan",
]

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
    "definitions.jsonl": Definition,
    "duplicates.jsonl": Duplicate,
    "topics.jsonl": Topic,
    "mixtures.jsonl": Mixture,
    "series.jsonl": Point,
    "changes.jsonl": Change,
}
"""Which record each file holds: a name ending in `/` is a folder with one file a document."""
