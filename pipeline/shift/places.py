"""The series of terms in parts of the corpus: each collectivité, each level, each period of the study."""

from collections.abc import Sequence

import msgspec
import numpy as np

from pipeline.records import PartPoint, Place, Point
from pipeline.settings import Period
from pipeline.shift.adopted import Known
from pipeline.stats.rates import IntArray
from pipeline.stats.sample import Sample
from pipeline.stats.series import Family, Plan, points

SHOWN = ("term:", "share:")


def part_points(
    sample: Sample, families: Sequence[Family], known: Sequence[Known], periods: Sequence[Period], plan: Plan
) -> list[PartPoint]:
    """Series by collectivité and year, by level and year, and by period, in this order.

    Parts with fewer documents than an interval needs are left out.

    Args:
        sample: dated units.
        families: of series; those of terms and of the share of the new names are computed.
        known: the collectivités by the codes of the sample.
        periods: of corpus.toml.
        plan: how intervals are made.
    """
    chosen = [_named(family) for family in families]
    levels = tuple(sorted({one.level for one in known} - {""}))
    of_level = np.array([levels.index(one.level) if one.level else -1 for one in known] or [-1], dtype=np.int64)
    level = np.where(sample.collectivite >= 0, of_level[sample.collectivite], -1)
    codes = tuple(one.code for one in known)
    made = [*_by("collectivite", sample, chosen, sample.collectivite, codes, plan)]
    made += _by("level", sample, chosen, level, levels, plan)
    if periods:
        code = np.full(len(sample.year), -1)
        for at, period in enumerate(periods):
            code[(sample.year >= period.first) & (sample.year <= period.last)] = at
        flat = sample._replace(year=np.zeros_like(sample.year))
        made += _by("period", flat, chosen, code, tuple(period.label for period in periods), plan)
    return made


def _named(family: Family) -> Family:
    kept = [at for at, name in enumerate(family.names) if name.startswith(SHOWN)]
    return family._replace(names=tuple(family.names[at] for at in kept), hits=family.hits[:, kept])


def _by(
    by: Place, sample: Sample, families: Sequence[Family], code: IntArray, names: tuple[str, ...], plan: Plan
) -> list[PartPoint]:
    """Points of each part: the parts stand where the genres do."""
    rows = np.flatnonzero(code >= 0)
    if not len(rows):
        return []
    # codes may be many and most too rare: those that are left out get no series
    documents = np.unique(np.stack([code[rows], sample.document[rows]]), axis=1)[0]
    enough = np.bincount(documents, minlength=len(names)) >= plan.min_clusters
    rows = rows[enough[code[rows]]]
    found, place = np.unique(code[rows], return_inverse=True)
    parts = tuple(names[at] for at in found)
    cut = sample.take(rows)._replace(genre=place.astype(np.int64), genres=parts)
    families = [family._replace(hits=family.hits[rows], bases=family.bases[rows]) for family in families]
    if len(parts) == 1:  # one part alone is the whole to `points`
        return [_as_part(by, parts[0], point) for point in points(cut, families, plan)]
    told = (point for point in points(cut, families, plan) if point.genre is not None)
    return [_as_part(by, str(point.genre), point) for point in told]


def _as_part(by: Place, part: str, point: Point) -> PartPoint:
    values = msgspec.structs.asdict(point)
    year = values.pop("year")
    values.pop("genre")
    return PartPoint(by=by, part=part, year=None if by == "period" else year, **values)
