"""Where files lie and how they are written: paths of a corpus, atomic writes, digests, JSONL.

A file appears under its name only when it is whole: it is written beside its place under a name that starts
with `.tmp-`, then renamed. Whatever was killed leaves a `.tmp-` file, swept at the next start.
"""

import errno
import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import jsonlines
import msgspec

from pipeline.errors import BusyError, ContractError, UsageError
from pipeline.records import Record

R = TypeVar("R", bound=msgspec.Struct)
TEMPORARY = ".tmp-"


class Written(msgspec.Struct, frozen=True):
    """What a finished file holds: its digest, its size and the number of its records."""

    sha256: str
    size_bytes: int
    records: int


class Corpus(msgspec.Struct, frozen=True):
    """The folders of one corpus.

    `home` is the user's (corpus.toml, documents.csv, raw/) and is only ever read; `build`, `models` and
    `reports` are ours.
    """

    name: str
    home: str
    raw: str
    root: str  # the project: holds corpora/, models/, reports/

    @property
    def build(self) -> Path:
        """Everything computed before the models."""
        return Path(self.root, "corpora", self.name, "build")

    @property
    def state(self) -> Path:
        """Stamps, journals, parameter slices; never part of a result."""
        return self.build / ".state"

    @property
    def models(self) -> Path:
        """Fitted models and their tables."""
        return Path(self.root, "models", self.name)

    @property
    def reports(self) -> Path:
        """The report and the tables behind it."""
        return Path(self.root, "reports", self.name)

    @property
    def catalogue(self) -> Path:
        """One record a source document."""
        return self.build / "catalogue.jsonl"

    def path(self, folder: str, doc_id: str) -> Path:
        """The file of one document in one folder of build/."""
        return self.build / folder / f"{doc_id}.jsonl"

    def source(self, doc_id: str, suffix: str) -> Path:
        """The copy of one source, named after its document and what it really is (`.pdf`, `.txt`…)."""
        return self.build / "sources" / f"{doc_id}{suffix}"

    def journal(self, stage: str) -> Path:
        """One line a document done or excluded by a stage."""
        return self.state / f"{stage}.jsonl"

    def params(self, stage: str) -> Path:
        """The slice of the settings a stage reads."""
        return self.state / "params" / f"{stage}.json"

    def stamp(self, stage: str) -> Path:
        """Touched when a stage has finished; what make looks at."""
        return self.state / f"{stage}.stamp"


def sha256_of(data: bytes) -> str:
    """Digest of bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def file_sha256(path: Path) -> str:
    """Digest of a file, read in blocks."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextmanager
def atomic(path: Path, *, durable: bool = True) -> Iterator[BinaryIO]:
    """A binary stream that becomes `path` when the block ends well, and vanishes otherwise.

    Args:
        path: the file to make; its folder is created.
        durable: also wait for the disk. Files of single documents pass False: a run that did not end
            well rereads their digests, so a power cut cannot leave a torn file unnoticed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{TEMPORARY}{os.getpid()}-{path.name}"[:250])
    try:
        with temporary.open("wb") as stream:
            yield stream
            if durable:
                stream.flush()
                os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def write_bytes(path: Path, data: bytes) -> Written:
    """Write a whole file atomically."""
    with atomic(path) as stream:
        stream.write(data)
    return Written(sha256_of(data), len(data), 1)


def write_if_different(path: Path, data: bytes) -> bool:
    """Write a file only when its content would change, so that its time means something. Returns whether it did."""
    if path.is_file() and path.read_bytes() == data:
        return False
    write_bytes(path, data)
    return True


class _Digesting:
    """A stream that also keeps the digest and the size of what passes."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream, self.digest, self.size = stream, hashlib.sha256(), 0

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        self.size += len(data)
        return self.stream.write(data)


def write(path: Path, records: Iterable[msgspec.Struct], *, durable: bool = False) -> Written:
    """Write records as JSONL, atomically, one pass, never held in memory."""
    encoder, count = msgspec.json.Encoder(), 0
    with atomic(path, durable=durable) as stream:
        digesting = _Digesting(stream)
        writer = jsonlines.Writer(digesting, dumps=encoder.encode)  # type: ignore[arg-type]
        for record in records:
            writer.write(record)
            count += 1
    return Written(digesting.digest.hexdigest(), digesting.size, count)


def read(path: Path, record: type[R]) -> Iterator[R]:
    """Read records of one type.

    Raises:
        ContractError: a line that is not such a record, naming file, line and key.
    """
    decoder = msgspec.json.Decoder(record)
    with path.open("rb") as stream:
        reader = jsonlines.Reader(stream, loads=decoder.decode)
        number = 0
        try:
            for value in reader:
                number += 1
                yield value
        except (jsonlines.InvalidLineError, msgspec.ValidationError, msgspec.DecodeError) as error:
            cause = error.__cause__ or error
            raise ContractError(
                f"{path}, line {number + 1}: not a {record.__name__} record ({cause}); run glissement verify"
            ) from error


def read_all(path: Path, record: type[R]) -> list[R]:
    """All records of one file; an absent file is an error of the caller."""
    return list(read(path, record))


def concatenate(path: Path, parts: Iterable[Path]) -> Written:
    """Join files in the given order, in one pass."""
    count = 0
    with atomic(path) as stream:
        digesting = _Digesting(stream)
        for part in parts:
            data = part.read_bytes()
            count += data.count(b"\n")
            digesting.write(data)
    return Written(digesting.digest.hexdigest(), digesting.size, count)


def place(source: Path, target: Path) -> None:
    """Make `target` the same bytes as `source`: a link where the file system allows it, a copy elsewhere."""
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f"{TEMPORARY}{os.getpid()}-{target.name}"[:250])
    temporary.unlink(missing_ok=True)
    try:
        os.link(source, temporary)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise
        shutil.copyfile(source, temporary)
    temporary.replace(target)


def sizes(folder: Path) -> dict[str, int]:
    """Size in bytes of each file of a folder, by name, in one pass over it; nothing for a folder that is not there."""
    if not folder.is_dir():
        return {}
    with os.scandir(folder) as entries:
        return {entry.name: entry.stat().st_size for entry in entries}


def sweep(folder: Path) -> None:
    """Remove what a killed run left half written."""
    if folder.is_dir():
        for leftover in folder.glob(f"{TEMPORARY}*"):
            leftover.unlink(missing_ok=True)


@contextmanager
def locked(path: Path, what: str) -> Iterator[None]:
    """Hold a lock while the block runs; it goes with the process, however that ends.

    Raises:
        BusyError: another process holds it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.EACCES):
                raise
            raise BusyError(f"{what} is being built by another run; wait for it to end, then try again") from error
        yield


def encode_pretty(value: Any) -> bytes:
    """JSON for people: indented, keys sorted, one final newline."""
    plain = msgspec.to_builtins(value)
    return msgspec.json.format(msgspec.json.encode(plain, order="sorted"), indent=2) + b"\n"


def disk_error(error: OSError) -> UsageError | None:
    """The sentence for an error of the disk that the user can mend, or None for any other."""
    place_ = error.filename or "the disk"
    sentences = {
        errno.ENOSPC: f"no space left while writing {place_}; free some space, then run the same command again",
        errno.EDQUOT: f"disk quota reached while writing {place_}; free some space, then run the same command again",
        errno.EROFS: f"{place_} lies on a read-only disk; copy the project to a folder you can write",
        errno.EACCES: f"no permission for {place_}; change its permissions, or work in a folder of your own",
    }
    sentence = sentences.get(error.errno or 0)
    return UsageError(sentence) if sentence else None


__all__ = [
    "Corpus", "Record", "Written", "atomic", "concatenate", "disk_error", "encode_pretty", "file_sha256", "locked",
    "place", "read", "read_all", "sha256_of", "sizes", "sweep", "write", "write_bytes", "write_if_different",
]  # fmt: skip
