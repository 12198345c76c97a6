"""From counts.jsonl to the model folder: planted topics and their movement, and corpora that hold none."""

import json

import numpy as np
import pytest

from pipeline.errors import SettingsError
from pipeline.records import Bag, Change, Duplicate, Mixture, Point, Topic
from pipeline.settings import TopicsSection
from pipeline.stages import topics
from pipeline.store import Corpus, read_all, write

FILES = {"topics.jsonl", "mixtures.jsonl", "series.jsonl", "changes.jsonl", "run.json"}
THEMES = {
    theme: [f"{theme}{suffix}" for suffix in ("age", "ance", "eur", "ier", "ion", "isme", "ité", "ment", "oire", "ure")]
    for theme in ("eau", "école", "route", "culture", "budget", "jumelage")
}


@pytest.fixture
def corpus(tmp_path):
    return Corpus("demo", str(tmp_path / "home"), "raw", str(tmp_path))


def bag(number, year, lemmas, words=None):
    total = sum(lemmas.values()) if words is None else words
    doc_id = f"doc-{number:05d}"
    return Bag(
        f"{doc_id}:u0", doc_id, None, year, "deliberation", None, total, 5, dict(sorted(lemmas.items())), {}, {}, {}, ""
    )


def planted(units=240, years=range(2008, 2020), seed=1):
    """The theme `jumelage` gives way to `budget` in 2014; the other four stay."""
    rng = np.random.default_rng(seed)
    themes, bags = list(THEMES), []
    for number in range(units):
        year = int(rng.choice(years))
        weights = np.array([1, 1, 1, 1, 2 if year >= 2014 else 0.2, 0.2 if year >= 2014 else 2])
        lead = rng.choice(6, p=weights / weights.sum())
        lemmas = {"commune": 3, "de": 9}
        for word in rng.choice(THEMES[themes[lead]], 40):
            lemmas[str(word)] = lemmas.get(str(word), 0) + 1
        for theme in rng.choice(themes, 8):
            word = str(rng.choice(THEMES[theme]))
            lemmas[word] = lemmas.get(word, 0) + 1
        bags.append(bag(number, year, lemmas))
    return bags


def run(corpus, bags, duplicates=(), **changed):
    write(corpus.build / "counts.jsonl", bags)
    write(corpus.build / "duplicates.jsonl", duplicates)
    section = TopicsSection(**{"bootstrap": 200, "permutations": 99, "refits": 2} | changed)
    return topics.run(corpus, {"topics": section, "genres": {}}, lambda *_: None)


def told(corpus):
    return json.loads((corpus.models / "run.json").read_text())


def test_planted_topics_and_their_movement(corpus):
    bags = planted()
    bags.append(bag(900, 2010, {"eauage": 1}))
    counts = run(corpus, bags, topics=6)
    found = read_all(corpus.models / "topics.jsonl", Topic)
    assert counts["topics"] == len(found) == 6
    themes = [
        {next(name for name in THEMES if lemma.startswith(name)) for lemma, _ in topic.top_terms[:8]} for topic in found
    ]
    assert sorted(themes, key=str) == sorted(({name} for name in THEMES), key=str)
    assert all(topic.stability > 0.6 and topic.coherence_npmi > 0.1 for topic in found)
    assert sum(topic.share for topic in found) == pytest.approx(1, abs=1e-4)
    mixtures = read_all(corpus.models / "mixtures.jsonl", Mixture)
    assert counts["mixtures"] == len(mixtures) == 240  # the unit of one word has none
    assert all(abs(sum(mixture.shares) - 1) < 1e-9 for mixture in mixtures)
    changes = {change.series: change for change in read_all(corpus.models / "changes.jsonl", Change)}
    name = {next(iter(theme)): f"topic:{number:02d}" for number, theme in enumerate(themes)}
    rise, fall = changes[name["budget"]], changes[name["jumelage"]]
    assert {rise.year, fall.year} <= {2013, 2014, 2015}
    assert rise.low > 0 > fall.high
    assert max(rise.p_adjusted, fall.p_adjusted) <= 0.05
    points = read_all(corpus.models / "series.jsonl", Point)
    assert len(points) == 6 * 12
    for year in range(2008, 2020):
        assert sum(point.value for point in points if point.year == year) == pytest.approx(1, abs=1e-4)
    assert all(point.low <= point.value <= point.high for point in points)


def test_weights_can_be_loaded_and_bytes_do_not_move(corpus):
    run(corpus, planted(), labels={"0": "Nom donné", "99": "sans objet"})
    first = {path.name: path.read_bytes() for path in corpus.models.iterdir()}
    assert set(first) == FILES | {"weights.npz"}
    with np.load(corpus.models / "weights.npz", allow_pickle=False) as archive:
        assert archive["weights"].shape == (
            len(read_all(corpus.models / "topics.jsonl", Topic)),
            len(archive["vocabulary"]),
        )
        assert "commune" not in archive["vocabulary"]  # in every unit
    run(corpus, planted(), labels={"0": "Nom donné", "99": "sans objet"})
    assert first == {path.name: path.read_bytes() for path in corpus.models.iterdir()}
    topic = read_all(corpus.models / "topics.jsonl", Topic)[0]
    assert (topic.label_fr, topic.labelled_by) == ("Nom donné", "person")
    assert told(corpus)["labels_without_topic"] == [99]
    assert len(told(corpus)["tried"]) > 1


def test_all_units_receive_topics_when_the_model_learns_from_a_sample(corpus):
    counts = run(corpus, planted(), topics=6, learn_units=120)
    assert counts["units learnt from"] == 120
    assert counts["mixtures"] == 240


def test_repeated_units_are_left_out(corpus):
    bags = planted()
    counts = run(corpus, bags, [Duplicate(bags[1].unit_id, bags[0].unit_id, 0.9)], topics=6)
    assert counts["units"] == counts["mixtures"] == 239


def test_the_other_engine(corpus):
    counts = run(corpus, planted(120), topics=6, engine="lda", min_units=2)
    assert counts["topics"] == 6
    assert told(corpus)["engine"] == "lda"


def test_undated_units_have_topics_but_no_series(corpus):
    bags = [bag(number, None, dict(item.lemmas)) for number, item in enumerate(planted())]
    assert run(corpus, bags, topics=6)["mixtures"] == 240
    assert read_all(corpus.models / "series.jsonl", Point) == []
    assert read_all(corpus.models / "changes.jsonl", Change) == []


def test_a_single_year_has_points_but_no_change(corpus):
    run(corpus, planted(years=[2012]), topics=6)
    assert len(read_all(corpus.models / "series.jsonl", Point)) == 6
    assert read_all(corpus.models / "changes.jsonl", Change) == []


def test_unstable_topics_have_no_interval(corpus):
    rng = np.random.default_rng(3)
    words = [f"mot{chr(97 + first)}{chr(97 + second)}" for first in range(12) for second in range(12)]
    bags = [bag(n, 2010 + n % 3, {str(word): 1 for word in rng.choice(words, 20, replace=False)}) for n in range(90)]
    run(corpus, bags, topics=6)
    unstable = {
        f"topic:{topic.topic:02d}" for topic in read_all(corpus.models / "topics.jsonl", Topic) if topic.stability < 0.5
    }
    assert unstable
    for point in read_all(corpus.models / "series.jsonl", Point):
        assert (point.method == "not estimable: unstable topic") == (point.series in unstable)
        assert (point.low is None) == (point.series in unstable)


@pytest.mark.parametrize(
    ("bags", "reason"),
    [
        ([], "0 unit(s)"),
        (planted(30), "are needed"),
        ([bag(number, 2010, {"eau": 5}) for number in range(80)], "are needed"),
        ([bag(number, 2010, {}) for number in range(80)], "0 unit(s)"),
        (
            [bag(number, 2010, {f"mot{chr(97 + number % 26)}{chr(97 + number // 26)}": 5}) for number in range(80)],
            "0 unit(s)",
        ),
        ([bag(n, 2010, {"eau": 5, "mer": 3} if n % 2 else {"route": 5, "pont": 2}) for n in range(80)], "4 lemma(s)"),
    ],
    ids=["none", "few", "one word everywhere", "wordless", "nothing in common", "tiny vocabulary"],
)
def test_too_small_a_corpus_says_why_and_leaves_no_trace_of_an_older_model(corpus, bags, reason):
    run(corpus, planted(), topics=6)
    assert run(corpus, bags)["topics"] == 0
    assert {path.name for path in corpus.models.iterdir()} == FILES
    assert (corpus.models / "topics.jsonl").read_bytes() == b""
    assert not told(corpus)["estimable"]
    assert reason in told(corpus)["reason"]


def test_a_label_for_no_topic_number_is_refused(corpus):
    with pytest.raises(SettingsError, match=r"topics\.labels\.eau"):
        run(corpus, planted(), labels={"eau": "Eau"})


def test_without_counts_the_files_exist(corpus):
    assert topics.run(corpus, {"topics": TopicsSection()}, lambda *_: None)["topics"] == 0
    assert {path.name for path in corpus.models.iterdir()} == FILES
