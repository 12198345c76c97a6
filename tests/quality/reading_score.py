"""How well documents are read, against pages whose text is known.

`python tests/quality/reading_score.py [name …]` prints one row a document; names are files of pdfs/gold or
gold/pages, without their ending, or their beginnings.
"""

import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from rapidfuzz.distance import Indel, Levenshtein

from pipeline import parts
from pipeline.records import Page, Passage
from pipeline.settings import CleanSection, ExtractSection
from pipeline.stages.clean import passages_of
from pipeline.stages.extract import pages_of

SHARED = Path(__file__).resolve().parents[3] / "shared"
GENERATED = SHARED / "pdfs" / "gold"
REAL = SHARED / "gold" / "pages"
ASIDE = ("running", "stamp", "noise")
PATHOLOGICAL = ("fr_rl_rotated90", "fr_rl_letterspaced")
"""A page on its side, and letters four points apart: reported, and left out of the mean of order."""
SCANS = (
    "fr_scan_150", "fr_scan_200", "fr_scan_300", "fr_scan_clean300", "fr_scan_photocopy", "fr_scan_sideways",
    "fr_scan_upside",
)  # fmt: skip
OTHER_LAYERS = ("fr_mixed", "fr_notounicode", "fr_wrongtounicode", "fr_ocrlayer_bad", "fr_ocrlayer_good")
MAX_TITLE_WORDS = 12
_LIST_SIGN = re.compile(r"(?<!\S)[-‐‑–—−•▪◦✓➢*\uf000-\uf0ff](?!\S)\s?")


class Score(NamedTuple):
    """What was found in one document.

    `body` and `order` are Indel similarities of word sequences (1 is perfect), `cer` the share of wrong characters;
    the others are counts, or lists of what went wrong.
    """

    name: str
    body: float
    order: float
    cer: float
    broken_hyphens: int
    running_in_body: list[str]
    titles_eaten: list[str]
    ocr_pages: int
    confidence: float | None

    def row(self) -> str:
        """One printed line."""
        sure = f"{self.confidence:.2f}" if self.confidence is not None else "-"
        return (
            f"{self.name:34} body {self.body:.4f}  order {self.order:.4f}  cer {self.cer:.4f}  "
            f"hyphens {self.broken_hyphens:2}  ocr {self.ocr_pages} {sure}  "
            f"running {self.running_in_body or 0}  eaten {self.titles_eaten or 0}"
        )


def plain(text: str) -> str:
    """NFKC, one form of apostrophe, quote and dash, single blanks."""
    text = unicodedata.normalize("NFKC", text)
    text = re.sub("[’‘ʼ`´]", "'", re.sub("[“”„«»]", '"', text))
    return " ".join(re.sub("[–—‐‑−]", "-", text).split())


def similarity(truth: str, found: str) -> float:
    """Indel similarity of two word sequences: twice the longest common subsequence over the sum of the lengths."""
    return float(Indel.normalized_similarity(plain(truth).split(), plain(found).split()))


def wrong_characters(truth: str, found: str) -> float:
    """Levenshtein distance over the length of the truth."""
    return float(Levenshtein.distance(plain(truth), plain(found)) / max(1, len(plain(truth))))


def read(data: bytes, media_type: str = "application/pdf") -> tuple[list[Page], list[Passage]]:
    """Pages and passages of a document, as the two stages make them with every installed part."""
    pages = pages_of(data, media_type, "doc", ExtractSection(max_pages=150), parts.installed())
    return pages, passages_of(pages, CleanSection())


def generated(name: str) -> Score:
    """The score of one document of pdfs/gold."""
    truth = json.loads((GENERATED / f"{name}.json").read_text(encoding="utf-8"))
    pages, passages = read((GENERATED / f"{name}.pdf").read_bytes())
    return _score(name, [_flat(page) for page in truth["pages"]], pages, passages)


def _flat(page: dict[str, Any]) -> dict[str, list[str]]:
    return {
        "body": page["body"],
        "all": [*page["header"], *page["body"], *page["footnotes"], *page["footer"]],
        "running": [*page["header"], *page["footer"]],
    }


def real(name: str) -> Score:
    """The score of one page of gold/pages; its tables are left out of the body and of what was read.

    List signs are dropped on both sides: the transcription leaves open whether they are written.
    """
    truth = json.loads((REAL / f"{name}.json").read_text(encoding="utf-8"))
    pages, passages = read((SHARED / truth["file"]).read_bytes())
    on_page = [cut for passage in passages if (cut := _on_page(passage, truth["page"])) is not None]
    aside = [*truth["running"], *truth["stamps"]]
    rows = [" ".join(cell for row in table for cell in row) for table in truth["tables"]]
    body = [_LIST_SIGN.sub("", part) for part in truth["body"]]
    flat = {"body": body, "all": [*aside, *body, *rows, *truth["notes"]], "running": aside}
    return _score(name, [flat], [pages[truth["page"] - 1]], on_page)


def _on_page(passage: Passage, page: int) -> Passage | None:
    """The part of a passage that stands on a page."""
    runs = [run for run in passage.runs if run.page == page]
    if not runs:
        return None
    values = {name: getattr(passage, name) for name in passage.__struct_fields__}
    text = passage.text[runs[0].start : runs[-1].start + runs[-1].length]
    return Passage(**(values | {"text": _LIST_SIGN.sub("", text)}))


def _score(name: str, truth: Sequence[dict[str, list[str]]], pages: Sequence[Page], passages: list[Passage]) -> Score:
    has_tables = name.startswith("montpellier")
    left_out = (*ASIDE, "note", "table") if has_tables else (*ASIDE, "note")
    body = [passage.text for passage in passages if passage.role not in left_out]
    true_body = [part for page in truth for part in page["body"]]
    ocr = [page.ocr_confidence for page in pages if page.ocr_confidence is not None]
    everything = " ".join(part for page in truth for part in page["all"])
    return Score(
        name,
        similarity(" ".join(true_body), " ".join(body)),
        similarity(everything, " ".join(passage.text for passage in passages)),
        wrong_characters(everything, " ".join(passage.text for passage in passages)),
        broken_hyphens(true_body, " ".join(body)),
        running_in(body, true_body, [part for page in truth for part in page["running"]]),
        eaten_titles(true_body, " ".join(body)),
        len(ocr),
        sum(ocr) / len(ocr) if ocr else None,
    )


def broken_hyphens(truth: Iterable[str], found: str) -> int:
    """Occurrences of « abc- def » where « abcdef » is a word of the truth."""
    known = set(re.findall(r"[^\W\d_]+", plain(" ".join(truth)).lower()))
    halves = re.findall(r"([^\W\d_]+)-\s+([^\W\d_]+)", plain(found).lower())
    return sum(before + after in known for before, after in halves)


def running_in(body: Iterable[str], truth: Iterable[str], running: Iterable[str]) -> list[str]:
    """Running heads, feet and stamps that stand in the body: as a whole paragraph, or (from two words) within one."""
    found, true = [plain(part) for part in body], [plain(part) for part in truth]
    wrong = []
    for text in sorted({plain(part) for part in running}):
        if len(text.split()) > 1:
            surplus = sum(text in part for part in found) - sum(text in part for part in true)
        else:
            surplus = found.count(text) - true.count(text)
        wrong += [text] if surplus > 0 else []
    return wrong


def eaten_titles(truth: Iterable[str], found: str) -> list[str]:
    """Titles of the truth (short, without a final mark) that the body lacks."""
    text = plain(found).lower()
    titles = (plain(part) for part in truth)
    return [
        title
        for title in titles
        if len(title.split()) <= MAX_TITLE_WORDS and title[-1:] not in ".;:," and title.lower() not in text
    ]


def digital() -> list[str]:
    """Names of the born-digital documents of pdfs/gold that have page truth."""
    names = sorted(path.stem for path in GENERATED.glob("*.json") if path.stem != "manifest")
    return [name for name in names if name not in (*SCANS, *OTHER_LAYERS)]


def pages() -> list[str]:
    """Names of the transcribed real pages."""
    return sorted(path.stem for path in REAL.glob("*.json"))


def main() -> None:
    """Print the scores asked for, then the means of the born-digital documents among them."""
    wanted = tuple(sys.argv[1:]) or ("",)
    scores = []
    for name in (*digital(), *SCANS, *OTHER_LAYERS, *pages()):
        if name.startswith(wanted):
            scores.append(real(name) if name.startswith("montpellier") else generated(name))
            sys.stdout.write(scores[-1].row() + "\n")
    known = [score for score in scores if score.name in digital()]
    if known:
        straight = [score for score in known if score.name not in PATHOLOGICAL]
        sys.stdout.write(
            f"{len(known)} born digital: body {sum(s.body for s in known) / len(known):.4f}, "
            f"order {sum(s.order for s in known) / len(known):.4f} "
            f"(without the pathological: body {sum(s.body for s in straight) / max(1, len(straight)):.4f}, "
            f"order {sum(s.order for s in straight) / max(1, len(straight)):.4f}), "
            f"broken hyphens {sum(s.broken_hyphens for s in known)}\n"
        )


if __name__ == "__main__":
    main()
