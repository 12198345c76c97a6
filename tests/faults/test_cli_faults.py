"""What a user sees when something is wrong: one sentence, the right exit code, no traceback, nothing else lost."""

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline import cli, parts, plan, store
from pipeline.errors import ExitCode, Reason
from pipeline.journal import read_journal
from pipeline.records import Document


@pytest.fixture
def corpus(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one corpus, `mine`, of two texts; commands run in it."""
    raw = root / "corpora" / "mine" / "raw"
    raw.mkdir(parents=True)
    (raw / "a.txt").write_text("Le conseil approuve la coopération décentralisée.", encoding="utf-8")
    (raw / "b.txt").write_text("Le conseil approuve le jumelage.", encoding="utf-8")
    monkeypatch.setenv("GLISSEMENT_ROOT", str(root))
    return raw.parent


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Exit code and what was said on standard error; it must be one sentence."""
    code = cli.run(list(arguments))
    told = capsys.readouterr().err
    assert "Traceback" not in told
    if code:
        assert told.startswith("glissement: ")
        assert told.count("\n") == 1
    return code, told


def test_an_unknown_key(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corpus / "corpus.toml").write_text("[topics]\ntopisc = 8\n", encoding="utf-8")
    code, told = run(capsys, "plan", "mine")
    assert code == ExitCode.SETTINGS
    assert "topics.topisc" in told
    assert "did you mean topics?" in told


def test_an_unknown_command_or_option(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "ingets", "mine")[0] == ExitCode.USAGE
    assert run(capsys, "ingest", "mine", "--job", "2")[0] == ExitCode.USAGE


def test_an_unknown_corpus(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = run(capsys, "ingest", "yours")
    assert code == ExitCode.USAGE
    assert "'yours'" in told


def test_an_empty_raw(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (corpus / "raw").iterdir():
        path.unlink()
    code, told = run(capsys, "plan", "mine")
    assert code == ExitCode.USAGE
    assert "holds no document" in told


def test_a_raw_that_is_not_there(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corpus / "corpus.toml").write_text("[corpus]\nraw = '/nowhere/at/all'\n", encoding="utf-8")
    code, told = run(capsys, "plan", "mine")
    assert code == ExitCode.USAGE
    assert "/nowhere/at/all" in told


def test_limits_that_are_not_numbers(
    corpus: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WALL_S", "soon")
    code, told = run(capsys, "plan", "mine")
    assert code == ExitCode.USAGE
    assert "WALL_S=soon" in told


@pytest.mark.parametrize(
    ("number", "word"), [(errno.ENOSPC, "free some space"), (errno.EROFS, "read-only"), (errno.EACCES, "permission")]
)
def test_a_disk_that_cannot_be_written(
    corpus: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, number: int, word: str
) -> None:
    def refuse(path: Path, records: Any, **options: Any) -> None:
        raise OSError(number, os.strerror(number), str(path))

    monkeypatch.setattr(store, "write", refuse)
    code, told = run(capsys, "ingest", "mine", "--quiet")
    assert code == ExitCode.USAGE
    assert word in told


@pytest.mark.skipif(os.geteuid() != 0 or sys.platform != "linux", reason="mounting a small disk needs root on Linux")
def test_a_disk_that_fills_up_while_a_stage_runs(corpus: Path, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "ingest", "mine", "--quiet")[0] == 0
    pages = plan.locate("mine", root).build / "pages"
    pages.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", str(pages)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("this machine does not let root mount a disk")
    try:
        code, told = run(capsys, "extract", "mine", "--quiet", "--jobs", "1")
        assert code == ExitCode.USAGE
        assert "no space left" in told
    finally:
        subprocess.run(["umount", str(pages)], check=True)
    assert run(capsys, "extract", "mine", "--quiet", "--jobs", "1")[0] == 0
    assert len(list(pages.glob("*.jsonl"))) == 2


def test_a_document_that_cannot_be_read_loses_nothing_else(
    corpus: Path, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (corpus / "raw" / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    assert run(capsys, "ingest", "mine", "--quiet")[0] == 0
    assert run(capsys, "extract", "mine", "--quiet", "--jobs", "2")[0] == 0
    located = plan.locate("mine", root)
    entries = read_journal(located, "extract").values()
    assert sorted((entry.status, entry.reason) for entry in entries) == [
        ("done", None), ("done", None), ("excluded", Reason.DAMAGED),
    ]  # fmt: skip
    code, told = run(capsys, "extract", "mine", "--quiet", "--strict")
    assert code == ExitCode.SOURCE
    assert "broken.pdf" in told
    assert "STRICT" in told


def test_a_stage_another_run_holds(corpus: Path, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    located = plan.locate("mine", root)
    with store.locked(located.state / "ingest.lock", "ingest"):
        code, told = run(capsys, "ingest", "mine", "--quiet")
    assert code == ExitCode.BUSY
    assert "another run" in told


def test_a_record_someone_edited(corpus: Path, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "ingest", "mine", "--quiet")[0] == 0
    located = plan.locate("mine", root)
    located.catalogue.write_bytes(located.catalogue.read_bytes().replace(b'"genre"', b'"gender"', 1))
    code, told = run(capsys, "extract", "mine", "--quiet")
    assert code == ExitCode.CONTRACT
    assert "catalogue.jsonl, line 1" in told
    assert "gender" in told


def test_verify_names_what_was_changed_by_hand(corpus: Path, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["ingest", "mine", "--quiet"]) == cli.run(["extract", "mine", "--quiet"]) == 0
    assert cli.run(["verify", "mine"]) == 0
    page = min((plan.locate("mine", root).build / "pages").glob("*.jsonl"))
    page.write_bytes(page.read_bytes().replace(b"jumelage", b"mariage!") + b"\n")
    capsys.readouterr()
    assert cli.run(["verify", "mine"]) == ExitCode.CONTRACT
    assert page.name in capsys.readouterr().err


def test_a_missing_system_part_is_named_and_the_rest_goes_on(
    corpus: Path, root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le") + bytes(2000)
    (corpus / "raw" / "old.doc").write_bytes(ole)
    monkeypatch.setattr(parts, "installed", frozenset)
    assert run(capsys, "ingest", "mine", "--quiet")[0] == 0
    assert run(capsys, "extract", "mine", "--quiet")[0] == 0
    located = plan.locate("mine", root)
    (document,) = [d for d in store.read(located.catalogue, Document) if d.source == "old.doc"]
    assert read_journal(located, "extract")[document.doc_id].reason is Reason.OFFICE_MISSING
    capsys.readouterr()
    assert cli.run(["doctor", "mine", "--wanted"]) == 0
    assert capsys.readouterr().out.strip() == "libreoffice-writer-nogui"
    assert cli.run(["status", "mine"]) == 0
    shown = capsys.readouterr().out
    assert "old.doc: office_missing" in shown
    assert "make system" in shown


def test_why_tells_the_story_of_a_document(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["ingest", "mine", "--quiet"]) == cli.run(["extract", "mine", "--quiet"]) == 0
    capsys.readouterr()
    assert cli.run(["why", "a.txt"]) == 0
    shown = capsys.readouterr().out
    assert "text/plain" in shown
    assert "extract    done" in shown
    code, told = run(capsys, "why", "nobody.pdf")
    assert code == ExitCode.USAGE
    assert "nobody.pdf" in told


def test_new_fills_the_table_and_changes_nothing_that_exists(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GLISSEMENT_ROOT", str(root))
    folder = tmp_path / "dépôt de mairie"
    folder.mkdir()
    (folder / "PV_CM_17_02_2014.txt").write_text("Séance du 17 février 2014.", encoding="utf-8")
    assert cli.run(["new", "mine", "--from", str(folder)]) == 0
    table = (root / "corpora/mine/documents.csv").read_text(encoding="utf-8-sig")
    assert "PV_CM_17_02_2014.txt,,,2014-02-17,minutes" in table
    (root / "corpora/mine/documents.csv").write_text("source,title\nPV_CM_17_02_2014.txt,Le mien\n", encoding="utf-8")
    assert cli.run(["new", "mine"]) == 0
    assert "Le mien" in (root / "corpora/mine/documents.csv").read_text(encoding="utf-8")
    assert sorted(path.name for path in folder.iterdir()) == ["PV_CM_17_02_2014.txt"]
    assert cli.run(["ingest", "mine", "--quiet"]) == 0
    code, told = run(capsys, "new", "my corpus")
    assert code == ExitCode.USAGE
    assert "my corpus" in told
