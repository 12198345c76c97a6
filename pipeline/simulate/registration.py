"""What the registration of acts leaves on them: the SIRET of the letterhead, the matière of the nomenclature."""

import random
from typing import NamedTuple

from pipeline.simulate.places import Collectivite, with_key
from pipeline.simulate.plan import Plan
from pipeline.simulate.voice import weighted

FIRST_STAMP_YEAR = 2006
"""Transmission of acts to the préfecture by @CTES spread from here on, and its codes with it."""

SIRET_ODDS, MATIERE_ODDS = 0.9, 0.85
"""Three acts in four print both, as a table of acts needs; the others show what happens without."""

LABELS = {
    "1.4": "Autres types de contrats",
    "7.5": "Subventions",
    "8.9": "Culture",
    "9.1": "Autres domaines de compétences des communes",
    "9.2": "Autres domaines de compétences des départements",
    "9.3": "Autres domaines de compétences des régions",
    "9.4": "Vœux et motions",
}
"""The nomenclature has no code for action abroad: these are the ones its acts scatter over."""

_WEIGHTS = {"1.4": 1.0, "7.5": 4.0, "8.9": 0.3, "9.4": 1.0}
_CULTURE_WEIGHT = 4.0  # of 8.9, for an act on culture
_OWN_CODES = {"commune": "9.1", "metropole": "9.1", "departement": "9.2", "region": "9.3"}
_OWN_WEIGHT = 3.0
_BORN_DIGITAL = frozenset({"pdf", "docx", "html", "txt", "latin1"})


class Registration(NamedTuple):
    """What one act prints of it: None where it prints nothing."""

    siret: str | None = None  # fourteen digits
    matiere: str | None = None  # code of two levels, « 7.5 »
    siret_line: str = ""
    matiere_line: str = ""


def siret_of(collectivite: Collectivite) -> str:
    """The SIRET of its seat: SIREN, establishment 0001, Luhn key."""
    return with_key(f"{collectivite.siren}0001")


def registration(plan: Plan, topic: str) -> Registration:
    """The SIRET and the matière that a délibération prints: none before @CTES, on scans and on short acts.

    Args:
        plan: of the délibération.
        topic: key of its planted topic.
    """
    if plan.year < FIRST_STAMP_YEAR or plan.short or plan.slot.form not in _BORN_DIGITAL:
        return Registration()
    rng = plan.generator("registration")
    siret = siret_of(plan.collectivite) if rng.random() < SIRET_ODDS else None
    weights = _WEIGHTS | {_OWN_CODES[plan.collectivite.level]: _OWN_WEIGHT}
    if topic == "culture":
        weights["8.9"] = _CULTURE_WEIGHT
    matiere = weighted(rng, weights) if rng.random() < MATIERE_ODDS else None
    return Registration(
        siret, matiere, _siret_line(rng, siret) if siret else "", _matiere_line(rng, matiere) if matiere else ""
    )


def _siret_line(rng: random.Random, siret: str) -> str:
    groups = f"{siret[:3]} {siret[3:6]} {siret[6:9]} {siret[9:]}"
    return f"SIRET : {groups if rng.random() < 0.6 else siret}"


def _matiere_line(rng: random.Random, code: str) -> str:
    styles = ("Nomenclature : {code}", "Nomenclature : {code} - {label}", "Matière : {code} {label}")
    return styles[int(rng.random() * len(styles))].format(code=code, label=LABELS[code])
