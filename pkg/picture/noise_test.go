package picture_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/gradstep/gradstep/pkg/internal/allocs"
	"github.com/gradstep/gradstep/pkg/picture"
)

// degradations are all four, at one strength.
var degradations = map[string]func(dst, src *picture.Image, rng *rand.Rand) *picture.Image{
	"AddGaussian": func(dst, src *picture.Image, rng *rand.Rand) *picture.Image {
		return picture.AddGaussian(dst, src, 0.1, rng)
	},
	"SaltAndPepper": func(dst, src *picture.Image, rng *rand.Rand) *picture.Image {
		return picture.SaltAndPepper(dst, src, 0.3, rng)
	},
	"Replace": func(dst, src *picture.Image, rng *rand.Rand) *picture.Image {
		return picture.Replace(dst, src, 0.3, rng)
	},
	"Overpaint": func(dst, src *picture.Image, rng *rand.Rand) *picture.Image {
		return picture.Overpaint(dst, src, 0.3, rng)
	},
}

func TestDegradationsAreDeterministic(t *testing.T) {
	for name, degrade := range degradations {
		src := random(40, 30, 3, 5)
		first := degrade(nil, src, rand.New(rand.NewPCG(1, 2)))
		wantPlanes(t, src, 40, 30, random(40, 30, 3, 5).Planes...)
		again := picture.New(40, 30, 3)
		if degrade(again, src, rand.New(rand.NewPCG(1, 2))) != again {
			t.Errorf("%s does not return dst", name)
		}
		wantPlanes(t, again, 40, 30, first.Planes...)
		degrade(src, src, rand.New(rand.NewPCG(1, 2)))
		wantPlanes(t, src, 40, 30, first.Planes...)
		if other := degrade(nil, random(40, 30, 3, 5), rand.New(rand.NewPCG(3, 4))); other.MSE(first) == 0 {
			t.Errorf("%s: two seeds give one result", name)
		}
		mustPanic(t, name+": dst is", func() { degrade(picture.New(1, 1, 3), src, rand.New(rand.NewPCG(1, 2))) })
	}
}

// Fresh noise a step costs no memory.
func TestNoiseAllocatesNothing(t *testing.T) {
	src, dst, rng := flat(20, 20), flat(20, 20), rand.New(rand.NewPCG(1, 2))
	for name, step := range map[string]func(){
		"AddGaussian":   func() { picture.AddGaussian(dst, src, 0.1, rng) },
		"SaltAndPepper": func() { picture.SaltAndPepper(dst, src, 0.1, rng) },
		"Replace":       func() { picture.Replace(dst, src, 0.1, rng) },
		"Quantize":      func() { picture.Quantize(dst, src, 8.5) },
		"PSNR":          func() { dst.PSNR(src) },
	} {
		if n := allocs.PerRun(5, step); n != 0 {
			t.Errorf("%s allocates %v times", name, n)
		}
	}
}

func TestGaussianMoments(t *testing.T) {
	const n, sigma = 200 * 200, 0.2
	out := picture.AddGaussian(nil, picture.New(200, 200, 1), sigma, rand.New(rand.NewPCG(6, 6)))
	sum, squares := 0.0, 0.0
	for _, v := range out.Planes[0] {
		sum += v
		squares += v * v
	}
	mean, variance := sum/n, squares/n
	// Four standard errors: σ/√n of the mean, σ²√(2/n) of the variance.
	if math.Abs(mean) > 4*sigma/math.Sqrt(n) || math.Abs(variance-sigma*sigma) > 4*sigma*sigma*math.Sqrt(2.0/n) {
		t.Errorf("mean %v, variance %v, want 0 and %v", mean, variance, sigma*sigma)
	}
	for _, sigma := range []float64{-1, math.NaN()} {
		mustPanic(t, "AddGaussian: sigma", func() { picture.AddGaussian(nil, out, sigma, nil) })
	}
}

// counts returns how many pixels are black, white, or anything else but the
// background of 0.5 in any channel; mixed counts those that differ in only some.
func counts(im *picture.Image) (black, white, other, mixed int) {
	for i := range im.Planes[0] {
		changed := 0
		for _, plane := range im.Planes {
			if plane[i] != 0.5 {
				changed++
			}
		}
		switch v := im.Planes[0][i]; {
		case changed == 0:
		case changed < len(im.Planes):
			mixed++
		case v == 0 && im.Planes[1][i] == 0 && im.Planes[2][i] == 0:
			black++
		case v == 1 && im.Planes[1][i] == 1 && im.Planes[2][i] == 1:
			white++
		default:
			other++
		}
	}
	return
}

func flat(w, h int) *picture.Image {
	im := picture.New(w, h, 3)
	for _, plane := range im.Planes {
		for i := range plane {
			plane[i] = 0.5 // no byte stands for it
		}
	}
	return im
}

func TestReplacedFractions(t *testing.T) {
	const n, p = 100 * 100, 0.3
	within := func(name string, got int, p float64) {
		t.Helper()
		if math.Abs(float64(got)-p*n) > 4*math.Sqrt(n*p*(1-p)) {
			t.Errorf("%s: %d of %d pixels, want about %v", name, got, n, p*n)
		}
	}
	black, white, other, mixed := counts(picture.SaltAndPepper(nil, flat(100, 100), p, rand.New(rand.NewPCG(7, 7))))
	within("pepper", black, p/2)
	within("salt", white, p/2)
	if other+mixed != 0 {
		t.Errorf("SaltAndPepper made %d pixels grey and %d in part", other, mixed)
	}
	black, white, other, mixed = counts(picture.Replace(nil, flat(100, 100), p, rand.New(rand.NewPCG(8, 8))))
	within("replaced", black+white+other, p)
	if mixed != 0 {
		t.Errorf("Replace left a channel of %d pixels", mixed)
	}
	black, white, other, mixed = counts(picture.Overpaint(nil, flat(100, 100), p, rand.New(rand.NewPCG(9, 9))))
	if got := black + white + other; mixed != 0 || got < p*n || got > (p+1.0/16)*n {
		t.Errorf("Overpaint covered %d pixels and %d in part, want %v to %v", got, mixed, p*n, (p+1.0/16)*n)
	}
}

func TestExtremeProbabilities(t *testing.T) {
	for name, degrade := range map[string]func(dst, src *picture.Image, p float64, rng *rand.Rand) *picture.Image{
		"SaltAndPepper": picture.SaltAndPepper, "Replace": picture.Replace, "Overpaint": picture.Overpaint,
	} {
		for _, size := range [][2]int{{1, 1}, {3, 50}, {64, 64}} {
			src := flat(size[0], size[1])
			if none := degrade(nil, src, 0, rand.New(rand.NewPCG(1, 1))); none.MSE(src) != 0 {
				t.Errorf("%s: p = 0 changes the image", name)
			}
			black, white, other, _ := counts(degrade(nil, src, 1, rand.New(rand.NewPCG(1, 1))))
			if got := black + white + other; got != size[0]*size[1] {
				t.Errorf("%s: p = 1 changes %d of %d pixels", name, got, size[0]*size[1])
			}
		}
		for _, p := range []float64{-0.1, 1.1, math.NaN()} {
			mustPanic(t, name+": probability", func() { degrade(nil, flat(1, 1), p, nil) })
		}
	}
}
