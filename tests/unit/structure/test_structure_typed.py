"""Plain text: where its paragraphs end, the rows of its tables, the heads and feet of its pages."""

from pipeline.records import Page
from pipeline.structure.assembly import assembled

WRAPPED = """\
Le conseil municipal examine la demande de la société de chasse, qui souhaite louer le
bois communal pour neuf ans.
Il est rappelé que le bail précédent a pris fin au printemps et que le loyer annuel, fixé
en 2009, n'a pas changé depuis lors
Le maire propose de porter le loyer à 320 euros par an, payables au premier octobre chaque
année par la société, sur présentation du titre émis par la commune avant juin
Vote à main levée
"""


def page(text, number=1):
    return Page("d", number, None, None, None, "text", None, text, [], [])


def blocks(*texts):
    parts = assembled(
        [page(text, number) for number, text in enumerate(texts, start=1)], top_share=0.1, bottom_share=0.1
    )
    return [(block.role, [line.text.strip() for line in block.lines]) for block in parts]


def test_a_line_with_room_for_the_next_word_ends_its_paragraph_before_a_capital():
    firsts = [lines[0].split(" ")[0:3] for _, lines in blocks(WRAPPED)]
    assert firsts == [
        ["Le", "conseil", "municipal"], ["Il", "est", "rappelé"], ["Le", "maire", "propose"], ["Vote", "à", "main"],
    ]  # fmt: skip


def test_short_titles_and_results_are_no_wrapped_lines():
    lines = [
        "CONSEIL DU 4 MAI",
        "A.1 Décision modificative du budget",
        "ADOPTÉ",
        "A.2 Garantie d'emprunt à la coopérative",
        "UNANIMITÉ",
    ]
    assert [texts for _, texts in blocks("\n".join(lines))] == [[line] for line in lines]


def test_pieces_below_one_another_are_the_cells_of_rows():
    table = (
        "N°       OBJET                         VOTE\n12       Achat d'un véhicule pour       Adopté\n".replace(
            "pour       ", "pour      "
        )
        + "         le service des eaux           Pour : 8\n"
        "13       Prix du bois                  Rejeté\n"
    )
    rows = [lines for role, lines in blocks(table) if role == "table"]
    assert rows == [
        ["N°", "OBJET", "VOTE"],
        ["12", "Achat d'un véhicule pour", "le service des eaux", "Adopté", "Pour : 8"],
        ["13", "Prix du bois", "Rejeté"],
    ]


def test_two_lines_that_share_a_place_by_chance_are_no_table():
    assert {role for role, _ in blocks("MAIRIE DE X          SÉANCE DU 4 MAI\nVILLE DE Y           LE 4 MAI\n")} != {
        "table"
    }


def test_lines_that_come_back_at_page_edges_are_running_and_page_numbers_count():
    texts = [
        f"VILLE DE BELMONT – SÉANCE DU 4 MAI 2015\n\n{body}\n\nPage {number}"
        for number, body in enumerate(
            ["Le maire ouvre la séance.", "Adopté", "Adopté", "La séance est levée."], start=1
        )
    ]
    parts = blocks(*texts)
    assert [lines for role, lines in parts if role == "running"] == [
        part for number in range(1, 5) for part in (["VILLE DE BELMONT – SÉANCE DU 4 MAI 2015"], [f"Page {number}"])
    ]
    assert [lines for role, lines in parts if role != "running"].count(["Adopté"]) == 2
