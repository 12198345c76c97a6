"""deliberations.csv of real council papers, judged by frictionless with the rules of the SCDL schema.

Montpellier's acts print neither SIRET nor matière: a person says them once in corpus.toml, and every act that has a
day, a number and an object is a valid row.
"""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from test_quality_acts import RAW, pytestmark  # noqa: F401 - the mark applies to this module too

from tests.table_schema import problems

SAID = """
[corpus]
publisher = "Ville de Montpellier"

[acts]
siret = ["21340172201787"]
matiere = "9.1"
"""
SOURCES = ("2014-*.pdf", "Delib_2013_*.pdf", "CR_CM_07_02_2011.pdf")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with 140 single acts and one set of minutes, read as far as their passages."""
    root = tmp_path_factory.mktemp("scdl")
    for name in ("corpora/m/raw", "models", "reports"):
        (root / name).mkdir(parents=True)
    for path in sorted(path for pattern in SOURCES for path in RAW.glob(pattern)):
        (root / "corpora" / "m" / "raw" / path.name).symlink_to(path)
    run(root, "ingest", "extract", "clean")
    return root


def run(root: Path, *stages: str) -> None:
    for stage in stages:
        command = [sys.executable, "-m", "pipeline", stage, "m", "--quiet"]
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def table(path: Path) -> list[dict]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_acts_that_print_neither_siret_nor_matiere_become_valid_rows_once_both_are_said(project: Path) -> None:
    build = project / "corpora" / "m" / "build"
    run(project, "acts")
    assert table(build / "deliberations.csv") == []
    for row in table(build / "deliberations-rejected.csv"):
        assert "COLL_SIRET missing; DELIB_MATIERE_CODE missing" in row["reason"].replace("DELIB_ID missing; ", "")
        assert "[acts] siret" in row["remedy"]
        assert "[acts] matiere" in row["remedy"]

    (project / "corpora" / "m" / "corpus.toml").write_text(SAID, encoding="utf-8")
    run(project, "ingest", "extract", "clean", "acts")
    units = [json.loads(line) for line in (build / "acts.jsonl").read_text("utf-8").splitlines()]
    acts = [unit for unit in units if unit["kind"] == "act"]
    whole = [unit for unit in acts if unit["date"] and unit["number"] and unit["title"]]
    rows = table(build / "deliberations.csv")
    assert len(whole) >= 220
    assert len(rows) == len(whole)
    assert {row["COLL_SIRET"] for row in rows} == {"21340172201787"}
    assert problems(build / "deliberations.csv") == []
    assert all(unit["siret"] is None and unit["matiere"] is None for unit in acts)
    notes = table(build / "deliberations-notes.csv")
    assert {(note["column"], note["origin"]) for note in notes} == {
        ("COLL_SIRET", "declared"), ("DELIB_MATIERE_CODE", "declared"), ("DELIB_MATIERE_NOM", "declared"),
    }  # fmt: skip
    assert len(notes) == 3 * len(rows)
