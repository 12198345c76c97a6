"""Fixtures shared by all tests."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An empty project: the three folders a run writes to."""
    for name in ("corpora", "models", "reports"):
        (tmp_path / name).mkdir()
    return tmp_path


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No limit, root or flag of the caller reaches a test."""
    for name in (
        "MEMORY_GB",
        "CPU_S",
        "WALL_S",
        "GLISSEMENT_ROOT",
        "CORPUS",
        "JOBS",
        "STRICT",
        "MAKEFLAGS",
        "MFLAGS",
        "MAKELEVEL",
    ):
        monkeypatch.delenv(name, raising=False)
    os.environ.pop("GNUMAKEFLAGS", None)
