"""What is printed on a page without belonging to its text: running heads and feet, watermarks, stamps."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pipeline.text.lines import PrintedLine, body_size

Place = tuple[int, int]
"""Page, and start of a line in that page's text."""

PAGE_NUMBER_TOP_SHARE = 0.09
PAGE_NUMBER_BOTTOM_SHARE = 0.10
"""A number alone counts as a page number only at the very edge: further in it is an amount or an item."""
CLASS_HEIGHT_PT = 4
HEAD_SIZE = 1.2
"""Times the body size; a repeated title set larger than that is a title."""
WATERMARK_SIZE = 2.5
"""Times the body size; repeated at one place on half the pages, such letters are no heading."""
STAMP_REACH_PT = 26
"""Two lines of a stamp stand closer than that: three lines of its usual 7 to 9 pt type."""

_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:page|p\.?)?\s*\d{1,4}\s*(?:(?:/|sur|de)\s*\d{1,4})?[-–—\s]*", re.IGNORECASE)
_STAMP_LABEL = re.compile(
    r"""(?:Envoyé\ en\ préfecture | Reçu\ en\ préfecture | Accusé\ de\ réception | Acte\ [Cc]ertifié\ exécutoire
    | Envoi\ (?:en\ )?[Pp]réfecture | Réception\ (?:en|par\ la)\ [Pp]réfecture | Réception\ par\ le\ préfet
    | Date\ de\ (?:télétransmission|réception\ (?:en\ )?préfecture|mise\ en\ ligne) | Télétransmis\ (?:le|en\ préfecture)
    | AR\ (?:P|p)réfecture | AR\ CONTROLE\ DE\ LEGALITE | Certifié\ exécutoire\ compte\ tenu)""",
    re.VERBOSE,
)
_STAMP_IDENTIFIER = re.compile(r"(?:ID\s*:\s*)?\d{2}[\dAB]-\d{9}-\d{8}-[\w./ -]{1,40}|@\s?CTES|\bS²LO\b|ID\s*:\s*\d.*")
_STAMP_COMPANION = re.compile(
    r"(?:(?:Publié|Affiché|Notifié|Publication|Affichage|Mis en ligne|Le)\b.{0,30}|ID\s*:.*|[\d/.\s:-]{4,20}"
    r"|le\s+\d.{0,20}|-?\w{1,20}-(?:DE|AR|CC|AU|BF|AI)|Préfecture.{0,40})",
    re.IGNORECASE,
)
_MAX_STAMP_CHARACTERS = 90
_MAX_LINES = 2000  # a page of more is no act; the search below is quadratic


def stamp_places(lines: Sequence[PrintedLine]) -> set[Place]:
    """Lines of one page that belong to the prefecture's receipt.

    A line with one of its labels, or with the identifier of the transmission, is a stamp; so are short dates,
    « Publié le … » and identifiers that stand beside it.
    """
    stamped = {
        number
        for number, line in enumerate(lines)
        if len(line.text) <= _MAX_STAMP_CHARACTERS
        and (_STAMP_LABEL.match(line.text.strip()) or _STAMP_IDENTIFIER.fullmatch(line.text.strip()))
    }
    growing = bool(stamped) and len(lines) <= _MAX_LINES
    while growing:
        found = {
            number
            for number, line in enumerate(lines)
            if number not in stamped
            and _STAMP_COMPANION.fullmatch(line.text.strip())
            and any(_beside(lines, number, other) for other in stamped)
        }
        stamped |= found
        growing = bool(found)
    return {(lines[number].page, lines[number].start) for number in stamped}


def _beside(lines: Sequence[PrintedLine], number: int, other: int) -> bool:
    """Whether two lines stand in one box: close on paper, or next to each other where paper is unknown."""
    one, two = lines[number], lines[other]
    if not one.is_placed:
        return abs(number - other) == 1
    apart = max(one.top, two.top) - min(one.bottom, two.bottom)
    aside = max(one.x0, two.x0) - min(one.x1, two.x1)
    return apart <= STAMP_REACH_PT and aside <= 2 * STAMP_REACH_PT


def running_places(
    pages: Sequence[Sequence[PrintedLine]],
    heights: Mapping[int, float],
    skipped: set[Place],
    *,
    top_share: float,
    bottom_share: float,
) -> set[Place]:
    """Running heads and feet, page numbers and watermarks of a document.

    A line in a margin is running when its text, numbers masked, stands at the same height on half the pages (or
    half those of its side, for books), and each number is constant or follows the pages. From each edge inward,
    the first line that is not running ends the search: titles that look alike stay.

    Args:
        pages: lines of each page; those without a place on paper are never running.
        heights: height of each page in points, by page number.
        skipped: stamps, which the search walks over.
        top_share: share of the height looked at from the top, 0 to 0.5.
        bottom_share: the same from the bottom.

    Returns:
        The places of those lines.
    """
    placed = [[line for line in lines if line.is_placed and (line.page, line.start) not in skipped] for lines in pages]
    body = body_size(line for lines in placed for line in lines)
    margins = [
        [line for line in lines if _in_margin(line, heights, top_share, bottom_share) and line.size <= HEAD_SIZE * body]
        for lines in placed
    ]
    repeated = _repeated(margins, len(pages))
    running: set[Place] = set()
    for lines in placed:
        for edge in (sorted(lines, key=lambda line: line.top), sorted(lines, key=lambda line: -line.bottom)):
            for line in edge:
                at_edge = (line.page, line.start) in repeated or _is_page_number(line, heights.get(line.page, 0))
                if not at_edge or not _in_margin(line, heights, top_share, bottom_share):
                    break
                running.add((line.page, line.start))
    return running | _watermarks(placed, body)


def _in_margin(line: PrintedLine, heights: Mapping[int, float], top_share: float, bottom_share: float) -> bool:
    height = heights.get(line.page, 0)
    return line.bottom <= top_share * height or line.bottom >= (1 - bottom_share) * height > 0


def _is_page_number(line: PrintedLine, height: float) -> bool:
    at_edge = line.bottom <= PAGE_NUMBER_TOP_SHARE * height or line.bottom >= (1 - PAGE_NUMBER_BOTTOM_SHARE) * height
    return at_edge and bool(_PAGE_NUMBER.fullmatch(line.text.strip()))


def _repeated(margins: Sequence[Sequence[PrintedLine]], count: int) -> set[Place]:
    """Margin lines whose masked text comes back at the same height on enough pages."""
    groups: dict[tuple[str, int], list[PrintedLine]] = defaultdict(list)
    for lines in margins:
        for line in lines:
            masked = _NUMBER.sub("#", " ".join(line.text.lower().split()))
            for neighbour in (-1, 0, 1):
                groups[masked, int(line.bottom // CLASS_HEIGHT_PT) + neighbour].append(line)
    repeated: set[Place] = set()
    for lines in groups.values():
        pages = {line.page for line in lines}
        sides = [sum(page % 2 == side for page in pages) for side in (0, 1)]
        on_half = len(pages) >= max(2 if count < 4 else 3, count / 2)
        on_half_of_a_side = max(sides) >= 3 and max(sides) >= count / 4
        if (on_half or on_half_of_a_side) and _numbers_follow(lines):
            repeated |= {(line.page, line.start) for line in lines}
    return repeated


def _numbers_follow(lines: Iterable[PrintedLine]) -> bool:
    """Whether each number of like lines is constant, or counts the pages (30 % of them may differ)."""
    lines = list(lines)
    for column in zip(*(_NUMBER.findall(line.text) for line in lines), strict=False):
        values = [int(value[:9]) for value in column]
        offsets = {value - line.page for value, line in zip(values, lines, strict=True)}
        if len(set(values)) > 1 and len(offsets) > max(1, 0.3 * len(lines)):
            return False
    return True


def _watermarks(pages: Sequence[Sequence[PrintedLine]], body: float) -> set[Place]:
    """Huge letters at one place on half the pages."""
    groups: dict[tuple[str, int, int], list[PrintedLine]] = defaultdict(list)
    for lines in pages:
        for line in lines:
            if line.size > WATERMARK_SIZE * body:
                groups[line.text, round(line.x0 / 20), round(line.top / 20)].append(line)
    enough = max(2, len(pages) / 2)
    return {(line.page, line.start) for lines in groups.values() if len(lines) >= enough for line in lines}
