"""Lines of pages into blocks: tables, headings, captions, notes, running matter."""

import pytest
from msgspec.structs import replace

from pipeline.records import Line, Page
from pipeline.settings import CleanSection
from pipeline.stages.clean import passages_of
from pipeline.structure.headings import role_of
from pipeline.structure.lines import Body, PrintedLine
from pipeline.structure.rows import is_amount


def page(number, *rows, height=842):
    """A page of lines (x0, top, x1, text[, {size, bold, cell}])."""
    parts, lines, start = [], [], 0
    for x0, top, x1, text, *more in rows:
        setting = more[0] if more else {}
        size = setting.get("size", 12.0)
        lines.append(
            Line(
                start,
                start + len(text),
                x0,
                top,
                x1,
                top + 1.1 * size,
                size,
                setting.get("bold", False),
                setting.get("cell"),
            )
        )
        parts.append(text + "\n")
        start += len(text) + 1
    return Page("doc", number, None, 595, height, "text", None, "".join(parts), lines, [])


def shown(*pages):
    return [(passage.role, passage.text) for passage in passages_of(pages, CleanSection())]


def cell(row, column, table=0):
    return {"cell": (table, row, column)}


BOLD = {"bold": True}
TEXT = [
    (60, 300, 535, "Le conseil municipal approuve la convention passée avec la ville de Heidelberg pour une durée de"),
    (
        60,
        314,
        535,
        "trois ans, et autorise le maire à signer tous les documents qui s'y rapportent, dans la limite des",
    ),
    (60, 328, 300, "crédits inscrits au budget de la ville."),
]
PARAGRAPH = " ".join(row[3] for row in TEXT)


def test_rows_of_a_ruled_table():
    rows = [
        (70, 100, 150, "Groupe", cell(0, 0)), (70, 114, 150, "scolaire", cell(0, 0)), (170, 100, 240, "Quartier", cell(0, 1)),
        (270, 100, 330, "Élus", cell(0, 2)), (70, 130, 150, "Antigone", cell(1, 0)), (170, 130, 240, "CENTRE/Antigo", cell(1, 1)),
        (170, 144, 185, "ne", cell(1, 1)), (270, 130, 350, "M. LEVY-", cell(1, 2)), (270, 144, 350, "RAMEAU", cell(1, 2)),
        (170, 160, 240, "Total", cell(2, 1)),
    ]  # fmt: skip
    assert shown(page(1, *rows, *TEXT)) == [
        ("table", "Groupe scolaire\tQuartier\tÉlus"), ("table", "Antigone\tCENTRE/Antigone\tM. LEVY-RAMEAU"),
        ("table", "\tTotal"), ("body", PARAGRAPH),
    ]  # fmt: skip


def test_what_has_cells_and_is_no_table():
    framed = [(x0, top, x1, text, cell(0, 0)) for x0, top, x1, text in TEXT]
    assert shown(page(1, *framed)) == [("body", PARAGRAPH)]
    boxes = [(x0, top + 80 * n, x1, text, cell(n, 0)) for n in (0, 1) for x0, top, x1, text in [*TEXT[:2], *TEXT]]
    roles = {role for role, _ in shown(page(1, *boxes))}
    assert roles == {"body"}


def test_aligned_cells_end_where_prose_begins():
    rows = [
        (x0, top, x0 + 40, text, {"size": 10.0})
        for top, texts in ((100, ("2012", "12", "3")), (114, ("2013", "14", "5")))
        for x0, text in zip((70, 250, 400), texts, strict=True)
    ]
    after = [(60, 160, 300, "Le premier alinéa ne suit"), (320, 160, 535, "aucune colonne."), *TEXT]
    assert shown(page(1, *rows, *after))[:2] == [("table", "2012\t12\t3"), ("table", "2013\t14\t5")]
    assert all(role == "body" for role, _ in shown(page(1, *rows, *after))[2:])


def test_a_label_keeps_its_amount():
    rows = [
        (60, 100, 180, "Part de la ville :"),
        (450, 100, 520, "2 698,00 €"),
        (60, 114, 150, "Part de l'État"),
        (450, 114, 520, "2 023,50 €"),
    ]
    assert shown(page(1, *rows, *TEXT))[:2] == [
        ("body", "Part de la ville : 2 698,00 €"), ("body", "Part de l'État 2 023,50 €"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["2 698,00 €", "12 %", "-3,5 M€", "1.10 €/heure", "14", "600 € TTC"])
def test_amounts(text):
    assert is_amount(text)


@pytest.mark.parametrize("text", ["le 12 mars", "article 3", "2014 et suivants", "€"])
def test_no_amounts(text):
    assert not is_amount(text)


def test_titles_are_whole_and_stand_apart_from_the_report():
    title = [
        (150, 100, 445, "27- Marché de sécurité et accompagnement", BOLD), (215, 114, 380, "Lot n° 1 : Accueil et sécurité", BOLD),
        (200, 128, 395, "Autorisation de signer l'avenant", BOLD), (60, 142, 160, "Rapporteur : M. Durand"),
    ]  # fmt: skip
    found = passages_of([page(1, *title, *TEXT)], CleanSection())
    assert [(passage.role, passage.level, passage.text) for passage in found] == [
        ("heading", 1, "27- Marché de sécurité et accompagnement Lot n° 1 : Accueil et sécurité Autorisation de signer l'avenant"),
        ("body", None, "Rapporteur : M. Durand"), ("body", None, PARAGRAPH),
    ]  # fmt: skip


def test_levels_by_size_then_weight():
    rows = [
        (60, 60, 300, "Rapport annuel de la ville", {"size": 18.0}), (60, 120, 250, "Le contexte", {"size": 14.0, "bold": True}),
        (60, 160, 250, "La méthode", {"size": 14.0}), (60, 200, 250, "Les données", BOLD), *TEXT,
    ]  # fmt: skip
    found = passages_of([page(1, *rows)], CleanSection())
    assert [passage.level for passage in found] == [1, 2, 3, 4, None]


def lines_of(text, *, size=12.0, bold=False):
    return [PrintedLine(1, 0, text, 60, 100, 60 + 6 * len(text), 113, size, bold)]


@pytest.mark.parametrize(
    ("text", "bold", "role"),
    [
        ("Création d'une commission", True, "heading"), ("Création d'une commission", False, "body"),
        ("1. Présentation du service", True, "heading"), ("1. Présentation du service", False, "heading"),
        ("Présents :", True, "body"), ("Pour : 46", True, "body"), ("Contre :", True, "body"), ("Philippe SAUREL", True, "body"),
        ("Le Conseil Adopte", True, "body"), ("Pour extrait conforme", True, "body"), ("Publiée le : 23 juillet 2013", True, "body"),
        ("LES OUVERTURES DE CLASSES", False, "heading"), ("o Le nombre de paiements baisse.", False, "list"),
        ("- de signer", False, "list"), ("✓ Durée : 5 ans", False, "list"), ("Figure 3 : Évolution des jumelages", False, "caption"),
        ("Tableau 2 – Les subventions versées", True, "caption"), ("Source : Insee, recensement de 2011.", False, "caption"),
        ("Tableau 2 présente les subventions versées", False, "body"), ("Le plan 4 est voté", False, "body"),
        ("Surface du lot : 1769 m²", True, "body"), ("Pour : 55 Cédric de SAINT-JOUAN", True, "body"), ("Mme DANAN", True, "body"),
        ("Pour Madame le Maire, le premier adjoint", True, "body"), ("Montpellier, le mercredi 3 août 2011", True, "body"),
        ("-de signer", False, "list"), ("Pour une ville plus verte", True, "heading"),
    ],
)  # fmt: skip
def test_roles(text, bold, role):
    assert role_of(lines_of(text, bold=bold), Body(12.0)) == role


def test_a_bold_document_has_no_bold_headings():
    assert role_of(lines_of("Création d'une commission", bold=True), Body(12.0, bold=True)) == "body"


def test_names_in_the_margin_are_no_headings():
    rows = [
        (30, 100, 80, "Françoise", BOLD), (30, 114, 82, "PRUNIER", BOLD), (130, 100, 550, "4 Partenariat avec la caisse d'allocations familiales : contrat 2011-"),
        (154, 114, 180, "2014"), (154, 128, 200, "Pour : 55"),
    ]  # fmt: skip
    assert shown(page(1, *rows, *TEXT))[:3] == [
        ("body", "Françoise PRUNIER"), ("body", "4 Partenariat avec la caisse d'allocations familiales : contrat 2011-2014"),
        ("body", "Pour : 55"),
    ]  # fmt: skip


def test_a_name_close_to_what_it_heads_stands_apart():
    title = "Exercice 2012 - Budget primitif de la ville - Budget principal et"
    rows = [
        (30, 100, 105, "Max LEVITA"),
        (118, 100, 550, f"1 {title}"),
        (154, 114, 230, "budget annexe"),
        (154, 128, 200, "Pour : 46"),
    ]
    assert [text for _, text in shown(page(1, *rows, *TEXT))][:3] == [
        "Max LEVITA",
        f"1 {title} budget annexe",
        "Pour : 46",
    ]
    offices = [
        (60, 100, 130, "Max LEVITA"),
        (145, 100, 250, "premier adjoint"),
        (60, 114, 130, "Eva BECCARIA"),
        (145, 114, 250, "adjointe"),
    ]
    assert all(text not in ("premier adjoint", "adjointe") for _, text in shown(page(1, *offices, *TEXT)))


def test_text_after_a_bold_title_on_its_line_comes_back_to_the_margin():
    rows = [
        (60, 286, 190, "Philippe SAUREL :", BOLD),
        (204, 286, 535, "Par sa délibération du 4 octobre, et sans attendre,"),
        *TEXT,
    ]
    assert [text for _, text in shown(page(1, *rows))] == [f"Philippe SAUREL : {rows[1][3]} {PARAGRAPH}"]


def scanned(*pages):
    return [replace(one, origin="ocr", ocr_confidence=0.9) for one in pages]


def test_sizes_of_a_scan_are_compared_within_a_page():
    small = {"size": 12.5}
    rows = [
        (60, 400, 300, "Administration générale", {"size": 16.5}), (60, 600, 64, "1", small), (80, 600, 500, "Avis de la ville sur le schéma départemental", small),
        (80, 616, 120, "Pour : 48", small), (80, 632, 200, "Adopté à l'unanimité", small),
    ]  # fmt: skip
    larger = [page(number, *(((*row, {"size": 13.5})) for row in TEXT)) for number in (2, 3)]
    found = shown(*scanned(page(1, *rows), *larger))
    assert found[0] == ("heading", "Administration générale")
    assert [role for role, _ in found[1:4]] == ["body"] * 3


def test_a_vote_that_ends_at_the_top_of_a_scan_is_text():
    assert shown(*scanned(page(1, (160, 30, 260, "Adopté à l'unanimité"), *TEXT)))[0] == (
        "body",
        "Adopté à l'unanimité",
    )
    assert shown(*scanned(page(1, (160, 30, 260, "Conseil municipal de la ville"), *TEXT)))[0][0] == "running"


def test_a_speech_set_as_a_title_is_none():
    speech = f"M. Dupont : {PARAGRAPH} {PARAGRAPH}"
    typed = [(0, 0, 0, "Préambule", {"size": 18.0}), (0, 0, 0, speech, {"size": 18.0}), *[(0, 0, 0, PARAGRAPH)] * 6]
    flowing = page(1, *typed, height=0)
    flowing = replace(flowing, origin="office", lines=[replace(line, top_pt=0, bottom_pt=0) for line in flowing.lines])
    assert [role for role, _ in shown(flowing)] == ["heading", *["body"] * 7]


def many(count, *, head=None, foot=None, words=TEXT):
    """Pages of text under a head and over a foot, each made from the page's number."""
    return [
        page(n, *([(60, 30, 300, head(n), {"size": 9.0})] if head else []), *words, *([(270, 800, 320, foot(n), {"size": 9.0})] if foot else []))
        for n in range(1, count + 1)
    ]  # fmt: skip


@pytest.mark.parametrize(
    "foot",
    ["{}", "- {} -", "{}/12", "Page {} sur 4", "p. {}", "Page {}", "– {} –", "Ville de Lyon – {}"],
)
@pytest.mark.parametrize("count", [2, 3, 5])
def test_page_numbers(foot, count):
    roles = [role for role, _ in shown(*many(count, foot=lambda n: foot.format(n + 6)))]
    assert roles == ["body", "running"] * count


def test_heads_that_alternate_change_or_come_late():
    sides = many(6, head=lambda n: "Ville de Lyon" if n % 2 else "Rapport annuel 2014")
    chapters = many(8, head=lambda n: "Le contexte des jumelages" if n < 5 else "Les résultats de l'enquête")
    annex = many(20, head=lambda n: "Annexe 3 – Convention" if 8 < n < 13 else "")
    for pages, heads in ((sides, 6), (chapters, 8), (annex, 4)):
        assert sum(role == "running" for role, _ in shown(*pages)) == heads


def test_votes_at_the_foot_of_pages_are_text():
    pages = [
        page(n, *TEXT, *[(60, 740 + 14 * place + (7 * n) % 20, 200, text) for place, text in enumerate(("Pour : 52", "Contre : /", "Adopté à l'unanimité."))])
        for n in range(1, 9)
    ]  # fmt: skip
    assert not any(role == "running" for role, _ in shown(*pages))
    level = [
        page(n, *TEXT, *[(60, 766 + 14 * k, 200, t) for k, t in enumerate(("Contre : /", "Adopté."))])
        for n in range(1, 4)
    ]
    spread = [
        page(n, *[(60, 60 + 14 * k, 535, TEXT[0][3]) for k in range(49)], (60, 746, 200, "Contre : /"))
        for n in (1, 2, 9)
    ]
    assert sum(role == "running" for role, _ in shown(*level)) == 3  # clear of the text and level: nothing tells
    assert not any(role == "running" for role, _ in shown(*spread))


def test_figures_of_tables_are_no_page_numbers():
    rows = [(70 + 100 * c, 40 + 14 * r, 100 + 100 * c, str(r + c), cell(r, c)) for r in range(3) for c in range(3)]
    pages = [page(n, *rows, *TEXT) for n in (1, 2)]
    assert [role for role, _ in shown(*pages)] == ["table", "table", "table", "body"] * 2
    note = page(1, *TEXT, (60, 790, 64, "1", {"size": 8.0}), (70, 790, 300, "Voir le rapport annuel.", {"size": 8.0}))
    assert shown(note)[-1] == ("note", "1 Voir le rapport annuel.")


def test_a_small_line_alone_at_the_top_is_a_running_head():
    head = (60, 40, 250, "Extrait du registre des délibérations", {"size": 8.0})
    assert shown(page(1, head, *TEXT))[0] == ("running", "Extrait du registre des délibérations")
    letter = (60, 40, 250, "Montpellier, le 2 avril 2012", {"size": 8.0})
    assert shown(page(1, letter, *TEXT))[0][0] == "body"


def test_notes_go_on_overleaf_and_in_two_columns():
    small = {"size": 9.0}
    first = page(
        1,
        *TEXT,
        (60, 780, 535, "3 La convention signée en 2009 avec la ville de Heidelberg, reconduite depuis par des", small),
    )
    second = page(2, *TEXT, (60, 760, 535, "avenants annuels, a pris fin.", small), (60, 775, 300, "4 Ibid.", small))
    assert [text for role, text in shown(first, second) if role == "note"] == [
        "3 La convention signée en 2009 avec la ville de Heidelberg, reconduite depuis par des avenants annuels, a pris fin.",
        "4 Ibid.",
    ]
    columns = page(
        1, *[(60, 300 + 14 * k, 280, "Un texte de la colonne de gauche, qui") for k in range(30)],
        (60, 760, 280, "1 Note de gauche.", small), *[(310, 300 + 14 * k, 530, "va jusqu'au bas de celle de droite, où") for k in range(30)],
        (310, 760, 530, "2 Note de droite.", small),
    )  # fmt: skip
    assert [text for role, text in shown(columns) if role == "note"] == ["1 Note de gauche.", "2 Note de droite."]


def test_calls_are_dropped_once_each():
    small = {"size": 9.0}
    rows = [
        (60, 300, 535, "Les jumelages.1 Une suite de la phrase, l'art.3 et les 30 m2 du CO2. Voir l'Etat.2"), (60, 314, 300, "La fin. 3"),
        (60, 760, 300, "1 Une note.", small), (60, 774, 300, "2 Une autre.", small), (60, 788, 300, "3 La dernière.", small),
    ]  # fmt: skip
    assert (
        shown(page(1, *rows))[0][1]
        == "Les jumelages. Une suite de la phrase, l'art.3 et les 30 m2 du CO2. Voir l'Etat. La fin."
    )


def test_endnotes_follow_their_heading():
    end = page(
        2,
        (60, 60, 200, "Notes", {"size": 14.0}),
        (60, 100, 300, "1. Voir le rapport annuel."),
        (60, 130, 300, "2. Ibid."),
    )
    assert [role for role, _ in shown(page(1, *TEXT), end)] == ["body", "heading", "note", "note"]


def test_rows_of_dashes_are_no_text():
    rows = [(60, 260, 200, "-----------------"), *TEXT, (60, 400, 200, "* * *"), (60, 430, 90, "Fin.")]
    assert shown(page(1, *rows)) == [("body", PARAGRAPH), ("body", "Fin.")]
