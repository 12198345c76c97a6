"""Textometry of a corpus: what `words` writes, and what the commands that ask for words print."""

from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from pipeline.records.base import DocId, Fraction, Natural, PageNumber, Record

By = Literal["year", "period", "genre", "collectivite"]
Of = Literal["lemma", "term", "theme"]


class Specificity(Record, frozen=True):
    """One form in one part of the corpus (`specificities.jsonl`)."""

    DECIMALS: ClassVar[dict[str, int]] = {
        "score": 4, "log_ratio": 3, "low": 3, "high": 3, "p_value": 4, "q_value": 4, "dp": 3, "g2": 2, "g2_two_cells": 2,
        "log_odds": 3, "log_odds_z": 2,
    }  # fmt: skip

    of: Of  # what the forms are
    by: By | None  # what the parts are; null: the whole corpus is one
    part: str  # year, label of the period, genre or collectivité
    form: str  # lemma, term or theme
    hits: Natural  # f, in the part
    hits_all: Natural  # F, in the corpus
    tokens: Natural  # t, of the part
    tokens_all: Natural  # T, of the corpus
    score: float  # Lafon 1980: base 10 logarithm of the probability; above 0, more than expected
    log_ratio: float  # base 2, part against rest
    low: float | None  # 95 %, documents resampled; null: endless
    high: float | None  # 95 %; null: endless
    p_value: Fraction  # documents shuffled over the parts inside their genre
    q_value: Fraction  # Benjamini-Hochberg over the forms of the part
    documents: Natural  # that hold the form
    dp: Fraction | None  # dispersion over documents, 0 even to 1 in one (DPnorm, Lijffijt & Gries 2012)
    g2: float  # part against rest, four cells (Dunning 1993); like the score it takes words for independent
    g2_two_cells: float  # the same of Rayson & Garside 2000, for parity with other programs
    log_odds: float  # natural logarithm, prior worth a mean document (Monroe, Colaresi & Quinn 2008)
    log_odds_z: float  # log-odds over its error


class IntervalSpecificity(Record, frozen=True):
    """Years in a row in which a form is most over- or under-used (`interval_specificities.jsonl`)."""

    DECIMALS: ClassVar[dict[str, int]] = {"score": 4}

    of: Of  # what the forms are
    by: By | None  # years, or periods
    form: str  # lemma, term or theme
    rank: int  # 1 is the interval with the largest score, whatever its sign
    first: str  # part
    last: str  # part, included
    hits: Natural  # in the interval
    hits_all: Natural  # in the corpus
    tokens: Natural  # of the interval
    tokens_all: Natural  # of the corpus
    score: float  # Lafon; chosen among all intervals (Salem 1988): a description, not a test


class ThemeShare(Record, frozen=True):
    """How widely a theme is spoken of in one part (`theme_shares.jsonl`)."""

    DECIMALS: ClassVar[dict[str, int]] = {"share": 6, "low": 6, "high": 6}

    by: By | None  # what the parts are; null: the whole corpus is one
    part: str  # as above
    theme: str  # id of the codebook
    units: Natural  # of the part
    with_theme: Natural  # units that speak of it
    share: Fraction  # of the units
    low: Fraction  # 95 %, Wilson at the effective number of units
    high: Fraction  # 95 %


class ThemeTerm(Record, frozen=True):
    """How a theme and a term go together, unit by unit (`theme_terms.jsonl`)."""

    DECIMALS: ClassVar[dict[str, int]] = {"expected": 2, "log_odds": 4, "low": 4, "high": 4}

    theme: str  # id of the codebook
    term: str  # family of the lexicon
    units: Natural  # compared
    with_theme: Natural  # units that speak of the theme
    with_term: Natural  # units that use the term
    with_both: Natural  # units with both
    expected: float  # units with both, were they independent
    log_odds: float | None  # natural logarithm: of the theme, with the term against without; null where undefined
    low: float | None  # 95 %, documents resampled; null where not estimable
    high: float | None  # 95 %
    documents: Natural  # that hold both in one unit
    method: str  # of the interval, or why there is none


class Collocate(Record, frozen=True):
    """One word near a node in one part (`collocates.jsonl`)."""

    DECIMALS: ClassVar[dict[str, int]] = {"log_dice": 3, "low": 3, "high": 3, "npmi": 3, "g2": 2, "score": 2}

    node: str  # family or theme
    by: By | None  # as above
    part: str  # as above
    collocate: str  # lemma
    pairs: Natural  # f_xy: occurrences of the node with the word in their window
    nodes: Natural  # f_x: occurrences of the node in the part
    occurrences: Natural  # f_y: tokens of the word in the part
    hits: Natural  # tokens of the word in windows
    window: Natural  # content words in windows
    tokens: Natural  # N: content words of the part
    log_dice: float  # Rychlý 2008: 14 at most, one less for half as often; comparable between parts
    low: float | None  # 95 %, documents resampled; null: endless, or not estimable
    high: float | None  # 95 %
    npmi: Annotated[float, Meta(ge=-1, le=1)]  # Bouma 2009: windows against the rest, 0 by chance
    g2: float  # four cells: windows against the rest; for parity with other programs
    score: float  # Lafon: as g2, base 10 logarithm of the probability; above 3: one in a thousand
    documents: Natural  # that hold a pair
    method: str  # of the interval, or why there is none


class CollocateChange(Record, frozen=True):
    """One word near a node in two periods (`collocate_changes.jsonl`)."""

    DECIMALS: ClassVar[dict[str, int]] = {"log_odds": 3, "low": 3, "high": 3, "everywhere": 3}

    node: str  # family or theme
    collocate: str  # lemma; empty where nothing can be estimated
    earlier: str  # part
    later: str  # part
    pairs_earlier: Natural  # occurrences of the node with the word in their window
    nodes_earlier: Natural  # occurrences of the node
    pairs_later: Natural  # as above
    nodes_later: Natural  # as above
    log_odds: float | None  # natural logarithm, at equal numbers of nodes; above 0: more in the later
    low: float | None  # 95 %, documents resampled; null: endless, or not estimable
    high: float | None  # 95 %
    everywhere: float | None  # ln of the ratio of the word's rates in all the text: what moves without the node
    documents: Natural  # that hold a pair, in both periods
    method: str  # of the interval, or why there is none
    examples: list[tuple[str, int, str]] = []  # passage, page, sentence; of the period that has more


class PeriodCut(Record, frozen=True):
    """One cut of the tree of years, or years that are not told apart (`periods.jsonl`)."""

    DECIMALS: ClassVar[dict[str, int]] = {"height": 4, "share": 4, "expected": 4, "bootstrap": 3, "p_value": 4}

    periods: int | None  # number of periods once this cut is made; null: years taken together
    first: int  # first year of the period that is cut
    cut: int | None  # first year of its later part
    last: int  # last year of the period
    documents: Natural  # of these years
    height: float | None  # dispersion inside periods before the cut (CONISS, Grimm 1987), share of the whole
    share: float | None  # of the dispersion between years that the cut takes
    expected: float | None  # by a stick broken at random (Bennett 1996)
    bootstrap: Fraction | None  # share of the resamples that have this cut among as many
    p_value: Fraction | None  # documents shuffled over these years inside their genre; null: not tested
    kept: bool  # beyond the broken stick, and p <= .05
    method: str  # of the test, or why there is none


class MapPoint(Record, frozen=True):
    """A row or a column of a table on the first two axes of its correspondence analysis (`maps.jsonl`)."""

    DECIMALS: ClassVar[dict[str, int]] = {
        "mass": 5, "x": 4, "y": 4, "x_low": 4, "x_high": 4, "y_low": 4, "y_high": 4, "x_contribution": 4,
        "y_contribution": 4, "cos2": 4, "x_share": 4, "y_share": 4,
    }  # fmt: skip

    of: Of  # forms: columns of the table
    by: By | None  # parts: its rows
    kind: Literal["part", "form"]  # which of the two the point is
    point: str  # name of the part or form
    hits: Natural  # of the row or column
    mass: Fraction  # share of the hits
    x: float  # principal coordinate on the first axis
    y: float  # on the second; 0 where the table has one axis
    x_low: float | None  # 95 %, documents resampled on fixed axes; null where not estimable
    x_high: float | None  # 95 %
    y_low: float | None  # 95 %
    y_high: float | None  # 95 %
    x_contribution: Fraction  # share of the inertia of the first axis
    y_contribution: Fraction  # of the second
    cos2: Fraction  # share of the point's distance to the centre shown on the plane
    x_share: Fraction  # share of the inertia of the table on the first axis
    y_share: Fraction  # on the second


class WordClass(Record, frozen=True):
    """One class of text segments, a node of its tree, or what is left without a class (`classes.jsonl`)."""

    DECIMALS: ClassVar[dict[str, int]] = {"share": 6, "low": 6, "high": 6, "chi2": 2, "phi": 4}

    kind: Literal["class", "node", "rest"]  # of the result; of a tree; segments without a class
    number: int | None  # of the class, from 1, largest first; of a node that became one
    tree: int | None  # of a node: 1 or 2
    node: int | None  # its number in the tree, 0 is the whole
    parent: int | None  # node it was split from
    size: Natural  # segments; of a node: units of context
    share: Fraction  # of all segments, or of the units of context of the tree
    low: Fraction | None  # 95 %, of the share
    high: Fraction | None  # 95 %
    chi2: float | None  # of the split of a node; null where it was not split
    phi: float | None  # agreement of the two classifications on a class, 0 to 1; read it with the share they have alike
    documents: int | None  # that hold the class
    forms: str  # that mark the class most
    method: str  # of the interval, or why there is none; why a last node is no class


class ClassForm(Record, frozen=True):
    """What marks a class: a form it was built from, or something else known of its segments (`class_forms.jsonl`)."""

    DECIMALS: ClassVar[dict[str, int]] = {"share": 4, "chi2": 3}

    number: int  # of the class
    kind: str  # form, genre, year, collectivite, term, theme; only forms took part in the classification
    form: str  # lemma, or the value
    hits: Natural  # segments of the class that hold it
    hits_all: Natural  # classified segments that hold it
    size: Natural  # segments of the class
    size_all: Natural  # classified segments
    share: Fraction  # hits / hits_all
    chi2: float  # below 0: rarer than elsewhere
    p_value: Fraction  # one degree of freedom, to 4 significant digits
    documents: Natural  # that hold it in the class
    documents_class: Natural  # that hold the class
    method: str  # what the p-value takes for granted


class ClassSegment(Record, frozen=True):
    """A typical segment of a class (`class_segments.jsonl`)."""

    DECIMALS: ClassVar[dict[str, int]] = {"score": 2}

    number: int  # of the class
    rank: int  # 1 is the most typical
    score: float  # sum of the chi-squares of its forms that mark the class
    doc_id: DocId  # of its document
    unit_id: str  # of its unit
    passage_id: str  # where it begins
    page: PageNumber  # where it begins
    text: str  # of the segment
