import os
import resource
import signal
import time
from pathlib import Path
from typing import Any

from pipeline.errors import Reason, SourceError
from pipeline.pool import MAX_TRIES, Answer, Failure, Limits, run_isolated
from pipeline.worker import step

LIMITS = Limits(memory_gb=1.0, cpu_s=1, wall_s=3)


def act(task: Any) -> Any:
    """What a document can do to its worker."""
    match task:
        case "segfault":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "hang":
            time.sleep(60)
        case "memory":
            return len(bytearray(2**31))
        case "spin":
            while True:
                pass
        case "bug":
            raise TypeError("unforeseen")
        case "source":
            raise SourceError(Reason.ENCRYPTED, "locked", ("office",))
        case "exit":
            os._exit(3)
    return task * 2


def answers(tasks: list[Any], workers: int = 2) -> dict[str, Answer]:
    return {a.key: a for a in run_isolated(act, [(str(t), t) for t in tasks], workers=workers, limits=LIMITS)}


def test_every_task_is_answered_once() -> None:
    found = list(run_isolated(act, [(str(n), n) for n in range(500)], workers=2, limits=LIMITS))
    assert sorted(int(a.key) for a in found) == list(range(500))
    assert all(a.value == int(a.key) * 2 and a.failure is None for a in found)


def test_a_task_costs_only_itself() -> None:
    bad = ["segfault", "hang", "memory", "spin", "bug", "source", "exit"]
    found = answers([1, "segfault", 2, "hang", 3, "memory", 4, "spin", 5, "bug", 6, "source", 7, "exit", 8])
    assert {key: a.value for key, a in found.items() if key not in bad} == {str(n): n * 2 for n in range(1, 9)}
    reasons = {key: found[key].failure.reason for key in bad if found[key].failure}
    assert reasons == {
        "segfault": Reason.CRASHED, "hang": Reason.TIMEOUT, "memory": Reason.MEMORY, "spin": Reason.TIMEOUT,
        "bug": Reason.CRASHED, "source": Reason.ENCRYPTED, "exit": Reason.CRASHED,
    }  # fmt: skip


def test_a_failure_tells_what_happened() -> None:
    found = answers(["source", "bug", "segfault"])
    assert found["source"].failure == (Reason.ENCRYPTED, "locked", ("office",), "told")
    assert "TypeError: unforeseen" in found["bug"].failure.detail  # type: ignore[union-attr]
    assert "SIGSEGV" in found["segfault"].failure.detail  # type: ignore[union-attr]


def test_no_task_no_worker() -> None:
    assert list(run_isolated(act, [], workers=2, limits=LIMITS)) == []


def count(parts: list[str]) -> int:
    """A task that ends its worker at its first hostile part."""
    return len([act(part) for part in parts])


def count_rest(parts: list[str], stops: tuple[Failure, ...]) -> tuple[int, list[str]]:
    """Go on after one part for each earlier stop."""
    return count(parts[len(stops) :]), [stop.end for stop in stops]


def test_a_task_that_was_stopped_goes_on_without_what_stopped_it() -> None:
    tasks = [("a", ["segfault", "bug", "spin", "x", "y"]), ("b", ["x"]), ("c", ["source"])]
    limits = LIMITS._replace(wall_s=60)  # on a busy machine the limit of computing is still met first
    found = {a.key: a for a in run_isolated(count, tasks, workers=1, limits=limits, resume=count_rest)}
    assert found["a"].value == (2, ["stopped"] * 3)
    assert [stop.reason for stop in found["a"].earlier] == [Reason.CRASHED, Reason.CRASHED, Reason.TIMEOUT]
    assert (found["b"].value, found["b"].earlier) == (1, ())
    assert found["c"].failure == (Reason.ENCRYPTED, "locked", ("office",), "told")


def test_a_task_that_never_gets_on_ends() -> None:
    (answer,) = run_isolated(
        count, [("a", ["exit"] * 20)], workers=1, limits=LIMITS._replace(wall_s=60), resume=count_rest
    )
    assert answer.failure is not None
    assert len(answer.earlier) == MAX_TRIES - 1


def test_a_crash_in_a_used_worker_is_tried_again_in_a_fresh_one(tmp_path: Path) -> None:
    tasks = [("first", 1), ("second", str(tmp_path / "seen"))]
    found = {a.key: a for a in run_isolated(crash_once, tasks, workers=1, limits=LIMITS)}
    assert found["second"].failure is None


def crash_once(task: Any) -> Any:
    """Die of a path that is not there yet."""
    if isinstance(task, str) and not Path(task).exists():
        Path(task).touch()
        os.kill(os.getpid(), signal.SIGSEGV)
    return task


def pace(seconds: float) -> int:
    """Five steps of half a second, each in its own time."""
    for _ in range(5):
        step(seconds)
        until = time.process_time() + 0.5
        while time.process_time() < until:
            pass
    return 5


def test_steps_have_their_own_limit() -> None:
    limits = Limits(memory_gb=1.0, cpu_s=1, wall_s=60)
    (answer,) = run_isolated(pace, [("steps", 1.0)], workers=1, limits=limits)
    assert answer.value == 5


def test_outside_a_worker_a_step_limits_nothing() -> None:
    before = resource.getrlimit(resource.RLIMIT_CPU)
    step(1.0)
    assert resource.getrlimit(resource.RLIMIT_CPU) == before


def doze(seconds: float) -> int:
    """Six steps that only last."""
    for _ in range(6):
        step(1.0)
        time.sleep(seconds)
    return 6


def test_steps_are_signs_of_life() -> None:
    limits = Limits(memory_gb=1.0, cpu_s=1, wall_s=3)
    (answer,) = run_isolated(doze, [("steps", 0.6)], workers=1, limits=limits)
    assert answer.value == 6
