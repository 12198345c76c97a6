"""What assemblies publish: single délibérations, and minutes that hold several."""

import datetime as dt
import random
from collections import Counter

import msgspec

from pipeline.simulate import phrases
from pipeline.simulate.acts import Act, Block, Session, compose_act, session_of
from pipeline.simulate.french import date_in_figures, date_in_words, date_with_slashes, date_with_weekday, hour_in_words
from pipeline.simulate.grammar import Terms, plain
from pipeline.simulate.places import DEPARTEMENT_NAME
from pipeline.simulate.plan import Plan
from pipeline.simulate.registration import FIRST_STAMP_YEAR, registration
from pipeline.simulate.sheets import Composition, Page, Stamped, ambiguity
from pipeline.simulate.topics import LOCAL
from pipeline.simulate.voice import Voice, person


def deliberation(plan: Plan) -> Composition:
    """One délibération alone, or the copy of one that minutes hold."""
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
    page, rng = Page(plan), plan.generator("front")
    page.composition.title = page.hand(plain(act.title, "", Counter()))
    head: Terms = Counter()
    registered = registration(plan, act.topic)
    if plan.short:
        _short_front(page, session, act, head)
    else:
        _front(page, session, rng, "EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS", registered.siret_line)
        page.add("number", f"Délibération n° {act.number}")
        if registered.matiere_line:
            page.add("matiere", registered.matiere_line)
        if rng.random() < 0.25:
            act = msgspec.structs.replace(act, title=act.title.upper())
        page.add("title", f"OBJET : {act.title}", into=head)
        page.add("rapporteur", f"Rapporteur : {person(rng)}")
        if plan.original is None and rng.random() < 0.15:
            ambiguity(page, rng, ("school_twinning", "university", "master"))
    votes = act.votes | {"effectif": session.collectivite.seats, "presents": session.present}
    page.act(
        msgspec.structs.replace(act, votes=votes), session, head, siret=registered.siret, matiere=registered.matiere
    )
    _back(page, session, rng, short=plan.short)
    if plan.year >= FIRST_STAMP_YEAR and plan.slot.form in ("pdf", "scan"):
        page.composition.stamp = _stamp(session, act.number, rng)
        page.composition.traps.append("stamp")
        page.composition.acts[0]["stamp"] = page.composition.stamp.truth
    return page.composition


def _short_front(page: Page, session: Session, act: Act, head: Terms) -> None:
    forms = session.collectivite.forms(session.date)
    page.add("header", f"{forms.official.upper()} - Extrait du registre des délibérations du {forms.council}")
    page.add(
        "opening",
        f"L'an {date_in_words(session.date)}, le {forms.council} s'est réuni. En exercice : {session.collectivite.seats}. "
        f"Présents : {session.present}.",
    )
    page.add("number", f"Délibération n° {act.number}")
    page.add("title", f"OBJET : {act.title}", into=head)


def _front(page: Page, session: Session, rng: random.Random, what: str, siret_line: str = "") -> None:
    """Letterhead, opening in words, counters, and the councillors where the layout lists them."""
    forms, date = session.collectivite.forms(session.date), session.date
    page.add("letterhead", "RÉPUBLIQUE FRANÇAISE")
    page.add("letterhead", f"DÉPARTEMENT DE LA {DEPARTEMENT_NAME.upper()}")
    page.add("letterhead", forms.official.upper())
    if siret_line:
        page.add("letterhead", siret_line)
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


def _roll(page: Page, session: Session, rng: random.Random) -> None:
    """Who is there and who is not: two blocks that some layouts print side by side."""
    names = [person(rng) for _ in range(session.collectivite.seats)]
    absent = names[session.present :]
    page.add("present", "Étaient présents : " + ", ".join(names[: session.present]) + ".")
    proxies = [f"{name} (pouvoir à {rng.choice(names[: session.present])})" for name in absent[: session.proxies]]
    page.add("absent", "Absents ou excusés : " + ", ".join([*proxies, *absent[session.proxies :]] or ["néant"]) + ".")
    page.composition.traps.append("councillors")


def _back(page: Page, session: Session, rng: random.Random, *, short: bool) -> None:
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


def _after(session: Session, days: int, rng: random.Random) -> dt.date:
    return session.date + dt.timedelta(days=days + int(rng.random() * 3))


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


def minutes(plan: Plan) -> Composition:
    """The minutes of a session: four to ten acts, what was said, and how it was voted."""
    page, rng = Page(plan), plan.generator("front")
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
        votes = act.votes | {"effectif": session.collectivite.seats, "presents": session.present}  # told in front
        printed = msgspec.structs.replace(act, number=str(rank + 1) if style else act.number, votes=votes)
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
    if act.topic != LOCAL and rng.random() < 0.6:
        spoken = voice.slots.pick(phrases.TERM_DEBATE)
        if "‹CD|" in spoken and plan.year > 1995 and rng.random() < 0.3:
            spoken = voice.slots.fill(phrases.OLD_DEBATE)
        lines.insert(1, spoken)
    position = next(place for place, block in enumerate(act.blocks) if block.kind in ("visa", "considerant"))
    spoken_blocks = tuple(Block("debate", line) for line in lines)
    return msgspec.structs.replace(act, blocks=(*act.blocks[:position], *spoken_blocks, *act.blocks[position:]))
