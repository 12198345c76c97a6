"""A name that no lexicon holds is planted in a simulated corpus: it must be among the first ten candidates."""

import msgspec
import pytest

from pipeline import cli
from pipeline.records import Candidate
from pipeline.simulate import simulate
from pipeline.simulate.plan import NEW_NAME
from pipeline.store import read_all

STAGES = ("ingest", "extract", "clean", "acts", "annotate", "count", "trends")
DOCUMENTS = 300


@pytest.mark.parametrize("seed", [20171211, 2])
def test_the_planted_name_is_among_the_first_ten_candidates(tmp_path, monkeypatch, seed):
    """It comes first with both seeds; in the mixed corpus of 150 documents, where 13 hold it, third."""
    monkeypatch.setenv("GLISSEMENT_ROOT", str(tmp_path))
    home = tmp_path / "corpora" / "s"
    simulate(home, documents=DOCUMENTS, seed=seed, formats="txt")
    for stage in STAGES:
        assert cli.run([stage, "s", "--quiet"]) == 0
    assert msgspec.json.decode((home / "truth.json").read_bytes())["new_name"]["name"] == NEW_NAME
    candidates = read_all(home / "build" / "candidates.jsonl", Candidate)
    assert NEW_NAME in [one.term for one in candidates if one.rank and one.rank <= 10]
