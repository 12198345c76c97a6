"""Acronyms and glosses in 70 invented sentences, 44 pairs and 28 sentences without one. Floors only rise.

The rules were written on the half `seen`; `unseen` was scored when they were done.
"""

import json
from pathlib import Path

import pytest

from pipeline.terms.definitions import definitions

SENTENCES = Path(__file__).with_name("definitions.jsonl")
FLOORS = {"seen": (1.0, 0.95), "unseen": (1.0, 1.0)}
"""Precision and recall of pairs with both bounds right. Missed: « (ou codéveloppement) », one word beside two."""


@pytest.mark.parametrize("half", FLOORS)
def test_pairs(half: str) -> None:
    right = given = wanted = 0
    for line in SENTENCES.read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["half"] != half:
            continue
        text = row["text"]
        found = {
            (pair.kind, text[pair.long_start : pair.long_end], text[pair.short_start : pair.short_end])
            for pair in definitions(text)
        }
        gold = {tuple(pair) for pair in row["pairs"]}
        right, given, wanted = right + len(found & gold), given + len(found), wanted + len(gold)
    assert wanted >= 20
    assert right / given >= FLOORS[half][0]
    assert right / wanted >= FLOORS[half][1]
