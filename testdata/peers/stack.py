"""CMA-ES by its authors on stacks of filters with more and more unknown parameters, at the descent's cost.

    python stack.py > stack.csv

It works on the logarithms of the parameters, each between the ends of its range, with a first size of 0.3 of that.
"""

import csv
import os
import sys

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")

from client import Server  # noqa: E402
from solvers import solver  # noqa: E402

UNKNOWN = [1, 2, 3, 5, 7]
TRIALS = 30


def main():
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["unknown", "method", "trials", "found"])
    with Server() as server:
        for unknown in UNKNOWN:
            found = sum(server.run(f"stack {unknown} {trial}", solver("CMA-ES", 0.3, trial, False)) for trial in range(TRIALS))
            out.writerow([unknown, "CMA-ES with restarts", TRIALS, found])
            sys.stdout.flush()


main()
