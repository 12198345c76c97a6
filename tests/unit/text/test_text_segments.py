"""Text cut into segments on its strongest marks."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.segments import CLAUSE, COMMA, SENTENCE, segments


def marked(words, **places):
    marks = [0] * words
    for kind, at in places.items():
        for place in at:
            marks[place - 1] = {"sentence": SENTENCE, "clause": CLAUSE, "comma": COMMA}[kind]
    return marks


def test_a_sentence_end_comes_before_a_nearer_comma():
    assert segments(marked(80, sentence=[30], comma=[40])) == [(0, 30), (30, 80)]


def test_of_equal_marks_the_one_nearest_to_the_length_is_taken():
    assert segments(marked(90, sentence=[26, 38, 54]))[0] == (0, 38)


def test_text_without_marks_is_cut_at_the_length():
    assert segments([0] * 100) == [(0, 40), (40, 80), (80, 100)]


def test_marks_outside_the_slack_do_not_count():
    assert segments(marked(100, sentence=[10, 60], clause=[50]))[0] == (0, 50)


def test_a_short_text_is_one_segment_and_no_text_none():
    assert segments([0] * 56) == [(0, 56)]
    assert segments([]) == []


@given(st.lists(st.integers(0, 3), max_size=400), st.integers(1, 50), st.floats(0, 1))
def test_segments_cover_the_text_once(marks, length, slack):
    bounds = segments(marks, length, slack)
    assert [at for first, last in bounds for at in range(first, last)] == list(range(len(marks)))
    assert all(first < last <= first + max(1, round(length * (1 + slack))) for first, last in bounds)
