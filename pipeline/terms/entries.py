r"""What a lexicon or a codebook holds, as written in TOML.

A file carries its own test sentences, and `glissement lexicon check` runs them: `variants` and `absent` of a family,
`examples` of a pattern or of a fixed string, the `trap` of a doubt. An entry:

    [[family]]
    id = "CD"
    label_fr = "coopération décentralisée"
    side = "old"                                # of the renaming: old, new, third, none
    variants = ["coopération décentralisée"]    # whole forms; damaged copies of them are found and marked
    absent = ["coopération non décentralisée"]
    patterns = [{ id = "full", regex = '''\bcoopérations?\s+décentralisées?\b''' }]
    doubts = [{ sense = "of Lomé IV", cue = '''\bLomé\b''', trap = "Lomé parle de coopération décentralisée" }]
"""

from typing import Literal

import msgspec

Side = Literal["old", "new", "third", "none"]


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of everything a lexicon file holds."""


class Pattern(Entry, frozen=True, kw_only=True):
    """One way to write a term."""

    id: str
    regex: str
    case_sensitive: bool = False
    acronym: bool = False  # upper case only, and the acronym rule decides
    ocr: bool = False  # finds damaged forms: own column, and only where no other pattern matched
    needs_authority: bool = False  # without a word for a local authority nearby, the hit is ambiguous
    french_only: bool = False  # a form that other languages share
    examples: tuple[str, ...] = ()  # texts in which this pattern must be found


class Doubt(Entry, frozen=True, kw_only=True):
    """Words nearby that point to another sense."""

    sense: str
    cue: str
    unless: str = ""  # words nearby that lift the doubt
    window: int = 0  # words on each side; 0: the window of [annotate]
    patterns: tuple[str, ...] = ()  # the patterns it bears on; none: all
    trap: str = ""  # a text whose hit must come out ambiguous for this doubt


class Family(Entry, frozen=True, kw_only=True):
    """Variants of one term, counted together."""

    id: str
    label_fr: str
    label_en: str | None = None
    side: Side = "none"  # of the renaming: old and new names compete; a third way, or none, do not
    parent: str | None = None
    source: str = ""
    variants: tuple[str, ...] = ()  # whole forms the patterns must match; damaged copies of them are looked for
    absent: tuple[str, ...] = ()  # texts in which no pattern of the family may be found
    fuzzy: bool = True  # look for damaged copies of the variants (see `fuzzy.py`); they are counted apart
    priority: int = 0  # of two families that claim the same words, the higher wins; at equal priority, the earlier
    patterns: tuple[Pattern, ...]
    doubts: tuple[Doubt, ...] = ()


class Frozen(Entry, frozen=True, kw_only=True):
    """A fixed string: a term inside it is mentioned, not used."""

    id: str
    kind: str  # law, heading, circular, report, office, institution, association, programme, event
    label_fr: str
    label_en: str | None = None
    regex: str
    case_sensitive: bool = False
    valid_from: str | None = None  # ISO date; a text dated before cannot hold it
    valid_to: str | None = None
    source: str = ""
    examples: tuple[str, ...] = ()  # texts in which the string must be found


class Name(Entry, frozen=True, kw_only=True):
    """An institution or a network, and the forms of its name.

    A form of one word keeps its capitals (`Metropolis`, `CUF`); any other form is matched in any case, with or
    without accents.
    """

    id: str
    label_fr: str
    label_en: str | None = None
    group: str = ""  # state, europe, world…
    forms: tuple[str, ...]
    valid_from: str | None = None
    valid_to: str | None = None
    doubts: tuple[Doubt, ...] = ()
    source: str = ""


class AcronymRule(Entry, frozen=True, kw_only=True):
    """When an acronym may be read as ours."""

    domain: str  # words that speak for our sense
    reject: str  # words that speak for another
    traps: tuple[str, ...] = ()  # texts whose acronym must come out ambiguous


class LexiconFile(Entry, frozen=True, kw_only=True):
    """lexicon.toml."""

    source: str = ""
    licence: str = ""
    fragments: dict[str, str] = {}
    acronyms: AcronymRule | None = None
    authority: str = ""  # words for a local authority
    family: tuple[Family, ...] = ()
    frozen: tuple[Frozen, ...] = ()
    institution: tuple[Name, ...] = ()
    network: tuple[Name, ...] = ()


class Theme(Entry, frozen=True, kw_only=True):
    """A theme of the codebook: stems that show it, and longer strings in which they do not."""

    id: str
    label_fr: str
    label_en: str | None = None
    group: Literal["motivation", "theme", "actor", "outside"] = "theme"
    motivation: int | None = None  # number in the list of the 2017 call
    parent: str | None = None
    stems: tuple[str, ...]
    exclusions: tuple[str, ...] = ()
    source: str = ""


class CodebookFile(Entry, frozen=True, kw_only=True):
    """codebook.toml."""

    source: str = ""
    licence: str = ""
    anchors: tuple[str, ...] = ()  # families that make a unit speak of international action
    excluded_zones: tuple[str, ...] = ()
    theme: tuple[Theme, ...] = ()
