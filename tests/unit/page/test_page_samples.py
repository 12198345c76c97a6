import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.page.samples import Draw, context, shortened, squeezed, unique_labels
from pipeline.records import Hit


def hit(number):
    return Hit(f"doc-{number}", f"doc-{number}:u0", f"doc-{number}:p0", 1, 4, 9, "term", "CD", "CD.full", "x", "body", False, "use", "body")  # fmt: skip


def test_a_sample_is_stable_and_a_newcomer_moves_one_line_at_most():
    def drawn(numbers):
        draw = Draw(10, seed=1)
        for number in numbers:
            draw.add(hit(number))
        return draw.total, {item.doc_id for _, item in draw.drawn()}

    total, before = drawn(range(500))
    assert (total, len(before)) == (500, 10)
    assert drawn(reversed(range(500))) == (500, before)
    assert len(before - drawn(range(501))[1]) <= 1


def test_no_lines_asked_no_lines_drawn():
    draw = Draw(0, seed=1)
    draw.add(hit(1))
    assert (draw.total, draw.drawn()) == (1, [])


def test_context_is_cut_between_words():
    text = f"{'avant ' * 30}le mot juste{' après' * 30}"
    start = text.index("mot juste")
    left, pivot, right = context(text, start, start + 9)
    assert pivot == "mot juste"
    assert left.startswith("… avant")
    assert left.endswith("le")
    assert right.endswith("après …")


@settings(max_examples=50, deadline=None)
@given(st.text(), st.integers(2, 40))
def test_shortened_is_never_longer(text, most):
    assert len(shortened(text, most)) <= most


@pytest.mark.parametrize(("raw", "shown"), [("a\u202eb\u2066c", "abc"), (" a \n\u00a0b\x00 ", "a b")])
def test_signs_that_turn_a_line_around_are_not_shown(raw, shown):
    assert squeezed(raw) == shown


def test_two_entries_of_one_name_are_told_apart():
    labels = {"term:A": ("paix", None), "term:B": ("paix", None), "theme:A": ("paix", None)}
    assert unique_labels(labels) == {
        "term:A": ("paix", None),
        "term:B": ("paix (B)", "paix (B)"),
        "theme:A": ("paix", None),
    }
