"""Files made to exhaust or to escape: each gives an answer within 1.5 GiB and 30 s, and nothing it names is touched."""

import io
import zipfile
from collections.abc import Callable

import pytest

from pipeline.documents import holdings
from pipeline.documents.listed.rows import records
from pipeline.documents.sniff import sniff
from pipeline.errors import Reason, SourceError
from pipeline.pool import Answer, Limits, run_isolated
from pipeline.settings import ExtractSection
from pipeline.stages.extract import pages_of

LIMITS = Limits(memory_gb=1.5, cpu_s=30, wall_s=60)
MANY = 50_000_000
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LAUGHS = '<!DOCTYPE x [<!ENTITY a "rire">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefghi", "bcdefghij", strict=True)
)
QUADRATIC = f'<!DOCTYPE x [<!ENTITY a "{"rire " * 20_000}">'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">'


def packed(*members: tuple[str, bytes | str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return stream.getvalue()


def docx(content: str, doctype: str = "") -> bytes:
    return packed(("word/document.xml", f'{doctype}<w:document xmlns:w="{W}"><w:body>{content}</w:body></w:document>'))


def paragraph(content: str) -> str:
    return f"<w:p><w:r><w:t>{content}</w:t></w:r></w:p>"


def odt(content: str, doctype: str = "") -> bytes:
    names = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text"))
    content = f"{doctype}<office:document-content {names}>{content}</office:document-content>"
    return packed(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", content))


def epub(chapter: str, doctype: str = "") -> bytes:
    container = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>'
    package = (
        f'{doctype}<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="c" href="../../../etc/passwd"/>'
        '<item id="d" href="d.xhtml"/></manifest><spine><itemref idref="c"/><itemref idref="d"/></spine></package>'
    )
    return packed(
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", container),
        ("a.opf", package),
        ("d.xhtml", chapter),
    )


FILES: dict[str, Callable[[], bytes]] = {
    "laughs.docx": lambda: docx(paragraph("avant &j; après"), LAUGHS + "]>"),
    "quadratic.docx": lambda: docx(paragraph("avant " + "&a;" * 20_000), QUADRATIC + "]>"),
    "outside.docx": lambda: docx(paragraph("avant &a; après"), OUTSIDE + "]>"),
    "deep.docx": lambda: docx("<w:tbl><w:tr><w:tc>" * 20_000),
    "bomb.docx": lambda: docx(paragraph("a" * 100_000_000)),
    "long.docx": lambda: docx(paragraph("mot " * 2_000_000)),
    "many.docx": lambda: docx(paragraph("mot") * 200_000),
    "laughs.odt": lambda: odt("<text:p>avant &j; après</text:p>", LAUGHS + "]>"),
    "deep.odt": lambda: odt("<text:p>" + "<text:span>" * 100_000),
    "blanks.odt": lambda: odt('<text:p>a<text:s text:c="2000000000"/>b</text:p>' * 10_000),
    "laughs.epub": lambda: epub("<html><body><p>Un chapitre.</p></body></html>", LAUGHS + "]>"),
    "bomb.epub": lambda: epub("<html><body><p>" + "a" * 100_000_000),
    "deep.html": lambda: b"<html><body>" + b"<div>" * 200_000 + b"texte",
    "tables.html": lambda: b"<html><body>" + b"<table><tr><td>" * 20_000 + b"texte",
    "long.html": lambda: b"<html><body><p>" + b"mot " * (MANY // 4),
    "tags.html": lambda: b"<html><body>" + b"<p>mot</p>" * 200_000,
    "open.html": lambda: b"<html><head>" + b"<title><meta " * 100_000,
    "script.html": lambda: b"<html><body><p>" + b"Le conseil. " * 30 + b"<script src='file:///etc/passwd'></script><iframe src='file:///etc/passwd'>",
    "long.txt": lambda: b"mot " * (MANY // 4),
    "line.txt": lambda: b"a" * MANY,
    "zeros.txt": lambda: b"a" + bytes(MANY),
    "deep.rtf": lambda: b"{\\rtf1 avant" + b"{" * 1_000_000,
    "long.rtf": lambda: b"{\\rtf1 " + b"mot " * (MANY // 4) + b"}",
    "codes.rtf": lambda: b"{\\rtf1 " + b"\\'e9" * 5_000_000 + b"}",
    "links.rtf": lambda: b"{\\rtf1 " + b'{\\field{\\*\\fldinst{ HYPERLINK "file:///etc/passwd"' * 50_000,
}  # fmt: skip


def _read(name: str) -> tuple[str, int, str]:
    """Reason, characters and beginning of what one file gives, in a worker."""
    data = FILES[name]()
    kind = sniff(data, name)
    try:
        pages = pages_of(data, kind.media_type, "doc", ExtractSection(max_pages=50))
    except SourceError as error:
        return error.reason.value, 0, error.detail
    text = "".join(page.text for page in pages)
    return "", len(text), text[:100] + text[-100:]


@pytest.fixture(scope="module")
def answers() -> dict[str, Answer]:
    return {
        answer.key: answer for answer in run_isolated(_read, ((name, name) for name in FILES), workers=1, limits=LIMITS)
    }


@pytest.mark.parametrize("name", FILES)
def test_every_file_gives_an_answer(answers: dict[str, Answer], name: str) -> None:
    answer = answers[name]
    assert answer.failure is None, answer.failure
    reason, characters, text = answer.value
    assert reason in ("", "damaged", "too_large", "no_text", "undecodable", "unsupported")
    assert characters <= 10_000_100
    assert "root:" not in text


@pytest.mark.parametrize(
    "name", ["long.docx", "many.docx", "long.html", "tags.html", "long.txt", "long.rtf", "codes.rtf", "script.html"]
)
def test_what_is_only_long_is_read(answers: dict[str, Answer], name: str) -> None:
    reason, characters, _ = answers[name].value
    assert not reason
    assert characters > 300


def _rows(name: str) -> tuple[str, int]:
    data = TABLES[name]()
    try:
        found = records(data, sniff(data, name).media_type, name, {})
        return "", sum(1 for _ in found.rows) if found else 0
    except SourceError as error:
        return error.reason.value, 0


TABLES: dict[str, Callable[[], bytes]] = {
    "line.csv": lambda: b"id;texte\n1;" + b"mot " * (MANY // 4),
    "quote.csv": lambda: b'id;texte\n1;"' + b"mot;\n" * 1_000_000,
    "columns.csv": lambda: b"texte" + b";" * 100_000 + b"\n" + b"a;" * 100_000,
    "dates.csv": lambda: b"2012-06-25;a\nb\n" * 200_000,
    "line.jsonl": lambda: b'{"text": "' + b"mot " * (MANY // 4) + b'"}',
    "deep.jsonl": lambda: (b'{"text": ' + b"[" * 100_000 + b"\n") * 20,
    "deep.json": lambda: b"[" * 10_000_000,
    "keys.jsonl": lambda: b"".join(b'{"text": "a", "k%d": 1}\n' % number for number in range(100_000)),
}


@pytest.mark.parametrize("name", TABLES)
def test_tables(name: str) -> None:
    (answer,) = run_isolated(_rows, [(name, name)], workers=1, limits=LIMITS)
    assert answer.failure is None, answer.failure
    reason, count = answer.value
    assert reason in ("", "damaged", "unsupported")
    assert count <= 100_000


def overlapping(count: int) -> bytes:
    """A ZIP whose directory names one packed megabyte many times (Fifield, 2019)."""
    one = packed(("0.txt", bytes(1_000_000)))
    start = one.index(b"PK\x01\x02")
    end = one.index(b"PK\x05\x06")
    entries = b"".join(one[start:end].replace(b"0.txt", b"%05d" % number) for number in range(count))
    tail = bytearray(one[end:])
    tail[8:12] = count.to_bytes(2, "little") * 2
    tail[12:16] = len(entries).to_bytes(4, "little")
    return one[:start] + entries + bytes(tail)


def held(data: bytes) -> list[holdings.Held]:
    return list(holdings.held_in(io.BytesIO(data), len(data), "a.zip"))


def test_zip_bombs_cost_only_themselves() -> None:
    data = packed(("bombe.txt", bytes(300_000_000)), ("acte.txt", "Le conseil approuve."))
    bomb, act = held(data)
    assert (bomb.place, bomb.reason) == ("bombe.txt", Reason.TOO_LARGE)
    assert (act.place, act.reason, act.size_bytes) == ("acte.txt", None, 20)


def test_a_directory_that_names_one_member_many_times_is_bounded() -> None:
    found = held(overlapping(2_000))
    assert sum(item.size_bytes for item in found if item.reason is None) <= 1_000_000_000
    assert {item.reason for item in found} <= {None, Reason.DAMAGED, Reason.TOO_LARGE}


def test_nested_archives_end_at_the_second() -> None:
    data = packed(("acte.txt", "Le conseil approuve."))
    for number in range(5):
        data = packed((f"{number}.zip", data), (f"{number}.txt", f"Acte {number}."))
    found = {item.place: item.reason for item in held(data)}
    assert found["4.txt"] is None
    assert found["4.zip!/3.txt"] is None
    assert found["4.zip!/3.zip"] == Reason.UNSUPPORTED
    assert len(found) == 3
