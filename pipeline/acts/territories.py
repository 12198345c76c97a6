"""The collectivité of an act, found in the official table of communes, EPCI, départements and régions.

A name is compared as words: no accents, no hyphens, St for Saint, articles apart. Nothing is guessed: what several
collectivités share stays open, with all of them, until a number or a département settles it.
"""

import functools
import gzip
import importlib.resources
import re
import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.acts.collectivites import insee_of
from pipeline.acts.fold import fold

_SHIFTED = frozenset(["02", "08", "10", "19", "23", "51", "52", "60", "80", "87"])
"""Départements where the SIREN of nearly every commune carries another number than its INSEE code: 4,668 of 4,814
communes (table of 2026), most often that of a neighbour in the alphabet. Elsewhere 53 of 29,180."""

_SHORT = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes", "s": "sur"}
_ARTICLES = {"du": "le", "des": "les"}
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_IN_BRACKETS = re.compile(r"\([^)]*\)")
_LEAD = re.compile(r"^(?:(de|du|des|d) )?(?:(le|la|les|l) )?")
_LEVELS = re.compile(
    r"(?:(?P<commune>ville|commune(?: nouvelle| deleguee| associee)?|mairie|municipalite|conseil municipal)"
    r"|(?P<département>departement|conseil departemental|conseil general)"
    r"|(?P<région>region|conseil regional)"
    r"|(?P<EPCI>(?:conseil )?(?:metropole|metropolitain)|eurometropole|communaute (?:urbaine|d agglomeration|de communes)"
    r"|agglomeration|conseil communautaire|c[acu]|etablissement public territorial))(?: |$)"
)  # fmt: skip
_KINDS = {
    "metropole": "métropole", "eurometropole": "métropole", "communaute urbaine": "CU", "cu": "CU",
    "communaute d agglomeration": "CA", "ca": "CA", "communaute de communes": "CC", "cc": "CC",
}  # fmt: skip
_EPCI_WORDS = re.compile(r"\b(?:metropole|agglomeration|agglo|communaute)\b")
_COUNTS = re.compile(r"\b(?:presents?|absents?|membres|conseillers|votants|exercice|pouvoirs|nombre)\b")
_ANY = ""  # level of a name printed without one


class Territory(NamedTuple):
    """One collectivité of the official table."""

    code: str  # INSEE; SIREN for an EPCI
    siren: str  # "" where the table has none
    name: str
    level: str  # `commune`, `EPCI`, `département`, `région`
    department: str  # INSEE code; "" for a région
    region: str  # INSEE code
    population: int | None  # inhabitants; none for a former one
    kind: str  # of an EPCI: `CC`, `CA`, `CU`, `métropole`, `EPT`
    former: str  # code of the collectivité that holds it now; "" while it stands


class Resolution(NamedTuple):
    """The collectivité of an act, or those it may be."""

    territory: Territory | None
    candidates: tuple[Territory, ...]
    how: str  # `siren`, `insee`, `name`, `name and département`, `homonyms`, `unknown`
    conflict: str = ""  # what the number or the département says against the name


class _Reading(NamedTuple):
    level: str
    kind: str
    words: str


class _Table(NamedTuple):
    sirens: dict[str, Territory]
    communes: dict[str, Territory]  # by INSEE code
    former: dict[str, Territory]  # communes, by the INSEE code they had
    names: dict[str, tuple[Territory, ...]]  # by key
    short_names: dict[str, tuple[Territory, ...]]  # EPCI, by the part of the key that is proper to them
    departments: dict[str, str]  # key of the name -> code


def load() -> None:
    """Read the table now rather than at the first question: before workers are forked, which then share it."""
    _department_pattern()


def by_siren(siren: str) -> Territory | None:
    """The collectivité with this number.

    A number out of the table is that of a commune merged before 2022, or none: it is read by rule where the rule holds.
    """
    table = _table()
    if siren in table.sirens or siren[2:4] in _SHIFTED:
        return table.sirens.get(siren)
    code = insee_of(siren) or ""
    commune = table.former.get(code) or table.communes.get(code)
    return commune if commune and not commune.siren.startswith("21") else None


def by_insee(code: str) -> Territory | None:
    """The commune with this INSEE code; the present one where a former commune had the same."""
    table = _table()
    return table.communes.get(code) or table.former.get(code)


def resolve(
    name: str | None,
    *,
    siren: str | None = None,
    insee: str | None = None,
    department: str | None = None,
    context: str = "",
) -> Resolution:
    """The collectivité that a header names; a number beats a name.

    Args:
        name: as printed, « VILLE DE MONTPELLIER ».
        siren: 9 digits.
        insee: of a commune.
        department: `34`, `034` or `02A`, as an act identifier has it.
        context: text that prints the département; the header.
    """
    named = _named(name or "")
    for how, found in (("siren", by_siren(siren or "")), ("insee", by_insee(insee or ""))):
        if found:
            return Resolution(found, (found,), how, _against(found, name, named))
    brackets = " ".join(_IN_BRACKETS.findall(name or ""))
    known = (_department(department),) if department else departments_in(f"{brackets}\n{context}".strip())
    here = tuple(one for one in named if not known or not one.department or one.department in known)
    here = here or tuple(one for one in named if one.level == "EPCI")  # it may reach into other départements
    if len(here) == 1:
        return Resolution(here[0], here, "name" if len(named) == 1 else "name and département")
    if named and not here:
        return Resolution(None, named, "unknown", f"no {named[0].name} in département {', '.join(known)}")
    return Resolution(None, here, "homonyms" if here else "unknown")


@functools.lru_cache(maxsize=8)
def departments_in(text: str) -> tuple[str, ...]:
    """Codes of the départements that a text prints: « Département de l'Hérault », « (Haute-Savoie) », « 34 », « 34000 ».

    An arrondissement or a canton names none.
    """
    departments = _table().departments
    found = []
    for match in _department_pattern().finditer(_spaced(text)):
        printed = match["name"] or match["bracket"] or match["line"] or ""
        code = departments.get(key_of(printed)) or _department(match["code"] or match["postal"] or printed)
        found += [code] if code in departments.values() else []
    return tuple(dict.fromkeys(found))


def key_of(name: str) -> str:
    """The words of a name that are compared: « L'Haÿ-les-Roses » is `hay les roses`."""
    return _key(_words(name))


def _words(text: str) -> str:
    plain = fold(text).replace("œ", "oe")
    return " ".join([_SHORT.get(word, word) for word in _NOT_A_WORD.split(plain) if word])


def _key(words: str) -> str:
    return _LEAD.sub("", words, count=1)


def _article(words: str) -> str:
    of, article = _LEAD.findall(words)[0]
    return _ARTICLES.get(of) or str(article)


@functools.lru_cache(maxsize=4096)
def _named(name: str) -> tuple[Territory, ...]:
    """Every collectivité that a printed name may mean; one that bears the whole of it, « Ville-d'Avray », comes alone."""
    words = _words(_IN_BRACKETS.sub(" ", name))
    whole = _holders(_Reading(_ANY, "", words))
    exact = tuple(one for one in whole if _article(_words(one.name)) == _article(words))
    return exact or tuple(dict.fromkeys([*whole, *next(filter(None, map(_holders, _levelled(words))), ())]))


def _levelled(words: str) -> Iterator[_Reading]:
    """A printed name without the words that tell its level, fewest taken away first.

    « Commune de Ville-sur-Retourne » has two such words, and the second belongs to the name.
    """
    level, kind = "EPCI" if _EPCI_WORDS.search(words) else _ANY, ""
    if not _LEVELS.match(_key(words)):
        yield _Reading(level, kind, words)
    while match := _LEVELS.match(_key(words)):
        level, kind = str(match.lastgroup), _KINDS.get(match[0].strip(), "")
        words = _key(words)[match.end() :]
        yield _Reading(level, kind, words)


def _holders(reading: _Reading) -> tuple[Territory, ...]:
    table, key = _table(), _key(reading.words)
    found = table.names.get(key, ())
    if reading.level != _ANY:
        found = tuple(one for one in found if one.level == reading.level)
    if reading.level == "EPCI" or (not found and reading.level == _ANY):
        found = (*found, *table.short_names.get(key, ()))
    if reading.level == "EPCI" and not found:
        found = table.short_names.get(_bare(key), ())
    if len(found) > 1:
        found = _preferred(found, [one for one in found if not reading.kind or one.kind == reading.kind])
        found = _preferred(found, [one for one in found if _article(_words(one.name)) == _article(reading.words)])
    return tuple(dict.fromkeys(found))


def _preferred(every: tuple[Territory, ...], some: Iterable[Territory]) -> tuple[Territory, ...]:
    return tuple(some) or every


def _bare(key: str) -> str:
    """Name of an EPCI without what it calls itself: « Saint-Étienne Métropole » is also « Métropole de Saint-Étienne »."""
    return key_of(_EPCI_WORDS.sub(" ", key))


def _department(printed: str) -> str:
    """INSEE code of a département written with three characters, or that of a postal code."""
    code = printed.strip().upper()
    if len(code) == 5:
        code = {"200": "2A", "201": "2A", "202": "2B", "206": "2B"}.get(
            code[:3], code[:2] if code[:2] != "97" else code[:3]
        )
    return code[1:] if len(code) == 3 and code.startswith("0") else code.zfill(2)


def _spaced(text: str) -> str:
    """A text with its lines and brackets, and nothing else but words; lines that count persons, « présents (27) », go."""
    lines = (re.sub(r"[^a-z0-9()]+", " ", line).strip() for line in fold(text).splitlines())
    return "\n".join(line for line in lines if not _COUNTS.search(line))


@functools.cache
def _department_pattern() -> re.Pattern[str]:
    names = "|".join(sorted(_table().departments, key=len, reverse=True))
    number = r"(?:0?\d{2}|0?2[ab]|97\d)"
    of = r"(?:(?:de|du|des|d)\s)?(?:(?:la|le|les|l)\s)?"
    return re.compile(
        rf"\b(?:departement|prefecture|prefet|conseil (?:departemental|general))\s{of}(?P<name>(?:{names}|{number}))\b"
        rf"|\(\s?{of}(?P<bracket>{names}|{number})\s?\)"
        rf"|^{of}(?P<line>{names})$|\A(?P<code>{number})\Z"
        r"|(?:^|\s|\()(?P<postal>\d{5})(?=\s[a-z(])(?!\s(?:euros?|habitants?)\b)",
        re.MULTILINE,
    )


def _against(found: Territory, name: str | None, named: tuple[Territory, ...]) -> str:
    """What a printed name says against a number; nothing when it names nothing known."""
    codes = {(one.level, code) for one in named for code in (one.code, one.former)}
    agree = not named or (found.level, found.code) in codes or (found.level, found.former) in codes
    return "" if agree else f"the number is that of {found.name} ({found.code}), the name printed is {name}"


@functools.cache
def _table() -> _Table:
    data = importlib.resources.files("pipeline").joinpath("data/territories.tsv.gz").read_bytes()
    table = _Table({}, {}, {}, {}, {}, {})
    for line in gzip.decompress(data).decode().splitlines():
        level, code, siren, name, department, region, people, kind, former, numbers, keys = line.split("\t")
        level, department, region, kind = map(sys.intern, (level, department, region, kind))  # a few hundred values
        one = Territory(code, siren, name, level, department, region, int(people) if people else None, kind, former)
        if level == "commune":
            (table.former if former else table.communes)[code] = one
        elif level == "département" and department:
            table.departments[keys.partition("|")[0]] = code
        for number in f"{siren}|{numbers}".strip("|").split("|") if siren or numbers else ():
            (table.sirens if len(number) == 9 else table.communes)[number] = one
        for key in keys.split("|"):
            table.names[key] = (*table.names.get(key, ()), one)
            for short in _short_keys(key) if level == "EPCI" else ():
                table.short_names[short] = (*table.short_names.get(short, ()), one)
    return table


def _short_keys(key: str) -> set[str]:
    match = _LEVELS.match(key)
    short = _key(key[match.end() :]) if match else key
    return {short, _bare(short)}
