"""The planted corpora, a few draws each; `glissement selftest --seeds 200` is the whole judgement."""

import json

import numpy as np
import pytest

from pipeline import cli
from pipeline.lexicons import load_selftest
from pipeline.selftest.cases import CASES, Case, judge
from pipeline.selftest.counts import Plan, curve, planted

QUICK = [case for case in CASES if case.id in "ABEIK"]


@pytest.mark.parametrize("case", QUICK, ids=[case.id for case in QUICK])
def test_quick_cases_get_their_answer(case):
    found = judge(case, 5)
    assert found.right == found.seeds == 5


@pytest.mark.parametrize("case", [case for case in CASES if case not in QUICK], ids=lambda case: case.id)
def test_slow_cases_get_their_answer_once(case):
    assert judge(case, 1, first=3).right == 1


def test_what_is_planted_is_in_the_counts():
    counts = planted(Plan(documents=4000, old=(2, 0.5), new=(0.1, 1), mix=(0.2, 0.7), genre_rates=(1, 1)), 5)
    for side, old, new, mix in ((0, 2, 0.1, 0.2), (1, 0.5, 1, 0.7)):
        mine = counts.later == side
        assert 1000 * counts.old[mine].sum() / counts.words[mine].sum() == pytest.approx(old, rel=0.1)
        assert 1000 * counts.new[mine].sum() / counts.words[mine].sum() == pytest.approx(new, rel=0.15)
        assert counts.genre[mine].mean() == pytest.approx(mix, abs=0.01)
    yearly = curve(np.array([0.1, 0.9]), np.array([2000, 2001]), 1, documents=2000)
    assert (yearly.new / yearly.both).tolist() == pytest.approx([0.1, 0.9], abs=0.02)


def test_an_outcome_fails_only_beyond_chance():
    always, never = (Case("Z", "", "", 0.9, lambda seed, kept=kept: seed % 10 < kept) for kept in (9, 6))
    assert judge(always, 200).holds
    assert not judge(never, 200).holds


def test_the_command_tells_each_case(capsys):
    assert cli.run(["selftest", "--case", "k,a", "--seeds", "3"]) == 0
    assert [line[:8] for line in capsys.readouterr().out.splitlines()] == ["A  holds", "K  holds"]
    assert cli.run(["selftest", "--case", "K", "--seeds", "2", "--as", "jsonl"]) == 0
    assert json.loads(capsys.readouterr().out)["right"] == 2
    assert cli.run(["selftest", "--case", "Q"]) == 2
    assert "the cases are A, B, C" in capsys.readouterr().err


def test_the_results_in_the_report_are_those_of_these_cases():
    """data/selftest.csv is written by hand from `glissement selftest --seeds 200`."""
    told = {one.case: one for one in load_selftest()}
    assert {case.id: case.least for case in CASES} == {case: one.least for case, one in told.items()}
    assert all(one.right / one.seeds >= one.least for one in told.values())
    assert {one.seeds for one in told.values()} == {200}
