"""Blocks of text without paper: word processors and web pages, or plain text broken by hand."""

import itertools
import re
from collections.abc import Sequence

from pipeline.records import Role
from pipeline.structure.headings import BULLET, HEADING_SIZE_SHARE, MAX_HEADING_CHARACTERS, role_of
from pipeline.structure.lines import Body, PrintedLine
from pipeline.structure.notes import NOTE_CALL, NOTE_SIZE_SHARE
from pipeline.structure.typed_rows import typed_rows

SHORT_LINE_SHARE = 0.25
WRAP_CHARACTERS = 140
"""A plain text whose lines stay below is taken for one broken by hand; typed paragraphs run on for longer."""
SURE_WRAP_CHARACTERS = 60
"""Shorter lines are those of a narrow column only if one of them goes on in small letters; else titles and results."""
ROOM_SHARE = 0.15
"""Of the line length, that a line leaves free although the next word would fit: its paragraph ends there when a capital
follows. Letters differ in width: lines of one justified paragraph of pdftotext's differ by up to an eighth."""
_END = re.compile(r"[.,!?…;:»\"”)]\s*$")
_OPEN = re.compile(
    r"(?:\b(?:de|du|des|la|le|les|au|aux|à|et|en|pour|par|sur|monsieur|madame|mme|m\.|mm\.)|['’(-])\s*$", re.IGNORECASE
)
OPENER_ROOM_SHARE = 0.05
_OPENER = re.compile(
    r"(?:L[ea]s? (?:[Cc]onseil|[Mm]embres|[Aa]ssemblée|[Cc]omité|[Bb]ureau|[Cc]ommission)\b|L'[Aa]ssemblée|Après en avoir|"
    r"[ÀA] l['’]unanimité|V[uU] |C(?:onsidérant|ONSIDÉRANT)|A(?:rticle|RTICLE) |V(?:otes?|OTES?)\b)"
)
"""What opens a decision, a visa or a vote begins a line of its own even after a line that is nearly full."""
_BEGINS = re.compile(r"[«\"“(]?\s?[A-ZÀ-ÖØ-Þ\d]")

Part = tuple[Role, list[PrintedLine]]


def typed_parts(lines: Sequence[PrintedLine], body: float) -> list[Part]:
    """Paragraphs of a page without geometry, and what they are.

    Args:
        lines: of the page, in order.
        body: nominal type size of running text, which says that each line is a paragraph; 0 in plain text.
    """
    if body:
        return [(_sized_role(line, body), [line]) for line in lines]
    rows = typed_rows(lines)
    prose = [line for rank, line in enumerate(lines) if rank not in rows]
    width = _usual_width(prose) if _is_wrapped(prose) else 0
    found: list[Part] = []
    for in_table, group in itertools.groupby(enumerate(lines), key=lambda numbered: numbered[0] in rows):
        if in_table:
            found += [("table", rows[rank]) for rank, _ in group if rows[rank]]
        else:
            found += _prose([line for _, line in group], width)
    return found


def _prose(lines: Sequence[PrintedLine], width: int) -> list[Part]:
    """Paragraphs and notes of running text; each line is one where the text has no width."""
    if not width:
        return [(role_of([line], Body()), [line]) for line in lines]
    found: list[list[PrintedLine]] = []
    in_notes: list[bool] = []
    noting = False
    for line in lines:
        opens = line.after_rule and bool(NOTE_CALL.match(line.text.strip()))
        resumes = noting and not opens and (line.after_blank or (line.text[:1] == " " and line.text[1:2] != " "))
        was_noting, noting = noting, opens or (noting and not resumes)
        if (
            not found or opens or was_noting != noting or line.after_blank
            or (noting and NOTE_CALL.match(line.text)) or BULLET.match(line.text.strip())
            or _ends(found[-1][-1].text.strip(), line.text.strip(), width)
        ):  # fmt: skip
            found.append([])
            in_notes.append(noting)
        found[-1].append(line)
    return [("note" if noted else role_of(part, Body()), part) for part, noted in zip(found, in_notes, strict=True)]


def _ends(last: str, following: str, width: int) -> bool:
    """Whether a paragraph ends with a line: short and closed, or with room left before a line that begins anew."""
    if _END.search(last) and len(last) < (1 - SHORT_LINE_SHARE) * width:
        return True
    word = len(following.split(maxsplit=1)[0])
    room = width - len(last)
    if _OPEN.search(last) or room <= word + 1:
        return False
    if _OPENER.match(following):
        return room > OPENER_ROOM_SHARE * width
    return bool(_BEGINS.match(following)) and not last.endswith(",") and room > ROOM_SHARE * width


def _is_wrapped(lines: Sequence[PrintedLine]) -> bool:
    """Whether line ends are those of a narrow page rather than of paragraphs."""
    lengths = [len(line.text.strip()) for line in lines]
    longest = _usual_width(lines)
    return (
        len(lines) > 4
        and 40 <= longest <= WRAP_CHARACTERS
        and sum(n > 0.75 * longest for n in lengths) >= len(lengths) / 4
        and (longest >= SURE_WRAP_CHARACTERS or any(line.text.strip()[:1].islower() for line in lines[1:]))
    )


def _usual_width(lines: Sequence[PrintedLine]) -> int:
    """Characters of a full line; tables may run on for longer."""
    lengths = sorted(len(line.text.strip()) for line in lines)
    return lengths[int(0.95 * (len(lengths) - 1))] if lengths else 0


def _sized_role(line: PrintedLine, body: float) -> Role:
    """Role of a typed paragraph: word processors and web pages declare their headings and notes by size.

    A long paragraph that ends like a sentence is none, whatever its style: some minutes set a speaker's first one so.
    """
    large = body and line.size >= HEADING_SIZE_SHARE * body
    speech = len(line.text) > MAX_HEADING_CHARACTERS and _END.search(line.text)
    if large and not speech and "\t" not in line.text.strip():
        return "heading"
    if 0 < line.size < NOTE_SIZE_SHARE * body:
        return "note"
    return role_of([line], Body())
