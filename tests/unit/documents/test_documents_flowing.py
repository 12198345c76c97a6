"""Word processors, web pages, plain text."""

import io
import zipfile

import pytest

from pipeline.documents.typed import docx as docx_reader
from pipeline.documents.typed import html, odt, text
from pipeline.errors import Reason, SourceError

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(body: str, **parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return stream.getvalue()


def paragraph(content: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{content}</w:p>"


def run(content: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{content}</w:t></w:r>"


STYLES = f'<w:styles xmlns:w="{W}"><w:style w:styleId="Titre1"><w:name w:val="heading 1"/></w:style></w:styles>'


def test_docx_headings_text_and_tables():
    cells = "".join(f"<w:tc>{paragraph(run(cell))}</w:tc>" for cell in ("Chapitre", "2014", "2015"))
    body = (
        paragraph(run("Objet"), "Titre1")
        + paragraph(run("Le ") + run("conseil"))
        + f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    )
    page = docx_reader.read(docx(body, styles=STYLES), "doc", max_characters=1000)
    assert page.text == "Objet\nLe conseil\nChapitre\t2014\t2015\n"
    assert [line.size_pt for line in page.lines] == [24, 12, 12]
    assert (page.page, page.origin, page.width_pt) == (1, "office", None)


def test_docx_hides_what_is_not_printed():
    clock = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE \\@ "d MMMM yyyy" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>23 novembre 2026</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = paragraph(
        run("Lyon, le ") + clock + run("avril") + run("&lt;TAG&gt;", "<w:vanish/>") + run(" 2014", '<w:vanish w:val="0"/>')
        + "<w:del><w:r><w:delText>x</w:delText><w:t>effacé</w:t></w:r></w:del>"
    )  # fmt: skip
    assert docx_reader.read(docx(body), "doc", max_characters=1000).text == "Lyon, le avril 2014\n"


def test_docx_layout_tables_are_text_and_notes_come_last():
    long = "Convention de partenariat entre la Ville de Montpellier et la Communauté d’agglomération"
    cells = (
        f"<w:tc>{paragraph(run('Max LEVITA'))}</w:tc><w:tc>{paragraph(run(long))}{paragraph(run('Pour : 55'))}</w:tc>"
    )
    note = f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator">{paragraph(run("--"))}</w:footnote><w:footnote>{paragraph(run("Une note"))}</w:footnote></w:footnotes>'
    page = docx_reader.read(docx(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>", footnotes=note), "doc", max_characters=1000)
    assert page.text.splitlines() == ["Max LEVITA", long, "Pour : 55", "Une note"]
    assert page.lines[-1].size_pt == 9


def test_odt():
    namespaces = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    body = (
        '<text:h text:outline-level="2">Titre</text:h>'
        '<text:p>Le<text:s text:c="2"/>conseil<text:note><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p>Une note</text:p></text:note-body></text:note> vote</text:p>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("content.xml", f"<office:document-content {namespaces}>{body}</office:document-content>")
    page = odt.read(stream.getvalue(), "doc", max_characters=1000)
    assert page.text == "Titre\nLe  conseil vote\nUne note\n"
    assert [line.size_pt for line in page.lines] == [18, 12, 9]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04", Reason.DAMAGED),
        (docx(""), Reason.NO_TEXT),
        (docx("<w:p>"), Reason.DAMAGED),
        (docx('<!DOCTYPE x [<!ENTITY a "aaaa">]>'), Reason.DAMAGED),
    ],
)
def test_docx_that_cannot_be_read(data, reason):
    with pytest.raises(SourceError) as caught:
        docx_reader.read(data, "doc", max_characters=1000)
    assert caught.value.reason == reason


def test_html_keeps_the_main_text():
    body = "".join(
        f"<p>Paragraphe {n} de la délibération, qui dit ce que la commune décide ce jour-là.</p>" for n in range(6)
    )
    data = f"<html><body><nav><a href='/'>Accueil</a></nav><main><h1>Jumelage</h1>{body}<ul><li>un point de la liste</li></ul></main><script>x()</script></body></html>"
    page = html.read(data.encode(), "doc", max_characters=10_000)
    assert page.text.startswith("Jumelage\nParagraphe 0")
    assert "Accueil" not in page.text
    assert "x()" not in page.text
    assert page.lines[0].size_pt > page.lines[1].size_pt


def test_a_short_page_is_read_whole():
    page = html.read("<p>Séance</p><p>du <b>24</b> avril</p>".encode("cp1252"), "doc", max_characters=1000)
    assert page.text == "Séance\ndu 24 avril\n"
    with pytest.raises(SourceError):
        html.read(b"<html><script>x</script></html>", "doc", max_characters=1000)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_text_encodings(encoding):
    (page,) = text.read("L’été à Besançon\r\ncœur".encode(encoding), "doc", max_pages=5, max_characters=100)
    assert page.text == "L’été à Besançon\ncœur\n"


def test_text_pages_and_composition():
    pages = text.read("un e\u0301t\u00e9\fdeux\n\f".encode(), "doc", max_pages=5, max_characters=100)
    assert [page.text for page in pages] == ["un été\n", "deux\n"]
    assert [page.page for page in pages] == [1, 2]


def test_text_that_is_none():
    with pytest.raises(SourceError) as caught:
        text.read(bytes(range(32)) * 20, "doc", max_pages=5, max_characters=100)
    assert caught.value.reason == Reason.UNDECODABLE
