"""Runs every race of this library against other people's, side by side, and prints one table of ratios.

    pip install -r requirements-races.txt
    python races.py > races.csv

Needs Go; about ten minutes on two cores that have nothing else to do. The contestants of a race take turns, ROUNDS times,
each for a quarter of a second or for one call, so that whatever else the machine does falls on all of them, and the least
time of each counts: on one core the time of the processor, which other programs disturb little, on two that of the clock. Everybody computes in float64, unless the race says otherwise, and has made its buffers and its
compiled code beforehand. Names as arguments run some of the races alone, RACES_CORES=1 leaves out those on two cores; a peer
that is not installed is left out.

Columns: race, size, cores, who, time (in the unit of the row), unit, ratio (of our time to this one's, empty for ours),
note (what the contestant says of its result).
"""

import csv
import os
import resource
import subprocess
import sys
import tempfile
import time

# Before NumPy: some systems name old kernels for its linear algebra.
for name in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):
    os.environ.pop(name, None)

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..")
ROUNDS = int(os.environ.get("RACES_ROUNDS", 8))
PATIENCE = 0.25
TICK = 0.005  # calls that are shorter are timed together
BOTH = (1, 2)
CORES = [int(n) for n in os.environ.get("RACES_CORES", "1 2").split()]
OURS = "gradstep"


def children():
    """The processor's time of the programs that were started and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def least(call, cores=1, alone=time.process_time):
    """The least time of some calls, in seconds: on one core the processor's time, on several the clock's."""
    clock = alone if cores == 1 else time.perf_counter

    def timed(calls):
        start = clock()
        for _ in range(calls):
            call()
        return clock() - start

    calls, best = 1, timed(1)
    while best < TICK:
        calls *= 2
        best = timed(calls)
    begun = time.perf_counter()
    while time.perf_counter() - begun < PATIENCE:
        best = min(best, timed(calls))
    return best / calls


class Go:
    """This library's side, the program in the folder races."""

    def __init__(self, folder):
        self.binary, self.command = os.path.join(folder, "races"), os.path.join(folder, "gradstep")
        env = os.environ | {"GOAMD64": "v1"}
        subprocess.run(["go", "build", "-o", self.binary, "./testdata/peers/races"], check=True, cwd=ROOT, env=env)
        subprocess.run(["go", "build", "-o", self.command, "./pkg/cmd/gradstep"], check=True, cwd=ROOT, env=env)

    def start(self):
        self.process = subprocess.Popen([self.binary], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1, cwd=ROOT)

    def ask(self, race, size, cores):
        self.process.stdin.write(f"{race} {int(size)} {cores}\n")
        answer = self.process.stdout.readline()
        if not answer:
            sys.exit(f"races ended at {race!r}")
        seconds, _, note = answer.strip().partition(" ")
        return float(seconds), note


def installed(*modules):
    try:
        return [__import__(m) for m in modules]
    except ImportError:
        return None


# Each of these returns the peers of a race: who, and a function of the number of cores that returns the seconds and a note.


def torch_rule(size, make):
    found = installed("torch")
    if not found:
        return {}
    torch = found[0]
    x = torch.nn.Parameter(torch.randn(int(size), dtype=torch.float64))
    x.grad = torch.randn(int(size), dtype=torch.float64)
    rule = make(torch, [x])

    def run(cores):
        torch.set_num_threads(cores)
        rule.step()
        return least(rule.step, cores), ""

    return {f"PyTorch {torch.__version__.partition('+')[0]}, fused": run}


def optax_rule(size, make):
    """optax runs on all cores that the process may use; its threads are made at the first call."""
    found = installed("jax", "optax")
    if not found:
        return {}
    jax, optax = found
    jax.config.update("jax_enable_x64", True)
    rule = make(optax)
    x, g = (jax.random.normal(jax.random.key(i), (int(size),), dtype="float64") for i in (0, 1))

    def step(x, state, g):
        move, state = rule.update(g, state, x)
        return optax.apply_updates(x, move), state

    step = jax.jit(step, donate_argnums=(0, 1))
    now = [x, rule.init(x)]

    def call():
        now[:] = step(*now, g)
        now[0].block_until_ready()

    def run(cores):
        everything = os.sched_getaffinity(0)
        os.sched_setaffinity(0, sorted(everything)[:cores])
        try:
            call()
            return least(call, cores), ""
        finally:
            os.sched_setaffinity(0, everything)

    return {f"optax {optax.__version__}": run}


def adam_peers(size):
    return torch_rule(size, lambda t, p: t.optim.Adam(p, lr=1e-3, fused=True)) | optax_rule(size, lambda o: o.adam(1e-3))


def momentum_peers(size):
    return torch_rule(size, lambda t, p: t.optim.SGD(p, lr=1e-3, momentum=0.9, fused=True)) | optax_rule(size, lambda o: o.sgd(1e-3, momentum=0.9))


def gradient_peers(n):
    import scipy
    from scipy.optimize import rosen
    from scipy.optimize._numdiff import approx_derivative

    x = np.random.default_rng(1).standard_normal(n)
    return {
        f"SciPy {scipy.__version__}, 3-point": lambda cores: (least(lambda: approx_derivative(rosen, x, method="3-point")), ""),
        "the loop in place": lambda cores: GO.ask("loop", n, cores),
    }


def noisy(side):
    from skimage.io import imread

    clean = imread(os.path.join(HERE, "../photos/camera.png")) / 255
    assert clean.shape == (side, side)
    return clean + 0.1 * np.random.default_rng(1).standard_normal(clean.shape)


def tikhonov_peers(side):
    import scipy
    from scipy.fft import dctn, idctn

    f, lam = noisy(side), 1.0
    mu = 4 * np.sin(np.pi * np.arange(side) / (2 * side)) ** 2
    factor = lam / (lam + mu[:, None] + mu[None, :])
    return {f"SciPy {scipy.__version__}": lambda cores: (least(lambda: idctn(dctn(f, workers=cores) * factor, workers=cores), cores), "")}


def tv_peers(side):
    import skimage
    from skimage.restoration import denoise_tv_chambolle

    f = noisy(side)
    return {f"scikit-image {skimage.__version__}": lambda cores: (least(lambda: denoise_tv_chambolle(f, weight=0.1, eps=0, max_num_iter=200), cores), "")}


def fista_peers(race):
    return lambda side: {"FISTA with restart, in Go": lambda cores: GO.ask(race, side, cores)}


def pair(side):
    """The 8-bit pair of the Go side, made by the same rule with other random numbers."""
    rng = np.random.default_rng(9)
    x = rng.integers(0, 256, side * side).astype(np.uint8)
    y = np.round(255 * np.minimum(1, quantize(x / 255, 12.34))).astype(np.uint8)
    replaced = rng.random(side * side) < 0.35
    y[replaced] = rng.integers(0, 256, replaced.sum())
    return x, y


def quantize(x, b):
    return (np.floor(x * b) + 0.5) / b


def count_peers(side):
    x, y = pair(side)
    return {f"NumPy {np.__version__}, bincount": lambda cores: (least(lambda: np.bincount(x.astype(np.intp) * 256 + y, minlength=65536)), "")}


GRID = np.arange(5, 30, 0.01)
FINE = np.arange(5, 30, 0.001)  # the set of b that the most pairs allow is often narrower than a hundredth


def least_squares_peers(side):
    """The mean of y at each level of x is all that the misfit depends on, but for a constant."""
    x, y = pair(side)
    n, mean = np.bincount(x, minlength=256), np.bincount(x, y / 255, minlength=256)
    mean, level = mean / np.maximum(n, 1), np.arange(256) / 255

    def fit():
        misfit = (n * (quantize(level, GRID[:, None]) - mean) ** 2).sum(axis=1)
        return GRID[misfit.argmin()]

    return {f"NumPy {np.__version__}, a grid of {len(GRID)} b": lambda cores: (least(fit), str(fit()))}


def consensus_peers(side):
    x, y = pair(side)
    count = np.bincount(x.astype(np.intp) * 256 + y, minlength=65536).reshape(256, 256)
    level = np.arange(256) / 255

    def fit():
        stored = np.round(255 * np.minimum(1, quantize(level, FINE[:, None]))).astype(np.intp)
        agree = count[np.arange(256), stored].sum(axis=1)
        return FINE[agree.argmax()]

    return {f"NumPy {np.__version__}, a grid of {len(FINE)} b": lambda cores: (least(fit), str(fit()))}


def floats_peers(side):
    from scipy.optimize import brute

    x = np.random.default_rng(9).random(side * side)
    y = quantize(x, 12.34)
    few = slice(5, 30, 0.1)  # 250 values alone: a grid of 0.01 would take ten times as long
    return {"SciPy, brute over 250 b": lambda cores: (least(lambda: brute(lambda b: ((quantize(x, b[0]) - y) ** 2).mean(), (few,), finish=None), cores), "")}


def network_peers(channels):
    found = installed("torch")
    if not found:
        return {}
    torch, nn = found[0], found[0].nn
    version = torch.__version__.partition("+")[0]

    def step(dtype):
        conv = lambda a, b: nn.Conv2d(a, b, 3, padding=1, dtype=dtype)
        net = nn.Sequential(conv(1, channels), nn.ReLU(), conv(channels, channels), nn.ReLU(), conv(channels, channels), nn.ReLU(), conv(channels, 1))
        x, target = (torch.randn(16, 1, 32, 32, dtype=dtype) for _ in range(2))
        optimizer, loss = torch.optim.Adam(net.parameters(), lr=1e-3), nn.MSELoss()

        def one():
            optimizer.zero_grad()
            loss(net(x), target).backward()
            optimizer.step()

        def run(cores):
            torch.set_num_threads(cores)
            one()
            return least(one, cores), ""

        return run

    return {f"PyTorch {version}": step(torch.float64), f"PyTorch {version}, float32": step(torch.float32)}


def files(folder, apart):
    """A pair of files of 24 megapixels, 8-bit grey: camera.png over and over, each copy moved by so many rows against the one on
    its left. Without that a row is one row of camera.png twelve times, which a decoder copies from what it has just seen."""
    from skimage.io import imread, imsave

    camera = imread(os.path.join(HERE, "../photos/camera.png"))
    x = np.tile(np.hstack([np.roll(camera, apart * i, axis=0) for i in range(12)]), (8, 1))[:4000, :6000]
    names = [os.path.join(folder, f"{n}{apart}.png") for n in ("original", "quantized")]
    for name, image in zip(names, (x, np.round(255 * np.minimum(1, quantize(x / 255, 12.34))).astype(np.uint8))):
        imsave(name, image, check_contrast=False)
    return names


RACES = [  # name, what the Go side calls it, sizes, cores, unit, peers
    ("triad a = b + s·c", "triad", (1e5, 1e7), BOTH, "ns/element", lambda size: {}),
    ("copy a = b", "copy", (1e5, 1e7), BOTH, "ns/element", lambda size: {}),
    ("Adam", "adam", (1e5,), (1,), "ns/element", adam_peers),
    ("Adam", "adam", (1e7,), BOTH, "ns/element", adam_peers),
    ("momentum", "momentum", (1e7,), BOTH, "ns/element", momentum_peers),
    ("gradient by differences", "gradient", (10, 100, 1000), (1,), "ms", gradient_peers),
    ("Tikhonov", "tikhonov", (512,), BOTH, "ms", tikhonov_peers),
    ("TV, 200 steps", "tv-steps", (512,), BOTH, "ms", tv_peers),
    ("TV to a gap of 10⁻² a pixel", "tv-gap-2", (512,), (1,), "ms", fista_peers("fista-gap-2")),
    ("TV to a gap of 10⁻⁴ a pixel", "tv-gap-4", (512,), (1,), "ms", fista_peers("fista-gap-4")),
    ("count pairs of levels", "count", (512,), (1,), "ms", count_peers),
    ("fit by least squares, counted", "least-squares", (512,), (1,), "ms", least_squares_peers),
    ("fit by consensus, counted", "consensus", (512,), (1,), "ms", consensus_peers),
    ("fit by least squares, floats", "floats", (512,), BOTH, "ms", floats_peers),
    ("step of the network", "network", (16,), BOTH, "ms", network_peers),
]


def run(name, call, size, cores, unit, peers, table):
    contestants = {OURS: lambda c: GO.ask(call, size, c)} | peers(size if size > 1e4 else int(size))
    best, notes = {}, {}
    for _ in range(ROUNDS):
        for who, ask in contestants.items():
            seconds, notes[who] = ask(cores)
            best[who] = min(best.get(who, seconds), seconds)
    scale = 1e9 / size if unit == "ns/element" else 1e3
    for who, seconds in best.items():
        ratio = "" if who == OURS else f"{best[OURS] / seconds:.2g}"
        table.writerow([name, f"{size:g}", cores, who, f"{scale * seconds:.3g}", unit, ratio, notes[who].replace(" <nil>", "")])
    sys.stdout.flush()


def fit_files(folder, table, race, apart):
    """The command beside a program that reads both files with the same library and ends."""
    names = files(folder, apart)

    def of(*command):
        def run(cores):
            call = lambda: subprocess.run([*command, *names], check=True, capture_output=True, env=os.environ | {"GOMAXPROCS": str(cores)})
            return least(call, cores, children)

        return run

    contestants = {OURS: of(GO.command, "fit"), "reading the files": of(GO.binary)}
    for cores in CORES:
        best = {}
        for _ in range(max(1, ROUNDS // 2)):
            for who, run in contestants.items():
                best[who] = min(best.get(who, float("inf")), run(cores))
        for who, seconds in best.items():
            table.writerow([race, "24e6", cores, who, f"{1e3 * seconds:.3g}", "ms", "" if who == OURS else f"{best[OURS] / seconds:.2g}", ""])


def main():
    global GO
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(["race", "size", "cores", "who", "time", "unit", "ratio", "note"])
    with tempfile.TemporaryDirectory() as folder:
        GO = Go(folder)
        GO.start()
        wanted = sys.argv[1:]
        for name, call, sizes, cores, unit, peers in RACES:
            if wanted and call not in wanted:
                continue
            for size in sizes:
                for c in set(cores) & set(CORES):
                    run(name, call, size, c, unit, peers, table)
        if not wanted or "files" in wanted:
            fit_files(folder, table, "gradstep fit, 24 megapixels", 41)
            fit_files(folder, table, "gradstep fit, 24 megapixels that repeat", 0)


if __name__ == "__main__":
    main()
