"""Figures of a vote as printed: for, against, abstentions, members, unanimity."""

import re

from pipeline.acts.dates import number_of
from pipeline.acts.fold import fold
from pipeline.records import Votes

_WORDS = r"[a-z]+(?:[ -][a-z]+){0,3}?"
_COUNT = rf"(?P<count>\d{{1,3}}(?![\d,.]*\d)|neant|aucune?|{_WORDS})"
_FIGURES = {
    "pour": (r"\bpour ?: ?(?P<count>\d{1,3})\b", r"(?P<count>\d{1,3}|" + _WORDS + r") (?:voix|votes?) pour\b", r"\bvotes? pour ?: ?(?P<count>\d{1,3})\b",
             r"(?P<count>\d{1,3}) pour\b(?= ?[,;/)-]|$)", r"\bpour (?P<count>\d{1,3})\b(?= ?[,;/-]? ?(?:voix|contre|abst))"),
    "contre": (
        rf"\bcontre ?: ?{_COUNT}\b", r"(?P<count>\d{1,3}|" + _WORDS + r") (?:voix|votes?) contre\b(?! ?:)",
        r"\bcontre (?P<count>\d{1,3})\b(?= ?[,;/-]? ?(?:voix|abst)|\.?$)", r"\bpour ?[,;/-] ?(?P<count>\d{1,3}) contre\b",
        r"\bpour,? (?:et )?(?P<count>\d{1,3}|" + _WORDS + r") contre\b(?! ?:)",
    ),
    "abstentions": (
        r"\babst(?:entions?|\.)? ?:? ?(?P<count>\d{1,3})\b(?! (?:voix|votes?))", rf"\babstentions?(?: ?\(s\))? ?: ?{_COUNT}\b", r"(?P<count>\d{1,3}|" + _WORDS + r") (?:voix )?abstentions?\b(?! ?(?:\(s\) ?)?:)",
    ),
    "effectif": (
        r"(?:nombre (?:de |des )?)?(?:membres|conseillers|elus|delegues)[a-z ,']{0,40} en exercice(?: du conseil)? ?:? ?(?P<count>\d{1,3})\b",
        r"\b(?:effectif(?: legal)?|en exercice) ?: ?(?P<count>\d{1,3})\b",
    ),
    "presents": (r"\b(?:nombre (?:de |des )?)?(?:(?:membres|conseillers|elus|delegues) )?presents? ?: ?(?P<count>\d{1,3})\b",),
    "votants": (r"\bvotants? ?: ?(?P<count>\d{1,3})\b", r"\bnombre de votants?[a-z ]{0,20}:? ?(?P<count>\d{1,3})\b"),
}  # fmt: skip
_PATTERNS = {name: tuple(map(re.compile, patterns)) for name, patterns in _FIGURES.items()}
_UNANIMOUS = re.compile(r"\b(?:a l'? ?)?unani(?:m|rn)ite\b")
_MAJORITY = re.compile(r"\ba la (?:majorite|pluralite)\b(?! (?:simple|absolue|qualifiee) requise)")

_MISREAD = re.compile(
    r"(?:(?<=pour : )|(?<=contre : )|(?<=abstention : )|(?<=abstentions : ))[olid|]{1,2}(?![\w'])|(?<![\w'])(?:[1-9][oil|]|[il|]\d)(?= (?:voix|pour|contre|abst))"
)
"""« Contre : l », « 1O voix »: letters that OCR puts for figures, where nothing but a figure can stand."""
_AS_FIGURE = str.maketrans("oild|", "01101")
_BALLOT = ("pour", "contre", "abstentions")
_WHOLE = re.compile(r"(?:^|\n|[.;] ?)(?:vote sur )?(?:l')?ensemble(?: du budget)? ?:|\bvotes? sur l'ensemble\b")
"""The vote on the whole, after those on its parts (sections of a budget)."""


def votes_in(vote: str, attendance: str = "") -> tuple[Votes | None, list[str]]:
    """The figures of a vote, and what does not add up.

    A figure that is not printed stays null: unanimity alone fills nothing, a blank or « / » is no zero.

    Args:
        vote: text of the vote zone, one act.
        attendance: text of the attendance zone, where the counters stand.

    Returns:
        The votes, null when neither figure nor word is printed; and warnings in English.
    """
    # lines stay apart: a blank « Contre : » must not take the number that opens the next line
    vote, attendance = fold(vote), fold(attendance)
    misread = sorted({match[0] for match in _MISREAD.finditer(vote)})
    vote = _MISREAD.sub(lambda match: match[0].translate(_AS_FIGURE), vote)
    whole = max((match.end() for match in _WHOLE.finditer(vote)), default=0)
    ballot = {name: _counts(name, vote[whole:]) for name in _BALLOT}
    if not any(ballot.values()):
        ballot = {name: _counts(name, vote) for name in _BALLOT}
    counters = {name: _counts(name, attendance) or _counts(name, vote) for name in ("effectif", "presents", "votants")}
    unanimous = _unanimity(vote)
    first = {name: counts[0] if counts else None for name, counts in (ballot | counters).items()}
    warnings = _inconsistencies(first)
    if any(len(set(counts)) > 1 for counts in ballot.values()):
        warnings.append("several votes are printed; the first one is kept")
    if misread:
        warnings.append(f"figures of the vote read from letters: {', '.join(f'« {figure} »' for figure in misread)}")
    if unanimous is None and all(value is None for value in first.values()):
        return None, warnings
    return Votes(
        first["effectif"], first["presents"], first["pour"], first["contre"], first["abstentions"], unanimous
    ), warnings


def _unanimity(vote: str) -> bool | None:
    """What is printed first decides: « à la majorité » after « à l'unanimité » belongs to another sentence."""
    unanimous, majority = _UNANIMOUS.search(vote), _MAJORITY.search(vote)
    if unanimous and (majority is None or unanimous.start() < majority.start()):
        return True
    return False if majority else None


def _counts(name: str, text: str) -> list[int]:
    counts = []
    for pattern in _PATTERNS[name]:
        for match in pattern.finditer(text):
            value = _count(match["count"])
            if value is not None:
                counts.append(value)
        if counts:
            break
    return counts


def _count(printed: str) -> int | None:
    if printed.isdecimal():
        return int(printed)
    if printed in ("neant", "aucun", "aucune"):
        return 0
    # the words before « contre » may begin before the number: « moins deux » keeps « deux »
    words = printed.replace("-", " ").split()
    for start in range(len(words)):
        number = number_of(" ".join("un" if word == "une" else word for word in words[start:]))
        if number is not None:
            return number
    return None


def _inconsistencies(figures: dict[str, int | None]) -> list[str]:
    """What breaks « pour + contre + abstentions <= votants <= effectif », as far as figures are printed."""
    ballot = sum(figures[name] or 0 for name in ("pour", "contre", "abstentions"))
    warnings = []
    for name in ("votants", "effectif"):
        limit = figures[name]
        if limit is not None and ballot > limit:
            warnings.append(f"votes do not add up: {ballot} votes for {limit} {name}")
    if figures["effectif"] is not None:
        for name in ("presents", "votants"):
            value = figures[name]
            if value is not None and value > figures["effectif"]:
                warnings.append(f"votes do not add up: {value} {name} for {figures['effectif']} effectif")
    return warnings
