"""CMA-ES by its authors on stacks of filters, at the cost of random search there.

    python stack.py > stack.csv

It works on the logarithms of the parameters, each between the ends of its range, with bounds there and a first size of
0.3 of that. It starts where stylize.Fit does, and anew at a random place whenever it has converged. Restarts with
growing populations (IPOP, BIPOP) and a finer tolerance found no more on the photographs for tuning. It
needs two dimensions at least: a single unknown parameter has one beside it that does nothing.
"""

import csv
import json
import os
import sys

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")

from client import Server  # noqa: E402
from solvers import solver  # noqa: E402

TRIALS = 30


def beside(task, f):
    """The task with a coordinate that does nothing, and its f."""
    more = {**task, "n": 2, "start": [*task["start"], 0.5], "lo": [0, 0], "hi": [1, 1]}
    return more, lambda x: f(x[:1])


def cma_es(trial):
    solve = solver("CMA-ES", 0.3, trial, False)
    return lambda task, f: solve(*(beside(task, f) if task["n"] == 1 else (task, f)))


def main():
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["case", "method", "trials", "found", "runs"])
    with Server() as server:
        for number, name in enumerate(json.loads(server.ask("stacks"))):
            records = [server.run(f"stack {number} {trial} fresh", cma_es(trial)) for trial in range(TRIALS)]
            out.writerow([name, "CMA-ES with restarts", TRIALS, sum(r["found"] for r in records), max(r["runs"] for r in records)])
            sys.stdout.flush()


main()
