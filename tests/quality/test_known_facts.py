"""Facts that are known of real documents, found again by the stages from ingest to count."""

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from pipeline import parts

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
CORPORA = SHARED / "corpora"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not CORPORA.is_dir(), reason="the reference corpora are not beside the project"),
]
STAGES = ("ingest", "extract", "clean", "acts", "annotate", "count")

RENAMED = """
[[family]]
id = "GENERAL"
label_fr = "conseil général"
side = "old"
patterns = [{ id = "full", regex = '''\\bconseils?\\s+g[ée]n[ée]ra(?:l|ux)\\b''' }]

[[family]]
id = "DEPARTEMENTAL"
label_fr = "conseil départemental"
side = "new"
patterns = [{ id = "full", regex = '''\\bconseils?\\s+d[ée]partementa(?:l|ux)\\b''' }]
"""


def built(root: Path, name: str, *stages: str) -> Path:
    """Run stages on a corpus of a project; the folder they wrote."""
    for stage in stages:
        done = subprocess.run(
            [sys.executable, "-m", "pipeline", stage, name, "--quiet"],
            cwd=root,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    return root / "corpora" / name / "build"


def records(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def rows_of(name: str) -> list[dict]:
    return records(CORPORA / "codes" / "raw" / name)


def test_montpellier_says_cooperation_decentralisee_where_its_source_says_so(root: Path) -> None:
    raw = root / "corpora" / "montpellier" / "raw"
    raw.mkdir(parents=True)
    minutes = ["PV_CM_17_02_2014.pdf"]
    if "office" in parts.installed():
        minutes += ["PV_CM_27_07_2009.doc", "PV_CM_09_11_2009.doc", "PV_CM_14_12_2009.doc"]
    singles = [path.name for path in (CORPORA / "montpellier" / "raw").glob("2014-*.pdf")]
    for name in (*minutes, *singles):
        (raw / name).symlink_to(CORPORA / "montpellier" / "raw" / name)
    build = built(root, "montpellier", *STAGES)
    catalogue = {row["doc_id"]: row["source"] for row in records(build / "catalogue.jsonl")}
    assert len(catalogue) == 123 + len(minutes)
    holds: Counter[str] = Counter()
    for bag in records(build / "counts.jsonl"):
        if sum(bag["terms"].get("CD", [])):
            holds[str(bag["year"])] += 1
    expected = {"2014": 2} | ({"2009": 3} if len(minutes) == 4 else {})
    sources = {catalogue[bag["doc_id"]] for bag in records(build / "counts.jsonl") if sum(bag["terms"].get("CD", []))}
    assert {source for source in sources if source.startswith("PV")} == set(minutes)
    assert len([source for source in sources if source.startswith("2014-")]) == 1
    assert set(holds) == set(expected)
    assert all(bag["year"] in (2009, 2014) for bag in records(build / "counts.jsonl"))


def test_the_codes_rename_the_conseil_general_in_2015(root: Path) -> None:
    home = root / "corpora" / "codes"
    (home / "raw").mkdir(parents=True)
    chosen = [row for row in rows_of("versions.jsonl") if row["date"][:4] in ("2013", "2014", "2015", "2016")]
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in chosen)
    (home / "raw" / "versions.jsonl").write_text(text, encoding="utf-8")
    (home / "own.toml").write_text(RENAMED, encoding="utf-8")
    (home / "corpus.toml").write_text("[lexicon]\nfile = 'own.toml'\nmode = 'replace'\n", encoding="utf-8")
    build = built(root, "codes", *STAGES)
    repeated = {row["unit_id"] for row in records(build / "duplicates.jsonl")}
    versions: dict[str, Counter[int]] = {"GENERAL": Counter(), "DEPARTEMENTAL": Counter()}
    for bag in records(build / "counts.jsonl"):
        for family, years in versions.items():
            years[bag["year"]] += bool(sum(bag["terms"].get(family, []))) and bag["unit_id"] not in repeated
    found = {year: (versions["GENERAL"][year], versions["DEPARTEMENTAL"][year]) for year in range(2013, 2017)}
    # 2014 is given as 53 by a search with a plain space; one more version holds the two words on two lines.
    assert found == {2013: (17, 1), 2014: (54, 3), 2015: (29, 297), 2016: (4, 12)}


def test_a_known_replacement_gets_its_verdict_and_its_year(root: Path) -> None:
    """Conseil général became conseil départemental in March 2015; the words of one version in ten of the others."""
    home = root / "corpora" / "codes"
    (home / "raw").mkdir(parents=True)
    named = re.compile(r"conseils?\s+(?:g[ée]n[ée]ra|d[ée]partementa)(?:l|ux)", re.IGNORECASE)
    rows = [row for row in rows_of("versions.jsonl") if row["date"] >= "1990"]
    kept = [row for at, row in enumerate(rows) if at % 10 == 0 or named.search(row["text"])]
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in kept)
    (home / "raw" / "versions.jsonl").write_text(text, encoding="utf-8")
    (home / "own.toml").write_text(RENAMED, encoding="utf-8")
    (home / "corpus.toml").write_text("[lexicon]\nfile = 'own.toml'\nmode = 'replace'\n", encoding="utf-8")
    built(root, "codes", *STAGES, "shift")
    reports = root / "reports" / "codes"
    verdict = json.loads((reports / "verdict.json").read_text(encoding="utf-8"))
    assert (verdict["verdict"], verdict["cut"]) == ("replacement", "breaks")
    breaks = [row for row in records(reports / "breaks.jsonl") if row["series"] == "share:new"]
    assert [row["year"] for row in breaks] == [2015]
    assert breaks[0]["high"] - breaks[0]["low"] <= 2
    events = {(row["year"], row["kind"]) for row in records(reports / "corpus_events.jsonl")}
    assert {(2000, "recorded"), (2005, "recorded")} <= events


def test_the_heading_of_chapter_l1115_changes_in_2014_and_the_bodies_do_not(root: Path) -> None:
    home = root / "corpora" / "codes"
    (home / "raw").mkdir(parents=True)
    in_cgct = "code-general-des-collectivites-territoriales"
    bodies = [row for row in rows_of("versions.jsonl") if row["code"] == in_cgct and row["date"] >= "2014-07-09"]
    for name, rows in (("headings.jsonl", rows_of("headings-L1115.jsonl")), ("bodies.jsonl", bodies)):
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (home / "raw" / name).write_text(text, encoding="utf-8")
    build = built(root, "codes", *STAGES)
    catalogue = {row["doc_id"]: row for row in records(build / "catalogue.jsonl")}
    headings: dict[str, set[str]] = {"before": set(), "since": set()}
    in_bodies: Counter[str] = Counter()
    for bag in records(build / "counts.jsonl"):
        document = catalogue[bag["doc_id"]]
        families = {family for family in ("CD", "AECT") if sum(bag["terms"].get(family, []))}
        if document["source"].startswith("headings"):
            headings["since" if document["date"] >= "2014-07-09" else "before"] |= families
        elif document["date"] >= "2014-07-09":
            in_bodies.update(families)
    assert headings == {"before": {"CD"}, "since": {"AECT"}}
    assert in_bodies["CD"] > in_bodies["AECT"]
