package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/picture"
)

// saveDeep writes samples with 16 bits.
func saveDeep(t *testing.T, name string, im *picture.Image) {
	t.Helper()
	out := image.NewRGBA64(image.Rect(0, 0, im.W, im.H))
	for i := range im.W * im.H {
		at := func(c int) uint16 { return uint16(65535*im.Planes[c][i] + 0.5) }
		out.SetRGBA64(i%im.W, i/im.W, color.RGBA64{at(0), at(1), at(2), 0xffff})
	}
	var data bytes.Buffer
	if err := png.Encode(&data, out); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// deepPair is a crop with samples between those of 8 bits, and its staircase of b = 8.5.
func deepPair(t *testing.T) (original, quantized *picture.Image) {
	original = photo(t, "astronaut.png").Crop(100, 50, 96, 96)
	for c, plane := range original.Planes {
		for i := range plane {
			plane[i] = math.Floor(65535*min(1, plane[i]+float64((i*7919+c)%257)/65535)) / 65535
		}
	}
	quantized = picture.Quantize(nil, original, 8.5)
	for _, plane := range quantized.Planes {
		for i, v := range plane {
			plane[i] = min(1, v)
		}
	}
	return original, quantized
}

// The report of files with 16 bits a sample shows pictures of 8, and all its numbers come from the 16: a sample that is
// off by a hundredth of what a browser shows is counted.
func TestFitReportOf16Bits(t *testing.T) {
	t.Chdir(t.TempDir())
	original, quantized := deepPair(t)
	saveDeep(t, "original.png", original)
	saveDeep(t, "quantized.png", quantized)
	quantized.Planes[1][1234] += 3.0 / 65535
	saveDeep(t, "off.png", quantized)
	for name, off := range map[string]int{"quantized.png": 0, "off.png": 1} {
		var pages [2][]byte
		for i := range pages {
			status, text, stderr := gradstep("fit", "-report", "page.html", "original.png", name)
			if status != 0 || !strings.Contains(text, "b = 8.5") {
				t.Fatalf("%s: exit %d, %s%s", name, status, text, stderr)
			}
			var err error
			if pages[i], err = os.ReadFile("page.html"); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(pages[0], pages[1]) {
			t.Errorf("%s: two reports differ", name)
		}
		page := string(pages[0])
		for _, s := range []string{"b = 8.5", "within 0.5 grey levels of 1/65535", fmt.Sprintf("%d of 27648 samples do", off), "runner-up", "data:image/png;base64,", "class=\"allowed\"", "class=\"dot\""} {
			if !strings.Contains(page, s) {
				t.Errorf("%s: the page does not say %q", name, s)
			}
		}
		if dots := strings.Count(page, "class=\"dot\""); strings.Contains(page, "NaN") || dots < 200 || dots > 10000 {
			t.Errorf("%s: %d dots, or NaN", name, dots)
		}
	}
	// One file with 16 bits and one with 8.
	if status, _, stderr := gradstep("quantize", "-filter", "round", "-b", "4", save(t, photo(t, "astronaut.png").Crop(100, 50, 96, 96), "shallow.png"), "round.png"); status != 0 {
		t.Fatal(stderr)
	}
	if status, _, stderr := gradstep("fit", "-tol", "1", "-report", "mixed.html", "original.png", "round.png"); status != 0 {
		t.Error(stderr)
	}
	if page, err := os.ReadFile("mixed.html"); err != nil || !bytes.Contains(page, []byte("y against x")) {
		t.Error(err)
	}
}

// So does that of a chain.
func TestStylizeReportOf16Bits(t *testing.T) {
	t.Chdir(t.TempDir())
	original, quantized := deepPair(t)
	saveDeep(t, "original.png", original)
	saveDeep(t, "quantized.png", quantized)
	if err := os.WriteFile("chain.txt", []byte("quantize b=?\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	status, text, stderr := gradstep("stylize", "-fit", "-report", "page.html", "chain.txt", "original.png", "quantized.png")
	page, err := os.ReadFile("page.html")
	if status != 0 || err != nil || !strings.Contains(text, "quantize b=8.") || !strings.Contains(string(page), "quantize b=8.") || strings.Contains(string(page), "NaN") {
		t.Errorf("exit %d, %s%s, %v", status, text, stderr, err)
	}
}
