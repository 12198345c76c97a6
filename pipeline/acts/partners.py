"""Partner countries and cities that an act names.

A name counts unless the words beside it tell that it is something else: a street, a school, a person, a war, a thing,
the title of a treaty. A name that is more often that of a commune of France counts only beside its country.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.acts.fold import fold
from pipeline.acts.gazetteer import Entry, Mention, given_names, mentions_in
from pipeline.acts.territories import departments_in

NEAR_CHARACTERS = 60
"""Between a doubtful name and the sure one that supports it. In 5.5 million characters of a city's acts (2009-2014) the
four that have one in their passage have it within 5; 60 leaves room for a list of four towns."""
_BEFORE_CHARACTERS = 70  # a head with its adjectives, « groupe scolaire maternelle et élémentaire publique de la »

_WAYS = (
    r"rues?|avenues?|av|boulevards?|bds?|blvd|places?|pl|squares?|ponts?|quais?|allees?|impasses?|carrefours?|giratoires?|chemins?|routes?"
    r"|passages?|cours|esplanades?|mails?|rond[ -]points?|ronds[ -]points|quartiers?|residences?|portes?|faubourgs?"
    r"|villas?|hotels?|cites?|parcs?|jardins?|clos|lotissements?|immeubles?|tours?|palais|tunnels?|promenades?|voies?"
    r"|ecoles?|groupes? scolaires?|gs|lycees?|colleges?|creches?|maternelles?|elementaires?|gymnases?|stades?|salles?"
    r"|gares?|stations?|haltes?|arrets?|parkings?|cafes?|restaurants?|zac|fc|as"
)
_WARS = r"guerres?|corps expeditionnaire|combats?|combattants?|rapatries|harkis|appeles|morts|prisonniers"  # « de », « en », « au »
_HISTORY = (
    r"batailles?|campagnes?|expeditions?|evenements|retirada|independance|colonisation|protectorat|liberation|genocide"
)
_TITLES = (
    r"accords?|traites?|conventions?|protocoles?|chartes?|declarations?|processus|strategie|agenda|sommets?|conferences?"
    r"|statuts?|pacte|prix|rallyes?"
)
_CROWNS = r"rois?|reines?|princes?|princesses?|empereurs?|imperatrices?|infante?s?|ducs?|duchesses?|comtes?|comtesses?"
_THINGS = (
    r"chenes?|cochons?|noix|encres?|marron(?:nier)?s?|[oœ]e?illets?|figuiers?|cannes?|coqs?|jambons?|bois|eaux?|huiles?"
    r"|cedres?|rosiers?|roses?|lilas|pins?|cypres|lauriers?|genets?|jasmins?|palmiers?|savons?|toiles?|papiers?|blanc"
    r"|marbres?|croix|ordre|syndrome|vins?|the|cacao|poivre|porcelaines?|ombres?|tortues?|frelons?|grenadiers?|vert|bleu"
)
_LIVES = r"nee?s?|morte?s?|decedee?s?"  # « né le 3 mai 1901 à Turin en Italie »
_ADJECTIVES = (
    r"maternelles?|elementaires?|primaires?|publi(?:c|que)s?|municipa(?:l|le|ux)|priv[e]{1,2}s?|techniques?|francais"
    r"|internationa(?:l|le|ux)|superieure?s?|polyvalente?|professionnel|general|nationale?|cadre|europeenne?|scolaires?"
    r"|mixte|et|civile|militaires?|pour la france|contre|vertes?|noirs?|dite?s?"
)
_ARTICLES = r"de la |de l'|d'|de |du |des |d |l'|la |le |les "
_ELSEWHERE = re.compile(
    rf"\b(?:(?P<list>{_WARS})(?:[ -](?:{_ADJECTIVES}))* (?:{_ARTICLES}|en |au |aux )+"
    rf"|(?:{_LIVES})(?: le \w+ \w+ \w+)? (?:a [\w-]+ \(?)?(?:a |en |au |aux )?"
    rf"|(?P<way>{_WAYS})\.?(?:[ -](?:{_ADJECTIVES}))* ?[\"(]? ?(?:{_ARTICLES})?"
    rf"|(?:{_HISTORY}|{_TITLES}|{_CROWNS}|{_THINGS})(?:[ -](?:{_ADJECTIVES}))* (?:{_ARTICLES}))\Z"
)
_PLURAL = re.compile(r"(?!cours|clos|palais|as\b)\w+s\Z")
_AND = re.compile(rf" ?(?:,|/|-|et|ou|, et)? ?(?:{_ARTICLES}|en |au |aux )*")
_PERSON = re.compile(
    r"(?:\b(?:MM?|M[mM][eE]s?|M[lL]{2}[eE]s?|M[rR]|Me|Dr|Pr|Monsieur|Madame|Mademoiselle|Messieurs|Mesdames|Docteur"
    r"|Professeur|MONSIEUR|MADAME|Abbé|Général|Colonel|Maître)\.?\s+(?:[A-ZÀ-Þ][\w'’-]*\.?\s+){0,2}|\b[A-Z]\.\s?)\Z"
)
_GIVEN = re.compile(r"(?<!saint[ -])(?<!st[ -])\b([^\W\d_]+) (?:d'|de )?\Z")
_LISTED = re.compile(
    r"\b(?i:écoles|ecoles|groupes scolaires|collèges|lycées|crèches|rues|avenues|places)\s?:?\s+"
    r"(?:[A-ZÀ-Þ][\w'’.-]*,?\s+(?:et\s+)?)+\Z"
)  # « écoles : Jules Ferry, Pays-Bas et Louise Michel »
_SIGN = re.compile(r" (?:cafe|bar|street|road|palace|club|airlines)\b")  # of a house, a company: « Cuba Café »
_BRACKET = re.compile(r"\s?\([^()\d]{2,40}\)")


class FoundPartner(NamedTuple):
    """A country or a place abroad where a text names it."""

    start: int  # code points, half-open
    end: int
    country: str  # ISO 3166-1 alpha-2
    place: str | None  # city, region or province as in the gazetteer; none for a country


def partners_in(text: str) -> list[FoundPartner]:
    """Partner countries and places, in the order of the text.

    « la ville de Bamako (Mali) » names two. France and its overseas territories are none. A name is read as a partner
    wherever it stands for the place: what the act does there is not asked. 1.2 ms for 5,000 characters of real acts.

    Args:
        text: a passage or a part of one; what stands outside it is not known.
    """
    folded = fold(text)
    meant: list[Mention] = []
    end_of_list = -1  # where a list of streets, « rues de Londres et de Rome », or of wars has come to
    for mention in mentions_in(text):
        continues = end_of_list >= 0 and _AND.fullmatch(folded, end_of_list, mention.start)
        head = _head(folded, mention)
        if continues or (head and _opens_list(head)):
            end_of_list = mention.end
        elif not (
            head
            or _SIGN.match(folded, mention.end)
            or _is_proper_name(text, folded, mention)
            or _in_france(text, mention)
        ):
            meant.append(mention)
    found = ((mention, _entry(mention, meant)) for mention in meant)
    return [FoundPartner(one.start, one.end, entry.country, entry.place) for one, entry in found if entry]


def _head(folded: str, mention: Mention) -> re.Match[str] | None:
    """The words before a name that make it something else: « rue de », « guerre d' », « traité de », « noix du »."""
    before = folded[max(0, mention.start - _BEFORE_CHARACTERS) : mention.start].replace("\n", " ")
    return _ELSEWHERE.search(before)


def _opens_list(head: re.Match[str]) -> bool:
    return bool(head["list"] or (head["way"] and _PLURAL.match(head["way"])))


def _is_proper_name(text: str, folded: str, mention: Mention) -> bool:
    """« Mme Allemagne », « M. Jean Roumanie », « Anne d'Autriche »; or one of a list of schools and streets."""
    first = max(0, mention.start - _BEFORE_CHARACTERS)
    before = text[first : mention.start]
    given = _GIVEN.search(folded[first : mention.start])
    if given and given[1] in given_names() and text[first + given.start(1)].isupper():
        return True
    return _PERSON.search(before) is not None or _LISTED.search(before) is not None


def _in_france(text: str, mention: Mention) -> bool:
    """« Montréal (Aude) »: the département settles it."""
    bracket = _BRACKET.match(text, mention.end)
    return bool(bracket and departments_in(bracket[0].strip()))


def _entry(mention: Mention, meant: Sequence[Mention]) -> Entry | None:
    """What a name stands for: what a sure name nearby supports, else what needs none; nothing where two countries may."""
    found = [entry for entry in mention.entries if not entry.near]
    if len(found) < len(mention.entries):
        around = _sure_countries(mention, meant)
        found = [entry for entry in mention.entries if entry.near and entry.country in around] or found
    return found[0] if len(found) == 1 else None


def _sure_countries(mention: Mention, meant: Sequence[Mention]) -> set[str]:
    """Countries that need no support themselves and stand near a mention."""
    return {
        entry.country
        for one in meant
        if one is not mention and max(one.start - mention.end, mention.start - one.end) <= NEAR_CHARACTERS
        for entry in one.entries
        if not entry.near
    }
