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
from pipeline.terms.lexicon import Codebook, CodebookFile, Lexicon, LexiconFile

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


class _Source(NamedTuple):
    """A lexicon file: what messages call it, and its bytes."""

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
    return _lexicon(_user_source(home, section.file, "file"), section.mode)


def load_codebook(home: str, section: LexiconSection) -> Codebook:
    """The themes to look for; as `load_lexicon`.

    Raises:
        SettingsError: a file is missing or wrong; names file, line and entry.
    """
    return _codebook(_user_source(home, section.codebook, "codebook"), section.mode)


@functools.cache
def _lexicon(source: _Source | None, mode: str) -> Lexicon:
    merged = _merged(source, mode, "lexicon", LexiconFile)
    return _located(source, lambda: Lexicon(merged))


@functools.cache
def _codebook(source: _Source | None, mode: str) -> Codebook:
    merged = _merged(source, mode, "codebook", CodebookFile)
    return _located(source, lambda: Codebook(merged))


@functools.cache
def load_milestones() -> list[Milestone]:
    """Dates of laws, circulars, reports, institutions, networks and breaks of the sources, in order of date."""
    text = _built_in("milestones.csv").decode()
    return [msgspec.convert(row, Milestone) for row in csv.DictReader(io.StringIO(text))]


def digest(home: str, section: LexiconSection) -> str:
    """Digest of all that can change what is matched; the user's own files are checked on the way.

    Raises:
        SettingsError: a file of the user is missing or wrong.
    """
    whole = hashlib.sha256()
    for name in (*BUILT_IN.values(), "milestones.csv", "stopwords_fr.txt"):
        whole.update(hashlib.sha256(_built_in(name)).digest())
    for file, key in ((section.file, "file"), (section.codebook, "codebook")):
        source = _user_source(home, file, key)
        whole.update(hashlib.sha256(source.data if source else b"").digest())
    if section.file:
        load_lexicon(home, section)
    if section.codebook:
        load_codebook(home, section)
    return whole.hexdigest()


def _built_in(name: str) -> bytes:
    return importlib.resources.files("pipeline").joinpath("data", name).read_bytes()


def _user_source(home: str, file: str, key: str) -> _Source | None:
    if not file:
        return None
    path = Path(home, Path(file).expanduser())
    try:
        return _Source(str(path), path.read_bytes())
    except OSError as error:
        raise SettingsError(
            f"{path}: cannot be read ({error.strerror}); correct the key lexicon.{key} of corpus.toml"
        ) from error


def _merged(user: _Source | None, mode: str, kind: str, record: type[File]) -> File:
    """The user's entries first, then the built-in ones whose id the user has not taken."""
    built_in = _Source(BUILT_IN[kind], _built_in(BUILT_IN[kind]))
    own = _table(user, record) if user else {}
    if not (user and mode == "replace"):
        own = _extended(own, _table(built_in, record))
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


def _table(source: _Source, record: type[File]) -> dict[str, Any]:
    """One file as a table of known keys, each entry with an id of its own."""
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
    for name in LISTS:
        seen: set[str] = set()
        for entry in table.get(name, []):
            if entry["id"] in seen:
                raise SettingsError(
                    f"{source.name}{_line(source, entry['id'])}: two entries of [[{name}]] have the id "
                    f"{entry['id']}; rename one"
                )
            seen.add(entry["id"])
    for theme in table.get("theme", []):
        if not theme["stems"]:
            raise SettingsError(f"{source.name}{_line(source, theme['id'])}: theme {theme['id']} has no stems; add one")
    return table


def _located(source: _Source | None, build: Callable[[], Ready]) -> Ready:
    """Run `build`; an error of one entry gets the file and the line of that entry."""
    try:
        return build()
    except SettingsError as error:
        name = source.name if source else "the built-in lexicon"
        entry = re.match(r"(?:\w+ )?([\w-]+):", str(error))
        line = _line(source, entry[1]) if source and entry else ""
        raise SettingsError(f"{name}{line}: {error}") from error


def _line(source: _Source, entry: str) -> str:
    """`, line 12` of the last entry of that id."""
    lines = source.data.decode("utf-8-sig").splitlines()
    found = [
        number for number, line in enumerate(lines, 1) if re.match(rf"\s*id\s*=\s*['\"]{re.escape(entry)}['\"]", line)
    ]
    return f", line {found[-1]}" if found else ""
