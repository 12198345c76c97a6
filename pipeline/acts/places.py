"""The collectivité of a unit in the official tables: level, département, région, population."""

from typing import NamedTuple

from pipeline.acts.collectivites import level_of
from pipeline.acts.territories import resolve


class Place(NamedTuple):
    """The collectivité in the official tables: what the covariates of a study are read from."""

    name: str | None  # as printed or declared
    insee: str | None
    level: str | None = None
    department: str | None = None
    region: str | None = None
    population: int | None = None
    homonyms: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def place_of(name: str | None, insee: str | None, siren: str | None, department: str | None, context: str) -> Place:
    """Find a collectivité by its numbers, else by its name; homonyms that nothing settles stay open.

    Args:
        name: as printed or declared.
        insee: as declared; it is kept whatever the table says.
        siren: as declared or printed.
        department: first part of the act identifier, `034` or `02A`.
        context: text that may name the département.
    """
    if not (name or insee or siren):
        return Place(None, None)
    found = resolve(name, siren=siren, insee=insee, department=department, context="" if department else context)
    homonyms = tuple(one.code for one in found.candidates) if found.territory is None else ()
    warnings: tuple[str, ...] = (found.conflict,) if found.conflict else ()
    if homonyms:
        warnings += (f"{name}: {len(homonyms)} collectivités have this name and nothing tells which is meant",)
    here = found.territory
    if here is None:
        return Place(name, insee, level_of(siren) if siren else None, homonyms=homonyms, warnings=warnings)
    commune = here.code if here.level == "commune" else None
    return Place(
        name, insee or commune, here.level, here.department or None, here.region or None, here.population, (), warnings
    )
