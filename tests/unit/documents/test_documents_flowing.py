"""Word processors, web pages, plain text, OCR decisions."""

import io
import zipfile

import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.documents import html, ocr, office, scans, text
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
    page = office.read_docx(docx(body, styles=STYLES), "doc", max_characters=1000)
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
    assert office.read_docx(docx(body), "doc", max_characters=1000).text == "Lyon, le avril 2014\n"


def test_docx_layout_tables_are_text_and_notes_come_last():
    long = "Convention de partenariat entre la Ville de Montpellier et la Communauté d’agglomération"
    cells = (
        f"<w:tc>{paragraph(run('Max LEVITA'))}</w:tc><w:tc>{paragraph(run(long))}{paragraph(run('Pour : 55'))}</w:tc>"
    )
    note = f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator">{paragraph(run("--"))}</w:footnote><w:footnote>{paragraph(run("Une note"))}</w:footnote></w:footnotes>'
    page = office.read_docx(docx(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>", footnotes=note), "doc", max_characters=1000)
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
    page = office.read_odt(stream.getvalue(), "doc", max_characters=1000)
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
        office.read_docx(data, "doc", max_characters=1000)
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


FRENCH = (
    "Le conseil municipal approuve la convention de coopération décentralisée avec la ville de Louisville, et autorise le maire à signer tous les documents. "
    * 3
)
NAMES = "Brahim ABBOU, Frédéric ARAGON, Michel ASLANIAN, Marie-Josée AUGE-CAUMON, Eva BECCARIA, Annie BENEZECH, Nicole BIGAS, Stéphanie BLANPIED, Sophie BONIFACE-PASCAL"


@pytest.mark.parametrize(
    ("page", "share", "verdict"),
    [
        (FRENCH, 0.0, "keep"), (FRENCH, 1.0, "keep"), (NAMES, 0.0, "keep"), ("", 0.0, "keep"), ("", 0.9, "image"),
        ("ID : 034-213401722-20140424", 0.9, "image"), ("Annexe", 0.1, "keep"),
        ("".join(chr(ord(c) + 3) if c.isalpha() else c for c in FRENCH), 0.0, "garbled"),
    ],
)  # fmt: skip
def test_which_pages_need_ocr(page, share, verdict):
    assert ocr.judged(page, lambda: share) == verdict


def test_skew_is_found():
    image = Image.new("L", (800, 1000), 255)
    draw = ImageDraw.Draw(image)
    for top in range(100, 900, 40):
        draw.rectangle((100, top, 700, top + 12), fill=0)
    assert scans.skew_degrees(image) == 0
    assert scans.skew_degrees(image.rotate(-2, fillcolor=255)) == pytest.approx(2, abs=0.2)


@pytest.mark.skipif(not ocr.available(), reason="Tesseract or its French data are not installed")
@pytest.mark.parametrize("turn", [0, 180])
def test_ocr_reads_a_page(turn):
    image = Image.new("L", (1240, 600), 255)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(44)
    for number, line in enumerate(
        ("Le conseil municipal adopte", "la convention de partenariat", "avec la ville de Louisville")
    ):
        draw.text((100, 100 + 90 * number), line, font=font, fill=0)
    seen = ocr.recognise(image.rotate(turn), 150)
    assert [segment.text for segment in seen.segments] == [
        "Le conseil municipal adopte", "la convention de partenariat", "avec la ville de Louisville",
    ]  # fmt: skip
    assert seen.confidence > 0.8
    assert 40 < seen.segments[0].x0 < 60


def test_images_without_ocr():
    stream = io.BytesIO()
    Image.new("L", (100, 100), 255).save(stream, "PNG")
    with pytest.raises(SourceError) as caught:
        ocr.read(stream.getvalue(), "doc", max_pages=2, recognise_image=None)
    assert (caught.value.reason, caught.value.needs) == (Reason.OCR_MISSING, ("ocr",))
    with pytest.raises(SourceError) as caught:
        ocr.read(stream.getvalue()[:40], "doc", max_pages=2, recognise_image=lambda image, dpi: ocr.Recognised([], 0))
    assert caught.value.reason == Reason.DAMAGED
