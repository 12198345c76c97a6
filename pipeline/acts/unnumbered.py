"""Layouts of minutes without numbers: titles behind a mark, in capitals, or told by their place alone."""

import re
from collections import defaultdict
from collections.abc import Sequence

from pipeline.acts.cues import MOVEMENT, cues_in, is_names, is_speaker
from pipeline.acts.fold import fold
from pipeline.acts.numbers import item_number
from pipeline.acts.outcome import outcome_in
from pipeline.acts.starts import COUNTED, Start, each_decided, listed
from pipeline.records import Passage

_MARK = re.compile(r"(?P<mark>[➢➤➔►▶▪■●◆❖✓*•]{1,3})\s*(?=[^\W\d_])")
_TITLE_LETTERS = (8, 160)
"""Shortest and longest plain title, in code points: « Questions » is too short, a sentence of a report longer."""
_NO_TITLE = re.compile(
    r"(?:ordre du jour|(?:questions?|affaires?|points?|sujets?) divers\w*|informations?(?: diverses?)?|divers|decisions? du maire|la seance|seance|"
    r"fin de (?:la )?seance|prochaine|le maire|la maire|le president|debat|vote|article|annexe|page|signatures?|"
    r"proces|compte[s]?[ -]rendu|liste|releve|commune|ville|mairie|departement|republique|conseil|communaute|metropole|region|"
    r"du \d|etaient|absents?|presents?|pouvoirs?|secretaire|total|recettes|depenses|montant|bonjour|merci)\b"
)

_ALSO_NOUN = re.compile(r"(?:demande|vote|charge|arrete|maintien|vœu|voeu|souhait)\b")
"""« Demande de subvention », « Vote du budget », « Arrêté du plan »: titles, though their word is a verb as well."""
_NO_TITLE_END = re.compile(r"[.,;!?]\s*$|\d ?(?:€|euros?|%)?(?: (?:HT|TTC))?\s*$(?<![ -](?:19|20)\d\d)")
"""A sentence, a sum or a row of figures; « Tarifs 2017 » ends with a year."""


def bulleted(passages: Sequence[Passage], decided: Sequence[int]) -> list[Start]:
    """Titles behind a mark: « ➢ Tarifs 2017 », « * VOIRIE : … »; a dash opens lists only."""
    marks: dict[str, list[Start]] = defaultdict(list)
    for rank, passage in enumerate(passages):
        match = _MARK.match(passage.text) if passage.role in COUNTED else None
        title = passage.text[match.end() :] if match else ""
        if match and not (_NO_TITLE.match(fold(title)) or _is_decided(title)):
            marks[match["mark"]].append(Start(rank, match.end(), None))
    series = []
    for mark in sorted(marks):
        starts = marks[mark]
        agenda = listed(starts, passages, decided)
        kept = [start for rank, start in enumerate(starts) if rank not in agenda]
        series.append(each_decided(kept, decided, different=False))
    return max(series, key=len, default=[])


def capitals(passages: Sequence[Passage], decided: Sequence[int]) -> list[Start]:
    """Titles in capitals."""
    found = [
        Start(rank, 0, None)
        for rank, passage in enumerate(passages)
        if passage.role in ("body", "heading") and 10 <= len(passage.text) <= 250 and _in_capitals(passage.text)
        and _may_be_title(passage.text)
    ]  # fmt: skip
    return _best_of_gaps(found, passages, decided)


def _in_capitals(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return bool(letters) and sum(letter.isupper() for letter in letters) >= 0.9 * len(letters)


def plain_titles(passages: Sequence[Passage], decided: Sequence[int]) -> list[Start]:
    """Titles that only their place tells: a short line without a stop, before the report or the decision."""
    shortest, longest = _TITLE_LETTERS
    found = [
        Start(rank, 0, None)
        for rank, passage in enumerate(passages)
        if passage.role in ("body", "heading")
        and shortest <= len(passage.text) <= longest
        and passage.text[0].isupper()
        and not _NO_TITLE_END.search(passage.text)
        and _may_be_title(passage.text)
    ]
    headings = [start for start in found if passages[start.passage].role == "heading"]
    return max(_best_of_gaps(headings, passages, decided), _best_of_gaps(found, passages, decided), key=len)


def _may_be_title(text: str) -> bool:
    return not (
        cues_in(text)
        or is_names(text)
        or is_speaker(text)
        or _NO_TITLE.match(fold(text))
        or MOVEMENT.search(fold(text))
        or _is_decided(text)
    )


def _is_decided(text: str) -> bool:
    """Whether a line opens with a verb of decision: « Décident d'attribuer les lots », « Fixent les tarifs »."""
    found = outcome_in(text)
    return found is not None and found.start == 0 and not text.isupper() and not _ALSO_NOUN.match(fold(text))


def _best_of_gaps(found: Sequence[Start], passages: Sequence[Passage], decided: Sequence[int]) -> list[Start]:
    """Between two decisions one title, the first; before any decision the last: the head of the minutes is lines too."""
    agenda = listed(found, passages, decided)
    kept: list[Start] = []
    for rank, start in enumerate(found):
        if rank in agenda:
            continue
        if kept and decided[start.passage] == decided[kept[-1].passage]:
            if decided[start.passage]:
                continue
            kept.pop()
        kept.append(start)
    return each_decided(kept, decided, different=False)


def is_title_line(passage: Passage) -> bool:
    """Whether a passage looks like the title of an act: short, no sentence, no vote, no names; its number set aside."""
    shortest, longest = _TITLE_LETTERS
    item = item_number(passage.text)
    text = passage.text[item.title_start if item else 0 :]
    ends = _NO_TITLE_END.search(text) is not None
    return passage.role in COUNTED and shortest <= len(text) <= longest and not ends and _may_be_title(text)
