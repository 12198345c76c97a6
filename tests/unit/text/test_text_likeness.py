"""Lemmas, language, near-duplicates, concordance lines."""

import random

import numpy as np
import pytest

from pipeline.text import kwic
from pipeline.text.duplicates import MIN_SHINGLES, repeats, signature, unpacked
from pipeline.text.language import language_of
from pipeline.text.lemmas import lemma
from pipeline.text.stopwords import stopwords


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("Collectivités", "collectivité"),
        ("territoriales", "territorial"),
        ("jumelages", "jumelage"),
        ("l'", None),
        ("l’", None),
        ("aujourd’hui", None),
        ("2014", None),
        ("12e", None),
        ("x", None),
        ("»", None),
        ("EST", None),
        ("-t-il", None),
    ],
)
def test_lemmas_of_content_words_only(token, expected):
    assert lemma(token) == expected


def test_stop_words_carry_no_topic():
    assert {"le", "d'", "qu'", "été", "notamment"} <= stopwords()
    assert not {"état", "droit", "commune", "coopération", "ville"} & stopwords()


def test_language_is_told_from_eight_words():
    assert language_of("Le conseil municipal décide de signer la convention avec la ville") == "fr"
    assert language_of("La agrupación europea de cooperación territorial tiene personalidad jurídica propia") == "es"
    assert language_of("Bilan AECT") is None


def words(seed, count):
    generator = random.Random(seed)
    return [f"mot{generator.randrange(5000)}" for _ in range(count)]


def test_signatures_estimate_the_share_of_common_shingles():
    text = words(1, 1000)
    changed = text[:500] + words(2, 500)
    one, other = unpacked(signature(text, 5)), unpacked(signature(changed, 5))
    assert (one == other).mean() == pytest.approx(496 / (996 + 500), abs=0.12)  # three standard errors


def test_a_signature_is_always_the_same_bytes():
    """A change of these bytes makes every old signature incomparable: raise the version of the stage."""
    assert signature([str(number) for number in range(40)], 5)[:16] == SIGNATURE_START


SIGNATURE_START = "8Lzmwus6TcAoyBY8"


def test_short_texts_have_no_signature():
    assert signature(words(1, MIN_SHINGLES + 3), 5) == ""
    assert signature(words(1, MIN_SHINGLES + 4), 5) != ""


def matrix(texts):
    return np.stack([unpacked(signature(text, 5)) for text in texts])


def always(_one, _other):
    return True


def test_copies_repeat_the_first_of_their_group():
    text, other = words(1, 400), words(2, 400)
    copy = [*text[:390], *words(3, 10)]
    found = list(repeats(matrix([text, other, copy, text]), [0, 0, 0, 1], 0.8, may_repeat=always))
    assert [(repeat.number, repeat.of) for repeat in found] == [(2, 0)]
    assert 0.85 <= found[0].similarity <= 1


def test_a_unit_repeats_kept_units_only():
    first = words(1, 400)
    texts = [[*first[step * 30 :], *words(9, step * 30)] for step in range(4)]
    found = {repeat.number: repeat.of for repeat in repeats(matrix(texts), [0] * 4, 0.8, may_repeat=always)}
    assert set(found.values()).isdisjoint(found)
    assert found[1] == 0
    assert found.get(3) != 0


def test_a_ban_is_respected():
    text = words(1, 400)
    assert not list(repeats(matrix([text, text]), [0, 0], 0.8, may_repeat=lambda _one, _other: False))


def test_a_concordance_line_is_a_stretch_of_the_text():
    text = "Le conseil approuve la coopération décentralisée avec la ville de Kayes."
    found = kwic.line(text, 23, 48, width=12)
    assert found == ("approuve la ", "coopération décentralisée", " avec la")
    assert kwic.line(text, 23, 48, width=500) == (text[:23], text[23:48], text[48:])
    assert kwic.line(text, 0, 2, width=5) == ("", "Le", "")


def test_a_sample_is_repeated_by_its_seed():
    items = list(range(1000))
    assert kwic.sample(items, 20, seed=1) == kwic.sample(iter(items), 20, seed=1)
    assert kwic.sample(items, 20, seed=1) != kwic.sample(items, 20, seed=2)
    assert kwic.sample(items, 20, seed=1) == sorted(kwic.sample(items, 20, seed=1))
    assert kwic.sample(items[:5], 20, seed=1) == items[:5]
    assert kwic.sample(items, 0, seed=1) == []
