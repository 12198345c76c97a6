"""Bytes in, Pages out: one reader a format, chosen from the bytes."""
