r"""Texts on which a pattern could lose itself: what each of its repeats accepts, many times over, then a stop.

`re` tries every way to split a text between two repeats that accept the same characters. `(\w+\s?)+x` on forty
letters takes longer than the study; `(?:\s+\w+)*` never does, since a blank tells its turns apart. The shape alone
does not tell the two, so a pattern is tried, by a process that can be ended, on the texts given here.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

_parser: Any = re._parser  # type: ignore[attr-defined]  # noqa: SLF001  no public parser; same name since 3.11

TURNS = (28, 1500)
"""Turns of a repeat: 2^28 ways to split are minutes; 1,500 turns are what a cubic pattern cannot finish in seconds."""
STOP = "\x00"  # no pattern of words accepts it
MANY = 20  # a repeat of fewer turns cannot run away by itself
MOST = 60  # texts tried of one pattern
_LONG_BLANK = re.compile(r"\s{9,}")
_BLANK = " " * 8  # clean text has one blank in a row, or the tabs of empty cells: five at most in 164 council papers
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
_CANDIDATES = "aeé Ab0-'.,«x\n"
_OF_CATEGORY = {
    "CATEGORY_SPACE": " ", "CATEGORY_DIGIT": "1", "CATEGORY_WORD": "a",
    "CATEGORY_NOT_SPACE": "a", "CATEGORY_NOT_DIGIT": "a", "CATEGORY_NOT_WORD": "-",
}  # fmt: skip


def attacks(regex: str) -> list[str]:
    """Texts that make a pattern work hardest.

    Args:
        regex: in the syntax of `re`, one that compiles.

    Returns:
        At most `MOST` texts: for each repeat, what leads to it, its body many times, then a stop.
    """
    tree = _parser.parse(regex)
    found = dict.fromkeys(
        _LONG_BLANK.sub(_BLANK, f"{before}{body * turns}{STOP}")
        for before, body in _pumps(tree, "")
        for turns in TURNS
        if body
    )
    return list(islice(found, MOST))


def example(regex: str, *, whole: bool = False) -> str:
    r"""A text the pattern is meant to accept: the first of its alternatives, with its optional parts if `whole`.

    What stands around (`(?=…)`, `\b`) is left out: the text is a candidate, to be matched before it is used.
    """
    return _text(_parser.parse(regex), whole)


def _pumps(tree: Any, before: str) -> Iterator[tuple[str, str]]:
    """What leads to each repeat, and one turn of it, with and without its optional parts."""
    for operation, argument in tree:
        name = str(operation)
        if name in _REPEATS:
            _, most, body = argument
            if most >= MANY:
                yield from ((before, turn) for turn in _turns(body))
            yield from _pumps(body, before)
        elif name == "BRANCH":
            for branch in argument[1]:
                yield from _pumps(branch, before)
        elif name == "SUBPATTERN":
            yield from _pumps(argument[-1], before)
        elif name == "ATOMIC_GROUP":
            yield from _pumps(argument, before)
        before += _one(name, argument, whole=False)


def _turns(body: Any) -> Iterator[str]:
    """One turn of a repeat: the least, the most, its alternatives one by one and joined (`b|bo|o` splits `bo` twice)."""
    yield from (_text(body, whole) for whole in (False, True))
    inner = body[0][1][-1] if len(body) == 1 and str(body[0][0]) == "SUBPATTERN" else body
    for operation, argument in inner:
        if str(operation) == "BRANCH":
            branches = [_text(branch, whole=True) for branch in argument[1][:MANY]]
            yield from ("".join(branches), *branches)


def _text(tree: Any, whole: bool) -> str:
    return "".join(_one(str(operation), argument, whole=whole) for operation, argument in tree)


def _one(name: str, argument: Any, *, whole: bool) -> str:
    """What one node of the tree accepts; nothing for what only looks around."""
    text = ""
    if name == "LITERAL":
        text = chr(argument)
    elif name == "NOT_LITERAL":
        text = next(sign for sign in _CANDIDATES if ord(sign) != argument)
    elif name == "ANY":
        text = "a"
    elif name == "IN":
        text = _member(argument)
    elif name == "BRANCH":
        text = _text(argument[1][-1 if whole else 0], whole)
    elif name in ("SUBPATTERN", "ATOMIC_GROUP"):
        text = _text(argument[-1] if name == "SUBPATTERN" else argument, whole)
    elif name in _REPEATS:
        least, most, body = argument
        text = _text(body, whole) * int(max(least, 1 if whole and most else 0))
    return text


def _member(members: Any) -> str:
    """A character of a class."""
    first, value = members[0]
    if str(first) == "NEGATE":
        return next((sign for sign in _CANDIDATES if not any(_holds(member, sign) for member in members[1:])), "")
    if str(first) == "CATEGORY":
        return _OF_CATEGORY.get(str(value), "a")
    return chr(value[0] if str(first) == "RANGE" else value)


def _holds(member: Any, sign: str) -> bool:
    name, value = str(member[0]), member[1]
    if name == "RANGE":
        return bool(value[0] <= ord(sign) <= value[1])
    if name == "CATEGORY":
        like = {"SPACE": sign.isspace(), "DIGIT": sign.isdigit(), "WORD": sign.isalnum() or sign == "_"}
        kind = str(value).removeprefix("CATEGORY_")
        return not like[kind.removeprefix("NOT_")] if kind.startswith("NOT_") else like[kind]
    return bool(value == ord(sign))
