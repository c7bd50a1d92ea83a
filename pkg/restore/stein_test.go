package restore

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/gradstep/gradstep/pkg/picture"
)

// addNoise returns clean with noise of sigma, as it is or cut off at 0 and 1 and rounded to bytes.
func addNoise(clean []float64, sigma float64, stored bool, seed uint64) []float64 {
	rng, f := rand.New(rand.NewPCG(seed, 9)), make([]float64, len(clean))
	for i, v := range clean {
		f[i] = v + sigma*rng.NormFloat64()
		if stored {
			f[i] = math.Round(255*min(1, max(0, f[i]))) / 255
		}
	}
	return f
}

// The estimate is unbiased, for a linear method and for total variation, whole and where black and white
// cut the noise off.
func TestRiskIsTheError(t *testing.T) {
	const w, h, sigma, trials = 40, 32, 0.15, 300
	clean := make([]float64, w*h) // from black to white, with an edge
	for i := range clean {
		clean[i] = float64(i%w) / (w - 1)
		if i/w > h/2 {
			clean[i] = 0.3
		}
	}
	for name, denoise := range map[string]func(f []float64) []float64{
		"Tikhonov": func(f []float64) []float64 { return Tikhonov(nil, f, w, h, 0.5) },
		"TV, 15 steps": func(f []float64) []float64 {
			r, err := TV(f, w, h, 8, 0, 15)
			if err != nil {
				t.Fatal(err)
			}
			return r.U
		},
	} {
		for _, stored := range []bool{false, true} {
			var sum, square float64
			for k := range uint64(trials) {
				f := addNoise(clean, sigma, stored, k)
				s, err := NewStein(f, w, h, sigma, rand.New(rand.NewPCG(k, 1)))
				if err != nil {
					t.Fatal(err)
				}
				u := denoise(f)
				d := s.Risk(u, denoise(s.Probed())) - picture.MSE(u, clean)
				if stored { // without the constant: what f itself loses against f is known
					d -= s.Risk(f, s.Probed()) - picture.MSE(f, clean)
				}
				sum += d / trials
				square += d * d / trials
			}
			stderr := math.Sqrt((square - sum*sum) / trials)
			// The means behind the ends come from local means of f: not quite right.
			bias := 0.0
			if stored {
				bias = 0.01 * sigma * sigma
			}
			t.Logf("%s, stored %v: off by %.2g ± %.1g, σ² = %.2g", name, stored, sum, stderr, sigma*sigma)
			if math.Abs(sum) > 4*stderr+bias {
				t.Errorf("%s, stored %v: off by %v ± %v", name, stored, sum, stderr)
			}
		}
	}
}

// Without the terms of clipping the estimate of stored images is wrong, so that the test above would see it.
func TestClippingMatters(t *testing.T) {
	const w, h, sigma = 64, 64, 0.2
	clean := make([]float64, w*h) // black
	f := addNoise(clean, sigma, true, 1)
	u := Tikhonov(nil, f, w, h, 0.5)
	s, err := newStein(f, w, h, sigma)
	if err != nil {
		t.Fatal(err)
	}
	inside, sum, behind := 0, 0.0, 0.0
	for i, m := range s.hidden {
		if f[i] == 0 {
			sum += m * u[i]
			behind += m
		} else {
			inside++
		}
	}
	// E[f - y | y < 0] of a half normal; the local means are a little above 0
	if got, want := behind/float64(w*h-inside), sigma*math.Sqrt(2/math.Pi); got < 0.8*want || got > want {
		t.Errorf("behind black: %v, want %v", got, want)
	}
	if share := float64(inside) / (w * h); share < 0.4 || share > 0.55 || sum < 0.1*sigma*sigma*w*h {
		t.Errorf("%.2f of the samples are inside, the ends hide %v", share, sum)
	}
}

func TestBeyond(t *testing.T) {
	for b, want := range map[float64]float64{0: math.Sqrt(2 / math.Pi), 50: 0.019984, -3: 3.0044378, 19.999: 0.0497557, 20.001: 0.0497508} {
		if got := beyond(b); math.Abs(got-want) > 1e-4*want {
			t.Errorf("beyond %v: %v, want %v", b, got, want)
		}
	}
}

func TestSteinRefuses(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	f := make([]float64, 12)
	for _, sigma := range []float64{0, -1, math.NaN(), math.Inf(1)} {
		if _, err := NewStein(f, 4, 3, sigma, rng); !errors.Is(err, ErrValue) {
			t.Errorf("sigma %v: %v", sigma, err)
		}
		if _, _, err := AutoTV(f, 4, 3, sigma, 0.01, 0, rng); !errors.Is(err, ErrValue) {
			t.Errorf("sigma %v: %v", sigma, err)
		}
		if _, _, err := AutoTikhonov(nil, f, 4, 3, sigma); !errors.Is(err, ErrValue) {
			t.Errorf("sigma %v: %v", sigma, err)
		}
	}
	for _, sigma := range []float64{1e-308, 1e-320} {
		if _, _, err := AutoTV(f, 4, 3, sigma, 0.01, 0, rng); !errors.Is(err, ErrValue) {
			t.Errorf("sigma %v: %v", sigma, err)
		}
	}
	for _, distance := range []float64{-1, math.NaN()} {
		if _, _, err := AutoTV(f, 4, 3, 0.1, distance, 0, rng); !errors.Is(err, ErrValue) {
			t.Errorf("distance %v: %v", distance, err)
		}
	}
	panics(t, "no generator", func() { _, _ = NewStein(f, 4, 3, 0.1, nil) })
	panics(t, "a wrong length", func() { _, _ = NewStein(f, 3, 3, 0.1, rng) })
	f[5] = math.NaN()
	if _, err := NewStein(f, 4, 3, 0.1, rng); !errors.Is(err, ErrValue) {
		t.Errorf("a sample NaN: %v", err)
	}
}
