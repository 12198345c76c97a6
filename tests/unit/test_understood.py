"""`glissement act FILE`: every fact and every word of one document on the screen; one sentence for a bad one."""

import io
import json

import pytest
from rich.console import Console

from pipeline import cli, understood
from pipeline.errors import GlissementError

ACT = """Commune de Trets

Séance du 25 mars 2019

Délibération n° 2019-045

Objet : Jumelage avec Tivaouane

Vu le code général des collectivités territoriales, notamment son article L. 1115-1 ;

Le conseil municipal, après en avoir délibéré, approuve la convention.

Vote : pour 20, contre 2
"""


@pytest.fixture
def act(tmp_path):
    path = tmp_path / "delib_45.txt"
    path.write_text(ACT, "utf-8")
    return path


def test_facts_and_zones_are_shown(act):
    screen = io.StringIO()
    understood.show(understood.read(act), Console(file=screen, width=200, color_system=None))
    lines = [line.split() for line in screen.getvalue().splitlines()]
    assert ["objet", "Jumelage", "avec", "Tivaouane", "(text", "p.", "1,", "single)"] in lines
    assert ["vote", "pour", "20,", "contre", "2", "(text", "p.", "1,", "single)"] in lines
    assert ["outcome", "approuve", "(text", "p.", "1,", "single)"] in lines
    assert ["visas", "L1115-1", "CGCT"] in lines
    shown = "".join(screen.getvalue().split())
    assert all(word in shown for word in ACT.split())


def test_the_zones_have_a_colour_each():
    assert set(understood.COLOURS) == set(understood.Zone.__args__)


def test_json_holds_the_records(act, capsys):
    assert cli.run(["act", str(act), "--json"]) == 0
    (unit,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (unit["number"], unit["date"], unit["outcome"]) == ("2019-045", "2019-03-25", "approuve")


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 broken", b"MZ\x00\x01"])
def test_a_bad_file_is_one_sentence(tmp_path, capsys, content):
    path = tmp_path / "delib.pdf"
    path.write_bytes(content)
    assert cli.run(["act", str(path)]) != 0
    told = capsys.readouterr().err
    assert str(path) in told
    assert len(told.splitlines()) == 1


def test_an_unknown_genre_or_file_is_told(act, tmp_path):
    with pytest.raises(GlissementError, match="no genre 'motion'; choose one of deliberation"):
        understood.read(act, "motion")
    with pytest.raises(GlissementError, match="cannot be opened"):
        understood.read(tmp_path / "none.pdf")
