"""Do yearly series rise or fall over all their years? Slopes with a test that allows for memory between years."""

from collections.abc import Sequence
from itertools import groupby

import msgspec
import numpy as np

from pipeline.records import Point, Trend
from pipeline.stats.multiple import benjamini_hochberg
from pipeline.stats.sample import stream
from pipeline.stats.trend import ar1_p_value, sen_slope

FEWEST_YEARS = 7
"""Years with an interval. Even a perfect rise has p = 0.10 with five years and 0.05 with six, before any adjustment;
with seven 0.01."""
METHOD = "Sen slope; Mann-Kendall score against AR(1) series; p adjusted over series"


def slopes(points: Sequence[Point], replicates: int, seed: int) -> list[Trend]:
    """One trend a series and measure, all genres together; p-values adjusted over all series tested.

    Years too thin for an interval are left out; of what is left, neighbours count as successive.

    Args:
        points: in the order series, measure, genre, year.
        replicates: null series behind a p-value.
        seed: of these; each series has a stream of its own.
    """
    made: list[tuple[Trend, float]] = []
    for (series, measure, genre), group in groupby(points, lambda one: (one.series, one.measure, one.genre)):
        kept = [(one.year, one.value) for one in group if one.low is not None and one.value is not None]
        if genre is not None or len(kept) < FEWEST_YEARS:
            continue
        years, values = (np.array(part, dtype=np.float64) for part in zip(*kept, strict=True))
        if not values.any():
            continue
        slope = sen_slope(values, years)
        p_value = ar1_p_value(values, replicates, stream(seed, "trend", series, measure))
        trend = Trend(
            series, measure, int(years[0]), int(years[-1]), len(kept), slope.slope, slope.low, slope.high, None, METHOD
        )
        made.append((trend, p_value))
    adjusted = benjamini_hochberg([p_value for _, p_value in made])
    return [
        msgspec.structs.replace(trend, p_adjusted=float(p_value))
        for (trend, _), p_value in zip(made, adjusted, strict=True)
    ]
