"""The functions that derivatives are tried on, as expressions of x.

Each entry is (name, kind, expression, points): points is ("uniform", lo, hi), ("log", lo, hi) with lo and hi as powers of
ten, or ("near", at, lo, hi) for at + 10**u. Evaluated with the float names below an expression is the function that the
methods see; with the mpmath names of bank.py it is the function that they should differentiate: noise is 0 there,
rounding to float32 is the identity, and a solver is exact. pkg/fd/bank_test.go has the same functions in Go.
"""

import math
import struct

MASK = (1 << 64) - 1


def noise(x):
    """A fixed pseudo-random number in [-1, 1) for each float (splitmix64 of its bits)."""
    z = (struct.unpack("<Q", struct.pack("<d", x))[0] + 0x9E3779B97F4A7C15) & MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    z ^= z >> 31
    return (z >> 11) / 2.0**52 - 1


def gauss(x):
    """A sum of twelve uniform numbers: nearly normal, standard deviation 1."""
    return sum(noise(x + 1000.0 * k) for k in range(1, 13)) / 2


def f32(v):
    return struct.unpack("<f", struct.pack("<f", v))[0]


def kepler(m, e, tol):
    """E - e sin E = m by fixed-point iteration: the number of steps, and so the error, changes with m."""
    z = m
    while True:
        y = m + e * math.sin(z)
        if abs(y - z) < tol:
            return y
        z = y


def halving(v, steps):
    """The root of z**3 + z = v in [0, 2] by bisection: a staircase of 2**steps values."""
    lo, hi = 0.0, 2.0
    for _ in range(steps):
        mid = (lo + hi) / 2
        if mid * mid * mid + mid < v:
            lo = mid
        else:
            hi = mid
    return (lo + hi) / 2


def trapezoid(x, n):
    """The integral of cos(x t) over [0, 1] by n panels, added up in floating point."""
    s = (1 + math.cos(x)) / 2
    for k in range(1, n):
        s += math.cos(x * (k / n))
    return s / n


FLOAT = {k: getattr(math, k) for k in ("sin", "cos", "tan", "exp", "log", "sqrt", "tanh", "sinh", "cosh", "atan", "asinh", "erf", "gamma", "log1p", "expm1", "pi")}
FLOAT.update(noise=noise, gauss=gauss, f32=f32, kepler=kepler, halving=halving, trapezoid=trapezoid, abs=abs, cbrt=math.cbrt)


def U(lo, hi):
    return ("uniform", lo, hi)


BANK = [
    ("exp", "smooth", "exp(x)", U(-3, 3)),
    ("sin", "smooth", "sin(x)", U(-10, 10)),
    ("cubic", "smooth", "x*x*x+2*x*x+12*x+100", U(-5, 5)),
    ("log", "smooth", "log(x)", U(0.2, 20)),
    ("sqrt", "smooth", "sqrt(x)", U(0.1, 50)),
    ("bell", "smooth", "exp(-x*x)", U(-2, 2)),
    ("witch", "smooth", "1/(1+x*x)", U(-4, 4)),
    ("tanh", "smooth", "tanh(x)", U(-3, 3)),
    ("atan", "smooth", "atan(x)", U(-5, 5)),
    ("expsin", "smooth", "exp(sin(x))", U(-6, 6)),
    ("wave packet", "smooth", "exp(-x*x/4)*cos(3*x)", U(-3, 3)),
    ("gamma", "smooth", "gamma(x)", U(1, 5)),
    ("erf", "smooth", "erf(x)", U(-2, 2)),
    ("log squared", "smooth", "log(1+x*x)**2", U(-3, 3)),
    ("power 2.5", "smooth", "x*x*sqrt(x)", U(0.5, 9)),
    ("softplus", "smooth", "log(1+exp(x))", U(-8, 8)),
    ("asinh", "smooth", "asinh(5*x)", U(-2, 2)),
    ("rational", "smooth", "(x*x*x-x)/(x*x+x+2)", U(-5, 5)),
    ("decay 1e3", "stiff", "exp(-1000*x)", U(0, 0.02)),
    ("layer 200", "stiff", "tanh(200*x)", U(-0.03, 0.03)),
    ("two scales", "stiff", "sin(x)+exp(-500*x)", U(0, 0.03)),
    ("logistic 1e4", "stiff", "1/(1+exp(-10000*(x-1)))", U(0.999, 1.001)),
    ("power 30", "stiff", "x**30", U(0.3, 3)),
    ("exp square", "stiff", "exp(x*x)", U(-5, 5)),
    ("narrow bell", "stiff", "exp(-1e6*(x-2)*(x-2))", U(1.997, 2.003)),
    ("sin 50", "oscillating", "sin(50*x)", U(-3, 3)),
    ("sin 1000", "oscillating", "sin(1000*x)", U(-2, 2)),
    ("chirp", "oscillating", "sin(x*x)", U(-30, 30)),
    ("sin 1/x", "oscillating", "sin(1/x)", U(0.02, 0.5)),
    ("far sine", "oscillating", "sin(x)", U(1e5, 1e6)),
    ("two tones", "oscillating", "sin(x)+0.1*cos(40*x)", U(-5, 5)),
    ("beat", "oscillating", "sin(20*x)*sin(21*x)", U(-4, 4)),
    ("1/x", "pole", "1/x", ("log", -6, 0)),
    ("1/(x-1)", "pole", "1/(x-1)", ("near", 1, -5, -1)),
    ("tan", "pole", "tan(x)", ("near", -1.5707963267948966, -4, 0)),
    ("log near 0", "pole", "log(x)", ("log", -8, -1)),
    ("sqrt near 0", "pole", "sqrt(x)", ("log", -8, -1)),
    ("1/(x^2+1e-6)", "pole", "1/(x*x+1e-6)", U(-0.01, 0.01)),
    ("x log x", "pole", "x*log(x)", ("log", -6, 1)),
    ("one minus cos", "cancelling", "(1-cos(x))/(x*x)", U(1e-4, 1e-2)),
    ("expanded power", "cancelling", "((((((x-6)*x+15)*x-20)*x+15)*x-6)*x+1)", U(0.9, 1.1)),
    ("exp minus 1", "cancelling", "(exp(x)-1)/x", U(1e-6, 1e-3)),
    ("root difference", "cancelling", "sqrt(x+1)-sqrt(x)", U(1e4, 1e8)),
    ("1e8 + sin", "cancelling", "1e8+sin(x)", U(-3, 3)),
    ("lost square", "cancelling", "(1e6+x)*(1e6+x)-1e12", U(-2, 2)),
    ("tan minus sin", "cancelling", "(tan(x)-sin(x))/(x*x*x)", U(1e-3, 1e-1)),
    ("constant", "constant", "3.7+0*x", U(-5, 5)),
    ("line", "constant", "2.5*x-1", U(-5, 5)),
    ("saturated", "constant", "tanh(x)", U(12, 18)),
    ("tiny values", "tiny", "1e-30*sin(x)", U(-3, 3)),
    ("tiny steps", "tiny", "sin(1e8*x)", U(-3e-8, 3e-8)),
    ("tiny both", "tiny", "1e-200*exp(1e6*x)", U(-2e-6, 2e-6)),
    ("square near 0", "tiny", "x*x", ("log", -12, -6)),
    ("cos near 0", "tiny", "cos(x)", ("log", -8, -3)),
    ("exp near 0", "tiny", "exp(x)", ("log", -10, -4)),
    ("huge values", "huge", "1e200*cos(x)", U(-3, 3)),
    ("huge argument", "huge", "log(x)", ("log", 10, 100)),
    ("huge both", "huge", "1e100*sqrt(x)", ("log", 20, 40)),
    ("astronomic", "huge", "6.674e20/(x*x)", ("log", 6, 9)),
    ("far parabola", "huge", "x*x-3*x", U(1e7, 1e9)),
    ("float32 sine", "float32", "f32(sin(x))", U(-3, 3)),
    ("float32 exp", "float32", "f32(exp(x))", U(-2, 2)),
    ("float32 inside", "float32", "f32(f32(x*x)+f32(sin(3*x)))", U(0.5, 3)),
    ("float32 offset", "float32", "f32(10+atan(x))", U(-3, 3)),
    ("noise 1e-6", "noisy", "sin(x)+1e-6*noise(x)", U(-3, 3)),
    ("noise 1e-3", "noisy", "exp(x)+1e-3*noise(x)", U(-1, 2)),
    ("gauss 1e-9", "noisy", "x*x+1e-9*gauss(x)", U(-2, 2)),
    ("relative 1e-8", "noisy", "cosh(x)*(1+1e-8*noise(x))", U(-2, 2)),
    ("kepler 1e-10", "noisy", "kepler(x,0.5,1e-10)", U(0.1, 3)),
    ("bisection", "noisy", "halving(x,26)", U(0.2, 8)),
]

HELD_OUT = [
    ("cos exp", "smooth", "cos(exp(x/2))", U(-2, 3)),
    ("log cosh", "smooth", "log(cosh(x))", U(-4, 4)),
    ("sinc", "smooth", "sin(x)/x", U(0.5, 12)),
    ("cube root", "smooth", "cbrt(x)", U(0.2, 30)),
    ("quartic", "smooth", "x*x*x*x-3*x*x+x", U(-2, 2)),
    ("exp over", "smooth", "exp(x)/(1+x*x)", U(-3, 4)),
    ("hypot", "smooth", "sqrt(1+x*x)", U(-6, 6)),
    ("atan sin", "smooth", "atan(2*sin(x))", U(-4, 4)),
    ("x^x", "smooth", "exp(x*log(x))", U(0.3, 3)),
    ("layer 3000", "stiff", "atan(3000*(x-0.5))", U(0.498, 0.502)),
    ("fast decay", "stiff", "exp(-300*x)*cos(x)+x*x", U(0, 0.05)),
    ("power 80", "stiff", "(x/2)**80", U(1, 3)),
    ("steep sum", "stiff", "sinh(40*x)", U(-0.5, 0.5)),
    ("sin 300", "oscillating", "cos(300*x)*x", U(-1, 4)),
    ("cubic chirp", "oscillating", "cos(x*x*x)", U(-8, 8)),
    ("log wave", "oscillating", "sin(20*log(x))", U(0.01, 5)),
    ("small ripple", "oscillating", "x*x+1e-3*sin(200*x)", U(-2, 2)),
    ("double pole", "pole", "1/((x-3)*(x-3))", ("near", 3, -4, 0)),
    ("root pole", "pole", "1/sqrt(x)", ("log", -7, 1)),
    ("log tan", "pole", "log(tan(x))", ("log", -5, -0.2)),
    ("cusp beside", "pole", "exp(sqrt(x))", ("log", -6, 0)),
    ("cosh minus 1", "cancelling", "(cosh(x)-1)/x", U(1e-4, 1e-1)),
    ("big polynomial", "cancelling", "((x-1e4)*x+1)*x-7e3", U(9990, 10010)),
    ("log ratio", "cancelling", "log(x+1)-log(x)", U(1e3, 1e6)),
    ("hidden slope", "cancelling", "1e5+1e-3*exp(x)", U(-2, 2)),
    ("half", "constant", "0.5+0*x", U(-1, 1)),
    ("minus line", "constant", "7-x/3", U(-100, 100)),
    ("tiny log", "tiny", "log1p(x)", ("log", -12, -3)),
    ("tiny bell", "tiny", "1e-9*exp(-x*x*1e12)", U(-2e-6, 2e-6)),
    ("tiny line", "tiny", "1e-100*sinh(x)", U(-2, 2)),
    ("huge sinh", "huge", "sinh(x)", U(300, 700)),
    ("huge rate", "huge", "1e150*atan(x/1e8)", U(-3e8, 3e8)),
    ("huge root", "huge", "cbrt(x)", ("log", 12, 60)),
    ("float32 log", "float32", "f32(log(x))", U(0.5, 9)),
    ("float32 wave", "float32", "f32(100+20*sin(x))", U(-3, 3)),
    ("noise 1e-5", "noisy", "x*x*x+1e-5*noise(x)", U(-2, 2)),
    ("gauss 1e-7", "noisy", "exp(-x)+1e-7*gauss(x)", U(-1, 3)),
    ("relative 1e-11", "noisy", "(2+sin(x))*(1+1e-11*noise(x))", U(-3, 3)),
    ("kepler 1e-7", "noisy", "kepler(x,0.3,1e-7)", U(0.1, 3)),
    ("trapezoid", "noisy", "trapezoid(x,1000)", U(0.5, 8)),
]
