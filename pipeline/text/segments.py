"""Running text in segments of about as many words, cut where its punctuation parts it most."""

from collections.abc import Sequence

SENTENCE, CLAUSE, COMMA = 3, 2, 1
"""How much a mark parts: end of a sentence or paragraph; semicolon or colon; comma. 0: no mark."""


def segments(marks: Sequence[int], length: int = 40, slack: float = 0.4) -> list[tuple[int, int]]:
    """Bounds of the segments of one text.

    Between `length` less and more the slack, the cut falls on the strongest mark; of equal ones on the one nearest
    to `length`. Alceste and IRaMuTeQ take 40 words and weigh marks in the same order; rainette takes this slack.

    Args:
        marks: for each word how much the mark after it parts.
        length: wanted words.
        slack: share of the length, from 0 to 1.

    Returns:
        First word and the word after the last of each segment; together they cover the text. The last one may be
        short.
    """
    least, most = max(1, round(length * (1 - slack))), max(1, round(length * (1 + slack)))
    bounds: list[tuple[int, int]] = []
    start = 0
    while len(marks) - start > most:
        end = max(
            range(start + least, start + most + 1), key=lambda at: (marks[at - 1], -abs(at - start - length), -at)
        )
        bounds.append((start, end))
        start = end
    if start < len(marks):
        bounds.append((start, len(marks)))
    return bounds
