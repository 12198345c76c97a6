"""What a paragraph is, from its words and how it is set: heading, list item, caption or running text."""

import re
from collections.abc import Sequence

from pipeline.records import Role
from pipeline.structure.lines import Body, PrintedLine, body_size
from pipeline.structure.rows import is_amount

HEADING_SIZE_SHARE = 1.12
"""Of the body size: 12 pt text has titles of 14 (1.17) and more; 11 pt text has paragraphs of 12 (1.09)."""
SCANNED_SIZE_SHARE = 1.25
"""On scans, where the height of one line's letters is known to 15 %."""
MAX_HEADING_LINES = 4
MAX_HEADING_CHARACTERS = 220
MAX_TITLE_LINES = 8
MAX_TITLE_CHARACTERS = 450
"""Of a heading in larger or centred bold type: titles of procurement acts name every lot."""
MAX_BOLD_CHARACTERS = 160
"""Of bold type no larger than the text, from margin to margin: longer, it is a sentence that is stressed."""
MAX_NUMBERED_CHARACTERS = 100
"""Of a numbered line in plain type without a final mark; longer, it is an item."""
MAX_CAPTION_CHARACTERS = 300
CAPITALS_SHARE = 0.8
MIN_CAPITALS = 8

BULLET = re.compile(
    r"[-‐‑–—•▪◦‣✓✔➢➤●○■□◆*·\uf000-\uf0ff]\s|[•▪✓➢●■\uf000-\uf0ff]|(?:\d{1,2}\s?[°º.)]+|[a-z]\s?\))[\s-]|[ivx]{1,4}[.)]\s"
    r"|o\s+(?=[^\W_]|«)|-(?=[^\W\d_])"
)
"""How an item of a list begins."""
_NUMBERED = re.compile(r"(?:(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[A-H])\s?[.)/–-]+\s*|\d{1,2}(?:\.\d{1,2})+\s+)[^\W\d_]")
_CLOSED = re.compile(r"[.;,:…]\s*$")
_CAPTION = re.compile(
    r"(?:figure|fig\.|tableau|table|tab\.|graphique|graph\.|carte|schéma|illustration|photo|encadré|plan|diagramme)"
    r"\s*(?:n\s?[°º]\s*)?(?:\d{1,3}(?:[.-]\d{1,2})*|[IVX]{1,5})\s?(?:[:.–—-]\s+\S|$)"
    r"|(?:sources?|crédits?(?:\s+photos?)?)\s?:\s*\S",
    re.IGNORECASE,
)
_VALUE = re.compile(r":\s*[\d/–-]*\s*$|^(?:pour|contre|abstentions?)(?:\s*:|\b.{0,12}$)", re.IGNORECASE)
"""A label and its figure, as a vote prints them; names may follow the figure."""
_FORMULA = re.compile(
    r"^(?:le conseil\b.{0,30}\b(?:adopte|approuve|délibère|prend acte|décide)|pour (?:extrait|copie|ampliation|expédition)"
    r"|(?:publi|affich|notifi|transmi|certifi)\w{0,4}\b|fait (?:à|et délibéré)|ainsi (?:fait|délibéré)|adopté)"
    r"|^\w[\w' -]{1,40}, le (?:\w+ )?\d{1,2}(?:er)? \w+ \d{4}$"
    r"|^pour\s(?:(?:m\.|mme|monsieur|madame|l[ea])\s){1,2}(?:maire|président|préfet)"
    r"|\b(?:sort|entre|quitte)(?:nt|ent)?\b.{0,40}\bséance\b",
    re.IGNORECASE,
)
"""How letters begin, acts close and minutes tell who comes and goes, often in bold: no title."""
_SIGN = re.compile(
    r"(?:(?:M\.|MM\.|Mme|Mlle|Monsieur|Madame)\s)?(?:[A-ZÀ-ÖØ-Þ][a-zà-ÿ]+[\s-]+){1,3}(?:(?:de|d'|du)\s?)?(?:[A-ZÀ-ÖØ-Þ]{2,}[\s-]?){1,3}"
    r"|(?:M\.|Mme|Monsieur|Madame)\s(?:le|la)\s(?:Maire|Président\w*)"
    r"|(?:M\.|MME|Mme|Mlle|Monsieur|Madame)\s?(?:[A-ZÀ-ÖØ-Þ]{2,}[\s-]?){1,3}"
)
"""A person as signed: first name or title, then the name in capitals."""


def role_of(part: Sequence[PrintedLine], body: Body, *, centred: bool = False, label: bool = False) -> Role:
    """What a paragraph is.

    Args:
        part: its lines.
        body: how the document's running text is set; its size is 0 where unknown.
        centred: whether the lines stand in the middle of the column.
        label: whether the paragraph stands beside other text, as a speaker's name in a margin does.
    """
    text = " ".join(line.text.strip() for line in part)
    if "\t" in text.strip("\t"):
        return "table"
    if _CAPTION.match(text) and len(text) <= MAX_CAPTION_CHARACTERS:
        return "caption"
    if not label and _is_heading(part, text, body, centred=centred):
        return "heading"
    return "list" if BULLET.match(text) else "body"


def is_person(text: str) -> bool:
    """Whether a line is a person's name, as signed or set beside what the person reports."""
    return bool(_SIGN.fullmatch(text.strip()))


def is_numbered(text: str) -> bool:
    """Whether a line begins as a numbered title does."""
    return bool(_NUMBERED.match(text))


def _is_heading(part: Sequence[PrintedLine], text: str, body: Body, *, centred: bool) -> bool:
    if centred and text.endswith(".") and all(line.bold for line in part):
        text = text[:-1] if body_size(part) >= HEADING_SIZE_SHARE * body.size > 0 else text  # closed as a sentence is
    if len(text) > MAX_TITLE_CHARACTERS or text[-1:] in "-.;,:…":  # most paragraphs: no letter of theirs is counted
        return False
    letters = sum(map(str.isalpha, text))
    if (
        letters < 3
        or is_person(text)
        or is_amount(text.rpartition(":")[2])
        or any(pattern.search(text) for pattern in (_CLOSED, _VALUE, _FORMULA))
    ):
        return False
    size = body_size(part)
    large = size >= (SCANNED_SIZE_SHARE if body.scanned else HEADING_SIZE_SHARE) * body.size > 0
    stressed = not body.bold and all(line.bold for line in part) and (body.size == 0 or size >= 0.9 * body.size)
    if len(part) > MAX_HEADING_LINES or len(text) > MAX_HEADING_CHARACTERS:
        return stressed and (large or centred) and len(part) <= MAX_TITLE_LINES and len(text) <= MAX_TITLE_CHARACTERS
    numbered = bool(_NUMBERED.match(text))
    if large or (BULLET.match(text) and not numbered):
        return large
    capitals = sum(map(str.isupper, text))
    return (
        (stressed and (centred or len(text) <= MAX_BOLD_CHARACTERS))
        or (capitals > CAPITALS_SHARE * letters and letters >= MIN_CAPITALS and " " in text)
        or (numbered and len(part) == 1 and len(text) < MAX_NUMBERED_CHARACTERS)
    )
