"""From `accept` in a table to a family that is found in a text."""

import re

import pytest

from pipeline import cli
from pipeline.accepting import FILE, accept
from pipeline.errors import UsageError
from pipeline.lexicons import load_lexicon
from pipeline.settings import LexiconSection

HEAD = "status,id,side,term,variants,rank\n"


@pytest.fixture
def table(tmp_path):
    (tmp_path / "corpus.toml").touch()
    (tmp_path / "build").mkdir()
    return tmp_path / "build" / "candidates.csv"


def families(table):
    return load_lexicon(str(table.parents[1]), LexiconSection(file=FILE)).families


def matches(family, text):
    return any(re.fullmatch(pattern.regex, text, re.IGNORECASE) for pattern in family.patterns)


def test_accepted_rows_become_families_beside_the_built_in_ones(table):
    table.write_text(
        HEAD + "accept,,new,alliance de territoires,alliance de territoires | alliances de territoires,1\n"
        ",,,transition écologique,transition écologique,2\n"
        "accept,ECHANGE,,appel d'idées croisé,appel d'idées croisé,3\n",
        encoding="utf-8",
    )
    found = accept(table)
    assert found.file == table.parents[1] / FILE
    assert found.added == ("ALLIANCE_DE_TERRITOIRES", "ECHANGE")
    read = families(table)
    assert {"CD", "AECT", *found.added} <= set(read)
    new = read["ALLIANCE_DE_TERRITOIRES"]
    assert (new.label_fr, new.side) == ("alliance de territoires", "new")
    for form in ("alliance de territoires", "Alliances de  territoires", "alliance de territoire"):
        assert matches(new, form)
    assert not matches(new, "alliance des territoires")
    assert matches(read["ECHANGE"], "appels d'idées croisés")
    assert matches(read["ECHANGE"], "appel d' idees croisé")
    assert read["ECHANGE"].side == "none"
    assert "TRANSITION_ECOLOGIQUE" not in read


def test_accepting_again_adds_only_what_is_new_and_keeps_what_a_person_wrote(table):
    table.write_text(HEAD + "accept,A,new,alliance de rives,,1\n", encoding="utf-8")
    accept(table)
    target = table.parents[1] / FILE
    target.write_text(
        target.read_text("utf-8").replace('label_fr = "alliance de rives"', 'label_fr = "les rives"'), "utf-8"
    )
    table.write_text(HEAD + "accept,A,new,alliance de rives,,1\naccept,B,,pacte de rives,,2\n", encoding="utf-8")
    found = accept(table)
    assert (found.added, found.known) == (("B",), ("A",))
    assert families(table)["A"].label_fr == "les rives"


def test_a_table_saved_by_a_french_spreadsheet_is_read(table):
    table.write_text("\ufeff" + (HEAD + "Accept,,,alliance de rives,,1\n").replace(",", ";"), encoding="utf-8")
    assert accept(table).added == ("ALLIANCE_DE_RIVES",)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (",,,alliance,,1\n", "no row has 'accept'"),
        ("oui,,,alliance,,1\n", "line 2: status 'oui' is not understood"),
        ("accept,,recent,alliance,,1\n", "line 2: side 'recent' is not one of old, new, third, none"),
        ("accept,,,,,1\n", "line 2: the accepted row has no term"),
        ("accept,É 1,,alliance,,1\n", "line 2: the id 'É 1' holds more than letters"),
        ("accept,A,,alliance,,1\naccept,A,,pacte,,2\n", "line 3: the id A is used twice"),
        ("accept,CD,,alliance,,1\n", "the id CD is one of the built-in lexicon"),
    ],
)
def test_a_wrong_table_is_one_sentence_and_changes_nothing(table, rows, message):
    table.write_text(HEAD + rows, encoding="utf-8")
    with pytest.raises(UsageError, match=re.escape(message)):
        accept(table)
    assert not (table.parents[1] / FILE).exists()


@pytest.mark.parametrize(
    ("data", "message"),
    [(b"status,term\n", "no column id"), ("status;é".encode("latin-1"), "not UTF-8"), (None, "cannot be read")],
)
def test_a_file_that_is_no_list_is_one_sentence(table, data, message):
    if data is not None:
        table.write_bytes(data)
    with pytest.raises(UsageError, match=message):
        accept(table)


def test_the_command_says_what_to_write_in_corpus_toml(table, capsys):
    table.write_text(HEAD + "accept,,,alliance de rives,,1\n", encoding="utf-8")
    assert cli.run(["lexicon", "accept", str(table)]) == 0
    assert f'[lexicon] file = "{FILE}"' in capsys.readouterr().out
    assert cli.run(["lexicon", "accept", str(table.with_name("none.csv"))]) == 2
