"""How a pattern can begin: the first letters of its first word, so that most words are passed over unread.

Trying 400 patterns at every word costs seconds a document; looking the word up in a table of beginnings costs
a fraction of a microsecond. The table may name too many patterns for a word, never too few.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

LONGEST = 8  # letters kept of a beginning: longer ones tell no more words apart in French text
OPENING = re.compile(r"\((?:(?P<look>\?<?[=!])|\?[aiLmsux-]*:|\?P<\w+>|(?!\?))")
MOST = 600  # beginnings of one pattern; above, it is tried at every word


class Beginning(NamedTuple):
    """Folded first letters; `whole` when the word ends right there."""

    letters: str
    whole: bool


class _Head(NamedTuple):
    letters: str
    state: str  # `open`: the next atom goes on; `prefix`: anything may follow; `whole`: the word ends here


@lru_cache(maxsize=65536)
def folded(word: str) -> str:
    """The word in lower case without accents; as many characters as the composed word has."""
    plain = (unicodedata.normalize("NFD", letter)[0] for letter in word)
    return "".join(plain).lower()


def beginnings(regex: str) -> frozenset[Beginning] | None:
    """Every way the first word of a match can begin.

    Args:
        regex: a pattern in the syntax of `re`.

    Returns:
        Beginnings that no match escapes; None when the pattern may begin with any word or with a sign.
    """
    try:
        heads, _ = _Reader(regex).branches(0)
    except _UnknownSyntaxError:
        return None
    found = set()
    for head in heads or ():
        if not head.letters:
            return None
        found.add(Beginning(head.letters[:LONGEST], head.state == "whole" and len(head.letters) <= LONGEST))
    return frozenset(found) if found and len(found) <= MOST else None


class _UnknownSyntaxError(Exception):
    """A bracket this reader does not know: the pattern is tried everywhere."""


class _Reader:
    """Reads as much of the syntax of `re` as tells how a word begins; what it does not know ends the beginning."""

    def __init__(self, regex: str) -> None:
        self.regex = regex

    def branches(self, at: int) -> tuple[set[_Head] | None, int]:
        """Alternatives up to a closing bracket or the end; None when one may begin with a sign."""
        found: set[_Head] | None = set()
        while True:
            heads, at = self.sequence(at)
            found = None if found is None or heads is None else found | heads
            if at >= len(self.regex) or self.regex[at] == ")":
                return found, at
            at += 1

    def sequence(self, at: int) -> tuple[set[_Head] | None, int]:
        heads: set[_Head] | None = {_Head("", "open")}
        while at < len(self.regex) and self.regex[at] not in "|)":
            atom, at = self.atom(at)
            atom, at = self.quantified(atom, at)
            if heads is not None and len(heads) <= MOST:
                heads = _joined(heads, atom)
        return heads, at

    def atom(self, at: int) -> tuple[set[_Head] | None, int]:
        """What one atom adds to the word; None for a sign that cannot be part of a word."""
        character = self.regex[at]
        if character == "(":
            return self.group(at)
        if character == "[":
            return self.klass(at)
        if character == "\\":
            return _escaped(self.regex[at + 1]), at + 2
        if character in "^$":
            return {_Head("", "open")}, at + 1
        return _literal(character), at + 1

    def group(self, at: int) -> tuple[set[_Head] | None, int]:
        opening = OPENING.match(self.regex, at)
        if opening is None:
            raise _UnknownSyntaxError
        heads, at = self.branches(opening.end())
        return ({_Head("", "open")} if opening["look"] else heads), at + 1

    def klass(self, at: int) -> tuple[set[_Head] | None, int]:
        end = self.regex.index("]", at + 2)
        while self.regex[end - 1] == "\\":
            end = self.regex.index("]", end + 1)
        body = self.regex[at + 1 : end]
        letters = body.replace("\\-", "").replace("\\s", "")
        if body.startswith("^") or "-" in letters[1:-1] or "\\" in letters:
            return {_Head("", "prefix")}, end + 1
        heads: set[_Head] = set()
        for character in letters:
            heads |= _literal(character) or {_Head("", "whole")}
        if len(letters) < len(body):
            heads.add(_Head("", "whole"))
        return heads, end + 1

    def quantified(self, atom: set[_Head] | None, at: int) -> tuple[set[_Head] | None, int]:
        sign = self.regex[at] if at < len(self.regex) else ""
        if not sign or sign not in "?*+{":
            return atom, at
        at = self.regex.index("}", at) + 1 if sign == "{" else at + 1
        if at < len(self.regex) and self.regex[at] in "?+":
            at += 1
        if sign == "?":
            return (atom if atom is not None else {_Head("", "whole")}) | {_Head("", "open")}, at
        if sign == "+" and atom is not None:
            return {_Head(head.letters, "prefix" if head.state == "open" else head.state) for head in atom}, at
        return (None if sign == "+" else {_Head("", "prefix")}), at


def _joined(heads: set[_Head], atom: set[_Head] | None) -> set[_Head] | None:
    """Each open beginning followed by each of the ways of the atom."""
    joined = {head for head in heads if head.state != "open"}
    for head in heads - joined:
        if atom is None or any(way == ("", "whole") for way in atom):
            if not head.letters:
                return None
            joined.add(_Head(head.letters, "whole"))
        for way in atom or ():
            if way != ("", "whole"):
                joined.add(_Head(head.letters + way.letters, way.state))
    return joined


def _escaped(sign: str) -> set[_Head] | None:
    if sign in "bBAZ":
        return {_Head("", "open")}
    if sign.isalnum() and sign not in "snrtfv":
        return {_Head("", "prefix")}
    return None if sign.isalnum() else _literal(sign)


def _literal(character: str) -> set[_Head] | None:
    if character == ".":
        return {_Head("", "prefix")}
    return {_Head(folded(character), "open")} if character.isalnum() or character == "_" else None
