"""Whatever the text: units hold every passage once, zones every character once."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.acts.fold import fold
from pipeline.acts.units import units_of
from pipeline.records import Document, Passage

LINES = [
    "1. Budget primitif", "2- Marché de travaux", "3 Convention", "Pour : 12", "Adopté à l'unanimité", "Vu la loi n° 92-125",
    "Considérant que", "Le conseil, après en avoir délibéré, DÉCIDE :", "Article 1 : d'approuver", "Objet : Eau",
    "Présents :", "Jean DUPONT, Anne PETIT", "Jean DUPONT : Merci.", "Fait et délibéré", "Annexe 1", "Références",
    "013-211300561-20190325-DELIB-DE", "Séance du 31 février 2014", "Extrait du registre des délibérations n° 3", "",
    "Certifié exécutoire", "EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS", "mot " * 30,
]  # fmt: skip
ROLES = ["body", "heading", "list", "note", "table", "caption", "running", "stamp"]
texts = st.one_of(
    st.sampled_from(LINES), st.lists(st.sampled_from(LINES), max_size=4).map(" ".join), st.text(max_size=60)
)
genres = st.sampled_from(["deliberation", "minutes", "document", "report", "autre"])


def make(lines):
    return [
        Passage(
            "d", f"d:p{rank}", 1 + rank // 5, 1 + rank // 5, role, 1 if role == "heading" else None, text, [], 0, []
        )
        for rank, (text, role) in enumerate(lines)
    ]


def document(genre):
    return Document(
        "d", "pv_01_02_2013.pdf", "application/pdf", "0", 1, None, None, None, genre, None, None, None, "fr", None, None,
        None, "kept", None, {},
    )  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(texts, st.sampled_from(ROLES)), min_size=1, max_size=30), genres, st.booleans())
def test_units_and_zones_cover_the_document_once(lines, genre, minutes):
    passages = make(lines)
    units = units_of(passages, document(genre), minutes=minutes)
    assert [rank for unit in units for rank in range(unit.passage_first, unit.passage_last + 1)] == list(
        range(len(passages))
    )
    assert [unit.unit_id for unit in units] == [f"d:u{rank}" for rank in range(len(units))]
    for unit in units:
        spans = iter(unit.zones)
        for passage in passages[unit.passage_first : unit.passage_last + 1]:
            end = 0
            while end < len(passage.text):
                span = next(spans)
                assert (span.passage_id, span.start) == (passage.passage_id, end)
                assert span.end > span.start
                end = span.end
            assert end == len(passage.text)
        assert next(spans, None) is None
        by_id = {passage.passage_id: passage.text for passage in passages}
        assert all(by_id[visa.passage_id][visa.start : visa.start + 2].lower() == "vu" for visa in unit.visas)
        assert (unit.year is None) == (unit.date is None)


@settings(max_examples=50, deadline=None)
@given(st.text())
def test_folding_moves_nothing(text):
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)
