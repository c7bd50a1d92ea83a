package main

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/picture"
)

func TestFitAlone(t *testing.T) {
	t.Chdir(t.TempDir())
	im := photo(t, "camera.png").Crop(0, 0, 256, 256)
	for _, b := range []float64{6.7, 12.34, 20.1} {
		save(t, picture.Quantize(nil, im, b), "quantized.png")
		if err := picture.Quantize(nil, im, b).SaveJPEG("quantized.jpg", 85); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"quantized.png", "quantized.jpg"} {
			status, stdout, stderr := gradstep("fit", "-json", "-alone", name)
			var r result
			if err := json.Unmarshal([]byte(stdout), &r); status != 0 || err != nil {
				t.Fatalf("%s, b = %v: exit %d, %s %v", name, b, status, stderr, err)
			}
			if r.Filter != "staircase" || !(r.Lo <= b && b <= r.Hi) || r.Hi-r.Lo > 0.3 {
				t.Errorf("%s, b = %v: %+v", name, b, r)
			}
		}
	}
	save(t, im, "photograph.png")
	if status, stdout, _ := gradstep("fit", "-alone", "photograph.png"); status != 0 || !strings.HasPrefix(stdout, "filter none") {
		t.Errorf("exit %d, %s", status, stdout)
	}
	save(t, flat(8, 8, 1, 0.5), "flat.png")
	if status, _, stderr := gradstep("fit", "-alone", "flat.png"); status != 1 || !strings.Contains(stderr, "do not determine the filter") {
		t.Errorf("exit %d, %s", status, stderr)
	}
	if status, _, _ := gradstep("fit", "-alone", "a.png", "b.png"); status != 2 {
		t.Errorf("two files: exit %d", status)
	}
}

// A colour JPEG moves samples of one hue by what its own tables say, a grey one by nothing.
func TestDrift(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, want := range map[string]float64{"camera.png": 0, "astronaut.png": 1.772 * 9 / 16} {
		if err := photo(t, name).Crop(0, 0, 32, 32).SaveJPEG("a.jpg", 75); err != nil {
			t.Fatal(err)
		}
		y, err := picture.LoadRaster("a.jpg")
		if err != nil || math.Abs(drift(y)-want) > 1e-12 {
			t.Errorf("%s: %v, want %v (%v)", name, drift(y), want, err)
		}
	}
}
