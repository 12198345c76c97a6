"""The day of the session among the dates of a text."""

import functools
import re

from pipeline.acts.dates import FoundDate, dates_in
from pipeline.acts.fold import fold

_SESSION_CUE = re.compile(
    r"\b(?:seance|reunion|session|assemblee generale)s?(?: [a-z]+){0,3}? (?:du|des|de|en date du)(?: [a-z]+)? :? ?$"
    r"|\b(?:seance|session|date de (?:la )?seance)(?: publique| ordinaire)? ?: ?(?:le )?(?:[a-z]+ )?$"
    r"|\breuni\w*\b(?:(?!convo)[^.]){0,250}\b(?:le|du) (?:[a-z]+ )?$"
    r"|^(?:conseil|assemblee|commission|comite)(?: [a-z']+){0,8} du (?:[a-z]+ )?$"
)
_TITLE_LINE = re.compile(
    r"(?:(?:proces[ -]verba|compte[s]?[ -]rendu|liste|releve|registre|recueil|pv\b|cr\b)[^.:;]{0,120}|"
    r"(?:conseil|assemblee|commission|comite|bureau)(?: [a-z']+){0,8}) (?:du|en date du|tenue? le|reunie? le) (?:[a-z]+ )?"
)
"""« Liste des délibérations examinées par le conseil du … », alone before the date on its line."""
_CITED = re.compile(
    r"(?:approbation|adoption|approuve\w*|adopte\w*|par deliberation|vu|precedente?)\b[^.:]{0,80}$"
    r"|\b(?:convocation|convoque\w*|affich\w+|publiee?s?|publication) (?:le |du |: ?)?(?:[a-z]+ )?$"
)
_APPROVED = re.compile(r"[^.]{0,80}\b(?:adopte|approuve|valide|n'appelle|n'ayant)")
_MINUTES_OF = re.compile(r"\b(?:proces[ -]verba|compte[s]?[ -]rendu|pv\b|cr\b)[^.]{0,80}$")
"""« Le procès-verbal de la réunion du 29 juin est adopté »: an earlier session, as what follows tells."""
_ALONE = re.compile(
    r"(?:(?P<weekday>lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) )?(?P<day>[^,;:-]*?)(?: ?[,-]? ?(?:a )?\d{1,2} ?(?:h|:|heures?)(?: ?\d\d)?)?"
)
_COUNCIL_LINE = re.compile(r"(?:conseil|assemblee|comite|commission|bureau|seance|reunion)\b[a-z' ]{0,60}$")
_MONTHLESS = re.compile(r"\b(?:seance|reunion)s?(?: [a-z]+){0,2} des? \d{1,2}(?:,? \d{1,2})* et $")


@functools.lru_cache(maxsize=4)
def session_dates(text: str) -> tuple[FoundDate, ...]:
    """The dates that a cue of the practice gives as the day of the session, in order.

    « Séance du », « réuni … le », « L'an …, le … ». The date of the convocation, of publication, and of
    an earlier session whose minutes are approved are no session dates. The front of minutes is asked for by each act:
    the last answers are kept.
    """
    lined = fold(text)
    folded, sessions = lined.replace("\n", " "), []
    for found in dates_in(text):
        before = folded[max(0, found.start - 300) : found.start].rstrip() + " "
        opening = found.form == "words" and folded[found.start : found.end].startswith("l")
        line = lined[: found.start].rsplit("\n", 1)[-1].rstrip() + " "
        titled = any(_TITLE_LINE.fullmatch(part) for part in (line.lstrip(), line.rpartition(" - ")[2]))
        earlier = _MINUTES_OF.search(before) and _APPROVED.match(folded, found.end)
        if not earlier and (
            opening
            or titled
            or _stands_alone(lined, found)
            or ((_SESSION_CUE.search(before) or _MONTHLESS.search(before)) and not _CITED.search(before))
        ):
            sessions.append(found)
    return tuple(sessions)


def _stands_alone(folded: str, found: FoundDate) -> bool:
    """« Lundi 28 septembre 2015 – 18 h 30 » on a line of its own, below « CONSEIL MUNICIPAL »."""
    begin = folded.rfind("\n", 0, found.start) + 1
    end = folded.find("\n", found.end)
    line = folded[begin : end if end >= 0 else len(folded)].strip()
    match = _ALONE.fullmatch(line)
    above = folded[: max(begin - 1, 0)].rsplit("\n", 1)[-1].strip()
    return match is not None and match["day"] == folded[found.start : found.end] and bool(_COUNCIL_LINE.match(above))
