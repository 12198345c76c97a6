"""Minutes -> acts: where each act begins, or nowhere when no layout holds.

A layout is believed only when every segment it makes holds a decision; numbers must rise. One unsplit
document is better than invented acts.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.acts.cues import MOVEMENT, cues_in, is_names
from pipeline.acts.fold import fold
from pipeline.acts.numbers import ItemNumber, item_number, number_in
from pipeline.records import Passage


class Start(NamedTuple):
    """Where one act begins: its first passage, where its title begins there, and its number as printed."""

    passage: int
    title_start: int
    number: str | None
    extract: bool = False  # it has a header of its own, as a single act


class _Style(NamedTuple):
    """How a numbered line is printed."""

    sign: str  # after the number
    speaker: bool  # stands before it
    heading: bool


class _Candidate(NamedTuple):
    passage: int
    title_start: int
    number: int
    style: "_Style"


_SPEAKER_BEFORE = re.compile(
    r"(?:(?:[A-ZÀ-ÖØ-Þ][\w'’.-]*|le|la|de|du|des|et),?\s+){1,7}(?=\d|[Aa](?:doption|pprobation)|V[œo])"
)
_NOT_A_TITLE = re.compile(
    r"(?:de|d'|approuve|autorise|adopte|decide|dit|donne|fixe|precise|prend|designe|attribue|accepte|charge)(?:r|nt)?\b|article\b|voix\b|abstention"
)
_UNNUMBERED = re.compile(
    r"(?:adoption|approbation)[a-z ]{0,20} (?:de l'ordre du jour|d(?:u|es) (?:proces[ -]verba|compte[s]?[ -]rendu|pv\b))|(?:voeu|vœu|motion)\b"
)
_CLOSING = re.compile(r"\(n ?° ?:? ?(?P<number>[\w/.-]*\d[\w/.-]*)\)\s*\.?$")
_HEADER = re.compile(r"(?:.{0,80}\b)?extrait du (?:registre|proces-verbal)|deliberation n ?°")
_COUNTED = ("body", "heading", "list", "table", "caption")

_HEADER_PASSAGES = 15
"""Passages after « Extrait du registre » among which the number of the act stands."""
_GAP_COST = 0.2
"""Cost of each missing number, up to five: a real series skips a number when an item is withdrawn or read out
of turn; a false start (« 375 B.A. BACH » in a budget table) skips hundreds and earns nothing."""
_STYLE_BONUS = 0.1
"""Advantage of each trait of a title: it separates « 12- Title » from the « 3. » of a list in a report or a debate."""


def act_starts(passages: Sequence[Passage]) -> list[Start]:
    """Where the acts of minutes begin, in order; empty when no layout is accepted.

    The layout that finds most acts wins: extracts joined in one file, numbers that close the title, numbered
    items, « Objet : » lines; titles in capitals only when none of these holds.

    Args:
        passages: passages of the whole document, in reading order.
    """
    decided = list(itertools.accumulate((_decides(passage) for passage in passages), initial=0))
    layouts = [
        _greedy(_extracts(passages), decided, different=True),
        _greedy(_closing_numbers(passages), decided, different=True),
        _numbered(passages, decided),
        _greedy(_objets(passages), decided, different=False),
    ]
    best = max(layouts, key=len)
    if len(best) < 2:
        best = _greedy(_capitals(passages), decided, different=False)
        return best if len(best) >= 3 else []
    return best


def _decides(passage: Passage) -> bool:
    """Whether a passage holds a decision: a vote, the formula, or a verb of decision in capitals."""
    if passage.role not in _COUNTED:
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
    return False


def _greedy(candidates: Iterator[Start], decided: list[int], *, different: bool) -> list[Start]:
    """Candidates with a decision since the one before; with `different`, of another number than the one before."""
    starts: list[Start] = []
    for candidate in candidates:
        if starts:
            last = starts[-1]
            if decided[candidate.passage] == decided[last.passage]:
                continue
            if different and candidate.number is not None and candidate.number == last.number:
                continue
        starts.append(candidate)
    while starts and decided[-1] == decided[starts[-1].passage]:
        starts.pop()
    return starts


def _extracts(passages: Sequence[Passage]) -> Iterator[Start]:
    ranks = [
        rank
        for rank, passage in enumerate(passages)
        if passage.role in ("body", "heading") and _HEADER.match(fold(passage.text))
    ]
    floor = 0
    for rank, end in itertools.pairwise([*ranks, len(passages)]):
        number = number_in("\n".join(near.text for near in passages[rank : min(end, rank + _HEADER_PASSAGES)]))
        yield Start(_header_start(passages, rank, floor), 0, number.number if number else None, extract=True)
        floor = rank + 1


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


def _closing_numbers(passages: Sequence[Passage]) -> Iterator[Start]:
    for rank, passage in enumerate(passages):
        match = (
            _CLOSING.search(fold(passage.text))
            if passage.role in ("body", "heading") and len(passage.text) <= 600
            else None
        )
        if match:
            yield Start(rank, 0, passage.text[match.start("number") : match.end("number")])


def _objets(passages: Sequence[Passage]) -> Iterator[Start]:
    for rank, passage in enumerate(passages):
        if passage.role in _COUNTED and fold(passage.text).startswith(("objet :", "objet:")):
            yield Start(rank, passage.text.index(":") + 1, None)


def _capitals(passages: Sequence[Passage]) -> Iterator[Start]:
    for rank, passage in enumerate(passages):
        text = passage.text
        letters = [character for character in text if character.isalpha()]
        capitals = sum(letter.isupper() for letter in letters)
        if (
            passage.role in ("body", "heading")
            and 15 <= len(text) <= 250
            and letters
            and capitals >= 0.9 * len(letters)
            and not cues_in(text)
            and not is_names(text)
            and not MOVEMENT.search(fold(text))
        ):
            yield Start(rank, 0, None)


def _numbered(passages: Sequence[Passage], decided: list[int]) -> list[Start]:
    candidates = [candidate for rank, passage in enumerate(passages) for candidate in _items(rank, passage)]
    chain = _rising(candidates, decided, None)
    if len(chain) < 2:
        return []
    style = Counter(candidate.style for candidate in chain).most_common(1)[0][0]
    chain = _out_of_turn(_rising(candidates, decided, style), candidates, decided, style)
    numbered = [Start(item.passage, item.title_start, str(item.number)) for item in chain]
    return _with_unnumbered(numbered, passages, decided)


def _items(rank: int, passage: Passage) -> Iterator[_Candidate]:
    if passage.role not in _COUNTED:
        return
    speaker = _SPEAKER_BEFORE.match(passage.text[:80])
    for place in (0, speaker.end() if speaker else 0):
        item = item_number(passage.text, place)
        if item is not None and _is_title(passage.text, item):
            yield _Candidate(
                rank, item.title_start, item.number, _Style(item.sign, place > 0, passage.role == "heading")
            )
            return


def _is_title(text: str, item: ItemNumber) -> bool:
    title = text[item.title_start :]
    return len(title) >= 4 and not title[0].islower() and not _NOT_A_TITLE.match(fold(title))


def _rising(candidates: Sequence[_Candidate], decided: list[int], style: _Style | None) -> list[_Candidate]:
    """The heaviest chain of rising numbers with a decision in every link (longest increasing subsequence)."""
    weight: list[float] = []
    before: list[int | None] = []
    for place, item in enumerate(candidates):
        own = 1 + _STYLE_BONUS * _likeness(item.style, style)
        best, link = own - _GAP_COST * min(item.number - 1, 5), None
        for other in range(place):
            earlier = candidates[other]
            if earlier.number < item.number and decided[item.passage] > decided[earlier.passage]:
                # at equal weight the earlier one is kept: the lists of a report come after its title
                value = weight[other] + own - _GAP_COST * min(item.number - earlier.number - 1, 5)
                if value > best:
                    best, link = value, other
        weight.append(best)
        before.append(link)
    ends = [place for place, item in enumerate(candidates) if decided[-1] > decided[item.passage]]
    chain: list[_Candidate] = []
    step = max(ends, key=lambda end: (weight[end], -end)) if ends else None
    while step is not None:
        chain.append(candidates[step])
        step = before[step]
    return chain[::-1]


def _likeness(style: _Style, usual: _Style | None) -> int:
    """Traits that speak for a title: a speaker before the number, the usual sign and the usual type."""
    shared = (style.sign == usual.sign) + (style.heading == usual.heading) if usual else 0
    return style.speaker + shared


def _out_of_turn(
    chain: list[_Candidate], candidates: Sequence[_Candidate], decided: list[int], style: _Style
) -> list[_Candidate]:
    """Add items read out of turn: a number the chain lacks, in its style, that leaves a decision on both sides."""
    if not chain:
        return chain
    known, result = {item.number for item in chain}, list[_Candidate]()
    top = max(known)
    ends = [item.passage for item in chain[1:]] + [len(decided) - 1]
    for item, end in zip(chain, ends, strict=True):
        result.append(item)
        for extra in candidates:
            inside = item.passage < extra.passage < end and extra.number not in known and extra.number <= top
            links = decided[extra.passage] > decided[result[-1].passage] and decided[end] > decided[extra.passage]
            if inside and links and extra.style.sign == style.sign:
                known.add(extra.number)
                result.append(extra)
    return result


def _with_unnumbered(starts: list[Start], passages: Sequence[Passage], decided: list[int]) -> list[Start]:
    """Add the acts that minutes leave without a number: approval of the last minutes, a vœu, a motion."""
    found = []
    for rank, passage in enumerate(passages):
        if passage.role not in _COUNTED or len(passage.text) > 400:
            continue
        speaker = _SPEAKER_BEFORE.match(passage.text[:80])
        places = [0] + ([speaker.end()] if speaker else [])
        place = next((place for place in places if _UNNUMBERED.match(fold(passage.text[place:]).lstrip("*-. "))), None)
        if place is not None:
            found.append(Start(rank, place, None))
    taken = {start.passage for start in starts}
    result: list[Start] = []
    for start in sorted([*starts, *(start for start in found if start.passage not in taken)]):
        following = min((other.passage for other in starts if other.passage > start.passage), default=len(passages))
        if start.number is not None or (
            decided[following] > decided[start.passage]
            and (not result or decided[start.passage] > decided[result[-1].passage])
        ):
            result.append(start)
    return result
