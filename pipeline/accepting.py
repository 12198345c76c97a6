"""From the candidates a person accepted to a lexicon of their own: candidates.csv -> lexicon-accepted.toml."""

import csv
import io
import re
import unicodedata
from pathlib import Path
from typing import NamedTuple, get_args

import msgspec

from pipeline import store
from pipeline.errors import UsageError
from pipeline.lexicons import load_lexicon
from pipeline.settings import LexiconSection
from pipeline.terms.candidates import LINKS
from pipeline.terms.entries import Side
from pipeline.terms.lexicon import as_regex

ACCEPT = "accept"
FILE = "lexicon-accepted.toml"
_HEAD = """\
# Terms accepted from lists of candidates (glissement lexicon accept). The file is yours: add forms, correct labels;
# accepting again only adds what is not there yet. In corpus.toml:
#   [lexicon]
#   file = "{name}"
"""
_NEEDED = ("status", "id", "side", "term", "variants")


class Accepted(NamedTuple):
    """One row that a person accepted."""

    id: str
    side: str
    label: str
    forms: tuple[str, ...]


class Added(NamedTuple):
    """What became of the accepted rows."""

    file: Path
    added: tuple[str, ...]  # ids
    known: tuple[str, ...]  # ids that the file held already


def accept(table: Path, into: Path | None = None) -> Added:
    """Write the accepted rows of a list of candidates as families of a lexicon that extends the built-in one.

    Args:
        table: candidates.csv, `accept` in its first column where a person chose so; `id` and `side` may be filled.
        into: the lexicon to make or to extend; None: `lexicon-accepted.toml` beside the nearest corpus.toml above.

    Raises:
        UsageError: the table cannot be read, a word in it is not understood, or no row is accepted.
        SettingsError: the lexicon that is to be extended is wrong.
    """
    rows = list(_accepted(table))
    if not rows:
        raise UsageError(f"{table}: no row has {ACCEPT!r} in the column status; write it where you want the term")
    target = into or _home(table) / FILE
    exists = target.is_file()
    section = LexiconSection(file=target.name) if exists else LexiconSection()
    taken = load_lexicon(str(target.parent), section).families
    own = target.read_text("utf-8-sig") if exists else _HEAD.format(name=target.name)
    held = set(re.findall(r"^id = \"([\w-]+)\"$", own, re.MULTILINE))
    new = [row for row in rows if row.id not in held]
    for row in new:
        if row.id in taken:
            raise UsageError(f"{table}: the id {row.id} is one of the built-in lexicon; write another one in its row")
    if new:
        store.write_bytes(target, (own + "".join(map(_as_toml, new))).encode())
        load_lexicon(str(target.parent), LexiconSection(file=target.name))
    return Added(target, tuple(row.id for row in new), tuple(row.id for row in rows if row.id in held))


def _accepted(table: Path) -> list[Accepted]:
    try:
        text = table.read_text("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{table}: cannot be read ({error.strerror}); give the path of candidates.csv") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{table}: not UTF-8; save the table as CSV UTF-8") from error
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)  # spreadsheets of a French desk write semicolons
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    if missing := [name for name in _NEEDED if name not in (reader.fieldnames or ())]:
        raise UsageError(f"{table}: no column {missing[0]}; the columns {', '.join(_NEEDED)} are needed")
    found: dict[str, Accepted] = {}
    for row in reader:
        if (one := _row(row, f"{table}, line {reader.line_num}")) is None:
            continue
        if one.id in found:
            raise UsageError(f"{table}, line {reader.line_num}: the id {one.id} is used twice; write another one")
        found[one.id] = one
    return list(found.values())


def _row(row: dict[str, str | None], place: str) -> Accepted | None:
    status, term, side = ((row[name] or "").strip() for name in ("status", "term", "side"))
    if not status:
        return None
    if status.lower() != ACCEPT:
        raise UsageError(f"{place}: status {status!r} is not understood; write {ACCEPT!r} or leave it empty")
    if not term:
        raise UsageError(f"{place}: the accepted row has no term; write it")
    if side and side not in get_args(Side):
        raise UsageError(f"{place}: side {side!r} is not one of {', '.join(get_args(Side))}")
    identifier = (row["id"] or "").strip() or _identifier(term)
    if not re.fullmatch(r"[A-Za-z][\w-]*", identifier, re.ASCII):
        raise UsageError(f"{place}: the id {identifier!r} holds more than letters, digits, - and _; write another one")
    forms = dict.fromkeys(form.strip() for form in (term, *(row["variants"] or "").split("|")) if form.strip())
    return Accepted(identifier, side or "none", term, tuple(forms))


def _identifier(term: str) -> str:
    """ALLIANCE_DE_TERRITOIRES."""
    plain = unicodedata.normalize("NFD", term.replace("œ", "oe")).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Z0-9]+", "_", plain.upper()).strip("_") or "TERM"


def _as_toml(row: Accepted) -> str:
    """One family; a pattern for each form that no other pattern of the row matches as well."""
    patterns = list(dict.fromkeys(_pattern(form) for form in row.forms))
    lines = "".join(f"  {{ id = \"form{n}\", regex = '''{regex}''' }},\n" for n, regex in enumerate(patterns, start=1))
    label = msgspec.json.encode(row.label).decode()  # a JSON string is a TOML string
    return (
        f'\n[[family]]\nid = "{row.id}"\nlabel_fr = {label}\nside = "{row.side}"\n'
        f'source = "accepted from candidates"\npatterns = [\n{lines}]\n'
    )


def _pattern(form: str) -> str:
    """A form in singular and plural, with or without accents."""
    words = form.replace("’", "'").replace("'", "' ").split()
    shown = [
        as_regex(word).removeprefix(r"\b").removesuffix(r"\b")
        if word.lower() in LINKS
        else as_regex(word.removesuffix("s")).removeprefix(r"\b").removesuffix(r"\b") + "s?"
        for word in words
    ]
    return r"\b" + r"\s+".join(shown).replace(r"'\s+", r"'\s?") + r"\b"


def _home(table: Path) -> Path:
    """The nearest folder above that holds corpus.toml, or the folder of the table."""
    folder = table.resolve().parent
    return next((above for above in (folder, *folder.parents) if (above / "corpus.toml").is_file()), folder)
