"""`glissement` and `python -m pipeline`."""

import os
import sys

ONE_THREAD = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "OMP_THREAD_LIMIT",
)


def main() -> None:
    """Run the command line; set, before any library looks, one arithmetic thread a process.

    Sums taken by several threads differ in their last bits from run to run (measured: NMF of scikit-learn).
    """
    for name in ONE_THREAD:
        os.environ[name] = "1"
    from pipeline.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
