"""What other libraries say of the functions of kinds.csv: kinds_peers.csv, one row for each half, kind and method.

    pip install -r requirements.txt
    python kinds_peers.py > kinds_peers.csv

Neither library tells kinds apart; both return a derivative and an estimate of its error. sure counts the results that are
finite, come without a warning (a status other than success, where there is one), and whose estimate is at most 1/1000 of
the value, or 0 for the value 0: a caller would take three digits for granted.
"""

import csv
import math
import statistics
import sys

import peers  # first: it sets what the libraries read when they are loaded

import numdifftools as nd
import scipy
from scipy.differentiate import derivative

from kinds import cases, value


class Counted(peers.Counted):
    """A function of kinds.py that counts its evaluations."""

    def __init__(self, name, params):
        self.name, self.params, self.evals = name, params, 0

    def one(self, x):
        self.evals += 1
        try:
            return float(value(self.name, float(x), *self.params))
        except OverflowError:
            return math.inf
        except (ValueError, ZeroDivisionError):
            return math.nan


def numdifftools(f, x):
    r = nd.Derivative(f, full_output=True)(x)
    return float(r.estimate), float(r.error_estimate), True


def differentiate(f, x):
    r = derivative(f, x, initial_step=0.1 * abs(x))
    return float(r.df), float(r.error), bool(r.success)


METHODS = [
    (f"numdifftools {nd.__version__}, Derivative", numdifftools),
    (f"scipy {scipy.__version__}, differentiate.derivative", differentiate),
]


def main():
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow("set,kind,method,cases,sure,warned,failed,median_evals".split(","))
    for label, method in METHODS:
        groups = {}
        for half, kind, name, x, *params in cases():
            f = Counted(name, params)
            try:
                v, e, ok = method(f, x)
            except Exception as error:
                print(label, name, x, error, file=sys.stderr)
                v, e, ok = math.nan, math.nan, False
            finite = math.isfinite(v) and math.isfinite(e)
            groups.setdefault((half, kind), []).append((finite and ok and abs(e) <= abs(v) / 1000, not ok, not finite, f.evals))
        for (half, kind), g in groups.items():
            out.writerow([half, kind, label, len(g), sum(r[0] for r in g), sum(r[1] for r in g), sum(r[2] for r in g),
                          statistics.median_low([r[3] for r in g])])


if __name__ == "__main__":
    main()
