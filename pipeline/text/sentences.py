"""French sentence bounds: a mark, a blank, and reasons not to cut there.

Titles and list items without a full stop are told apart by the layout beforehand: here one paragraph is read.
Lists of abbreviations did more for administrative text than training a splitter (F1 34 to 70).
"""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CANDIDATE = re.compile(r"(?<![.!?…])[.!?…]++[\"'»”’)\]]*+(?:[ \u00a0]?[»”])?(?=\s)")
_HARD = _words("""
m mm mr mme mmes mlle mlles dr drs pr me mes mgr st ste art arts al cf p pp av bd tab fig n no nos réf ref tél tel
vol chap éd ed hon rdc bât bat imm pl fbg bld adm coll alin délib delib arr dép dep préf resp env janv févr fév
avr juil sept oct nov déc c.-à-d c-à-d ex vs r
""")
"""Never end a sentence."""
_SOFT = _words("""
etc hab suppl coll s.a sté ste cie div id ibid op cit ht ttc ss sq suiv max min
""")
"""End one only before a word that usually opens a sentence."""
_OPENERS = _words("""
le la les l il elle ils elles on ce cet cette ces un une des en dans pour par sur à au aux après avant
considérant vu article monsieur madame nous je vous ainsi enfin toutefois cependant or donc mais et si depuis
selon lors c d j qu attendu décide approuve autorise dit précise
""")
_ACRONYM = re.compile(r"(?:\w\.)+\w$")
_ENUMERATOR = re.compile(r"\d{1,2}|[IVX]{1,5}")
_INITIALS = re.compile(r"(?:[^\W\d_a-zà-ÿ]\.?-)*[^\W\d_a-zà-ÿ]")
_LAST_WORD = re.compile(r"[^\s'’(«\"\[]+$")
_LOOKED_AT = 40
"""Letters before a full stop in which its word is looked for: reading from the start of the sentence each time would
make a passage of a million abbreviations endless."""
_NEXT_WORD = re.compile(r"\s+[«\"“(\[]?\s*([^\W_]+|.)")


def sentences(text: str) -> list[tuple[int, int]]:
    """Bounds of each sentence, in code points, half-open, without the blanks between them.

    Together they hold every character of the text that is not a blank.
    """
    bounds: list[tuple[int, int]] = []
    start = _skipped(text, 0)
    for match in _CANDIDATE.finditer(text):
        if match.start() >= start and _ends(text, start, match):
            bounds.append((start, match.end()))
            start = _skipped(text, match.end())
    end = len(text.rstrip())
    if start < end:
        bounds.append((start, end))
    return bounds


def _skipped(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the candidate is the end of the sentence that begins at `start`."""
    following = _NEXT_WORD.match(text, match.end())
    if following is None:
        return True
    opener = following.group(1)
    if opener in ",;:":
        return False
    before = text[max(start, match.start() - _LOOKED_AT) : match.start()]
    if not match.group().startswith(".") or match.group().startswith(".."):
        return not opener[0].islower()
    return not _vetoed(before, opener)


def _vetoed(before: str, opener: str) -> bool:
    """Whether the single full stop after `before` belongs to an abbreviation, an initial or a number."""
    found = _LAST_WORD.search(before)
    word = found.group() if found else ""
    lower = word.lower()
    opens = opener.lower() in _OPENERS and opener[0].isupper()
    if lower in _HARD or _INITIALS.fullmatch(word):
        return True
    if (lower in _SOFT or _ACRONYM.match(word)) and not opens:
        return True
    if (_ENUMERATOR.fullmatch(word) and before.strip() == word) or (lower == "h" and opener[0].isdigit()):
        return True
    return opener[0].islower() and (len(word) <= 4 or not word.islower())
