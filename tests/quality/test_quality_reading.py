"""Printed text of pages with known truth: floors that only rise. What OCR reads has its own."""

import pytest
import reading_score
from reading_score import REAL, SHARED, digital, generated, pages, read, real

TEXT_PAGES = [name for name in pages() if "_CR-CM-2" not in name]
"""The three minutes of other dates are scans."""
TABLE_FIRST = ("montpellier_2014-05-22-0000072185_p2", "montpellier_PV-CM-17-02-2014_p60")
"""Their truth lists tables after all text, so that its order is not that of the page."""
LIST_SIGNS = ("✓ Taux fixe : 2.30 %", "✓ Différé d'amortissement : 1 an")
"""Ticks of a symbol font that names no character: the truth lets them be left out."""
RUNS = ("2014-05-22-0000072223", "CR_CM_16_12_2011", "PV_CM_24_04_2014")

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not REAL.is_dir(), reason="the reference documents are not beside the checkout"),
]


@pytest.fixture(scope="module")
def scores():
    return {name: generated(name) for name in digital()}


def test_born_digital_documents_on_average(scores):
    straight = [score for score in scores.values() if score.name not in reading_score.PATHOLOGICAL]
    for known in (scores.values(), straight):
        assert sum(score.body for score in known) / len(known) >= 0.999
        assert sum(score.order for score in known) / len(known) >= 0.993


def test_no_born_digital_document_falls_behind(scores):
    assert {score.name: score.body for score in scores.values() if score.body < 0.995} == {}
    assert {score.name: score.order for score in scores.values() if score.order < 0.96} == {}


def test_hyphens_running_heads_and_titles(scores):
    assert sum(score.broken_hyphens for score in scores.values()) == 0
    assert {score.name: score.running_in_body for score in scores.values() if score.running_in_body} == {}
    assert {score.name: score.titles_eaten for score in scores.values() if score.titles_eaten} == {}


@pytest.fixture(scope="module")
def real_scores():
    return {name: real(name) for name in TEXT_PAGES}


@pytest.mark.parametrize("name", TEXT_PAGES)
def test_real_pages(name, real_scores):
    score = real_scores[name]
    assert score.body >= 0.97
    assert name in TABLE_FIRST or score.order >= 0.97
    assert score.running_in_body == []
    assert set(score.titles_eaten) <= set(LIST_SIGNS)


def test_real_pages_on_average(real_scores):
    assert sum(score.body for score in real_scores.values()) / len(real_scores) >= 0.99


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("2014-05-22-0000072223", {2: 12}), ("2014-05-22-0000072185", {1: 7, 2: 7}),
        ("PV_CM_17_02_2014", {5: 0, 29: 2, 60: 3, 65: 18, 71: 46}),
    ],
)  # fmt: skip
def test_rows_of_ruled_tables(name, rows):
    _, passages = read((SHARED / "corpora" / "montpellier" / "raw" / f"{name}.pdf").read_bytes())
    tables = [passage for passage in passages if passage.role == "table"]
    assert {page: sum(passage.page_first == page for passage in tables) for page in rows} == rows
    if name.endswith("72223"):
        assert tables[2].text.split("\t")[:4] == ["Antigone", "ARISTOTE", "PERICLES", "CENTRE/Antigone"]


@pytest.mark.parametrize("name", RUNS)
def test_runs_of_real_documents_stand_on_their_page(name):
    found, passages = read((SHARED / "corpora" / "montpellier" / "raw" / f"{name}.pdf").read_bytes())
    for passage in passages:
        for run in passage.runs:
            printed = found[run.page - 1].text[run.page_start : run.page_start + run.length]
            clean = passage.text[run.start : run.start + run.length]
            assert len(printed) == len(clean) == run.length
            assert all(
                one == two or not (one.isascii() and one.isalnum()) for one, two in zip(printed, clean, strict=True)
            )
