package restore

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/gradstep/gradstep/pkg/picture"
)

func TestBestLambda(t *testing.T) {
	score := func(lambda float64) (float64, error) { d := math.Log(lambda / 7); return -d * d, nil }
	c, err := BestLambda(score, 0.01, 1000)
	if err != nil || math.Abs(math.Log(c.Lambda/7)) > 0.01 || c.Evals > 25 {
		t.Errorf("%+v, %v", c, err)
	}
	// A score that rises or falls all the way has its best at an end.
	if c, _ := BestLambda(func(l float64) (float64, error) { return l, nil }, 1, 10); c.Lambda < 9.8 {
		t.Errorf("%+v", c)
	}
	sour := errors.New("sour")
	if _, err := BestLambda(func(float64) (float64, error) { return 0, sour }, 1, 10); !errors.Is(err, sour) {
		t.Errorf("%v", err)
	}
	if _, err := BestLambda(func(float64) (float64, error) { return math.NaN(), nil }, 1, 10); !errors.Is(err, ErrValue) {
		t.Errorf("%v", err)
	}
	for _, ends := range [][2]float64{{0, 1}, {1, 1}, {2, 1}, {1, math.Inf(1)}, {math.NaN(), 1}} {
		panics(t, "a wrong interval", func() { _, _ = BestLambda(score, ends[0], ends[1]) })
		panics(t, "a wrong interval", func() { _, _ = Discrepancy(score, 1, ends[0], ends[1]) })
	}
}

func TestDiscrepancy(t *testing.T) {
	for name, misfit := range map[string]func(lambda float64) (float64, error){
		"1/λ":      func(l float64) (float64, error) { return 1 / l, nil },
		"steep":    func(l float64) (float64, error) { return math.Exp(-l), nil },
		"saturate": func(l float64) (float64, error) { return 0.2 / (1 + l*l), nil },
	} {
		c, err := Discrepancy(misfit, 0.3, 1e-4, 1e4)
		if err != nil || math.Abs(c.Value/0.09-1) > 0.0101 || c.Evals > 40 {
			t.Errorf("%s: %+v, %v", name, c, err)
		}
		if v, _ := misfit(c.Lambda); v != c.Value {
			t.Errorf("%s: the misfit is %v, not %v", name, v, c.Value)
		}
	}
	// The limits are met one by one: bisection would be slow, but not wrong.
	jump := func(l float64) (float64, error) { return map[bool]float64{true: 1, false: 0.01}[l < 5], nil }
	if c, err := Discrepancy(jump, 0.5, 0.1, 100); err != nil || math.Abs(c.Lambda-5) > 1e-6 {
		t.Errorf("a jump: %+v, %v", c, err)
	}
	inverse := func(l float64) (float64, error) { return 1 / l, nil }
	if c, err := Discrepancy(inverse, 2, 1, 10); !errors.Is(err, ErrNoLambda) || c.Lambda != 1 {
		t.Errorf("too much noise: %+v, %v", c, err)
	}
	if c, err := Discrepancy(inverse, 0.01, 1, 10); !errors.Is(err, ErrNoLambda) || math.Abs(c.Lambda-10) > 1e-12 {
		t.Errorf("too little noise: %+v, %v", c, err)
	}
	for _, sigma := range []float64{0, -1, math.NaN(), math.Inf(1)} {
		if _, err := Discrepancy(inverse, sigma, 1, 10); !errors.Is(err, ErrValue) {
			t.Errorf("sigma %v: %v", sigma, err)
		}
	}
	if _, err := Discrepancy(func(float64) (float64, error) { return math.NaN(), nil }, 1, 1, 10); !errors.Is(err, ErrValue) {
		t.Errorf("misfit NaN: %v", err)
	}
	sour := errors.New("sour")
	if _, err := Discrepancy(func(float64) (float64, error) { return 0, sour }, 1, 1, 10); !errors.Is(err, sour) {
		t.Errorf("%v", err)
	}
}

// The honest choice costs a decibel or so of the best one: it smooths too much,
// since a restored image also misses structure, and all of its misfit is counted
// as noise.
func TestHonestChoiceIsNearTheBest(t *testing.T) {
	const w, h = 128, 128
	clean, f := noisy(t, w, h)
	plan, u := NewPlan(w, h), make([]float64, w*h)
	for name, method := range map[string]func(lambda float64) ([]float64, error){
		"Tikhonov": func(lambda float64) ([]float64, error) { return plan.Tikhonov(u, f, lambda), nil },
		"TV": func(lambda float64) ([]float64, error) {
			r, err := TV(f, w, h, lambda, 1, 0)
			return r.U, err
		},
	} {
		psnr := func(lambda float64) (float64, error) {
			u, err := method(lambda)
			return picture.PSNR(u, clean), err
		}
		misfit := func(lambda float64) (float64, error) {
			u, err := method(lambda)
			return picture.MSE(u, f), err
		}
		best, err := BestLambda(psnr, 0.1, 100)
		if err != nil {
			t.Fatal(err)
		}
		honest, err := Discrepancy(misfit, 0.1, 0.1, 100)
		if err != nil {
			t.Fatal(err)
		}
		got, _ := psnr(honest.Lambda)
		t.Logf("%s: best λ = %.2f with %.2f dB (%d images), honest λ = %.2f with %.2f dB (%d images)",
			name, best.Lambda, best.Value, best.Evals, honest.Lambda, got, honest.Evals)
		if got > best.Value-0.5 || got < best.Value-1.5 || honest.Lambda > best.Lambda {
			t.Errorf("%s: %.2f dB at the honest λ = %v, %.2f dB at the best, %v", name, got, honest.Lambda, best.Value, best.Lambda)
		}
	}
}

func TestNoiseLevel(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	for _, sigma := range []float64{0.02, 0.1, 0.3} {
		f := make([]float64, 301*200)
		for i := range f {
			f[i] = 0.5 + 0.001*float64(i%301) + sigma*rng.NormFloat64() // a slope, and noise
		}
		if got := NoiseLevel(f, 301, 200); math.Abs(got-sigma) > 0.02*sigma {
			t.Errorf("noise of %v on a slope: %v", sigma, got)
		}
		clean, _ := noisy(t, 256, 256)
		im := picture.AddGaussian(nil, picture.FromPlane(clean, 256, 256), sigma, rng)
		if got := NoiseLevel(im.Planes[0], 256, 256); got < 0.97*sigma || got > 1.2*sigma+0.003 {
			t.Errorf("noise of %v on a photograph: %v", sigma, got)
		}
	}
	if got := NoiseLevel([]float64{1, 2, 3, 9}, 2, 2); math.Abs(got-2.5/0.6744897501960817) > 1e-12 {
		t.Errorf("one square: %v", got)
	}
	for name, got := range map[string]float64{
		"a row": NoiseLevel([]float64{1, 2, 3}, 3, 1), "a sample NaN": NoiseLevel([]float64{1, 2, math.NaN(), 3}, 2, 2),
	} {
		if !math.IsNaN(got) {
			t.Errorf("%s: %v", name, got)
		}
	}
}
