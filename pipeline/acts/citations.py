"""Texts that a sentence cites, in a normal form that makes citations comparable over the years.

One text has one form, whatever its rank, its subject and its typing:

- `loi 92-125`, `décret 2005-235`, `ordonnance 58-1067`, `circulaire 96-9742`, `directive 2014-24`,
  `règlement 2016-679`: kind and number; without a number, kind and day: `loi du 1982-03-02`;
- `délibération 2014/131`, `arrêté 2012-44`, `décision 12`: earlier acts, their numbers as printed; else
  `délibération du 2006-07-25`, `arrêté préfectoral du 2007-07-13`, `convention du 2009-09-17`;
- `CGCT`, `code de l'urbanisme`, `Constitution`: a code of which no article is named;
- `L1115-1 CGCT`, `LO6431-3 CGCT`, `L2213-1 à L2213-6 CGCT`: articles with a letter, a range in one;
  « et suivants » has no end, and adds nothing;
- `loi 82-213, art. 6`, `code civil, art. 2298`, `code des marchés publics, art. 57 à 59`: articles without one.
"""

import bisect
import re
from typing import NamedTuple

from pipeline.acts.articles import Articles, articles_in
from pipeline.acts.cited_texts import CitedText, texts_in
from pipeline.acts.fold import fold

_ARTICLE = ", art. "
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_REACH = 300
"""Code points from the end of a law's number to « notamment son article 6 »: titles of laws are long."""

_LINK = re.compile(
    r" ?[(\"-]? ?|[ ,]*(?:(?:modifie|precite|susvise)e?s? )?(?:de l'annexe (?P<annex>[ivx\d]{1,4}) ?)?"
    r"(?:du|de la|de l ?'|des|d'une?|au|dudit|de ladite) ?(?:nouveau |meme |titre [ivx]+ du |[(\"] ?)?"
)
"""What may stand between « article 6 » and the text it belongs to."""
_CHAIN = re.compile(r"[ ,]*(?:et|ou|ainsi que)?[ ,]*(?:aux?|des?|de l'|a l'|les|l'|ses|son|du [ivx]+ de l')? ?")
_FOREIGN = re.compile(r",? ?(?:du|de|des|dudit|desdits)\b|,? ?d'")
"""« article 6 de ses statuts »: it belongs to a text that has no reference."""
_INTRODUCED = re.compile(
    r"(?:\b(?:sons?|ses|notamment|particulier|particulierement|specialement|les|en|aux?|a)|l'|[,(:-]|^) ?$"
)
"""What stands before the article of a text named earlier; nothing at all in « décret n° 91-220 art. 1er »."""


class Citation(NamedTuple):
    """One text cited, and where the words that name it stand (code points, half-open)."""

    start: int
    end: int
    reference: str


def citations_in(text: str) -> list[Citation]:
    """Every citation of a text, in order; one wording may cite several articles, which then share its span.

    Args:
        text: a visa, a sentence, a passage.
    """
    kept = [place for place, sign in enumerate(text) if not (sign.isspace() and text[place - 1 : place].isspace())]
    reading = _Reading("".join(" " if text[place].isspace() else text[place] for place in kept))
    return [Citation(kept[start], kept[end - 1] + 1, reference) for start, end, reference in reading.citations()]


def cited_in(text: str) -> tuple[str, ...]:
    """The references of a text in the order of first citation, each once."""
    return tuple(dict.fromkeys(citation.reference for citation in citations_in(text)))


def text_of(reference: str) -> str:
    """The text that a reference names, without the article: `loi 82-213` of `loi 82-213, art. 6`."""
    return reference.partition(_ARTICLE)[0]


class _Owner(NamedTuple):
    """The text that articles belong to."""

    text: CitedText
    annex: str  # « annexe II », of which the articles are numbered apart
    follows: bool  # it stands right after the articles: « article 6 de la loi … »


class _Reading:
    """Laws, codes, acts and articles of one text with single blanks, and which article belongs to which."""

    def __init__(self, text: str) -> None:
        self.folded = fold(text)
        self.texts = texts_in(self.folded)
        self.codes = [named for named in self.texts if named.is_code]
        self.articles = [found for found in articles_in(text, self.folded) if not self._covered(found.start)]

    def citations(self) -> list[Citation]:
        """Articles, each with its text, and texts of which no article is named, in order of place."""
        owners: list[_Owner | None] = []
        for rank in reversed(range(len(self.articles))):
            owners.append(self._owner(rank, owners[-1] if owners else None))
        found = []
        for articles, owner in zip(self.articles, reversed(owners), strict=True):
            if owner is None and not articles.lettered:
                continue  # « article 6 de ses statuts »
            end = owner.text.end if owner and owner.follows else articles.end
            found += [Citation(articles.start, end, _name(number, owner)) for number in articles.numbers]
        owning = {owner.text for owner in owners if owner}
        again = {text.name for text in owning if text.again}
        found += [
            Citation(*named[:3])
            for named in self.texts
            if named not in owning and not named.again and named.name not in again
        ]
        return sorted(found, key=lambda citation: citation.start)

    def _owner(self, rank: int, next_owner: _Owner | None) -> _Owner | None:
        """What the articles of this rank belong to, when the owner of those after them is known."""
        articles = self.articles[rank]
        place = bisect.bisect_left(self.texts, (articles.end,))
        if place < len(self.texts):
            link = _LINK.fullmatch(self.folded, articles.end, self.texts[place].start)
            if link:
                return _Owner(self.texts[place], link["annex"] or "", follows=True)
        after = self.articles[rank + 1].start if rank + 1 < len(self.articles) else None
        if after is not None and next_owner and _CHAIN.fullmatch(self.folded, articles.end, after):
            return next_owner._replace(follows=False)
        before = self._code_around(articles) if articles.lettered else self._text_before(articles, place)
        return _Owner(before, "", follows=False) if before else None

    def _code_around(self, articles: Articles) -> CitedText | None:
        """The last code named before articles with a letter, else the first one after."""
        if _FOREIGN.match(self.folded, articles.end):
            return None  # « du présent code », « du règlement »
        place = bisect.bisect_left(self.codes, (articles.end,))
        return self.codes[place - 1] if place else self.codes[0] if self.codes else None

    def _text_before(self, articles: Articles, place: int) -> CitedText | None:
        """« la loi n° 82-213 …, notamment son article 6 »: in the same member of the sentence."""
        if not place or _FOREIGN.match(self.folded, articles.end):
            return None
        before = self.texts[place - 1]
        between = self.folded[before.end : articles.start]
        if before.name.startswith(("délibération", "décision")):
            return None  # « approuvée par délibération du …, prévoit dans son article 12 »: seldom have they articles
        near = len(between) <= _REACH and not re.search(r";|\. ", between)
        return before if near and _INTRODUCED.search(between) else None

    def _covered(self, start: int) -> bool:
        """Whether a place lies within the words that name a text: « arrêté n° D 12-3 »."""
        place = bisect.bisect_right(self.texts, start, key=lambda named: named.start)
        return bool(place) and start < self.texts[place - 1].end


def _name(number: str, owner: _Owner | None) -> str:
    if owner is None:
        return number
    if number[0].isalpha() and owner.text.is_code:
        return f"{number} {owner.text.name}"
    annex = f", annexe {_ROMAN.get(owner.annex, owner.annex)}" if owner.annex else ""
    return f"{owner.text.name}{annex}{_ARTICLE}{number}"
