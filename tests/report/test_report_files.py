"""The report of a made-up corpus, read back from disk."""

import csv
import html
import io
import json
import re
import urllib.parse
from html.parser import HTMLParser

import pytest
import report_factory

from pipeline import flow, store
from pipeline.records import Document, Hit
from pipeline.stages import report


def quiet(done, total, what):
    """No progress wanted."""


class Reader(HTMLParser):
    """Ids, links and tags of a page."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.tags = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.tags.append(tag)
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "a":
            self.links.append(values["href"])


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    corpus = report_factory.build(tmp_path_factory.mktemp("report"))
    report.run(corpus, report_factory.SECTIONS, quiet)
    return corpus


def page(corpus, lang="fr"):
    return (corpus.reports / f"index.{lang}.html").read_text()


def files(corpus):
    return {p.relative_to(corpus.reports): p.read_bytes() for p in corpus.reports.rglob("*") if p.is_file()}


def test_index_is_the_french_page(corpus):
    assert (corpus.reports / "index.html").read_bytes() == (corpus.reports / "index.fr.html").read_bytes()


def test_first_screen_holds_three_findings_with_number_interval_and_link(corpus):
    text = page(corpus)
    findings = re.findall(r'<li id="constat-\d"[^>]*>(.*?)</li>', text, re.DOTALL)
    assert len(findings) == 3
    for finding in findings:
        assert re.search(r"\[[−\d,]+\u202f;\u00a0[−\d,]+\]", finding)
        assert re.search(r'href="#fig-[a-z-]+"', finding)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_link_leads_somewhere_and_every_id_is_unique(corpus, lang):
    reader = Reader(page(corpus, lang))
    assert len(reader.ids) == len(set(reader.ids))
    assert reader.tags.count("h1") == 1
    for link in reader.links:
        file, _, anchor = link.partition("#")
        if file:
            assert (corpus.reports / urllib.parse.unquote(file)).is_file(), link
        else:
            assert anchor in reader.ids, link


def test_concordance_lines_open_the_page_of_the_source(corpus):
    links = [link for link in Reader(page(corpus)).links if "/build/sources/" in link]
    assert links
    assert all(re.search(r"\.pdf(#page=\d+)?$", link) for link in links)
    assert any(link.endswith("#page=1") for link in links)


def test_both_languages_have_the_same_ids_and_figures(corpus):
    french, english = Reader(page(corpus)), Reader(page(corpus, "en"))
    assert french.ids == english.ids
    assert french.tags.count("figure") == french.tags.count("figcaption") > 5


def test_the_table_behind_a_figure_equals_its_csv_and_its_drawing(corpus):
    for path in sorted((corpus.reports / "data").glob("fig-*.csv")):
        rows = list(csv.reader(io.StringIO(path.read_text(), newline="")))
        block = page(corpus).split(f'<figure id="{path.stem}">')[1].split("</figure>")[0]
        body = re.findall(r"<tr>(.*?)</tr>", block.split("<tbody>")[1], re.DOTALL)
        cells = [
            [html.unescape(re.sub("<[^>]+>", "", cell)) for cell in re.findall(r"<td>(.*?)</td>", row)] for row in body
        ]
        known = [[cell.replace(",", ".").replace("\u202f", "").replace("–", "") for cell in row] for row in cells]
        spec = json.loads((corpus.reports / f"figures/{path.stem}.fr.vl.json").read_text())
        drawn = next(iter(spec["datasets"].values()))
        assert len(known) == len(rows) - 1 == len(drawn)
        if path.stem != "fig-years":
            assert [row[:6] for row in known] == [row[1:7] for row in rows[1:]]
            assert [row["value"] for row in drawn] == [float(row[2]) for row in rows[1:]]


def test_text_of_documents_stays_text(corpus):
    for lang in ("fr", "en"):
        text = page(corpus, lang)
        assert text.count("<script>") == 1
        assert "&lt;script&gt;alert" in text
        assert "\u202e" not in text


def test_the_policy_allows_nothing_but_the_page_itself(corpus):
    text = page(corpus)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text).group(1)
    assert html.unescape(policy).startswith("default-src 'none'; style-src 'sha256-")
    assert not re.search(r'\bstyle="|\bon[a-z]+="|src="|<link|@import|url\((?!#)', text)


def test_what_is_left_out_is_told_with_reason_and_advice(corpus):
    text = page(corpus)
    limits = text.split('<section id="limites"')[1].split("</section>")[0]
    assert "Ce que ce rapport ne montre pas" in limits
    assert "protégé par un mot de passe" in limits
    assert "2012" in limits
    manifest = json.loads((corpus.reports / "manifest.json").read_text())
    assert [item["reason"] for item in manifest["excluded"]] == ["encrypted", "duplicate"]


def test_how_well_documents_were_read_is_told(corpus):
    limits = html.unescape(page(corpus)).replace("\u202f", " ").replace("\u00a0", " ")
    assert "2 pages sont lues par reconnaissance de caractères" in limits
    assert "1 unité où la reconnaissance de caractères est incertaine" in limits
    assert "portent 1,7 % des mots, avec une confiance moyenne de 71 %" in limits  # 1 of 59 units, repeats left out
    assert "1 document n’est lu qu’en partie" in limits
    rows = {
        row["doc_id"]: row for row in csv.DictReader(io.StringIO((corpus.reports / "data/documents.csv").read_text()))
    }
    assert rows["doc-005"]["read_in_part"].startswith("page 3")
    assert (rows["doc-004"]["ocr_pages"], rows["doc-004"]["ocr_unsure_pages"]) == ("2", "1")


def test_the_manifest_digests_every_other_file_and_names_no_place_or_day(corpus):
    text = (corpus.reports / "manifest.json").read_text()
    manifest = json.loads(text)
    known = {"manifest.json", "words.json"}
    known |= {name.removeprefix("reports/") for name in (*flow.MEASURED, *flow.SHIFTED, *flow.WORDS)}
    assert set(manifest["outputs"]) == {str(name) for name in files(corpus)} - known
    for name, digest in manifest["outputs"].items():
        assert store.file_sha256(corpus.reports / name) == digest
    assert corpus.root not in text


def test_the_stated_total_is_the_count_of_hits(corpus):
    repeated = "doc-059:u0"
    hits = [
        hit
        for document in store.read(corpus.catalogue, Document)
        if document.status == "kept"
        for hit in store.read(corpus.path("hits", document.doc_id), Hit)
        if hit.entry == "CD" and hit.unit_id != repeated
    ]
    block = page(corpus).split('id="extraits-term-CD"')[1]
    assert f"occurrences\u00a0: {len(hits)}." in block[:400]
    assert block.split("</details>")[0].count('<tr id="x-') == report_factory.SETTINGS.report.extracts_per_term


def test_a_rebuild_gives_the_same_bytes_and_removes_what_is_gone(corpus, tmp_path):
    other = report_factory.build(tmp_path)
    stale = [
        other.reports / "figures/fig-gone.fr.light.svg",
        other.reports / "data/old.csv",
        other.reports / "old.html",
    ]
    for path in (*stale, other.reports / "export/kept.txt"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    report.run(other, report_factory.SECTIONS, quiet)
    assert not any(path.exists() for path in stale)
    assert (other.reports / "export/kept.txt").exists()
    (other.reports / "export/kept.txt").unlink()
    assert files(other) == files(corpus)


@pytest.mark.parametrize("documents", [0, 1])
def test_a_tiny_undated_corpus_says_what_cannot_be_estimated(tmp_path, documents):
    corpus = report_factory.build(tmp_path, documents=documents, dated=False)
    report.run(corpus, report_factory.SECTIONS, quiet)
    text = page(corpus)
    assert "n’est pas estimable" in text
    assert "<figure" not in text
    assert ("Un seul document ne montre ni série" in text) is (documents == 1)


# ------------------------------------------------------------------------------------------------ words


def test_words_show_value_interval_and_n(corpus):
    text = html.unescape(re.sub(r"<[^>]+>", " ", page(corpus)))
    text = re.sub(r"\s+", " ", text)
    for shown in (
        "forage 40 / 50 1,84 [0,90 ; ∞] 0,012 17 0,41 12,3",  # a word of a period
        "« coopération décentralisée » 2005–2008 33 / 40 14,2",  # a run of years
        "solidarité 15 10,0 1,51 [0,62 ; 2,44] 14",  # a theme with a term
        "forage 9 / 40 11,90 [11,10 ; 12,40] 8 9,1",  # a word near a term
        "−2,31 [−4,10 ; −0,40]",  # a change
        "2008 | 2009 2005–2012 31,0 % 22,0 % 0,002 64 % oui",  # a cut
        "80,0 % [70,0 ; 87,0] des segments (n = 80, 33 documents ; accord φ = 0,91)",
    ):
        assert shown in text.replace("\u202f", " ").replace("\xa0", " "), shown
    assert "voirie" not in text  # rarer than elsewhere: in the CSV alone


def test_an_example_and_a_typical_segment_lead_to_their_page(corpus):
    section = page(corpus).partition('id="mots"')[2].partition("</section>")[0]
    assert len([link for link in Reader(section).links if "#page=" in link]) == 2


def test_all_rows_of_the_words_are_in_their_csv(corpus):
    rows = list(csv.DictReader(io.StringIO((corpus.reports / "data/tab-specificities.csv").read_text())))
    assert [(row["of"], row["part"], row["high"]) for row in rows] == [
        ("lemma", "2005-2008", ""), ("lemma", "2009-2012", ""), ("term", "2009-2012", "5.0"),
    ]  # fmt: skip
    (change,) = csv.DictReader(io.StringIO((corpus.reports / "data/tab-collocate-changes.csv").read_text()))
    assert json.loads(change["examples"])[0][:2] == ["doc-001:p0", 1]
    names = {path.name for path in (corpus.reports / "data").glob("tab-*.csv")}
    assert {
        f"tab-{name}.csv"
        for name in ("theme-terms", "collocates", "periods", "maps", "classes", "class-forms", "candidates")
    } <= names


def test_without_words_the_section_says_why(tmp_path):
    corpus = report_factory.build(tmp_path, documents=1, dated=False)
    report.run(corpus, report_factory.SECTIONS, quiet)
    section = html.unescape(page(corpus).partition('id="mots"')[2].partition("</section>")[0])
    assert "Rien n’est estimable ici" in section
    assert "segments d’une quarantaine de mots\xa0: 3\u202f; pour 2 classes, il en faut 80" in section
