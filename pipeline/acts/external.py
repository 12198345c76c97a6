"""Whether an act that names a place abroad works with it: cooperation, exchange, agreement, aid, an official journey."""

import re

from pipeline.acts.fold import fold
from pipeline.acts.partners import partners_in

_ABROAD = (
    r"\bcooper\w*+(?! a l'ecole)|\bjumel\w+|\bvilles? soeurs?\b|\b(?:action|relation|solidarite|aide|mobilite)s? internationales?\b"
    r"|\bhumanitaires?\b|\bco-?developpement\b|\btransfrontali\w+"
)
_EXTERNAL = re.compile(_ABROAD)
"""Words that mark an act as one of external action, whatever place they stand beside."""
_WITH = re.compile(
    rf"{_ABROAD}|\bpartenari\w+|\bpartenaires? (?:etrang|europeen|internation)\w+|\bmandats? specia\w+"
    r"|\bechanges? (?:avec|entre|culturels?|scolaires?|internationaux|universitaires?|economiques?|linguistiques?|d'experiences?)\b"
    r"|\bconventions? (?:[a-z-]+ ){0,4}avec\b|\baccords?[ -](?:cadres?|de (?:cooperation|partenariat|jumelage)|d'amitie)\b"
    r"|\bprotocoles? d'(?:accord|amitie|entente)\b|\bmissions? (?:a|au|aux|en)\b|\bdeplacements? (?:officiels? )?(?:a|au|aux|en)\b"
    r"|\bdelegations? (?:officielles?|municipales?|de la ville|d'elus|composees?|venues?)\b|\b(?:aide|secours|fonds) d'urgence\b"
)
"""Words by which a sentence speaks of working with someone, of aid, or of an official journey."""
_WISH = re.compile(r"\b(?:voeux?|vœux?|motions?)\b")
"""A wish on the affairs of the world names parties, not partners."""
_SENTENCE_END = re.compile(r"(?<=[a-z0-9)\"%]{2})[.;!?]\s+|\n")


def is_external(title: str) -> bool:
    """Whether a title speaks of external action, or names a place abroad; a wish or motion must do the former.

    Args:
        title: of an act.
    """
    folded = fold(title)
    return bool(_EXTERNAL.search(folded)) or (not _WISH.search(folded) and bool(partners_in(title)))


def tells_of_work(text: str, start: int, end: int) -> bool:
    """Whether the sentence, or the cell of a table, around a name speaks of working with someone.

    Args:
        text: one passage.
        start: code point where the name begins.
        end: where it ends.
    """
    folded = fold(text.replace("\t", "\n"))
    first = max((cut.end() for cut in _SENTENCE_END.finditer(folded, 0, start)), default=0)
    last = next((cut.start() for cut in _SENTENCE_END.finditer(folded, end)), len(folded))
    return _WITH.search(folded, first, last) is not None
