import pytest

from pipeline.acts.votes import votes_in
from pipeline.records import Votes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pour : 58 Contre : 1 (M. Viguié) Adopté à la majorité", (58, 1, None, False)),
        ("Pour : 51 Abstention : 7 Adopté à l'unanimité des suffrages exprimés", (51, None, 7, True)),
        ("pour : 56 contre : abstentions : adopté à l’unanimité.", (56, None, None, True)),
        ("Pour : 55\nContre :\n93 rue de la Paix", (55, None, None, None)),
        ("Pour : 57 Contre : / Adopté à l'unanimité.", (57, None, None, True)),
        ("Pour : 30 Contre : 0 Abstention(s) : 0", (30, 0, 0, None)),
        ("par 30 voix pour, 2 contre et 1 abstention", (30, 2, 1, None)),
        ("30 voix pour, deux voix contre, une abstention", (30, 2, 1, None)),
        ("Adopté à l'unanimité moins deux abstentions", (None, None, 2, True)),
        ("Contre : néant", (None, 0, None, None)),
        ("Adopté à l'unanimité", (None, None, None, True)),
    ],
)
def test_printed_figures(text, expected):
    votes, warnings = votes_in(text)
    assert votes is not None
    assert (votes.pour, votes.contre, votes.abstentions, votes.unanime) == expected
    assert warnings == []


def test_nothing_printed_gives_nothing():
    assert votes_in("Le Conseil adopte.") == (None, [])


def test_counters_come_from_the_attendance():
    attendance = "Nombre de membres en exercice : 35 Présents : 28 Votants : 33"
    votes, warnings = votes_in("Pour : 30 Contre : 2 Abstention : 1", attendance)
    assert votes == Votes(35, 28, 30, 2, 1, None)
    assert warnings == []


def test_what_does_not_add_up_is_told_and_kept():
    votes, warnings = votes_in("Pour : 60", "en exercice : 50 Présents : 51")
    assert votes is not None
    assert votes.pour == 60
    assert warnings == [
        "votes do not add up: 60 votes for 50 effectif",
        "votes do not add up: 51 presents for 50 effectif",
    ]
