"""Real make on a real corpus: what is done again, what is not, and that the bytes never depend on how."""

import os
import shutil
from pathlib import Path

import pytest
from project import STAGES, Project

pytestmark = pytest.mark.make


def stages_run(output: str) -> list[str]:
    return [
        line.split()[0]
        for line in output.splitlines()
        if line.split() and line.split()[0] in STAGES and "index.html" not in line
    ]


def test_a_second_make_does_nothing(built: Project) -> None:
    before = built.times("tiny")
    assert len(before) > 100
    done = built.make("all", "CORPUS=tiny")
    assert stages_run(done.stdout) == []
    assert built.times("tiny") == before


def test_one_document_changed_is_the_only_one_read_again(built: Project) -> None:
    before = built.times("tiny")
    changed = min((built.path / "corpora/tiny/raw").rglob("*.txt"))
    changed.write_bytes(changed.read_bytes() + "\nUn mot de plus sur la coopération décentralisée.\n".encode())
    built.make("all", "CORPUS=tiny")
    after = built.times("tiny")
    pages = [name for name in after if "/pages/" in name and after[name] != before.get(name)]
    passages = [name for name in after if "/passages/" in name and after[name] != before.get(name)]
    assert len(pages) == len(passages) == 1
    assert Path(pages[0]).stem == Path(passages[0]).stem


def test_a_touched_document_is_looked_at_and_left_alone(built: Project) -> None:
    before = built.times("tiny")
    touched = min((built.path / "corpora/tiny/raw").rglob("*.txt"))
    os.utime(touched)
    built.make("all", "CORPUS=tiny")
    after = built.times("tiny")
    assert [name for name in after if "/pages/" in name and after[name] != before[name]] == []


def test_a_setting_of_topics_runs_nothing_before_topics(built: Project) -> None:
    toml = built.path / "corpora/tiny/corpus.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + "\n[topics]\nrefits = 3\n", encoding="utf-8")
    done = built.make("all", "CORPUS=tiny")
    assert stages_run(done.stdout) == ["topics", "report", "export"]


def test_a_removed_document_leaves_no_trace(built: Project) -> None:
    gone = min((built.path / "corpora/tiny/raw").rglob("*.txt"))
    name = gone.relative_to(built.path / "corpora/tiny/raw").as_posix()
    table = built.path / "corpora/tiny/documents.csv"
    lines = [line for line in table.read_text(encoding="utf-8").splitlines() if name not in line]
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    doc_ids = [path.stem for path in (built.path / "corpora/tiny/build/pages").glob("*")]
    gone.unlink()
    built.make("all", "CORPUS=tiny")
    left = {path.stem for path in (built.path / "corpora/tiny/build/pages").glob("*")}
    (doc_id,) = set(doc_ids) - left
    for tree in ("corpora/tiny/build", "models/tiny", "reports/tiny"):
        for path in (built.path / tree).rglob("*"):
            assert doc_id not in path.name
            if path.is_file() and path.suffix in (".jsonl", ".csv", ".html", ".json", ".sqlite"):
                assert doc_id.encode() not in path.read_bytes(), path


def test_jobs_and_hash_seed_change_no_byte(tiny: Project, built_once: Path) -> None:
    tiny.make("all", "CORPUS=tiny", "JOBS=2", "PYTHONHASHSEED=12345")
    reference = Project.__new__(Project)
    reference.path = built_once
    assert tiny.results("tiny") == reference.results("tiny")


def test_side_by_side_stages_give_the_same_bytes(built: Project) -> None:
    reference = built.results("tiny")
    for stage in ("topics", "trends", "shift", "words", "report", "export"):
        for leftover in built.state("tiny").glob(f"{stage}.*"):
            leftover.unlink()
    built.make("-j2", "all", "CORPUS=tiny")
    assert built.results("tiny") == reference


def test_a_folder_elsewhere_is_only_read(project: Project, generated: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(generated, elsewhere)
    before = {path: path.stat().st_mtime_ns for path in elsewhere.rglob("*")}
    project.make("ingest", f"CORPUS={elsewhere}")
    assert {path: path.stat().st_mtime_ns for path in elsewhere.rglob("*")} == before
    assert (project.path / "corpora/elsewhere/build/catalogue.jsonl").is_file()
    project.make("ingest", "CORPUS=elsewhere")  # its name is enough from now on


def test_two_folders_of_one_name_are_kept_apart(project: Project, tmp_path: Path) -> None:
    for number in (1, 2):
        folder = tmp_path / str(number) / "same" / "raw"
        folder.mkdir(parents=True)
        (folder / "a.txt").write_text("Le conseil municipal approuve.", encoding="utf-8")
    project.make("ingest", f"CORPUS={tmp_path}/1/same")
    refused = project.make("ingest", f"CORPUS={tmp_path}/2/same", check=False)
    assert refused.returncode != 0
    assert "already holds another corpus" in refused.stderr


def test_bare_make_prints_help(project: Project) -> None:
    shown = project.make().stdout
    for target in ("all", "status", "test", "CORPUS="):
        assert target in shown
    assert not any((project.path / "corpora").iterdir())


def test_every_corpus_is_built_and_one_that_cannot_be_stops_no_other(project: Project) -> None:
    for name in ("demo", "empty", "mine"):
        raw = project.path / "corpora" / name / "raw"
        raw.mkdir(parents=True)
        if name != "empty":
            (raw / "été.txt").write_text(f"Le conseil de {name} approuve le jumelage.", encoding="utf-8")
    (project.path / "corpora/demo/truth.json").write_text("{}", encoding="utf-8")  # the demo is there already
    done = project.make("all", check=False)
    assert done.returncode != 0
    assert "corpora/empty/raw holds no document" in done.stderr
    assert "not finished: empty" in done.stderr
    for name in ("demo", "mine"):
        assert (project.path / "reports" / name / "index.html").is_file()
        assert f"reports/{name}/index.html" in done.stdout
