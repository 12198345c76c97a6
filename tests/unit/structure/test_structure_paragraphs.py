"""Where paragraphs, items, titles and rows begin and end on a page."""

from test_structure_blocks import BOLD, PARAGRAPH, TEXT, cell, page, shown

SENTENCE = "Le conseil municipal délibère sur le rapport que présente son maire devant les élus de la ville, et en"


def column(*texts, top=100, step=14, x0=60, x1=535):
    """Lines one below the other; a text may come with the place where it ends."""
    return [
        (x0, top + step * n, item[1] if isinstance(item, tuple) else x1, item[0] if isinstance(item, tuple) else item)
        for n, item in enumerate(texts)
    ]


def test_white_between_short_paragraphs_is_no_leading():
    rows = [row for n in range(5) for row in column(SENTENCE, ("prend acte ;", 150), top=60 + 42 * n)]
    assert [text for _, text in shown(page(1, *rows))] == [f"{SENTENCE} prend acte ;"] * 5


def test_a_line_with_room_for_the_next_word_ends_its_paragraph():
    rows = column(
        ("Agent des écoles maternelles de première classe : suppression de sept postes", 460), SENTENCE, ("fin", 80)
    )
    assert [text for _, text in shown(page(1, *rows))] == [rows[0][3], f"{SENTENCE} fin"]
    names = column(
        ("Brahim Abbou, Michel Aslanian, Eva Beccaria, Annie Bénézech, Christian Bouille,", 470), ("Max Lévita.", 120)
    )
    assert len(shown(page(1, *names, *TEXT))) == 2


def test_items_with_one_mark_are_parted_and_a_minus_is_none():
    items = column(
        "- choix du moyen de transport le moins onéreux et adapté à la nature du déplacement", "- repas", x1=500
    )
    assert [role for role, _ in shown(page(1, *items, *TEXT))] == ["list", "list", "body"]
    minus = column(
        ("Après les produits exceptionnels, le résultat net de l'exercice s'élève à 28 K€ contre", 510),
        ("- 357 K€ en 2011.", 160),
    )
    assert len(shown(page(1, *minus, *TEXT))) == 2


def test_a_bold_line_and_the_plain_one_below_it():
    rows = [
        (60, 60, 160, "Direction des Finances", BOLD),
        (60, 74, 160, "Expertise financière"),
        (60, 88, 160, "et comptable"),
    ]
    assert shown(page(1, *rows, *TEXT))[:2] == [
        ("heading", "Direction des Finances"), ("body", "Expertise financière et comptable"),
    ]  # fmt: skip


def test_a_title_may_end_with_a_year_or_a_full_stop():
    large = {"size": 18.0, "bold": True}
    rows = [(60, 60, 250, "Séance publique du lundi 25 novembre", large), (60, 80, 100, "2013", large)]
    assert shown(page(1, *rows, *TEXT))[0] == ("heading", "Séance publique du lundi 25 novembre 2013")
    title = (180, 60, 415, "Mise à disposition du service Énergie.", {"size": 15.0, "bold": True})
    assert shown(page(1, title, *TEXT))[0] == ("heading", "Mise à disposition du service Énergie.")


def test_lines_that_end_at_the_right_margin_are_signatures():
    rows = [(420, 400, 535, "Pour extrait conforme,", BOLD), (440, 414, 535, "Monsieur le Maire,", BOLD)]
    assert [text for _, text in shown(page(1, *TEXT, *rows))][1:] == ["Pour extrait conforme,", "Monsieur le Maire,"]


def test_figures_one_a_line_are_rows():
    labels = ("Charges de structure", "Charges d'exploitation", "Dotations")
    figures = ("61.7", "531.8", "388.9")
    rows = [(60, 60, 90, "Compte", cell(0, 0)), (200, 60, 240, "2012", cell(0, 1))]
    rows += [(60, 80 + 14 * n, 160, text, cell(1, 0)) for n, text in enumerate(labels)]
    rows += [(200, 80 + 14 * n, 240, text, cell(1, 1)) for n, text in enumerate(figures)]
    found = [text for _, text in shown(page(1, *rows, *TEXT))]
    assert found == ["Compte\t2012", *map("\t".join, zip(labels, figures, strict=True)), PARAGRAPH]


def test_a_title_across_two_columns_of_a_table_joins_none():
    rows = [(60, 60, 300, "Dommages causés aux arbres", cell(0, 0)), (400, 60, 500, "Unité Tarifs", cell(0, 0))]
    for n in range(1, 5):
        parts = ((60, 200, "Surface d'arbustes"), (400, 415, "m²"), (450, 490, "2,20 €"))
        rows += [(x0, 60 + 20 * n, x1, text, cell(n, 0)) for x0, x1, text in parts]
    found = [text for _, text in shown(page(1, *rows, *TEXT))]
    assert found[1:-1] == ["Surface d'arbustes\tm²\t2,20 €"] * 4


def test_a_lone_figure_in_the_middle_of_the_foot():
    for figure, role in (("17", "running"), ("2014", "body")):
        assert shown(page(1, *TEXT, (292, 800, 303, figure)))[-1] == (role, figure)
