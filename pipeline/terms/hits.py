"""Hits of one document: every match with its unit, page, zone and status."""

import bisect
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.records import Hit, Passage, Unit, Zone
from pipeline.terms.definitions import senses
from pipeline.terms.entries import Pattern
from pipeline.terms.frozen import covering, out_of_time
from pipeline.terms.fuzzy import FuzzyScanner
from pipeline.terms.lexicon import Codebook, Lexicon, Rule
from pipeline.terms.match import Match, Scanner, longest, terms_of, themes_of, words_of
from pipeline.terms.status import PRINTED_APART, PRINTED_APART_REASON, Place, Verdict, name_status, term_status


class Span(NamedTuple):
    """A stretch of one passage, the zone it belongs to and its unit."""

    start: int
    end: int
    zone: Zone
    unit: Unit


class Seen(NamedTuple):
    """A match and where it stands."""

    passage: Passage
    span: Span
    match: Match


class Marker:
    """Marks the terms, themes and names of documents with one lexicon and one codebook."""

    def __init__(self, lexicon: Lexicon, codebook: Codebook) -> None:
        self.lexicon, self.codebook = lexicon, codebook
        self._scanner = Scanner((*lexicon.rules, *(_after(rule, len(lexicon.rules)) for rule in codebook.rules)))
        self._fuzzy = FuzzyScanner(lexicon)

    def hits_of(
        self, passages: Sequence[Passage], units: Sequence[Unit], *, language: str, window_tokens: int
    ) -> list[Hit]:
        """Hits of one document, in reading order.

        Args:
            passages: all passages of the document.
            units: its units; what stands outside every unit is not marked.
            language: of the document, BCP 47.
            window_tokens: words looked at on each side of a doubtful hit.
        """
        spans = _spans(units)
        found = [(passage, self._matches(passage.text)) for passage in passages if passage.passage_id in spans]
        expanded = frozenset(
            match.rule.entry
            for _, matches in found
            for match in matches
            if match.rule.spec and is_full(match.rule.spec)
        )
        defined = self._defined(found)
        hits: list[Hit] = []
        themes: list[Seen] = []
        for passage, matches in found:
            if not matches:
                continue
            bounds = spans[passage.passage_id]
            spoken = passage.language or language
            place = Place(passage.text, "body", spoken, expanded, window_tokens, defined=defined)
            hits += self._named(passage, bounds, matches, place)
            stems = [match for match in matches if match.rule.kind == "theme"]
            themes += [Seen(passage, span, match) for match in themes_of(stems) if (span := _at(bounds, match.start))]
        anchored = {hit.unit_id for hit in hits if self._anchors(hit)}
        hits += [_theme_hit(seen, anchored) for seen in themes if self._counts(seen)]
        order = {passage.passage_id: number for number, passage in enumerate(passages)}
        return sorted(hits, key=lambda hit: (order[hit.passage_id], hit.start, hit.end, hit.kind, hit.entry))

    def _defined(self, found: Sequence[tuple[Passage, Sequence[Match]]]) -> dict[str, frozenset[str]]:
        """What the document says of its acronyms; not looked for where none of ours stands."""
        if not any(match.rule.spec and match.rule.spec.acronym for _, matches in found for match in matches):
            return {}
        return senses((passage.text for passage, _ in found), self._families)

    def _families(self, expansion: str) -> frozenset[str] | None:
        """Terms whose full name, sound or damaged, stands in what an acronym is said to mean.

        Returns:
            None where words of our field stand there under no name we know: it settles nothing.
        """
        specs = [(match.rule.entry, match.rule.spec) for match in self._matches(expansion)]
        named = frozenset(entry for entry, spec in specs if spec and not (spec.acronym or spec.case_sensitive))
        of_the_field = self.lexicon.domain and self.lexicon.domain.search(expansion)
        return None if of_the_field and not named else named

    def _matches(self, text: str) -> list[Match]:
        words = words_of(text)
        return [*self._scanner.scan(words), *self._fuzzy.scan(words)]

    def _named(self, passage: Passage, spans: Sequence[Span], matches: Sequence[Match], place: Place) -> Iterator[Hit]:
        """Hits of fixed strings, names and term families in one passage."""
        frozen = longest(match for match in matches if match.rule.kind == "frozen")
        names = longest(match for match in matches if match.rule.kind in ("institution", "network"))
        for match in (*frozen, *names, *terms_of(matches)):
            span = _at(spans, match.start)
            if span is None:
                continue
            author = span.unit.kind == "act" or span.unit.collectivite is not None
            here = place._replace(zone=span.zone, role=passage.role, by_authority=author)
            yield _hit(Seen(passage, span, match), self._verdict(match, here, frozen, span.unit.date))

    def _verdict(self, match: Match, place: Place, frozen: Sequence[Match], date: str | None) -> Verdict:
        kind, entry = match.rule.kind, match.rule.entry
        if kind == "term":
            return term_status(match, place, self.lexicon, covering(match, frozen))
        if out_of_time(self.lexicon.frozen[entry] if kind == "frozen" else self.lexicon.names[entry], date):
            return Verdict("ambiguous", "date.before")
        if kind == "frozen":
            apart = place.role in PRINTED_APART
            return Verdict("mention", f"{PRINTED_APART_REASON}{place.role}" if apart else f"frozen.{entry}")
        return name_status(match, place, self.lexicon)

    def _anchors(self, hit: Hit) -> bool:
        """Whether a hit makes its unit speak of international action."""
        if hit.status == "ambiguous" or hit.ocr or is_printed_apart(hit):
            return False
        return hit.kind == "frozen" or (hit.kind == "term" and hit.entry in self.codebook.anchors)

    def _counts(self, seen: Seen) -> bool:
        return seen.passage.role not in PRINTED_APART and seen.span.zone not in self.codebook.excluded_zones


def _theme_hit(seen: Seen, anchored: set[str]) -> Hit:
    anchor = seen.span.unit.unit_id in anchored
    verdict = Verdict("use", "anchored") if anchor else Verdict("ambiguous", "not_anchored")
    return _hit(seen, verdict)


def _hit(seen: Seen, verdict: Verdict) -> Hit:
    passage, span, match = seen
    return Hit(
        doc_id=passage.doc_id,
        unit_id=span.unit.unit_id,
        passage_id=passage.passage_id,
        page=page_at(passage, match.start),
        start=match.start,
        end=match.end,
        kind=match.rule.kind,
        entry=match.rule.entry,
        pattern=match.rule.pattern,
        surface=passage.text[match.start : match.end],
        zone=span.zone,
        ocr=bool(match.rule.spec and match.rule.spec.ocr),
        status=verdict.status,
        reason=verdict.reason,
    )


def is_printed_apart(hit: Hit) -> bool:
    """Whether a hit stands in a running title or a stamp: marked, never counted."""
    return hit.reason.startswith(PRINTED_APART_REASON)


def page_at(passage: Passage, offset: int) -> int:
    """The page on which a character of a passage is printed."""
    number = bisect.bisect_right(passage.runs, offset, key=lambda run: run.start)
    return passage.runs[number - 1].page if number else passage.page_first


def is_full(spec: Pattern) -> bool:
    """Whether a pattern is of the whole name of a term."""
    return not (spec.acronym or spec.ocr or spec.case_sensitive)


def _after(rule: Rule, shift: int) -> Rule:
    """The same rule, ranked after those of the lexicon."""
    return rule._replace(rank=rule.rank + shift)


def _spans(units: Sequence[Unit]) -> dict[str, list[Span]]:
    """Zone stretches by passage, in order."""
    spans: dict[str, list[Span]] = {}
    for unit in units:
        for zone in unit.zones:
            spans.setdefault(zone.passage_id, []).append(Span(zone.start, zone.end, zone.zone, unit))
    for found in spans.values():
        found.sort(key=lambda span: (span.start, span.end))
    return spans


def _at(spans: Sequence[Span], offset: int) -> Span | None:
    """The stretch that holds a character."""
    number = bisect.bisect_right(spans, offset, key=lambda span: span.start)
    span = spans[number - 1] if number else None
    return span if span and offset < span.end else None
