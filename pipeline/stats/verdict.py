"""Replacement, addition, dilution or undecided: what two periods say of an old and a new name, and what speaks for it.

The rule asks each condition of an interval: a name is up or down when the interval of its change leaves out 0, and flat
when it lies inside a band declared beforehand. « Not significant » is not « flat ».
"""

from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.stats.composition import BoundedSplit, Cells, split_interval
from pipeline.stats.rates import MIN_CLUSTERS, FloatArray, IntArray, added
from pipeline.stats.sample import MANY_COLLECTIVITES, stream
from pipeline.stats.standard import Change, Draws, equal_change, level

Label = Literal["replacement", "addition", "dilution", "undecided", "not estimable"]

EQUIVALENCE = 0.25
"""Half-width of the band inside which a rate is called flat, as a share of its pooled value (methods: ±25 %)."""
MIN_STRATUM = 5
"""Documents a genre needs in both periods to be a stratum of its own; smaller ones are one stratum together."""

LEAST_OVERLAP = 0.5
"""Part of the small genres' documents that both periods share, from which they are compared as one stratum: less, and
most of its change may be one of genres."""

BoolArray = npt.NDArray[np.bool_]


class Counts(NamedTuple):
    """Dated units; one a row."""

    later: IntArray  # 0: of the earlier period, 1: of the later
    genre: IntArray
    document: IntArray
    collectivite: IntArray  # -1 where unknown
    words: FloatArray
    old: FloatArray  # uses of the old names
    new: FloatArray  # uses of the new names

    def take(self, rows: "IntArray | BoolArray") -> "Counts":
        """Some of the units."""
        return Counts(
            self.later[rows], self.genre[rows], self.document[rows], self.collectivite[rows], self.words[rows],
            self.old[rows], self.new[rows],
        )  # fmt: skip


class _Compared(NamedTuple):
    """What a change is measured on."""

    hits: FloatArray
    bases: FloatArray
    strata: IntArray
    share: bool = False


class Moves(NamedTuple):
    """Changes of the rate of the old names, of that of the new, and of the share of the new among both."""

    old: Change
    new: Change
    share: Change | None  # None where a period uses neither name in enough documents


class Verdict(NamedTuple):
    """The verdict and what it rests on."""

    label: Label
    reason: str  # why not estimable or undecided; empty otherwise
    composition: bool  # the crude curve moves, the standardised one does not
    crude: Moves | None
    standardised: Moves | None
    panel: Moves | None  # collectivités with documents in both periods; None where fewer than two are known
    panel_size: int
    equal: Moves | None = None  # the same collectivités, each counted once; None where fewer than five are known
    splits: dict[str, BoundedSplit] | None = (
        None  # crude change of the rate of `old` and `new` in its mix and rate parts
    )


def verdict(counts: Counts, draws: Draws) -> Verdict:
    """Judge an old and a new name between two periods.

    Args:
        counts: units of the two periods, repeated texts left out.
        draws: resamples and their seed.
    """
    documents = [len(np.unique(counts.document[counts.later == side])) for side in (0, 1)]
    if min(documents) < MIN_CLUSTERS:
        return no_verdict(f"{min(documents)} documents in one of the periods; {MIN_CLUSTERS} are needed")
    used = np.unique(counts.document[counts.old + counts.new > 0])
    if len(used) < MIN_CLUSTERS:
        return no_verdict(f"{len(used)} documents use either name; {MIN_CLUSTERS} are needed")
    met = _met(counts)
    if not met.any():
        return no_verdict("no genre has documents in both periods: names and kinds of documents changed together")
    strata = _strata(counts.take(met))
    crude = _moves(counts, np.zeros(len(counts.genre), dtype=np.int64), draws)
    standardised = _moves(counts.take(met), strata, draws)
    panel, size = _panel(counts, draws)
    label, reason = _judged(standardised, panel, _pooled(counts))
    composition = _is_composition(crude, standardised)
    splits = _splits(counts.take(met), strata, draws)
    return Verdict(label, reason, composition, crude, standardised, panel, size, _equal(counts), splits)


def _splits(counts: Counts, strata: IntArray, draws: Draws) -> dict[str, BoundedSplit] | None:
    """Mix and rate parts of the change of each name (Kitagawa 1955); None where there is one stratum alone."""
    if not strata.any():
        return None
    made = {}
    for name, hits in (("old", counts.old), ("new", counts.new)):
        sides = []
        for side in (0, 1):
            rows = np.flatnonzero(counts.later == side)
            keys = np.stack([strata[rows], counts.document[rows]])
            found, group = np.unique(keys, axis=1, return_inverse=True)
            uses, words = (added(group.ravel(), values[rows], found.shape[1]) for values in (hits, counts.words))
            sides.append(Cells(uses, words, found[0].astype(np.int64)))
        made[name] = split_interval((sides[0], sides[1]), draws.replicates, stream(draws.seed, "split", name))
    return made


def _judged(moves: Moves, panel: Moves | None, pooled: float) -> tuple[Label, str]:
    if moves.share is None:
        return "not estimable", f"a period uses either name in fewer than {MIN_CLUSTERS} documents"
    rises, falls = moves.share.up, moves.old.down
    kept = panel is None or (panel.share is not None and panel.share.difference > 0 and panel.old.difference < 0)
    rules: tuple[tuple[bool, Label, str], ...] = (
        (falls and moves.new.down, "dilution", ""),
        (not rises, "undecided", "the share of the new names does not rise beyond chance"),
        (moves.old.flat(EQUIVALENCE * pooled), "addition", ""),
        (not falls, "undecided", "the old names neither fall beyond chance nor are shown to keep their rate"),
        (not kept, "undecided", "the collectivités seen in both periods do not move the same way"),
        (True, "replacement", ""),
    )
    return next((label, reason) for holds, label, reason in rules if holds)


def _is_composition(crude: Moves, standardised: Moves) -> bool:
    """Whether a crude change disappears once the mix of genres is held still."""
    pairs = [(crude.old, standardised.old), (crude.new, standardised.new)]
    if crude.share is not None and standardised.share is not None:
        pairs.append((crude.share, standardised.share))
    return any((one.up and not other.up) or (one.down and not other.down) for one, other in pairs)


def no_verdict(reason: str) -> Verdict:
    """Nothing can be judged, and why."""
    return Verdict("not estimable", reason, False, None, None, None, 0)


def _met(counts: Counts) -> BoolArray:
    """Units that can be compared: those of genres with enough documents in both periods, and of the rest if it is alike.

    The rest, genres too small for a stratum, is one stratum where its mix is much the same in both periods; where it is
    not, a change of names there may be one of genres.
    """
    seen = _documents_by_genre(counts)
    enough = seen.min(axis=0) >= MIN_STRATUM
    rest = np.where(enough, 0, seen)
    shares = rest / np.maximum(rest.sum(axis=1, keepdims=True), 1)
    alike = float(shares.min(axis=0).sum()) >= LEAST_OVERLAP
    met: BoolArray = (enough | alike)[counts.genre]
    return met


def _documents_by_genre(counts: Counts) -> FloatArray:
    """Documents of each genre in both periods."""
    seen = np.zeros((2, int(counts.genre.max()) + 1))
    for side in (0, 1):
        mine = counts.later == side
        pairs = np.unique(np.stack([counts.genre[mine], counts.document[mine]]), axis=1)
        seen[side] = np.bincount(pairs[0], minlength=seen.shape[1])
    return seen


def _strata(counts: Counts) -> IntArray:
    """Genres with enough documents in both periods, the others as one; a rest too small joins the largest."""
    seen = _documents_by_genre(counts)
    enough = seen.min(axis=0) >= MIN_STRATUM
    rest = seen[:, ~enough].sum(axis=1)
    code = np.cumsum(enough) - 1
    if not enough.any():
        return np.zeros(len(counts.genre), dtype=np.int64)
    other = (
        int(enough.sum()) if rest.min() >= MIN_STRATUM else int(code[np.argmax(np.where(enough, seen.sum(axis=0), -1))])
    )
    return np.where(enough, code, other)[counts.genre].astype(np.int64)


def _moves(counts: Counts, strata: IntArray, draws: Draws) -> Moves:
    old, new = (_change(counts, _Compared(hits, counts.words, strata), draws) for hits in (counts.old, counts.new))
    used = counts.old + counts.new > 0
    share = None
    if all(len(np.unique(counts.document[used & (counts.later == side)])) >= MIN_CLUSTERS for side in (0, 1)):
        share = _share(counts, strata, draws)
    return Moves(old, new, share)


def _share(counts: Counts, strata: IntArray, draws: Draws) -> Change:
    """Share of the new names; a stratum without uses in one of the periods cannot be compared, and all are one then."""
    both = counts.old + counts.new
    used = np.flatnonzero(both > 0)
    mine = strata[used]
    sides = [np.unique(mine[counts.later[used] == side]) for side in (0, 1)]
    if not np.array_equal(sides[0], sides[1]):
        mine = np.zeros(len(used), dtype=np.int64)
    _, mine = np.unique(mine, return_inverse=True)
    chosen = counts.take(used)
    return _change(chosen, _Compared(chosen.new, both[used], mine.astype(np.int64), share=True), draws)


def _change(counts: Counts, of: _Compared, draws: Draws) -> Change:
    weights = added(of.strata, of.bases, int(of.strata.max()) + 1)
    levels = []
    for side in (0, 1):
        rows = np.flatnonzero(counts.later == side)
        found, group = np.unique(np.stack([of.strata[rows], _cluster(counts, rows)]), axis=1, return_inverse=True)
        hits, bases = (added(group.ravel(), values[rows], found.shape[1]) for values in (of.hits, of.bases))
        own = draws._replace(seed=2 * draws.seed + side)  # draws of its own: the periods are independent
        levels.append(level(hits, bases, found[0].astype(np.int64), weights, own, share=of.share))
    return Change.between(*levels)


def _cluster(counts: Counts, rows: IntArray) -> IntArray:
    """Collectivités where many are known, else documents: those of one collectivité resemble one another."""
    known = counts.collectivite[rows]
    many = len(np.unique(known[known >= 0])) >= MANY_COLLECTIVITES
    return np.where(known >= 0, known, -1 - counts.document[rows]) if many else counts.document[rows]


def _equal(counts: Counts) -> Moves | None:
    """Changes over the collectivités of both periods, each counted once; of the share, over those that use either name."""
    members = _seen_twice(counts)
    if len(members) < MIN_CLUSTERS:
        return None
    known = np.flatnonzero(np.isin(counts.collectivite, members))
    place = np.searchsorted(members, counts.collectivite[known]) + len(members) * counts.later[known]
    old, new, words = (
        added(place, values[known], 2 * len(members)).reshape(2, -1)
        for values in (counts.old, counts.new, counts.words)
    )
    both = old + new
    using = (both > 0).all(axis=0)
    share = equal_change(*(new / np.maximum(both, 1))[:, using]) if using.sum() >= MIN_CLUSTERS else None
    return Moves(equal_change(*(old / words)), equal_change(*(new / words)), share)


def _seen_twice(counts: Counts) -> IntArray:
    """Collectivités with documents in both periods, by code."""
    known = counts.collectivite
    both: IntArray = np.intersect1d(
        known[(counts.later == 0) & (known >= 0)], known[(counts.later == 1) & (known >= 0)]
    )
    return both


def _panel(counts: Counts, draws: Draws) -> tuple[Moves | None, int]:
    """The same changes among collectivités that have documents in both periods."""
    both = _seen_twice(counts)
    rows = np.flatnonzero(np.isin(counts.collectivite, both))
    if len(both) < 2:
        return None, len(both)
    chosen = counts.take(rows)
    return _moves(chosen, _strata(chosen), draws), len(both)


def _pooled(counts: Counts) -> float:
    """Rate of the old names over both periods."""
    return float(counts.old.sum() / counts.words.sum())
