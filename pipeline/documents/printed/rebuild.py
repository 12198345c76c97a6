"""A PDF cut short or without its last lines, given a new end: which object is the root, and where to begin.

pdfium finds the objects of a file whose table of contents is lost, but gives up when the trailer, which names the root,
is lost too: a download cut short, a mail gateway that rewrote the end. The new trailer names the catalogue found in the
file; where none is left, one is made of the pages that are.
"""

import itertools
import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

MAX_UNPACKED_BYTES = 50_000_000
"""Of one stream of objects; the largest of a 900-page report held 0.2 million."""
_OBJECT = re.compile(rb"(?<![0-9])(\d{1,9})\s+(\d{1,5})\s+obj\b|\bstream\r?\n")
_CATALOGUE = re.compile(rb"/Type\s*/Catalog\b")
_ROOT_PAGES = re.compile(rb"/Pages\s+(\d+)\s+\d+\s+R")
_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
_PACKED = re.compile(rb"/Type\s*/ObjStm\b")
_COUNT = re.compile(rb"/N\s+(\d{1,6})\b")
_FIRST = re.compile(rb"/First\s+(\d{1,8})\b")
_LOCK = re.compile(rb"/Encrypt\b|/Filter\s*/Standard\b")


class _Object(NamedTuple):
    number: int
    body: bytes  # without its stream
    stream: bytes


def rebuilt(data: bytes) -> bytes | None:
    """The file with a new end, or None when that would not help.

    Args:
        data: a PDF that pdfium does not open.

    Returns:
        The same bytes followed by objects that were packed, a catalogue where none was left, and a trailer; None for
        an encrypted file, whose key stood in its trailer, and for one without any page.
    """
    if _LOCK.search(data):
        return None
    plain = {item.number: item for item in _objects(data)}
    packed = {number: body for item in plain.values() for number, body in _unpacked(item) if number not in plain}
    bodies = {number: item.body for number, item in plain.items()} | packed
    added = [b"%d 0 obj\n%s\nendobj\n" % item for item in packed.items()]
    root = next((number for number in reversed(bodies) if _is_catalogue(bodies, number)), None)
    if root is None:
        kids = [number for number, body in bodies.items() if _PAGE.search(body)]
        if not kids:
            return None
        root = max(bodies) + 1
        added += _catalogue(root, kids)
    trailer = b"trailer\n<< /Root %d 0 R /Size %d >>\nstartxref\n0\n%%%%EOF\n" % (root, max(*bodies, root) + 2)
    return b"".join([data, b"\nendstream\nendobj\n", *added, trailer])


def _objects(data: bytes) -> Iterator[_Object]:
    """The objects of a file in the order they stand; what looks like one inside a stream is none."""
    number, start, place = -1, 0, 0
    while match := _OBJECT.search(data, place):
        place = match.end()
        if match[1] is None:
            end = data.find(b"endstream", place)
            end = len(data) if end < 0 else end
            if number >= 0:
                yield _Object(number, data[start : match.start()], data[place:end])
            number, place = -1, end
        else:
            if number >= 0:
                yield _Object(number, data[start : match.start()], b"")
            number, start = int(match[1]), place
    if number >= 0:
        yield _Object(number, data[start:], b"")


def _unpacked(item: _Object) -> Iterator[tuple[int, bytes]]:
    """The objects of a stream of objects."""
    count, first = _COUNT.search(item.body), _FIRST.search(item.body)
    if not (_PACKED.search(item.body) and count and first):
        return
    try:
        text = zlib.decompressobj().decompress(item.stream, MAX_UNPACKED_BYTES)
    except zlib.error:
        return
    begin = int(first[1])
    pairs = [int(word) for word in text[:begin].split() if word.isdigit()][: 2 * int(count[1])]
    places = [*pairs[1::2], len(text) - begin]
    for number, (start, end) in zip(pairs[::2], itertools.pairwise(places), strict=False):
        yield number, text[begin + start : begin + end]


def _is_catalogue(bodies: dict[int, bytes], number: int) -> bool:
    """Whether an object is a catalogue whose tree of pages is still there."""
    pages = _ROOT_PAGES.search(bodies[number])
    return bool(_CATALOGUE.search(bodies[number]) and pages and int(pages[1]) in bodies)


def _catalogue(root: int, kids: list[int]) -> list[bytes]:
    """A catalogue of these pages; they keep what they inherit, for that goes by their own parents."""
    references = b" ".join(b"%d 0 R" % kid for kid in kids)
    return [
        b"%d 0 obj\n<< /Type /Catalog /Pages %d 0 R >>\nendobj\n" % (root, root + 1),
        b"%d 0 obj\n<< /Type /Pages /Count %d /Kids [%s] >>\nendobj\n" % (root + 1, len(kids), references),
    ]
