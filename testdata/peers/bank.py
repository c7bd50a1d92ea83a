"""Writes bank.csv: points, values and true derivatives of the functions in functions.py, from 80-digit arithmetic.

    python bank.py > bank.csv
"""

import random
import sys

import mpmath as mp

from functions import BANK, HELD_OUT

mp.mp.dps = 80


def mp_kepler(m, e, tol):
    return mp.findroot(lambda z: z - e * mp.sin(z) - m, m)


def mp_halving(v, steps):
    return mp.findroot(lambda z: z**3 + z - v, mp.cbrt(v) if v > 2 else v / 2)


def mp_trapezoid(x, n):
    # The sum itself, not the integral: it is the function whose rounding is the noise.
    return ((1 + mp.cos(x)) / 2 + mp.fsum(mp.cos(x * (mp.mpf(k) / n)) for k in range(1, n))) / n


NAMES = {k: getattr(mp, k) for k in ("sin", "cos", "tan", "exp", "log", "sqrt", "tanh", "sinh", "cosh", "atan", "asinh", "erf", "gamma", "log1p", "expm1", "cbrt")}
NAMES.update(noise=lambda x: 0, gauss=lambda x: 0, f32=lambda v: v, kepler=mp_kepler, halving=mp_halving, trapezoid=mp_trapezoid, abs=abs)


def draw(rng, points):
    kind, *at = points
    if kind == "uniform":
        return rng.uniform(*at)
    if kind == "log":
        return 10.0 ** rng.uniform(*at)
    return at[0] + 10.0 ** rng.uniform(*at[1:])


def main():
    print("set,name,kind,x,f,df")
    for label, functions, seed in (("bank", BANK, 20240117), ("held out", HELD_OUT, 77003311)):
        rng = random.Random(seed)
        for name, kind, expr, points in functions:
            code = compile(expr, name, "eval")
            for _ in range(50):
                x = draw(rng, points)
                f = lambda v: eval(code, NAMES, {"x": v})
                value, slope = f(mp.mpf(x)), mp.diff(f, mp.mpf(x), h=mp.mpf(abs(x) or 1) * mp.mpf(10) ** -30)
                print(f"{label},{name},{kind},{x!r},{mp.nstr(value, 20)},{mp.nstr(slope, 20)}")
        sys.stderr.write(f"{label}: {len(functions)} functions\n")


if __name__ == "__main__":
    main()
