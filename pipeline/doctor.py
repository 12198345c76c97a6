"""What is installed, what is missing, and how to get it."""

import shutil
import sys
from importlib import metadata

from pipeline import parts
from pipeline.journal import read_journal
from pipeline.store import Corpus


def wanted_packages(corpus: Corpus) -> list[str]:
    """Debian packages that are missing here and that documents of this corpus asked for."""
    return [
        part.debian for part in parts.PARTS if _waiting(corpus).get(part.name) and part.name not in parts.installed()
    ]


def _waiting(corpus: Corpus) -> dict[str, int]:
    """How many documents each system part would serve."""
    waiting: dict[str, int] = {}
    for entry in read_journal(corpus, "extract").values():
        for part in entry.needs:
            waiting[part] = waiting.get(part, 0) + 1
    return waiting


def doctor_lines(corpus: Corpus | None) -> list[str]:
    """One line a part of the system, then what this corpus waits for."""
    installed = parts.installed()
    lines = [
        f"Python {sys.version.split()[0]}, glissement {metadata.version('glissement')}",
        _program("make", "runs the stages", "make", "make"),
        _program("chromium", "tests the report; not needed to make one", "chromium", "--cask chromium"),
    ]
    for part in parts.PARTS:
        state = "found  " if part.name in installed else "missing"
        lines.append(
            f"{state} {part.name}: {part.purpose}" + ("" if part.name in installed else _how(part.debian, part.macos))
        )
    if corpus is not None:
        for name, number in sorted(_waiting(corpus).items()):
            part = next(part for part in parts.PARTS if part.name == name)
            if name not in installed:
                plural = "document waits" if number == 1 else "documents wait"
                lines.append(
                    f"{corpus.name}: {number} {plural} for {name}{_how(part.debian, part.macos)}, then make all"
                )
    return lines


def _program(name: str, purpose: str, debian: str, macos: str) -> str:
    found = shutil.which(name) is not None
    return f"{'found  ' if found else 'missing'} {name}: {purpose}" + ("" if found else _how(debian, macos))


def _how(debian: str, macos: str) -> str:
    command = f"brew install {macos}" if sys.platform == "darwin" else f"sudo apt-get install {debian}"
    return f"; get it with: {command}"
