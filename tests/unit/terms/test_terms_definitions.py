"""Which words an acronym stands for, which names a gloss joins, and what is neither."""

import pytest

from pipeline.terms.definitions import definitions, senses
from pipeline.terms.expansions import is_short


def pairs(text):
    return [(p.kind, text[p.long_start : p.long_end], text[p.short_start : p.short_end]) for p in definitions(text)]


@pytest.mark.parametrize(
    ("text", "long"),
    [
        ("avec l'Agence des villes solidaires (AVS)", "Agence des villes solidaires"),  # elision before
        ("du Comité rural de développement (CORUDEV)", "Comité rural de développement"),  # three letters a word
        ("la Direction Départementale des Actions Sociales (DDAS)", "Direction Départementale des Actions Sociales"),
        ("un Office De la Rivière (ODR)", "Office De la Rivière"),  # a word of grammar gives its letter
        ("les actions sociales et médico-scolaires (ASMS)", "actions sociales et médico-scolaires"),  # hyphens part
        ("le Centre hospitalier rural universitaire (CHU)", "Centre hospitalier rural universitaire"),  # one silent
        ("le comité de pilotage du contrat (COPIL)", "comité de pilotage"),  # a complement in between
        ("« Union des rives » (U.D.R.)", "Union des rives"),
        ("l'École supérieure d'eau (ESE)", "École supérieure d'eau"),
    ],
)
def test_the_long_form_of_an_acronym(text, long):
    assert [one for _, one, _ in pairs(text)] == [long]


@pytest.mark.parametrize(
    "text",
    [
        "le règlement (CE) n° 12", "la Région (LR)", "le montant (HT)", "le budget (BP 2019)", "l'annexe (III)",
        "la salle (B)", "une adoption à la majorité (UMP)", "le plan est clos. Agence (AV)",
    ],
)  # fmt: skip
def test_a_parenthesis_that_defines_nothing(text):
    assert pairs(text) == []


def test_bounds_point_into_the_text_with_its_own_apostrophes():
    text = "Vu l’Office d’étude des rives (OER), ci-après « l’Office »."
    assert pairs(text) == [
        ("acronym", "Office d’étude des rives", "OER"),
        ("hereafter", "Office d’étude des rives", "Office"),
    ]


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("dans le cadre de la coopération locale, dite aussi entraide, un", ("also", "coopération locale", "entraide")),
        (
            "l'acquisition d'un véhicule partagé, communément appelé « navette », est",
            ("also", "véhicule partagé", "navette"),
        ),
        ("l'action de la commune, également dénommée service, est", ("also", "action de la commune", "service")),
        ("la Maison des rives, ex-Centre", None),
        ("la Maison des rives (ex-Centre des ponts) ouvre", ("formerly", "Maison des rives", "Centre des ponts")),
        ("le local, anciennement occupé par l'école, est", None),
        ("le comité est désormais appelé bureau des rives.", ("now", "comité", "bureau des rives")),
        ("le maire est désormais appelé à voter", None),
        ("le préfet (ou les préfets intéressés) signe", None),
        ("la créance cédée (ou nantie) est", None),
        ("le pacte de rivière (ou contrat de bassin) est", ("or", "pacte de rivière", "contrat de bassin")),
    ],
)
def test_glosses(text, pair):
    assert pairs(text) == ([pair] if pair else [])


def test_shapes_of_acronyms():
    assert [word for word in ("AB", "PLUi", "S.I.V.U.", "A", "Plan", "Ab", "ABCDEFGHIJKLM", "A1") if is_short(word)] == [
        "AB", "PLUi", "S.I.V.U.",
    ]  # fmt: skip


def test_an_acronym_stands_for_the_family_of_its_expansion_in_the_document():

    def families(expansion):
        return None if "pont" in expansion else frozenset({"X"} if "action des rives" in expansion.lower() else ())

    assert senses(["L'Action des rives locales (ARL) est"], families) == {"ARL": frozenset({"X"})}
    assert senses(["L'Atelier de reliure libre (A.R.L.) est"], families) == {"ARL": frozenset()}
    assert senses(["L'Amicale du reste du pont local (ARL) est"], families) == {}
    assert senses(["L'ARL est"], families) == {}
