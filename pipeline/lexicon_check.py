"""Tests a lexicon or a codebook before any document is read; every fault is one sentence with file, line and id."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal

import msgspec

from pipeline import lexicons, store
from pipeline.errors import SettingsError
from pipeline.lexicons import Source
from pipeline.pool import Limits, run_isolated
from pipeline.records import Passage
from pipeline.settings import LexiconSection, load_settings
from pipeline.store import Corpus
from pipeline.terms.attacks import attacks
from pipeline.terms.check import Checker
from pipeline.terms.entries import CodebookFile, Family, LexiconFile, Name
from pipeline.terms.lexicon import Codebook, Lexicon
from pipeline.terms.match import Scanner, longest, terms_of, words_of
from pipeline.text import kwic

PROBE = Limits(memory_gb=1.5, cpu_s=2.0, wall_s=30.0)
"""Of one pattern on all its texts: the slowest of the 439 built-in ones takes 0.1 s."""
READ_AT_MOST = 20_000  # passages looked at for first hits: some seconds, a tenth of a year of a large city
WIDTH = 40
Kind = Literal["lexicon", "codebook"]
Written = tuple[str, str, int]  # id of the entry, pattern, flags


def faults(home: str, section: LexiconSection) -> list[str]:
    """Every fault of the user's files, or of the built-in ones where there are none.

    Args:
        home: folder the paths are relative to.
        section: [lexicon] of corpus.toml.

    Returns:
        Sentences, in the order lexicon, codebook; none when all holds.
    """
    found: list[str] = []
    kinds: tuple[tuple[Kind, str], ...] = (("lexicon", section.file), ("codebook", section.codebook))
    for kind, file in kinds:
        if file or not (section.file or section.codebook):
            found += _of_file(home, section, kind)
    return found


def chosen(file: str, corpus: Corpus | None) -> tuple[str, LexiconSection]:
    """What to try: one file, else the files of a corpus, else the built-in ones.

    Args:
        file: a path, of a lexicon or of a codebook (it holds `[[theme]]`); empty: none.
        corpus: whose corpus.toml may name files, and says whether they extend ours.

    Returns:
        The folder that paths are relative to, and the section that names the files.
    """
    section = load_settings(Path(corpus.home, "corpus.toml")).lexicon if corpus else LexiconSection()
    if not file:
        return (corpus.home if corpus else "."), section
    path = Path(file).expanduser()
    themes = path.is_file() and re.search(rb"(?m)^\s*\[\[theme\]\]", path.read_bytes())
    own = {"codebook": str(path.absolute()), "file": ""} if themes else {"file": str(path.absolute()), "codebook": ""}
    return ".", msgspec.structs.replace(section, **own)


def summary(home: str, section: LexiconSection) -> str:
    """One line on files without a fault.

    Args:
        home: folder the paths are relative to.
        section: [lexicon] of corpus.toml.
    """
    lexicon, codebook = lexicons.load_lexicon(home, section), lexicons.load_codebook(home, section)
    families = lexicon.families.values()
    texts = sum(len(family.variants) + len(family.absent) for family in families)
    texts += sum(len(pattern.examples) for family in families for pattern in family.patterns)
    texts += sum(len(frozen.examples) for frozen in lexicon.frozen.values()) + len(lexicon.acronym_traps)
    holders: tuple[Family | Name, ...] = (*families, *lexicon.names.values())
    traps = sum(bool(doubt.trap) for holder in holders for doubt in holder.doubts)
    return (
        f"lexicon   {len(lexicon.families):,} families, {len(lexicon.frozen):,} fixed strings, {len(lexicon.names):,} "
        f"names, {len(codebook.themes):,} themes; {texts:,} texts and {traps:,} traps hold"
    )


def refuse_faults(home: str, section: LexiconSection, record: Path) -> None:
    """Stop when the user's files have a fault; the digest of files without one is kept, so that they are tried once.

    Args:
        home: folder of corpus.toml.
        section: its [lexicon].
        record: where the digest is kept.

    Raises:
        SettingsError: all faults, one a line.
    """
    if not (section.file or section.codebook):
        return
    texts = [Path(home, Path(file).expanduser()) for file in (section.file, section.codebook) if file]
    known = hashlib.sha256(section.mode.encode())
    for path in texts:
        known.update(path.read_bytes() if path.is_file() else b"")
    digest = known.hexdigest().encode()
    if record.is_file() and record.read_bytes() == digest:
        return
    if found := faults(home, section):
        raise SettingsError("\n".join(found))
    store.write_if_different(record, digest)


def first_hits(corpus: Corpus, home: str, section: LexiconSection, most: int = 3) -> Iterator[str]:
    """The first lines of each pattern in the passages already built, in the order of the lexicon.

    Args:
        corpus: one whose passages may be built.
        home: folder the paths of the section are relative to.
        section: what to try.
        most: lines of one pattern.
    """
    lexicon = lexicons.load_lexicon(home, section)
    lines: dict[tuple[str, str], list[str]] = defaultdict(list)
    scanner, read = Scanner(lexicon.rules), 0
    for path in sorted((corpus.build / "passages").glob("*")):
        if read >= READ_AT_MOST:
            break
        for passage in store.read(path, Passage):
            read += 1
            matches = list(scanner.scan(words_of(passage.text)))
            for match in (*terms_of(matches), *longest(one for one in matches if one.rule.kind == "frozen")):
                kept = lines[match.rule.entry, match.rule.pattern]
                if len(kept) < most:
                    left, pivot, right = kwic.line(passage.text, match.start, match.end, width=WIDTH)
                    place = f"{passage.doc_id} p. {passage.page_first}"
                    kept.append(f"  {left:>{WIDTH}} [{pivot}] {right}  ({place})".replace("\n", " "))
    yield f"first hits in {read:,} passages"
    for rule in lexicon.rules:
        if rule.kind in ("term", "frozen"):
            kept = lines.get((rule.entry, rule.pattern), [])
            yield f"{rule.entry}.{rule.pattern}" + ("" if kept else ": none")
            yield from kept


def _of_file(home: str, section: LexiconSection, kind: Kind) -> list[str]:
    """Faults of one file: what stops it from loading, else what its patterns and its own texts show."""
    try:
        source, table, whole = _opened(home, section, kind)
    except SettingsError as error:
        return [str(error)]
    if broken := list(_broken(table, whole)):
        return [f"{source.name}{lexicons.line_of(source, entry)}: {message}" for entry, message in broken]
    own = frozenset(entry["id"] for name in lexicons.LISTS for entry in table.get(name, []))
    ready = Lexicon(whole) if isinstance(whole, LexiconFile) else Codebook(whole)
    found = list(_runaways(_patterns(ready, own)))
    if isinstance(ready, Lexicon) and not found:  # a pattern without end would hold this process too
        found += Checker(ready).problems(own)
    return [f"{source.name}{lexicons.line_of(source, entry)}: {entry}: {message}" for entry, message in found]


def _opened(
    home: str, section: LexiconSection, kind: Kind
) -> tuple[Source, dict[str, Any], LexiconFile | CodebookFile]:
    """A file, its own table, and that table with the built-in entries it extends."""
    file, key = (section.file, "file") if kind == "lexicon" else (section.codebook, "codebook")
    user = lexicons.user_source(home, file, key)
    source = user or lexicons.built_in_source(kind)
    if kind == "lexicon":
        table = lexicons.own_table(source, LexiconFile)
        return source, table, lexicons.merged_file(user, section.mode, kind, LexiconFile)
    table = lexicons.own_table(source, CodebookFile)
    return source, table, lexicons.merged_file(user, section.mode, kind, CodebookFile)


def _broken(table: dict[str, Any], whole: LexiconFile | CodebookFile) -> Iterator[tuple[str, str]]:
    """Entries that cannot be made ready, each tried by itself: its id and what is wrong."""
    bare: dict[str, Any] = dict.fromkeys(lexicons.LISTS[:-1], ()) if isinstance(whole, LexiconFile) else {"theme": ()}
    parts: list[tuple[str, dict[str, Any]]] = [("", {})]
    parts += [(one["id"], {name: (one["id"],)}) for name in lexicons.LISTS for one in table.get(name, [])]
    for entry, kept in parts:
        chosen = {name: tuple(one for one in getattr(whole, name) if one.id in kept.get(name, ())) for name in bare}
        alone = msgspec.structs.replace(whole, **chosen)
        try:
            Lexicon(alone) if isinstance(alone, LexiconFile) else Codebook(alone)
        except SettingsError as error:
            yield entry, str(error)
            if not entry:  # fragments, acronyms, authority: every entry would say the same
                return


def _patterns(ready: Lexicon | Codebook, own: frozenset[str]) -> Iterator[Written]:
    """Every pattern of some entries, and those that stand alone in the file."""
    compiled = [(rule.entry, rule.regex) for rule in ready.rules if rule.entry in own]
    if isinstance(ready, Lexicon):
        for entry in sorted(own & ready.doubts.keys()):
            for doubt in ready.doubts[entry]:
                compiled += [(entry, regex) for regex in (doubt.cue, doubt.unless) if regex]
        alone = (("acronyms", ready.domain), ("acronyms", ready.reject), ("authority", ready.authority))
        compiled += [(name, regex) for name, regex in alone if regex]
    return ((entry, regex.pattern, regex.flags) for entry, regex in compiled)


def _runaways(patterns: Iterable[Written]) -> Iterator[tuple[str, str]]:
    """Patterns that a text of some hundred words keeps busy without end."""
    written = list(patterns)
    tasks = ((str(number), (regex, flags)) for number, (_, regex, flags) in enumerate(written))
    failed = sorted(int(answer.key) for answer in run_isolated(_try, tasks, workers=1, limits=PROBE) if answer.failure)
    for number in failed:
        entry, regex, _ = written[number]
        shown = regex if len(regex) <= 80 else f"{regex[:77]}…"
        yield (
            entry,
            (
                f"the pattern {shown!r} backtracks without end on a text made for it; let two repeats in a row, or one "
                "inside another, accept no common letters, or bound them ({0,5})"
            ),
        )


def _try(argument: tuple[str, int]) -> None:
    regex, flags = argument
    compiled = re.compile(regex, flags)
    for text in attacks(regex):
        compiled.match(text)
