"""The least sums of absolute values that are known of Moré and Wild's problems, which nobody publishes.

From the start, from the known least-squares solution and from points around them, sequential linear programming: the
components are linearized, and the linear program min Σ |r + J d| is solved in a box of the variables, which grows after
a success and shrinks after a failure. It uses the components and is no rival: it only says how low one can get.

    python least.py > ../../bendfo/least-absolute.csv
"""

import csv
import os
import sys

import numpy as np
from optimagic.benchmarking.more_wild import MORE_WILD_PROBLEMS
from scipy.optimize import linprog

here = os.path.dirname(os.path.abspath(__file__))
RESTRICTED = {8, 9, 13, 16, 17, 18}


def descend(r, x, restricted, rounds=150):
    fit = lambda v: np.asarray(r(np.maximum(v, 0) if restricted else v), dtype=float)  # noqa: E731
    value = lambda v: np.abs(fit(v)).sum()  # noqa: E731
    if restricted:
        x = np.maximum(x, 0)
    n, f = len(x), value(x)
    radius = 0.1 * max(1, np.abs(x).max())
    for _ in range(rounds):
        c = fit(x)
        h = 1e-7 * np.maximum(1e-2, np.abs(x))
        j = np.array([(fit(x + h[k] * e) - fit(x - h[k] * e * (x[k] > h[k] or not restricted))) /
                      (h[k] * (2 if x[k] > h[k] or not restricted else 1)) for k, e in enumerate(np.eye(n))]).T
        if not (np.isfinite(f) and np.isfinite(j).all()):
            return np.inf
        m = len(c)
        scale = max(1.0, np.abs(j).max())
        lo = np.maximum(-radius, -x) if restricted else np.full(n, -radius)
        a = np.block([[j, -np.eye(m)], [-j, -np.eye(m)]]) / scale
        step = linprog(np.r_[np.zeros(n), np.ones(m)], A_ub=a, b_ub=np.r_[-c, c] / scale,
                       bounds=[(l, radius) for l in lo] + [(0, None)] * m, method="highs")
        if step.x is None:
            radius /= 4
        else:
            y = x + step.x[:n]
            g = value(y)
            if g < f:
                radius *= 2 if f - g > 0.5 * (f - step.fun) else 1
                x, f = y, g
            else:
                radius /= 4
        if radius < 1e-13 * max(1, np.abs(x).max()):
            break
    return f


def main():
    rows = [line.split() for line in open(os.path.join(here, "..", "..", "bendfo", "dfo.dat"))]
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["row", "least"])
    np.seterr(all="ignore")
    for k, (row, problem) in enumerate(zip(rows, MORE_WILD_PROBLEMS.values())):
        rng = np.random.default_rng(k)
        start = np.array(problem["start_x"], dtype=float)
        origins = [start]
        if problem["solution_x"] is not None and np.isfinite(np.array(problem["solution_x"], dtype=float)).all():
            origins.append(np.array(problem["solution_x"], dtype=float))
        points = origins + [o * (1 + 0.1 * rng.standard_normal(len(o))) + 0.01 * rng.standard_normal(len(o)) for o in origins for _ in range(4)]
        best = min(descend(problem["fun"], p, int(row[0]) in RESTRICTED) for p in points)
        out.writerow([k + 1, repr(float(best))])
        sys.stdout.flush()


main()
