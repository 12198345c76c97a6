"""The counted units of a corpus, repeated texts left out: what topics and trends are made from."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.records import Bag, Duplicate
from pipeline.settings import TrendsSection
from pipeline.store import Corpus, read

if TYPE_CHECKING:
    from pipeline.stats.tables import Counts

LAST = 9999


def repeated(corpus: Corpus) -> frozenset[str]:
    """Units that repeat another one and are not counted a second time."""
    path = corpus.build / "duplicates.jsonl"
    return frozenset(duplicate.unit_id for duplicate in read(path, Duplicate)) if path.is_file() else frozenset()


def units(corpus: Corpus, left_out: frozenset[str]) -> Iterator[Bag]:
    """Units in the order of counts.jsonl, one at a time; none when nothing was counted."""
    path = corpus.build / "counts.jsonl"
    if path.is_file():
        yield from (bag for bag in read(path, Bag) if bag.unit_id not in left_out)


def counts_to_fill(section: TrendsSection) -> "Counts":
    """Empty counts of units, with the limits that the settings set."""
    from pipeline.stats.tables import Counts

    return Counts(section.first_year, section.last_year or LAST, max(1, section.min_words_per_unit))
