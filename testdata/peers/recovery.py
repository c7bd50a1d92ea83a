"""CMA-ES by its authors on the trials of docs/recovering-b.md, at the same number of passes.

    python recovery.py > recovery.csv

The first size is 8 of the domain's 25; a run that has converged, or has had 90 passes, is followed by another from a
random place. 100 trials of each scenario, the first ones of the study.
A row is a budget: how many ended within 0.05 of the target, by the best misfit so far.
"""

import csv
import os
import sys

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")

from client import Server  # noqa: E402
from solvers import solver  # noqa: E402

SCENARIOS = ["uniform, exact", "photo, exact", "uniform, 8 bits", "photo, 8 bits", "uniform, 8 bits, outliers", "photo, 8 bits, outliers"]
BUDGETS = [90, 180, 360, 900]
TRIALS = 100


def main():
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["scenario", "method", "passes", "trials", "found"])
    with Server() as server:
        for k, scenario in enumerate(SCENARIOS):
            found = dict.fromkeys(BUDGETS, 0)
            for seed in range(TRIALS):
                target, *record = server.run(f"recovery {k} {seed}", solver("CMA-ES", 8, seed, False))
                for budget in BUDGETS:
                    best = [b for evals, b in zip(record[0::2], record[1::2]) if evals <= budget]
                    found[budget] += abs(best[-1] - target) < 0.05
            for budget in BUDGETS:
                out.writerow([scenario, "CMA-ES with restarts", budget, TRIALS, found[budget]])
            sys.stdout.flush()


main()
