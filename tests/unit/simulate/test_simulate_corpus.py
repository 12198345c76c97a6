"""The corpus on disk: same bytes, whole or redone, readable by the rest of the pipeline."""

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
import time
import zipfile
from xml.etree import ElementTree as ET

import pypdfium2
import pytest

from pipeline.errors import UsageError
from pipeline.metadata import read_table
from pipeline.settings import DEFAULT_GENRES, load_settings
from pipeline.simulate import corpus as corpus_module
from pipeline.simulate import simulate
from pipeline.simulate.plan import ODD_NAME

DOCUMENTS = 30


def digests(folder):
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def truth_of(folder):
    return [json.loads(line) for line in (folder / "truth.jsonl").read_text().splitlines()]


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpora") / "demo"
    seen = []
    counts = simulate(folder, documents=DOCUMENTS, progress=lambda *step: seen.append(step))
    assert counts["documents"] == DOCUMENTS
    assert seen[-1][:2] == (DOCUMENTS, DOCUMENTS)
    return folder


def test_same_bytes_in_any_process(demo, tmp_path):
    code = (
        "import sys, pathlib; from pipeline.simulate import simulate; simulate(pathlib.Path(sys.argv[1]), documents=30)"
    )
    for hash_seed in ("1", "77"):
        again = tmp_path / hash_seed
        subprocess.run(
            [sys.executable, "-c", code, str(again)], check=True, env=os.environ | {"PYTHONHASHSEED": hash_seed}
        )
        assert digests(again) == digests(demo)


def test_a_larger_corpus_begins_with_the_smaller_one(demo, tmp_path):
    simulate(tmp_path / "small", documents=12)
    small, large = digests(tmp_path / "small" / "raw"), digests(demo / "raw")
    assert len(small) == 12
    assert small.items() <= large.items()


def test_another_seed_is_another_corpus(demo, tmp_path):
    simulate(tmp_path / "other", documents=3, seed=1)
    assert not set(digests(tmp_path / "other" / "raw").values()) & set(digests(demo / "raw").values())


def test_the_pipeline_reads_its_settings_and_its_table(demo):
    settings = load_settings(demo / "corpus.toml")
    assert settings.corpus.title.startswith("Corpus de démonstration")
    described = read_table(demo / "documents.csv", tuple(DEFAULT_GENRES))
    files = {str(path.relative_to(demo / "raw")) for path in (demo / "raw").rglob("*") if path.is_file()}
    assert set(described) < files  # some are left out: the pipeline has to read them
    assert any(row.date is None for row in described.values())
    dates = {line["source"]: line["date"] for line in truth_of(demo)}
    assert all(dates[name].startswith(row.date) for name, row in described.items() if row.date)


def test_the_truth_names_every_document(demo):
    lines = truth_of(demo)
    files = {str(path.relative_to(demo / "raw")) for path in (demo / "raw").rglob("*") if path.is_file()}
    assert {line["source"].split("#")[0] for line in lines} == files
    assert {line["format"] for line in lines} == {
        "pdf", "scan", "docx", "html", "txt", "latin1", "csv", "jsonl", "damaged", "empty",
    }  # fmt: skip
    assert {line["genre"] for line in lines} == {"deliberation", "minutes", "report", "article"}
    traps = {trap for line in lines for trap in line["traps"]}
    assert {"stamp", "cut_words", "spanish_aect", "running_head_term", "councillors", "empty", "damaged"} <= traps
    plan = json.loads((demo / "truth.json").read_text())
    assert plan["new_terms"]["midpoint_year"] == 2012
    assert plan["documents"] == DOCUMENTS


def test_copies_are_marked(demo):
    lines = {line["source"]: line for line in truth_of(demo)}
    copies = {source: line["duplicate_of"] for source, line in lines.items() if line["duplicate_of"]}
    assert any("#act=" in of for of in copies.values())
    for source, of in copies.items():
        original, _, act = of.partition("#act=")
        if act:
            assert (
                lines[source]["acts"][0]["title"].lower()[:20]
                == lines[original]["acts"][int(act) - 1]["title"].lower()[:20]
            )
            assert lines[source]["date"] == lines[original]["date"]
        else:
            assert (demo / "raw" / source).read_bytes() == (demo / "raw" / original).read_bytes()


def test_pdf_text_comes_out_with_its_accents(demo):
    line = next(line for line in truth_of(demo) if line["format"] == "pdf" and line["genre"] == "deliberation")
    document = pypdfium2.PdfDocument(demo / "raw" / line["source"])
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert "RÉPUBLIQUE FRANÇAISE" in text
    assert "après en avoir délibéré" in text
    assert line["acts"][0]["number"] in text


def test_a_scan_is_an_image(demo):
    line = next(line for line in truth_of(demo) if line["scan"])
    path = demo / "raw" / line["source"]
    document = pypdfium2.PdfDocument(path)
    assert 1 <= len(document) <= 2
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert "délibéré" not in text
    assert path.stat().st_size < 600_000


def test_other_formats_are_what_they_say(demo):
    lines = {line["format"]: demo / "raw" / line["source"].split("#")[0] for line in truth_of(demo)}
    with zipfile.ZipFile(lines["docx"]) as archive:
        ET.fromstring(archive.read("word/document.xml"))  # noqa: S314  our own file
        assert archive.testzip() is None
    assert "<main>" in lines["html"].read_text()
    with pytest.raises(UnicodeDecodeError):
        lines["latin1"].read_bytes().decode()
    assert len(list(csv.DictReader(io.StringIO(lines["csv"].read_text("utf-8-sig"), newline=""), delimiter=";"))) == 6
    assert all(json.loads(row)["texte"] for row in lines["jsonl"].read_text().splitlines())
    assert lines["empty"].stat().st_size == 0
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(lines["damaged"])
    odd = [line["source"] for line in truth_of(demo)][ODD_NAME:]
    assert any(" " in name and "'" in name and "é" in name for name in odd)


def test_a_killed_run_is_redone(demo, tmp_path, monkeypatch):
    target = tmp_path / "demo"
    real = corpus_module.make

    def dies(plan):
        if plan.index == 9:
            raise KeyboardInterrupt
        return real(plan)

    monkeypatch.setattr(corpus_module, "make", dies)
    with pytest.raises(KeyboardInterrupt):
        simulate(target, documents=DOCUMENTS)
    assert not (target / "truth.json").exists()
    monkeypatch.undo()
    (target / "raw" / ".tmp-1-torn").write_text("torn")
    simulate(target, documents=DOCUMENTS)
    assert digests(target) == digests(demo) | {"raw/.tmp-1-torn": hashlib.sha256(b"torn").hexdigest()}


def test_a_smaller_corpus_leaves_nothing_of_the_larger_and_spares_the_users_files(tmp_path):
    target = tmp_path / "demo"
    simulate(target, documents=40, formats="txt")
    (target / "raw" / "mine.txt").write_text("à moi")
    (target / "corpus.toml").write_text("# mine\n")
    simulate(target, documents=5, formats="txt")
    assert len(list((target / "raw" / "0000").iterdir())) == 5
    assert (target / "raw" / "mine.txt").read_text() == "à moi"
    assert (target / "corpus.toml").read_text() == "# mine\n"


def test_documents_that_were_not_generated_are_left_alone(tmp_path):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text("a")
    with pytest.raises(UsageError, match="not generated"):
        simulate(tmp_path, documents=3)
    assert digests(tmp_path) == {"raw/a.txt": hashlib.sha256(b"a").hexdigest()}


@pytest.mark.parametrize("wrong", [{"documents": 0}, {"formats": "pdf"}])
def test_wrong_arguments_are_refused(tmp_path, wrong):
    with pytest.raises(UsageError):
        simulate(tmp_path / "none", **wrong)
    assert not (tmp_path / "none").exists()


def test_many_short_acts_are_quick(tmp_path):
    start = time.process_time()
    counts = simulate(tmp_path / "txt", documents=1200, formats="txt")
    spent = time.process_time() - start
    assert counts == counts | {"documents": 1200, "acts": 1200}
    assert len(list((tmp_path / "txt" / "raw" / "0001").iterdir())) == 200
    words = [len(path.read_text().split()) for path in (tmp_path / "txt" / "raw" / "0000").iterdir()]
    assert 110 <= sum(words) / len(words) <= 200
    assert spent < 5  # 0.7 s measured; a factor for a loaded machine
