"""NL-means, wavelets and BM3D on the photographs of the study of restoration, with the same noise to the last bit.

    pip install -r requirements-denoisers.txt
    python denoisers.py > denoisers.csv

Ten minutes; needs Go, which makes the data. All are told the noise, as "TV, auto" is.

- BM3D is its authors' package as it comes.
- NL-means is scikit-image's, told the noise. Its patches, its window and its strength h are those that are best on
  average on the five photographs of testdata/photos, on which settings may be tuned.
- Wavelets are scikit-image's, with thresholds by BayesShrink and the means of shifted copies; which wavelet, and how
  many shifts, is chosen in the same way.

The choices are printed on standard error. PSNR is that of the values as they come out, unclipped, for all alike.
"""

import csv
import hashlib
import itertools
import os
import subprocess
import sys
import tempfile

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")

import bm3d  # noqa: E402
import numpy as np  # noqa: E402
from skimage.io import imread  # noqa: E402
from skimage.restoration import cycle_spin, denoise_nl_means, denoise_wavelet  # noqa: E402

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
TUNED_ON = ["astronaut.png", "camera.png", "china.jpg", "raccoon.png", "retina.jpg"]
# Of NL-means: whether patches are compared in the fast way, without weights, their side, and how far the others may
# be; and the strengths h, in standard deviations of the noise, among which the best is.
PATCHES = {(True, side, far): (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0) for side in (3, 5, 7) for far in (6, 11)}
PATCHES[False, 5, 6] = (0.8, 1.0, 1.2, 1.4, 1.7)
WAVELETS, SHIFTS = ["haar", "db2", "db4", "sym4", "sym8", "coif2"], [3, 7]


def psnr(a, b):
    return -10 * np.log10(np.mean((a - b) ** 2))


def nl_means(f, sigma, patch, h):
    fast, side, far = patch
    return denoise_nl_means(f, patch_size=side, patch_distance=far, h=h * sigma, sigma=sigma, fast_mode=fast)


def wavelets(f, sigma, wavelet, shifts):
    options = {"sigma": sigma, "wavelet": wavelet, "method": "BayesShrink", "mode": "soft", "rescale_sigma": False}
    return cycle_spin(f, func=denoise_wavelet, max_shifts=shifts, func_kw=options, workers=1)


def sets():
    """The middles of the photographs on which settings may be tuned, 128 × 128 in grey."""
    for name in TUNED_ON:
        im = imread(os.path.join(ROOT, "testdata", "photos", name)) / 255
        if im.ndim == 3:
            im = im @ np.array([0.299, 0.587, 0.114])
        y, x = (im.shape[0] - 128) // 2, (im.shape[1] - 128) // 2
        yield im[y : y + 128, x : x + 128]


def tune(levels):
    """The settings of NL-means and wavelets with the best mean on the photographs for that."""
    sigma = levels / 255
    data = [(u, u + sigma * np.random.default_rng([levels, k]).standard_normal(u.shape)) for k, u in enumerate(sets())]

    def best(method, choices):
        score, choice = max((np.mean([psnr(method(f, sigma, *c), u) for u, f in data]), c) for c in choices)
        print(f"σ = {levels}: {method.__name__} {choice}, {score:.2f} dB on the five", file=sys.stderr)
        return choice

    choices = [(patch, h) for patch, strengths in PATCHES.items() for h in strengths]
    return best(nl_means, choices), best(wavelets, itertools.product(WAVELETS, SHIFTS))


def fingerprint(f):
    """The first 48 bits of the SHA-256 of the samples, ranking.Hash."""
    return int.from_bytes(hashlib.sha256(f.astype("<f8").tobytes()).digest()[:8], "big") >> 16


def main():
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["photograph", "sigma", "hash", "method", "psnr"])
    settings = {levels: tune(levels) for levels in (10, 25, 40)}
    with tempfile.TemporaryDirectory() as folder:
        listed = subprocess.run(["go", "run", "./testdata/peers/denoisers", folder], cwd=ROOT, check=True, capture_output=True, text=True).stdout
        for line in listed.splitlines():
            name, width, height, levels, clean, noisy = line.split()
            u, f = (np.fromfile(file, "<f8").reshape(int(height), int(width)) for file in (clean, noisy))
            levels, sigma = int(levels), int(levels) / 255
            (patch, strength), (wavelet, shifts) = settings[levels]
            for method, score in {
                "BM3D": psnr(bm3d.bm3d(f, sigma), u),
                "NL-means": psnr(nl_means(f, sigma, patch, strength), u),
                "wavelets": psnr(wavelets(f, sigma, wavelet, shifts), u),
            }.items():
                out.writerow([name, levels, fingerprint(f), method, f"{score:.6f}"])
            sys.stdout.flush()


main()
