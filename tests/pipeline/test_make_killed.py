"""Real make, killed in the middle of each stage: the next run goes on to the same bytes."""

import os
import signal
import time

import pytest
from project import STAGES, Project

pytestmark = pytest.mark.make


@pytest.mark.parametrize("stage", STAGES)
def test_a_killed_stage_goes_on_to_the_same_bytes(built: Project, stage: str) -> None:
    reference = built.results("tiny")
    state = built.state("tiny")
    for leftover in state.glob(f"{stage}.*"):
        leftover.unlink()
    running = built.start("all", "CORPUS=tiny", "JOBS=1")
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and running.poll() is None:
        journal = state / f"{stage}.jsonl"
        begun = (
            (state / f"{stage}.lock").exists()
            if stage in ("ingest", *STAGES[6:])
            else journal.exists() and journal.stat().st_size
        )
        if begun:
            break
        time.sleep(0.002)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    assert not (state / f"{stage}.stamp").exists(), "the kill came too late to prove anything"
    built.make("all", "CORPUS=tiny", "JOBS=2")
    assert built.results("tiny") == reference
    assert not list(built.path.rglob(".tmp-*"))
