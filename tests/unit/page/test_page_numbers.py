import pytest

from pipeline.page import numbers
from pipeline.page.words import Words


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Unité : n", "Unité\u00a0: n"),
        ("oui ; non ! quoi ? 5 %", "oui\u202f; non\u202f! quoi\u202f? 5\u202f%"),
        ("« mot »", "«\u00a0mot\u00a0»"),
        ("l'acte d'une ville", "l’acte d’une ville"),
        ("p. 12", "p.\u00a012"),
        ("pour 10 000 mots, en 2014 100 actes", "pour 10\u202f000 mots, en 2014 100 actes"),
        ("https://exemple.fr/a?b=c;d", "https://exemple.fr/a?b=c;d"),
    ],
)
def test_french_punctuation_takes_its_no_break_spaces(written, printed):
    assert numbers.french(written) == printed
    assert numbers.french(printed) == printed


@pytest.mark.parametrize(
    ("value", "decimals", "french", "english"),
    [
        (18331, 0, "18\u202f331", "18,331"),
        (-7.84, 1, "−7,8", "−7.8"),
        (-0.04, 1, "0,0", "0.0"),
        (0.5, 3, "0,500", "0.500"),
        (None, 2, "–", "–"),
    ],
)
def test_numbers_in_both_languages(value, decimals, french, english):
    assert numbers.number(value, "fr", decimals) == french
    assert numbers.number(value, "en", decimals) == english


def test_interval_and_percent():
    assert Words("fr").interval(8, 17.06, 1) == "[8,0\u202f;\u00a017,1]"
    assert Words("en").interval(8, 17.06, 1) == "[8.0;\u00a017.1]"
    assert (Words("fr").percent(0.123, 1), Words("en").percent(0.123, 1)) == ("12,3\u202f%", "12.3%")


@pytest.mark.parametrize(("values", "decimals"), [([72.5], 1), ([123.4, 2], 0), ([0.0041], 5), ([], 0), ([0, None], 0)])
def test_three_significant_digits_of_the_largest_value(values, decimals):
    assert numbers.decimals_of(values) == decimals


@pytest.mark.parametrize(
    ("iso", "french", "english"),
    [
        ("2014-04-24", "24\u00a0avril 2014", "24\u00a0April 2014"),
        ("2014-05-01", "1er\u00a0mai 2014", "1\u00a0May 2014"),
        ("2014-04", "avril 2014", "April 2014"),
        ("2014", "2014", "2014"),
        ("2014-00", "2014", "2014"),
        (None, "–", "–"),
    ],
)
def test_dates_as_precise_as_known(iso, french, english):
    assert numbers.date(iso, "fr") == french
    assert numbers.date(iso, "en") == english
