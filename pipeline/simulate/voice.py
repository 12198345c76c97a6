"""The words of one act: its partner, its sums, its habit of naming things, drawn once and kept to the end."""

import datetime as dt
import random
from collections.abc import Callable

from pipeline.simulate import phrases, topics
from pipeline.simulate.french import (
    NO_BREAK,
    amount,
    capitalised,
    date_in_figures,
    elided,
    grouped,
    number_in_words,
)  # fmt: skip
from pipeline.simulate.grammar import Slots, Value
from pipeline.simulate.places import GIVEN_NAMES, PARTNERS, SURNAMES, Collectivite
from pipeline.simulate.plan import HABIT, background_weights, new_share, theme_shares, topic_weights

_STREETS = ("des Tilleuls", "du Moulin-Vieux", "de la Citadelle", "Émile-Chastagner", "du Port-aux-Bois", "des Carmes")
_FIRST_AEICT_YEAR = 2011
_OLD_WEIGHTS = tuple(weight for _, _, weight in phrases.OLD_FORMS)
_NEW_WEIGHTS = tuple(weight for _, _, weight in phrases.NEW_FORMS)


def deck(rng: random.Random, cards: tuple[str, ...]) -> Callable[[], str]:
    """Draws without putting back until none is left: no sentence twice in one act, if there are enough."""
    left: list[str] = []

    def draw() -> str:
        if not left:
            left.extend(cards)
        place = int(rng.random() * len(left))
        left[place], left[-1] = left[-1], left[place]
        return left.pop()

    return draw


def weighted(rng: random.Random, weights: dict[str, float]) -> str:
    """One key, drawn with its weight."""
    point = rng.random() * sum(weights.values())
    for key, weight in weights.items():
        point -= weight
        if point < 0:
            return key
    return next(reversed(weights))


class Voice:
    """Draws the sentences of one act, and remembers which themes and topics it has drawn."""

    def __init__(self, rng: random.Random, collectivite: Collectivite, date: dt.date, *, local: bool = False) -> None:
        self.rng = rng
        self.collectivite = collectivite
        self.date = date
        self.forms = collectivite.forms(date)
        self.partner = PARTNERS[int(rng.random() * len(PARTNERS))]
        share = new_share(date.year)
        self.new_habit = rng.betavariate(HABIT * share, HABIT * (1 - share))
        self.topic = topics.LOCAL if local else weighted(rng, topic_weights(date.year))
        self.topic_sentences: dict[str, int] = {}
        self.theme_sentences: dict[str, int] = {}
        self._theme_weights = theme_shares(date.year)
        self._background_weights = background_weights(date.year)
        self.slots = Slots(rng, self._values())
        self._decks: dict[int, Callable[[], str]] = {}
        self._topics: dict[str, Slots] = {}

    def _values(self) -> dict[str, Value]:
        forms, partner, year = self.forms, self.partner, self.date.year
        return {
            "la_coll": forms.the, "of_coll": forms.of, "nom": self.collectivite.name, "official": forms.official,
            "council": forms.council, "le_chef": f"le {forms.head}", "ville": partner.city, "of_ville": partner.of_city,
            "pays_en": partner.in_country, "year": str(year), "street": _STREETS,
            "small": lambda rng: number_in_words(2 + int(rng.random() * 11)),
            "years": lambda rng: number_in_words(2 + int(rng.random() * 19)),
            "count": lambda rng: grouped(40 + 10 * int(rng.random() * 180)),
            "percent": lambda rng: str(12 + int(rng.random() * 74)),
            "amount": lambda rng: amount(500 * (2 + int(rng.random() ** 2 * 240)), year),
            "commission_date": lambda rng: self._before(rng, 5, 25),
            "earlier_date": lambda rng: self._before(rng, 300, 2200),
            "T": self._with_article, "de_T": self._after_de, "Partie": lambda rng: capitalised(self._term(rng)),
        }  # fmt: skip

    def _before(self, rng: random.Random, least_days: int, most_days: int) -> str:
        days = least_days + int(rng.random() * (most_days - least_days))
        return date_in_figures(self.date - dt.timedelta(days=days)).replace(" ", NO_BREAK, 1)

    def _new(self, rng: random.Random) -> bool:
        return rng.random() < self.new_habit

    def _term(self, rng: random.Random) -> str:
        forms, weights = (phrases.NEW_FORMS, _NEW_WEIGHTS) if self._new(rng) else (phrases.OLD_FORMS, _OLD_WEIGHTS)
        family, wording, _ = rng.choices(forms, weights)[0]
        if family == "AEICT" and self.date.year < _FIRST_AEICT_YEAR:
            family, wording, _ = phrases.NEW_FORMS[0]
        return f"‹{family}|{wording}›"

    def _with_article(self, rng: random.Random) -> str:
        term = self._term(rng)
        return f"l'{term}" if "|action" in term else f"la {term}"

    def _after_de(self, rng: random.Random) -> str:
        term = self._term(rng)
        return f"d'{term}" if "|action" in term else f"de {term}"

    # ------------------------------------------------------------------------------------------------ sentences

    def say(self, templates: tuple[str, ...]) -> str:
        """The next of these templates, filled, as a sentence."""
        return capitalised(self.slots.fill(self._next(templates)))

    def _next(self, templates: tuple[str, ...]) -> str:
        # The tuples are constants of a module, or held by the deck: an id never comes back for another tuple.
        if id(templates) not in self._decks:
            self._decks[id(templates)] = deck(self.rng, templates)
        return self._decks[id(templates)]()

    def term_sentence(self) -> str:
        """A sentence that uses a target term."""
        return self.say(phrases.TERM_SENTENCES)

    def rarer_term_sentence(self) -> str:
        """A plural, or an acronym where the act speaks the new way."""
        side = "new" if self._new(self.rng) else "old"
        family, wording = phrases.PLURALS[side]
        sentences = phrases.PLURAL_SENTENCES
        if side == "new" and self.rng.random() < 0.5:
            family, wording = phrases.ACRONYMS[0 if self.rng.random() < 0.7 else 1]
            sentences = phrases.ACRONYM_SENTENCES
        return Slots(self.rng, self.slots.values | {"Ts": f"‹{family}|{wording}›"}).pick(sentences)

    def theme_sentence(self) -> str:
        """A sentence of a theme, drawn with the weights of the year."""
        theme = weighted(self.rng, self._theme_weights)
        self.theme_sentences[theme] = self.theme_sentences.get(theme, 0) + 1
        return self.say(phrases.THEMES[theme])

    def background_sentence(self) -> str:
        """A sentence with a term of a family that is neither old nor new."""
        return self.say(phrases.BACKGROUND[weighted(self.rng, self._background_weights)])

    def office_sentence(self) -> str:
        """The name of a body that keeps a term alive whatever authors say."""
        year = self.date.year
        standing = tuple(text for first, last, text in phrases.OFFICES if first <= year <= last)
        return capitalised(self.slots.pick(standing))

    def topic_slots(self, topic: str) -> Slots:
        """The slots of one topic, its words drawn without repetition."""
        if topic not in self._topics:
            theme = topics.TOPICS[topic]
            actions, results = deck(self.rng, theme.actions), deck(self.rng, theme.results)
            facts = deck(self.rng, theme.facts)
            fill = self.slots.fill
            self._topics[topic] = Slots(self.rng, self.slots.values | {
                "actions": lambda _: fill(actions()),
                "d_actions": lambda _: elided("de", fill(actions())),
                "results": lambda _: fill(results()),
                "de_results": lambda _: _of(fill(results())),
                "facts": lambda _: fill(facts()),
            })  # fmt: skip
        return self._topics[topic]

    def topic_sentence(self, topic: str = "", frames: tuple[str, ...] = phrases.TOPIC_FRAMES) -> str:
        """A sentence of the topic of the act, or of another."""
        name = topic or self.topic
        self.topic_sentences[name] = self.topic_sentences.get(name, 0) + 1
        return capitalised(self.topic_slots(name).fill(self._next(frames)))

    def title(self) -> str:
        """What the act is about, in one line."""
        title = self.slots.pick(topics.TOPICS[self.topic].titles)
        if self.topic == topics.LOCAL:
            return capitalised(title)
        local = Slots(self.rng, self.slots.values | {"titre": title, "Titre": capitalised(title)})
        return local.pick(phrases.TERM_TITLES)


def person(rng: random.Random) -> str:
    """« Mme Hélène ROUVEYRE »."""
    civility, given = GIVEN_NAMES[int(rng.random() * len(GIVEN_NAMES))]
    return f"{civility} {given} {SURNAMES[int(rng.random() * len(SURNAMES))]}"


def _of(noun_phrase: str) -> str:
    """« de » before a noun phrase that begins with its article."""
    return f"du {noun_phrase[3:]}" if noun_phrase.startswith("le ") else f"de {noun_phrase}"
