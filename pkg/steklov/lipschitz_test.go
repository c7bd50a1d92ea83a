package steklov

import (
	"math"
	"testing"
)

func TestLipschitz(t *testing.T) {
	norm := func(x []float64) float64 {
		s := 0.0
		for _, v := range x {
			s += v * v
		}
		return s
	}
	for _, q := range []struct {
		name string
		f    func([]float64) float64
		x    []float64
		h    float64
		want float64
	}{
		{"line", func(x []float64) float64 { return 3*x[0] - 4*x[1] }, []float64{1, 2}, 0.5, 5},
		{"norm", func(x []float64) float64 { return math.Sqrt(norm(x)) }, []float64{0, 0, 0}, 1, 1},
		{"sum of |x|", func(x []float64) float64 { return math.Abs(x[0]) + math.Abs(x[1]) + math.Abs(x[2]) }, []float64{0, 0.1, 0}, 1, math.Sqrt(3)},
		{"square", norm, []float64{1}, 0.5, 3},
		{"far away", func(x []float64) float64 { return 2 * (x[0] - 1e6) }, []float64{1e6}, 1e-3, 2},
	} {
		got := Lipschitz(q.f, q.x, q.h, 500, seeded(5))
		if got > q.want*(1+1e-6) || got < 0.98*q.want {
			t.Errorf("%s: %g, want %g from below", q.name, got, q.want)
		}
		// What L is for: the smoothed function is as near as it says.
		mean, se := MonteCarlo(q.f, q.x, q.h, 500, seeded(6))
		n := float64(len(q.x))
		if miss := math.Abs(mean - q.f(q.x)); miss > q.want*q.h*n/(n+1)+4*se+1e-12 {
			t.Errorf("%s: |F_h - F| = %g, the bound is %g", q.name, miss, q.want*q.h*n/(n+1))
		}
	}
	if got := Lipschitz(func([]float64) float64 { return math.NaN() }, []float64{1}, 1, 3, seeded(1)); !math.IsNaN(got) {
		t.Errorf("NaN became %g", got)
	}
	if got := Lipschitz(func([]float64) float64 { return 1 }, nil, 1, 3, seeded(1)); got != 0 {
		t.Errorf("no dimension: %g", got)
	}
	for name, run := range map[string]func(){
		"radius": func() { Lipschitz(norm, []float64{1}, 0, 1, seeded(1)) },
		"points": func() { Lipschitz(norm, []float64{1}, 1, 0, seeded(1)) },
		"Rand":   func() { Lipschitz(norm, []float64{1}, 1, 1, nil) },
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
}
