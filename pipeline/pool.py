"""Isolated, recycled worker processes: a task that crashes, hangs or eats memory costs only itself.

Each worker holds one document at a time (a second one waits in its pipe), under limits of address space and
CPU time set by the kernel and of wall time kept by the parent. Both measured PDF engines need this: of 204
hostile files, one killed its process and eight never ended.

How a task ended decides what is done with it: what it told stands; what was killed, perhaps by chance (by the
system, by the clock, or in a worker that earlier tasks had filled), is tried again alone in a fresh worker; what was
stopped for something it did is resumed, where the caller knows how to leave that out, and ends otherwise.
"""

import contextlib
import multiprocessing
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import wait
from typing import Any, NamedTuple

from pipeline.errors import Reason
from pipeline.worker import DEFAULT_LIMITS, STEP, Failure, Limits, Resume, Work, death, serve

TASKS_PER_WORKER = 2000
"""A worker is replaced after so many tasks: native libraries do not give all memory back (pdfplumber #1339)."""
HELD = 2
"""Tasks a worker holds: one in hand, one waiting, so that it never waits for the parent."""
RECYCLE_MB = 700
"""A worker whose resident size has ever passed this is replaced before its next task."""
MAX_TRIES = 8
"""Of one task, the first one included; who resumes tasks is expected to end them before."""

__all__ = ["DEFAULT_LIMITS", "Answer", "Failure", "Limits", "run_isolated"]


class Answer(NamedTuple):
    """What came of one task: a value, or a failure."""

    key: str
    value: Any
    failure: Failure | None
    peak_mb: int
    earlier: tuple[Failure, ...] = ()  # of tries before the one that gave this answer


class _Task(NamedTuple):
    """A task on its way: how earlier tries of it were stopped, and whether it has been tried again alone."""

    key: str
    argument: Any
    stopped: tuple[Failure, ...] = ()
    alone: bool = False


class _Worker:
    """One process, the pipe to it, and the tasks it holds (the first one is being done)."""

    def __init__(self, context: Any, work: Work) -> None:
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs, work), daemon=True)
        self.process.start()
        theirs.close()
        self.held: deque[_Task] = deque()
        self.started = time.monotonic()
        self.done = 0
        self.peak_mb = 0

    @property
    def tired(self) -> bool:
        return self.done >= TASKS_PER_WORKER or self.peak_mb > RECYCLE_MB

    def give(self, task: _Task) -> None:
        if not self.held:
            self.started = time.monotonic()
        self.held.append(task)
        with contextlib.suppress(OSError):  # a dead worker is noticed when its answer is awaited
            self.pipe.send((task.argument, task.stopped))

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
    resume: Resume | None = None,
) -> Iterator[Answer]:
    """Apply a function to every task, each in a worker process.

    Args:
        function: importable by name; its argument and its value travel through a pipe.
        tasks: (key, argument) pairs, taken one by one.
        workers: processes at work, at least 1.
        limits: for each task.
        preload: modules imported once, before workers are forked from that process.
        resume: does a task that was stopped, given its argument and how each earlier try ended; it is expected
            to leave out what stopped it.

    Yields:
        One answer a task, in the order they end. A task killed by chance is tried once more when all others are
        done, alone; its second answer counts.

    Raises:
        OSError: the disk is full or cannot be written: no other task would do better.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pipeline.pool", *preload])
    work = Work(function, resume, limits)
    alone: list[_Task] = []
    yield from _round(context, work, _Queue(_Task(*task) for task in tasks), workers, alone)
    for task in alone:
        yield from _round(context, work, _Queue(iter([task])), 1, [])


class _Queue:
    """Tasks to do: those a worker left behind or that go on first, then the others as they come."""

    def __init__(self, tasks: Iterator[_Task]) -> None:
        self.tasks, self.back = tasks, deque[_Task]()

    def take(self) -> _Task | None:
        return self.back.popleft() if self.back else next(self.tasks, None)

    def refill(self, worker: _Worker) -> None:
        while len(worker.held) < HELD and not worker.tired and (task := self.take()):
            worker.give(task)


def _round(context: Any, work: Work, queue: _Queue, workers: int, alone: list[_Task]) -> Iterator[Answer]:
    """One pass over the tasks; those worth another try by themselves are added to `alone`."""
    crew = list[_Worker]()
    try:
        while True:
            while len(crew) < workers and (task := queue.take()):
                crew.append(_Worker(context, work))
                crew[-1].give(task)
                queue.refill(crew[-1])
            if not crew:
                return
            for worker in _ready(crew, work.limits):
                task = worker.held[0]
                answer = _answer(worker, work.limits)
                if answer is None:
                    continue
                if again := _again(task, answer.failure, work):
                    (alone if again.alone > task.alone else queue.back).append(again)
                else:
                    yield answer
                if worker.process.is_alive():
                    queue.refill(worker)
                if not worker.held or not worker.process.is_alive():
                    queue.back.extend(worker.held)
                    crew.remove(worker)
                    worker.stop()
    finally:
        for worker in crew:
            worker.stop()


def _again(task: _Task, failure: Failure | None, work: Work) -> _Task | None:
    """The task as it is to be tried again, or None when its answer stands."""
    if failure is None or failure.end == "told":
        return None
    if failure.end == "killed" and not task.alone:
        return task._replace(alone=True)
    if work.resume is None or len(task.stopped) + 1 >= MAX_TRIES:
        return None
    return task._replace(stopped=(*task.stopped, failure))


def _ready(crew: list[_Worker], limits: Limits) -> list[_Worker]:
    """Workers that answered, died, or overran their time."""
    busy = {worker.pipe: worker for worker in crew if worker.held}
    deadline = min(worker.started for worker in busy.values()) + limits.wall_s
    wait(list(busy), timeout=max(0.0, deadline - time.monotonic()))
    now = time.monotonic()
    return [worker for worker in busy.values() if worker.pipe.poll() or now - worker.started > limits.wall_s]


def _answer(worker: _Worker, limits: Limits) -> Answer | None:
    """Take the answer of the task in hand, None while it goes on; a worker that is dead or too slow is ended."""
    task = worker.held[0]
    try:
        if not worker.pipe.poll():
            worker.process.kill()
            worker.process.join()
            failure = Failure(Reason.TIMEOUT, f"more than {limits.wall_s:g} s", end="killed")
            return Answer(worker.held.popleft().key, None, failure, 0, task.stopped)
        told = worker.pipe.recv()
    except (EOFError, ConnectionError):
        worker.process.join()
        failure = _blamed(death(worker.process.exitcode or 0, limits), worker)
        return Answer(worker.held.popleft().key, None, failure, 0, task.stopped)
    worker.started = time.monotonic()
    if told == STEP:
        return None
    value, failure, worker.peak_mb = told
    if isinstance(value, OSError):
        raise value
    if failure and failure.reason is Reason.MEMORY:
        failure = _blamed(failure, worker)
        worker.done = TASKS_PER_WORKER  # its address space is used up, whatever it gave back
    worker.done += 1
    return Answer(worker.held.popleft().key, value, failure, worker.peak_mb, task.stopped)


def _blamed(failure: Failure, worker: _Worker) -> Failure:
    """Whether a lack of memory or a crash is the task's own doing: sure only of the first task of a worker."""
    by_chance = worker.done > 0 and failure.end == "stopped" and failure.reason is not Reason.TIMEOUT
    return failure._replace(end="killed") if by_chance else failure
