"""`glissement act FILE`: what was understood of one document, its zones coloured, for checking by eye."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.text import Text

from pipeline.errors import GlissementError
from pipeline.records import Field, Passage, Unit, Votes, Zone

COLOURS: dict[Zone, str] = {
    "header": "dim", "session": "dim bold", "presence": "dim italic", "stamp": "dim red", "heading": "bold", "expose": "default",
    "visas": "blue", "considerants": "cyan", "formula": "green italic", "dispositif": "green", "title": "bold", "abstract": "cyan", "vote": "magenta", "signatures": "dim",
    "executoire": "dim red", "body": "default", "note": "dim", "references": "blue", "annex": "yellow",
}  # fmt: skip


class Understood(NamedTuple):
    """One document, read."""

    passages: Sequence[Passage]
    units: Sequence[Unit]


def read(path: Path, genre: str = "") -> Understood:
    """Read one file through the stages from its bytes to its units, with default settings and nothing written.

    Args:
        path: of any format that a corpus may hold, but a table or an archive.
        genre: its genre; empty: told from its name, as in a corpus.

    Raises:
        GlissementError: the file cannot be opened or read, or there is no such genre.
    """
    from pipeline import parts
    from pipeline.acts.units import units_of
    from pipeline.documents.sniff import sniff
    from pipeline.metadata import Described
    from pipeline.settings import Settings
    from pipeline.stages import clean, extract, ingest

    settings = Settings()
    if genre and genre not in settings.genres:
        raise GlissementError(f"no genre {genre!r}; choose one of {', '.join(settings.genres)}")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise GlissementError(f"{path}: cannot be opened ({error.strerror}); give the path of a document") from error
    kind = sniff(data, path.name)
    item = ingest.Item(path.name, "", len(data), kind.media_type, Described(genre=genre or None))
    document = ingest.document_of(item, settings.corpus, settings.genres)
    try:
        pages = extract.pages_of(data, kind.media_type, document.doc_id, settings.extract, tuple(parts.installed()))
    except GlissementError as error:
        raise GlissementError(f"{path}: {error}") from error
    passages = clean.passages_of(pages, settings.clean)
    units = units_of(passages, document, minutes=settings.genres[document.genre].minutes)
    return Understood(passages, units)


def show(understood: Understood, console: Console) -> None:
    """Print the units: facts first, then the text in the colours of its zones.

    Args:
        understood: what `read` returned.
        console: where; without colours each line says its zone.
    """
    console.print(Text.assemble("zones  ", *((f" {zone} ", style) for zone, style in COLOURS.items())))
    by_id = {passage.passage_id: passage for passage in understood.passages}
    for unit in understood.units:
        console.rule(Text(f"{unit.unit_id.rsplit(':', 1)[1]}  {unit.kind}  p. {unit.page_first}-{unit.page_last}"))
        for name, value in _facts(unit):
            console.print(Text.assemble((f"{name:<13}", "bold"), value, (_basis(unit, name, by_id), "dim")))
        page = 0
        for span in unit.zones:
            passage = by_id[span.passage_id]
            mark = f"p. {passage.page_first}" if passage.page_first != page else ""
            page = passage.page_first
            line = Text(f"{mark:<7}{span.zone:<13}", style="dim")
            line.append(passage.text[span.start : span.end], style=COLOURS[span.zone])
            console.print(line)


_FIELDS: dict[str, Field] = {
    "objet": "title", "numéro": "number", "date": "date", "collectivité": "collectivite", "matière": "matiere", "vote": "votes",
    "outcome": "outcome", "rapporteur": "rapporteur", "commission": "commission", "receipt": "stamp",
}  # fmt: skip


def _basis(unit: Unit, name: str, by_id: Mapping[str, Passage]) -> str:
    """What a fact was read from: « (text p. 2, confirmed) »."""
    first = next((one for one in unit.evidence if one.field == _FIELDS.get(name)), None)
    if first is None:
        return ""
    page = f" p. {by_id[first.passage_id].page_first}" if first.passage_id else ""
    return f"  ({first.source}{page}, {first.confidence})"


def _facts(unit: Unit) -> Iterator[tuple[str, str]]:
    """What is known of a unit, a line each; what was not found is said too."""
    yield "objet", unit.title or "not found"
    yield "numéro", unit.number or "not found"
    yield "date", unit.date or "not found"
    keys = [
        f"{name} {value}"
        for name, value in (("INSEE", unit.insee), ("SIREN", unit.siren), ("SIRET", unit.siret))
        if value
    ]
    yield "collectivité", ", ".join([unit.collectivite or "not found", *keys])
    if unit.kind == "act":
        yield "matière", unit.matiere or "not printed"
        yield "vote", _ballot(unit.votes)
        yield "outcome", unit.outcome or "not found"
        yield "rapporteur", unit.rapporteur or "not told"
        yield "commission", unit.commission or "not told"
        yield "amounts", "; ".join(f"{one.value} {one.currency}" for one in unit.amounts) or "none"
        yield (
            "partners",
            "; ".join(dict.fromkeys(f"{one.place or '—'} ({one.country})" for one in unit.partners)) or "none",
        )
        yield "visas", "; ".join(visa.reference or "?" for visa in unit.visas) or "none"
        yield "marks found", f"{unit.confidence:.0%} of those an act shows"
    if unit.stamp:
        stamp = unit.stamp
        days = (("sent", stamp.sent), ("received", stamp.received), ("published", stamp.published))
        yield (
            "receipt",
            ", ".join([stamp.prefecture_id or "no identifier", *(f"{name} {day}" for name, day in days if day)]),
        )
    for warning in unit.warnings:
        yield "to check", warning


def _ballot(votes: Votes | None) -> str:
    if votes is None:
        return "not printed"
    figures = (("pour", votes.pour), ("contre", votes.contre), ("abstentions", votes.abstentions),
               ("présents", votes.presents), ("effectif", votes.effectif))  # fmt: skip
    told = [f"{name} {value}" for name, value in figures if value is not None]
    if votes.unanime is not None:
        told.append("unanimité" if votes.unanime else "majorité")
    return ", ".join(told)
