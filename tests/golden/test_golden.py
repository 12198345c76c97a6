"""A stage whose output moved must say so: its version in pipeline/flow.py is what makes old results stale.

`digests.json` holds, for each stage, its version and the digests of what it read and wrote for a small generated
corpus, without OCR. `make golden` rewrites it; the change is then read like any other.
"""

import hashlib
import json
import os
from pathlib import Path

import pytest

from pipeline import cli, flow, parts, plan
from pipeline.journal import read_journal
from pipeline.simulate import simulate
from pipeline.store import Corpus

DIGESTS = Path(__file__).with_name("digests.json")
Known = dict[str, dict[str, str | int]]


def digest(corpus: Corpus, folder: str) -> str:
    """Digest of all that a stage wrote for the documents."""
    files = sorted((corpus.build / folder).iterdir())
    lines = (f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in files)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Known:
    """What the stages give now."""
    root = tmp_path_factory.mktemp("golden")
    simulate(root / "corpora" / "small", documents=20, seed=11)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GLISSEMENT_ROOT", str(root))
        patch.setattr(parts, "installed", frozenset)
        for name in ("ingest", *flow.DOCUMENT_STAGES):
            assert cli.run([name, "small", "--quiet"]) == 0
        corpus = plan.locate("small", root)
        assert len(read_journal(corpus, "count")) > 10
        return {
            name: {
                "version": flow.STAGES[name].version,
                "read": " ".join(digest(corpus, folder)[:16] for folder in flow.STAGES[name].reads),
                "wrote": digest(corpus, flow.STAGES[name].writes)[:16],
            }
            for name in flow.DOCUMENT_STAGES
        }


def test_an_output_that_moved_has_a_new_version(found: Known) -> None:
    if os.environ.get("GOLDEN") == "rewrite":
        DIGESTS.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    known: Known = json.loads(DIGESTS.read_text(encoding="utf-8"))
    silent = [
        name
        for name, now in found.items()
        if now["read"] == known[name]["read"]
        and now["wrote"] != known[name]["wrote"]
        and now["version"] == known[name]["version"]
    ]
    assert not silent, (
        f"the output of {', '.join(silent)} moved: raise the version in pipeline/flow.py, then make golden"
    )
    assert found == known, "an input or a version moved: read why, then make golden"
