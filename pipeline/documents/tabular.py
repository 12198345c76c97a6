"""Tables whose rows are documents: CSV and JSONL, columns recognised by their usual names."""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from pipeline.documents.text import decoded
from pipeline.errors import Reason, SourceError

MEDIA_TYPES = frozenset({"text/csv", "application/jsonl"})
FIELDS = ("text", "id", "title", "date", "genre", "publisher", "url", "licence", "language")
USUAL_NAMES: dict[str, tuple[str, ...]] = {
    "text": (
        "text", "texte", "texte_integral", "contenu", "content", "fulltext", "full_text", "body", "corps",
        "abstract_s", "fr_abstract_s", "abstract", "resume", "delib_texte", "delib_objet", "objet", "libelle", "description",
    ),
    "id": ("id", "doc_id", "identifiant", "identifier", "delib_id", "halid_s", "num", "numero", "number", "ref", "reference"),
    "title": ("title", "titre", "title_s", "fr_title_s", "delib_titre", "intitule", "objet", "delib_objet"),
    "date": (
        "date", "delib_date", "date_seance", "date_deliberation", "publicationdate_s", "produceddate_s",
        "publicationdatey_i", "date_publication", "published", "annee", "year",
    ),
    "genre": ("genre", "type", "doctype_s", "delib_matiere_nom", "nature"),
    "publisher": ("publisher", "coll_nom", "collectivite", "commune", "organisme", "editeur", "auteur", "authfullname_s"),
    "url": ("url", "delib_url", "uri_s", "uri", "lien", "link"),
    "licence": ("licence", "license", "licence_s"),
    "language": ("language", "langue", "language_s", "lang"),
}  # fmt: skip
"""Column names of each field, best first: plain words, the SCDL schema of délibérations, the fields of HAL."""
DELIMITERS = ";,\t|"
SAMPLE_CHARACTERS = 20_000
MAX_NAME_CHARACTERS = 60
MAX_FIELD_CHARACTERS = 50_000_000

_MONTH = re.compile(r"(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])(?:[T ].*)?|(?P<first>0?[1-9]|1[0-2])[/.](?P<last>\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T ].*)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")


class Row(NamedTuple):
    """One row of a table: a document, or the reason why it is none.

    `number` counts from 1 without the header; `key` is the row's own identifier, or its number.
    """

    number: int
    key: str
    text: str
    title: str | None
    date: str | None
    genre: str | None
    publisher: str | None
    url: str | None
    licence: str | None
    language: str | None
    extra: dict[str, str]
    error: str | None = None


def rows(data: bytes, columns: Mapping[str, str], name: str) -> Iterator[Row]:
    """The rows of a table, one at a time; a malformed one carries its error.

    Args:
        data: the whole file.
        columns: field -> column, as the user names them; an empty name is looked for.
        name: of the file; `.jsonl` is read as one JSON object a line, anything else by its content.

    Raises:
        SourceError: no text, no column of text, or a column the user names is missing. Raised at once, not
            at the first row.
    """
    text = decoded(data)[0].removeprefix("\ufeff")
    if not text.strip():
        raise SourceError(Reason.EMPTY, "the table holds nothing")
    if name.lower().endswith((".jsonl", ".ndjson")) or text.lstrip().startswith("{"):
        return _checked(_json_rows(text), columns)
    return _checked(_csv_rows(text), columns)


Parsed = tuple[int, dict[str, str], str | None]
"""Number of a row, its values by column, its error."""


def _checked(parsed: Iterator[Parsed], columns: Mapping[str, str]) -> Iterator[Row]:
    """Columns settled on the first good row and those before it, then the rows as they come."""
    first: list[Parsed] = []
    for row in parsed:
        first.append(row)
        if row[2] is None:
            break
    else:
        if not first:
            raise SourceError(Reason.EMPTY, "the table holds no row")
        raise SourceError(Reason.UNSUPPORTED, f"no row can be read ({first[0][2]})")
    chosen = _chosen(first[-1][1], columns)
    return _rows(first, parsed, chosen)


def _rows(first: Iterable[Parsed], parsed: Iterable[Parsed], chosen: Mapping[str, str]) -> Iterator[Row]:
    for part in (first, parsed):
        for number, values, error in part:
            yield _row(number, values, error, chosen)


def _chosen(values: Mapping[str, str], columns: Mapping[str, str]) -> dict[str, str]:
    """The column of each field."""
    chosen = {field: columns[field] for field in FIELDS if columns.get(field)}
    for field, column in chosen.items():
        if column not in values:
            known = ", ".join(values) or "none"
            raise SourceError(Reason.UNSUPPORTED, f"no column {column!r} for [table] {field}; columns: {known}")
    folded = {_folded(column): column for column in reversed(list(values))}
    for field in FIELDS:
        if field not in chosen:
            found = next((folded[usual] for usual in USUAL_NAMES[field] if usual in folded), None)
            if found is not None and (found not in chosen.values() or field == "title"):
                chosen[field] = found
    if "text" not in chosen:
        raise SourceError(Reason.UNSUPPORTED, "no text column; name it in [table] text")
    return chosen


def _folded(column: str) -> str:
    """A column name without case, accents or blanks."""
    plain = unicodedata.normalize("NFKD", column.strip().lower())
    return re.sub(r"[\s-]+", "_", "".join(character for character in plain if not unicodedata.combining(character)))


def _row(number: int, values: Mapping[str, str], error: str | None, chosen: Mapping[str, str]) -> Row:
    def value(field: str) -> str | None:
        return values.get(chosen.get(field, ""), "").strip() or None

    raw_date = value("date")
    iso = iso_date(raw_date or "")
    used = {column for field, column in chosen.items() if field != "date" or iso is not None or raw_date is None}
    extra = {column: text for column, text in values.items() if column not in used and text.strip()}
    return Row(
        number, value("id") or str(number), value("text") or "", value("title"), iso, value("genre"),
        value("publisher"), value("url"), value("licence"), value("language"), extra, error,
    )  # fmt: skip


def iso_date(raw: str) -> str | None:
    """A date in ISO 8601 (`2014-03-01`, `2014-03`, `2014`), or None where it is not certain.

    Read are year first, day first with a four-digit year (French order), eight digits, month and year, a year alone.
    """
    raw = raw.strip()
    if re.fullmatch(r"\d{4}", raw):
        return raw if 1000 <= int(raw) <= 2999 else None
    if match := _MONTH.fullmatch(raw):
        return f"{match['year'] or match['last']}-{(match['month'] or match['first']).zfill(2)}"
    if match := _YEAR_FIRST.fullmatch(raw) or _COMPACT.fullmatch(raw):
        year, month, day = match.groups()
    elif match := _DAY_FIRST.fullmatch(raw):
        day, month, year = match.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _json_rows(text: str) -> Iterator[Parsed]:
    number = 0
    for line in _lines(text):
        number += 1
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield number, {}, f"not a JSON object ({error})"
            continue
        if isinstance(record, dict):
            yield number, {key: _plain(value) for key, value in record.items()}, None
        else:
            yield number, {}, "not a JSON object"


def _lines(text: str) -> Iterator[str]:
    """Lines that hold something; cut one by one, so that a large file is not held twice."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if line := text[start:end].strip():
            yield line
        start = end + 1


def _plain(value: Any) -> str:
    """A JSON value as text; texts of a list (HAL gives lists) one after the other."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "; ".join(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _csv_rows(text: str) -> Iterator[Parsed]:
    """Rows by column; a table without a header gets columns named `column 1`, `column 2`…"""
    csv.field_size_limit(MAX_FIELD_CHARACTERS)
    reader = csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=_delimiter(text))
    try:
        header = next(reader, [])
    except csv.Error as error:
        raise SourceError(Reason.DAMAGED, f"the first row cannot be read ({error})") from error
    if _is_header(header):
        names = [column.strip() or f"column {place}" for place, column in enumerate(header, start=1)]
        pending: list[list[str]] = []
    else:
        names, pending = [f"column {place}" for place, _ in enumerate(header, start=1)], [header]
    number = 0
    for cells in _cells(pending, reader):
        if isinstance(cells, str):
            number += 1
            yield number, {}, cells
        elif any(cell.strip() for cell in cells):
            number += 1
            surplus = any(cell.strip() for cell in cells[len(names) :])
            error_text = f"{len(cells)} cells, but {len(names)} columns" if surplus else None
            yield number, dict(zip(names, cells, strict=False)), error_text


def _cells(pending: Iterable[list[str]], reader: Iterator[list[str]]) -> Iterator[list[str] | str]:
    """Rows as cells, or the message of a row that cannot be read."""
    yield from pending
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield str(error)


def _is_header(cells: Iterable[str]) -> bool:
    """Whether a first row names columns: no date, no number, no long text."""
    return not any(iso_date(cell) or cell.strip().isdigit() or len(cell) > MAX_NAME_CHARACTERS for cell in cells)


def _delimiter(text: str) -> str:
    """The delimiter that parts the header, counted outside quotes; a comma when there is none."""
    header = re.sub(r'"[^"]*"', "", text[:SAMPLE_CHARACTERS]).lstrip("\r\n").split("\n", 1)[0]
    return max(DELIMITERS, key=lambda mark: (header.count(mark), -DELIMITERS.index(mark))) if header else ","
