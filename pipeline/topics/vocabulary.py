"""Which lemmas a topic model sees, and units as rows of counts over them."""

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

_GRAMMAR = """
à afin ai ailleurs ainsi alors après assez au aucun aucune aujourd'hui auprès auquel aussi autant autour autre
aux avant avec avoir bien car ce ceci cela celle celui cependant certain certaine certes ces cet cette ceux chacun
chacune chaque chez ci ci-après ci-dessous ci-dessus combien comme comment concernant contre d d' dans de depuis
dernier derrière des désormais dès devant devoir dire donc dont du durant duquel elle en encore enfin ensuite entre
envers environ est et étant etc être eux faire falloir hors hormis ici il jusque jusqu' l l' la là ladite laquelle
le ledit lequel les lesdits lesquels leur leurs lors lorsque lui mais malgré me même mieux moi moins mon n n' ne
néanmoins ni non nos notamment notre nous on or ou où outre par parce parmi part pas pendant permettre peu plus
plusieurs plutôt pour pourtant pouvoir près premier prendre presque puis puisque qu' quand quant que quel quelconque
quelle quelque quelqu'un qui quoi quoique s s' sa sans sauf se second selon ses seul seulement si sien soi soit son
sous suivant suite sur surtout susvisé tandis tant te tel telle tellement toi ton toujours tous tout toute toutefois
très trop tu un une uns vers via vis-à-vis voici voilà voir vos votre vouloir vous vu y
"""
FUNCTION_WORDS = frozenset(_GRAMMAR.split())
"""Words of grammar, and the hinges of administrative French; written for this project."""


def topical(lemma: str) -> bool:
    """Whether a lemma can say something of a topic: letters, at least three, not a word of grammar."""
    return len(lemma) > 2 and lemma.lower() not in FUNCTION_WORDS and not any(char.isdigit() for char in lemma)


class DocumentFrequencies:
    """In how many units each lemma is found."""

    def __init__(self) -> None:
        self.units = 0
        self.found: Counter[str] = Counter()

    def add(self, lemmas: Iterable[str]) -> None:
        """One unit more."""
        self.units += 1
        self.found.update(iter(lemmas))  # a mapping itself would add its counts: each lemma is found once here

    def vocabulary(self, min_units: int, max_unit_share: float) -> tuple[str, ...]:
        """Topical lemmas found in enough units and not in nearly all, in alphabetical order.

        Args:
            min_units: fewest units.
            max_unit_share: largest share of the units, 0 to 1.
        """
        most = max_unit_share * self.units
        return tuple(
            sorted(lemma for lemma, units in self.found.items() if min_units <= units <= most and topical(lemma))
        )


class Rows:
    """Units gathered as rows of a sparse table over a fixed vocabulary."""

    def __init__(self, vocabulary: tuple[str, ...]) -> None:
        self._place = {lemma: column for column, lemma in enumerate(vocabulary)}
        self._ends, self._columns, self._counts = array("q", [0]), array("q"), array("q")

    def __len__(self) -> int:
        return len(self._ends) - 1

    def add(self, lemmas: Mapping[str, int]) -> None:
        """One unit more; lemmas outside the vocabulary are passed over."""
        for lemma, count in lemmas.items():
            column = self._place.get(lemma)
            if column is not None:
                self._columns.append(column)
                self._counts.append(count)
        self._ends.append(len(self._columns))

    def table(self) -> Any:
        """Units x vocabulary, whole counts as floats."""
        parts = (np.array(self._counts, dtype=np.float64), np.array(self._columns), np.array(self._ends))
        return csr_matrix(parts, shape=(len(self), len(self._place)))


def sampled(units: int, wanted: int, seed: int) -> frozenset[int]:
    """Numbers of the units to learn from: all of them, or a random sample when there are more than wanted."""
    if units <= wanted:
        return frozenset(range(units))
    return frozenset(np.random.default_rng([seed, units]).choice(units, wanted, replace=False).tolist())
