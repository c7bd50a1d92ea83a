"""Methods of others that see values only, each with the settings that its authors recommend but for the first size.

A solver is solve(task, f, scale, seed): it minimizes f from task["start"] with first steps of the size scale, until f
raises Over. One that ends before is started again from the best point that it has found, if it can go on at all.
"""

import itertools
import warnings

import numpy as np

warnings.filterwarnings("ignore")


class Best:
    """f, with a memory of its best point and of the number of calls."""

    def __init__(self, f, start):
        self.f, self.x, self.value, self.calls = f, np.array(start, dtype=float), np.inf, 0

    def __call__(self, x):
        x = np.array(x, dtype=float)  # a copy: some solvers write into theirs
        value = self.f(x)
        self.calls += 1
        if value < self.value:
            self.x, self.value = x, value
        return value


def again(attempt, f, task):
    """Run attempt(best, number) until f is over, as long as each attempt asks for more than n + 1 values."""
    best = Best(f, task["start"])
    for number in itertools.count():
        before = best.calls
        attempt(best, number)
        if best.calls <= before + task["n"] + 1:
            return


def box(task, scale):
    """The domain, or where there is none, a box around the start."""
    start = np.array(task["start"])
    if "lo" in task:
        return np.array(task["lo"]), np.array(task["hi"])
    return start - scale, start + scale


def bounds(task):
    return (np.array(task["lo"]), np.array(task["hi"])) if "lo" in task else None


def cma_es(task, f, scale, seed):
    """CMA-ES by its authors' package cma. With a domain, it starts anew at a random place of it whenever a run has
    converged to the task's tolerance, or has had its share of the evaluations; without one, with increasing populations
    and small ones in turn (BIPOP)."""
    import cma

    options = {"verbose": -9, "seed": seed + 1, "maxfevals": task["budget"]}
    start = task["start"]
    if "lo" not in task:
        while True:
            cma.fmin2(f, start, scale, options, restarts=9, bipop=True)
            options["seed"] += 1000
    rng, (lo, hi) = np.random.default_rng(seed), bounds(task)
    options |= {"bounds": [task["lo"], task["hi"]], "tolx": task["tolerance"] / 10, "maxfevals": task["share"]}
    if "population" in task:
        options["popsize"] = task["population"]
    options["maxstd_boundrange"] = 1e9  # cma 4.5 cannot shrink a standard deviation to fit the domain in one dimension
    while True:
        cma.fmin2(f, start, scale, options)
        options["seed"] += 1000
        start = rng.uniform(lo, hi)


def bobyqa(task, f, scale, seed, noise):
    """Py-BOBYQA, Powell's quadratic models in a trust region, with its settings for noise where there is some."""
    import pybobyqa

    np.random.seed(seed)

    def attempt(best, _):
        pybobyqa.solve(best, best.x, bounds=bounds(task), maxfun=task["budget"] + 1, rhobeg=scale, rhoend=1e-10 * scale,
                       objfun_has_noise=noise, do_logging=False, scaling_within_bounds=False)

    again(attempt, f, task)


def cobyqa(task, f, scale, seed):
    """COBYQA, the successor of COBYLA by Ragonneau and Zhang."""
    import cobyqa as package
    from scipy.optimize import Bounds

    def attempt(best, _):
        b = bounds(task)
        package.minimize(best, best.x, bounds=None if b is None else Bounds(*b),
                         options={"maxfev": task["budget"] + 1, "maxiter": 10**6, "radius_init": scale, "radius_final": 1e-10 * scale})

    again(attempt, f, task)


def nelder_mead(task, f, scale, seed):
    """scipy's Nelder–Mead with the parameters that fit the dimension, started anew where it ends."""
    from scipy.optimize import minimize

    def attempt(best, _):
        n = task["n"]
        simplex = np.vstack([best.x, best.x + scale * np.eye(n)])
        minimize(best, best.x, method="Nelder-Mead", bounds=None if "lo" not in task else list(zip(task["lo"], task["hi"])),
                 options={"initial_simplex": simplex, "adaptive": True, "maxfev": 10**9, "maxiter": 10**9, "xatol": 1e-10, "fatol": 1e-14})

    again(attempt, f, task)


def ngopt(task, f, scale, seed):
    """nevergrad's NGOpt, which chooses a method by dimension and budget."""
    import nevergrad as ng

    p = ng.p.Array(init=np.array(task["start"])).set_mutation(sigma=scale)
    if "lo" in task:
        p = ng.p.Array(init=np.array(task["start"]), lower=np.array(task["lo"]), upper=np.array(task["hi"])).set_mutation(sigma=scale)
    p.random_state.seed(seed + 1)
    optimizer = ng.optimizers.NGOpt(parametrization=p, budget=task["budget"])
    optimizer.minimize(f)
    while True:  # NGOpt's budget counts its own points
        c = optimizer.ask()
        optimizer.tell(c, f(c.value))


def direct(task, f, scale, seed):
    """scipy's DIRECT in its locally biased form."""
    from scipy.optimize import direct as minimize

    lo, hi = box(task, scale)
    failed = []

    def guarded(x):
        if failed:
            return 0.0
        try:
            return f(x)
        except Exception as over:  # the C code goes on after an exception, so end quietly
            failed.append(over)
            return 0.0

    minimize(guarded, list(zip(lo, hi)), maxfun=task["budget"] + 10, maxiter=10**6, vol_tol=0, len_tol=0)
    if failed:
        raise failed[0]


def bads(task, f, scale, seed, noise):
    """pybads, Bayesian adaptive direct search."""
    from pybads import BADS

    lo, hi = box(task, scale)
    start = np.array(task["start"], dtype=float)
    hard = (lo, hi) if "lo" in task else (None, None)
    options = {"display": "off", "max_fun_evals": task["budget"] + 10, "uncertainty_handling": noise, "random_seed": seed + 1}
    inside = (lo + 1e-3 * (hi - lo), hi - 1e-3 * (hi - lo)) if "lo" in task else (lo, hi)

    def attempt(best, number):
        options["random_seed"] = seed + 1 + 1000 * number
        BADS(best, (start if number == 0 else best.x)[None], *hard, *inside, options=options).optimize()

    again(attempt, lambda x: f(np.ravel(x)), task)


def random_search(task, f, scale, seed):
    """Points drawn evenly from the box, after the start."""
    rng = np.random.default_rng(seed)
    lo, hi = box(task, scale)
    f(task["start"])
    while True:
        f(rng.uniform(lo, hi))


def grid(task, f, scale, seed):
    """The grid in the box with as many points a side as the budget allows, after the start; in the order of a shuffle."""
    lo, hi = box(task, scale)
    n = task["n"]
    side = int((task["budget"] - 1) ** (1 / n) + 1e-9)
    count = side**n
    f(task["start"])
    for k in np.random.default_rng(seed).permutation(count):
        index = []
        for _ in range(n):
            k, i = divmod(k, side)
            index.append((i + 0.5) / side)
        f(lo + (hi - lo) * np.array(index))


SOLVERS = {
    "CMA-ES": cma_es, "Py-BOBYQA": bobyqa, "COBYQA": cobyqa, "Nelder–Mead": nelder_mead, "NGOpt": ngopt, "DIRECT": direct,
    "BADS": bads, "random search": random_search, "grid": grid,
}
WANTS_NOISE = {"Py-BOBYQA", "BADS"}  # they are told whether the values are noisy
DRAWS = {"CMA-ES", "NGOpt", "BADS", "random search"}  # two seeds differ


def solver(name, scale, seed, noise):
    """The named solver as solve(task, f)."""
    extra = {"noise": noise} if name in WANTS_NOISE else {}
    return lambda task, f: SOLVERS[name](task, f, scale * task.get("size", 1), seed, **extra)
