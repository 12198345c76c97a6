"""Progress a person can follow: a bar with counts and remaining time, or plain lines when there is no terminal."""

import sys
import time
from types import TracebackType
from typing import Any, Self

LINE_EVERY_S = 10.0


class Progress:
    """Counts done out of a total, with what was excluded and the time left."""

    def __init__(self, what: str, total: int, *, done: int = 0, quiet: bool = False) -> None:
        self.what, self.total, self.start_done, self.done = what, total, done, done
        self.excluded = 0
        self.quiet = quiet
        self.began = self.spoke = time.monotonic()
        self.bar: Any = None
        self.task: Any = None

    def __enter__(self) -> Self:
        if not self.quiet and sys.stderr.isatty() and (self.total == 0 or self.total > self.done):
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar

            self.bar = Bar(
                TextColumn("{task.description:<24}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
                TextColumn("{task.fields[note]}"), console=Console(stderr=True), transient=True,
            )  # fmt: skip
            self.bar.start()
            self.task = self.bar.add_task(self.what, total=self.total or None, completed=self.done, note="")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.bar is not None:
            self.bar.stop()

    def advance(self, doc_id: str, *, excluded: bool = False) -> None:
        """One document more is done."""
        self.excluded += excluded
        self.at(self.done + 1, self.total, doc_id)

    def at(self, done: int, total: int, what: str) -> None:
        """Now `done` of `total`, at `what`."""
        self.done, self.total = done, total
        if self.bar is not None and self.task is not None:
            note = f"{self.excluded} excluded" if self.excluded else ""
            self.bar.update(self.task, completed=done, total=total or None, note=note)
        elif not self.quiet and time.monotonic() - self.spoke > LINE_EVERY_S:
            self.spoke = time.monotonic()
            sys.stderr.write(f"{self.what}: {done:,} of {total:,}, {self._left()}, at {what}\n")

    def _left(self) -> str:
        done = self.done - self.start_done
        if done <= 0 or not self.total:
            return "time left unknown"
        seconds = (time.monotonic() - self.began) / done * (self.total - self.done)
        return f"about {seconds / 60:.0f} min left" if seconds >= 90 else f"about {seconds:.0f} s left"
