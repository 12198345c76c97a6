"""Marks a text with the built-in lexicon, as one document of one unit."""

import pytest

from pipeline.lexicons import load_codebook, load_lexicon
from pipeline.records import Passage, Unit, ZoneSpan
from pipeline.settings import LexiconSection
from pipeline.stages.annotate import hits_of
from pipeline.text.language import language_of


def passage(number, text, role="body", runs=()):
    return Passage(
        "d", f"d:p{number}", 1, 1, role, None, text, [(0, len(text))], len(text.split()), list(runs),
        language=language_of(text),
    )  # fmt: skip


def unit(zones, number=0, date="2014-04-24", passages=1, kind="document"):
    return Unit(
        unit_id=f"d:u{number}", doc_id="d", kind=kind, passage_first=0, passage_last=passages - 1, page_first=1,
        page_last=1, title=None, number=None, date=date, date_source="text", year=2014, collectivite=None, insee=None,
        siren=None, siret=None, matiere=None, votes=None, visas=[], stamp=None, zones=zones, sections=[],
        confidence=1.0, warnings=[],
    )  # fmt: skip


@pytest.fixture(scope="session")
def lexicon():
    return load_lexicon("", LexiconSection())


@pytest.fixture(scope="session")
def codebook():
    return load_codebook("", LexiconSection())


@pytest.fixture(scope="session")
def mark(lexicon, codebook):
    """Hits of texts (one passage each) in one zone of one unit."""

    def _mark(*texts, zone="body", date="2014-04-24", role="body", language="fr", window_tokens=30, kind="document"):
        passages = [passage(number, text, role) for number, text in enumerate(texts)]
        zones = [ZoneSpan(zone, part.passage_id, 0, len(part.text)) for part in passages]
        units = [unit(zones, date=date, passages=len(passages), kind=kind)]
        return hits_of(passages, units, lexicon, codebook, language=language, window_tokens=window_tokens)

    return _mark


@pytest.fixture(scope="session")
def terms(mark):
    """(family, surface, status, reason) of each term hit."""

    def _terms(*texts, **options):
        found = mark(*texts, **options)
        return [(hit.entry, hit.surface, hit.status, hit.reason) for hit in found if hit.kind == "term"]

    return _terms


@pytest.fixture(scope="session")
def make_passage():
    return passage


@pytest.fixture(scope="session")
def make_unit():
    return unit
