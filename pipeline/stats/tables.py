"""Units turned into one table of uses, mentions and themes, and the families of series drawn from it."""

from array import array
from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix

from pipeline.records import Bag, Measure
from pipeline.stats.rates import IntArray
from pipeline.stats.sample import Sample, SampleBuilder
from pipeline.stats.series import Family

SHARE_OF_NEW, DECIDED = "share:new", "decided:"


class Counts:
    """Uses, mentions and themes of every dated unit, in compact columns.

    Args:
        first_year: earlier units are left out.
        last_year: later units are left out.
        min_words: shorter units are left out.
    """

    def __init__(self, first_year: int, last_year: int, min_words: int) -> None:
        self.first_year, self.last_year, self.min_words = first_year, last_year, min_words
        self.undated = self.out_of_range = self.too_short = self.taken = 0
        self._units = SampleBuilder()
        self._names: dict[str, int] = {}
        self._rows, self._columns, self._hits = array("q"), array("q"), array("q")
        self._decided = array("q")

    def add(self, bag: Bag) -> bool:
        """Count one unit, or count why not; whether it was taken."""
        before = self.taken
        if bag.year is None:
            self.undated += 1
        elif not self.first_year <= bag.year <= self.last_year:
            self.out_of_range += 1
        elif bag.words < self.min_words:
            self.too_short += 1
        else:
            self._units.add(bag)
            for entry, (use, mention, *_) in bag.terms.items():
                self._cell(f"term:{entry}", use)
                if mention:
                    self._cell(f"mention:{entry}", mention)
            for theme, hits in bag.themes.items():
                self._cell(f"theme:{theme}", hits)
            for entry, uses in bag.decided.items():
                self._cell(f"{DECIDED}{entry}", uses)
            self._decided.append(bag.words_decided)
            self.taken += 1
        return self.taken > before

    @property
    def collectivites(self) -> tuple[str, ...]:
        """Their codes as the bags have them, by the code in the sample."""
        return self._units.names("collectivite")

    def _cell(self, name: str, hits: int) -> None:
        self._rows.append(self.taken)
        self._columns.append(self._names.setdefault(name, len(self._names)))
        self._hits.append(hits)

    def table(self) -> "Table":
        """Everything added so far, columns in the order of their names."""
        names = sorted(self._names)
        place = np.array([names.index(name) for name in self._names], dtype=np.int64)
        cells = (np.array(part, dtype=np.int64) for part in (self._rows, self._columns, self._hits))
        row, column, hits = cells
        hit_table = csr_matrix((hits.astype(np.float64), (row, place[column])), shape=(self.taken, len(names)))
        hit_table.eliminate_zeros()
        return Table(self._units.sample(), tuple(names), hit_table, np.array(self._decided, dtype=np.int64))


class Table:
    """Hits of every series in every unit."""

    def __init__(self, sample: Sample, names: tuple[str, ...], hits: csr_matrix, decided: IntArray) -> None:
        self.sample, self.names, self.hits, self._decided = sample, names, hits, decided

    def rates(self) -> Family:
        """Hits for 10 000 words: uses (`term:`), mentions beside them (`mention:`), themes (`theme:`)."""
        return self._family(
            "hits_per_10k_words", [not name.startswith(DECIDED) for name in self.names], self.sample.words
        )

    def decided(self) -> Family:
        """Uses in the dispositif for 10 000 words of it (`decided:`); units without one are left out."""
        return self._family("hits_per_10k_words", [name.startswith(DECIDED) for name in self.names], self._decided)

    def _family(self, measure: Measure, chosen: Sequence[bool], bases: IntArray) -> Family:
        kept = [column for column, wanted in enumerate(chosen) if wanted]
        return Family(measure, tuple(self.names[column] for column in kept), self.hits[:, kept], bases)

    def shares_of_units(self) -> Family:
        """Units with a use of the term, or with the theme."""
        chosen = [not name.startswith(("mention:", DECIDED)) for name in self.names]
        return self._family("share_of_units", chosen, self.sample.words)

    def uses(self, entries: frozenset[str]) -> IntArray:
        """Uses of some families together, in each unit."""
        kept = [column for column, name in enumerate(self.names) if name.removeprefix("term:") in entries]
        return np.asarray(self.hits[:, kept].sum(axis=1)).ravel().astype(np.int64)

    def share_of_new(self, old: frozenset[str], new: frozenset[str]) -> list[Family]:
        """Share of the new form among uses of either; no family when neither is used."""
        uses_of_new = self.uses(new)
        both = self.uses(old) + uses_of_new
        if not both.any():
            return []
        column = csr_matrix(uses_of_new.astype(np.float64).reshape(-1, 1))
        return [Family("share_of_new_terms", (SHARE_OF_NEW,), column, both)]
