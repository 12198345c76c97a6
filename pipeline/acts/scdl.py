"""The SCDL table « délibérations »: a unit as a row of it, and the rows of such a table read back."""

import datetime as dt
import functools
import importlib.resources
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from pipeline.acts.matieres import nomenclature
from pipeline.acts.persons import masked
from pipeline.acts.stamps import luhn
from pipeline.acts.territories import resolve
from pipeline.records import Unit


class Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One column of the schema."""

    name: str
    type: str  # string, date or integer
    required: bool
    pattern: str | None = None
    format: str | None = None  # `uri`
    form: str | None = None  # pattern that the schema asks for in words alone


class Defaults(NamedTuple):
    """What corpus.toml says for acts that do not say it themselves."""

    sirets: tuple[str, ...] = ()  # each serves the acts of its SIREN
    derive_siret: bool = False
    matiere: str = ""  # code of the nomenclature; "" for none


class Added(NamedTuple):
    """A value of a row that the act does not print, and where it comes from."""

    column: str
    value: str
    origin: str  # `declared` in corpus.toml, or `derived` from the SIREN


REMEDIES = {
    "COLL_NOM": "corpus.toml: [corpus] publisher; documents.csv: publisher",
    "COLL_SIRET": "corpus.toml: [acts] siret; documents.csv: COLL_SIRET",
    "DELIB_ID": "documents.csv: DELIB_ID",
    "DELIB_DATE": "documents.csv: date",
    "DELIB_MATIERE_CODE": "corpus.toml: [acts] matiere; documents.csv: DELIB_MATIERE_CODE",
    "DELIB_OBJET": "documents.csv: title",
}
"""Where a person can write what an act does not print."""

KEPT = ("BUDGET_ANNEE", "BUDGET_NOM", "PREF_ID", "VOTE_REEL")
"""Columns that no field of a unit carries: what the row of a table says of them goes on as it is."""


@functools.cache
def columns() -> tuple[Column, ...]:
    """The seventeen columns, in order (SCDL, schema « délibérations » 2.1.2)."""
    text = importlib.resources.files("pipeline").joinpath("data/scdl_deliberations.toml").read_text("utf-8")
    return tuple(msgspec.convert(tomllib.loads(text)["columns"], list[Column]))


_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INTEGER = re.compile(r"[0-9]+")


def row_of(unit: Unit, url: str | None = None, told: Mapping[str, str] | None = None) -> dict[str, str]:
    """The row of one act; a value that is not known is empty, none is guessed.

    The number of members who voted (`VOTE_REEL`) is never derived from the figures of the vote.

    Args:
        unit: an act.
        url: address of its document, when the catalogue has one.
        told: what the row of a table, or of documents.csv, says of this one act.
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
    values |= {name: value for name, value in (told or {}).items() if name in KEPT}
    return {column.name: "" if values.get(column.name) is None else str(values[column.name]) for column in columns()}


def completed(row: Mapping[str, str], unit: Unit, defaults: Defaults) -> tuple[dict[str, str], list[Added]]:
    """A row with what corpus.toml says where the act says nothing, and each value so added.

    What stands nearest to an act wins: its line of documents.csv, then what it prints, then corpus.toml.
    """
    added = []
    if not row["COLL_SIRET"] and (siren := _siren_of(unit)):
        told = [siret for siret in defaults.sirets if siret.startswith(siren)]
        if told:
            added.append(Added("COLL_SIRET", told[0], "declared"))
        elif defaults.derive_siret:
            added.append(Added("COLL_SIRET", first_siret(siren), "derived"))
    matiere = nomenclature().get(defaults.matiere)
    if matiere and not row["DELIB_MATIERE_CODE"]:
        added.append(Added("DELIB_MATIERE_CODE", matiere.code, "declared"))
        added.append(Added("DELIB_MATIERE_NOM", matiere.name, "declared"))
    return {**row, **{one.column: one.value for one in added}}, added


def _siren_of(unit: Unit) -> str | None:
    """The SIREN of the collectivité: as declared or printed, else that of the official table for the one it names."""
    if unit.siren or not (unit.insee or unit.collectivite):
        return unit.siren
    found = resolve(unit.collectivite, insee=unit.insee, department=unit.department).territory
    return (found.siren or None) if found else None


def first_siret(siren: str) -> str:
    """The SIRET of the first establishment of a SIREN, « 00001 » with its key: the seat, if it never moved."""
    return next(siret for siret in (f"{siren}0001{key}" for key in range(10)) if luhn(siret))


def faults(row: Mapping[str, str]) -> list[str]:
    """What keeps a row out of the table: a required value that is missing, or one that breaks a rule of the schema."""
    found = []
    for column in columns():
        value = row[column.name]
        if not value:
            if column.required:
                found.append(f"{column.name} missing")
        elif not _fits(column, value):
            found.append(f"{column.name} not valid: {value}")
    return found or list(_contradictions(row))


def _fits(column: Column, value: str) -> bool:
    if column.type == "date":
        return _is_date(value)
    if column.type == "integer":
        return bool(_INTEGER.fullmatch(value))
    return all(re.fullmatch(rule, value) for rule in (column.pattern, column.form) if rule)


def _is_date(value: str) -> bool:
    try:
        return bool(_DATE.fullmatch(value) and dt.date.fromisoformat(value))
    except ValueError:
        return False


def _contradictions(row: Mapping[str, str]) -> Iterator[str]:
    """What valid values of a row say against each other: the checks of the schema over several columns."""
    if row["PREF_DATE"] and row["PREF_DATE"] < row["DELIB_DATE"]:
        yield f"PREF_DATE {row['PREF_DATE']} before DELIB_DATE {row['DELIB_DATE']}"
    if bool(row["BUDGET_ANNEE"]) != bool(row["BUDGET_NOM"]):
        yield "one of BUDGET_ANNEE and BUDGET_NOM without the other"
    first, _, last = row["BUDGET_ANNEE"].partition("/")
    if last and last <= first:
        yield f"BUDGET_ANNEE not valid: {row['BUDGET_ANNEE']}"
    votes = [row[name] for name in ("VOTE_POUR", "VOTE_CONTRE", "VOTE_ABSTENTION")]
    if row["VOTE_REEL"] and all(votes) and int(row["VOTE_REEL"]) != sum(map(int, votes)):
        yield f"VOTE_REEL {row['VOTE_REEL']} is not {' + '.join(votes)}"


def misdeclared(told: Mapping[str, str]) -> list[str]:
    """What is wrong with the SIRET and the matière that a table or documents.csv declares: neither is used then."""
    siret, matiere = told.get("COLL_SIRET", "").replace(" ", ""), told.get("DELIB_MATIERE_CODE", "")
    found = []
    if siret and not (len(siret) == 14 and luhn(siret)):
        found.append(f"COLL_SIRET declared with a wrong key: {siret}")
    if matiere and matiere not in nomenclature():
        found.append(f"DELIB_MATIERE_CODE declared is no code of the nomenclature: {matiere}")
    return found


def remedies(row: Mapping[str, str]) -> list[str]:
    """Where a person can write what is missing of a row."""
    return [remedy for name, remedy in REMEDIES.items() if not row[name]]


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
