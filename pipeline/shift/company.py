"""Did a term win, or its topic? The change of each term beside that of the words it keeps company with."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

import numpy as np
from scipy.sparse import csr_matrix

from pipeline.records import Advection, Bag
from pipeline.stats.advection import context_weights, control_interval
from pipeline.stats.sample import stream

SHOWN = 12
"""Words of the topic that are named."""
REPLICATES = 1000
FEWEST_UNITS = 5
"""Units that use the term and hold the word: rarer ones are names of persons and misreadings, strong by chance."""
EVERY_UNIT = ""

Bags = Callable[[], Iterable[Bag]]


def advection_of(
    bags: Bags, own_words: Mapping[str, Collection[str]], periods: Sequence[dict[str, int]], fewest: int, seed: int
) -> list[Advection]:
    """Each term with enough documents between two periods (Karjus, Blythe, Kirby & Smith 2020).

    The company of a term are the lemmas that stand in the units that use it more than in the corpus, words of any of
    the names left out. Two passes over the bags, so that only the lemmas of some topic are held.

    Args:
        bags: counted units, repeated texts left out; read twice.
        own_words: lemmas of the names of each term.
        periods: first and last year of both, as the verdict compares them; none: nothing is compared.
        fewest: documents with a use in all.
        seed: of the resamples.
    """
    if len(periods) < 2:
        return []
    company, documents = _company(bags(), own_words, periods)
    terms = sorted(term for term, found in documents.items() if len(found) >= fewest)
    words = sorted({word for term in terms for word, count in company[term].items() if count >= FEWEST_UNITS})
    if not terms or not words:
        return []
    contexts = np.array([[company[term][word] for word in words] for term in (*terms, EVERY_UNIT)], dtype=np.float64)
    contexts[:-1][contexts[:-1] < FEWEST_UNITS] = 0
    weights = context_weights(contexts)[:-1]
    kept = np.flatnonzero(weights.any(axis=0))
    tables = _Tables(terms, [words[at] for at in kept])
    for bag in bags():
        if (side := _side(bag, periods)) is not None:
            tables.add(bag, side)
    if not tables.both():
        return []
    found = control_interval(*tables.arrays(), weights[:, kept], REPLICATES, stream(seed, "advection"))
    strongest = np.argsort(-weights, axis=1, kind="stable")
    return [
        Advection(
            f"term:{term}", len(documents[term]), float(found.control.term[row]), float(found.control.topic[row]),
            float(found.control.own[row]), float(found.low[row]), float(found.high[row]),
            [words[at] for at in strongest[row, :SHOWN] if weights[row, at]],
        )
        for row, term in enumerate(terms)
    ]  # fmt: skip


def _side(bag: Bag, periods: Sequence[dict[str, int]]) -> int | None:
    if bag.year is None or not bag.words:
        return None
    sides = (side for side, period in enumerate(periods) if period["first"] <= bag.year <= period["last"])
    return next(sides, None)


def _company(
    bags: Iterable[Bag], own_words: Mapping[str, Collection[str]], periods: Sequence[dict[str, int]]
) -> tuple[dict[str, Counter[str]], dict[str, set[str]]]:
    """Units with each lemma: of those that use each term, and of all; and the documents that use each term."""
    company: dict[str, Counter[str]] = defaultdict(Counter)
    documents: dict[str, set[str]] = defaultdict(set)
    named = {word for words in own_words.values() for word in words}
    for bag in bags:
        if _side(bag, periods) is None:
            continue
        said = bag.lemmas.keys() - named
        company[EVERY_UNIT].update(said)
        for term, (use, *_) in bag.terms.items():
            if use:
                documents[term].add(bag.doc_id)
                company[term].update(said)
    return company, documents


class _Tables:
    """Hits of terms and topic words by document and period."""

    def __init__(self, terms: Sequence[str], words: Sequence[str]) -> None:
        self._columns = [{name: at for at, name in enumerate(names)} for names in (terms, words)]
        self._rows: dict[tuple[str, int], int] = {}
        self._cells: list[list[tuple[int, int, int]]] = [[], []]
        self._words: list[float] = []

    def add(self, bag: Bag, side: int) -> None:
        row = self._rows.setdefault((bag.doc_id, side), len(self._rows))
        if row == len(self._words):
            self._words.append(0.0)
        self._words[row] += bag.words
        counts = ({term: use for term, (use, *_) in bag.terms.items()}, bag.lemmas)
        for cells, columns, found in zip(self._cells, self._columns, counts, strict=True):
            cells += [(row, columns[name], count) for name, count in found.items() if count and name in columns]

    def both(self) -> bool:
        """Whether both periods have documents."""
        return {side for _, side in self._rows} == {0, 1}

    def arrays(self) -> tuple[tuple[csr_matrix, csr_matrix], np.ndarray, np.ndarray]:
        """Documents x terms and documents x words; words of each document; whether it is of the later period."""
        tables = []
        for cells, columns in zip(self._cells, self._columns, strict=True):
            row, column, count = zip(*cells, strict=True) if cells else ((), (), ())
            shape = (len(self._rows), len(columns))
            tables.append(csr_matrix((np.array(count, dtype=np.float64), (row, column)), shape=shape))
        after = np.array([side == 1 for _, side in self._rows])
        return (tables[0], tables[1]), np.array(self._words), after
