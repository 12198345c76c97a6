"""From counted units to described topics: how many, which words, how stable, how coherent."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

import numpy as np

from pipeline.topics.base import Fit, FloatArray, IntArray, TopicModel, top_words
from pipeline.topics.coherence import diversity, topic_coherence
from pipeline.topics.size import CHOICE_UNITS, Candidate, candidates, chosen
from pipeline.topics.stability import stability

LABEL_WORDS = 3


class Learnt(NamedTuple):
    """A model and what is known of it; topics are numbered by `order`, the most present first."""

    model: TopicModel
    order: IntArray
    tops: list[IntArray]  # top words of each topic, in the new order
    stability: FloatArray
    coherence: list[float]
    tried: list[Candidate]
    why: str

    @property
    def weights(self) -> FloatArray:
        """Topics x vocabulary, in the new order."""
        result: FloatArray = self.model.weights[self.order]
        return result

    def mixtures(self, counts: Any) -> FloatArray:
        """Units x topics, in the new order."""
        result: FloatArray = self.model.mixtures(counts)[:, self.order]
        return result


def engine_of(name: Literal["nmf", "lda"]) -> Fit:
    """The fit function of an engine; its library is loaded only now."""
    if name == "lda":
        from pipeline.topics.lda import fit_lda

        return fit_lda
    from pipeline.topics.nmf import fit_nmf

    return fit_nmf


def learn(counts: Any, words: FloatArray, fit: Fit, *, topics: int, refits: int, seed: int) -> Learnt:
    """Choose the number of topics, fit, and judge.

    Args:
        counts: sparse, units x vocabulary, each unit with at least one word.
        words: length of each unit, by which topics are weighed when they are put in order.
        fit: engine.
        topics: wanted number; 0 to choose from the size of the corpus.
        refits: models refitted on 80 % of the units.
        seed: of the engine and of the subsamples.
    """
    limit = max(1, min(counts.shape) // 2)
    numbers = [min(topics, limit)] if topics else candidates(counts.shape[0], limit)
    fitted = {}
    for number in numbers:
        model = fit(counts, number, seed)
        tops = top_words(model.weights)
        kept = stability(counts, tops, fit, refits=refits, seed=seed)
        coherence = topic_coherence(counts, tops)
        score = Candidate(
            number, round(float(kept.mean()), 4), round(float(np.mean(coherence)), 4), round(diversity(tops), 4)
        )
        fitted[number] = (model, tops, kept, coherence, score)
    tried = [item[-1] for item in fitted.values()]
    best = chosen(tried)
    model, tops, kept, coherence, _ = fitted[best.topics]
    order = np.argsort(-(words @ model.mixtures(counts)).round(6), kind="stable")
    return Learnt(
        model, order, [tops[topic] for topic in order], kept[order], [coherence[topic] for topic in order], tried,
        _why(topics, numbers, best.topics),
    )  # fmt: skip


def _why(wanted: int, numbers: Sequence[int], topics: int) -> str:
    if wanted:
        return "set in corpus.toml" if topics == wanted else f"{wanted} were asked for, the corpus allows {topics}"
    if len(numbers) > 1:
        return f"largest of {', '.join(map(str, numbers))} about as stable as the stablest"
    return f"from the size of the corpus, above {CHOICE_UNITS} units"


def labels(tops: Sequence[Sequence[str]], named: Mapping[int, str]) -> list[tuple[str, Literal["person", "automatic"]]]:
    """Name of each topic: given by a person, or its heaviest words, more of them where two topics would be homonyms.

    Args:
        tops: top words of each topic, heaviest first.
        named: names by topic number.
    """
    found: list[tuple[str, Literal["person", "automatic"]]] = []
    taken: set[str] = set()
    for topic, words in enumerate(tops):
        if topic in named:
            found.append((named[topic], "person"))
        else:
            sizes = range(min(LABEL_WORDS, len(words)), len(words) + 1)
            tries = [", ".join(words[:size]) for size in sizes]
            found.append((next((label for label in tries if label not in taken), tries[-1]), "automatic"))
        taken.add(found[-1][0])
    return found
