"""Classes of the segments of a corpus (Reinert), what marks each of them, and its most typical segments."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

import numpy as np
from scipy.stats import chi2 as chi2_law

from pipeline.errors import UsageError
from pipeline.records import ClassForm, ClassSegment, WordClass
from pipeline.stats.rates import FloatArray, IntArray, wilson_clustered
from pipeline.textometry.classes import ACTIVE_FORMS, Classification, double, profiles, single, typicality
from pipeline.textometry.reinert import CRITICAL, Tree
from pipeline.words.segments import MIN_SEGMENTS, Columns, Read, columns_of

SEGMENTS_FOR_EACH_CLASS = 40
"""Segments needed for each class asked for: a class is then 10 at least (a quarter of the mean), each of its forms in
3 of them; what is smaller shows no vocabulary."""
SHOWN = 8
"""Forms printed beside a class of the tree."""
SEGMENTWISE = "segments taken as independent"
WILSON = "Wilson at the effective number of documents; the classes as given"


class Classes(NamedTuple):
    """Segments in classes, with the columns they were built from."""

    read: Read
    forms: Columns
    found: Classification
    document: IntArray  # of each segment, code


def classify(
    read: Read, classes: int, *, once: bool = False, lengths: tuple[int, int] = ACTIVE_FORMS, name: str = "the corpus"
) -> Classes:
    """Put segments in classes.

    Args:
        read: segments in the order of the text.
        classes: asked for, from 2.
        once: one classification of the segments themselves instead of two of longer units.
        lengths: forms that a unit of context needs in each of the two.
        name: of the corpus, for the message.

    Raises:
        UsageError: there are too few segments, nothing tells them apart, or the two lengths are one.
    """
    segments = read.segments
    if min(lengths) < 1 or lengths[0] == lengths[1]:
        raise UsageError("the two classifications need two different numbers, from 1, as in --lengths 12 20")
    if len(segments) < SEGMENTS_FOR_EACH_CLASS * classes:
        fit = len(segments) // SEGMENTS_FOR_EACH_CLASS
        advice = f"ask for fewer: --classes {fit}" if fit >= 2 else "add documents"
        raise UsageError(
            f"{name} has {len(segments)} segments of about 40 words; {classes} classes need "
            f"{SEGMENTS_FOR_EACH_CLASS * classes} or more; {advice}"
        )
    forms = columns_of([segment.forms for segment in segments], MIN_SEGMENTS)
    text, document = (_codes(names) for names in zip(*((s.unit_id, s.doc_id) for s in segments), strict=True))
    found = single(forms.table, classes) if once else double(forms.table, text, classes, lengths=lengths)
    if len(found.classes) < 2:
        advice = "ask for another number of classes" if once else "try --once, or another number of classes"
        raise UsageError(
            f"{name}: no two classes of {found.trees[0].smallest} or more were found: the segments say the same, or "
            f"too few of them share words; {advice}"
        )
    return Classes(read, forms, found, document)


def tree_rows(classes: Classes, *, steps: bool = True) -> Iterator[WordClass]:
    """The classes, what is left without a class, then the nodes of each tree, each before its halves.

    Args:
        classes: of `classify`.
        steps: all nodes; otherwise those alone where a tree forks into two halves large enough for a class, or ends.
    """
    found = classes.found
    _, chi2 = profiles(classes.forms.table, found.of, len(found.classes))
    for at, one in enumerate(found.classes):
        marks = " ".join(classes.forms.names[column] for column in _strongest(chi2[at])[:SHOWN])
        yield _share_row(classes, at, ("class", at + 1), one.phi, marks)
    if (found.of < 0).any():
        yield _share_row(classes, -1, ("rest", None), None, "")
    for tree, grown in enumerate(found.trees):
        became = {one.ends[tree]: at + 1 for at, one in enumerate(found.classes)}
        parents = {at: node.parent for at, node in enumerate(grown.nodes)} if steps else _forks(grown)
        yield from (_node_row(grown, tree + 1, at, became.get(at), parent) for at, parent in parents.items())


def _forks(grown: Tree) -> dict[int, int]:
    """Large nodes with two large halves or none, each with the one it comes from; -1 for the first."""
    large = [at for at, node in enumerate(grown.nodes) if node.size >= grown.smallest]
    halves = Counter(grown.nodes[at].parent for at in large)
    parents: dict[int, int] = {}
    for at in large:
        above = grown.nodes[at].parent
        while above >= 0 and halves[above] == 1:
            above = grown.nodes[above].parent
        if halves[at] != 1:
            parents[at] = above
    return parents


def _node_row(grown: Tree, tree: int, at: int, number: int | None, parent: int) -> WordClass:
    """A node of a tree."""
    node = grown.nodes[at]
    if number is not None or node.chi2 is not None:
        reason = "no interval: a step of the classification"
    elif node.size < grown.smallest:
        reason = f"no class: under {grown.smallest} units of context"
    else:
        reason = "no class: a part of one, or the other tree has none like it"
    return WordClass(
        "node", number, tree, at, None if parent < 0 else parent, node.size,
        node.size / grown.nodes[0].size, None, None, node.chi2, None,
        None, "", reason,
    )  # fmt: skip


def _share_row(
    classes: Classes, at: int, what: tuple[Literal["class", "rest"], int | None], phi: float | None, marks: str
) -> WordClass:
    """A class, or the rest, with the interval of its share."""
    inside = classes.found.of == at
    trials = np.bincount(classes.document)
    successes = np.bincount(classes.document[inside], minlength=len(trials))
    low = high = None
    method = "no interval: one document"
    if len(trials) > 1:
        low, high = wilson_clustered(successes, trials)
        method = WILSON
    return WordClass(
        what[0], what[1], None, None, None, int(inside.sum()), float(inside.mean()), low, high, None,
        phi, int((successes > 0).sum()), marks, method,
    )  # fmt: skip


def profile_rows(classes: Classes, top: int) -> Iterator[ClassForm]:
    """Forms of each class, strongest first, then what else is known of its segments; of both signs.

    Args:
        classes: of `classify`.
        top: forms at most of each class, and as many of the other columns.
    """
    known = columns_of([segment.known for segment in classes.read.segments], MIN_SEGMENTS)
    tables = [
        (columns, profiles(columns.table, classes.found.of, len(classes.found.classes)))
        for columns in (classes.forms, known)
    ]
    for at in range(len(classes.found.classes)):
        for columns, (hits, chi2) in tables:
            marked = [column for column in _strongest(np.abs(chi2[at])) if abs(chi2[at, column]) > CRITICAL]
            for column in marked[:top]:
                yield _profile(classes, columns, at, column, (hits, chi2))


def _profile(
    classes: Classes, columns: Columns, at: int, column: int, measured: tuple[IntArray, FloatArray]
) -> ClassForm:
    (hits, chi2), of = measured, classes.found.of
    name = columns.names[column]
    kind, _, form = ("form", "", name) if columns is classes.forms else name.partition("=")
    inside = of == at
    held = np.flatnonzero(np.asarray(columns.table[:, [column]].todense()).ravel() > 0)
    value, every = float(chi2[at, column]), int(hits[:, column].sum())
    return ClassForm(
        at + 1, kind, form, int(hits[at, column]), every, int(inside.sum()),
        int((of >= 0).sum()), int(hits[at, column]) / every, value,
        float(f"{chi2_law.sf(abs(value), 1):.4g}"), len(np.unique(classes.document[held[inside[held]]])),
        len(np.unique(classes.document[inside])), SEGMENTWISE,
    )  # fmt: skip


def segment_rows(classes: Classes, top: int) -> Iterator[ClassSegment]:
    """The most typical segments of each class; of the same words, the first alone.

    Args:
        classes: of `classify`.
        top: segments at most of each class.
    """
    of, count = classes.found.of, len(classes.found.classes)
    _, chi2 = profiles(classes.forms.table, of, count)
    scores = typicality(classes.forms.table, chi2, of)
    for at in range(count):
        inside = np.flatnonzero(of == at)
        order = inside[_strongest(scores[inside])]
        distinct: dict[frozenset[str], int] = {}
        for row in order:
            distinct.setdefault(classes.read.segments[row].forms, int(row))
        for rank, row in enumerate(list(distinct.values())[:top], 1):
            segment = classes.read.segments[row]
            yield ClassSegment(
                at + 1, rank, float(scores[row]), segment.doc_id, segment.unit_id, segment.passage_id,
                segment.page, segment.text,
            )  # fmt: skip


def facts(classes: Classes) -> dict[str, int | float]:
    """Segments, forms, units read, classes; shares of segments without a class, and in one unit of both classifications.

    Args:
        classes: of `classify`.
    """
    read, found = classes.read, classes.found
    return {
        "segments": len(found.of), "forms": len(classes.forms.names), "units_read": read.drawn, "units": read.units,
        "classes": len(found.classes), "without": round(float((found.of < 0).mean()), 4), "alike": round(found.alike, 4),
    }  # fmt: skip


def told(classes: Classes, wanted: int, *, once: bool) -> str:
    """What was read and how much of it has a class, in one line.

    Args:
        classes: of `classify`.
        wanted: classes asked for.
        once: whether there was one classification.
    """
    known, trees = facts(classes), classes.found.trees
    drawn = known["units_read"] < known["units"]
    part = f" of {known['units_read']:,} units drawn from {known['units']:,}" if drawn else ""
    units = " and ".join(f"{tree.nodes[0].size:,}" for tree in trees)
    alike = f"two classifications, of {units} units of context, {known['alike']:.0%} of the segments in the same unit"
    way = "one classification" if once else alike
    poor = not once and 2 * known["classes"] < wanted
    few = "; few of those asked for: words without any order leave as many" if poor else ""
    return (
        f"{known['segments']:,} segments{part}, {known['forms']:,} forms; {way}; {known['classes']} classes; "
        f"{known['without']:.1%} without a class{few}"
    )


def _strongest(values: FloatArray) -> list[int]:
    """Places by falling value; rounded, so that the last bits of equal values do not decide."""
    return [int(at) for at in np.argsort(-values.round(9), kind="stable")]


def _codes(names: Sequence[str]) -> IntArray:
    places = {name: at for at, name in enumerate(Counter(names))}
    return np.array([places[name] for name in names], dtype=np.int64)
