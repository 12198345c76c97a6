import time

import pytest

from pipeline.acts.citations import citations_in, cited_in
from pipeline.acts.visas import reference_of, visa_starts, visas_in, visas_of


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


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        # action abroad
        ("Vu la loi d'orientation n° 92-125 du 6 février 1992 relative à l'administration territoriale de la République (ATR) ;", ["loi 92-125"]),
        ("Vu la loi n°2005-95 du 9 février 2005 dite « Oudin-Santini », notamment son article 1er ;", ["loi 2005-95, art. 1"]),
        ("VU la loi Thiollière n° 2007-147 du 2 février 2007", ["loi 2007-147"]),
        ("Vu la loi n° 2014-773 du 7 juillet 2014 d'orientation et de programmation, et notamment son article 14", ["loi 2014-773, art. 14"]),
        ("Vu les articles L. 1115-1 à L. 1115-7 du Code général des collectivités territoriales", ["L1115-1 à L1115-7 CGCT"]),
        ("Vu le CGCT et notamment ses articles L.1115-1, L.1115-1-1 et R.1115-1 et s.", ["L1115-1 CGCT", "L1115-1-1 CGCT", "R1115-1 CGCT"]),
        ("Vu la circulaire NOR INTB1809792C du 24 mai 2018 relative au cadre juridique", ["circulaire INTB1809792C"]),
        ("Vu la circulaire interministérielle du 24 mai 2018", ["circulaire du 2018-05-24"]),
        ("Vu la convention de coopération décentralisée signée avec la commune de Dori le 3 mars 2004", ["convention du 2004-03-03"]),
        ("Vu le décret n°94-937 du 24 octobre 1994 ; ", ["décret 94-937"]),
        # territorial reforms
        ("Vu les lois n° 82-213 du 2 mars 1982 et n° 82-623 du 22 juillet 1982", ["loi 82-213", "loi 82-623"]),
        ("Vu la loi n° 82.213 du 2 mars 1982 modifiée", ["loi 82-213"]),
        ("Vu la loi no 83-8 du 7 janvier 1983, ensemble la loi no 83-663 du 22 juillet 1983", ["loi 83-8", "loi 83-663"]),
        ("Vu la loi n° 2014-58 du 27 janvier 2014 dite MAPTAM et la loi n° 2015-991 du 7 août 2015 dite NOTRe", ["loi 2014-58", "loi 2015-991"]),
        ("Vu l'ordonnance n° 2014-1539 du 19 décembre 2014", ["ordonnance 2014-1539"]),
        ("Vu la Constitution, notamment son article 72-2", ["Constitution, art. 72-2"]),
        ("Vu l'article 72 de la Constitution du 4 octobre 1958", ["Constitution, art. 72"]),
        ("Vu les articles LO 1112-1 et LO 1112-2 du CGCT", ["LO1112-1 CGCT", "LO1112-2 CGCT"]),
        # communes and their groupings
        ("Vu le code général des collectivités territoriales (CGCT), notamment ses articles L. 2122-22 (4°) et L. 2122-23 ;", ["L2122-22 CGCT", "L2122-23 CGCT"]),
        ("Vu les articles L5211-1, L.5211-2 et suivants, et D. 5211-18-2 du code général des collectivités territoriales", ["L5211-1 CGCT", "L5211-2 CGCT", "D5211-18-2 CGCT"]),
        ("VU les articles L 2213-1 à 6 du CGCT", ["L2213-1 à L2213-6 CGCT"]),
        ("Vu les articles L. 1411-1 et 1411-4 du CGCT", ["L1411-1 CGCT", "L1411-4 CGCT"]),
        ("Vu l'article L.2121-29 alinéa 1er du CGCT", ["L2121-29 CGCT"]),
        ("Vu le code des communes, et notamment son article L. 121-26", ["L121-26 code des communes"]),
        ("Vu le Code de la route, notamment les articles R.411-5, R.411-8 et R.411-25 à R.411-28 ;", ["R411-5 code de la route", "R411-8 code de la route", "R411-25 à R411-28 code de la route"]),
        ("Vu le code de l'urbanisme, notamment ses articles L. 153-36 et suivants et R*151-1", ["L153-36 code de l'urbanisme", "R151-1 code de l'urbanisme"]),
        ("Vu l'article 1639 A bis du code général des impôts", ["CGI, art. 1639 A bis"]),
        ("Vu les articles 1382 B et 1383 du CGI", ["CGI, art. 1382 B", "CGI, art. 1383"]),
        ("Vu le code de la commande publique (CCP), notamment ses articles L. 2123-1 et R. 2123-1", ["L2123-1 code de la commande publique", "R2123-1 code de la commande publique"]),
        ("Vu l'article 28 du CMP", ["code des marchés publics, art. 28"]),
        ("Vu le CG3P et le code de l'environnement", ["CG3P", "code de l'environnement"]),
        ("Vu l'article L. 3111-1 du code général de la propriété des personnes publiques", ["L3111-1 CG3P"]),
        ("Vu le code de l'action sociale et des familles, article L. 123-6", ["L123-6 code de l'action sociale et des familles"]),
        ("Vu les articles L. 11-1 du code de l'expropriation et L. 123-1 du code de l'environnement", ["L11-1 code de l'expropriation", "L123-1 code de l'environnement"]),
        # staff
        ("Vu l'article 3, alinéa 2, de la loi n° 84-53 du 26 janvier 1984", ["loi 84-53, art. 3"]),
        ("Vu la loi 83-634 du 13 juillet 1983, notamment ses articles 6 quater et 22 bis", ["loi 83-634, art. 6 quater", "loi 83-634, art. 22 bis"]),
        ("Vu la loi n° 84-53 et notamment l'article 34 de ladite loi", ["loi 84-53, art. 34"]),
        ("Vu le décret 2010-716 relatif à l'entretien professionnel ;", ["décret 2010-716"]),
        ("Vu le décret modifié n° 87-602 du 30 juillet 1987", ["décret 87-602"]),
        # Europe
        ("Vu le règlement (UE) 2016/679 du Parlement européen et du Conseil du 27 avril 2016", ["règlement 2016-679"]),
        ("Vu la directive 2014/24/UE du 26 février 2014", ["directive 2014-24"]),
        ("Vu le règlement (CE) n° 1370/2007", ["règlement 1370-2007"]),
        # earlier acts
        ("Vu l'arrêté préfectoral n° 2012-44 du 3 mai 2012", ["arrêté 2012-44"]),
        ("Vu l'arrêté préfectoral en date du 3 mai 2012 portant création de la communauté de communes", ["arrêté préfectoral du 2012-05-03"]),
        ("Vu l'arrêté ministériel du 16 décembre 1983", ["arrêté ministériel du 1983-12-16"]),
        ("Vu la délibération du conseil municipal en date du 1er février 2024", ["délibération du 2024-02-01"]),
        ("Vu la délibération n°DEL-2020-07-012 du 10 juillet 2020", ["délibération DEL-2020-07-012"]),
        ("Vu la délibération du Conseil régional n° 16.00.12 du 4 janvier 2016", ["délibération 16.00.12"]),
        ("Vu les délibérations du 25 juillet 2006 et du 7 février 2007", ["délibération du 2006-07-25", "délibération du 2007-02-07"]),
        ("Vu la délibération du 3 mars 2010, et celle du 5 avril 2011", ["délibération du 2010-03-03", "délibération du 2011-04-05"]),
        ("Vu la délibération du 27/10/05", ["délibération du 2005-10-27"]),
        ("Vu la décision du Président n° 2019-12", ["décision 2019-12"]),
        ("Vu la décision modificative n° 2", []),
        # what recognition makes of print
        ("Vu l'article L, 1115-1 du code général des collectivi tés terri toriales", ["L1115-1 CGCT"]),
        ("Vu la loi n o 92-125 du 6 février 1992", ["loi 92-125"]),
        ("Vu la loi n° 92-l25 du 6 février 1992", ["loi 92-125"]),
        ("Vu la loi n* 2OO7-147", ["loi 2007-147"]),
        ("Vu l'article L. 2121-2O du C.G.C.T.", ["L2121-20 CGCT"]),
        # nothing known
        ("Vu l'avis favorable de la commission des finances du 3 mai 2012", []),
        ("Vu le budget primitif 2014", []),
        ("Vu l'article 6 des statuts de l'association", []),
        ("Vu la demande de l'intéressé", []),
    ],
)  # fmt: skip
def test_every_text_a_visa_cites(text, cited):
    (visa,) = visas_in(text)
    assert list(visa.cited) == cited


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("VU le code général des collectivités territoriales, VU la loi n° 82-213, VU l'avis de la commission,", 3),
        ("Vu la loi n° 82-213 et vu le décret n° 2005-235,", 2),
        ("vu la loi n° 82-213 ; vu le rapport du maire", 2),
        ("- Vu le CGCT\n- Vu l'avis de la commission", 2),
        ("1) Vu le CGCT ;\n2) Vu la loi n° 82-213", 2),
        ("Vus les articles L. 1115-1 et suivants du CGCT", 1),
        ("Vues les délibérations du 3 mars 2010", 1),
        ("Vu, le code des communes", 1),
        ("VU ENSEMBLE la loi n° 82-213", 1),
        ("Vu l avis de la commission", 1),
        ("Vu délibération n° 12 du 3 mai 1992", 1),
        ("Le Maire de Trets : Vu le CGCT", 1),
        ("visa\tVu le CGCT\tVu la loi n° 82-213", 2),
        ("Il est demandé, au vu de la loi n° 82-213, d'approuver", 0),
        ("En conséquence, au vu :\n- du dossier,\n- de l'avis,", 0),
        ("L'école a vu le jour. On a vu, la semaine dernière, un film", 0),
        ("Vu l'intérêt de cette opération pour les malades, il est proposé d'attribuer une subvention", 0),
        ("Je rappelle que vu le prix des véhicules, nous attendrons", 0),
        ("Vu au cours de la séance", 0),
    ],
)
def test_where_visas_open(text, count):
    assert len(visa_starts(text)) == count


LIST = [
    "Vu :",
    "- le code général des collectivités territoriales ;",
    "- la loi n° 82-213 ;",
    "- l'avis de la commission,",
]


def test_the_items_of_a_list_are_visas():
    cited = [("CGCT",), ("loi 82-213",), ()]
    text = "\n".join(LIST)
    assert [visa.cited for visa in visas_in(text)] == cited
    assert [visa.cited for visa in visas_in(" ".join(LIST))] == cited
    assert text[visas_in(text)[1].start : visas_in(text)[1].end] == "la loi n° 82-213 ;"
    assert [[visa.cited for visa in visas] for visas in visas_of(LIST)] == [[], *([one] for one in cited)]


def test_a_lone_vu_without_a_list_is_one_visa():
    assert [[visa.cited for visa in visas] for visas in visas_of(["Vu :", "n° 12"])] == [[()], []]


def test_a_visa_goes_on_in_the_next_passage_only_when_it_can():
    assert [
        visas[0].cited
        for visas in visas_of(["Vu l'avis du CTP du 4 mai 2009", "La délibération du 3 mars 2010 a fixé"])
        if visas
    ] == [()]
    assert visas_of(["Vu la loi relative à la", "coopération, n° 92-125", "Vu le CGCT"])[0][0].cited == ("loi 92-125",)
    assert visas_of(["Vu le", "Code général des impôts", "Vu le CGCT"])[0][0].reference == "CGI"


def test_a_visa_ends_with_its_sentence():
    (visa,) = visas_in("Vu l'art. L. 1115-1 du CGCT. La loi n° 82-213 a changé cela.")
    assert (visa.end, visa.cited) == (28, ("L1115-1 CGCT",))


def test_the_reference_is_the_text_without_its_article():
    (visa,) = visas_in("Vu l'article 6 de la loi n° 82-213 et le CGCT")
    assert (visa.reference, visa.cited) == ("loi 82-213", ("loi 82-213, art. 6", "CGCT"))


def test_citations_have_their_place():
    text = "conformément aux articles L. 1115-1 et\nL. 1115-2 du CGCT, au décret n° 2005-235 et à l'article 3 de ses statuts"
    assert [(text[one.start : one.end], one.reference) for one in citations_in(text)] == [
        ("articles L. 1115-1 et\nL. 1115-2 du CGCT", "L1115-1 CGCT"),
        ("articles L. 1115-1 et\nL. 1115-2 du CGCT", "L1115-2 CGCT"),
        ("décret n° 2005-235", "décret 2005-235"),
    ]


@pytest.mark.parametrize(
    "bit",
    ["vu la loi ", "loi n° 92-125 du 6 février 1992, ", "articles L. 1115-1, ", "article 6 ", "12, ", " ", "(", "code ",
     "délibération du 3 mars 2010 et du ", "loi relative aux droits ", "mot, vu le ", "Vu : - le ", "Vu : - le ;", "Vu l'article 6, ; ", "d'une l. o. ", "\n- "],
)  # fmt: skip
def test_long_texts_take_little_time(bit):
    text = bit * (200_000 // len(bit))
    start = time.process_time()  # of this process alone: others may keep the machine busy
    visas_in(text)
    cited_in(text)
    assert time.process_time() - start < 4  # 0.4 s at most where it was written; without end where it backtracks
