"""The same act in several documents is counted once."""

import pytest

from pipeline import store
from pipeline.jobs import Job
from pipeline.records import Document, Duplicate, Passage, Run, Unit, ZoneSpan
from pipeline.settings import Settings
from pipeline.stages import annotate, count
from pipeline.store import Corpus

SETTINGS = Settings()
SECTIONS = {name: getattr(SETTINGS, name) for name in ("lexicon", "annotate", "count", "genres")}
BODY = (
    "La commune de Kerlann poursuit avec la commune rurale de Dioro un partenariat ancien, qui porte sur l'accès à "
    "l'eau potable, la formation des agents et la gestion de l'état civil. Il est proposé de renouveler la convention "
    "pour trois ans et de verser une subvention de 12 000 euros. "
)
DEBATE = " ".join(
    f"Monsieur le conseiller {name} demande combien l'opération numéro {number} coûtera aux habitants de la commune."
    for number, name in enumerate(("Abgrall", "Bozec", "Cadiou", "Derrien", "Even", "Floch", "Guivarc'h", "Henaff") * 2)
)
OTHER = "Le conseil fixe les tarifs de la piscine municipale et du marché couvert à compter du mois prochain."


@pytest.fixture
def corpus(root):
    return Corpus("t", str(root), str(root / "raw"), str(root))


def put(corpus, doc_id, *acts, date="2014-04-24", insee=None):
    """Write one document of acts (title, number, text), and count it."""
    passages, units = [], []
    for place, (title, number, text) in enumerate(acts):
        name = f"{doc_id}:p{place}"
        passages.append(Passage(doc_id, name, 1, 1, "body", None, text, [(0, len(text))], 9, [Run(0, 1, 0, len(text))]))
        units.append(
            Unit(
                f"{doc_id}:u{place}", doc_id, "act", place, place, 1, 1, title, number, date, "text", 2014, None, insee,
                None, None, None, None, [], None, [ZoneSpan("expose", name, 0, len(text))], [], 1.0, [],
            )
        )  # fmt: skip
    store.write(corpus.path("passages", doc_id), passages)
    store.write(corpus.path("acts", doc_id), units)
    described = Document(
        doc_id, f"{doc_id}.txt", "text/plain", "0" * 64, 1, None, None, None, "document", None, None, None, "fr", None,
        None, None, "kept", None, {},
    )  # fmt: skip
    for stage in (annotate, count):
        assert stage.run(Job(corpus, described, SECTIONS)).status == "done"
    return described


def repeated(corpus, *documents):
    store.write(corpus.catalogue, documents)
    doc_ids = sorted(document.doc_id for document in documents)
    count.finish(corpus, doc_ids, {"lexicon": SETTINGS.lexicon, "count": SETTINGS.count})
    rows = store.read_all(corpus.build / "duplicates.jsonl", Duplicate)
    return [(row.unit_id, row.of) for row in rows]


TITLE = "Partenariat avec Dioro - Convention"
TARIFFS = ("Tarifs de la piscine", "2", OTHER)


def test_the_act_stands_in_the_minutes_amid_the_debate_and_in_their_summary(corpus):
    minutes = put(corpus, "a-pv", (TITLE.upper(), "1", BODY + DEBATE), TARIFFS)
    summary = put(corpus, "b-cr", (TITLE, "1", f"{TITLE}. Pour : 29. Adopté à l'unanimité."), ("Vélo", "3", DEBATE))
    single = put(corpus, "c-act", (TITLE, "2014 / 0171", BODY))
    assert repeated(corpus, minutes, summary, single) == [("c-act:u0", "a-pv:u0")]
    summed_up = f"{TITLE}. La commune de Kerlann poursuit avec la commune rurale de Dioro un partenariat."
    summary = put(corpus, "b-cr", (TITLE, "1", summed_up), ("Vélo", "3", DEBATE))
    assert repeated(corpus, minutes, summary, single) == [("b-cr:u0", "a-pv:u0"), ("c-act:u0", "a-pv:u0")]


def test_the_act_on_its_own_is_kept_where_the_minutes_say_little_more(corpus):
    minutes = put(corpus, "a-pv", (TITLE, "1", BODY + "Qui est contre ? Qui s'abstient ?"), TARIFFS)
    assert repeated(corpus, minutes, put(corpus, "b", (TITLE, None, BODY))) == [("a-pv:u0", "b:u0")]


def test_of_two_minutes_the_fullest_is_kept(corpus):
    summary = put(corpus, "a-cr", (TITLE, "1", BODY), ("Vélo", "3", DEBATE))
    minutes = put(corpus, "b-pv", (TITLE, "1", BODY + DEBATE), TARIFFS)
    assert repeated(corpus, summary, minutes) == [("a-cr:u0", "b-pv:u0")]


def test_capitals_without_accents_are_the_same_text(corpus):
    bare = BODY.translate(str.maketrans("éèàâô", "eeaao")).upper()
    assert repeated(corpus, put(corpus, "a", (TITLE, None, BODY)), put(corpus, "b", (TITLE, None, bare))) == [
        ("b:u0", "a:u0")
    ]


def test_an_act_stands_once_in_a_document(corpus):
    single = put(corpus, "a", (TITLE, None, BODY))
    minutes = put(corpus, "pv", (TITLE, "1", BODY), (TITLE, "2", BODY + "Second vote."))
    assert repeated(corpus, single, minutes) == [("pv:u0", "a:u0"), ("pv:u1", "a:u0")]  # alike as wholes
    minutes = put(corpus, "pv", (TITLE, "1", BODY), (TITLE, "2", BODY + DEBATE))
    assert repeated(corpus, single, minutes) == [("pv:u0", "a:u0")]


@pytest.mark.parametrize(
    ("title", "date", "insee"),
    [
        ("Partenariat avec Sikasso - Convention", "2014-04-24", None),
        (TITLE, "2014-05-22", None),
        (TITLE, "2014-04-24", "29001"),
    ],
)
def test_sister_acts_other_sessions_and_other_councils_stay_apart(corpus, title, date, insee):
    single = put(corpus, "a", (TITLE, None, BODY), insee="29000")
    sister = put(corpus, "b", (title, None, BODY), date=date, insee=insee)
    assert repeated(corpus, single, sister) == []
