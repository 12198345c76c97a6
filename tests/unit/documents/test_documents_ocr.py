"""Which pages OCR reads, what is done to their images, and the order of what is read."""

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.documents.printed.layout import Segment
from pipeline.documents.scanned import ocr, ocr_rule, scan_layout, scans
from pipeline.documents.scanned.scan_words import Word
from pipeline.errors import Reason, SourceError

needs_ocr = pytest.mark.skipif(not ocr.available(), reason="Tesseract or its French data are not installed")

FRENCH = (
    "Le conseil municipal approuve la convention de coopération décentralisée avec la ville de Louisville, et autorise le "
    "maire à signer tous les documents. La commission propose de retenir trois projets, dont la création d'une école et "
    "la rénovation des bâtiments communaux. Les crédits nécessaires sont inscrits au budget de la ville, chapitre onze. "
    "Cette délibération sera transmise au représentant de l'État, puis affichée pendant deux mois dans les mairies. "
)
MISREAD = FRENCH.translate(str.maketrans("éèàê", "eéeé")).replace("ll", "H").replace("ion", "ien")
NAMES = (
    "Brahim ABBOU, Frédéric ARAGON, Michel ASLANIAN, Marie-Josée AUGE-CAUMON, Eva BECCARIA, Annie BENEZECH, Nicole BIGAS, "
    "Stéphanie BLANPIED, Sophie BONIFACE-PASCAL"
)
SPANISH = (
    "La agrupación europea de cooperación territorial tiene personalidad jurídica propia en todos los estados. " * 4
)
SHIFTED = "".join(chr(ord(letter) + 3) if letter.isalpha() else letter for letter in FRENCH)


@pytest.mark.parametrize(
    ("page", "share", "verdict"),
    [
        (FRENCH, 0.0, "keep"), (FRENCH, 1.0, "keep"), (NAMES, 0.0, "keep"), (NAMES, 1.0, "image"), ("", 0.0, "keep"),
        ("", 0.9, "image"), ("ID : 034-213401722-20140424", 0.9, "image"), ("Annexe", 0.1, "keep"),
        (SHIFTED, 0.0, "garbled"), ("\ufffd\ue001" * 200, 0.0, "garbled"), (MISREAD, 1.0, "poor"),
        (MISREAD, 0.3, "keep"), (SPANISH, 1.0, "keep"),
    ],
)  # fmt: skip
def test_which_pages_need_ocr(page, share, verdict):
    assert ocr_rule.judged(page, lambda: share) == verdict


def test_doubt_counts_words_that_an_accent_mends_twice():
    plain = ocr_rule.doubt(FRENCH)
    assert plain < 0.03
    once = ocr_rule.doubt(FRENCH + " barzoche")
    twice = ocr_rule.doubt(FRENCH + " maniére")
    assert plain < once < twice


def test_hyphens_at_line_ends_raise_no_doubt():
    assert ocr_rule.doubt(FRENCH.replace("municipal", "munici-\npal").replace("bâtiments", "bâti\ufffements")) < 0.03


def lines_of_print(size=(800, 1000)):
    image = Image.new("L", size, 255)
    draw = ImageDraw.Draw(image)
    for top in range(100, size[1] - 100, 40):
        for left in range(100, 700, 30):
            draw.rectangle((left, top, left + 20, top + 12), fill=0)
    return image


def test_skew_is_found():
    image = lines_of_print()
    assert scans.skew_degrees(image) == 0
    assert scans.skew_degrees(image.rotate(-2, fillcolor=255)) == pytest.approx(2, abs=0.2)


def test_a_page_on_its_side_is_seen():
    image = lines_of_print()
    assert not scans.lies_on_its_side(image)
    assert scans.lies_on_its_side(image.transpose(Image.Transpose.ROTATE_90))


def test_cleaning_evens_out_shade_and_removes_specks():
    paper = np.tile(np.linspace(250, 120, 800), (1000, 1))
    print_ = np.asarray(lines_of_print(), dtype=float) / 255
    dirty = paper * (0.2 + 0.8 * print_)
    dirty[::37, ::41] = 0
    clean, dpi = scans.cleaned(Image.fromarray(dirty.astype(np.uint8)), 200)
    levels = np.asarray(clean)
    assert dpi == 200
    assert levels[print_ > 0.5].mean() > 235
    assert np.percentile(levels[print_ < 0.5], 90) < 110


@pytest.mark.parametrize(
    ("size", "dpi", "expected"),
    [((793, 1123), 96, (2478, 3509)), ((2480, 3508), 300, (2480, 3508)), ((4960, 7016), 600, (2480, 3508))],
)
def test_images_are_brought_to_the_resolution_of_reading(size, dpi, expected):
    image, found = scans.rescaled(Image.new("L", size), dpi)
    assert image.size == expected
    assert found == pytest.approx(300, abs=1)


def test_no_image_grows_beyond_the_cap():
    image, dpi = scans.rescaled(Image.new("L", (8000, 6000)), 72)
    assert image.width * image.height <= scans.MAX_PIXELS * 1.001
    assert dpi < 72


def test_lines_that_were_passed_over_are_found():
    image = lines_of_print()
    boxes = [(100, top, 720, top + 13) for top in range(100, 900, 40) if top != 500]
    found = scans.passed_over(image, boxes, 16)
    assert len(found.regions) == 1
    assert found.regions[0].top <= 500
    assert found.regions[0].bottom >= 512
    assert found.ink_share == pytest.approx(1 / 20, abs=0.01)
    assert scans.passed_over(image, [(0, 0, 800, 1000)], 16) == (0.0, [])


def words(*lines):
    """Words of lines given as (top, (x0, text), …); letters are 5 points wide, lines 10 points high."""
    return [
        Word(word, x, top, x + 5 * len(word), top + 9, 0.95, number, 10.0)
        for number, (top, *parts) in enumerate(lines)
        for start, text in parts
        for x, word in placed(start, text)
    ]


def placed(x, text):
    for word in text.split():
        yield x, word
        x += 5 * len(word) + 3


def read(*lines):
    return [segment.text for segment in scan_layout.ordered(words(*lines))]


def test_minutes_are_read_item_by_item():
    found = read(
        (50, (150, "Réussite éducative et scolaire")),
        (65, (30, "Jean-Louis"), (120, "2"), (150, "Réalisation d'un nouveau groupe scolaire au quartier")),
        (80, (30, "GELY"), (150, "Lancement du marché")),
        (95, (150, "Pour : 59")),
        (110, (150, "Adopté à l'unanimité")),
        (150, (200, "M. Saurel sort de séance.")),
        (200, (30, "Serge"), (120, "3"), (150, "Aire piétonne de la place")),
        (215, (30, "FLEURENCE"), (150, "Pour : 58")),
        (230, (150, "Adopté à l'unanimité")),
        (245, (150, "Ont été élus les membres qui suivent")),
    )
    assert found == [
        "Réussite éducative et scolaire", "Jean-Louis", "GELY", "2", "Réalisation d'un nouveau groupe scolaire au quartier",
        "Lancement du marché", "Pour : 59", "Adopté à l'unanimité", "M. Saurel sort de séance.", "Serge", "FLEURENCE", "3",
        "Aire piétonne de la place", "Pour : 58", "Adopté à l'unanimité", "Ont été élus les membres qui suivent",
    ]  # fmt: skip


def test_lists_side_by_side_are_read_one_after_the_other():
    found = read(
        (50, (150, "Ont été élus membres du jury pour la durée du mandat :")),
        (65, (155, "Titulaires"), (370, "Suppléants")),
        *((80 + 15 * n, (150, "-"), (170, f"M. {a}"), (370, "-"), (390, f"MME {b}")) for n, (a, b) in enumerate(("AB", "CD", "EF"))),
        (140, (150, "La séance est levée à vingt heures trente.")),
    )  # fmt: skip
    assert found == [
        "Ont été élus membres du jury pour la durée du mandat :",
        "Titulaires", "- M. A", "- M. C", "- M. E", "Suppléants", "- MME B", "- MME D", "- MME F",
        "La séance est levée à vingt heures trente.",
    ]  # fmt: skip


def test_labels_and_amounts_are_read_row_by_row():
    rows = [(80 + 15 * n, (60, f"Chapitre {n} des dépenses"), (400, f"{n} 250,00")) for n in range(6)]
    assert [text.split()[0] for text in read(*rows)] == [part for n in range(6) for part in ("Chapitre", str(n))]


def test_two_columns_stay_columns():
    left = "une ligne de la colonne de gauche bien pleine"
    right = "une ligne de la colonne de droite bien pleine"
    found = read(*((50 + 14 * n, (40, left), (310, right)) for n in range(12)), (400, (290, "7")))
    assert found == [left] * 12 + [right] * 12 + ["7"]


def test_a_stamp_follows_what_stands_at_its_left():
    found = read(
        (20, (400, "Envoyé en préfecture")), (28, (50, "Ville de Montpellier - Conseil")), (31, (400, "Reçu en préfecture")),
        (42, (400, "Publié le 12 mai")), (100, (50, "DÉLIBÉRATION")),
    )  # fmt: skip
    assert found[0] == "Ville de Montpellier - Conseil"
    assert found[-1] == "DÉLIBÉRATION"


def test_a_letterhead_is_read_block_by_block():
    found = read(
        (20, (50, "Ville de")), (24, (300, "Montpellier, le mercredi 22 juin 2011")), (36, (60, "Montpellier")),
        (52, (300, "Compte-rendu du Conseil municipal")), (80, (50, "Secrétariat Général"), (300, "Séance publique du lundi")),
        (95, (50, "Service")), (98, (300, "Salle des Rencontres")), (130, (50, "Présents :")),
        *((145 + 13 * n, (50, "Brahim ABBOU, Frédéric ARAGON, Michel ASLANIAN, Eva BECCARIA, Annie BENEZECH")) for n in range(4)),
    )  # fmt: skip
    assert found[:8] == [
        "Ville de", "Montpellier", "Secrétariat Général", "Service", "Montpellier, le mercredi 22 juin 2011",
        "Compte-rendu du Conseil municipal", "Séance publique du lundi", "Salle des Rencontres",
    ]  # fmt: skip
    assert found[8] == "Présents :"


def test_dirt_is_dropped_and_torn_words_are_mended():
    dirt = Word("|", 300, 50, 301, 90, 0.9, 0, 10.0), Word("'", 310, 50, 311, 52, 0.3, 0, 10.0)
    frame = (Word("=", 20, 40, 90, 120, 0.8, 9, 80.0),)
    text = words((50, (100, "Exercice 201 1 - Budget _MME")), (70, (100, "2 prêts de 1 935 €")))
    assert [segment.text for segment in scan_layout.ordered([*dirt, *text, *frame])] == [
        "Exercice 2011 - Budget MME", "2 prêts de 1 935 €",
    ]  # fmt: skip
    assert scan_layout.ordered([]) == []


def test_a_raised_mark_is_the_number_of_a_note():
    line = words((50, (100, "Quel succès ! Vraiment")))
    raised = Word("!", 240, 49, 242, 53, 0.9, 0, 10.0)
    assert [segment.text for segment in scan_layout.ordered([*line, raised])] == ["Quel succès ! Vraiment"]


def drawn(lines, size=(1240, 600), height=44):
    image = Image.new("L", size, 255)
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        draw.text((100, 100 + 2 * height * number), line, font=ImageFont.load_default(height), fill=0)
    return image


LINES = ["Le conseil municipal adopte", "la convention de partenariat", "avec la ville de Louisville"]


@needs_ocr
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_ocr_reads_a_page_either_way_up(turn):
    seen = ocr.recognise(drawn(LINES).rotate(turn, expand=True, fillcolor=255), 150)
    assert [segment.text for segment in seen.segments] == LINES
    assert seen.confidence > 0.8
    assert seen.on_side == (turn in (90, 270))
    assert 40 < seen.segments[0].x0 < 60


@needs_ocr
def test_noise_gives_no_text():
    noise = np.random.default_rng(1).integers(0, 255, (400, 400), dtype=np.uint8)
    assert ocr.recognise(Image.fromarray(noise), 150).segments == []
    assert ocr.recognise(Image.new("L", (400, 400), 255), 150) == ([], 0.0, False)


def encoded(image, **options):
    stream = io.BytesIO()
    image.save(stream, "PNG", **options)
    return stream.getvalue()


def test_images_without_ocr():
    data = encoded(Image.new("L", (100, 100), 255))
    with pytest.raises(SourceError) as caught:
        ocr.read(data, "doc", max_pages=2, recognise_image=None)
    assert (caught.value.reason, caught.value.needs) == (Reason.OCR_MISSING, ("ocr",))
    with pytest.raises(SourceError) as caught:
        ocr.read(data[:40], "doc", max_pages=2, recognise_image=lambda image, dpi: ocr.Recognised([], 0))
    assert caught.value.reason == Reason.DAMAGED


def test_the_sheet_of_an_image_is_a_likely_one():
    seen = []

    def recognise(image, dpi):
        seen.append((image.getpixel((0, 0)), round(dpi)))
        return ocr.Recognised([Segment("Texte", 10, 10, 50, 20, 10)], 0.7)

    [page] = ocr.read(
        encoded(Image.new("RGBA", (1654, 2339), (0, 0, 0, 0)), dpi=(72, 72)),
        "doc",
        max_pages=1,
        recognise_image=recognise,
    )
    assert seen == [(255, 200)]
    assert (round(page.width_pt), round(page.height_pt)) == (595, 842)
    assert (page.origin, page.ocr_confidence, page.warnings) == ("ocr", 0.7, [ocr.UNSURE])
