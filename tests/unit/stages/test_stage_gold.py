"""Body text of pages with known truth: floors that only rise."""

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from pipeline.records import Page, Passage
from pipeline.settings import CleanSection, ExtractSection
from pipeline.stages.clean import passages_of
from pipeline.stages.extract import pages_of

SHARED = Path(__file__).resolve().parents[4] / "shared"
ASIDE = ("running", "stamp", "note")
pytestmark = pytest.mark.shared


def similarity(truth: str, found: str) -> float:
    """Indel similarity of two word sequences: twice the longest common subsequence over the sum of the lengths."""
    one, two = _words(truth), _words(found)
    places: dict[str, int] = {}
    for place, word in enumerate(one):
        places[word] = places.get(word, 0) | 1 << place
    free = full = (1 << len(one)) - 1
    for word in two:  # bit-parallel (Hyyrö, 2004)
        match = free & places.get(word, 0)
        free = ((free + match) | (free - match)) & full
    return 2 * (len(one) - free.bit_count()) / max(1, len(one) + len(two))


def _words(text: str) -> list[str]:
    text = unicodedata.normalize("NFKC", text)
    text = re.sub("[’‘ʼ`´]", "'", re.sub("[“”„«»]", '"', text))
    return re.sub("[–—‐‑−]", "-", text).split()


def read(path: Path) -> tuple[list[Page], list[Passage]]:
    if not path.is_file():
        pytest.skip("the reference documents are not beside the checkout")
    pages = pages_of(path.read_bytes(), "application/pdf", "doc", ExtractSection(max_pages=60))
    return pages, passages_of(pages, CleanSection())


def truth_of(path: Path) -> Any:
    if not path.is_file():
        pytest.skip("the reference documents are not beside the checkout")
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("name", "floor"),
    [
        ("fr_latex_1col", 0.99), ("fr_latex_2col", 0.99), ("fr_latex_2col_table", 0.96), ("fr_latex_flow", 0.99),
        ("fr_latex_ot1", 0.99), ("fr_lo_1col", 0.99), ("fr_lo_2col", 0.99), ("fr_lo_delib", 0.995), ("fr_real_pv", 0.99),
        ("fr_rl_2col", 0.995), ("fr_rl_2col_interleaved", 0.98), ("fr_rl_3col", 0.99), ("fr_rl_fakebold", 0.995),
        ("fr_rl_rotated90", 0.995), ("fr_rl_watermark", 0.99), ("fr_weasy_1col", 0.99), ("fr_weasy_2col", 0.995),
        ("fr_weasy_delib_stamp", 0.995), ("fr_wk_delib", 0.995),
    ],
)  # fmt: skip
def test_body_of_generated_documents(name, floor):
    truth = truth_of(SHARED / "pdfs" / "gold" / f"{name}.json")
    _, passages = read(SHARED / "pdfs" / "gold" / f"{name}.pdf")
    body = " ".join(part for page in truth["pages"] for part in page["body"])
    assert similarity(body, " ".join(passage.text for passage in passages if passage.role not in ASIDE)) >= floor


@pytest.mark.parametrize(
    ("name", "floor"),
    [
        ("2014-04-24-0000071217_p2", 0.995), ("2014-04-24-0000071262_p1", 0.995), ("2014-05-22-0000072215_p2", 0.995),
        ("2014-05-22-0000072253_p1", 0.995), ("CR-CM-16-12-2011_p2", 0.99), ("PV-CM-17-02-2014_p60", 0.975),
    ],
)  # fmt: skip
def test_body_of_real_pages(name, floor):
    truth = truth_of(SHARED / "gold" / "pages" / f"montpellier_{name}.json")
    _, passages = read(SHARED / truth["file"])
    found = [_on_page(passage, truth["page"]) for passage in passages if passage.role not in (*ASIDE, "table")]
    assert similarity(" ".join(truth["body"]), " ".join(found)) >= floor


def _on_page(passage: Passage, page: int) -> str:
    runs = [run for run in passage.runs if run.page == page]
    return passage.text[runs[0].start : runs[-1].start + runs[-1].length] if runs else ""


@pytest.mark.parametrize("name", ["2014-05-22-0000072223", "CR_CM_16_12_2011", "PV_CM_24_04_2014"])
def test_runs_of_real_documents_are_exact(name):
    pages, passages = read(SHARED / "corpora" / "montpellier" / "raw" / f"{name}.pdf")
    for passage in passages:
        for run in passage.runs:
            text = pages[run.page - 1].text[run.page_start : run.page_start + run.length]
            assert passage.text[run.start : run.start + run.length] == text
