"""Reading PDFs: pages a second of processor time beside pdfplumber, memory of a worker, what a second worker brings.

Files with a text of their own: the reference PDFs beside the checkout where they are there, else simulated ones.
Each measure is taken in a process of its own, the two engines in turn, and the medians are compared.
"""

import argparse
import io
import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.pool import run_isolated

CHECKOUT = Path(__file__).resolve().parents[2]
SHARED = CHECKOUT.parent / "shared"
REPETITIONS = 3
MAX_FILES = 60
MAX_PAGES = 20
"""Of one file: pdfplumber takes 80 ms a page, and the whole is to end within a few minutes."""
MAX_PICTURE_PX = 1000
"""Longest side: a page scanned at 100 dpi has 1 170."""
MIN_DOCUMENTS = 100
MIN_POOL_S = 15.0
"""One worker has so much to do that starting a second one does not count."""


class Measure(NamedTuple):
    """One pass over the files: pages read, seconds of processor time, peak resident size."""

    pages: int
    cpu_s: float
    peak_mb: float


def run(_: argparse.Namespace) -> None:
    """Measure and print one table."""
    with tempfile.TemporaryDirectory() as folder:
        sets = file_sets(Path(folder))
        print(
            f"{'files':28}{'pages':>7}{'pages/cpu s':>13}{'pdfplumber':>12}{'ratio':>8}{'peak MB':>9}{'pdfplumber':>12}"
        )
        for name, files in sets.items():
            print(compared(name, files), flush=True)
        print(scaled(max(sets.values(), key=len)))


def file_sets(folder: Path) -> dict[str, list[Path]]:
    """Names of sets of PDFs whose every page has text."""
    found = {
        "generated layouts (gold)": sorted((SHARED / "pdfs" / "gold").glob("fr_*.pdf")),
        "council papers (Montpellier)": sorted((SHARED / "corpora" / "montpellier" / "raw").glob("*.pdf")),
    }
    if not all(found.values()):
        found = {"simulated": simulated(folder)}
    return {name: [path for path in files if has_text(path)][:MAX_FILES] for name, files in found.items()}


def simulated(root: Path) -> list[Path]:
    """The PDFs of a demo corpus."""
    for name in ("corpora", "models", "reports"):
        (root / name).mkdir()
    command = [sys.executable, "-m", "pipeline", "simulate", "bench", "--documents", "200"]
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    subprocess.run(command, cwd=root, check=True, env=environment, stdout=subprocess.DEVNULL)
    return sorted((root / "corpora" / "bench" / "raw").rglob("*.pdf"))


def has_text(path: Path) -> bool:
    """Whether a PDF is short and every page of it has a text that is kept, and is no scan with a text behind it."""
    from pipeline.documents.printed import pdf
    from pipeline.errors import SourceError

    data = path.read_bytes()
    try:
        pages = pdf.read(data, "doc", max_pages=MAX_PAGES + 1, max_characters=200_000)
    except SourceError:
        return False
    if len(pages) > MAX_PAGES or any(page.origin != "text" for page in pages):
        return False
    document = pypdfium2.PdfDocument(data)
    pictures = [item for page in document for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE])]
    return all(max(picture.get_px_size()) < MAX_PICTURE_PX for picture in pictures)


def ours(data: bytes) -> int:
    """Read a PDF with glissement. Returns its number of pages."""
    from pipeline.documents.printed import pdf

    return len(pdf.read(data, "doc", max_pages=1000, max_characters=200_000))


def peer(data: bytes) -> int:
    """Read a PDF with pdfplumber, each page closed after use. Returns its number of pages."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_text()
            page.close()
        return len(document.pages)


def measured(read: Callable[[bytes], int], files: Sequence[Path]) -> Measure:
    """One pass in a fresh process; the first file is read once before, so that imports do not count."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(_pass, (read, files))


def _pass(read: Callable[[bytes], int], files: Sequence[Path]) -> Measure:
    contents = (path.read_bytes() for path in files)
    read(files[0].read_bytes())
    began = time.process_time()
    pages = sum(map(read, contents))
    spent = time.process_time() - began
    return Measure(pages, spent, peak_mb())


def peak_mb() -> float:
    """Largest resident size of this process; `ru_maxrss` would count that of the process it was forked from."""
    (line,) = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) / 1024


def compared(name: str, files: Sequence[Path]) -> str:
    """A line of the table: both engines in turn, medians."""
    passes = [(measured(ours, files), measured(peer, files)) for _ in range(REPETITIONS)]
    speeds = [statistics.median(both[engine].pages / both[engine].cpu_s for both in passes) for engine in (0, 1)]
    ratio = statistics.median(theirs.cpu_s / own.cpu_s for own, theirs in passes)
    peaks = [max(both[engine].peak_mb for both in passes) for engine in (0, 1)]
    pages = passes[0][0].pages
    return f"{name:28}{pages:>7}{speeds[0]:>13.0f}{speeds[1]:>12.1f}{ratio:>7.1f}x{peaks[0]:>9.0f}{peaks[1]:>12.0f}"


def extracted(path: Path) -> int:
    """What the extract stage does with one text PDF, but for the writing. Returns its number of pages."""
    from pipeline.settings import ExtractSection
    from pipeline.stages.extract import pages_of

    return len(pages_of(path.read_bytes(), "application/pdf", "doc", ExtractSection(ocr="never")))


def scaled(files: Sequence[Path]) -> str:
    """Wall time of one worker and of two over the same documents, in the pool of the document stages."""
    documents = list(files) * -(-MIN_DOCUMENTS // len(files))
    single_s = pooled_s(documents, 1)
    documents *= max(1, round(MIN_POOL_S / single_s))
    walls_s = [statistics.median(pooled_s(documents, workers) for _ in range(REPETITIONS)) for workers in (1, 2)]
    return (
        f"pool over {len(documents)} documents: 1 worker {walls_s[0]:.1f} s, 2 workers {walls_s[1]:.1f} s, "
        f"{walls_s[0] / walls_s[1]:.2f}x ({len(os.sched_getaffinity(0))} processors, load {os.getloadavg()[0]:.1f})"
    )


def pooled_s(documents: Sequence[Path], workers: int) -> float:
    """Seconds until every document is answered."""
    tasks = [(str(number), path) for number, path in enumerate(documents)]
    began = time.monotonic()
    answers = list(run_isolated(extracted, tasks, workers=workers, preload=("pipeline.stages.extract",)))
    spent = time.monotonic() - began
    failed = [answer.failure for answer in answers if answer.failure]
    if failed:
        raise SystemExit(f"{len(failed)} documents were not read: {failed[0]}")
    return spent
