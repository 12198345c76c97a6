"""Rapporteur and commission, and what becomes of a person's name."""

import re

import pytest

from pipeline.acts.credits import commission_in, person_as, rapporteur_in


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Rapporteur : M. Jean ROUX\nLe budget", "M. Jean ROUX"),
        ("(Rapporteure : Mme de La Tour)", "Mme de La Tour"),
        ("RAPPORTEUR : Madame ALVAREZ", "Madame ALVAREZ"),
        ("Aide aux clubs\nJeanne DUPONT-MOREL rapporte :\nLe sport", "Jeanne DUPONT-MOREL"),
        ("Rapporteur : Mme Anne ALVAREZ Le budget s'équilibre", "Mme Anne ALVAREZ"),
        ("Madame la Présidente, Anne Roy, rapporte :", "Anne Roy"),
        ("M. LE GALL, adjoint aux finances, expose au conseil :", "M. LE GALL"),
    ],
)
def test_the_rapporteur_is_named_after_a_label_or_before_a_verb(text, name):
    found = rapporteur_in(text)
    assert (found.name, text[found.start : found.end]) == (name, name)


@pytest.mark.parametrize(
    "text",
    [
        "Le maire expose : le projet",
        "M. le Maire rapporte :",
        "Rapporteur : Le Maire",
        "le rapporteur a parlé",
        "Tarifs : 12 €",
    ],
)
def test_an_office_is_no_person(text):
    assert rapporteur_in(text) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Commission : Finances et travaux\nLe", "Finances et travaux"),
        ("OBJET : X\nCOMMISSION : Culture Rapporteur : M. Y", "Culture"),
        ("Commission municipale : Urbanisme – Rapporteur : Mme Z", "Urbanisme"),
    ],
)
def test_the_commission_of_the_heading(text, name):
    assert commission_in(text).name == name


@pytest.mark.parametrize(
    "text", ["la commission des finances a donné un avis", "de la commission : elle", "sous-commission"]
)
def test_a_commission_in_a_sentence_is_not_that_of_the_act(text):
    assert commission_in(text) is None


def test_one_person_has_one_pseudonym_whatever_the_print():
    names = {person_as(name, "hash") for name in ("M. Jean ROUX", "Jean Roux", "Monsieur JEAN  ROUX")}
    (pseudonym,) = names
    assert re.fullmatch(r"p:[0-9a-f]{10}", pseudonym)
    assert person_as("Jeanne Roux", "hash") != pseudonym
    assert (person_as("M. Roux", "drop"), person_as("M. Roux", "keep")) == (None, "M. Roux")
