"""What the documents of each collectivité let one know of the year in which it first used a new term in free text."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from pipeline.stats.rates import FloatArray, IntArray
from pipeline.stats.survival import BoolArray, Spans

MIN_DOCUMENTS = 5.0
"""Documents a year on average; with fewer, a late first use tells of few documents as much as of late adoption.

Where a share q of the documents of an adopter hold the term, m documents a year show it (1 - q)^m / (1 - (1 - q)^m)
years late on average: for q = 1/5, 1.8 years with 2 documents, half a year with 5, a tenth with 10.
"""


class Row(NamedTuple):
    """One year of one collectivité."""

    code: str
    name: str
    level: str  # commune, EPCI, département, région
    year: int
    documents: int
    uses: int  # of the new terms, in free text


class History(NamedTuple):
    """The years of one collectivité that have documents, and the first with a use."""

    code: str
    name: str
    level: str
    years: tuple[int, ...]  # rising, one or more
    documents: tuple[int, ...]  # above 0
    first_use: int | None

    @property
    def already(self) -> bool:
        """The use stands in the very first year: adopted then or at any time before, an adoption nobody saw."""
        return self.first_use == self.years[0]

    @property
    def last_without(self) -> int | None:
        """Last year with documents and still no use; None when there is none."""
        before = [year for year in self.years if self.first_use is None or year < self.first_use]
        return before[-1] if before else None

    @property
    def gap(self) -> int:
        """Years without documents between the last year without use and the first with one: adoption lies in any."""
        if self.first_use is None or self.last_without is None:
            return 0
        return self.first_use - self.last_without - 1


class LeftOut(NamedTuple):
    """A collectivité that is not counted, and why."""

    code: str
    name: str
    reason: str


class Histories(NamedTuple):
    """Collectivités by code, and those left out."""

    kept: tuple[History, ...]
    left_out: tuple[LeftOut, ...]


class Intervals(NamedTuple):
    """The year of adoption of each collectivité, as far as its documents tell: after `left`, by `right`."""

    left: FloatArray  # last year without use; -inf for a use in the first year
    right: FloatArray  # first year with a use; infinite where there is none
    entry: FloatArray  # first year with documents


def histories(rows: Sequence[Row], *, min_documents: float = MIN_DOCUMENTS) -> Histories:
    """What is known of each collectivité.

    Args:
        rows: in any order; rows of the same collectivité and year are added up; a year without documents is a gap.
        min_documents: a year, on average over the years that have some; collectivités with fewer are left out.

    Raises:
        ValueError: a negative number, or uses without documents.
    """
    found: dict[str, dict[int, tuple[int, int]]] = {}
    told: dict[str, Row] = {}
    for row in sorted(rows):
        if row.documents < 0 or row.uses < 0 or row.uses > 0 == row.documents:
            raise ValueError(f"{row.code}, {row.year}: {row.uses} use(s) in {row.documents} document(s)")
        told[row.code] = row
        years = found.setdefault(row.code, {})
        before = years.get(row.year, (0, 0))
        if row.documents:
            years[row.year] = before[0] + row.documents, before[1] + row.uses
    kept, left_out = [], []
    for code, years in sorted(found.items()):
        name, level = told[code].name, told[code].level
        documents = tuple(years[year][0] for year in sorted(years))
        mean = sum(documents) / max(1, len(documents))
        if not documents or mean < min_documents:
            reason = (
                f"{mean:.1f} documents a year on average; {min_documents:g} are needed" if documents else "no document"
            )
            left_out.append(LeftOut(code, name, reason))
            continue
        used = [year for year in sorted(years) if years[year][1]]
        kept.append(History(code, name, level, tuple(sorted(years)), documents, used[0] if used else None))
    return Histories(tuple(kept), tuple(left_out))


def intervals(kept: Sequence[History]) -> Intervals:
    """Censoring intervals: of everyone, those with a use in their first year included (left-censored)."""
    never, always = np.inf, -np.inf
    return Intervals(
        np.array([always if one.last_without is None else one.last_without for one in kept], dtype=np.float64),
        np.array([never if one.first_use is None else one.first_use for one in kept], dtype=np.float64),
        np.array([one.years[0] for one in kept], dtype=np.float64),
    )


def spans(kept: Sequence[History]) -> Spans:
    """Entry, end, event of those not yet using the term when first seen; an event counts in the year it is seen."""
    followed = [one for one in kept if not one.already]
    ends = [one.years[-1] if one.first_use is None else one.first_use for one in followed]
    return Spans(
        np.array([one.years[0] for one in followed], dtype=np.float64),
        np.array(ends, dtype=np.float64),
        np.array([one.first_use is not None for one in followed], dtype=bool),
    )


class AtRisk(NamedTuple):
    """Years in which a collectivité with documents could adopt: those after its first one, up to its adoption."""

    history: IntArray  # index of the collectivité
    year: IntArray
    adopts: BoolArray
    documents: IntArray
    others: FloatArray  # share of the other collectivités seen so far that had adopted by the year before


def at_risk(kept: Sequence[History]) -> AtRisk:
    """One row for each year at risk, by collectivité then year. Years without documents have no row.

    A collectivité with a use in its first year is never at risk, but counts among the others that have adopted.
    """
    first = np.array([one.years[0] for one in kept])
    used = np.array([np.inf if one.first_use is None else one.first_use for one in kept])
    rows = [
        (index, year, year == one.first_use, documents, _share_of_others(first, used, index, year))
        for index, one in enumerate(kept)
        for year, documents in zip(one.years[1:], one.documents[1:], strict=True)
        if not one.already and (one.first_use is None or year <= one.first_use)
    ]
    columns = list(zip(*rows, strict=True)) or [()] * 5
    return AtRisk(
        np.array(columns[0], dtype=np.int64), np.array(columns[1], dtype=np.int64), np.array(columns[2], dtype=bool),
        np.array(columns[3], dtype=np.int64), np.array(columns[4], dtype=np.float64),
    )  # fmt: skip


def _share_of_others(first: IntArray, used: FloatArray, index: int, year: int) -> float:
    """0 when nobody else was seen before this year."""
    seen = first < year
    seen[index] = False
    return float((used[seen] < year).mean()) if seen.any() else 0.0


def covariates(
    kept: Sequence[History], risk: AtRisk, *, laws: Sequence[int] = (), sizes: Mapping[str, float] | None = None
) -> tuple[tuple[str, ...], FloatArray]:
    """Covariates of the hazard, one row for each year at risk.

    Adoption by the others rises with time, as anything does that makes later years different: its effect alone is no
    proof of imitation.

    Args:
        kept: the collectivités.
        risk: their years at risk.
        laws: years from which a law is in force; each gives a column that is 1 from then on.
        sizes: population by code, above 0, for all collectivités; its logarithm is a column.

    Returns:
        Names and table: log of the documents of that year, adoption by the others, then laws, then population.

    Raises:
        ValueError: a collectivité has no population.
    """
    names = ["log documents", "adopted by others", *(f"since {law}" for law in laws)]
    columns = [np.log(risk.documents), risk.others, *((risk.year >= law).astype(np.float64) for law in laws)]
    if sizes is not None:
        unknown = [one.code for one in kept if sizes.get(one.code, 0) <= 0]
        if unknown:
            raise ValueError(f"no population for {', '.join(unknown)}")
        names.append("log population")
        columns.append(np.log(np.array([sizes[one.code] for one in kept], dtype=np.float64))[risk.history])
    return tuple(names), np.stack(columns, axis=1)


class Yearly(NamedTuple):
    """Counts of each year for the shape of the spread."""

    year: IntArray
    at_risk: IntArray
    adopting: IntArray
    adopted: FloatArray  # share of those seen so far that had adopted when the year began


def yearly(kept: Sequence[History]) -> Yearly:
    """Counts by year, from the second year with documents; an adoption counts in the year it is seen."""
    entry, end, event = spans(kept)
    first, used = intervals(kept).entry, intervals(kept).right
    year = np.arange(int(first.min()) + 1, int(max(one.years[-1] for one in kept)) + 1)
    known = (first[:, None] < year).sum(axis=0)
    return Yearly(
        year,
        ((entry[:, None] < year) & (end[:, None] >= year)).sum(axis=0),
        ((end[:, None] == year) & event[:, None]).sum(axis=0),
        (used[:, None] < year).sum(axis=0) / np.maximum(known, 1),
    )
