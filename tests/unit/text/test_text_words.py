"""Tokens, sentences, hyphens."""

from collections import Counter
from pathlib import Path

import pytest

from pipeline.text.hyphens import keeps_hyphen, vocabulary
from pipeline.text.sentences import sentences
from pipeline.text.tokens import spans, tokenize, words

SHARED = Path(__file__).resolve().parents[4] / "shared"


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("L'action extérieure d’une ville", ["L'", "action", "extérieure", "d’", "une", "ville"]),
        ("aujourd'hui, le Conseil de prud'hommes", ["aujourd'hui", ",", "le", "Conseil", "de", "prud'hommes"]),
        ("A-t-il voté ? Peut-on dire-le", ["A", "-t-il", "voté", "?", "Peut", "-on", "dire", "-le"]),
        ("la sous-préfecture du Bas-Rhin", ["la", "sous-préfecture", "du", "Bas-Rhin"]),
        ("12 500,50 € le 01/03/2014 à 18:30", ["12 500,50", "€", "le", "01/03/2014", "à", "18:30"]),
        ("M. Dupont, art. 3, etc. et S.I.V.O.M.", ["M.", "Dupont", ",", "art.", "3", ",", "etc.", "et", "S.I.V.O.M."]),
        ("celui-ci, c'est-à-dire n° 5…", ["celui-ci", ",", "c'est-à-dire", "n°", "5", "…"]),
        ("voir www.ville.fr/actes?id=1.", ["voir", "www.ville.fr/actes?id=1", "."]),
        ("« coopération décentralisée »", ["«", "coopération", "décentralisée", "»"]),
        ("", []),
    ],
)
def test_tokens(text, tokens):
    assert tokenize(text) == tokens
    assert [text[start:end] for start, end in spans(text)] == tokens


def test_words_are_tokens_with_a_letter_or_a_figure():
    assert words("L'an deux mille quatorze, le 24 avril ;") == 8
    assert words(" … — « » ") == 0


@pytest.mark.parametrize(
    "parts",
    [
        ["M. Dupont préside la séance.", "Mme Durand est absente."],
        ["Vu l'art. L. 2121-22 du Code.", "Considérant l'urgence !", "Il vote."],
        ["Il dit : « Je vote. »", "Elle répond."],
        ["Le budget (fonctionnement, etc.) est adopté.", "Le maire signe."],
        ["1. Approuve la convention."],
        ["Reçu par J.-P. Martin le 3 janv. 2014 à 18 h.", "La séance est levée."],
        ["sans point final"],
        ["La S.A. Dupont paie 2.30 % d'intérêts.", "Le prêt est garanti…", "Le Conseil adopte."],
    ],
)
def test_sentences(parts):
    text = " ".join(parts)
    assert [text[start:end] for start, end in sentences(text)] == parts


@pytest.mark.parametrize(
    ("before", "after", "known", "kept"),
    [
        ("déve", "loppement durable", {}, False),
        ("LEVY", "RAMEAU", {}, True),
        ("RÉDAC", "TION", {"rédaction": 1}, False),
        ("2011", "2014", {}, True),
        ("vice", "président", {}, True),
        ("celui", "ci", {}, True),
        ("mi", "nistre", {}, False),
        ("co", "opération", {"coopération": 3, "co-opération": 1}, False),
        ("co", "opération", {"coopération": 1, "co-opération": 3}, True),
        ("jumelage", "coopération", {"jumelage-coopération": 1}, True),
        ("sous", "traction,", {"soustraction": 1}, False),
        ("égale", "ment", {}, False),
        ("assigna", "taire", {}, False),
        ("ÉGA", "LEMENT", {}, False),
        ("OUTRE", "MER", {}, True),
        ("dix", "huit heures", {}, True),
        ("ci", "dessus", {}, True),
        ("ci", "toyen", {}, False),
        ("vis", "à-vis", {}, True),
        ("Villefranche", "sur-Saône,", {}, True),
        ("Ville", "franche-sur-Saône,", {}, False),
        ("SAINT", "PIERRE-ET-MIQUELON", {}, True),
        ("Romain", "ville", {}, False),
    ],
)
def test_hyphens(before, after, known, kept):
    assert keeps_hyphen(before, after, Counter(known)) is kept


def test_the_vocabulary_leaves_out_cut_words():
    known = vocabulary(["Le Conseil approuve le déve-", "loppement du conseil"])
    assert (known["conseil"], known["déve"]) == (2, 0)


def _treebank(path: Path) -> list[tuple[str, list[str]]]:
    """Sentences of a CoNLL-U file as text and surface tokens."""
    found: list[tuple[str, list[str]]] = []
    text, tokens, covered = "", [], 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# text ="):
            text = line[9:].strip()
        elif not line and tokens:
            found.append((text, tokens))
            tokens, covered = [], 0
        elif line[:1].isdigit():
            number, form = line.split("\t")[:2]
            if "-" in number:
                covered = int(number.split("-")[1])
                tokens.append(form)
            elif "." not in number and int(number) > covered:
                tokens.append(form)
    return found


def _bounds(text: str, tokens: list[str]) -> set[tuple[int, int]]:
    bounds, start = set(), 0
    for token in tokens:
        start = text.find(token, start)
        bounds.add((start, start + len(token)))
        start += len(token)
    return bounds


@pytest.mark.shared
@pytest.mark.parametrize(("name", "floor"), [("fr_gsd-ud-dev", 0.995), ("fr_sequoia-ud-dev", 0.993)])
def test_tokens_agree_with_the_treebanks(name, floor):
    path = SHARED / "ud" / f"{name}.conllu"
    if not path.is_file():
        pytest.skip("the treebanks are not beside the checkout")
    gold = predicted = common = 0
    for text, tokens in _treebank(path):
        wanted, found = _bounds(text, tokens), set(spans(text))
        gold, predicted, common = gold + len(wanted), predicted + len(found), common + len(wanted & found)
    assert 2 * common / (gold + predicted) >= floor


@pytest.mark.shared
@pytest.mark.parametrize(("name", "floor"), [("fr_gsd-ud-dev", 0.984), ("fr_sequoia-ud-dev", 0.985)])
def test_sentences_agree_with_the_treebanks(name, floor):
    """Sentences with final punctuation, in blocks of ten, as in the published comparison."""
    path = SHARED / "ud" / f"{name}.conllu"
    if not path.is_file():
        pytest.skip("the treebanks are not beside the checkout")
    texts = [text for text, _ in _treebank(path) if text[-1] in '.!?…»"']
    gold = predicted = common = 0
    for first in range(0, len(texts), 10):
        block = texts[first : first + 10]
        wanted, found = _bounds(" ".join(block), block), set(sentences(" ".join(block)))
        gold, predicted, common = gold + len(wanted), predicted + len(found), common + len(wanted & found)
    assert 2 * common / (gold + predicted) >= floor
