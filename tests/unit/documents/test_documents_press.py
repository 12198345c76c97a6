"""Press exports become one document an article."""

import pytest
from press_samples import EUROPRESSE, EUROPRESSE_2012, EUROPRESSE_TEXT, FACTIVA_CODES, FACTIVA_TEXT, rtf

from pipeline.documents.listed import press
from pipeline.documents.listed.rows import records
from pipeline.documents.sniff import sniff

EXPORTS = {
    "europresse.html": EUROPRESSE.encode(), "old.HTML": EUROPRESSE_2012.encode("latin-1"), "codes.html": FACTIVA_CODES.encode(),
    "factiva.txt": FACTIVA_TEXT.encode(), "europresse.txt": EUROPRESSE_TEXT.encode("cp1252"),
    "factiva.rtf": rtf(FACTIVA_TEXT), "europresse.rtf": rtf(EUROPRESSE_TEXT),
}  # fmt: skip


@pytest.mark.parametrize("name", EXPORTS)
def test_exports_are_recognised(name):
    assert sniff(EXPORTS[name], name).media_type == press.MEDIA_TYPE


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"<html><body><article><p>Une page du site de la ville, 531 mots.</p></article></body></html>", "a.html"),
        (b"Document de travail 2012, 531 mots.\nDocument n 20120828", "a.txt"),
        (b"{\\rtf1 Document de travail}", "a.rtf"),
    ],
)
def test_others_are_not(data, name):
    assert sniff(data, name).media_type != press.MEDIA_TYPE


def test_europresse():
    one, two = press.articles(EUROPRESSE)
    assert (one.title, one.date, one.publication, one.identifier) == (
        "La coopération décentralisée à l’épreuve", "2013-10-05", "Le Monde", "news·20131005·LM·0123456",
    )  # fmt: skip
    assert one.text.split("\n\n") == [
        "La coopération décentralisée à l’épreuve", "Les villes s’engagent", "La ville de Lyon a signé une convention.",
        "Le maire s’en félicite.", "Il a tort.",
    ]  # fmt: skip
    assert (one.extra["author"], one.extra["page"]) == ("Anne Dupont", "12")
    assert (two.title, two.date, two.publication) == ("Un second titre", "2014-03-04", "La Croix")
    assert two.text == "Un second titre\n\nUn second texte, plus court."


def test_europresse_before_2014():
    (one,) = press.articles(EUROPRESSE_2012)
    assert (one.title, one.date, one.publication) == ("Un titre : du texte", "2012-10-04", "l'Humanité")
    assert one.text.split("\n\n") == ["Un titre : du texte", "Du texte, quelques accents : éèêù.", "La suite."]


def test_factiva_with_field_codes():
    (one,) = press.articles(FACTIVA_CODES)
    assert (one.title, one.date, one.publication, one.language, one.identifier) == (
        "Jumelage : la fin d’une époque", "2012-08-28", "Le Progrès", "fr", "PROGRE0020120828e88s0000s",
    )  # fmt: skip
    assert one.text.split("\n\n")[1:] == ["Le chapeau de l’article.", "Le premier paragraphe.", "Le second paragraphe."]


def test_factiva_text():
    one, two = press.articles(FACTIVA_TEXT)
    assert (one.title, one.date, one.publication, one.extra) == (
        "Jumelage : la fin d’une époque", "2012-08-28", "Le Progrès", {"author": "Jean Martin"},
    )  # fmt: skip
    assert one.text.split("\n\n")[1:] == ["Le chapeau de l’article.", "Le premier paragraphe."]
    assert (two.title, two.date, two.publication, two.language) == (
        "Un autre titre",
        "2013-03-03",
        "The Guardian",
        "en",
    )
    assert two.text == "Un autre titre\n\nThe text of the second article."


@pytest.mark.parametrize("name", ["europresse.txt", "europresse.rtf"])
def test_europresse_text(name):
    found = records(EXPORTS[name], press.MEDIA_TYPE, name, {})
    assert found is not None
    (row,) = found.rows
    assert (row.title, row.date, row.publisher, row.genre) == (
        "La coopération à l’épreuve",
        "2013-10-05",
        "Le Monde",
        "article",
    )
    assert row.text.endswith("Le maire s’en félicite.")


def test_a_lookalike_is_left_to_its_own_reader():
    assert press.articles("<html><body><span class='DocPublicationName'>x</span></body></html>") == []
    assert records(b"<p class='DocPublicationName'>x</p>", press.MEDIA_TYPE, "a.html", {}) is None
