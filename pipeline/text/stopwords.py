"""Words that carry no topic."""

import importlib.resources
from functools import lru_cache


@lru_cache(maxsize=1)
def stopwords() -> frozenset[str]:
    """French closed-class words, auxiliaries and elided forms, in lower case; those with an apostrophe in both its forms.

    Content words are left out even where another list holds them (`état`, `parole`, `droite`, `personne`).
    """
    text = importlib.resources.files("pipeline").joinpath("data", "stopwords_fr.txt").read_text("utf-8")
    words = {word for line in text.splitlines() if not line.startswith("#") for word in line.split()}
    return frozenset(words | {word.replace("'", "’") for word in words})
