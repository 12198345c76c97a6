"""The built-in files, the user's own, and what is said when they are wrong."""

import pytest

from pipeline.errors import SettingsError
from pipeline.lexicons import digest, load_codebook, load_lexicon, load_milestones
from pipeline.settings import LexiconSection

OWN = """
[[family]]
id = "EAU"
label_fr = "coopération de l’eau"
patterns = [{ id = "full", regex = '''\\bl’eau\\s+partagée''' }]

[[family]]
id = "JUM"
label_fr = "jumelage (à nous)"
patterns = [{ id = "noun", regex = '''\\bjumelage\\b''' }]
"""


@pytest.fixture
def home(tmp_path):
    def _home(text, name="mine.toml"):
        (tmp_path / name).write_text(text, "utf-8")
        return str(tmp_path)

    return _home


def test_the_built_in_lexicon_is_whole(lexicon, codebook):
    assert lexicon.binary_old == ("CDD", "CDT", "CD")
    assert set(lexicon.binary_new) == {"AECT", "AICT", "AEICT"}
    assert set(codebook.anchors) <= set(lexicon.families)
    assert {theme.motivation for theme in codebook.themes.values() if theme.motivation} == set(range(1, 8))
    for family in lexicon.families.values():
        assert family.label_en
        assert family.source
    assert all(rule.starts is not None for rule in (*lexicon.rules, *codebook.rules))


def test_milestones_are_in_order_and_say_their_source():
    milestones = load_milestones()
    assert [row.date for row in milestones] == sorted(row.date for row in milestones)
    assert all(row.source and row.label_fr and row.label_en for row in milestones)
    assert "2014-07-09" in {row.date for row in milestones}


def test_a_user_lexicon_extends_and_wins(home):
    section = LexiconSection(file="mine.toml")
    lexicon = load_lexicon(home(OWN), section)
    assert list(lexicon.families)[:2] == ["EAU", "JUM"]
    assert lexicon.families["JUM"].label_fr == "jumelage (à nous)"
    assert "CD" in lexicon.families


def test_a_user_lexicon_replaces(home):
    lexicon = load_lexicon(home(OWN), LexiconSection(file="mine.toml", mode="replace"))
    assert set(lexicon.families) == {"EAU", "JUM"}
    assert not lexicon.frozen
    assert lexicon.binary_old == ()


def test_the_sides_of_a_user_lexicon_compete(home):
    sided = OWN.replace('id = "EAU"', 'id = "EAU"\nside = "old"').replace('id = "JUM"', 'id = "JUM"\nside = "new"')
    lexicon = load_lexicon(home(sided), LexiconSection(file="mine.toml", mode="replace"))
    assert (lexicon.binary_old, lexicon.binary_new) == (("EAU",), ("JUM",))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (OWN.replace("jumelage\\b", "jumelage(\\b"), "line 8: term JUM: the pattern"),
        (OWN.replace("\\bjumelage\\b", "(?:jumelage)?"), "matches the empty string"),
        (OWN.replace('"JUM"', '"EAU"'), r"line 8: two entries of \[\[family\]\] have the id EAU"),
        (OWN.replace("label_fr", "labell_fr", 1), r"unknown key family\[1\]\.labell_fr; did you mean label_fr"),
        (OWN.replace("\\bjumelage", "{nothing}"), r"no fragment \{nothing\}"),
        ("[[family]\n", "not valid TOML"),
        ('[[family]]\nid = "A"\n', "label_fr|patterns"),
        ('[fragments]\na = "{b}"\nb = "{a}"\n' + OWN.replace("\\bjumelage", "{a}"), "hold one another"),
    ],
)
def test_a_wrong_lexicon_is_refused_in_one_sentence(home, text, message):
    with pytest.raises(SettingsError, match=message) as raised:
        load_lexicon(home(text), LexiconSection(file="mine.toml"))
    assert "mine.toml" in str(raised.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[theme]]\nid = "t"\nlabel_fr = "t"\nstems = []\n', "line 2: theme t has no stems"),
        ('[[theme]]\nid = "t"\nlabel_fr = "t"\nstems = ["("]\n', "line 2: theme t: the pattern"),
    ],
)
def test_a_wrong_codebook_is_refused(home, text, message):
    with pytest.raises(SettingsError, match=message):
        load_codebook(home(text), LexiconSection(codebook="mine.toml"))


def test_a_missing_file_names_the_key(tmp_path):
    with pytest.raises(SettingsError, match=r"lexicon\.file of corpus\.toml"):
        digest(str(tmp_path), LexiconSection(file="none.toml"))


def test_the_digest_moves_with_the_user_file(home, tmp_path):
    section = LexiconSection(file="mine.toml")
    first = digest(home(OWN), section)
    assert first == digest(str(tmp_path), section)
    assert first != digest(str(tmp_path), LexiconSection())
    (tmp_path / "mine.toml").write_text(OWN.replace("à nous", "à vous"), "utf-8")
    assert digest(str(tmp_path), section) != first
