"""The corpus on disk: sources, documents.csv, corpus.toml, and the truth, which is written last."""

import csv
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from pipeline import store
from pipeline.errors import UsageError
from pipeline.simulate.plan import (
    CEILING,
    FIRST_YEAR,
    LAST_YEAR,
    MIDPOINT_YEAR,
    NEW_NAME,
    SLOPE_PER_YEAR,
    VERSION,
    new_name_share,
    new_share,
    plan,
    theme_shares,
    topic_weights,
)
from pipeline.simulate.sources import COLUMNS, LICENCE, make, source_of
from pipeline.simulate.topics import TOPICS

FORMATS = ("mixed", "txt")
MARK = ".simulation.json"
"""Written first: which corpus lies here, whole or not. What it names is ours to replace, the rest is not."""

_CORPUS_TOML = """\
# Corpus de démonstration : des collectivités qui n'existent pas, des textes inventés, une vérité connue
# (truth.json, truth.jsonl). Chaque clé absente prend sa valeur par défaut.

[corpus]
title = "Corpus de démonstration : les mots de l'action internationale locale, {first}-{last}"
title_en = "Demonstration corpus: the words of local international action, {first}-{last}"
language = "fr"
licence = "{licence}"

# Les périodes comparées dans le rapport : elles suivent les grandes lois citées dans les visas.
[[periods]]
label = "{first}-2006"
first = {first}
last = 2006

[[periods]]
label = "2007-2013"
first = 2007
last = 2013

[[periods]]
label = "2014-{last}"
first = 2014
last = {last}
"""


def simulate(
    target: Path,
    *,
    documents: int = 150,
    seed: int = 20171211,
    formats: str = "mixed",
    progress: Callable[[int, int, str], None] | None = None,
) -> dict[str, int]:
    """Generate a corpus whose truth is known. The same arguments give the same bytes.

    Args:
        target: folder of the corpus; made if absent. A corpus generated before is replaced, file by file.
        documents: number of files, from 1. A larger corpus begins with the files of a smaller one.
        seed: of every draw.
        formats: `mixed` for PDF, scans, DOCX, HTML, text and tables; `txt` for many short acts in plain text.
        progress: called with (done, total, what).

    Returns:
        Number of documents, acts and bytes.

    Raises:
        UsageError: an argument out of range, or a folder that holds documents that were not generated.
    """
    if formats not in FORMATS:
        raise UsageError(f"formats = {formats!r}: choose one of {', '.join(FORMATS)}")
    if documents < 1:
        raise UsageError(f"documents = {documents}: ask for at least one")
    wanted = {"documents": documents, "formats": formats, "seed": seed, "version": VERSION}
    _make_room(target, wanted)
    store.write_bytes(target / MARK, store.encode_pretty(wanted))
    if not (target / "corpus.toml").exists():
        text = _CORPUS_TOML.format(first=FIRST_YEAR, last=LAST_YEAR, licence=LICENCE)
        store.write_bytes(target / "corpus.toml", text.encode())
    counts = _write_documents(target, documents, seed, formats, progress or (lambda *_: None))
    store.write_bytes(target / "truth.json", store.encode_pretty(wanted | _plan_in_words() | {"counts": counts}))
    return counts


def _make_room(target: Path, wanted: dict[str, Any]) -> None:
    """Remove what an earlier run made and this one does not; leave everything else alone."""
    raw, mark = target / "raw", target / MARK
    if not mark.is_file():
        if (target / "documents.csv").exists() or (raw.is_dir() and any(raw.iterdir())):
            raise UsageError(f"{target} holds documents that were not generated; choose another name")
        return
    (target / "truth.json").unlink(missing_ok=True)
    store.sweep(target)
    before = msgspec.json.decode(mark.read_bytes())
    kept = set(_sources(wanted)) if before != wanted else set()
    folders = set()
    for source in _sources(before):
        path = raw / source
        folders.add(path.parent)
        if before != wanted and source not in kept:
            path.unlink(missing_ok=True)
    for folder in sorted(folders):
        store.sweep(folder)
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def _sources(wanted: dict[str, Any]) -> Iterator[str]:
    for index in range(wanted["documents"]):
        yield source_of(plan(wanted["seed"], index, short=wanted["formats"] == "txt"))


def _write_documents(
    target: Path, documents: int, seed: int, formats: str, progress: Callable[[int, int, str], None]
) -> dict[str, int]:
    counts = {"documents": documents, "acts": 0, "bytes": 0}
    step = 1 if formats == "mixed" else 500
    with ExitStack() as stack:
        table_stream = stack.enter_context(store.atomic(target / "documents.csv"))
        truth_stream = stack.enter_context(store.atomic(target / "truth.jsonl"))
        rows = csv.DictWriter(_Text(table_stream), COLUMNS)
        rows.writeheader()
        for index in range(documents):
            made = make(plan(seed, index, short=formats == "txt"))
            with store.atomic(target / "raw" / made.source, durable=False) as stream:
                stream.write(made.data)
            if made.described is not None:
                rows.writerow(made.described)
            for line in made.truth:
                truth_stream.write(msgspec.json.encode(line) + b"\n")
                counts["acts"] += len(line["acts"])
            counts["bytes"] += len(made.data)
            if index % step == 0:
                progress(index, documents, made.source)
    progress(documents, documents, "")
    return counts


class _Text:
    """A text stream over a binary one, for the csv module."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream

    def write(self, text: str) -> int:
        return self.stream.write(text.encode())


def _plan_in_words() -> dict[str, Any]:
    """The planted truth of the whole corpus."""
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    return {
        "new_terms": {
            "curve": "ceiling / (1 + exp(-slope_per_year * (year - midpoint_year)))",
            "midpoint_year": MIDPOINT_YEAR, "slope_per_year": SLOPE_PER_YEAR, "ceiling": CEILING,
            "old": ["CD", "CDD", "CDT"], "new": ["AECT", "AICT", "AEICT"],
            "share_by_year": {str(year): round(new_share(year), 6) for year in years},
        },
        "new_name": {
            "name": NEW_NAME,
            "share_of_acts_abroad_by_year": {str(year): round(new_name_share(year), 6) for year in years},
        },
        "themes": {str(year): {name: round(share, 6) for name, share in theme_shares(year).items()} for year in years},
        "topics": {
            key: {
                "name": topic.name, "words": list(topic.words),
                "weight_by_year": {str(year): round(topic_weights(year)[key], 6) for year in years}
                if key in topic_weights(FIRST_YEAR) else None,
            }
            for key, topic in TOPICS.items()
        },
    }  # fmt: skip
