"""Titled parts of reports, articles and acts, from the headings of their passages."""

from collections.abc import Sequence

from pipeline.acts.fold import fold
from pipeline.records import Passage, Section, Zone

_REFERENCES = ("references", "bibliographie", "bibliography", "references bibliographiques", "sources", "works cited",
               "bibliographie indicative", "bibliographie selective", "ouvrages cites", "elements de bibliographie")  # fmt: skip
_ABSTRACT = ("resume", "abstract", "summary", "sommaire executif", "synthese", "executive summary")
_ANNEX = ("annexe", "annexes", "appendice", "appendix")


def sections_of(passages: Sequence[Passage], offset: int = 0) -> list[Section]:
    """One section a heading: it lasts until the next heading of the same level or above.

    Args:
        passages: passages of one unit.
        offset: rank, in the document, of the first of them.
    """
    headings = [
        (rank, passage) for rank, passage in enumerate(passages) if passage.role == "heading" and passage.text.strip()
    ]
    sections = []
    for place, (rank, heading) in enumerate(headings):
        level = heading.level or 1
        end = next((other for other, later in headings[place + 1 :] if (later.level or 1) <= level), len(passages))
        sections.append(Section(" ".join(heading.text.split()), level, offset + rank, offset + end - 1))
    return sections


def zone_opened_by(heading: str) -> Zone | None:
    """The zone that a heading of a report or article opens: `abstract`, `references`, `annex`, or none of them.

    « Références » must be the whole heading but for a number; « Annexe 2 : calendrier » may say more.
    """
    words = fold(heading).strip(" .:\n").split()
    while words and (
        words[0].strip(".-)").isdigit()
        or words[0].strip(".-)") in ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
    ):
        words = words[1:]
    title = " ".join(words)
    if title in _ABSTRACT:
        return "abstract"
    if title in _REFERENCES:
        return "references"
    return "annex" if words and words[0].strip(".:") in _ANNEX else None
