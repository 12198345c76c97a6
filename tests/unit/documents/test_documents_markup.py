"""Tags in a field of a table are no words of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents.listed.markup import without_markup
from pipeline.documents.listed.tabular import rows


def test_a_table_becomes_lines_and_blocks_stand_apart():
    text = 'Les taux sont :\n<table><tr><td align="center">Strate</td><td>Taux</td></tr><tr><td>A&amp;B</td><td>12</td></tr></table>\n<p>Le maire<br/>signe.</p>'
    assert without_markup(text) == "Les taux sont :\n\nStrate\tTaux\nA&B\t12\n\nLe maire\nsigne."


@pytest.mark.parametrize(
    "text",
    [
        "si a < b et b > c, alors a < c",
        "Un texte\n\nde deux paragraphes",
        "écrire <br> dans la case",
        "<nom> et <prénom> du maire",
        "",
    ],
)
def test_what_is_no_markup_stays(text):
    assert without_markup(text) == text


def test_a_tag_written_out_in_a_cell_is_text():
    assert without_markup("<table><tr><td>&lt;br&gt;</td><td>1</td></tr></table><p>x</p>") == "<br>\t1\n\nx"


@given(st.text(alphabet="<>/abtdr p&;\n", max_size=200))
def test_any_text_gives_a_text_without_the_tags_we_know(text):
    found = without_markup(text)
    assert isinstance(found, str)
    assert len(found) <= len(text) + 2


def test_the_text_of_a_row_is_read_without_its_tags():
    table = b'id,date,text\n1,2014-05-02,"<p>Le conseil approuve<br>la convention.</p>"\n'
    assert [row.text for row in rows(table, {}, "t.csv")] == ["Le conseil approuve\nla convention."]
