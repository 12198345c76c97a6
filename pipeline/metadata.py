"""documents.csv: what the user knows of each document, as spreadsheets write it."""

import csv
import io
import re
import unicodedata
from pathlib import Path

import msgspec

from pipeline.documents.dates import iso_date
from pipeline.errors import SettingsError

COLUMNS = ("source", "doc_id", "title", "date", "genre", "publisher", "insee", "siren", "language", "licence", "url")
"""Columns with a meaning, in the order `glissement new` writes them; any other is kept as it is."""

SYNONYMS = {
    "fichier": "source", "file": "source", "path": "source", "chemin": "source", "titre": "title",
    "collectivite": "publisher", "editeur": "publisher", "langue": "language", "license": "licence", "adresse": "url",
}  # fmt: skip


class Described(msgspec.Struct, frozen=True):
    """What is known of a document before it is read; null where nothing is."""

    doc_id: str | None = None
    title: str | None = None
    date: str | None = None
    genre: str | None = None
    publisher: str | None = None
    insee: str | None = None
    siren: str | None = None
    language: str | None = None
    licence: str | None = None
    url: str | None = None
    extra: dict[str, str] = {}
    line: int = 0  # of documents.csv; 0 = not from there

    def over(self, other: "Described") -> "Described":
        """This, with what it leaves open filled from the other."""
        mine = {name: value for name in self.__struct_fields__ if (value := getattr(self, name)) not in (None, 0)}
        return msgspec.structs.replace(other, **mine | {"extra": other.extra | self.extra})


class Known(msgspec.Struct, frozen=True):
    """What the user says of the documents, by path under raw/; each line is taken once."""

    described: dict[str, Described]
    genre: str  # the corpus's default
    language: str  # the same

    def of(self, name: str, told: Described, holder: Described | None = None) -> Described:
        """What is known of one document: its own line, then what its holder's line says, then what it says itself.

        Args:
            name: path under raw/, member or row included.
            told: what the document says of itself.
            holder: the line of the archive or table it stands in; None for a file of its own.
        """
        own = self.described.pop(name, None)
        inherited = told if holder is None else self._inherited(holder, told)
        return inherited if own is None else own.over(inherited)

    def _inherited(self, holder: Described, told: Described) -> Described:
        """A line about a table or an archive names no single document: title, day and address only fill gaps.

        Nor does a value that is the corpus's default anyway, which `make new` writes for every file.
        """
        genre = None if holder.genre == self.genre else holder.genre
        language = None if holder.language == self.language else holder.language
        strong = msgspec.structs.replace(
            holder, doc_id=None, title=None, date=None, url=None, genre=genre, language=language
        )
        gaps = msgspec.structs.replace(holder, doc_id=None, title=None)
        return strong.over(told).over(gaps)


def read_table(path: Path, genres: tuple[str, ...]) -> dict[str, Described]:
    """Read documents.csv: comma, semicolon or tab; UTF-8, or Windows-1252 as French spreadsheets save it.

    Args:
        path: the file; absent = nothing is known.
        genres: keys a genre may take.

    Returns:
        What is known, by path under raw/ (NFC).

    Raises:
        SettingsError: naming the line and the column that cannot be understood.
    """
    if not path.is_file():
        return {}
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    header = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=header.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    names = {name: _column(name) for name in reader.fieldnames or () if name}
    if "source" not in names.values():
        raise SettingsError(f"{path}, line 1: no column source (the path of each document under raw/); add it")
    described: dict[str, Described] = {}
    for row in reader:
        values = {
            names[name]: (value or "").strip()
            for name, value in row.items()
            if name in names and isinstance(value, str)
        }
        source = unicodedata.normalize("NFC", values.pop("source", "")).replace("\\", "/").removeprefix("raw/")
        if not source:
            continue
        if source in described:
            raise SettingsError(f"{path}, line {reader.line_num}: {source!r} is described a second time; keep one line")
        described[source] = _described(values, f"{path}, line {reader.line_num}", genres, reader.line_num)
    return described


def _column(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().strip().lower()
    plain = SYNONYMS.get(plain, plain)
    return plain if plain in COLUMNS else name.strip()


def _described(values: dict[str, str], place: str, genres: tuple[str, ...], line: int) -> Described:
    known = {name: values.pop(name) or None for name in COLUMNS if name in values}
    if (date := known.get("date")) is not None:
        known["date"] = iso_date(date)
        if known["date"] is None:
            raise SettingsError(f"{place}: the date {date!r} is not a date; write 2014, 2014-04 or 2014-04-24")
    if (genre := known.get("genre")) is not None and genre not in genres:
        raise SettingsError(
            f"{place}: the genre {genre!r} is not known; use {', '.join(genres)}, or add [genres.{genre}]"
        )
    if (doc_id := known.get("doc_id")) is not None and not re.fullmatch(r"[a-z0-9-]{1,80}", doc_id):
        raise SettingsError(f"{place}: the doc_id {doc_id!r} may hold only a-z, 0-9 and hyphens, 80 at most")
    return Described(**known, extra={name: value for name, value in values.items() if value}, line=line)
