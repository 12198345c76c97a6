"""French verb forms that a dictionary without parts of speech leaves alone: participles and the like to infinitives.

`traité`, `prise`, `concernant` and `demande` are nouns, adjectives or verbs; which one is for the context to say
(`pipeline.text.lemmas`). Here only the infinitive is made, and it is given where the dictionary knows it.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pipeline.text.dictionary import is_form

_REGULAR = re.compile(r"(.+)(?:é|ée|és|ées)")
_PRESENT = re.compile(r"(.+)(?:e|es)")
_PRESENT_PARTICIPLE = re.compile(r"(.+?)(eant|issant|ant)")

_IRREGULAR: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(rf"(.*){ending}"), infinitives)
    for ending, infinitives in (
        (r"(?:mis|mises?)", ("mettre",)),
        (r"(?:pris|prises?)", ("prendre",)),
        (r"(?:quis|quises?)", ("quérir",)),
        (r"(?:clos|closes?|clus|cluses?|clue?)", ("clore", "clure")),
        (r"faite?s?", ("faire",)),
        (r"scrite?s?", ("scrire",)),
        (r"crite?s?", ("crire",)),
        (r"dite?s?", ("dire",)),
        (r"struite?s?", ("struire",)),
        (r"duite?s?", ("duire",)),
        (r"einte?s?", ("eindre",)),
        (r"ointe?s?", ("oindre",)),
        (r"ainte?s?", ("aindre",)),
        (r"verte?s?", ("vrir",)),
        (r"fferte?s?", ("ffrir",)),
        (r"çue?s?", ("cevoir",)),
        (r"nnue?s?", ("nnaître",)),
        (r"parue?s?", ("paraître",)),
        (r"crue?s?", ("croître", "croire")),
        (r"tenue?s?", ("tenir",)),
        (r"venue?s?", ("venir",)),
        (r"valu", ("valoir",)),
        (r"voulue?s?", ("vouloir",)),
        (r"dissoute?s?", ("dissoudre",)),
        (r"résolue?s?", ("résoudre",)),
        (r"lue?s?", ("lire",)),
        (r"courue?s?", ("courir",)),
        (r"vue?s?", ("voir",)),
        (r"vécue?s?", ("vivre",)),
        (r"pue?s?", ("pouvoir",)),
        (r"née?s?", ("naître",)),
        (r"due?s?", ("dre",)),
        (r"ttue?s?", ("ttre",)),
        (r"(?<=.)tue?s?", ("tir",)),
        (r"suivie?s?", ("suivre",)),
        (r"ie?s?", ("ir", "ire")),
    )
)
"""Past participles that are not in -é, the more special ending first; each also reads its compounds (compromis)."""


@lru_cache(maxsize=200_000)
def past_participle_of(word: str) -> str | None:
    """The infinitive of a past participle, in any gender and number.

    Args:
        word: lower case.

    Returns:
        None where the form is none, or the dictionary knows no such verb.
    """
    found = _REGULAR.fullmatch(word)
    if found:
        return _first_known([found[1] + "er", *(["naître"] if found[1] == "n" else [])])
    for pattern, infinitives in _IRREGULAR:
        found = pattern.fullmatch(word)
        if found:
            return _first_known(found[1] + infinitive for infinitive in infinitives)
    return None


@lru_cache(maxsize=200_000)
def present_participle_of(word: str) -> str | None:
    """The infinitive of a form in -ant (`concernant`, `agissant`); None where there is none."""
    found = _PRESENT_PARTICIPLE.fullmatch(word)
    if not found:
        return None
    stem, ending = found.groups()
    return _first_known(_infinitives(stem, ending))


def _infinitives(stem: str, ending: str) -> Iterator[str]:
    if ending == "issant":
        yield stem + "ir"
        stem += "iss"
    yield from (stem + last for last in ("er", "re", "ir"))
    yield from (stem[: -len(old)] + new for old, new in (("en", "enir"), ("v", "voir")) if stem.endswith(old))


@lru_cache(maxsize=200_000)
def present_of(word: str) -> str | None:
    """The infinitive in -er of a present (`demande`, `donnes`); None where there is none."""
    found = _PRESENT.fullmatch(word)
    return _first_known([found[1] + "er"]) if found else None


@lru_cache(maxsize=200_000)
def is_infinitive(word: str) -> bool:
    """Whether the dictionary knows the word as an infinitive; in -er, its form in -ez too (`enfer` has none)."""
    from simplemma import lemmatize

    if not word.endswith(("er", "ir", "re")) or not is_form(word):
        return False
    has_forms = not word.endswith("er") or is_form(word.removesuffix("r") + "z")
    return has_forms and lemmatize(word, lang="fr") == word


def _first_known(candidates: Iterable[str]) -> str | None:
    return next((word for word in candidates if is_infinitive(word)), None)
