"""The date of a unit among all the dates it could have: one order of precedence, every disagreement told."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from pipeline.acts.dates import FoundDate, alarms, closing_month, date_in_name, dates_in
from pipeline.acts.fold import fold
from pipeline.acts.located import Located, Place, joined
from pipeline.acts.sessions import session_dates
from pipeline.records import Document, Passage

_TITLE_PASSAGES = 12
"""Passages of a report or an article among which the month of its title page stands."""

_TITLE_CHARACTERS = 400
"""Longest of them: title, authors and journal run on one passage where the page has no gaps."""

_NEAR_MONTH = 3
"""Lines of the title page from that of the month on, that may tell the day as well."""

Source = Literal["text", "stamp", "metadata", "none"]


class Candidate(NamedTuple):
    """One date a unit could have, where it was read, and the words that name it in a warning."""

    date: str
    source: Literal["text", "stamp", "metadata"]
    label: str
    place: Place | None = None
    misread: str = ""  # as printed, where letters stand for figures


class Decision(NamedTuple):
    """The date kept, and what the reader must know about it."""

    date: str | None
    source: Source
    year: int | None
    warnings: list[str]
    candidates: list[Candidate]  # the one kept comes first


def file_name(document: Document) -> str:
    """Name of the file a document came from, without folders; empty for a row: the table's name dates no row."""
    return "" if "#row=" in document.source else document.source.rsplit("/", 1)[-1]


def title_page(passages: Sequence[Passage]) -> Located:
    """The short lines at the start of a document: « Lyon, mars 2014 » stands among them, the report does not.

    Args:
        passages: passages of the document, in reading order.
    """
    return joined(
        (passage.text, Place(passage.passage_id, 0, len(passage.text)))
        for passage in passages[:_TITLE_PASSAGES]
        if passage.page_first == passages[0].page_first and len(passage.text) <= _TITLE_CHARACTERS
    )


def of_act(
    document: Document, codes: Sequence[Candidate], headers: Sequence[Located], text: str, collected: str
) -> Decision:
    """Date of an act: identifier, session in figures, session in words, metadata, file name.

    Args:
        document: its catalogue record.
        codes: days of act identifiers with a right key, of this act.
        headers: texts where the session may be told, nearest first (own header, front of the minutes).
        text: whole text of the act, for the alarms.
        collected: day the corpus was collected, or empty.
    """
    candidates = list(codes[:1])
    for header in headers:
        found = session_dates(header.text)
        for form, label in (("figures", "session date"), ("words", "session date in words")):
            candidates += [_read(header, day, label) for day in found if day.form == form][:1]
        if found:
            break
    return _decided([*candidates, *_metadata(document), *_name(document)], text, collected)


def of_document(document: Document, opening: Located, text: str, page: Located, collected: str) -> Decision:
    """Date of a report, an article, a law or unsplit minutes: metadata, file name, title page.

    A lone year in a file name gives way to a full date on the title page. A month on the title page gives way
    to a day of that month beside it, and goes before any day that the text below tells.

    Args:
        document: its catalogue record.
        opening: the first passages.
        text: whole text, for the alarms.
        page: the few lines at its very start, from `title_page`.
        collected: day the corpus was collected, or empty.
    """
    names = _name(document)
    pages = _month(page) or _day(opening)
    ordered = [*names, *pages] if names and len(names[0].date) > 4 else [*pages, *names]
    return _decided([*_metadata(document), *ordered], text, collected)


def _read(where: Located, day: FoundDate, label: str) -> Candidate:
    printed = " ".join(where.text[day.start : day.end].split()) if day.misread else ""
    return Candidate(day.date, "text", label, where.place(day.start, day.end), printed)


def _metadata(document: Document) -> list[Candidate]:
    return [Candidate(document.date, "metadata", "metadata")] if document.date else []


def _name(document: Document) -> list[Candidate]:
    date = date_in_name(file_name(document))
    return [Candidate(date, "metadata", "file name")] if date else []


def _day(opening: Located) -> list[Candidate]:
    sessions = [_read(opening, day, "session date") for day in session_dates(opening.text)]
    return sessions[:1] or _place_and_day(opening)


def _month(page: Located) -> list[Candidate]:
    """The month of the title page, or the day of that month that stands beside it."""
    parts = page.parts()
    for rank, (line, place) in enumerate(parts):
        month = closing_month(line)
        if month:
            days = _day(joined(parts[: rank + _NEAR_MONTH]))
            return days if days and days[0].date.startswith(month) else [Candidate(month, "text", "title page", place)]
    return []


def _place_and_day(opening: Located) -> list[Candidate]:
    """« Lyon, le 11 décembre 2017 » at the start of a line."""
    for line, place in opening.parts():
        for day in dates_in(line)[:1]:
            before = fold(line[: day.start])
            if len(before) <= 60 and _is_place(before):
                return [_read(joined([(line, place)]), day, "title page")]
    return []


def _is_place(before: str) -> bool:
    words = before.replace(",", " , ").split()
    weekdays = {"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"}
    while words and words[-1] in weekdays:
        words.pop()
    return len(words) >= 3 and words[-1] == "le" and words[-2] == ","


def _decided(candidates: list[Candidate], text: str, collected: str) -> Decision:
    if not candidates:
        return Decision(None, "none", None, ["no date"], [])
    kept, warnings = candidates[0], list[str]()
    if kept.label == "file name":
        warnings.append("date from file name")
    warnings += [f"date read from letters: « {one.misread} » as {one.date}" for one in candidates if one.misread]
    for other in candidates[1:]:
        if not agree(kept.date, other.date):
            warnings.append(f"dates differ: {kept.date} ({kept.label}), {other.date} ({other.label})")
    warnings += alarms(kept.date, text, collected)
    year = int(kept.date[:4])
    return Decision(kept.date, kept.source, year if year >= 1800 else None, warnings, candidates)


def agree(one: str, two: str) -> bool:
    """Whether two dates are the same as far as both are known."""
    shared = min(len(one), len(two))
    return one[:shared] == two[:shared]
