package main

import (
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gradstep/gradstep/pkg/picture"
)

var goldens = func() string {
	dir, err := filepath.Abs("testdata")
	if err != nil {
		panic(err)
	}
	return dir
}()

// golden compares with a file of testdata; with GRADSTEP_UPDATE set it writes
// the file instead.
func golden(t *testing.T, name, got string) {
	t.Helper()
	name = filepath.Join(goldens, name+".txt")
	if os.Getenv("GRADSTEP_UPDATE") != "" {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", filepath.Base(name), diff)
	}
}

func TestOutput(t *testing.T) {
	t.Chdir(t.TempDir())
	im := photo(t, "astronaut.png").Crop(100, 50, 192, 192)
	save(t, im, "original.png")
	save(t, picture.Quantize(nil, im, 12.34), "quantized.png")
	cut, curve := picture.Quantize(nil, im, 12.34), im.Clone()
	for c, plane := range cut.Planes {
		for i, v := range plane {
			plane[i] = math.Floor(255*v) / 255
			curve.Planes[c][i] = math.Floor(im.Planes[c][i]*im.Planes[c][i]*4) / 4
		}
	}
	save(t, cut, "cut.png")
	save(t, curve, "curve.png")
	if status, _, stderr := gradstep("quantize", "-filter", "round", "-b", "8", "original.png", "round.png"); status != 0 {
		t.Fatal(stderr)
	}
	tests := []struct {
		name string
		args []string
	}{
		{"common", []string{"fit", "original.png", "quantized.png"}},
		{"each", []string{"fit", "-channels", "each", "original.png", "quantized.png"}},
		{"json", []string{"fit", "original.png", "-json", "quantized.png"}},
		{"each-json", []string{"fit", "original.png", "quantized.png", "-json", "-channels=each"}},
		{"outside-domain", []string{"fit", "-hi", "12", "original.png", "quantized.png"}},
		{"at-the-end", []string{"fit", "-lo", "12.345", "-hi", "12.5", "original.png", "quantized.png"}},
		{"swapped", []string{"fit", "quantized.png", "original.png"}},
		{"itself", []string{"fit", "original.png", "original.png"}},
		{"cut-off", []string{"fit", "original.png", "cut.png"}},
		{"round", []string{"fit", "original.png", "round.png"}},
		{"round-json", []string{"fit", "-json", "original.png", "round.png"}},
		{"curve", []string{"fit", "original.png", "curve.png"}},
		{"help-quantize", []string{"quantize", "-h"}},
		{"help", []string{"-h"}},
		{"help", []string{"help"}},
		{"help-restore", []string{"restore", "-h"}},
		{"help-stylize", []string{"stylize", "-h"}},
		{"help-fit", []string{"fit", "-h"}},
		{"help-fit", []string{"help", "fit"}},
		{"help-fit", []string{"fit", "original.png", "--help"}},
	}
	for _, test := range tests {
		status, stdout, stderr := gradstep(test.args...)
		if status != 0 || stderr != "" {
			t.Errorf("%v: exit %d, %s", test.args, status, stderr)
		}
		golden(t, test.name, stdout)
	}
}

func TestNumbersAreNotFlattered(t *testing.T) {
	for _, test := range []struct {
		part, total int
		want        string
	}{
		{0, 10, "0.00 %"},
		{10, 10, "100 %"},
		{999999, 1000000, "99.99 %"},
		{1, 1000000, "below 0.01 %"},
		{1, 3, "33.33 %"},
	} {
		if got := percent(test.part, test.total); got != test.want {
			t.Errorf("%d of %d: %s, want %s", test.part, test.total, got, test.want)
		}
	}
	if lo, hi := down(1.9999999), up(2.0000001); lo != "1.999999" || hi != "2.000001" {
		t.Errorf("[%s, %s] does not hold [1.9999999, 2.0000001]", lo, hi)
	}
}
