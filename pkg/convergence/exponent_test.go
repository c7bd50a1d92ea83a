package convergence

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

// spreads are standard deviations of a run's error over its mean, at 64, 256, 1024 and 4096 units of
// steps, such as the study sees.
var spreads = []float64{0.2, 0.14, 0.1, 0.07}

// covered is the share of intervals that hold -½ on the curve τ^(-1/2)(1 + d τ^-q).
func covered(rng *rand.Rand, n int, d, q float64, fits int) float64 {
	tau, in := []float64{64, 256, 1024, 4096}, 0
	var curve []float64
	for _, t := range tau {
		curve = append(curve, (1+d*math.Pow(t, -q))/math.Sqrt(t))
	}
	runs := make([][]float64, n)
	for r := range runs {
		runs[r] = make([]float64, len(tau))
	}
	for range fits {
		for _, run := range runs {
			for i, s := range spreads {
				run[i] = curve[i] * math.Exp(s*rng.NormFloat64()-s*s/2)
			}
		}
		if f := FitExponent(tau, runs); f.Lo <= -0.5 && -0.5 <= f.Hi {
			in++
		}
	}
	return float64(in) / float64(fits)
}

// The interval of an exponent covers it in 95 ± 2 % where it is known, with and without a transient.
func TestExponentCovers(t *testing.T) {
	fits := 4000
	if testing.Short() {
		fits = 1000
	}
	rng, sum, curves := rand.New(rand.NewPCG(1, 2)), 0.0, 0.0
	for _, n := range []int{30, 120} {
		for _, d := range []float64{0, 0.5, 1} {
			for _, q := range []float64{0.5, 0.75, 1} {
				share := covered(rng, n, d, q, fits)
				t.Logf("%d runs, d = %v, q = %v: %.3f", n, d, q, share)
				sum, curves = sum+share, curves+1
				if slack := 3 * math.Sqrt(0.05*0.95/float64(fits)); math.Abs(share-0.95) > 0.02+slack {
					t.Errorf("%d runs, d = %v, q = %v: %.3f of the intervals cover", n, d, q, share)
				}
			}
		}
	}
	if math.Abs(sum/curves-0.95) > 0.01 {
		t.Errorf("on average %.3f", sum/curves)
	}
}

// Runs of another length than the numbers of steps are refused by name.
func TestFitExponentRefusesRaggedRuns(t *testing.T) {
	for _, runs := range [][][]float64{{{1, 1, 1, 1}, {1, 1}}, {{1, 1, 1, 1, 1}, {1, 1, 1, 1}}} {
		func() {
			defer func() {
				if s, _ := recover().(string); !strings.HasPrefix(s, "convergence: FitExponent: run ") {
					t.Errorf("%d and %d errors: %q", len(runs[0]), len(runs[1]), s)
				}
			}()
			FitExponent([]float64{1, 2, 4, 8}, runs)
		}()
	}
}
