"""Values of Moré and Wild's problems by optimagic, whose authors wrote them on their own.

For each of the 53 rows of dfo.dat: the least value that optimagic knows of, and at five points around the start the
sums of squares and of absolute values of the components.

    python values.py > ../../bendfo/values.csv
"""

import csv
import os
import sys

import numpy as np
from optimagic.benchmarking.more_wild import MORE_WILD_PROBLEMS

here = os.path.dirname(os.path.abspath(__file__))
RESTRICTED = {8, 9, 13, 16, 17, 18}  # see max(x, 0) in the sum of absolute values


def main():
    rows = [line.split() for line in open(os.path.join(here, "..", "..", "bendfo", "dfo.dat"))]
    problems = list(MORE_WILD_PROBLEMS.values())[: len(rows)]
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["row", "known_least", "squares", "absolute", "x"])
    rng = np.random.default_rng(20090315)
    for k, (row, problem) in enumerate(zip(rows, problems)):
        function, n = int(row[0]), int(row[1])
        start = np.array(problem["start_x"], dtype=float)
        assert len(start) == n
        for point in range(6):
            x = start.copy()
            if point:
                x = start * (1 + 0.2 * rng.standard_normal(n)) + 0.05 * rng.standard_normal(n)
                x = np.array([float(f"{v:.6g}") for v in x])
            clipped = np.maximum(x, 0) if function in RESTRICTED else x
            r, s = (np.asarray(problem["fun"](v), dtype=float) for v in (x, clipped))
            out.writerow([k + 1, repr(float(problem["solution_criterion"])), repr(float(r @ r)), repr(float(np.abs(s).sum())),
                          " ".join(repr(float(v)) for v in x)])


main()
