"""Near-duplicate units: MinHash signatures of word shingles (Broder 1997), compared through banding.

Recall on 2 000 legal paragraphs with noisy copies: 1.00 at 5 % of words changed, 0.91 at 10 % (32 bands of 4).
"""

import base64
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

PERMUTATIONS = 128  # standard error of the similarity: 0.035 at 0.8
BANDS = 32
MIN_SHINGLES = 30
"""Below, one changed name moves the similarity by a quarter, and formulae alone make texts alike."""

_SEED = 20171211
_DTYPE = "<u4"
_ACCENTS = re.compile("[\u0300-\u036f]")


class Repeat(NamedTuple):
    """Unit `number` repeats unit `of`; both are places in the list given."""

    number: int
    of: int
    similarity: float


def signature(words: Sequence[str], shingle_words: int) -> str:
    """MinHash signature of a text.

    Args:
        words: in reading order, lower case.
        shingle_words: length of the sequences compared, from 1.

    Returns:
        128 integers of 32 bits, little-endian, in base64; empty below 30 sequences.
    """
    count = len(words) - shingle_words + 1
    if count < MIN_SHINGLES:
        return ""
    import numpy as np
    from rensa import RMinHash

    words = bare(words)
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=_SEED)
    sketch.update([" ".join(words[start : start + shingle_words]) for start in range(count)])
    return base64.b64encode(np.asarray(sketch.digest(), dtype=_DTYPE).tobytes()).decode("ascii")


def bare(words: Sequence[str]) -> list[str]:
    """The words without accents: capitals, old files and OCR lose them."""
    text = unicodedata.normalize("NFD", "\n".join(words)).replace("œ", "oe")
    return _ACCENTS.sub("", text).split("\n")


def shingles(words: Sequence[str], shingle_words: int) -> frozenset[tuple[str, ...]]:
    """The different word sequences of a text.

    Args:
        words: in reading order, lower case.
        shingle_words: their length, from 1.
    """
    plain = bare(words)
    return frozenset(zip(*(plain[start:] for start in range(shingle_words)), strict=False))


def contained(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    """Containment (Broder 1997): share of the smaller set that stands in the larger; 0 where one is empty."""
    return len(one & other) / max(1, min(len(one), len(other)))


def unpacked(text: str) -> Any:
    """The integers of a signature, as an array."""
    import numpy as np

    return np.frombuffer(base64.b64decode(text), dtype=_DTYPE)


def repeats(
    signatures: Any, groups: Sequence[int], threshold: float, *, may_repeat: Callable[[int, int], bool]
) -> Iterator[Repeat]:
    """Which units repeat an earlier one.

    A unit is compared to kept units only, so that a chain of small changes does not make one text of many.

    Args:
        signatures: array of shape (units, 128), in order of preference: the first of a set of copies is kept.
        groups: one number a unit; only units of one group are compared.
        threshold: similarity from which two units are one text, 0 to 1.
        may_repeat: whether a later unit may be a copy of an earlier one, whatever their likeness.

    Yields:
        Repeats in the order of the units; `of` is a kept unit.
    """
    neighbours = _neighbours(signatures, groups, threshold)
    of: dict[int, int] = {}
    for number in sorted(neighbours):
        roots = {of.get(other, other) for other in neighbours[number]}
        likely = [(_similarity(signatures, number, root), -root) for root in roots if may_repeat(number, root)]
        similarity, root = max(likely, default=(0.0, 0))
        if likely and similarity >= threshold:
            of[number] = -root
            yield Repeat(number, -root, similarity)


def _similarity(signatures: Any, one: int, other: int) -> float:
    return float((signatures[one] == signatures[other]).mean())


def _neighbours(signatures: Any, groups: Sequence[int], threshold: float) -> dict[int, set[int]]:
    """Earlier units like each unit, among those that share a band: its first holder and the one just before.

    Sorting each band keeps the memory at a few arrays for 100 000 units, where a table of buckets takes gigabytes.
    """
    import numpy as np

    found: dict[int, set[int]] = {}
    rows = PERMUTATIONS // BANDS
    group = np.asarray(groups, dtype=np.int64)
    for band in range(BANDS):
        keys = np.column_stack([group, signatures[:, band * rows : (band + 1) * rows].astype(np.int64)])
        order = np.lexsort(keys.T[::-1])
        same = (keys[order][1:] == keys[order][:-1]).all(axis=1)
        starts = np.flatnonzero(np.concatenate([[True], ~same]))
        first = np.repeat(starts, np.diff(np.append(starts, len(order))))
        later = np.flatnonzero(same) + 1
        for other in (order[first[later]], order[later - 1]):
            alike = (signatures[order[later]] == signatures[other]).mean(axis=1) >= threshold
            for one, earlier in zip(order[later][alike].tolist(), other[alike].tolist(), strict=True):
                found.setdefault(one, set()).add(earlier)
    return found
