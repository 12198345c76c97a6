"""What is looked for first must not hide what is looked for next."""

import pathlib

import pytest

from pipeline.acts import cues
from pipeline.acts.fold import fold

TESTS = pathlib.Path(__file__).parents[2]
LINES = sorted(
    {
        line.strip()
        for path in [
            *(TESTS / "quality" / "minutes").glob("*.txt"),
            *(TESTS / "unit" / "acts" / "practice").rglob("*.txt"),
        ]
        for line in path.read_text("utf-8").splitlines()
        if line.strip()
    }
)
PHRASES = [
    "sous la présidence de M. Roux", "Étaient présents", "ont donné procuration", "Absents excusés et pouvoirs", "dont acte",
    "certifiée exécutoire", "ainsi délibéré", "Pour extrait conforme", "recours pour excès de pouvoir", "Pour : 12",
    "Extrait du registre", "République française", "le conseil est invité à", "il vous est proposé de bien", "adopte à l'unanimité",
    "l'assemblée est appelée à", "le comité est prié à", "accepté à la majorité", "fait et délibéré", "voies et délais de recours",
]  # fmt: skip


@pytest.mark.parametrize("zone", sorted({zone for zone, *_ in cues._PATTERNS}))
def test_a_text_without_a_needle_holds_no_cue(zone):
    patterns = [pattern for name, _, pattern in cues._PATTERNS if name == zone]
    found = [text for text in map(fold, [*LINES, *PHRASES]) if any(pattern.search(text) for pattern in patterns)]
    assert found
    assert [text for text in found if not any(needle in text for needle in cues._NEEDLES)] == []


def test_one_look_finds_what_each_pattern_would():
    folded = [fold(text) for text in [*LINES, *PHRASES]]
    alone = [text for text in folded if any(pattern.match(text) for _, pattern in cues._START_PATTERNS)]
    assert len(alone) > 300
    assert [text for text in alone if not cues._ANY_START.match(text)] == []
