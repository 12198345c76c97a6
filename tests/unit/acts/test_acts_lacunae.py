"""Printed page numbers that skip."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.acts.lacunae import Lacuna, lacunae_of
from pipeline.records import Passage


def feet(*texts):
    return [
        Passage("d", f"d:p{page}", page, page, "running", None, text, [], 1, [])
        for page, text in enumerate(texts, start=1)
    ]


def test_a_skipped_number_is_told_with_its_place():
    (gap,) = lacunae_of(feet("Séance du 4 mai 2015 – 1", "Séance du 4 mai 2015 – 2", "Séance du 4 mai 2015 – 4"))
    assert gap == Lacuna(2, 3, 3)
    assert gap.warning == "printed page 3 missing after page 2: an act may be cut"


@pytest.mark.parametrize(
    "texts",
    [
        ["1", "2", "3", "4"],
        ["3", "4", "5"],
        ["1/2", "2/2", "1/2", "2/2"],
        ["1", "3"],
        ["Séance du 4 mai 2015", "Séance du 4 mai 2015", "Séance du 4 mai 2015"],
        ["page 1", "page 2", "page 57"],
    ],
)  # fmt: skip
def test_no_gap_where_none_is_sure(texts):
    assert lacunae_of(feet(*texts)) == []


@given(st.integers(1, 6), st.integers(1, 6), st.integers(1, 12), st.integers(1, 9))
def test_any_gap_between_two_counts_is_found(before, after, missing, start):
    numbers = [*range(start, start + before), *range(start + before + missing, start + before + missing + after)]
    found = lacunae_of(feet(*(f"Conseil du 4 mai – feuillet {number}" for number in numbers)))
    expected = [Lacuna(before, start + before, start + before + missing - 1)] if before + after >= 3 else []
    assert found == expected
