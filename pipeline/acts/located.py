"""Text of several passages joined for a reader, with the way back from each of its characters to its passage."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.records import Passage, Zone, ZoneSpan


class Place(NamedTuple):
    """A stretch of one passage (code points, half-open)."""

    passage_id: str
    start: int
    end: int


class Located(NamedTuple):
    """A joined text, one line a piece, and where each piece stands."""

    text: str
    pieces: tuple[Place, ...]

    def place(self, start: int, end: int) -> Place:
        """The stretch of a passage that a stretch of the text stands for; one over several pieces ends with the first.

        Raises:
            IndexError: `start` lies outside the text.
        """
        offset = 0
        for piece in self.pieces:
            length = piece.end - piece.start
            if offset <= start <= offset + length:
                begin = piece.start + start - offset
                return Place(piece.passage_id, begin, min(piece.start + end - offset, piece.end))
            offset += length + 1
        raise IndexError(start)

    def parts(self) -> list[tuple[str, Place]]:
        """The pieces with their texts, in order."""
        lines, offset = [], 0
        for piece in self.pieces:
            length = piece.end - piece.start
            lines.append((self.text[offset : offset + length], piece))
            offset += length + 1
        return lines


def joined(pieces: Iterable[tuple[str, Place]]) -> Located:
    """Pieces of passages as one text.

    Args:
        pieces: text and place of each, in order.
    """
    kept = list(pieces)
    return Located("\n".join(text for text, _ in kept), tuple(place for _, place in kept))


def located(passages: Sequence[Passage], spans: Sequence[ZoneSpan], zones: Sequence[Zone]) -> Located:
    """The text of some zones, one line a span.

    Args:
        passages: of the act.
        spans: its zones.
        zones: those that are wanted.
    """
    texts = {passage.passage_id: passage.text for passage in passages}
    return joined(
        (texts[span.passage_id][span.start : span.end], Place(span.passage_id, span.start, span.end))
        for span in spans
        if span.zone in zones
    )


def opening(passages: Sequence[Passage], characters: int) -> Located:
    """The beginning of a document.

    Args:
        passages: the first passages.
        characters: at most so many code points.
    """
    pieces, left = [], characters
    for passage in passages:
        text = passage.text[: max(left, 0)]
        pieces.append((text, Place(passage.passage_id, 0, len(text))))
        left -= len(text) + 1
        if left <= 0:
            break
    return joined(pieces)
