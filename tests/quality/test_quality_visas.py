"""Visas found in real council papers, and the texts they cite, against what a person read. Floors only rise.

`visas.jsonl` holds no text of the documents: one line for each place, told by the file, the page, and a digest of the
first letters printed there.

- `visa`: a « Vu … » that names a ground of the act; `cited`: the texts it names, as a person wrote them in normal form.
- `other`: every other « vu » of these pages (« au vu de », « a vu », « vu le prix » in a debate).
- `optional`: at the edge; counts neither way.
- `sentence`: a sentence about laws or acts, of `letters` letters, drawn at random: `cited` as above, often empty.
  The first draw helped to write the rules; the second was read before the program saw it, and gave an F1 of 0.975.

Files: council papers of a city, generated PDFs (`fr_`), articles of codes. All « vu » of the city's papers were read.

`image`: also read on an image of the page. Pages are physical; a `.doc` is one page; of a code, the id of an article.
"""

import functools
import hashlib
import json
import pathlib
import re
import unicodedata
from collections import Counter

import pytest

from pipeline.acts.citations import cited_in
from pipeline.acts.units import units_of
from pipeline.acts.visas import visa_starts
from pipeline.documents.printed import pdf
from pipeline.documents.typed import docx, office
from pipeline.records import Document
from pipeline.settings import Settings
from pipeline.stages.clean import passages_of

HERE = pathlib.Path(__file__).resolve().parent
SHARED = HERE.parents[1] / ".." / "shared"
RAW, CODES = SHARED / "corpora" / "montpellier" / "raw", SHARED / "corpora" / "codes" / "raw" / "versions.jsonl"
GENERATED = SHARED / "pdfs" / "gold"
ROWS = [json.loads(line) for line in (HERE / "visas.jsonl").read_text("utf-8").splitlines()]
VISA_LETTERS = 30

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not RAW.is_dir(), reason="the reference material is not beside the project"),
]
needs_office = pytest.mark.skipif(not office.available(), reason="LibreOffice is not installed")


def letters(text):
    plain = unicodedata.normalize("NFD", text.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]", "", plain)


def key(text, size):
    return hashlib.sha256(letters(text)[:size].encode()).hexdigest()[:16]


@functools.cache
def passages(name):
    """Passages of one file."""
    folder = GENERATED if name.startswith("fr_") else RAW
    source, settings = (folder / name).read_bytes(), Settings()
    if name.endswith(".doc"):
        pages = [docx.read(office.converted(source), "d", max_characters=10_000_000)]
    else:
        pages = pdf.read(source, "d", max_pages=2000, max_characters=200_000, recognise=None)
    return passages_of(pages, settings.clean)


def units(name):
    genre = "minutes" if name.startswith(("PV_", "fr_")) else "deliberation"
    document = Document(
        "d", name, "application/pdf", "0", 1, None, None, None, genre, None, None, None, "fr", None, None, None, "kept",
        None, {},
    )  # fmt: skip
    return units_of(passages(name), document, minutes=Settings().genres[genre].minutes)


def rows(kinds, files):
    """Rows of some kinds, from the PDFs of the city, its Word files, or the generated PDFs."""
    return [
        row for row in ROWS
        if row["kind"] in kinds
        and files == ("generated" if row["file"].startswith("fr_") else "doc" if row["file"].endswith(".doc") else "pdf")
    ]  # fmt: skip


def place(row, found):
    """Whether a visa found, told by its pages and key, is the one of a row."""
    first, last, its_key = found[:3]
    return its_key == row["key"] and first <= row["page"] <= last


def found_in(name, *, zones):
    """First page, last page, key and cited texts of every visa found in a file; without `zones`, of every opening."""
    read = passages(name)
    rank_of = {passage.passage_id: rank for rank, passage in enumerate(read)}

    def told(rank, start, end=None):
        ahead = " ".join([read[rank].text[start:], *(passage.text for passage in read[rank + 1 : rank + 4])])
        return (
            read[rank].page_first,
            read[rank].page_last,
            key(ahead, VISA_LETTERS),
            cited_in(read[rank].text[start:end]),
        )

    if zones:
        return [told(rank_of[visa.passage_id], visa.start, visa.end) for unit in units(name) for visa in unit.visas]
    return [told(rank, start) for rank, passage in enumerate(read) for start in visa_starts(passage.text)]


def f1(right, found, wanted):
    return 2 * right / (found + wanted) if found + wanted else 1.0


def score(gold, *, zones):
    """F1 of the visas, F1 of the pairs of a visa and a text cited, and the differences."""
    right, found_count, wanted, pairs, differences = 0, 0, 0, Counter(), []
    for name in sorted({row["file"] for row in gold}):
        left = [row for row in gold if row["file"] == name]
        wanted += sum(row["kind"] == "visa" for row in left)
        for found in found_in(name, zones=zones):
            row = next((row for row in left if row["kind"] != "other" and place(row, found)), None)
            if row is not None:
                left.remove(row)
            if row is not None and row["kind"] == "optional":
                continue
            found_count += 1
            right += row is not None
            differences += [] if row else [("not a visa", name, *found)]
            compare(pairs, differences, found[3], row["cited"] if row else (), (name, found[0]))
        for row in left:
            if row["kind"] == "visa":
                differences.append(("not found", name, row["page"], row["key"], row["cited"]))
                compare(pairs, differences, (), row["cited"], (name, row["page"]))
    return (
        f1(right, found_count, wanted), f1(pairs["right"], pairs["found"], pairs["wanted"]), differences,
    )  # fmt: skip


def compare(pairs, differences, found, wanted, where):
    right = set(found) & set(wanted)
    pairs.update(right=len(right), found=len(found), wanted=len(wanted))
    if set(found) != set(wanted):
        differences.append((*where, found, wanted))


FILES = ["pdf", "generated", pytest.param("doc", marks=needs_office)]
FLOORS = {"pdf": (0.96, 1.0), "generated": (1.0, 1.0), "doc": (1.0, 1.0)}
"""F1 of the visas, F1 of the texts they cite. In the PDFs two visas stand inside a decision (« il est demandé au
conseil : Vu les avis …, - d'approuver … »), and no zone of visas is believed there."""


@pytest.mark.parametrize("files", FILES)
def test_visas_of_acts(files):
    visas, texts, differences = score(rows(("visa", "other", "optional"), files), zones=True)
    assert (visas >= FLOORS[files][0], texts >= FLOORS[files][1]) == (True, True), (visas, texts, differences)


@pytest.mark.parametrize("files", FILES)
def test_words_that_open_visas(files):
    visas, texts, differences = score(rows(("visa", "other", "optional"), files), zones=False)
    assert (visas >= 1.0, texts >= 1.0) == (True, True), (visas, texts, differences)


@functools.cache
def spelled(text):
    """The letters of a text, where each stands, and the ranks of those that begin a word."""
    places = [place for place, sign in enumerate(text) if letters(sign)]
    starts = [rank for rank, place in enumerate(places) if place == 0 or not text[place - 1].isalnum()]
    return "".join(letters(text[place]) for place in places), places, starts


def located(row, text):
    """The sentence of a row in a text, found by the digest of its letters; None where it is not."""
    plain, places, starts = spelled(text)
    for start in starts:
        end = start + row["letters"]
        if end <= len(places) and key(plain[start:end], row["letters"]) == row["key"]:
            return text[places[start] : places[end - 1] + 1]
    return None


@functools.cache
def articles_of_codes():
    wanted = {row["page"] for row in ROWS if row["file"] == CODES.name}
    with CODES.open(encoding="utf-8") as lines:
        versions = map(json.loads, lines)
        return {version["id"]: version["text"] for version in versions if version["id"] in wanted}


def sentence_of(row):
    if row["file"] == CODES.name:
        return located(row, articles_of_codes()[row["page"]])
    texts = [read.text for read in passages(row["file"]) if read.page_first <= row["page"] <= read.page_last]
    return next(filter(None, (located(row, text) for text in texts)), None)


@pytest.mark.parametrize("files", ["pdf", pytest.param("doc", marks=needs_office)])
def test_texts_cited_in_sentences(files):
    gold, pairs, differences, lost = rows(("sentence",), files), Counter(), [], []
    for row in gold:
        sentence = sentence_of(row)
        if sentence is None:
            lost.append(row)
            continue
        compare(pairs, differences, cited_in(sentence), row["cited"], (sentence,))
    assert len(lost) <= 0.03 * len(gold), lost
    assert f1(pairs["right"], pairs["found"], pairs["wanted"]) >= 0.98, differences
