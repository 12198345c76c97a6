"""Made-up tables of words for the report: two periods, one term that keeps company, one class, hostile text."""

from pipeline import store
from pipeline.records import (
    Candidate,
    ClassForm,
    ClassSegment,
    Collocate,
    CollocateChange,
    IntervalSpecificity,
    MapPoint,
    PeriodCut,
    Specificity,
    ThemeTerm,
    WordClass,
)
from pipeline.store import Corpus

PERIODS = ("2005-2008", "2009-2012")
FOUND = "bootstrap of documents"


def write(corpus: Corpus, hostile: str) -> None:
    """Everything the section on words reads."""
    folder = corpus.reports
    store.write(
        folder / "specificities.jsonl",
        [
            Specificity(
                "lemma",
                "period",
                part,
                form,
                40,
                50,
                9000,
                20000,
                score,
                1.84,
                0.9,
                None,
                0.001,
                0.012,
                17,
                0.41,
                60.1,
                58.2,
                1.3,
                6.6,
            )
            for part, form, score in zip(PERIODS, ("forage", hostile), (12.3, 8.8), strict=True)
        ]
        + [
            Specificity(
                "term",
                "period",
                PERIODS[1],
                "AECT",
                30,
                31,
                9000,
                20000,
                7.7,
                3.1,
                1.2,
                5.0,
                0.001,
                0.02,
                12,
                0.5,
                40.0,
                39.0,
                2.1,
                4.4,
            )
        ],
    )
    store.write(
        folder / "interval_specificities.jsonl",
        [
            IntervalSpecificity("term", "year", "CD", 1, "2005", "2008", 33, 40, 9000, 20000, 14.2),
            IntervalSpecificity("term", "year", "CD", 2, "2005", "2006", 20, 40, 4000, 20000, 9.1),
            IntervalSpecificity("lemma", "year", hostile, 1, "2012", "2012", 9, 30, 2000, 20000, -5.5),
        ],
    )
    store.write(
        folder / "theme_terms.jsonl",
        [ThemeTerm("solidarite", "CD", 60, 30, 20, 15, 10.0, 1.51, 0.62, 2.44, 14, FOUND)],
    )
    near = [
        Collocate("CD", "period", PERIODS[0], "forage", 9, 40, 30, 10, 400, 20000, 11.9, 11.1, 12.4, 0.41, 55.2, 9.1, 8, FOUND),
        Collocate("CD", "period", PERIODS[1], "climat", 4, 20, 60, 4, 200, 20000, 9.3, None, None, 0.2, 9.2, 3.1, 2, "no interval"),
    ]  # fmt: skip
    store.write(folder / "collocates.jsonl", near)
    change = CollocateChange(
        "CD", "forage", *PERIODS, 9, 40, 0, 20, -2.31, -4.1, -0.4, 0.1, 9, FOUND,
        [("doc-001:p0", 1, f"Un forage {hostile} est creusé.")],
    )  # fmt: skip
    store.write(folder / "collocate_changes.jsonl", [change])
    store.write(
        folder / "periods.jsonl",
        [
            PeriodCut(2, 2005, 2009, 2012, 60, 1.0, 0.31, 0.22, 0.64, 0.002, kept=True, method="weighted Ward"),
            PeriodCut(None, 2011, None, 2012, 7, None, None, None, None, None, kept=False, method="taken together"),
        ],
    )
    store.write(
        folder / "maps.jsonl",
        [MapPoint("term", "period", kind, name, 50, 0.5, x, 0.1, x - 0.1, x + 0.1, None, None, 0.5, 0.1, 0.97, 0.8, 0.2)
         for kind, name, x in (("part", PERIODS[0], -0.4), ("part", PERIODS[1], 0.4), ("form", "CD", -0.3), ("form", "AECT", 0.5))],
    )  # fmt: skip
    store.write(
        folder / "classes.jsonl",
        [
            WordClass("class", 1, None, None, None, 80, 0.8, 0.7, 0.87, None, 0.91, 33, "forage pompe", "Wilson"),
            WordClass("rest", None, None, None, None, 20, 0.2, 0.13, 0.3, None, None, 9, "", "Wilson"),
            WordClass("node", None, 1, 0, None, 100, 1.0, None, None, 30.0, None, None, "", "no interval"),
        ],
    )
    forms = [("form", "forage", 88.1), ("genre", "deliberation", 12.5), ("term", "CD", 9.9), ("form", "voirie", -7.0)]
    store.write(
        folder / "class_forms.jsonl",
        [ClassForm(1, kind, form, 30, 33, 80, 100, 0.9, chi2, 0.001, 20, 33, "segments") for kind, form, chi2 in forms],
    )
    store.write(
        folder / "class_segments.jsonl",
        [ClassSegment(1, 1, 120.5, "doc-002", "doc-002:u0", "doc-002:p0", 1, f"La pompe du forage {hostile}")],
    )
    store.write(
        corpus.build / "candidates.jsonl",
        [
            Candidate(hostile, {hostile: 9}, 1, None, 3.2, 9, 12, 2010, 0.0, 0.3, 4.1, 0.004, 3.3, 21.0),
            Candidate("grand paris", {"grand paris": 9}, None, "place", 0.2, 9, 9, 2010, 0.1, 0.1, 0.0, 1.0, 0.0, 9.0),
        ],
    )
    classes = {"segments": 100, "forms": 50, "classes": 1, "without": 0.2, "alike": 0.93, "units": 60, "units_read": 60}
    told = {"notes": [], "periods": [], "periods_from": "corpus.toml", "classes": classes, "settings": {}}
    store.write_bytes(folder / "words.json", store.encode_pretty(told))


def write_none(corpus: Corpus) -> None:
    """The same folder where nothing could be computed."""
    reason = "essai has 3 segments of about 40 words; 2 classes need 80 or more; add documents"
    told = {
        "notes": [{"table": "classes", "what": "", "reason": reason}], "periods": [], "periods_from": "none",
        "classes": {}, "settings": {},
    }  # fmt: skip
    store.write_bytes(corpus.reports / "words.json", store.encode_pretty(told))
