"""An act works with a place abroad, or only names it."""

import pytest
from acts_helpers import document, passages

from pipeline.acts.external import is_external, tells_of_work
from pipeline.acts.units import units_of


@pytest.mark.parametrize(
    "title",
    ["Coopération décentralisée : bilan", "Subvention pour un marché au Togo", "Jumelages", "Vœu pour un jumelage avec Dapaong"],
)  # fmt: skip
def test_titles_of_external_action(title):
    assert is_external(title)


@pytest.mark.parametrize(
    "title",
    [
        "Aménagement de la rue de Bamako", "Tarifs municipaux", "Office central de la coopération à l'école",
        "Vœu sur la situation au Togo", "Motion Liban",
    ],
)  # fmt: skip
def test_titles_of_other_acts(title):
    assert not is_external(title)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Une convention de partenariat avec la ville de Kayes.", True),
        ("Des échanges scolaires avec Kayes ont lieu.", True),
        ("Un mandat spécial est donné pour aller à Kayes.", True),
        ("Une aide d'urgence est versée à Kayes.", True),
        ("Né à Kayes, il vécut à Sète.", False),
        ("Les films de Kayes sont à l'affiche. La coopération se poursuit.", False),
        ("Amis de Kayes\tprojet de coopération", False),
        ("La délégation de service public étudiée à Kayes.", False),
    ],
)
def test_the_sentence_around_a_name_speaks_of_working_together_or_not(text, told):
    start = text.index("Kayes")
    assert tells_of_work(text, start, start + 5) == told


def test_partners_of_an_act_leave_out_what_is_only_named_and_what_a_visa_or_annex_names():
    parts = passages(
        "Objet : Festival du film\nVu la convention de coopération signée avec Dapaong (Togo) ;\n"
        "Considérant que le festival montre des films du Brésil ;\n"
        "Considérant le partenariat avec la ville de Kayes ;\nLe conseil municipal, après en avoir délibéré,\n"
        "DÉCIDE :\nArticle 1 : d'approuver la convention de partenariat.\nAnnexe 1\nLa coopération avec Mopti."
    )
    (unit,) = units_of(parts, document(), minutes=False)
    assert [(one.country, one.place) for one in unit.partners] == [("ML", "Kayes")]
