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
from pipeline.text.analysers import Analyser, Reading
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
    named: tuple[Hit, ...]  # the names that stand here
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


def windows_of(corpus: Corpus, table: Table, nodes: Sequence[str], width: int, reader: Analyser) -> dict[str, Windows]:
    """The windows of every use of some nodes in the running text; repeated texts are counted once.

    A window holds `width` words on each side of the node, inside one sentence, zone and page. Listed names in it
    (terms, institutions, networks, fixed strings) are no collocates: their words belong to the name.

    Args:
        corpus: built as far as `count`.
        table: its lemmas; units that it leaves out have no windows.
        nodes: families or themes.
        width: words on each side, from 1.
        reader: the analyser that the words were counted with.

    Returns:
        The windows of each node.

    Raises:
        UsageError: a window holds a word that was not counted.
    """
    rows = {unit: row for row, unit in enumerate(table.units)}
    columns = {form: column for column, form in enumerate(table.forms)}
    found = {node: _Found() for node in nodes}
    for node, sighting in sightings(corpus, nodes, width, reader):
        if sighting.unit_id in rows:
            try:
                cells = [columns[word] for word in sighting.words]
            except KeyError as error:
                raise UsageError(
                    f"{sighting.passage_id} holds {error}, which counts.jsonl does not; make count CORPUS={corpus.name}"
                ) from None
            found[node].add(sighting, rows[sighting.unit_id], cells)
    return {node: one.windows(table) for node, one in found.items()}


class _Found:
    """Takes the sightings of one node, keeps numbers alone beside their places."""

    def __init__(self) -> None:
        self._lengths, self._cells, self._row = array("q"), array("q"), array("q")
        self._places: list[Sighting] = []

    def add(self, sighting: Sighting, row: int, cells: Sequence[int]) -> None:
        self._cells.extend(cells)
        self._lengths.append(len(cells))
        self._row.append(row)
        self._places.append(sighting)

    def windows(self, table: Table) -> Windows:
        units = np.array(self._row, dtype=np.int64)
        starts = np.concatenate([[0], np.cumsum(np.array(self._lengths, dtype=np.int64))])
        cells = np.array(self._cells, dtype=np.int64)
        counts = csr_matrix((np.ones(len(cells), dtype=np.int64), cells, starts), shape=(len(units), len(table.forms)))
        counts.sum_duplicates()
        return Windows(counts, table.part[units], table.document[units], tuple(self._places))


def sightings(corpus: Corpus, nodes: Sequence[str], width: int, reader: Analyser) -> Iterator[tuple[str, Sighting]]:
    """Every use of some nodes with the words near it, in the order of the catalogue; one document is open at a time.

    Args:
        corpus: built as far as `annotate`.
        nodes: families or themes.
        width: words on each side.
        reader: the analyser that the words were counted with.
    """
    search = _Search(frozenset(nodes), width, reader)
    for document in store.read(corpus.catalogue, Document):
        paths = {name: corpus.path(name, document.doc_id) for name in ("hits", "passages", "acts")}
        if not all(path.is_file() for path in paths.values()):
            continue
        hits: dict[str, list[Hit]] = {}
        for hit in store.read(paths["hits"], Hit):
            if hit.kind != "theme" or hit.entry in search.nodes:
                hits.setdefault(hit.passage_id, []).append(hit)
        if not any(_is_node(hit, hit.entry) and hit.entry in search.nodes for found in hits.values() for hit in found):
            continue
        passages = store.read_all(paths["passages"], Passage)
        for unit in store.read(paths["acts"], Unit):
            for passage, span in counted_stretches(unit, passages):
                if span.zone not in NOT_SAID:
                    yield from _in_span(unit, passage, span, hits.get(passage.passage_id, []), search)


class _Search(NamedTuple):
    nodes: frozenset[str]
    width: int
    reader: Analyser


def _in_span(
    unit: Unit, passage: Passage, span: ZoneSpan, hits: Sequence[Hit], search: _Search
) -> Iterator[tuple[str, Sighting]]:
    """The nodes of one stretch. Names hide the words they are made of; a theme hides them where it is the node."""
    here = {hit.entry for hit in hits if hit.entry in search.nodes and _is_node(hit, hit.entry)}
    names = [hit for hit in hits if hit.kind != "theme"]
    themes = {hit.entry for hit in hits if hit.kind == "theme"}
    read = search.reader.analyse(passage.text[span.start : span.end]) if here else None
    plain: list[_Place] = []
    for node in sorted(here):
        if read is None:
            break
        if node in themes:
            places = _places(passage, span, [hit for hit in hits if hit.kind != "theme" or hit.entry == node], read)
        else:
            places = plain = plain or _places(passage, span, names, read)
        for sighting in _in_stretch(unit.unit_id, passage, places, node, search.width):
            yield node, sighting


def _is_node(hit: Hit, node: str) -> bool:
    return hit.entry == node and hit.kind in ("term", "theme") and hit.status == "use" and not hit.ocr


def _places(passage: Passage, span: ZoneSpan, hits: Sequence[Hit], read: Reading) -> list[_Place]:
    """The words and names of a stretch of a passage, read as the count reads them."""
    clusters = _clusters(hits)
    starts = [first for first, _, _ in clusters]
    places: list[_Place] = []
    last = -1
    for (first, end), token, topic in zip(read.spans, read.tokens, read.topics, strict=True):
        start, stop = first + span.start, end + span.start
        number = bisect.bisect_right(starts, stop - 1) - 1
        inside = number >= 0 and clusters[number][1] > start
        if inside and number == last:
            continue
        if not inside and not any(map(str.isalnum, token)):
            continue
        last = number if inside else -1
        named = tuple(clusters[number][2]) if inside else ()
        sentence = bisect.bisect_right(passage.sentences, start, key=lambda bounds: bounds[0])
        places.append(_Place(None if inside else topic, named, (sentence, page_at(passage, start))))
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


def _in_stretch(unit_id: str, passage: Passage, places: Sequence[_Place], node: str, width: int) -> Iterator[Sighting]:
    """The nodes of a stretch, each with the words that are nearer to it than to another; of two, the first has it."""
    uses = {rank: sum(_is_node(hit, node) for hit in place.named) for rank, place in enumerate(places)}
    nodes = [rank for rank, count in uses.items() if count]
    near: dict[int, list[str]] = {rank: [] for rank in nodes}
    for rank, place in enumerate(places):
        if place.lemma and nodes:
            after = bisect.bisect_right(nodes, rank)
            close = [at for at in nodes[max(0, after - 1) : after + 1] if places[at].boundary == place.boundary]
            nearest = min(close, key=lambda at: abs(at - rank), default=None)
            if nearest is not None and abs(nearest - rank) <= width:
                near[nearest].append(place.lemma)
    for rank in nodes:
        sentence, page = places[rank].boundary
        first, end = passage.sentences[sentence - 1] if sentence else (0, len(passage.text))
        for number in range(uses[rank]):
            # two uses in one name share its window: the first has the words, so that none is counted twice
            words = tuple(near[rank]) if number == 0 else ()
            yield Sighting(unit_id, passage.passage_id, page, passage.text[first:end], words)
