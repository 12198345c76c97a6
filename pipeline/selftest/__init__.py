"""Planted corpora: the statistics judged on data whose truth is known, by whoever wants to."""
