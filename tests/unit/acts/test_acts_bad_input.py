"""Minutes as they come: no date, two dates, a lost page, 80 names, votes that do not add up, figures misread."""

import pytest

from pipeline import understood
from pipeline.acts.act import Options
from pipeline.acts.units import units_of

HEAD = "COMMUNE DE BELLERIVE\nProcès-verbal de la séance du {date}\n"
ITEM = "{number}. {title}\nLe maire présente le projet et ses raisons, que la commission a examinées.\n{decision}\n"
ITEMS = [
    ("Tarifs de l'eau", "Le conseil municipal adopte les tarifs. Pour : 12 Contre : 1 Abstentions : 2"),
    ("Vente du presbytère", "Le conseil municipal décide de vendre le bâtiment. Adopté à l'unanimité."),
    ("Achat d'un tracteur", "Le conseil municipal approuve l'achat. Adopté à l'unanimité."),
]


def minutes(date="4 mars 2014", items=ITEMS, between="\n", head=HEAD):
    parts = [
        ITEM.format(number=rank, title=title, decision=decision)
        for rank, (title, decision) in enumerate(items, start=1)
    ]
    return head.format(date=date) + between.join(parts)


@pytest.fixture
def read(tmp_path):
    def reading(text, name="proces-verbal.txt"):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return understood.read(path, "minutes")

    return reading


def acts(found):
    return [unit for unit in found.units if unit.kind == "act"]


def test_minutes_without_a_date_are_kept_undated_with_the_reason(read):
    found = acts(read(minutes(head="COMMUNE DE BELLERIVE\nProcès-verbal du conseil municipal\n")))
    assert len(found) == 3
    assert {(unit.date, unit.year) for unit in found} == {(None, None)}
    assert all("no date" in unit.warnings for unit in found)


def test_two_dates_are_both_told_and_the_nearer_source_is_kept(read):
    (first, *_) = acts(read(minutes(), "PV_2013-03-04.txt"))
    assert first.date == "2014-03-04"
    assert "dates differ: 2014-03-04 (session date), 2013-03-04 (file name)" in first.warnings
    told = [(one.value, one.source, one.confidence) for one in first.evidence if one.field == "date"]
    assert told == [("2014-03-04", "text", "contradicted"), ("2013-03-04", "file name", "contradicted")]


def test_letters_for_figures_in_the_date_are_told_with_their_place(read):
    found = read(minutes("4 mars 20l4"))
    (first, *_) = acts(found)
    assert first.date == "2014-03-04"
    assert "date read from letters: « 4 mars 20l4 » as 2014-03-04" in first.warnings
    place = next(one for one in first.evidence if one.field == "date")
    texts = {passage.passage_id: passage.text for passage in found.passages}
    assert texts[place.passage_id][place.start : place.end] == "4 mars 20l4"


def test_a_date_later_than_the_collection_is_told(read):
    found = read(minutes("4 mars 2034"))
    document = understood_document(found)
    units = units_of(found.passages, document, minutes=True, options=Options(collected="2026-11-27"))
    assert all(
        "date 2034-03-04 is later than the collection of the corpus (2026-11-27)" in unit.warnings for unit in units
    )
    assert not any("later than" in warning for unit in found.units for warning in unit.warnings)


def understood_document(found):
    from acts_helpers import document

    return document("pv.txt", "minutes", doc_id=found.units[0].doc_id)


def test_votes_that_do_not_add_up_are_kept_as_printed_with_the_sum(read):
    items = [("Tarifs", "Le conseil municipal adopte les tarifs. Pour : 12 Contre : 5 Abstentions : 2"), *ITEMS[1:]]
    (first, *_) = acts(read(minutes(items=items, head=HEAD + "Nombre de conseillers en exercice : 15\n")))
    assert (first.votes.pour, first.votes.contre, first.votes.abstentions) == (12, 5, 2)
    assert "votes do not add up: 19 votes for 15 effectif" in first.warnings


def test_a_lost_page_is_told_by_the_acts_beside_it(read):
    item = "Le maire présente le projet n° {number}.\nLe conseil municipal décide de l'adopter. Adopté à l'unanimité."
    pages = [
        f"{number}. Projet {'abcdefgh'[number]}\n{item.format(number='abcdefgh'[number])}" for number in range(1, 8)
    ]
    pages[0] = HEAD.format(date="4 mars 2014") + pages[0]
    feet = [1, 2, 3, 4, 7, 8, 9]
    text = "\f".join(
        f"{page}\nBellerive – conseil du 4 mars 2014 – page {foot}\n" for page, foot in zip(pages, feet, strict=True)
    )
    found = acts(read(text))
    warned = [
        any("printed pages 5 to 6 missing after page 4" in warning for warning in unit.warnings) for unit in found
    ]
    assert warned == [False, False, False, True, True, False, False]


def test_an_attendance_list_of_eighty_names_is_no_act(read):
    names = ", ".join(f"{given} {name}{number}" for number in range(20) for given, name in (
        ("Jean", "ROUX"), ("Anne", "PETIT"), ("Paul", "MOREL"), ("Lise", "BLANC"),
    ))  # fmt: skip
    found = acts(read(HEAD.format(date="4 mars 2014") + f"Étaient présents : {names}.\n" + minutes(head="")))
    assert [unit.title for unit in found] == [title for title, _ in ITEMS]


def test_a_report_without_decisions_is_not_split(read):
    text = "Rapport d'activité\n" + "\n".join(
        f"{n}. Chapitre\nLe service a reçu {n * 7} demandes." for n in range(1, 12)
    )
    assert acts(read(text)) == []
