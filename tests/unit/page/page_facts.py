"""Facts for the tests of the page grammar: one renaming over eight years, the third year thin."""

from pipeline.page.facts import Entry, Facts, GenreCount, Lexis, Shift, Totals, YearCount
from pipeline.records import Change, Manifest, Point

YEARS = range(2005, 2013)
THIN = 2007
LABELS = {
    "term:CD": ("coopération décentralisée", "decentralised cooperation"),
    "term:AECT": ("action extérieure", "external action"),
    "theme:solidarite": ("solidarité", "solidarity"),
    "topic:00": ("eau, assainissement", "water, sanitation"),
}
MANIFEST = Manifest(
    corpus_sha256="0" * 64, documents=60, units=60, excluded=[], code={"version": "0.1.0", "commit": None, "dirty": None},
    lock_sha256=None, python="3.11.7", packages={"altair": "6.0.0"}, params={"topics": {"topics": {"seed": 7}}}, seeds=[7],
    command="make all CORPUS=essai", outputs={},
)  # fmt: skip


def points(series: str, measure: str = "hits_per_10k_words", first: float = 2.0, step: float = 0.5) -> list[Point]:
    """A rising series; the thin year bears no interval."""
    made = []
    for place, year in enumerate(YEARS):
        value = first + step * place
        low, high = (None, None) if year == THIN else (value * 0.8, value * 1.25)
        method = "not estimable: n < 5" if year == THIN else "bootstrap-t over documents"
        made.append(Point(series, measure, None, year, value, low, high, 3 if year == THIN else 8, 9600, method))
    return made


def change(series: str, p_adjusted: float = 0.002, low: float = 5.1, high: float = 9.8) -> Change:
    """A rise of 7.4 in 2010."""
    return Change(series, "hits_per_10k_words", None, 2010, 4.2, 11.6, 7.4, low, high, p_adjusted, "one split")


def facts(**changes) -> Facts:
    """A corpus of sixty acts."""
    values = {
        "name": "essai", "title": ("Essai", None), "totals": Totals(60, 60, 60, 60, 72_000, 0, 0, 0),
        "years": [YearCount(year, 3 if year == THIN else 8, 3 if year == THIN else 8, 8, 9600) for year in YEARS], "least_documents": 5,
        "genres": [GenreCount(("délibération", "council act"), 60, 60, 60)], "fields": {"date": 60}, "cited": [], "partners": [],
        "acts_with_partner": 0, "labels": LABELS,
        "new_names": [LABELS["term:AECT"]],
        "entries": [
            Entry("term:AECT", LABELS["term:AECT"], 44, 15, 1, 0, 59, 59),
            Entry("theme:solidarite", LABELS["theme:solidarite"], 12, 0, 0, 0, 9, 9),
        ],
        "points": [*points("share:new", "share_of_new_terms", 0.2, 0.07), *points("term:AECT"), *points("theme:solidarite")],
        "changes": [change("term:AECT"), change("theme:solidarite", 0.4, -1, 3)],
        "substitution": {"estimable": True, "reason": "", "midpoint_year": {"value": 2010.4, "low": 2009.1, "high": 2011.8}},
        "trends": [], "topics": [], "topics_reason": "", "samples": [], "documents": [], "excluded": [], "milestones": [], "manifest": MANIFEST, "tested": [],
        "sample_seed": 7, "verdict": {}, "shift": Shift([], [], [], [], [], [], [], [], {}),
        "lexis": Lexis([], [], [], [], [], {}, [], [], [], [], {}),
    }  # fmt: skip
    return Facts(**(values | changes))


def undated() -> Facts:
    """A single document without a date."""
    return facts(
        totals=Totals(1, 1, 1, 0, 1700, 1, 0, 0), years=[], points=[], changes=[],
        substitution={"estimable": False, "reason": "neither form is used in a dated unit"},
    )  # fmt: skip
