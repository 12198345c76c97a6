"""Letters that are no language: stamps, signatures and table rules read as text, and layers of wrong letters.

Evidence is gathered for both verdicts, and doubt is for the text: a line goes only when something in it is odd and
little or nothing in it is a word, a name or a figure. On two dozen real pages stamped and scribbled over, then read by
Tesseract: of 709 sound lines one is lost, a fragment (« s on »), and of 50 broken ones 16 go, those that spell nothing;
the others hold pieces of words. On the 89 000 printed lines of Montpellier the rules find letters set on their side
only; on its three scans, what a signature left of a first name.
"""

import re
from functools import lru_cache

from pipeline.text.dictionary import is_form
from pipeline.text.language import has_small_words

SOUND_WEIGHT = 4
"""One word, name or figure makes up for two odd tokens, and for the half of the line that must be odd."""
MIN_LAYER_WORDS = 20
"""Small letters only, of three letters and more: fewer prove nothing."""
KNOWN_SHARE = 0.2
"""Of the words of a layer of wrong letters, .08 to .17 are known to a dictionary by chance; of real layers, .6 and more."""
VOWEL_SHARE = 0.33
"""Of letters: .45 in French, .36 and more in the other written languages of Europe, which no word list here knows; under
.33 for 22 of the 25 shifts of the alphabet."""

_TOKEN = re.compile(r"\S+")
_EDGES = "«»“”\"'‘()[]{},;:.!?…*•·-–—―/°%€&+"
_SIGN = re.compile(r"[|\\~_=<>^¢©®™¥£¬¦¿¡§¤¨`´]")
_WORD = re.compile(r"[^\W\d_]+(?:['.&/-][^\W\d_]*)*")
_LABEL = re.compile(r"[^\W\d_][.)°]+")
_CASE_INSIDE = re.compile(r"[a-zà-ÿ]+[A-ZÀ-Þ]")
_NO_FRENCH = re.compile(r"[aàâeéèêiîoôuùû]{5}|[bcdfghjklmnpqrstvwxz]{6}|^([a-z])\1\1+$")
_VOWEL = re.compile("[aeiouyàâäéèêëîïôöùûüœæ]", re.IGNORECASE)
_OTHER_ALPHABETS = re.compile(r"[\u0370-\u1cff\u1f00-\u1fff\u2c80-\ua6ff\ua800-\udfff\U00010000-\U0003ffff]")
"""From Greek on, without what extends the Latin letters, private signs and ligatures."""
_ROMAN = re.compile(r"[IVXLCDM]+|[ivx]+")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SMALL = _words("""
à a ai an as au ce ci da de di do du eh el en es et eu ex ha il in je la le lu ma me mi mr ms mu na ne ni no nu of on os
or ou où pu sa se si su ta te to tu un us va vu y ès st er re nd cm km kg kw ml bd av rd rn za ht pp cf
""")
"""Words of two letters: others come from strokes of a pen."""


def garbage(line: str) -> str | None:
    """Why a line read by OCR is no language; None for language, names, figures, and in doubt.

    Args:
        line: as read.

    Returns:
        `signs` where nothing is a letter or a digit, `strokes` where what is there spells nothing.
    """
    if not any(map(str.isalnum, line)):
        return "signs"
    verdicts = [_verdict(token) for token in _TOKEN.findall(line.replace("’", "'"))]
    return "strokes" if 2 * verdicts.count(-1) >= len(verdicts) + SOUND_WEIGHT * verdicts.count(1) else None


def is_wrong_layer(text: str) -> bool:
    """Whether a printed passage is a layer of wrong letters: long, in small letters, and next to no word is known."""
    words = [word for word in _WORD.findall(text) if len(word) > 2 and word.islower()]
    if len(words) < MIN_LAYER_WORDS or has_small_words(text):
        return False
    letters = "".join(words)
    sounds = len(_VOWEL.findall(letters)) >= VOWEL_SHARE * len(letters)
    return not sounds and sum(map(_is_known, words)) < KNOWN_SHARE * len(words)


def is_another_alphabet(text: str) -> bool:
    """Whether most letters of a passage are of an alphabet other than ours: Greek, Cyrillic, Arabic, Chinese and so on."""
    if text.isascii():
        return False
    foreign = sum(map(str.isalpha, _OTHER_ALPHABETS.findall(text)))
    return foreign > 1 and 2 * foreign > sum(map(str.isalpha, text))


def _verdict(token: str) -> int:
    """1 for a word, a name or a figure; -1 for what neither is; 0 where that cannot be told."""
    core = token.strip(_EDGES).rpartition("'")[2]
    digits = sum(map(str.isdigit, core))
    if digits > 1:
        return 1
    if _SIGN.search(core):
        return -1
    if digits or not _WORD.fullmatch(core) or _LABEL.fullmatch(token):
        return 0
    return _verdict_on_word(core)


def _verdict_on_word(word: str) -> int:
    if len(word) <= 2:
        return 0 if word[0].isupper() or word in _SMALL else -1
    if _is_known(word.lower()):
        return 1
    if _NO_FRENCH.search(word) or _CASE_INSIDE.match(word) or (word.islower() and not _VOWEL.search(word)):
        return -1
    return int(len(word) > 3 and word[0].isupper() and not _ROMAN.fullmatch(word))


@lru_cache(maxsize=50_000)
def _is_known(word: str) -> bool:
    return any(is_form(part) for part in word.split("-") if len(part) > 2)
