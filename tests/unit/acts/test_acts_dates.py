import datetime as dt

import pytest

from pipeline.acts.dates import alarms, date_in_name, dates_in, in_words, number_in_words, number_of
from pipeline.acts.sessions import session_dates


def days(first, last, step=1):
    return (first + dt.timedelta(days) for days in range(0, (last - first).days + 1, step))


def test_every_day_from_1970_to_2035_is_read_back_from_its_words():
    for day in days(dt.date(1970, 1, 1), dt.date(2035, 12, 31)):
        assert [found.date for found in dates_in(in_words(day))] == [day.isoformat()]


@pytest.mark.parametrize("spelling", ["{}", "{} à 18 heures, le conseil s'est réuni", "Ce jour : {}"])
def test_the_spelling_of_old_registers_changes_nothing(spelling):
    for day in days(dt.date(1970, 1, 1), dt.date(2035, 12, 31), 37):
        words = in_words(day)
        variants = (words.upper(), words.replace("mille", "mil").replace("-", " "), words.replace("l'an", "L an"))
        for variant in variants:
            assert [found.date for found in dates_in(spelling.format(variant))] == [day.isoformat()], variant


@pytest.mark.parametrize(
    "number", [1, 16, 21, 61, 70, 71, 77, 80, 81, 91, 99, 100, 200, 201, 1000, 1980, 1992, 2000, 2021]
)
def test_numbers_read_back(number):
    assert number_of(number_in_words(number)) == number


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("dix-neuf cent quatre-vingt-douze", 1992), ("mil neuf cent nonante-deux", 1992), ("septante", 70),
        ("vingt et un", 21), ("vingt-et-un", 21), ("deux trois", None), ("vingt dix", None), ("", None), ("chat", None),
    ],
)  # fmt: skip
def test_number_words(words, number):
    assert number_of(words) == number


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("L'an deux mille dix-neuf, le vingt-cinq mars à 18 heures", "2019-03-25"),
        ("L an deux mil quatorze, le premier avril", "2014-04-01"),
        ("L'AN MIL NEUF CENT QUATRE-VINGT-DOUZE, LE VINGT ET UN JUIN", "1992-06-21"),
        ("l'an deux mille vingt et un et le trente et un mai", "2021-05-31"),
        ("L’an 2019, le 25 mars", "2019-03-25"),
        ("L'an deux mille sept le lundi douze du mois de mars", "2007-03-12"),
        ("Séance publique du samedi 5 avril 2014", "2014-04-05"),
        ("PROCÈS-VERBAL DE LA SÉANCE DU 09/02/2009", "2009-02-09"),
        ("Séances des 24 et 25 mars 2011", "2011-03-25"),
        ("Date de la séance : 2010-03-12", "2010-03-12"),
        ("Convoqué le lundi 31 mars 2014, le conseil s'est réuni en mairie, le samedi 5 avril 2014 à 10h", "2014-04-05"),
    ],
)  # fmt: skip
def test_session_dates(text, date):
    assert [found.date for found in session_dates(text)][:1] == [date]


@pytest.mark.parametrize(
    "text",
    [
        "Date de convocation : 12 mars 2013", "Affiché le 12/03/2013",
        "Approbation du procès-verbal de la séance du 9 février 2009", "Par délibération du 15 novembre 2007",
        "le 31 février 2014", "version 1.2.2014.3",
    ],
)  # fmt: skip
def test_other_dates_are_no_session(text):
    assert session_dates(text) == ()


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("2014-04-24-0000071216.pdf", "2014-04-24"), ("CR_CM_07_02_2011.pdf", "2011-02-07"),
        ("PV_CM_17_02_2014.pdf", "2014-02-17"), ("PV20140217.pdf", "2014-02-17"), ("cr 12 mars 2010.pdf", "2010-03-12"),
        ("rapport 2017.pdf", "2017"), ("Delib_2013_376_Rapport 2012.pdf", None), ("20140230.pdf", None), ("a.pdf", None),
    ],
)  # fmt: skip
def test_dates_in_file_names(name, date):
    assert date_in_name(name) == date


def test_alarms():
    assert alarms("1492-01-01", "") == ["impossible date 1492-01-01"]
    assert alarms("2014-05-01", "La DCTCIV a été consultée")
    assert alarms("2024-05-01", "La DCTCIV a été consultée") == []


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Séance du 17 février 20l4", "2014-02-17"),
        ("le 2O/O3/2O15", "2015-03-20"),
        ("réunion du l5 mai 2012", "2012-05-15"),
        ("en date du 0l/09/20I8", "2018-09-01"),
    ],
)
def test_letters_for_figures_are_read_and_told(text, date):
    (found,) = dates_in(text)
    assert (found.date, found.misread, found.end) == (date, True, len(text))


@pytest.mark.parametrize(
    "text", ["les lois 20 et 14", "article l. 2014", "l'an passé, le maire", "le O mai 2014", "10 il 2014"]
)
def test_letters_alone_are_no_figures(text):
    assert dates_in(text) == []


def test_a_date_printed_in_figures_is_not_called_misread():
    assert [found.misread for found in dates_in("le 17 février 2014, L'an deux mille quinze, le premier mars")] == [
        False,
        False,
    ]
