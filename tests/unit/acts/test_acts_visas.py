import pytest

from pipeline.acts.visas import reference_of, visas_in


@pytest.mark.parametrize(
    ("text", "references"),
    [
        (
            "Vu le code général des collectivités territoriales et notamment ses articles L. 1115-1 et suivants ;",
            ["L1115-1 CGCT"],
        ),
        ("VU l'article L1115-1-1 du CGCT", ["L1115-1-1 CGCT"]),
        (
            "Vu la loi n° 92-125 du 6 février 1992 ; Vu le décret n° 2005-235 du 14 mars",
            ["loi 92-125", "décret 2005-235"],
        ),
        ("Vu la loi n°2014.773", ["loi 2014-773"]),
        ("Vu la loi d'orientation n° 92-125 du 6 février 1992", ["loi 92-125"]),
        ("Vu la loi organique n° 2003-704 du 1er août 2003", ["loi 2003-704"]),
        ("Vu la loi n°82-213 modifiée du 2 mars 1982", ["loi 82-213"]),
        ("Vu la loi modifiée n° 82-213", ["loi 82-213"]),
        ("Vu la loi du 6 février 1992 n° 92-125", ["loi 92-125"]),
        ("Vu la loi relative à l'administration territoriale (n° 92-125)", ["loi 92-125"]),
        ("Vu la loi d'orientation et le décret n° 2005-235", ["décret 2005-235"]),
        ("Vu la loi de finances, la convention n° 12-34", [None]),
        ("Vu la délibération n° 2014/131 du 5 avril", ["délibération 2014/131"]),
        ("vu la loi du 2 mars 1982 relative aux droits", ["loi du 1982-03-02"]),
        ("Vu le Code de l’urbanisme", ["code de l'urbanisme"]),
        ("Vu l'avis de la commission", [None]),
        ("au vu de la loi n° 92-125", []),
        ("Ces travaux ont été vus par la commission", []),
    ],
)
def test_visas(text, references):
    assert [visa.reference for visa in visas_in(text)] == references


def test_a_visa_spans_its_own_words():
    text = "Vu la loi n° 92-125 ;  Vu le CGCT ;"
    assert [text[visa.start : visa.end] for visa in visas_in(text)] == ["Vu la loi n° 92-125 ;", "Vu le CGCT ;"]


def test_a_reference_may_stand_in_the_next_passage():
    (visa,) = visas_in("Vu la loi du", ["6 février 1992 relative à l'administration"])
    assert visa.reference == "loi du 1992-02-06"


def test_reference_of_any_sentence():
    assert reference_of("conformément à l'ordonnance n° 2015-899") == "ordonnance 2015-899"
    assert reference_of("rien") is None
