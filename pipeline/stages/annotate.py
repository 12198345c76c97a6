"""Units -> hits: terms, fixed strings, institutions, networks and themes, each with its status."""

import functools
from collections.abc import Sequence

from pipeline import store
from pipeline.jobs import Job, Outcome
from pipeline.lexicons import load_codebook, load_lexicon
from pipeline.records import Hit, Passage, Unit
from pipeline.terms.hits import Marker
from pipeline.terms.lexicon import Codebook, Lexicon


def hits_of(
    passages: Sequence[Passage],
    units: Sequence[Unit],
    lexicon: Lexicon,
    codebook: Codebook,
    *,
    language: str,
    window_tokens: int,
) -> list[Hit]:
    """Mark one document.

    Args:
        passages: all passages of the document.
        units: its units.
        lexicon: terms, fixed strings, names.
        codebook: themes.
        language: of the document, BCP 47.
        window_tokens: words looked at on each side of a doubtful hit.

    Returns:
        Hits in reading order.
    """
    return _marker(lexicon, codebook).hits_of(passages, units, language=language, window_tokens=window_tokens)


@functools.lru_cache(maxsize=2)
def _marker(lexicon: Lexicon, codebook: Codebook) -> Marker:
    return Marker(lexicon, codebook)


def run(job: Job) -> Outcome:
    """Mark one document and write its hits.

    Raises:
        SettingsError: the user's lexicon or codebook is wrong.
    """
    doc_id, section = job.document.doc_id, job.settings["lexicon"]
    hits = hits_of(
        store.read_all(job.corpus.path("passages", doc_id), Passage),
        store.read_all(job.corpus.path("acts", doc_id), Unit),
        load_lexicon(job.corpus.home, section),
        load_codebook(job.corpus.home, section),
        language=job.document.language,
        window_tokens=job.settings["annotate"].window_tokens,
    )
    terms = [hit for hit in hits if hit.kind == "term"]
    uses = sum(hit.status == "use" and not hit.ocr for hit in terms)
    return Outcome.done(
        store.write(job.corpus.path("hits", doc_id), hits),
        counts={"hits": len(hits), "term uses": uses, "term mentions": sum(hit.status == "mention" for hit in terms)},
    )
