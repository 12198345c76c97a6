"""The national nomenclature of acts: codes of two levels, and where an act prints its own."""

import functools
import importlib.resources
import re
import tomllib
from typing import NamedTuple

from pipeline.acts.fold import fold

_CUE = re.compile(
    r"\b(?:matieres?|nomenclature|classification|code (?:de la )?matiere)\b[a-z' ]{0,40}[:\s-]{0,4}"
    r"(?P<code>[1-9] ?[.-] ?(?:10|[1-9]))(?![\d])(?!\.\d{2})"
)


class Matiere(NamedTuple):
    """One code of the nomenclature."""

    code: str
    name: str  # « niveau 1/niveau 2 », as the SCDL table writes it
    certainty: str  # of the wording: `checked` or `corroborated`


@functools.cache
def nomenclature() -> dict[str, Matiere]:
    """Every code of level 2, in order (Ministère de l'Intérieur, nomenclature ACTES)."""
    text = importlib.resources.files("pipeline").joinpath("data/matieres.toml").read_text("utf-8")
    return {
        code: Matiere(code, f"{family['label']}/{entry['label']}", entry["certainty"])
        for family in tomllib.loads(text).values()
        for code, entry in family["codes"].items()
    }


def matiere_in(text: str) -> str | None:
    """The code that an act or its receipt prints near « Matière » or « Nomenclature »; null when none is known.

    Args:
        text: header, stamp or receipt page of one act; « Matière de l'acte : 7.5 », « Nomenclature : 8.9 ».
    """
    for match in _CUE.finditer(fold(text).replace("\n", " ")):
        code = re.sub(r" ?[.-] ?", ".", match["code"])
        if code in nomenclature():
            return code
    return None
