"""Scripts, links, attachments and outside references of a document are never followed: it is read, and only read."""

import io
import socket
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

from hostile import pdf_of, says

from pipeline.documents import sniff
from pipeline.settings import ExtractSection
from pipeline.stages.extract import pages_of

WORDS = "Le conseil municipal approuve le projet de jumelage avec la commune voisine."


@contextmanager
def nobody_calls() -> Iterator[str]:
    """An address of this machine at which no call may come."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield f"127.0.0.1:{server.getsockname()[1]}"
        try:
            called = server.accept()
        except BlockingIOError:
            return
    raise AssertionError(f"a document made a call from {called[1]}")


def read(data: bytes, name: str) -> str:
    media_type = sniff.sniff(data, name).media_type
    return "".join(page.text for page in pages_of(data, media_type, "doc", ExtractSection()))


def archive(**members: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, content in members.items():
            made.writestr(name, content)
    return stream.getvalue()


def test_a_pdf_that_acts_when_it_opens() -> None:
    with nobody_calls() as address:
        uri = b"http://" + address.encode()
        secret = b"Contenu joint"
        data = pdf_of(
            says(WORDS),
            catalogue=b"/OpenAction 6 0 R /AA << /WC 7 0 R >> /AcroForm << /XFA 9 0 R >> "
            b"/Names << /EmbeddedFiles << /Names [(joint.txt) 8 0 R] >> >>",
            objects=[
                b"<< /S /JavaScript /JS (app.launchURL\\('%s'\\); this.submitForm\\('%s'\\)) /Next 7 0 R >>"
                % (uri, uri),
                b"<< /S /Launch /F (/bin/sh) /Next << /S /URI /URI (%s) >> >>" % uri,
                b"<< /Type /Filespec /F (joint.txt) /EF << /F 9 0 R >> >>",
                b"<< /Type /EmbeddedFile /Length %d >>\nstream\n%s\nendstream" % (len(secret), secret),
            ],
        )
        assert read(data, "acte.pdf") == WORDS + "\n"


def test_a_page_of_the_web_with_scripts_and_pictures() -> None:
    with nobody_calls() as address:
        page = f"""<!doctype html><html><head><title>Séance</title>
        <link rel="stylesheet" href="http://{address}/style.css"><base href="http://{address}/">
        <meta http-equiv="refresh" content="0; url=http://{address}/"><script src="http://{address}/s.js"></script></head>
        <body><article><h1>Séance</h1><p>{WORDS}</p><img src="http://{address}/i.png"><iframe src="http://{address}/">
        </iframe><script>document.write("écrit par un script")</script><p>{WORDS}</p></article></body></html>"""
        text = read(page.encode(), "acte.html")
        assert WORDS in text
        assert "script" not in text


def test_a_page_with_entities_of_its_own() -> None:
    with nobody_calls() as address:
        page = f"""<?xml version="1.0"?><!DOCTYPE html [<!ENTITY ext SYSTEM "http://{address}/e">
        <!ENTITY file SYSTEM "file:///etc/passwd">]><html><body><p>{WORDS} &ext; &file;</p></body></html>"""
        assert "root:" not in read(page.encode(), "acte.html")


WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def test_a_word_file_with_its_template_elsewhere() -> None:
    with nobody_calls() as address:
        relations = f"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
        <Relationship Id="r1" Type="{OFFICE}/attachedTemplate" Target="http://{address}/t.dotm" TargetMode="External"/>
        <Relationship Id="r2" Type="{OFFICE}/image" Target="http://{address}/i.png" TargetMode="External"/>
        <Relationship Id="r3" Type="{OFFICE}/subDocument" Target="file:///etc/passwd" TargetMode="External"/>
        </Relationships>"""
        body = f"""<?xml version="1.0"?><!DOCTYPE d [<!ENTITY ext SYSTEM "http://{address}/e">]>
        <w:document {WORD}><w:body><w:p><w:r><w:t>{WORDS}</w:t></w:r></w:p></w:body></w:document>"""
        members = {
            "[Content_Types].xml": "<Types/>", "word/document.xml": body, "word/_rels/document.xml.rels": relations,
            "word/_rels/settings.xml.rels": relations,
        }  # fmt: skip
        assert read(archive(**members), "acte.docx").strip() == WORDS


def test_an_open_document_linked_to_others() -> None:
    with nobody_calls() as address:
        content = f"""<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
        xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink">
        <office:body><office:text><text:section><text:section-source xlink:href="http://{address}/s.odt"/>
        <text:p>{WORDS}</text:p></text:section></office:text></office:body></office:document-content>"""
        members = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content}
        assert WORDS in read(archive(**members), "acte.odt")
