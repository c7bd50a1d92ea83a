"""Fits NIST's nonlinear regressions with SciPy's least_squares and with pkg/leastsq, from both starts.

    pip install -r requirements.txt
    python leastsq.py

Needs Go. It writes leastsq.csv: who fitted, with which Jacobian, which set and start, the certified digits of
the worst parameter and of the worst standard error, and the evaluations, of the residuals and of the Jacobian
where there is one. And leastsq_losses.csv: what SciPy finds with robust losses, and within bounds, from
measurements of which every fifth is half as large again.
"""

import csv
import glob
import os
import re
import subprocess
import sys
import warnings

import numpy as np
from scipy.optimize import least_squares

warnings.filterwarnings("ignore")  # overflows on the way
HERE = os.path.dirname(os.path.abspath(__file__))
exp = np.exp


def decays(b, x):
    return sum(b[k] * exp(-b[k + 1] * x) for k in (0, 2, 4))


def rational(over):
    def model(b, x):
        above = sum(b[k] * x**k for k in range(over))
        return above / (1 + sum(b[k] * x ** (k - over + 1) for k in range(over, len(b))))

    return model


def seasons(b, x):
    turn = 2 * np.pi * x
    v = b[0] + b[1] * np.cos(turn / 12) + b[2] * np.sin(turn / 12)
    return v + sum(b[k + 1] * np.cos(turn / b[k]) + b[k + 2] * np.sin(turn / b[k]) for k in (3, 6))


def bells(b, x):
    return b[0] * exp(-b[1] * x) + b[2] * exp(-(((x - b[3]) / b[4]) ** 2)) + b[5] * exp(-(((x - b[6]) / b[7]) ** 2))


MODELS = {
    "Bennett5": lambda b, x: b[0] * (b[1] + x) ** (-1 / b[2]),
    "BoxBOD": lambda b, x: b[0] * (1 - exp(-b[1] * x)),
    "Chwirut": lambda b, x: exp(-b[0] * x) / (b[1] + b[2] * x),
    "DanWood": lambda b, x: b[0] * x ** b[1],
    "ENSO": seasons,
    "Eckerle4": lambda b, x: b[0] / b[1] * exp(-(((x - b[2]) / b[1]) ** 2) / 2),
    "Gauss": bells,
    "Hahn1": rational(4),
    "Kirby2": rational(3),
    "Lanczos": decays,
    "MGH09": lambda b, x: b[0] * (x * x + x * b[1]) / (x * x + x * b[2] + b[3]),
    "MGH10": lambda b, x: b[0] * exp(b[1] / (x + b[2])),
    "MGH17": lambda b, x: b[0] + b[1] * exp(-x * b[3]) + b[2] * exp(-x * b[4]),
    "Misra1a": lambda b, x: b[0] * (1 - exp(-b[1] * x)),
    "Misra1b": lambda b, x: b[0] * (1 - (1 + b[1] * x / 2) ** -2),
    "Misra1c": lambda b, x: b[0] * (1 - (1 + 2 * b[1] * x) ** -0.5),
    "Misra1d": lambda b, x: b[0] * b[1] * x / (1 + b[1] * x),
    "Nelson": lambda b, x: b[0] - b[1] * x[0] * exp(-b[2] * x[1]),
    "Rat42": lambda b, x: b[0] / (1 + exp(b[1] - b[2] * x)),
    "Rat43": lambda b, x: b[0] / (1 + exp(b[1] - b[2] * x)) ** (1 / b[3]),
    "Roszman1": lambda b, x: b[0] - b[1] * x - np.arctan(b[2] / (x - b[3])) / np.pi,
    "Thurber": rational(4),
}


class Set:
    def __init__(self, path):
        lines = open(path).read().split("\n")
        self.name = os.path.basename(path)[:-4]
        rows = [m.groups() for m in (re.match(r"^\s*b\d+\s*=\s*(\S+)\s+(\S+)\s+(\S+)\s+(\S+)$", l) for l in lines) if m]
        table = np.array(rows, float).T
        self.starts, self.certified, self.errors = table[:2], table[2], table[3]
        first = max(i for i, l in enumerate(lines) if l.startswith("Data:"))
        data = np.array([l.split() for l in lines[first + 1 :] if l.strip()], float).T
        self.y, self.x = data[0], data[1] if len(data) == 2 else data[1:]
        if self.name == "Nelson":
            self.y = np.log(self.y)
        self.model = MODELS.get(self.name) or MODELS[self.name[:-1]]

    def residuals(self, b):
        return self.model(b, self.x) - self.y

    def jacobian(self, b):
        """To all digits, by steps into the complex plane."""
        columns = []
        for j in range(len(b)):
            z = np.array(b, complex)
            z[j] += 1e-200j
            columns.append(self.residuals(z).imag / 1e-200)
        return np.array(columns).T


def digits(got, certified):
    with np.errstate(all="ignore"):
        error = np.max(np.abs((got - certified) / certified))
    return 0.0 if not error < 1 else round(min(11.0, -np.log10(max(error, 1e-11))), 1)


def fit(s, start, method, scale, jac, tol):
    calls = [0, 0]

    def residuals(b):
        calls[0] += 1
        return s.residuals(b)

    def jacobian(b):
        calls[1] += 1
        return s.jacobian(b)

    limit = {"max_nfev": 20000 if method == "lm" else 2000}
    try:
        r = least_squares(residuals, s.starts[start], jacobian if jac == "exact" else jac, method=method, x_scale=scale,
                          ftol=tol, xtol=tol, gtol=tol, **limit)
    except (ValueError, np.linalg.LinAlgError):
        return 0.0, 0.0, *calls
    dof = len(s.y) - len(r.x)
    _, sigma, vt = np.linalg.svd(r.jac, full_matrices=False)
    with np.errstate(all="ignore"):
        errors = np.sqrt(2 * r.cost / dof * np.sum((vt.T / sigma) ** 2, axis=1))
    return digits(r.x, s.certified), digits(errors, s.errors), *calls


def losses(sets, out):
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["set", "loss", "scale", "hi", "cost", "x"])
    for name, scale, hi in (("Misra1a", 1.0, 230.0), ("Chwirut2", 2.0, 0.15), ("Rat42", 1.5, 70.0)):
        s = next(s for s in sets if s.name == name)
        s.y = s.y.copy()
        s.y[::5] *= 1.5
        for loss in ("linear", "huber", "soft_l1", "cauchy"):
            for bounded in (False, True):
                top = np.full(len(s.certified), np.inf)
                if bounded:
                    top[0] = hi
                start = np.minimum(s.certified, top * 0.99)
                r = least_squares(s.residuals, start, s.jacobian, x_scale="jac", bounds=(-np.inf, top), loss=loss, f_scale=scale,
                                  ftol=1e-15, xtol=1e-15, gtol=1e-15, max_nfev=5000)
                rows.writerow([name, loss, scale, hi if bounded else "", repr(float(r.cost)), " ".join(repr(float(v)) for v in r.x)])


def main():
    sets = [Set(p) for p in sorted(glob.glob(os.path.join(HERE, "../../pkg/testfunc/nist/*.dat")))]
    with open(os.path.join(HERE, "leastsq.csv"), "w") as out:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(["who", "tolerance", "jacobian", "set", "start", "digits", "errors", "residuals", "jacobians"])
        out.flush()
        ours = subprocess.run(["go", "run", "./testdata/peers/leastsq"], cwd=os.path.join(HERE, "../.."), check=True, capture_output=True, text=True)
        out.write(ours.stdout)
        for method, scale, who in (("lm", 1.0, "SciPy, lm"), ("trf", 1.0, "SciPy, trf"), ("trf", "jac", "SciPy, trf, x_scale=jac")):
            for tol in (1e-8, 1e-15):
                for jac in ("exact", "2-point", "3-point"):
                    for s in sets:
                        for start in (0, 1):
                            rows.writerow([who, tol, jac, s.name, start + 1, *fit(s, start, method, scale, jac, tol)])
                    sys.stderr.write(f"{who}, {tol}, {jac}\n")
    with open(os.path.join(HERE, "leastsq_losses.csv"), "w") as out:
        losses(sets, out)


if __name__ == "__main__":
    main()
