"""Rising item numbers: « 12. Title », « 12- Title », « II – Title »; restarted in each chapter, or read out of turn."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.acts.fold import fold
from pipeline.acts.numbers import ItemNumber, item_number
from pipeline.acts.starts import COUNTED, Start, listed_before
from pipeline.records import Passage


class _Style(NamedTuple):
    """How a numbered line is printed."""

    sign: str  # after the number
    speaker: bool  # stands before it
    heading: bool


class _Candidate(NamedTuple):
    passage: int
    title_start: int
    number: int
    style: _Style
    chapter: int = 0
    printed: str = ""

    @property
    def place(self) -> tuple[int, int]:
        """What must rise."""
        return self.chapter, self.number


SPEAKER_BEFORE = re.compile(
    r"(?:(?:[A-ZÀ-ÖØ-Þ][\w'’.-]*|le|la|de|du|des|et),?\s+){1,7}(?=\d|[Aa](?:doption|pprobation)|V[œo])"
)
"""The speaker in the margin, run on with the title on one line."""
_NOT_A_TITLE = re.compile(
    r"(?:de|d'|approuve|autorise|adopte|decide|dit|donne|fixe|precise|prend|designe|attribue|accepte|charge)(?:r|nt)?\b|article\b|voix\b|abstention"
)
_ROMAN = re.compile(r"(?P<roman>[IVX]{1,6}) ?(?P<sign>[-–—.)/:]) ?(?=[^\W\d])")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10}
_GAP_COST = 0.2
"""Cost of each missing number, up to five: a real series skips a number when an item is withdrawn or read out
of turn; a false start (« 375 B.A. BACH » in a budget table) skips hundreds and earns nothing."""
_STYLE_BONUS = 0.1
"""Advantage of each trait of a title: it separates « 12- Title » from the « 3. » of a list in a report or a debate."""


def numbered(passages: Sequence[Passage], decided: Sequence[int]) -> list[Start]:
    """The acts that rising numbers mark: one series for all, one in each chapter, or Roman numbers.

    Args:
        passages: passages of the whole document.
        decided: decisions before each passage, and in all.
    """
    romans = _without_agenda(list(_romans(passages)), passages, decided)
    arabic = [candidate for rank, passage in enumerate(passages) for candidate in _items(rank, passage)]
    arabic = _without_agenda(arabic, passages, decided)
    series = [_series(arabic, decided), _series(_in_chapters(arabic, romans), decided), _series(romans, decided)]
    return max(series, key=len)


def _series(candidates: Sequence[_Candidate], decided: Sequence[int]) -> list[Start]:
    chain = _rising(candidates, decided, None)
    if len(chain) < 2:
        return []
    style = Counter(candidate.style for candidate in chain).most_common(1)[0][0]
    chain = _out_of_turn(_rising(candidates, decided, style), candidates, decided, style)
    return [Start(item.passage, item.title_start, item.printed or str(item.number)) for item in chain]


def _without_agenda(
    candidates: list[_Candidate], passages: Sequence[Passage], decided: Sequence[int]
) -> list[_Candidate]:
    places = [(item.passage, str(item.number), item.title_start) for item in candidates]
    agenda = listed_before(places, passages, decided)
    return [item for rank, item in enumerate(candidates) if rank not in agenda]


def _romans(passages: Sequence[Passage]) -> Iterator[_Candidate]:
    for rank, passage in enumerate(passages):
        match = _ROMAN.match(passage.text) if passage.role in COUNTED else None
        number = _roman_number(match["roman"]) if match else None
        if match and number:
            style = _Style(match["sign"], speaker=False, heading=passage.role == "heading")
            yield _Candidate(rank, match.end(), number, style, printed=match["roman"])


def _roman_number(roman: str) -> int | None:
    """Value of a Roman number up to 39; None when it is written otherwise than it should (« IIII », « VX »)."""
    if not re.fullmatch(r"X{0,3}(?:IX|IV|V?I{0,3})", roman):
        return None
    values = [_ROMAN_DIGITS[letter] for letter in roman]
    return sum(-one if one < two else one for one, two in zip(values, [*values[1:], 0], strict=True))


def _in_chapters(items: Sequence[_Candidate], chapters: Sequence[_Candidate]) -> list[_Candidate]:
    """The items with the rank of the chapter they stand in; nothing where there are not two chapters."""
    if len(chapters) < 2:
        return []
    return [item._replace(chapter=sum(one.passage < item.passage for one in chapters)) for item in items]


def _items(rank: int, passage: Passage) -> Iterator[_Candidate]:
    if passage.role not in COUNTED:
        return
    speaker = SPEAKER_BEFORE.match(passage.text[:80])
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


def _rising(candidates: Sequence[_Candidate], decided: Sequence[int], style: _Style | None) -> list[_Candidate]:
    """The heaviest chain of rising numbers with a decision in every link (longest increasing subsequence)."""
    weight: list[float] = []
    before: list[int | None] = []
    # minutes of 255 pages hold a thousand candidates: what the inner loop compares is read once
    keys = [(item.place, decided[item.passage]) for item in candidates]
    for rank, item in enumerate(candidates):
        own = 1 + _STYLE_BONUS * _likeness(item.style, style)
        best, link = own - _GAP_COST * min(item.number - 1, 5), None
        place, decisions = keys[rank]
        for other, (earlier, before_it) in enumerate(keys[:rank]):
            if earlier < place and before_it < decisions:
                # at equal weight the earlier one is kept: the lists of a report come after its title
                value = weight[other] + own - _GAP_COST * min(_missing(candidates[other], item), 5)
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


def _missing(earlier: _Candidate, item: _Candidate) -> int:
    """Numbers left out between two items; a new chapter begins again."""
    return item.number - (earlier.number if earlier.chapter == item.chapter else 0) - 1


def _likeness(style: _Style, usual: _Style | None) -> int:
    """Traits that speak for a title: a speaker before the number, the usual sign and the usual type."""
    shared = (style.sign == usual.sign) + (style.heading == usual.heading) if usual else 0
    return style.speaker + shared


def _out_of_turn(
    chain: list[_Candidate], candidates: Sequence[_Candidate], decided: Sequence[int], style: _Style
) -> list[_Candidate]:
    """Add items read out of turn: a number the chain lacks, in its style, that leaves a decision on both sides."""
    if not chain:
        return chain
    known, result = {item.place for item in chain}, list[_Candidate]()
    top = max(known)
    ends = [item.passage for item in chain[1:]] + [len(decided) - 1]
    for item, end in zip(chain, ends, strict=True):
        result.append(item)
        for extra in candidates:
            inside = item.passage < extra.passage < end and extra.place not in known and extra.place <= top
            links = decided[extra.passage] > decided[result[-1].passage] and decided[end] > decided[extra.passage]
            if inside and links and extra.style.sign == style.sign:
                known.add(extra.place)
                result.append(extra)
    return result
