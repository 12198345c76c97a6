"""The lexicon, the codebook and the milestones, read from the package and from the user's own files."""

import csv
import functools
import hashlib
import importlib.resources
import io
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeVar

import msgspec

from pipeline.errors import SettingsError
from pipeline.settings import LexiconSection, check_keys
from pipeline.terms.entries import CodebookFile, LexiconFile
from pipeline.terms.lexicon import Codebook, Lexicon

Ready = TypeVar("Ready", Lexicon, Codebook)
File = TypeVar("File", LexiconFile, CodebookFile)
LISTS = ("family", "frozen", "institution", "network", "theme")
BUILT_IN = {"lexicon": "lexicon.toml", "codebook": "codebook.toml"}


class Milestone(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A dated event against which a change may be read; a coincidence of dates is no cause."""

    date: str  # ISO 8601, as precise as known
    kind: Literal["law", "circular", "report", "institution", "network", "corpus"]
    label_fr: str
    label_en: str
    certainty: Literal["checked", "to check"]
    source: str


class SelfTested(NamedTuple):
    """One planted corpus of the self-test."""

    case: str
    right: int  # seeds with the right answer
    seeds: int
    least: float  # share that must be right


class Source(NamedTuple):
    """A lexicon or codebook file: what messages call it, and its bytes."""

    name: str
    data: bytes


def load_lexicon(home: str, section: LexiconSection) -> Lexicon:
    """The terms to look for.

    Args:
        home: folder of corpus.toml.
        section: [lexicon] of corpus.toml.

    Returns:
        The built-in lexicon, the user's, or the user's entries before the built-in ones.

    Raises:
        SettingsError: a file is missing or wrong; names file, line and entry.
    """
    return _lexicon(user_source(home, section.file, "file"), section.mode)


def load_codebook(home: str, section: LexiconSection) -> Codebook:
    """The themes to look for; as `load_lexicon`.

    Raises:
        SettingsError: a file is missing or wrong; names file, line and entry.
    """
    return _codebook(user_source(home, section.codebook, "codebook"), section.mode)


@functools.cache
def _lexicon(source: Source | None, mode: str) -> Lexicon:
    merged = merged_file(source, mode, "lexicon", LexiconFile)
    return _located(source, lambda: Lexicon(merged))


@functools.cache
def _codebook(source: Source | None, mode: str) -> Codebook:
    merged = merged_file(source, mode, "codebook", CodebookFile)
    return _located(source, lambda: Codebook(merged))


@functools.cache
def competitors(home: str, section: LexiconSection) -> tuple[frozenset[str], frozenset[str]]:
    """Families of the old and of the new form, whose uses make the share of new terms."""
    lexicon = load_lexicon(home, section)
    return frozenset(lexicon.binary_old), frozenset(lexicon.binary_new)


def load_milestones() -> list[Milestone]:
    """Dates of laws, circulars, reports, institutions, networks and breaks of the sources, in order of date."""
    text = _built_in("milestones.csv").decode()
    return [msgspec.convert(row, Milestone) for row in csv.DictReader(io.StringIO(text))]


def load_selftest() -> list[SelfTested]:
    """How often each planted corpus got its answer when `glissement selftest` was last run in full."""
    rows = csv.DictReader(io.StringIO(_built_in("selftest.csv").decode()))
    return [SelfTested(row["case"], int(row["right"]), int(row["seeds"]), float(row["least"])) for row in rows]


def digest(home: str, section: LexiconSection) -> str:
    """Digest of all that can change what is matched; the user's own files are checked on the way.

    Raises:
        SettingsError: a file of the user is missing or wrong.
    """
    whole = hashlib.sha256()
    for name in (*BUILT_IN.values(), "milestones.csv", "stopwords_fr.txt"):
        whole.update(hashlib.sha256(_built_in(name)).digest())
    for file, key in ((section.file, "file"), (section.codebook, "codebook")):
        source = user_source(home, file, key)
        whole.update(hashlib.sha256(source.data if source else b"").digest())
    if section.file:
        load_lexicon(home, section)
    if section.codebook:
        load_codebook(home, section)
    return whole.hexdigest()


def built_in_source(kind: str) -> Source:
    """The built-in file of a kind: `lexicon` or `codebook`."""
    return Source(f"pipeline/data/{BUILT_IN[kind]}", _built_in(BUILT_IN[kind]))


def _built_in(name: str) -> bytes:
    return importlib.resources.files("pipeline").joinpath("data", name).read_bytes()


def user_source(home: str, file: str, key: str) -> Source | None:
    """The user's own file; None where the key is empty.

    Raises:
        SettingsError: it cannot be read.
    """
    if not file:
        return None
    path = Path(home, Path(file).expanduser())
    try:
        return Source(str(path), path.read_bytes())
    except OSError as error:
        raise SettingsError(
            f"{path}: cannot be read ({error.strerror}); correct the key lexicon.{key} of corpus.toml"
        ) from error


def merged_file(user: Source | None, mode: str, kind: str, record: type[File]) -> File:
    """The user's entries first, then the built-in ones whose id the user has not taken.

    Raises:
        SettingsError: a table that is no TOML, a key or a value that is not known, one id twice.
    """
    built_in = built_in_source(kind)
    own = own_table(user, record) if user else {}
    if not (user and mode == "replace"):
        own = _extended(own, own_table(built_in, record))
    try:
        return msgspec.convert(own, record)
    except msgspec.ValidationError as error:
        name = user.name if user else built_in.name
        raise SettingsError(f"{name}: {error}; correct the value") from error


def _extended(own: dict[str, Any], built_in: dict[str, Any]) -> dict[str, Any]:
    merged = dict(built_in) | {key: value for key, value in own.items() if key not in LISTS}
    if "fragments" in built_in:
        merged["fragments"] = built_in["fragments"] | own.get("fragments", {})
    for name in LISTS:
        mine = own.get(name, [])
        taken = {entry["id"] for entry in mine}
        if mine or name in built_in:
            merged[name] = [*mine, *(entry for entry in built_in.get(name, []) if entry["id"] not in taken)]
    return merged


def own_table(source: Source, record: type[File]) -> dict[str, Any]:
    """One file as a table of known keys, each entry with an id of its own.

    Raises:
        SettingsError: what is wrong, with file and line.
    """
    try:
        table = tomllib.loads(source.data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SettingsError(f"{source.name}: not UTF-8 (byte {error.start}); save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{source.name}: not valid TOML: {error}; correct that line") from error
    check_keys(table, record, source.name, "")
    try:
        msgspec.convert(table, record)
    except msgspec.ValidationError as error:
        raise SettingsError(f"{source.name}: {error}; correct the value") from error
    seen: dict[str, str] = {}
    for name in LISTS:
        for entry in table.get(name, []):
            first = seen.setdefault(entry["id"], name)
            if first != name or [one["id"] for one in table[name]].count(entry["id"]) > 1:
                lists = f"[[{name}]]" if first == name else f"[[{first}]] and [[{name}]]"
                where = line_of(source, entry["id"])
                raise SettingsError(
                    f"{source.name}{where}: two entries of {lists} have the id {entry['id']}; rename one"
                )
    for theme in table.get("theme", []):
        if not theme["stems"]:
            raise SettingsError(
                f"{source.name}{line_of(source, theme['id'])}: theme {theme['id']} has no stems; add one"
            )
    return table


def _located(source: Source | None, build: Callable[[], Ready]) -> Ready:
    """Run `build`; an error of one entry gets the file and the line of that entry."""
    try:
        return build()
    except SettingsError as error:
        name = source.name if source else "the built-in lexicon"
        entry = re.match(r"(?:\w+ )?([\w-]+):", str(error))
        line = line_of(source, entry[1]) if source and entry else ""
        raise SettingsError(f"{name}{line}: {error}") from error


def line_of(source: Source, entry: str) -> str:
    """`, line 12` of the last entry of that id."""
    lines = source.data.decode("utf-8-sig").splitlines()
    found = [
        number for number, line in enumerate(lines, 1) if re.match(rf"\s*id\s*=\s*['\"]{re.escape(entry)}['\"]", line)
    ]
    return f", line {found[-1]}" if found else ""
