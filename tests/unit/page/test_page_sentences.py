import re

import page_facts
import pytest

from pipeline.page import sentences
from pipeline.page.numbers import NARROW
from pipeline.page.words import Words


def plain(text):
    return text.replace("\u00a0", " ").replace(NARROW, " ")


def test_the_three_findings_in_french():
    found = sentences.findings(page_facts.facts(), Words("fr"))
    assert [plain(finding.text) for finding in found] == [
        (
            "La part des noms nouveaux parmi les noms en concurrence passe de 20,0 % [16,0 ; 25,0] en 2005 à "
            "69,0 % [55,2 ; 86,2] en 2012. Le milieu de la courbe ajustée tombe en 2010,4 [2009,1 ; 2011,8]."
        ),
        (
            "Le terme « action extérieure » est plus présent à partir de 2010 : de 4,2 à 11,6 emplois pour 10 000 mots, "
            "soit +7,4 [5,1 ; 9,8]."
        ),
        (
            "Aucun changement de niveau n’est établi pour un thème ou un sujet. Le plus présent, le thème « solidarité » : "
            "5,50 occurrences pour 10 000 mots [4,40 ; 6,88] en 2012."
        ),
    ]
    assert [finding.link for finding in found] == ["fig-share", "fig-terms-rates", "fig-themes-rates"]
    assert all(finding.estimable for finding in found)


def test_english_carries_the_same_numbers():
    def numbers(lang):
        words = Words(lang)
        texts = (finding.text for finding in sentences.findings(page_facts.facts(), words))
        found = [re.findall(r"[−+]?\d[\d.,\u202f]*", text.replace("10\u202f000", "10,000")) for text in texts]
        return [[n.rstrip(".,\u202f").replace("10,000", "10000").replace(",", ".") for n in group] for group in found]

    french, english = numbers("fr"), numbers("en")
    assert [group for group in french if group]
    assert french == [[n.replace("10.000", "10000") for n in group] for group in english]


def test_one_undated_document_gets_no_estimate_and_is_told_why():
    found = sentences.findings(page_facts.undated(), Words("fr"))
    assert not any(finding.estimable for finding in found)
    assert [plain(finding.text) for finding in found] == [
        "Le passage d’un nom à l’autre n’est pas estimable : le corpus ne compte qu’un document.",
        (
            "Terme le plus employé, « action extérieure » : 44 emplois dans 59 unités (comptage complet, sans intervalle). "
            "Son évolution n’est pas estimable : le corpus ne compte qu’un document."
        ),
        (
            "Thème le plus présent, « solidarité » : 12 occurrences (comptage complet, sans intervalle). "
            "Son évolution n’est pas estimable : le corpus ne compte qu’un document."
        ),
    ]


def test_an_empty_corpus_is_told_in_plain_words():
    nothing = page_facts.undated()
    empty = page_facts.facts(
        totals=nothing.totals._replace(kept=0, units=0), years=[], points=[], changes=[], entries=[], substitution={}
    )
    assert [finding.link for finding in sentences.findings(empty, Words("en"))] == ["limites"] * 3


@pytest.mark.parametrize(
    ("p_adjusted", "low", "high", "stands"),
    [(0.049, 1, 2, True), (0.05, 1, 2, False), (0.001, -1, 2, False), (0.001, -3, -1, True), (None, 1, 2, False)],
)
def test_a_change_stands_only_with_its_test_and_its_interval(p_adjusted, low, high, stands):
    assert sentences.established(page_facts.change("term:CD", p_adjusted, low, high)) is stands


def test_the_reason_why_there_is_no_curve_is_given():
    told = page_facts.facts(
        substitution={"estimable": False, "reason": "the counts set no bound to the midpoint of the curve"}
    )
    text = sentences.naming(told, Words("fr")).text
    assert plain(text).endswith("n’est pas estimable : les comptages ne bornent pas le milieu de la courbe.")


def test_a_series_without_an_established_change_gets_no_direction():
    told = page_facts.facts(changes=[page_facts.change("term:AECT", 0.5)])
    text = plain(sentences.findings(told, Words("fr"))[1].text)
    assert text.startswith("Aucun changement de niveau n’est établi pour un terme.")
