"""The whole flow on one screen: which stage reads what, writes what, and which settings it depends on.

`plan` and the runner read this table; the Makefile spells out the same order, and a test compares the two.
A file is named after the tree it lies in: `build/`, `models/` or `reports/` of the corpus.
"""

from typing import Literal, NamedTuple


class Stage(NamedTuple):
    """One stage. `version` is raised by hand when its output changes: that, and only that, makes old output stale."""

    name: str
    version: int
    per: Literal["corpus", "document"]
    after: tuple[str, ...]
    reads: tuple[str, ...]  # of a document stage: folders of build/; of a corpus stage: files
    writes: str  # of a document stage: its folder of build/
    makes: tuple[str, ...]  # files of the whole corpus that must exist once the stage has run
    settings: tuple[str, ...]  # sections of corpus.toml that can change the output
    metadata: bool = False  # whether the whole catalogue record can change the output, or the bytes alone
    parts: tuple[str, ...] = ()  # system parts whose arrival can change the output
    preload: tuple[str, ...] = ()  # modules imported once, before the workers are forked
    resumes: bool = False  # whether its module can go on with a document that ended a worker
    opens: bool = False  # of a corpus stage: whether it opens what earlier stages made of single documents


COUNTED = ("build/counts.jsonl", "build/duplicates.jsonl")
MODELLED = tuple(f"models/{name}.jsonl" for name in ("topics", "mixtures", "series", "changes"))
MEASURED = ("reports/series.jsonl", "reports/changes.jsonl", "reports/trends.jsonl")
SHIFTED = tuple(
    f"reports/{name}"
    for name in (
        "substitution.json", "verdict.json", "corpus_events.jsonl", "break_counts.jsonl", "breaks.jsonl", "bursts.jsonl", "advection.jsonl", "theme_pairs.jsonl", "part_series.jsonl",
        "adopters.jsonl",
        "adoption.json",
    )
)  # fmt: skip
WORDS = tuple(
    f"reports/{name}.jsonl"
    for name in (
        "specificities", "interval_specificities", "theme_shares", "theme_terms", "collocates", "collocate_changes", "periods", "maps", "classes",
        "class_forms", "class_segments",
    )
)  # fmt: skip
NAMED = ("build/candidates.jsonl", "build/candidates.csv")
MERGED = ("build/catalogue.jsonl", "build/acts.jsonl", "build/terms.jsonl", "build/definitions.jsonl")

STAGES: dict[str, Stage] = {
    stage.name: stage
    for stage in (
        Stage(
            "ingest", 3, "corpus", (), (), "", ("build/catalogue.jsonl",),
            ("corpus", "genres", "table"),
        ),
        Stage(
            "extract", 4, "document", ("ingest",), ("sources",), "pages", (),
            ("extract",), parts=("ocr", "office"), preload=("pipeline.documents.printed.pdf",),
            resumes=True,
        ),
        Stage(
            "clean", 5, "document", ("extract",), ("pages",), "passages", (),
            ("clean",), preload=("pipeline.text.tokens", "pipeline.text.sentences"),
        ),
        Stage(
            "acts", 15, "document", ("clean",), ("passages",), "acts",
            (
                "build/acts.jsonl", "build/deliberations.csv", "build/deliberations-rejected.csv",
                "build/deliberations-notes.csv",
            ),
            ("acts", "genres"), metadata=True, preload=("pipeline.acts.loaded",),
        ),
        Stage(
            "annotate", 8, "document", ("acts",), ("passages", "acts"), "hits", (),
            ("lexicon", "annotate"), metadata=True, preload=("pipeline.lexicons",),
        ),
        Stage(
            "count", 8, "document", ("annotate",), ("passages", "acts", "hits"), "bags",
            ("build/counts.jsonl", "build/terms.jsonl", "build/duplicates.jsonl", "build/definitions.jsonl"),
            ("lexicon", "count", "genres"), metadata=True, preload=("pipeline.text.lemmas",),
        ),
        Stage("topics", 1, "corpus", ("count",), COUNTED, "", MODELLED, ("topics", "genres")),
        Stage("trends", 6, "corpus", ("count",), COUNTED, "", (*MEASURED, *NAMED), ("trends", "lexicon", "genres")),
        Stage(
            "shift", 1, "corpus", ("count",), ("build/catalogue.jsonl", "build/acts.jsonl", *COUNTED), "", SHIFTED,
            ("trends", "lexicon", "periods"),
        ),
        Stage(
            "words", 4, "corpus", ("count",), (*MERGED, *COUNTED), "", (*WORDS, "reports/words.json"),
            ("words", "lexicon", "count", "periods"), opens=True,
        ),
        Stage(
            "report", 7, "corpus", ("topics", "trends", "shift", "words"), (*MERGED, *COUNTED, *MODELLED, *MEASURED, *SHIFTED, *NAMED, *WORDS), "",
            ("reports/index.html", "reports/index.fr.html", "reports/index.en.html", "reports/manifest.json"),
            ("corpus", "genres", "periods", "report", "lexicon"), opens=True,
        ),
        Stage(
            "export", 7, "corpus", ("topics", "trends", "shift", "words"),
            (*MERGED, *COUNTED, *MODELLED, *MEASURED, *SHIFTED, *NAMED, *WORDS), "",
            ("reports/export/checksums.sha256",), ("export", "corpus"), opens=True,
        ),
    )
}  # fmt: skip

DOCUMENT_STAGES = tuple(name for name, stage in STAGES.items() if stage.per == "document")


def writer_of(folder: str) -> str | None:
    """The stage that writes a folder of build/; None for `sources`, which ingest fills."""
    return next((name for name, stage in STAGES.items() if stage.writes == folder), None)
