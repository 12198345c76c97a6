"""Names of private persons in titles, masked before a title is published."""

import re

MASK = "[nom masqué]"

_CAPITAL = "A-ZÀ-ÖØ-Þ"
_NO_NAME = (
    r"(?:[Rr]ues?|[Aa]venue|[Bb]oulevard|[Cc]hemin|[Rr]oute|[Pp]lace|[Ii]mpasse|[Aa]llée|[Qq]uai|[Qq]uartier|[Ss]ecteur|[Ll]ieu-?dit|[Zz]ac|ZAC|"
    r"Z\.A\.C|Parcelles?|Lots?|Immeuble|Propriété|Terrains?|Appartement|Maison|Villa|Résidence|Opération|Projet|Acquisition|Vente|Cession|"
    r"Échange|Echange|Convention|Protocole|Autorisation|Approbation|Désignation|Attribution|Avenant|Bail|Soci[ée]té|SCI|SARL|SAS|SASU|EURL|"
    r"SNC|SA|SEM|SPL|Association|Fédération|Fondation|Ville|Commune|Communauté|Métropole|Département|Région|[ÉE]tat|Conseil)"
)  # fmt: skip
"""Capitalised words after a name that are none: titles run on without a comma."""
_WORD = rf"(?!{_NO_NAME}\b)[{_CAPITAL}](?:[\w'’.-]*[\w.])?"
_PARTICLES = r"(?:(?:de|du|des|la|le|van|von|el|ben)\s+|d['’])"
_NAME = rf"{_PARTICLES}{{0,2}}{_WORD}(?:\s+{_PARTICLES}{{0,2}}{_WORD}){{0,5}}"
_SURNAME = rf"(?!{_NO_NAME}\b)[{_CAPITAL}][{_CAPITAL}'’-]+(?![\w'’-])"
_TRADE = (
    r"(?:Immobili|Habitat|Construct|Promotion|Aménag|[ÉE]nergie|Environnement|Méditerran|Sud|Nord|Est\b|Ouest|France|Transport|Travaux|Service|"
    r"Groupe|Développement|Distribution|Logement|Investiss|Patrimoine|Assur|Banque|Ingénierie|Propreté|Restauration|Formation|Club|Europe)"
)  # fmt: skip
"""Words that follow the name of a company in capitals, as a first name follows a surname."""
_FIRST_NAME = rf"(?!{_NO_NAME}\b|{_TRADE})[{_CAPITAL}][a-zà-öø-ÿ]+(?:-[{_CAPITAL}][a-zà-öø-ÿ]+)?(?![\w'’-])"
_OTHERS = rf"(?:\s*(?:,|&|/)\s*{_SURNAME}|\s+et\s+{_NAME})*"
_OFFICE = (
    r"(?:le|la|l['’]|les)\s*(?:maire|premi|pr[ée]sident|pr[ée]f|sous|vice|adjoint|conseill|d[ée]l[ée]gu|direct|ministre|secr[ée]taire|recteur|"
    r"rectrice|commissaire|comptable|tr[ée]sor|receveur|inspect|d[ée]put|s[ée]nat|g[ée]n[ée]ral|procureur|chef|repr[ée]sent)"
)  # fmt: skip
_CIVIL = re.compile(
    r"(?P<cue>(?<![\w.])(?:M\.|MM\.|Mr|Mrs|Mme|Mmes|Mlle|Mlles|Monsieur|Madame|Mademoiselle|Messieurs|Mesdames|Docteur|Dr|Maître(?!\s+d))\s+)"
    rf"(?!(?i:{_OFFICE}))(?P<name>{_NAME}(?:,?\s+(?:née?|épouse|veuve)\s+{_NAME})?)"
)
"""« M. Jean DUPONT », « Mme PETIT née ROUX »; the M. of « S.A.M. » is no civility."""
_KIN = re.compile(
    rf"(?P<cue>\b(?:[Cc]onsorts|CONSORTS|[ÉEée]poux|[ÉE]POUX|[Vv]euve|VEUVE|[Vv]ve|[Hh]oirs|[Ii]ndivision|INDIVISION)\s+)(?P<name>{_NAME}{_OTHERS})"
    rf"|(?P<cue_two>\b(?:famille|héritiers?|héritières?|succession|ayants[ -]droit|feu)\s+(?:de\s+)?)(?P<name_two>{_NAME}{_OTHERS})"
    rf"|(?P<cue_three>\b(?:FAMILLE|HÉRITIERS|HERITIERS|SUCCESSION|Famille|Héritiers|Succession)\s+(?:de\s+)?)(?P<name_three>{_SURNAME}{_OTHERS})"
)  # fmt: skip
"""« consorts X & Y », « succession X »; a capital « Famille » is that of an institution unless a surname follows."""
_FOR = re.compile(
    r"(?P<cue>\b(?:(?:en faveur|au profit|au b[ée]n[ée]fice|[àa] l['’]encontre|au nom)\s+(?:de\s+|d['’])|"
    r"(?:[Vv]ente|[Cc]ession|[Ll]ocation|[Bb]ail|[Cc]oncession|[Rr]emboursement|[Ii]ndemnisation|[Ss]ecours|accord[ée]e?s?|attribu[ée]e?s?|lou[ée]e?s?|vendue?s?|c[ée]d[ée]e?s?)\s+(?:à|de|contre)\s+|"
    rf"\b[Cc]ontre\s+|\bc/\s*))(?P<name>{_SURNAME}\s+{_FIRST_NAME}|{_FIRST_NAME}\s+{_SURNAME}(?:[ -]{_SURNAME})?)"
)  # fmt: skip
"""« en faveur de DUPONT Jean »: without a civility a name needs its surname in capitals and a first name."""
_BEARS = re.compile(
    r"\b(?:rue|avenue|av\.?|boulevard|bd\.?|place|placette|quai|all[ée]e|chemin|impasse|square|pont|route|passage|esplanade|"
    r"[ée]coles?|groupe scolaire|coll[èe]ge|lyc[ée]e|cr[èe]che|stade|gymnase|piscine|th[ée][âa]tre|m[ée]diath[èe]que|"
    r"biblioth[èe]que|mus[ée]e|h[ôo]pital|fondation|institut)\s+(?:du\s+|de\s+la\s+|de\s+|d['’]|des\s+)?$",
    re.IGNORECASE,
)
"""Streets and schools keep the name they bear, « avenue du Docteur Roux »; « la maison de M. ROUX » is a person's."""


def masked(title: str) -> str:
    """A title without the names of private persons: « Monsieur X » loses X, « Madame le Maire » stays.

    A name is known by what stands before it: a civility, a word of kinship or succession (« consorts », « veuve »,
    « indivision »), or « en faveur de », « vente à » before a first name and a surname in capitals. Streets, schools
    and companies keep the names they bear. A name that nothing announces is not recognised: about one title in three
    hundred of published tables names a private person, and a person should read a table before it is published.

    Args:
        title: of an act.
    """
    for pattern in (_CIVIL, _KIN, _FOR):
        title = pattern.sub(_hidden, title)
    return title


def _hidden(match: re.Match[str]) -> str:
    if _BEARS.search(match.string[max(0, match.start() - 40) : match.start()]):
        return match[0]
    cue = next(value for name, value in match.groupdict().items() if name.startswith("cue") and value)
    return f"{cue}{MASK}"
