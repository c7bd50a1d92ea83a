package main

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/picture"
)

// The page needs no other file, says what the text says, and has the same bits each time.
func TestFitReport(t *testing.T) {
	t.Chdir(t.TempDir())
	im := photo(t, "astronaut.png").Crop(100, 50, 96, 96)
	original := save(t, im, "a<b.png")
	save(t, picture.Quantize(nil, im, 8.5), "staircase.png")
	noisy := im.Clone()
	for _, plane := range noisy.Planes {
		for i := range plane {
			plane[i] = plane[len(plane)-1-i]
		}
	}
	save(t, noisy, "none.png")
	if status, _, stderr := gradstep("quantize", "-filter", "round", "-b", "4", original, "round.png"); status != 0 {
		t.Fatal(stderr)
	}
	for quantized, want := range map[string]string{"staircase.png": "runner-up", "round.png": "round, 4 levels", "none.png": "filter none"} {
		var pages [2][]byte
		for i := range pages {
			if status, _, stderr := gradstep("fit", "-report", "page.html", original, quantized); status != 0 {
				t.Fatal(stderr)
			}
			var err error
			if pages[i], err = os.ReadFile("page.html"); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(pages[0], pages[1]) {
			t.Errorf("%s: two reports differ", quantized)
		}
		text := string(pages[0])
		for _, s := range []string{want, "y against x", "<svg", "data:image/png;base64,"} {
			if !strings.Contains(text, s) {
				t.Errorf("%s: the page does not say %q", quantized, s)
			}
		}
		for _, s := range []string{"http:", "https:", "<script", "a<b", "NaN"} {
			if strings.Contains(text, s) {
				t.Errorf("%s: the page has %q", quantized, s)
			}
		}
	}
	if status, _, _ := gradstep("fit", "-report", "page.html", original, "round.png", original, "round.png"); status != 2 {
		t.Errorf("a set: exit %d", status)
	}
}
