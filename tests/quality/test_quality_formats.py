"""One report in several formats reads the same; the archive of a city gives its acts."""

import itertools
from collections import Counter
from pathlib import Path

import pytest
from reading_score import ASIDE, GENERATED, SHARED, read, similarity

from pipeline import plan, store
from pipeline.documents.sniff import sniff
from pipeline.records import Document
from pipeline.stages import ingest

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not GENERATED.is_dir(), reason="the reference material is not beside the project"),
]
ARCHIVE = SHARED / "corpora" / "montpellier" / "VilleMTP_MTP_Delibs_Archives.csv"
RENDERINGS = (
    "office/fr_lo_1col.docx",
    "office/fr_lo_1col.odt",
    "office/fr_lo_1col.html",
    "office/fr_lo_1col.txt",
    "fr_lo_1col.pdf",
)
FLOOR = 0.98
"""Asked of the four renderings; measured 1.000 between DOCX, ODT and HTML, .993 with the text, .999 with the PDF."""


@pytest.fixture(scope="module")
def bodies() -> dict[str, str]:
    found = {}
    for name in RENDERINGS:
        data = (GENERATED / name).read_bytes()
        _, passages = read(data, sniff(data, name).media_type)
        found[name] = " ".join(passage.text for passage in passages if passage.role not in (*ASIDE, "note"))
    return found


@pytest.mark.parametrize(("one", "two"), list(itertools.combinations(RENDERINGS, 2)))
def test_renderings_of_one_report_read_the_same(bodies: dict[str, str], one: str, two: str) -> None:
    assert similarity(bodies[one], bodies[two]) >= FLOOR


def test_the_archive_of_montpellier_gives_740_acts(root: Path) -> None:
    raw = root / "corpora" / "archive" / "raw"
    raw.mkdir(parents=True)
    (raw / ARCHIVE.name).write_bytes(ARCHIVE.read_bytes())
    corpus = plan.locate("archive", root)
    settings = plan.plan(corpus)
    ingest.run(corpus, {key: getattr(settings, key) for key in ("corpus", "genres", "table")}, lambda *_: None)
    documents = list(store.read(corpus.catalogue, Document))
    assert Counter((document.status, document.reason) for document in documents) == {
        ("kept", None): 740, ("excluded", "duplicate"): 9850,
    }  # fmt: skip
    kept = {document.extra["DELIB_ID"]: document for document in documents if document.status == "kept"}
    assert len(kept) == 740
    assert {document.date for document in kept.values()} == {
        "2012-06-25", "2012-07-23", "2012-10-01", "2012-11-12", "2012-12-17", "2013-02-04", "2013-03-25", "2013-05-06",
        "2013-06-17", "2013-07-22", "2013-10-07",
    }  # fmt: skip
    assert all(document.genre == "deliberation" for document in kept.values())

    def text(number: str) -> str:
        return corpus.source(kept[number].doc_id, ".txt").read_text(encoding="utf-8")

    assert text("56204").split("\n") == [
        "Mise a disposition des locaux associatifs", "Autorisation de signer les avenants de prolongation",
        "Approbation des redevances minorees", "Autorisation de signer les conventions de location",
    ]  # fmt: skip
    assert (
        text("66576")
        == "Crèche  associative « Une Souris Verte »\nMise à disposition de locaux à l’Association « Une Souris Verte »"
    )
    assert text("59379").startswith("Pavillon Populaire; exposition Adieu la Suisse !")
    assert text("66656").split("\n")[-2:] == ["Parcelles cadastrées PM 49-51-53-55 et", "PL 1-2-41"]
