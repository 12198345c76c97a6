"""What can be read of a broken document is kept, and what is missing is named."""

import io
from pathlib import Path

import pytest
from hostile import BOMB, extracted, pdf_of, project, says
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from pipeline import cli, plan, store
from pipeline.documents.printed import pdf
from pipeline.errors import ADVICE, Reason, SourceError, told
from pipeline.page.words import Words
from pipeline.pool import Limits
from pipeline.records import Page
from pipeline.stages import extract

LIMITS = Limits(memory_gb=1.0, cpu_s=20, wall_s=30)


def locked(user: str, owner: str) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, encrypt=StandardEncryption(user, owner, canPrint=0, strength=128))
    canvas.drawString(72, 700, "Le conseil municipal")
    canvas.save()
    return stream.getvalue()


def test_a_page_that_kills_its_worker_costs_only_itself(root: Path) -> None:
    corpus = project(root)
    sources = {
        "middle.pdf": pdf_of(says("Une"), BOMB, says("Trois")),
        "only.pdf": pdf_of(BOMB),
        "sound.pdf": pdf_of(says("Un"), says("Deux")),
    }
    answers = extracted(corpus, sources, limits=LIMITS)
    pages = store.read_all(corpus.path("pages", "middle"), Page)
    assert [page.text for page in pages] == ["Une\n", "", "Trois\n"]
    assert pages[1].warnings == ["page not readable: more than 1 GB of memory"]
    assert answers["middle.pdf"].value.detail == "page 2: page not readable: more than 1 GB of memory"
    assert answers["only.pdf"].failure == (Reason.MEMORY, "page 1: more than 1 GB of memory", (), "told")
    assert answers["sound.pdf"].value.detail == ""
    assert sorted(path.name for path in (corpus.build / "pages").iterdir()) == ["middle.jsonl", "sound.jsonl"]


def test_reading_ends_after_three_pages_that_kill(root: Path) -> None:
    sources = {"many.pdf": pdf_of(says("Une"), BOMB, BOMB, BOMB, says("Cinq"))}
    (answer,) = extracted(project(root), sources, limits=LIMITS).values()
    assert answer.value.counts["pages"] == 4
    assert answer.value.detail.endswith("page 4: reading stopped after page 4: 3 pages ended the reader")


def test_a_run_that_was_killed_begins_the_document_again(root: Path) -> None:
    corpus = project(root)
    leftover = corpus.build / "pages" / ".tmp-doc.jsonl"
    leftover.parent.mkdir(parents=True)
    leftover.write_bytes(b'{"doc_id": "torn')
    extracted(corpus, {"doc.pdf": pdf_of(says("Une"), says("Deux"))}, limits=LIMITS)
    assert [page.text for page in store.read_all(corpus.path("pages", "doc"), Page)] == ["Une\n", "Deux\n"]
    assert not leftover.exists()


def test_slow_pages_end_a_document_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract, "START_CPU_S", -1.0)
    page = Page("doc", 1, None, None, None, "text", None, "Une\n", [], [])
    (only,) = extract._in_time(iter([page, page]))
    assert only.warnings == ["reading stopped after page 1: out of computing time"]


def test_a_file_cut_short_keeps_its_pages() -> None:
    whole = pdf_of(says("Une"), says("Deux"), says("Trois"))
    cut = whole[: whole.index(b"8 0 obj")]  # the last page is gone, so are table and trailer
    pages = pdf.read(cut, "doc", max_pages=10, max_characters=1000)
    assert [page.text for page in pages] == ["Une\n", "Deux\n", ""]
    assert [bool(page.warnings) for page in pages] == [False, False, True]
    assert pages[2].warnings[0].startswith("page not readable")
    assert "its end is lost" in pages[2].warnings[-1]


def test_a_locked_file_says_how_to_unlock_it() -> None:
    with pytest.raises(SourceError) as caught:
        pdf.read(locked("secret", "owner"), "doc", max_pages=10, max_characters=1000)
    assert caught.value.reason is Reason.ENCRYPTED
    assert "qpdf --password=" in told("acte.pdf", Reason.ENCRYPTED, caught.value.detail)


def test_a_file_locked_against_its_printing_only_is_read() -> None:
    (page,) = pdf.read(locked("", "owner"), "doc", max_pages=10, max_characters=1000)
    assert page.text == "Le conseil municipal\n"


def test_every_reason_has_its_sentences() -> None:
    french, english = Words("fr"), Words("en")
    for reason in Reason:
        assert told("acte.pdf", reason, "page 3").startswith(f"acte.pdf: {reason} (page 3); ")
        for kind in ("reason", "advice"):
            assert french.code(kind, reason) != reason
            assert english.code(kind, reason) != reason
    assert set(ADVICE) == set(Reason)


@pytest.mark.parametrize(
    ("detail", "french"),
    [
        ("page 1: more than 1.5 GB of memory", "page 1\u202f: plus de 1.5\u00a0Go de mémoire"),
        ("12 pages without text", "pages sans texte"),
        ("the PDF asks for a password", "le PDF demande un mot de passe"),
    ],
)
def test_details_are_said_in_french(detail: str, french: str) -> None:
    def bare(text: str) -> str:
        return text.replace("\u202f", " ").replace("\u00a0", " ")

    assert bare(Words("fr").phrase(detail)).startswith(bare(french))


def test_status_and_why_name_what_is_left_out(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GLISSEMENT_ROOT", str(root))
    raw = root / "corpora" / "mine" / "raw"
    raw.mkdir(parents=True)
    whole = pdf_of(says("Une"), says("Deux"))
    (raw / "acte.pdf").write_bytes(b"<!DOCTYPE html><title>404</title><p>Page introuvable")
    (raw / "secret.pdf").write_bytes(locked("secret", "owner"))
    (raw / "court.pdf").write_bytes(whole[: whole.index(b"6 0 obj")])
    assert cli.run(["ingest", "mine", "--quiet"]) == cli.run(["extract", "mine", "--quiet"]) == 0
    capsys.readouterr()
    assert cli.run(["status", "mine"]) == 0
    shown = capsys.readouterr().out
    assert "acte.pdf: failed_download" in shown
    assert "download it again" in shown
    assert "secret.pdf: encrypted (the PDF asks for a password); remove the password" in shown
    assert "read in part (1):\n    court.pdf: page 2: page not readable" in shown
    assert cli.run(["why", "court.pdf"]) == 0
    assert "in part: page 2: page not readable" in capsys.readouterr().out
    assert plan.locate("mine", root).state.is_dir()
