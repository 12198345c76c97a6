"""A seeded corpus of French local acts whose truth is known: what is planted in it is written beside it."""

from pipeline.simulate.corpus import simulate

__all__ = ["simulate"]
