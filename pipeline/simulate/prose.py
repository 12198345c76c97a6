"""What is written about these acts: yearly reports of a collectivité, articles of a journal."""

from collections import Counter

from pipeline.simulate import phrases
from pipeline.simulate.french import capitalised, date_in_figures
from pipeline.simulate.grammar import plain
from pipeline.simulate.places import DEPARTEMENT_NAME
from pipeline.simulate.plan import CYCLE, Plan
from pipeline.simulate.sheets import Composition, Page, ambiguity
from pipeline.simulate.voice import Voice, person

JOURNAL = "Cahiers des territoires"
SPANISH_SLOT = 23
"""The article of the cycle that quotes Spanish, where AECT is the name of another body."""

_REPORT_SECTIONS = (
    "Le cadre de l'action", "Les partenaires", "Les projets de l'année", "Les moyens", "Le bilan", "Les perspectives",
)  # fmt: skip
_ARTICLE_SECTIONS = ("Introduction", "Méthode et sources", "Les mots et les usages", "Discussion", "Conclusion")


def _section(page: Page, voice: Voice, paragraphs: int, notes: bool) -> None:
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


def _prose(page: Page, plan: Plan, headings: tuple[str, ...], *, notes: bool) -> None:
    rng = plan.generator("prose")
    for number, heading in enumerate(headings, start=1):
        voice = Voice(rng, plan.collectivite, plan.date)
        page.add("heading", f"{number}. {heading}")
        _section(page, voice, 2 + int(rng.random() * 2), notes)
        page.composition.topics.update(voice.topic_sentences)
        page.composition.themes.update(voice.theme_sentences)


def report(plan: Plan) -> Composition:
    """The yearly report of a collectivité: sections, notes, a running head that carries a term."""
    page, rng = Page(plan), plan.generator("front")
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
        ambiguity(page, rng, ("lome",))
    page.add("paragraph", voice.office_sentence())
    return page.composition


def article(plan: Plan) -> Composition:
    """An article: abstract, sections, and a bibliography whose terms are mentions."""
    page, rng = Page(plan), plan.generator("front")
    voice = Voice(rng, plan.collectivite, plan.date)
    title = capitalised(voice.slots.fill("{Partie} et territoires : retour sur une expérience"))
    page.composition.title = page.hand(plain(title, "", Counter()))
    page.add("title", title)
    page.add("author", f"{person(rng).split(' ', 1)[1]}, Université de la {DEPARTEMENT_NAME}")
    month = date_in_figures(plan.date).split(" ", 1)[1]
    page.add("subtitle", f"{JOURNAL}, n° {plan.year - 1985}, {month}")
    page.add("abstract", f"Résumé. {voice.term_sentence()} {voice.theme_sentence()} {voice.topic_sentence()}")
    page.composition.topics.update(voice.topic_sentences)
    page.composition.themes.update(voice.theme_sentences)
    _prose(page, plan, _ARTICLE_SECTIONS, notes=False)
    if plan.index % len(CYCLE) == SPANISH_SLOT:
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
