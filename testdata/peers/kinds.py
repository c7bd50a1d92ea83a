"""The functions on which fd.Diagnose is scored, and their draws.

    python kinds.py > kinds.csv

A case is v·g(t; a, b, e, x) at t = x/s. Every family is drawn ten times for each half, from two seeds; those in NEW are in
the held-out half alone, and were written when nothing was changed any more. pkg/fd/kinds_test.go has the same functions in Go.
"""

import csv
import math
import random
import struct
import sys


def noise(x):
    """A fixed pseudo-random number in [-1, 1) for each float: splitmix64 of its bits."""
    m = (1 << 64) - 1
    z = (struct.unpack("<Q", struct.pack("<d", x))[0] + 0x9E3779B97F4A7C15) & m
    z = ((z ^ z >> 30) * 0xBF58476D1CE4E5B9) & m
    z = ((z ^ z >> 27) * 0x94D049BB133111EB) & m
    z ^= z >> 31
    return (z >> 11) / 2.0**52 - 1


def f32(v):
    return struct.unpack("<f", struct.pack("<f", v))[0]


def sign(v):
    return (v > 0) - (v < 0)


def rounded(v, q):
    return math.floor(v / q + 0.5) * q


def softplus(t):
    return max(t, 0) + math.log1p(math.exp(-abs(t)))


def logistic(u):
    return 0.5 * (1 + math.tanh(u / 2))


def staircase(t, b):
    return (math.floor(t * b) + 0.5) / b


sin, cos, exp, log, floor = math.sin, math.cos, math.exp, math.log, math.floor


# name: (kind, g). The draws are below.
FAMILIES = {
    "exp": ("smooth", lambda t, a, b, e, x: exp(b * t)),
    "sine": ("smooth", lambda t, a, b, e, x: sin(t)),
    "fast sine": ("smooth", lambda t, a, b, e, x: sin(b * t) + 0.3 * t),
    "cubic": ("smooth", lambda t, a, b, e, x: t * t * t + 2 * t * t + 12 * t + 100),
    "bell": ("smooth", lambda t, a, b, e, x: exp(-t * t)),
    "atan": ("smooth", lambda t, a, b, e, x: math.atan(b * t)),
    "log": ("smooth", lambda t, a, b, e, x: log(1 + t * t)),
    "root": ("smooth", lambda t, a, b, e, x: math.sqrt(t)),
    "rational": ("smooth", lambda t, a, b, e, x: (t * t * t - t) / (t * t + t + 2)),
    "line": ("smooth", lambda t, a, b, e, x: b * t - a),
    "parabola": ("smooth", lambda t, a, b, e, x: (t - a) * (t - a)),
    "offset sine": ("smooth", lambda t, a, b, e, x: 1e6 + sin(t)),
    "logistic": ("smooth", lambda t, a, b, e, x: logistic(b * (t - a))),
    "abs afar": ("smooth", lambda t, a, b, e, x: abs(t - a) + 0.2 * sin(t)),
    "sawtooth afar": ("smooth", lambda t, a, b, e, x: t - floor(t)),
    "hypot": ("smooth", lambda t, a, b, e, x: math.sqrt(1 + t * t)),
    "ripple": ("smooth", lambda t, a, b, e, x: t * t + 1e-3 * sin(b * t)),
    "softplus": ("smooth", lambda t, a, b, e, x: softplus(t)),
    "abs": ("kink", lambda t, a, b, e, x: abs(t - a)),
    "abs and sine": ("kink", lambda t, a, b, e, x: b * abs(t - a) + sin(t)),
    "rectifier": ("kink", lambda t, a, b, e, x: max(0, t - a)),
    "leaky": ("kink", lambda t, a, b, e, x: t - a if t > a else 0.1 * (t - a)),
    "larger of two": ("kink", lambda t, a, b, e, x: max((t - a) * (t - a) + (t - a), exp(a - t) - 1)),
    "abs sine": ("kink", lambda t, a, b, e, x: abs(sin(2 * (t - a)))),
    "small kink": ("kink", lambda t, a, b, e, x: 10 * t + b * abs(t - a)),
    "two abs": ("kink", lambda t, a, b, e, x: abs(t - a) + 0.3 * abs(t - a - 0.7)),
    "abs times exp": ("kink", lambda t, a, b, e, x: abs(t - a) * exp(t)),
    "sign": ("jump", lambda t, a, b, e, x: float(sign(t - a))),
    "step and slope": ("jump", lambda t, a, b, e, x: (t > a) * b + t),
    "sawtooth": ("jump", lambda t, a, b, e, x: (t - a) - floor(t - a)),
    "floor": ("jump", lambda t, a, b, e, x: float(floor(t - a))),
    "branches": ("jump", lambda t, a, b, e, x: exp(t - a) if t > a else (t - a) * (t - a)),
    "jump on sine": ("jump", lambda t, a, b, e, x: sin(t) + b * (t >= a)),
    "constant": ("plateau", lambda t, a, b, e, x: a),
    "staircase": ("plateau", lambda t, a, b, e, x: staircase(t, b)),
    "rounded sine": ("plateau", lambda t, a, b, e, x: rounded(sin(t) + 2, e)),
    "rounded exp": ("plateau", lambda t, a, b, e, x: rounded(exp(t), e)),
    "float32": ("plateau", lambda t, a, b, e, x: f32(2 + math.atan(t))),
    "clipped": ("plateau", lambda t, a, b, e, x: min(1, max(-1, t))),
    "sign afar": ("plateau", lambda t, a, b, e, x: float(sign(t - a))),
    "sine and noise": ("noisy", lambda t, a, b, e, x: sin(t) + e * noise(x)),
    "exp times noise": ("noisy", lambda t, a, b, e, x: exp(t) * (1 + e * noise(x))),
    "parabola and noise": ("noisy", lambda t, a, b, e, x: 1 + t * t + e * (noise(x) + noise(2 * x) + noise(3 * x))),
    "bell times noise": ("noisy", lambda t, a, b, e, x: (2 + exp(-t * t)) * (1 + e * noise(x))),
    "line and noise": ("noisy", lambda t, a, b, e, x: 1 + b * t + e * noise(x)),
    "cosh": ("smooth", lambda t, a, b, e, x: math.cosh(t) / (2 + t)),
    "wave packet": ("smooth", lambda t, a, b, e, x: exp(-t * t / 4) * cos(b * t)),
    "rectifier afar": ("smooth", lambda t, a, b, e, x: max(0, t) * t),
    "power": ("smooth", lambda t, a, b, e, x: t**2.5 - t**1.5),
    "smaller of two": ("kink", lambda t, a, b, e, x: min(sin(t - a), 2 * (t - a) + (t - a) * (t - a))),
    "norm": ("kink", lambda t, a, b, e, x: math.sqrt((t - a) * (t - a)) + log(1 + t * t)),
    "triangle": ("kink", lambda t, a, b, e, x: abs((t - a) - 2 * floor((t - a) / 2 + 0.5))),
    "atan of inverse": ("jump", lambda t, a, b, e, x: math.atan(1 / (t - a)) if t != a else 0.0),
    "odd value": ("jump", lambda t, a, b, e, x: 1.0 if t == a else cos(t)),
    "ceiling": ("jump", lambda t, a, b, e, x: math.ceil(t - a) * (2 + sin(t))),
    "rounded logistic": ("plateau", lambda t, a, b, e, x: rounded(3 + logistic(2 * t), e)),
    "saturated": ("plateau", lambda t, a, b, e, x: math.tanh(40 + abs(t))),
    "dead zone": ("plateau", lambda t, a, b, e, x: max(0, abs(t) - 2)),
    "wave times noise": ("noisy", lambda t, a, b, e, x: (2 + sin(3 * t)) * (1 + e * noise(x))),
    "log and noise": ("noisy", lambda t, a, b, e, x: log(2 + t * t) + e * noise(x) * noise(7 * x)),
}

NEW = {
    "error function": ("smooth", lambda t, a, b, e, x: math.erf(b * t)),
    "sinc": ("smooth", lambda t, a, b, e, x: sin(b * t) / t),
    "quartic": ("smooth", lambda t, a, b, e, x: (t - a) ** 4 + 0.5 * (t - a) ** 2),
    "gamma": ("smooth", lambda t, a, b, e, x: math.gamma(1 + abs(t))),
    "log of cosh": ("smooth", lambda t, a, b, e, x: log(math.cosh(t - a))),
    "parabola afar": ("smooth", lambda t, a, b, e, x: (t - a) * abs(t - a) + t),
    "largest of three": ("kink", lambda t, a, b, e, x: max(a - t, 0.5 * (t - a), t - a - 0.4)),
    "abs cosine": ("kink", lambda t, a, b, e, x: exp(-abs(math.sin(t - a)))),
    "shrinkage": ("kink", lambda t, a, b, e, x: max(0, t - a) - max(0, a - 1 - t)),
    "root of square": ("kink", lambda t, a, b, e, x: t + b * math.sqrt((t - a) * (t - a) * (1 + t * t))),
    "angle": ("jump", lambda t, a, b, e, x: math.atan2(-sin(t - a), -cos(t - a))),
    "two branches": ("jump", lambda t, a, b, e, x: cos(t) if t < a else sin(t) + 2),
    "part of square": ("jump", lambda t, a, b, e, x: (1 + (t - a) + 0.1 * (t - a) ** 2) % 1.0),
    "count": ("plateau", lambda t, a, b, e, x: float(sum(k / b < abs(t) for k in range(100)))),
    "rounded log": ("plateau", lambda t, a, b, e, x: rounded(log(5 + t), e)),
    "rounded twice": ("plateau", lambda t, a, b, e, x: rounded(2 + rounded(t, e) ** 2, e)),
    "cosine and noise": ("noisy", lambda t, a, b, e, x: 2 + cos(2 * t) + e * sum(noise(k * x) for k in range(1, 13)) / 2),
    "root times noise": ("noisy", lambda t, a, b, e, x: math.sqrt(1 + t * t) * (1 + e * noise(x))),
    "cubic and noise": ("noisy", lambda t, a, b, e, x: 3 + t * t * t / 10 + e * noise(x) ** 3),
}

POSITIVE = {"root", "power"}
EXPONENT = {"fast sine": (0, 5), "ripple": (1.5, 3), "logistic": (0, 4), "wave packet": (0, 3), "staircase": (0, 6), "small kink": (-3, 0)}


def near(rng):
    """Where a kink or a jump is from x, in units of t: at it, or beside it."""
    return 0.0 if rng.random() < 0.4 else rng.choice((-1, 1)) * 10.0 ** rng.uniform(-13, -4)


def draw(name, kind, rng):
    """x, a, b, e, s, v of a case."""
    s = 10.0 ** rng.uniform(-8, 8) if rng.random() < 0.6 else 1.0
    v = 10.0 ** rng.uniform(-6, 6) if rng.random() < 0.5 else 1.0
    t = rng.uniform(0.3, 3) * (1 if name in POSITIVE else rng.choice((-1, 1)))
    b = 10.0 ** rng.uniform(*EXPONENT.get(name, (-0.5, 0.5)))
    e = 10.0 ** rng.uniform(-12, -1)
    a = rng.uniform(-2, 2)
    if kind in ("kink", "jump"):
        a = t + near(rng)
    elif name in ("abs afar", "sign afar", "parabola afar"):
        a = t + rng.choice((-1, 1)) * rng.uniform(0.1, 1)
    elif name == "parabola" and rng.random() < 0.5:
        a = t
    elif name == "logistic":
        a = t + rng.choice((-1, 1)) * rng.uniform(0, 2) / b
    elif name == "sawtooth afar":
        t = math.floor(t) + rng.uniform(0.1, 0.9)
    elif name == "staircase":
        t = (math.floor(t * b) + rng.uniform(0.1, 0.9)) / b
    elif name.startswith("rounded"):
        e = 10.0 ** rng.uniform(-8, -2)
        s = 1.0
    elif name == "count":
        b *= 3
        t = (math.floor(abs(t) * b) + rng.uniform(0.1, 0.9)) / b
    elif name == "clipped":
        t = rng.choice((-1, 1)) * rng.uniform(1.2, 3)
    elif name == "rectifier afar":
        t = rng.uniform(0.3, 3)
    elif name == "dead zone":
        t = rng.uniform(-1.5, 1.5)
    x = t * s
    if kind in ("kink", "jump") and a == t:
        a = x / s
    if name == "odd value":
        a = x / s
    return x, a, b, e, s, v


def cases():
    for label, families, seed in (("tuning", FAMILIES, 271828), ("held out", {**FAMILIES, **NEW}, 577215)):
        for name, (kind, _) in families.items():
            rng = random.Random(f"{seed} {name}")
            for _ in range(10):
                yield label, kind, name, *draw(name, kind, rng)


def value(name, x, a, b, e, s, v):
    return v * (FAMILIES | NEW)[name][1](x / s, a, b, e, x)


def main():
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow("set,kind,name,x,a,b,e,s,v,f".split(","))
    for label, kind, name, *p in cases():
        out.writerow([label, kind, name, *map(repr, p), repr(float(value(name, *p)))])


if __name__ == "__main__":
    main()
