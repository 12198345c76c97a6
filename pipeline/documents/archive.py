"""ZIP archives of documents: their members as bytes, never written under their own names, within bounds."""

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple, Self

from pipeline.documents.sniff import package
from pipeline.documents.typed.encodings import decode
from pipeline.documents.typed.zipped import READ_ERRORS
from pipeline.errors import Reason, SourceError

MEDIA_TYPE = "application/zip"
MAX_DEPTH = 2
"""An archive inside an archive is opened; one deeper is reported."""
MAX_MEMBERS = 200_000
MAX_MEMBER_BYTES = 500_000_000
MAX_RATIO = 200
"""Unpacked over packed size of one member: prose packs 3 to 5 times, tables 10 to 50, a bomb about 1 000."""
RATIO_FROM_BYTES = 20_000_000
"""Smaller members harm nobody, however well they pack."""
MAX_TOTAL_RATIO = 30
MIN_TOTAL_BYTES = 1_000_000_000
"""An archive may unpack to 30 times its size, and to 1 GB in any case."""
IGNORED = re.compile(
    r"(?:^|/)(?:\.(?!\.?(?:/|$))[^/]*|~\$[^/]*|__MACOSX|Thumbs\.db|desktop\.ini)(?:/|$)", re.IGNORECASE
)
"""Members that systems and word processors leave behind; nobody means them as documents."""
_IS_ENCRYPTED = 0x1
_IS_UTF8 = 0x800


class Member(NamedTuple):
    """One document of an archive: where it stands, and its bytes or the reason why there are none."""

    name: str  # path inside the archive; an inner archive ends in `!`
    indexes: tuple[int, ...]  # its place in the directory, for each archive it stands in
    data: bytes
    reason: Reason | None = None
    detail: str = ""
    size_bytes: int = 0


class Budget:
    """Bytes that one archive and all those inside it may still unpack to."""

    def __init__(self, size_bytes: int) -> None:
        self.left = max(MIN_TOTAL_BYTES, MAX_TOTAL_RATIO * size_bytes)


def members(stream: BinaryIO, size_bytes: int) -> Iterator[Member]:
    """The documents of an archive and of the archives inside it, one at a time, in the order of their directories.

    Args:
        stream: the archive.
        size_bytes: its size.

    Raises:
        SourceError: it cannot be opened, holds no document, or too many.
    """
    yield from _members(stream, Budget(size_bytes), "", ())


def _members(stream: BinaryIO, budget: Budget, prefix: str, indexes: tuple[int, ...]) -> Iterator[Member]:
    with _opened(stream) as archive:
        infos = archive.infolist()
        if len(infos) > MAX_MEMBERS:
            raise SourceError(Reason.TOO_LARGE, f"more than {MAX_MEMBERS:,} members; unpack it into raw/")
        found = False
        for index, info in enumerate(infos):
            name = member_name(info)
            if info.is_dir() or IGNORED.search(name):
                continue
            found = True
            member = _member(archive, info, f"{prefix}{name}", (*indexes, index), budget)
            if member.reason is None and _is_archive(member.data):
                yield from _inner(member, budget)
            else:
                yield member
    if not found:
        raise SourceError(Reason.EMPTY, "the archive holds no document")


def _inner(member: Member, budget: Budget) -> Iterator[Member]:
    """The documents of an archive inside an archive, or the reason why there are none."""
    if len(member.indexes) >= MAX_DEPTH:
        detail = "an archive inside an archive inside an archive; unpack it into raw/"
        yield member._replace(data=b"", reason=Reason.UNSUPPORTED, detail=detail)
        return
    try:
        yield from _members(io.BytesIO(member.data), budget, f"{member.name}!/", member.indexes)
    except SourceError as error:
        yield member._replace(data=b"", reason=error.reason, detail=error.detail)


def _opened(stream: BinaryIO) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(stream)
    except READ_ERRORS as error:
        raise SourceError(Reason.DAMAGED, f"the archive cannot be opened ({error}); fetch it again"[:200]) from error


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, indexes: tuple[int, ...], budget: Budget
) -> Member:
    member = Member(name, indexes, b"", size_bytes=info.file_size)
    refusal = _refusal(info, budget)
    if refusal is not None:
        return member._replace(reason=refusal.reason, detail=refusal.detail)
    try:
        data = read(archive, info)
    except SourceError as error:
        return member._replace(reason=error.reason, detail=error.detail)
    budget.left -= len(data)
    return member._replace(data=data, size_bytes=len(data))


def _refusal(info: zipfile.ZipInfo, budget: Budget) -> SourceError | None:
    """Why a member is not unpacked, from the directory alone."""
    if info.flag_bits & _IS_ENCRYPTED:
        return SourceError(
            Reason.ENCRYPTED, "the archive asks for a password: unpack it with its password, put the files in raw/"
        )
    if info.file_size > MAX_MEMBER_BYTES:
        return SourceError(Reason.TOO_LARGE, f"more than {MAX_MEMBER_BYTES // 1_000_000} MB once unpacked")
    if info.file_size > RATIO_FROM_BYTES and info.file_size > MAX_RATIO * max(1, info.compress_size):
        return SourceError(Reason.TOO_LARGE, f"unpacks to more than {MAX_RATIO} times its size, as only bombs do")
    if info.file_size > budget.left:
        return SourceError(Reason.TOO_LARGE, "the archive unpacks to more than is safe; unpack it into raw/")
    return None


def read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """The bytes of one member, at most as many as its directory entry says.

    Raises:
        SourceError: damaged, or packed by a method that is not read.
    """
    try:
        with archive.open(info) as stream:
            return stream.read(info.file_size)
    except NotImplementedError as error:
        raise SourceError(
            Reason.UNSUPPORTED, f"{error}; pack it again as a plain ZIP, or unpack it into raw/"
        ) from error
    except READ_ERRORS as error:
        raise SourceError(Reason.DAMAGED, f"the member cannot be unpacked ({error})"[:200]) from error


class Reader:
    """Bytes of members that were found before; each archive is opened once, its directory read once.

    Args:
        opener: opens the outermost archive, or a file that is none; called when the first bytes are asked for.
    """

    def __init__(self, opener: Callable[[], BinaryIO]) -> None:
        self.opener = opener
        self.stream: BinaryIO | None = None
        self.archives: dict[tuple[int, ...], zipfile.ZipFile] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.stream is not None:
            self.stream.close()

    def at(self, indexes: tuple[int, ...]) -> bytes:
        """The bytes of a member, its place as `Member` tells; of the whole file where it has none.

        Raises:
            SourceError: it is no longer there as it was.
        """
        if not indexes:
            self._whole().seek(0)
            return self._whole().read()
        archive = self._archive(indexes[:-1])
        infos = archive.infolist()
        if indexes[-1] >= len(infos):
            raise SourceError(Reason.DAMAGED, "the archive changed while it was read")
        return read(archive, infos[indexes[-1]])

    def _whole(self) -> BinaryIO:
        if self.stream is None:
            self.stream = self.opener()
        return self.stream

    def _archive(self, indexes: tuple[int, ...]) -> zipfile.ZipFile:
        if indexes not in self.archives:
            inner = io.BytesIO(self.at(indexes)) if indexes else self._whole()
            self.archives = {
                known: archive for known, archive in self.archives.items() if not known
            }  # one inner at a time
            self.archives[indexes] = _opened(inner)
        return self.archives[indexes]


def _is_archive(data: bytes) -> bool:
    """Whether a member is an archive of documents: word processors and books are ZIP packages of their own."""
    return data.startswith(b"PK\x03\x04") and package(io.BytesIO(data)) == MEDIA_TYPE


def member_name(info: zipfile.ZipInfo) -> str:
    """A member's path as text: the encoding mended (UTF-8, MS-DOS or Windows), accents one code point, `/` between.

    Names are only ever shown: `../` in them leads nowhere.
    """
    name = info.filename
    if not info.flag_bits & _IS_UTF8:
        raw = name.encode("cp437", "ignore")
        if raw.decode("cp437") == name:
            name = decode(raw, eight_bits=("cp850", "cp1252", "mac_roman", "cp437")).text
    name = "".join(character if character.isprintable() else "\ufffd" for character in name.replace("\\", "/"))
    return unicodedata.normalize("NFC", name).lstrip("/")
