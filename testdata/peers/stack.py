"""CMA-ES by its authors on stacks of filters, at the cost of stylize.Fit.

    python stack.py > stack.csv

It works on the logarithms of the parameters, each between the ends of its range, with a first size of 0.3 of that.
"""

import csv
import os
import sys

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")

from client import Server  # noqa: E402
from solvers import solver  # noqa: E402

# The first cases of StackCases in pkg/rivals/stack.go, those that have the staircase at the end.
CASES = ["5 unknown", "8 unknown", "5 unknown, 20 % replaced", "8 unknown, 20 % replaced"]
TRIALS = 30


def main():
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["case", "method", "trials", "found"])
    with Server() as server:
        for number, name in enumerate(CASES):
            found = sum(server.run(f"stack {number} {trial}", solver("CMA-ES", 0.3, trial, False)) for trial in range(TRIALS))
            out.writerow([name, "CMA-ES with restarts", TRIALS, found])
            sys.stdout.flush()


main()
