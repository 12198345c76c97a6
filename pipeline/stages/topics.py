"""Bags -> topics, the mixture of each unit, yearly series of topics with intervals, and their changes."""

import io
import zipfile
from array import array
from collections.abc import Callable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any

from pipeline.counted import repeated, units
from pipeline.errors import SettingsError
from pipeline.records import Bag, Mixture, Topic
from pipeline.settings import TopicsSection
from pipeline.store import Corpus, encode_pretty, write, write_bytes

if TYPE_CHECKING:
    from pipeline.stats.series import Family
    from pipeline.topics.learning import Learnt

Progress = Callable[[int, int, str], None]
STEPS = 5
FEWEST_UNITS = 50
"""Below this many units with words there is no model: topics of fewer texts are those texts."""
FEWEST_LEMMAS = 20
UNITS_AT_ONCE = 2_000
TOP_TERMS = 20
TABLES = ("topics.jsonl", "mixtures.jsonl", "series.jsonl", "changes.jsonl")


def run(corpus: Corpus, settings: dict[str, Any], progress: Progress) -> dict[str, int]:
    """Write the model of the corpus and its tables.

    Args:
        corpus: whose counts.jsonl and duplicates.jsonl are read, one line at a time, three times.
        settings: section `topics`.
        progress: called with steps done, steps in all, what comes next.

    Returns:
        Units, lemmas, topics, units with a mixture, changes.

    Raises:
        SettingsError: a label is given to something that is no topic number.
    """
    from pipeline.topics.vocabulary import DocumentFrequencies

    section: TopicsSection = settings["topics"]
    named = _named(section.labels)
    progress(0, STEPS, "reading vocabulary")
    left_out = repeated(corpus)
    frequencies = DocumentFrequencies()
    for bag in units(corpus, left_out):
        frequencies.add(bag.lemmas)
    vocabulary = frequencies.vocabulary(section.min_units, section.max_unit_share)
    progress(1, STEPS, "reading units")
    counts, words = _learning_rows(corpus, left_out, section, vocabulary, frequencies.units)
    facts = {"units": frequencies.units, "lemmas": len(vocabulary), "units learnt from": len(words)}
    reason = _too_small(len(words), len(vocabulary), section)
    if reason:
        return facts | _nothing(corpus, section, facts, reason)
    progress(2, STEPS, "learning topics")
    learnt = _learn(counts, words, section)
    progress(3, STEPS, "topics of each unit")
    mixed = _Mixed(vocabulary, learnt, section.min_words_per_unit)
    written = write(corpus.models / "mixtures.jsonl", mixed.mixtures(units(corpus, left_out)))
    progress(4, STEPS, "series")
    changed = _write(corpus, section, mixed, named, facts)
    progress(STEPS, STEPS, "done")
    return facts | {"topics": len(learnt.order), "mixtures": written.records, "changes": changed}


def _named(labels: dict[str, str]) -> dict[int, str]:
    for key in labels:
        if not key.isdecimal():
            raise SettingsError(f"corpus.toml: key topics.labels.{key} is not a topic number; see topics.jsonl")
    return {int(key): label for key, label in labels.items()}


def _learning_rows(
    corpus: Corpus, left_out: frozenset[str], section: TopicsSection, vocabulary: tuple[str, ...], total: int
) -> tuple[Any, Any]:
    """Counts and lengths of the units to learn from, those with enough words of the vocabulary."""
    import numpy as np

    from pipeline.topics.vocabulary import Rows, sampled

    wanted, rows, words = sampled(total, section.learn_units, section.seed), Rows(vocabulary), array("q")
    for number, bag in enumerate(units(corpus, left_out)):
        if number in wanted:
            rows.add(bag.lemmas)
            words.append(bag.words)
    counts = rows.table()
    kept = np.flatnonzero(np.asarray(counts.sum(axis=1)).ravel() >= section.min_words_per_unit)
    return counts[kept], np.array(words, dtype=np.float64)[kept]


def _too_small(learnt_from: int, lemmas: int, section: TopicsSection) -> str:
    if learnt_from < FEWEST_UNITS:
        return (
            f"{learnt_from} unit(s) with at least {section.min_words_per_unit} words of the vocabulary; "
            f"{FEWEST_UNITS} are needed"
        )
    if lemmas < FEWEST_LEMMAS:
        return f"{lemmas} lemma(s) found in at least {section.min_units} units; {FEWEST_LEMMAS} are needed"
    return ""


def _nothing(corpus: Corpus, section: TopicsSection, facts: dict[str, int], reason: str) -> dict[str, int]:
    """Empty tables, and the reason."""
    for name in TABLES:
        write(corpus.models / name, [])
    (corpus.models / "weights.npz").unlink(missing_ok=True)
    told = {"estimable": False, "reason": reason, "topics": 0, "counts": facts, "settings": section}
    write_bytes(corpus.models / "run.json", encode_pretty(told))
    return {"topics": 0, "mixtures": 0, "changes": 0}


def _learn(counts: Any, words: Any, section: TopicsSection) -> "Learnt":
    from pipeline.topics.learning import engine_of, learn

    fit = engine_of(section.engine)
    return learn(counts, words, fit, topics=section.topics, refits=section.refits, seed=section.seed)


def _write(
    corpus: Corpus, section: TopicsSection, mixed: "_Mixed", named: dict[int, str], facts: dict[str, int]
) -> int:
    """Everything but the mixtures; returns the number of changes."""
    from pipeline.stats.series import Plan, changes, points

    learnt, vocabulary = mixed.learnt, mixed.vocabulary
    topics = _described(learnt, vocabulary, named, mixed.shares())
    plan = Plan(section.min_units_per_year, section.bootstrap, section.permutations, section.seed)
    family, sample = mixed.family(), mixed.builder.sample()
    changed = changes(sample, [family], plan)
    write(corpus.models / "topics.jsonl", topics)
    write(corpus.models / "series.jsonl", points(sample, [family], plan))
    write(corpus.models / "changes.jsonl", changed)
    write_bytes(corpus.models / "weights.npz", _archive(learnt, vocabulary))
    best = next(candidate for candidate in learnt.tried if candidate.topics == len(topics))
    told = {
        "estimable": True, "reason": "", "topics": len(topics), "why": learnt.why, "settings": section, "counts": facts,
        "engine": section.engine, "chosen": best._asdict(), "tried": [item._asdict() for item in learnt.tried],
        "labels_without_topic": sorted(number for number in named if number >= len(topics)),
    }  # fmt: skip
    write_bytes(corpus.models / "run.json", encode_pretty(told))
    return len(changed)


class _Mixed:
    """Mixtures as they are written, and the words of each topic in each dated unit."""

    def __init__(self, vocabulary: tuple[str, ...], learnt: "Learnt", min_words: int) -> None:
        from pipeline.stats.sample import SampleBuilder

        self.vocabulary, self.learnt, self.min_words = vocabulary, learnt, min_words
        self.builder = SampleBuilder()
        self.masses: list[Any] = []
        self.total: Any = 0

    def mixtures(self, bags: Iterator[Bag]) -> Iterator[Mixture]:
        """The mixture of each unit with enough words of the vocabulary, in order."""
        import numpy as np

        from pipeline.topics.base import millionths
        from pipeline.topics.vocabulary import Rows

        waiting: list[Bag] = []
        for bag in chain(bags, [None]):
            if bag is not None:
                waiting.append(bag)
            if not waiting or (bag is not None and len(waiting) < UNITS_AT_ONCE):
                continue
            rows = Rows(self.vocabulary)
            for held in waiting:
                rows.add(held.lemmas)
            counts = rows.table()
            shares = self.learnt.mixtures(counts)
            enough = np.asarray(counts.sum(axis=1)).ravel() >= self.min_words
            kept = np.flatnonzero(enough & (shares.sum(axis=1) > 0))
            for held, parts in zip([waiting[row] for row in kept], millionths(shares[kept]), strict=True):
                yield self._one(held, parts)
            waiting.clear()

    def _one(self, bag: Bag, parts: Any) -> Mixture:
        mass = bag.words * parts
        self.total = self.total + mass
        if bag.year is not None and bag.words:
            self.builder.add(bag)
            self.masses.append(mass)
        return Mixture(bag.unit_id, bag.words, (parts / 1_000_000).tolist())

    def shares(self) -> list[float]:
        """Share of the words of the corpus in each topic."""
        import numpy as np

        total = np.zeros(len(self.learnt.order)) + self.total
        return [float(share) for share in total / max(1.0, float(total.sum()))]

    def family(self) -> "Family":
        """Series `topic:00`, `topic:01`, … of the share of words."""
        import numpy as np
        from scipy.sparse import csr_matrix

        from pipeline.stats.series import Family
        from pipeline.topics.stability import UNSTABLE

        topics = len(self.learnt.order)
        names = tuple(f"topic:{topic:02d}" for topic in range(topics))
        mass = np.array(self.masses, dtype=np.float64).reshape(-1, topics) / 1_000_000
        shaky = frozenset(name for name, kept in zip(names, self.learnt.stability, strict=True) if kept < UNSTABLE)
        words = self.builder.sample().words
        return Family("share_of_words", names, csr_matrix(mass), words, shaky, "not estimable: unstable topic")


def _described(
    learnt: "Learnt", vocabulary: tuple[str, ...], named: dict[int, str], shares: list[float]
) -> list[Topic]:
    from pipeline.topics.base import top_words
    from pipeline.topics.learning import labels

    weights = learnt.weights
    tops = top_words(weights, TOP_TERMS)
    words = [[vocabulary[column] for column in top] for top in tops]
    return [
        Topic(
            topic, label, None, labelled_by,
            [(vocabulary[column], round(float(weights[topic, column]), 5)) for column in tops[topic]],
            learnt.coherence[topic], float(learnt.stability[topic]), shares[topic],
        )
        for topic, (label, labelled_by) in enumerate(labels(words, named))
    ]  # fmt: skip


def _archive(learnt: "Learnt", vocabulary: tuple[str, ...]) -> bytes:
    """Topics x vocabulary as .npz for numpy.load: no date, no compression, so that the same model is the same bytes."""
    import numpy as np

    parts = {"weights": learnt.weights.round(7).astype(np.float32), "vocabulary": np.array(vocabulary)}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, values in parts.items():
            entry = io.BytesIO()
            np.lib.format.write_array(entry, values, allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), entry.getvalue())
    return stream.getvalue()
