"""Candidates for new names over one corpus: found in the bags, judged, ranked, written for a person to accept from."""

import csv
import io
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from pipeline.acts.fold import fold
from pipeline.acts.gazetteer import given_names, mentions_in
from pipeline.records import Bag, Candidate, LeftOut
from pipeline.settings import TrendsSection
from pipeline.terms.boilerplate import is_formula
from pipeline.terms.candidates import Tally, c_values, content_words, key_of
from pipeline.terms.lexicon import Lexicon
from pipeline.text.lemmas import lemma

KEPT = 200
"""Ranked candidates written, what a person reads in an hour; those left out among twice as many are written as well."""
MIN_DOCUMENTS = 5
"""Fewer give no trend: with 4 documents the exact test cannot go below 1 in 16 where half of the corpus is late."""
MOST_TESTED = 20_000
"""By C-value: twenty thousand rows and a million cells are shuffled a thousand times in some seconds."""
EVERYWHERE = 0.5
"""Share of all documents from which a phrase says what the documents are; no name of one policy stands in half of them."""
PRIOR = 1000.0
"""Weight of the prior in occurrences, as in methods.md, section 8."""

Units = Callable[[], Iterable[Bag]]


class _Table(NamedTuple):
    """Documents and what they hold."""

    keys: list[str]
    holds: Any  # sparse, candidates x documents, 0 or 1
    year: Any
    strata: Any
    beside: Any  # occurrences in units with a listed term
    elsewhere: Any
    words: tuple[float, float]  # of both


def discover(units: Units, lexicon: Lexicon, section: TrendsSection) -> list[Candidate]:
    """Phrases that may be new names, best first, then those left out with their reason.

    The score (`stats.discovery.score`) multiplies growth, company of listed terms and C-value: a phrase must rise,
    be said where the thing is spoken of, and be a term. What does not rise is in `terms.jsonl` alone.

    Args:
        units: reads the counted units, from the first one, each time it is called.
        lexicon: what is listed already; its variants, and phrases that hold one, are no candidates.
        section: [trends]: years, shuffles, seed.
    """
    dated = _dated(units, section)
    forms = _forms(dated, lexicon)
    values = c_values({key: sum(found.values()) for key, found in forms.items()})
    tested = sorted((key for key in forms if values[key] > 0), key=lambda key: (-values[key], key))[:MOST_TESTED]
    table = _table(dated, forms, tested)
    if table is None:
        return []
    found = _judged(table, forms, values, section)
    return [*_ranked(found), *(one for one in found[: 2 * KEPT] if one.left_out)]


def _dated(units: Units, section: TrendsSection) -> Units:
    last = section.last_year or 9999
    return lambda: (bag for bag in units() if bag.year is not None and section.first_year <= bag.year <= last)


def _forms(units: Units, lexicon: Lexicon) -> dict[str, Counter[str]]:
    """Forms of each candidate with their occurrences."""
    tally = Tally()
    for bag in units():
        tally.add(bag.candidates)
    listed = [rule.regex for rule in lexicon.rules if rule.kind != "theme"]
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for phrase, count in tally.counts.items():
        if tally.units[phrase] > 1 or count > 1:
            forms[key_of(phrase, lemma)][phrase] = count
    return {key: found for key, found in forms.items() if not any(map(_any_of(listed), found))}


def _any_of(listed: Sequence[Any]) -> Callable[[str], bool]:
    return lambda phrase: any(regex.search(phrase) for regex in listed)


def _table(units: Units, forms: Mapping[str, Counter[str]], tested: Sequence[str]) -> _Table | None:
    """What each document holds; None without a candidate in enough documents of several years."""
    import numpy as np
    from scipy.sparse import csr_matrix

    row_of = {phrase: row for row, key in enumerate(tested) for phrase in forms[key]}
    beside, elsewhere = np.zeros(len(tested)), np.zeros(len(tested))
    words = [0, 0]
    documents: dict[tuple[str, int], int] = {}
    genres: dict[str, int] = {}
    year, strata = array("d"), array("q")
    rows, columns = array("q"), array("q")
    for bag in units():
        if (bag.doc_id, bag.year) not in documents:
            year.append(bag.year or 0)
            strata.append(genres.setdefault(bag.genre, len(genres)))
        document = documents.setdefault((bag.doc_id, bag.year or 0), len(documents))
        apart = not bag.terms
        counts = elsewhere if apart else beside
        words[apart] += bag.words
        for phrase, count in bag.candidates.items():
            if (row := row_of.get(phrase)) is not None:
                counts[row] += count
                rows.append(row)
                columns.append(document)
    shape = (len(tested), len(documents))
    holds = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)
    holds.data[:] = 1
    kept = np.flatnonzero(np.asarray(holds.sum(axis=1)).ravel() >= MIN_DOCUMENTS)
    if not len(kept) or len(set(year)) < 2:
        return None
    return _Table(
        [tested[row] for row in kept.tolist()], holds[kept], np.array(year), np.array(strata), beside[kept], elsewhere[kept],
        (words[0], words[1]),
    )  # fmt: skip


def _judged(
    table: _Table, forms: Mapping[str, Counter[str]], values: Mapping[str, float], section: TrendsSection
) -> list[Candidate]:
    """Every candidate with its measures, by falling score."""
    import numpy as np

    from pipeline.stats.discovery import growth, score
    from pipeline.stats.permutation import shuffles
    from pipeline.stats.sample import later_half, stream

    orders = shuffles(table.strata, section.permutations, stream(section.seed, "discovery"))
    rising = growth(table.holds, table.year, table.strata, orders)
    beside = _company(table)
    value = np.array([values[key] for key in table.keys])
    after = table.year >= later_half(table.year)
    held = np.asarray(table.holds.sum(axis=1)).ravel().astype(int)
    late = np.asarray(table.holds[:, np.flatnonzero(after)].sum(axis=1)).ravel()
    sizes = max(1, after.sum()), max(1, (~after).sum())
    # half a document is added to each side: the ratio of 6 to none is finite, and smaller than that of 60 to none
    ratio = ((late + 0.5) / (sizes[0] + 1)) / ((held - late + 0.5) / (sizes[1] + 1))
    scores = score(rising, ratio, beside, value)
    found = []
    ranked = _Ranked()
    for row in sorted(range(len(table.keys)), key=lambda row: (-scores[row], table.keys[row])):
        key, holders = table.keys[row], table.holds.indices[table.holds.indptr[row] : table.holds.indptr[row + 1]]
        reason = _left_out(key, forms[key], held[row] / len(after)) or ranked.fragment(key, held[row])
        if reason is None:
            ranked.add(key, held[row])
        term = min(forms[key], key=lambda form: (-forms[key][form], form))
        found.append(
            Candidate(
                term, dict(sorted(forms[key].items())), None, reason,
                scores[row], int(held[row]), sum(forms[key].values()), int(table.year[holders].min()),
                (held[row] - late[row]) / sizes[1], late[row] / sizes[0],
                rising.z[row], rising.p_adjusted[row], beside[row], values[key],
            )
        )  # fmt: skip
    return found


def _company(table: _Table) -> Any:
    """Log-odds of each candidate beside listed terms against elsewhere, in standard deviations.

    Where no unit holds a listed term, or all do, nothing is told: 0.
    """
    import numpy as np

    from pipeline.textometry.keyness import informative_prior, log_odds

    if not all(table.words):
        return np.zeros(len(table.keys))
    prior = informative_prior(table.beside + table.elsewhere, sum(table.words), PRIOR)
    return log_odds(table.beside, table.elsewhere, *table.words, prior, PRIOR).z


SAME_DOCUMENTS = 0.9
"""Of two nested phrases in as good as the same documents one is enough: « fiscalité propre » and what stands around it."""


class _Ranked:
    """Phrases ranked so far, found by any part of theirs."""

    def __init__(self) -> None:
        self._documents: dict[str, int] = {}  # of each phrase
        self._holders: dict[str, list[int]] = {}  # part of a phrase -> documents of each phrase that has it

    def add(self, key: str, documents: int) -> None:
        self._documents[key] = documents
        for part in _parts(key):
            self._holders.setdefault(part, []).append(documents)

    def fragment(self, key: str, documents: int) -> LeftOut | None:
        """Whether a phrase is a part, or an extension, of one that ranks higher and stands in the same documents."""
        nested = (*self._holders.get(key, ()), *(self._documents.get(part, 0) for part in _parts(key)))
        same = any(min(documents, others) >= SAME_DOCUMENTS * max(documents, others) for others in nested)
        return "fragment" if same else None


def _parts(key: str) -> set[str]:
    """Runs of words of a phrase, itself among them."""
    words = key.split()
    return {" ".join(words[first:last]) for first in range(len(words)) for last in range(first + 1, len(words) + 1)}


def _left_out(key: str, forms: Counter[str], share: float) -> LeftOut | None:
    """Why a phrase is no name of a policy, or None."""
    if sum(count for form, count in forms.items() if form != form.lower()) * 2 > sum(forms.values()):
        words = [fold(word) for form in forms for word in content_words(form)]
        if any(word in given_names() for word in words):
            return "person"
        return "place" if any(mentions_in(form) for form in forms) else "name"
    if is_formula(key):
        return "formula"
    return "everywhere" if share > EVERYWHERE else None


def _ranked(found: Iterable[Candidate]) -> list[Candidate]:
    import msgspec

    standing = [one for one in found if one.left_out is None and one.score > 0][:KEPT]
    return [msgspec.structs.replace(one, rank=rank) for rank, one in enumerate(standing, start=1)]


FOR_A_PERSON = ("status", "id", "side")
"""First columns of candidates.csv, empty: `accept` in the first makes a family of the row."""


def holds_choices(table: str) -> bool:
    """Whether a person filled one of the first columns of a list."""
    return any(any(row[: len(FOR_A_PERSON)]) for row in list(csv.reader(io.StringIO(table)))[1:])


def as_csv(candidates: Iterable[Candidate]) -> bytes:
    """The list as a table that any spreadsheet opens; a person fills its first columns."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    names = Candidate.__struct_fields__
    rows.writerow((*FOR_A_PERSON, *names))
    for one in candidates:
        cells = [getattr(one, name) for name in names]
        cells[names.index("variants")] = " | ".join(one.variants)
        rows.writerow(("", "", "", *("" if cell is None else cell for cell in cells)))
    return text.getvalue().encode()
