"""The counted units of a corpus, repeated texts left out: what topics and trends are made from."""

from collections.abc import Iterator

from pipeline.records import Bag, Duplicate
from pipeline.store import Corpus, read


def repeated(corpus: Corpus) -> frozenset[str]:
    """Units that repeat another one and are not counted a second time."""
    path = corpus.build / "duplicates.jsonl"
    return frozenset(duplicate.unit_id for duplicate in read(path, Duplicate)) if path.is_file() else frozenset()


def units(corpus: Corpus, left_out: frozenset[str]) -> Iterator[Bag]:
    """Units in the order of counts.jsonl, one at a time; none when nothing was counted."""
    path = corpus.build / "counts.jsonl"
    if path.is_file():
        yield from (bag for bag in read(path, Bag) if bag.unit_id not in left_out)
