"""Tables whose rows are documents: CSV, JSONL and JSON, columns recognised by their usual names."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.documents.dates import iso_date
from pipeline.documents.listed import broken
from pipeline.documents.listed.jsons import Value, json_rows
from pipeline.documents.listed.markup import without_markup
from pipeline.documents.typed.encodings import decode
from pipeline.documents.typed.text import encoding_notices
from pipeline.errors import Reason, SourceError

FIELDS = ("text", "id", "title", "date", "genre", "publisher", "url", "licence", "language")
USUAL_NAMES: dict[str, tuple[str, ...]] = {
    "text": (
        "text", "texte", "texte_integral", "contenu", "content", "fulltext", "full_text", "body", "corps",
        "fr_abstract_s", "abstract_s", "abstract", "resume", "delib_texte", "delib_objet", "objet", "libelle", "description",
    ),
    "id": ("id", "doc_id", "identifiant", "identifier", "delib_id", "halid_s", "num", "numero", "number", "ref", "reference"),
    "title": ("title", "titre", "fr_title_s", "title_s", "delib_titre", "intitule", "objet", "delib_objet"),
    "date": (
        "date", "delib_date", "date_seance", "date_deliberation", "publicationdate_s", "produceddate_s",
        "publicationdatey_i", "date_publication", "published", "annee", "year",
    ),
    "genre": ("genre", "type", "doctype_s", "delib_matiere_nom", "nature"),
    "publisher": (
        "publisher", "publication", "journal", "coll_nom", "collectivite", "commune", "organisme", "editeur",
        "journaltitle_s", "publisher_s", "auteur", "authfullname_s",
    ),
    "url": ("url", "delib_url", "uri_s", "uri", "lien", "link"),
    "licence": ("licence", "license", "licence_s"),
    "language": ("language", "langue", "language_s", "lang"),
}  # fmt: skip
"""Column names of each field, best first: plain words, the SCDL schema of délibérations, the fields of HAL."""
KEPT = re.compile(r"(?:COLL|DELIB|BUDGET|PREF|VOTE)_[A-Z_]+", re.IGNORECASE)
"""Columns of the SCDL schema stay in `extra` even where they fill a field: the acts read their own values there."""
PARAGRAPH = "\n\n"
"""Between the texts of a list: abstracts in two languages are two paragraphs."""
DELIMITERS = ";,\t|"
SAMPLE_CHARACTERS = 20_000
MAX_NAME_CHARACTERS = 60
MAX_FIELD_CHARACTERS = 50_000_000


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
    has_id: bool = False
    siren: str | None = None


class Table(NamedTuple):
    """The rows of a table, one at a time, and what a reader should know of how it was read."""

    rows: Iterator[Row]
    notices: list[str]


def rows(data: bytes, columns: Mapping[str, str], name: str) -> Iterator[Row]:
    """The rows of a table, as `table` gives them."""
    return table(data, columns, name).rows


def table(data: bytes, columns: Mapping[str, str], name: str) -> Table:
    """Open a table; a malformed row carries its error.

    Args:
        data: the whole file.
        columns: field -> column, as the user names them; an empty name is looked for.
        name: of the file; `.jsonl` and `.json` are read as JSON, anything else by its content.

    Raises:
        SourceError: no text, no column of text, or a column the user names is missing. Raised at once, not
            at the first row.
    """
    decoded = decode(data)
    text = decoded.text
    if not text.strip():
        raise SourceError(Reason.EMPTY, "the table holds nothing")
    notices = encoding_notices(decoded)
    if name.lower().endswith((".jsonl", ".ndjson", ".json")) or text.lstrip()[:1] in "{[":
        return Table(_checked(json_rows(text), columns, look_ahead=LOOK_AHEAD_ROWS), notices)
    delimiter = _delimiter(text)
    mended = broken.rejoined(text, delimiter)
    if mended is None:
        return Table(_checked(_csv_rows(text, delimiter), columns), notices)
    found = (
        (number, dict(zip(broken.COLUMNS, cells, strict=True)), None) for number, cells in enumerate(mended.rows, 1)
    )
    return Table(_checked(found, dict(broken.FIELDS) | _named(columns)), [*notices, mended.notice])


Parsed = tuple[int, Mapping[str, Value], str | None]
"""Number of a row, its values by column, its error."""
LOOK_AHEAD_ROWS = 1000
"""Records of JSON leave out what they lack: columns are looked for among all keys of so many records."""


def _checked(parsed: Iterator[Parsed], columns: Mapping[str, str], look_ahead: int = 1) -> Iterator[Row]:
    """Columns settled on the first good rows and those before them, then the rows as they come."""
    first: list[Parsed] = []
    seen: dict[str, Value] = {}
    good = 0
    for row in parsed:
        first.append(row)
        if row[2] is None:
            seen = {**row[1], **seen} if good == 0 else seen | {key: "" for key in row[1] if key not in seen}
            good += 1
        if good == look_ahead:
            break
    if not first:
        raise SourceError(Reason.EMPTY, "the table holds no row")
    if not good:
        raise SourceError(Reason.UNSUPPORTED, f"no row can be read ({first[0][2]})")
    return _rows(first, parsed, _chosen(list(seen), columns))


def _rows(first: Iterable[Parsed], parsed: Iterable[Parsed], chosen: Mapping[str, Sequence[str]]) -> Iterator[Row]:
    for part in (first, parsed):
        for number, values, error in part:
            yield _row(number, values, error, chosen)


def _named(columns: Mapping[str, str]) -> dict[str, str]:
    return {field: columns[field] for field in FIELDS if columns.get(field)}


def _chosen(names: Sequence[str], columns: Mapping[str, str]) -> dict[str, list[str]]:
    """The columns of each field, best first: a row that leaves the first one empty is read from the next.

    Only the text has several, and not where the user named one.
    """
    chosen = {field: [column] for field, column in _named(columns).items()}
    for field, (column,) in chosen.items():
        if column not in names:
            known = ", ".join(names) or "none"
            raise SourceError(Reason.UNSUPPORTED, f"no column {column!r} for [table] {field}; columns: {known}")
    folded = {_folded(column): column for column in reversed(names)}
    for field in FIELDS:
        if field not in chosen:
            found = [folded[usual] for usual in USUAL_NAMES[field] if usual in folded]
            taken = [columns[0] for columns in chosen.values()]
            if found and (found[0] not in taken or field == "title"):
                chosen[field] = found if field == "text" else found[:1]
    if "text" not in chosen and "title" in chosen:
        chosen["text"] = chosen["title"]  # a list of titles: they are its text
    if "text" not in chosen:
        raise SourceError(Reason.UNSUPPORTED, "no text column; name it in [table] text")
    return chosen


def _folded(column: str) -> str:
    """A column name without case, accents or blanks."""
    plain = unicodedata.normalize("NFKD", column.strip().lower())
    return re.sub(r"[\s-]+", "_", "".join(character for character in plain if not unicodedata.combining(character)))


def _row(number: int, values: Mapping[str, Value], error: str | None, chosen: Mapping[str, Sequence[str]]) -> Row:
    def value(field: str, between: str = "; ") -> str | None:
        found = (_joined(values.get(column, ""), between).strip() for column in chosen.get(field, ()))
        return next(filter(None, found), None)

    raw_date = value("date")
    iso = iso_date(raw_date or "")
    used = {columns[0] for field, columns in chosen.items() if field != "date" or iso is not None or raw_date is None}
    used |= {
        column
        for column in chosen.get("text", ())[1:]
        if _joined(values.get(column, ""), PARAGRAPH) == value("text", PARAGRAPH)
    }
    extra = {
        column: text
        for column, given in values.items()
        if (column not in used or KEPT.fullmatch(column.strip())) and (text := _joined(given, "; ").strip())
    }
    siret = re.sub(r"\s", "", next((text for column, text in extra.items() if _folded(column) == "coll_siret"), ""))
    return Row(
        number, value("id") or str(number), without_markup(value("text", PARAGRAPH) or ""), " ".join((value("title") or "").split()) or None, iso, value("genre"),
        value("publisher"), value("url"), value("licence"), value("language"), extra, error, value("id") is not None,
        siret[:9] if re.fullmatch(r"\d{14}", siret) else None,
    )  # fmt: skip


def _joined(value: Value, between: str) -> str:
    return value if isinstance(value, str) else between.join(value)


def _csv_rows(text: str, delimiter: str) -> Iterator[Parsed]:
    """Rows by column; a table without a header gets columns named `column 1`, `column 2`…"""
    csv.field_size_limit(MAX_FIELD_CHARACTERS)
    reader = csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=delimiter)
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
