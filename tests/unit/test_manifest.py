import msgspec
import pytest

from pipeline import manifest
from pipeline.store import Corpus

REVISION = "62afbcd0000000000000000000000000000000aa"


@pytest.fixture
def git(tmp_path):
    folder = tmp_path / ".git"
    folder.mkdir()
    (folder / "HEAD").write_text("ref: refs/heads/main\n")
    return folder


def test_revision_from_a_loose_or_a_packed_reference(git, tmp_path):
    assert manifest.commit(tmp_path) is None
    (git / "packed-refs").write_text(f"# pack-refs\n{REVISION} refs/heads/main\n")
    assert manifest.commit(tmp_path) == REVISION
    (git / "refs/heads").mkdir(parents=True)
    (git / "refs/heads/main").write_text(f"{'b' * 40}\n")
    assert manifest.commit(tmp_path) == "b" * 40
    (git / "HEAD").write_text(f"{REVISION}\n")
    assert manifest.commit(tmp_path) == REVISION


def test_revision_of_a_linked_worktree(git, tmp_path):
    own = git / "worktrees/other"
    own.mkdir(parents=True)
    (own / "HEAD").write_text("ref: refs/heads/main\n")
    (own / "commondir").write_text("../..\n")
    (git / "packed-refs").write_text(f"{REVISION} refs/heads/main\n")
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / ".git").write_text(f"gitdir: {own}\n")
    assert manifest.commit(tree) == REVISION


def test_no_checkout_no_revision(tmp_path):
    assert manifest.commit(tmp_path) is None


def test_settings_lose_the_folders_of_the_machine(tmp_path):
    corpus = Corpus("x", str(tmp_path), str(tmp_path), str(tmp_path))
    path = corpus.params("ingest")
    path.parent.mkdir(parents=True)
    corpus.catalogue.write_text("")
    settings = {"corpus": {"raw": "/home/someone/papers", "title": "T"}, "topics": {"seed": 5}}
    path.write_bytes(msgspec.json.encode({"params": {"version": 1, "settings": settings}, "limits": {"wall_s": 3}}))
    made = manifest.manifest(corpus, [], 3, 4)
    assert made.params["ingest"] == {"version": 1, "corpus": {"raw": "…/papers", "title": "T"}, "topics": {"seed": 5}}
    assert (made.seeds, made.documents, made.units, made.lock_sha256) == ([5], 3, 4, None)
    assert "altair" in made.packages
    assert "pytest" not in made.packages
