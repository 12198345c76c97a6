"""How many topics."""

import math
from collections.abc import Sequence
from typing import NamedTuple

FEWEST, MOST = 5, 30
CHOICE_UNITS = 2_000
"""Up to this many units several numbers of topics are tried (a fit takes a second); above, the rule alone decides."""
AS_STABLE = 0.05


class Candidate(NamedTuple):
    """One number of topics that was tried."""

    topics: int
    stability: float  # mean over topics
    coherence_npmi: float
    diversity: float


def usual(units: int) -> int:
    """Twice the fourth root of the number of units, from 5 to 30: 5 for 50 units, 11 for 1 000, 23 for 18 000.

    A rule of thumb, not a measurement: the factorisation needs comfortably more topics than there are themes
    (with 5 for 5 it failed on planted trends, with 10 for 5 it succeeded), and coherence and diversity fall
    slowly as topics are added (NPMI .194 to .173 from 20 to 50).
    """
    fourth_root = math.sqrt(math.sqrt(units))
    return min(MOST, max(FEWEST, round(2 * fourth_root)))


def candidates(units: int, limit: int) -> list[int]:
    """Numbers of topics to try, increasing: the usual one, and on small corpora two thirds and four thirds of it.

    Args:
        units: to learn from.
        limit: largest number the table allows.
    """
    middle = usual(units)
    around = [round(middle * share) for share in ((2 / 3, 1, 4 / 3) if units <= CHOICE_UNITS else (1,))]
    return sorted({min(limit, MOST, max(FEWEST, number)) for number in around})


def chosen(tried: Sequence[Candidate]) -> Candidate:
    """The largest number of topics about as stable as the stablest."""
    best = max(candidate.stability for candidate in tried)
    return max(candidate for candidate in tried if candidate.stability >= best - AS_STABLE)
