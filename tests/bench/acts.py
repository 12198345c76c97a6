"""Acts: acts a second of processor time and memory beside a plain script, the longest minutes, what a worker holds.

The peer is what a researcher writes in an afternoon: one pass of regular expressions over the text, cut at « n° … »,
with day, number, votes and visas of each piece. No published tool reads these acts; sentence splitters (nltk, spaCy)
do another work and need a model. The script shows what reading the text once costs: it is faster, and the ratio is to
stay what it is. Passages are made before the measure, but for the minutes, where cleaning is part of it.
"""

import argparse
import itertools
import multiprocessing
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import msgspec

from pipeline.pool import run_isolated
from pipeline.records import Document, Page, Passage
from tests.bench.reading import CHECKOUT, REPETITIONS, SHARED, peak_mb

RAW = SHARED / "corpora" / "montpellier" / "raw"
SETS = {"single acts (Montpellier)": "2014-*.pdf", "minutes (Montpellier)": "CR_CM_*.pdf"}
LONGEST = "PV_CM_17_02_2014.pdf"
"""255 pages: what was said, whole, beside what was decided."""
MAX_FILES = 60
MIN_CHARACTERS = 1000  # a scan without its text has fewer
SIMULATED = 100


class Source(msgspec.Struct):
    """A document ready for the acts: its genre, its pages, its passages."""

    genre: str
    pages: list[Page]
    passages: list[Passage]


def run(_: argparse.Namespace) -> None:
    """Measure and print the tables."""
    with tempfile.TemporaryDirectory() as folder:
        sets = prepared(Path(folder))
        head = f"{'cpu s':>8}{'acts/cpu s':>12}{'script':>9}{'times as long':>15}{'peak MB':>9}{'script':>8}"
        print(f"{'documents':28}{'files':>6}{'acts':>6}{head}")
        for name, files in sets.items():
            whole = len(files) == 1
            print(f"{name:28}{len(files):>6}{compared(files, cleaned_acts if whole else acts)}", flush=True)
        for line in workers():
            print(line)


def prepared(folder: Path) -> dict[str, list[Path]]:
    """Names of sets of documents, each read and cleaned into a file."""
    if not RAW.is_dir():
        raw = simulated(folder)
        chosen = {
            "simulated": sorted(raw.rglob("deliberation-*.pdf")),
            "simulated minutes": sorted(raw.rglob("PV_*.pdf")),
        }
        chosen["longest simulated minutes"] = [max(chosen["simulated minutes"], key=lambda path: path.stat().st_size)]
    else:
        chosen = {name: sorted(RAW.glob(pattern))[:MAX_FILES] for name, pattern in SETS.items()}
        chosen["255 pages, with cleaning"] = [RAW / LONGEST]
    sets = {}
    for name, paths in chosen.items():
        genre = "minutes" if "minutes" in name or len(paths) == 1 else "deliberation"
        ready = [folder / f"{genre}-{len(paths)}-{path.stem}.json" for path in paths]
        kept = [written for path, written in zip(paths, ready, strict=True) if prepare(path, genre, written)]
        sets[name] = kept
    return sets


def simulated(root: Path) -> Path:
    """Folder of the documents of a demo corpus."""
    for name in ("corpora", "models", "reports"):
        (root / name).mkdir()
    command = [sys.executable, "-m", "pipeline", "simulate", "bench", "--documents", str(SIMULATED)]
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    subprocess.run(command, cwd=root, check=True, env=environment, stdout=subprocess.DEVNULL)
    return root / "corpora" / "bench" / "raw"


def prepare(path: Path, genre: str, ready: Path) -> bool:
    """Read and clean one PDF; False for one that is damaged or has no text of its own."""
    from pipeline.documents.printed import pdf
    from pipeline.errors import SourceError
    from pipeline.settings import CleanSection
    from pipeline.stages.clean import passages_of

    try:
        pages = pdf.read(path.read_bytes(), "d", max_pages=2000, max_characters=200_000, recognise=None)
    except SourceError:
        return False
    if sum(len(page.text) for page in pages) < MIN_CHARACTERS:
        return False
    ready.write_bytes(msgspec.json.encode(Source(genre, pages, passages_of(pages, CleanSection()))))
    return True


def acts(data: bytes) -> Callable[[], int]:
    """The work of the acts stage on one document, made ready. Gives its number of acts."""
    source = msgspec.json.decode(data, type=Source)
    return lambda: _acts_of(source.passages, source.genre)


def cleaned_acts(data: bytes) -> Callable[[], int]:
    """Cleaning and acts."""
    from pipeline.settings import CleanSection
    from pipeline.stages.clean import passages_of

    source = msgspec.json.decode(data, type=Source)
    return lambda: _acts_of(passages_of(source.pages, CleanSection()), source.genre)


def _acts_of(passages: Sequence[Passage], genre: str) -> int:
    from pipeline.acts.units import units_of

    document = Document(
        "d", "d.pdf", "application/pdf", "0", 1, None, None, None, genre, None, None, None, "fr", None, None, None, "kept",
        None, {},
    )  # fmt: skip
    return sum(unit.kind == "act" for unit in units_of(passages, document, minutes=genre == "minutes"))


_ITEM = re.compile(r"^(?:délibération\s+)?n°\s*[\w/ -]+|^\d{1,3}\s*[-.–]\s+[A-ZÀ-Ý]", re.IGNORECASE | re.MULTILINE)
_MONTH = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_FIELDS = [
    re.compile(rf"\b\d{{1,2}}(?:er)?\s+(?:{_MONTH})\s+\d{{4}}\b", re.IGNORECASE),
    re.compile(r"\bn°\s*[\w/-]+", re.IGNORECASE),
    re.compile(r"\b(?:pour|contre|abstentions?)\s*:\s*\d+", re.IGNORECASE),
    re.compile(r"\badopté\w*\s+à\s+(?:l['’]unanimité|la\s+majorité)", re.IGNORECASE),
    re.compile(r"^vu\s.{5,200}", re.IGNORECASE | re.MULTILINE),
    re.compile(r"\b\d{3}-\d{9}-\d{8}-[\w-]+-[A-Z]{2}\b"),
    re.compile(r"^objet\s*:\s*.+", re.IGNORECASE | re.MULTILINE),
]


def script(data: bytes) -> Callable[[], int]:
    """The peer: the same text, joined and cut at what looks like a number; every field of every piece."""
    source = msgspec.json.decode(data, type=Source)
    pages = [page.text for page in source.pages]
    return lambda: _scripted("\n".join(pages))


def _scripted(text: str) -> int:
    starts = [0, *(match.start() for match in _ITEM.finditer(text)), len(text)]
    pieces = [text[start:end] for start, end in itertools.pairwise(starts)]
    return len([[field.findall(piece) for field in _FIELDS] for piece in pieces])


def measured(make: Callable[[bytes], Callable[[], int]], files: Sequence[Path]) -> tuple[int, float, float]:
    """Acts, seconds of processor time and peak MB of one pass in a fresh process."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_pass, (make, files))


def _pass(make: Callable[[bytes], Callable[[], int]], files: Sequence[Path]) -> tuple[int, float, float]:
    """The first file is done once before, so that imports and tables do not count."""
    make(files[0].read_bytes())()
    found, spent = 0, 0.0
    for path in files:
        work = make(path.read_bytes())
        began = time.process_time()
        found += work()
        spent += time.process_time() - began
    return found, spent, peak_mb()


def compared(files: Sequence[Path], ours: Callable[[bytes], Callable[[], int]]) -> str:
    """Both in turn, medians."""
    passes = [(measured(ours, files), measured(script, files)) for _ in range(REPETITIONS)]
    number = passes[0][0][0]
    own_s, script_s = (statistics.median(both[one][1] for both in passes) for one in (0, 1))
    ratio = statistics.median(own[1] / peer[1] for own, peer in passes)
    own_mb, script_mb = (max(both[one][2] for both in passes) for one in (0, 1))
    return (
        f"{number:>6}{own_s:>8.2f}{number / own_s:>12.0f}{number / script_s:>9.0f}{ratio:>14.0f}x"
        f"{own_mb:>9.0f}{script_mb:>8.0f}"
    )


def first_answer(_: int) -> tuple[float, float]:
    """In a worker: seconds until it knows a collectivité, and MB it shares with no other process."""
    from pipeline.acts.territories import departments_in, resolve

    began = time.perf_counter()
    resolve("Ville de Montpellier")
    departments_in("Hérault")
    spent = time.perf_counter() - began
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    private_kb = [int(line.split()[1]) for line in lines if line.startswith("Private_")]
    return spent, sum(private_kb) / 1024


def workers() -> list[str]:
    """What the official tables cost a worker, read by itself and before it was forked."""
    from pipeline import flow

    lines = []
    for name, modules in (("by each worker", ("pipeline.acts",)), ("before the fork", flow.STAGES["acts"].preload)):
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(1, mp_context=context) as pool:  # a process, and so a fork server, of its own
            answers = pool.submit(_answers, ("pipeline.stages.acts", *modules)).result()
        spent, private = max(answers)
        lines.append(f"official tables read {name:16} first answer after {spent:.3f} s, {private:.0f} MB of its own")
    return lines


def _answers(preload: tuple[str, ...]) -> list[tuple[float, float]]:
    tasks = ((str(number), number) for number in range(20))
    return [answer.value for answer in run_isolated(first_answer, tasks, workers=2, preload=preload)]
