"""How often the interval of `gradstep fit` holds b when the quantized file is a JPEG of libjpeg's, and how often
`gradstep fit -alone` is right, on photographs that nothing was chosen on.

    python jpegs.py > jpegs.csv

It needs Pillow, NumPy and Go. The photographs are five of testdata/photos/fresh. An earlier run on them, with another
seed, led to the last rule of the answers from one JPEG file; b is uniform in [4, 30], from a fixed seed.
"""

import csv, json, os, subprocess, sys, tempfile
import numpy as np
from PIL import Image

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DATA = os.path.join(ROOT, "testdata", "photos", "fresh")
PHOTOS = ["ascent.png", "clock_motion.png", "flower.jpg", "grace_hopper.jpg", "tissue.png"]
QUALITIES = [60, 75, 85, 95]
TRIALS = 6


def ask(program, *args):
    p = subprocess.run([program, "fit", "-json", *args], capture_output=True, text=True)
    return json.loads(p.stdout) if p.stdout else {"filter": p.stderr.strip(), "b": None}


def main():
    rng = np.random.default_rng(22)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["photograph", "quality", "b", "said", "lo", "hi", "holds", "alone", "alone lo", "alone hi", "alone holds"])
    with tempfile.TemporaryDirectory() as dir:
        program = os.environ.get("GRADSTEP") or os.path.join(dir, "gradstep")
        if not os.environ.get("GRADSTEP"):
            subprocess.run(["go", "build", "-o", program, "./pkg/cmd/gradstep"], cwd=ROOT, check=True)
        for photo in PHOTOS:
            im = Image.open(os.path.join(DATA, photo))
            w, h = im.size
            im = im.crop((w // 2 - 128, h // 2 - 128, w // 2 + 128, h // 2 + 128))
            src, dst = os.path.join(dir, "x.png"), os.path.join(dir, "y")
            im.save(src)
            k = np.array(im)
            for quality in QUALITIES + ["PNG"]:
                for _ in range(TRIALS):
                    b = round(rng.uniform(4, 30), 4)
                    y = np.clip(np.floor((np.floor(k / 255 * b) + 0.5) / b * 255 + 0.5), 0, 255).astype(np.uint8)
                    name = dst + (".png" if quality == "PNG" else ".jpg")
                    Image.fromarray(y).save(name, **({} if quality == "PNG" else {"quality": quality}))
                    row = [photo, quality, b]
                    for a in (ask(program, src, name), ask(program, "-alone", name)):
                        if a.get("b") is None:
                            row += [a["filter"], "", "", "no"]
                        else:
                            row += [a["filter"], "%.5f" % a["lo"], "%.5f" % a["hi"], "yes" if a["filter"] == "staircase" and a["lo"] - 1e-9 <= b <= a["hi"] + 1e-9 else "no"]
                    out.writerow(row)
                    sys.stdout.flush()


main()
