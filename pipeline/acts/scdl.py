"""The SCDL table « délibérations »: a unit as a row of it, and the rows of such a table read back."""

import functools
import importlib.resources
import re
import tomllib
from collections.abc import Mapping
from typing import Any

import msgspec

from pipeline.acts.matieres import nomenclature
from pipeline.records import Unit


class Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One column of the schema."""

    name: str
    type: str  # string, date or integer
    required: bool
    pattern: str | None = None


@functools.cache
def columns() -> tuple[Column, ...]:
    """The seventeen columns, in order (SCDL, schema « délibérations » 2.1.2)."""
    text = importlib.resources.files("pipeline").joinpath("data/scdl_deliberations.toml").read_text("utf-8")
    return tuple(msgspec.convert(tomllib.loads(text)["columns"], list[Column]))


_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_PERSON = re.compile(
    r"\b(?P<civility>M\.|MM\.|Mme|Mmes|Mlle|Monsieur|Madame|Mademoiselle|Messieurs|Mesdames|Docteur|Dr)\s+"
    r"(?!(?:le|la|l['’]|les)\b)(?P<name>[A-ZÀ-ÖØ-Þ][\w'’.-]*(?:\s+(?:(?:de|du|des|la|le|d['’])\s+)*[A-ZÀ-ÖØ-Þ][\w'’.-]*)*)"
)
MASK = "[nom masqué]"


def masked(title: str) -> str:
    """A title without the names of private persons: « Monsieur X » loses X, « Madame le Maire » stays.

    About one title in three hundred of published tables names a private person; a name without civility
    before it is not recognised.
    """
    return _PERSON.sub(lambda match: f"{match['civility']} {MASK}", title)


def row_of(unit: Unit, url: str | None = None) -> dict[str, str]:
    """The row of one act; a value that is not known is empty, none is guessed.

    The number of members who voted (`VOTE_REEL`) is never derived from the figures of the vote.

    Args:
        unit: an act.
        url: address of its document, when the catalogue has one.
    """
    matiere = nomenclature().get(unit.matiere or "")
    votes, stamp = unit.votes, unit.stamp
    identifier = (stamp.prefecture_id or "") if stamp else ""
    values: dict[str, Any] = {
        "COLL_NOM": unit.collectivite,
        "COLL_SIRET": unit.siret,
        "DELIB_ID": unit.number,
        "DELIB_DATE": unit.date,
        "DELIB_MATIERE_CODE": matiere.code if matiere else None,
        "DELIB_MATIERE_NOM": matiere.name if matiere else None,
        "DELIB_OBJET": masked(unit.title) if unit.title else None,
        "PREF_ID": f"PREF{identifier[:3]}" if identifier else None,
        "PREF_DATE": stamp.received if stamp else None,
        "VOTE_EFFECTIF": votes.effectif if votes else None,
        "VOTE_POUR": votes.pour if votes else None,
        "VOTE_CONTRE": votes.contre if votes else None,
        "VOTE_ABSTENTION": votes.abstentions if votes else None,
        "DELIB_URL": url,
    }
    return {column.name: "" if values.get(column.name) is None else str(values[column.name]) for column in columns()}


def faults(row: Mapping[str, str]) -> list[str]:
    """What keeps a row out of the table: a required value that is missing, or one that breaks its rule."""
    found = []
    for column in columns():
        value = row[column.name]
        if not value:
            if column.required:
                found.append(f"{column.name} missing")
        elif (
            (column.type == "date" and not _DATE.fullmatch(value))
            or (column.type == "integer" and not value.isdecimal())
            or (column.pattern and not re.fullmatch(column.pattern, value))
        ):
            found.append(f"{column.name} not valid: {value}")
    if row["PREF_DATE"] and row["DELIB_DATE"] and row["PREF_DATE"] < row["DELIB_DATE"][:10]:
        found.append(f"PREF_DATE {row['PREF_DATE']} before DELIB_DATE {row['DELIB_DATE']}")
    return found


def declared(extra: Mapping[str, str]) -> dict[str, str]:
    """The values of an SCDL row among the further columns of a document, names in capitals, blanks left out."""
    names = {column.name for column in columns()}
    return {
        name.strip().upper(): value.strip()
        for name, value in sorted(extra.items())
        if name.strip().upper() in names and value.strip()
    }


def count_in(declared_values: Mapping[str, str], name: str) -> int | None:
    """One whole number of an SCDL row; null when it is none."""
    value = declared_values.get(name, "")
    return int(value) if value.isdecimal() else None
