"""Many small documents: time, documents a second and peak memory of each stage from ingest to count, then a no-op."""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

STAGES = ("ingest", "extract", "clean", "acts", "annotate", "count")
CHECKOUT = Path(__file__).resolve().parents[2]


def run(arguments: argparse.Namespace) -> None:
    """Simulate, build up to count, then once more with nothing to do."""
    documents = arguments.documents
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in ("corpora", "models", "reports"):
            (root / name).mkdir()
        print(f"scale: {documents:,} small documents, {len(os.sched_getaffinity(0))} processors")
        print(f"{'':12}{'seconds':>10}{'documents/s':>14}{'parent MB':>12}{'worker MB':>12}")
        timed(root, "simulate", documents, ["simulate", "big", "--documents", str(documents), "--formats", "txt"])
        for stage in STAGES:
            timed(root, stage, documents, [stage, "big", "--quiet"])
        began = time.monotonic()
        for stage in STAGES:
            glissement(root, [stage, "big", "--quiet"])
        print(f"{'no-op pass':12}{time.monotonic() - began:>10.1f}   every stage asked again, nothing to do")


def timed(root: Path, name: str, documents: int, command: list[str]) -> None:
    """Run one command and print its line."""
    began = time.monotonic()
    parent_mb = glissement(root, command)
    seconds = time.monotonic() - began
    print(
        f"{name:12}{seconds:>10.1f}{documents / seconds:>14.0f}{parent_mb:>12.0f}{worker_mb(root, name):>12}",
        flush=True,
    )


def glissement(root: Path, command: list[str]) -> float:
    """Run a command of glissement. Returns the peak memory of its process in MB."""
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline", *command], cwd=root, stdout=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
    )  # fmt: skip
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"glissement {' '.join(command)} failed")
    return usage.ru_maxrss / 1024


def worker_mb(root: Path, stage: str) -> str:
    """Largest resident size a worker of the stage reported, from the journal."""
    journal = root / "corpora" / "big" / "build" / ".state" / f"{stage}.jsonl"
    peaks = [int(peak) for peak in re.findall(rb'"peak_mb":(\d+)', journal.read_bytes())] if journal.exists() else []
    return str(max(peaks)) if peaks else "-"
