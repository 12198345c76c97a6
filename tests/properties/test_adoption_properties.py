"""Laws of the adoption of terms, on any documents."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.stats.adoption import adoption
from pipeline.stats.diffusion import diffusion
from pipeline.stats.histories import Row, at_risk, histories, intervals, spans, yearly
from pipeline.stats.survival import Spans, kaplan_meier, median_time
from pipeline.stats.turnbull import turnbull

rows = st.lists(
    st.builds(
        lambda code, year, documents, uses: Row(code, f"C{code}", "région" if code > "e" else "commune", year, documents, uses * (documents > 0)),
        st.sampled_from("abcdefghij"), st.integers(2000, 2012), st.integers(0, 30), st.integers(0, 1),
    ),
    max_size=80,
)  # fmt: skip
spans_of = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.booleans()), min_size=1, max_size=25)


@settings(max_examples=100, deadline=None)
@given(rows, st.randoms(use_true_random=False))
def test_what_is_known_hangs_together(told, random):
    found = histories(told, min_documents=2)
    shuffled = random.sample(told, len(told))
    assert histories(shuffled, min_documents=2) == found
    known = intervals(found.kept)
    assert (known.left < known.right).all()
    followed = spans(found.kept)
    assert (followed.entry <= followed.end).all()
    assert len(followed.entry) == sum(not one.already for one in found.kept)
    risk = at_risk(found.kept)
    assert risk.adopts.sum() == followed.event.sum()
    assert ((risk.others >= 0) & (risk.others <= 1)).all()
    assert {one.code for one in (*found.kept, *found.left_out)} == {row.code for row in told}
    if found.kept:
        counts = yearly(found.kept)
        assert counts.adopting.sum() == followed.event.sum()
        assert (counts.adopting <= counts.at_risk).all()
        assert ((counts.adopted >= 0) & (counts.adopted <= 1)).all()


@settings(max_examples=100, deadline=None)
@given(spans_of)
def test_a_curve_falls_inside_its_bounds(members):
    entry, length, event = (np.array(column) for column in zip(*members, strict=True))
    curve = kaplan_meier(Spans(entry.astype(float), (entry + length).astype(float), event))
    assert (np.diff(curve.survival) <= 0).all()
    assert ((curve.low >= 0) & (curve.low <= curve.survival) & (curve.survival <= curve.high) & (curve.high <= 1)).all()
    middle = median_time(curve)
    if middle.value is not None:
        assert middle.low <= middle.value
        assert middle.high is None or middle.value <= middle.high


@settings(max_examples=60, deadline=None)
@given(spans_of, st.integers(0, 5))
def test_masses_are_a_law_and_the_bounds_are_in_order(members, replicates):
    left, width, event = (np.array(column) for column in zip(*members, strict=True))
    right = np.where(event, left + width + 1.0, np.inf)
    found = turnbull(
        left - 0.0, right, np.full(len(left), -np.inf), replicates=replicates, rng=np.random.default_rng(1)
    )
    assert np.isclose(found.mass.sum(), 1)
    assert (found.mass >= 0).all()
    assert (found.after < found.until).all()
    assert (found.until[:-1] <= found.after[1:]).all()
    assert found.converged
    assert replicates == 0 or (found.low <= found.high).all()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.floats(0, 1)), min_size=1, max_size=15))
def test_any_counts_are_read_or_refused_in_words(years):
    risk, adopting, adopted = (np.array(column) for column in zip(*years, strict=True))
    found = diffusion(np.arange(len(risk)), risk, np.minimum(risk, adopting), adopted)
    assert bool(found.reason) == (found.reading == "not identified")
    if found.share.value is not None:
        assert 0 <= found.share.low <= found.share.value <= found.share.high <= 1
        assert found.from_outside.low <= found.from_outside.value <= found.from_outside.high


@settings(max_examples=40, deadline=None)
@given(rows)
def test_any_rows_are_estimated_or_refused_in_words(told):
    found = adoption(told, min_documents=1, laws=(2006,), replicates=5)
    assert bool(found.reason) == (found.curve is None)
    never = sum(one.first_use is None for one in found.histories.kept)
    assert found.adopted + found.already + never == len(found.histories.kept)
    if found.hazard is not None:
        assert bool(found.hazard.reason) == (not found.hazard.effects)
        assert all(one.low <= one.value <= one.high for one in found.hazard.effects)
