package main

import (
	"image"
	"image/color"
	"image/png"
	"os"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/picture"
)

// saveTranslucent writes an image whose upper half is translucent, and has colours that no filter made.
func saveTranslucent(t *testing.T, im *picture.Image, name string, lower uint8) {
	t.Helper()
	out := image.NewNRGBA(image.Rect(0, 0, im.W, im.H))
	for i := range im.W * im.H {
		at := func(c int) uint8 { return picture.ToByte(im.Planes[c][i]) }
		p := color.NRGBA{at(0), at(1), at(2), lower}
		if i/im.W < im.H/2 {
			p = color.NRGBA{uint8(i * 37), uint8(i * 91), uint8(i * 53), uint8(i % 255)}
		}
		out.SetNRGBA(i%im.W, i/im.W, p)
	}
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, out); err != nil {
		t.Fatal(err)
	}
}

// Of a translucent image the opaque pixels are fitted, and a note says so.
func TestFitTranslucent(t *testing.T) {
	t.Chdir(t.TempDir())
	im := photo(t, "astronaut.png").Crop(150, 40, 64, 64)
	save(t, im, "original.png")
	saveTranslucent(t, picture.Quantize(nil, im, 8.5), "half.png", 255)
	saveTranslucent(t, im, "none.png", 254)
	for _, args := range [][]string{{"fit", "original.png", "half.png"}, {"fit", "-alone", "half.png"}, {"fit", "-report", "page.html", "original.png", "half.png"}} {
		status, stdout, stderr := gradstep(args...)
		if status != 0 || !strings.Contains(stdout, "2048 of the 4096 pixels are translucent") {
			t.Errorf("%v: exit %d, %s%s", args, status, stdout, stderr)
		}
		if args[1] != "half.png" && !strings.Contains(stdout, "filter staircase") {
			t.Errorf("%v: %s", args, stdout)
		}
	}
	if status, _, stderr := gradstep("fit", "original.png", "none.png"); status != 1 || !strings.Contains(stderr, "no pixel is opaque") {
		t.Errorf("exit %d, %s", status, stderr)
	}
	if status, _, stderr := gradstep("stylize", "-fit", writeText(t, "c.txt", "quantize b=?"), "original.png", "half.png"); status != 1 || !strings.Contains(stderr, "not opaque") {
		t.Errorf("stylize: exit %d, %s", status, stderr)
	}
}

// A gamma or a contrast before a filter leaves its levels, which the answer names; a level alone says nothing.
func TestFitNamesTheLevelsOfACurve(t *testing.T) {
	t.Chdir(t.TempDir())
	im := photo(t, "astronaut.png").Crop(150, 40, 64, 64)
	save(t, im, "original.png")
	writeText(t, "gamma.txt", "contrast strength=5 pivot=0.4\n")
	if status, _, stderr := gradstep("stylize", "gamma.txt", "original.png", "curved.png"); status != 0 {
		t.Fatal(stderr)
	}
	if status, _, stderr := gradstep("quantize", "-filter", "round", "-b", "6", "curved.png", "curved.png"); status != 0 {
		t.Fatal(stderr)
	}
	status, stdout, _ := gradstep("fit", "original.png", "curved.png")
	if status != 0 || !strings.HasPrefix(stdout, "filter curve") || !strings.Contains(stdout, "its levels are those of round, 6 levels") {
		t.Errorf("exit %d, %s", status, stdout)
	}
	save(t, flat(8, 8, 1, 0.5), "flat.png")
	if status, stdout, _ := gradstep("fit", "-alone", "flat.png"); status != 1 || !strings.HasPrefix(stdout, "the filter is not determined") {
		t.Errorf("exit %d, %s", status, stdout)
	}
}
