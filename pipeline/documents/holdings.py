"""What one file of raw/ holds: itself as a document, or the members of an archive; each with what it says of itself."""

import hashlib
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from pipeline.documents import archive, sniff
from pipeline.documents.properties import told
from pipeline.errors import Reason, SourceError

WITH_RECORDS = frozenset({"text/csv", "application/jsonl", "application/json", "application/x-press-export"})
"""Formats whose rows, records or articles are the documents."""


VERSION = 1
"""Raised by hand when other things would be found in the same bytes: what was found before is then forgotten."""
BLOCK_BYTES = 1_000_000
_REASONS = {
    "application/x-empty": Reason.EMPTY,
    "application/x-failed-download": Reason.FAILED_DOWNLOAD,
    "application/x-ole-encrypted": Reason.ENCRYPTED,
}


class Held(msgspec.Struct, frozen=True, array_like=True, omit_defaults=True):
    """One file: where it stands, what it is, or the reason why it is no document.

    It holds all that ingest needs to know again when the file has not changed.
    """

    sha256: str
    size_bytes: int
    media_type: str
    place: str = ""  # path inside an archive; empty for the file itself
    indexes: tuple[int, ...] = ()  # the same, as `archive.at` takes it
    reason: Reason | None = None
    detail: str = ""
    told: dict[str, str] = {}  # what it says of itself


def held_in(stream: BinaryIO, size_bytes: int, name: str) -> Iterator[Held]:
    """The files that stand in one: the file itself, or the members of an archive.

    Args:
        stream: the file.
        size_bytes: its size.
        name: its name, which settles what bytes cannot.
    """
    head = stream.read(4)
    stream.seek(0)
    if head != b"PK\x03\x04" or sniff.package(stream) != archive.MEDIA_TYPE:
        stream.seek(0)
        yield _held(stream.read(), name)
        return
    stream.seek(0)
    digest = hashlib.sha256()
    while block := stream.read(BLOCK_BYTES):
        digest.update(block)
    stream.seek(0)
    try:
        for member in archive.members(stream, size_bytes):
            if member.reason is None:
                held = _held(member.data, member.name)
                yield msgspec.structs.replace(held, place=member.name, indexes=member.indexes)
            else:
                yield Held(
                    "", member.size_bytes, "application/octet-stream", member.name, member.indexes, member.reason,
                    member.detail,
                )  # fmt: skip
    except SourceError as error:
        yield Held(digest.hexdigest(), size_bytes, archive.MEDIA_TYPE, reason=error.reason, detail=error.detail)


def _held(data: bytes, name: str) -> Held:
    kind = sniff.sniff(data, name)
    known = Held(hashlib.sha256(data).hexdigest(), len(data), kind.media_type)
    if kind.supported:
        return msgspec.structs.replace(known, told=told(data, kind.media_type, name))
    reason = _REASONS.get(kind.media_type, Reason.UNSUPPORTED)
    detail = sniff.WAY_ROUND.get(kind.media_type, kind.media_type)
    if reason == Reason.FAILED_DOWNLOAD:
        detail = f"its bytes are not those of a {name.rsplit('.', 1)[-1].upper()} file"
    return msgspec.structs.replace(known, reason=reason, detail=detail)
