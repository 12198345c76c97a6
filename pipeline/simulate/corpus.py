"""The corpus on disk: sources, documents.csv, corpus.toml, and the truth, which is written last."""

import csv
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from pipeline import store
from pipeline.errors import UsageError
from pipeline.simulate import office
from pipeline.simulate.documents import Composition, compose, shares, table
from pipeline.simulate.plan import (
    CEILING, FIRST_YEAR, LAST_YEAR, MIDPOINT_YEAR, ODD_NAME, RARE_EVERY, SLOPE_PER_YEAR, VERSION, Plan, new_share, plan,
    theme_shares, topic_weights,
)  # fmt: skip
from pipeline.simulate.topics import TOPICS

FORMATS = ("mixed", "txt")
FILES_PER_FOLDER = 1000
ROWS_PER_TABLE = 6
JOURNAL = "Cahiers des territoires"
LICENCE = "Licence Ouverte 2.0"
MARK = ".simulation.json"
"""Written first: which corpus lies here, whole or not. What it names is ours to replace, the rest is not."""

COLUMNS = ("source", "title", "date", "genre", "publisher", "insee", "siren", "language", "licence", "url", "format")
_SUFFIXES = {
    "pdf": "pdf", "scan": "pdf", "damaged": "pdf", "empty": "pdf", "docx": "docx", "html": "html", "txt": "txt",
    "latin1": "txt", "csv": "csv", "jsonl": "jsonl",
}  # fmt: skip
_STEMS = {"deliberation": "deliberation", "minutes": "PV", "report": "rapport", "article": "article"}
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


class Made(msgspec.Struct, frozen=True):
    """One finished file: its place under raw/, its bytes, its rows of documents.csv and of the truth."""

    source: str
    data: bytes
    described: dict[str, str] | None
    truth: list[dict[str, Any]]


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


# ------------------------------------------------------------------------------------------------ one document


def source_of(plan: Plan) -> str:
    """The path of a document under raw/."""
    if plan.short:
        return f"{plan.index // FILES_PER_FOLDER:04d}/deliberation-{plan.index:07d}.txt"
    folder = plan.collectivite.folder if plan.slot.genre != "article" else "cahiers-des-territoires"
    suffix = _SUFFIXES[plan.slot.form]
    if plan.index % RARE_EVERY == ODD_NAME:
        return f"{folder}/Délibération n° {plan.index} – l'échange d'été (copie).{suffix}"
    if plan.slot.form in ("csv", "jsonl"):
        return f"tables/deliberations-{plan.index:04d}.{suffix}"
    stem = _STEMS[plan.slot.genre]
    copy = " - copie" if plan.slot.copied == "bytes" else ""
    return f"{folder}/{stem}{'_' if stem == 'PV' else '-'}{plan.index:04d}{copy}.{suffix}"


def make(plan: Plan) -> Made:
    """Write one document, and say what is true of it."""
    source = source_of(plan)
    if plan.slot.form in ("csv", "jsonl"):
        return _table(plan, source)
    written = plan.original if plan.slot.copied == "bytes" and plan.original else plan
    composition = compose(written)
    data, facts = _bytes(written, composition)
    truth = _truth(written, source, composition, facts)
    truth["duplicate_of"] = _original_source(plan)
    if plan.slot.form in ("damaged", "empty"):
        truth |= {"acts": [], "terms": {}, "topics": {}, "themes": {}, "traps": [plan.slot.form], "excluded": plan.slot.form}
    return Made(source, data, _described(plan, source, composition), [truth])


def _original_source(plan: Plan) -> str | None:
    """What a document repeats: a file, or one act of minutes as `file#act=3`, counted from 1."""
    if plan.original is None:
        return None
    source = source_of(plan.original)
    if plan.slot.copied == "bytes":
        return source
    from pipeline.simulate.documents import copied_rank

    return f"{source}#act={copied_rank(plan.original) + 1}"


def _bytes(plan: Plan, composition: Composition) -> tuple[bytes, dict[str, Any]]:
    """The file, and what its layout did to the words."""
    form, rng = plan.slot.form, plan.generator("layout")
    if form == "empty":
        return b"", {}
    if form in ("txt", "latin1"):
        columns = 100_000 if plan.short else 90
        return office.txt_of(composition, "cp1252" if form == "latin1" else "utf-8", columns), {}
    if form == "docx":
        return office.docx_of(composition), {}
    if form == "html":
        site = JOURNAL if plan.slot.genre == "article" else plan.collectivite.forms(plan.date).official
        return office.html_of(composition, site), {}
    from pipeline.simulate.pdf import pdf_of, scanned

    if form == "scan":
        printed = msgspec.structs.replace(composition, stamp=None)
        pdf, cuts = pdf_of(printed, "plain", rng)
        overlay = composition.stamp if plan.index % 2 else None
        if composition.stamp and not overlay:
            pdf, cuts = pdf_of(composition, "plain", plan.generator("layout"))
        return scanned(pdf, rng, overlay), {"cut_words": cuts}
    pdf, cuts = pdf_of(composition, plan.slot.layout, rng)
    return office.damaged(pdf) if form == "damaged" else pdf, {"cut_words": cuts}


def _truth(plan: Plan, source: str, composition: Composition, facts: dict[str, Any]) -> dict[str, Any]:
    place = plan.collectivite
    return {
        "source": source,
        "genre": plan.slot.genre,
        "format": plan.slot.form,
        "layout": plan.slot.layout if plan.slot.form in ("pdf", "scan") else None,
        "scan": plan.slot.form == "scan",
        "title": composition.title,
        "date": plan.date.isoformat(),
        "year": plan.year,
        "collectivite": place.forms(plan.date).official,
        "insee": place.insee or None,
        "siren": place.siren,
        "terms": table(composition.terms),
        "topics": shares(composition.topics),
        "themes": dict(sorted(composition.themes.items())),
        "duplicate_of": None,
        "excluded": None,
        "traps": sorted(set(composition.traps) | ({"cut_words"} if facts.get("cut_words") else set())),
        "cut_words": facts.get("cut_words", []),
        "acts": composition.acts,
    }


def _described(plan: Plan, source: str, composition: Composition) -> dict[str, str] | None:
    """The row of documents.csv: one in eight is left out, one in five has no date."""
    draw = plan.generator("row").random()
    article = plan.slot.genre == "article"
    if draw < 0.125 and not article:
        return None
    place = plan.collectivite
    return {
        "source": source,
        "title": composition.title if draw < 0.8 else "",
        "date": "" if draw < 0.325 else plan.date.isoformat() if plan.slot.genre != "report" else str(plan.year),
        "genre": plan.slot.genre,
        "publisher": JOURNAL if article else place.forms(plan.date).official,
        "insee": "" if article else place.insee,
        "siren": "" if article else place.siren,
        "language": "fr",
        "licence": LICENCE,
        "url": "",
        "format": plan.slot.form,
    }


def _table(plan: Plan, source: str) -> Made:
    """A table of short acts, each a document of its own."""
    rows, truth = [], []
    for number in range(1, ROWS_PER_TABLE + 1):
        row_plan = from_row(plan, number)
        composition = compose(row_plan)
        rows.append({
            "id": f"acte-{plan.index}-{number}", "date": row_plan.date.isoformat(),
            "collectivite": row_plan.collectivite.forms(row_plan.date).official, "titre": composition.title,
            "texte": composition.text,
        })  # fmt: skip
        line = _truth(row_plan, f"{source}#row={number}", composition, {})
        truth.append(line | {"format": plan.slot.form})
    encode = office.csv_of if plan.slot.form == "csv" else office.jsonl_of
    described = dict.fromkeys(COLUMNS, "") | {
        "source": source, "genre": "deliberation", "language": "fr", "licence": LICENCE, "format": plan.slot.form,
    }  # fmt: skip
    return Made(source, encode(rows), described, truth)


def from_row(plan_of_table: Plan, number: int) -> Plan:
    """The plan of one row: a short act with an index of its own, out of the range of documents."""
    return plan(plan_of_table.seed, -(plan_of_table.index * 100 + number), short=True)
