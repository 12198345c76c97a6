"""Sentences with choices inside, and terms that carry their own truth.

A template holds slots, `{name}`: a slot names a text, a tuple of templates (one is drawn) or a function of the
generator. A term is marked where it stands, `‹CD|coopération décentralisée›`; `‹CD!|…›` is a mention, `‹CD?|…›`
ambiguous. Marks are taken out, and counted, just before layout: what the truth counts is what stands in the text.
"""

import random
import re
from collections import Counter
from collections.abc import Callable, Mapping

Value = str | tuple[str, ...] | Callable[[random.Random], str]
Terms = Counter[tuple[str, str]]
"""(family, status) -> how often."""

_SLOT = re.compile(r"\{(\w+)\}")
_MARK = re.compile(r"‹([A-Z]+)([!?]?)\|([^›]*)›")
_STATUS = {"": "use", "!": "mention", "?": "ambiguous"}
MENTION_ZONES = frozenset({"letterhead", "header", "presence", "visa", "reference", "signature", "executoire"})
"""Kinds of blocks where a term is always a mention, whatever the sentence says."""


class Slots:
    """The values of the slots of one document, drawn from one generator."""

    def __init__(self, rng: random.Random, values: Mapping[str, Value]) -> None:
        self.rng = rng
        self.values = dict(values)

    def fill(self, template: str) -> str:
        """The template with every slot filled, and the slots of what fills them."""
        return _SLOT.sub(self._value, template) if "{" in template else template

    def pick(self, templates: tuple[str, ...]) -> str:
        """One of the templates, filled."""
        return self.fill(templates[int(self.rng.random() * len(templates))])

    def several(self, templates: tuple[str, ...], number: int) -> list[str]:
        """Different templates, filled, in drawn order."""
        return [self.fill(template) for template in self.rng.sample(templates, min(number, len(templates)))]

    def _value(self, match: re.Match[str]) -> str:
        value = self.values[match.group(1)]
        if isinstance(value, str):
            return value
        return self.pick(value) if isinstance(value, tuple) else value(self.rng)


def plain(marked: str, zone: str, terms: Terms) -> str:
    """The text without its marks; what they marked is added to `terms`."""
    if "‹" not in marked:
        return marked

    def unmarked(match: re.Match[str]) -> str:
        status = "mention" if zone in MENTION_ZONES else _STATUS[match.group(2)]
        terms[match.group(1), status] += 1
        return match.group(3)

    return _MARK.sub(unmarked, marked)
