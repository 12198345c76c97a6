"""Bags and dates -> yearly series of terms and themes, their changes, the replacement curve, candidates for new names."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pipeline.counted import repeated, units
from pipeline.lexicons import load_lexicon
from pipeline.store import Corpus, encode_pretty, write, write_bytes

if TYPE_CHECKING:
    from pipeline.stats.series import Family, Plan
    from pipeline.stats.substitution import Substitution

Progress = Callable[[int, int, str], None]
STEPS = 5
LAST = 9999


def run(corpus: Corpus, settings: dict[str, Any], progress: Progress) -> dict[str, int]:
    """Write series.jsonl, changes.jsonl, substitution.json and verdict.json of the report.

    Args:
        corpus: whose counts.jsonl and duplicates.jsonl are read, one line at a time.
        settings: sections `trends` and `lexicon`.
        progress: called with steps done, steps in all, what comes next.

    Returns:
        Units counted and left out, points, changes.
    """
    from pipeline.judged import judge
    from pipeline.stats.series import Plan, changes, points
    from pipeline.stats.standard import Draws
    from pipeline.stats.tables import Counts

    section = settings["trends"]
    plan = Plan(section.min_units_per_year, section.bootstrap, section.permutations, section.seed)
    progress(0, STEPS, "reading counts")
    counts = Counts(section.first_year, section.last_year or LAST, max(1, section.min_words_per_unit))
    left_out = repeated(corpus)
    for bag in units(corpus, left_out):
        counts.add(bag)
    old, new = competitors(corpus, settings["lexicon"])
    table = counts.table()
    sample, rates, competition = table.sample, table.rates(), table.share_of_new(old, new)
    progress(1, STEPS, "series")
    made = points(sample, [rates, table.shares_of_units(), *competition], plan)
    progress(2, STEPS, "changes")
    changed = changes(sample, [rates, *competition], plan)
    progress(3, STEPS, "replacement")
    write(corpus.reports / "series.jsonl", made)
    write(corpus.reports / "changes.jsonl", changed)
    replacement = _replacement(sample, competition, plan) | {"old": sorted(old), "new": sorted(new)}
    write_bytes(corpus.reports / "substitution.json", encode_pretty(replacement))
    judged = judge(sample, table.uses(old), table.uses(new), settings["periods"], Draws(plan.replicates, plan.seed))
    write_bytes(corpus.reports / "verdict.json", encode_pretty(judged))
    progress(4, STEPS, "candidates")
    candidates = _candidates(corpus, left_out, settings)
    progress(STEPS, STEPS, "done")
    return {
        "units": len(sample.year), "undated": counts.undated, "out of range": counts.out_of_range,
        "too short": counts.too_short, "repeated": len(left_out), "points": len(made), "changes": len(changed),
        "candidates": candidates,
    }  # fmt: skip


def _candidates(corpus: Corpus, left_out: frozenset[str], settings: dict[str, Any]) -> int:
    """Write candidates.jsonl and candidates.csv; the number of those ranked.

    A list in which a person has made choices is not lost: it is kept as candidates-chosen.csv.
    """
    from pipeline.discovery import as_csv, discover, holds_choices

    lexicon = load_lexicon(corpus.home, settings["lexicon"])
    found = discover(lambda: units(corpus, left_out), lexicon, settings["trends"])
    write(corpus.build / "candidates.jsonl", found)
    table = corpus.build / "candidates.csv"
    if table.is_file() and holds_choices(table.read_text("utf-8-sig", errors="replace")):
        table.replace(table.with_name("candidates-chosen.csv"))
    write_bytes(table, as_csv(found))
    return sum(one.rank is not None for one in found)


def competitors(corpus: Corpus, section: Any) -> tuple[frozenset[str], frozenset[str]]:
    """Families of the old and of the new form, whose uses make the share of new terms."""
    lexicon = load_lexicon(corpus.home, section)
    return frozenset(lexicon.binary_old), frozenset(lexicon.binary_new)


def _replacement(sample: Any, competition: "list[Family]", plan: "Plan") -> dict[str, Any]:
    """The S-curve of the share of new terms, or the reason why there is none."""
    import numpy as np

    from pipeline.stats.rates import added
    from pipeline.stats.substitution import FREE, FULL, fit_substitution

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
    if documents < plan.min_clusters:
        reason = f"uses of either form in {documents} document(s); {plan.min_clusters} are needed"
        return base | {"estimable": False, "reason": reason}
    found, model = fit_substitution(years, table[1], table[0] + table[1]), FULL
    if found.partial:
        # forcing the new form to end up alone would bend the midpoint of a partial replacement
        found, model = fit_substitution(years, table[1], table[0] + table[1], upper_level="free"), FREE
    return base | _told(found) | {"model": model, "best_model": found.best_model}


def _told(found: "Substitution") -> dict[str, Any]:
    def rounded(value: Any, decimals: int = 4) -> Any:
        return None if value is None or abs(value) == float("inf") else round(float(value), decimals)

    estimates = {
        name: None if bounded is None else {key: rounded(part) for key, part in bounded._asdict().items()}
        for name, bounded in (
            ("midpoint_year", found.midpoint), ("rate_per_year", found.rate), ("years_10_to_90", found.years_10_to_90),
        )
    }  # fmt: skip
    return estimates | {
        "estimable": found.estimable,
        "reason": found.reason,
        "upper_level": rounded(found.upper_level),
        "dispersion": rounded(found.dispersion),
        "models": [
            {"model": fit.model, "log_likelihood": rounded(fit.log_likelihood, 3), "aicc": rounded(fit.aicc, 3)}
            for fit in found.fits
        ],
        "method": "beta-binomial likelihood of yearly uses; 95 % profile likelihood intervals with an F threshold",
    }
