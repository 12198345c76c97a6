"""Who used a new name first: the collectivités of one corpus in the order of adoption, and the curves over them."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from pipeline.records import Adopter
from pipeline.shift.replacement import rounded
from pipeline.stats.adoption import METHODS, Adoption, adoption
from pipeline.stats.diffusion import Diffusion
from pipeline.stats.hazard import Hazard
from pipeline.stats.histories import History, Row, histories
from pipeline.stats.rates import IntArray
from pipeline.stats.sample import Sample
from pipeline.stats.survival import LogRank, Quantile, Survival
from pipeline.stats.turnbull import Turnbull


class Known(NamedTuple):
    """A collectivité of the official table."""

    code: str
    name: str
    level: str


def rows_of(sample: Sample, new: IntArray, known: Sequence[Known]) -> list[Row]:
    """Documents and uses of each collectivité and year.

    Args:
        sample: dated units.
        new: uses of the new names in each.
        known: the collectivités by the codes of the sample.
    """
    rows = np.flatnonzero(sample.collectivite >= 0)
    keys = np.stack([sample.collectivite[rows], sample.year[rows], sample.document[rows]])
    documents, groups = np.unique(keys, axis=1, return_inverse=True)
    uses = np.bincount(groups.ravel(), weights=new[rows], minlength=documents.shape[1])
    return [
        Row(known[who].code, known[who].name, known[who].level, int(year), 1, int(count))
        for who, year, count in zip(documents[0], documents[1], uses, strict=True)
    ]


def genres_of(sample: Sample, new: IntArray) -> list[dict[str, Any]]:
    """Where a new name is seen first, genre by genre in the order of time: a trace, since genres have few early years."""
    made = []
    for code, genre in enumerate(sample.genres):
        own = sample.genre == code
        using = own & (new > 0)
        made.append({
            "genre": genre, "first_year": int(sample.year[own].min()),
            "first_use": int(sample.year[using].min()) if using.any() else None,
            "documents": len(np.unique(sample.document[own])), "with_use": len(np.unique(sample.document[using])),
        })  # fmt: skip
    return sorted(made, key=lambda one: (one["first_use"] is None, one["first_use"] or 0, one["genre"]))


def adopters(rows: Sequence[Row], found: Adoption) -> list[Adopter]:
    """Collectivités in the order of their first use; those without one last, by name."""
    reasons = {one.code: one.reason for one in found.histories.left_out}
    made = [_adopter(one, reasons.get(one.code)) for one in histories(rows, min_documents=0).kept]
    return sorted(made, key=lambda one: (one.first_use is None, one.first_use or 0, one.name, one.insee))


def _adopter(one: History, left_out: str | None) -> Adopter:
    return Adopter(
        one.code, one.name, one.level, one.years[0], one.years[-1], sum(one.documents) / len(one.documents), one.first_use,
        one.already, one.gap, left_out,
    )  # fmt: skip


def spread(rows: Sequence[Row], *, replicates: int, seed: int) -> tuple[Adoption, dict[str, Any]]:
    """The statistics of adoption, and what adoption.json holds of them.

    Args:
        rows: of `rows_of`.
        replicates: resamples of collectivités and permutations of levels.
        seed: of both.
    """
    found = adoption(rows, replicates=replicates, seed=seed)
    base = {
        "reason": found.reason, "collectivites": len(found.histories.kept), "left_out": len(found.histories.left_out),
        "adopted": found.adopted, "already": found.already, "in_gap": found.in_gap, "since": found.since,
        "until": found.until, "methods": METHODS,
    }  # fmt: skip
    if found.curve is None:
        return found, base
    return found, base | {
        "curve": _curve(found.curve), "median": _quantile(found.median),
        "everyone": _everyone(found.everyone), "by_level": _levels(found.by_level), "hazard": _hazard(found.hazard),
        "shape": _shape(found.shape),
    }  # fmt: skip


def _quantile(one: Quantile) -> dict[str, float | None]:
    return {name: rounded(value, 2) for name, value in one._asdict().items()}


def _curve(curve: Survival) -> list[dict[str, float | int | None]]:
    """Share that has adopted, year by year."""
    columns = zip(*curve, strict=True)
    return [
        {
            "year": int(time), "at_risk": int(risk), "adopting": int(events),
            "share": rounded(1 - stays), "low": rounded(1 - high), "high": rounded(1 - low),
        }
        for time, risk, events, stays, low, high in columns
    ]  # fmt: skip


def _everyone(found: Turnbull | None) -> dict[str, Any] | None:
    if found is None:
        return None
    names = ("after", "until", "share", "low", "high")
    columns = zip(*(getattr(found, name) for name in names), strict=True)
    steps = [dict(zip(names, map(rounded, step), strict=True)) for step in columns]
    return {"steps": steps, "median": _quantile(found.median), "converged": found.converged}


def _levels(test: LogRank | None) -> dict[str, Any] | None:
    if test is None:
        return None
    groups = zip(test.groups, test.members, test.observed, test.expected, strict=True)
    return {
        "p_value": rounded(test.p_permutation),
        "groups": [
            {"level": name, "collectivites": int(n), "adopted": int(seen), "expected": rounded(expected, 2)}
            for name, n, seen, expected in groups
        ],
    }


def _hazard(found: Hazard | None) -> dict[str, Any] | None:
    if found is None:
        return None
    effects = [
        {"name": one.name, "value": rounded(one.value), "low": rounded(one.low), "high": rounded(one.high)}
        for one in found.effects
    ]
    return {
        "reason": found.reason, "rows": found.rows, "events": found.events, "effects": effects,
        "left_out": list(found.left_out), "method": found.method,
    }  # fmt: skip


def _shape(found: Diffusion | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "reading": found.reading, "reason": found.reason, "external": rounded(found.external),
        "internal": rounded(found.internal), "share": _quantile(found.share),
        "from_outside": _quantile(found.from_outside), "jump": found.jump, "adoptions": found.adoptions,
        "at_risk": found.at_risk,
    }  # fmt: skip
