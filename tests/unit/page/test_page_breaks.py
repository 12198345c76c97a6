"""Breaks and adoption in words: what is found, what falls beside it, what cannot be told."""

import pytest
from msgspec import structs
from page_facts import facts

from pipeline.page.adoption import adopters_table, adoption_figure, adoption_sentence
from pipeline.page.breaks import breaks_note, breaks_table, event_lines
from pipeline.page.company import advection_table, bursts_table
from pipeline.page.facts import Shift
from pipeline.page.figures import places_figure
from pipeline.page.words import Words
from pipeline.records import Adopter, Advection, BreakCount, BurstYears, CorpusEvent, PartPoint, SeriesBreak

FR, EN = Words("fr"), Words("en")
COUNTS = [
    BreakCount("term:CD", "hits_per_10k_words", 2000, 2020, 80, [0.8, 0.2], None),
    BreakCount("share:new", "share_of_new_terms", 2000, 2020, 90, [0.01, 0.99], None),
    BreakCount("term:AECT", "hits_per_10k_words", None, None, 3, [], "not estimable: n < 5"),
]


def broken(**changes):
    values = {
        "series": "share:new", "measure": "share_of_new_terms", "year": 2014, "low": 2013, "high": 2015, "probability": 0.98,
        "smooth": 0.3, "milestones": ["2014-07-07"], "corpus_events": ["genre mix 2014", "recorded 2015"], "chance": 0.4,
    } | changes  # fmt: skip
    return SeriesBreak(**values)


def shift(**changes):
    return facts(shift=Shift([], COUNTS, [broken()], [], [], [], [], [], {})._replace(**changes))


def plain(text):
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def cells(table):
    return [[plain(cell.text) for cell in row] for row in table.rows]


def test_the_share_comes_first_and_a_series_without_a_break_says_so():
    assert cells(breaks_table(shift(), FR)) == [
        [
            "Part des noms nouveaux", "1 (99 %)", "2014 [2013–2015]", "saut (70 %)", "7 juillet 2014", "40",
            "mélange des genres 2014, vague de textes 2015",
        ],
        ["coopération décentralisée", "0 (80 %)", "–", "–", "–", "–", "–"],
    ]  # fmt: skip
    assert plain(breaks_note(shift(), FR)) == "1 série n’est pas jugée : trop peu de documents ou d’années."


def test_a_coincidence_that_any_year_has_is_not_told():
    (row, _) = cells(breaks_table(shift(breaks=[broken(chance=0.95, low=2001, high=2019)]), FR))
    assert row[4:6] == ["toute année en est aussi près", "95"]


def test_nothing_judged_is_one_sentence():
    given = shift(counts=COUNTS[2:], breaks=[])
    assert breaks_table(given, EN).rows == ()
    assert plain(breaks_note(given, EN)).startswith("Breaks: cannot be estimated in this corpus (1 series")


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (CorpusEvent(2010, "documents", None, 12, 90, 7.5), "2010 : 90 documents, contre 12 les années autour."),
        (
            CorpusEvent(2010, "source stops", "Ville de Lisse", 0.4, 0, 0.4),
            "2010 : plus rien de « Ville de Lisse » (40 % des documents jusque-là).",
        ),
        (
            CorpusEvent(2010, "recognised text", None, 0.9, 0.1, 0.8),
            "2010 : la part des textes reconnus (OCR) passe de 90 % à 10 %.",
        ),
        (CorpusEvent(2010, "genre mix", None, 0, 0, 0.3), "2010 : le mélange des genres change (30 % des documents)."),
    ],
)
def test_events_of_the_corpus(event, said):
    assert [plain(line) for line in event_lines(shift(events=[event]), FR)] == [said]


TOLD = {
    "reason": "", "collectivites": 30, "adopted": 20, "already": 2, "median": {"value": 2012, "low": 2011, "high": None},
    "shape": {"reading": "jump", "jump": 2014},
    "curve": [
        {"year": 2011, "at_risk": 28, "adopting": 7, "share": 0.25, "low": 0.12, "high": 0.45},
        {"year": 2012, "at_risk": 21, "adopting": 9, "share": 0.571, "low": 0.4, "high": 0.75},
    ],
}  # fmt: skip
LISSE = Adopter("96001", "Ville de Lisse", "commune", 2000, 2020, 6.5, 2004, False, 2, None)
OUVRIN = Adopter("96002", "Saint-Ouvrin", "", 2000, 2000, 1.0, None, False, 0, "few")


def test_adoption_with_a_curve():
    given = shift(adopters=[LISSE], adoption=TOLD)
    assert plain(adoption_sentence(given, FR)) == (
        "Collectivités qui ont assez de documents : 30 ; adoptant un nom nouveau sous nos yeux : 20 ; l’employant déjà la "
        "première année : 2. La moitié l’a fait en 2012 [2011 ; …]. La courbe saute en 2014."
    )
    figure = adoption_figure(given, FR)
    assert [plain(cell.text) for cell in figure.table.rows[1]] == ["2012", "57,1", "40,0", "75,0", "21", "9"]


def test_adoption_without_a_curve():
    given = shift(adopters=[LISSE, OUVRIN], adoption=TOLD | {"reason": "never 5", "collectivites": 1, "curve": None})
    assert plain(adoption_sentence(given, FR)).startswith("Courbe d’adoption : non estimable.")
    assert adoption_figure(given, FR) is None
    assert cells(adopters_table(given, FR)) == [
        ["Ville de Lisse", "commune", "2004", "entre 2002 et 2004", "2000–2020", "6,5"],
        ["Saint-Ouvrin", "–", "aucun", "trop peu de documents pour la courbe", "2000", "1,0"],
    ]
    assert adoption_sentence(shift(), FR) == ""


def test_bursts_and_what_a_term_gained_beside_its_topic():
    burst = BurstYears("term:CD", 2004, 2006, 12, 20, 30, 200, 4.2, 7, 9)
    gained = Advection("term:CD", 40, 1.0986, 0.6931, 0.4055, -0.1, 0.9, ["eau", "mali"])
    given = shift(bursts=[burst], advection=[gained])
    assert cells(bursts_table(given, FR)) == [
        ["coopération décentralisée", "2004–2006", "12 / 20", "60", "15", "7 / 9"]
    ]
    assert cells(advection_table(given, FR)) == [
        ["coopération décentralisée", "3,00", "2,00", "1,50 [0,90 ; 2,46]", "40", "eau, mali"]
    ]


def test_each_authority_has_its_panel():
    def share(part, year, value):
        return PartPoint(
            "collectivite",
            part,
            "share:new",
            "share_of_new_terms",
            year,
            value,
            None,
            None,
            2,
            900,
            "not estimable: n < 5",
        )

    rows = [
        share(part, year, value)
        for part in ("96001", "96002")
        for year, value in ((2004, 0.1), (2005, None), (2006, 0.5))
    ]
    given = shift(
        parts=[
            *rows,
            PartPoint("level", "commune", "share:new", "share_of_new_terms", 2004, 0.2, None, None, 4, 9, "m"),
        ]
    )
    labelled = structs.replace(given, labels=given.labels | {"place:96001": ("Lisse", None)})
    figure = places_figure(labelled, FR)
    assert "Lisse" in {row[0].text for row in figure.table.rows}
    assert [row[2].text for row in figure.table.rows] == ["10,0", "50,0", "10,0", "50,0"]
    assert plain(figure.n).startswith("8 unités")
    assert places_figure(shift(parts=rows[:3]), FR) is None
