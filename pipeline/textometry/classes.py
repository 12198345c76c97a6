"""Classes of segments from one descending classification or from two that agree, and what marks each class."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from pipeline.stats.rates import FloatArray, IntArray
from pipeline.stats.sample import sums
from pipeline.textometry.reinert import CRITICAL, Tree, binary, descend, signed_chi2

ACTIVE_FORMS = (12, 14)
"""Forms a unit of context needs in each of two classifications (IRaMuTeQ's defaults): classes that hold for both
lengths do not hang on where segments were cut."""


class Class(NamedTuple):
    """A class, and the class of each tree that it is the common part of."""

    ends: tuple[int, ...]  # index in the nodes of each tree
    segments: int
    phi: float | None  # agreement of the two, 0 to 1; None of a single classification


class Classification(NamedTuple):
    """Segments in classes."""

    of: IntArray  # of each segment, place of its class in `classes`; -1: not classified
    classes: tuple[Class, ...]  # by falling number of segments
    trees: tuple[Tree, ...]
    alike: float = 0.0  # share of the segments whose unit of context is the same in both classifications


def smallest_class(rows: int, classes: int) -> int:
    """Rows a class needs: a quarter of the mean class; 3 at least.

    What is smaller is mostly a few texts that copy one another rather than a way to speak that many share. Half of
    the mean, which IRaMuTeQ takes for two classifications, left 24 % of the segments of the simulated corpus without
    one of 8 classes, a quarter leaves 4 %, at the same agreement with the planted topics.

    Args:
        rows: of the table.
        classes: asked for.
    """
    return max(3, round(rows / (4 * classes)))


def merged(table: Any, text: Any, least: int) -> IntArray:
    """Neighbouring segments of one text joined until they hold `least` forms: units of context.

    Args:
        table: sparse, segments x forms, segments in the order of the text.
        text: code of the text of each segment.
        least: different forms a unit needs; a rest that has fewer joins the unit before it in its text.

    Returns:
        Number of the unit of each segment, from 0.
    """
    cells = binary(table)
    ends, held = cells.indptr.tolist(), cells.indices.tolist()
    forms = [held[first:last] for first, last in pairwise(ends)]
    sizes: list[int] = []
    for rows in np.split(np.arange(len(forms)), np.flatnonzero(np.diff(text)) + 1):
        sizes += _units([forms[row] for row in rows], least)
    return np.repeat(np.arange(len(sizes)), sizes)


def _units(forms: Sequence[Sequence[int]], least: int) -> list[int]:
    """Segments of each unit of one text."""
    sizes: list[int] = []
    seen: set[int] = set()
    count = 0
    for held in forms:
        seen.update(held)
        count += 1
        if len(seen) >= least:
            sizes.append(count)
            seen, count = set(), 0
    if count and sizes:
        sizes[-1] += count
    elif count:
        sizes.append(count)
    return sizes


def single(table: Any, classes: int, smallest: int | None = None) -> Classification:
    """One descending classification of the segments themselves, for texts of a few lines.

    Args:
        table: sparse, segments x forms.
        classes: asked for, from 2.
        smallest: segments a class needs; `smallest_class` by default.
    """
    tree = _tree(table, classes, smallest)
    ends = tree.classes()
    place = {end: at for at, end in enumerate(ends)}
    of = np.array([place.get(int(end), -1) for end in tree.leaf], dtype=np.int64)
    return Classification(of, tuple(Class((end,), tree.nodes[end].size, None) for end in ends), (tree,))


def double(
    table: Any, text: Any, classes: int, smallest: int | None = None, lengths: tuple[int, int] = ACTIVE_FORMS
) -> Classification:
    """Two descending classifications of units of context of two lengths; segments are classified where both agree.

    Classes of one tree are crossed with those of the other, at every level, as a class that one tree splits may be
    whole in the other. Pairs that are each other's closest by chi-square are kept; of the sets of such pairs that
    share no segment, the one whose chi-squares add up to most is the result (rainette does the same: Barnier 2024,
    « Algorithms description »). Fewer classes than asked for may be left.

    Words dealt out at random are split as readily, but the two trees then disagree: of 8 classes asked for, two were
    left in 14 of 19 trials of 800 to 8000 segments and never more than five, with a phi up to 0.74. Few classes left
    are the sign that there are none. This says nothing where most units of context are `alike`, as the two trees then
    come from one table: take lengths further apart.

    Args:
        table: sparse, segments x forms, in the order of the text.
        text: code of the text of each segment.
        classes: asked for, from 2.
        smallest: units of context a class needs; `smallest_class` by default.
        lengths: forms that a unit needs in each.
    """
    cells = binary(table)
    trees, leaves, cuts = [], [], []
    for least in lengths:
        units = merged(cells, text, least)
        cuts.append(np.array([np.searchsorted(units, units, side) for side in ("left", "right")]))
        tree = _tree(sums(cells, units, int(units.max()) + 1), classes, smallest)
        trees.append(tree)
        leaves.append(tree.leaf[units])
    kept = _pairs(trees, leaves)
    inside = [_within(trees[0], leaves[0], one) & _within(trees[1], leaves[1], other) for (one, other), _ in kept]
    order = sorted(range(len(kept)), key=lambda at: (-int(inside[at].sum()), kept[at][0]))
    of = np.full(len(leaves[0]), -1, dtype=np.int64)
    for place, at in enumerate(order):
        of[inside[at]] = place
    found = tuple(Class(kept[at][0], int(inside[at].sum()), kept[at][1]) for at in order)
    return Classification(of, found, tuple(trees), float((cuts[0] == cuts[1]).all(axis=0).mean()))


def _tree(table: Any, classes: int, smallest: int | None) -> Tree:
    return descend(table, classes, smallest_class(table.shape[0], classes) if smallest is None else smallest)


def _pairs(trees: Sequence[Tree], leaves: Sequence[IntArray]) -> list[tuple[tuple[int, int], float]]:
    """Classes of the two trees, at any level, that are each other's closest, apart, of the highest sum of phi²."""
    (first, held), (second, also) = (_members(tree, leaf) for tree, leaf in zip(trees, leaves, strict=True))
    if not (first and second):
        return []
    total = len(leaves[0])
    chi2 = signed_chi2(held @ also.T, held.sum(axis=1)[:, None], also.sum(axis=1), total)
    closest, closest_back = chi2.argmax(axis=1), chi2.argmax(axis=0)
    partner = {
        first[row]: (second[column], float(np.sqrt(chi2[row, column] / total)))
        for row, column in enumerate(closest)
        if closest_back[column] == row and chi2[row, column] > CRITICAL
    }
    halves: dict[int, list[int]] = {}
    for at, node in enumerate(trees[0].nodes):
        halves.setdefault(node.parent, []).append(at)

    def best(at: int) -> list[tuple[tuple[int, int], float]]:
        below = [pair for half in halves.get(at, []) for pair in best(half)]
        if at not in partner or partner[at][1] ** 2 <= sum(phi**2 for _, phi in below):
            return below
        return [((at, partner[at][0]), partner[at][1])]

    return best(0)


def _within(tree: Tree, leaf: IntArray, at: int) -> Any:
    """Which segments ended in a class or below it."""
    below = {at}
    for number, node in enumerate(tree.nodes):  # halves come after what they are halves of
        if node.parent in below:
            below.add(number)
    return np.isin(leaf, list(below))


def _members(tree: Tree, leaf: IntArray) -> tuple[list[int], FloatArray]:
    """Classes of a tree that are large enough, and which segments are in each.

    The whole is none, nor is the whole without a few segments: any two trees agree on that.
    """
    held = np.zeros((len(tree.nodes), len(leaf)))
    known = np.flatnonzero(leaf >= 0)
    held[leaf[known], known] = 1
    for at in range(len(tree.nodes) - 1, 0, -1):  # halves come after what they are halves of
        held[tree.nodes[at].parent] += held[at]
    large = [at for at, node in enumerate(tree.nodes) if node.size >= tree.smallest]
    halves = Counter(tree.nodes[at].parent for at in large)
    trunk = {-1}
    for at in large:
        parent = tree.nodes[at].parent
        if parent in trunk and (parent < 0 or halves[parent] == 1):
            trunk.add(at)
    kept = [at for at in large if at not in trunk]
    return kept, held[kept]


def profiles(table: Any, of: IntArray, classes: int) -> tuple[IntArray, FloatArray]:
    """What marks each class against the other classified segments.

    Args:
        table: sparse, segments x columns: forms, or what else is known of segments; taken as presence.
        of: class of each segment; -1: not classified, left out of every number.
        classes: number of classes.

    Returns:
        classes x columns: segments of the class that hold the column; its chi-square, below 0 where it is rarer than
        elsewhere (`signed_chi2`).
    """
    known = np.flatnonzero(of >= 0)
    hits: IntArray = sums(binary(table)[known], of[known], classes).toarray().astype(np.int64)
    sizes = np.bincount(of[known], minlength=classes)
    return hits, signed_chi2(hits, sizes[:, None], hits.sum(axis=0), len(known))


def typicality(table: Any, chi2: FloatArray, of: IntArray) -> FloatArray:
    """Sum of the chi-squares of the forms of a segment that mark its class (above `CRITICAL`).

    Args:
        table: sparse, segments x forms.
        chi2: classes x forms, of `profiles`.
        of: class of each segment, or -1.

    Returns:
        One a segment; 0 for those not classified.
    """
    scores = binary(table) @ np.where(chi2 > CRITICAL, chi2, 0).T
    return np.where(of >= 0, scores[np.arange(len(of)), np.maximum(of, 0)], 0.0)
