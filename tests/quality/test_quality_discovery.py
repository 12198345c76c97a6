"""A name that no lexicon holds is planted in a simulated corpus: it must be among the first ten candidates."""

import os
import subprocess
import sys

import msgspec
import pytest

from pipeline.records import Candidate
from pipeline.simulate.plan import NEW_NAME
from pipeline.store import read_all

STAGES = ("ingest", "extract", "clean", "acts", "annotate", "count", "trends")


@pytest.mark.parametrize(
    ("seed", "documents"),
    [(20171211, 300), (2, 300)],  # places 1 and 1; in the mixed corpus of 150 documents, where 13 hold it, place 3
)
def test_the_planted_name_is_among_the_first_ten_candidates(tmp_path, seed, documents):
    for name in ("corpora", "models", "reports"):
        (tmp_path / name).mkdir()
    environment = os.environ | {"GLISSEMENT_ROOT": str(tmp_path)}
    for command in (
        ("simulate", "s", "--documents", str(documents), "--formats", "txt", "--seed", str(seed)),
        *((stage, "s", "--quiet") for stage in STAGES),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "pipeline", *command], env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    home = tmp_path / "corpora" / "s"
    assert msgspec.json.decode((home / "truth.json").read_bytes())["new_name"]["name"] == NEW_NAME
    first = [
        one.term for one in read_all(home / "build" / "candidates.jsonl", Candidate) if one.rank and one.rank <= 10
    ]
    assert NEW_NAME in first
