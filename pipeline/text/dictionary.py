"""French forms of the dictionary that gives the lemmas (simplemma)."""

from functools import lru_cache


@lru_cache(maxsize=200_000)
def is_form(word: str) -> bool:
    """Whether the dictionary lists a form.

    Args:
        word: lower case but for names.
    """
    from simplemma import is_known  # takes a quarter of a second to load: only where a word is asked for

    return bool(is_known(word, lang="fr"))
