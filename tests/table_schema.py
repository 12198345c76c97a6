"""The schema « délibérations » of the SCDL as frictionless reads it, with its checks over several columns.

Types, required values, patterns and formats come from our copy. The five custom checks are written here a second time,
after what Validata says of each: https://gitlab.com/validata-table/validata-core, custom_checks.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from frictionless import Check, Checklist, Resource, Row, Schema, errors, system

from pipeline.acts.scdl import Column, columns

FAMILIES = (
    "commande publique", "urbanisme", "domaine et patrimoine", "fonction publique", "institutions et vie politique",
    "libertés publiques et pouvoirs de police", "finances locales", "domaines de compétences par thèmes",
    "autres domaines de compétences",
)  # fmt: skip


def schema() -> Schema:
    """The Table Schema descriptor, read."""
    return Schema.from_descriptor({"fields": [_field(column) for column in columns()], "missingValues": [""]})


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.pattern:
        constraints["pattern"] = f"^{column.pattern}$"
    return {"name": column.name, "type": column.type, "format": column.format or "default", "constraints": constraints}


class Contradictions(Check):
    """The custom checks of the schema."""

    type = "scdl-contradictions"
    Errors: ClassVar = [errors.RowConstraintError]

    def validate_row(self, row: Row) -> Iterator[errors.RowConstraintError]:
        """Every check that fails, by the name Validata gives it."""
        for name in contradictions(row):
            yield errors.RowConstraintError.from_row(row, note=name)


def contradictions(row: Mapping[str, Any]) -> list[str]:
    """Names of the custom checks a row of cast values fails; cells that are empty are left alone."""
    received, decided = row["PREF_DATE"], row["DELIB_DATE"]
    pour, contre, abstention = row["VOTE_POUR"], row["VOTE_CONTRE"], row["VOTE_ABSTENTION"]
    years = (row["BUDGET_ANNEE"] or "").split("/")
    counted = None not in (row["VOTE_REEL"], pour, contre, abstention)
    failed = {
        "compare-columns-value": isinstance(received, dt.date) and isinstance(decided, dt.date) and received < decided,
        "cohesive-columns-value": (row["BUDGET_ANNEE"] is None) != (row["BUDGET_NOM"] is None),
        "year-interval-value": len(years) == 2 and years[0] >= years[1],
        "sum-columns-value": counted and row["VOTE_REEL"] != pour + contre + abstention,
        "nomenclature-actes-value": not _is_matiere(row["DELIB_MATIERE_NOM"]),
    }
    return [name for name, wrong in failed.items() if wrong]


def _is_matiere(name: str | None) -> bool:
    family, slash, rest = (name or f"{FAMILIES[0]}/").partition("/")
    return bool(slash) and family.lower() in FAMILIES and not rest.startswith(" ")


def problems(source: Path | Sequence[Mapping[str, str]]) -> list[tuple[int | None, str, str]]:
    """(line, column or "", message) of everything frictionless has to say against a table.

    Args:
        source: a CSV file, or rows of text.
    """
    if isinstance(source, Path):
        with system.use_context(trusted=True):  # an absolute path; unsafe in a package of others, not in a test
            resource = Resource(path=str(source), schema=schema())
            report = resource.validate(Checklist(checks=[Contradictions()]))
    else:
        names = [column.name for column in columns()]
        table = [names, *([row[name] for name in names] for row in source)]
        report = Resource(data=table, schema=schema()).validate(Checklist(checks=[Contradictions()]))
    return [
        (getattr(error, "row_number", None), getattr(error, "field_name", ""), error.message)
        for task in report.tasks
        for error in task.errors
    ]
