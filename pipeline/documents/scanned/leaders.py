"""Dots that lead from an entry of a table of contents to its page, wiped from the image of a page.

Tesseract reads them as words, and the words beside them badly: the contents of a scanned report had a mean confidence
of .1, and were taken for noise.
"""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Dots = NDArray[np.bool_]

GAP_INCHES = 0.06
"""Between two dots of a leader; TeX sets them .05 apart."""
MAX_HEIGHT_INCHES = 0.025
"""Of a dot: a full stop of 14 pt type has .02; the lowest letters of 8 pt type have .05."""
MIN_LENGTH_INCHES = 0.3
MAX_INK_SHARE = 0.75
"""Of the dots' middle row: a rule has all of it."""
MARGIN_PIXELS = 2


def without_leaders(image: Image.Image, ink: Image.Image, dpi: float) -> Image.Image | None:
    """The image without its leaders.

    Args:
        image: grey levels, level.
        ink: the same, ink white on black.
        dpi: resolution, dots per inch.

    Returns:
        None where there is no leader. Leaders are long, low stretches of ink once small gaps are closed
        (morphological closing and opening, Serra, 1982), that were not solid before.
    """
    gap, height, length = (max(2, round(inches * dpi)) for inches in (GAP_INCHES, MAX_HEIGHT_INCHES, MIN_LENGTH_INCHES))
    dots = np.asarray(ink) > 0
    closed = ~_opened(~dots, gap)
    low = closed & ~_opened(closed.T, height + 1).T
    leaders = _opened(low, length) & (_sums(dots, length) <= MAX_INK_SHARE * length)
    if not leaders.any():
        return None
    wiped = np.array(image)
    rows = _sums(leaders.T, 2 * MARGIN_PIXELS + 1).T > 0
    wiped[rows] = 255
    return Image.fromarray(wiped)


def _opened(marked: Dots, size: int) -> Dots:
    """What stands in runs of at least so many along its row."""
    whole = np.pad(_sums(marked, size) == size, ((0, 0), (size, size)))
    return _sums(whole, size, flip=True)[:, size:-size] > 0


def _sums(marked: Dots, size: int, *, flip: bool = False) -> NDArray[np.int32]:
    """How many are marked of so many around each place along its row; `flip` mirrors the window, odd or even."""
    before = size // 2 if not flip else size - 1 - size // 2
    padded = np.pad(marked, ((0, 0), (before + 1, size - 1 - before)))
    total = np.cumsum(padded, axis=1, dtype=np.int32)
    return total[:, size:] - total[:, :-size]
