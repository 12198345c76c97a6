"""What was computed, from what, with what: the manifest of a report. No date, no path of the machine."""

import hashlib
import importlib.metadata
import platform
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec

import pipeline
from pipeline import flow, store
from pipeline.records import Document, Exclusion, Manifest
from pipeline.store import Corpus

DISTRIBUTION = "glissement"
LOCK = "requirements.lock"


def manifest(corpus: Corpus, excluded: Sequence[Exclusion], documents: int, units: int) -> Manifest:
    """The manifest without its outputs.

    Args:
        corpus: whose catalogue and settings are described.
        excluded: documents left out by any stage.
        documents: documents counted.
        units: units counted.
    """
    params = {name: _params(corpus, name) for name in flow.STAGES if corpus.params(name).is_file()}
    lock = Path(corpus.root, LOCK)
    return Manifest(
        corpus_sha256=corpus_sha256(store.read(corpus.catalogue, Document)),
        documents=documents,
        units=units,
        excluded=list(excluded),
        code={"version": pipeline.__version__, "commit": commit(Path(corpus.root)), "dirty": None},
        lock_sha256=store.file_sha256(lock) if lock.is_file() else None,
        python=platform.python_version(),
        packages=packages(),
        params=params,
        seeds=sorted(_seeds(params)),
        command=f"make all CORPUS={corpus.name}",
        outputs={},
    )


def corpus_sha256(documents: Iterable[Document]) -> str:
    """One digest for the identifiers and bytes of all documents, in the order of the catalogue."""
    digest = hashlib.sha256()
    for document in documents:
        digest.update(f"{document.doc_id} {document.sha256}\n".encode())
    return digest.hexdigest()


def packages() -> dict[str, str]:
    """Versions of the libraries the project asks for itself; one that is not installed is left out."""
    found = {}
    for requirement in importlib.metadata.requires(DISTRIBUTION) or []:
        name = re.match(r"[\w.-]+", requirement)
        if name is None or "extra ==" in requirement:
            continue
        try:
            found[name.group()] = importlib.metadata.version(name.group())
        except importlib.metadata.PackageNotFoundError:  # meant for another platform
            continue
    return dict(sorted(found.items()))


def commit(root: Path) -> str | None:
    """The revision checked out in `root`, read from git's own files; None outside a checkout."""
    git = root / ".git"
    if git.is_file():  # a linked worktree: `gitdir: <path>`
        git = Path(root, git.read_text().partition(":")[2].strip())
    head = git / "HEAD"
    if not head.is_file():
        return None
    value = head.read_text().strip()
    if not value.startswith("ref:"):
        return value
    name = value.partition(":")[2].strip()
    common = git / "commondir"
    home = Path(git, common.read_text().strip()) if common.is_file() else git
    loose, packed = home / name, home / "packed-refs"
    if loose.is_file():
        return loose.read_text().strip()
    lines = packed.read_text().splitlines() if packed.is_file() else []
    return next((line.split()[0] for line in lines if line.endswith(f" {name}")), None)


def _params(corpus: Corpus, stage: str) -> dict[str, Any]:
    """Settings a stage read, as plan wrote them; of a path outside the project the last name alone."""
    params = msgspec.json.decode(corpus.params(stage).read_bytes()).get("params", {})
    kept = {key: params[key] for key in ("version", "lexicon_sha256") if key in params}
    return _without_paths({**kept, **params.get("settings", {})})  # type: ignore[no-any-return]


def _without_paths(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_paths(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_without_paths(item) for item in value]
    if isinstance(value, str) and value.startswith(("/", "~")):
        return f"…/{Path(value).name}"
    return value


def _seeds(params: Any) -> set[int]:
    """Every setting named `seed`."""
    if not isinstance(params, dict):
        return set()
    own = {params["seed"]} if isinstance(params.get("seed"), int) else set()
    return own.union(*map(_seeds, params.values()))
