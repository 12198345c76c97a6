"""Textometry of a corpus: what `words` writes, and what the commands that ask for words print."""

from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from pipeline.records.base import Fraction, Natural, Record

By = Literal["year", "period", "genre", "collectivite"]
Of = Literal["lemma", "term", "theme"]


class Specificity(Record, frozen=True):
    """One form in one part of the corpus (`specificities.jsonl`)."""

    DECIMALS: ClassVar[dict[str, int]] = {
        "score": 4, "log_ratio": 3, "low": 3, "high": 3, "p_value": 4, "q_value": 4, "dp": 3,
    }  # fmt: skip

    by: By  # what the parts are
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


class ThemeShare(Record, frozen=True):
    """How widely a theme is spoken of in one part (`theme_shares.jsonl`)."""

    DECIMALS: ClassVar[dict[str, int]] = {"share": 6, "low": 6, "high": 6}

    by: By  # what the parts are
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
    by: By | None  # what the parts are; null: the whole corpus is one
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
    by: By  # parts: its rows
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
