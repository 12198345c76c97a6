"""Sums of money of French acts: the value, the currency, and what is left out rather than guessed."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.acts.amounts import amounts_in, large_number_of
from pipeline.acts.dates import number_in_words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("une subvention de 45 000 €", [("45000", "EUR")]),
        ("un montant de 12.500,50 euros TTC", [("12500.50", "EUR")]),
        ("la somme de 1 250 F", [("1250", "FRF")]),
        ("15 000 francs", [("15000", "FRF")]),
        ("2,5 millions d'euros", [("2500000", "EUR")]),
        ("3 M€", [("3000000", "EUR")]),
        ("10 000 000 FCFA", [("10000000", "CFA")]),
        ("5 000 dollars américains", [("5000", "USD")]),
        ("de 1 000 à 2 000 euros", [("1000", "EUR"), ("2000", "EUR")]),
        ("quinze mille euros (15 000 €)", [("15000", "EUR"), ("15000", "EUR")]),
        ("cession à l'euro symbolique", [("1", "EUR")]),
        ("€ 500", [("500", "EUR")]),
        ("0,85 € la demi-heure", [("0.85", "EUR")]),
        ("16 637, 50 €", [("16637.50", "EUR")]),
        ("45 000 €HT", [("45000", "EUR")]),
        ("trois cent mille francs", [("300000", "FRF")]),
    ],
)
def test_a_sum_has_its_value_and_its_own_currency(text, expected):
    assert [(amount.value, amount.currency) for amount in amounts_in(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "45 OOO €", "12,500 €", "1 million 200 000 euros", "article 12 de la loi", "le 12 mai 2014", "500 kilomètres",
        "12\t€ de plus", "10 m f", "parcelle AB 500", "un euroscepticisme", "000 €",
    ],
)  # fmt: skip
def test_what_can_be_read_in_two_ways_or_is_no_sum_is_left_out(text):
    assert amounts_in(text) == []


@given(st.integers(1, 999_999_999), st.sampled_from([" ", "\u202f", "."]))
def test_figures_come_back(value, blank):
    text = f"la somme de {value:,} € est versée".replace(",", blank)
    (amount,) = amounts_in(text)
    assert (amount.value, amount.currency) == (str(value), "EUR")
    assert text[amount.start : amount.end] == amount.text


@given(st.integers(1, 9999))
def test_sums_in_words_come_back(value):
    assert large_number_of(number_in_words(value)) == value
    (amount,) = amounts_in(f"pour un montant de {number_in_words(value)} euros")
    assert amount.value == str(value)


@given(st.text("0123456789 .,€F\teurosmilfrancs-", max_size=60))
def test_spans_lie_in_the_text_and_never_overlap(text):
    found = amounts_in(text)
    assert all(text[amount.start : amount.end] == amount.text for amount in found)
    assert all(one.end <= two.start for one, two in itertools.pairwise(found))
