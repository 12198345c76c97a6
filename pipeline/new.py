"""A new corpus: its folders, a commented corpus.toml, and documents.csv filled with what can be read."""

import csv
import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from pipeline import plan, settings, store
from pipeline.acts.dates import date_in_name
from pipeline.documents.properties import properties
from pipeline.errors import UsageError
from pipeline.metadata import COLUMNS
from pipeline.pool import Limits, run_isolated
from pipeline.progress import Progress
from pipeline.settings import Settings
from pipeline.stages.ingest import genre_of

PEEK = Limits(memory_gb=1.5, cpu_s=20, wall_s=30)
"""A document whose properties take longer is described by its name alone."""

HEAD = """\
# {name}: the settings of this corpus. Every key may stay as it is: a line that begins with # shows the default.
# An unknown key is refused, with the nearest one that exists. The documents lie in raw/, what is known of each in
# documents.csv. Then: make all CORPUS={name}
"""


def lay_out(root: Path, name: str, source: Path | None) -> Iterator[str]:
    """Make what is missing of a corpus; nothing that exists is changed.

    Args:
        root: the project.
        name: of the corpus.
        source: a folder of documents; it is read where it lies, never copied or changed.

    Yields:
        One sentence for each thing made, and what to do next.

    Raises:
        UsageError: a name make cannot carry, or a source that is not a folder.
    """
    if not name or plan.UNPLAIN.search(name) or name.startswith((".", "-")) or "/" in name:
        raise UsageError(
            f"the name {name!r} holds a space or a sign that make cannot carry; use letters, digits, - and _"
        )
    if source is not None and not source.is_dir():
        raise UsageError(f"{source} is not a folder; give the folder that holds the documents")
    home = root / "corpora" / name
    toml, table = home / "corpus.toml", home / "documents.csv"
    if source is None:
        (home / "raw").mkdir(parents=True, exist_ok=True)
    if not toml.exists():
        today = dt.datetime.now().astimezone().date().isoformat()
        store.write_bytes(toml, commented_toml(name, source.resolve() if source else None, today).encode())
        yield f"made      {toml}"
    corpus = plan.locate(name, root)
    found = plan.sources(corpus)
    if found and not table.exists():
        store.write_bytes(table, _table(found, settings.load_settings(toml)))
        yield f"made      {table}, {len(found):,} documents: correct it in a spreadsheet where it is wrong or empty"
    if found:
        yield f"next      make all CORPUS={name}"
    else:
        yield f"next      put documents in {corpus.raw}, then make all CORPUS={name}"


def commented_toml(name: str, raw: Path | None = None, collected: str = "") -> str:
    """corpus.toml with every key, its meaning and its default, as comments; what is known of the corpus is set."""
    known = {("corpus", "raw"): str(raw) if raw else "", ("acts", "collected"): collected}
    lines = [HEAD.format(name=name)]
    sections = [field.name for field in msgspec.structs.fields(Settings) if field.name not in ("genres", "periods")]
    for section in sections:
        kind = type(getattr(Settings(), section))
        lines += ["", f"[{section}]"]
        for key, meaning, default in settings.described(kind):
            lines.append(f"# {meaning}")
            value = known.get((section, key))
            lines.append(f"{key} = {_toml(value)}" if value else f"# {key} = {_toml(default)}")
    lines += ["", *_examples()]
    return "\n".join(lines) + "\n"


def _examples() -> list[str]:
    known = ", ".join(settings.DEFAULT_GENRES)
    return [
        "# Periods to compare, both years included; without any, years are used.",
        "# [[periods]]", '# label = "avant la loi de 2007"', "# first = 1992", "# last = 2006", "",
        f"# Genres beside the known ones ({known}).",
        "# [genres.speech]", '# label_fr = "discours"', '# label_en = "speech"', '# match = ["*discours*"]',
    ]  # fmt: skip


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{}"
    return msgspec.json.encode(value).decode() if not isinstance(value, bool) else str(value).lower()


def _table(found: list[plan.Source], known: Settings) -> bytes:
    """documents.csv: one line a file, filled from its name and from what it says of itself."""
    tasks = ((source.name, source.path) for source in found)
    told: dict[str, dict[str, str]] = {}
    with Progress("documents.csv", len(found)) as progress:
        for answer in run_isolated(_peek, tasks, workers=1, limits=PEEK):
            told[answer.key] = answer.value or {}
            progress.advance(answer.key)
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, fieldnames=[*COLUMNS, "file_title", "file_date"], lineterminator="\n")
    writer.writeheader()
    for source in found:
        own = told.get(source.name, {})
        writer.writerow(
            {
                "source": source.name,
                "date": date_in_name(source.name) or "",
                "genre": genre_of(source.name, known.genres, known.corpus.genre),
                "language": known.corpus.language,
                "file_title": own.get("title", ""),
                "file_date": own.get("date", ""),
            }
        )
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def _peek(path: str) -> dict[str, str]:
    return properties(Path(path).read_bytes(), Path(path).name)
