"""Counts whose truth is known: lumpy uses of an old and a new name in documents of two genres and some towns."""

from typing import NamedTuple

import numpy as np

from pipeline.stats.rates import FloatArray, IntArray
from pipeline.stats.verdict import Counts


class Plan(NamedTuple):
    """What is planted between an earlier and a later period; rates for 1000 words."""

    documents: int = 80  # of each period
    old: tuple[float, float] = (2.0, 2.0)
    new: tuple[float, float] = (0.3, 0.3)
    mix: tuple[float, float] = (0.5, 0.5)  # share of the second genre
    genre_rates: tuple[float, float] = (1.0, 1.0)  # factors of both names in each genre
    towns: int = 8
    lump: float = 2.0  # shape of the gamma law between documents; smaller is lumpier


def planted(plan: Plan, seed: int) -> Counts:
    """Two periods; uses are Poisson counts at a rate that varies between documents by a gamma law.

    Args:
        plan: what is planted.
        seed: of the draw.
    """
    rng = np.random.default_rng([seed, 1])
    sides = [_side(plan, side, rng) for side in (0, 1)]
    return Counts(*(np.concatenate([part[at] for part in sides]) for at in range(7)))


def _side(plan: Plan, side: int, rng: np.random.Generator) -> tuple[IntArray | FloatArray, ...]:
    size = plan.documents
    genre = (np.arange(size) < round(plan.mix[side] * size)).astype(np.int64)
    words = rng.lognormal(7, 0.6, size)
    expected = words / 1000 * rng.gamma(plan.lump, 1 / plan.lump, size) * np.array(plan.genre_rates)[genre]
    return (
        np.full(size, side), genre, np.arange(size) + side * size, rng.integers(plan.towns, size=size), words,
        rng.poisson(plan.old[side] * expected).astype(np.float64),
        rng.poisson(plan.new[side] * expected).astype(np.float64),
    )  # fmt: skip


class Yearly(NamedTuple):
    """Uses of both names, year by year."""

    years: IntArray
    new: IntArray
    both: IntArray


def curve(share: FloatArray, years: IntArray, seed: int, *, documents: int = 20) -> Yearly:
    """Documents of each year with a beta share of the new name around the planted one, some two uses a document.

    Args:
        share: planted share of each year, 0 to 1.
        years: in order.
        seed: of the draw.
        documents: of each year.
    """
    rng = np.random.default_rng([seed, 2])
    uses = rng.poisson(2.0, (len(years), documents))
    mean = np.clip(share, 0.002, 0.998)[:, None]
    own = rng.beta(8 * mean, 8 * (1 - mean), uses.shape)
    new = rng.binomial(uses, own)
    return Yearly(years, new.sum(axis=1).astype(np.int64), uses.sum(axis=1).astype(np.int64))
