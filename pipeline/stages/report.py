"""Series, topics, hits -> one page in each language, with figures, CSV files and the manifest."""

import base64
import hashlib
import importlib.resources
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from pipeline import store
from pipeline.desk import document_rows
from pipeline.evidence import gather
from pipeline.journal import exclusions
from pipeline.page.facts import Facts
from pipeline.page.numbers import LANGUAGES, Lang
from pipeline.page.tables import Table, as_csv, csv_text
from pipeline.records import Exclusion
from pipeline.store import Corpus

Progress = Callable[[int, int, str], None]
STEPS = 4
OURS = ("*.html", "figures/*", "data/*")
"""What this stage makes under reports/<name>/; series, changes and export/ belong to others."""

WITH_DATA = (
    "verdict", "breaks", "bursts", "advection", "adopters", "terms", "term_changes", "term_trends", "themes", "theme_changes", "theme_trends",
    "topic_changes", "genres", "fields",
)  # fmt: skip
"""Tables of the page that have a CSV file of their own, where they have rows."""

OTHER: dict[Lang, Lang] = {"fr": "en", "en": "fr"}


def run(corpus: Corpus, settings: dict[str, Any], progress: Progress) -> dict[str, int]:
    """Write the report of one corpus.

    Args:
        corpus: after topics and trends.
        settings: sections corpus, genres, periods, report, lexicon.
        progress: called with steps done, steps in all, what comes next.

    Returns:
        Figures, extracts and files made.
    """
    progress(0, STEPS, "reading")
    excluded = exclusions(corpus)
    facts = gather(corpus, settings, excluded)
    files: dict[str, bytes] = {}
    for step, lang in enumerate(LANGUAGES, start=1):
        progress(step, STEPS, f"page {lang}")
        files |= page_files(facts, lang)
    # The name a folder is opened by: the same bytes as the French page, so that nothing has to redirect.
    files["index.html"] = files["index.fr.html"]
    progress(STEPS - 1, STEPS, "files")
    files["data/documents.csv"] = _documents_csv(corpus, settings, excluded).encode()
    outputs = {name: store.sha256_of(files[name]) for name in sorted(files)}
    files["manifest.json"] = store.encode_pretty(msgspec.structs.replace(facts.manifest, outputs=outputs))
    publish(corpus.reports, files)
    progress(STEPS, STEPS, "done")
    figures = sum(name.endswith(".fr.light.svg") for name in files)
    lines = sum(len(sample.quotes) for sample in facts.samples)
    return {"figures": figures, "extracts": lines, "files": len(files)}


def page_files(facts: Facts, lang: Lang) -> dict[str, bytes]:
    """One page with its figures and CSV files: path under the report -> bytes."""
    from pipeline.page.contents import contents
    from pipeline.page.lexis import lexis_files
    from pipeline.page.svg import dark_svg, scheme_rules
    from pipeline.page.words import Words

    words = Words(lang)
    made = contents(facts, words)
    files = {f"index.{lang}.html": _html(facts, made, words, scheme_rules()).encode()}
    for drawn in filter(None, made.figures.values()):
        name = drawn.figure.name
        files[f"figures/{name}.{lang}.light.svg"] = drawn.light.encode()
        files[f"figures/{name}.{lang}.dark.svg"] = dark_svg(drawn.light).encode()
        files[f"figures/{name}.{lang}.vl.json"] = store.encode_pretty(drawn.figure.spec)
        files[f"data/{name}.csv"] = as_csv(drawn.figure.table).encode()
    for key in WITH_DATA:
        table: Table = made.tables[key]
        if table.rows:
            files[f"data/{table.name}.csv"] = as_csv(table).encode()
    files |= lexis_files(facts.lexis)
    if facts.milestones:
        rows = ((m.date, m.kind, m.label[0], m.label[1] or "", m.source) for m in facts.milestones)
        head = ("date", "kind", "label_fr", "label_en", "source")
        files["data/tab-milestones.csv"] = csv_text(head, rows).encode()
    if facts.excluded:
        files["data/tab-excluded.csv"] = _excluded_csv(facts.excluded).encode()
    return files


def _html(facts: Facts, made: Any, words: Any, scheme_rules: str) -> str:
    """Fill the templates; text of documents is escaped, and nothing may load or run but what the digests name."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    from pipeline.page.contents import SECTIONS

    environment = Environment(
        loader=PackageLoader("pipeline.page"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    style = f"{_resource('style.css')}@media screen and (prefers-color-scheme:dark){{\n{scheme_rules}\n}}\n"
    behaviour = _resource("behaviour.js")
    return environment.get_template("page.html").render(
        made._asdict(), facts=facts, w=words, sections=SECTIONS, style=style, behaviour=behaviour,
        policy=_policy(style, behaviour), other_lang=OTHER[words.lang], other_page=f"index.{OTHER[words.lang]}.html",
    )  # fmt: skip


def _policy(style: str, behaviour: str) -> str:
    """Content security policy: no request, and only the style and the script of this very page."""
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(behaviour)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _resource(name: str) -> str:
    return importlib.resources.files("pipeline.page").joinpath(name).read_text(encoding="utf-8")


def _excluded_csv(excluded: list[Exclusion]) -> str:
    head = ("doc_id", "source", "stage", "reason", "detail")
    return csv_text(head, ((e.doc_id, e.source, e.stage, e.reason.value, e.detail) for e in excluded))


def _documents_csv(corpus: Corpus, settings: dict[str, Any], excluded: list[Exclusion]) -> str:
    """Every document with what became of it."""
    head = (
        "doc_id",
        "source",
        "title",
        "date",
        "genre",
        "status",
        "stage",
        "reason",
        "detail",
        "read_in_part",
        "ocr_pages",
        "ocr_unsure_pages",
    )

    def rows() -> Iterator[tuple[str, ...]]:
        for row in document_rows(corpus, settings, excluded):
            lost = row.exclusion
            fate = ("excluded", lost.stage, lost.reason.value, lost.detail) if lost else ("counted", "", "", "")
            read = (row.partial, str(row.ocr_pages), str(row.ocr_unsure_pages))
            yield row.doc_id, row.source, row.title, row.date or "", row.genre[0], *fate, *read

    return csv_text(head, rows())


def publish(folder: Path, files: dict[str, bytes]) -> None:
    """Write what changed, and remove what is no longer made."""
    for name, data in files.items():
        store.write_if_different(folder / name, data)
    for pattern in OURS:
        for path in folder.glob(pattern):
            if path.is_file() and path.relative_to(folder).as_posix() not in files:
                path.unlink()
