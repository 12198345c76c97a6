"""From the printed page to words that can be counted: pure functions."""
