"""A small corpus on disk, as the stages before the report leave it: made up, with hostile text on purpose."""

import hashlib
from pathlib import Path

import words_factory

from pipeline import store
from pipeline.errors import Reason
from pipeline.journal import Entry
from pipeline.records import (
    Bag,
    Change,
    Document,
    Duplicate,
    Hit,
    Mixture,
    Passage,
    Point,
    Topic,
    Unit,
    Votes,
)  # fmt: skip
from pipeline.settings import Settings
from pipeline.store import Corpus

HOSTILE = '<script>alert("é")</script> & \u202e 𝒳 '
SETTINGS = Settings()
SECTIONS = {name: getattr(SETTINGS, name) for name in ("corpus", "genres", "periods", "report", "lexicon", "export")}
TEXT = "Le conseil approuve la coopération décentralisée avec la ville de Ouagadougou et l'action extérieure."
TERMS = {"CD": "coopération décentralisée", "AECT": "action extérieure"}
THEMES = ("solidarite", "attractivite")


def corpus_at(root: Path, name: str = "essai") -> Corpus:
    """Folders of a corpus under `root`."""
    home = root / "corpora" / name
    (home / "raw").mkdir(parents=True, exist_ok=True)
    return Corpus(name=name, home=str(home), raw=str(home / "raw"), root=str(root))


def document(number: int, year: int | None, **changes) -> Document:
    """One catalogue record."""
    values = {
        "doc_id": f"doc-{number:03d}", "source": f"d/{number}.pdf", "media_type": "application/pdf",
        "sha256": hashlib.sha256(str(number).encode()).hexdigest(), "size_bytes": 10, "date": year and f"{year}-03-01",
        "title": f"Délibération {number} {HOSTILE if number == 1 else ''}", "year": year, "genre": "deliberation",
        "publisher": "Ville", "insee": None, "siren": None, "language": "fr", "licence": None, "url": None,
        "duplicate_of": None, "status": "kept", "reason": None, "extra": {},
    }  # fmt: skip
    return Document(**(values | changes))


def unit(doc: Document) -> Unit:
    """The single act of a document."""
    return Unit(
        unit_id=f"{doc.doc_id}:u0", doc_id=doc.doc_id, kind="act" if doc.year else "document", passage_first=0,
        passage_last=1, page_first=1, page_last=2, title=doc.title, number="2014/1", date=doc.date,
        date_source="text" if doc.year else "none", year=doc.year, collectivite="Ville", insee=None, siren=None,
        siret=None, matiere="9.4", votes=Votes(None, None, 3, 0, 0, True), visas=[], stamp=None, zones=[], sections=[],
        confidence=0.5, warnings=[],
    )  # fmt: skip


def passages(doc: Document) -> list[Passage]:
    """Two paragraphs, the first with hostile text around a term."""
    first = f"{HOSTILE} {TEXT} {HOSTILE}" if doc.doc_id.endswith("1") else TEXT
    texts = (
        first,
        "Le climat et la solidarité engagent la ville, ses habitants et ses partenaires du Sud pour dix ans.",
    )
    return [
        Passage(doc.doc_id, f"{doc.doc_id}:p{n}", n + 1, n + 1, "body", None, text, [], len(text.split()), [])
        for n, text in enumerate(texts)
    ]


def hits(doc: Document) -> list[Hit]:
    """One hit a term, and one a theme."""
    text = passages(doc)[0].text
    status = "mention" if int(doc.doc_id[-3:]) % 4 == 0 else "use"
    spots = [("term", entry, 0, text.index(surface), surface, "dispositif", status) for entry, surface in TERMS.items()]
    spots += [("theme", theme, 1, 16, "solidarité", "body", "use") for theme in THEMES]
    return [
        Hit(
            doc_id=doc.doc_id, unit_id=f"{doc.doc_id}:u0", passage_id=f"{doc.doc_id}:p{place}", page=place + 1,
            start=start, end=start + len(surface), kind=kind, entry=entry, pattern=f"{entry}.1", surface=surface,
            zone=zone, ocr=False, status=said, reason=f"zone.{zone}",
        )
        for kind, entry, place, start, surface, zone, said in spots
    ]  # fmt: skip


def bag(doc: Document) -> Bag:
    """The counts of one unit; the fifth was read by OCR, and badly."""
    terms = {"AECT": (1, 0, 0, 0), "CD": (1, 0, 0, 0)}
    return Bag(
        unit_id=f"{doc.doc_id}:u0", doc_id=doc.doc_id, date=doc.date, year=doc.year, genre=doc.genre, insee=None,
        words=1200, sentences=40, lemmas={}, terms=terms, themes={"solidarite": 1}, candidates={}, signature="",
        ocr_confidence=0.71 if doc.doc_id == "doc-004" else None,
    )  # fmt: skip


def series(years: list[int], names: dict[str, tuple[str, ...]], thin: frozenset[int]) -> list[Point]:
    """Smooth made-up series; thin years bear no interval."""
    made = []
    for measure, group in names.items():
        for place, name in enumerate(group):
            for year in years:
                value = (0.2 + 0.6 * (year - years[0]) / len(years)) / (1 + place)
                value *= 30 if measure == "hits_per_10k_words" else 1
                band = (None, None) if year in thin else (value * 0.8, value * 1.1)
                method = "not estimable: n < 5" if year in thin else "bootstrap-t over documents"
                made.append(Point(name, measure, None, year, value, *band, 3 if year in thin else 8, 9600, method))
    return sorted(made, key=lambda p: (p.series, p.measure, p.year))


def build(root: Path, *, documents: int = 60, dated: bool = True, name: str = "essai") -> Corpus:
    """Write everything the report reads.

    Args:
        root: folder of the project.
        documents: kept ones; two more are excluded.
        dated: whether they bear years (eight documents a year from 2005, one year thin).
        name: of the corpus.
    """
    corpus = corpus_at(root, name)
    docs = [document(n, 2005 + n // 8 if dated else None) for n in range(documents)]
    lost = [
        document(900, 2009, status="excluded", reason=Reason.ENCRYPTED, extra={"detail": "password"}),
        document(901, None, status="excluded", reason=Reason.DUPLICATE, duplicate_of="doc-000"),
    ]
    store.write(corpus.catalogue, [*docs, *lost])
    for doc in docs:
        source = corpus.source(doc.doc_id, ".pdf")
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_bytes(b"%PDF-1.4\n%%EOF\n")
        store.write(corpus.path("passages", doc.doc_id), passages(doc))
        store.write(corpus.path("hits", doc.doc_id), hits(doc))
    store.write(corpus.build / "acts.jsonl", [unit(doc) for doc in docs])
    store.write(corpus.build / "counts.jsonl", [bag(doc) for doc in docs])
    store.write(corpus.build / "terms.jsonl", [])
    repeated = [Duplicate(f"{docs[-1].doc_id}:u0", f"{docs[0].doc_id}:u0", 0.97)] if documents > 1 else []
    store.write(corpus.build / "duplicates.jsonl", repeated)
    read = [
        Entry(doc.doc_id, "", "done", counts={"ocr_pages": 2, "ocr_unsure_pages": 1} if doc.doc_id == "doc-004" else {},
              detail="page 3: page not readable: its process ended" if doc.doc_id == "doc-005" else "")
        for doc in docs
    ]  # fmt: skip
    store.write(corpus.journal("extract"), read)
    _measured(corpus, sorted({doc.year for doc in docs if doc.year}), docs)
    return corpus


def _measured(corpus: Corpus, years: list[int], docs: list[Document]) -> None:
    terms, themes = tuple(f"term:{t}" for t in TERMS), tuple(f"theme:{t}" for t in THEMES)
    thin = frozenset(years[2:3])
    names = {
        "hits_per_10k_words": terms + themes, "share_of_units": terms + themes, "share_of_new_terms": ("share:new",),
    }  # fmt: skip
    store.write(corpus.reports / "series.jsonl", series(years, names, thin) if years else [])
    test = "one split"
    changes = [
        Change("term:AECT", "hits_per_10k_words", None, 2010, 4.2, 11.6, 7.4, 5.1, 9.8, 0.002, test),
        Change("term:CD", "hits_per_10k_words", None, 2008, 12, 11, -1, -3, 1, 0.4, test),
        Change("theme:solidarite", "hits_per_10k_words", None, 2011, 8, 5, -3, -4.5, -1.5, 0.01, test),
    ]
    store.write(corpus.reports / "changes.jsonl", changes if years else [])
    bounded = {"value": 2010.4, "low": 2009.1, "high": 2011.8}
    told = {"estimable": bool(years), "reason": "" if years else "neither form is used in a dated unit",
            "midpoint_year": bounded if years else None, "new": ["AECT"], "old": ["CD"]}  # fmt: skip
    store.write_bytes(corpus.reports / "substitution.json", store.encode_pretty(told))
    topics, size = [], 4 if len(docs) > 5 else 0
    for number in range(size):
        words = [(f"mot{number}{letter}", 0.2 - place / 100) for place, letter in enumerate("abcdefghij")]
        topics.append(Topic(number, f"mot{number}a, mot{number}b", None, "automatic", words, 0.12, 0.71, 0.25))
    store.write(corpus.models / "topics.jsonl", topics)
    mixtures = [Mixture(f"{doc.doc_id}:u0", 1200, [0.7, 0.1, 0.1, 0.1]) for doc in docs] if size else []
    store.write(corpus.models / "mixtures.jsonl", mixtures)
    drawn = {"share_of_words": tuple(f"topic:{n:02d}" for n in range(size))}
    store.write(corpus.models / "series.jsonl", series(years, drawn, thin) if years and size else [])
    store.write(corpus.models / "changes.jsonl", [])
    if years and size:
        words_factory.write(corpus, HOSTILE)
    else:
        words_factory.write_none(corpus)
