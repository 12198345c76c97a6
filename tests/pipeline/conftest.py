"""Fixtures: a project for each test, a small generated corpus, and that corpus built once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An empty project."""
    return Project(tmp_path / "project")


@pytest.fixture(scope="session")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small generated corpus, to be copied."""
    from pipeline.simulate import simulate

    target = tmp_path_factory.mktemp("generated") / "tiny"
    simulate(target, documents=24, seed=7)
    return target


@pytest.fixture
def tiny(project: Project, generated: Path) -> Iterator[Project]:
    """A project that holds the corpus `tiny`, not yet built."""
    shutil.copytree(generated, project.path / "corpora" / "tiny")
    return project


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory, generated: Path) -> Path:
    """The corpus `tiny` built once with one worker: the reference."""
    project = Project(tmp_path_factory.mktemp("built") / "project")
    shutil.copytree(generated, project.path / "corpora" / "tiny")
    project.make("all", "CORPUS=tiny", "JOBS=1")
    return project.path


@pytest.fixture
def built(tmp_path: Path, built_once: Path) -> Project:
    """A copy of the built reference, times kept."""
    target = tmp_path / "project"
    shutil.copytree(built_once, target, symlinks=True)
    copy = Project.__new__(Project)
    copy.path = target
    return copy
