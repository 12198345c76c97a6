"""Pages that a document has lost: printed page numbers that skip from one page to the next."""

import functools
import itertools
import operator
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.records import Passage

MIN_NUMBERED_PAGES = 3
"""Pages that must bear a number: two numbers at odds may as well be those of two documents."""
MAX_MISSING = 20
"""A wider jump is the beginning of another document or a misread number."""
_NUMBER = re.compile(r"(?<![\w/.,])\d{1,4}(?![\w/.,]\d)")


class Lacuna(NamedTuple):
    """Printed pages that are missing after a physical page."""

    page: int  # physical, from 1, the last before the gap
    first: int  # printed number of the first missing page
    last: int  # of the last missing page

    @property
    def warning(self) -> str:
        """The doubt in words."""
        printed = f"page {self.first}" if self.first == self.last else f"pages {self.first} to {self.last}"
        return f"printed {printed} missing after page {self.page}: an act may be cut"


def lacunae_of(passages: Sequence[Passage]) -> list[Lacuna]:
    """Gaps in the printed page numbers, which stand in running heads and feet.

    A gap is believed where one count holds on every numbered page up to it, and a higher one from there on.

    Args:
        passages: of one document, in reading order.
    """
    printed: dict[int, Counter[int]] = defaultdict(Counter)
    for passage in passages:
        if passage.role == "running" and passage.page_first == passage.page_last:
            printed[passage.page_first].update(map(int, _NUMBER.findall(passage.text)))
    if len(printed) < MIN_NUMBERED_PAGES:
        return []
    dates = functools.reduce(operator.and_, printed.values())  # on every page: no page number
    offsets = {page: {number - page for number in numbers - dates} for page, numbers in printed.items()}
    pages = sorted(page for page, found in offsets.items() if found)
    if len(pages) < MIN_NUMBERED_PAGES:
        return []
    runs = _runs(pages, offsets)
    return [
        Lacuna(end, end + before + 1, end + after)
        for (end, before), (_, after) in itertools.pairwise(runs)
        if 0 < after - before <= MAX_MISSING
    ]


def _runs(pages: Sequence[int], offsets: dict[int, set[int]]) -> list[tuple[int, int]]:
    """Stretches of pages with one count: last page of each, and printed number less physical one."""
    runs: list[tuple[int, int]] = []
    shared: set[int] = set()
    last = pages[0]
    for page in pages:
        if shared & offsets[page]:
            shared &= offsets[page]
        else:
            if shared:
                runs.append((last, min(shared, key=abs)))
            shared = set(offsets[page])
        last = page
    runs.append((last, min(shared, key=abs)))
    return runs
