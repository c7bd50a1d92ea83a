package steklov

import (
	"math"
	"testing"
)

// The divergence of a linear field is the trace of its matrix.
func TestDrawGivesDivergence(t *testing.T) {
	const n, trials = 6, 20000
	matrix := make([]float64, n*n)
	rng := seeded(3)
	trace := 0.0
	for i := range matrix {
		matrix[i] = rng.NormFloat64()
	}
	for i := range n {
		trace += matrix[i*n+i]
	}
	for _, kind := range []Kind{Sphere, Gaussian, Rademacher, Orthogonal, Coordinate} {
		y := make([]float64, n)
		sum, square := 0.0, 0.0
		for range trials {
			if got := kind.Draw(y, rng); &got[0] != &y[0] {
				t.Fatal("not dst")
			}
			v := 0.0
			for i, a := range y {
				for j, b := range y {
					v += n * a * matrix[i*n+j] * b
				}
			}
			sum += v / trials
			square += v * v / trials
		}
		if stderr := math.Sqrt((square - sum*sum) / trials); math.Abs(sum-trace) > 4*stderr {
			t.Errorf("%v: %.3f ± %.3f, the trace is %.3f", kind, sum, stderr, trace)
		}
	}
}

func TestDrawRefuses(t *testing.T) {
	for name, call := range map[string]func(){
		"an empty dst": func() { Sphere.Draw(nil, seeded(1)) },
		"no generator": func() { Sphere.Draw(make([]float64, 3), nil) },
		"no kind":      func() { Kind(99).Draw(make([]float64, 3), seeded(1)) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			call()
		}()
	}
}
