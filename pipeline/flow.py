"""The whole flow on one screen: which stage reads what, writes what, and which settings it depends on.

`plan` and the runner read this table; the Makefile spells out the same order, and a test compares the two.
"""

from typing import Literal, NamedTuple


class Stage(NamedTuple):
    """One stage. `version` is raised by hand when its output changes: that, and only that, makes old output stale."""

    name: str
    version: int
    per: Literal["corpus", "document"]
    after: tuple[str, ...]
    reads: tuple[str, ...]  # folders of build/, one file a document; empty for stages over a whole corpus
    writes: str  # folder of build/ for a document stage
    settings: tuple[str, ...]  # sections of corpus.toml that can change the output
    parts: tuple[str, ...] = ()  # system parts whose arrival can change the output
    imports: tuple[str, ...] = ()  # heavy libraries a worker loads once, before its first document


STAGES: dict[str, Stage] = {
    stage.name: stage
    for stage in (
        Stage("ingest", 1, "corpus", (), (), "sources", ("corpus", "genres", "table")),
        Stage("extract", 1, "document", ("ingest",), ("sources",), "pages", ("extract",), ("ocr", "office")),
        Stage("clean", 1, "document", ("extract",), ("pages",), "passages", ("clean",)),
        Stage("acts", 1, "document", ("clean",), ("passages",), "acts", ("acts", "genres")),
        Stage("annotate", 1, "document", ("acts",), ("passages", "acts"), "hits", ("lexicon", "annotate")),
        Stage(
            "count", 1, "document", ("annotate",), ("passages", "acts", "hits"), "bags", ("lexicon", "count", "genres")
        ),
        Stage("topics", 1, "corpus", ("count",), (), "", ("topics", "genres")),
        Stage("trends", 1, "corpus", ("count",), (), "", ("trends", "lexicon", "periods", "genres")),
        Stage("report", 1, "corpus", ("topics", "trends"), (), "", ("corpus", "genres", "periods", "report", "lexicon")),
        Stage("export", 1, "corpus", ("topics", "trends"), (), "", ("export", "corpus")),
    )
}
