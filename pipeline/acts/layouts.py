"""Layouts of minutes with a number or a label for each act, beside plain rising numbers (see `items`)."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from pipeline.acts.cues import cues_in, is_names
from pipeline.acts.fold import figures_read, fold
from pipeline.acts.numbers import item_number, number_in
from pipeline.acts.starts import COUNTED, Start, each_decided, listed
from pipeline.acts.unnumbered import is_title_line
from pipeline.records import Passage

_CLOSING = re.compile(
    r"(?:\( ?n ?° ?:? ?(?P<bracketed>[\w/.-]*\d[\w/.-]*) ?\)|(?<=[\w)\"] )(?:n ?° ?)?(?P<bare>[a-z]{0,6}[-_ ]?(?:19|20)\d\d[-_/.]\d{1,4}))\s*\.?$"
)
"""« Tarifs du port (N° DE_2026_086) », « Tarifs du port DEL2016_021 »: without brackets a year must stand in it."""
_HEADER = re.compile(r"(?:.{0,80}\b)?extrait du (?:registre|proces-verbal)|deliberation n ?°")
_HEADER_PASSAGES = 15
"""Passages after « Extrait du registre » among which the number of the act stands."""

_WORD = r"(?:projet de )?(?:deliberation|delib|dcm|question|point|affaire|dossier|rapport|resolution|sujet|acte)s?"
_CODE = (
    r"(?:[a-z]{1,6}[ ._/-]?)?\d{1,5}(?:(?:[-/_. ]{1,3}(?=\d)|[-/_.](?=[a-z]{0,6}\d|[a-z]{1,6}[-/_.]))[a-z0-9]{1,8}){1,4}"
    r"|[a-z]{1,4}[._/-]?\d{1,4}|[ivx]{1,5}[.-]\d{1,3}|\d{1,4} (?:bis|ter|quater)\b"
)
"""A number in several parts or with letters: « 2018-03-12-05 », « 2019-C-087 », « 4-12 », « III.2 », « 8 bis »."""
_AFTER = (
    r"(?: (?:du|en date du) (?:\d{1,2}(?:er)? [a-z]+ \d{4}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}))?\s*(?:[:–—.)/|-]\s*|\s|$)"
)
_LABELLED = re.compile(
    rf"[-*•➢➤]?\s*(?:(?P<word>{_WORD})\s*(?:n ?° ?:? ?|numero )?(?P<number>{_CODE}|\d{{1,4}})"
    rf"|(?P<sign>n ?° ?:? ?)(?P<signed>{_CODE}|\d{{1,4}})|(?P<bare>{_CODE})){_AFTER}"
)
_NOT_A_CODE = re.compile(
    r"\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2}(?:\d\d)?$|\d{1,3}(?:[ .]\d{3})+$|[a-z]\.? ?\d{3,}|\d{1,2}[. ]?h|(?:19|20)\d\d$|a \d"
)
"""Dates, amounts, articles of codes, hours, lone years, « à 12 »."""
_RISING = 0.75
"""Share of neighbours that must rise for numbers to be a series; citations of earlier acts come in any order, and a
series read out of turn still rises in four pairs of five."""

_REPEATED = ("bis", "ter", "quater")


def extracts(passages: Sequence[Passage], decided: Sequence[int]) -> list[Start]:
    """Extracts of the register joined in one file, each with a header of its own."""
    return each_decided(_extracts(passages), decided, different=True)


def _extracts(passages: Sequence[Passage]) -> Iterator[Start]:
    ranks = [
        rank
        for rank, passage in enumerate(passages)
        if passage.role in ("body", "heading") and _HEADER.match(fold(passage.text))
    ]
    bounds = [*ranks, len(passages)]
    if 2 * sum(_is_header(passages[rank:end]) for rank, end in itertools.pairwise(bounds)) < len(ranks):
        return
    floor = 0
    for rank, end in itertools.pairwise(bounds):
        number = number_in("\n".join(near.text for near in passages[rank : min(end, rank + _HEADER_PASSAGES)]))
        yield Start(_header_start(passages, rank, floor), 0, number.number if number else None, extract=True)
        floor = rank + 1


def _is_header(passages: Sequence[Passage]) -> bool:
    """Whether the register is named, or the session or those present are told: a number alone heads items as well."""
    opening = passages[:_HEADER_PASSAGES]
    later = {cue.zone for passage in opening[1:] for cue in cues_in(passage.text) if cue.start <= 1}
    return "extrait" in fold(opening[0].text) or bool(later & {"header", "presence"})


def _header_start(passages: Sequence[Passage], rank: int, floor: int) -> int:
    """The first line of a header: short lines before « Extrait du registre », such as the collectivité."""
    while rank > floor:
        before = passages[rank - 1]
        zones = {cue.zone for cue in cues_in(before.text)}
        if before.role == "stamp" or len(before.text) > 80 or zones - {"header"} or is_names(before.text):
            break
        if before.text.rstrip().endswith((".", ",", ";")):
            break
        rank -= 1
    return rank


def closing_numbers(passages: Sequence[Passage], decided: Sequence[int]) -> list[Start]:
    """Titles closed by their number: « Tarifs du port (N° DE_2026_086) »."""
    found = []
    for rank, passage in enumerate(passages):
        if passage.role in COUNTED and len(passage.text) <= 600:
            match = _CLOSING.search(fold(passage.text))
            if match:
                start, end = match.span(match.lastgroup or 0)
                found.append(Start(rank, 0, passage.text[start:end]))
    agenda = listed(found, passages, decided)
    kept = each_decided((start for rank, start in enumerate(found) if rank not in agenda), decided, different=True)
    return _with_undecided(kept, found, agenda) if len(kept) >= 2 and _rise(kept) else []


def objets(passages: Sequence[Passage], decided: Sequence[int]) -> list[Start]:
    """« Objet : » lines."""
    found = (
        Start(rank, passage.text.index(":") + 1, None)
        for rank, passage in enumerate(passages)
        if passage.role in COUNTED and fold(passage.text).startswith(("objet :", "objet:"))
    )
    return each_decided(found, decided, different=False)


def labelled(passages: Sequence[Passage], decided: Sequence[int]) -> list[Start]:
    """Lines that open with the number of the act: « Délibération n° 2018-03-01 : … », « 2019-C-087 – … ».

    Also « Question n° 3 », « N° 4-12 … », and the rows of a list of acts. One shape of number is believed: the most
    frequent of those that rise.
    """
    shapes: dict[str, list[Start]] = defaultdict(list)
    for rank, passage in enumerate(passages):
        if passage.role in COUNTED:
            found = _label(rank, passage.text)
            if found:
                shapes[found[0]].append(found[1])
    accepted = []
    for shape in sorted(shapes):
        starts = shapes[shape]
        agenda = listed(starts, passages, decided)
        kept = [start for rank, start in enumerate(starts) if rank not in agenda]
        kept = each_decided(kept, decided, different=True)
        if len(kept) >= 2 and _rise(kept):
            accepted.append(_from_title_above(_with_undecided(kept, starts, agenda), passages))
    return max(accepted, key=len, default=[])


def _from_title_above(starts: Sequence[Start], passages: Sequence[Passage]) -> list[Start]:
    """The acts from the line above their number where that line is the title: « 02. Budget », « Délibération n° 12 ».

    Only where most numbers stand alone, with a title above more often than below: else the line above ends the act
    before.
    """
    alone = [start for start in starts if not passages[start.passage].text[start.title_start :].strip(" :–-")]
    above = [start for start in alone if start.passage > 0 and is_title_line(passages[start.passage - 1])]
    below = [start for start in alone if is_title_line(passages[min(start.passage + 1, len(passages) - 1)])]
    if 2 * len(above) <= len(starts) or len(above) <= len(below):
        return list(starts)
    return [_one_above(start, passages) if start in above else start for start in starts]


def _one_above(start: Start, passages: Sequence[Passage]) -> Start:
    title = item_number(passages[start.passage - 1].text)
    return start._replace(passage=start.passage - 1, title_start=title.title_start if title else 0)


def _with_undecided(kept: Sequence[Start], starts: Sequence[Start], agenda: frozenset[int]) -> list[Start]:
    """The series with the numbers that fit between two of it: withdrawn, or decided in words that are not known."""
    found = list(kept)
    for rank, start in enumerate(starts):
        if rank in agenda or start in kept or start.passage < kept[0].passage:
            continue
        before = max((one for one in found if one.passage < start.passage), key=lambda one: one.passage)
        after = min((one for one in found if one.passage > start.passage), key=lambda one: one.passage, default=None)
        if _parts(before) < _parts(start) and (after is None or _parts(start) < _parts(after)):
            found = sorted([*found, start])
    return found


def _parts(start: Start) -> list[tuple[int, str]]:
    """What rises in a series: figures by value, letters (« A.1 », « B.1 », « III.2 ») by the alphabet."""
    read = figures_read(start.number or "")
    parts = [(int(part), "") if part.isdecimal() else (0, part) for part in re.findall(r"\d+|[a-z]+", read)]
    return [(_REPEATED.index(name) + 1, "") if name in _REPEATED else (figure, name) for figure, name in parts]


def _label(rank: int, text: str) -> tuple[str, Start] | None:
    """The shape of the number that opens a line, and the act that would begin there."""
    folded = fold(text[:200])
    match = _LABELLED.match(folded) or _LABELLED.match(figures_read(text[:200]))
    if match is None:
        return None
    group = next(name for name in ("number", "signed", "bare") if match[name])
    start, end = match.span(group)
    title = text[match.end() :].lstrip()
    if (group != "number" and _NOT_A_CODE.match(folded[start:end])) or (title and not _opens_title(title)):
        return None
    letters = re.sub(r"[a-z]+", "a", re.sub(r"\d+(?: (?:bis|ter|quater))?", "9", figures_read(text[:200])[start:end]))
    return f"{match['word'] or ''}|{bool(match['sign'])}|{letters}", Start(rank, match.end(), text[start:end].strip())


def _opens_title(title: str) -> bool:
    opening = title.lstrip('"«“-–: ') + "  "
    first, following = opening[0], opening[1]
    return first.isupper() or first.isdigit() or (first == "l" and following.isupper())  # « lNDEMNITES » of an OCR


def _rise(starts: Sequence[Start]) -> bool:
    pairs = list(itertools.pairwise(map(_parts, starts)))
    return sum(one < two for one, two in pairs) >= _RISING * len(pairs)
