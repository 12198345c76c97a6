import datetime as dt
import re

import pytest

from pipeline.simulate import french
from pipeline.simulate.places import COLLECTIVITES, luhn_valid
from pipeline.simulate.registration import siret_of


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zéro"), (17, "dix-sept"), (21, "vingt et un"), (22, "vingt-deux"), (61, "soixante et un"),
        (70, "soixante-dix"), (71, "soixante et onze"), (77, "soixante-dix-sept"), (80, "quatre-vingts"),
        (81, "quatre-vingt-un"), (91, "quatre-vingt-onze"), (99, "quatre-vingt-dix-neuf"), (100, "cent"),
        (101, "cent un"), (200, "deux cents"), (201, "deux cent un"), (280, "deux cent quatre-vingts"),
        (1000, "mille"), (2000, "deux mille"), (2021, "deux mille vingt et un"), (9999, "neuf mille neuf cent quatre-vingt-dix-neuf"),
    ],
)  # fmt: skip
def test_numbers_in_words(number, words):
    assert french.number_in_words(number) == words


def test_a_number_out_of_range_is_refused():
    with pytest.raises(ValueError, match="10000"):
        french.number_in_words(10_000)


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2019-03-25", "deux mille dix-neuf, le vingt-cinq mars"),
        ("1992-06-21", "mil neuf cent quatre-vingt-douze, le vingt et un juin"),
        ("2014-04-01", "deux mille quatorze, le premier avril"),
        ("2000-08-31", "deux mille, le trente et un août"),
    ],
)
def test_dates_in_words(date, words):
    assert french.date_in_words(dt.date.fromisoformat(date)) == words


def test_agreements():
    assert french.elided("de", "Agadir") == "d'Agadir"
    assert french.elided("de", "Kayes") == "de Kayes"
    assert french.capitalised("l'‹AECT|action›") == "L'‹AECT|action›"
    assert french.capitalised("‹CD|coopération› utile") == "‹CD|Coopération› utile"
    assert french.capitalised("« été »") == "« Été »"
    assert french.without_accents("Œuvre décentralisée à l'été") == "OEuvre decentralisee a l'ete"
    assert french.amount(1500, 1998) == "9\u00a0000 francs"
    assert french.amount(1500, 2002) == "1\u00a0500 euros"


def test_luhn_against_real_numbers():
    assert luhn_valid("211300561")
    assert not luhn_valid("211300562")
    assert not luhn_valid("213400123")


def test_every_siren_is_valid_and_agrees_with_its_level_and_insee_code():
    prefixes = {"commune": "21", "departement": "22", "region": "23", "metropole": "24"}
    for place in COLLECTIVITES:
        assert len(place.siren) == 9
        assert luhn_valid(place.siren)
        assert place.siren.startswith(prefixes[place.level])
        if place.level == "commune":
            assert place.siren[2:4] + place.siren[5:8] == place.insee
    assert len({place.siren for place in COLLECTIVITES}) == len(COLLECTIVITES)


def test_names_follow_their_time():
    departement = next(place for place in COLLECTIVITES if place.level == "departement")
    metropole = next(place for place in COLLECTIVITES if place.level == "metropole")
    assert departement.forms(dt.date(2015, 3, 2)).council == "conseil général"
    assert departement.forms(dt.date(2015, 4, 2)).council == "conseil départemental"
    assert departement.forms(dt.date(2015, 4, 2)).members == "conseillers départementaux"
    assert metropole.forms(dt.date(2009, 1, 5)).official == "Communauté urbaine du Val-de-Lisse"
    assert metropole.forms(dt.date(2019, 1, 7)).official == "Métropole du Val-de-Lisse"


def test_every_siret_holds_its_siren_and_its_key():
    for place in COLLECTIVITES:
        siret = siret_of(place)
        assert re.fullmatch(r"\d{14}", siret)
        assert siret[:9] == place.siren
        assert luhn_valid(siret)
