"""Lemmas by dictionary (simplemma), corrected by the ending of the word and by what stands just before it.

simplemma gives one lemma for each form, so it takes « la mise » for `miser` and « a traité » for the noun. Three cues
decide between noun and verb: a determiner or a preposition (what follows is a noun), an auxiliary (a participle), a
subject or a reflexive pronoun (a verb). A participle in -é without a cue is a verb: 551 of 671 are in the training part
of the Sequoia treebank, against 1 in 172 after a determiner and 563 in 566 after an auxiliary.
Content words right, without and with these rules: Sequoia dev 93.4 and 97.4 %, GSD dev 93.7 and 96.0 %.
"""

import re
from collections.abc import Callable, Sequence
from enum import IntEnum
from functools import lru_cache
from typing import Any, NamedTuple

from pipeline.text.dictionary import is_form
from pipeline.text.stopwords import stopwords
from pipeline.text.verbs import is_infinitive, past_participle_of, present_of, present_participle_of

_CONTENT = re.compile(r"[^\W\d_](?:[^\W\d_]|['.\-](?=[^\W\d_]))*[^\W\d_]\.?")
_KNOWN_WORDS = 400_000  # forms remembered: a corpus of acts has about one new form in 100 words, then fewer
LONGEST_WORD = 60  # letters; what is longer is no word, and has itself for lemma (anticonstitutionnellement has 25)
_OPTIONAL_ENDING = re.compile(r"\([a-zà-ÿ]{1,5}\)s?")
_MAYBE_NOUN = re.compile(r".+(?:[eéu]|ée|is)s?")
"""Verb forms that are spelt as nouns too; « l'exigent » and « le prévoit » hold a pronoun, not an article."""
_REGULAR_PARTICIPLE = ("é", "ée", "és", "ées")


class Cue(IntEnum):
    """What the words before make of a form that may be a noun or a verb."""

    NONE = 0
    NOUN = 1
    PARTICIPLE = 2
    VERB = 3


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BEFORE_NOUN = _words("""le la les l' un une des du de d' au aux ce cet cette ces mon ton son ma ta sa mes tes ses notre
    nos votre vos leur leurs chaque quelque quelques tout toute tous toutes aucun aucune quel quelle quels quelles
    par sur sans sous en pour avec dès""")
_BEFORE_PARTICIPLE = _words("""être est es suis sommes êtes sont été étais était étions étiez étaient fut furent serai
    sera seront serais serait seraient sois soit soyons soient fût fussent étant avoir ai as a avons avez ont avais avait
    avions aviez avaient eut eurent aurai aura auront aurais aurait auraient aie ait aient ayant eu""")
_BEFORE_VERB = _words("il elle on ils elles je j' tu qui ne n' se s' me m' te t'")
_PASSED_OVER = _words("""pas plus jamais non ni bien mal mieux déjà encore toujours aussi ainsi également donc ensuite
    enfin trop très souvent parfois longtemps point rien tous toutes tout""")
"""Between an auxiliary and its participle; adverbs in -ment too."""
_CLITICS = _words("le la les l' lui leur y en nous vous")
"""Between a subject and its verb."""
_FEMININES = (("ale", "al"), ("elle", "el"), ("ive", "if"), ("euse", "eux"), ("ante", "ant"), ("ente", "ent"),
              ("enne", "en"))  # fmt: skip
_FEMININE_ADJECTIVES = (*_FEMININES, ("ière", "ier"), ("sse", "s"), ("tte", "t"), ("nne", "n"), ("e", ""))
"""The second list holds where the word is known to be an adjective: `commune`, `basse` and `première` may be nouns."""
_PLURAL = re.compile(r"..+(?:ion|que|aire|ase|ment|ine|ité|iste|isme|gène|ide|ome|ien|ure|eur|able|ible|al|if)s")
"""Plurals told by their ending where the dictionary knows no such word; `temps` and `accès` must stay."""
_NOUNS = _words("""mise prise vue visite œuvre revue urine remise tenue venue reprise entremise emprise surprise
    marché député durée résumé cliché délégué arrêté employé salarié retraité donnée année journée entrée arrivée portée
    montée assemblée musée armée tournée soirée idée compromis permis produit fait procédé énoncé exposé congé relevé
    tracé délibéré accusé référé cité suppléant représentant correspondant montant participant intervenant habitant
    exploitant enfant vente plante entente attente tente rente pente détente coopérative directive initiative alternative
    perspective filiale succursale cathédrale échelle""")
"""More often nouns where no auxiliary or subject stands before; the dictionary or a rule has them as something else."""
_ADJECTIVES = _words("""élevé modéré approprié privé décentralisé déconcentré équilibré spécialisé isolé dévoué passionné
    simultané carré sacré handicapé compliqué""")
"""Participles in -é that are adjectives more often than verbs, in the masculine."""
_OWN = {
    "première": "premier", "premières": "premier", "nouvelle": "nouveau", "nouvelles": "nouveau", "nouvel": "nouveau",
    "vacances": "vacances", "secondes": "seconde", "puis": "puis", "tant": "tant", "maintenant": "maintenant",
    "important": "important", "cependant": "cependant", "ailleurs": "ailleurs", "est": "être", "messieurs": "monsieur",
    "jacques": "jacques",
    "c'": "ce", "d'": "de", "j'": "je", "l'": "le", "m'": "me", "n'": "ne", "s'": "se", "t'": "te", "qu'": "que",
    "jusqu'": "jusque", "lorsqu'": "lorsque", "puisqu'": "puisque", "quoiqu'": "quoique", "capitaux": "capital",
}  # fmt: skip
"""Frequent forms that the dictionary or the rules get wrong, and elisions."""


@lru_cache(maxsize=1)
def _lemmatize() -> Callable[..., Any]:
    from simplemma import lemmatize

    return lemmatize


@lru_cache(maxsize=_KNOWN_WORDS)
def _found(word: str) -> str:
    return str(_lemmatize()(word, lang="fr")).lower()


def _is_own_lemma(word: str) -> bool:
    return is_form(word) and _found(word) == word


class _Read(NamedTuple):
    lemma: str
    topic: str | None  # the lemma, where it may carry a topic
    after: "_Known"  # where the next token is looked up


class _Known(dict[str, _Read]):
    """What tokens are after one cue: a plain look-up for nearly every token of a text."""

    def __init__(self, cue: Cue) -> None:
        super().__init__()
        self.cue = cue

    def __missing__(self, token: str) -> _Read:
        if len(self) >= _KNOWN_WORDS:
            self.clear()
        word = plain_form(token)
        lemma = _lemma(word, self.cue) if len(word) <= LONGEST_WORD else word
        self[token] = _Read(lemma, topical(token, lemma), _KNOWN[_next(word, self.cue)])
        return self[token]


_KNOWN = tuple(map(_Known, Cue))


def plain_form(token: str) -> str:
    """A token in lower case, with a plain apostrophe and œ, without the optional ending of `élu(e)s`."""
    word = token.lower().replace("’", "'").replace("oeu", "œu")
    return (_OPTIONAL_ENDING.sub("", word) or word) if "(" in word else word


def _next(word: str, cue: Cue) -> Cue:
    if (cue is Cue.VERB and word in _CLITICS) or (cue is Cue.PARTICIPLE and _is_passed_over(word)):
        return cue
    if word in _BEFORE_NOUN:
        return Cue.NOUN
    if word in _BEFORE_PARTICIPLE:
        return Cue.PARTICIPLE
    return Cue.VERB if word in _BEFORE_VERB else Cue.NONE


def _is_passed_over(word: str) -> bool:
    return word in _PASSED_OVER or (word.endswith("ment") and len(word) > 6)


def _lemma(word: str, cue: Cue) -> str:
    if word in _OWN:
        return _OWN[word]
    if cue is Cue.NOUN:
        return as_noun(word)
    if cue is Cue.PARTICIPLE:
        return past_participle_of(word) or plain(word)
    return _as_present(word) if cue is Cue.VERB else _without_cue(word)


def _as_present(word: str) -> str:
    return _found(word) if is_infinitive(_found(word)) else present_of(word) or plain(word)


def _without_cue(word: str) -> str:
    singular = word.removesuffix("s")
    if word in _NOUNS or singular in _NOUNS:
        return word if word in _NOUNS else singular
    if singular.removesuffix("e") in _ADJECTIVES:
        return singular.removesuffix("e")
    participle = past_participle_of(word) if word.endswith(_REGULAR_PARTICIPLE) else present_participle_of(word)
    return participle or plain(word)


def in_table(word: str) -> str | None:
    """The lemma of an elision, and of a frequent form the dictionary gets wrong; else None."""
    return _OWN.get(word)


def as_noun(word: str) -> str:
    """The lemma of a form known to be a noun (`la mise`: mise; `les arrêtés`: arrêté)."""
    if word in _NOUNS:
        return word
    found, singular = _found(word), word.removesuffix("s")
    taken_for_verb = found != word and _MAYBE_NOUN.fullmatch(word) and is_infinitive(found)
    return singular if taken_for_verb or singular in _NOUNS else _singular(word)


def as_verb(word: str) -> str:
    """The infinitive of a form known to be a verb; what the dictionary says where no rule finds one."""
    found = _found(word)
    if is_infinitive(found) and not word.endswith(("ise", "ises")):  # `prise` is of prendre before it is of priser
        return found
    return past_participle_of(word) or present_of(word) or present_participle_of(word) or found


def as_adjective(word: str) -> str:
    """The masculine singular of a form known to be an adjective; a participle stays one (`limitées`: limité)."""
    if word in _OWN:
        return _OWN[word]
    if word.endswith(_REGULAR_PARTICIPLE):
        return word.removesuffix("s").removesuffix("e") if word.endswith(("ée", "ées")) else word.removesuffix("s")
    return _masculine(word, _FEMININE_ADJECTIVES) or plain(word)


def plain(word: str) -> str:
    """What the dictionary says, but for feminine adjectives and plurals it does not know."""
    found, singular = _found(word), word.removesuffix("s")
    if found in (word, singular) or (found.endswith("er") and not singular.endswith("elle")):
        return _masculine(word, _FEMININES) or _singular(word)
    return _singular(word)


def _masculine(word: str, endings: tuple[tuple[str, str], ...]) -> str | None:
    singular = word.removesuffix("s")
    candidates = (singular.removesuffix(old) + new for old, new in endings if singular.endswith(old))
    return next((candidate for candidate in candidates if _is_own_lemma(candidate)), None)


def _singular(word: str) -> str:
    found = _found(word)
    return word.removesuffix("s") if found == word and _PLURAL.fullmatch(word) else found


def lemmas_of(tokens: Sequence[str]) -> tuple[list[str], list[str | None]]:
    """Lemmas of successive tokens, in lower case; a sign or a number is its own.

    Args:
        tokens: of one passage, as printed.

    Returns:
        The lemmas, and the same with None for tokens that carry no topic (`topical`).
    """
    known, lemmas, topics = _KNOWN[Cue.NONE], list[str](), list[str | None]()
    for token in tokens:
        lemma, topic, known = known[token]
        lemmas.append(lemma)
        topics.append(topic)
    return lemmas, topics


def topical(token: str, lemma: str) -> str | None:
    """The lemma of a token where it may carry a topic.

    Args:
        token: as printed.
        lemma: its lemma in lower case.

    Returns:
        None for stop words, numbers, signs and single letters.
    """
    word = plain_form(token)
    if len(word) < 2 or word in stopwords() or not _CONTENT.fullmatch(word):
        return None
    return None if lemma in stopwords() or len(lemma) < 2 else lemma


def lemma(token: str) -> str | None:
    """The lemma of one token out of its context; None as for `topical`."""
    return _KNOWN[Cue.NONE][token].topic


@lru_cache(maxsize=_KNOWN_WORDS)
def is_known(word: str) -> bool:
    """Whether the dictionary holds a word in lower case. It lists inflected forms: a base form is known by its plural."""
    return any(map(is_form, (word, f"{word}s", f"{word}a")))


def is_name(token: str) -> bool:
    """Whether a token looks like a proper name: a capital, and no dictionary word in lower case.

    New words without a capital (« microcrédit ») are no names.
    """
    if not token[:1].isupper():
        return False
    return not any(map(is_known, token.lower().replace("’", "'").split("-")))
