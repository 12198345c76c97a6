"""Inside a worker process: a task done under limits of address space and CPU time that the kernel keeps."""

import contextlib
import errno
import os
import resource
import signal
import time
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, Literal, NamedTuple

from pipeline.errors import Reason, SourceError

DISK_ERRORS = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
"""Errors that are not the document's fault and would meet every other one."""
STEP = "step"
"""What a worker says between two steps of a task."""


class Limits(NamedTuple):
    """What one document may use. The defaults read every readable file of the hostile set and stop the others."""

    memory_gb: float = 1.5
    cpu_s: float = 300.0
    wall_s: float = 900.0


DEFAULT_LIMITS = Limits()


class Failure(NamedTuple):
    """Why a task gave no value."""

    reason: Reason
    detail: str
    needs: tuple[str, ...] = ()
    end: Literal["told", "stopped", "killed"] = "told"  # by the task itself; for what it did; perhaps by chance


Resume = Callable[[Any, tuple[Failure, ...]], Any]
"""Goes on with a task, given its argument and how each earlier try of it was stopped."""


class Work(NamedTuple):
    """What workers do, and within which limits."""

    function: Callable[[Any], Any]
    resume: Resume | None
    limits: Limits


def serve(pipe: Connection, work: Work) -> None:
    """A worker's life: take a task, do it, answer, until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit(work.limits)
    _here.clear()
    _here.append(_Here(pipe, work.limits))
    while True:
        try:
            argument, stopped = pipe.recv()
        except (EOFError, OSError):
            return
        _allow_cpu(work.limits.cpu_s)
        value, failure = None, None
        try:
            value = work.resume(argument, stopped) if stopped and work.resume else work.function(argument)
        except SourceError as error:
            failure = Failure(error.reason, error.detail, error.needs)
        except MemoryError:
            detail = f"more than {work.limits.memory_gb:g} GB of memory"
            failure = Failure(Reason.MEMORY, detail, end="stopped")
        except Exception as error:  # noqa: BLE001  the runner shows it as the bug it is; other documents go on
            if isinstance(error, OSError) and error.errno in DISK_ERRORS:
                value = error
            else:
                failure = Failure(Reason.CRASHED, traceback.format_exc(), end="stopped")
        pipe.send((value, failure, _peak_mb()))


def _limit(limits: Limits) -> None:
    """Set the limits the kernel keeps. macOS does not honour RLIMIT_AS; the wall limit still holds there."""
    size = int(limits.memory_gb * 2**30)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (size, resource.getrlimit(resource.RLIMIT_AS)[1]))
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class _Here:
    """What the function at work in this process may need of its worker."""

    def __init__(self, pipe: Connection, limits: Limits) -> None:
        self.pipe, self.limits = pipe, limits
        self.told = time.monotonic()


_here: list[_Here] = []
"""Of this process, if it is a worker."""


def step(cpu_s: float) -> None:
    """Begin a step of the task in hand, a page for instance: its limits count anew from here.

    Args:
        cpu_s: seconds of computing the step may take before the kernel ends the worker; CPU_S, if less, holds.
    """
    for here in _here:
        _allow_cpu(min(cpu_s, here.limits.cpu_s))
        if time.monotonic() - here.told > 1:
            here.told = time.monotonic()
            here.pipe.send(STEP)


def _allow_cpu(seconds: float) -> None:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(usage.ru_utime + usage.ru_stime + seconds) + 1
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _peak_mb() -> int:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(peak / 2**20) if os.uname().sysname == "Darwin" else int(peak / 2**10)


def death(exitcode: int, limits: Limits) -> Failure:
    """What the way a process died says."""
    if -exitcode == signal.SIGXCPU:
        return Failure(Reason.TIMEOUT, "out of computing time", end="stopped")
    if -exitcode == signal.SIGKILL:
        return Failure(Reason.MEMORY, "stopped by the system, most likely for want of memory", end="killed")
    if -exitcode == signal.SIGABRT:  # how pdfium ends when it is refused memory: all bombs of the hostile set did
        return Failure(Reason.MEMORY, f"more than {limits.memory_gb:g} GB of memory", end="stopped")
    name = signal.Signals(-exitcode).name if exitcode < 0 else f"exit code {exitcode}"
    return Failure(Reason.CRASHED, f"the process ended with {name}", end="stopped")
