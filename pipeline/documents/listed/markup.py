"""Markup inside a field of a table or record, as exports of web databases leave it: tables as lines, tags away."""

import html
import re

from pipeline.documents.typed.html import body_paragraphs, parsed

_TAG = re.compile(
    r"</?(?:table|caption|thead|tbody|tfoot|tr|td|th|p|br|hr|div|center|blockquote|ul|ol|li|dl|dt|dd|h[1-6]|b|i|u|em|strong|sup"
    r"|sub|font|span|a|img)\b[^<>]{0,300}>",
    re.IGNORECASE,
)
"""Tags a text about something else does not hold; « a<b » and « <nom> » are no tags."""
_TABLE = re.compile(r"<table\b.*?</table\s*>", re.IGNORECASE | re.DOTALL)
_BREAK = re.compile(
    r"<(?:br|hr|/?p|/?div|/?center|/?blockquote|/?[uo]l|/?li|/?t[dhr]|/?h[1-6])\b[^<>]{0,300}>", re.IGNORECASE
)
FEWEST_TAGS = 2  # one alone may be quoted


def without_markup(text: str) -> str:
    """A text without tags; one that holds none comes back as it is.

    Args:
        text: of one field.

    Returns:
        Rows of tables as lines, their cells apart by tabs; blocks as lines of their own; character references
        resolved.
    """
    if "<" not in text or len(_TAG.findall(text)) < FEWEST_TAGS:
        return text
    text = _TABLE.sub(lambda found: f"\n{_rows(found[0])}\n", text)
    text = _TAG.sub("", _BREAK.sub("\n", text))
    return re.sub(r"\n[ \t]*\n\s*", "\n\n", html.unescape(text)).strip()


def _rows(table: str) -> str:
    return html.escape("\n".join(paragraph.text for paragraph in body_paragraphs(parsed(table))), quote=False)
