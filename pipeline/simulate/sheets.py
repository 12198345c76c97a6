"""A document before layout: blocks without marks, and the truth counted while they were laid down."""

import random
from collections import Counter
from typing import Any

import msgspec

from pipeline.simulate import phrases
from pipeline.simulate.acts import Act, Block, Session
from pipeline.simulate.french import NO_BREAK, without_accents
from pipeline.simulate.grammar import Terms, plain
from pipeline.simulate.plan import Plan

ZONES = {
    "paragraph": "expose", "visa": "visas", "considerant": "considerants", "formula": "formula", "article": "dispositif",
    "vote": "vote", "debate": "expose",
}  # fmt: skip
"""Zone of each kind of block that an act is made of; what is said before the decision is part of its report."""
OPENING = 30
"""Characters of a block by which it is found again."""


class Stamped(msgspec.Struct, frozen=True):
    """The receipt of the préfecture: its lines as printed, and what they say."""

    lines: tuple[str, ...]
    truth: dict[str, str | None]


class Composition(msgspec.Struct):
    """A document before layout, without marks, and its truth."""

    title: str
    blocks: list[Block]
    acts: list[dict[str, Any]]
    terms: Terms
    topics: Counter[str]
    themes: Counter[str]
    traps: list[str]
    stamp: Stamped | None = None
    running_head: str = ""

    @property
    def text(self) -> str:
        """The text the truth counts: every block, and every note, once."""
        return "\n".join(f"{block.text}\n{block.note}" if block.note else block.text for block in self.blocks)


class Page:
    """Collects blocks, takes their marks out, counts them."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        rng = (plan.original or plan).generator("hand")  # one typist for an act and its copies
        self.bare = plan.year < 2000 and rng.random() < 0.35
        self.typographic = not self.bare and plan.year >= 1998 and rng.random() < 0.5
        self.composition = Composition("", [], [], Counter(), Counter(), Counter(), [])
        if self.bare:
            self.composition.traps.append("accents_missing")

    def add(self, kind: str, marked: str, note: str = "", into: Terms | None = None) -> None:
        """One block; its terms are counted in the document and, if given, in its act."""
        terms: Terms = Counter()
        text, note = plain(marked, kind, terms), plain(note, "note", terms)
        if terms:
            self.composition.terms.update(terms)
            if into is not None:
                into.update(terms)
        self.composition.blocks.append(Block(kind, self.hand(text), self.hand(note)))

    def hand(self, text: str) -> str:
        """The text as this typist writes: with or without accents, straight or curly apostrophes."""
        if self.bare:
            return without_accents(text)
        if self.typographic:
            return text.replace("'", "’").replace(" ;", "\u00a0;").replace(" :", "\u00a0:").replace("« ", "«\u00a0")
        return text

    def act(self, act: Act, session: Session, head: Terms | None = None, **more: Any) -> None:
        """The blocks of one act, and its line of truth."""
        terms: Terms = Counter(head or ())
        composition = self.composition
        before = len(composition.blocks)
        for block in act.blocks:
            self.add(block.kind, block.text, block.note, terms)
        composition.topics.update(act.topic_sentences)
        composition.themes.update(act.theme_sentences)
        composition.acts.append({
            "number": act.number, "title": clean(self.hand(plain(act.title, "", Counter()))), "date": session.date.isoformat(),
            "topics": shares(act.topic_sentences), "themes": dict(sorted(act.theme_sentences.items())),
            "votes": act.votes, "outcome": act.outcome, "visas": list(act.visas), "terms": table(terms),
            "siret": None, "matiere": None,
            "zones": [[ZONES[block.kind], clean(block.text)[:OPENING]] for block in composition.blocks[before:]],
        } | more)  # fmt: skip


def clean(text: str) -> str:
    """The text as any reader of it should have it in the end: plain spaces, straight apostrophes."""
    return text.replace(NO_BREAK, " ").replace("’", "'")


def shares(counts: dict[str, int]) -> dict[str, float]:
    """Counts as shares of their sum, to three decimals, sorted."""
    total = sum(counts.values())
    return {name: round(count / total, 3) for name, count in sorted(counts.items())}


def table(terms: Terms) -> dict[str, dict[str, int]]:
    """Family -> use, mention, ambiguous."""
    families = sorted({family for family, _ in terms})
    return {
        family: {status: terms[family, status] for status in ("use", "mention", "ambiguous")} for family in families
    }


def ambiguity(page: Page, rng: random.Random, traps: tuple[str, ...]) -> None:
    """A paragraph where the words of a family name something else."""
    trap = traps[int(rng.random() * len(traps))]
    page.add("paragraph", phrases.AMBIGUOUS[trap])
    page.composition.traps.append(f"ambiguous_{trap}")
