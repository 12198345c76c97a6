"""The S-curve of the share of new names in one corpus, or the reason why there is none."""

from typing import Any

import numpy as np

from pipeline.stats.rates import added
from pipeline.stats.sample import Sample
from pipeline.stats.series import Family
from pipeline.stats.substitution import FREE, FULL, Substitution, fit_substitution


def replacement(sample: Sample, competition: list[Family], min_documents: int) -> dict[str, Any]:
    """What substitution.json holds, but for the names themselves.

    Args:
        sample: dated units.
        competition: the share of the new names among uses of either; none where neither is used.
        min_documents: with a use; fewer make no curve.
    """
    if not competition:
        return {"estimable": False, "reason": "neither form is used in a dated unit", "years": [], "documents": 0}
    both, new = competition[0].bases, competition[0].hits.toarray().ravel().astype(np.int64)
    used = np.flatnonzero(both)
    years, groups = np.unique(sample.year[used], return_inverse=True)
    table = [added(groups, part[used], len(years)).astype(np.int64) for part in (both - new, new)]
    documents = len(np.unique(sample.document[used]))
    base = {
        "documents": documents,
        "years": [
            {"year": int(year), "old": int(old_uses), "new": int(new_uses)}
            for year, old_uses, new_uses in zip(years, *table, strict=True)
        ],
    }
    if documents < min_documents:
        reason = f"uses of either form in {documents} document(s); {min_documents} are needed"
        return base | {"estimable": False, "reason": reason}
    found, model = fit_substitution(years, table[1], table[0] + table[1]), FULL
    if found.partial:
        # forcing the new form to end up alone would bend the midpoint of a partial replacement
        found, model = fit_substitution(years, table[1], table[0] + table[1], upper_level="free"), FREE
    return base | _told(found) | {"model": model, "best_model": found.best_model}


def _told(found: Substitution) -> dict[str, Any]:
    estimates = {
        name: None if bounded is None else {key: rounded(part) for key, part in bounded._asdict().items()}
        for name, bounded in (
            ("midpoint_year", found.midpoint), ("rate_per_year", found.rate), ("years_10_to_90", found.years_10_to_90),
        )
    }  # fmt: skip
    return estimates | {
        "estimable": found.estimable,
        "reason": found.reason,
        "step_year": found.step_year,
        "upper_level": rounded(found.upper_level),
        "dispersion": rounded(found.dispersion),
        "models": [
            {"model": fit.model, "log_likelihood": rounded(fit.log_likelihood, 3), "aicc": rounded(fit.aicc, 3)}
            for fit in found.fits
        ],
        "method": "beta-binomial likelihood of yearly uses; 95 % profile likelihood intervals with an F threshold",
    }


def rounded(value: float | None, decimals: int = 4) -> float | None:
    """A number for a JSON file; null where it is absent or endless."""
    return None if value is None or not np.isfinite(value) else round(float(value), decimals)
