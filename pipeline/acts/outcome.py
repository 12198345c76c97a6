"""What became of an act: adopted, approved, noted, rejected, withdrawn, or another decision; the verb as printed."""

import re
from typing import NamedTuple

from pipeline.acts.fold import fold
from pipeline.records import ActOutcome

_VERBS: tuple[tuple[ActOutcome, str], ...] = (
    (
        "retire",
        r"(?:affaire|question|point|dossier|rapport|deliberation|projet)?,? ?(?:est |a ete |sont )?retire(?:e|s|es)?\b(?= de l'ordre|[ .)]*$| par | a la demande)|\bretire (?:l'|cette |ce |la |le )?(?:affaire|question|point|dossier|rapport|deliberation|projet)\b|\bajournee?s?\b|(?:question|point|affaire|dossier|deliberation|rapport) (?:est |a ete )?reportee?\b",
    ),
    ("rejette", r"\b(?:rejette|rejetee?s?|refuse|repousse|n'(?:est|a) pas (?:ete )?(?:adopte|approuve)\w*|avis defavorable|desapprouve)\b"),
    ("prend_acte", r"\b(?:prend|prennent|pris|prenne|prendre)\s+acte\b|\bdont acte\b|\bdonne(?:e?s?|nt)? acte\b|\bacte est (?:pris|donne)\b"),
    ("adopte", r"\badopte(?:e|s|es|nt)?\b|\badopter\b"),
    ("approuve", r"\b(?:approuve|accepte|valide|enterine)(?:e|s|es|nt|r)?\b|\b(?:emet|donne|rend)(?:tent|nent)? un avis favorable\b|\bavis favorable a l'unanimite\b|\baccord (?:unanime|a l'unanimite)|\bdonne(?:nt)? (?:son|leur) accord\b"),
    (
        "autre",
        (r"\b(?:autorise|decide|fixe|designe|attribue|accorde|octroie|arrete|elit|retient|choisit|se prononce|nomme|proclame|desaffecte|institue|cree|constate|confirme|vote(?! ?:)|donne|"
        r"emet|habilite|mandate|sollicite|charge|proroge|modifie|abroge|dit|precise|demande|ratifie|opte|deleguee?|maintient|exonere|renouvelle|prononce|souhaite|"
        r"s'oppose|soutient|affirme|reaffirme|rappelle|declare|renonce|admet|retient|s'engage|adhere|instaure|affecte|cede|acquiert|garantit|reitere|est elue?|sont elue?s|"
        r"sont designee?s|est designee?|(?:est|sont) proclamee?s?|(?:a|ont) obtenue?s?|obtien)(?:nt|t)?\b"),
    ),
)  # fmt: skip
_PATTERNS = tuple((outcome, re.compile(pattern)) for outcome, pattern in _VERBS)
_INFINITIVE = re.compile(
    r"\b(?:decide(?:nt)?|delibere(?:nt)?),?(?: a l'unanimite(?: des [a-z ]{0,40})?,?| a la majorite(?: des [a-z ]{0,40})?,?"
    r"|,? (?:par|avec) \d[^:.;]{0,60},)?\s*(?::|de |d'|(?= ?article (?:1er|1|premier|unique)\b))[\s:•*-]*(?:\d{1,2}[.)°/ -]+|article (?:1er|1|premier|unique) ?[:.-]*)?\s*(?:de |d')?(?P<verb>[a-z]+)"
)
"""« décide de fixer », « DÉCIDE : Article 1 : d'approuver »: the verb that follows is the decision."""
_OF_INFINITIVE: dict[str, ActOutcome] = {
    "adopter": "adopte", "approuver": "approuve", "accepter": "approuve", "valider": "approuve", "enteriner": "approuve",
    "adopte": "adopte", "approuve": "approuve", "accepte": "approuve", "valide": "approuve", "prendre": "prend_acte",
    "prend": "prend_acte", "rejeter": "rejette", "refuser": "rejette", "retirer": "retire",
}  # fmt: skip
_TAKES_NOTE = re.compile(r"\s+acte\b")


class FoundOutcome(NamedTuple):
    """An outcome and the words that say it (code points, half-open)."""

    start: int
    end: int
    outcome: ActOutcome


def outcome_in(text: str) -> FoundOutcome | None:
    """The first decision that a text states; None when it states none.

    « Adopté à l'unanimité » is `adopte`; « approuve », « accepte », « valide », « avis favorable » are `approuve`;
    a withdrawal or a rejection is told by its own words; any other verb of decision is `autre`.

    Args:
        text: vote zone, or dispositif, of one act.
    """
    folded = fold(text).replace("\n", " ")
    found = [
        FoundOutcome(*match.span(), outcome)
        for outcome, pattern in _PATTERNS
        if (match := pattern.search(folded)) is not None
    ]
    after = _INFINITIVE.search(folded)
    if after is not None:
        outcome = _OF_INFINITIVE.get(after["verb"], "autre")
        if outcome == "prend_acte" and not _TAKES_NOTE.match(folded, after.end()):
            outcome = "autre"
        found = [one for one in found if one.start < after.start() or one.outcome in ("retire", "rejette")]
        found.append(FoundOutcome(*after.span(), outcome))
    # at one place the narrower reading counts: « donne acte » before « donne »
    return min(found, key=lambda one: (one.start, -one.end)) if found else None
