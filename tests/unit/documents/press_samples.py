"""Exports of press databases as their published readers describe them; the words are ours."""

EUROPRESSE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Europresse</title></head><body>
<article><header><div class="rdp__DocPublicationName"><span class="DocPublicationName">Le Monde, no. 21 345
   <span>(site web)</span></span></div><span class="DocHeader">Politique, jeudi 5 octobre 2013 531 mots, p. 12</span>
<div class="titreArticle"><p class="sm-margin-TopNews titreArticleVisu rdp__articletitle">La coopération <mark>décentralisée</mark> à l’épreuve</p>
<p class="sm-margin-TopNews rdp__subtitle">Les villes s’engagent</p></div><p class="sm-margin-bottomNews">Anne Dupont</p></header>
<section><div class="docOcurrContainer"><p>La ville de Lyon a signé une convention.</p><p>Le maire s’en félicite.<br>Il a tort.</p>
<p>© 2013 SA Le Monde. Tous droits réservés.</p></div></section>
<footer><div class="publiC-lblNodoc">news·20131005·LM·0123456</div><small>Ce certificat est émis à Université</small></footer></article>
<article><span class="DocPublicationName">La Croix</span><span class="DocHeader">Monday, March 4, 2014</span>
<div class="titreArticle"><p class="titreArticleVisu">Un second titre</p></div>
<div class="DocText clearfix"><p>Un second texte, plus court.</p></div><div class="publiC-lblNodoc">news·20140304·LC·99</div></article>
</body></html>"""

EUROPRESSE_2012 = """<html><head><META http-equiv="Content-Type" content="text/html; charset=ISO-8859-1"></head><body>
<table><tr><td><table id="tbHeaderImages"><tr><td><img src="x"></td></tr></table>
<span class="DocPublicationName">l'Humanité</span><br><span class="DocHeader">Politique, </span><span class="DocHeader">jeudi </span>
<span class="DocHeader">4 octobre 2012</span><br><br><span class="TitreArticleVisu">Un titre : du texte</span><br><br>
Du texte, quelques accents : éèêù.<p></p>La suite.<p></p><b><i>© 2012 Journal. Tous droits réservés.</i></b><p></p>
Numéro de document : news·20121004·HU·2040056000<br><table><tr><td>Ce certificat est émis à <b>Université</b></td></tr></table>
</td></tr></table></body></html>"""

FACTIVA_CODES = """<!DOCTYPE html><html><head><title>Factiva</title></head><body><div class="article frArticle"><table>
<tr><td><b>HD</b>&nbsp;</td><td><span class="frHeadline">Jumelage : la fin d’une époque</span></td></tr>
<tr><td><b>BY</b></td><td>Jean Martin</td></tr><tr><td><b>WC</b></td><td>210 mots</td></tr>
<tr><td><b>PD</b></td><td>28 août 2012</td></tr><tr><td><b>SN</b></td><td>Le Progrès</td></tr>
<tr><td><b>LA</b></td><td>Français</td></tr><tr><td><b>LP</b></td><td><p>Le chapeau de l’article.</p></td></tr>
<tr><td><b>TD</b></td><td><p>Le premier paragraphe.</p><p>Le second paragraphe.</p></td></tr>
<tr><td><b>AN</b></td><td>Document PROGRE0020120828e88s0000s</td></tr></table></div></body></html>"""

FACTIVA_TEXT = """Jumelage : la fin d’une époque
Jean Martin
210 mots
28 août 2012
10:32
Le Progrès
PROGRE
13
Français
Copyright 2012 Le Progrès. Tous droits réservés.

Le chapeau de l’article.

Le premier paragraphe.
Document PROGRE0020120828e88s0000s

Un autre titre
1 024 mots
3 March 2013
The Guardian
GRDN
English
(c) 2013 Guardian
The text of the second article.
Document GRDN000020130303e93300001
"""

EUROPRESSE_TEXT = """Le Monde
jeudi 5 octobre 2013, p. 12

La coopération à l’épreuve
La ville de Lyon a signé une convention.
Le maire s’en félicite.
© 2013 SA Le Monde. Tous droits réservés.
Numéro de document : news·20131005·LM·0123456
"""


def rtf(text: str) -> bytes:
    """A text as a small RTF."""
    escaped = "".join(c if ord(c) < 128 else f"\\'{c.encode('cp1252').hex()}" for c in text.replace("\n", "\\par\n"))
    return b"{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fcharset0 Arial;}}\\f0 " + escaped.encode() + b"}"
