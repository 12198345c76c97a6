"""Language: words a second for tokens, lemmas and hits, and annotate + count beside nltk with a loop over the patterns.

The peer is what is written with nltk in an afternoon: its Punkt splitter, its word tokenizer, simplemma for the lemmas,
every pattern of the lexicon and the codebook searched in every passage, phrases and likeness as ours. It tells no use
from mention. Both read the same passages in turn, in processes of their own, and the medians are compared; what is
measured is processor time on one core, once caches are warm (the first fifth of the texts is read before).
"""

import argparse
import json
import multiprocessing
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import msgspec

from pipeline.records import Document, Page, Passage, Unit
from tests.bench.reading import REPETITIONS, SHARED

CODES = SHARED / "corpora" / "codes" / "raw" / "versions.jsonl"
EVERY, FOR_PEER = 3, 4
"""One version in three of the 18 331: some 6 000 texts, 1.2 million words, so that words met for the first time weigh
as they do in a corpus; of these one in four for the race, since the peer takes long."""
WARMING = 0.2
INVENTED = (
    "Le Conseil municipal approuve la convention de coopération décentralisée signée avec la ville jumelée, et autorise "
    "Monsieur le Maire à signer les documents relatifs à cette affaire avant le 31 décembre 2014 à 18h30. "
)


class Source(msgspec.Struct):
    """One document ready for annotate: what it holds, cleaned and cut into units."""

    document: Document
    passages: list[Passage]
    units: list[Unit]


def run(_: argparse.Namespace) -> None:
    """Measure and print two lines."""
    with tempfile.TemporaryDirectory() as folder:
        every, some = Path(folder) / "every.json", Path(folder) / "some.json"
        read = sources()
        every.write_bytes(msgspec.json.encode(read))
        some.write_bytes(msgspec.json.encode(read[::FOR_PEER]))
        lines = [
            ("tokens + lemmas + hits, words/cpu s", measured(words_and_hits, every), None),
            ("annotate + count, words/cpu s", measured(annotate_and_count, some), measured(with_nltk, some)),
        ]
    print(f"{'codes' if CODES.is_file() else 'invented text':40}{'ours':>10}{'nltk':>10}{'ratio':>8}")
    for name, own, peer in lines:
        print(f"{name:40}{own:>10.0f}" + (f"{peer:>10.0f}{own / peer:>7.1f}x" if peer else ""))


def sources() -> list[Source]:
    """Texts of the codes beside the checkout; else one invented paragraph, repeated."""
    if CODES.is_file():
        rows = CODES.read_text("utf-8").splitlines()[::EVERY]
        return [_source(f"c{number}", json.loads(row)["text"]) for number, row in enumerate(rows)]
    return [_source(f"i{number}", "\n\n".join([INVENTED] * 20)) for number in range(300)]


def _source(doc_id: str, text: str) -> Source:
    from pipeline.acts.units import units_of
    from pipeline.settings import CleanSection
    from pipeline.stages.clean import passages_of

    document = Document(
        doc_id, f"{doc_id}.txt", "text/plain", "0", 1, None, None, None, "law", None, None, None, "fr", None, None, None,
        "kept", None, {},
    )  # fmt: skip
    passages = passages_of([Page(doc_id, 1, None, None, None, "text", None, text, [], [])], CleanSection())
    return Source(document, passages, units_of(passages, document, minutes=False))


Work = Callable[[Source], int]


def words_and_hits() -> Work:
    """Tokens and lemmas of every passage, and the hits."""
    from pipeline.text.analysers import Simple

    reader, hits_of = Simple(), _marker()

    def work(source: Source) -> int:
        for passage in source.passages:
            reader.analyse(passage.text)
        hits_of(source)
        return sum(passage.words for passage in source.passages)

    return work


def annotate_and_count() -> Work:
    """What the two stages do with a document, files apart."""
    from pipeline.settings import CountSection
    from pipeline.stages.count import bag_of

    hits_of, settings = _marker(), CountSection()

    def work(source: Source) -> int:
        hits = hits_of(source)
        for unit in source.units:
            own = [hit for hit in hits if hit.unit_id == unit.unit_id]
            bag_of(unit, source.passages, own, source.document, genre="law", settings=settings)
        return sum(passage.words for passage in source.passages)

    return work


def _marker() -> Callable[[Source], list]:
    from pipeline.lexicons import load_codebook, load_lexicon
    from pipeline.settings import LexiconSection
    from pipeline.stages.annotate import hits_of

    lexicon, codebook = load_lexicon("", LexiconSection()), load_codebook("", LexiconSection())
    return lambda source: hits_of(source.passages, source.units, lexicon, codebook, language="fr", window_tokens=30)


def with_nltk() -> Work:
    """The peer."""
    from nltk.tokenize import NLTKWordTokenizer, PunktSentenceTokenizer
    from simplemma import lemmatize

    from pipeline.lexicons import load_codebook, load_lexicon
    from pipeline.settings import LexiconSection
    from pipeline.terms.candidates import most_frequent, phrases
    from pipeline.text.duplicates import signature
    from pipeline.text.stopwords import stopwords

    rules = [
        rule.regex
        for read in (load_lexicon("", LexiconSection()), load_codebook("", LexiconSection()))
        for rule in read.rules
    ]
    splitter, tokenizer, stop = PunktSentenceTokenizer(), NLTKWordTokenizer(), stopwords()

    def topic(token: str) -> str | None:
        return None if token in stop or not token.isalpha() else lemmatize(token, lang="fr")

    def work(source: Source) -> int:
        found, said, hits, lemmas = [], [], [], Counter()
        for passage in source.passages:
            for sentence in splitter.tokenize(passage.text):
                tokens = [token.lower() for token in tokenizer.tokenize(sentence)]
                lemmas.update(filter(None, map(topic, tokens)))
                found += phrases(tokens, topic)
                said += tokens
            hits += [match.span() for rule in rules for match in rule.finditer(passage.text)]
        most_frequent(found)
        signature(said, 5)
        return sum(passage.words for passage in source.passages)

    return work


def measured(make: Callable[[], Work], ready: Path) -> float:
    """Words a second of processor time: the median of passes, each in a fresh process."""
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        return statistics.median(pool.apply(_pass, (make, ready)) for _ in range(REPETITIONS))


def _pass(make: Callable[[], Work], ready: Path) -> float:
    read = msgspec.json.decode(ready.read_bytes(), type=list[Source])
    work = make()
    warming = int(len(read) * WARMING)
    for source in read[:warming]:
        work(source)
    began = time.process_time()
    words = sum(map(work, read[warming:]))
    return words / (time.process_time() - began)
