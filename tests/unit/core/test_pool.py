import os
import signal
import time
from typing import Any

from pipeline.errors import Reason, SourceError
from pipeline.pool import Answer, Limits, run_isolated

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
    assert found["source"].failure == (Reason.ENCRYPTED, "locked", ("office",), False)
    assert "TypeError: unforeseen" in found["bug"].failure.detail  # type: ignore[union-attr]
    assert "SIGSEGV" in found["segfault"].failure.detail  # type: ignore[union-attr]


def test_no_task_no_worker() -> None:
    assert list(run_isolated(act, [], workers=2, limits=LIMITS)) == []
