package picture_test

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/stair"
)

// random returns an image of samples drawn uniformly from [0, 1).
func random(w, h, channels int, seed uint64) *picture.Image {
	rng := rand.New(rand.NewPCG(seed, 1))
	im := picture.New(w, h, channels)
	for _, plane := range im.Planes {
		for i := range plane {
			plane[i] = rng.Float64()
		}
	}
	return im
}

func mustPanic(t *testing.T, want string, f func()) {
	t.Helper()
	defer func() {
		if got, _ := recover().(string); !strings.HasPrefix(got, "picture: "+want) {
			t.Errorf("panic %q, want one that starts with %q", got, "picture: "+want)
		}
	}()
	f()
}

func TestCrop(t *testing.T) {
	im := decodeBytes(t, pngFile(4, 3, 8, typeGrey, 0, nil, grey43...))
	wantPlanes(t, im.Crop(1, 1, 2, 2), 2, 2, scaled(255, 60, 70, 100, 110))
	wantPlanes(t, im.Crop(3, 2, 1, 1), 1, 1, scaled(255, 120))
	whole := im.Crop(0, 0, 4, 3)
	wantPlanes(t, whole, 4, 3, im.Planes...)
	whole.Planes[0][0] = 9
	if im.Planes[0][0] == 9 {
		t.Error("Crop shares memory")
	}
	for _, r := range [][4]int{{-1, 0, 2, 2}, {0, 0, 5, 1}, {3, 0, 2, 1}, {0, 2, 1, 2}, {0, 0, 0, 1}, {0, 0, 1, -1}, {1, 0, math.MaxInt, 1}} {
		mustPanic(t, "Crop: ", func() { im.Crop(r[0], r[1], r[2], r[3]) })
	}
}

func TestSplitMergeClone(t *testing.T) {
	im := random(5, 4, 3, 1)
	parts := im.Split()
	back := picture.Merge(parts[0], parts[1], parts[2])
	wantPlanes(t, back, 5, 4, im.Planes...)
	wantPlanes(t, im.Clone(), 5, 4, im.Planes...)
	back.Planes[0][0] = 9
	parts[0].Planes[0][0] = 8
	im.Clone().Planes[1][0] = 7
	wantPlanes(t, im, 5, 4, random(5, 4, 3, 1).Planes...)
	mustPanic(t, "Merge: channel 1 has 5×3", func() { picture.Merge(parts[0], picture.New(5, 3, 1), parts[2]) })
	mustPanic(t, "Merge: channel 2 has 5×4 in 3 channels", func() { picture.Merge(parts[0], parts[1], im) })
}

func TestGrey(t *testing.T) {
	im := picture.New(4, 1, 3)
	for c := range 3 {
		im.Planes[c][c] = 1
		im.Planes[c][3] = 0.1
	}
	grey := im.Grey()
	if want := []float64{0.299, 1 - 0.299 - 0.114, 0.114, 0.1}; grey.Channels() != 1 || !near(grey.Planes[0], want, 1e-15) {
		t.Errorf("Grey() = %v, want %v", grey.Planes, want)
	}
	if grey.Planes[0][3] != 0.1 {
		t.Errorf("equal channels of 0.1 give %v", grey.Planes[0][3])
	}
	once := random(3, 3, 1, 2)
	wantPlanes(t, once.Grey(), 3, 3, once.Planes...)
}

func near(got, want []float64, tol float64) bool {
	for i := range want {
		if math.Abs(got[i]-want[i]) > tol {
			return false
		}
	}
	return len(got) == len(want)
}

func TestMisusePanics(t *testing.T) {
	mustPanic(t, "New: size 0×3", func() { picture.New(0, 3, 1) })
	mustPanic(t, "New: 1099511627776×1099511627776", func() { picture.New(1<<40, 1<<40, 1) })
	mustPanic(t, "New: 4294967296×536870912 in 3", func() { picture.New(1<<32, 1<<29, 3) })
	mustPanic(t, "New: 2 channels", func() { picture.New(3, 3, 2) })
	mustPanic(t, "FromPlane: plane 0 has 5 samples, want 2×3", func() { picture.FromPlane(make([]float64, 5), 2, 3) })
	mustPanic(t, "Quantize: b = 0", func() { picture.Quantize(nil, picture.New(1, 1, 1), 0) })
	mustPanic(t, "Quantize: b = NaN", func() { picture.Quantize(nil, picture.New(1, 1, 1), math.NaN()) })
	mustPanic(t, "Quantize: dst is 2×1 in 1 channel, src is 1×1", func() { picture.Quantize(picture.New(2, 1, 1), picture.New(1, 1, 1), 5) })
	mustPanic(t, "Grey: an image of 1×1 in 0 channels", func() { (&picture.Image{W: 1, H: 1}).Grey() })
	mustPanic(t, "MSE: planes of 1 and 2", func() { picture.MSE([]float64{1}, []float64{1, 2}) })
	mustPanic(t, "MSE: planes of 0 and 0", func() { picture.PSNR(nil, nil) })
}

func TestQuantize(t *testing.T) {
	im := random(7, 5, 3, 3)
	want := im.Clone()
	for _, plane := range want.Planes {
		for i, v := range plane {
			plane[i] = stair.Quantize(v, 8.5)
		}
	}
	out := picture.Quantize(nil, im, 8.5)
	wantPlanes(t, out, 7, 5, want.Planes...)
	wantPlanes(t, im, 7, 5, random(7, 5, 3, 3).Planes...)
	if picture.Quantize(im, im, 8.5) != im {
		t.Error("Quantize does not return dst")
	}
	wantPlanes(t, im, 7, 5, want.Planes...)
	one := picture.FromPlane([]float64{1}, 1, 1)
	if y := picture.Quantize(nil, one, 8.25).Planes[0][0]; y != 8.5/8.25 {
		t.Errorf("y(1; 8.25) = %v, want %v: not clipped", y, 8.5/8.25)
	}
}

func TestMeasures(t *testing.T) {
	a, b := []float64{0, 0.5, 1, 0.25}, []float64{0.1, 0.5, 0.9, 0.25}
	if got := picture.MSE(a, b); math.Abs(got-0.005) > 1e-17 {
		t.Errorf("MSE = %v, want 0.005", got)
	}
	if got, want := picture.PSNR(a, b), 10*math.Log10(200); math.Abs(got-want) > 1e-12 {
		t.Errorf("PSNR = %v, want %v", got, want)
	}
	if got := picture.PSNR(a, a); !math.IsInf(got, 1) {
		t.Errorf("PSNR of identical planes = %v, want +Inf", got)
	}
	if got := picture.PSNR([]float64{0}, []float64{1}); got != 0 || math.Signbit(got) {
		t.Errorf("PSNR of black against white = %v, want 0", got)
	}
	if got := picture.PSNR([]float64{math.NaN()}, []float64{1}); !math.IsNaN(got) {
		t.Errorf("PSNR of NaN = %v", got)
	}
	x, y := picture.New(2, 1, 3), picture.New(2, 1, 3)
	y.Planes[2][1] = 0.6
	if got, want := x.MSE(y), 0.06; math.Abs(got-want) > 1e-17 {
		t.Errorf("MSE of images = %v, want %v", got, want)
	}
	if got, want := x.PSNR(y), 10*math.Log10(1/0.06); math.Abs(got-want) > 1e-12 {
		t.Errorf("PSNR of images = %v, want %v", got, want)
	}
	mustPanic(t, "MSE: dst is 2×1 in 1 channel", func() { x.MSE(picture.New(2, 1, 1)) })
}
