"""A lexicon tried on its own texts: ours holds; each fault of a user's file is one sentence with file, line and id."""

import pytest

from pipeline import cli, lexicon_check, plan
from pipeline.errors import ExitCode, SettingsError
from pipeline.lexicons import load_lexicon
from pipeline.settings import LexiconSection
from pipeline.terms.attacks import attacks, example
from pipeline.terms.check import Checker
from pipeline.terms.match import Scanner, words_of

OURS = load_lexicon("", LexiconSection())
TRAPS = [
    pytest.param(holder.id, number, doubt.trap, id=f"{holder.id}-{number}")
    for holder in (*OURS.families.values(), *OURS.names.values())
    for number, doubt in enumerate(holder.doubts, start=1)
]
EXAMPLES = [pytest.param(frozen.id, text, id=frozen.id) for frozen in OURS.frozen.values() for text in frozen.examples]
VARIANTS = [(family.id, text) for family in OURS.families.values() for text in family.variants]
ABSENT = [(family.id, text) for family in OURS.families.values() for text in family.absent]


@pytest.mark.parametrize(("entry", "number", "trap"), TRAPS)
def test_every_trap_of_our_lexicon_is_caught_by_its_own_doubt(mark, entry, number, trap):
    found = [(hit.status, hit.reason) for hit in mark(trap) if hit.entry == entry]
    assert ("ambiguous", f"false_friend.{number}") in found


@pytest.mark.parametrize("trap", OURS.acronym_traps)
def test_every_acronym_trap_of_our_lexicon_is_ambiguous(mark, trap):
    first, *_ = [hit.status for hit in mark(trap) if hit.pattern == "acronym"]
    assert first == "ambiguous"


@pytest.mark.parametrize(("entry", "text"), EXAMPLES)
def test_every_fixed_string_of_our_lexicon_holds_its_example(mark, entry, text):
    """Or one of ours that reads more of it: of two the longer stands."""
    assert entry in {match.rule.entry for match in Scanner(OURS.rules).scan(words_of(text))}
    assert "frozen" in {hit.kind for hit in mark(text, date=None)}


@pytest.mark.parametrize(("entry", "text"), VARIANTS)
def test_every_variant_of_our_lexicon_is_a_hit_of_its_family(terms, entry, text):
    assert [(family, surface) for family, surface, *_ in terms(text)] == [(entry, text)]


@pytest.mark.parametrize(("entry", "text"), ABSENT)
def test_what_our_lexicon_says_absent_is_absent(terms, entry, text):
    assert entry not in {family for family, *_ in terms(text)}


def test_every_family_and_fixed_string_of_our_lexicon_carries_its_tests():
    assert [family.id for family in OURS.families.values() if not (family.variants and family.absent)] == []
    assert [frozen.id for frozen in OURS.frozen.values() if not frozen.examples] == []


def test_our_own_files_have_no_fault():
    assert lexicon_check.faults("", LexiconSection()) == []


OWN = """
[[family]]
id = "EAU"
label_fr = "eau partagée"
variants = ["eau partagée"]
patterns = [{ id = "full", regex = '''\\beaux?\\s+partagées?''', examples = ["une eau partagée"] }]
doubts = [{ sense = "mineral", cue = '''\\bbouteille''', trap = "une bouteille d'eau partagée" }]

[[frozen]]
id = "LAW"
kind = "law"
label_fr = "loi sur l'eau"
regex = '''\\bloi\\s+sur\\s+l'eau'''
examples = ["la loi sur l'eau"]
"""


@pytest.fixture
def faults(tmp_path):
    def _faults(text, **section):
        (tmp_path / "mine.toml").write_text(text, "utf-8")
        found = lexicon_check.faults(str(tmp_path), LexiconSection(file="mine.toml", **section))
        return [fault.removeprefix(f"{tmp_path}/") for fault in found]

    return _faults


def test_a_lexicon_that_keeps_its_promises_has_no_fault(faults):
    assert faults(OWN) == []


@pytest.mark.parametrize(
    ("old", "new", "start", "words"),
    [
        ("partagées?'''", "partagées?('''", "mine.toml, line 3: term EAU: the pattern", "does not compile"),
        ("\\beaux?\\s+partagées?", "(?:eau)?", "mine.toml, line 3: term EAU: the pattern", "matches the empty string"),
        ("\\beaux?\\s+partagées?", "(?:\\w+\\s?)+partagée", "mine.toml, line 3: EAU: the pattern", "backtracks without end"),
        ("\\bbouteille", "(?:b|bo|o)*bouteille", "mine.toml, line 3: EAU: the pattern", "backtracks without end"),
        ('["eau partagée"]', '["eaux usées"]', "mine.toml, line 3: EAU: ", "no pattern matches the whole variant « eaux usées »"),
        ('["une eau partagée"]', '["une eau"]', "mine.toml, line 3: EAU: ", "the pattern full misses its example « une eau »"),
        ("variants =", 'absent = ["une eau partagée"]\nvariants =', "mine.toml, line 3: EAU: ", "said to be absent"),
        ("\\bbouteille", "\\bflacon", "mine.toml, line 3: EAU: ", "the doubt « mineral » does not catch its trap"),
        ('["la loi sur l\'eau"]', '["la loi"]', "mine.toml, line 10: LAW: ", "the pattern misses its example « la loi »"),
        ('id = "LAW"', 'id = "EAU"', "mine.toml, line 10: two entries of [[family]] and [[frozen]] have the id EAU", "rename one"),
        ("patterns = [", "patterns = [{ id = \"full\", regex = 'eau' }, ", "mine.toml, line 3: EAU: ", "two patterns have the id full"),
    ],
)  # fmt: skip
def test_each_fault_is_one_sentence_with_file_line_and_id(faults, old, new, start, words):
    assert old in OWN
    found = faults(OWN.replace(old, new, 1))
    assert len(found) == 1
    assert found[0].startswith(start)
    assert words in found[0]
    assert "\n" not in found[0]


def test_all_the_faults_are_told_at_once(faults):
    text = OWN.replace("partagées?'''", "partagées?('''").replace("\\bloi", "(")
    assert [fault.split(": ")[0] for fault in faults(text)] == ["mine.toml, line 3", "mine.toml, line 10"]


TWIN = """
[[family]]
id = "MINE"
label_fr = "jumelages"
PRIORITY
patterns = [{ id = "full", regex = '''\\bjumelages?''' }]
"""


def test_two_families_that_claim_the_same_words_need_a_priority(faults):
    found = faults(TWIN.replace("PRIORITY", ""))
    assert found == [
        "mine.toml, line 3: MINE: the family JUM claims « jumelage » too; give one of them a priority, or narrow one"
    ]
    assert faults(TWIN.replace("PRIORITY", "priority = 1")) == []
    assert faults(TWIN.replace("PRIORITY", ""), mode="replace") == []


@pytest.mark.parametrize(("priority", "winner"), [(1, "MINE"), (-1, "JUM")])
def test_the_higher_priority_takes_the_words(tmp_path, priority, winner):
    (tmp_path / "mine.toml").write_text(TWIN.replace("PRIORITY", f"priority = {priority}"), "utf-8")
    lexicon = load_lexicon(str(tmp_path), LexiconSection(file="mine.toml"))
    assert Checker(lexicon).judged("un jumelage")[0].match.rule.entry == winner


def test_a_codebook_is_told_by_its_themes(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("GLISSEMENT_ROOT", str(tmp_path))
    book = tmp_path / "book.toml"
    book.write_text('[[theme]]\nid = "t"\nlabel_fr = "t"\nstems = []\n', "utf-8")
    assert cli.run(["lexicon", "check", str(book)]) == ExitCode.SETTINGS
    assert capsys.readouterr().err == f"{book}, line 2: theme t has no stems; add one\n"
    book.write_text('[[theme]]\nid = "t"\nlabel_fr = "t"\nstems = ["eau", "(a|a)+b"]\n', "utf-8")
    assert cli.run(["lexicon", "check", str(book)]) == ExitCode.SETTINGS
    assert capsys.readouterr().err.startswith(f"{book}, line 2: t: the pattern '(a|a)+b' backtracks without end")


def test_a_corpus_is_not_planned_with_a_faulty_lexicon(tmp_path):
    home = tmp_path / "corpora" / "c"
    (home / "raw").mkdir(parents=True)
    (home / "raw" / "a.txt").write_text("Une eau partagée.", "utf-8")
    (home / "corpus.toml").write_text("[lexicon]\nfile = 'mine.toml'\n", "utf-8")
    (home / "mine.toml").write_text(OWN.replace('["eau partagée"]', '["eaux usées"]'), "utf-8")
    corpus = plan.locate("c", tmp_path)
    with pytest.raises(SettingsError, match=r"mine\.toml, line 3: EAU: no pattern matches"):
        plan.plan(corpus)
    assert not (corpus.state / "doclist.jsonl").exists()
    (home / "mine.toml").write_text(OWN, "utf-8")
    plan.plan(corpus)
    assert (corpus.state / "lexicon-checked").exists()


def test_first_hits_are_shown_from_the_passages_built(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("GLISSEMENT_ROOT", str(tmp_path))
    raw = tmp_path / "corpora" / "c" / "raw"
    raw.mkdir(parents=True)
    (raw / "a.txt").write_text("La commune décide un jumelage avec Fès. Une eau partagée.", "utf-8")
    for stage in ("ingest", "extract", "clean"):
        assert cli.run([stage, "c", "--quiet"]) == 0
    mine = tmp_path / "mine.toml"
    mine.write_text(OWN, "utf-8")
    capsys.readouterr()
    assert cli.run(["lexicon", "check", str(mine), "c"]) == 0
    out = capsys.readouterr().out
    assert "first hits in 1 passages" in out
    assert "[eau partagée]" in out
    assert "LAW.title: none" in out


@pytest.mark.parametrize(
    "regex", [r"(\w+\s?)+x", r"(?:a|a)*b", r"(?:a+)+$", r"(?:\w\w|\d)+!", r"x.*.*.*.*y", r"(?>b)(\w*)*-"]
)
def test_runaways_are_caught_in_a_process_of_their_own(faults, regex):
    text = OWN.replace("\\beaux?\\s+partagées?", f"eau partagée|zz{regex}").replace('["une eau partagée"]', "[]")
    assert [fault.split("'")[-1][:24] for fault in faults(text)] == [" backtracks without end "]


@pytest.mark.parametrize(
    "regex",
    [r"(?:\w|\d)+!", r"a(?:\s+\w+){0,5}b", r"(?:[\s\-]+(?:locales?|territoriales?))*z", r"a[^.;]{0,90}?b[^.;]{0,90}?c"],
)
def test_repeats_that_end_are_left_alone(faults, regex):
    assert faults(OWN.replace("\\beaux?\\s+partagées?", f"eau partagée|zz{regex}")) == []


def test_the_example_of_a_pattern_is_made_of_its_first_branches():
    assert example(r"\bcoop[ée]rations?\s+(?:du|de la)\s+sud(?!e)") == "coopération du sud"
    assert example(r"\bcoop[ée]rations?\s+(?:du|de la)\s+sud(?!e)", whole=True) == "coopérations de la sud"
    assert attacks(r"\bsud\b") == []
