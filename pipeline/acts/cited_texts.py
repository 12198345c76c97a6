"""Laws, codes and earlier acts that a text names, each in a normal form (see `citations`)."""

import re
from typing import NamedTuple

from pipeline.acts.dates import MONTHS, dates_in
from pipeline.acts.fold import fold
from pipeline.acts.law_codes import CODE, code_of

_MONTH = "|".join(fold(month) for month in MONTHS)
_DAY = (
    rf"(?:(?:lun|mar|mercre|jeu|vendre|same)di |dimanche )?(?:\d{{1,2}} ?(?:er)? (?:{_MONTH}) \d{{4}}\b"
    r"|\d{4}-\d{2}-\d{2}\b|\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})\b(?![/-]))"
)
_N = r"(?:n ?[°o*\"]\.?|n[or]o?\b\.?|n\.|numeros?) ?:? ?"
"""« n° », and what old files and character recognition make of its sign."""
_OTHER = (
    "loi|decret|ordonnance|circulaire|directive|reglement|code|article|deliberation|arrete|decision|convention|"
    "contrat|marche|avenant|rapport|avis|dossier|lot|permis|modificative|parcelle|et"
)
"""Words that open another citation, or have a number of their own: the number after them is not that of the text."""
_SUBJECT = rf"(?:(?!\b(?:{_OTHER})s?\b)[a-z ,'()-])"
_TOLD = rf"(?:(?!\b(?:{_OTHER.removesuffix('|et')})s?\b|\b(?:par|a ete|ont ete|est|sera|etait)\b)[a-z '()-])"
"""The same without a verb: « la convention a été signée le … » tells, and does not cite."""
_STATE = r"(?P<kind>lois?|decrets?|ordonnances?|circulaires?|instructions?)\b"
_ACT = r"(?P<kind>deliberations?|arretes?|decisions?)\b(?! (?:par|a|aux?|en (?!date|conseil|seance))\b)"
_BODY = (
    r" (?:du|de la|de l'|des|de) ?(?:conseil|assemblee|commission|comite|bureau|ville|commune|president|maire|prefet|"
    r"prefecture|ministre|ministere|departement|region|syndicat|metropole|communaute)[a-z' -]{0,80}?"
)
_NUMBERED = re.compile(
    rf"\b{_STATE}(?:{_SUBJECT}{{0,80}}?(?: du {_DAY})?[ ,(]+{_N}(?P<number>\d[\dlo]{{1,3}}[-./ ]{{1,3}}[\dlo]{{1,5}})\b"
    r"|(?: organique)? (?P<plain>\d{2}(?:\d{2})? ?[-.] ?\d{1,4})\b(?! ?[-/])"
    rf"|{_SUBJECT}{{0,60}}?[ ,(]+(?:{_N}|nor\b ?:? ?)(?:nor ?:? ?)?(?P<nor>[a-z]{{4}} ?\d{{7}} ?[a-z])\b)"
)
"""« loi n° 92-125 », « loi d'orientation n° 92-125 », « loi relative aux …, n° … », « loi 84-53 »: the number names
the text whatever its rank or subject, so that all wordings of one citation have one reference."""
_EUROPEAN = re.compile(
    r"\b(?P<kind>directives?|reglements?)(?: (?:europeenne?|communautaire|general))?"
    rf"(?: ?\(?(?:ue|ce|cee|euratom)(?:, ?euratom)?\)?)? ?(?:{_N})?(?P<number>\d{{2,4}} ?[-/] ?\d{{1,4}})\b(?![-.])"
)
_EARLIER = re.compile(
    rf"\b{_ACT}(?:(?:{_SUBJECT}{{0,60}}?|{_BODY})(?: (?:en date )?du {_DAY})?[ ,(]*{_N}"
    r"(?P<number>[a-z]{0,8}[ ._-]?\d[\w/._-]{0,20}(?:(?<=[-/]) \d[\w/._-]{0,10})?)| (?P<plain>(?:19|20)\d{2} ?[-/_] ?\d[\w/._-]{0,10}))"
)
_DATED = tuple(
    re.compile(rf"\b{kind}{words},? (?:en date )?(?:du|le) (?P<day>{_DAY})")
    for kind, words in (
        (_STATE, rf"{_TOLD}{{0,60}}?"),
        (_ACT + r"(?P<who> prefectoraux?| prefectora\w+| municipa\w+| ministerie\w+)?", rf"(?:{_TOLD}{{0,30}}?|{_BODY})"),
        (r"(?P<kind>conventions?)\b", rf"{_TOLD}{{0,90}}?"),
    )
)  # fmt: skip
_MORE = re.compile(
    rf",?(?: et| ainsi que)? (?P<other>celles? |ceux |celui )?"
    rf"(?:(?:{_N})(?P<number>\d{{2}}(?:\d{{2}})?-\d{{1,5}})\b|(?:en date )?du (?P<day>{_DAY}))"
)
"""« … et n° 83-8 », « … et du 7 février 2007 » after texts of one kind, « … et celle du … » after one."""
_LAW_DAY = re.compile(rf"(?: modifiee?s?)?,? (?:en date )?du {_DAY}")
_SAME = re.compile(r"\b(?:(?:du|de la|de l') meme|dudit|de ladite) (?P<kind>code|loi|decret|ordonnance|arrete)\b")
_ACCENTS = {
    "decret": "décret",
    "reglement": "règlement",
    "deliberation": "délibération",
    "arrete": "arrêté",
    "decision": "décision",
}
_WHO = {" p": " préfectoral", " mu": " municipal", " mi": " ministériel"}


class CitedText(NamedTuple):
    """One text that is named, and where (code points, half-open)."""

    start: int
    end: int
    name: str
    is_code: bool = False
    again: bool = False  # « dudit code », « la même loi »: named before


def texts_in(folded: str) -> list[CitedText]:
    """The texts a folded text names, in order, none over another; the wording with a number wins over the day alone."""
    found = [CitedText(match.start(), match.end(), code_of(match), is_code=True) for match in CODE.finditer(folded)]
    for pattern in (_NUMBERED, _EUROPEAN, _EARLIER, *_DATED):
        for match in pattern.finditer(folded):
            found += _with_more(folded, match)
    kept: list[CitedText] = []
    for text in sorted(found, key=lambda text: text.start):  # stable: at one place, the pattern tried first
        if not kept or text.start >= kept[-1].end:
            kept.append(text)
    return _with_those_named_again(folded, kept)


def _with_more(folded: str, match: re.Match[str]) -> list[CitedText]:
    """The text of one match, and those that share its word: « les lois n° 82-213 et n° 83-8 »."""
    groups = match.groupdict()
    kind = groups["kind"]
    several = kind.endswith("s")
    kind = kind.removesuffix("s")
    day = groups.get("day")
    who = next((name for start, name in _WHO.items() if (groups.get("who") or "").startswith(start)), "")
    name = _dated(kind, who, day) if day else _numbered(kind, groups)
    end = match.end()
    found = [CitedText(match.start(), end, name)] if name else []
    while True:
        after = _LAW_DAY.match(folded, end) if not day else None
        end = after.end() if after else end
        if found:
            found[-1] = found[-1]._replace(end=end)
        more = _MORE.match(folded, end)
        if more is None or not (several or more["other"]) or bool(more["day"]) != bool(day):
            return found
        name = _dated(kind, who, more["day"]) if day else _numbered(kind, more.groupdict())
        start, end = more.start("day" if day else "number"), more.end()
        found += [CitedText(start, end, name)] if name else []


def _numbered(kind: str, groups: dict[str, str | None]) -> str:
    number = groups["number"] or groups.get("plain") or ""
    if groups.get("nor"):
        number = (groups["nor"] or "").replace(" ", "").upper()
    elif kind in ("deliberation", "arrete", "decision"):
        number = re.sub(r"(?<=[-/]) ", "", number).strip(" .-_/").upper()
    else:
        number = re.sub(r"[-./ ]+", "-", number).replace("l", "1").replace("o", "0")
    return f"{_ACCENTS.get(kind, kind)} {number}"


def _dated(kind: str, who: str, day: str | None) -> str:
    """Kind and day; empty where there is no such day."""
    short = re.fullmatch(r"(\d{1,2}[/.-]\d{1,2}[/.-])(\d\d)", day or "")
    if short:  # « 27/10/05 »: acts typed so are younger than 1950
        day = f"{short[1]}{'20' if int(short[2]) < 50 else '19'}{short[2]}"
    dates = dates_in((day or "").replace("1 er", "1er"))
    return f"{_ACCENTS.get(kind, kind)}{who} du {dates[0].date}" if dates else ""


def _with_those_named_again(folded: str, texts: list[CitedText]) -> list[CitedText]:
    """« Dudit code », « la même loi »: the last one of that kind."""
    named, last = list(texts), dict[str, CitedText]()
    before = iter(texts)
    text = next(before, None)
    for match in _SAME.finditer(folded):
        while text is not None and text.end <= match.start():
            last["code" if text.is_code else text.name.partition(" ")[0]] = text
            text = next(before, None)
        same = last.get(_ACCENTS.get(match["kind"], match["kind"]))
        if same:
            named.append(CitedText(match.start("kind"), match.end(), same.name, same.is_code, again=True))
    return sorted(named)
