"""`make bench`: each benchmark by name, or all of them.

python -m tests.bench [reading] [acts] [language] [scale] [adoption] [breaks] [calibration] [series] [--documents 100000]
"""

import argparse

from tests.bench import acts, adoption, breaks, calibration, language, reading, scale, series

BENCHMARKS = {
    "reading": reading.run, "acts": acts.run, "language": language.run, "scale": scale.run, "adoption": adoption.run,
    "breaks": breaks.run, "calibration": calibration.run, "series": series.run,
}  # fmt: skip


def main() -> None:
    """Run the benchmarks that were asked for."""
    parser = argparse.ArgumentParser(description="Speed and memory, measured, never asserted.")
    parser.add_argument("names", nargs="*", choices=[*BENCHMARKS, []], help="all of them when none is named")
    parser.add_argument("--documents", type=int, default=100_000, help="documents of the scale benchmark")
    arguments = parser.parse_args()
    for name in arguments.names or BENCHMARKS:
        BENCHMARKS[name](arguments)


if __name__ == "__main__":
    main()
