"""What a document stage is given, and what it answers."""

from typing import Any, Literal

import msgspec

from pipeline.errors import Reason
from pipeline.records import Document
from pipeline.store import Corpus, Written


class Job(msgspec.Struct, frozen=True):
    """One document for one stage.

    `settings` maps each section named in the stage's row of `flow.STAGES` to its settings;
    `parts` names the system parts that are installed (`ocr`, `office`).
    """

    corpus: Corpus
    document: Document
    settings: dict[str, Any]
    parts: tuple[str, ...] = ()


class Outcome(msgspec.Struct, frozen=True):
    """What became of one document in one stage.

    `counts` are totals worth showing (pages, words, hits); `needs` names system parts that would have
    improved the result: when one of them appears, the document is done again. `detail` says why a document is
    excluded, or what is missing of one that is done.
    """

    status: Literal["done", "excluded"]
    written: Written | None = None
    reason: Reason | None = None
    detail: str = ""
    counts: dict[str, int] = {}
    needs: tuple[str, ...] = ()

    @classmethod
    def done(
        cls, written: Written, counts: dict[str, int] | None = None, needs: tuple[str, ...] = (), detail: str = ""
    ) -> "Outcome":
        """A document whose output is on disk."""
        return cls("done", written, detail=detail, counts=counts or {}, needs=needs)

    @classmethod
    def excluded(cls, reason: Reason, detail: str = "", needs: tuple[str, ...] = ()) -> "Outcome":
        """A document that leaves the corpus here, and why."""
        return cls("excluded", reason=reason, detail=detail, needs=needs)
