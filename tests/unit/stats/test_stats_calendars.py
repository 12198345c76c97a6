"""Events of a corpus by rule, and how cheap it is for a break to lie near a milestone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.stats.breaks import Break
from pipeline.stats.calendars import PUBLICITY_REFORM, Documents, coincidences, corpus_events, placebo

YEARS = np.arange(1996, 2016)


def documents(counts, genre=None, source=None, recognised=None, first=1996):
    year = np.repeat(first + np.arange(len(counts)), counts)
    columns = [np.zeros(len(year), int) if part is None else part(year) for part in (genre, source, recognised)]
    return Documents(year, *columns)


def told(found):
    return [(event.year, event.kind) for event in found]


def test_a_corpus_that_goes_on_as_it_was_has_no_event():
    named = 0
    for seed in range(40):
        rng = np.random.default_rng(seed)
        counts = rng.poisson(50 * rng.gamma(40, 1 / 40, 20))
        same = [lambda year, k=k, rng=rng: rng.integers(k, size=len(year)) for k in (4, 6, 2)]
        named += bool(corpus_events(documents(counts, *same)))
    assert named <= 4  # 3 % measured; four or fewer in 99 %


def test_bursts_of_codification_are_named():
    """Versions of articles of four codes by year of entry into force, 1998 to 2010 (DILA open data)."""
    counts = [64, 227, 2275, 493, 847, 339, 380, 463, 492, 1710, 517, 404, 595]
    found = [event for event in corpus_events(documents(counts, first=1998)) if event.size > 1]
    assert told(found) == [(2000, "documents"), (2007, "documents")]
    assert (found[0].before, found[0].after) == (339, 2275)
    # 463 versions in 2005 against 380 and 492 beside it: no burst in these counts, whatever is said of that year
    assert found[0].size == pytest.approx(6.71, abs=0.01)


def test_few_documents_make_no_jump():
    assert corpus_events(documents([2, 3, 2, 6, 2, 3, 2])) == []


def test_a_source_that_stops_and_one_that_starts():
    def source(year):
        order = np.arange(len(year)) % 5
        return np.where(order < 3, 0, np.where((order == 3) & (year < 2008), 1, np.where(year >= 2003, 2, 0)))

    found = corpus_events(documents(np.full(20, 40), source=source))
    assert [(event.year, event.kind, event.source) for event in found] == [
        (2003, "source starts", 2),
        (2008, "source stops", 1),
    ]
    assert (found[0].before, found[0].after) == (0, pytest.approx(0.2, abs=0.01))
    assert (found[1].before, found[1].after) == (pytest.approx(0.2, abs=0.01), 0)


def test_a_small_source_is_not_named_nor_one_whose_absence_is_chance():
    small = documents(
        np.full(20, 60), source=lambda year: ((np.arange(len(year)) % 20 == 0) & (year < 2006)).astype(int)
    )
    assert corpus_events(small) == []
    rare = documents(np.full(8, 4), source=lambda year: ((np.arange(len(year)) % 4 == 0) & (year < 2002)).astype(int))
    assert corpus_events(rare) == []


def test_another_mix_of_genres_is_named_once():
    def genre(year):
        return (np.arange(len(year)) % 10 < np.where(year < 2007, 2, 6)).astype(int)

    (event,) = corpus_events(documents(np.full(20, 40), genre=genre))
    assert (event.year, event.kind, round(event.size, 2)) == (2007, "genre mix", 0.4)


def test_scans_that_end_are_named():
    def recognised(year):
        return (np.arange(len(year)) % 10 < np.where(year < 2004, 9, 1)).astype(int)

    (event,) = corpus_events(documents(np.full(20, 40), recognised=recognised))
    assert (event.year, event.kind) == (2004, "recognised text")
    assert (round(event.before, 2), round(event.after, 2)) == (0.9, 0.1)


@pytest.mark.parametrize(("first", "named"), [(2010, True), (2022, False), (1990, False)])
def test_the_reform_is_an_event_of_every_corpus_that_spans_it(first, named):
    kinds = told(corpus_events(documents(np.full(14, 30), first=first)))
    assert kinds == [(PUBLICITY_REFORM, "publicity reform")] * named


def test_what_lies_near_a_break():
    events = corpus_events(documents([*[40] * 8, 400, *[40] * 11]))
    assert told(events) == [(2004, "documents")]
    found = coincidences(
        [Break(9, 9, 10, 1.0, 0.0), Break(15, 15, 15, 1.0, 0.0)], YEARS, [2014, 2007, 2003, 2012], events
    )
    assert found[0].milestones == (1,)
    assert told(found[0].events) == [(2004, "documents")]
    assert (found[1].milestones, found[1].events) == ((3,), ())


def by_hand(low, high, years, milestones):
    def gap(first, last):
        return min(max(first - m, m - last, 0) for m in milestones)

    places = [(a, a + high - low) for a in years[1:] if a + high - low <= years[-1]]
    return np.mean([gap(*place) <= gap(low, high) for place in places])


@given(st.integers(1997, 2010), st.integers(0, 5), st.lists(st.integers(1980, 2030), min_size=1, max_size=12))
def test_placebo_tries_every_place(low, width, milestones):
    share = placebo(low, low + width, YEARS, milestones)
    assert share == pytest.approx(by_hand(low, low + width, YEARS.tolist(), milestones))
    assert share > 0


def test_coincidence_is_cheap_where_milestones_are_many():
    assert placebo(2007, 2007, YEARS, list(range(1997, 2016, 2))) > 0.5
    assert placebo(2007, 2007, YEARS, [2007]) == pytest.approx(1 / 19)
    assert placebo(2007, 2007, YEARS, []) == 1
