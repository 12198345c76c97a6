"""Colours of the figures: two schemes of equal contrast.

Every colour of a series reaches 4.5:1 on its ground (WCAG 2.2, 1.4.3, more than the 3:1 asked of graphics). The
price is hue distance, so colour never tells alone: each series has a panel and a title of its own.
"""

from typing import NamedTuple


class Scheme(NamedTuple):
    """The colours of one scheme, as `#RRGGBB`."""

    ground: str
    ink: str  # text
    muted: str  # second text, axes
    grid: str
    series: tuple[str, ...]


LIGHT = Scheme(
    "#FFFFFF", "#1B1F23", "#4B5157", "#DDE1E4",
    ("#0072B2", "#B84A00", "#00785A", "#A8317D", "#5C5C5C", "#7A6A00"),
)  # fmt: skip
DARK = Scheme(
    "#14171A", "#ECEFF1", "#B9C1C7", "#3A4147",
    ("#5CB8F0", "#FF9A56", "#3FCFA0", "#F08CC6", "#BDBDBD", "#E5D34A"),
)  # fmt: skip

HATCH = "#FEFEFE"
"""Stands for the hatching of thin years in a chart; `svg` puts the pattern in its place."""


def luminance(colour: str) -> float:
    """Relative luminance of `#RRGGBB`, 0 to 1 (WCAG 2.2)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def pairs() -> list[tuple[str, str]]:
    """Each colour of the light scheme with the one that stands for it in the dark scheme."""
    light = (LIGHT.ground, LIGHT.ink, LIGHT.muted, LIGHT.grid, *LIGHT.series)
    dark = (DARK.ground, DARK.ink, DARK.muted, DARK.grid, *DARK.series)
    return list(zip(light, dark, strict=True))
