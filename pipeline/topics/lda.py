"""Latent Dirichlet allocation (Blei, Ng & Jordan 2003): the second opinion, one process per model."""

from typing import Any

import numpy as np
from gensim.matutils import Sparse2Corpus
from gensim.models import LdaModel as GensimLda

from pipeline.topics.base import FloatArray, rows_to_one

PASSES = 10


class LdaModel:
    """A fitted allocation."""

    def __init__(self, model: GensimLda, seed: int) -> None:
        self._model, self._seed = model, seed
        self.weights: FloatArray = rows_to_one(np.asarray(model.get_topics(), dtype=np.float64))

    def mixtures(self, counts: Any) -> FloatArray:
        """Expected topics of each unit; all 0 for a unit without a word."""
        rows = []
        for row in range(counts.shape[0]):
            # the same first guess for every unit, so that a unit does not depend on those before it
            self._model.random_state = np.random.RandomState(self._seed)
            bounds = slice(counts.indptr[row], counts.indptr[row + 1])
            words = list(zip(counts.indices[bounds].tolist(), counts.data[bounds].tolist(), strict=True))
            guess, _ = self._model.inference([words])
            rows.append(guess[0] if words else np.zeros(self._model.num_topics))
        return rows_to_one(np.array(rows, dtype=np.float64).reshape(-1, self._model.num_topics))


def fit_lda(counts: Any, topics: int, seed: int) -> LdaModel:
    """Learn topics.

    Args:
        counts: sparse, units x vocabulary.
        topics: number of topics.
        seed: of the first guess; the same seed gives the same model.
    """
    names = {column: str(column) for column in range(counts.shape[1])}
    model = GensimLda(
        Sparse2Corpus(counts, documents_columns=False), num_topics=topics, id2word=names, passes=PASSES,
        random_state=seed, eval_every=None, dtype=np.float64,
    )  # fmt: skip
    return LdaModel(model, seed)
