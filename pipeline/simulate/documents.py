"""Whole documents, block by block, and what is true of them: acts, minutes, reports, articles."""

import random
from collections import Counter
from typing import Any

import msgspec

from pipeline.simulate import phrases
from pipeline.simulate.acts import Act, Block, Session, compose_act, session_of
from pipeline.simulate.french import (
    capitalised, date_in_figures, date_in_words, date_with_slashes, date_with_weekday, hour_in_words, without_accents,
)  # fmt: skip
from pipeline.simulate.grammar import Terms, plain
from pipeline.simulate.places import DEPARTEMENT_NAME
from pipeline.simulate.plan import Plan
from pipeline.simulate.voice import Voice, person

FIRST_STAMP_YEAR = 2006
"""Transmission of acts to the préfecture by @CTES spread from here on."""


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


def compose(plan: Plan) -> Composition:
    """Write the document of a plan.

    Args:
        plan: what the document is to be.

    Returns:
        Its blocks and its truth; a copy of an act gives the very words of the act in the minutes.
    """
    composition = {
        "deliberation": _deliberation, "minutes": _minutes, "report": _report, "article": _article,
    }[plan.slot.genre](plan)  # fmt: skip
    return composition


# --------------------------------------------------------------------------------------------------- finishing


class _Page:
    """Collects blocks, takes their marks out, counts them."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        rng = plan.generator("hand")
        self.bare = plan.year < 2000 and rng.random() < 0.35
        self.typographic = not self.bare and plan.year >= 1998 and rng.random() < 0.5
        self.composition = Composition("", [], [], Counter(), Counter(), Counter(), [])
        if self.bare:
            self.composition.traps.append("accents_missing")

    def add(self, kind: str, marked: str, note: str = "", into: Terms | None = None) -> None:
        """One block; its terms are counted in the document and, if given, in its act."""
        terms: Terms = Counter()
        text, note = plain(marked, kind, terms), plain(note, "note", terms)
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
        for block in act.blocks:
            self.add(block.kind, block.text, block.note, terms)
        composition = self.composition
        composition.topics.update(act.topic_sentences)
        composition.themes.update(act.theme_sentences)
        composition.acts.append({
            "number": act.number, "title": self.hand(plain(act.title, "", Counter())), "date": session.date.isoformat(),
            "topics": shares(act.topic_sentences), "themes": dict(sorted(act.theme_sentences.items())),
            "votes": act.votes, "visas": list(act.visas), "terms": table(terms),
        } | more)  # fmt: skip


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


# ------------------------------------------------------------------------------------------------ single acts


def _deliberation(plan: Plan) -> Composition:
    original = plan.original
    if original and original.slot.genre == "minutes":
        session = session_of(original.generator("session"), original.collectivite, original.date)
        act = act_of_minutes(original, session, copied_rank(original))
    else:
        rng = plan.generator("act")
        session = session_of(rng, plan.collectivite, plan.date)
        act = compose_act(rng, session, 1 + int(rng.random() * 180), short=plan.short)
    return _single(plan, session, act)


def _single(plan: Plan, session: Session, act: Act) -> Composition:
    page, rng = _Page(plan), plan.generator("front")
    page.composition.title = page.hand(plain(act.title, "", Counter()))
    head: Terms = Counter()
    if plan.short:
        _short_front(page, session, act, head)
    else:
        _front(page, session, rng, "EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS")
        page.add("number", f"Délibération n° {act.number}")
        title = act.title.upper() if rng.random() < 0.25 else act.title
        page.add("title", f"OBJET : {title}", into=head)
        page.add("rapporteur", f"Rapporteur : {person(rng)}")
        if plan.original is None and rng.random() < 0.15:
            _ambiguity(page, rng, ("school_twinning", "university", "master"))
    votes = act.votes | {"effectif": session.collectivite.seats, "presents": session.present}
    page.act(msgspec.structs.replace(act, votes=votes), session, head)
    _back(page, session, rng, short=plan.short)
    if plan.year >= FIRST_STAMP_YEAR and plan.slot.form in ("pdf", "scan"):
        page.composition.stamp = _stamp(session, act.number, rng)
        page.composition.traps.append("stamp")
        page.composition.acts[0]["stamp"] = page.composition.stamp.truth
    return page.composition


def _short_front(page: _Page, session: Session, act: Act, head: Terms) -> None:
    forms = session.collectivite.forms(session.date)
    page.add("header", f"{forms.official.upper()} - Extrait du registre des délibérations du {forms.council}")
    page.add(
        "opening",
        f"L'an {date_in_words(session.date)}, le {forms.council} s'est réuni. En exercice : {session.collectivite.seats}. "
        f"Présents : {session.present}.",
    )
    page.add("number", f"Délibération n° {act.number}")
    page.add("title", f"OBJET : {act.title}", into=head)


def _front(page: _Page, session: Session, rng: random.Random, what: str) -> None:
    """Letterhead, opening in words, counters, and the councillors where the layout lists them."""
    forms, date = session.collectivite.forms(session.date), session.date
    page.add("letterhead", "RÉPUBLIQUE FRANÇAISE")
    page.add("letterhead", f"DÉPARTEMENT DE LA {DEPARTEMENT_NAME.upper()}")
    page.add("letterhead", forms.official.upper())
    if page.plan.slot.layout == "letterhead" and rng.random() < 0.6:
        page.add("letterhead", "Direction des ‹RI|relations internationales›")
        page.composition.traps.append("letterhead_term")
    page.add("header", what)
    page.add("header", f"DU {forms.council.upper()}")
    page.add("header", f"Séance du {date_with_weekday(date)}")
    hour = hour_in_words(17 + int(rng.random() * 3), 30 * int(rng.random() * 2))
    convened = date_in_figures(session.convened)
    page.add(
        "opening",
        f"L'an {date_in_words(date)} à {hour}, le {forms.council}, légalement convoqué le {convened}, s'est réuni au lieu "
        f"habituel de ses séances, sous la présidence de {person(rng)}, {forms.head}.",
    )
    page.add(
        "presence",
        f"Nombre de membres en exercice : {session.collectivite.seats} - Présents : {session.present} - "
        f"Pouvoirs : {session.proxies} - Votants : {session.voters}",
    )
    if page.plan.slot.layout in ("roll", "minutes") or page.plan.slot.form == "docx":
        _roll(page, session, rng)
    page.add("presence", f"Secrétaire de séance : {person(rng)}")


def _roll(page: _Page, session: Session, rng: random.Random) -> None:
    """Who is there and who is not: two blocks that some layouts print side by side."""
    names = [person(rng) for _ in range(session.collectivite.seats)]
    absent = names[session.present :]
    page.add("present", "Étaient présents : " + ", ".join(names[: session.present]) + ".")
    proxies = [f"{name} (pouvoir à {rng.choice(names[: session.present])})" for name in absent[: session.proxies]]
    page.add("absent", "Absents ou excusés : " + ", ".join([*proxies, *absent[session.proxies :]] or ["néant"]) + ".")
    page.composition.traps.append("councillors")


def _back(page: _Page, session: Session, rng: random.Random, *, short: bool) -> None:
    forms = session.collectivite.forms(session.date)
    page.add("signature", f"Pour extrait conforme, le {forms.head},")
    page.add("signature", person(rng))
    if not short and rng.random() < 0.6:
        sent, shown = _after(session, 3, rng), _after(session, 6, rng)
        page.add(
            "executoire",
            f"Acte rendu exécutoire après dépôt en préfecture le {date_with_slashes(sent)} et publication le "
            f"{date_with_slashes(shown)}.",
        )


def _after(session: Session, days: int, rng: random.Random) -> Any:
    return session.date + (session.date.resolution * (days + int(rng.random() * 3)))


def _stamp(session: Session, number: str, rng: random.Random) -> Stamped:
    """The receipt, in one of the two common layouts."""
    sent, received, shown = _after(session, 1, rng), _after(session, 4, rng), _after(session, 7, rng)
    code = "".join(letter if letter.isalnum() else "_" for letter in number.upper())
    identifier = f"096-{session.collectivite.siren}-{session.date:%Y%m%d}-{code}-DE"
    truth: dict[str, str | None] = {
        "prefecture_id": identifier, "sent": sent.isoformat(), "received": received.isoformat(), "published": None,
    }  # fmt: skip
    if rng.random() < 0.5:
        return Stamped((
            "Accusé de réception en préfecture", identifier, f"Date de télétransmission : {date_with_slashes(sent)}",
            f"Date de réception préfecture : {date_with_slashes(received)}",
        ), truth)  # fmt: skip
    return Stamped((
        f"Envoyé en préfecture le {date_with_slashes(sent)}", f"Reçu en préfecture le {date_with_slashes(received)}",
        f"Affiché le {date_with_slashes(shown)}", f"ID : {identifier}",
    ), truth | {"published": shown.isoformat()})  # fmt: skip


def _ambiguity(page: _Page, rng: random.Random, traps: tuple[str, ...]) -> None:
    """A paragraph where the words of a family name something else."""
    trap = traps[int(rng.random() * len(traps))]
    page.add("paragraph", phrases.AMBIGUOUS[trap])
    page.composition.traps.append(f"ambiguous_{trap}")


# ---------------------------------------------------------------------------------------------------- minutes


def acts_in_minutes(plan: Plan) -> tuple[int, tuple[bool, ...]]:
    """Rank of the first act of a set of minutes, and which of its acts are on local matters."""
    rng = plan.generator("agenda")
    first = 1 + int(rng.random() * 150)
    local = [rng.random() < 0.4 for _ in range(4 + int(rng.random() * 7))]
    local[int(rng.random() * len(local))] = False  # at least one act about action abroad
    return first, tuple(local)


def copied_rank(plan: Plan) -> int:
    """Which act of the minutes is also published alone: the first about action abroad, from 0."""
    return acts_in_minutes(plan)[1].index(False)


def act_of_minutes(plan: Plan, session: Session, rank: int) -> Act:
    """One act of a set of minutes, the same wherever it is asked for; `rank` from 0."""
    first, local = acts_in_minutes(plan)
    return compose_act(plan.generator(f"act {rank}"), session, first + rank, local=local[rank])


def _minutes(plan: Plan) -> Composition:
    page, rng = _Page(plan), plan.generator("front")
    session = session_of(plan.generator("session"), plan.collectivite, plan.date)
    forms = session.collectivite.forms(session.date)
    page.composition.title = page.hand(f"Procès-verbal de la séance du {date_in_figures(plan.date)}")
    page.composition.running_head = page.hand(f"{forms.official} - {forms.council} du {date_in_figures(plan.date)}")
    _front(page, session, rng, "PROCÈS-VERBAL DE LA SÉANCE")
    style = int(rng.random() * 2)
    for rank, _local in enumerate(acts_in_minutes(plan)[1]):
        act, head = act_of_minutes(plan, session, rank), Counter[tuple[str, str]]()
        numbered = f"{rank + 1} - {act.title}" if style else f"Délibération n° {act.number} : {act.title}"
        page.add("item", numbered, into=head)
        if not style:
            page.add("rapporteur", f"Rapporteur : {person(rng)}")
        printed = msgspec.structs.replace(act, number=str(rank + 1)) if style else act
        page.act(_with_debate(printed, session, rng, plan, rank), session, head)
    page.add("signature", f"La séance est levée à {hour_in_words(21, 15 * int(rng.random() * 4))}.")
    return page.composition


def _with_debate(act: Act, session: Session, rng: random.Random, plan: Plan, rank: int) -> Act:
    """The same act with what was said about it before the vote; none for an act that is also published alone."""
    if rank == copied_rank(plan) or rng.random() < 0.45:
        return act
    voice = Voice(rng, session.collectivite, session.date)
    voice.slots.values["speaker"] = lambda _: person(rng)
    lines = [voice.slots.fill(line) for line in rng.sample(phrases.DEBATE, 2 + int(rng.random() * 2))]
    if act.topic != "gestion" and rng.random() < 0.6:
        spoken = voice.slots.pick(phrases.TERM_DEBATE)
        if "‹CD|" in spoken and plan.year > 1995 and rng.random() < 0.3:
            spoken = voice.slots.fill(phrases.OLD_DEBATE)
        lines.insert(1, spoken)
    position = next(place for place, block in enumerate(act.blocks) if block.kind in ("visa", "considerant"))
    spoken_blocks = tuple(Block("debate", line) for line in lines)
    return msgspec.structs.replace(act, blocks=(*act.blocks[:position], *spoken_blocks, *act.blocks[position:]))


# --------------------------------------------------------------------------------------- reports and articles

_REPORT_SECTIONS = (
    "Le cadre de l'action", "Les partenaires", "Les projets de l'année", "Les moyens", "Le bilan", "Les perspectives",
)  # fmt: skip
_ARTICLE_SECTIONS = ("Introduction", "Méthode et sources", "Les mots et les usages", "Discussion", "Conclusion")


def _section(page: _Page, voice: Voice, paragraphs: int, notes: bool) -> None:
    """Some paragraphs of prose; now and then a note at the foot of the page."""
    for _ in range(paragraphs):
        sentences = [voice.term_sentence() if voice.rng.random() < 0.75 else voice.background_sentence()]
        sentences += [voice.topic_sentence() for _ in range(3)]
        sentences.append(voice.theme_sentence())
        if voice.rng.random() < 0.3:
            sentences.append(voice.background_sentence())
        note = ""
        if notes and voice.rng.random() < 0.3:
            note = f"Voir le compte rendu de la mission, page {2 + int(voice.rng.random() * 40)}, et le dossier annexé."
        page.add("paragraph", " ".join(sentences), note)


def _prose(page: _Page, plan: Plan, headings: tuple[str, ...], *, notes: bool) -> None:
    rng = plan.generator("prose")
    for number, heading in enumerate(headings, start=1):
        voice = Voice(rng, plan.collectivite, plan.date)
        page.add("heading", f"{number}. {heading}")
        _section(page, voice, 2 + int(rng.random() * 2), notes)
        page.composition.topics.update(voice.topic_sentences)
        page.composition.themes.update(voice.theme_sentences)


def _report(plan: Plan) -> Composition:
    page, rng = _Page(plan), plan.generator("front")
    forms = plan.collectivite.forms(plan.date)
    voice = Voice(rng, plan.collectivite, plan.date)
    subject = capitalised(voice.slots.fill("{Partie}"))
    page.composition.title = page.hand(plain(f"{subject} : rapport annuel {plan.year}", "", Counter()))
    page.add("letterhead", forms.official.upper())
    page.add("title", f"{subject} : rapport annuel {plan.year}")
    page.add("subtitle", f"Rapport présenté en {date_in_figures(plan.date).split(' ', 1)[1]}")
    if plan.slot.form == "pdf":
        head = voice.slots.pick(phrases.RUNNING_HEADS)
        page.composition.running_head = page.hand(head)
        page.composition.traps.append("running_head_term")
    _prose(page, plan, _REPORT_SECTIONS, notes=True)
    if rng.random() < 0.4:
        _ambiguity(page, rng, ("lome",))
    page.add("paragraph", voice.office_sentence())
    return page.composition


def _article(plan: Plan) -> Composition:
    page, rng = _Page(plan), plan.generator("front")
    voice = Voice(rng, plan.collectivite, plan.date)
    title = capitalised(voice.slots.fill("{Partie} et territoires : retour sur une expérience"))
    page.composition.title = page.hand(plain(title, "", Counter()))
    page.add("title", title)
    page.add("author", f"{person(rng).split(' ', 1)[1]}, Université de la {DEPARTEMENT_NAME}")
    page.add("subtitle", f"Cahiers des territoires, n° {plan.year - 1985}, {date_in_figures(plan.date).split(' ', 1)[1]}")
    page.add("abstract", "Résumé. " + " ".join((voice.term_sentence(), voice.theme_sentence(), voice.topic_sentence())))
    page.composition.topics.update(voice.topic_sentences)
    page.composition.themes.update(voice.theme_sentences)
    _prose(page, plan, _ARTICLE_SECTIONS, notes=False)
    if plan.index % 25 == 23:
        for paragraph in phrases.SPANISH:
            page.add("paragraph", paragraph)
        page.composition.traps.append("spanish_aect")
    page.add("heading", "Références")
    for reference in _references(voice, plan.year):
        page.add("reference", reference)
    return page.composition


def _references(voice: Voice, year: int) -> list[str]:
    """A bibliography: what stands in a title of it is always a mention."""
    rng, references = voice.rng, []
    for _ in range(6):
        name = person(rng).split(" ", 2)[2].title()
        before = max(1985, year - 1 - int(rng.random() * 12))
        title = capitalised(voice.slots.pick(("{T} en question", "{T} : acteurs et politiques", "Villes et {T}")))
        references.append(f"{name} ({before}), {title}, Éditions du Pont-Neuf, {90 + int(rng.random() * 200)} p.")
    return sorted(references)
