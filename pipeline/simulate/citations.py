"""What acts cite in their visas, and from when: law titles rise after their law whatever the authors say."""

import datetime as dt
from typing import NamedTuple

from pipeline.simulate.french import day_printed


class Citation(NamedTuple):
    """One « Vu … »: marked text, the law or code it refers to, and the days between which acts cite it."""

    text: str
    reference: str | None  # `{day}`: that which the text prints
    first: dt.date
    last: dt.date
    abroad: bool  # cited only by acts about action abroad
    odds: float  # share of the acts that cite it while it stands


_ALWAYS = dt.date(1900, 1, 1)
_NEVER = dt.date(2999, 12, 31)


def _cited(
    text: str, reference: str | None, odds: float, first: str = "", last: str = "", *, abroad: bool = True
) -> Citation:
    begin = dt.date.fromisoformat(first) if first else _ALWAYS
    end = dt.date.fromisoformat(last) if last else _NEVER
    return Citation(text, reference, begin, end, abroad, odds)


def reference_of(cited: Citation, printed: str) -> str | None:
    """What a visa refers to, given its text as it is printed."""
    if cited.reference is None or "{day}" not in cited.reference:
        return cited.reference
    return cited.reference.format(day=day_printed(printed))


CITATIONS: tuple[Citation, ...] = (
    _cited("le code des communes", "code des communes", 0.9, last="1996-02-23", abroad=False),
    _cited("le code général des collectivités territoriales, notamment son article L. 2121-29", "L2121-29 CGCT", 0.55,
           "1996-02-24", abroad=False),
    _cited("le code général des collectivités territoriales, notamment ses articles L. 1115-1 et suivants", "L1115-1 CGCT",
           0.75, "2000-01-01"),
    _cited("la loi n° 82-213 du 2 mars 1982 relative aux droits et libertés des communes, des départements et des régions",
           "loi 82-213", 0.35, last="2000-01-01", abroad=False),
    _cited("la loi n° 92-125 du 6 février 1992 relative à l'administration territoriale de la République", "loi 92-125",
           0.45, "1992-02-08", "2006-12-31"),
    _cited("la loi d'orientation n° 92-125 du 6 février 1992, notamment son titre IV : de la ‹CD|coopération décentralisée›",
           "loi 92-125", 0.25, "1992-02-08", "2006-12-31"),
    _cited("la loi n° 2005-95 du 9 février 2005 relative à la ‹CI|coopération internationale› des collectivités territoriales "
           "dans les domaines de l'alimentation en eau et de l'assainissement", "loi 2005-95", 0.15, "2005-02-11"),
    _cited("la loi n° 2007-147 du 2 février 2007 relative à l'‹AECT|action extérieure des collectivités territoriales› et de "
           "leurs groupements", "loi 2007-147", 0.6, "2007-02-07"),
    _cited("la loi n° 2014-773 du 7 juillet 2014 d'orientation et de programmation relative à la politique de développement "
           "et de ‹CI|solidarité internationale›", "loi 2014-773", 0.5, "2014-07-10"),
    _cited("la loi n° 2016-1657 du 5 décembre 2016 relative à l'‹AECT|action extérieure des collectivités territoriales› et à "
           "la coopération des outre-mer dans leur environnement régional", "loi 2016-1657", 0.2, "2016-12-07"),
    _cited("la circulaire du 24 mai 2018 relative au cadre juridique de l'‹AECT|action extérieure des collectivités "
           "territoriales›", "circulaire du 2018-05-24", 0.2, "2018-06-01"),
    _cited("le décret n° 94-937 du 24 octobre 1994 relatif à la Commission nationale de la ‹CD|coopération décentralisée›",
           "décret 94-937", 0.15, "1994-10-27", "2006-05-08"),
    _cited("la convention de ‹CD|coopération décentralisée› signée avec {ville} le {earlier_date}",
           "convention du {day}", 0.4),
    _cited("la délibération du {council} en date du {earlier_date}", "délibération du {day}", 0.5, abroad=False),
    _cited("l'avis de la commission des ‹RI|relations internationales›", None, 0.2),
    _cited("l'avis de la commission des finances", None, 0.4, abroad=False),
    _cited("le budget primitif de l'exercice {year}", None, 0.3, abroad=False),
)  # fmt: skip
