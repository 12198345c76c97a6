"""Files with bytes flipped, cut, doubled or lost: every one ends in pages or in a reason, never in an unforeseen error.

MUTANTS=200 makes so many of each format.
"""

import io
import os
import random
import zipfile
from pathlib import Path

import pytest
from hostile import extracted, pdf_of, project, says
from reportlab.pdfgen.canvas import Canvas

from pipeline.documents import sniff
from pipeline.errors import Reason
from pipeline.pool import Limits

MUTANTS = int(os.environ.get("MUTANTS", "4"))
LIMITS = Limits(memory_gb=1.5, cpu_s=20, wall_s=60)
WORDS = "Le conseil municipal, réuni le 24 avril 2014, approuve à l’unanimité le projet de jumelage."


def typeset() -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=1, pageCompression=0)
    for _ in range(2):
        for line in range(20):
            canvas.drawString(72, 760 - 20 * line, f"{line}. {WORDS}")
        canvas.grid([72, 200, 400], [100, 150, 200])
        canvas.bookmarkPage("p")
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def archive(**members: str | bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return stream.getvalue()


def repacked(data: bytes, chance: random.Random) -> bytes:
    """The archive with faults in its last member, which a checksum would show otherwise."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    last = list(members)[-1]
    return archive(**(members | {last: mutant(members[last], chance)}))


def word() -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    cell = f"<w:tc><w:p><w:r><w:t>{WORDS}</w:t></w:r></w:p></w:tc>"
    paragraph = f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>{WORDS}</w:t></w:r></w:p>'
    body = f"{paragraph * 3}<w:tbl><w:tr>{cell * 2}</w:tr></w:tbl>"
    members = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>',
    }
    return archive(**members)


def open_document() -> bytes:
    spaces = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{spaces}:office:1.0" xmlns:text="{spaces}:text:1.0"><office:body>'
        f'<office:text><text:h text:outline-level="1">Titre</text:h><text:p>{WORDS}</text:p></office:text>'
        "</office:body></office:document-content>"
    )
    members = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content}
    return archive(**members)


BASES = {
    "typeset.pdf": typeset(),
    "packed.pdf": pdf_of(says("Une page"), says("Deux pages")),
    "word.docx": word(),
    "open.odt": open_document(),
    "page.html": f"<!doctype html><html><body><h1>Titre</h1><table><tr><td>{WORDS}</table><p>{WORDS}</body>".encode(),
    "text.txt": f"{WORDS}\f{WORDS}".encode("utf-16"),
    "rich.rtf": b"{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}\\f0 Le conseil municipal r\\'e9uni\\par approuve.}",
}
NUMBERS = (b"0", b"-1", b"4294967295", b"99999999999", b"1e9", b"null", b"[", b"<<", b"\x00")


def mutant(data: bytes, chance: random.Random) -> bytes:
    """The bytes with one to six faults."""
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(data) or 1)
        length = chance.choice((1, 2, 10, 100, 1000))
        match chance.randrange(6):
            case 0:
                data = data[:place] + chance.randbytes(min(length, 10)) + data[place + 1 :]
            case 1:
                data = data[:place] + data[place + length :]
            case 2:
                data = data[:place] + data[place : place + length] * chance.choice((2, 50)) + data[place:]
            case 3:
                data = data[: max(place, 20)]
            case 4:
                digits = [index for index, byte in enumerate(data) if 48 <= byte <= 57]
                place = chance.choice(digits) if digits else place
                data = data[:place] + chance.choice(NUMBERS) + data[place + 1 :]
            case _:
                data = data[:place] + bytes([chance.randrange(256)]) + data[place:]
    return data


@pytest.mark.parametrize("name", BASES)
def test_no_mutant_is_a_surprise(name: str, root: Path) -> None:
    chance = random.Random(name)
    stem, suffix = name.split(".")
    ways = (repacked, mutant) if BASES[name].startswith(b"PK") else (mutant,)
    mutants = {f"{stem}-{number}.{suffix}": ways[number % len(ways)](BASES[name], chance) for number in range(MUTANTS)}
    read = {name: data for name, data in mutants.items() if sniff.sniff(data, name).media_type in sniff.SUFFIXES}
    answers = extracted(project(root), read, limits=LIMITS)
    assert len(answers) == len(read)
    surprises = {
        name: failure.detail
        for name, answer in answers.items()
        for failure in (*answer.earlier, answer.failure)
        if failure and failure.reason is Reason.CRASHED
    }
    assert surprises == {}
