"""CMA-ES by its authors on stacks of filters, at the cost of stylize.Fit.

    python stack.py > stack.csv

It works on the logarithms of the parameters, each between the ends of its range, with a first size of 0.3 of that.
"""

import csv
import json
import os
import sys

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")

from client import Server  # noqa: E402
from solvers import solver  # noqa: E402

TRIALS = 30


def main():
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["case", "method", "trials", "found"])
    with Server() as server:
        for number, name in enumerate(json.loads(server.ask("stacks"))):
            if not name:  # a case that has no search beside it
                continue
            found = sum(server.run(f"stack {number} {trial}", solver("CMA-ES", 0.3, trial, False)) for trial in range(TRIALS))
            out.writerow([name, "CMA-ES with restarts", TRIALS, found])
            sys.stdout.flush()


main()
