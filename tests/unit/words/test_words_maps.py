"""Maps: positions are those of the correspondence analysis, intervals hold them and widen with few documents."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from pipeline.errors import UsageError
from pipeline.textometry.correspondence import correspondence, supplementary_rows
from pipeline.words.maps import map_points
from pipeline.words.parts import Table

PROFILES = np.array([[8, 2, 2, 4], [2, 8, 2, 4], [2, 2, 8, 4]])


def table(documents, seed=0, profiles=PROFILES):
    rng = np.random.default_rng(seed)
    part = np.repeat(np.arange(len(profiles)), documents)
    counts = rng.poisson(profiles[part] * 3)
    forms = tuple("abcd")[: profiles.shape[1]]
    names = tuple(f"20{rank:02}" for rank in range(len(profiles)))
    return Table(
        csr_matrix(counts), counts.sum(axis=1), part, np.arange(len(part)), names, forms, "year", "term", 0
    )  # fmt: skip


def test_points_are_those_of_the_whole_table():
    given = table(20)
    points = list(map_points(given, 1))
    forms, _ = given.by_part()
    fitted = correspondence(forms.T)
    assert [(one.kind, one.point) for one in points] == [
        ("part", "2000"), ("part", "2001"), ("part", "2002"), ("form", "a"), ("form", "b"), ("form", "c"), ("form", "d"),
    ]  # fmt: skip
    assert [one.x for one in points[:3]] == pytest.approx(fitted.rows.coordinates[:, 0], abs=1e-4)
    assert [one.y for one in points[3:]] == pytest.approx(fitted.columns.coordinates[:, 1], abs=1e-4)
    assert points[0].x_share + points[0].y_share == pytest.approx(1, abs=1e-3)  # three rows: a plane shows all
    assert all(one.cos2 == pytest.approx(1, abs=1e-3) for one in points[:3])
    assert sum(one.hits for one in points[:3]) == forms.sum()


def test_intervals_hold_the_points_and_widen_with_fewer_documents():
    def width(points):
        return np.mean([one.x_high - one.x_low for one in points if one.kind == "part"])

    many, few = list(map_points(table(80), 1)), list(map_points(table(6), 1))
    for one in many:
        assert one.x_low <= one.x <= one.x_high
        assert one.y_low <= one.y <= one.y_high
    assert width(few) > 2 * width(many)


def test_the_true_position_lies_in_the_interval_as_often_as_promised():
    """The true table, laid on the axes of each sample; parts only: 3 points x 15 samples, two axes."""
    inside = asked = 0
    for seed in range(15):
        given = table(25, seed)
        forms, _ = given.by_part()
        truth = supplementary_rows(correspondence(forms.T), PROFILES).coordinates
        for one, (x, y) in zip(list(map_points(given, 1))[:3], truth, strict=True):
            inside += int(one.x_low <= x <= one.x_high) + int(one.y_low <= y <= one.y_high)
            asked += 2
    assert inside / asked >= 0.9


def test_parts_and_forms_of_few_documents_are_no_points():
    given = table(20)
    counts = given.counts.toarray()
    counts[:17, 3] = counts[20:, 3] = 0  # d stands in three documents
    points = list(map_points(given._replace(counts=csr_matrix(counts)), 1))
    assert {one.point for one in points if one.kind == "form"} == {"a", "b", "c"}
    with pytest.raises(UsageError, match="a map needs three of each"):
        list(map_points(table(20, profiles=PROFILES[:2]), 1))


def test_the_same_seed_gives_the_same_points():
    assert list(map_points(table(9), 3)) == list(map_points(table(9), 3))
