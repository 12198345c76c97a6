"""Floors of reading scans, on generated and real pages whose text is known (the whole set: reading_score.py)."""

import json

import pypdfium2
import pytest
from reading_score import GENERATED, REAL, SHARED, plain, similarity, wrong_characters

from pipeline.documents.scanned import ocr, ocr_rule, page_images

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not GENERATED.is_dir(), reason="the reference pages (../shared) are not here"),
]
needs_ocr = pytest.mark.skipif(not ocr.available(), reason="Tesseract or its French data are not installed")


def verdicts(path):
    """What the rule says of each page of a file."""
    document = pypdfium2.PdfDocument(path)
    found = []
    for page in document:
        text = page.get_textpage().get_text_range()
        found.append(ocr_rule.judged(text, lambda page=page: page_images.image_share(page)))
    return found


def expected(entry, pages):
    """Which pages of a document of pdfs/gold OCR must read."""
    wish = entry.get("expect", "text")
    if wish.startswith("needs_ocr_pages:"):
        return [str(number) in wish.split(":")[1].split(",") for number in range(1, pages + 1)]
    return [wish == "needs_ocr"] * pages


def test_every_gold_page_is_classified_right():
    for entry in json.loads((GENERATED / "manifest.json").read_text(encoding="utf-8")):
        found = [verdict != "keep" for verdict in verdicts(GENERATED / entry["file"])]
        assert found == expected(entry, len(found)), entry["id"]


def test_no_printed_page_of_real_papers_is_sent_to_ocr():
    raw = SHARED / "corpora" / "montpellier" / "raw"
    files = sorted(raw.glob("2014-*.pdf"))[::5] + sorted(raw.glob("CR_CM_*.pdf"))
    scanned = {path.stem for path in files if set(verdicts(path)) != {"keep"}}
    assert scanned == {"CR_CM_20_06_2011", "CR_CM_25_07_2011", "CR_CM_28_03_2011"}


def seen_on(path, page):
    """What OCR reads on a page, line-end hyphens joined."""
    image, dpi = page_images.drawn(pypdfium2.PdfDocument(path)[page - 1])
    seen = ocr.recognise(image, dpi)
    lines = "".join(
        segment.text[:-1] if segment.text.endswith("-") else segment.text + " " for segment in seen.segments
    )
    return lines, seen.confidence


@needs_ocr
@pytest.mark.parametrize(
    ("name", "page", "most_wrong"),
    [
        ("fr_scan_150", 2, 0.003), ("fr_scan_200", 1, 0.010), ("fr_scan_200", 4, 0.010), ("fr_scan_photocopy", 2, 0.005),
        ("fr_scan_sideways", 2, 0.003), ("fr_scan_upside", 2, 0.003), ("fr_ocrlayer_bad", 2, 0.005),
    ],
)  # fmt: skip
def test_wrong_characters_on_a_scan(name, page, most_wrong):
    truth = json.loads((GENERATED / f"{name}.json").read_text(encoding="utf-8"))["pages"][page - 1]
    text, confidence = seen_on(GENERATED / f"{name}.pdf", page)
    everything = " ".join([*truth["header"], *truth["body"], *truth["footnotes"], *truth["footer"]])
    assert wrong_characters(everything, text) <= most_wrong
    assert confidence >= ocr.SURE_CONFIDENCE


@needs_ocr
@pytest.mark.parametrize(
    ("name", "least"),
    [("CR-CM-20-06-2011_p1", 0.96), ("CR-CM-25-07-2011_p4", 0.98), ("CR-CM-28-03-2011_p2", 0.97)],
)
def test_scanned_minutes_are_read_in_order(name, least):
    truth = json.loads((REAL / f"montpellier_{name}.json").read_text(encoding="utf-8"))
    text, confidence = seen_on(SHARED / truth["file"], truth["page"])
    running = " ".join(truth["running"])
    assert similarity(" ".join(truth["body"]), plain(text).replace(running, "")) >= least
    assert confidence >= 0.85
