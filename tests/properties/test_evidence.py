"""Evidence leads to the words it was read from, on invented acts of many forms and on noise."""

import pathlib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import understood
from pipeline.acts.dates import dates_in
from pipeline.acts.evidence import Read, readings
from pipeline.acts.fold import fold
from pipeline.acts.located import Place, joined
from pipeline.acts.votes import votes_in

ROOT = pathlib.Path(__file__).parents[1]
TEXTS = sorted((ROOT / "quality" / "minutes").glob("*.txt")) + sorted(
    (ROOT / "unit" / "acts" / "practice" / "typed").glob("*.txt")
)


def letters(text):
    return re.sub(r"\W+", "", fold(text))


def says(one, text):
    """Whether the words at the place of a reading say its value."""
    if one.field == "date":
        return one.value in {found.date for found in dates_in(text)}
    if one.field == "votes":
        return votes_in(text)[0] is not None
    if one.field in ("title", "collectivite"):
        return letters(text) in letters(one.value) or letters(one.value) in letters(text)
    if one.field in ("outcome", "rapporteur"):
        return bool(text.strip())
    return letters(one.value) in letters(text)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_each_reading_stands_where_it_is_said_to_stand(path):
    read = understood.read(path, "minutes")
    texts = {passage.passage_id: passage.text for passage in read.passages}
    told = [one for unit in read.units for one in unit.evidence if one.passage_id]
    wrong = [one for one in told if not says(one, texts[one.passage_id][one.start : one.end])]
    assert wrong == []
    for unit in read.units:
        fields = {one.field for one in unit.evidence}
        for name in ("date", "number", "title", "votes", "outcome", "collectivite", "commission", "rapporteur"):
            value = getattr(unit, name)
            document = unit.kind == "document" and name in ("title", "collectivite")
            assert document or name == "outcome" or (name in fields) == (value is not None), (unit.unit_id, name)


@given(st.lists(st.text("ab c\n", max_size=8), min_size=1, max_size=5), st.data())
def test_a_place_in_joined_text_is_the_same_letters_in_its_passage(texts, data):
    whole = joined(
        (text.replace("\n", ""), Place(f"d:p{rank}", 0, len(text.replace("\n", "")))) for rank, text in enumerate(texts)
    )
    start = data.draw(st.integers(0, len(whole.text)))
    end = data.draw(st.integers(start, len(whole.text)))
    place = whole.place(start, end)
    own = texts[int(place.passage_id[3:])].replace("\n", "")
    assert own[place.start : place.end] == whole.text[start:end].split("\n")[0]


@settings(max_examples=60)
@given(st.lists(st.sampled_from(["2014-04-24", "2014-04", "2015-01-01", None]), max_size=5))
def test_disagreement_is_told_on_both_sides_and_never_averaged(values):
    told = readings("date", [Read(value, "text") for value in values], lambda one, two: one[:7] == two[:7])
    kept = [value for value in values if value]
    assert [one.value for one in told] == kept
    if kept:
        agreed = [value[:7] == kept[0][:7] for value in kept[1:]]
        assert (told[0].confidence == "contradicted") == (not all(agreed))
        assert (told[0].confidence == "single") == (not agreed)
        assert [one.confidence == "confirmed" for one in told[1:]] == agreed
