"""The collectivité of an act: its name in the header, its SIREN in the identifier, its INSEE code from both."""

import functools
import re

from pipeline.acts.fold import fold
from pipeline.acts.stamps import luhn

_LEVELS = {
    "21": "commune", "22": "département", "23": "région", "24": "EPCI", "25": "syndicat", "26": "établissement",
}  # fmt: skip
"""First two digits of a SIREN -> level. 20 mixes newer EPCI, communes nouvelles and métropoles: not told apart."""

_NAME = r"[A-ZÀ-ÖØ-Þ][\w'’]*(?:[- ](?:(?:sur|sous|en|le|la|les|de|du|des|lès|lez|près|aux|au|et|l[eè]s|d['’]|l['’])[- ]?)*[A-ZÀ-ÖØ-Þ][\w'’]*)*"
_OF = r"(?:[Dd][Ee]\s+[Ll][Aa]\s+|[Dd][Ee]\s+[Ll]['’]|[Dd][EeUu][Ss]?\s+|[Dd]['’])"
_PATTERNS = {
    "commune": re.compile(rf"\b(?i:ville|commune)\s+{_OF}{_NAME}"),
    "métropole": re.compile(rf"\b(?i:métropole|metropole)\s+{_OF}{_NAME}"),
    "communauté": re.compile(rf"\b(?i:communauté|communaute)\s+(?i:urbaine|d['’]agglomération|de\s+communes|d['’]agglomeration)\s+(?:{_OF})?{_NAME}"),
    "syndicat": re.compile(rf"\b(?i:syndicat)\s+(?i:mixte|intercommunal)\s+(?:{_OF})?{_NAME}"),
    "région": re.compile(rf"\b(?i:région|region)\s+(?:{_OF})?{_NAME}"),
    "département": re.compile(rf"\b(?i:département|departement)\s+{_OF}{_NAME}"),
}  # fmt: skip
"""In order of trust: nearly every header also prints the département and the région it lies in."""

_END = re.compile(r"\s+(?:d[ée]partement|siret|siren|t[ée]l(?:[ée]phone)?|extrait|séance|seance|arrondissement|canton|république|republique|conseil|délibération|deliberation|"
                  r"registre|nombre|date|direction|service|procès|proces|compte)\b.*", re.IGNORECASE | re.DOTALL)  # fmt: skip
_SIRET = re.compile(r"\bsiret\b\D{0,12}(?P<siret>\d{3} ?\d{3} ?\d{3} ?\d{5})(?!\d)")
_SIREN = re.compile(r"\bsiren\b\D{0,12}(?P<siren>\d{3} ?\d{3} ?\d{3})(?!\d)")


@functools.lru_cache(maxsize=8)
def name_in(header: str) -> str | None:
    """The collectivité that a header names, as printed, on one line; null when none is named.

    Args:
        header: the header zone of an act or of minutes.
    """
    for pattern in _PATTERNS.values():
        match = pattern.search(header)
        if match:
            return " ".join(_END.sub("", match[0]).split())
    return None


@functools.lru_cache(maxsize=8)
def siret_in(text: str) -> str | None:
    """The SIRET printed after its name, when its key is right."""
    match = _SIRET.search(fold(text))
    digits = match["siret"].replace(" ", "") if match else ""
    return digits if digits and luhn(digits) and luhn(digits[:9]) else None


@functools.lru_cache(maxsize=8)
def siren_in(text: str) -> str | None:
    """The SIREN printed after its name, when its key is right."""
    match = _SIREN.search(fold(text))
    digits = match["siren"].replace(" ", "") if match else ""
    return digits if digits and luhn(digits) else None


def level_of(siren: str) -> str | None:
    """Level of a collectivité from its SIREN; null where the first digits do not tell."""
    return _LEVELS.get(siren[:2])


def insee_of(siren: str, department: str | None = None) -> str | None:
    """INSEE code of the commune that a SIREN names; null when it names none, or when it cannot be derived.

    A SIREN of a commune is 21, département, commune, key. Corsican ones carry 20 where INSEE writes 2A or 2B:
    the letter must come from the act identifier.

    Args:
        siren: 9 digits.
        department: first part of the act identifier, `034` or `02A`.
    """
    if not siren.startswith("21") or not luhn(siren):
        return None
    if siren[2:4] == "97":
        return siren[2:5] + siren[6:8]
    if siren[2:4] == "20":
        letter = (department or "")[-1:]
        return f"2{letter}{siren[5:8]}" if letter in ("A", "B") else None
    return siren[2:4] + siren[5:8]
