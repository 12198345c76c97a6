"""Words by which French administrative practice opens each part of an act.

Patterns are matched on folded text (see `fold`); a cue counts at the start of a passage or of a sentence, or
anywhere when its words have no other use. Which cue is believed where is decided in `zones`.
"""

import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.acts.fold import fold
from pipeline.acts.stamps import IDENTIFIER
from pipeline.acts.visas import visa_starts
from pipeline.records import Zone

COUNCIL = r"(?:conseil|assemblee|commission permanente|comite|bureau)(?: (?:municipal|communautaire|metropolitain|departemental|general|regional|syndical|deliberante?|de [a-z]+))?"
_VERBS = (
    r"(?:approuve|autorise|attribue|adopte|designe|dit|precise|prend acte|donne|habilite|emet|decide|delibere|arrete|"
    r"fixe|accepte|valide|vote|charge|elit|nomme|rappelle|sollicite|accorde|confirme|abroge|constate|mandate|prononce)"
)  # fmt: skip

_PRESENT = (
    r"(?:(?:approuve|autorise|attribue|adopte|designe|decide|accepte|valide|vote|fixe|arrete|sollicite|confirme|accorde|"
    r"rejette|refuse|demande (?:l'|la |le |les |que |a |au )|s'oppose|instaure|institue|cree|maintient|renouvelle|opte|delibere|mandate|charge|nomme|donne (?:son|leur|un) (?:accord|avis)|emet un|prend acte|elit|choisit|retient)"
    r"|(?:approuve|autorise|attribue|adopte|designe|decide|accepte|valide|vote|fixe|sollicite|donne|opte)nt|retiennent|choisissent|prennent acte)"
)
_TOLD = r"(?<!\ba )(?<!\bont )(?<!\bavait )(?<!\bayant )(?<!\bqui )(?<!\bet )"


class Cue(NamedTuple):
    """One cue: where it opens in its passage, the zone it opens, and how far it may be believed."""

    start: int
    zone: Zone
    strong: bool  # its words have no other use: believed in any zone


PROPOSED = r"il (?:vous )?est (?:donc |ainsi |par consequent |en consequence )?(?:propose|demande)\w*"
INVITED = rf"(?:le|la|l') ?{COUNCIL} (?:est|sont) (?:donc )?(?:invitee?s?|appelee?s?|priee?s?) a\b"
"""What the council is asked: it opens the dispositif of a report, and is no decision."""
_MATTER = r"(?:l'|la |le |ce |cette )?(?:affaire|question|point|dossier|rapport|deliberation|projet|motion|voeu|proposition|ensemble)"
_NUMERAL = r"[a-z]+(?:[ -][a-z]+){0,3}"

_ANYWHERE: tuple[tuple[Zone, str], ...] = (
    ("header", r"extrait du (?:registre|proces-verbal) des deliberations"),
    ("dispositif", rf"apres en avoir delibere|{PROPOSED} (?:au|a l'|aux|a la|de bien)"),
    ("dispositif", INVITED),
    ("vote", r"(?:adopte|approuve|vote|accepte)e?s? a (?:l'unanimite|la majorite)"),
    ("vote", r"\bpour ?: ?\d{1,3}\b(?! ?(?:%|euros?|€))"),
    ("vote", rf"(?:{COUNCIL}|il est|ont?) (?:prend|a pris|pris|prendre) acte\b(?! d[eu] (?:cette|ce) )|\bdont acte\b"),
    ("signatures", r"pour (?:extrait|copie|ampliation) (?:certifiee? )?conforme|(?:ainsi )?fait et delibere|ainsi delibere"),
    ("executoire", r"(?:certifie|rend)\w*[a-z ,'()]{0,60} executoire|acte (?:rendu )?executoire|caractere executoire|(?:voies? et delais?|delais? et voies?|voies?) de recours"),
    ("executoire", r"peut faire l'objet d'un recours|recours pour exces de pouvoir"),
)  # fmt: skip
_LOOSE: tuple[tuple[Zone, str], ...] = (
    ("header", r"extrait du registre|republique francaise"),
    ("presence", r"etai(?:en)?t presente?s?\b|ont donne (?:pouvoir|procuration)|sous la presidence d"),
    ("presence", r"(?:absents?|excuses?|representes?)[a-z ,']{0,60}(?:pouvoir|procuration)"),
)
_AT_START: tuple[tuple[Zone, str], ...] = (
    ("header", r"(?:departement|arrondissement|canton) d|(?:proces[ -]verbal|compte[ -]rendu)\b.{0,40}(?:seance|conseil|reunion|assemblee)|seances? (?:publique |ordinaire |extraordinaire |pleniere )?du\b"),
    ("header", r"l.? ?an (?:deux mil|mil|\d{4})|convoque\w* (?:le|par)|date (?:de (?:la )?)?(?:convocation|seance|affichage|d'affichage|d'envoi)|deliberation n ?°|n ?° ?:? ?[a-z_]{0,8}\d"),
    ("header", r"(?:rapporteur|commission|service|direction|pole|matiere|nomenclature|reference)e?s? ?:|registre des deliberations"),
    ("presence", r"(?:membres |conseillers |elus )?presente?s? ?:|(?:absente?s?|excusee?s?|representee?s?|pouvoirs?|procurations?|secretaires?(?: de (?:la )?seance)?|presidente?|quorum|votants?) ?:"),
    ("presence", r"absents?\b(?: |$)|nombre (?:total )?(?:de |des )?(?:membres|conseillers|elus|delegues|votants|presents|pouvoirs|suffrages)|(?:membres|conseillers|elus) (?:en exercice|presents)|en exercice"),
    ("presence", r"(?:m\.|mme|monsieur|madame|[a-z' -]{3,40}) (?:a ete|est) (?:designee?|elue?|nommee?) (?:comme )?secretaire|le quorum\b"),
    ("heading", r"objet ?:"),
    ("considerants", r"considerant\b(?! (?:comme|ainsi))"),
    ("expose", r"(?:expose (?:des motifs|du (?:maire|president|rapporteur))|rapport (?:de presentation|du (?:maire|president)))\b|(?:le|la|m\.|mme|monsieur|madame)[^.:;]{0,60} (?:rapporte|expose|rappelle|presente|indique|informe|explique)\b"),
    ("dispositif", rf"(?:le|la|l'|les membres du) ?{COUNCIL}[^.;]{{0,120}}?\b(?:delibere|decide|arrete)\b|sur (?:la )?proposition d"),
    ("dispositif", r"(?:delibere|decide|arrete)(?:,? a l'unanimite)?\s*(?::|$)|article (?:1er|1|premier|unique)\b"),
    ("vote", rf"(?:le|la|l') ?{COUNCIL},?(?: a l'unanimite,?)? (?:adopte|approuve|prend acte|a pris acte|accepte|rejette|vote)\b|dont acte\b|prend acte\b|prennent acte\b|(?:resultats? du )?votes? ?:|(?:affaire|question|rapport|deliberation)? ?retiree?\b"),
    ("vote", r"(?:la|le|l'|cette|ce) ?(?:presente? )?(?:deliberation|projet|rapport|proposition|question|affaire|motion|voeu|amendement)\b[^.;:]{0,40}\bmise?s? aux voix"),
    ("vote", r"(?:contre|abstentions?) ?: ?(?:\d{1,3}\b|/|$)|adopte\b|\d{1,3} (?:voix )?pour\b(?! (?:le|la|les|l'|un|une|des)\b)|suffrages exprimes"),
    ("vote", r"(?:deliberation |rapport |question )?(?:adopte|approuve|rejete)e?s?\.?(?:$| (?=pour ?:))|pour ?:\s*$"),
    ("vote", rf"(?:{_MATTER}) [^.;]{{0,60}}?(?:adopte|approuve|rejete|retire|ajourne)e?s?\b|(?:accord )?(?:a l')?unanim(?:ite|e)\b|accord unanime\b"),
    ("vote", r"(?:m\.|mme|mmes|mm\.|monsieur|madame|sont|est)[^.;:]{0,80} (?:est|sont) (?:proclame|elu|declare)e?s? (?!secretaire)"),
    ("vote", r"(?:le|la) (?:maire|presidente?) retire (?:l'|cette |ce |la |le )?(?:affaire|question|point|dossier|rapport|deliberation|projet)\b"),
    ("vote", rf"par (?:\d{{1,3}}|{_NUMERAL}) voix\b|votants? ?: ?\d{{1,3}}\b.{{0,40}}\bpour ?: ?\d"),
    ("signatures", r"fait (?:a|en) [a-z' -]{2,40},? le\b|(?:monsieur |madame |m\. |mme )?(?:le|la) (?:maire|president|presidente|secretaire de seance),?\s*$|ont signe|signe ?:"),
    ("executoire", r"(?:publie|affiche|notifie|transmis|depose|recu)e?s? (?:le|en|au|a la)\b|la presente deliberation (?:peut|pourra)|(?:le )?tribunal administratif"),
    ("dispositif", rf"(?:(?:apres|oui|entendu|sur|par|a l'unanimite|a la majorite)\b[^.;:]{{0,140}}?, ?)?(?:le|la|l'|les membres (?:du|de la)) ?{COUNCIL}\b[^.;]{{0,140}}?{_TOLD}\b{_PRESENT}\b"),
    ("annex", r"annexes?\b(?: ?(?:n ?° ?)?\d{1,2}\b| ?[:a-z-]|\s*$)"),
)  # fmt: skip
DECIDES = re.compile(
    rf"(?:^|[.;:\n] ?|, )(?:le|la|l'|les membres (?:du|de la)|les elus,? ?)? ?(?:{COUNCIL}|membres presents)\b[^.;]{{0,140}}?{_TOLD}\b{_PRESENT}\b"
    r"|\bapres en avoir delibere\b|\b(?:adopte|approuve|accepte|vote)e?s? (?:a|par|avec)\b(?: l'| la)? ?(?:unanimite|majorite|\d+ voix)"
    r"|^(?:vote ?:? ?)?(?:accord )?(?:a l')?unanim(?:ite|e)\b|\baccord unanime\b|\bpar \d{1,3} voix\b|^(?:est|sont) (?:elu|designe)e?s?\b"
    r"|\b(?:est|sont) (?:proclame|elu)e?s? \w|\b(?:obtien(?:t|nent)|(?:a|ont) obtenu ?:?) ?[^.;]{0,60}?\d+ (?:voix|suffrages)\b|\b(?:est|sont) (?:adopte|approuve|rejete)e?s?\b"
    r"|\b(?:affaire|question|point|dossier|rapport|deliberation|projet)\b[^.;]{0,30} (?:est |a ete )?(?:retire|ajourne)e?s?\b"
    r"|\bretire (?:l'|cette |ce |la |le )?(?:affaire|question|point|dossier|rapport|deliberation|projet)\b"
    r"|\b\d{1,3} (?:voix |votes? )?pour\b[ ,;/-]{1,3}(?:et )?\d{1,3} (?:voix |votes? )?(?:contre|abstention)"
)
"""A decision in running text, on folded text: the council in the present tense, the formula, or a result.

Accents are folded away, so « a décidé », « ayant approuvé » are told from the present by the word before."""
_PATTERNS = (
    *((zone, True, re.compile(rf"\b(?P<cue>{pattern})")) for zone, pattern in _ANYWHERE),
    *((zone, False, re.compile(rf"\b(?P<cue>{pattern})")) for zone, pattern in _LOOSE),
)
_NEEDLES = (
    "registre", "proces-verbal", "delibere", "est ", "invite", "appele", "prie", "pour", "acte", "conforme", "fait et",
    "executoire", "recours", "republique", "presen", "presiden", "pouvoir", "procuration", "unanimite", "majorite",
)  # fmt: skip
"""A text that holds none of them holds no cue of `_PATTERNS`: most passages of a debate."""
_START_PATTERNS = tuple(
    (zone, re.compile(rf" ?[-*•➢( ]*(?P<cue>{pattern})", re.MULTILINE)) for zone, pattern in _AT_START
)
_ANY_START = re.compile(rf" ?[-*•➢( ]*(?:{'|'.join(f'(?:{pattern})' for _, pattern in _AT_START)})", re.MULTILINE)
"""One look where twenty would find nothing."""
_SENTENCE_END = re.compile(r"[.;:!?\n]")
_VERB = re.compile(rf"(?:^|(?<=[.;:,!?\n]) ?)[-*• ]*(?P<cue>{_VERBS})\b", re.MULTILINE)
_STAMP = re.compile(
    r"accuse de reception|envoye?e? en prefecture|envoi (?:en )?prefecture|recu en prefecture|reception (?:en |par la )?prefecture|"
    r"date de (?:tele)?transmission|acte certifie executoire$|^affiche le ?[\d/]*$|^id ?:"
)  # fmt: skip
MOVEMENT = re.compile(
    r"\b(?:entre|sort|quitte|rejoint|revien|arrive|reprend|se retire|s'absente)\w*\b[^.]{0,80}\bseance\b|\bdonn\w+ (?:procuration|pouvoir) a\b|\bne (?:prend|prennent|participe\w*) pas (?:part )?(?:au|a la) (?:vote|deliberation|debat)"
)
"""Members who come, go, or take no part: lines between the acts of minutes, with the names of persons."""
_CIVILITY = r"(?:M\.|MM\.|Mme|Mmes|Mlle|Monsieur|Madame|Messieurs|Mesdames)"
_TELLS = r"(?:rapporte|expose|présente|donne lecture|rapporteure?)"
_SPEAKER = re.compile(
    rf"(?P<civility>{_CIVILITY}\s+|(?:Le|La)\s+(?=[Mm]aire|[Pp]résident))?"
    r"(?P<name>(?:(?:[A-ZÀ-ÖØ-Þa-z][\w'’.-]*|le|la|de|du|des|et),?\s+){0,6}[A-ZÀ-ÖØ-Þ][\w'’.-]*),?"
    rf"(?P<tells>\s+{_TELLS})?\s?:(?!\w)"
)
_RAPPORTEUR = re.compile(
    rf"(?:{_CIVILITY}\s[^.:;]{{0,60}}?|(?<![\w'’-])[A-ZÀ-ÖØ-Þ](?=[\w'’-]{{0,30}}[a-zà-ÿ])[\w'’-]{{1,30}}\s+"
    rf"(?:(?:[Dd][Eeu]|[Ll][Ae]|[Ee][Ll]|[Dd][Ii])\s+){{0,3}}[A-ZÀ-ÖØ-Þ]{{2}}[A-ZÀ-ÖØ-Þ'’ -]{{0,40}}),?\s+{_TELLS}\s?:"
)
"""« Jeanne DUPONT rapporte : », wherever it stands: the report begins there."""


def is_speaker(text: str) -> bool:
    """Whether a passage opens with a speaker and a colon: « Jeanne DUPONT : », « Madame le Maire : ».

    A civility, a surname in capitals or a verb of telling is required: « Tarifs municipaux : » is no speaker.
    """
    match = _SPEAKER.match(text)
    if match is None:
        return False
    surname = re.search(r"(?<![\w'’-])[A-ZÀ-ÖØ-Þ]{2}[A-ZÀ-ÖØ-Þ'’-]+(?![\w'’-])", match["name"])
    return bool(match["civility"] or match["tells"] or (surname and " " in match["name"].strip()))


@functools.lru_cache(maxsize=4096)
def cues_in(text: str) -> Sequence[Cue]:
    """The cues of one passage, in order, one a place; where two open at one place the strong one counts.

    Splitting, titles and zones ask for the same passages: the last answers are kept.
    """
    folded = fold(text)
    cues = [Cue(start, "visas", strong=False) for start in visa_starts(text)]
    for zone, strong, pattern in _PATTERNS if any(needle in folded for needle in _NEEDLES) else ():
        cues += [Cue(match.start("cue"), zone, strong) for match in pattern.finditer(folded)]
    cues += _cues_at_starts(folded, text)
    cues += [
        Cue(match.start("cue"), "dispositif", strong=False)
        for match in _VERB.finditer(folded)
        if text[match.start("cue") : match.end("cue")].isupper()
    ]
    cues += [Cue(match.start(), "expose", strong=True) for match in _RAPPORTEUR.finditer(text)]
    kept: dict[int, Cue] = {}
    for cue in sorted(cues, key=lambda cue: (cue.start, not cue.strong)):
        kept.setdefault(cue.start, cue)
    return tuple(kept.values())


def _cues_at_starts(folded: str, text: str) -> list[Cue]:
    """Cues that open a passage, a line, a cell or a sentence: tried at those places only, not at every character."""
    places = [0, *(match.end() for match in _SENTENCE_END.finditer(folded))]
    if "\t" in text:
        places = sorted({*places, *(match.end() for match in re.finditer("\t", text))})
    places = [place for place in places if _ANY_START.match(folded, place)]
    cues = []
    for zone, pattern in _START_PATTERNS:
        free = 0
        for place in places:
            match = pattern.match(folded, place) if place >= free else None
            if match:
                cues.append(Cue(match.start("cue"), zone, strong=False))
                free = match.end()
    return cues


def is_stamp(text: str) -> bool:
    """Whether a short passage is the print of a receipt, whatever its role: it may cut any zone in two."""
    return len(text) <= 400 and bool(IDENTIFIER.search(text) or _STAMP.search(fold(text).strip()))


def is_names(text: str) -> bool:
    """Whether a passage is a list of persons: nearly all its words are capitalised, several are all capitals.

    One name alone has one surname in capitals; a title in capitals has no commas and no first names.
    """
    words = re.findall(r"[^\W\d_][\w'’-]*", text)
    particles = {"de", "du", "la", "le", "el", "d", "a", "van", "von", "di", "da"} | (
        {"et", "des", "à", "pouvoir", "procuration"} if "," in text else set()
    )
    names = [word for word in words if word.lower() not in particles and word not in ("M", "Mme", "MM", "Mmes", "Mlle")]
    if not names:
        return not words
    capitals = sum(word.isupper() and len(word) > 1 for word in names)
    mixed = sum(word[0].isupper() and not word.isupper() for word in names)
    return (
        capitals + mixed >= 0.9 * len(names)
        and capitals >= 0.3 * len(names)
        and mixed >= 0.25 * len(names)
        and ("," in text or len(names) <= 4)
    )
