package steklov

import (
	"math"
	"testing"
)

// minima are the interior local minima of f on a grid.
func minima(f func(float64) float64, lo, hi float64) (at []float64) {
	const points = 8000
	y := make([]float64, points+1)
	for i := range y {
		y[i] = f(lo + (hi-lo)*float64(i)/points)
	}
	for i := 1; i < points; i++ {
		if y[i] < y[i-1] && y[i] <= y[i+1] {
			at = append(at, lo+(hi-lo)*float64(i)/points)
		}
	}
	return at
}

// Local minima vanish as h grows: of Rastrigin's function all but one when the interval holds a whole wave,
// at the bias h²/3.
func TestRastriginLosesItsLocalMinima(t *testing.T) {
	smooth := func(h float64) func(float64) float64 {
		return func(x float64) float64 {
			c, _ := Cosine(x, 2*math.Pi, h)
			return 10 + x*x + h*h/3 - 10*c
		}
	}
	var counts []int
	for _, h := range []float64{1e-9, 0.25, 0.4, 0.45, 0.49, 0.5} {
		counts = append(counts, len(minima(smooth(h), -5.12, 5.12)))
	}
	for i, want := range []int{11, 11, 11, 7, 1, 1} {
		if counts[i] != want {
			t.Fatalf("minima as h grows: %v", counts)
		}
	}
	if got := smooth(0.5)(0); math.Abs(got-10-0.25/3) > 1e-12 {
		t.Errorf("the value at the minimum is %g", got)
	}
}

// |x| has one minimum at every h; the smoothed one lies h/2 above it.
func TestAbsKeepsItsMinimum(t *testing.T) {
	for _, h := range []float64{0.1, 1, 3} {
		at := minima(func(x float64) float64 { return first(Abs(x, h)) }, -4, 4)
		if len(at) != 1 || at[0] != 0 {
			t.Errorf("h = %g: minima at %v", h, at)
		}
		if got := first(Abs(0, h)); math.Abs(got-h/2) > 1e-15 {
			t.Errorf("h = %g: bias %g", h, got)
		}
	}
}

// The loss of the staircase has 188 local minima between 8.5 and 26.5. A little smoothing takes most of them
// away and leaves the best one near the true b = 16; more of it takes others, but then the best one is
// elsewhere: what is smooth is not what was asked for.
func TestStaircaseLosesItsLocalMinima(t *testing.T) {
	loss := staircase(t)
	for _, q := range []struct {
		h      float64
		minima int
		stays  bool
	}{{0, 188, true}, {0.1, 50, true}, {0.4, 28, true}, {1.5, 26, false}, {3, 13, false}} {
		at := minima(func(b float64) float64 { return loss.Mean(b, q.h) }, 8.5, 26.5)
		best := at[0]
		for _, b := range at {
			if loss.Mean(b, q.h) < loss.Mean(best, q.h) {
				best = b
			}
		}
		if len(at) != q.minima || math.Abs(best-16) < 0.05 != q.stays {
			t.Errorf("h = %g: %d minima, the best at b = %.3f", q.h, len(at), best)
		}
	}
}
