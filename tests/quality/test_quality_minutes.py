"""Minutes of invented councils in many layouts, written without a look at the splitter. Floors only rise.

`split` in the first row of each truth: `dev` was looked at while mending, `held` is for scoring alone.
"""

import json
import pathlib
import re
import unicodedata

import pytest

from pipeline import understood

MINUTES = pathlib.Path(__file__).parent / "minutes"


def letters(text):
    return re.sub(r"\W+", "", unicodedata.normalize("NFD", text.lower()).encode("ascii", "ignore").decode())


def compared(truth):
    """(acts found and right, acts invented, acts missed) of one document."""
    _, *gold = [json.loads(line) for line in truth.read_text("utf-8").splitlines()]
    read = understood.read(truth.with_suffix(".txt"), "minutes")
    taken, invented = set(), 0
    for unit in (unit for unit in read.units if unit.kind == "act"):
        opening = read.passages[unit.passage_first : unit.passage_first + 3]
        text = letters(" ".join(passage.text for passage in opening)[:500])
        places = (
            rank
            for rank, row in enumerate(gold)
            if rank not in taken and letters(" ".join(row["line_start"].split()[:6])) in text
        )
        place = next(places, None)
        invented += place is None
        taken |= {place} - {None}
    needed = {rank for rank, row in enumerate(gold) if not (row["doubt"] or "").startswith("optional")}
    return len(needed & taken), invented, len(needed - taken)


@pytest.mark.parametrize(("split", "precision_floor", "recall_floor"), [("dev", 0.96, 0.78), ("held", 0.85, 0.73)])
def test_boundaries_of_acts_over_all_layouts(split, precision_floor, recall_floor):
    truths = [path for path in sorted(MINUTES.glob("*.jsonl")) if f'"split": "{split}"' in path.read_text("utf-8")]
    assert len(truths) == 19
    right, invented, missed = map(sum, zip(*map(compared, truths), strict=True))
    assert right / (right + invented) >= precision_floor
    assert right / (right + missed) >= recall_floor
