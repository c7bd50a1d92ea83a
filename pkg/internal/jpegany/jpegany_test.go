package jpegany_test

import (
	"bytes"
	"errors"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/internal/jpegany"
)

// files are what libjpeg wrote with the factors in the name, and beside each the image that libjpeg makes of it.
func files(t testing.TB) map[string][]byte {
	t.Helper()
	names, err := filepath.Glob("testdata/*.jpg")
	if err != nil || len(names) < 10 {
		t.Fatal(len(names), err)
	}
	all := map[string][]byte{}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all[name] = data
	}
	return all
}

// samples are those of red, green and blue.
func samples(m image.Image) (v []int) {
	b := m.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			r, g, b, _ := m.At(x, y).RGBA()
			v = append(v, int(r>>8), int(g>>8), int(b>>8))
		}
	}
	return v
}

// far is the greatest and the mean distance of two images.
func far(t *testing.T, a, b image.Image) (most int, mean float64) {
	t.Helper()
	if a.Bounds() != b.Bounds() {
		t.Fatalf("%v and %v", a.Bounds(), b.Bounds())
	}
	v, w := samples(a), samples(b)
	for i := range v {
		d := max(v[i]-w[i], w[i]-v[i])
		most = max(most, d)
		mean += float64(d) / float64(len(v))
	}
	return most, mean
}

// As libjpeg decodes, but that libjpeg smooths colour at half the resolution; and as image/jpeg does, where that
// can. Pixels may differ by the rounding of the transform, and once more by that of the colours.
func TestAsLibjpeg(t *testing.T) {
	refused := 0
	for name, data := range files(t) {
		m, err := jpegany.Decode(bytes.NewReader(data))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		config, err := jpegany.DecodeConfig(bytes.NewReader(data))
		if err != nil || config.Width != m.Bounds().Dx() || config.Height != m.Bounds().Dy() || config.ColorModel != m.ColorModel() {
			t.Errorf("%s: %+v, %v", name, config, err)
		}
		f, err := os.Open(strings.TrimSuffix(name, ".jpg") + ".png")
		if err != nil {
			t.Fatal(err)
		}
		want, err := png.Decode(f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		// libjpeg smooths where a component has half the samples.
		tol, average := 4, 0.8
		if strings.Contains(name, "2x") {
			tol, average = 40, 4
		}
		if most, mean := far(t, m, want); most > tol || mean > average {
			t.Errorf("%s: samples differ from libjpeg's by %d at most, %.2f in the mean", name, most, mean)
		}
		std, err := jpeg.Decode(bytes.NewReader(data))
		var unsupported jpeg.UnsupportedError
		if errors.As(err, &unsupported) {
			refused++
		} else if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if most, mean := far(t, m, std); most > 4 || mean > 0.3 {
			t.Errorf("%s: samples differ from image/jpeg's by %d at most, %.2f in the mean", name, most, mean)
		}
	}
	if refused < 3 {
		t.Errorf("image/jpeg refuses %d of the files: is this package still needed?", refused)
	}
}

// A segment DNL that repeats the height is passed over.
func TestRedundantDNL(t *testing.T) {
	for name, data := range files(t) {
		want, err := jpegany.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		h := want.Bounds().Dy()
		more := append(bytes.Clone(data[:len(data)-2]), 0xff, 0xdc, 0, 4, byte(h>>8), byte(h), 0xff, 0xd9)
		got, err := jpegany.Decode(bytes.NewReader(more))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if most, _ := far(t, got, want); most > 0 {
			t.Errorf("%s: samples differ by %d", name, most)
		}
	}
}

// Whatever is cut off or changed, the end is an image of the size in the header or an error of image/jpeg's types.
func TestDamaged(t *testing.T) {
	try := func(name string, data []byte) {
		t.Helper()
		m, err := jpegany.Decode(bytes.NewReader(data))
		var format jpeg.FormatError
		var unsupported jpeg.UnsupportedError
		switch {
		case err == nil:
			if config, err := jpegany.DecodeConfig(bytes.NewReader(data)); err != nil || m.Bounds() != image.Rect(0, 0, config.Width, config.Height) {
				t.Errorf("%s: %v beside %+v, %v", name, m.Bounds(), config, err)
			}
		case m != nil, !errors.As(err, &format) && !errors.As(err, &unsupported) && !errors.Is(err, io.ErrUnexpectedEOF):
			t.Errorf("%s: %v, %v", name, m, err)
		}
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for name, data := range files(t) {
		for n := range data {
			cut := data[:n]
			if _, err := jpegany.Decode(bytes.NewReader(cut)); err == nil {
				t.Errorf("%s: %d of %d bytes are enough", name, n, len(data))
			}
			try(name, cut)
		}
		at := bytes.Index(data, []byte{0xff, 0xc0})
		if at < 0 {
			at = bytes.Index(data, []byte{0xff, 0xc2})
		}
		for range 300 {
			other := bytes.Clone(data)
			for range 1 + rng.IntN(3) {
				i := rng.IntN(len(other))
				if i < at+5 || i > at+8 { // the size stays: a large one takes long, and the caller bounds it
					other[i] = byte(rng.Uint32())
				}
			}
			try(name, other)
		}
	}
}
