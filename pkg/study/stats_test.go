package study

import (
	"math"
	"testing"
)

func TestSummarize(t *testing.T) {
	s := Summarize([]float64{4, 1, 3, 2, 10})
	if s.Mean != 4 || s.Q25 != 2 || s.Median != 3 || s.Q75 != 4 || math.Abs(s.SE-math.Sqrt(50.0/4/5)) > 1e-12 {
		t.Errorf("%+v", s)
	}
	s = Summarize([]float64{1, math.NaN(), 2})
	if !math.IsNaN(s.Mean) || s.Median != 2 || !math.IsInf(s.Q75, 1) {
		t.Errorf("%+v", s)
	}
	if s := Summarize(nil); !math.IsNaN(s.Median) {
		t.Errorf("%+v", s)
	}
}

// Wilson's interval is that of his formula (0 of 10 and 8 of 10 by hand), and covers shares about as often as it says.
func TestWilson(t *testing.T) {
	for _, c := range []struct {
		count, n int
		lo, hi   float64
	}{{0, 10, 0, 0.27753}, {8, 10, 0.49016, 0.94331}, {10, 10, 0.72247, 1}, {0, 0, 0, 1}} {
		if lo, hi := Wilson(c.count, c.n); math.Abs(lo-c.lo) > 1e-5 || math.Abs(hi-c.hi) > 1e-5 {
			t.Errorf("%d of %d: [%v, %v]", c.count, c.n, lo, hi)
		}
	}
	rng, covered := Generator("wilson", 1), 0
	for range 2000 {
		count := 0
		for range 40 {
			if rng.Float64() < 0.9 {
				count++
			}
		}
		if lo, hi := Wilson(count, 40); lo <= 0.9 && 0.9 <= hi {
			covered++
		}
	}
	if covered < 1860 || covered > 1960 {
		t.Errorf("%d of 2000 intervals cover the share", covered)
	}
}

// Exact powers give exact slopes with no width; of noisy runs the interval covers
// the truth about as often as it says.
func TestFitSlope(t *testing.T) {
	x := []float64{1, 2, 4, 8, 16}
	exact := [][]float64{{}, {}}
	for _, v := range x {
		exact[0] = append(exact[0], 3*math.Pow(v, -0.5))
		exact[1] = append(exact[1], 7*math.Pow(v, -0.5))
	}
	for _, typical := range []bool{false, true} {
		f := FitSlope("exact", x, exact, typical)
		if math.Abs(f.Slope+0.5) > 1e-12 || f.Hi-f.Lo > 1e-12 {
			t.Errorf("%+v", f)
		}
	}
	if exact[0][0] != 3 {
		t.Error("the runs were changed")
	}
	covered := 0
	const trials = 200
	for trial := range trials {
		rng := Generator("slopes", trial)
		runs := make([][]float64, 30)
		for r := range runs {
			walk := 0.0
			for _, v := range x {
				walk += 0.3 * rng.NormFloat64() // points of a run depend on each other
				runs[r] = append(runs[r], math.Exp(walk)*math.Pow(v, -1))
			}
		}
		f := FitSlope("noisy", x, runs, true)
		if f.Lo <= -1 && -1 <= f.Hi {
			covered++
		}
	}
	if covered < 175 || covered > 199 {
		t.Errorf("%d of %d intervals cover the slope", covered, trials)
	}
}
