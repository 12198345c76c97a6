"""Bags and dates -> yearly series of terms and themes, their changes, candidates for new names."""

from collections.abc import Callable
from typing import Any

from pipeline.counted import counts_to_fill, repeated, units
from pipeline.lexicons import competitors, load_lexicon
from pipeline.store import Corpus, write, write_bytes

Progress = Callable[[int, int, str], None]
STEPS = 4


def run(corpus: Corpus, settings: dict[str, Any], progress: Progress) -> dict[str, int]:
    """Write series.jsonl, changes.jsonl and trends.jsonl of the report, and the candidates for new names.

    Args:
        corpus: whose counts.jsonl and duplicates.jsonl are read, one line at a time.
        settings: sections `trends` and `lexicon`.
        progress: called with steps done, steps in all, what comes next.

    Returns:
        Units counted and left out, points, changes.
    """
    from pipeline.stats.series import Plan, changes, points
    from pipeline.stats.slopes import slopes

    section = settings["trends"]
    plan = Plan(section.min_units_per_year, section.bootstrap, section.permutations, section.seed)
    progress(0, STEPS, "reading counts")
    counts = counts_to_fill(section)
    left_out = repeated(corpus)
    for bag in units(corpus, left_out):
        counts.add(bag)
    old, new = competitors(corpus.home, settings["lexicon"])
    table = counts.table()
    sample, competition = table.sample, table.share_of_new(old, new)
    rates = [table.rates(), *filter(lambda family: family.names, [table.decided()])]
    progress(1, STEPS, "series")
    made = points(sample, [*rates, table.shares_of_units(), *competition], plan)
    progress(2, STEPS, "changes")
    changed = changes(sample, [*rates, *competition], plan)
    write(corpus.reports / "series.jsonl", made)
    write(corpus.reports / "changes.jsonl", changed)
    write(corpus.reports / "trends.jsonl", slopes(made, plan.permutations, plan.seed))
    progress(3, STEPS, "candidates")
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
