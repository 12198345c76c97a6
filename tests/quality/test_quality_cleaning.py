"""Cleaning of real documents: each character's way back, nothing true called noise, acts counted once."""

import json
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

import pytest

from pipeline.acts.likeness import TITLE_SHARE, act, share
from pipeline.documents.printed import pdf
from pipeline.records import Page, Passage
from pipeline.settings import CleanSection
from pipeline.stages.clean import passages_of
from pipeline.text.noise import garbage
from pipeline.text.normalise import clean
from pipeline.text.spans import boxes_of, locate

SHARED = Path(__file__).resolve().parents[3] / "shared"
MONTPELLIER = SHARED / "corpora" / "montpellier" / "raw"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not MONTPELLIER.is_dir(), reason="the reference corpora are not beside the project"),
]
DOCUMENTS = (
    "2014-05-22-0000072223",
    "CR_CM_16_12_2011",
    "PV_CM_24_04_2014",
    "Delib_2013_560_SAAM - Rapport des administrateurs 2012",
)
IN_CONTEXT = {("‘", "'"), ("Ŕ", "–"), ("Æ", "Œ"), ("\u00ad", "-")}


@lru_cache(maxsize=1)
def read(name: str) -> tuple[list[Page], list[Passage]]:
    pages = pdf.read((MONTPELLIER / f"{name}.pdf").read_bytes(), "x", max_pages=2000, max_characters=200_000)
    return pages, passages_of(pages, CleanSection())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_character_stands_on_its_page(name: str) -> None:
    pages, passages = read(name)
    forms = {printed: clean(printed).text or printed for printed in {char for page in pages for char in page.text}}
    for passage in passages:
        for offset, character in enumerate(passage.text):
            place = locate(passage, offset)
            if place is None:
                assert character in " \t"
            else:
                printed = pages[place.page - 1].text[place.start]
                assert character in forms[printed] or (printed, character) in IN_CONTEXT or printed.isspace()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_letter_is_lost(name: str) -> None:
    pages, passages = read(name)
    found = {locate(passage, offset) for passage in passages for offset in range(len(passage.text))}
    for page in pages:
        lost = [place for place, char in enumerate(page.text) if char.isalpha() and (page.page, place) not in found]
        assert not lost


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_passage_has_its_boxes(name: str) -> None:
    pages, passages = read(name)
    by_number = {page.page: page for page in pages}
    for passage in passages:
        boxes = boxes_of(passage, by_number, 0, len(passage.text))
        assert {box.page for box in boxes} == {run.page for run in passage.runs}
        assert all(box.x0_pt <= box.x1_pt and box.top_pt <= box.bottom_pt for box in boxes)


def test_nothing_printed_is_called_noise() -> None:
    """Rules made for OCR, tried on printed lines: what they find there is a letter or two set on its side."""
    lines = [line for name in DOCUMENTS for page in read(name)[0] for line in page.text.split("\n") if line.strip()]
    found = [line for line in lines if garbage(line) == "strokes"]
    assert all(sum(map(str.isalpha, line)) <= 5 for line in found)
    assert len(found) <= 0.005 * len(lines)


@pytest.mark.parametrize("path", sorted((SHARED / "gold" / "pages").glob("*.json")), ids=lambda path: path.stem[12:])
def test_no_transcribed_paragraph_is_called_noise(path: Path) -> None:
    truth = json.loads(path.read_text(encoding="utf-8"))
    cells = [cell for table in truth["tables"] for row in table for cell in row if any(map(str.isalnum, cell))]
    assert [text for text in (*truth["body"], *truth["running"], *truth["notes"], *cells) if garbage(text)] == []


def test_acts_of_a_session_stand_in_its_minutes(root: Path) -> None:
    """Forty acts of 24 April 2014 published alone, and the minutes; their May sisters resemble each other."""
    raw = root / "corpora" / "m" / "raw"
    raw.mkdir(parents=True)
    april, may = sorted(MONTPELLIER.glob("2014-04-24-*.pdf")), sorted(MONTPELLIER.glob("2014-05-22-*.pdf"))
    for path in (*april, *may[:40], MONTPELLIER / "PV_CM_24_04_2014.pdf"):
        (raw / path.name).symlink_to(path)
    for stage in ("ingest", "extract", "clean", "acts", "annotate", "count"):
        subprocess.run([sys.executable, "-m", "pipeline", stage, "m", "--quiet"], cwd=root, check=True)
    build = root / "corpora" / "m" / "build"

    def rows(name: str) -> list[dict]:
        return [json.loads(line) for line in (build / name).read_text(encoding="utf-8").splitlines()]

    titles = {row["unit_id"]: act("x", row["title"], None, in_minutes=False) for row in rows("acts.jsonl")}
    pairs = [(row["unit_id"], row["of"]) for row in rows("duplicates.jsonl")]
    assert len(pairs) >= 38  # of 40: of one act the minutes keep a summary
    assert all(sum(name.startswith("pv") for name in pair) == 1 for pair in pairs)
    assert all(name.startswith(("2014-04", "pv")) for pair in pairs for name in pair)
    assert all(share(titles[one], titles[other]) >= TITLE_SHARE for one, other in pairs)
