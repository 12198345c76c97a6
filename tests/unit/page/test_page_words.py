import importlib.resources
import re
import string

import pytest

from pipeline.errors import Reason
from pipeline.page.codes import CODES
from pipeline.page.words import TEXTS, Words

UNBROKEN = re.compile(r" [;:!?%»]|« |[\"']")


def placeholders(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_both_languages_say_the_same_with_the_same_numbers(key):
    french, english = TEXTS[key]
    assert placeholders(french) == placeholders(english)
    assert len(french.split("|")) == len(english.split("|"))


@pytest.mark.parametrize("text", sorted({pair[0] for pair in (*TEXTS.values(), *CODES.values())}))
def test_french_prose_has_no_breaking_space_before_its_punctuation(text):
    assert not UNBROKEN.search(Words("fr").said(text))


def test_every_text_is_used():
    package = importlib.resources.files("pipeline.page")
    files = [*package.iterdir(), *package.joinpath("templates").iterdir()]
    used = "".join(
        f.read_text()
        for f in files
        if f.name.endswith((".py", ".html"))
        and f.name not in ("interface.py", "claims.py", "lexis_texts.py", "verdict_texts.py")
    )
    built = (
        "field_",
        "what_",
        "by_",
        "changes_",
        "extract_",
        "periods_",
        "map_",
        "marks_",
        "verdict_",
        "way_",
        "move_",
    )
    assert [key for key in TEXTS if not key.startswith(built) and not re.search(rf"['\"]{key}['\"]", used)] == []


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_its_words_and_advice(reason):
    assert f"reason.{reason.value}" in CODES
    assert f"advice.{reason.value}" in CODES


def test_numbers_decide_the_form():
    assert [Words("fr").count("documents", n) for n in (0, 1, 2)] == ["0 document", "1 document", "2 documents"]
    assert [Words("en").count("documents", n) for n in (0, 1, 2)] == ["0 documents", "1 document", "2 documents"]


def test_phrases_of_the_stages_are_translated_part_by_part():
    french = Words("fr")
    assert french.phrase("Poisson count over documents") == "loi de Poisson (par document)"
    assert french.phrase("not estimable: n < 5") == "non estimable\u00a0: n < 5 documents"
    assert french.phrase("something new") == "something new"


def test_runs_of_years_are_folded():
    assert Words("fr").years([2005, 2001, 2004, 2006]) == "2001, 2004–2006"
