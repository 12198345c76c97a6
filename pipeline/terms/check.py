"""What a lexicon promises, tried on its own texts: variants, absent texts, examples, traps, families apart."""

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.terms.attacks import example
from pipeline.terms.entries import Doubt, Family, Frozen, Name
from pipeline.terms.frozen import covering
from pipeline.terms.lexicon import APOSTROPHES, Lexicon, Rule
from pipeline.terms.match import Match, Scanner, longest, terms_of, words_of
from pipeline.terms.status import Place, Verdict, name_status, term_status

WINDOW = 30  # words around a hit: the default of [annotate]


class Problem(NamedTuple):
    """What is wrong with one entry, as the end of a sentence that names it."""

    entry: str
    message: str


class Judged(NamedTuple):
    """A match in a test text, and its status."""

    match: Match
    verdict: Verdict


class Checker:
    """Tries a lexicon on its own texts, each taken as the whole text of a French document."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._scanner = Scanner(lexicon.rules)
        self._terms = [rule for rule in lexicon.rules if rule.spec and not rule.spec.ocr]

    def problems(self, own: frozenset[str]) -> Iterator[Problem]:
        """What is wrong with some entries.

        Args:
            own: ids of the entries to try; the others are there to be told apart from.

        Yields:
            Problems, families first, in the order of the lexicon.
        """
        for family in self.lexicon.families.values():
            if family.id in own:
                yield from self._family(family)
        for frozen in self.lexicon.frozen.values():
            if frozen.id in own:
                yield from self._examples(frozen)
        for name in self.lexicon.names.values():
            if name.id in own:
                yield from self._traps(name)
        for trap in self.lexicon.acronym_traps:
            if not self._is_doubtful_acronym(trap):
                yield Problem(
                    "acronyms",
                    f"the first acronym of the trap « {trap} » does not come out ambiguous; add a word to reject",
                )

    def judged(self, text: str) -> list[Judged]:
        """The terms and names of a text, each with its status."""
        matches = list(self._scanner.scan(words_of(text)))
        frozen = longest(match for match in matches if match.rule.kind == "frozen")
        names = longest(match for match in matches if match.rule.kind in ("institution", "network"))
        place = Place(text, "body", "fr", frozenset(), WINDOW)
        found = [Judged(name, name_status(name, place, self.lexicon)) for name in names]
        found += [
            Judged(match, term_status(match, place, self.lexicon, covering(match, frozen)))
            for match in terms_of(matches)
        ]
        return found

    def _family(self, family: Family) -> Iterator[Problem]:
        rules = [rule for rule in self._terms if rule.entry == family.id]
        ids = [pattern.id for pattern in family.patterns]
        for twice in sorted({pattern for pattern in ids if ids.count(pattern) > 1}):
            yield Problem(family.id, f"two patterns have the id {twice}; rename one")
        for variant in family.variants:
            if not any(rule.regex.fullmatch(variant.translate(APOSTROPHES)) for rule in rules):
                yield Problem(family.id, f"no pattern matches the whole variant « {variant} »; widen one or drop it")
        for pattern in family.patterns:
            for text in pattern.examples:
                if (family.id, pattern.id) not in {
                    (match.rule.entry, match.rule.pattern) for match in self._scan(text)
                }:
                    yield Problem(family.id, f"the pattern {pattern.id} misses its example « {text} »; correct one")
        for text in family.absent:
            if any(match.rule.entry == family.id for match in terms_of(self._scan(text))):
                yield Problem(family.id, f"a pattern matches « {text} », said to be absent; narrow it")
        yield from self._traps(family)
        yield from self._overlaps(family, rules)

    def _scan(self, text: str) -> list[Match]:
        return list(self._scanner.scan(words_of(text)))

    def _examples(self, frozen: Frozen) -> Iterator[Problem]:
        for text in frozen.examples:
            if not any(match.rule.entry == frozen.id for match in self._scan(text)):
                yield Problem(frozen.id, f"the pattern misses its example « {text} »; correct one")

    def _traps(self, holder: Family | Name) -> Iterator[Problem]:
        for number, doubt in enumerate(holder.doubts, start=1):
            if doubt.trap and not self._is_caught(holder.id, number, doubt):
                yield Problem(
                    holder.id, f"the doubt « {doubt.sense} » does not catch its trap « {doubt.trap} »; correct its cue"
                )

    def _is_caught(self, entry: str, number: int, doubt: Doubt) -> bool:
        reason = f"false_friend.{number}"
        return any(
            found.match.rule.entry == entry and found.verdict.reason == reason for found in self.judged(doubt.trap)
        )

    def _is_doubtful_acronym(self, trap: str) -> bool:
        """Whether the first acronym of the text is ambiguous; those that explain it may be what they say."""
        found = [one for one in self.judged(trap) if one.match.rule.spec and one.match.rule.spec.acronym]
        return bool(found) and min(found, key=lambda one: one.match.start).verdict.status == "ambiguous"

    def _overlaps(self, family: Family, rules: list[Rule]) -> Iterator[Problem]:
        """Words that another family of the same priority claims whole: chance alone would decide."""
        made = (example(rule.regex.pattern, whole=whole) for rule in rules for whole in (False, True))
        texts = dict.fromkeys([*(form.translate(APOSTROPHES) for form in family.variants), *made])
        told: set[str] = set()
        for text in texts:
            if not any(rule.regex.fullmatch(text) for rule in rules):
                continue
            for rule in self._terms:
                other = self.lexicon.families[rule.entry]
                apart = other.id == family.id or other.priority != family.priority or other.id in told
                if not apart and rule.regex.fullmatch(text):
                    told.add(other.id)
                    yield Problem(
                        family.id,
                        f"the family {other.id} claims « {text} » too; give one of them a priority, or narrow one",
                    )
