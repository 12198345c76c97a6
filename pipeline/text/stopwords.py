"""Words that carry no topic."""

import importlib.resources
from functools import lru_cache


@lru_cache(maxsize=1)
def stopwords() -> frozenset[str]:
    """French closed-class words, auxiliaries and elided forms, in lower case with plain apostrophes."""
    text = importlib.resources.files("pipeline").joinpath("data", "stopwords_fr.txt").read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
