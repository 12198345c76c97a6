"""Names of countries and of cities, regions and provinces abroad, found as whole words in a text.

What a name means where it stands is not asked here: `pipeline.acts.partners` does.
"""

import functools
import importlib.resources
import re
import tomllib
from collections.abc import Iterator
from typing import Any, NamedTuple

from pipeline.acts.fold import fold

_WORD = re.compile(r"[^\W_]+")
_SAINTS = {"st": "saint", "ste": "sainte"}
_SHORT = {"saint": ("st",), "sainte": ("ste",)}
_BETWEEN = re.compile(r"\.?[\s'-]{1,2}")  # two words of one name; « St. Louis », « Côte d' Ivoire »
_HYPHENS = "-‐‑"  # the dash of « Bamako–Ségou » parts, the hyphen of « Porto-Vecchio » joins
_ADDRESS_SIGNS = "@_./"


class Entry(NamedTuple):
    """What a form may stand for."""

    country: str  # ISO 3166-1 alpha-2
    place: str | None  # as the gazetteer names it; none for the country
    near: bool  # counts only with a sure name of the same country nearby


class Mention(NamedTuple):
    """A form of the gazetteer where it stands in a text."""

    start: int  # code points
    end: int
    entries: tuple[Entry, ...]


class Gazetteer(NamedTuple):
    """The forms as words (`form_of`), and what each may stand for."""

    forms: dict[str, tuple[Entry, ...]]
    capital: frozenset[str]  # forms that are common words when written without one
    longest: dict[str, int]  # first word -> words of the longest form that begins with it


def form_of(name: str) -> str:
    """The words by which names are compared: « St-Louis du Sénégal » is `saint louis du senegal`."""
    return " ".join(_same(word) for word in _WORD.findall(fold(name)))


def mentions_in(text: str) -> list[Mention]:
    """Every form of the gazetteer in a text, the longest where several begin; whole words only, no overlap.

    Hyphens join: « Porto-Vecchio » does not name Porto. Addresses on the network name nothing.
    """
    folded, known = fold(text), gazetteer()
    mentions, end = [], 0
    for match in _WORD.finditer(folded):
        start, most = match.start(), known.longest.get(match[0], 0)
        if not most or start < end:
            continue
        form, form_end = _longest(folded, start, most)
        if not form:
            continue
        end = form_end
        entries = known.forms[form]
        written = text[start].isupper() or not (form in known.capital or all(one.near for one in entries))
        if entries and written and not _joined(text, start, end):
            mentions.append(Mention(start, end, entries))
    return mentions


@functools.cache
def gazetteer() -> Gazetteer:
    """The names of `pipeline/data/partners.toml`."""
    data = _data()
    forms: dict[str, tuple[Entry, ...]] = {form_of(name): () for name in data["silent"]}
    for form, entry in _entries(data):
        forms[form] = (*forms.get(form, ()), entry)
    longest: dict[str, int] = {}
    for form in forms:
        first, *others = form.split(" ")
        for written in (first, *_SHORT.get(first, ())):
            longest[written] = max(longest.get(written, 0), 1 + len(others))
    capital = frozenset(map(form_of, data["capital"]))
    return Gazetteer(forms, capital, longest)


@functools.cache
def given_names() -> frozenset[str]:
    """Common given names, folded: what follows one is the name of a person."""
    return frozenset(fold(_data()["given_names"]).split())


def country_name(code: str) -> str:
    """Usual French name of a country; its code where the gazetteer has none."""
    return str(_data().get(code, {}).get("names", [code])[0])


@functools.cache
def _data() -> dict[str, Any]:
    return tomllib.loads(importlib.resources.files("pipeline").joinpath("data/partners.toml").read_text("utf-8"))


def _entries(data: dict[str, Any]) -> Iterator[tuple[str, Entry]]:
    for country, listed in data.items():
        if not isinstance(listed, dict):
            continue
        for key in ("names", "near_names"):
            for name in listed.get(key, ()):
                yield form_of(name), Entry(country, None, near=key == "near_names")
        for key in ("places", "near"):
            for names in listed.get(key, ()):
                aliases = [names] if isinstance(names, str) else names
                for name in aliases:
                    yield form_of(name), Entry(country, aliases[0], near=key == "near")


def _same(word: str) -> str:
    return _SAINTS.get(word, word)


def _longest(folded: str, start: int, most: int) -> tuple[str, int]:
    """The longest form, of `most` words at most, that begins here, and its end; no form where none does."""
    forms, words, found, at = gazetteer().forms, list[str](), ("", start), start
    while len(words) < most and (match := _WORD.match(folded, at)):
        words.append(_same(match[0]))
        form = " ".join(words)
        if form in forms:
            found = (form, match.end())
        between = _BETWEEN.match(folded, match.end())
        if not between:
            break
        at = between.end()
    return found


def _joined(text: str, start: int, end: int) -> bool:
    """The name is a part of a longer word, « Porto-Vecchio », or of an address, « bamako@mairie.ml »."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    left = len(before) == 2 and before[0].isalnum() and before[1] in _HYPHENS + _ADDRESS_SIGNS
    right = len(after) == 2 and after[1].isalnum() and after[0] in _HYPHENS + "@_."
    return left or right
