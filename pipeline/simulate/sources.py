"""One source document: its place under raw/, its bytes, its row of documents.csv, and what is true of it."""

from typing import Any

import msgspec

from pipeline.simulate import office
from pipeline.simulate.council import copied_rank
from pipeline.simulate.documents import compose
from pipeline.simulate.plan import ODD_NAME, RARE_EVERY, Plan, plan
from pipeline.simulate.prose import JOURNAL
from pipeline.simulate.sheets import Composition, shares, table

FILES_PER_FOLDER = 1000
ROWS_PER_TABLE = 6
LICENCE = "Licence Ouverte 2.0"
COLUMNS = ("source", "title", "date", "genre", "publisher", "insee", "siren", "language", "licence", "url", "format")
_SUFFIXES = {
    "pdf": "pdf", "scan": "pdf", "damaged": "pdf", "empty": "pdf", "docx": "docx", "html": "html", "txt": "txt",
    "latin1": "txt", "csv": "csv", "jsonl": "jsonl",
}  # fmt: skip
_STEMS = {"deliberation": "deliberation", "minutes": "PV", "report": "rapport", "article": "article"}


class Made(msgspec.Struct, frozen=True):
    """One finished file: its place under raw/, its bytes, its rows of documents.csv and of the truth."""

    source: str
    data: bytes
    described: dict[str, str] | None
    truth: list[dict[str, Any]]


def source_of(plan: Plan) -> str:
    """The path of a document under raw/."""
    if plan.short:
        return f"{plan.index // FILES_PER_FOLDER:04d}/deliberation-{plan.index:07d}.txt"
    folder = plan.collectivite.folder if plan.slot.genre != "article" else "cahiers-des-territoires"
    suffix = _SUFFIXES[plan.slot.form]
    if plan.index % RARE_EVERY == ODD_NAME:
        return f"{folder}/Délibération n° {plan.index} – l'échange d'été (copie).{suffix}"
    if plan.slot.form in ("csv", "jsonl"):
        return f"tables/deliberations-{plan.index:04d}.{suffix}"
    stem = _STEMS[plan.slot.genre]
    copy = " - copie" if plan.slot.copied == "bytes" else ""
    return f"{folder}/{stem}{'_' if stem == 'PV' else '-'}{plan.index:04d}{copy}.{suffix}"


def make(plan: Plan) -> Made:
    """Write one document, and say what is true of it."""
    source = source_of(plan)
    if plan.slot.form in ("csv", "jsonl"):
        return _table(plan, source)
    written = plan.original if plan.slot.copied == "bytes" and plan.original else plan
    composition = compose(written)
    data, cuts = _bytes(written, composition)
    truth = _truth(written, source, composition, cuts)
    truth["duplicate_of"] = _original_source(plan)
    if plan.slot.form in ("damaged", "empty"):
        nothing: dict[str, Any] = {"acts": [], "terms": {}, "topics": {}, "themes": {}, "cut_words": []}
        truth |= nothing | {"traps": [plan.slot.form], "excluded": plan.slot.form}
    return Made(source, data, _described(plan, source, composition), [truth])


def _original_source(plan: Plan) -> str | None:
    """What a document repeats: a file, or one act of minutes as `file#act=3`, counted from 1."""
    if plan.original is None:
        return None
    source = source_of(plan.original)
    if plan.slot.copied == "bytes":
        return source
    return f"{source}#act={copied_rank(plan.original) + 1}"


def _bytes(plan: Plan, composition: Composition) -> tuple[bytes, list[list[str]]]:
    """The file, and the words its layout cut at line ends."""
    form, rng = plan.slot.form, plan.generator("layout")
    if form == "empty":
        return b"", []
    if form in ("txt", "latin1"):
        return office.txt_of(composition, "cp1252" if form == "latin1" else "utf-8", filled=not plan.short), []
    if form == "docx":
        return office.docx_of(composition), []
    if form == "html":
        site = JOURNAL if plan.slot.genre == "article" else plan.collectivite.forms(plan.date).official
        return office.html_of(composition, site), []
    from pipeline.simulate.pdf import pdf_of, scanned  # ReportLab and NumPy: a text corpus needs neither

    if form == "scan":
        # Every other scan bears its stamp as live text over the image, the others in the image.
        overlay = composition.stamp if plan.index % 2 else None
        printed = msgspec.structs.replace(composition, stamp=None) if overlay else composition
        pdf, cuts = pdf_of(printed, "plain", rng)
        return scanned(pdf, rng, overlay), cuts
    pdf, cuts = pdf_of(composition, plan.slot.layout, rng)
    return (office.damaged(pdf) if form == "damaged" else pdf), cuts


def _truth(plan: Plan, source: str, composition: Composition, cuts: list[list[str]]) -> dict[str, Any]:
    place = plan.collectivite
    return {
        "source": source,
        "genre": plan.slot.genre,
        "format": plan.slot.form,
        "layout": plan.slot.layout if plan.slot.form in ("pdf", "scan") else None,
        "scan": plan.slot.form == "scan",
        "title": composition.title,
        "date": plan.date.isoformat(),
        "year": plan.year,
        "collectivite": place.forms(plan.date).official,
        "insee": place.insee or None,
        "siren": place.siren,
        "terms": table(composition.terms),
        "topics": shares(composition.topics),
        "themes": dict(sorted(composition.themes.items())),
        "duplicate_of": None,
        "excluded": None,
        "traps": sorted(set(composition.traps) | ({"cut_words"} if cuts else set())),
        "cut_words": cuts,
        "acts": composition.acts,
    }


def _described(plan: Plan, source: str, composition: Composition) -> dict[str, str] | None:
    """The row of documents.csv: one in eight is left out, one in five has no date."""
    draw = plan.generator("row").random()
    article = plan.slot.genre == "article"
    if draw < 0.125 and not article:
        return None
    place = plan.collectivite
    return {
        "source": source,
        "title": composition.title if draw < 0.8 else "",
        "date": "" if draw < 0.325 else plan.date.isoformat() if plan.slot.genre != "report" else str(plan.year),
        "genre": plan.slot.genre,
        "publisher": JOURNAL if article else place.forms(plan.date).official,
        "insee": "" if article else place.insee,
        "siren": "" if article else place.siren,
        "language": "fr",
        "licence": LICENCE,
        "url": "",
        "format": plan.slot.form,
    }


def _table(plan: Plan, source: str) -> Made:
    """A table of short acts, each a document of its own."""
    rows, truth = [], []
    for number in range(1, ROWS_PER_TABLE + 1):
        planned = row_plan(plan, number)
        composition = compose(planned)
        rows.append({
            "id": f"acte-{plan.index}-{number}", "date": planned.date.isoformat(),
            "collectivite": planned.collectivite.forms(planned.date).official, "titre": composition.title,
            "texte": composition.text,
        })  # fmt: skip
        line = _truth(planned, f"{source}#row={number}", composition, [])
        truth.append(line | {"format": plan.slot.form})
    encode = office.csv_of if plan.slot.form == "csv" else office.jsonl_of
    described = dict.fromkeys(COLUMNS, "") | {
        "source": source, "genre": "deliberation", "language": "fr", "licence": LICENCE, "format": plan.slot.form,
    }  # fmt: skip
    return Made(source, encode(rows), described, truth)


def row_plan(plan_of_table: Plan, number: int) -> Plan:
    """The plan of one row: a short act with an index of its own, out of the range of documents."""
    return plan(plan_of_table.seed, -(plan_of_table.index * 100 + number), short=True)
