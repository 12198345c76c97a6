"""« Vu … »: where the visas of an act open and end, and the texts each cites (see `citations`)."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.acts.citations import cited_in, text_of
from pipeline.acts.fold import fold

_TEXTS = (
    r"(?:codes?|cgct|lois?|decrets?|ordonnances?|circulaires?|directives?|reglements?|constitution|articles?|arretes?|"
    r"deliberations?|conventions?)\b"
)
_NOUNS = rf"(?:{_TEXTS}|(?:avis|rapports?|courriers?|statuts|budget|demandes?|projets?|plan|proces)\b)"
_OBJECT = (
    r"(?:l[ae']|les?\b|l |que\b|qu'|s(?:on|a|es)\b|ce(?:t|tte|s)?\b|notamment\b|ensemble\b|une?\b|d'une part\b|"
    rf"{_NOUNS}|[a-z]+ (?:n|du|de)\b)"
)
"""What a visa can begin with after « vu »."""
_BULLET = r"[^\w\n]{0,6}(?:\d{1,2} ?[.)°-] ?|[a-z]\) ?)?"
_VU = r"vu(?:e?s)?\b"
_OPENING = re.compile(
    rf"(?:(?:^|(?<=[.;:\n])){_BULLET}(?P<vu>{_VU})(?=,?(?: ensemble)? ?:|[ \n]*$| *\n|,? +{_OBJECT})"
    rf"|(?:, ?(?:et )?|\bet )(?P<next>{_VU})(?= +{_OBJECT}))"
)
"""« Vu » at the start of a line or after a stop, before its object, or in a run of visas; never « au vu de », « a vu »."""
_NAMED = re.compile(rf"{_VU} +(?:l[ae']|les?|l) ?{_TEXTS}")
"""What a « vu » in small letters amid a sentence must name to be a visa: « , vu l'évolution des prix, » is none."""
_ARGUMENT = re.compile(
    r"vu (?:l[ae]s? ?|l'|ce(?:t|tte|s)? )(?:necessite|interet|importance|ampleur|nombre|cout|prix|etat|gravite|urgence|evolution|"
    r"manque|montant|faible|contexte|situation|imbrication|comportement|qualite|difficultes?|succes|delais?)\b"
    r"[^.;:\n]{0,300}, (?:il|elle|on|nous|vous|je|ce|c'|l[ae]s? ?|l')"
)
"""« Vu l'intérêt de l'opération, il est proposé … »: the reason of a sentence that goes on, and no text is cited."""
_LONE = re.compile(rf"{_VU}(?:,? ensemble)? ?:?[ ]*(?:$|\n|(?=[-*•·–▪➢►]))")
"""A « Vu » of no text of its own, which opens a list."""
_ITEM = re.compile(rf"(?:^|\n|(?<=;)){_BULLET}(?P<item>(?:l[ae']|les\b|l |s(?:on|a|es)\b|{_NOUNS}))")
_SENTENCE_END = re.compile(r"(?<![.\s]\w)(?<!\b[aA]rt)(?<!\b[aA]rts)\.(?=\s+[A-ZÀ-Þ](?:[a-zà-ÿ'’]|\s[a-zà-ÿ]))")
_GOES_ON = re.compile(r"\s*(?:[a-zà-ÿ\d]|[LRD]\.? ?\d)")
_UNFINISHED = re.compile(
    r"\b(?:l[ae]|les|l['’]|du|de|des|d['’]|et|ou|à|au|aux|n°|codes?|lois?|décrets?|articles?|son|ses|notamment)\s*$",
    re.IGNORECASE,
)
"""Words that no visa ends with: it goes on in the next passage, capital or not."""


class FoundVisa(NamedTuple):
    """One visa, where it stands in its passage (code points, half-open), and what it cites."""

    start: int
    end: int
    reference: str | None  # the first text cited, without its article; None when nothing known is cited
    cited: tuple[str, ...] = ()  # all that is cited, in order, each once


def visa_starts(text: str) -> list[int]:
    """Where the visas of a passage open.

    Args:
        text: a passage as cleaned; a tab parts the cells of a row.
    """
    folded = fold(text.replace("\t", "\n"))
    starts = [
        match.start("vu" if match["vu"] else "next")
        for match in _OPENING.finditer(folded)
        if match["vu"] or text[match.start("next")].isupper() or _NAMED.match(folded, match.start("next"))
    ]
    return [start for start in starts if not _ARGUMENT.match(folded, start)]


def visas_in(text: str, following: Sequence[str] = ()) -> list[FoundVisa]:
    """The visas of one stretch of text, each up to the next one or to the end of its sentence.

    A lone « Vu : » opens a list: each of its items is a visa.

    Args:
        text: a stretch that lies in the zone of the visas.
        following: texts of the stretches after it, up to the next visa: what is cited may stand there when
            the visa is cut in several passages.
    """
    starts, folded = visa_starts(text), fold(text)
    found = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=False):
        lone = _LONE.match(folded, start, end)
        items = _items(text, lone.end(), end) if lone else []
        if items:
            found += items
        else:
            found.append(_visa(text, start, end, following if end == len(text) else ()))
    return found


def visas_of(stretches: Sequence[str]) -> list[list[FoundVisa]]:
    """The visas of one act, for each stretch of its zone of visas.

    A visa may be cut in several stretches, and the items of a list may follow « Vu : » in stretches of their own.

    Args:
        stretches: texts that lie in the zone of the visas, in reading order.
    """
    found: list[list[FoundVisa]] = []
    listed = False
    for rank, text in enumerate(stretches):
        starts = visa_starts(text)
        if listed and not starts:
            found.append(_items(text, 0, len(text)))
            continue
        following = _up_to_next_visa(stretches, rank + 1) if starts else []
        listed = bool(starts and following) and _opens_list(text, starts[-1], following[0])
        last = starts[-1] if listed else len(text)
        found.append(visas_in(text[:last], () if listed else following))
    return found


def reference_of(text: str) -> str | None:
    """The first text cited, without its article; null when nothing known is cited.

    Args:
        text: one visa, or any sentence.
    """
    cited = cited_in(text)
    return text_of(cited[0]) if cited else None


def _visa(text: str, start: int, end: int, following: Sequence[str] = ()) -> FoundVisa:
    stop = _SENTENCE_END.search(text, start, end)
    words = text[start : stop.end() if stop else end].rstrip()
    whole = [words]
    for more in () if stop else following:
        if not (_GOES_ON.match(more) or _UNFINISHED.search(whole[-1])):
            break
        whole.append(more)
    cited = cited_in(" ".join(whole))
    return FoundVisa(start, start + len(words), text_of(cited[0]) if cited else None, cited)


def _items(text: str, start: int, end: int) -> list[FoundVisa]:
    """The items of a list of texts, each a visa."""
    items = list(_ITEM.finditer(fold(text[start:end])))
    stops = [*(item.start() for item in items[1:]), end - start]
    return [_visa(text, start + item.start("item"), start + stop) for item, stop in zip(items, stops, strict=False)]


def _opens_list(text: str, start: int, following: str) -> bool:
    """Whether the last « Vu » of a stretch is a lone one, and an item comes next."""
    return bool(_LONE.fullmatch(fold(text), start, len(text.rstrip()))) and bool(_ITEM.match(fold(following)))


def _up_to_next_visa(stretches: Sequence[str], rank: int) -> list[str]:
    following = []
    for text in stretches[rank:]:
        starts = visa_starts(text)
        following.append(text[: starts[0]] if starts else text)
        if starts:
            break
    return following
