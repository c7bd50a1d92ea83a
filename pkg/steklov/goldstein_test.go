package steklov

import (
	"math"
	"testing"
)

// Where the distance of 0 from the subdifferential is known, the bound is above it and near it, and not above the norm
// of the mean of the gradients.
func TestGoldstein(t *testing.T) {
	sum := func(x []float64) float64 {
		s := 0.0
		for _, v := range x {
			s += math.Abs(v)
		}
		return s
	}
	euclid := func(x []float64) float64 { return math.Sqrt(square(x)) }
	for _, q := range []struct {
		name   string
		f      func([]float64) float64
		x      []float64
		delta  float64
		points int
		want   float64
		slack  float64
	}{
		{"a line", func(x []float64) float64 { return 3*x[0] - 4*x[1] }, []float64{1, 2}, 0.5, 10, 5, 1e-9},
		{"one kink", sum, []float64{0.2}, 0.1, 10, 1, 1e-9},
		{"one kink in reach", sum, []float64{0.05}, 0.1, 60, 0, 1e-9},
		{"three of five kinks in reach", sum, []float64{0, 0.01, -0.01, 3, -4}, 0.1, 400, math.Sqrt2, 2e-3},
		{"a cone, its tip in reach", euclid, []float64{0.01, 0, 0}, 0.1, 200, 0, 1e-2},
		{"a cone from afar", euclid, []float64{1, 0, 0}, 0.1, 500, math.Sqrt(1 - 0.01), 3e-3},
		{"the smaller of two slopes", func(x []float64) float64 { return max(2*x[0], -x[0]) + 3*x[1] }, []float64{0, 0}, 0.1, 60, 3, 3e-3},
		{"not convex", func(x []float64) float64 { return -math.Abs(x[0]) + x[1] }, []float64{0, 0}, 0.1, 60, 1, 1e-3},
	} {
		got, mean := Goldstein(q.f, q.x, q.delta, q.points, seeded(5))
		if got < q.want*(1-1e-6)-1e-12 || got > q.want+q.slack || got > mean*(1+1e-9) {
			t.Errorf("%s: %v, want %v from above; the mean has %v", q.name, got, q.want, mean)
		}
	}
}

// The shortest vector of a hull against a search over a grid of weights.
func TestShortest(t *testing.T) {
	rng := seeded(8)
	for range 50 {
		g := make([][]float64, 3)
		for k := range g {
			g[k] = []float64{rng.NormFloat64() + 0.7, rng.NormFloat64(), rng.NormFloat64()}
		}
		least := math.Inf(1)
		for i := range 201 {
			for j := range 201 - i {
				a, b := float64(i)/200, float64(j)/200
				v := make([]float64, 3)
				for k := range v {
					v[k] = a*g[0][k] + b*g[1][k] + (1-a-b)*g[2][k]
				}
				least = min(least, math.Sqrt(square(v)))
			}
		}
		if got := shortest(g); got > least*1.001+1e-12 || got < least-0.02 {
			t.Errorf("%v: %v, the grid has %v", g, got, least)
		}
	}
}

func TestGoldsteinMisuse(t *testing.T) {
	f := func(x []float64) float64 { return x[0] }
	for name, run := range map[string]func(){
		"δ":      func() { Goldstein(f, []float64{1}, 0, 1, seeded(1)) },
		"points": func() { Goldstein(f, []float64{1}, 1, 0, seeded(1)) },
		"Rand":   func() { Goldstein(f, []float64{1}, 1, 1, nil) },
		"f":      func() { Goldstein(nil, []float64{1}, 1, 1, seeded(1)) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			run()
		}()
	}
	some := func(x []float64) float64 {
		if x[0] > 0.9 {
			return math.NaN()
		}
		return x[0]
	}
	if a, b := Goldstein(some, []float64{0, 0}, 1, 200, seeded(1)); !math.IsNaN(a) || !math.IsNaN(b) {
		t.Errorf("NaN became %v, %v", a, b)
	}
}
