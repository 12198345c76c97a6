"""A file is what its bytes say."""

import io
import zipfile

import pytest

from pipeline.documents.sniff import HOLDERS, SUFFIXES, UNSUPPORTED, WAY_ROUND, sniff


def archive(*members: tuple[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, content in members:
            made.writestr(name, content)
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)

CASES = [
    (b"%PDF-1.4\n...", "a.txt", "application/pdf"),
    (b"\n\n junk before " + b"%PDF-1.7", "a", "application/pdf"),
    (b"x" * 1100 + b"%PDF-1.7", "a.txt", "text/plain"),
    (
        archive(("word/document.xml", "<w/>")),
        "a.zip",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    (archive(("mimetype", "application/vnd.oasis.opendocument.text")), "a", "application/vnd.oasis.opendocument.text"),
    (archive(("mimetype", "application/epub+zip")), "a", "application/epub+zip"),
    (archive(("xl/workbook.xml", "")), "a.docx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (archive(("photo.jpg", "")), "a.zip", "application/zip"),
    (b"PK\x03\x04 cut short", "a.docx", "application/zip"),
    (OLE + "WordDocument".encode("utf-16-le"), "a", "application/msword"),
    (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "application/x-ole-encrypted"),
    (OLE, "a.xls", "application/x-ole-storage"),
    (b"{\\rtf1\\ansi", "a.doc", "application/rtf"),
    (b"<!DOCTYPE html><p>x", "a", "text/html"),
    ("<html>é".encode("utf-16"), "a.htm", "text/html"),
    (b"<!DOCTYPE html><p>404", "acte.pdf", "application/x-failed-download"),
    (b'<?xml version="1.0"?><tei/>', "a.xml", "application/xml"),
    (b"id;texte\n1;Bonjour\n", "a.csv", "text/csv"),
    ("id;texte\n1;é\n".encode("utf-16"), "a.CSV", "text/csv"),
    (b'{"id": 1}\n{"id": 2}\n', "a", "application/jsonl"),
    (b'{"html": "<html><body>"}\n', "a.jsonl", "application/jsonl"),
    (b'{\n "id": 1\n}', "a.json", "application/json"),
    (b"Le texte parle de <body> en HTML.", "a.txt", "text/plain"),
    ("Séance du 24 avril".encode("cp1252"), "a.txt", "text/plain"),
    (OLE + "Workbook".encode("utf-16-le"), "a.xls", "application/vnd.ms-excel"),
    (OLE + "PowerPoint Document".encode("utf-16-le"), "a.ppt", "application/vnd.ms-powerpoint"),
    (b"7z\xbc\xaf\x27\x1c" + bytes(99), "a.7z", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07\x00", "a.rar", "application/vnd.rar"),
    (b'[{"id": 1},\n {"id": 2}]', "a.txt", "application/json"),
    (b"[1] Une note de bas de page", "a.txt", "text/plain"),
    ("Séance".encode("utf-32"), "a.txt", "text/plain"),
    (b"\x89PNG\r\n\x1a\n", "a.pdf", "image/png"),
    (b"\xff\xd8\xff\xe0", "a", "image/jpeg"),
    (b"II*\x00", "a", "image/tiff"),
    (b"", "a.pdf", "application/x-empty"),
    (b" \n\t ", "a.txt", "application/x-empty"),
    (bytes(range(256)) * 8, "a", "application/octet-stream"),
    (bytes(1_000), "a.pdf", "application/x-failed-download"),
]


@pytest.mark.parametrize(("data", "name", "media_type"), CASES)
def test_media_type(data, name, media_type):
    kind = sniff(data, name)
    assert kind.media_type == media_type
    assert kind.supported == (media_type in SUFFIXES | HOLDERS)
    assert kind.suffix == (SUFFIXES | HOLDERS | UNSUPPORTED)[media_type]


def test_a_character_cut_at_the_end_of_the_head_is_still_text():
    assert sniff("é".encode() * 40_000 + b"x", "a.txt").media_type == "text/plain"
    assert sniff(b"x" + "é".encode() * 40_000, "a.txt").media_type == "text/plain"


def test_sheets_slides_and_archives_say_what_to_do():
    assert set(WAY_ROUND) <= set(UNSUPPORTED)
    assert "CSV" in WAY_ROUND["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"]
    assert "PDF" in WAY_ROUND["application/vnd.oasis.opendocument.presentation"]
    assert "unpack" in WAY_ROUND["application/vnd.rar"]
