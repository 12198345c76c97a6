"""Isolated, recycled worker processes: a task that crashes, hangs or eats memory costs only itself.

Each worker holds one document at a time (a second one waits in its pipe), under limits of address space and
CPU time set by the kernel and of wall time kept by the parent. Both measured PDF engines need this: of 204
hostile files, one killed its process and eight never ended.
"""

import contextlib
import errno
import multiprocessing
import os
import resource
import signal
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from typing import Any, NamedTuple

from pipeline.errors import Reason, SourceError

TASKS_PER_WORKER = 2000
"""A worker is replaced after so many tasks: native libraries do not give all memory back (pdfplumber #1339)."""
HELD = 2
"""Tasks a worker holds: one in hand, one waiting, so that it never waits for the parent."""
RECYCLE_MB = 700
"""A worker whose resident size has ever passed this is replaced before its next task."""


DISK_ERRORS = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
"""Errors that are not the document's fault and would meet every other one."""


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
    chance: bool = False  # another try, alone, may end otherwise


class Answer(NamedTuple):
    """What came of one task: a value, or a failure."""

    key: str
    value: Any
    failure: Failure | None
    peak_mb: int


class _Worker:
    """One process, the pipe to it, and the tasks it holds (the first one is being done)."""

    def __init__(self, context: Any, function: Callable[[Any], Any], limits: Limits) -> None:
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, function, limits), daemon=True)
        self.process.start()
        theirs.close()
        self.held: deque[tuple[str, Any]] = deque()
        self.started = time.monotonic()
        self.done = 0
        self.peak_mb = 0

    @property
    def tired(self) -> bool:
        return self.done >= TASKS_PER_WORKER or self.peak_mb > RECYCLE_MB

    def give(self, task: tuple[str, Any]) -> None:
        if not self.held:
            self.started = time.monotonic()
        self.held.append(task)
        with contextlib.suppress(OSError):  # a dead worker is noticed when its answer is awaited
            self.pipe.send(task[1])

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


def run_isolated(
    function: Callable[[Any], Any],
    tasks: Iterable[tuple[str, Any]],
    *,
    workers: int,
    limits: Limits = DEFAULT_LIMITS,
    preload: tuple[str, ...] = (),
) -> Iterator[Answer]:
    """Apply a function to every task, each in a worker process.

    Args:
        function: importable by name; its argument and its value travel through a pipe.
        tasks: (key, argument) pairs, taken one by one.
        workers: processes at work, at least 1.
        limits: for each task.
        preload: modules imported once, before workers are forked from that process.

    Yields:
        One answer a task, in the order they end. A task that killed its worker, or ran out of wall time
        or memory, is tried once more when all others are done, alone; its second answer counts.

    Raises:
        OSError: the disk is full or cannot be written: no other task would do better.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pipeline.pool", *preload])
    again: list[tuple[str, Any]] = []
    for answer, task in _round(context, function, iter(tasks), workers, limits):
        if answer.failure and answer.failure.chance:
            again.append(task)
        else:
            yield answer
    for task in again:
        for answer, _ in _round(context, function, iter([task]), 1, limits):
            yield answer


class _Queue:
    """Tasks to do: those a dead worker left behind first, then the others as they come."""

    def __init__(self, tasks: Iterator[tuple[str, Any]]) -> None:
        self.tasks, self.back = tasks, deque[tuple[str, Any]]()

    def take(self) -> tuple[str, Any] | None:
        return self.back.popleft() if self.back else next(self.tasks, None)

    def refill(self, worker: _Worker) -> None:
        while len(worker.held) < HELD and not worker.tired and (task := self.take()):
            worker.give(task)


def _round(
    context: Any, function: Callable[[Any], Any], tasks: Iterator[tuple[str, Any]], workers: int, limits: Limits
) -> Iterator[tuple[Answer, tuple[str, Any]]]:
    """One pass over the tasks, each answer with its task."""
    queue, crew = _Queue(tasks), list[_Worker]()
    try:
        while True:
            while len(crew) < workers and (task := queue.take()):
                crew.append(_Worker(context, function, limits))
                crew[-1].give(task)
                queue.refill(crew[-1])
            if not crew:
                return
            for worker in _ready(crew, limits):
                task = worker.held[0]
                yield _answer(worker, limits), task
                if worker.process.is_alive():
                    queue.refill(worker)
                if not worker.held or not worker.process.is_alive():
                    queue.back.extend(worker.held)
                    crew.remove(worker)
                    worker.stop()
    finally:
        for worker in crew:
            worker.stop()


def _ready(crew: list[_Worker], limits: Limits) -> list[_Worker]:
    """Workers that answered, died, or overran their time."""
    busy = {worker.pipe: worker for worker in crew if worker.held}
    deadline = min(worker.started for worker in busy.values()) + limits.wall_s
    wait(list(busy), timeout=max(0.0, deadline - time.monotonic()))
    now = time.monotonic()
    return [worker for worker in busy.values() if worker.pipe.poll() or now - worker.started > limits.wall_s]


def _answer(worker: _Worker, limits: Limits) -> Answer:
    """Take the answer of the task in hand; a worker without one is dead or too slow, and is ended."""
    key = worker.held.popleft()[0]
    try:
        if not worker.pipe.poll():
            worker.process.kill()
            worker.process.join()
            return Answer(key, None, Failure(Reason.TIMEOUT, f"more than {limits.wall_s:g} s", chance=True), 0)
        value, failure, worker.peak_mb = worker.pipe.recv()
    except (EOFError, ConnectionError):
        worker.process.join()
        return Answer(key, None, _death(worker.process.exitcode or 0, limits), 0)
    if isinstance(value, OSError):
        raise value
    worker.done += 1
    worker.started = time.monotonic()
    return Answer(key, value, failure, worker.peak_mb)


def _death(exitcode: int, limits: Limits) -> Failure:
    """What the way a process died says."""
    if -exitcode == signal.SIGXCPU:
        return Failure(Reason.TIMEOUT, f"more than {limits.cpu_s:g} s of CPU")
    if -exitcode == signal.SIGKILL:
        return Failure(Reason.MEMORY, "stopped by the system, most likely for want of memory", chance=True)
    name = signal.Signals(-exitcode).name if exitcode < 0 else f"exit code {exitcode}"
    return Failure(Reason.CRASHED, f"the process ended with {name}", chance=True)


def _serve(pipe: Connection, function: Callable[[Any], Any], limits: Limits) -> None:
    """A worker's life: take a task, do it, answer, until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit(limits)
    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            return
        _allow_cpu(limits.cpu_s)
        value, failure = None, None
        try:
            value = function(task)
        except SourceError as error:
            failure = Failure(error.reason, error.detail, error.needs)
        except MemoryError:
            failure = Failure(Reason.MEMORY, f"more than {limits.memory_gb:g} GB", chance=True)
        except Exception as error:  # noqa: BLE001  the runner shows it as the bug it is; other documents go on
            if isinstance(error, OSError) and error.errno in DISK_ERRORS:
                value = error
            else:
                failure = Failure(Reason.CRASHED, traceback.format_exc())
        pipe.send((value, failure, _peak_mb()))


def _limit(limits: Limits) -> None:
    """Set the limits the kernel keeps. macOS does not honour RLIMIT_AS; the wall limit still holds there."""
    size = int(limits.memory_gb * 2**30)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (size, resource.getrlimit(resource.RLIMIT_AS)[1]))
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _allow_cpu(seconds: float) -> None:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(usage.ru_utime + usage.ru_stime + seconds) + 1
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _peak_mb() -> int:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(peak / 2**20) if os.uname().sysname == "Darwin" else int(peak / 2**10)
