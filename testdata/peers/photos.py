"""Makes the photographs of testdata/photos that are cut, reduced or stored in another form in their packages.

    pip install scikit-image==0.26.0 PyWavelets==1.9.0
    pip download --no-deps --only-binary :all: scipy==1.9.3 scikit-learn==1.9.1 matplotlib==3.11.2
    python photos.py FOLDER-OF-WHEELS

What is not cut is copied byte for byte. Prints the SHA-256 of each file.
"""

import bz2
import glob
import hashlib
import os
import sys
import zipfile

import numpy as np
import pywt.data
import skimage
from skimage.io import imread, imsave

PHOTOS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../photos")
DATA = os.path.join(os.path.dirname(skimage.__file__), "data")


def member(package, name):
    (wheel,) = glob.glob(os.path.join(sys.argv[1], package + "-*.whl"))
    with zipfile.ZipFile(wheel) as z:
        return z.read(name)


def grey(rgb):
    return np.round(rgb @ np.array([0.299, 0.587, 0.114]))


def centre(a, side):
    y, x = (a.shape[0] - side) // 2, (a.shape[1] - side) // 2
    return a[y : y + side, x : x + side]


def halved(a):
    h, w = a.shape[0] // 2 * 2, a.shape[1] // 2 * 2
    return np.round(a[:h, :w].reshape(h // 2, 2, w // 2, 2).mean((1, 3)))


def write(name, a):
    imsave(os.path.join(PHOTOS, name), a.astype(np.uint8), check_contrast=False)


def main():
    copies = {
        "china.jpg": ("scikit_learn", "sklearn/datasets/images/china.jpg"),
        "fresh/flower.jpg": ("scikit_learn", "sklearn/datasets/images/flower.jpg"),
        "fresh/grace_hopper.jpg": ("matplotlib", "matplotlib/mpl-data/sample_data/grace_hopper.jpg"),
    }
    for name, (package, path) in copies.items():
        with open(os.path.join(PHOTOS, name), "wb") as f:
            f.write(member(package, path))
    face = np.frombuffer(bz2.decompress(member("scipy", "scipy/misc/face.dat")), np.uint8).reshape(768, 1024, 3)
    write("raccoon.png", halved(grey(face.astype(float))))
    write("fresh/ascent.png", centre(pywt.data.ascent(), 256))
    write("fresh/hubble.png", centre(halved(grey(imread(os.path.join(DATA, "hubble_deep_field.jpg")).astype(float))), 256))
    write("fresh/tissue.png", centre(grey(imread(os.path.join(DATA, "ihc.png")).astype(float)), 256))
    for name in [*copies, "raccoon.png", "fresh/ascent.png", "fresh/hubble.png", "fresh/tissue.png"]:
        with open(os.path.join(PHOTOS, name), "rb") as f:
            data = f.read()
        print(name, len(data), hashlib.sha256(data).hexdigest())


if __name__ == "__main__":
    main()
