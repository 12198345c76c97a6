"""Blocks side by side, boxes beside paragraphs, heads beside columns."""

import pytest

from pipeline.documents.printed.layout import in_reading_order
from pipeline.documents.printed.segments import Segment

LEFT = [
    "VILLE DE MONTFLEURY",
    "Direction générale",
    "Service des assemblées",
    "Place de la Mairie",
    "Téléphone : accueil",
]
RIGHT = ["EXTRAIT DU REGISTRE", "DES DÉLIBÉRATIONS", "DU CONSEIL", "Séance du 13 mars"]


def line(text, x0, top, x1=None, size=10.0):
    return Segment(text, x0, top, x1 or x0 + 5 * len(text), top + size, size)


def block(texts, x0, top=60.0):
    return [line(text, x0, top + 13 * n) for n, text in enumerate(texts)]


def by_row(segments):
    return sorted(segments, key=lambda segment: (segment.top, segment.x0))


def read(segments, **keywords):
    return [segment.text for segment in in_reading_order(segments, **keywords)]


@pytest.mark.parametrize("order", [list, by_row])
def test_a_letterhead_of_two_blocks_is_read_block_by_block(order):
    body = [line(f"ligne {n} du texte qui court d'un bord à l'autre", 60, 170 + 13 * n, 535) for n in range(12)]
    assert read(order([*block(LEFT, 60), *block(RIGHT, 400), *body]))[:9] == LEFT + RIGHT


def test_blocks_whose_lines_are_not_level():
    sides = by_row([*block(LEFT[:4], 60), *block(RIGHT, 400, 65)])
    assert read(sides) == LEFT[:4] + RIGHT


@pytest.mark.parametrize(
    "right",
    [["Adjoint aux finances", "Adjointe à la culture", "Conseiller délégué", "Conseillère déléguée"], ["12 000 €"] * 4],
)
def test_rows_of_a_table_without_rules_stay_rows(right):
    left = ["Monsieur Jaffré", "Madame Noël", "Monsieur Ferré", "Madame Zuber"]
    rows = by_row([*block(left, 60), *block(right, 300)])
    assert read(rows) == [text for row in zip(left, right, strict=True) for text in row]


def test_labels_and_their_values_stay_together():
    rows = by_row(
        [
            *block(["Objet :", "Rapporteur :", "Commission :"], 60),
            *block(["Budget", "M. Noël", "Finances", "et budget"], 300),
        ]
    )
    assert read(rows)[:4] == ["Objet :", "Budget", "Rapporteur :", "M. Noël"]


def test_a_title_below_a_letterhead_is_read_after_it():
    title = line("DÉLIBÉRATION N° 12", 60, 135, 300, 16)
    assert read([*block(LEFT, 60), *block(RIGHT, 400), title]) == [*LEFT, *RIGHT, title.text]


def test_a_box_beside_a_paragraph_does_not_cut_it():
    title = line("Effectifs et affectation", 60, 60, 250)
    narrow = [line(f"ligne {n} du paragraphe étroit qui tourne renou-", 60, 85 + 13 * n, 360) for n in range(6)]
    box = [
        line(f"{'Le' if n == 0 else 'le'} conseil se réunit{'.' if n == 4 else ' au'}", 380, 85 + 12 * n, 530)
        for n in range(5)
    ]
    wide = [
        line(f"vellement, ligne {n} du même paragraphe sur toute la largeur", 60, 163 + 13 * n, 535) for n in range(6)
    ]
    found = read([*box, title, *narrow, *wide])
    assert found == [part.text for part in [title, *box, *narrow, *wide]]
