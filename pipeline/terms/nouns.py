"""The bounds of a name beside a gloss, without parts of speech: content words, their links, and agreement."""

import re
from typing import NamedTuple

from pipeline.terms.candidates import LINKS, is_verb
from pipeline.text.lemmas import is_known, lemma
from pipeline.text.tokens import spans

Bounds = tuple[int, int]

_MOST_WORDS = 14
_REACH = 240  # code points looked at on each side of a gloss: fourteen words and a parenthesis between
_JOINING = LINKS | {"au", "aux", "entre", "pour", "sur", "et"}
_ARTICLES = {  # gender and number; s, p: of either gender
    "la": "fs", "une": "fs", "cette": "fs", "sa": "fs", "le": "ms", "un": "ms", "ce": "ms", "du": "ms", "au": "ms",
    "les": "p", "des": "p", "ces": "p", "aux": "p", "leurs": "p", "l'": "s", "son": "s", "leur": "s", "notre": "s",
}  # fmt: skip
_FEMININE = ("tion", "sion", "ité", "ance", "ence", "ure", "ude", "ie")
_MASCULINE = ("ment", "age", "isme", "eau", "oir")
_EXCEPTIONS = frozenset(("comité", "eau", "page", "plage", "image", "cage"))
"""Endings that tell the gender of nearly all nouns that have them; asked where the article is l', les or des."""
_PARTICIPLE = re.compile(r"(?:nomm|sign|appel|intitul|baptis)é(e?)(s?)\b|\bdit(e?)(s?)\b")
_ADVERBS = frozenset(("autrefois", "anciennement", "désormais", "dorénavant", "maintenant", "également", "notamment"))
_STOPS = frozenset('.;:!?()«»"“”\t')


class _Token(NamedTuple):
    start: int
    end: int
    word: str  # lower case


def name_before(text: str, end: int, *, head: str = "", agreeing: str = "") -> Bounds | None:
    """The name that ends at `end`, without its article; None when no name does.

    Args:
        text: with plain apostrophes.
        end: where it ends; blanks, commas and closing quotation marks are passed over.
        head: its first word where known (« la Convention »); the name then begins there, whatever stands between.
        agreeing: words of the gloss: a participle tells gender and number of the name.
    """
    left = max(0, end - _REACH)
    before = re.sub(r"\s*\([^()]*\)$", "", text[left:end].rstrip(" ,(")).rstrip(" ,")
    if quoted := re.search(r"[«\"“]\s*([^«»\"“”]{2,80}?)\s*[»\"”]$", before):
        return left + quoted.start(1), left + quoted.end(1)
    tokens = _tokens(text, left, left + len(before))
    if head and (named := _from_head(tokens, head)):
        return named
    if head:
        return None
    chain = _chain(tokens)
    starts = _starts(chain, _form(agreeing))
    return (chain[starts].start, chain[-1].end) if starts is not None else None


def name_after(text: str, start: int) -> Bounds | None:
    """The name that begins at `start`, without its article and quotation marks; None when no name does."""
    lead = re.compile(r"\s*(?:l'\s?|les?\s+|la\s+|une?\s+)?").match(text, start)
    first = lead.end() if lead else start
    if quoted := re.compile(r"[«\"“]\s*(?:l'\s?|les?\s+|la\s+)?([^«»\"“”]{2,80}?)\s*[»\"”]").match(text, first):
        return quoted.span(1)
    kept: list[_Token] = []
    for token in _tokens(text, first, first + _REACH):
        if not _is_content(token.word) and not (kept and token.word in _JOINING | set(_ARTICLES)):
            break
        kept.append(token)
    while kept and not _is_content(kept[-1].word):
        kept.pop()
    if not kept or _is_participle(kept[0].word):
        return None
    return kept[0].start, kept[-1].end


def _is_participle(word: str) -> bool:
    """« cadastrée », « occupé »: what follows is no name."""
    base = word.rstrip("s").removesuffix("e")
    return base.endswith("é") and is_known(f"{base[:-1]}er")


def _tokens(text: str, start: int, end: int) -> list[_Token]:
    return [
        _Token(start + first, start + last, text[start + first : start + last].lower())
        for first, last in spans(text[start:end])
    ]


def _is_content(word: str) -> bool:
    """Whether a word can stand in a name: no word of grammar, no number, no finite verb."""
    known = lemma(word)
    return known is not None and word.lower() not in _ADVERBS and not is_verb(word.lower(), known)


def _from_head(tokens: list[_Token], head: str) -> Bounds | None:
    """From the last word that begins the short name, to the end of the sentence so far."""
    word = head.split(maxsplit=1)[0].lower()
    for token in reversed(tokens):
        if token.word in _STOPS:
            return None
        if token.word == word and token is not tokens[-1]:
            return token.start, tokens[-1].end
    return None


def _chain(tokens: list[_Token]) -> list[_Token]:
    """Content words at the end, with the links and articles between and before them."""
    kept: list[_Token] = []
    for token in reversed(tokens[-_MOST_WORDS:]):
        if token.word == "," and not any(one.word in _ARTICLES for one in kept):
            return []  # the last of an enumeration is a part of a name
        if not _is_content(token.word):
            after_and = kept and token.word == "et" and kept[0].word in _ARTICLES and kept[0].word not in LINKS
            if not kept or after_and or token.word not in _JOINING | set(_ARTICLES):
                break
        kept.insert(0, token)
    return kept


def _starts(chain: list[_Token], form: str) -> int | None:
    """Place of the first word of the name: after the farthest article that agrees; else the first content word."""
    for number in range(len(chain) - 1):
        article = _ARTICLES.get(chain[number].word)
        if article and _is_content(noun := chain[number + 1].word) and _agree(article, noun, form):
            return number + 1
    return 0 if chain and _is_content(chain[0].word) else None


def _agree(article: str, noun: str, form: str) -> bool:
    """Whether an article and its noun may have the gender and number of a participle."""
    if not form:
        return True
    if article in ("s", "p"):
        endings = _MASCULINE if form[0] == "f" else _FEMININE
        return article == form[1] and (noun.rstrip("s") in _EXCEPTIONS or not noun.rstrip("s").endswith(endings))
    return article == form


def _form(words: str) -> str:
    """Gender and number of the participle of a gloss; empty without one."""
    found = _PARTICIPLE.search(words)
    if not found:
        return ""
    feminine, plural = (found[1], found[2]) if found[1] is not None else (found[3], found[4])
    return ("f" if feminine else "m") + ("p" if plural else "s")
