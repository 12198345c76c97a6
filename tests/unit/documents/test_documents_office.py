"""DOCX, ODT, RTF and EPUB: what is printed in the text is read, what is not is left out."""

import io
import zipfile

import pytest

from pipeline.documents.properties import properties, told
from pipeline.documents.sniff import sniff
from pipeline.documents.typed import docx, epub, odt, rtf
from pipeline.errors import Reason, SourceError

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OASIS = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("style", "style"),
        ("svg", "svg-compatible"),
    )
)  # fmt: skip


def packed(**parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(
                name.replace("__", "/").replace("_xhtml", ".xhtml").replace("_xml", ".xml").replace("_opf", ".opf"),
                content,
            )
    return stream.getvalue()


def read_docx(body: str, **parts: str) -> list[tuple[str, float]]:
    data = packed(word__document_xml=f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>', **parts)
    return lines(docx.read(data, "doc", max_characters=10_000))


def lines(page) -> list[tuple[str, float]]:
    return [(page.text[line.start : line.end], line.size_pt) for line in page.lines]


def p(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def test_docx_boxes_stand_apart_from_the_paragraph_that_holds_them():
    box = "<w:r><w:pict><w:txbxContent>" + p(r("Encadré.")) + "</w:txbxContent></w:pict></w:r>"
    assert read_docx(p(r("Avant ") + box + r("après."))) == [("Avant après.", 12), ("Encadré.", 12)]
    cell = f"<w:tbl><w:tr><w:tc>{p(r('Un') + box)}</w:tc><w:tc>{p(r('Deux'))}</w:tc></w:tr></w:tbl>"
    assert read_docx(cell) == [("Un\tDeux", 12), ("Encadré.", 12)]


def test_docx_styles_hide_text_and_mark_contents():
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:styleId="Cache"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="TM1"><w:name w:val="toc 1"/></w:style></w:styles>'
    )
    body = p(r("Les engagements 4"), '<w:pStyle w:val="TM1"/>') + p(
        r("Texte") + r(" caché", '<w:rStyle w:val="Cache"/>')
    )
    assert read_docx(body, word__styles_xml=styles) == [("Texte", 12)]


def test_docx_changes_and_comments():
    body = p(
        r("Le conseil ") + f"<w:ins>{r('approuve')}</w:ins><w:del><w:r><w:delText>refuse</w:delText></w:r></w:del>"
        '<w:commentRangeStart w:id="0"/>' + r(" le projet") + '<w:r><w:commentReference w:id="0"/></w:r>'
    )  # fmt: skip
    comments = f'<w:comments xmlns:w="{W}"><w:comment>{p(r("secret"))}</w:comment></w:comments>'
    header = f'<w:hdr xmlns:w="{W}">{p(r("En-tête"))}</w:hdr>'
    assert read_docx(body, word__comments_xml=comments, word__header1_xml=header) == [
        ("Le conseil approuve le projet", 12)
    ]


def test_odt_boxes_hidden_text_and_notes_in_cells():
    styles = '<style:style style:name="T9"><style:text-properties text:display="none"/></style:style>'
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Note.</text:p></text:note-body></text:note>"
    frame = "<draw:frame><draw:text-box><text:p>Encadré.</text:p></draw:text-box><svg:desc>Une image</svg:desc></draw:frame>"
    body = (
        f'<text:p>Avant <text:span text:style-name="T9">caché</text:span>{frame}après.</text:p>'
        f"<table:table><table:table-row><table:table-cell><text:p>Un{note}</text:p></table:table-cell>"
        "<table:table-cell><text:p>Deux</text:p></table:table-cell></table:table-row></table:table>"
    )
    data = packed(content_xml=f"<office:document-content {OASIS}>{styles}{body}</office:document-content>")
    assert lines(odt.read(data, "doc", max_characters=1000)) == [
        ("Avant après.", 12), ("Encadré.", 12), ("Un\tDeux", 12), ("Note.", 9),
    ]  # fmt: skip


RTF = rb"""{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0\froman\fcharset0 Times;}{\f1\fcharset204 Cyr;}}
{\stylesheet{\s1\outlinelevel0 heading 1;}{\s2 Normal;}}{\info{\title Modele}{\author X}}
{\header\pard En-t\'eate\par}{\*\generator Word;}
\pard\plain\s1 D\'e9lib\'e9ration\par
\pard\plain Le conseil{\footnote\pard Une note.\par} approuve {\v cach\'e9}l\u8217\'92\u233?t\u233?.\line suite\par
{\pict\wmetafile8 0102030405}{\*\shppict{\pict\bin5 {}\}}x}}
{\listtext\'b7\tab}Premier point ;\par
\trowd\pard\intbl Chapitre\cell 2014\cell\row\pard\intbl Total\cell 12\~000\cell\row
\pard {\field{\*\fldinst{HYPERLINK "http://a"}}{\fldrslt lien}}{\f1 \'ca}{\deleted effac\'e9}.\par}"""


def test_rtf():
    page = rtf.read(RTF, "doc", max_characters=1000)
    assert lines(page) == [
        ("Délibération", 24), ("Le conseil approuve l’été.", 12), ("suite", 12), ("- Premier point ;", 12),
        ("Chapitre\t2014", 12), ("Total\t12\u00a0000", 12), ("lienК.", 12), ("Une note.", 9),
    ]  # fmt: skip
    assert page.warnings == []


def test_rtf_cut_short_is_read_and_told():
    page = rtf.read(RTF[: RTF.index(b"\\trowd")], "doc", max_characters=1000)
    assert page.text.startswith("Délibération\nLe conseil approuve")
    assert page.warnings == ["the file is cut short: its end is missing"]


def test_rtf_of_a_macintosh():
    data = b"{\\rtf1\\mac " + "Séance".encode("mac_roman").replace(b"\x8e", b"\\'8e") + b"\\par}"
    assert rtf.read(data, "doc", max_characters=100).text == "Séance\n"


CONTAINER = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OPS/a.opf"/></rootfiles></container>'
PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>
<dc:title>La coopération</dc:title><dc:creator>Anne Dupont</dc:creator><dc:creator>Jean Martin</dc:creator>
<dc:date>2014-04-24T10:00:00Z</dc:date><dc:language>fr</dc:language><dc:publisher>Ville de Lyon</dc:publisher></metadata>
<manifest><item id="n" href="nav.xhtml" properties="nav"/><item id="b" href="t/b.xhtml"/><item id="a" href="t/a%20b.xhtml"/>
<item id="i" href="i.png" media-type="image/png"/></manifest>
<spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/><itemref idref="i"/></spine></package>"""


def book() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("OPS/a.opf", PACKAGE)
        archive.writestr("OPS/nav.xhtml", "<html><body><p>Sommaire</p></body></html>")
        archive.writestr("OPS/t/b.xhtml", "<html><body><p>Le second chapitre.</p></body></html>")
        archive.writestr(
            "OPS/t/a b.xhtml",
            '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><body><h1>Été</h1><p>Un texte'
            '<sup><a epub:type="noteref" href="#n1">1</a></sup>.</p><aside epub:type="footnote" id="n1"><p>La note.</p></aside></body></html>',
        )
    return stream.getvalue()


def test_epub_in_the_order_of_its_spine():
    data = book()
    assert sniff(data, "a.epub").suffix == ".epub"
    one, two = epub.read(data, "doc", max_pages=10, max_characters=1000)
    assert lines(one) == [("Été", 24), ("Un texte.", 12), ("La note.", 9)]
    assert (one.page, two.page, two.text) == (1, 2, "Le second chapitre.\n")
    assert epub.read(data, "doc", max_pages=1, max_characters=1000)[0].warnings == [
        "only the first 1 of 2 chapters were read"
    ]


def test_epub_metadata_fill_the_catalogue():
    assert told(book(), "application/epub+zip", "a.epub") == {
        "title": "La coopération", "date": "2014-04-24", "language": "fr", "publisher": "Ville de Lyon",
        "file_author": "Anne Dupont; Jean Martin",
    }  # fmt: skip


def test_epub_that_cannot_be_read():
    for data, reason in (
        (packed(META_INF="x"), Reason.DAMAGED),
        (packed(**{"META-INF/rights_xml": "<r/>"}), Reason.ENCRYPTED),
    ):
        with pytest.raises(SourceError) as caught:
            epub.read(data, "doc", max_pages=5, max_characters=100)
        assert caught.value.reason == reason


def test_properties_of_word_processors_are_kept_apart():
    core = (
        '<cp:p xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t"><dc:title>Modèle</dc:title><dc:creator>Anne</dc:creator>'
        "<dcterms:created>2009-01-02T08:00:00Z</dcterms:created><dc:language>en-US</dc:language></cp:p>"
    )
    data = packed(word__document_xml="<w/>", docProps__core_xml=core)
    assert properties(data, "a.docx")["title"] == "Modèle"
    assert told(data, sniff(data, "a.docx").media_type, "a.docx") == {
        "file_title": "Modèle", "file_author": "Anne", "file_date": "2009-01-02", "file_language": "en-US",
    }  # fmt: skip
