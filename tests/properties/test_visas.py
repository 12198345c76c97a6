"""Whatever the text: visas and citations lie in it, in order, apart; and spelling does not change what is cited."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.acts.citations import citations_in, cited_in
from pipeline.acts.visas import visas_in, visas_of

WORDS = [
    "Vu", "VU", "vu", "Vu :", "la", "le", "l'", "les", "loi", "lois", "n°", "n o", "92-125", "2014/131", "du", "6 février 1992", "27/10/05",
    "code général des collectivités territoriales", "CGCT", "(CGCT)", "code", "même code", "ladite loi", "article", "articles", "6 bis",
    "L. 1115-1", "L1115", "R*", "LO 6431-3", "à", "et", "et suivants", ",", ";", ".", ":", "-", "\n", "\t", "délibération", "arrêté",
    "préfectoral", "en date du", "circulaire", "règlement (UE)", "2016/679", "la Constitution", "alinéa 2", "II", "(4°)", "celle",
    "l'annexe II", "notamment", "ses", "ensemble", "l'avis", "12", "3",
]  # fmt: skip
texts = st.one_of(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join), st.text(max_size=80))
PLAIN = [
    "Vu la loi n° 92-125 du 6 février 1992 ;", "Vu l'article L. 1115-1 du code général des collectivités territoriales,",
    "Vu les articles 33 et 57 à 59 du code des marchés publics ;", "Vu l'arrêté préfectoral en date du 3 mai 2012",
    "Vu la délibération n° 2014/131 du 5 avril 2014", "Vu le décret n° 2005-235, notamment son article 6 bis",
    "Vu le règlement (UE) 2016/679 du 27 avril 2016 ;", "Vu la convention signée avec la commune de Dori le 3 mars 2004",
]  # fmt: skip


def without_accents(text):
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))


@settings(max_examples=300, deadline=None)
@given(texts)
def test_visas_lie_in_the_text_in_order_and_apart(text):
    end = 0
    for visa in visas_in(text):
        assert end <= visa.start < visa.end <= len(text)
        assert (visa.reference is None) == (not visa.cited)
        assert len(set(visa.cited)) == len(visa.cited)
        end = visa.end


@settings(max_examples=300, deadline=None)
@given(texts)
def test_citations_lie_in_the_text_in_order_and_apart(text):
    last = (0, 0)
    for citation in citations_in(text):
        place = (citation.start, citation.end)
        assert place == last or last[1] <= citation.start < citation.end <= len(text), text
        last = place
        assert citation.reference == " ".join(citation.reference.split()) != ""


@settings(max_examples=100, deadline=None)
@given(st.lists(texts, max_size=6))
def test_stretches_keep_their_own_visas(stretches):
    found = visas_of(stretches)
    assert len(found) == len(stretches)
    for text, visas in zip(stretches, found, strict=True):
        assert all(0 <= visa.start < visa.end <= len(text) for visa in visas)


@given(
    st.sampled_from(PLAIN),
    st.sampled_from([" ", "\u00a0", "  ", "\n"]),
    st.sampled_from([str, str.upper, str.lower, without_accents]),
)
def test_spacing_case_and_accents_do_not_change_what_is_cited(text, space, spelling):
    assert cited_in(spelling(text).replace(" ", space)) == cited_in(text) != ()


@given(st.sampled_from(PLAIN))
def test_a_reference_cites_itself(text):
    for reference in cited_in(text):
        assert cited_in(reference) == (reference,)
