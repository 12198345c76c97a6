"""Layouts that other generators of documents make: what is text, what is not, and where paragraphs part."""

import pytest
from msgspec.structs import replace

from pipeline.records import Line, Page
from pipeline.settings import CleanSection
from pipeline.stages.clean import passages_of


def page(number, *rows, height=842):
    """A page of lines (x0, top, text[, size[, x1]]), 400 points long unless they say otherwise."""
    parts, lines, start = [], [], 0
    for x0, top, text, *more in rows:
        size = more[0] if more else 11.0
        x1 = more[1] if len(more) > 1 else x0 + 400
        lines.append(Line(start, start + len(text), x0, top, x1, top + 1.15 * size, size))
        parts.append(text + "\n")
        start += len(text) + 1
    return Page("doc", number, None, 595, height, "text", None, "".join(parts), lines, [])


def shown(*pages):
    return [(passage.role, passage.text) for passage in passages_of(pages, CleanSection())]


def texts(*pages, role):
    return [text for found, text in shown(*pages) if found == role]


TEXT = [(70, 200 + 14 * n, f"ligne {n} du texte qui court d'un bord à l'autre de la page") for n in range(20)]


@pytest.mark.parametrize(
    "label",
    [
        "AR PREFECTURE",
        "Réception préfet : 25/09/2022",
        "Accusé certifié exécutoire",
        "REÇU EN PREFECTURE le 12/03/2022",
    ],
)
def test_receipts_of_every_design_are_stamps(label):
    found = shown(page(1, (400, 30, label, 7, 480), (400, 40, "Reçu le 12/03/2022", 7, 480), *TEXT))
    assert [role for role, _ in found[:1]] == ["stamp"]
    assert not any("12/03/2022" in text for role, text in found if role == "body")


def test_a_line_of_text_that_speaks_of_a_receipt_is_no_stamp():
    found = shown(page(1, (70, 186, "accusé de réception du dossier complet, le demandeur dispose de"), *TEXT))
    assert [role for role, _ in found] == ["body"]


def test_heads_of_left_and_right_pages_in_a_short_document():
    heads = ["Schéma de cohérence territoriale", "Document d'orientation"]
    pages = [page(number, (70, 50, heads[number % 2], 9, 200), *TEXT) for number in range(1, 5)]
    assert texts(*pages, role="running") == [heads[1], heads[0]] * 2


def test_a_head_that_changes_with_the_chapter_is_known_by_its_page_number():
    heads = ["Les mobilités 1", "2 Les mobilités", "L'habitat 3", "4 L'habitat"]
    pages = [page(number, (70, 50, head, 11, 200), *TEXT) for number, head in enumerate(heads, start=1)]
    assert texts(*pages, role="running") == heads


def test_a_head_that_repeats_the_title_below_it():
    pages = page(1, (70, 50, "Le plan de financement", 8.5, 200), (70, 120, "Le plan de financement", 14, 250), *TEXT)
    assert shown(pages)[:2] == [("running", "Le plan de financement"), ("heading", "Le plan de financement")]


def test_the_number_of_a_note_is_no_page_number():
    pages = [
        page(
            n,
            *TEXT,
            (70, 745, str(n), 9, 75),
            (85, 745, f"Voir le rapport {n * n}.", 9, 300),
            (520, 790, str(n), 9, 525),
        )
        for n in (1, 2, 3)
    ]
    assert texts(*pages, role="note") == ["1 Voir le rapport 1.", "2 Voir le rapport 4.", "3 Voir le rapport 9."]


def test_a_note_goes_on_in_the_next_column():
    column = [(70, 100 + 13 * n, "le texte de la colonne de gauche est", 10, 280) for n in range(40)]
    other = [(310, 100 + 13 * n, "le texte de la colonne de droite est", 10, 520) for n in range(10)]
    note = (70, 750, "2 L'effectif retenu est celui constaté au 31 décembre de", 8, 280)
    rest = (310, 740, "l'exercice, hors agents affectés aux budgets annexes.", 8, 520)
    (found,) = texts(page(1, *column, note, *other, rest), role="note")
    assert found.endswith("au 31 décembre de l'exercice, hors agents affectés aux budgets annexes.")


def test_a_note_call_after_a_figure():
    note = (70, 745, "7. Voir le rapport de la commission.", 9, 300)
    found = shown(page(1, *TEXT, (70, 480, "selon les modalités de l'article L. 52-12.7", 11, 300), note))
    assert found[0][1].endswith("L. 52-12.")


def test_leading_dots_are_no_text_and_entries_stay_apart():
    rows = [
        (70, 100, "Contexte......................3"),
        (70, 114, "Cadre juridique . . . . . . . . 4"),
        (70, 128, "Suivi ........ 12"),
    ]
    assert [text for _, text in shown(page(1, *rows))] == ["Contexte 3", "Cadre juridique 4", "Suivi 12"]


def test_text_across_the_page_does_not_make_the_lines_of_a_column_short():
    across = [(60, 100 + 14 * n, "un chapeau qui court sur toute la largeur de la page et", 11, 530) for n in range(3)]
    left = [(60, 160 + 14 * n, f"Guyane et la ligne {n} pleine de sa colonne de", 11, 285) for n in range(8)]
    right = [(305, 160 + 14 * n, f"et la suite {n} dans la colonne de droite qui", 11, 530) for n in range(8)]
    assert len(shown(page(1, *across, *left, *right))) == 2


def test_a_gap_that_tails_of_letters_hide_parts_paragraphs():
    rows = [(70, 100 + 12.5 * n, "une ligne pleine", 10) for n in range(6)]
    lines = page(1, *rows, (70, 100 + 12.5 * 5 + 17.5, "Une autre", 10))
    lines.lines[5] = replace(lines.lines[5], bottom_pt=lines.lines[5].bottom_pt + 2)  # a tail
    assert len(shown(lines)) == 2
