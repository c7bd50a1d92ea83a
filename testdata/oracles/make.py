"""Runs the optimizers of PyTorch and optax again, and compares or writes the trajectories.

    python make.py                 compare all runs with trajectories.jsonl
    python make.py RULE...         compare these rules only
    python make.py --write FILE    write the runs, each with its first 20 steps, x100 and x1000

The libraries' versions are pinned in requirements.txt. Everything is float64, gradients are
closed forms, and a run is described by its line in trajectories.jsonl: the problem, the
rule, its settings and the start are read from there.
"""

import argparse
import json
import math
import pathlib
import sys

import jax

jax.config.update("jax_enable_x64", True)

import jax.numpy as jnp
import numpy as np
import optax
import torch

torch.set_default_dtype(torch.float64)  # NAdam keeps its product of μ in the default type

HERE = pathlib.Path(__file__).parent
FIRST, MIDDLE, LAST = 20, 100, 1000


def gradient(problem, params):
    """The problem's gradient as a function of x and the step k = 0, 1, ...."""
    if problem == "logquad":
        c = params["c"]

        def logquad(x, k):
            s = 1 + x[0] * x[0]
            return np.array([4 * x[0] * np.log(s) / s, 2 * c * x[1]])

        return logquad
    if problem == "quad":
        a = np.array(params["a"])
        return lambda x, k: a * x
    if problem == "rosenbrock":
        a = params["A"]

        def rosenbrock(x, k):
            d = x[1:] - x[:-1] ** 2
            g = np.zeros_like(x)
            g[:-1] = -4 * a * x[:-1] * d - 2 * (1 - x[:-1])
            g[1:] += 2 * a * d
            return g

        return rosenbrock
    if problem == "noisy_quad":
        q = np.array(params["Q"])
        waves = [(getattr(math, name), freq, phase) for name, freq, phase in params["noise"]]

        def noisy(x, k):
            return q * x + params["amp"] * np.array([f(freq * k + phase) for f, freq, phase in waves])

        return noisy
    raise ValueError(f"no problem {problem!r}")


# The torch rules: a constructor from the parameters and the settings.
TORCH = {
    "sgd": lambda p, s: torch.optim.SGD(p, lr=s["lr"]),
    "sgd_l2": lambda p, s: torch.optim.SGD(p, lr=s["lr"], weight_decay=s["l2"]),
    "momentum_lr_outside": lambda p, s: torch.optim.SGD(p, lr=s["lr"], momentum=s["gamma"], weight_decay=s.get("l2", 0)),
    "momentum_ema": lambda p, s: torch.optim.SGD(p, lr=s["lr"] * (1 - s["gamma"]), momentum=s["gamma"]),
    "momentum_dampened": lambda p, s: torch.optim.SGD(p, lr=s["lr"], momentum=s["gamma"], dampening=s["dampening"]),
    "nesterov": lambda p, s: torch.optim.SGD(p, lr=s["lr"], momentum=s["gamma"], nesterov=True),
    "adagrad": lambda p, s: torch.optim.Adagrad(p, lr=s["lr"], lr_decay=s.get("lr_decay", 0), eps=s["eps"], initial_accumulator_value=s["G0"]),
    "rmsprop": lambda p, s: torch.optim.RMSprop(p, lr=s["lr"], alpha=s["rho"], eps=s["eps"], momentum=s.get("momentum", 0), centered=s.get("centered", False)),
    "adam": lambda p, s: torch.optim.Adam(p, lr=s["lr"], betas=(s["beta1"], s["beta2"]), eps=s["eps"], weight_decay=s.get("l2", 0)),
    "adamw": lambda p, s: torch.optim.AdamW(p, lr=s["lr"], betas=(s["beta1"], s["beta2"]), eps=s["eps"], weight_decay=s["decoupled_wd"]),
    "amsgrad": lambda p, s: torch.optim.Adam(p, lr=s["lr"], betas=(s["beta1"], s["beta2"]), eps=s["eps"], amsgrad=True),
    "nadam": lambda p, s: torch.optim.NAdam(p, lr=s["lr"], betas=(s["beta1"], s["beta2"]), eps=s["eps"], momentum_decay=s["momentum_decay"]),
    "adamax": lambda p, s: torch.optim.Adamax(p, lr=s["lr"], betas=(s["beta1"], s["beta2"]), eps=s["eps"]),
    "adadelta": lambda p, s: torch.optim.Adadelta(p, lr=s["lr"], rho=s["rho"], eps=s["eps"]),
    "radam": lambda p, s: torch.optim.RAdam(p, lr=s["lr"], betas=(s["beta1"], s["beta2"]), eps=s["eps"]),
}

# The optax rules: a transformation from the settings, the step's rate and its ε.
OPTAX = {
    "sgd": lambda s, lr, eps: optax.sgd(lr),
    "momentum_inside": lambda s, lr, eps: optax.chain(optax.scale(-lr), optax.trace(decay=s["gamma"])),
    "adagrad": lambda s, lr, eps: optax.adagrad(lr, initial_accumulator_value=s["G0"], eps=eps),
    "rmsprop": lambda s, lr, eps: optax.rmsprop(lr, decay=s["rho"], eps=eps, centered=s.get("centered", False), eps_in_sqrt=True),
    "adam_root": lambda s, lr, eps: optax.adam(lr, b1=s["beta1"], b2=s["beta2"], eps=0.0, eps_root=eps),
    "amsgrad": lambda s, lr, eps: optax.amsgrad(lr, b1=s["beta1"], b2=s["beta2"], eps=eps),
    "amsgrad_paper": lambda s, lr, eps: optax.amsgrad(lr, b1=s["beta1"], b2=s["beta2"], eps=eps, bias_correction_mu=False, bias_correction_nu=False),
    "nadam": lambda s, lr, eps: optax.nadam(lr, b1=s["beta1"], b2=s["beta2"], eps=eps),
    "lion": lambda s, lr, eps: optax.lion(lr, b1=s["beta1"], b2=s["beta2"], weight_decay=s["decoupled_wd"]),
    "radam": lambda s, lr, eps: optax.radam(lr, b1=s["beta1"], b2=s["beta2"], eps=eps),
    "adabelief": lambda s, lr, eps: optax.adabelief(lr, b1=s["beta1"], b2=s["beta2"], eps=eps, eps_root=s["eps_root"]),
    "signsgd": lambda s, lr, eps: optax.sign_sgd(lr),
}


def constructor(rule):
    """The library and the table entry that make a rule; schedules don't matter here."""
    direct = {
        "momentum_lr_inside": ("torch", "momentum_lr_outside"),
        "momentum_lr_inside_step": ("optax", "momentum_inside"),
        "momentum_lr_outside_l2": ("torch", "momentum_lr_outside"),
        "momentum_lr_outside_step": ("torch", "momentum_lr_outside"),
        "momentum_dampened_torch": ("torch", "momentum_dampened"),
        "nesterov_lookahead": ("torch", "nesterov"),
        "nesterov_torch": ("torch", "nesterov"),
        "adagrad_eps_inside": ("optax", "adagrad"),
        "adagrad_optax_defaults": ("optax", "adagrad"),
        "adagrad_eps_outside": ("torch", "adagrad"),
        "adagrad_lr_decay_torch": ("torch", "adagrad"),
        "rmsprop_eps_inside": ("optax", "rmsprop"),
        "rmsprop_centered_eps_inside": ("optax", "rmsprop"),
        "rmsprop_eps_outside": ("torch", "rmsprop"),
        "rmsprop_momentum_eps_outside": ("torch", "rmsprop"),
        "rmsprop_centered_eps_outside": ("torch", "rmsprop"),
        "adam_eps_root": ("optax", "adam_root"),
        "adam_uncorrected_eps_root": ("optax", "adam_root"),
        "adam_epshat": ("torch", "adam"),
        "adam_uncorrected": ("torch", "adam"),
        "adam_l2": ("torch", "adam"),
        "adam_warmup_cosine": ("torch", "adam"),
        "amsgrad_paper": ("optax", "amsgrad_paper"),
        "sgd_cosine_clamped": ("optax", "sgd"),
        "sgd_poly_end": ("optax", "sgd"),
        "lion": ("optax", "lion"),
        "lion_wd": ("optax", "lion"),
        "sgd_l2": ("torch", "sgd_l2"),
    }
    if rule in direct:
        return direct[rule]
    if rule.startswith("sgd"):
        return "torch", "sgd"
    for library in ("torch", "optax"):
        if rule.endswith("_" + library):
            return library, rule.removesuffix("_" + library)
    return "torch", rule


def torch_scheduler(optimizer, schedule):
    sched = torch.optim.lr_scheduler
    kind = schedule["type"]
    if kind == "step":
        return sched.StepLR(optimizer, schedule["every"], schedule["factor"])
    if kind == "exp":
        return sched.ExponentialLR(optimizer, math.exp(-schedule["rate"]))
    if kind == "inv":
        return sched.LambdaLR(optimizer, lambda k: 1 / (1 + schedule["rate"] * k))
    if kind == "poly":
        return sched.PolynomialLR(optimizer, schedule["T"], schedule["power"])
    if kind == "cosine_periodic":
        return sched.CosineAnnealingLR(optimizer, schedule["T"], schedule["end"])
    if kind == "warmup_cosine":
        warm = sched.LinearLR(optimizer, schedule["start"], 1.0, schedule["W"])
        rest = sched.CosineAnnealingLR(optimizer, schedule["T"] - schedule["W"], schedule["end"])
        return sched.SequentialLR(optimizer, [warm, rest], [schedule["W"]])
    raise ValueError(f"PyTorch has no schedule {kind!r} here")


def optax_rate(settings):
    """The rate of step k. The count is a float64: for an integer optax returns float32."""
    lr, schedule = settings["lr"], settings.get("schedule")
    if schedule is None:
        return lambda k: lr
    if schedule["type"] == "cosine_clamped":
        f = optax.cosine_decay_schedule(lr, schedule["T"], alpha=schedule["end"] / lr)
    elif schedule["type"] == "poly":
        f = optax.polynomial_schedule(lr, schedule["end"], schedule["power"], schedule["T"])
    elif schedule["type"] == "step":
        f = optax.exponential_decay(lr, schedule["every"], schedule["factor"], staircase=True)
    else:
        raise ValueError(f"optax has no schedule {schedule['type']!r} here")
    return lambda k: float(f(jnp.float64(k)))


def corrections(settings, k):
    t = k + 1
    return 1 - settings["beta1"] ** t, 1 - settings["beta2"] ** t


def run_torch(entry, run):
    s, rule = run["settings"], run["rule"]
    grad = gradient(run["problem"], run["problem_params"])
    x = torch.tensor(run["x0"], dtype=torch.float64, requires_grad=True)
    optimizer = TORCH[entry]([x], s)
    group = optimizer.param_groups[0]
    scheduler = torch_scheduler(optimizer, s["schedule"]) if "schedule" in s else None
    path = []
    for k in range(LAST):
        if rule == "adam_epshat":
            group["eps"] = s["eps"] / math.sqrt(corrections(s, k)[1])
        elif rule == "adam_uncorrected":  # rates and ε that undo the correction
            c1, c2 = corrections(s, k)
            group["lr"] = s["lr"] * c1 / math.sqrt(c2)
            group["eps"] = s["eps"] / math.sqrt(c2)
        x.grad = torch.from_numpy(grad(x.detach().numpy(), k))
        optimizer.step()
        if scheduler is not None:
            scheduler.step()
        point = x.detach().numpy().copy()
        if rule == "nesterov_lookahead":  # PyTorch's x is the look-ahead point x - γv
            point += s["gamma"] * s["lr"] * optimizer.state[x]["momentum_buffer"].numpy()
        path.append(point)
    return path


def run_optax(entry, run):
    s, rule = run["settings"], run["rule"]
    grad = gradient(run["problem"], run["problem_params"])
    rate = optax_rate(s)
    x = jnp.array(run["x0"], dtype=jnp.float64)
    state = OPTAX[entry](s, s["lr"], s.get("eps", 0.0)).init(x)

    @jax.jit
    def step(x, g, state, lr, eps):
        updates, state = OPTAX[entry](s, lr, eps).update(g, state, x)
        return optax.apply_updates(x, updates), state

    path = []
    for k in range(LAST):
        lr, eps = rate(k), s.get("eps", 0.0)
        if rule == "adam_uncorrected_eps_root":
            c1, c2 = corrections(s, k)
            lr, eps = lr * c1 / math.sqrt(c2), eps / c2
        x, state = step(x, jnp.asarray(grad(np.asarray(x), k)), state, lr, eps)
        path.append(np.asarray(x))
    return path


def make(run):
    library, entry = constructor(run["rule"])
    path = (run_torch if library == "torch" else run_optax)(entry, run)
    made = dict(run)
    made["steps"] = [p.tolist() for p in path[:FIRST]]
    made["x100"] = path[MIDDLE - 1].tolist()
    made["x1000"] = path[LAST - 1].tolist()
    return made


def error(a, b):
    """The largest difference, relative to the largest coordinate."""
    a, b = np.array(a), np.array(b)
    return float(np.max(np.abs(a - b)) / max(np.max(np.abs(b)), 5e-324))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rules", nargs="*", help="rules to run; none: all")
    parser.add_argument("--write", metavar="FILE", help="write the runs here")
    args = parser.parse_args()
    lines = (HERE / "trajectories.jsonl").read_text().splitlines()
    runs = [json.loads(line) for line in lines]
    if args.rules:
        runs = [r for r in runs if r["rule"] in args.rules]
    if not runs:
        sys.exit("no such rule")
    worst, failed, made = {}, 0, []
    for run in runs:
        new = make(run)
        made.append(new)
        for key, got, want in (
            ("k20", new["steps"], run["steps"]),
            ("k100", new["x100"], run["x100"]),
            ("k1000", new["x1000"], run["x1000"]),
        ):
            tol = run["tol_rel"][key]
            if tol is None or not want:
                continue
            e = error(got, want)
            worst[key] = max(worst.get(key, 0), e)
            if not e <= tol:
                failed += 1
                print(f"{run['rule']}/{run['problem']} {key}: off by {e:.2g}, tolerance {tol:.2g}")
    print(f"{len(runs)} runs, {failed} comparisons failed; worst", {k: f"{v:.2g}" for k, v in worst.items()})
    if args.write:
        pathlib.Path(args.write).write_text("".join(json.dumps(m, separators=(",", ":")) + "\n" for m in made))
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
