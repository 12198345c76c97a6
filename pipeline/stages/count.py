"""Units and hits -> bags; then the vocabulary of terms and the list of repeated units of the whole corpus."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pipeline import store
from pipeline.jobs import Job, Outcome
from pipeline.lexicons import load_lexicon
from pipeline.records import Bag, Definition, Document, Hit, Passage, Term, Unit
from pipeline.repetitions import repetitions
from pipeline.settings import CountSection
from pipeline.store import Corpus
from pipeline.terms.candidates import Tally, c_values, most_frequent, phrases
from pipeline.terms.definitions import definitions
from pipeline.terms.hits import is_printed_apart, page_at
from pipeline.terms.lexicon import Lexicon
from pipeline.terms.said import FORMULAE, NOT_SAID, counted_stretches, words_of
from pipeline.text.analysers import Analyser, analyser
from pipeline.text.duplicates import signature
from pipeline.text.lemmas import is_name
from pipeline.text.tokens import tokenize

CANDIDATES_KEPT = 200
VARIANTS_KEPT = 50
MIN_UNITS = 2  # a phrase of one unit is no term of the corpus


DECIDED = "dispositif"
"""The zone of an act that binds: what stands there was decided, not only said."""


class Counted(NamedTuple):
    """What the text of one unit holds."""

    words: int
    sentences: int
    lemmas: dict[str, int]
    candidates: dict[str, int]
    shingled: list[str]  # words of the running text, in order
    decided: int  # words of the dispositif


def bag_of(
    unit: Unit,
    passages: Sequence[Passage],
    hits: Sequence[Hit],
    document: Document,
    *,
    genre: str,
    settings: CountSection,
) -> Bag:
    """Count one unit.

    Args:
        unit: the unit.
        passages: all passages of its document.
        hits: those of the unit.
        document: its source.
        genre: of the unit, a key of [genres].
        settings: the analyser; length of the word sequences compared between units.

    Returns:
        Words and sentences outside letterheads, attendance, stamps, signatures and formulae; lemmas, candidate
        phrases and signature of the running text (visas and references left out as well).
    """
    counted = _counted(unit, passages, hits, analyser(settings.analyser))
    return Bag(
        unit_id=unit.unit_id,
        doc_id=unit.doc_id,
        date=unit.date,
        year=unit.year,
        genre=genre,
        insee=unit.insee or document.insee,
        words=counted.words,
        sentences=counted.sentences,
        lemmas=counted.lemmas,
        terms=_by_status(hits),
        themes=_themes(hits),
        candidates=counted.candidates,
        signature=signature(counted.shingled, settings.shingle_words),
        ocr_confidence=unit.ocr_confidence,
        definitions=list(_definitions(unit, passages, hits)),
        decided=_decided(hits),
        words_decided=counted.decided,
    )


def genre_of(unit: Unit, document: Document, genres: Mapping[str, Any]) -> str:
    """An act found in minutes, or in a document nobody classed, is a délibération."""
    in_minutes = document.genre in genres and genres[document.genre].minutes
    unclassed = document.genre == "document"
    if unit.kind == "act" and (in_minutes or unclassed) and "deliberation" in genres:
        return "deliberation"
    return document.genre


def _counted(unit: Unit, passages: Sequence[Passage], hits: Sequence[Hit], reader: Analyser) -> Counted:
    words = sentences = decided = 0
    lemmas: Counter[str] = Counter()
    found: list[str] = []
    shingled: list[str] = []
    named = _named(hits)
    for passage, span in counted_stretches(unit, passages):
        text = passage.text[span.start : span.end]
        read = reader.analyse(text)
        said = words_of(read.tokens)
        words += len(said)
        decided += len(said) if span.zone == DECIDED else 0
        sentences += sum(span.start <= first < span.end for first, _ in passage.sentences)
        if span.zone not in NOT_SAID:
            topics = read.topics
            lemmas.update(topic for topic in topics if topic)
            shingled += said
            if span.zone not in FORMULAE:
                tokens = read.tokens
                if known_here := named.get(passage.passage_id):
                    tokens = tokenize(_blanked(text, span.start, known_here))
                # one reading of a word in a stretch is enough to tell where a phrase ends
                found += phrases(tokens, dict(zip(read.tokens, topics, strict=True)).get, is_name)
    return Counted(words, sentences, dict(sorted(lemmas.items())), most_frequent(found), shingled, decided)


def _definitions(unit: Unit, passages: Sequence[Passage], hits: Sequence[Hit]) -> Iterator[Definition]:
    """Pairs of names in the counted text of a unit."""
    terms: dict[str, list[Hit]] = {}
    for hit in hits:
        if hit.kind == "term":
            terms.setdefault(hit.passage_id, []).append(hit)
    for passage, span in counted_stretches(unit, passages):
        for pair in definitions(passage.text[span.start : span.end]):
            long = slice(span.start + pair.long_start, span.start + pair.long_end)
            short = slice(span.start + pair.short_start, span.start + pair.short_end)
            own = terms.get(passage.passage_id, [])
            yield Definition(
                unit.doc_id, unit.unit_id, passage.passage_id, page_at(passage, long.start), unit.year, pair.kind,
                passage.text[long], passage.text[short], long.start, long.stop, short.start, short.stop,
                _entry(own, long), _entry(own, short),
            )  # fmt: skip


def _entry(hits: Sequence[Hit], name: slice) -> str | None:
    """Family of the longest hit inside a name."""
    inside = [hit for hit in hits if name.start <= hit.start and hit.end <= name.stop]
    return max(inside, key=lambda hit: hit.end - hit.start).entry if inside else None


def _named(hits: Sequence[Hit]) -> dict[str, list[Hit]]:
    """Hits of listed names by passage: neither they nor their parts are candidates."""
    named: dict[str, list[Hit]] = {}
    for hit in hits:
        if hit.kind != "theme":
            named.setdefault(hit.passage_id, []).append(hit)
    return named


def _blanked(text: str, start: int, hits: Sequence[Hit]) -> str:
    """A stretch that begins at `start` of its passage, a bar in place of each hit: a bar ends a phrase."""
    for hit in sorted(hits, key=lambda hit: -hit.start):
        first, last = max(0, hit.start - start), hit.end - start
        if first < last and first < len(text):
            text = f"{text[:first]} | {text[last:]}"
    return text


def _by_status(hits: Sequence[Hit]) -> dict[str, tuple[int, int, int, int]]:
    column = {"use": 0, "mention": 1, "ambiguous": 2}
    counts: dict[str, list[int]] = {}
    for hit in hits:
        if hit.kind == "term" and not is_printed_apart(hit):
            counts.setdefault(hit.entry, [0, 0, 0, 0])[3 if hit.ocr else column[hit.status]] += 1
    return {entry: (use, mention, ambiguous, ocr) for entry, (use, mention, ambiguous, ocr) in sorted(counts.items())}


def _decided(hits: Sequence[Hit]) -> dict[str, int]:
    uses = (
        hit.entry
        for hit in hits
        if hit.zone == DECIDED and hit.kind == "term" and hit.status == "use" and not (hit.ocr or is_printed_apart(hit))
    )
    return dict(sorted(Counter(uses).items()))


def _themes(hits: Sequence[Hit]) -> dict[str, int]:
    return dict(sorted(Counter(hit.entry for hit in hits if hit.kind == "theme" and hit.status == "use").items()))


def run(job: Job) -> Outcome:
    """Count the units of one document and write their bags."""
    document, genres = job.document, job.settings["genres"]
    passages = store.read_all(job.corpus.path("passages", document.doc_id), Passage)
    units = store.read_all(job.corpus.path("acts", document.doc_id), Unit)
    by_unit: dict[str, list[Hit]] = {}
    for hit in store.read(job.corpus.path("hits", document.doc_id), Hit):
        by_unit.setdefault(hit.unit_id, []).append(hit)
    bags = [
        bag_of(
            unit,
            passages,
            by_unit.get(unit.unit_id, []),
            document,
            genre=genre_of(unit, document, genres),
            settings=job.settings["count"],
        )
        for unit in units
    ]
    written = store.write(job.corpus.path("bags", document.doc_id), bags)
    return Outcome.done(written, counts={"units": len(bags), "words": sum(bag.words for bag in bags)})


def finish(corpus: Corpus, doc_ids: Sequence[str], settings: dict[str, Any]) -> dict[str, int]:
    """Join the bags; list the units that repeat others; list the terms found.

    Args:
        corpus: its folders.
        doc_ids: documents done by this stage, sorted.
        settings: [lexicon] and [count].

    Returns:
        Numbers of units, repeated units and terms.
    """
    joined = store.concatenate(corpus.build / "counts.jsonl", (corpus.path("bags", doc_id) for doc_id in doc_ids))
    duplicates = list(repetitions(corpus, settings["count"]))
    store.write(corpus.build / "duplicates.jsonl", duplicates, durable=True)
    repeated = frozenset(duplicate.unit_id for duplicate in duplicates)
    lexicon = load_lexicon(corpus.home, settings["lexicon"])
    terms = store.write(corpus.build / "terms.jsonl", _terms(corpus, doc_ids, lexicon, repeated), durable=True)
    bags = store.read(corpus.build / "counts.jsonl", Bag)
    pairs = (pair for bag in bags if bag.unit_id not in repeated for pair in bag.definitions)
    store.write(corpus.build / "definitions.jsonl", pairs, durable=True)
    return {"units": joined.records, "repeated units": len(duplicates), "terms": terms.records}


class _Family:
    """Forms and units of one family, gathered over the corpus."""

    def __init__(self) -> None:
        self.variants: Counter[str] = Counter()
        self.units = 0
        self.last = ""

    def add(self, hit: Hit) -> None:
        self.variants[" ".join(hit.surface.split())] += 1
        if hit.unit_id != self.last:  # hits of a unit follow one another
            self.units, self.last = self.units + 1, hit.unit_id


def _terms(corpus: Corpus, doc_ids: Sequence[str], lexicon: Lexicon, repeated: frozenset[str]) -> Iterator[Term]:
    """Families found in use, in the order of the lexicon, then candidates by falling C-value."""
    families: dict[str, _Family] = {}
    for doc_id in doc_ids:
        for hit in store.read(corpus.path("hits", doc_id), Hit):
            if hit.kind == "term" and hit.status == "use" and not hit.ocr and hit.unit_id not in repeated:
                families.setdefault(hit.entry, _Family()).add(hit)
    for family in lexicon.families.values():
        found = families.get(family.id, _Family())
        yield Term(
            entry=family.id,
            label_fr=family.label_fr,
            label_en=family.label_en,
            variants=_sorted_counts(found.variants),
            units=found.units,
            hits=found.variants.total(),
            method="lexicon",
            c_value=None,
            source=family.source,
        )
    yield from _candidates(corpus, repeated, _is_listed(lexicon))


def _candidates(corpus: Corpus, repeated: frozenset[str], is_listed: Callable[[str], bool]) -> Iterator[Term]:
    tally = Tally()
    for bag in store.read(corpus.build / "counts.jsonl", Bag):
        if bag.unit_id not in repeated:
            tally.add(bag.candidates)
    values = c_values(tally.counts)
    ranked = sorted(values, key=lambda phrase: (-values[phrase], phrase))
    listed = (phrase for phrase in ranked if values[phrase] > 0 and tally.units[phrase] >= MIN_UNITS)
    for number, phrase in enumerate(phrase for phrase in listed if not is_listed(phrase)):
        if number == CANDIDATES_KEPT:
            return
        yield Term(
            entry=phrase,
            label_fr=phrase,
            label_en=None,
            variants={phrase: tally.counts[phrase]},
            units=tally.units[phrase],
            hits=tally.counts[phrase],
            method="candidate",
            c_value=values[phrase],
            source="C-value (Frantzi, Ananiadou, Mima 2000)",
        )


def _is_listed(lexicon: Lexicon) -> Callable[[str], bool]:
    rules = [rule.regex for rule in lexicon.rules if rule.spec is not None]
    return lambda phrase: any(rule.search(phrase) for rule in rules)


def _sorted_counts(counts: Counter[str]) -> dict[str, int]:
    kept = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:VARIANTS_KEPT]
    return dict(sorted(kept))
