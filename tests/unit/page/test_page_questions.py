"""The sixteen questions: each answered or said to be beyond the corpus, in both languages, with the same numbers."""

import re

import pytest
from page_facts import LABELS, change, facts

from pipeline.page.facts import Entry, Shift
from pipeline.page.questions import ANSWERS, questions
from pipeline.page.words import Words
from pipeline.records import Adopter, ThemePair, ThemeTerm

NAMES = (
    "crise",
    "reciprocite",
    "attractivite",
    "histoire",
    "reseaux",
    "modalite",
    "etat",
    "climat",
    "diversite_interne",
)
ALL = LABELS | {f"theme:{name}": (name, name) for name in NAMES} | {"term:AICT": ("action internationale", None)}
PAIRS = [
    ThemePair("attractivite", "solidarite", 60, 80, 0.1, 0.3, 0.2, 0.05, 0.35, 6, 20, "m"),
    ThemePair("climat", "reciprocite", 60, 80, 0.1, 0.05, -0.05, -0.2, 0.1, 6, 4, "m"),
    ThemePair("climat", "solidarite", 60, 80, 0.0, 0.0, None, None, None, 0, 0, "not estimable: n < 5"),
]
LISSE = Adopter("96001", "Ville de Lisse", "commune", 2000, 2020, 6.5, 2004, False, 0, None)
GENRES = [
    {"genre": "deliberation", "first_year": 2000, "first_use": 2004, "documents": 40, "with_use": 12},
    {"genre": "law", "first_year": 2001, "first_use": None, "documents": 1, "with_use": 0},
]
TOLD = {"reason": "never", "collectivites": 1, "adopted": 1, "already": 0, "genres": GENRES}


def plain(text):
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def answered(lang="fr", **changes):
    given = facts(**({"labels": ALL} | changes))
    return {one.id: list(map(plain, one.answers)) for one in questions(given, Words(lang))}


def rich(lang):
    found = facts()
    crisis = ThemeTerm("crise", "CD", 60, 20, 30, 18, 10.0, 1.0986, 0.4055, 1.9459, 15, "m")
    few = ThemeTerm("crise", "AECT", 60, 20, 3, 2, 1.0, 0.2, None, None, 2, "no interval")
    return answered(
        lang,
        lexis=found.lexis._replace(theme_terms=[crisis, few]),
        shift=Shift([], [], [], PAIRS, [], [], [], [LISSE], TOLD),
        changes=[change("theme:solidarite", 0.002), change("theme:climat", 0.4, -1, 16)],
        entries=[*found.entries, Entry("theme:etat", ("État", None), 5, 0, 0, 0, 3, 2)],
        cited=[("loi 2014-773", 12), ("L1115-1 CGCT", 9)],
        partners=[(("Mali", "ML"), 7)],
        acts_with_partner=8,
    )


def test_all_sixteen_have_an_answer_even_in_an_empty_study():
    for lang in ("fr", "en"):
        found = answered(lang, changes=[], entries=[], points=[])
        assert list(found) == [f"S{number}" for number in range(1, 17)] == list(ANSWERS)
        assert all(found.values())


@pytest.mark.parametrize(
    ("key", "answers"),
    [
        ("S2", [
            "« crise » : aucune occurrence.",
            "« crise » avec « coopération décentralisée » : cotes multipliées par 3,0 [1,5 ; 7,0] (documents : 15).",
            "« crise » avec « action extérieure » : non estimable (documents : 2).",
        ]),
        ("S3", [
            "« solidarité » : de 4,2 à 11,6 pour 10 000 mots à partir de 2010, soit +7,4 [5,1 ; 9,8] (établi).",
            "« reciprocite » : aucune occurrence.", "« attractivite » : aucune occurrence.",
        ]),
        ("S4", [
            "Paires de motivations estimables : 2 ; plus fréquentes : 1 ; moins fréquentes : 0 ; attendues par hasard si rien ne change : 0,1.",
            "« solidarité » et « attractivite » dans un même acte : de 10,0 % à 30,0 %, soit +20,0 points [5,0 ; 35,0].",
        ]),
        ("S8", ["Premier emploi d’un nom nouveau : deliberation 2004 (40 documents), law jamais (1 document)."]),
        ("S9", ["Textes les plus cités en visa, par nombre d’actes : loi 2014-773 (12), L1115-1 CGCT (9)."]),
        ("S10", ["Pays les plus nommés, par nombre d’actes : Mali (7) ; actes qui en nomment un : 8."]),
        ("S13", ["« etat » (occurrences : 5 ; documents : 2) : évolution non estimable."]),
        ("S14", [
            "« climat » : de 4,2 à 11,6 pour 10 000 mots à partir de 2010, soit +7,4 [−1,0 ; 16,0] (non établi, p ajusté 0,400).",
            "« climat » et « reciprocite » dans un même acte : de 10,0 % à 5,0 %, soit −5,0 points [−20,0 ; 10,0].",
        ]),
        ("S16", ["Unités qui en parlent : 0 ; elles restent dans les totaux, le thème n’entre dans aucune conclusion."]),
    ],
)  # fmt: skip
def test_answers(key, answers):
    assert rich("fr")[key] == answers


def test_both_languages_carry_the_same_numbers():
    def numbers(lang):
        text = " ".join(answer for answers in rich(lang).values() for answer in answers)
        return [
            number.replace(",", ".")
            for number in re.findall(r"−?\d+(?:[.,]\d+)?", text.replace("10 000", "10000").replace("10,000", "10000"))
        ]

    assert numbers("fr") == numbers("en")


def test_a_study_of_other_words_has_no_such_questions():
    assert questions(facts(labels={"term:GENERAL": ("conseil général", None)}), Words("fr")) == []
