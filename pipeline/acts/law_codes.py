"""Codes of French law that local acts cite, and the short name each has in references."""

import re

from pipeline.acts.fold import fold

CODES: dict[str, str] = {
    "général des collectivités territoriales": "CGCT",
    "général des collectivités": "CGCT",
    "des collectivités territoriales": "CGCT",
    "général des impôts": "CGI",
    "général de la propriété des personnes publiques": "CG3P",
    "général de la fonction publique": "CGFP",
    "de la commande publique": "",
    "des marchés publics": "",
    "des communes": "",
    "de l'urbanisme": "",
    "de la construction et de l'habitation": "",
    "de l'expropriation pour cause d'utilité publique": "code de l'expropriation",
    "de l'expropriation": "",
    "de l'environnement": "",
    "de l'énergie": "",
    "de la voirie routière": "",
    "de la route": "",
    "des transports": "",
    "du patrimoine": "",
    "du domaine de l'État": "",
    "rural et de la pêche maritime": "code rural",
    "rural": "",
    "forestier": "",
    "minier": "",
    "de l'action sociale et des familles": "",
    "de la famille et de l'aide sociale": "",
    "de la santé publique": "",
    "de la sécurité sociale": "",
    "de la sécurité intérieure": "",
    "de la mutualité": "",
    "de l'éducation": "",
    "de la recherche": "",
    "du sport": "",
    "du tourisme": "",
    "du cinéma et de l'image animée": "",
    "de la propriété intellectuelle": "",
    "du travail": "",
    "de commerce": "",
    "de la consommation": "",
    "des assurances": "",
    "monétaire et financier": "",
    "des douanes": "",
    "des juridictions financières": "",
    "de justice administrative": "",
    "des relations entre le public et l'administration": "CRPA",
    "de l'organisation judiciaire": "",
    "de l'entrée et du séjour des étrangers et du droit d'asile": "CESEDA",
    "de la défense": "",
    "du service national": "",
    "électoral": "",
    "civil": "",
    "pénal": "",
    "de procédure civile": "",
    "de procédure pénale": "",
    "des pensions civiles et militaires de retraite": "",
    "des postes et des communications électroniques": "",
    "de la justice pénale des mineurs": "",
    "du service public": "",
}
"""Name after the word « code » -> name in references; where empty, « code » and the name as they are."""

SIGLES = {
    "cgct": "CGCT", "cg3p": "CG3P", "cgppp": "CG3P", "cgfp": "CGFP", "cgi": "CGI", "crpa": "CRPA", "ceseda": "CESEDA",
    "ccp": "code de la commande publique", "cmp": "code des marchés publics", "lpf": "livre des procédures fiscales",
    "casf": "code de l'action sociale et des familles", "cch": "code de la construction et de l'habitation",
    "csp": "code de la santé publique", "cjf": "code des juridictions financières", "cja": "code de justice administrative",
}  # fmt: skip
"""Sigle, folded -> name in references."""


def _letters(name: str) -> str:
    return re.sub(r"[^a-z]", "", fold(name))


_NAMES = {_letters(name): short or f"code {name}" for name, short in CODES.items()}
# Words split by extraction or recognition: « collectivi tés » has the letters of the name, and blanks anywhere.
_SPLIT_NAMES = "|".join(r"[ '\"-]{0,2}".join(name) for name in sorted(_NAMES, key=len, reverse=True))
_SIGLES = "|".join(r"\.?".join(sigle) for sigle in sorted(SIGLES, key=len, reverse=True))
CODE = re.compile(
    rf"\bcodes? (?P<name>{_SPLIT_NAMES})\b(?: ?[(] ?(?:{_SIGLES}) ?[)])?"
    rf"|(?<![\w.])(?:code )?(?P<sigle>{_SIGLES})\b(?![.-]\w)"
    r"|\b(?P<book>livre des procedures fiscales)\b"
    r"|(?<=\bla )(?P<constitution>constitution)\b(?! (?:d'|de |des |du (?!4 |quatre )|et ))"
)
"""A code in a folded text; « la constitution de … » is none."""


def code_of(match: re.Match[str]) -> str:
    """The name that a match of `CODE` has in references."""
    if match["name"]:
        return _NAMES[_letters(match["name"])]
    if match["sigle"]:
        return SIGLES[match["sigle"].replace(".", "")]
    return "Constitution" if match["constitution"] else SIGLES["lpf"]
