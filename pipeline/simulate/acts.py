"""One délibération: what it says, block by block, and what is true of it."""

import datetime as dt
import random
from typing import NamedTuple

import msgspec

from pipeline.simulate import phrases
from pipeline.simulate.citations import CITATIONS, reference_of
from pipeline.simulate.french import capitalised
from pipeline.simulate.grammar import Slots
from pipeline.simulate.places import COLLECTIVITES, Collectivite
from pipeline.simulate.plan import new_name_share
from pipeline.simulate.topics import LOCAL, TOPICS
from pipeline.simulate.voice import Voice


class Block(NamedTuple):
    """A stretch of a document with one purpose; its text may still hold marks."""

    kind: str
    text: str
    note: str = ""  # a footnote called at the end of the first sentence


class Session(NamedTuple):
    """Who sat, and when."""

    collectivite: Collectivite
    date: dt.date
    present: int
    proxies: int
    convened: dt.date

    @property
    def voters(self) -> int:
        """Votes that can be cast."""
        return self.present + self.proxies


class Act(msgspec.Struct, frozen=True):
    """One act: its blocks and the truth about them."""

    number: str
    title: str
    topic: str
    blocks: tuple[Block, ...]
    votes: dict[str, int | bool | None]
    outcome: str  # `approuve` or `autre`, after its first verb; `rejette`
    visas: tuple[str | None, ...]
    topic_sentences: dict[str, int]
    theme_sentences: dict[str, int]


def session_of(rng: random.Random, collectivite: Collectivite, date: dt.date) -> Session:
    """A session of the assembly, with its quorum."""
    absent = int(rng.random() * collectivite.seats * 0.3)
    proxies = int(rng.random() * (absent + 1))
    convened = date - dt.timedelta(days=6 + int(rng.random() * 5))
    return Session(collectivite, date, collectivite.seats - absent, proxies, convened)


def number_of(collectivite: Collectivite, date: dt.date, rank: int) -> str:
    """The number of an act as its collectivité prints it."""
    styles = ("{year}-{rank:03d}", "{year}/{rank}", "DEL_{year}_{rank:03d}", "{year}.{rank:03d}")
    return styles[COLLECTIVITES.index(collectivite) % len(styles)].format(year=date.year, rank=rank)


def compose_act(rng: random.Random, session: Session, rank: int, *, local: bool = False, short: bool = False) -> Act:
    """Write one act.

    Args:
        rng: generator of this act alone.
        session: the session that took it.
        rank: number of the act in its year, from 1.
        local: an act on local matters, without any target term.
        short: 120 to 200 words instead of 350 to 600.
    """
    voice = Voice(rng, session.collectivite, session.date, local=local)
    title = voice.title()
    expose = _expose_short(voice) if short else _expose(voice)
    expose += _new_name(voice, title)
    visas, references = _visas(voice, short=short)
    vote_text, votes, outcome = vote(rng, session)
    forms, considerants = voice.forms, _considerants(voice, short=short)
    decisions = _decisions(voice, short=short)
    if outcome == "adopte":  # the first verb of the decision says what was adopted
        outcome = "approuve" if " : APPROUVE " in decisions[0].text.upper() else "autre"
    blocks = [
        *(Block("paragraph", text) for text in expose),
        *visas,
        *considerants,
        Block("formula", f"Le {forms.council}, après en avoir délibéré,"),
        Block("formula", "DÉCIDE" if session.date.year % 2 else "DÉLIBÈRE"),
        *decisions,
        Block("vote", vote_text),
    ]
    return Act(
        number_of(session.collectivite, session.date, rank), title, voice.topic, tuple(blocks), votes, outcome, references,
        voice.topic_sentences, voice.theme_sentences,
    )  # fmt: skip


def _expose_short(voice: Voice) -> list[str]:
    if voice.topic == LOCAL:
        return [f"{voice.topic_sentence()} {voice.topic_sentence()}"]
    return [f"{voice.term_sentence()} {voice.topic_sentence()} {voice.theme_sentence()}"]


def _expose(voice: Voice) -> list[str]:
    rng = voice.rng
    if voice.topic == LOCAL:
        return [
            " ".join(voice.topic_sentence() for _ in range(3)),
            " ".join((voice.topic_sentence(), voice.say(phrases.FILLERS), voice.topic_sentence())),
        ]
    topical = [voice.topic_sentence() for _ in range(5)]
    if rng.random() < 0.35:
        other = rng.choice([name for name in TOPICS if name not in (LOCAL, voice.topic)])
        topical += [voice.topic_sentence(other), voice.topic_sentence(other)]
    first = [voice.term_sentence(), voice.topic_sentence(frames=phrases.ABROAD_FRAMES), voice.theme_sentence()]
    third = [voice.say(phrases.FILLERS), voice.term_sentence(), voice.theme_sentence()]
    if rng.random() < 0.6:
        third.append(voice.background_sentence())
    last = [sentence for odds, sentence in (
        (0.4, voice.office_sentence), (0.5, voice.theme_sentence), (0.12, voice.rarer_term_sentence),
        (0.1, lambda: voice.say(phrases.NEIGHBOURS)), (0.6, lambda: voice.say(phrases.FILLERS)),
    ) if rng.random() < odds]  # fmt: skip
    paragraphs = [first, topical[:3], topical[3:], third, [sentence() for sentence in last]]
    return [" ".join(paragraph) for paragraph in paragraphs if paragraph]


def _new_name(voice: Voice, title: str) -> list[str]:
    """A paragraph with the new name, in some acts of late years.

    It is drawn apart: all else of an act reads as it would without.
    """
    apart = random.Random(f"{title} {voice.new_habit}")
    if voice.topic == LOCAL or apart.random() >= new_name_share(voice.date.year):
        return []
    slots = Slots(apart, voice.slots.values)
    return [" ".join(capitalised(text) for text in slots.several(phrases.NEW_NAME_SENTENCES, 2))]


def _visas(voice: Voice, *, short: bool) -> tuple[list[Block], tuple[str | None, ...]]:
    """The visas an act of this day can hold, each with its own odds."""
    slots = Slots(voice.rng, voice.slots.values)
    drawn = [
        cited for cited in CITATIONS
        if cited.first <= voice.date <= cited.last
        and (voice.topic != LOCAL or not cited.abroad)
        and voice.rng.random() < cited.odds
    ]  # fmt: skip
    if short:
        drawn = drawn[:2]
    style = "VU" if voice.date.year < 1999 else "Vu"
    printed = [slots.fill(cited.text) for cited in drawn]
    blocks = [Block("visa", f"{style} {text}{',' if short else ' ;'}") for text in printed]
    return blocks, tuple(map(reference_of, drawn, printed))


def _considerants(voice: Voice, *, short: bool) -> list[Block]:
    slots = voice.topic_slots(voice.topic)
    texts = slots.several(phrases.PLAIN_CONSIDERANTS, 1 if short else 2)
    if voice.topic != LOCAL and voice.rng.random() < (0.25 if short else 0.7):
        texts.append(slots.pick(phrases.TERM_CONSIDERANTS))
    return [Block("considerant", f"Considérant {text} ;") for text in texts]


def _decisions(voice: Voice, *, short: bool) -> list[Block]:
    slots = voice.topic_slots(voice.topic)
    texts = slots.several(phrases.PLAIN_DECISIONS, 1 if short else 2 + int(voice.rng.random() * 2))
    if voice.topic != LOCAL and (not short or voice.rng.random() < 0.4):
        texts.insert(0, slots.pick(phrases.TERM_DECISIONS))
    return [Block("article", f"Article {rank} : {capitalised(text)}.") for rank, text in enumerate(texts, start=1)]


def vote(rng: random.Random, session: Session) -> tuple[str, dict[str, int | bool | None], str]:
    """How the vote is printed, its figures (null where nothing is printed), and what became of the act."""
    votes: dict[str, int | bool | None] = dict.fromkeys(
        ("effectif", "presents", "pour", "contre", "abstentions", "unanime")
    )
    draw = rng.random()
    if draw < 0.35:
        wording = ("Adopté à l'unanimité.", "La délibération, mise aux voix, est adoptée à l'unanimité.")
        return wording[int(rng.random() * 2)], votes | {"unanime": True}, "adopte"
    if draw < 0.6:
        figures = votes | {"pour": session.voters, "contre": 0, "abstentions": 0, "unanime": True}
        return f"Pour : {session.voters} - Contre : 0 - Abstention : 0. Adopté à l'unanimité.", figures, "adopte"
    fewer = 1 + int(rng.random() * session.voters * 0.2)
    abstained = int(rng.random() * session.voters * 0.15)
    more = session.voters - fewer - abstained
    if draw >= 0.96:
        figures = votes | {"pour": fewer, "contre": more, "abstentions": abstained, "unanime": False}
        return (
            f"Pour : {fewer} - Contre : {more} - Abstentions : {abstained}. Rejeté à la majorité.",
            figures,
            "rejette",
        )
    figures = votes | {"pour": more, "contre": fewer, "abstentions": abstained, "unanime": False}
    if draw < 0.85:
        return f"Pour : {more} - Contre : {fewer} - Abstentions : {abstained}. Adopté à la majorité.", figures, "adopte"
    return f"Adopté à la majorité par {more} voix pour, {fewer} contre et {abstained} abstentions.", figures, "adopte"
