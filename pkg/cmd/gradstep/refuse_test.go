package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/picture"
)

func flat(w, h, channels int, v float64) *picture.Image {
	im := picture.New(w, h, channels)
	for _, plane := range im.Planes {
		for i := range plane {
			plane[i] = v
		}
	}
	return im
}

// Each refusal is one sentence on standard error, nothing on standard output.
func TestFitRefusesFiles(t *testing.T) {
	t.Chdir(t.TempDir())
	colour := flat(4, 3, 3, 0.5)
	colour.Planes[0][6] = 0.1
	save(t, colour, "colour.png")
	save(t, flat(4, 3, 1, 0.5), "grey.png")
	save(t, flat(3, 4, 1, 0.5), "upright.png")
	save(t, flat(4, 5, 1, 0.5), "taller.png")
	save(t, flat(2, 3, 1, 0.5), "narrow.png")
	save(t, flat(4, 3, 1, 0), "black.png")
	save(t, flat(4, 3, 1, 1), "white.png")
	whole, err := os.ReadFile(filepath.Join(photos, "camera.png"))
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"text.png": []byte("hello"), "empty.png": nil, "cut.png": whole[:5000]} {
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	tests := []struct {
		args string
		want string
	}{
		{"absent.png grey.png", "open absent.png: no such file or directory"},
		{"grey.png absent.png", "open absent.png: no such file or directory"},
		{". grey.png", "unsupported image format: .: this is a folder"},
		{"text.png grey.png", `unsupported image format: text.png: neither a PNG nor a JPEG file (it starts with "hello")`},
		{"grey.png empty.png", "damaged image: empty.png: the file is empty"},
		{"grey.png cut.png", "damaged image: cut.png: the PNG data end too early; the file is truncated, get it again"},
		{"-max-pixels 11 grey.png grey.png", "image too large: grey.png: 4×3 is 12 pixels, the limit is 11; crop or shrink it, or raise the limit of pixels (by -max-pixels)"},
		{"grey.png upright.png", "grey.png is 4×3 pixels and upright.png is 3×4; the two must show the same pixels, neither scaled nor cropped"},
		{"grey.png taller.png", "grey.png is 4×3 pixels and taller.png is 4×5; the two must show the same pixels, neither scaled nor cropped"},
		{"grey.png narrow.png", "grey.png is 4×3 pixels and narrow.png is 2×3; the two must show the same pixels, neither scaled nor cropped"},
		{"colour.png grey.png", "colour.png has three channels, which differ in column 2, row 1, and grey.png has one; convert both to grey or both to colour"},
		{"grey.png colour.png", "colour.png has three channels, which differ in column 2, row 1, and grey.png has one; convert both to grey or both to colour"},
		{"white.png black.png", "no sample allows any b in [2, 128]; check that the first file is the original and the second its quantized form, or widen the domain by -lo and -hi"},
		{"-channels each white.png black.png", "the grey channel: no sample allows any b in [2, 128]; check that the first file is the original and the second its quantized form, or widen the domain by -lo and -hi"},
	}
	for _, test := range tests {
		status, stdout, stderr := gradstep(append([]string{"fit"}, strings.Fields(test.args)...)...)
		if want := "gradstep fit: " + test.want + "\n"; status != 1 || stdout != "" || stderr != want {
			t.Errorf("%s: exit %d, %q, error\n%swant\n%s", test.args, status, stdout, stderr, want)
		}
	}
}

func TestConstantImageIsAmbiguous(t *testing.T) {
	t.Chdir(t.TempDir())
	save(t, flat(4, 3, 1, 0.5), "original.png")
	save(t, picture.Quantize(nil, flat(4, 3, 1, picture.FromByte(128)), 12.34), "quantized.png")
	status, stdout, stderr := gradstep("fit", "original.png", "quantized.png")
	golden(t, "constant", stdout+stderr)
	if status != 1 || strings.Count(stderr, "\n") != 1 {
		t.Errorf("exit %d, %q", status, stderr)
	}
	status, stdout, stderr = gradstep("fit", "-json", "original.png", "quantized.png")
	if status != 1 || !strings.Contains(stdout, `"ambiguous": true`) || strings.Count(stderr, "\n") != 1 {
		t.Errorf("exit %d, %q, %s", status, stderr, stdout)
	}
	// A domain with one step height is determined all the same.
	if status, stdout, stderr = gradstep("fit", "-lo", "12", "-hi", "12.5", "original.png", "quantized.png"); status != 0 || stderr != "" {
		t.Errorf("exit %d, %q, %s", status, stderr, stdout)
	}
}

func TestMisuse(t *testing.T) {
	tests := []struct {
		args string
		want string
	}{
		{"fit", "want two files, ORIGINAL and QUANTIZED, and got 0"},
		{"fit a.png", "want two files, ORIGINAL and QUANTIZED, and got 1"},
		{"fit a.png b.png c.png", "want two files, ORIGINAL and QUANTIZED, and got 3"},
		{"fit -x a.png b.png", "flag provided but not defined: -x"},
		{"fit a.png b.png -lo", "flag needs an argument: -lo"},
		{"fit a.png b.png -lo five", `invalid value "five" for flag -lo: parse error`},
		{"fit a.png b.png -lo 0", "the domain [-lo, -hi] = [0, 128] is not 0 < lo <= hi"},
		{"fit a.png b.png -lo 30 -hi 5", "the domain [-lo, -hi] = [30, 5] is not 0 < lo <= hi"},
		{"fit a.png b.png -lo NaN", "the domain [-lo, -hi] = [NaN, 128] is not 0 < lo <= hi"},
		{"fit a.png b.png -hi Inf", "the domain [-lo, -hi] = [2, +Inf] is not 0 < lo <= hi"},
		{"fit a.png b.png -hi 1025", "-hi 1025 is above 1024, where steps are far finer than the 256 levels of a file"},
		{"fit a.png b.png -tol 0", "-tol 0 is not above 0 and up to 255 grey levels"},
		{"fit a.png b.png -tol NaN", "-tol NaN is not above 0 and up to 255 grey levels"},
		{"fit a.png b.png -channels red", `-channels "red" is neither common nor each`},
		{"fit a.png b.png -max-pixels 0", "-max-pixels 0 is not positive"},
		{"fit -- -json a.png b.png", "want two files, ORIGINAL and QUANTIZED, and got 3"},
	}
	for _, test := range tests {
		status, stdout, stderr := gradstep(strings.Fields(test.args)...)
		if want := "gradstep fit: " + test.want + "; see gradstep fit -h\n"; status != 2 || stdout != "" || stderr != want {
			t.Errorf("%s: exit %d, %q, error\n%swant\n%s", test.args, status, stdout, stderr, want)
		}
	}
	status, stdout, stderr := gradstep("fitt")
	if status != 2 || stdout != "" || stderr != "gradstep: there is no subcommand \"fitt\"; see gradstep -h\n" {
		t.Errorf("exit %d, %q, %q", status, stdout, stderr)
	}
	if status, stdout, stderr = gradstep(); status != 2 || stdout != "" || !strings.HasPrefix(stderr, "Usage: gradstep") {
		t.Errorf("exit %d, %q, %q", status, stdout, stderr)
	}
}

// closed is a pipe whose reader has gone.
type closed struct{}

func (closed) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }

func TestWriteErrors(t *testing.T) {
	t.Chdir(t.TempDir())
	im := photo(t, "camera.png").Crop(0, 0, 64, 64)
	original, quantized := save(t, im, "-original.png"), save(t, picture.Quantize(nil, im, 7), "quantized.png")
	for _, mode := range []string{"-json=true", "-json=false"} {
		var stderr strings.Builder
		if status := run([]string{"fit", mode, "--", original, quantized}, closed{}, &stderr); status != 1 || !strings.Contains(stderr.String(), "broken pipe") {
			t.Errorf("%s: exit %d, %s", mode, status, stderr.String())
		}
	}
}
