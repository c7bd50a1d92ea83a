"""Times pkg/restore beside scikit-image and SciPy on one photograph, and compares their images.

    pip install -r requirements.txt
    python restoration.py > restoration.csv

Needs Go. The programs take turns, ROUNDS times, so that whatever else the machine does falls on all of
them, and the fastest of each counts. Ours does 200 steps with the certificate every 20 steps; the peer does
200 iterations without one.

Columns: what, who, cores, ms, ratio (to the peer in float64), energy and gap of the image (tv), diff (largest
difference from the peer's image, or from the minimizer for tv).
"""

import csv
import os
import subprocess
import sys
import tempfile
import time

import numpy as np
from scipy.fft import dctn, idctn
from skimage.io import imread
from skimage.restoration import denoise_tv_chambolle

ROUNDS = 10
LAMBDA_TV, LAMBDA_TIKHONOV, STEPS = 10.0, 1.0, 200
HERE = os.path.dirname(os.path.abspath(__file__))


def energy(u, f, lam):
    gx, gy = np.zeros_like(u), np.zeros_like(u)
    gx[:, :-1], gy[:-1] = np.diff(u, axis=1), np.diff(u, axis=0)
    return np.sqrt(gx * gx + gy * gy).sum() + lam / 2 * ((u - f) ** 2).sum()


class Planned:
    """The exact quadratic minimizer by SciPy, the eigenvalues computed once."""

    def __init__(self, h, w, lam):
        mu = [4 * np.sin(np.pi * np.arange(n) / (2 * n)) ** 2 for n in (h, w)]
        self.factor = lam / (lam + mu[0][:, None] + mu[1][None, :])

    def __call__(self, f, workers):
        return idctn(dctn(f, workers=workers) * self.factor, workers=workers)


class Ours:
    def __init__(self, folder):
        binary = os.path.join(folder, "restoration")
        subprocess.run(["go", "build", "-o", binary, "./testdata/peers/restoration"], cwd=os.path.join(HERE, "../.."), check=True)
        self.proc = subprocess.Popen([binary], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.file, self.out = os.path.join(folder, "in"), os.path.join(folder, "out")

    def ask(self, method, cores, steps, lam, f):
        f.tofile(self.file)
        h, w = f.shape
        self.proc.stdin.write(f"{method} {cores} {steps} {lam} {w} {h} {self.file} {self.out}\n")
        self.proc.stdin.flush()
        seconds, e, gap = map(float, self.proc.stdout.readline().split())
        return seconds, np.fromfile(self.out).reshape(f.shape), e, gap


def timed(call):
    start = time.perf_counter()
    u = call()
    return time.perf_counter() - start, u, None, None


def main():
    clean = imread(os.path.join(HERE, "../photos/camera.png")) / 255
    f = clean + 0.1 * np.random.default_rng(1).standard_normal(clean.shape)
    f32, planned = f.astype(np.float32), Planned(*f.shape, LAMBDA_TIKHONOV)
    chambolle = dict(weight=1 / LAMBDA_TV, eps=0, max_num_iter=STEPS)
    with tempfile.TemporaryDirectory() as folder:
        ours = Ours(folder)
        calls = {
            ("tv", "scikit-image", 1): lambda: timed(lambda: denoise_tv_chambolle(f, **chambolle)),
            ("tv", "scikit-image, float32", 1): lambda: timed(lambda: denoise_tv_chambolle(f32, **chambolle)),
            ("tv", "ours", 1): lambda: ours.ask("tv", 1, STEPS, LAMBDA_TV, f),
            ("tv", "ours", 2): lambda: ours.ask("tv", 2, STEPS, LAMBDA_TV, f),
            ("tikhonov", "SciPy", 1): lambda: timed(lambda: planned(f, 1)),
            ("tikhonov", "SciPy", 2): lambda: timed(lambda: planned(f, 2)),
            ("tikhonov", "ours", 1): lambda: ours.ask("tikhonov", 1, 0, LAMBDA_TIKHONOV, f),
            ("tikhonov", "ours", 2): lambda: ours.ask("tikhonov", 2, 0, LAMBDA_TIKHONOV, f),
        }
        best, results = {}, {}
        for _ in range(ROUNDS):
            for key, call in calls.items():
                seconds, *results[key] = call()
                best[key] = min(best.get(key, seconds), seconds)
        if not np.array_equal(results["tv", "ours", 1][0], results["tv", "ours", 2][0]):
            sys.exit("one core and two give different bits")
        _, minimizer, _, gap = ours.ask("tv", 2, 2000, LAMBDA_TV, f)
        print(f"the minimizer is proved to within a gap of {gap:.1e}", file=sys.stderr)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["what", "who", "cores", "ms", "ratio", "energy", "gap", "diff"])
    for (what, who, cores), seconds in best.items():
        peer, reference = {"tv": (("tv", "scikit-image", 1), minimizer), "tikhonov": (("tikhonov", "SciPy", 1), results["tikhonov", "SciPy", 1][0])}[what]
        u, _, gap = results[what, who, cores]
        out.writerow([
            what, who, cores, f"{1e3 * seconds:.1f}", f"{seconds / best[peer]:.2f}",
            f"{energy(u.astype(float), f, LAMBDA_TV):.3f}" if what == "tv" else "",
            f"{gap:.3f}" if what == "tv" and gap else "", f"{abs(u - reference).max():.1e}",
        ])


if __name__ == "__main__":
    main()
