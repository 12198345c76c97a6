"""Collocates of a simulated corpus whose truth is known: francs until 2001, euros from 2002, near the same term.

The sums of money stand in the same sentences before and after, so that the currency is the one thing that moves.
"""

import numpy as np
import pytest

from pipeline import cli
from pipeline.settings import Period
from pipeline.simulate.french import FIRST_EURO_YEAR
from pipeline.store import Corpus
from pipeline.text.analysers import Simple
from pipeline.words.collocates import changes, collocates
from pipeline.words.parts import table_of
from pipeline.words.windows import windows_of

DOCUMENTS = 240
PERIODS = (Period("francs", 1992, FIRST_EURO_YEAR - 1), Period("euros", FIRST_EURO_YEAR, 2024))


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    root = tmp_path_factory.mktemp("collocates")
    for name in ("corpora", "models", "reports"):
        (root / name).mkdir()
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("GLISSEMENT_ROOT", str(root))
        assert cli.run(["simulate", "s", "--documents", str(DOCUMENTS), "--formats", "txt"]) == 0
        for stage in ("ingest", "extract", "clean", "acts", "annotate", "count"):
            assert cli.run([stage, "s", "--quiet"]) == 0
    home = root / "corpora" / "s"
    return Corpus("s", str(home), str(home / "raw"), str(root))


def test_the_currency_changes_and_is_found(corpus):
    table = table_of(corpus, "lemma", "period", PERIODS)
    windows = windows_of(corpus, table, ["CD"], 10, Simple())["CD"]
    listed = {(row.part, row.collocate): row for row in collocates(table, windows, "CD", 99, 1)}
    assert ("euros", "euro") in listed
    assert not {("euros", "franc"), ("francs", "euro")} & set(listed)
    moved = {row.collocate: row for row in changes(table, windows, "CD", 99, 1)}
    assert moved["euro"].log_odds > 2
    assert moved["euro"].low > 0
    assert all("euro" in sentence for _, _, sentence in moved["euro"].examples)


def test_documents_dealt_out_at_random_change_nothing(corpus):
    """Words that are chosen because they stand out in one period are not thereby found to move."""
    table = table_of(corpus, "lemma", "period", PERIODS)
    windows = windows_of(corpus, table, ["CD"], 10, Simple())["CD"]
    documents = np.unique(table.document)
    own = np.array([table.part[table.document == document][0] for document in documents])
    tried = missed = 0
    for seed in range(8):
        dealt = np.random.default_rng(seed).permutation(own)
        rows = changes(
            table._replace(part=dealt[np.searchsorted(documents, table.document)]),
            windows._replace(part=dealt[np.searchsorted(documents, windows.document)]), "CD", 99, seed,
        )  # fmt: skip
        bounds = [(row.low, row.high) for row in rows if row.log_odds is not None]
        tried += len(bounds)
        missed += sum((low is not None and low > 0) or (high is not None and high < 0) for low, high in bounds)
    assert tried > 150
    assert missed / tried < 0.1  # nominal 5 %; words of one sentence template move together


def test_the_same_corpus_gives_the_same_rows(corpus):
    table = table_of(corpus, "lemma", "period", PERIODS)
    windows = windows_of(corpus, table, ["CD"], 10, Simple())["CD"]
    assert list(collocates(table, windows, "CD", 5, 1)) == list(collocates(table, windows, "CD", 5, 1))
