"""The verdict in words: what it says, what speaks against it, and why there may be none."""

import pytest
from page_facts import facts

from pipeline.page.verdict import judged, verdict_table
from pipeline.page.words import Words

MOVE = {
    "before": 4000.0, "before_low": 3500.0, "before_high": 4600.0, "after": 1200.0, "after_low": 900.0, "after_high": 1500.0,
    "difference": -2800.0, "low": -3400.0, "high": -2200.0, "documents_before": 30, "documents_after": 18,
}  # fmt: skip
SHARE = {
    "before": 0.1, "before_low": 0.05, "before_high": 0.2, "after": 0.7, "after_low": 0.6, "after_high": 0.8,
    "difference": 0.6, "low": 0.45, "high": 0.7, "documents_before": 5, "documents_after": 33,
}  # fmt: skip
MOVES = {"old": MOVE, "new": MOVE, "share": SHARE}


def told(label, **changes):
    return {
        "verdict": label, "reason": "", "composition": False, "panel_size": 6, "equivalence": 0.25,
        "moves": {"crude": MOVES, "standardised": MOVES, "panel": MOVES},
        "periods": [{"first": 2000, "last": 2009, "documents": 40}, {"first": 2014, "last": 2014, "documents": 1}],
    } | changes  # fmt: skip


def plain(text):
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_a_replacement_is_said_with_both_changes_and_their_intervals():
    found = judged(facts(verdict=told("replacement")), Words("fr"))
    assert plain(found.sentence) == (
        "Remplacement. Entre 2000–2009 (40 documents) et 2014 (1 document), les noms nouveaux gagnent la place que les "
        "anciens perdent : à composition égale, anciens noms de 4 000 à 1 200 par million de mots (différence −2 800 "
        "[−3 400 ; −2 200]), part des nouveaux de 10,0 % à 70,0 % (différence +60,0 points [45,0 ; 70,0])."
    )
    assert any("un nom peut englober l’autre" in note for note in found.notes)
    assert any("±25 %" in plain(note) for note in found.notes)


@pytest.mark.parametrize("label", ["addition", "dilution", "undecided"])
def test_each_verdict_has_its_sentence_in_both_languages(label):
    reason = "the share of the new names does not rise beyond chance"
    given = facts(verdict=told(label, reason=reason, composition=True))
    french, english = (judged(given, Words(lang)) for lang in ("fr", "en"))
    assert len(french.notes) == len(english.notes) == 6
    assert ("ne monte pas au-delà du hasard" in french.sentence) == (label == "undecided")
    assert ("does not rise" in english.sentence) == (label == "undecided")


def test_what_cannot_be_estimated_says_why():
    given = told("not estimable", reason="3 documents use either name; 5 are needed", moves={}, periods=[])
    found = judged(facts(verdict=given), Words("fr"))
    assert not found.estimable
    assert plain(found.sentence) == (
        "Remplacement ou ajout : non estimable dans ce corpus (3 documents emploient l’un ou l’autre nom ; il en faut 5)."
    )
    assert judged(facts(verdict={}), Words("fr")).notes == []


def test_the_table_shows_every_change_and_its_documents():
    table = verdict_table(facts(verdict=told("replacement")), Words("fr"))
    assert [(row[0].raw, row[1].raw) for row in table.rows] == [
        (way, name) for way in ("standardised", "crude", "panel") for name in ("old", "new", "share")
    ]
    share = table.rows[2]
    assert [plain(cell.text) for cell in share[2:]] == [
        "10,0 [5,0 ; 20,0]", "70,0 [60,0 ; 80,0]", "+60,0 [45,0 ; 70,0]", "5, 33",
    ]  # fmt: skip
    assert [cell.raw for cell in share[2:5]] == ["10.0", "70.0", "60.0"]


def test_texts_read_less_surely_bring_a_reservation():
    given = told("replacement", reading={"before": 0.75, "after": 0.97, "doubt": True})
    sentence = plain(judged(facts(verdict=given), Words("fr")).sentence)
    assert "Réserve : les textes ne sont pas lus aussi sûrement" in sentence
    assert "75 % puis 97 %" in sentence
    sure = told("replacement", reading={"before": 0.98, "after": 0.99, "doubt": False})
    assert "Réserve" not in judged(facts(verdict=sure), Words("fr")).sentence
