"""Numbers with their intervals: rates, resampling, tests, change points, substitution curves, composition."""
