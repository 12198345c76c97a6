"""Web pages of town halls: the text, its titles, lists and tables, without menus."""

import pytest

from pipeline.documents.properties import told
from pipeline.documents.typed import html

MENU = "".join(
    f'<li><a href="/{place}">{entry}</a></li>'
    for place, entry in enumerate(
        (
            "Accueil",
            "La mairie",
            "Vie municipale",
            "Le conseil municipal",
            "Urbanisme",
            "Culture et patrimoine",
            "Plan du site",
        )
    )
)
ACT = (
    "Le conseil municipal, réuni le 24 avril 2014 sous la présidence de M. le maire, approuve la convention de coopération "
    "décentralisée avec la ville de Leipzig."
)


def text_of(page: str, encoding: str = "utf-8") -> list[str]:
    return html.read(page.encode(encoding), "doc", max_characters=100_000).text.splitlines()


def test_menus_made_of_plain_blocks():
    page = (
        f'<html><body><div id="header"><ul>{MENU}</ul></div><div id="content"><h1>Délibération n° 3</h1><p>{ACT}</p>'
        f'<p>Article 1 : la convention est approuvée.</p></div><div id="side"><h3>Actualités</h3><ul>{MENU}</ul></div>'
        '<div id="footer"><p>© Ville de X - Mentions légales</p></div></body></html>'
    )
    assert text_of(page) == ["Délibération n° 3", ACT, "Article 1 : la convention est approuvée."]


def test_a_page_laid_out_by_tables():
    page = (
        '<html><body><table><tr><td colspan=2><a href="/">Accueil</a></td></tr><tr><td><a href=a>Mairie</a><br><a href=b>Sport</a>'
        f"</td><td><h2>Compte rendu</h2><p>{ACT}</p><table><tr><td>Pour</td><td>33</td></tr><tr><td>Contre</td><td>2</td></tr>"
        "</table></td></tr></table></body></html>"
    )
    assert text_of(page) == ["Compte rendu", ACT, "Pour\t33", "Contre\t2"]


def test_a_short_notice():
    page = f"<html><body><div><ul>{MENU}</ul></div><div><h1>Avis</h1><p>La mairie sera fermée le lundi 5 mai.</p></div></body></html>"
    assert text_of(page) == ["Avis", "La mairie sera fermée le lundi 5 mai."]


def test_a_list_of_acts_is_no_menu():
    acts = "".join(
        f'<li><a href="{n}.pdf">Délibération n° {n} : subvention à l’association numéro {n}</a></li>' for n in range(4)
    )
    found = text_of(f"<html><body><ul>{MENU}</ul><h1>Délibérations de 2014</h1><ul>{acts}</ul></body></html>")
    assert found[0] == "Délibérations de 2014"
    assert found[1:] == [f"- Délibération n° {n} : subvention à l’association numéro {n}" for n in range(4)]


def test_banners_and_hidden_text():
    page = (
        '<html><body><div id="cookie-banner"><p>Ce site utilise des cookies pour améliorer votre expérience.</p></div>'
        f'<nav><ul>{MENU}</ul></nav><main><h1>Jumelage</h1><p>{ACT}</p><p style="display: none">caché</p><p>{ACT} Bis.</p></main>'
        "<footer><p>Mentions légales</p></footer></body></html>"
    )
    assert text_of(page) == ["Jumelage", ACT, f"{ACT} Bis."]


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("cp1252", '<meta charset="iso-8859-1">'),
        ("iso-8859-15", '<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-15">'),
        ("mac_roman", '<meta charset="macintosh">'), ("cp1252", ""), ("utf-8", '<meta charset="iso-8859-1">'),
        ("utf-16", ""), ("cp1252", '<meta charset="no-such-thing">'),
    ],
)  # fmt: skip
def test_encodings(encoding, head):
    page = f"<html><head>{head}</head><body><p>Séance à l'hôtel de ville, où l'été naît.</p></body></html>"
    assert text_of(page, encoding) == ["Séance à l'hôtel de ville, où l'été naît."]


def test_pages_of_word_processors_are_read_whole():
    page = (
        '<html><head><meta name="generator" content="LibreOffice 7.4"/><title>Modèle</title></head><body>'
        '<div title="header"><p>Ville de Lyon</p></div><p>Le conseil<a class="sdfootnoteanc" href="#sdfootnote1sym"><sup>1</sup></a>'
        ' approuve.</p><div id="sdfootnote1"><p><a href="#sdfootnote1anc">1</a>Une note.</p></div></body></html>'
    )
    found = html.read(page.encode(), "doc", max_characters=1000)
    assert found.text == "Le conseil approuve.\nUne note.\n"
    assert [line.size_pt for line in found.lines] == [12, 9]
    assert told(page.encode(), "text/html", "a.html") == {"file_title": "Modèle"}


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<meta name="DC.date" content="2014-04-24">', "2014-04-24"),
        ('<meta content="2014-04-24T08:00" property="article:published_time">', "2014-04-24"),
        ('<script type="application/ld+json">{"datePublished": "2014-04-24T08:00:00Z"}</script>', "2014-04-24"),
        ('<meta name="article:modified_time" content="2014-04-24">', None),
        ('<meta name="date" content="hier">', None),
    ],
)
def test_the_day_of_publication(head, day):
    page = f"<html><head>{head}</head><body></body></html>"
    assert told(page.encode(), "text/html", "a.html").get("date") == day
