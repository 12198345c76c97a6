"""Letters read with the wrong table: « Ã© » for « é », « â€™ » for « ’ », « &amp;eacute; » for « é ».

ftfy (Speer 2019) says which sequences no French text holds: « É» », « é » » and « à… » are left alone. It is asked
for one sequence of UTF-8 at a time, so that each mended letter keeps its place on the page.
"""

import html
import re

from pipeline.text.traced import Traced

_FOLLOWING = "[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
LEADS = "&Â-ßâï"
"""Characters that open what is looked for here, as in the brackets of a regular expression."""
_SEQUENCE = re.compile(rf"[Â-ß]{_FOLLOWING}|[âï]{_FOLLOWING}{{2}}|(?<![A-ZÀ-Þ])Ã (?= ?\w)")
"""Bytes of one UTF-8 letter, each read as Windows-1252: two for a letter with its accent, three for a sign of
typography. The second byte of à is a no-break blank, which may have been made plain since."""
_ENTITY = re.compile(r"&(?:amp;)*(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[A-Za-z]{2,8}\d{0,2});")
_MENDED = re.compile("[\u00a0-\u017f\u02c6\u02dc\u2010-\u2044\u20ac\u2122]")
"""What a mended sequence may be: a letter of a western language, a sign of its typography."""
_MARKS = "<>\"'"
_PASSES = 3
"""A text may have been read wrongly twice (« ÃƒÂ© »), and an entity may hide either; ftfy stops there too."""


def mended(text: Traced) -> Traced:
    """The text with those letters read again; itself where there are none."""
    for _ in range(_PASSES):
        found = text.sub(_ENTITY, _unescaped).sub(_SEQUENCE, _decoded)
        if found.text == text.text:
            break
        text = found
    return text


def _unescaped(match: re.Match[str]) -> str:
    found = html.unescape(match.group().replace("&amp;", "&"))
    return found if found == "&" or _MENDED.fullmatch(found) or found in _MARKS else match.group()


def _decoded(match: re.Match[str]) -> str:
    import ftfy

    found = ftfy.fix_encoding(match.group())
    return found if _MENDED.fullmatch(found.rstrip(" ")) else match.group()
