"""The lexicon and the codebook: what to look for, as written in TOML and as ready to match.

Every pattern is in the syntax of `re`, case-insensitive unless `case_sensitive`, and begins to match at the start
of a word only. `{name}` stands for a fragment. Apostrophes may be written plain or typographic.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from pipeline.errors import SettingsError
from pipeline.terms.entries import AcronymRule, CodebookFile, Doubt, Family, LexiconFile, Name, Pattern
from pipeline.terms.prefixes import Beginning, beginnings, folded

Kind = Literal["term", "theme", "institution", "network", "frozen"]
APOSTROPHES = str.maketrans("’ʼ", "''")
_FRAGMENT = re.compile(r"\{([a-z_]+)\}")


class Rule(NamedTuple):
    """One compiled pattern. `rank`: earlier wins at equal length."""

    rank: int
    kind: Kind
    entry: str
    pattern: str
    regex: re.Pattern[str]
    starts: frozenset[Beginning] | None
    spec: Pattern | None = None
    excludes: bool = False  # an exclusion of a theme


class CompiledDoubt(NamedTuple):
    """A doubt ready to search in the words around a hit."""

    cue: re.Pattern[str]
    unless: re.Pattern[str] | None
    window: int
    patterns: frozenset[str]


class _Written(NamedTuple):
    """One pattern as its entry writes it."""

    kind: Kind
    entry: str
    pattern: str
    regex: str
    strict: bool  # capitals as written
    spec: Pattern | None = None


class Lexicon:
    """A lexicon ready to match; entries by id, rules in the order that decides ties."""

    def __init__(self, file: LexiconFile) -> None:
        self.families = {family.id: family for family in file.family}
        self.frozen = {frozen.id: frozen for frozen in file.frozen}
        self.names = {name.id: name for name in (*file.institution, *file.network)}
        self._fragments = file.fragments
        acronyms = file.acronyms or AcronymRule(domain="", reject="")
        self.acronym_traps = acronyms.traps
        self.domain = self._optional(acronyms.domain, "[acronyms] domain")
        self.reject = self._optional(acronyms.reject, "[acronyms] reject")
        self.authority = self._optional(file.authority, "authority")
        networks = {name.id for name in file.network}
        self.rules = tuple(self._rule(rank, written) for rank, written in enumerate(self._written(networks)))
        doubted: dict[str, Family | Name] = {**self.names, **self.families}
        self.doubts = {
            entry: tuple(self._doubt(doubt, entry) for doubt in holder.doubts) for entry, holder in doubted.items()
        }

    @property
    def binary_old(self) -> tuple[str, ...]:
        """Families of the older name."""
        return tuple(family.id for family in self.families.values() if family.side == "old")

    @property
    def binary_new(self) -> tuple[str, ...]:
        """Families of the newer names."""
        return tuple(family.id for family in self.families.values() if family.side == "new")

    def _written(self, networks: set[str]) -> Iterator[_Written]:
        for family in sorted(self.families.values(), key=lambda family: -family.priority):
            # A damaged form never wins over a sound one.
            for spec in sorted(family.patterns, key=lambda pattern: pattern.ocr):
                strict = spec.case_sensitive or spec.acronym
                yield _Written("term", family.id, spec.id, spec.regex, strict, spec)
        for frozen in self.frozen.values():
            yield _Written("frozen", frozen.id, "title", frozen.regex, frozen.case_sensitive)
        for name in self.names.values():
            kind: Kind = "network" if name.id in networks else "institution"
            for number, form in enumerate(name.forms, start=1):
                strict = not re.search(r"\s", form) and form != form.lower()
                yield _Written(kind, name.id, f"form{number}", as_regex(form), strict)

    def _rule(self, rank: int, written: _Written) -> Rule:
        kind, entry, pattern, regex, strict, spec = written
        place = f"{kind} {entry}"
        whole = self.expanded(regex, place)
        return Rule(rank, kind, entry, pattern, _compiled(whole, place, strict=strict), beginnings(whole), spec)

    def _doubt(self, doubt: Doubt, entry: str) -> CompiledDoubt:
        cue, unless = self._optional(doubt.cue, entry), self._optional(doubt.unless, entry)
        if cue is None:
            raise SettingsError(f"{entry}: a doubt without a cue; write cue = '''…''' or remove it")
        return CompiledDoubt(cue, unless, doubt.window, frozenset(doubt.patterns))

    def _optional(self, regex: str, place: str) -> re.Pattern[str] | None:
        return _compiled(self.expanded(regex, place), place, strict=False) if regex else None

    def expanded(self, regex: str, place: str) -> str:
        """The pattern with each `{fragment}` replaced and plain apostrophes.

        Raises:
            SettingsError: a fragment nobody wrote, or fragments that never end.
        """
        for _ in range(8):
            names = set(_FRAGMENT.findall(regex))
            if not names:
                return regex.translate(APOSTROPHES)
            for name in names:
                if name not in self._fragments:
                    raise SettingsError(f"{place}: no fragment {{{name}}}; write it under [fragments]")
                regex = regex.replace(f"{{{name}}}", f"(?:{self._fragments[name]})")
        raise SettingsError(f"{place}: fragments that hold one another; break the circle")


class Codebook:
    """A codebook ready to match."""

    def __init__(self, file: CodebookFile) -> None:
        self.themes = {theme.id: theme for theme in file.theme}
        self.anchors = frozenset(file.anchors)
        self.excluded_zones = frozenset(file.excluded_zones)
        self.rules = tuple(self._rules())

    def _rules(self) -> Iterator[Rule]:
        rank = 0
        for theme in self.themes.values():
            written: Sequence[tuple[str, bool]] = [
                *((stem, False) for stem in theme.stems), *((stem, True) for stem in theme.exclusions),
            ]  # fmt: skip
            for number, (stem, excludes) in enumerate(written, start=1):
                rank += 1
                regex, place = stem.translate(APOSTROPHES), f"theme {theme.id}"
                compiled = _compiled(regex, place, strict=False)
                yield Rule(
                    rank, "theme", theme.id, f"stem{number}", compiled, beginnings(regex), excludes=excludes
                )  # fmt: skip


def as_regex(form: str) -> str:
    """A pattern for a name as written: any blanks, accents optional, whole words."""
    parts = []
    for character in form.translate(APOSTROPHES):
        plain = folded(character)
        if character.isspace():
            parts.append(r"\s+")
        elif plain != character.lower():
            parts.append(f"[{character}{plain if character.islower() else plain.upper()}]")
        else:
            parts.append(re.escape(character))
    return r"\b" + "".join(parts) + (r"\b" if form[-1:].isalnum() else "")


def _compiled(regex: str, place: str, *, strict: bool) -> re.Pattern[str]:
    """Compile one pattern.

    Raises:
        SettingsError: it does not compile, or matches the empty string.
    """
    try:
        pattern = re.compile(regex, re.UNICODE if strict else re.UNICODE | re.IGNORECASE)
    except re.error as error:
        raise SettingsError(f"{place}: the pattern {regex!r} does not compile ({error}); correct it") from error
    if pattern.match(""):
        raise SettingsError(f"{place}: the pattern {regex!r} matches the empty string; make a part of it obligatory")
    return pattern
