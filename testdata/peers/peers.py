"""Differentiates the functions of bank.csv with other libraries and writes results.csv, one row for each set, kind and method.

    pip install -r requirements.txt
    python peers.py > results.csv

Each method is used with its defaults. covered counts |value - true| <= error estimate; tight counts error estimates of at
most 1000 times the true error, where half a unit in the last place of the true derivative is the least error that
counts. Methods without an error estimate leave both empty. A result that is not finite is neither covered nor tight, and counts as failed.
"""

import csv
import math
import os
import statistics
import sys
import warnings

# Both libraries solve for their weights with OpenBLAS, whose kernels differ in the last bits from one kind of processor
# to another; where rounding is all of the error, those bits are the result.
os.environ["OPENBLAS_CORETYPE"] = "Haswell"

import numdifftools as nd
import numpy as np
import scipy
from scipy.differentiate import derivative
from scipy.optimize._numdiff import approx_derivative

from functions import BANK, FLOAT, HELD_OUT

warnings.simplefilter("ignore")
np.seterr(all="ignore")


class Counted:
    """A function of a float or an array that counts its evaluations; nan where it is not defined."""

    def __init__(self, expr):
        self.code, self.evals = compile(expr, "f", "eval"), 0

    def one(self, x):
        self.evals += 1
        try:
            v = eval(self.code, FLOAT, {"x": float(x)})
            return float(v) if not isinstance(v, complex) else math.nan
        except OverflowError:
            return math.inf
        except (ValueError, ZeroDivisionError):
            return math.nan

    def __call__(self, x):
        x = np.asarray(x, dtype=float)
        return np.array([self.one(v) for v in x.ravel()]).reshape(x.shape)


def numdifftools(f, x):
    r = nd.Derivative(f, full_output=True)(x)
    return float(r.estimate), float(r.error_estimate)


def differentiate(f, x):
    r = derivative(f, x)
    return float(r.df), float(r.error)


def approximate(f, x):
    return float(np.ravel(approx_derivative(f, np.array([x]), method="3-point"))[0]), None


METHODS = [
    (f"numdifftools {nd.__version__}, Derivative", numdifftools),
    (f"scipy {scipy.__version__}, differentiate.derivative", differentiate),
    (f"scipy {scipy.__version__}, approx_derivative 3-point", approximate),
]


def median(values):
    return statistics.median_low(values)


def main():
    exprs = {name: expr for name, _, expr, _ in BANK + HELD_OUT}
    with open(os.path.join(os.path.dirname(__file__), "bank.csv")) as file:
        rows = list(csv.DictReader(file))
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow("set,kind,method,points,failed,covered,tight,median_relative,median_evals,max_evals".split(","))
    for label, method in METHODS:
        groups = {}
        for row in rows:
            x, true, f = float(row["x"]), float(row["df"]), Counted(exprs[row["name"]])
            try:
                value, bound = method(f, x)
            except Exception as error:  # a library that gives up has failed at this point
                print(label, row["name"], x, error, file=sys.stderr)
                value, bound = math.nan, math.nan
            miss = abs(value - true) if math.isfinite(value) else math.inf
            least = max(miss, 2.0**-53 * abs(true))
            covered = bound is not None and math.isfinite(value) and miss <= bound
            tight = bound is not None and math.isfinite(value) and bound <= 1000 * least
            relative = miss / abs(true) if true else (0.0 if miss == 0 else math.inf)
            for kind in ("all", row["kind"]):
                groups.setdefault((row["set"], kind), []).append((math.isfinite(value), covered, tight, relative, f.evals, bound is not None))
        for (name, kind), g in groups.items():
            has = g[0][5]
            out.writerow([name, kind, label, len(g), sum(not r[0] for r in g), sum(r[1] for r in g) if has else "",
                          sum(r[2] for r in g) if has else "", f"{median([r[3] for r in g]):.1e}", median([r[4] for r in g]), max(r[4] for r in g)])


if __name__ == "__main__":
    main()
