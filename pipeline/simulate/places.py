"""Collectivités that do not exist, and the foreign partners of their acts.

The collectivités lie in a département 96: the number is free since 1968, so no INSEE code or SIREN here can be
a real one's. SIREN follow the real scheme: prefix 21 commune, 22 département, 23 région, 24 établissement public,
and for a commune `siren[2:4] + siren[5:8]` is its INSEE code; the last digit is the Luhn key.
"""

import datetime as dt
from typing import NamedTuple

from pipeline.simulate.french import elided

DEPARTEMENT_NAME = "Haute-Lisse"
FIRST_METROPOLE_YEAR = 2015
DEPARTEMENTAL_SINCE = dt.date(2015, 3, 22)
"""From here on a conseil général is a conseil départemental (law of 17 May 2013, elections of March 2015)."""


class Forms(NamedTuple):
    """The words an act of one collectivité uses for itself at one date."""

    official: str  # « Ville de Valbrune »
    the: str  # « la Ville »
    of: str  # « de la Ville »
    to: str  # « à la Ville »
    council: str  # « conseil municipal »
    members: str  # « conseillers municipaux »
    head: str  # « Maire »
    member_f: str  # « conseillère municipale »


class Collectivite(NamedTuple):
    """One fictional local authority."""

    folder: str
    level: str
    name: str
    insee: str
    siren: str
    seats: int

    def forms(self, date: dt.date) -> Forms:
        """How the collectivité and its assembly are called on that day."""
        if self.level == "commune":
            official = f"Ville {elided('de', self.name)}"
            return Forms(official, "la Ville", "de la Ville", "à la Ville", "conseil municipal",
                         "conseillers municipaux", "Maire", "conseillère municipale")  # fmt: skip
        if self.level == "metropole":
            return _metropole(self.name, date)
        if self.level == "departement":
            kind = "départemental" if date >= DEPARTEMENTAL_SINCE else "général"
            return Forms(f"Département de la {self.name}", "le Département", "du Département", "au Département",
                         f"conseil {kind}", f"conseillers {kind[:-1]}ux", "Président",
                         f"conseillère {'départementale' if kind == 'départemental' else 'générale'}")  # fmt: skip
        return Forms(f"Région {self.name}", "la Région", "de la Région", "à la Région", "conseil régional",
                     "conseillers régionaux", "Président", "conseillère régionale")  # fmt: skip


def _metropole(name: str, date: dt.date) -> Forms:
    if date.year >= FIRST_METROPOLE_YEAR:
        return Forms(f"Métropole du {name}", "la Métropole", "de la Métropole", "à la Métropole", "conseil métropolitain",
                     "conseillers métropolitains", "Président", "conseillère métropolitaine")  # fmt: skip
    return Forms(f"Communauté urbaine du {name}", "la Communauté urbaine", "de la Communauté urbaine",
                 "à la Communauté urbaine", "conseil de communauté", "conseillers communautaires", "Président",
                 "conseillère communautaire")  # fmt: skip


def luhn_valid(digits: str) -> bool:
    """Whether the Luhn sum of a SIREN or SIRET is divisible by ten (Luhn, US patent 2950048, 1960)."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def with_key(digits: str) -> str:
    """The SIREN that begins with these eight digits, or the SIRET with these thirteen."""
    return next(digits + key for key in "0123456789" if luhn_valid(digits + key))


COLLECTIVITES = (
    Collectivite("valbrune", "commune", "Valbrune", "96001", with_key("21960001"), 49),
    Collectivite("port-armel", "commune", "Port-Armel", "96014", with_key("21960014"), 43),
    Collectivite("saint-ouvrin", "commune", "Saint-Ouvrin", "96027", with_key("21960027"), 29),
    Collectivite("clairmont-les-forges", "commune", "Clairmont-les-Forges", "96033", with_key("21960033"), 35),
    Collectivite("orsanne", "commune", "Orsanne", "96052", with_key("21960052"), 33),
    Collectivite("val-de-lisse", "metropole", "Val-de-Lisse", "", with_key("24960020"), 81),
    Collectivite("haute-lisse", "departement", DEPARTEMENT_NAME, "96", with_key("22960001"), 46),
    Collectivite("region-lisse-et-marches", "region", "Lisse-et-Marches", "98", with_key("23980001"), 67),
)


class Partner(NamedTuple):
    """A foreign place and its country in the two forms sentences need."""

    city: str
    of_city: str
    in_country: str
    of_country: str


def _partner(city: str, in_country: str, of_country: str) -> Partner:
    return Partner(city, elided("de", city), in_country, of_country)


PARTNERS = (
    _partner("Kaolack", "au Sénégal", "du Sénégal"),
    _partner("Ziguinchor", "au Sénégal", "du Sénégal"),
    _partner("Ségou", "au Mali", "du Mali"),
    _partner("Kayes", "au Mali", "du Mali"),
    _partner("Bobo-Dioulasso", "au Burkina Faso", "du Burkina Faso"),
    _partner("Koudougou", "au Burkina Faso", "du Burkina Faso"),
    _partner("Porto-Novo", "au Bénin", "du Bénin"),
    _partner("Atakpamé", "au Togo", "du Togo"),
    _partner("Dschang", "au Cameroun", "du Cameroun"),
    _partner("Zinder", "au Niger", "du Niger"),
    _partner("Fianarantsoa", "à Madagascar", "de Madagascar"),
    _partner("Agadir", "au Maroc", "du Maroc"),
    _partner("Meknès", "au Maroc", "du Maroc"),
    _partner("Sfax", "en Tunisie", "de Tunisie"),
    _partner("Tlemcen", "en Algérie", "d'Algérie"),
    _partner("Saïda", "au Liban", "du Liban"),
    _partner("Jéricho", "en Palestine", "de Palestine"),
    _partner("Jacmel", "en Haïti", "d'Haïti"),
    _partner("Holguín", "à Cuba", "de Cuba"),
    _partner("Huê", "au Viêt Nam", "du Viêt Nam"),
    _partner("Louang Prabang", "au Laos", "du Laos"),
    _partner("Cluj", "en Roumanie", "de Roumanie"),
    _partner("Lviv", "en Ukraine", "d'Ukraine"),
    _partner("Trois-Rivières", "au Québec", "du Québec"),
    _partner("Heilbronn", "en Allemagne", "d'Allemagne"),
    _partner("Modène", "en Italie", "d'Italie"),
)

GIVEN_NAMES = (
    ("M.", "Alain"), ("Mme", "Béatrice"), ("M.", "Cédric"), ("Mme", "Delphine"), ("M.", "Étienne"), ("Mme", "Fatima"),
    ("M.", "Gérard"), ("Mme", "Hélène"), ("M.", "Idriss"), ("Mme", "Jeanne"), ("M.", "Karim"), ("Mme", "Laurence"),
    ("M.", "Jean-Michel"), ("Mme", "Nadège"), ("M.", "Olivier"), ("Mme", "Marie-Claude"), ("M.", "Raphaël"),
    ("Mme", "Solène"), ("M.", "Thierry"), ("Mme", "Véronique"), ("M.", "Yves"), ("Mme", "Anne-Sophie"),
)  # fmt: skip
SURNAMES = (
    "ARNOUX", "BÉRAUDIER", "CASSAGNOL", "DUVERNEAU", "ESTRABAUD", "FOURNIÈRES", "GUILLEMARD", "HAUTERIVE", "IMBERDIS",
    "JOUFFRET", "KERVÉANT", "LASSALLAS", "MONTAGNIER", "NOUVELON", "ORCIÈRES", "PELLEGRINEAU", "QUESNELOT", "ROUVEYRE",
    "SAUVAGNAC", "TRÉMOLINE", "URBANEL", "VALLORGUE", "WATTRELIN", "YVERNAULT", "ZELLERIN", "BENMERADI", "TRAORELLE",
    "DE LA MORANDIÈRE", "LE GOUËLLEC", "MARSAUDON-VIGNE",
)  # fmt: skip
