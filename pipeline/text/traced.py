"""A text that is being rewritten, and where each of its characters stood before."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple


class Traced(NamedTuple):
    """Characters, and the place each came from: offsets in code points, never falling."""

    text: str
    places: Sequence[int]

    @classmethod
    def of(cls, text: str) -> "Traced":
        """A text as it stands."""
        return cls(text, range(len(text)))

    def sub(self, pattern: re.Pattern[str], form: Callable[[re.Match[str]], str]) -> "Traced":
        """Every match in another form.

        Args:
            pattern: what to look for.
            form: the new form of a match; the match itself leaves it alone. Its characters are spread over the
                places of the match: one for one where both are as long, all at its first place where that is one.
        """
        parts: list[str] = []
        places: list[int] = []
        done = 0
        for match in pattern.finditer(self.text):
            new, (start, end) = form(match), match.span()
            if new != match.group():
                parts += (self.text[done:start], new)
                places += self.places[done:start]
                places += (self.places[start + number * (end - start) // len(new)] for number in range(len(new)))
                done = end
        if not done:
            return self
        return Traced("".join((*parts, self.text[done:])), [*places, *self.places[done:]])
