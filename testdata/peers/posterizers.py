"""Makes pairs of images with other people's filters, and asks `gradstep fit` which they were.

    python posterizers.py > posterizers.csv      all photographs, 512 pixels wide at most
    python posterizers.py -small DIR             a few pairs of 96 by 96 pixels, for the tests

It needs ImageMagick's convert, ffmpeg, Pillow, NumPy, scikit-image (for its photographs) and Go.
Each row says what was done, which answers are right, and what was said.
"""

import csv, json, os, subprocess, sys, tempfile
import numpy as np
import PIL
from PIL import Image, ImageFilter, ImageOps
import skimage

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))


def run(*args):
    return subprocess.run(args, check=True, capture_output=True, text=True).stdout


def magick(*args):
    return lambda src, dst: run("convert", src, *args, "-depth", "8", "-strip", ("PNG24:" if Image.open(src).mode == "RGB" else "") + dst)


def ffmpeg(graph):
    def make(src, dst):
        grey = Image.open(src).mode == "L"
        form = "gray" if grey else "rgb24"
        g = graph if ("[" in graph or "lutyuv" in graph) else "format=%s,%s" % ("gray" if grey else "gbrp", graph)
        run("ffmpeg", "-v", "error", "-y", "-i", src, "-filter_complex", g + ",format=" + form, "-frames:v", "1", dst)
    return make


def pillow(f):
    return lambda src, dst: f(Image.open(src)).save(dst)


def recipe(f):
    """A line of NumPy as people write it, from bytes to bytes."""
    return lambda src, dst: Image.fromarray(f(np.array(Image.open(src)))).save(dst)


def linear(v):
    return np.where(v <= 0.04045, v / 12.92, ((v + 0.055) / 1.055) ** 2.4)


def srgb(v):
    return np.where(v <= 0.0031308, v * 12.92, 1.055 * np.maximum(v, 1e-9) ** (1 / 2.4) - 0.055)


def gegl(n, light=False):
    """GIMP's gimp:posterize: RINT(v (n-1)) / (n-1) in float32, stored rounded."""
    def f(k):
        v = (k / np.float32(255)).astype(np.float32)
        if light:
            v = linear(v).astype(np.float32)
        v = np.rint(v * np.float32(n - 1)) / np.float32(n - 1)
        if light:
            v = srgb(v)
        return np.clip(np.rint(v * 255), 0, 255).astype(np.uint8)
    return recipe(f)


def palette(colours, dither):
    def f(im):
        return im.quantize(colours, dither=dither).convert(im.mode)
    return pillow(f)


def blocks(im):
    w, h = im.size
    return im.resize((w // 8, h // 8), Image.BOX).resize((w, h), Image.NEAREST)


# tool, name, maker, right answers for grey, for colour: family and number, several where they are one function
def filters():
    for n in (2, 3, 4, 5, 6, 8, 12, 16, 32, 64):
        right = "round %d" % n + (" or stretch 2" if n == 2 else "")
        yield "ImageMagick", "-posterize %d" % n, magick("+dither", "-posterize", str(n)), right, right
    for n in (2, 4, 8):
        for kind in ("FloydSteinberg", "Riemersma"):
            yield "ImageMagick", "-dither %s -posterize %d" % (kind, n), magick("-dither", kind, "-posterize", str(n)), "?", "?"
    yield "ImageMagick", "-colorspace RGB -posterize 8", magick("-colorspace", "RGB", "+dither", "-posterize", "8", "-colorspace", "sRGB"), "function", "round 8"
    yield "ImageMagick", "-ordered-dither o8x8,4", magick("-ordered-dither", "o8x8,4"), "none", "none"
    yield "ImageMagick", "+dither -colors 8", magick("+dither", "-colors", "8"), "function", "none"
    yield "ImageMagick", "-dither FloydSteinberg -colors 8", magick("-dither", "FloydSteinberg", "-colors", "8"), "none", "none"
    yield "ImageMagick", "-blur 0x2", magick("-blur", "0x2"), "none", "none"
    yield "ImageMagick", "-gamma 1.5", magick("-gamma", "1.5"), "curve", "curve"
    yield "ImageMagick", "-negate +dither -posterize 6", magick("-negate", "+dither", "-posterize", "6"), "none", "none"
    yield "ImageMagick", "-modulate 100,0 +dither -posterize 6", magick("-modulate", "100,0", "+dither", "-posterize", "6"), "round 6", "none"
    yield "ImageMagick", "-paint 3", magick("-paint", "3"), "none", "none"
    for s in (16, 32, 64):
        n = 256 // s
        right = "bits %d" % n
        yield "ffmpeg", "lut floor(val/%d)*%d" % (s, s), ffmpeg("lutX='floor(val/%d)*%d'" % (s, s)), right, right
        right = "staircase %.6f" % (255 / s)
        yield "ffmpeg", "lut floor(val/%d)*%d+%d" % (s, s, s // 2), ffmpeg("lutX='floor(val/%d)*%d+%d'" % (s, s, s // 2)), right, right
    for n in (4, 7):
        right = "round %d" % n
        yield "ffmpeg", "lut round(val*%d/255)*255/%d" % (n - 1, n - 1), ffmpeg("lutX='round(val*%d/255)*255/%d'" % (n - 1, n - 1)), right, right
    yield "ffmpeg", "lutyuv y=floor(val/32)*32", ffmpeg("lutyuv='y=floor(val/32)*32'"), "bits 8", "none"
    yield "ffmpeg", "elbg 8", ffmpeg("format=rgb24,elbg=codebook_length=8:seed=1"), "function", "none"
    for dither in ("none", "bayer", "floyd_steinberg"):
        yield "ffmpeg", "palettegen 16, paletteuse " + dither, ffmpeg("[0]split[a][b];[a]palettegen=max_colors=16:reserve_transparent=0[p];[b][p]paletteuse=dither=" + dither), "function", "none"
    yield "ffmpeg", "gblur 2", ffmpeg("gblur=2"), "none", "none"
    yield "ffmpeg", "noise 20", ffmpeg("noise=alls=20"), "none", "none"
    yield "ffmpeg", "pixelize 8", ffmpeg("pixelize=w=8:h=8"), "none", "none"
    for bits in range(1, 8):
        right = "bits %d" % 2**bits
        yield "Pillow", "ImageOps.posterize %d" % bits, pillow(lambda im, b=bits: ImageOps.posterize(im, b)), right, right
    yield "Pillow", "quantize(8) dither NONE", palette(8, Image.Dither.NONE), "function", "none"
    yield "Pillow", "quantize(8) dither FLOYDSTEINBERG", pillow(lambda im: im.convert("RGB").quantize(8).convert("RGB").quantize(palette=im.convert("RGB").quantize(6), dither=Image.Dither.FLOYDSTEINBERG).convert(im.mode)), "none", "none"
    yield "Pillow", "convert('1')", pillow(lambda im: im.convert("1").convert(im.mode)), "none", "none"
    yield "Pillow", "solarize", pillow(lambda im: ImageOps.solarize(im, 128)), "none", "none"
    yield "Pillow", "GaussianBlur 1", pillow(lambda im: im.filter(ImageFilter.GaussianBlur(1))), "none", "none"
    yield "Pillow", "posterize 3, blocks of 8", pillow(lambda im: ImageOps.posterize(blocks(im), 3)), "none", "none"
    yield "Pillow", "posterize 3, GaussianBlur 1", pillow(lambda im: ImageOps.posterize(im, 3).filter(ImageFilter.GaussianBlur(1))), "none", "none"
    yield "Pillow", "the same file", pillow(lambda im: im), "round 256 or bits 256", "round 256 or bits 256"
    for n in (3, 4, 8, 15):
        right = "round %d" % n + (" or stretch 2" if n == 2 else "")
        yield "GEGL's formula", "%d levels" % n, gegl(n), right, right
    yield "GEGL's formula", "6 levels, linear light", gegl(6, True), "round 6", "round 6"
    for s in (64, 51, 32):
        right = "staircase %.6f" % (255 / s)
        yield "NumPy", "k // %d * %d + %d // 2" % (s, s, s), recipe(lambda k, s=s: (k // s * s + s // 2).astype(np.uint8)), right, right
    for n in (4, 6, 8, 12):
        right = "floor %d" % n
        yield "NumPy", "floor(k/255*%d)/%d*255, astype" % (n, n), recipe(lambda k, n=n: (np.floor(k / 255 * n) / n * 255).astype(np.uint8)), right, right
        right = "stretch %d" % n
        yield "NumPy", "min(k*%d//256, %d)*255//%d" % (n, n - 1, n - 1), recipe(lambda k, n=n: (k.astype(int) * n // 256 * 255 // (n - 1)).astype(np.uint8)), right, right
    yield "NumPy", "floor(v*5)/4, clipped, rint", recipe(lambda k: np.rint(np.minimum(np.floor(k / 255 * 5), 4) / 4 * 255).astype(np.uint8)), "stretch 5", "stretch 5"
    yield "NumPy", "shader: gamma 0.6, 8 levels", recipe(lambda k: np.rint((np.floor((k / 255) ** 0.6 * 8) / 8) ** (1 / 0.6) * 255).astype(np.uint8)), "floor 8", "floor 8"
    yield "NumPy", "digitize at quartiles", recipe(lambda k: (np.digitize(k, np.quantile(k, [.25, .5, .75])) * 80 + 5).astype(np.uint8)), "curve", "curve"
    yield "NumPy", "(floor(v*8.5)+0.5)/8.5", recipe(lambda k: np.clip(np.floor((np.floor(k / 255 * 8.5) + .5) / 8.5 * 255 + .5), 0, 255).astype(np.uint8)), "staircase 8.5", "staircase 8.5"


def photographs():
    data = os.path.join(os.path.dirname(skimage.__file__), "data")
    for folder, name in ((os.path.join(ROOT, "testdata", "photos"), "astronaut.png"), (os.path.join(ROOT, "testdata", "photos"), "camera.png"), (data, "chelsea.png"), (data, "coffee.png"), (data, "coins.png")):
        yield name, Image.open(os.path.join(folder, name))


def make(filter, src, dst):
    tool, name, maker, grey, colour = filter
    mode = Image.open(src).mode
    if tool == "ffmpeg" and "lutX" in name or tool == "ffmpeg" and name.startswith("lut "):
        expr = name[4:]
        graph = "lut=c0='%s'" % expr if mode == "L" else "lutrgb=r='%s':g='%s':b='%s'" % (expr, expr, expr)
        maker = ffmpeg(graph)
    maker(src, dst)
    right = grey if mode == "L" else colour
    if right == "function":
        # A palette of greys is a rising function of x, unless the program goes astray.
        x, y = np.array(Image.open(src)), np.array(Image.open(dst).convert(mode))
        lows = [int(y[x == k].min()) for k in np.unique(x)]
        highs = [int(y[x == k].max()) for k in np.unique(x)]
        right = "curve" if lows == highs and lows == sorted(lows) else "none"
    if right == "?":
        # ImageMagick's dither acts on a palette of N³ colours, where it has nothing to do:
        # it is named by what it made of this photograph.
        run("convert", src, "+dither", "-posterize", name.split()[-1], "-depth", "8", "-strip", dst + ".plain.png")
        same = np.array_equal(np.array(Image.open(dst).convert(mode)), np.array(Image.open(dst + ".plain.png").convert(mode)))
        n = name.split()[-1]
        right = ("round %s" % n + (" or stretch 2" if n == "2" else "")) if same else "none"
    return right


def verdict(right, answer):
    said = answer["filter"]
    if said in ("curve", "none"):
        return said == right, said
    number = answer["levels"] if answer.get("levels") else answer["b"]
    for r in right.split(" or "):
        family, _, n = r.partition(" ")
        if family == said and n and answer["lo"] - 1e-3 <= float(n) <= answer["hi"] + 1e-3:
            return True, "%s %.6g" % (said, number)
    return False, "%s %.6g" % (said, number)


def versions():
    return {
        "ImageMagick": run("convert", "-version").split()[2],
        "ffmpeg": run("ffmpeg", "-version").split()[2].split("-")[0],
        "Pillow": PIL.__version__,
        "NumPy": np.__version__,
        "GEGL's formula": "0.4",
    }


def main():
    with tempfile.TemporaryDirectory() as dir:
        program = os.environ.get("GRADSTEP") or os.path.join(dir, "gradstep")
        if not os.environ.get("GRADSTEP"):
            subprocess.run(["go", "build", "-o", program, "./pkg/cmd/gradstep"], cwd=ROOT, check=True)
        small = sys.argv[2] if len(sys.argv) == 3 and sys.argv[1] == "-small" else None
        out = csv.writer(sys.stdout, lineterminator="\n")
        if small:
            os.makedirs(small, exist_ok=True)
            sys.stdout = open(os.path.join(small, "pairs.csv"), "w")
            out = csv.writer(sys.stdout, lineterminator="\n")
            out.writerow(["original", "quantized", "tool", "version", "filter", "right"])
        else:
            out.writerow(["photograph", "tool", "version", "filter", "right", "said", "agree", "total", "verdict", "nearest"])
        version = versions()
        for photo, im in photographs():
            if small and photo not in ("astronaut.png", "camera.png"):
                continue
            if small:
                im = im.crop((180, 60, 276, 156))
            src = os.path.join(small or dir, photo)
            im.save(src)
            for i, f in enumerate(filters()):
                if small and i % 3 != (0 if photo == "camera.png" else 1):
                    continue
                dst = os.path.join(small or dir, "%s-%02d.png" % (photo.split(".")[0], i))
                right = make(f, src, dst)
                if os.path.exists(dst + ".plain.png"):
                    os.remove(dst + ".plain.png")
                if small:
                    Image.open(dst).save(dst, optimize=True)
                    out.writerow([photo, os.path.basename(dst), f[0], version[f[0]], f[1], right])
                    continue
                p = subprocess.run([program, "fit", "-json", src, dst], capture_output=True, text=True)
                try:
                    answer = json.loads(p.stdout)
                    ok, said = verdict(right, answer)
                    nearest = (answer.get("rivals") or [{}])[0].get("filter", "")
                except json.JSONDecodeError:
                    ok, said, answer, nearest = False, p.stderr.strip(), {"agree": 0, "total": 0}, ""
                if not ok and p.returncode != 0:
                    said += " (not determined)"
                out.writerow([photo, f[0], version[f[0]], f[1], right, said, answer["agree"], answer["total"], "right" if ok else "wrong", nearest])
                sys.stdout.flush()


main()
