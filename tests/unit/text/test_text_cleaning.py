"""Characters and lines in clean text, and garbage told from language."""

import pytest

from pipeline.records import Line, Page, Passage, Run
from pipeline.text.language import language_of
from pipeline.text.noise import garbage, is_wrong_layer
from pipeline.text.normalise import clean
from pipeline.text.spans import Box, Builder, Source, boxes_of, locate
from pipeline.text.traced import Traced


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("L’an\u00a02014, «\u202fnet\u00adte\u202f»  ‐ ﬁn", "L'an 2014, « nette » - fin"),
        ("1\u00a0234\u202f567,89 € et 12\u2009345", "1\u00a0234\u00a0567,89 € et 12\u00a0345"),
        ("24\u00a0avril 2014\u00a02015, n°\u00a05, 12\u00a034", "24 avril 2014 2015, n° 5, 12 34"),
        ("TÃ©lÃ©phone, lâ€™Ã©tÃ© Ã\u00a0 la 12â‚¬", "Téléphone, l'été à la 12€"),
        ("ÃƒÂ©tÃƒÂ©", "été"),
        ("DÃ©jÃ  votÃ©", "Déjà voté"),
        ("É» « é » à… Â IRMÃ MARIA", "É» « é » à… Â IRMÃ MARIA"),
        ("&amp;eacute;t&eacute; R&amp;D &#8217; &foo; AT&T", "été R&D ' &foo; AT&T"),
        ("D É L I B É R A T I O N", "DÉLIBÉRATION"),
        ("E X T R A I T   D U   R E G I S T R E", "EXTRAIT DU REGISTRE"),
        ("Objet : D É C I S I O N", "Objet : DÉCISION"),
        ("A B C D E F, X X X X X, 1 2 3 4 5", "A B C D E F, X X X X X, 1 2 3 4 5"),
        ("le сode génerаl, Москва, α-particule", "le code géneral, Москва, α-particule"),
        ("1ᵉʳ Mᵐᵉ nᵒ 5, 1º, 3˚, 50 m²", "1er Mme n° 5, 1º, 3°, 50 m²"),
        ("CHÆUR, Ægypte, œuvre, Œdipe", "CHŒUR, Ægypte, œuvre, Œdipe"),
        ("esprit Ŕ, les", "esprit –, les"),
        ("à l‘Environnement, ‘Office’", "à l'Environnement, ‘Office'"),
        ("\x9cuvre d\x92art \x96 etc\x85", "œuvre d'art – etc…"),
        ("ＡＢＣ１２", "ABC12"),
        ("\uf0b7 un point", "• un point"),
        ("12 – 13 — 14 ― 15 − 16", "12 – 13 — 14 ― 15 − 16"),
        ("", ""),
    ],
)
def test_one_written_form(printed, plain):
    assert clean(printed).text == plain


@pytest.mark.parametrize(
    ("printed", "places"),
    [
        ("l’ﬁn", [0, 1, 2, 2, 3]),
        ("Ã©tÃ©", [0, 2, 3]),
        ("a&eacute;b", [0, 1, 9]),
        ("L O I R E", [0, 2, 4, 6, 8]),
        ("a  b\u00adc", [0, 1, 3, 5]),
    ],
)
def test_clean_characters_keep_their_places(printed, places):
    assert list(clean(printed).places) == places


def test_a_text_rewritten_twice_keeps_its_first_places():
    import re

    once = Traced.of("xxabxx").sub(re.compile("xx"), lambda _: "y")
    assert once == ("yaby", [0, 2, 3, 4])
    assert once.sub(re.compile("ab"), lambda _: "cde") == ("ycdey", [0, 2, 2, 3, 4])


def test_the_cells_of_a_row_keep_their_tabs():
    builder = Builder()
    builder.add_row(1, 10, " \tParc  \t 12\u00a0000 €\t")
    text, runs = builder.finished()
    assert text == "\tParc\t12\u00a0000 €\t"
    assert runs == [Run(0, 1, 11, 5), Run(5, 1, 18, 1), Run(6, 1, 20, 9)]


def test_an_accent_set_apart_stands_with_its_letter():
    builder = Builder()
    builder.add(1, 0, "de\u200b\u0301fi")
    text, runs = builder.finished()
    assert text == "défi"
    passage = Passage("d", "d:p0", 1, 1, "body", None, text, [], 1, runs)
    assert [locate(passage, offset) for offset in range(4)] == [Source(1, place) for place in (0, 1, 4, 5)]


def test_a_stretch_has_the_boxes_of_its_lines():
    lines = [Line(0, 9, 70, 100, 200, 112, 11), Line(10, 14, 70, 114, 120, 126, 11)]
    page = Page("d", 3, None, 595, 842, "text", None, "La ville \nd’ici\n", lines, [])
    passage = Passage("d", "d:p0", 3, 3, "body", None, "La ville d'ici", [], 3, [Run(0, 3, 0, 8), Run(9, 3, 10, 5)])
    first, second = Box(3, 70, 100, 200, 112), Box(3, 70, 114, 120, 126)
    assert boxes_of(passage, {3: page}, 3, 8) == [first]
    assert boxes_of(passage, {3: page}, 3, 10) == [first, second]
    assert boxes_of(passage, {3: page}, 8, 9) == []
    assert boxes_of(passage, {}, 0, 14) == []


@pytest.mark.parametrize(
    "line",
    [
        "|",
        "— _ |",
        "* * *",
        "l1I|| ~~ fj§ ,,; _— aEr iil",
        "cÿ dE",
        "ee",
        "= nn",
        "wvw mqzr ~ brtz le dE xX",
        "æ ÿ L",
        "| LA",
    ],
)
def test_strokes_are_garbage(line):
    assert garbage(line)


@pytest.mark.parametrize(
    "line",
    [
        "Brahim ABBOU, Frédéric ARAGON, Amina BENOUARGHA-JAFFIOL", "- __MME MEDEIROS - M. 'TSITSONIS", "KRZYZANSKI",
        "Pour : 57", "12 bis, rue Krzyzanski", "F 3 000 €", "034-213401722-20140424-0000071262-DE", "A", "12", "3 %",
        "m²", "loppement", "C.C.A.S.", "PLU", "d'HLM.", "(7h30-", "et TaM", "Le ]", "a) la", "p. 12", "ville@exemple.fr",
        "[applaudissements]", "3059 Montpellier Plongée Club P 2 200 €", "L’envol", "II", "Elu(s)", "N°",
    ],
)  # fmt: skip
def test_words_names_and_figures_are_not(line):
    assert garbage(line) is None


def shifted(text, by):
    return "".join(chr((ord(c) - 97 + by) % 26 + 97) if "a" <= c <= "z" else c for c in text)


def test_a_layer_of_wrong_letters():
    text = (
        "le conseil municipal approuve la convention de partenariat avec la ville de tiznit et autorise monsieur le "
        "maire à signer tous les documents relatifs à cette affaire ainsi que les avenants éventuels"
    )
    german = (
        "der gemeinderat genehmigt die vereinbarung mit der partnerstadt und ermächtigt den bürgermeister, alle dokumente "
        "im zusammenhang mit dieser angelegenheit zu unterzeichnen sowie etwaige nachträge zu schließen und weiter"
    )
    assert is_wrong_layer(shifted(text, 3))
    assert not is_wrong_layer(text)
    assert not is_wrong_layer(german)
    assert not is_wrong_layer(shifted("trop court pour le dire", 3))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Vu le règlement européen relatif au groupement européen de coopération territoriale", "fr"),
        ("Adopté à la majorité des suffrages exprimés, deux conseillers votant contre", "fr"),
        ("El Ayuntamiento aprueba el convenio de cooperación con la ciudad hermana de Montpellier", "es"),
        ("Il Consiglio comunale approva la convenzione con la città gemella per l'anno prossimo", "it"),
        ("A Câmara Municipal aprova o protocolo de cooperação com a cidade para o próximo ano", "pt"),
        ("The city council approves the partnership agreement with the twin town for next year", "en"),
        ("3568 MONTPELLIER BASKET MOSSON F 16 000 €", None),
        ("BILAN PATRIMOINE, 1 place Roger Salengro 4.000,00 €", None),
        ("Le conseil adopte", None),
    ],
)
def test_languages_have_their_small_words(text, language):
    assert language_of(text) == language
