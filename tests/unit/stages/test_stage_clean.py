"""Pages into passages."""

import pytest

from pipeline.records import Line, Page
from pipeline.settings import CleanSection
from pipeline.stages.clean import passages_of
from pipeline.text.spans import Source, locate, page_at

Row = tuple[float, float, str] | tuple[float, float, str, float] | tuple[float, float, str, float, float]


def page(number: int, *rows: Row, width: float = 400, height: float = 842) -> Page:
    """A page of lines (x0, top, text[, size[, x1]]); a line is `width` long unless it says otherwise."""
    parts, lines, start = [], [], 0
    for x0, top, text, *more in rows:
        size = more[0] if more else 12.0
        x1 = more[1] if len(more) > 1 else x0 + width
        lines.append(Line(start, start + len(text), x0, top, x1, top + 1.15 * size, size))
        parts.append(text + "\n")
        start += len(text) + 1
    return Page("doc", number, None, 595, height, "text", None, "".join(parts), lines, [])


def plain(*pages: str) -> list[Page]:
    return [Page("doc", n, None, None, None, "text", None, text, [], []) for n, text in enumerate(pages, start=1)]


def cleaned(*pages: Page):
    return passages_of(pages, CleanSection())


def shown(*pages: Page):
    return [(passage.role, passage.text) for passage in cleaned(*pages)]


def test_lines_become_paragraphs_and_words_are_mended():
    first = page(
        1, (70, 100, "Le conseil municipal approuve le déve-"), (70, 114, "loppement durable du Languedoc-"),
        (70, 128, "Roussillon.", 12, 120), (70, 170, "Un autre paragraphe."),
    )  # fmt: skip
    assert shown(first) == [
        ("body", "Le conseil municipal approuve le développement durable du Languedoc-Roussillon."),
        ("body", "Un autre paragraphe."),
    ]


def test_a_paragraph_goes_on_over_the_page():
    pages = (page(1, (70, 700, "La ville soutient la")), page(2, (70, 200, "coopération décentralisée.")))
    (passage,) = cleaned(*pages)
    assert passage.text == "La ville soutient la coopération décentralisée."
    assert (passage.page_first, passage.page_last) == (1, 2)
    assert locate(passage, passage.text.index("coopération")) == Source(2, 0)
    assert locate(passage, passage.text.index(" coopération")) is None
    assert page_at(passage, passage.text.index("ville")) == 1


def test_clean_text_has_plain_apostrophes_and_blanks():
    (passage,) = cleaned(page(1, (70, 100, "L’aide\u00a0: 12\u202f000 € « net\u00adte »  ﬁn")))
    assert passage.text == "L'aide : 12\u00a0000 € « nette » fin"
    assert [locate(passage, offset).start for offset in range(len(passage.text))] == [
        *range(23), *range(24, 29), 30, 30, 31,
    ]  # fmt: skip
    assert passage.words == 5


@pytest.mark.parametrize("count", [2, 3, 6])
def test_running_heads_and_page_numbers_are_marked(count):
    pages = [
        page(
            n, (70, 30, "Ville de Lyon – Conseil municipal"), (70, 300, f"Texte de la page {n} qui finit ici."),
            (290, 805, f"Page {n} / {count}", 9, 330),
        )
        for n in range(1, count + 1)
    ]  # fmt: skip
    roles = [passage.role for passage in cleaned(*pages)]
    assert roles == ["running", "body", "running"] * count


def test_titles_that_look_alike_are_not_running_heads():
    pages = [
        page(n, (70, 60, f"DELIBERATION N° 2023-{number}"), (70, 300, "Texte."))
        for n, number in enumerate((8, 31, 77, 12), 1)
    ]
    assert [passage.role for passage in cleaned(*pages)] == ["heading", "body"] * 4


def test_body_lines_stop_the_search_for_running_heads():
    pages = [
        page(n, (70, 30, f"Article {n * n} du texte de fond."), (70, 60, "Répété"), (70, 300, "Texte."))
        for n in range(1, 5)
    ]
    assert "running" not in {passage.role for passage in cleaned(*pages)}


def test_the_prefecture_stamp_is_marked_and_read_by_rows():
    rows = [
        (405, 18, "Accusé de réception – Ministère de l’intérieur", 8, 565), (405, 60, "Envoi Préfecture :", 8, 480),
        (405, 72, "Réception en Préfecture :", 8, 500), (505, 59, "28/04/2014", 9, 550), (505, 71, "29/04/2014", 9, 550),
        (405, 30, "034-213401722-20140424-0000071262-DE", 8, 565), (70, 300, "Le Conseil adopte."), (70, 700, "Publié le : 25 avril 2014"),
    ]  # fmt: skip
    assert shown(page(1, *rows)) == [
        ("stamp", ("Accusé de réception – Ministère de l'intérieur 034-213401722-20140424-0000071262-DE "
         "Envoi Préfecture : 28/04/2014 Réception en Préfecture : 29/04/2014")),
        ("body", "Le Conseil adopte."),
        ("body", "Publié le : 25 avril 2014"),
    ]  # fmt: skip


def test_roles_from_the_layout():
    rows = [
        (200, 100, "Coopération décentralisée", 18, 400), (70, 160, "Le conseil décide :"), (70, 176, "- d’approuver la convention,"),
        (70, 190, "- de signer."), (70, 300, "Texte courant1 de la page, qui"), (70, 314, "suit."), (70, 700, "1 Une note de bas de page,", 8),
        (70, 710, "sur deux lignes.", 8),
    ]  # fmt: skip
    found = cleaned(page(1, *rows))
    assert [(passage.role, passage.level) for passage in found] == [
        ("heading", 1), ("body", None), ("list", None), ("list", None), ("body", None), ("note", None),
    ]  # fmt: skip
    assert found[-1].text == "1 Une note de bas de page, sur deux lignes."


def test_rows_of_three_cells_are_a_table():
    rows = [
        (x, top, text, 10, x + 60)
        for top in (200, 214, 228)
        for x, text in ((70, "Chapitre"), (250, "12 000"), (400, "3 %"))
    ]
    found = shown(page(1, (70, 100, "Avant le tableau."), *rows, (70, 400, "Après.")))
    assert found == [("body", "Avant le tableau."), *[("table", "Chapitre\t12 000\t3 %")] * 3, ("body", "Après.")]


def test_plain_text_broken_by_hand_with_footnotes():
    text = (
        "Les processus sont devenus un marqueur de l’action des collectivités territoriales\n"
        "et des territoires1 quelles que soient leur niveau, leur taille, leur poids dans la\n"
        "vie politique, fait figure d'acte fondateur, suivi par une série de rencontres et\n"
        "                                                           \n"
        "1 Territoire est entendu comme toute collectivité publique territoriale\n"
        "infra-étatique.\n"
        " de congrès dont l'objet a porté sur des questions techniques.\n"
        "\n"
        "• Un point\n"
    )
    assert shown(*plain(text)) == [
        ("body", ("Les processus sont devenus un marqueur de l'action des collectivités territoriales et des territoires "
         "quelles que soient leur niveau, leur taille, leur poids dans la vie politique, fait figure d'acte fondateur, "
         "suivi par une série de rencontres et de congrès dont l'objet a porté sur des questions techniques.")),
        ("note", "1 Territoire est entendu comme toute collectivité publique territoriale infra-étatique."),
        ("list", "• Un point"),
    ]  # fmt: skip


def test_calls_of_notes_on_the_page_are_left_out_and_other_figures_stay():
    text = "Les jumelages1 de 2014, 30 m2, l'art.3 et la coopération.2 Voir le point3 et le CO2"
    notes = ((70, 700, "1 Une note.", 8), (70, 720, "2 Une autre.", 8))
    first, *others = cleaned(page(1, (70, 100, text), *notes), page(2, (70, 100, "Les villes1 jumelées")))
    assert first.text == "Les jumelages de 2014, 30 m2, l'art.3 et la coopération. Voir le point3 et le CO2"
    assert locate(first, first.text.index("Voir")) == Source(1, text.index("Voir"))
    assert [passage.text for passage in others] == ["1 Une note.", "2 Une autre.", "Les villes1 jumelées"]


def test_typed_paragraphs_are_lines():
    long = "Un paragraphe tapé d’un seul trait, " * 10
    assert [text for _, text in shown(*plain(f"{long}\nSuite.\n"))] == [long.strip().replace("’", "'"), "Suite."]


def test_nothing():
    assert passages_of([], CleanSection()) == []
    assert cleaned(*plain("")) == []
    assert cleaned(*plain(" \n\u200b\n")) == []


def test_passages_are_numbered_in_order():
    found = cleaned(page(1, (70, 100, "Un."), (70, 200, "Deux.")))
    assert [passage.passage_id for passage in found] == ["doc:p0", "doc:p1"]
    assert [passage.sentences for passage in found] == [[(0, 3)], [(0, 5)]]
