"""The words around each occurrence of a node, read from the passages of a built corpus."""

import bisect
from array import array
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

from pipeline import store
from pipeline.errors import UsageError
from pipeline.lexicons import load_codebook, load_lexicon
from pipeline.records import Document, Hit, Passage, Unit, ZoneSpan
from pipeline.settings import LexiconSection
from pipeline.stats.rates import IntArray
from pipeline.store import Corpus
from pipeline.terms.hits import page_at
from pipeline.terms.said import NOT_SAID, counted_stretches
from pipeline.text.analysers import Analyser
from pipeline.words.parts import Table


class Sighting(NamedTuple):
    """One occurrence of a node: where it stands, and the content words near it."""

    unit_id: str
    passage_id: str
    page: int
    sentence: str
    words: tuple[str, ...]  # lemmas; each token belongs to its nearest node


class Windows(NamedTuple):
    """Occurrences of a node by forms, with the part and document of each."""

    counts: Any  # sparse, occurrences x forms of the table: tokens in the window
    part: IntArray
    document: IntArray
    places: tuple[Sighting, ...]


class _Place(NamedTuple):
    """One word of a stretch, or one listed name: a name of several words takes one place."""

    lemma: str | None  # None: carries no topic, or is a name
    nodes: tuple[int, ...]  # where the occurrences of the node begin that stand here
    boundary: tuple[int, int]  # sentence and page: a window keeps to one


def check_node(corpus: Corpus, node: str, section: LexiconSection) -> None:
    """Refuse a node that is neither a family of the lexicon nor a theme of the codebook.

    Raises:
        UsageError: it is none; the known ones are named.
    """
    families = load_lexicon(corpus.home, section).families
    themes = load_codebook(corpus.home, section).themes
    if node not in families and node not in themes:
        raise UsageError(
            f"{node!r} is no family and no theme; give one of the families {', '.join(families)}, or one of the "
            f"themes {', '.join(themes)}"
        )


def windows_of(corpus: Corpus, table: Table, node: str, width: int, reader: Analyser) -> Windows:
    """The windows of every use of a node in the running text; repeated texts are counted once.

    A window holds `width` words on each side of the node, inside one sentence, zone and page. Listed names in it
    (terms, institutions, networks, fixed strings) are no collocates: their words belong to the name.

    Args:
        corpus: built as far as `count`.
        table: its lemmas; units that it leaves out have no windows.
        node: family or theme.
        width: words on each side, from 1.
        reader: the analyser that the words were counted with.

    Raises:
        UsageError: a window holds a word that was not counted.
    """
    rows = {unit: row for row, unit in enumerate(table.units)}
    columns = {form: column for column, form in enumerate(table.forms)}
    lengths, cells, row_of = array("q"), array("q"), array("q")
    places: list[Sighting] = []
    for sighting in sightings(corpus, node, width, reader):
        if sighting.unit_id in rows:
            try:
                cells.extend(columns[word] for word in sighting.words)
            except KeyError as error:
                raise UsageError(
                    f"{sighting.passage_id} holds {error}, which counts.jsonl does not; make count CORPUS={corpus.name}"
                ) from None
            lengths.append(len(sighting.words))
            row_of.append(rows[sighting.unit_id])
            places.append(sighting)
    units = np.array(row_of, dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum(np.array(lengths, dtype=np.int64))])
    counts = csr_matrix(
        (np.ones(len(cells), dtype=np.int64), np.array(cells, dtype=np.int64), starts),
        shape=(len(units), len(table.forms)),
    )
    counts.sum_duplicates()
    return Windows(counts, table.part[units], table.document[units], tuple(places))


def sightings(corpus: Corpus, node: str, width: int, reader: Analyser) -> Iterator[Sighting]:
    """Every use of a node with the words near it, in the order of the catalogue; one document is open at a time.

    Args:
        corpus: built as far as `annotate`.
        node: family or theme.
        width: words on each side.
        reader: the analyser that the words were counted with.
    """
    for document in store.read(corpus.catalogue, Document):
        paths = {name: corpus.path(name, document.doc_id) for name in ("hits", "passages", "acts")}
        if not all(path.is_file() for path in paths.values()):
            continue
        hits = store.read_all(paths["hits"], Hit)
        if not any(_is_node(hit, node) for hit in hits):
            continue
        named: dict[str, list[Hit]] = {}
        for hit in hits:
            if hit.kind != "theme" or _is_node(hit, node):
                named.setdefault(hit.passage_id, []).append(hit)
        passages = store.read_all(paths["passages"], Passage)
        for unit in store.read(paths["acts"], Unit):
            for passage, span in counted_stretches(unit, passages):
                found = named.get(passage.passage_id, [])
                if span.zone not in NOT_SAID and any(_is_node(hit, node) for hit in found):
                    yield from _in_stretch(unit.unit_id, passage, _places(passage, span, found, node, reader), width)


def _is_node(hit: Hit, node: str) -> bool:
    return hit.entry == node and hit.kind in ("term", "theme") and hit.status == "use" and not hit.ocr


def _places(passage: Passage, span: ZoneSpan, hits: Sequence[Hit], node: str, reader: Analyser) -> list[_Place]:
    """The words and names of a stretch of a passage, read as the count reads them."""
    clusters = _clusters(hits)
    starts = [first for first, _, _ in clusters]
    places: list[_Place] = []
    last = -1
    read = reader.analyse(passage.text[span.start : span.end])
    for (first, end), token, topic in zip(read.spans, read.tokens, read.topics(), strict=True):
        start, stop = first + span.start, end + span.start
        number = bisect.bisect_right(starts, stop - 1) - 1
        inside = number >= 0 and clusters[number][1] > start
        if inside and number == last:
            continue
        if not inside and not any(map(str.isalnum, token)):
            continue
        last = number if inside else -1
        nodes = tuple(hit.start for hit in clusters[number][2] if _is_node(hit, node)) if inside else ()
        sentence = bisect.bisect_right(passage.sentences, start, key=lambda bounds: bounds[0])
        places.append(_Place(None if inside else topic, nodes, (sentence, page_at(passage, start))))
    return places


def _clusters(hits: Sequence[Hit]) -> list[tuple[int, int, list[Hit]]]:
    """Hits that overlap as one stretch each, in order."""
    clusters: list[tuple[int, int, list[Hit]]] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, hit.end)):
        if clusters and hit.start < clusters[-1][1]:
            first, end, members = clusters[-1]
            clusters[-1] = (first, max(end, hit.end), [*members, hit])
        else:
            clusters.append((hit.start, hit.end, [hit]))
    return clusters


def _in_stretch(unit_id: str, passage: Passage, places: Sequence[_Place], width: int) -> Iterator[Sighting]:
    """The nodes of a stretch, each with the words that are nearer to it than to another; of two, the first has it."""
    nodes = [rank for rank, place in enumerate(places) if place.nodes]
    near: dict[int, list[str]] = {rank: [] for rank in nodes}
    for rank, place in enumerate(places):
        if place.lemma and nodes:
            after = bisect.bisect_right(nodes, rank)
            close = [
                node for node in nodes[max(0, after - 1) : after + 1] if places[node].boundary == place.boundary
            ]  # fmt: skip
            nearest = min(close, key=lambda node: abs(node - rank), default=None)
            if nearest is not None and abs(nearest - rank) <= width:
                near[nearest].append(place.lemma)
    for rank in nodes:
        sentence, page = places[rank].boundary
        first, end = passage.sentences[sentence - 1] if sentence else (0, len(passage.text))
        for number, _ in enumerate(places[rank].nodes):
            # two uses in one name share its window: the first has the words, so that none is counted twice
            words = tuple(near[rank]) if number == 0 else ()
            yield Sighting(unit_id, passage.passage_id, page, passage.text[first:end], words)
