"""A file that lost its end gets a new one."""

import re
import zlib

import pypdfium2
import pytest

from pipeline.documents.printed.rebuild import rebuilt

PAGE = b"<< /Type /Page /Parent 2 0 R /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
TREE = b"<< /Type /Pages /Kids [4 0 R 6 0 R] /Count 2 /MediaBox [0 0 595 842] >>"
CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def says(text: bytes) -> bytes:
    content = b"BT /F1 12 Tf 72 700 Td (%s) Tj ET" % text
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


OBJECTS = {3: FONT, 5: says(b"Une"), 4: PAGE % 5, 7: says(b"Deux"), 6: PAGE % 7, 2: TREE, 1: CATALOGUE}


def written(objects: dict[int, bytes]) -> bytes:
    return b"%PDF-1.7\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % item for item in objects.items())


def texts(data: bytes | None) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    return [page.get_textpage().get_text_bounded() for page in document]


def without(*numbers: int) -> dict[int, bytes]:
    return {number: body for number, body in OBJECTS.items() if number not in numbers}


def test_a_trailer_is_all_that_lacked() -> None:
    data = written(OBJECTS)
    with pytest.raises(pypdfium2.PdfiumError):
        texts(data)
    assert texts(rebuilt(data)) == ["Une", "Deux"]


def test_a_catalogue_is_made_of_the_pages_that_are_left() -> None:
    assert texts(rebuilt(written(without(1)))) == ["Une", "Deux"]
    assert texts(rebuilt(written(without(1, 2, 6)))) == ["Une"]


def test_a_stream_cut_in_its_middle() -> None:
    order = (3, 5, 4, 6, 2, 1, 7)
    data = written({number: OBJECTS[number] for number in order})
    assert texts(rebuilt(data[: data.index(b" Tj ET", data.index(b"Deux"))])) == ["Une", ""]


def test_objects_packed_in_a_stream() -> None:
    packed = {number: OBJECTS[number] for number in (4, 6, 2, 1)}
    bodies = b" ".join(packed.values())
    places = [str(bodies.index(body)) for body in packed.values()]
    head = " ".join(f"{number} {place}" for number, place in zip(packed, places, strict=True)).encode() + b" "
    stream = zlib.compress(head + bodies)
    holder = b"<< /Type /ObjStm /N 4 /First %d /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream"
    data = written(without(*packed) | {8: holder % (len(head), len(stream), stream)})
    assert texts(rebuilt(data)) == ["Une", "Deux"]


def test_what_looks_like_an_object_inside_a_stream_is_none() -> None:
    trap = says(b"1 0 obj << /Type /Catalog /Pages 9 0 R >> endobj")
    assert texts(rebuilt(written({**OBJECTS, 7: trap})))[0] == "Une"


@pytest.mark.parametrize(
    "data",
    [
        b"", b"%PDF-1.4", b"%PDF-1.4\n" + bytes(range(256)) * 40, written(without(1, 4, 6)),
        written({**OBJECTS, 9: b"<< /Filter /Standard /V 2 >>"}), b"1 0 obj " * 50_000, b"1 " * 200_000,
        re.sub(rb"\d", b"9", written(without(1, 4, 6))),
    ],
)  # fmt: skip
def test_files_that_cannot_be_helped(data: bytes) -> None:
    assert rebuilt(data) is None
