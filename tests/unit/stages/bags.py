"""Counted units made by hand, for the stages that read counts.jsonl."""

import numpy as np

from pipeline.records import Bag

OLD, NEW = frozenset({"CD"}), frozenset({"AECT", "AICT"})


def bag(
    number, year, words=1000, document=None, genre="deliberation", insee=None, terms=None, themes=None, lemmas=None
):
    doc_id = document or f"doc-{number:05d}"
    return Bag(
        f"{doc_id}:u{number}", doc_id, None, year, genre, insee, words, 10, lemmas or {},
        {key: (use, mention, 0, 0) for key, (use, mention) in sorted((terms or {}).items())}, themes or {}, {}, "",
    )  # fmt: skip


def replacement(years=range(2006, 2022), per_year=12, seed=1):
    rng = np.random.default_rng(seed)
    bags = []
    for year in years:
        share = 1 / (1 + np.exp(-0.8 * (year - 2014)))
        for _ in range(per_year):
            new = rng.binomial(4, share)
            terms = {"AECT": (int(new), 0), "CD": (int(4 - new), int(rng.integers(2)))}
            bags.append(bag(len(bags), year, int(rng.integers(500, 2000)), terms=terms, themes={"climat": 1}))
    return bags
