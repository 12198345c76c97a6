"""corpus.toml -> one frozen Struct per section. Every key has a default; an empty or absent file is valid.

Each key carries its description beside its type: `glissement new` writes them as comments, the error messages
and the documentation quote them. Thresholds carry the evidence for their value.
"""

import difflib
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta

from pipeline.acts.matieres import nomenclature
from pipeline.acts.stamps import luhn
from pipeline.errors import SettingsError


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of every section."""


def _doc(text: str, **bounds: Any) -> Meta:
    return Meta(description=text, **bounds)


class Genre(Section, frozen=True):
    """A kind of document, kept apart in every series."""

    label_fr: Annotated[str, _doc("name in the French report")]
    label_en: Annotated[str, _doc("name in the English report")]
    match: Annotated[
        tuple[str, ...], _doc("patterns of path under raw/ (as in *.pdf, case and accents ignored) that mark the genre")
    ] = ()
    minutes: Annotated[bool, _doc("a document of this genre may hold several acts, to be split")] = False


DEFAULT_GENRES: dict[str, Genre] = {
    "deliberation": Genre("délibération", "council act", ("*delib*",)),
    "minutes": Genre(
        "procès-verbal ou compte rendu", "minutes",
        ("*pv[-_ ]*", "*cr[-_ ]*", "*proces*verbal*", "*compte*rendu*seance*", "*compte*rendu*conseil*"), True,
    ),
    "report": Genre("rapport", "report", ("*rapport*", "*report*")),
    "article": Genre("article", "article", ("*article*",)),
    "law": Genre("texte de loi", "law"),
    "document": Genre("document", "document"),
}  # fmt: skip
"""Tried in this order; the last is what remains. Keys of [genres] in corpus.toml are tried before these."""


class CorpusSection(Section, frozen=True):
    """What the corpus is."""

    title: Annotated[str, _doc("title of the report; empty: the name of the folder")] = ""
    title_en: Annotated[str, _doc("title of the English report; empty: the same")] = ""
    raw: Annotated[str, _doc("folder of the documents, relative to this file or absolute")] = "raw"
    language: Annotated[str, _doc("language of the documents, BCP 47")] = "fr"
    genre: Annotated[str, _doc("genre of documents that no pattern and no row of documents.csv names")] = "document"
    publisher: Annotated[str, _doc("collectivité or publisher of documents that name none")] = ""
    licence: Annotated[str, _doc("licence of the documents, unless documents.csv says otherwise")] = ""


class Period(Section, frozen=True):
    """A period of the study, both years included."""

    label: Annotated[str, _doc("name of the period")]
    first: Annotated[int, _doc("first year", ge=1000, le=9999)]
    last: Annotated[int, _doc("last year", ge=1000, le=9999)]


class TableSection(Section, frozen=True):
    """Columns of tables (CSV, JSONL) whose rows are documents; empty: recognised by their usual names."""

    text: Annotated[str, _doc("column of the text")] = ""
    id: Annotated[str, _doc("column that identifies the row")] = ""
    title: Annotated[str, _doc("column of the title")] = ""
    date: Annotated[str, _doc("column of the date")] = ""
    genre: Annotated[str, _doc("column of the genre")] = ""
    publisher: Annotated[str, _doc("column of the publisher or collectivité")] = ""
    url: Annotated[str, _doc("column of the address")] = ""


class LexiconSection(Section, frozen=True):
    """Terms, themes and laws to look for."""

    file: Annotated[str, _doc("a lexicon of your own, relative to corpus.toml; empty: the built-in one alone")] = ""
    codebook: Annotated[str, _doc("a codebook of themes of your own; empty: the built-in one alone")] = ""
    mode: Annotated[
        Literal["extend", "replace"], _doc("your files extend the built-in ones (same id: yours wins) or replace them")
    ] = "extend"


class ExtractSection(Section, frozen=True):
    """Reading sources."""

    ocr: Annotated[Literal["auto", "never"], _doc("recognise pages that are images, when OCR is installed")] = "auto"
    max_pages: Annotated[int, _doc("pages read of one document; the rest is reported", ge=1)] = 2000
    max_characters_per_page: Annotated[
        int, _doc("characters kept of one page (a 40 kB operator bomb gave 8.4 million)", ge=1000)
    ] = 200_000


class CleanSection(Section, frozen=True):
    """From printed pages to running text."""

    top_margin_share: Annotated[
        float, _doc("running heads are looked for in this share of the page height (86 % line measured)", ge=0, le=0.5)
    ] = 0.14
    bottom_margin_share: Annotated[
        float, _doc("running feet are looked for in this share of the page height (12 % line measured)", ge=0, le=0.5)
    ] = 0.12


class ActsSection(Section, frozen=True):
    """Acts and their metadata."""

    split: Annotated[bool, _doc("split minutes into acts")] = True
    collected: Annotated[
        str,
        _doc(
            "day the documents were collected, as in 2026-11-27: a later date in them is told as impossible",
            pattern=r"\A(?:[0-9]{4}-[0-9]{2}-[0-9]{2})?\Z",
        ),
    ] = ""
    persons: Annotated[
        Literal["hash", "drop", "keep"],
        _doc("rapporteurs: a pseudonym (which a list of names can undo), none, or the name"),
    ] = "hash"
    siret: Annotated[
        tuple[Annotated[str, Meta(pattern=r"\A[0-9]{14}\Z")], ...],
        _doc("SIRET of collectivités whose acts print none, one for each SIREN; for deliberations.csv"),
    ] = ()
    derive_siret: Annotated[
        bool,
        _doc(
            "assume for deliberations.csv that the first establishment (NIC 00001) is the seat where no SIRET is known; "
            "wrong where the seat has moved"
        ),
    ] = False
    matiere: Annotated[
        str,
        _doc("matière (code of the national nomenclature, such as 9.4) of acts that print none; for deliberations.csv"),
    ] = ""


class AnnotateSection(Section, frozen=True):
    """Finding terms and deciding their status."""

    window_tokens: Annotated[int, _doc("words looked at on each side of a doubtful hit", ge=1)] = 30


class CountSection(Section, frozen=True):
    """Counting words, terms and repetitions."""

    analyser: Annotated[
        Literal["simple", "spacy"],
        _doc(
            "simple: lemmas by dictionary and neighbours (97.4 % of content words right on a French treebank); spacy: by "
            "part of speech (97.7 %, on press 97.0 against 96.0), 20 times as long, needs make setup EXTRAS=1"
        ),
    ] = "simple"
    shingle_words: Annotated[int, _doc("length of the word sequences compared between units", ge=1)] = 5
    duplicate_similarity: Annotated[
        float, _doc("share of common word sequences from which two units are one text", ge=0.1, le=1)
    ] = 0.8
    duplicate_dates: Annotated[
        Literal["same", "any", "never"],
        _doc("compare units of the same date only (successive versions of a law stay apart), of any date, or none"),
    ] = "same"


class TopicsSection(Section, frozen=True):
    """Topic model."""

    topics: Annotated[int, _doc("number of topics; 0: chosen from the size of the corpus", ge=0, le=200)] = 0
    min_units: Annotated[int, _doc("keep lemmas found in at least this many units", ge=1)] = 5
    max_unit_share: Annotated[
        float, _doc("leave out lemmas found in more than this share of the units", gt=0, le=1)
    ] = 0.5
    refits: Annotated[int, _doc("models refitted on 80 % of the units to judge stability", ge=2)] = 5
    seed: Annotated[int, _doc("seed of the resampling", ge=0)] = 20171211
    labels: Annotated[dict[str, str], _doc("names given by a person, topic number -> label")] = {}
    engine: Annotated[
        Literal["nmf", "lda"],
        _doc("nmf: the most stable and coherent on texts of 100 words or more; lda: a second opinion"),
    ] = "nmf"
    learn_units: Annotated[
        int, _doc("units the model learns from at most, drawn at random; all units receive their topics", ge=100)
    ] = 20_000
    min_words_per_unit: Annotated[int, _doc("units with fewer words of the vocabulary receive no topic", ge=1)] = 3
    min_units_per_year: Annotated[
        int, _doc("fewer documents in a year: no interval (fewer than 5 clusters under-cover)", ge=2)
    ] = 5
    bootstrap: Annotated[int, _doc("resamples behind an interval (at least 1000 for a 95 % interval)", ge=100)] = 2000
    permutations: Annotated[int, _doc("shuffles behind a test", ge=99)] = 999


class TrendsSection(Section, frozen=True):
    """Series and changes."""

    first_year: Annotated[int, _doc("years before are left out; 0: no limit", ge=0)] = 0
    last_year: Annotated[int, _doc("years after are left out; 0: no limit", ge=0)] = 0
    min_units_per_year: Annotated[
        int, _doc("fewer units in a year: no interval, the year is marked (fewer than 5 clusters under-cover)", ge=2)
    ] = 5
    min_words_per_unit: Annotated[int, _doc("shorter units are left out of the series", ge=0)] = 0
    bootstrap: Annotated[int, _doc("resamples behind an interval (at least 1000 for a 95 % interval)", ge=100)] = 2000
    permutations: Annotated[int, _doc("shuffles behind a test", ge=99)] = 999
    seed: Annotated[int, _doc("seed of the resampling", ge=0)] = 20171211


class WordsSection(Section, frozen=True):
    """Tables of words: specificities, collocates, maps, classes."""

    top: Annotated[int, _doc("forms, or collocates, kept of each part", ge=1)] = 20
    window: Annotated[int, _doc("words on each side of a term in which collocates are counted", ge=1, le=100)] = 10
    classes: Annotated[int, _doc("classes of text segments asked for; fewer may be found", ge=2)] = 8
    seed: Annotated[int, _doc("seed of the resampling", ge=0)] = 20171211


class ReportSection(Section, frozen=True):
    """The pages."""

    extracts_per_term: Annotated[int, _doc("concordance lines shown for each term", ge=0)] = 20
    seed: Annotated[int, _doc("seed of the samples", ge=0)] = 20171211


class ExportSection(Section, frozen=True):
    """Files for other tools."""

    parquet: Annotated[bool, _doc("write Parquet tables")] = True
    sqlite: Annotated[bool, _doc("write one SQLite file")] = True


class Settings(Section, frozen=True):
    """A whole corpus.toml."""

    corpus: CorpusSection = CorpusSection()
    genres: dict[str, Genre] = msgspec.field(default_factory=lambda: dict(DEFAULT_GENRES))
    periods: tuple[Period, ...] = ()
    table: TableSection = TableSection()
    lexicon: LexiconSection = LexiconSection()
    extract: ExtractSection = ExtractSection()
    clean: CleanSection = CleanSection()
    acts: ActsSection = ActsSection()
    annotate: AnnotateSection = AnnotateSection()
    count: CountSection = CountSection()
    topics: TopicsSection = TopicsSection()
    trends: TrendsSection = TrendsSection()
    words: WordsSection = WordsSection()
    report: ReportSection = ReportSection()
    export: ExportSection = ExportSection()


def load_settings(path: Path) -> Settings:
    """Read corpus.toml.

    Raises:
        SettingsError: not TOML, unknown key (with the nearest known one), or a value out of its range.
    """
    if not path.is_file():
        return Settings()
    try:
        table = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: not UTF-8 (byte {error.start}); save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: not valid TOML: {error}; correct that line") from error
    check_keys(table, Settings, str(path), "")
    try:
        settings = msgspec.convert(table, Settings)
    except msgspec.ValidationError as error:
        raise SettingsError(f"{path}: {_in_toml_words(str(error))}; correct the value") from error
    return _completed(settings, path)


def _completed(settings: Settings, path: Path) -> Settings:
    """The user's genres before ours; cross-checks that types cannot say."""
    genres = settings.genres | {key: genre for key, genre in DEFAULT_GENRES.items() if key not in settings.genres}
    if settings.corpus.genre not in genres:
        raise SettingsError(
            f"{path}: [corpus] genre = {settings.corpus.genre!r} is not a key of [genres] ({', '.join(genres)})"
        )
    _check_acts(settings.acts, path)
    for period in settings.periods:
        if period.last < period.first:
            raise SettingsError(
                f"{path}: period {period.label!r} ends ({period.last}) before it begins ({period.first})"
            )
    return msgspec.structs.replace(settings, genres=genres)


def _check_acts(acts: ActsSection, path: Path) -> None:
    """Numbers that can be checked are: a wrong digit would be copied into every row of deliberations.csv."""
    for siret in acts.siret:
        if not luhn(siret):
            raise SettingsError(f"{path}: [acts] siret: {siret} has a wrong key; correct the number")
    sirens = [siret[:9] for siret in acts.siret]
    if len(set(sirens)) < len(sirens):
        raise SettingsError(f"{path}: [acts] siret: two numbers of one SIREN; keep the one of the seat")
    if acts.matiere and acts.matiere not in nomenclature():
        codes = ", ".join(nomenclature())
        raise SettingsError(f"{path}: [acts] matiere = {acts.matiere!r} is no code of the nomenclature ({codes})")


def check_keys(table: Any, kind: Any, file: str, place: str) -> None:
    """Refuse the first key that the Struct does not know, with the nearest one it does.

    Raises:
        SettingsError: naming the file and the full key.
    """
    kind = _plain(kind)
    if get_origin(kind) is dict and isinstance(table, dict):
        for key, value in table.items():
            check_keys(value, get_args(kind)[1], file, f"{place}{key}.")
    elif get_origin(kind) is tuple and isinstance(table, list):
        for number, value in enumerate(table, start=1):
            check_keys(value, get_args(kind)[0], file, f"{place.rstrip('.')}[{number}].")
    elif isinstance(kind, type) and issubclass(kind, msgspec.Struct) and isinstance(table, dict):
        hints = get_type_hints(kind, include_extras=True)
        for key, value in table.items():
            if key not in hints:
                raise SettingsError(f"{file}: unknown key {place}{key}{_nearest(key, list(hints))}")
            check_keys(value, hints[key], file, f"{place}{key}.")


def _plain(kind: Any) -> Any:
    return get_args(kind)[0] if hasattr(kind, "__metadata__") else kind


def _nearest(key: str, known: list[str]) -> str:
    match = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
    return f"; did you mean {match[0]}?" if match else f"; known here: {', '.join(known)}"


def _in_toml_words(message: str) -> str:
    """The sentence of msgspec with the place written as in TOML: `at `$.topics.seed`` -> `(key topics.seed)`."""
    text, _, place = message.partition(" - at `$")
    return f"{text} (key {place.rstrip('`').lstrip('.')})" if place else text


def described(section: type[Section]) -> list[tuple[str, str, Any]]:
    """(key, description, default) of each key of a section, in order."""
    hints = get_type_hints(section, include_extras=True)
    rows = []
    for field in msgspec.structs.fields(section):
        metas = [meta for meta in getattr(hints[field.name], "__metadata__", ()) if isinstance(meta, Meta)]
        factory = field.default_factory
        default = factory() if callable(factory) else field.default
        rows.append((field.name, metas[0].description or "" if metas else "", default))
    return rows
