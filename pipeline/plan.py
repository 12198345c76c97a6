"""What make looks at: the list of sources and, for each stage, the settings it depends on.

Both are rewritten only when they differ, so a time that moved means work to do. One light process, always run first.
"""

import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from pipeline import flow, lexicon_check, lexicons, parts, store
from pipeline.errors import UsageError
from pipeline.pool import Limits
from pipeline.records import FILES
from pipeline.settings import Settings, load_settings
from pipeline.store import Corpus
from pipeline.text import tagged

UNPLAIN = re.compile(r"[\s$#:%;*?\[\]\\'\"|&<>()`!]")
NOT_DOCUMENTS = re.compile(r"^(\..*|~\$.*|Thumbs\.db|desktop\.ini)$", re.IGNORECASE)
"""Files that systems and word processors leave behind; nobody means them as documents."""


OWN = ("corpus.toml", "documents.csv", "raw")
"""What makes a folder of corpora/ a corpus of its own; one built from elsewhere holds only build/."""


class Source(NamedTuple):
    """One file under raw/. `name` is printable, NFC; `path` is what the system knows it by."""

    name: str
    path: str  # a string: a hundred thousand of them are looked at on each run
    size_bytes: int
    mtime_ns: int


def locate(where: str, root: Path) -> Corpus:
    """The corpus that a name under corpora/, or the path of a folder anywhere, stands for.

    Raises:
        UsageError: no such corpus; a name that make cannot carry; a name taken by another folder.
    """
    known = root / "corpora" / where
    inside = Path(where).resolve().parent == (root / "corpora").resolve()
    if where and os.sep not in where and where not in (".", "..") and known.is_dir():
        home = _recorded_home(known) or known
        name = where
    elif where and Path(where).is_dir():
        home = Path(where).resolve()
        name = home.name
        home = (_recorded_home(home) or home) if inside else home
    else:
        raise UsageError(
            f"no corpus {where!r}: neither a folder of corpora/ nor a path; glissement new {where or 'NAME'} makes one"
        )
    if not name or UNPLAIN.search(name):
        raise UsageError(
            f"the name {name!r} holds a space or a sign that make cannot carry; link to the folder under a plain "
            f"name (ln -s {str(home)!r} corpora/my-corpus), then CORPUS=my-corpus"
        )
    _refuse_taken(name, home, root)
    return Corpus(name=name, home=str(home), raw=str(_raw(home)), root=str(root))


def _recorded_home(folder: Path) -> Path | None:
    """Where the documents of a corpus built from elsewhere lie."""
    record = folder / "build" / ".state" / "source.json"
    own = any((folder / name).exists() for name in OWN)
    if own or not record.is_file():
        return None
    return Path(msgspec.json.decode(record.read_bytes())["home"])


def _refuse_taken(name: str, home: Path, root: Path) -> None:
    own = root / "corpora" / name
    outside = home.resolve() != own.resolve()
    recorded = _recorded_home(own)
    if outside and own.is_dir():
        has_own = any((own / part).exists() for part in OWN)
        if has_own or (recorded and recorded.resolve() != home.resolve()):
            raise UsageError(
                f"corpora/{name} already holds another corpus ({recorded or own}); rename one of the two folders, "
                f"or forget the old results with make reset CORPUS={name}"
            )


def _raw(home: Path) -> Path:
    """raw/ of a corpus, or where corpus.toml says, or the folder itself when it simply holds documents."""
    settings = load_settings(home / "corpus.toml")
    raw = Path(home, Path(settings.corpus.raw).expanduser())
    if not raw.is_dir() and settings.corpus.raw == "raw" and not (home / "corpus.toml").exists():
        return home
    return raw


def sources(corpus: Corpus) -> list[Source]:
    """Every file under raw/, sub-folders too, sorted by name."""
    ours = {str(Path(corpus.home, "documents.csv")), str(Path(corpus.home, "corpus.toml"))}
    found = _walk(corpus.raw, "") if Path(corpus.raw).is_dir() else ()
    return sorted(source for source in found if source.path not in ours)


def _walk(folder: str, prefix: str) -> Iterator[Source]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if NOT_DOCUMENTS.match(entry.name):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(entry.path, f"{prefix}{entry.name}/")
                continue
            try:
                status = entry.stat()
                size_bytes, mtime_ns = status.st_size, status.st_mtime_ns
            except OSError:  # a broken link: ingest says so
                size_bytes, mtime_ns = 0, 0
            yield Source(printable(prefix + entry.name), entry.path, size_bytes, mtime_ns)


def printable(name: str) -> str:
    """A file name as text: bytes that are not UTF-8 become escapes, accents one code point."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return unicodedata.normalize("NFC", text)


def limits() -> Limits:
    """The limits of one document, from MEMORY_GB, CPU_S and WALL_S.

    Raises:
        UsageError: one of them is not a number above 0.
    """
    values: dict[str, float] = {}
    for field in Limits._fields:
        text = os.environ.get(field.upper(), "").strip()
        if text:
            try:
                values[field] = float(text)
            except ValueError:
                values[field] = 0.0
            if values[field] <= 0:
                raise UsageError(f"{field.upper()}={text} is not a number above 0")
    return Limits(**values)


def params_of(stage: flow.Stage, settings: Settings, corpus: Corpus) -> dict[str, Any]:
    """All that can change the output of a stage, inputs apart; equal params and equal inputs give equal bytes."""
    values: dict[str, Any] = {name: getattr(settings, name) for name in stage.settings}
    if "lexicon" in stage.settings:
        values["lexicon_sha256"] = lexicons.digest(corpus.home, settings.lexicon)
    schemas = {name: record.SCHEMA for name, record in FILES.items()}
    return {"version": stage.version, "schemas": schemas, "settings": values}


def plan(corpus: Corpus) -> Settings:
    """Bring doclist and params up to date; forget the stamp of a stage whose result has been deleted.

    Raises:
        UsageError: raw/ is missing or holds no document.
        SettingsError: corpus.toml or a lexicon is wrong.
        DependencyError: corpus.toml asks for an extra that is not installed.
    """
    settings = plan_settings(corpus)
    listed = [(source.name, source.size_bytes, source.mtime_ns) for source in sources(corpus)]
    if not listed:
        raise UsageError(f"{corpus.raw} holds no document; put PDF, DOCX, HTML, TXT or CSV files there, then run again")
    if Path(corpus.home).resolve() != Path(corpus.root, "corpora", corpus.name).resolve():
        store.write_if_different(corpus.state / "source.json", store.encode_pretty({"home": corpus.home}))
    listed.append(("documents.csv", *_size_and_time(Path(corpus.home, "documents.csv"))))
    lines = b"".join(msgspec.json.encode(line) + b"\n" for line in listed)
    store.write_if_different(corpus.state / "doclist.jsonl", lines)
    return settings


def plan_settings(corpus: Corpus) -> Settings:
    """The params of each stage alone: all that a stage after ingest needs.

    Raises:
        SettingsError: corpus.toml or a lexicon is wrong.
        DependencyError: corpus.toml asks for an extra that is not installed.
    """
    settings = load_settings(Path(corpus.home, "corpus.toml"))
    if settings.count.analyser == "spacy":
        tagged.check()
    lexicon_check.refuse_faults(corpus.home, settings.lexicon, corpus.state / "lexicon-checked")
    installed = parts.installed()
    for name, stage in flow.STAGES.items():
        looked_at: dict[str, Any] = {"params": params_of(stage, settings, corpus)}
        if stage.parts:
            looked_at["parts"] = [part for part in stage.parts if part in installed]
        if stage.per == "document":
            looked_at["limits"] = limits()._asdict()
        store.write_if_different(corpus.params(name), store.encode_pretty(looked_at))
        if not all(path_of(corpus, file).exists() for file in stage.makes):
            corpus.stamp(name).unlink(missing_ok=True)
    return settings


def _size_and_time(path: Path) -> tuple[int, int]:
    return (path.stat().st_size, path.stat().st_mtime_ns) if path.is_file() else (0, 0)


def path_of(corpus: Corpus, file: str) -> Path:
    """The path of a file named as in `flow`: `build/counts.jsonl`, `models/topics.jsonl`…"""
    tree, _, name = file.partition("/")
    return {"build": corpus.build, "models": corpus.models, "reports": corpus.reports}[tree] / name


def named(root: Path, marks: tuple[str, ...] = OWN) -> list[str]:
    """Names of the corpora under corpora/ that hold documents or settings of their own (or any of `marks`)."""
    folder = root / "corpora"
    entries = folder.iterdir() if folder.is_dir() else ()
    return sorted(entry.name for entry in entries if any((entry / mark).exists() for mark in marks))
