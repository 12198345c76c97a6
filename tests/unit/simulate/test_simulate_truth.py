"""What the truth says is what stands in the texts."""

import re
from collections import Counter

import pytest

from pipeline.acts.matieres import nomenclature
from pipeline.simulate import phrases
from pipeline.simulate.citations import CITATIONS, reference_of
from pipeline.simulate.documents import compose
from pipeline.simulate.grammar import plain
from pipeline.simulate.plan import (
    CEILING,
    CYCLE,
    FIRST_YEAR,
    LAST_YEAR,
    MIDPOINT_YEAR,
    new_share,
    plan,
    slot_of,
    theme_shares,
    topic_weights,
)
from pipeline.simulate.registration import LABELS
from pipeline.simulate.topics import LOCAL, TOPICS

SEED = 20171211

# Written apart from the lexicon of the pipeline on purpose: the longest match wins, as everywhere.
COLLECTIVITES = r"(?:des|de la|de nos) collectivit[ée]s?(?: (?:territoriales|locales))?"
COOPERATION = r"\bcoop[ée]rations?(?: internationale| interr[ée]gionale)? d[ée]centralis[ée]es?"
FAMILIES = {
    "CDD": [COOPERATION + r" (?:au|pour le) d[ée]veloppement"],
    "CDT": [COOPERATION + " transfrontali[èe]re", r"\bcoop[ée]ration interr[ée]gionale d[ée]centralis[ée]e"],
    "CD": [COOPERATION, r"\bcoop\. d[ée]c\."],
    "AEICT": [r"\baction europ[ée]enne et internationale " + COLLECTIVITES],
    "AECT": [r"\bactions? ext[ée]rieures? " + COLLECTIVITES, r"\bAECT\b"],
    "AICT": [r"\bactions? internationales? " + COLLECTIVITES, r"\bAICT\b"],
    "JUMCO": [r"\bjumelages?-coop[ée]rations?"],
    "INT": [r"\binternationalisation des (?:villes|territoires)", r"\bstrat[ée]gie d'internationalisation"],
    "DV": [r"\bdiplomatie (?:des villes|des territoires|territoriale)"],
    "TF": [r"\bcoop[ée]ration transfrontali[èe]re\b", r"\binterreg\b"],
    "CI": [
        r"\b(?:coop[ée]ration internationale|solidarit[ée] internationale|aide publique au d[ée]veloppement)",
    ],
    "JUM": [r"\bjumelages?\b", r"\bvilles? (?:jumelles?|jumel[ée]es)", r"\bcharte d'amiti[ée]"],
    "RI": [r"\b(?:relations|affaires) internationales", r"\brayonnement international"],
}
PATTERNS = [(family, re.compile(regex, re.IGNORECASE)) for family, regexes in FAMILIES.items() for regex in regexes]


def counted(text):
    text = text.replace("\u00a0", " ").replace("’", "'")
    found = [
        (match.start() - match.end(), match.span(), family) for family, p in PATTERNS for match in p.finditer(text)
    ]
    taken, counts = [], Counter()
    for _, (start, end), family in sorted(found, key=lambda one: one[0]):
        if all(end <= first or start >= last for first, last in taken):
            taken.append((start, end))
            counts[family] += 1
    return counts


def planted(composition):
    counts = Counter()
    for (family, _), number in composition.terms.items():
        counts[family] += number
    return counts


@pytest.mark.parametrize("short", [False, True])
def test_the_truth_counts_what_stands_in_the_text(short):
    for index in range(100):
        one = plan(SEED, index, short=short)
        if one.slot.form in ("csv", "jsonl"):
            continue
        composition = compose(one)
        assert counted(composition.text) == planted(composition), (index, composition.traps)
        assert not re.search("[‹›{}]", composition.text)


def test_a_term_in_a_visa_a_title_of_law_or_another_sense_is_not_a_use():
    terms = Counter()
    plain("Vu la ‹CD|coopération décentralisée›", "visa", terms)
    plain("La Commission nationale de la ‹CD!|coopération décentralisée›", "paragraph", terms)
    plain(phrases.SPANISH[0], "paragraph", terms)
    plain("la ‹CD|coopération décentralisée›", "paragraph", terms)
    assert terms == {("CD", "mention"): 2, ("AECT", "ambiguous"): 2, ("CD", "use"): 1}


def test_the_planted_share_is_the_logistic():
    assert new_share(MIDPOINT_YEAR) == pytest.approx(CEILING / 2)
    assert new_share(1992) < 0.001
    assert new_share(2024) == pytest.approx(CEILING, abs=0.005)


def test_the_uses_follow_the_plan():
    old, new, expected = Counter(), Counter(), Counter()
    for index in range(1500):
        one = plan(SEED, index, short=True)
        era = "early" if one.year < 2008 else "middle" if one.year < 2016 else "late"
        for (family, status), number in compose(one).terms.items():
            if status == "use" and family in ("CD", "CDD", "CDT", "AECT", "AICT", "AEICT"):
                (new if family[0] == "A" else old)[era] += number
                expected[era] += number * new_share(one.year)
    for era in ("early", "middle", "late"):
        total = old[era] + new[era]
        assert new[era] / total == pytest.approx(expected[era] / total, abs=0.04), era


def test_themes_and_topics_shift_as_stated():
    assert max(theme_shares(1995), key=theme_shares(1995).get) == "solidarite"
    assert max(theme_shares(2009), key=theme_shares(2009).get) == "reciprocite"
    assert max(theme_shares(2021), key=theme_shares(2021).get) == "attractivite"
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        assert sum(theme_shares(year).values()) == pytest.approx(1)
    assert topic_weights(2023)["climat"] > 5 * topic_weights(1995)["climat"]


def test_every_word_of_a_topic_stands_in_its_texts():
    for topic in TOPICS.values():
        text = " ".join((*topic.titles, *topic.actions, *topic.results, *topic.facts)).lower()
        missing = [word for word in topic.words if word[:4] not in text]
        assert not missing, topic.name


def test_a_local_act_holds_no_target_term():
    for index in (3, 10, 21, 28):
        for act in compose(plan(SEED, index)).acts:
            if set(act["topics"]) == {LOCAL}:
                assert not any(family.startswith(("CD", "A")) for family in act["terms"]), act["title"]


def test_votes_are_consistent():
    for index in range(60):
        one = plan(SEED, index)
        if one.slot.form in ("csv", "jsonl"):
            continue
        for act in compose(one).acts:
            votes = act["votes"]
            if votes["pour"] is not None:
                cast = votes["pour"] + votes["contre"] + votes["abstentions"]
                assert cast <= one.collectivite.seats
                assert votes["unanime"] == (votes["contre"] == votes["abstentions"] == 0)
                assert (act["outcome"] == "rejette") == (votes["pour"] <= votes["contre"])


def test_acts_are_rejected_now_and_then():
    outcomes = Counter(act["outcome"] for index in range(400) for act in compose(plan(SEED, index, short=True)).acts)
    assert 0.02 < outcomes["rejette"] / outcomes.total() < 0.06


def test_a_visa_of_a_dated_act_refers_to_the_day_it_prints():
    references = [
        reference_of(cited, text)
        for cited in CITATIONS
        for text in ["Vu la convention du 1er février 2003 signée le 12\u00a0août 2004 ;"]
        if "{day}" in (cited.reference or "")
    ]
    assert references == ["convention du 2004-08-12", "délibération du 2004-08-12"]


def test_a_copied_act_says_the_words_of_the_minutes():
    index = next(index for index in range(25) if slot_of(index).copied == "act")
    copy, minutes = compose(plan(SEED, index)), compose(plan(SEED, index - CYCLE[index].copy_of))
    body = [block.text for block in copy.blocks if block.kind in ("paragraph", "visa", "article", "vote")]
    assert set(body) <= {block.text for block in minutes.blocks}
    assert plan(SEED, index).date == plan(SEED, index - 1).date


def test_registration_is_printed_as_the_truth_says():
    printed = Counter()
    for index in range(150):
        one = plan(SEED, index)
        if one.slot.genre != "deliberation" or one.slot.form in ("csv", "jsonl"):
            continue
        composition = compose(one)
        text, (act,) = composition.text.replace("\u00a0", " "), composition.acts
        line = re.search(r"^SIRET : ([\d ]+)$", text, re.MULTILINE)
        code = re.search(r"^(?:Nomenclature|Matière) : (\d\.\d+)(?: |$)", text, re.MULTILINE)
        assert act["siret"] == (line[1].replace(" ", "") if line else None)
        assert act["matiere"] == (code[1] if code else None)
        late = one.year > 2005 and one.slot.form not in ("scan", "damaged", "empty")
        if late:
            printed[bool(line), bool(code)] += 1
        else:
            assert not line
            assert not code
    assert printed[True, True] > sum(printed.values()) * 0.6
    assert printed[False, True] > 0
    assert printed[True, False] > 0


def test_the_codes_are_those_of_the_nomenclature():
    for code, label in LABELS.items():
        assert nomenclature()[code].name.rpartition("/")[2] == label.lower()


def test_acts_of_minutes_and_short_acts_print_no_registration():
    acts = [*compose(plan(SEED, 21)).acts, *compose(plan(SEED, 40, short=True)).acts]
    assert {(act["siret"], act["matiere"]) for act in acts} == {(None, None)}


def test_names_and_programmes_hold_no_use():
    for family, sentences in phrases.BACKGROUND.items():
        for sentence in sentences:
            assert not re.search(r"associations? de ‹CI|[Cc]omité de ‹JUM\|", sentence), family
            assert ("Interreg" in sentence) == ("‹TF!|Interreg›" in sentence)
