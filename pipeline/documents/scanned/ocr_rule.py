"""Which pages OCR must read: pictures, false letters, and poor text that an earlier OCR left behind a scan.

The word counts need a dictionary of 50 MB, so they are made only on pages that are one picture. A page costs half a
millisecond, a scan with a text layer two.
"""

import math
import re
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from typing import Literal

from pipeline.text.dictionary import is_form

WITHOUT_TEXT = {
    "image": "page is an image",
    "garbled": "the text of the page is garbled",
    "poor": "the page is a scan with a poor text of its own",
}
"""Warnings of pages that OCR would read; garbled letters are left out, for they would be counted as words."""
UNSURE = "OCR is unsure of this page"
Verdict = Literal["keep", "image", "garbled", "poor"]

MIN_CHARACTERS = 25
MIN_JUDGED_CHARACTERS = 150
MAX_STAMP_CHARACTERS = 200
"""Below, the text of a page that is a picture is a stamp or a page number set over the scan."""
MAX_BAD_SHARE = 0.05
MIN_STOP_SHARE = 0.10
"""Share of stop words: .30 to .45 in French prose, .22 in lists of names, below .05 where letters are false."""
MIN_FRENCH_STOP_SHARE = 0.15
SCAN_SHARE = 0.8
"""A picture that covers more of a page is the page: scans with a white margin reach .85."""
MIN_LIKENESS = 0.75
"""Halfway between what was seen: at least .90 on 621 pages of council papers, lists of names among them; at most .58 on
eight pages of two documents with a false letter table."""
MIN_LETTERS = 60
MIN_KINDS = 25
MAX_DOUBT = 0.05
"""Share of unknown words, those an accent would mend counted twice. Of 118 layers made from known pages (five to six
resolutions, noise, French and English models): at most .051 on the 31 with fewer than 5 % of words wrong, above .05 on
51 of the 56 that an English model left."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FRENCH_STOP_WORDS = _words("""
le la les l un une des du de d à au aux et ou en dans par pour sur avec sans que qui ne pas ce cette ces est
sont a été être il elle ils elles se s son sa ses leur leurs n qu
""")
STOP_WORDS = FRENCH_STOP_WORDS | _words("the of and to in is for that der die das und el los las y del che di il per")
LETTER_SHARES = {
    "e": 14.7, "s": 7.9, "a": 7.6, "i": 7.5, "t": 7.2, "n": 7.1, "r": 6.6, "u": 6.3, "l": 5.5, "o": 5.8, "d": 3.7,
    "c": 3.3, "p": 3.0, "m": 3.0, "é": 1.9, "v": 1.6, "q": 1.4, "f": 1.1, "b": 0.9, "g": 0.9, "h": 0.7, "j": 0.5,
}  # fmt: skip
"""Percentages of letters in French prose, as commonly tabulated."""
UNLISTED = _words("""
accès alors ailleurs aujourd avis bras cas choix concours corps cours croix débours décès deux discours dehors entrecôte
envers flux fois fonds frais hors jamais jeux jus legs lors mars mieux mois moins noix paix parcours parfois pas pays
plus poids plusieurs prix près procès processus progrès propos précis puis puisque quatre recours refus relais repas
repos sens secours selon siens six souvent succès surcroît surplus tandis taux temps tiers toujours tous trois très
travers univers vers voix voici voilà congrès excès compromis corpus permis commis remis promis soumis admis internet
""")
"""Invariable words that the dictionary, which lists inflected forms, lacks."""
ACCENTED = {
    "e": "éèê", "é": "eèê", "è": "éeê", "ê": "eéè", "a": "àâ", "â": "a", "à": "a", "i": "îï", "î": "i", "ï": "i",
    "o": "ô", "ô": "o", "u": "ùû", "ù": "u", "û": "u", "c": "ç", "ç": "c",
}  # fmt: skip
LINE_END_HYPHENS = re.compile("-[ \r]*\n|[\ufffe\x02\u00ad][ \r\n]*")
PLAIN_WORD = re.compile(r"(?<![\w.])[^\W\d_]{4,}(?!\w)")


def judged(text: str, image_share: Callable[[], float]) -> Verdict:
    """Whether a page's own text can be kept.

    Args:
        text: the text layer of the page.
        image_share: share of the page its images cover, 0 to 1; asked only where the answer counts.

    Returns:
        `image` when the page is a picture; `garbled` when its text is not the text that is seen; `poor` when a
        scan carries text that an earlier OCR read badly; else `keep`.
    """
    length = len(text.strip())
    if length < MIN_CHARACTERS:
        return "image" if image_share() > 0.3 else "keep"
    if length < MAX_STAMP_CHARACTERS and image_share() > 0.6:
        return "image"
    bad = sum("\ue000" <= character <= "\uf8ff" or character == "\ufffd" for character in text) / length
    asked = bad > MAX_BAD_SHARE or length > MIN_JUDGED_CHARACTERS
    if asked and _share(text, STOP_WORDS) < MIN_STOP_SHARE and letter_likeness(text) < MIN_LIKENESS:
        return "garbled"
    if length > MIN_JUDGED_CHARACTERS and image_share() > SCAN_SHARE and doubt(text) > MAX_DOUBT:
        return "poor"
    return "keep"


def _share(text: str, listed: frozenset[str]) -> float:
    words = re.findall(r"[^\W\d_]+", text.lower())
    return sum(word in listed for word in words) / max(1, len(words))


def letter_likeness(text: str) -> float:
    """Cosine of the letter counts with those of French prose, 0 to 1; 1 on pages that are all figures and formulas.

    Only words of three letters count: the names of variables follow no language.
    """
    letters = "".join(re.findall(r"[^\W\d_]{3,}", text.lower()))
    if len(letters) < MIN_LETTERS and any(map(str.isdigit, text)):
        return 1.0
    counts = Counter(letters)
    norm = math.hypot(*counts.values()) * math.hypot(*LETTER_SHARES.values())
    return sum(counts[letter] * share for letter, share in LETTER_SHARES.items()) / norm if norm else 0.0


def doubt(text: str) -> float:
    """How much French text looks misread: the share of its different words that no dictionary has.

    Words count that are in lower case and have four letters; one that is known once an accent is put right counts
    twice, for French readers hardly write `matiére`, but a reader without French does.

    Args:
        text: a page, line-end hyphens as they came.

    Returns:
        0 to 2; 0 for text in another language, and where too few words are left to tell.
    """
    text = LINE_END_HYPHENS.sub("", text)
    if _share(text, FRENCH_STOP_WORDS) < MIN_FRENCH_STOP_SHARE:
        return 0.0
    kinds = {word for word in PLAIN_WORD.findall(text) if word.islower()} - UNLISTED - STOP_WORDS
    unknown = sorted(word for word in kinds if not _known(word))
    if len(kinds) < MIN_KINDS:
        return 0.0
    return (len(unknown) + sum(map(_mended, unknown))) / len(kinds)


@lru_cache(maxsize=50_000)
def _known(word: str) -> bool:
    """Whether the dictionary has the word; adverbs in -ment, which it lacks, are taken on trust."""
    return word.endswith("ment") or word in UNLISTED or is_form(word)


def _mended(word: str) -> bool:
    """Whether another accent on one letter makes a word of it."""
    changed = (
        word[:place] + other + word[place + 1 :]
        for place, letter in enumerate(word)
        for other in ACCENTED.get(letter, "")
    )
    return any(map(_known, changed))
