"""Minutes -> acts: where each act begins, or nowhere when no layout holds.

A layout is believed only when every segment it makes holds a decision; numbers must rise. One unsplit
document is better than invented acts.
"""

import itertools
import re
from collections.abc import Sequence

from pipeline.acts import layouts, unnumbered
from pipeline.acts.cues import DECIDES, cues_in
from pipeline.acts.fold import fold
from pipeline.acts.items import SPEAKER_BEFORE, numbered
from pipeline.acts.outcome import outcome_in
from pipeline.acts.starts import COUNTED, Start
from pipeline.records import Passage

__all__ = ["Start", "act_starts", "closing_start"]

_UNNUMBERED = re.compile(
    r"(?:adoption|approbation)[a-z ]{0,20} (?:de l'ordre du jour|d(?:u|es) (?:proces[ -]verba|compte[s]?[ -]rendu|pv\b))|(?:voeu|vœu|motion)\b"
)
_CLOSING_MATTER = re.compile(
    r"(?:[\divx]{1,4} ?[.)/-]+ ?|[-*•] ?)?(?:questions? (?:et informations? )?diverses?|informations?(?: et questions?)? diverses?|"
    r"informations?(?: du maire| du president)?$|divers$|(?:plus rien|l'ordre du jour) (?:n'etant|etant)|"
    r"(?:la )?seance (?:est )?(?:levee|close)|prochaine (?:reunion|seance))"
)
_WEAK = 3
"""Acts from which a layout without numbers is believed: two titles by chance are not rare in a report."""


def act_starts(passages: Sequence[Passage]) -> list[Start]:
    """Where the acts of minutes begin, in order; empty when no layout is accepted.

    The layout that finds most acts wins, the stronger at equal numbers: extracts joined in one file, numbers that
    close the title, numbers that open it, numbered items, « Objet : » lines; titles in capitals or behind a
    mark, then plain ones, only when none of these holds.

    Args:
        passages: passages of the whole document, in reading order.
    """
    decided = list(itertools.accumulate((_decides(passage) for passage in passages), initial=0))
    strong = (layouts.extracts, layouts.closing_numbers, layouts.labelled, numbered, layouts.objets)
    best = max((layout(passages, decided) for layout in strong), key=len)
    if len(best) < 2:
        marked = max(unnumbered.capitals(passages, decided), unnumbered.bulleted(passages, decided), key=len)
        weak = (marked, unnumbered.plain_titles(passages, decided))
        best = next((starts for starts in weak if len(starts) >= _WEAK), [])
    return _with_unnumbered(best, passages, decided) if best and not best[0].extract else best


def closing_start(passages: Sequence[Passage]) -> int:
    """Rank of the passage from which the minutes only close: « Questions diverses », « La séance est levée ».

    Args:
        passages: passages of the last act.

    Returns:
        The number of passages where nothing closes, or where something is decided later on.
    """
    for rank, passage in enumerate(passages):
        closes = rank > 0 and len(passage.text) <= 200 and _CLOSING_MATTER.match(fold(passage.text))
        if closes and not any(map(_decides, passages[rank:])):
            return rank
    return len(passages)


def _decides(passage: Passage) -> bool:
    """Whether a passage holds a decision: a vote, the formula, a verb of decision in capitals or of the council."""
    if passage.role not in COUNTED:
        return False
    text = passage.text
    for cue in cues_in(text):
        if cue.zone == "vote":
            return True
        words = text[cue.start : cue.start + 8]
        if cue.zone == "dispositif" and (
            fold(words) == "apres en" or (words.isupper() and not words.startswith("ARTICLE"))
        ):
            return True
    if DECIDES.search(fold(text)):
        return True
    cells = text.split("\t")
    return len(cells) > 1 and any(outcome_in(cell) is not None for cell in cells[1:] if len(cell) <= 60)


def _with_unnumbered(starts: list[Start], passages: Sequence[Passage], decided: Sequence[int]) -> list[Start]:
    """Add the acts that minutes leave without a number: approval of the last minutes, a vœu, a motion."""
    found = []
    for rank, passage in enumerate(passages):
        if passage.role not in COUNTED or len(passage.text) > 400:
            continue
        speaker = SPEAKER_BEFORE.match(passage.text[:80])
        places = [0] + ([speaker.end()] if speaker else [])
        place = next((place for place in places if _UNNUMBERED.match(fold(passage.text[place:]).lstrip("*-. "))), None)
        if place is not None:
            found.append(Start(rank, place, None))
    taken = {start.passage for start in starts}
    result: list[Start] = []
    for start in sorted([*starts, *(start for start in found if start.passage not in taken)]):
        following = min((other.passage for other in starts if other.passage > start.passage), default=len(passages))
        if start.passage in taken or (
            decided[following] > decided[start.passage]
            and (not result or decided[start.passage] > decided[result[-1].passage])
        ):
            result.append(start)
    return result
